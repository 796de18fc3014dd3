"""The cells of an edit grid under the keyboard: moving, typing, copying, pasting."""

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QFocusEvent,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QApplication, QFrame, QTableView, QWidget

from . import painting, theme
from .columns import Column
from .fields import Entry
from .gridcells import HEAD, GridDelegate, RowHead
from .gridedits import GridEdits
from .gridfields import GridField, Texts
from .gridfirst import (
    FirstHeader,
    first_width,
    index_under,
    paint_first,
    refresh_first,
    show_beside,
)
from .gridrows import GridRows
from .gridtyping import ENTER, CellTyping
from .rows import PAD, Grid

Index = QModelIndex | QPersistentModelIndex
_GONE = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
_ARROWS = {
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
}
_SHIFT, _CONTROL, _ALT = (
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
)
_ROWS = QAbstractItemView.SelectionBehavior.SelectItems
_LONG, _MANY = 10_000, 5_000
_WIDE_HEAD = 46


class GridView(QTableView):
    """A table whose cells are typed into.

    Tab passes it by as any list; once something was typed, Tab and Enter go from cell to cell
    until an arrow, a click or Esc ends the typing.
    """

    opened = Signal(object)
    said = Signal(str)
    moved = Signal()

    def __init__(self, name: str, rows: GridRows) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._rows = rows
        self._look = theme.current().look()
        self._cell = CellTyping(self, rows, self._typed, self._ended)
        self.edits = GridEdits(self, rows)
        self._typing, self._begun = False, 0
        self._anchor, self._extends = (0, 0), False
        self._held: tuple[int | None, int, int, int] = (None, -1, -1, 0)
        self._scrolled = (0, 0)
        self.grid = Grid([], PAD)
        self.header = FirstHeader(self.grid, self)
        self.setHorizontalHeader(self.header)
        self.heads = RowHead(rows, self)
        self.setVerticalHeader(self.heads)
        self.setItemDelegate(GridDelegate(self, rows))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionBehavior(_ROWS)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        painting.watch_focus(self)
        self.setModel(rows)
        rows.modelAboutToBeReset.connect(self._hold_place)
        rows.modelReset.connect(self._take_place)
        rows.dataChanged.connect(lambda *_: refresh_first(self))
        self.selectionModel().selectionChanged.connect(lambda *_: refresh_first(self))

    # Columns.

    def show_fields(self, fields: list[GridField]) -> None:
        """Give the columns their titles, before their rows are shown from the first cell on."""
        self.selectionModel().clear()
        self.grid.take([_column(one) for one in fields])

    def start(self) -> None:
        """Stand at the first cell, as after the rows were shown."""
        self.scrollToTop()
        self.horizontalScrollBar().setValue(0)
        if self.hasFocus():
            self.go(0, 0)

    def lay_out(self) -> None:
        """Give each column its width; lines share what is left over."""
        fields, px = self._rows.fields, theme.current().px
        self.heads.setFixedWidth(px(_WIDE_HEAD if self._rows.kept_rows >= _LONG else HEAD + 4))
        title = theme.font("body")
        sizes = [
            max(px(one.width), painting.width_of(one.label, title) + 2 * PAD + 2) for one in fields
        ]
        room = self.viewport().width() - sum(sizes)
        soft = [at for at, one in enumerate(fields) if one.kind in ("line", "words")]
        if room > 0 and fields:
            for at in soft or [len(fields) - 1]:
                sizes[at] += room // len(soft or [0])
        for at, size in enumerate(sizes):
            self.header.resizeSection(at, size)

    # The chosen cells.

    def place(self) -> tuple[int, int]:
        """The row and column where the keyboard is; -1 when it is nowhere."""
        index = self.currentIndex()
        return index.row(), index.column()

    def go(self, row: int, column: int = 0) -> None:
        """Choose a cell and bring it into sight."""
        index = self._rows.index(row, column)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def chosen(self) -> list[tuple[int, int]]:
        """The rows and columns that are picked, from the top."""
        found = sorted((one.row(), one.column()) for one in self.selectedIndexes())
        return found or ([self.place()] if self.currentIndex().isValid() else [])

    def chosen_rows(self) -> list[int]:
        """The rows in which something is picked, from the top."""
        return sorted({row for row, _column in self.chosen()})

    def _extend(self, down: int, across: int) -> None:
        """Pick the cells from where the picking began to one further."""
        row, column = self.place()
        end = self._rows.index(row + down, column + across)
        if end.isValid():
            picks, flag = self.selectionModel(), QItemSelectionModel.SelectionFlag
            self._extends = True
            picks.setCurrentIndex(end, flag.NoUpdate)
            block = QItemSelection(self._rows.index(*self._anchor), end)
            picks.select(block, flag.ClearAndSelect)
            self._extends = False
            self.scrollTo(end)

    def pick_row(self, row: int) -> None:
        """Pick all cells of a row."""
        flag = QItemSelectionModel.SelectionFlag
        index = self._rows.index(row, max(0, self.place()[1]))
        self.selectionModel().select(index, flag.ClearAndSelect | flag.Rows)

    def _hold_place(self) -> None:
        row, column = self.place()
        self._held = (self._rows.key(row), row, column, row - self._rows.kept_rows)
        self._scrolled = self.horizontalScrollBar().value(), self.verticalScrollBar().value()

    def _take_place(self) -> None:
        """Stand in the same row again, wherever it is now; what is being typed moves along."""
        key, row, column, past = self._held
        at = self._rows.place(key) if key is not None else self._rows.kept_rows + past
        gone = at < 0
        at = min(row if gone else at, self._rows.rowCount() - 1)
        column = min(column, len(self._rows.fields) - 1)
        if gone and self._cell.entry is not None:
            self._rescue()
        if at >= 0 and column >= 0:
            self.setCurrentIndex(self._rows.index(at, column))
            across, down = self._scrolled
            self.horizontalScrollBar().setValue(across)
            self.verticalScrollBar().setValue(down)
            self._cell.move_to(self._rows.index(at, column))

    def _rescue(self) -> None:
        """Somebody took away the row that is typed into: what was typed begins a new one."""
        text, column = self._cell.text(), self._cell.column()
        self._cell.drop(back=False)
        if text:
            name = self._rows.fields[column].name
            again = {self._rows.rowCount() - 1: {name: text}}
            QTimer.singleShot(0, self, lambda: self.write(dict(again)))

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Keep a new row once it is left, and say what is wrong with the cell in front."""
        super().currentChanged(current, previous)
        if not self._extends:
            self._anchor = (current.row(), current.column())
        if self._rows.drafts and current.row() != previous.row():
            # Later, because keeping a row gives all of them new places.
            QTimer.singleShot(0, self, self._settle)
        self.moved.emit()

    def _settle(self) -> None:
        self._rows.settle(but=self.place()[0])

    # Typing.

    def editing(self) -> Entry | None:
        """What is typed into now, or None."""
        return self._cell.entry

    def edit_cell(self) -> None:
        """Type into the chosen cell, from what stands there."""
        self._open(self._rows.text(*self.place()))

    def _open(self, text: str) -> None:
        self._cell.close()
        index = self.currentIndex()
        if index.isValid():
            if not self._typing:
                self._begun = index.column()
            self._typing = True
            self._cell.open(index, text)

    def _typed(self, row: int, column: int, text: str) -> None:
        """Take over what was typed into a cell."""
        if text != self._rows.text(row, column):
            self.write({row: {self._rows.fields[column].name: text}})

    def _ended(self, way: int, kind: str) -> None:
        """Go on where a key that ended the typing leads: the next cell, down, or nowhere."""
        if kind == "escape":
            self._typing = False
        elif kind == "upright":
            row, column = self.place()
            self.go(row + way, column)
        else:
            self._step(way, down=kind == "enter")

    def write(self, block: dict[int, Texts], *, settle: bool = False) -> None:
        """Put texts into rows, and say below what came of it."""
        self._rows.write(block, settle=settle)
        self.moved.emit()

    def _step(self, way: int, *, down: bool) -> None:
        """Go to the next cell of the row, or to the row below in the column of the beginning."""
        row, column = self.place()
        if down:
            # What was typed into the empty row has made another empty one below.
            self.go(min(max(0, row + way), self._rows.rowCount() - 1), self._begun)
            return
        column += way
        if not 0 <= column < len(self._rows.fields):
            row, column = row + way, 0 if way > 0 else len(self._rows.fields) - 1
            self._begun = 0
        if 0 <= row < self._rows.rowCount():
            self.go(row, column)

    def half_typed(self) -> tuple[int, int, str] | None:
        """The cell that is typed into now, as row, column and what stands there; None for none."""
        if self._cell.entry is None:
            return None
        return self._cell.row(), self._cell.column(), self._cell.text()

    def drop_typing(self) -> None:
        """Take the field over a cell away and hand over nothing."""
        self._cell.drop()

    def end_typing(self) -> None:
        """Keep what was typed, the new rows as well."""
        self._cell.close()
        self._typing = False
        self._rows.settle()
        self.moved.emit()

    # What Qt calls.

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters begin to type; the rest as in the list of keys."""
        row, column = self.place()
        if self._command(event) or (row >= 0 and self._cell_key(event, row, column)):
            return
        self._typing = False
        super().keyPressEvent(event)

    def _command(self, event: QKeyEvent) -> bool:
        """Keys with Ctrl: copy, paste, the row twice."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.edits.copy()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.edits.paste()
        elif event.key() == Qt.Key.Key_D and event.modifiers() & _CONTROL:
            self.edits.duplicate()
        else:
            return False
        return True

    def _cell_key(self, event: QKeyEvent, row: int, column: int) -> bool:
        """Keys that do something to the chosen cells; False for those that move."""
        key, held = Qt.Key(event.key()), event.modifiers()
        flag = self._rows.fields[column].kind == "flag"
        if key == Qt.Key.Key_Escape:
            self._escape(event)
        elif key in ENTER:
            self._entered(row)
        elif key in _GONE:
            whole = key == Qt.Key.Key_Delete and (held & _CONTROL or self._whole_rows())
            (self.edits.remove if whole else self.edits.clear)()
        elif key == Qt.Key.Key_F2:
            self.edit_cell()
        elif key == Qt.Key.Key_Down and held & _ALT:
            self.edit_cell()
            self._cell.offer()
        elif key == Qt.Key.Key_Space and (held & _SHIFT or flag):
            self.pick_row(row) if held & _SHIFT else self.edits.toggle()
        elif held & _SHIFT and key in _ARROWS:
            self._extend(*_ARROWS[key])
        else:
            return self._letter(event)
        return True

    def _letter(self, event: QKeyEvent) -> bool:
        """Begin to type with a letter; False for a key that is none."""
        letter = event.text().isprintable() and bool(event.text())
        if not letter or event.modifiers() & (_CONTROL | _ALT):
            return False
        self._open("")
        if self._cell.entry is not None:
            QApplication.sendEvent(self._cell.entry.field, event)
        return True

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Accents and signs that take several keys begin to type as letters do."""
        if not event.commitString() and not event.preeditString():
            event.ignore()
            return
        self._open("")
        if self._cell.entry is not None:
            QApplication.sendEvent(self._cell.entry.field, event)

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002 -- Qt's name
        """Tab goes from cell to cell while somebody is typing, else it passes the grid by."""
        row, column = self.place()
        end = row == (self._rows.rowCount() - 1 if next else 0) and column == (
            len(self._rows.fields) - 1 if next else 0
        )
        empty_row = next and self._rows.is_new(row) and self._rows.draft(row) is None
        if self._typing and self._cell.entry is None and not end and not empty_row:
            self._step(1 if next else -1, down=False)
            return True
        self._typing = False
        return bool(super().focusNextPrevChild(next))

    def _whole_rows(self) -> bool:
        rows = self.chosen_rows()
        return len(self.selectedIndexes()) == len(rows) * len(self._rows.fields) > 0

    def _escape(self, event: QKeyEvent) -> None:
        """Put back a cell that cannot be kept, else end the typing, else let the page have it."""
        row, column = self.place()
        if self._rows.wrong(row, column):
            self._rows.put_back(row, column)
            self.moved.emit()
        elif self._typing:
            self._typing = False
        else:
            event.ignore()

    def _entered(self, row: int) -> None:
        found = self._rows.row(row)
        if found is None:
            self.edit_cell()
        else:
            self.opened.emit(found)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click types into a cell."""
        if self.indexAt(event.position().toPoint()).isValid():
            self.edit_cell()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click keeps what was typed and ends the typing."""
        self._cell.close()
        self._typing = False
        before = self.place()
        super().mousePressEvent(event)
        row, column = self.place()
        if (row, column) == before and row >= 0 and self._rows.fields[column].kind == "flag":
            self.edits.toggle()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """New rows are kept when the keyboard leaves the grid."""
        super().focusOutEvent(event)
        to: QWidget | None = QApplication.focusWidget()
        inside = self._cell.entry is not None or (to is not None and self.isAncestorOf(to))
        stays = event.reason() in (
            Qt.FocusReason.PopupFocusReason,
            Qt.FocusReason.ActiveWindowFocusReason,
        )
        if not inside and not stays:
            self._typing = False
            self._rows.settle()
            self.moved.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard always stands on a cell."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self._rows.fields:
            self.go(0, 0)

    def indexAt(self, pos: QPoint) -> QModelIndex:
        """The cell at a point; the first column covers what is beneath it."""
        return index_under(self, pos) or super().indexAt(pos)

    def scrollTo(
        self,
        index: Index,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Bring a cell into sight, beside the first column."""
        super().scrollTo(index, hint)
        show_beside(self, self._rows.index(index.row(), index.column()))

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """What is typed into moves along, the first column stays."""
        super().scrollContentsBy(dx, dy)
        self._cell.place()
        if dx:
            self.viewport().update()
            self.header.viewport().update()

    def changeEvent(self, event: QEvent) -> None:
        """Take the sizes of a new theme."""
        look = theme.current().look()
        if event.type() == QEvent.Type.StyleChange and getattr(self, "_look", look) != look:
            self._look = look
            self.header.setFixedHeight(theme.height("head"))
            self.heads.setDefaultSectionSize(theme.height("card"))
            self.lay_out()
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new width."""
        super().resizeEvent(event)
        self.lay_out()

    def showEvent(self, event: QShowEvent) -> None:
        """Share the width now that it is known."""
        super().showEvent(event)
        self.lay_out()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the cells, and the ring around the one in front."""
        super().paintEvent(event)
        painter = painting.begin(self.viewport())
        paint_first(self, painter)
        index = self.currentIndex()
        if index.isValid() and self._cell.entry is None and self.hasFocus():
            rect = self.visualRect(index)
            wide = first_width(self)
            if wide and index.column() == 0:
                rect.moveLeft(0)
            elif rect.left() < wide:
                painter.setClipRect(wide, 0, self.viewport().width(), self.viewport().height())
            painting.focus_ring(painter, QRectF(rect).adjusted(0, 0, -1, -1), 3)
        painter.end()


def _column(field: GridField) -> Column[object]:
    """The column a list would show it as, for its title."""
    kind = "num" if field.kind == "number" else "text"
    return Column(field.name, field.label, kind, lambda _row: "")
