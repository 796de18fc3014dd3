"""Entries of a system's form: its steps, a line each, and the systems it needs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from ...dates import parse_span, stretch
from ...errors import UserError
from ...widgets import theme
from ...widgets.buttons import Button, IconButton
from ...widgets.entry import CheckEntry, Entry
from ...widgets.fields import Line
from ...widgets.layout import STRETCH, beside, row, stack
from ...widgets.safe import Label, clean, one_line
from ..queries.plan import Need, StepRow

_MINUTES = 96
_ACROSS = 3
_WAYS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class StepLine(QWidget):
    """One step: its number, what to do, more about it, how long it takes."""

    def __init__(self, owner: StepsEntry) -> None:
        super().__init__()
        self._owner = owner
        self.number = Label("", "strong", align="right")
        self.number.setFixedWidth(theme.current().px(22))
        self.title, self.detail, self.minutes = (Line() for _ in range(3))
        self.title.setPlaceholderText("What to do")
        self.detail.setPlaceholderText("More: what should be seen, where it is")
        self.minutes.setPlaceholderText("5 min")
        self.minutes.setFixedWidth(theme.current().px(_MINUTES))
        self.up = IconButton("chevron-up", "Move up", lambda: owner.shift(self, -1))
        self.down = IconButton("chevron-down", "Move down", lambda: owner.shift(self, 1))
        self.drop = IconButton("x", "Take out", lambda: owner.drop(self))
        first = QWidget()
        verbs = (self.up, self.down, self.drop)
        beside(first, self.number, self.title, self.minutes, *verbs, gap=6).setStretch(1, 1)
        below = QWidget()
        beside(below, self.detail, gap=0, margin=(theme.current().px(28), 0, 0, 0))
        stack(self, first, below, gap=4)
        # Bare lines: an entry around them would keep its old place in the order of Tab.
        for line in (self.title, self.detail, self.minutes):
            line.textChanged.connect(lambda _text: owner.changed.emit())
            line.installEventFilter(self)

    def show_step(self, step: StepRow) -> None:
        """Show what is known of a step."""
        self.title.setText(one_line(step.title))
        self.detail.setText(one_line(step.detail))
        self.minutes.setText(stretch(step.minutes) if step.minutes is not None else "")
        for line in (self.title, self.detail, self.minutes):
            line.setCursorPosition(0)

    def step(self, number: int) -> StepRow:
        """The step as typed; raises UserError naming it by number."""
        title, detail = (clean(line.text()).strip() for line in (self.title, self.detail))
        if detail and not title:
            raise UserError(f"Say in a few words what to do in step {number}.", "steps")
        typed = self.minutes.text().strip()
        return StepRow(title, detail, parse_span(typed, "steps").minutes if typed else None)

    def typed(self) -> str:
        """All that stands in it."""
        return f"{self.title.text()}\t{self.detail.text()}\t{self.minutes.text()}"

    def call(self, number: int) -> None:
        """Say which step it is now."""
        self.number.set_text(str(number))
        self.title.setAccessibleName(f"Step {number}: what to do")
        self.detail.setAccessibleName(f"Step {number}: more about it")
        self.minutes.setAccessibleName(f"Step {number}: how long it takes")
        self.up.set_icon("chevron-up", f"Move step {number} up")
        self.down.set_icon("chevron-down", f"Move step {number} down")
        self.drop.set_icon("x", f"Take step {number} out")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Alt with arrows moves the step, Enter goes to the next one."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key, held = Qt.Key(event.key()), event.modifiers()
            if held & Qt.KeyboardModifier.AltModifier and key in _WAYS:
                self._owner.shift(self, _WAYS[key])
                return True
            control = held & Qt.KeyboardModifier.ControlModifier
            if not control and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._owner.go_on(self)
                return True
        return False


class StepsEntry(Entry):
    """Steps in order; Enter begins the next one, Alt with arrows moves one."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[StepLine] = []
        self._add = Button("Add a step", icon="plus", on_click=self.add)
        self.field: QWidget = self._add
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(10)
        self._layout.addWidget(row(self._add, STRETCH))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def name_it(self, name: str) -> None:
        """The button says what it does; steps name themselves."""

    def add(self) -> None:
        """Begin one more step at the end."""
        self._put(StepRow(""))
        self._count()
        self.lines[-1].title.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _put(self, step: StepRow) -> None:
        line = StepLine(self)
        line.show_step(step)
        self.lines.append(line)
        self._layout.insertWidget(len(self.lines), line)

    def _count(self) -> None:
        """Number the steps; Tab goes through them as they stand, after the button above them."""
        before: QWidget = self._add
        for number, line in enumerate(self.lines, 1):
            line.call(number)
            line.up.setEnabled(number > 1)
            line.down.setEnabled(number < len(self.lines))
            for widget in (line.title, line.minutes, line.up, line.down, line.drop, line.detail):
                QWidget.setTabOrder(before, widget)
                before = widget

    def shift(self, line: StepLine, way: int) -> None:
        """Move a step up or down; the keyboard goes with it."""
        at = self.lines.index(line)
        if not 0 <= at + way < len(self.lines):
            return
        focus: QWidget | None = line.window().focusWidget()
        self.lines.insert(at + way, self.lines.pop(at))
        self._layout.removeWidget(line)
        self._layout.insertWidget(at + way + 1, line)
        self._count()
        if focus is not None and line.isAncestorOf(focus):
            focus.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def drop(self, line: StepLine) -> None:
        """Take a step out."""
        at = self.lines.index(line)
        self._take_out(line)
        self._count()
        near = self.lines[min(at, len(self.lines) - 1)].title if self.lines else self._add
        near.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _take_out(self, line: StepLine) -> None:
        self.lines.remove(line)
        self._layout.removeWidget(line)
        line.hide()
        line.deleteLater()

    def go_on(self, line: StepLine) -> None:
        """Go to the step after this one, a new one after the last."""
        at = self.lines.index(line)
        if at + 1 == len(self.lines):
            self.add()
        else:
            self.lines[at + 1].title.setFocus(Qt.FocusReason.TabFocusReason)

    def value(self) -> list[StepRow]:
        """The steps as typed; empty ones are left out."""
        found = [line.step(number) for number, line in enumerate(self.lines, 1)]
        return [step for step in found if step.title]

    def set_value(self, value: Sequence[StepRow] | None) -> None:
        """Show steps."""
        for line in list(self.lines):
            self._take_out(line)
        for step in value or ():
            self._put(step)
        self._count()

    def text(self) -> str:
        """What was typed, for knowing whether it changed."""
        return "\n".join(line.typed() for line in self.lines)


class NeedsEntry(Entry):
    """What must work first: a tick for each other system."""

    def __init__(self, offered: Sequence[tuple[int, str]]) -> None:
        super().__init__()
        self._ticks = {id_: CheckEntry(words, f"Needs {words}") for id_, words in offered}
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setVerticalSpacing(2)
        for place, tick in enumerate(self._ticks.values()):
            tick.changed.connect(self.changed)
            layout.addWidget(tick, place // _ACROSS, place % _ACROSS)
        if not self._ticks:
            layout.addWidget(Label("There is no other system yet.", "meta", "ink3"), 0, 0)
        first = next(iter(self._ticks.values()), None)
        self.field: QWidget = first.field if first is not None else self
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def name_it(self, name: str) -> None:
        """Every tick has the name of its system."""

    def value(self) -> list[int]:
        """The systems that are ticked."""
        return [id_ for id_, tick in self._ticks.items() if tick.value()]

    def set_value(self, value: Any) -> None:
        """Tick some systems."""
        wanted = {one.id if isinstance(one, Need) else one for one in value or ()}
        for id_, tick in self._ticks.items():
            tick.set_value(id_ in wanted)

    def text(self) -> str:
        """What is ticked, for knowing whether it changed."""
        return " ".join(str(id_) for id_ in self.value())
