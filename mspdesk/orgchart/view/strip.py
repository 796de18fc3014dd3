"""Hats per person: who wears how many, each to be dragged onto a role, by name and never ranked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QScrollArea, QSizePolicy, QWidget

from ...widgets import glyphs, painting, spoken, theme
from ...widgets.boxes import clear
from ...widgets.glyphs import face_of
from ...widgets.layout import MARGIN, Panel, stack
from ...widgets.safe import Label, one_line, tooltip
from ..queries.chart import PersonHats
from .carry import Carried

_AVATAR, _HIGH, _BAR = 26, 40, 8
WIDE, NARROWEST = 340, 130
"""Px of a person at most and at least."""

UNIT = 14
"""Px of one hat in the bar, less where somebody wears very many."""


class PersonCell(QWidget):
    """One person: the hats that are theirs, and those they wear until somebody is hired."""

    spoken_as = spoken.Role.Button

    carried_to = Signal(int, QPoint)
    let_go = Signal(int, QPoint)
    stepped = Signal(int)
    taken = Signal(int)

    def __init__(self, person: PersonHats, most: int, *, movable: bool) -> None:
        super().__init__()
        self.person, self._most, self._movable = person, max(most, 1), movable
        self._face = face_of(person.name, person.id)
        self._held: QPoint | None = None
        self._carried: Carried | None = None
        self.chosen = False
        how = " Enter takes them along to a role." if movable else ""
        self.setAccessibleName(one_line(f"{person.name}: {person.words}.{how}"))
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        if movable:
            self.setCursor(Qt.CursorShape.OpenHandCursor)
            tooltip(self, f"Drag {person.name} onto a role to give it to them.")

    def sizeHint(self) -> QSize:
        """A face, a name and a bar."""
        px = theme.current().px
        return QSize(px(WIDE), px(_HIGH))

    def minimumSizeHint(self) -> QSize:
        """Name and count stay whole."""
        px = theme.current().px
        words = painting.width_of(self.person.name, theme.font("row"))
        count = painting.width_of(self.person.words, theme.font("meta"))
        return QSize(max(px(NARROWEST), words + count + px(_AVATAR + 30)), px(_HIGH))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the face, the name, how many hats, and a bar of them."""
        painter = painting.begin(self)
        px = theme.current().px
        side = px(_AVATAR)
        disc = QRectF(px(2), (self.height() - side) / 2, side, side)
        glyphs.paint_avatar(painter, disc, self._face)
        left = px(2) + side + px(10)
        wide = self.width() - left - px(4)
        top = QRectF(left, px(3), wide, px(20))
        painting.text(painter, top, self.person.name, theme.font("row"), "ink")
        font = theme.font("meta")
        painting.text(painter, top, self.person.words, font, "ink2", painting.RIGHT)
        unit = min(px(UNIT), wide / self._most)
        y, high = px(26), px(_BAR)
        own = QRectF(left, y, unit * self.person.own, high)
        acting = QRectF(own.right(), y, unit * self.person.acting, high)
        painter.fillRect(own, theme.current().brush("accent"))
        painter.fillRect(acting, theme.current().brush("hi"))
        if painting.ringed(self):
            painting.focus_ring(painter, QRectF(self.rect()), 6)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the person."""
        if event.button() == Qt.MouseButton.LeftButton and self._movable:
            self._held = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Let a card follow the mouse."""
        at = event.position().toPoint()
        if self._held is None:
            return
        far = (at - self._held).manhattanLength() >= QApplication.startDragDistance()
        if self._carried is None and far:
            self._carried = Carried(self, self.person.name, self._face)
        if self._carried is not None:
            place = self.mapToGlobal(at)
            self._carried.follow(place)
            self.carried_to.emit(self.person.id, place)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let the person go where the mouse is."""
        self._held = None
        carried, self._carried = self._carried, None
        if carried is not None:
            carried.put_away()
            self.let_go.emit(self.person.id, self.mapToGlobal(event.position().toPoint()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right go to the next person, Enter takes this one along."""
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.stepped.emit(1 if event.key() == Qt.Key.Key_Right else -1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._movable:
            self.taken.emit(self.person.id)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        super().focusInEvent(event)
        painting.note_focus(self, event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the ring."""
        super().focusOutEvent(event)
        self.update()


class HatStrip(Panel):
    """The people beside each other below the chart; left and right walk, Enter takes one along."""

    taken = Signal(int)
    carried_to = Signal(int, QPoint)
    let_go = Signal(int, QPoint)

    def __init__(self) -> None:
        super().__init__("paper", "top")
        self._cells: list[PersonCell] = []
        self._chosen = 0
        self._line = QHBoxLayout()
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(theme.current().px(24))
        body = QWidget()
        body.setLayout(self._line)
        body.setProperty("k", "page")
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(body)
        self._scroll.setFixedHeight(theme.current().px(_HIGH + 10))
        stack(
            self,
            Label("Hats per person", "label", "ink2"),
            self._scroll,
            gap=4,
            margin=(MARGIN, 10, MARGIN, 6),
        )

    def show_people(self, people: Sequence[PersonHats], *, movable: bool) -> None:
        """Show these people, by name as they come."""
        focused = next((n for n, cell in enumerate(self._cells) if cell.hasFocus()), None)
        clear(self._line)
        self._cells = []
        most = max((one.own + one.acting for one in people), default=1)
        for one in people:
            cell = PersonCell(one, most, movable=movable)
            cell.carried_to.connect(self.carried_to)
            cell.let_go.connect(self.let_go)
            cell.stepped.connect(self._step)
            cell.taken.connect(self.taken)
            cell.setMaximumWidth(theme.current().px(WIDE))
            self._cells.append(cell)
            self._line.addWidget(cell, 1)
        self._line.addStretch(0)
        self._choose(min(self._chosen, max(len(self._cells) - 1, 0)), focus=focused is not None)

    def people(self) -> list[str]:
        """What is said of each person, in order."""
        return [f"{cell.person.name}: {cell.person.words}" for cell in self._cells]

    def cell(self, person_id: int) -> PersonCell | None:
        """The cell of a person, None for one who is not shown."""
        return next((cell for cell in self._cells if cell.person.id == person_id), None)

    def _choose(self, at: int, *, focus: bool) -> None:
        self._chosen = at
        for n, cell in enumerate(self._cells):
            tabs = Qt.FocusPolicy.StrongFocus if n == at else Qt.FocusPolicy.ClickFocus
            cell.setFocusPolicy(tabs)
        if focus and self._cells:
            self._cells[at].setFocus(Qt.FocusReason.OtherFocusReason)
            self._scroll.ensureWidgetVisible(self._cells[at])

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard goes to the chosen person."""
        self._choose(self._chosen, focus=True)

    def _step(self, by: int) -> None:
        at = next((n for n, cell in enumerate(self._cells) if cell.hasFocus()), self._chosen)
        self._choose(max(0, min(len(self._cells) - 1, at + by)), focus=True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the size of text."""
        super().resizeEvent(event)
        self._scroll.setFixedHeight(theme.current().px(_HIGH + 10))
