"""One piece of advice: a form until they answer, then the answer and its letter."""

from collections.abc import Callable, Mapping
from typing import Any

from ...dates import full_date, today
from ...desk.area import Place
from ...desk.desk import Desk
from ...shop.queries import shop
from ...widgets.buttons import Button
from ...widgets.cards import Fact, Facts
from ...widgets.entry import CheckEntry, DateEntry, MoneyEntry, NoteEntry, TextEntry
from ...widgets.form import Field, Form
from ...widgets.layout import STRETCH, Card, Footer, Panel, Scroll, column, stack
from ...widgets.safe import Label
from ..actions import advice as actions
from ..queries import advice as queries
from ..queries.advice import AdviceRow

WHAT = "In a few words, as it will stand in the letter: a second internet line."
RISK = "What can happen without it, as you would tell it across a table."
NEW = "They decide. Whatever they say is kept here, and a no is asked about again at the roadmap."


class AdvicePane(Panel):
    """What we recommend, its risk and price; below it the two answers."""

    def __init__(self, desk: Desk, on_changed: Callable[[str], object]) -> None:
        super().__init__("paper", "left")
        self._desk, self._on_changed = desk, on_changed
        self._client_id = 0
        self._opportunity_id: int | None = None
        self._source = ""
        self.row: AdviceRow | None = None
        self._seen = 0
        money, day_first = desk.ask(shop).money, desk.ask(shop).day_first
        self._title = Label("New advice", "record", wrap=True)
        self._meta = Label("", "meta", "ink2", wrap=True)
        self.form = Form(
            [
                Field("what", "What we recommend", TextEntry(), WHAT, span=2),
                Field("risk", "The risk", NoteEntry(lines=4), RISK, span=2),
                Field("price", "Price, once", MoneyEntry(money)),
                Field("monthly", "Price a month", MoneyEntry(money)),
                Field("advised_on", "Said on", DateEntry(day_first=day_first), required=True),
            ],
            columns=2,
            on_save=self._save,
            save="Save advice",
            on_cancel=self._cancel,
        )
        self.answer = Form(
            [
                Field(
                    "choice",
                    "What they chose instead",
                    NoteEntry(lines=2),
                    "In their words, as it goes on after “You decided”: to wait a year.",
                    span=2,
                ),
                Field("answered_by", "Who said so", TextEntry()),
                Field("answered_on", "On", DateEntry(day_first=day_first), required=True),
                Field(
                    "letter",
                    "Letter",
                    CheckEntry("Write the letter they sign"),
                    "A draft; nothing is sent.",
                    span=2,
                ),
            ],
            columns=2,
            on_save=self._answered,
            save="Write down the no",
            on_cancel=self._put_answer_away,
        )
        self._answering = ""
        self.answer_card = Card("They said no")
        self.answer_card.add(self.answer)
        self.facts = Facts(2)
        self._risk = Label("", "body", "ink", wrap=True)
        self._choice = Label("", "body", "ink", wrap=True)
        self._told = column(self.facts, 4, self._risk, self._choice, gap=6)
        self.drop_button = Button("Remove", "quiet", on_click=self._drop)
        self.no_button = Button("They said no", on_click=self.decline)
        self.yes_button = Button("They take it", on_click=self.take)
        self.reopen_button = Button("Take answer back", "quiet", on_click=self._reopen)
        self.letter_button = Button("Open the letter", icon="mail", on_click=self.open_letter)
        self._footer = Footer(
            self.drop_button,
            self.reopen_button,
            STRETCH,
            self.no_button,
            self.yes_button,
            self.letter_button,
        )
        body = column(
            self._title,
            self._meta,
            6,
            self._told,
            self.form,
            6,
            self.answer_card,
            STRETCH,
            gap=4,
            margin=(20, 16, 20, 12),
        )
        stack(self, Scroll(body), self._footer)
        self.show_nothing()

    def show_nothing(self) -> None:
        """Show no advice."""
        self.row = None
        self._answering = ""
        self._show(None)

    def begin(self, client_id: int, opportunity_id: int | None = None, source: str = "") -> None:
        """Begin another piece of advice."""
        self._client_id, self._opportunity_id, self._source = client_id, opportunity_id, source
        self.row, self._answering = None, ""
        self.form.set_values(
            {"what": "", "risk": "", "price": None, "monthly": None, "advised_on": today()}
        )
        self._show(None)

    def propose(self, known: Mapping[str, Any]) -> None:
        """Put what is known already into the form of new advice, so that nobody types it again."""
        for name, value in known.items():
            self.form.entry(name).set_value(value)

    def show_advice(self, advice_id: int) -> None:
        """Show a piece of advice; what is being typed into the same one stays."""
        same = self.row is not None and self.row.id == advice_id
        self.row = self._desk.ask(queries.advice, advice_id)
        if not same:
            self._answering = ""
        row = self.row
        if row is not None and row.state == "open" and not (same and self.form.dirty()):
            self._seen = row.version
            self.form.set_values(
                {
                    "what": row.what,
                    "risk": row.risk,
                    "price": row.price,
                    "monthly": row.monthly,
                    "advised_on": row.advised_on,
                }
            )
        self._show(row)

    def reload(self) -> None:
        """Ask again for what is shown."""
        if self.row is not None:
            self.show_advice(self.row.id)

    def _show(self, row: AdviceRow | None) -> None:
        still = row is None or row.state == "open"
        self._title.set_text(row.title if row is not None else "New advice")
        self._meta.set_text(_meta(row))
        self.form.setVisible(still and not self._answering)
        self._told.setVisible(not still or bool(self._answering))
        self.answer_card.setVisible(bool(self._answering))
        self._footer.setVisible(row is not None and not self._answering)
        if row is None:
            return
        for button in (self.no_button, self.yes_button):
            button.setVisible(still)
        self.reopen_button.setVisible(not still)
        self.drop_button.setVisible(row.signed_on is None)
        self.letter_button.setVisible(row.state == "declined")
        self.letter_button.set_text(
            f"Open letter {row.letter}" if row.letter else "Write the letter"
        )
        self.facts.show_facts(self._facts(row))
        self._risk.set_text(f"Risk: {row.risk}")
        self._choice.set_text(f"They chose: {row.choice}" if row.choice else "")
        self._choice.setVisible(bool(row.choice))

    def _facts(self, row: AdviceRow) -> list[Fact]:
        price = row.price_words(self._desk.ask(shop).money)
        found = [Fact("advised", "Said on", full_date(row.advised_on))]
        found += [Fact("price", "Price", price)] if price else []
        if row.answered_on is not None:
            by = f", {row.answered_by}" if row.answered_by else ""
            found.append(Fact("answered", row.words, f"{full_date(row.answered_on)}{by}"))
        if row.signed_on is not None:
            signed = f"{full_date(row.signed_on)}, {row.signed_by}"
            found.append(Fact("signed", "Signed", signed, color="green"))
        return found

    # --- deeds -----------------------------------------------------------------------------------

    def _save(self, values: dict[str, Any]) -> None:
        row = self.row
        if row is None:
            details = values | {"opportunity_id": self._opportunity_id, "source": self._source}
            made = self._desk.do(
                actions.give_advice, self._client_id, values["what"], values["risk"], details
            )
            self.form.mark_clean()
            self._on_changed(f"advice:{made}")
        else:
            self._desk.do(actions.edit_advice, row.id, self._seen, values)
            self.form.mark_clean()
            self.reload()

    def _cancel(self) -> None:
        self.form.mark_clean()
        if self.row is None:
            self._on_changed("")
        else:
            self.show_advice(self.row.id)

    def decline(self) -> None:
        """Ask what they chose instead."""
        self._ask("declined", "They said no", "Write down the no", {"choice", "letter"})

    def take(self) -> None:
        """Ask who took it and when."""
        self._ask("taken", "They take it", "Write down the yes", set())

    def _ask(self, answer: str, title: str, save: str, more: set[str]) -> None:
        if self.row is None or (self.form.dirty() and not self.form.submit()):
            return
        self._answering = answer
        self.answer_card.set_title(title)
        self.answer.save_button.set_text(save)
        self.answer.show_only({"answered_by", "answered_on"} | more)
        self.answer.set_values(
            {"choice": "", "answered_by": "", "answered_on": today(), "letter": True}
        )
        self._show(self.row)
        self.answer.focus_first()

    def _answered(self, values: dict[str, Any]) -> None:
        row = self.row
        if row is None:
            return
        on, by = values["answered_on"], values["answered_by"]
        if self._answering == "declined":
            self._desk.do(
                actions.decline_advice, row.id, values["choice"], on, by, letter=values["letter"]
            )
        else:
            self._desk.do(actions.take_advice, row.id, on, by)
        self.answer.mark_clean()
        self._answering = ""
        self._on_changed(f"advice:{row.id}")

    def _put_answer_away(self) -> None:
        self._answering = ""
        self._show(self.row)
        self.focus_first()

    def open_letter(self) -> None:
        """Go to the letter about the no; it is written where there is none."""
        row = self.row
        if row is None:
            return
        letter_id = row.letter_id or self._desk.attempt(actions.write_denial, row.id)
        if letter_id is not None:
            place = Place("clients", row.client_id, "letters", {"letter_id": letter_id})
            self._desk.go(place)

    def _reopen(self) -> None:
        if self.row is not None:
            self._desk.attempt(actions.reopen_advice, self.row.id)

    def _drop(self) -> None:
        if self.row is not None:
            advice_id, self.row = self.row.id, None
            self._desk.attempt(actions.drop_advice, advice_id)
            self._on_changed("")

    def focus_first(self) -> None:
        """Go to the first field, or to what can be done with an answer."""
        if self.row is None or self.row.state == "open":
            self.form.focus_first()
        else:
            self.letter_button.setFocus()


def _meta(row: AdviceRow | None) -> str:
    if row is None:
        return NEW
    parts = [row.words, row.person and f"said by {row.person}"]
    return ", ".join(part for part in parts if part)
