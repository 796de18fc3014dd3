"""What to print: all pages or those that changed, on what paper, and where each copy will live."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ...clients.queries import client as client_of
from ...desk.desk import Desk
from ...documentation.actions.editions import Placed
from ...documentation.queries.editions import KINDS, CopyRow, copies, newest
from ...errors import UserError
from ...printing.page import paper_of
from ...shop.queries import shop
from ...widgets.buttons import Button, IconButton
from ...widgets.entry import CheckEntry, TextEntry
from ...widgets.layout import STRETCH, Scroll, column, row, stack
from ...widgets.safe import Label
from ...widgets.segments import SegmentControl
from ..queries.places import wanted_places
from ..runs.printing import Order, Proof, prepare
from .doing import told

MOST = 12
"""New copies that can be asked for at once."""

WIDTH = 760
_PAPERS = [("letter", "Letter"), ("a4", "A4")]
_ALL, _CHANGED = "all", "changed"


class _NewCopy(QWidget):
    """Where one more copy will live, and with whom."""

    def __init__(self, number: int, placed: Placed, on_gone: Callable[[_NewCopy], object]) -> None:
        super().__init__()
        self.place = TextEntry("Server closet, second shelf", f"Where copy {number} will lie")
        self.holder = TextEntry("Who holds it", f"Who will hold copy {number}")
        self.place.set_value(placed.place)
        self.holder.set_value(placed.holder)
        gone = IconButton("x", f"Leave copy {number} out", lambda: on_gone(self))
        self.stops = (self.place.field, self.holder.field, gone)
        line = row(Label(f"Copy {number}", "label", "ink2"), self.place, self.holder, gone)
        stack(self, line)

    def placed(self) -> Placed:
        """What was typed."""
        return Placed(str(self.place.value() or ""), str(self.holder.value() or ""))


class OrderForm(QWidget):
    """The form of a print; "Show pages" sets them and hands the proof on. Esc goes back."""

    def __init__(
        self,
        desk: Desk,
        client_id: int,
        kind: str,
        on_ready: Callable[[Proof], object],
        on_cancel: Callable[[], object],
        *,
        changed: bool = False,
    ) -> None:
        super().__init__()
        self._desk, self._client_id, self._kind = desk, client_id, kind
        self._on_ready, self._on_cancel = on_ready, on_cancel
        self._held = desk.ask(copies, client_id, kind)
        self._next = max((copy.number for copy in self._held), default=0) + 1
        printed = desk.ask(newest, client_id, kind) is not None
        client = desk.ask(client_of, client_id)
        self.what = SegmentControl(
            "Which pages",
            [(_ALL, "All pages"), (_CHANGED, "Replacement pages only")],
            on_change=lambda _key: self._sort(),
        )
        self.paper = SegmentControl("Paper", _PAPERS)
        self.paper.choose(paper_of(desk.ask(shop).paper).value)
        self.olds = [(copy, self._old(copy)) for copy in self._held]
        self._lines, self._below = QWidget(), QVBoxLayout()
        self._below.setContentsMargins(0, 0, 0, 0)
        self._below.setSpacing(6)
        self._lines.setLayout(self._below)
        self.news: list[_NewCopy] = []
        self.add = Button("One more copy", icon="plus", on_click=lambda: self.add_copy(Placed("")))
        self.wrong = Label("", "body", "red", wrap=True)
        self.show_button = Button("Show pages", "primary", on_click=self.submit)
        self.cancel_button = Button("Cancel", on_click=on_cancel)
        self._new_head = Label("New copies, and where each will live", "label", "ink2")
        title = f"Print {KINDS[kind]}" + (f" of {client.name}" if client else "")
        body = column(
            Label(title, "record"),
            6,
            row(self.what, STRETCH),
            row(Label("Paper", "label", "ink2"), self.paper, STRETCH),
            4,
            Label("Copies out there", "label", "ink2") if self._held else None,
            *(entry for _copy, entry in self.olds),
            4,
            self._new_head,
            self._lines,
            row(self.add, STRETCH),
            self.wrong,
            8,
            row(self.show_button, self.cancel_button, STRETCH),
            STRETCH,
            gap=8,
            margin=(22, 14, 22, 22),
        )
        body.setMaximumWidth(WIDTH)
        stack(self, Scroll(body))
        for placed in desk.ask(wanted_places, client_id) if not self._held else ():
            self.add_copy(placed)
        self.what.choose(_CHANGED if changed and printed and self._held else _ALL)
        self._sort()

    def _old(self, copy: CopyRow) -> CheckEntry:
        words = f"Copy {copy.number}, {copy.where}, edition {copy.edition}"
        entry = CheckEntry(words, words)
        entry.set_value(True)
        return entry

    def _sort(self) -> None:
        """Replacement pages are for copies that are out there, so new ones are put aside."""
        everything = self.what.current() == _ALL
        for widget in (self._new_head, self._lines, self.add):
            widget.setVisible(everything)

    def add_copy(self, placed: Placed) -> None:
        """One more line for a new copy."""
        if len(self.news) < MOST:
            line = _NewCopy(self._next + len(self.news), placed, self._leave_out)
            self.news.append(line)
            self._below.addWidget(line)
            self._line_up()
            line.place.field.setFocus()

    def _line_up(self) -> None:
        """Let Tab come by the new copies where they stand, before the buttons below them."""
        before: QWidget = self.olds[-1][1].field if self.olds else self.paper
        stops = [stop for line in self.news for stop in line.stops]
        for stop in (*stops, self.add, self.show_button, self.cancel_button):
            QWidget.setTabOrder(before, stop)
            before = stop

    def _leave_out(self, line: _NewCopy) -> None:
        self.news.remove(line)
        line.hide()
        line.deleteLater()

    def focus_first(self) -> None:
        """Give the keyboard to the first choice."""
        self.what.setFocus()

    def order(self) -> Order:
        """What was asked for; raises UserError where no copy is."""
        changed = self.what.current() == _CHANGED
        bring = tuple(copy.id for copy, entry in self.olds if entry.value())
        placed = () if changed else tuple(one.placed() for one in self.news)
        if not bring and not placed:
            raise UserError("Choose at least one copy, or say where a new one will live.")
        if any(not one.place.strip() for one in placed):
            raise UserError("Say where each new copy will lie, like “Server closet”.")
        return Order(
            self._client_id,
            self._kind,
            paper_of(self.paper.current()),
            changed,
            bring,
            placed,
        )

    def submit(self) -> None:
        """Set the pages in the background, then show them."""
        try:
            order = self.order()
        except UserError as error:
            self.wrong.set_text(error.text)
            return
        self.wrong.set_text("")
        self.show_button.setEnabled(False)
        job = self._desk.fetch("Setting the binder", prepare, order)
        job.then(self._on_ready)
        job.otherwise(self._failed)

    def _failed(self, error: BaseException) -> None:
        self.show_button.setEnabled(True)
        self.wrong.set_text(told(error))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter shows the pages, Esc goes back."""
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() == Qt.Key.Key_Escape:
            self._on_cancel()
        elif control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.submit()
        else:
            super().keyPressEvent(event)
