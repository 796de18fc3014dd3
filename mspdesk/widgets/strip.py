"""The first-contact strip: what is known already, and what is still missing, one cell each."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from ..rows import dataclass
from . import glyphs, icons, painting, theme
from .boxes import STRETCH, clear, row
from .buttons import Pressed
from .safe import Label, one_line

_EACH_ROW, _CELL, _INSET = 4, 26, 12


@dataclass(frozen=True, slots=True)
class Cell:
    """One thing to verify."""

    key: str
    text: str
    verified: bool


class CellButton(Pressed):
    """A cell: a check when verified, highlighted when missing; a press jumps to its field."""

    def __init__(self, cell: Cell, on_click: Callable[[], object]) -> None:
        words = one_line(cell.text)
        super().__init__(f"{words}, {'verified' if cell.verified else 'missing'}", on_click)
        self.cell = cell
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Sign and words."""
        px = theme.current().px
        wide = painting.width_of(one_line(self.cell.text), theme.font("label"))
        return QSize(wide + px(14) + 12, px(_CELL))

    def minimumSizeHint(self) -> QSize:
        """Long words may be cut in a narrow pane."""
        px = theme.current().px
        return QSize(px(60), px(_CELL))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the cell."""
        painter = painting.begin(self)
        whole, cell = QRectF(self.rect()), self.cell
        edge = "edge" if self.over() else "line"
        if cell.verified:
            painting.box(painter, whole, 5, "paper", edge)
        else:
            painting.box(painter, whole, 5, "hi", "edge" if self.over() else "")
        if painting.ringed(self):
            painting.focus_ring(painter, whole, 5)
        size = theme.current().px(14)
        at = QRectF(8, int((self.height() - size) / 2), size, size)
        if cell.verified:
            icons.paint(painter, "check", at, "green")
        else:
            glyphs.Glyph.missing("on_hi").draw(painter, at)
        room = whole.adjusted(size + 11, 0, -1, 0)
        ink = "ink2" if cell.verified else "on_hi"
        painting.text(painter, room, one_line(cell.text), theme.font("label"), ink)


class FirstContactStrip(QWidget):
    """Cells of four a row under a line that says in words what is left; it never blocks saving."""

    pressed_cell = Signal(str)

    def __init__(
        self, title: str = "First contact", on_click: Callable[[str], object] | None = None
    ) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._cells: list[Cell] = []
        self._buttons: list[CellButton] = []
        self._note = Label("", "meta", "ink2", elide=True)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(4)
        self._grid.setVerticalSpacing(5)
        self._columns = _EACH_ROW
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_INSET, 9, _INSET, 12)
        layout.setSpacing(6)
        layout.addWidget(row(Label(title, "strong"), self._note, STRETCH, gap=10))
        layout.addLayout(self._grid)
        if on_click is not None:
            self.pressed_cell.connect(on_click)

    def show_cells(self, cells: Sequence[Cell], note: str = "") -> None:
        """Show these cells; without a note the strip counts what is verified."""
        self._cells = list(cells)
        done = sum(cell.verified for cell in cells)
        self._note.set_text(note or f"{done} of {len(cells)} verified")
        clear(self._grid)

        def teller(key: str) -> Callable[[], object]:
            return lambda: self.pressed_cell.emit(key)

        self._buttons = [CellButton(cell, teller(cell.key)) for cell in cells]
        self._place()

    def _fitting(self) -> int:
        """How many cells fit beside each other without cutting their words."""
        widest = max((button.sizeHint().width() for button in self._buttons), default=1)
        room = self.width() - 2 * _INSET
        for count in range(_EACH_ROW, 1, -1):
            if count * widest + (count - 1) * self._grid.horizontalSpacing() <= room:
                return count
        return 1

    def _place(self) -> None:
        """Put the cells into as many columns as fit."""
        self._columns = self._fitting() if self.width() > 1 else _EACH_ROW
        for at, button in enumerate(self._buttons):
            line, place = divmod(at, self._columns)
            self._grid.addWidget(button, line, place)
        for place in range(_EACH_ROW):
            self._grid.setColumnStretch(place, 1 if place < self._columns else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use fewer columns in a narrow pane."""
        super().resizeEvent(event)
        if self._buttons and self._fitting() != self._columns:
            self._place()

    def missing(self) -> list[str]:
        """The keys of what is missing."""
        return [cell.key for cell in self._cells if not cell.verified]

    def note(self) -> str:
        """What is said to be left."""
        return self._note.text()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the card."""
        painting.box(painting.begin(self), QRectF(self.rect()), 8, "sheet", "line")
