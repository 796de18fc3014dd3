"""A grid to type in: as quick as a spreadsheet, and nothing that was typed is ever lost."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from .boxes import beside, stack
from .buttons import LinkButton
from .form import HelpLine
from .gridfields import Draft, GridField, GridRow, GridSource, GridTyped, Refusal
from .gridrows import GridRows
from .gridview import GridView
from .layout import lead_focus

__all__ = ["EditGrid", "GridField", "GridRow", "GridSource", "GridTyped", "Refusal"]

HINT = "Type to change, F2 edits what is there. Enter opens the whole entry, Ctrl+V pastes a table."


class EditGrid(QWidget):
    """Rows to type into, a new one at the end; below it what is wrong, or what the keys do.

    Cells that cannot be kept stay as typed, are marked, and say why; Esc puts one back. `on_open`
    gets a row when Enter is pressed on it; `on_say` gets a sentence that belongs to no cell.
    `note_of` may say what is worth a word about a row that stops nobody.
    """

    def __init__(
        self,
        name: str,
        *,
        on_open: Callable[[Any], object] | None = None,
        on_say: Callable[[str], object] | None = None,
        note_of: Callable[[Any], str] | None = None,
    ) -> None:
        super().__init__()
        self.rows = GridRows()
        self.view = GridView(name, self.rows)
        self.foot = HelpLine(HINT)
        self.faults = LinkButton("", self.go_to_fault, name=f"Cells to mend in {name}")
        self._note_of = note_of
        self._noted: tuple[object, str] = (None, "")
        self._aside: dict[Any, tuple[list[Draft], dict[int, Draft]]] = {}
        if on_open is not None:
            self.view.opened.connect(on_open)
        if on_say is not None:
            self.view.said.connect(on_say)
        foot = QWidget()
        beside(foot, self.foot, self.faults, margin=(2, 6, 2, 0)).setStretch(0, 1)
        layout = stack(self, self.view, foot)
        layout.setStretch(0, 1)
        lead_focus(self, self.view)
        self.faults.hide()
        self.rows.told.connect(self._tell)
        self.view.moved.connect(self._tell)

    # Filling and asking.

    def show_source(
        self, fields: Sequence[GridField], source: GridSource, aside: object = None
    ) -> None:
        """Show other columns and rows; what was typed and not kept waits under `aside`."""
        self.view.end_typing()
        if self.rows.drafts or self.rows.held:
            self._aside[self._whose] = (self.rows.drafts, self.rows.held)
        self._whose = aside
        self.view.show_fields(list(fields))
        self.rows.show(fields, source)
        self.view.lay_out()
        drafts, held = self._aside.pop(aside, ([], {}))
        if drafts or held:
            self.rows.take_up(drafts, held)
        self.view.start()

    def forget_typed(self) -> None:
        """Let go of what was typed and not kept, as a mistake of the program would."""
        self.view.drop_typing()
        self.rows.take_up([], {})

    def reload(self) -> None:
        """Ask the source again; the cell in front and what was typed stay."""
        self.rows.refresh()

    def end_typing(self) -> None:
        """Keep what is being typed and the new rows, as when the keyboard leaves the grid."""
        self.view.end_typing()

    def unsaved(self) -> list[GridTyped]:
        """Every cell with words in it that are not in the books, from the top."""
        rows = self.rows
        found: dict[tuple[int, str], str] = {}
        for number, draft in enumerate(rows.drafts):
            found |= {(rows.kept_rows + number, name): one.text for name, one in draft.items()}
        for key, held in rows.held.items():
            found |= {(rows.place(key), name): one.text for name, one in held.items()}
        names = [one.name for one in rows.fields]
        typed = self.view.half_typed()
        if typed is not None and typed[2] != rows.text(*typed[:2]):
            found[typed[0], names[typed[1]]] = typed[2]
        return [
            GridTyped(
                rows.key(row), max(row - rows.kept_rows, 0), name, self._called(row, name), words
            )
            for (row, name), words in sorted(found.items())
            if row >= 0 and words
        ]

    def _called(self, row: int, name: str) -> str:
        """A cell in words: Duties, Answer the phone: Minutes a week."""
        first = "new row" if self.rows.is_new(row) else self.rows.text(row, 0)
        return f"{self.view.accessibleName()}, {first}: {self.rows.field(name).label}"

    def put_typed(self, typed: GridTyped) -> bool:
        """Put words that were not kept back into their cell, to be looked at; False without one."""
        if typed.field not in [one.name for one in self.rows.fields]:
            return False
        half = self.view.half_typed()
        if half is not None and half[2] == typed.words:
            return True
        return self.rows.put_typed(typed.key, typed.nth, typed.field, typed.words)

    def column(self, name: str) -> list[str]:
        """What is seen in a column, without the empty row; raises KeyError."""
        at = self.rows.fields.index(self.rows.field(name))
        return [self.rows.text(number, at) for number in range(self.rows.rowCount() - 1)]

    def count(self) -> int:
        """How many rows stand in the books."""
        return self.rows.kept_rows

    def select(self, key: int, field: str = "") -> bool:
        """Go to a row by its id; False when it is not there."""
        at = self.rows.place(key)
        names = [one.name for one in self.rows.fields]
        if at >= 0:
            self.view.go(at, names.index(field) if field in names else 0)
        return at >= 0

    def selected(self) -> GridRow | None:
        """The row of the books in which the keyboard is."""
        return self.rows.row(self.view.place()[0])

    def begin_new(self) -> None:
        """Go to the empty row at the end."""
        self.view.go(self.rows.rowCount() - 1, 0)
        self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def go_to_fault(self) -> None:
        """Go to the next cell that cannot be kept yet."""
        faults = self.rows.faults()
        if faults:
            here = self.view.place()
            self.view.go(*next((one for one in faults if one > here), faults[0]))
            self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def said(self) -> str:
        """The words below the grid."""
        return self.foot.words()

    # Inside.

    _whose: object = None

    def _tell(self) -> None:
        """Say below what is wrong with the cell in front, or what its column wants."""
        line, column = self.view.place()
        inside = 0 <= line < self.rows.rowCount() and 0 <= column < len(self.rows.fields)
        field = self.rows.fields[column] if inside else None
        note = self._note(line) if inside else ""
        self.foot.set_help(note or (field.help if field is not None and field.help else HINT))
        self.foot.say(self.rows.wrong(line, column) if inside else "")
        faults = len(self.rows.faults())
        self.faults.set_text(f"{faults} {'cells' if faults > 1 else 'cell'} to mend")
        self.faults.setVisible(bool(faults))

    def _note(self, line: int) -> str:
        """What is worth a word about a row; asked once for as long as the row is the same."""
        found = self.rows.row(line) if self._note_of is not None else None
        if found is None or self._note_of is None:
            return ""
        if self._noted[0] is not found:
            self._noted = (found, self._note_of(found))
        return self._noted[1]
