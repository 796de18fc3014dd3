"""The agenda of a meeting: each point with its time, and what was said to it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ...desk.desk import Desk
from ...errors import UserError
from ...widgets.boxes import clear
from ...widgets.buttons import Button, IconButton
from ...widgets.entry import NoteEntry, NumberEntry, TextEntry
from ...widgets.form import EntryBar
from ...widgets.layout import Card, column, row, stack
from ...widgets.safe import Label
from ..actions import minutes as actions
from ..queries.meetings import ItemRow, MeetingPage
from ..rules.agenda import LONGEST
from .kept import Kept


class ItemLine(QWidget):
    """One point while minutes are written: its words, its time, what is said to it."""

    def __init__(self, desk: Desk, item: ItemRow, number: int) -> None:
        super().__init__()
        self._desk, self.item = desk, item
        name = f"Point {number}"
        self.text = Kept(TextEntry("What it is about", name), self._save("text"))
        self.minutes = Kept(
            NumberEntry(0, LONGEST, "min", f"{name}: minutes", width=84), self._save("minutes")
        )
        self.said = Kept(
            NoteEntry("What was said", f"{name}: what was said", lines=2), self._save("said")
        )
        up = IconButton("chevron-up", f"{name} further up", lambda: self._move(-1), size=14)
        down = IconButton("chevron-down", f"{name} further down", lambda: self._move(1), size=14)
        away = IconButton("x", f"Take point {number} off the agenda", self._remove, size=14)
        sign = Label(str(number), "row", "ink3")
        head = row(sign, self.text, self.minutes, up, down, away, shares=(0, 1))
        stack(self, head, row(18, self.said, gap=0), gap=4)
        self.show_item(item)

    def _save(self, name: str) -> Callable[[object], object]:
        def save(value: object) -> None:
            changes = {name: value or (0 if name == "minutes" else "")}
            self._desk.do(actions.edit_item, self.item.id, self.item.version, changes)

        return save

    def show_item(self, item: ItemRow) -> None:
        """Show it as it stands now; what is being typed stays."""
        self.item = item
        self.text.show_value(item.text)
        self.minutes.show_value(item.minutes)
        self.said.show_value(item.said)

    def keep(self) -> None:
        """Write what was typed."""
        for one in (self.text, self.minutes, self.said):
            one.keep()

    def unkept(self) -> bool:
        """Whether something was typed that could not be written."""
        return any(one.unkept() for one in (self.text, self.minutes, self.said))

    def _move(self, by: int) -> None:
        self._desk.attempt(actions.move_item, self.item.id, by)

    def _remove(self) -> None:
        self._desk.attempt(actions.remove_item, self.item.id)


class AgendaCard(Card):
    """The points of a meeting; over, they are read."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("Agenda and minutes")
        self._desk = desk
        self._page: MeetingPage | None = None
        self.lines: dict[int, ItemLine] = {}
        self._order: list[int] = []
        self._rows = QVBoxLayout()
        self._rows.setSpacing(10)
        self.new = TextEntry("Another point", "Another point")
        self.new.committed.connect(self.add_point)
        self.bar = EntryBar("", self.new, Button("Add point", on_click=self.add_point), stretch=0)
        self.add(self._rows, self.bar)

    def show_page(self, page: MeetingPage, *, other: bool) -> None:
        """Show the points of a meeting; lines that are there keep their fields."""
        self._page = page
        total, whole = page.planned_minutes, page.row.minutes
        words = f"{total} of {whole} minutes planned" if page.items else "nothing on it yet"
        self.set_subtitle("" if page.row.over else words)
        self.bar.setVisible(not page.row.over)
        self.bar.say("")
        order = [one.id for one in page.items]
        if other or page.row.over or order != self._order:
            self._build(page)
            return
        for one in page.items:
            self.lines[one.id].show_item(one)

    def _build(self, page: MeetingPage) -> None:
        clear(self._rows)
        self.lines, self._order = {}, []
        for number, one in enumerate(page.items, 1):
            if page.row.over:
                line: QWidget = _read(number, one)
            else:
                line = self.lines[one.id] = ItemLine(self._desk, one, number)
            self._rows.addWidget(line)
            line.show()
        self._order = [] if page.row.over else [one.id for one in page.items]

    def add_point(self) -> None:
        """Put what was typed on the agenda."""
        if self._page is None:
            return
        try:
            self._desk.do(actions.add_item, self._page.row.id, self.new.value() or "")
        except UserError as error:
            self.bar.say(error.text)
            return
        self.new.set_value("")
        self.new.setFocus(Qt.FocusReason.OtherFocusReason)

    def keep(self) -> None:
        """Write what was typed."""
        for line in list(self.lines.values()):
            line.keep()

    def unkept(self) -> bool:
        """Whether something was typed that could not be written."""
        return any(line.unkept() for line in self.lines.values())


def _read(number: int, one: ItemRow) -> QWidget:
    said = one.said or "Nothing was written down."
    text = Label(one.text, "row", wrap=True)
    text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    return column(
        row(Label(str(number), "row", "ink3"), text),
        row(18, Label(said, "body", "ink" if one.said else "ink3", wrap=True, selectable=True)),
        gap=2,
    )
