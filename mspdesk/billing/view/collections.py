"""The late steps as the shop wants them: on which day, what is done, with which letter."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from ...desk.desk import Desk
from ...letters.queries import texts
from ...letters.rules.texts import title_of
from ...money import percent
from ...widgets.buttons import Button
from ...widgets.entry import CheckEntry, ChoiceEntry, NumberEntry, PercentEntry, TextEntry
from ...widgets.form import Field, Form
from ...widgets.layout import STRETCH, Panel, Rule, Scroll, Section, column, row, stack
from ...widgets.safe import Label
from ...widgets.table import Column, Table
from .. import actions, queries
from ..rules.collections import DOES_WORDS
from ..rules.collections import Rule as Step

TABLES = {"collection_rule", "form_text", "shop"}
NO_LETTER = "-"


class CollectionsSection:
    """The list of steps, and the form that changes the chosen one."""

    key = "collections"

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.table = Table[Step](
            (
                Column("on", "", "check", lambda r: r.active, width=44),
                Column("day", "Days late", "num", lambda r: str(r.day), width=84, role="body"),
                Column("words", "Step", "title", lambda r: r.words, stretch=4),
                Column("does", "What is done", "text", _does, stretch=4, role="meta"),
                Column(
                    "letter", "Letter", "text", _letter, stretch=4, role="meta", hide_under=1000
                ),
            ),
            "Late steps",
            key=lambda r: r.key,
            on_select=self._choose,
            on_check=self._turn,
            on_activate=lambda _row: self.detail.focus_first(),
        )
        self.detail = StepPane(desk, self._saved)
        self.new_button = Button("New step", icon="plus", on_click=self.new)
        self.actions: QWidget = row(STRETCH, self.new_button)
        words = (
            "What the list of receivables offers for money that is late. Nothing here is done, "
            "written or sent by itself: a person takes each step, and it is logged."
        )
        note = column(Label(words, "meta", "ink2", wrap=True), margin=(16, 8, 16, 8))
        self.listing = column(note, self.table, gap=0)
        desk.keep_fresh(self.listing, TABLES, self.reload)

    def reload(self) -> None:
        """Ask for the steps again."""
        self.table.show_rows(self._desk.ask(queries.late_rules))
        if self.table.selected() is None:
            self.table.select_first()
        self._choose(self.table.selected())
        self.detail.show_fee()

    def _choose(self, step: Step | None) -> None:
        if step is not None:
            self.detail.show_step(step)

    def _turn(self, step: Step, new: bool) -> None:
        self._desk.do(actions.save_rule, step.key, {"active": new})

    def _saved(self, key: str) -> None:
        self.reload()
        self.table.select(key)
        self._choose(self.table.selected())

    def new(self) -> None:
        """Begin a step of the shop's own."""
        self.detail.show_step(None)
        self.detail.focus_first()

    def facts(self) -> list[str]:
        """What the status bar says."""
        rules = self._desk.ask(queries.late_rules)
        return ["Late steps", f"{sum(rule.active for rule in rules)} of {len(rules)} in use"]

    def print_shown(self) -> None:
        """The steps are not a paper."""
        self._desk.say("The late steps are not printed; statements and letters are.")


def _does(step: Step) -> str:
    return DOES_WORDS.get(step.does, step.does)


def _letter(step: Step) -> str:
    return title_of(step.form) if step.form else ""


class StepPane(Panel):
    """The form of one step, and the late fee below it."""

    def __init__(self, desk: Desk, on_saved: Callable[[str], None]) -> None:
        super().__init__("paper", "left")
        self._desk, self._on_saved = desk, on_saved
        self._key: str | None = None
        self._title = Label("", "record", wrap=True)
        self._letter = ChoiceEntry([])
        self.form = Form(
            [
                Field("words", "Step", TextEntry(), required=True, span=2),
                Field("day", "Days past due", NumberEntry(0, 3_650, "days"), required=True),
                Field("does", "What is done", ChoiceEntry(list(DOES_WORDS.items()))),
                Field("form", "Letter", self._letter, "A draft; nobody gets it by itself.", span=2),
                Field("active", "In use", CheckEntry("In use"), span=2),
            ],
            columns=2,
            on_save=self._save,
            save="Save step",
        )
        self.fee = Form(
            [
                Field(
                    "late_fee",
                    "Late fee a month",
                    PercentEntry(),
                    "Simple, on what is 30 days late. Empty or 0 for none.",
                )
            ],
            on_save=self._save_fee,
            save="Save late fee",
            main=False,
        )
        self._fee_words = Label("", "meta", "ink2", wrap=True)
        stack(
            self,
            Scroll(
                column(
                    self._title,
                    8,
                    self.form,
                    12,
                    Rule(),
                    8,
                    Section("Late fee"),
                    self._fee_words,
                    4,
                    self.fee,
                    STRETCH,
                    gap=4,
                    margin=(20, 16, 20, 16),
                )
            ),
        )

    def show_step(self, step: Step | None) -> None:
        """Show a step, or an empty form for a new one."""
        if self.form.dirty() and step is not None and step.key == self._key:
            return
        self._key = step.key if step else None
        self._title.set_text(step.words if step else "New step")
        known = [(one.name, one.title) for one in self._desk.ask(texts, "letters")]
        self._letter.set_options([(NO_LETTER, "No letter"), *known])
        self.form.set_values(
            {
                "words": step.words if step else "",
                "day": step.day if step else None,
                "does": step.does if step else "call",
                "form": (step.form if step else "") or NO_LETTER,
                "active": step.active if step else True,
            }
        )

    def show_fee(self) -> None:
        """Show what the shop asks of late money."""
        if self.fee.dirty():
            return
        rate = self._desk.ask(queries.late_fee_rate)
        self.fee.set_values({"late_fee": rate or None})
        words = "Your shop asks for no late fee."
        if rate:
            words = (
                f"{percent(rate)} a month. It goes on a draft when somebody says so, once a month, "
                "and never on a late fee itself. Say so in your agreements."
            )
        self._fee_words.set_text(words)

    def _save(self, values: dict[str, Any]) -> None:
        form = "" if values["form"] in {None, NO_LETTER} else str(values["form"])
        day, does, words = int(values["day"]), str(values["does"] or ""), str(values["words"])
        key = self._key
        if key is None:
            key = self._desk.do(actions.add_rule, day, does, words, form)
        else:
            changes = {"day": day, "does": does, "words": words, "form": form}
            changes["active"] = bool(values["active"])
            self._desk.do(actions.save_rule, key, changes)
        self.form.mark_clean()
        self._on_saved(key)

    def _save_fee(self, values: dict[str, Any]) -> None:
        self._desk.do(actions.set_late_fee, int(values["late_fee"] or 0))
        self.fee.mark_clean()
        self.show_fee()

    def focus_first(self) -> None:
        """Go to the form."""
        self.form.focus_first()
