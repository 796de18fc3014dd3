"""What is done to many cells of a grid at once: copied, pasted, emptied, removed, doubled."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from ..errors import UserError
from .gridcells import NO, YES
from .gridfields import Texts
from .gridrows import GridRows
from .gridtext import headings, read_table, write_table

if TYPE_CHECKING:
    from .gridview import GridView

MANY = 5_000
"""Rows that are pasted at once; more would keep somebody waiting."""


class GridEdits:
    """The deeds of a grid that touch the picked cells."""

    def __init__(self, view: "GridView", rows: GridRows) -> None:
        self._view, self._rows = view, rows

    def copy(self) -> None:
        """Put the picked cells on the clipboard as a table."""
        rows: dict[int, list[str]] = {}
        for row, column in self._view.chosen():
            rows.setdefault(row, []).append(self._rows.text(row, column))
        QGuiApplication.clipboard().setText(write_table(list(rows.values())))

    def paste(self) -> None:
        """Put the table on the clipboard into the cells from here on; more rows become new ones."""
        self.put_table(read_table(QGuiApplication.clipboard().text()))

    def put_table(self, table: list[list[str]]) -> None:
        """Put a table into the cells from here on, or as new rows where its titles are known."""
        fields = self._rows.fields
        if not table or not fields:
            return
        row, column = (max(0, at) for at in self._view.place())
        found = headings(table[0], [(one.label, *one.aliases) for one in fields])
        if found is None or len(table) == 1:
            wide = max(len(cells) for cells in table)
            found = [at if at < len(fields) else -1 for at in range(column, column + wide)]
        else:
            # A table with titles is a list of its own: it never overwrites what stands here.
            table, row = table[1:], self._rows.rowCount() - 1
        if len(table) > MANY:
            self._view.said.emit(f"These are {len(table):,} rows. Paste at most {MANY:,} at once.")
            return
        self.put_rows([fields[at].name if at >= 0 else None for at in found], table, row)

    def put_rows(
        self, names: Sequence[str | None], rows: Sequence[Sequence[str]], at: int = -1
    ) -> None:
        """Put rows whose columns are known into the grid, as new ones without a place."""
        row = at if at >= 0 else self._rows.rowCount() - 1
        block: dict[int, Texts] = {}
        for down, cells in enumerate(rows):
            pairs = zip(names, cells, strict=False)
            texts = {name: text.strip() for name, text in pairs if name is not None}
            if any(texts.values()):
                block[row + down] = texts
        self._view.write(block, settle=True)

    def clear(self) -> None:
        """Empty the picked cells."""
        block: dict[int, dict[str, str]] = {}
        for row, column in self._view.chosen():
            if self._rows.text(row, column):
                block.setdefault(row, {})[self._rows.fields[column].name] = ""
        self._view.write(dict(block))

    def toggle(self) -> None:
        """Tick the cell in front, or no longer."""
        row, column = self._view.place()
        was = self._rows.text(row, column).casefold() == YES.casefold()
        self._view.write({row: {self._rows.fields[column].name: NO if was else YES}})

    def remove(self) -> None:
        """Take the picked rows away."""
        self._try(lambda: self._rows.remove(self._view.chosen_rows()))

    def duplicate(self) -> None:
        """Copy the row in front and go to the copy."""
        row, column = self._view.place()

        def copy() -> None:
            at = self._rows.duplicate(row)
            if at >= 0:
                self._view.go(at, max(0, column))

        self._try(copy)

    def _try(self, deed: Callable[[], object]) -> None:
        try:
            deed()
        except UserError as error:
            self._view.said.emit(error.text)
        self._view.moved.emit()
