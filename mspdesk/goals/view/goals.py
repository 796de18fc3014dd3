"""The goals of a quarter: the cascade, a line to write the next one in, the card in the rail."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QWidget

from ...desk.desk import Desk
from ...errors import UserError
from ...widgets.buttons import Button, LinkButton
from ...widgets.entry import ChoiceEntry, TextEntry
from ...widgets.form import EntryBar, Form
from ...widgets.laid import Laid
from ...widgets.layout import MARGIN, STRETCH, EmptyState, Notice, Panel, lead_focus, row, stack
from ...widgets.safe import Label
from ..actions import goals as actions
from ..queries import goals as queries
from ..rules.quarters import Quarter
from ..rules.words import RANK
from .card import GoalRail
from .forms import Done, Whose, carry_form, goal_form, whose_choices
from .outline import OutlineView

TABLES = {"goal", "goal_affects", "goal_shared", "person", "role", "access"}


class GoalsPart(QWidget):
    """The cascade with its entry line; `rail` is the card of the picked goal."""

    counted = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setAccessibleName("Goals of a quarter")
        self._desk = desk
        self.note = ""
        self.quarter = desk.ask(queries.this_quarter)
        self.rail = GoalRail(desk, self.open_goal, self.edit)
        self.outline = OutlineView(self._chosen, lambda _id: self.edit())
        self.first = Button("Write the first goal", "primary", "plus", self.new)
        self.empty = EmptyState("list-checks", "", "", self.first)
        self._nothing = Panel("paper")
        stack(self._nothing, self.empty)
        self._front = QStackedWidget()
        self._front.addWidget(self.outline)
        self._front.addWidget(self._nothing)
        self.whose = ChoiceEntry((), "Whose", "Whose goal", width=170)
        self.line = TextEntry("Type the next goal and press Enter", "The next goal")
        self.line.committed.connect(self.add)
        self._below = Label("", "meta", "ink3", elide=True)
        add = Button("Add", on_click=self.add, name="Add this goal")
        self.bar = EntryBar("", self.whose, self.line, add, stretch=1)
        self.notice_button = Button("Carry over", on_click=self.carry, name="Carry these over")
        self.notice = Notice("", "", (self.notice_button,), icon="list-checks", color="ink2")
        over = Panel("paper")
        stack(over, self.notice, margin=(MARGIN, 12, MARGIN, 12))
        over.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._over = over
        foot = Panel("paper", rule="top")
        self.carry_link = LinkButton("", self.carry, role="meta")
        self.full_link = LinkButton("Write it in full", self.new_in_full, role="meta")
        below = row(self._below, STRETCH, self.full_link, self.carry_link, gap=12)
        stack(foot, self.bar, below, gap=4, margin=(MARGIN, 10, MARGIN, 10))
        self._foot = foot
        page = QWidget()
        stack(page, over, self._front, foot)
        over.hide()
        lead_focus(page, self._keys)
        self.laid = Laid(page)
        stack(self, self.laid)
        lead_focus(self, self._keys)
        self.whose.changed.connect(self._tell_parent)
        desk.keep_fresh(self, TABLES, self.reload)
        desk.person_changed.connect(self._offer)
        self._offer()

    # --- showing -------------------------------------------------------------------------------

    def _keys(self) -> QWidget:
        """Where the keyboard begins: in a form, on the goals, or on writing the first of them."""
        if self.laid.in_front() and self.laid.form is not None:
            return self.laid.form
        return self.outline if self.outline.rows() else self.first

    @property
    def bare(self) -> bool:
        """Whether there is no goal to look at."""
        return not self.outline.rows()

    def show_quarter(self, quarter: Quarter) -> None:
        """Show another quarter; a form in which something was typed waits."""
        self.quarter = quarter
        self.laid.step_aside()
        self.reload()

    def _offer(self) -> None:
        """Offer whom the person at work may write goals for; themselves first."""
        options = whose_choices(self._desk)
        held = self.whose.value()
        self.whose.set_options(options)
        mine = ("person", "", self._desk.person_id)
        every = [one for one, _ in options]
        if held not in every and every:
            self.whose.set_value(mine if mine in every else every[-1])
        self._foot.setVisible(bool(options))

    def reload(self) -> None:
        """Ask for the cascade again."""
        rows = self._desk.ask(queries.cascade, self.quarter)
        self.outline.show_rows(rows)
        there = [row for row in rows if row.goal is not None and not row.context]
        self._front.setCurrentWidget(self.outline if rows else self._nothing)
        own = any(row.goal is not None and row.goal.when == self.quarter for row in there)
        self._say_empty(own=own, there=bool(there))
        loose = sum(bool(row.flag) for row in there)
        said = "1 goal" if len(there) == 1 else f"{len(there)} goals"
        self.note = f"{said}, {loose} loose" if loose else said
        self.counted.emit(self.note)
        if not rows:
            self.rail.show_goal(None)

    def _say_empty(self, *, own: bool, there: bool) -> None:
        """Say what to do in a quarter that has no goals of its own yet."""
        found = self._desk.ask(queries.unfinished, self.quarter)
        title = f"No goals for {self.quarter.title} yet"
        before = self.quarter.step(-1).title
        goals = "1 goal" if len(found) == 1 else f"{len(found)} goals"
        if found:
            words = f"{goals} of {before} can be carried over. Then agree on them with each person."
        elif there:
            words = "Those of the whole year stand here. Type what each wants of these 13 weeks."
        else:
            words = "Begin with what the owner wants; the company's goals serve it, and so on down."
        self.empty.set_empty(title, words)
        self.first.set_text(f"Carry over from {before}" if found else "Write the first goal")
        self.notice.set_notice(title, words)
        self.notice_button.setVisible(bool(found))
        self._over.setVisible(there and not own)
        self.carry_link.set_text(f"Carry over from {before}")
        self.carry_link.setVisible(bool(found) and own)

    def _chosen(self, goal_id: object) -> None:
        self.rail.show_goal(goal_id if isinstance(goal_id, int) else None)
        self._tell_parent()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes from the line back to the goals."""
        if event.key() == Qt.Key.Key_Escape and self.line.line.hasFocus():
            self.outline.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        super().keyPressEvent(event)

    def _parent(self) -> int | None:
        """What a goal typed now would hang on: the picked goal, or what that hangs on itself."""
        card, whose = self.rail.card, self.whose.value()
        if card is None or whose is None or self._front.currentWidget() is not self.outline:
            return None
        rank = {one.id: RANK[one.goal.level] for one in self.outline.rows() if one.goal is not None}
        for link in reversed(card.chain):
            if link.id is None or link.id not in rank:
                continue
            if rank[link.id] < RANK[whose[0]]:
                return link.id
        return None

    def _tell_parent(self) -> None:
        parent = self._parent()
        text = next((row.text for row in self.outline.rows() if row.id == parent), "")
        whose: Whose | None = self.whose.value()
        if text:
            self._below.set_text(f"It will hang on: {text}")
        elif whose is not None and whose[0] == "owner":
            self._below.set_text("A goal of the owner: the cascade begins with it.")
        else:
            self._below.set_text("Pick the goal it serves, and it will hang on that one.")

    def open_goal(self, goal_id: int) -> None:
        """Go to a goal, in its own quarter where this one does not show it."""
        if self.outline.select(goal_id):
            return
        try:
            card = self._desk.ask(queries.goal_card, goal_id)
        except UserError as error:
            self._desk.refuse(error)
            return
        self.show_quarter(card.goal.when)
        self.outline.select(goal_id)

    # --- doing ---------------------------------------------------------------------------------

    def add(self) -> None:
        """Write down what was typed, below the picked goal; the line is ready for the next."""
        whose: Whose | None = self.whose.value()
        text = self.line.value()
        if whose is None or not text:
            self.bar.say(
                "Say in a sentence what is wanted." if whose else "Choose whose goal it is."
            )
            return
        level, department, person_id = whose
        details = {
            "year": self.quarter.year,
            "quarter": self.quarter.number,
            "department": department,
            "person_id": person_id,
            "parent_id": self._parent(),
        }
        held = self.outline.picked()
        try:
            made = self._desk.do(actions.add_goal, text, level, details)
        except UserError as error:
            self.bar.say(error.text)
            return
        self.bar.say("")
        self.line.set_value("")
        self.outline.select(held if held is not None else made)
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def new(self) -> None:
        """Begin a goal: carry over into an empty quarter where there is something to carry."""
        if self._front.currentWidget() is self._nothing and self._desk.ask(
            queries.unfinished, self.quarter
        ):
            self.carry()
            return
        if self.laid.busy():
            self.laid.resume()
            return
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def new_in_full(self) -> None:
        """Show the whole form of a new goal, with what was typed into the line."""
        if self.laid.busy():
            self.laid.resume()
            return
        form = goal_form(self._desk, self.quarter, None, Done(self._written, self.laid.back))
        form.entry("text").set_value(self.line.value())
        form.entry("whose").set_value(self.whose.value())
        form.entry("parent_id").set_value(self._parent())
        form.mark_clean()
        self._lay("New goal", f"For {self.quarter.title}, a draft until it is agreed on.", form)

    def edit(self) -> None:
        """Show the form of the picked goal."""
        card = self.rail.card
        if card is None:
            return
        if not card.may_write:
            self._desk.say("Whoever it belongs to changes it, and whoever leads them.")
            return
        if card.goal.closed:
            self._desk.say("This goal is over. Open it again to change it.")
            return
        if self.laid.busy():
            self.laid.resume()
            return
        form = goal_form(self._desk, self.quarter, card, Done(self._saved, self.laid.back))
        self._lay("Goal", f"{card.goal.whose}, {card.goal.when.title}", form)

    def _lay(self, title: str, words: str, form: Form) -> None:
        self.laid.lay(title, words, form)

    def _written(self, goal_id: int) -> None:
        """A goal is written in full, so the line is free for the next."""
        self.line.set_value("")
        self._saved(goal_id)

    def _saved(self, goal_id: int) -> None:
        self.laid.back()
        self.open_goal(goal_id)
        self.rail.show_goal(goal_id)

    def carry(self) -> None:
        """Offer what is unfinished of the time before."""
        if self.laid.busy():
            self.laid.resume()
            return
        found = self._desk.ask(queries.unfinished, self.quarter)
        before = self.quarter.step(-1).title
        if not found:
            self._desk.say(f"Nothing of {before} waits to be carried over.")
            return
        form = carry_form(self._desk, self.quarter, found, Done(self._saved, self.laid.back))
        words = "They become drafts; what was met or dropped stays where it is."
        self._lay(f"Carry over from {before}", words, form)

    def arrive(self, about: dict[str, Any]) -> None:
        """Do what a place asks for: a goal, a new one, or carrying over."""
        if about.get("goal"):
            self.open_goal(int(about["goal"]))
        if about.get("carry"):
            self.carry()
        elif about.get("new"):
            self.new()
