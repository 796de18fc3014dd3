"""The rail of the goals: one goal with its chain, who reads it, and what comes next in its life."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ...dates import full_date, short_date
from ...desk.desk import Desk
from ...errors import UserError
from ...widgets import theme
from ...widgets.boxes import STRETCH, Panel, Rule, Scroll, clear, column, row, stack
from ...widgets.buttons import Button, IconButton, LinkButton
from ...widgets.entry import ChoiceEntry, NoteEntry
from ...widgets.form import Field, Form
from ...widgets.safe import Label
from ...widgets.sign import Sign
from ...widgets.tags import Tag
from ..actions import goals as actions
from ..queries import goals as queries
from ..queries.goals import ChainLink, GoalCard
from ..rules.words import CLOSED, STATES, WRITTEN
from .chain import GoalLink
from .outline import STATE_TONES

_SHOWN = 4
"""Changes of sharing that are listed."""

_INDENT = 14
"""Px that each goal of the chain stands further in."""


class GoalRail(QWidget):
    """One goal; `open_goal` goes to another one, `edit` lays its form over the goals."""

    def __init__(
        self, desk: Desk, open_goal: Callable[[int], object], edit: Callable[[], object]
    ) -> None:
        super().__init__()
        self.setAccessibleName("About this goal")
        self._desk, self._open, self._edit = desk, open_goal, edit
        self.card: GoalCard | None = None
        self.closing: Form | None = None
        self._typed: dict[int, dict[str, Any]] = {}
        self._body = QVBoxLayout()
        self._body.setSpacing(9)
        inner = Panel("paper")
        stack(inner, self._body, STRETCH, margin=(18, 16, 18, 16))
        self.main = Button("Agree on it", on_click=self.next_step)
        self.edit_button = Button("Edit", on_click=edit, name="Edit this goal")
        self.more = IconButton("trash-2", "Remove this draft", self.remove)
        self.printer = IconButton("printer", "Print the goal sheet", self.print_sheet)
        self.letter = IconButton("mail", "Print the goal letter", self.print_letter)
        self._said = Label("", "meta", "red", wrap=True)
        foot = column(
            self._said,
            row(self.main, self.edit_button, STRETCH, self.more, self.letter, self.printer),
            gap=6,
            margin=(18, 8, 18, 10),
        )
        ground = Panel("paper")
        stack(ground, Scroll(inner), Rule(), foot)
        stack(self, ground)
        self._said.hide()

    # --- showing -------------------------------------------------------------------------------

    def show_goal(self, goal_id: int | None) -> None:
        """Show a goal; one whose outcome is being typed keeps what was typed."""
        if self.closing is not None and self.card is not None and goal_id == self.card.goal.id:
            return
        self._put_by()
        self._say("")
        try:
            self.card = self._desk.ask(queries.goal_card, goal_id) if goal_id is not None else None
        except UserError:
            self.card = None
        self._fill()
        if goal_id in self._typed:
            self.ask_outcome()

    def _put_by(self) -> None:
        """Keep the outcome that was being typed until its goal is picked again."""
        if self.closing is not None and self.card is not None and self.closing.dirty():
            typed = {name: self.closing.entry(name).text() for name in ("outcome",)}
            typed["state"] = self.closing.entry("state").value()
            self._typed[self.card.goal.id] = typed
        self.closing = None

    def _fill(self) -> None:
        clear(self._body)
        card = self.card
        for button in (self.main, self.edit_button, self.more):
            button.setVisible(card is not None and card.may_write)
        whose = card is not None and card.goal.person_id is not None
        self.printer.setVisible(whose)
        self.letter.setVisible(whose and card is not None and card.goal.state in WRITTEN)
        if card is None:
            self._add(Label("Pick a goal to see what it serves.", "meta", "ink3", wrap=True))
            return
        goal = card.goal
        self._add(Label(goal.text, "card_large", wrap=True))
        tags = [Tag(goal.state_words, STATE_TONES.get(goal.state, "grey")), Tag(goal.kind_words)]
        if card.flag:
            tags.append(Tag("Loose", "hi"))
        self._add(row(*tags, STRETCH, gap=6))
        for sentence in card.warnings:
            self._warn(sentence)
        if self.closing is not None:
            self._add(self.closing)
        self._facts(card)
        self._chain(card)
        self._words(card)
        self._linked(card)
        self._history(card)
        self._buttons(card)

    def _add(self, *widgets: QWidget) -> None:
        for one in widgets:
            self._body.addWidget(one)
            one.show()

    def _section(self, title: str) -> None:
        self._add(Rule(), Label(title, "strong", "ink2"))

    def _warn(self, sentence: str) -> None:
        words = Label(sentence, "meta", "ink2", wrap=True)
        words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        line = row(column(2, Sign("triangle-alert", 15, "amber"), STRETCH, gap=0), words, gap=8)
        self._add(line)
        card = self.card
        if card is not None and card.goal.sharing == "private" and "cannot read it" in sentence:
            share = LinkButton(
                "Share it with those it affects",
                partial(self.share, "affected"),
                name=f"Share it: {sentence}",
            )
            self._add(row(23, share, STRETCH, gap=0))

    def _facts(self, card: GoalCard) -> None:
        goal = card.goal
        said = [("Whose", goal.whose), ("When", goal.when.title), ("Measured by", goal.measure)]
        said.append(("Agreed", full_date(goal.agreed_on) if goal.agreed_on else ""))
        said.append(("Read by", card.readers))
        self._add(column(*(_pair(label, words) for label, words in said if words), gap=3))

    def _chain(self, card: GoalCard) -> None:
        self._section("What it serves")
        if card.flag:
            self._add(Label(f"{card.flag}.", "meta", "ink2", wrap=True))
        for depth, link in enumerate(card.chain[:-1]):
            self._link(link, depth)
        if len(card.chain) == 1 and not card.flag:
            words = "It is where the cascade begins." if card.goal.level == "owner" else ""
            self._add(Label(words, "meta", "ink3", wrap=True))

    def _link(self, link: ChainLink, depth: int = 0, end: QWidget | None = None) -> None:
        if link.id is None:
            whose = f"{link.whose}: " if link.whose else ""
            words: QWidget = Label(f"{whose}{link.text}", "meta", "ink3", wrap=True)
            words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        else:
            words = GoalLink(link.whose, link.text, partial(self._open, link.id))
        self._add(row(depth * _INDENT, words, end, gap=0))

    def _words(self, card: GoalCard) -> None:
        goal = card.goal
        if goal.why:
            self._section("Why")
            self._add(Label(goal.why, wrap=True))
        if goal.closed or goal.outcome:
            self._section("How it came out")
            when = f", {short_date(goal.closed_on)}" if goal.closed_on else ""
            self._add(Label(f"{goal.state_words}{when}", "row"))
            if goal.outcome:
                self._add(Label(goal.outcome, wrap=True))
        for title, one in (("Carries on", card.before), ("Carried on as", card.after)):
            if one is not None:
                self._section(title)
                text = f"{one.text} ({one.when.title}, {one.state_words.lower()})"
                self._link(ChainLink(one.id, "", text))
                if one.outcome:
                    self._add(Label(one.outcome, "meta", "ink2", wrap=True))

    def _linked(self, card: GoalCard) -> None:
        if card.affects:
            self._section("Affects")
            self._add(Label(", ".join(name for _, name in card.affects), wrap=True))
        if card.links:
            self._section("Linked with")
            for link in card.links:
                end = None
                if card.may_write and link.id is not None:
                    name = f"No longer linked with {link.text}"
                    end = IconButton("x", name, partial(self.unlink, link.id), size=14)
                self._link(link, 0, end)

    def _history(self, card: GoalCard) -> None:
        if len(card.shared) < 2:
            return
        self._section("Sharing")
        for one in card.shared[:_SHOWN]:
            who = f"{short_date(one.at.date())}, {one.person}"
            self._add(column(Label(one.words), Label(who, "meta", "ink3"), gap=0))

    def _buttons(self, card: GoalCard) -> None:
        state = card.goal.state
        words = {"draft": "Agree on it", "agreed": "How did it come out?"}.get(state, "Open again")
        self.main.set_text(words)
        agree = state == "agreed" or card.may_agree
        self.main.setVisible(card.may_write and agree and self.closing is None)
        self.edit_button.setVisible(card.may_write and state not in CLOSED)
        self.more.setVisible(card.may_write and state == "draft")
        self.printer.setAccessibleName(f"Print the goal sheet of {card.goal.person}")
        self.letter.setAccessibleName(f"Print the goal letter to {card.goal.person}")

    # --- doing ---------------------------------------------------------------------------------

    def _say(self, words: str) -> None:
        self._said.set_text(words)
        self._said.setVisible(bool(words))

    def _try(self, verb: Any, *args: Any) -> bool:
        try:
            self._desk.do(verb, *args)
        except UserError as error:
            self._say(error.text)
            return False
        self._say("")
        return True

    def next_step(self) -> None:
        """Agree on a draft, ask how an agreed one came out, or open one again that is over."""
        card = self.card
        if card is None:
            return
        if card.goal.state == "draft":
            self._try(actions.agree_goal, card.goal.id)
        elif card.goal.state == "agreed":
            self.ask_outcome()
        else:
            self._try(actions.reopen_goal, card.goal.id)

    def ask_outcome(self) -> bool:
        """Ask how the goal came out; False where that is asked already."""
        card = self.card
        if card is None or self.closing is not None:
            return False
        goal = card.goal
        self.closing = Form(
            [
                Field(
                    "state",
                    "How it came out",
                    ChoiceEntry([(one, STATES[one]) for one in CLOSED]),
                    required=True,
                ),
                Field("outcome", "In a sentence", NoteEntry(lines=3), "Read again next year."),
            ],
            on_save=self._close,
            save="Save outcome",
            on_cancel=self._leave,
        )
        self.closing.set_values({"state": "met", "outcome": goal.outcome})
        typed = self._typed.pop(goal.id, {})
        for name, value in typed.items():
            self.closing.entry(name).set_value(value)
        self._fill()
        if typed:
            return True
        self.closing.focus_first()
        return True

    def _close(self, values: dict[str, Any]) -> None:
        card = self.card
        if card is None:
            return
        self._desk.do(actions.close_goal, card.goal.id, values["state"], values["outcome"] or "")
        self._leave()

    def _leave(self) -> None:
        """Put the question of the outcome away."""
        self.closing = None
        goal_id = self.card.goal.id if self.card else None
        self._typed.pop(goal_id or 0, None)
        self.show_goal(goal_id)
        self.main.setFocus(Qt.FocusReason.OtherFocusReason)

    def share(self, sharing: str) -> None:
        """Say who may read it from now on."""
        if self.card is not None:
            self._try(actions.share_goal, self.card.goal.id, self.card.goal.version, sharing)

    def unlink(self, other: int) -> None:
        """Let a goal no longer be linked with another one."""
        card = self.card
        if card is not None:
            left = [one.id for one in card.links if one.id not in (None, other)]
            changes = {"links": left}
            self._try(actions.edit_goal, card.goal.id, card.goal.version, changes)

    def print_sheet(self) -> None:
        """Print the sheet of whoever's goal it is, for its quarter."""
        from ..printables.sheets import SHEET

        self._print(SHEET, "Goals of")

    def print_letter(self) -> None:
        """Print the letter with what was agreed on, for the quarter of this goal."""
        from ..printables.letter import GOAL_LETTER

        self._print(GOAL_LETTER, "Goal letter to")

    def _print(self, printable: Any, what: str) -> None:
        if self.card is not None and self.card.goal.person_id is not None:
            goal = self.card.goal
            key = (goal.person_id, goal.year, goal.quarter)
            self._desk.print_document(printable, key, f"{what} {goal.person}, {goal.when.title}")

    def remove(self) -> None:
        """Take a draft away; Undo brings it back."""
        if self.card is not None:
            self._try(actions.remove_goal, self.card.goal.id)


def _pair(label: str, words: str) -> QWidget:
    """A fact with its label at the left; long words wrap."""
    head = Label(label, "meta", "ink3")
    head.setFixedWidth(theme.current().px(84))
    said = Label(words, wrap=True)
    said.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    return row(column(1, head, STRETCH, gap=0), said, gap=8)
