"""The chart on the screen: boxes and lines to look at, walk through and move about.

Arrow keys go from box to box, Alt with an arrow moves the chosen one, Enter opens its card. The
mouse drags a box onto or beside another one. What the canvas is asked for it only tells: the room
does it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QPoint, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QSizePolicy, QWidget

from ...rows import dataclass
from ...widgets import painting, spoken, theme
from ...widgets.glyphs import Face
from ...widgets.safe import Label
from ..rules.layout import Drawn, Room, Spot, lay_out
from ..rules.plans import ROOMY
from ..rules.steps import Way, step_to
from ..rules.tree import Seat
from ..rules.words import wide
from .boxes import RoleBoxView
from .carry import Carried

MARGIN, ABOVE = 20, 8
"""Px at the sides of the chart, and above and below it."""

LEAST = 920
"""Thousandths: names stay at 11 px."""

FACE, EDGE = 26, 40
"""Units that a face takes in a box; px from the edge at which a drag scrolls the chart."""

_WAYS: dict[Qt.Key, Way] = {
    Qt.Key.Key_Left: "left",
    Qt.Key.Key_Right: "right",
    Qt.Key.Key_Up: "up",
    Qt.Key.Key_Down: "down",
}


@dataclass(frozen=True, slots=True)
class Look:
    """How a role looks and sounds: its face, whether it is highlighted, its sentence."""

    face: Face | None
    for_now: bool
    sentence: str


def numbered(looks: dict[int, Look]) -> dict[int, Look]:
    """The same, with a number behind sentences that would be said of several roles."""
    told: dict[str, int] = {}
    found = {}
    for role_id, look in looks.items():
        told[look.sentence] = nth = told.get(look.sentence, 0) + 1
        more = f" Number {nth}." if nth > 1 else ""
        found[role_id] = replace(look, sentence=look.sentence + more)
    return found


@dataclass(frozen=True, slots=True)
class Aim:
    """A box that something is held over, and what letting go would do.

    `where` is under, or the side of the box beside which it would be put.
    """

    role_id: int
    where: str


class ChartCanvas(QWidget):
    """Boxes with lines between them; one of them is chosen."""

    spoken_as = spoken.Role.Tree

    picked = Signal(int)
    opened = Signal(int)
    pressed = Signal(int)
    moved = Signal(int, object)
    nudged = Signal(int, str)
    aimed = Signal(object)
    dragged = Signal(QPoint)

    def __init__(self, name: str, *, movable: bool = True) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._movable = movable
        self._seats: tuple[Seat, ...] = ()
        self._looks: dict[int, Look] = {}
        self._drawn: Drawn = lay_out(())
        self._boxes: dict[int, RoleBoxView] = {}
        self._chosen = 0
        self._room = (1, 1)
        self._held: QPoint | None = None
        self._carried: Carried | None = None
        self.aim: Aim | None = None
        self.note = Label("", "meta", weight=600)
        self.hint = Label("", "meta", "ink2")
        for label in (self.note, self.hint):
            label.setParent(self)
            label.hide()

    # What is shown.

    def show_chart(self, seats: Sequence[Seat], looks: dict[int, Look]) -> None:
        """Show another chart; the chosen box stays chosen where it still is."""
        self._seats, self._looks = tuple(seats), looks
        known = {seat.id for seat in seats}
        gone = [one for one in self._boxes if one not in known]
        had_keys = any(self._boxes[one].hasFocus() for one in gone)
        if self._chosen not in known:
            self._chosen = seats[0].id if seats else 0
        for role_id in gone:
            box = self._boxes.pop(role_id)
            box.hide()
            box.deleteLater()
        self._lay()
        if had_keys:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def say_span(self, title: str, words: str, color: str = "ink2") -> None:
        """Say beside the top how many report to it."""
        self.note.set_text(title)
        self.hint.set_text(words)
        self.hint.set_color(color)
        self._place_notes()

    def fit(self, width: int, height: int) -> None:
        """Draw the chart to a room of this many px."""
        if (width, height) != self._room:
            self._room = (width, height)
            self._lay()

    def _lay(self) -> None:
        scale = theme.current().scale
        room = Room(
            max(1, (self._room[0] - 2 * MARGIN) * 100 // scale),
            max(1, (self._room[1] - 2 * ABOVE) * 100 // scale),
            LEAST,
        )
        self._drawn = lay_out(self._seats, room)
        self.setMinimumSize(self.sizeHint())
        left, _top = self._corner()
        previous: QWidget | None = None
        for spot in self._drawn.spots:
            box = self._boxes.get(spot.id)
            if box is None:
                box = self._boxes[spot.id] = RoleBoxView(spot.id, self)
            look = self._looks[spot.id]
            box.show_role(
                spot, self._drawn.measure, self._drawn.scale, look.face, for_now=look.for_now
            )
            box.say(look.sentence)
            box.hint(look.sentence if self._cut(spot) else "")
            box.setGeometry(
                int(left + self._px(spot.x)),
                int(ABOVE + self._px(spot.y)),
                int(self._px(spot.width)),
                int(self._px(spot.height)),
            )
            box.choose(spot.id == self._chosen)
            box.show()
            if previous is not None:
                QWidget.setTabOrder(previous, box)
            previous = box
        self._tell()
        self._place_notes()
        self.update()

    def _cut(self, spot: Spot) -> bool:
        """Whether the name of the wearer has no room in its box."""
        now = self._drawn.measure
        face = FACE if now is ROOMY else 0
        return wide(spot.wearer, now.name) > spot.width - 2 * now.pad - face

    def _px(self, units: int) -> float:
        return units * self._drawn.scale * theme.current().scale / 100_000

    def _corner(self) -> tuple[int, int]:
        """Where the chart begins: in the middle of what is left over."""
        spare = self.width() - int(self._px(self._drawn.width))
        return max(MARGIN, spare // 2), ABOVE

    def _place_notes(self) -> None:
        top = self._drawn.spots[0] if self._drawn.spots else None
        shown = top is not None and bool(self.note.text())
        self.note.setVisible(shown)
        self.hint.setVisible(shown)
        if top is None or not shown:
            return
        box = self._boxes[top.id].geometry()
        left = box.right() + theme.current().px(19)
        for label, down in ((self.note, -19), (self.hint, 0)):
            label.adjustSize()
            label.move(left, box.center().y() + theme.current().px(down))

    def _tell(self) -> None:
        box = self._looks.get(self._chosen)
        self.setAccessibleDescription(box.sentence if box else "No roles yet.")

    def story(self) -> str:
        """What is drawn, in words: a sentence for each box, in reading order."""
        return " ".join(self._looks[spot.id].sentence for spot in self._drawn.spots)

    def place(self, role_id: int) -> QRect:
        """Where a box is on the widget, empty for an unknown one."""
        box = self._boxes.get(role_id)
        return box.geometry() if box is not None else QRect()

    def title_of(self, role_id: int) -> str:
        """The title of a role that is shown, empty for one that is not."""
        return next((seat.title for seat in self._seats if seat.id == role_id), "")

    # The chosen one.

    def chosen(self) -> int:
        """The id of the chosen role, 0 without any."""
        return self._chosen

    def choose(self, role_id: int, *, focus: bool = False) -> None:
        """Choose a box, and bring the keyboard to it."""
        if role_id not in self._boxes:
            return
        if self._chosen in self._boxes:
            focus = focus or self._boxes[self._chosen].hasFocus()
            self._boxes[self._chosen].choose(False)
        self._chosen = role_id
        box = self._boxes[role_id]
        box.choose(True)
        if focus:
            box.setFocus(Qt.FocusReason.OtherFocusReason)
        self._tell()
        self.picked.emit(role_id)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard goes to the chosen box."""
        box = self._boxes.get(self._chosen)
        if box is not None:
            box.setFocus(event.reason())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk, Alt with an arrow moves, Enter opens, Home goes to the top."""
        way = _WAYS.get(Qt.Key(event.key()))
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if way is not None and plain == Qt.KeyboardModifier.AltModifier and self._movable:
            self.nudged.emit(self._chosen, way)
        elif way is not None and plain == Qt.KeyboardModifier.NoModifier:
            leads = {seat.id: seat.lead for seat in self._seats}
            self.choose(step_to(self._drawn.spots, leads, self._chosen, way), focus=True)
        elif event.key() == Qt.Key.Key_Home and self._drawn.spots:
            self.choose(self._drawn.spots[0].id, focus=True)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._chosen:
            self.opened.emit(self._chosen)
        else:
            super().keyPressEvent(event)

    # Dragging.

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the box under the mouse, and take hold of it."""
        box = self._box_at(event.position().toPoint())
        if box is None or event.button() != Qt.MouseButton.LeftButton:
            return
        box.setFocus(Qt.FocusReason.MouseFocusReason)
        self.choose(box.role_id)
        self._held = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Let the box follow the mouse, and show where it would go."""
        at = event.position().toPoint()
        if self._held is None or not self._movable:
            return
        far = (at - self._held).manhattanLength() >= QApplication.startDragDistance()
        if self._carried is None and far:
            self._carried = Carried(self, self.title_of(self._chosen))
        if self._carried is not None:
            self._carried.follow(self.mapToGlobal(at))
            self.dragged.emit(at)
            self.aim_at(self._where(at))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Put the box where it is held, or open the card of one that was only pressed."""
        held, self._held = self._held, None
        carried, self._carried = self._carried, None
        aim, self.aim = self.aim, None
        self.aim_at(None)
        if carried is not None:
            carried.put_away()
            if aim is not None:
                self.moved.emit(self._chosen, aim)
        elif held is not None:
            self.pressed.emit(self._chosen)

    def aim_at(self, aim: Aim | None) -> None:
        """Mark the box that something is held over."""
        if self.aim is not None and self.aim.role_id in self._boxes:
            self._boxes[self.aim.role_id].aim("")
        for box in self._boxes.values():
            if box.aimed:
                box.aim("")
        self.aim = aim
        if aim is not None:
            self._boxes[aim.role_id].aim(aim.where)
        self.aimed.emit(aim)

    def box_under(self, place: QPoint) -> int:
        """The role of the box at a place of the screen, 0 where there is none."""
        box = self._box_at(self.mapFromGlobal(place))
        return box.role_id if box is not None else 0

    def _box_at(self, at: QPoint) -> RoleBoxView | None:
        return next((box for box in self._boxes.values() if box.geometry().contains(at)), None)

    def _where(self, at: QPoint) -> Aim | None:
        """What letting go at a place would do with the chosen box."""
        box = self._box_at(at)
        if box is None or box.role_id == self._chosen:
            return None
        lead = next(seat.lead for seat in self._seats if seat.id == box.role_id)
        area = box.geometry()
        if lead is not None and self.beside(box.role_id):
            third = area.width() // 4
            if at.x() < area.left() + third:
                return Aim(box.role_id, "left")
            if at.x() > area.right() - third:
                return Aim(box.role_id, "right")
        elif lead is not None:
            if at.y() < area.top() + area.height() // 4:
                return Aim(box.role_id, "above")
            if at.y() > area.bottom() - area.height() // 4:
                return Aim(box.role_id, "below")
        return Aim(box.role_id, "under")

    def beside(self, role_id: int) -> bool:
        """Whether a role and those of the same lead stand beside each other here."""
        lead = next((seat.lead for seat in self._seats if seat.id == role_id), None)
        level = {spot.id: spot.y for spot in self._drawn.spots}
        same = [seat.id for seat in self._seats if seat.lead == lead]
        return len(same) > 1 and all(level[one] == level[role_id] for one in same)

    # Painting.

    def sizeHint(self) -> QSize:
        """The chart and its margins."""
        return QSize(
            int(self._px(self._drawn.width)) + 2 * MARGIN,
            int(self._px(self._drawn.height)) + 2 * ABOVE,
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the chart in the middle."""
        super().resizeEvent(event)
        self._lay()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the lines; the boxes draw themselves."""
        painter = painting.begin(self)
        painter.fillRect(self.rect(), theme.current().brush("sheet"))
        painter.setRenderHint(painter.RenderHint.Antialiasing, False)
        pen = QPen(theme.current().color("edge"), max(1, theme.current().px(1)))
        pen.setCapStyle(Qt.PenCapStyle.SquareCap)
        painter.setPen(pen)
        left, top = self._corner()
        for line in self._drawn.strokes:
            one = QPointF(int(left + self._px(line.x)), int(top + self._px(line.y)))
            other = QPointF(int(left + self._px(line.to_x)), int(top + self._px(line.to_y)))
            painter.drawLine(one, other)


class ChartScroll(QScrollArea):
    """The canvas in its room: drawn to fit where that can be read, else it scrolls both ways."""

    def __init__(self, canvas: ChartCanvas) -> None:
        super().__init__()
        self.canvas = canvas
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(canvas)
        canvas.picked.connect(self._keep_in_sight)
        canvas.dragged.connect(lambda at: self.ensureVisible(at.x(), at.y(), EDGE, EDGE))

    def _keep_in_sight(self, role_id: int) -> None:
        area = self.canvas.place(role_id)
        self.ensureVisible(area.center().x(), area.center().y(), area.width(), area.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw the chart to the new room."""
        super().resizeEvent(event)
        size = self.viewport().size()
        self.canvas.fit(size.width(), size.height())
        if self.canvas.chosen():
            self._keep_in_sight(self.canvas.chosen())
