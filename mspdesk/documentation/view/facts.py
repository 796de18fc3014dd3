"""The grid of one kind of fact of a client: typed, pasted, copied, each a step to take back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QWidget

from ...desk.desk import Desk
from ...errors import Conflict, UserError
from ...widgets import theme
from ...widgets.buttons import Button
from ...widgets.editgrid import EditGrid, GridSource, Refusal
from ...widgets.fields import FindLine
from ...widgets.form import Form
from ...widgets.layout import STRETCH, Scroll, column, lead_focus, row, stack
from ...widgets.safe import Label
from ..actions.facts import add_facts, duplicate_facts, edit_facts, remove_facts
from ..queries.facts import FactRow, fact_ids, fact_rows
from ..queries.pasting import warnings
from ..rules.faults import CellFault, CellFaults
from ..rules.sections import section as section_of
from .fields import Reader, column_of
from .form import FactForm

EVERY = 1_000_000
FORM_WIDTH = 900
SEARCH = 180


class FactGrid(QWidget):
    """Rows of one section of one client; Enter opens the form of a row in the same place."""

    def __init__(self, desk: Desk, name: str = "Facts") -> None:
        super().__init__()
        self._desk = desk
        self._client_id, self._section = 0, section_of("device")
        self._reader: Reader | None = None
        self._found = ""
        self.grid = EditGrid(
            name, on_open=self.open_form, on_say=desk.say, note_of=self._worth_a_word
        )
        self.search = FindLine("Find", f"Find in {name.lower()}")
        self.search.textChanged.connect(self._find)
        self.search.setMinimumWidth(theme.current().px(SEARCH // 2))
        self.search.setMaximumWidth(theme.current().px(SEARCH))
        self._pages = QStackedWidget()
        self.lead = QStackedWidget()
        self.lead.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.add = Button(
            "New", icon="plus", on_click=lambda: self.open_form(None), name="New entry"
        )
        bar = row(self.lead, self.add, STRETCH, self.search)
        self.lead.hide()
        self._list = column(bar, self.grid)
        self._pages.addWidget(self._list)
        self._form: FactForm | None = None
        self._holder: QWidget | None = None
        self._aside: dict[tuple[int, str], tuple[QWidget, FactForm]] = {}
        stack(self, self._pages)
        lead_focus(self, self.grid)

    # Which rows.

    def show_section(self, client_id: int, key: str) -> None:
        """Show the rows of a section of a client; what was typed for another waits for it."""
        if (client_id, key) == (self._client_id, self._section.key) and self._reader is not None:
            self.reload()
            return
        self.grid.end_typing()
        self._put_form_aside()
        self._client_id, self._section = client_id, section_of(key)
        self._found = ""
        self.search.blockSignals(True)
        self.search.clear()
        self.search.blockSignals(False)
        self._show()
        waiting = self._aside.pop((client_id, key), None)
        if waiting is not None:
            self._lay(*waiting)

    def _show(self) -> None:
        client_id, section = self._client_id, self._section
        reader = self._reader = Reader(self._desk, client_id, section)
        needed = {name for one in section.needed for name in one.split("|")} | {section.name}
        columns = [column_of(kept, reader, kept.name in needed) for kept in section.fields]
        source = GridSource(self._ids, self._rows, self._put, self._remove, self._duplicate)
        self.grid.show_source(columns, source, (client_id, section.key))
        self.grid.view.setAccessibleName(f"{section.title}, documentation")

    def reload(self) -> None:
        """Ask again after a change."""
        if self._reader is not None:
            self._reader.forget()
            self.grid.reload()

    def _find(self, text: str) -> None:
        self._found = text.strip()
        self.sort_again()

    def sort_again(self) -> None:
        """Put rows back in their order; while somebody types, each stays where it stands."""
        self.grid.end_typing()
        self._show()

    def _ids(self) -> list[int]:
        return self._desk.ask(
            fact_ids, self._client_id, self._section.key, find=self._found, limit=EVERY
        )

    def _rows(self, ids: Sequence[int]) -> list[FactRow]:
        return self._desk.ask(fact_rows, self._section.key, ids)

    def _worth_a_word(self, row: FactRow) -> str:
        """What is odd about a row without being wrong: a domain that expired, a password in it."""
        key = self._section.key
        found = self._desk.ask(warnings, self._client_id, key, row.values)
        return " ".join(dict.fromkeys(one.text for one in found))

    # Changing them.

    def _put(
        self,
        edits: Sequence[tuple[FactRow, Mapping[str, Any]]],
        adds: Sequence[Mapping[str, Any]],
    ) -> list[Refusal]:
        key, client_id = self._section.key, self._client_id

        def edit(some: Sequence[tuple[FactRow, Mapping[str, Any]]]) -> None:
            rows = [(row.id, row.version, dict(changes)) for row, changes in some]
            self._desk.do(edit_facts, key, rows)

        def add(some: Sequence[Mapping[str, Any]]) -> None:
            self._desk.do(add_facts, client_id, key, [dict(values) for values in some])

        refused = _kept_of(edits, edit)
        late = _kept_of(adds, add)
        return refused + [Refusal(one.at + len(edits), one.text, one.field) for one in late]

    def _remove(self, rows: Sequence[FactRow]) -> None:
        self._desk.do(remove_facts, self._section.key, [one.id for one in rows])

    def _duplicate(self, row: FactRow) -> int:
        return self._desk.do(duplicate_facts, self._section.key, [row.id])[0]

    # The form of one.

    def open_form(self, row: FactRow | None) -> None:
        """Open the whole entry in place of the grid; None begins a new one."""
        self.close_form()
        form = FactForm(
            self._desk,
            self._client_id,
            self._section,
            row,
            on_done=self._done,
            on_cancel=self.close_form,
        )
        words = str(row.words[self._section.name]) if row is not None else ""
        title = Label(words or f"New {self._section.one}", "card", elide=True)
        body = column(title, form, STRETCH, margin=(0, 2, 12, 12))
        body.setMaximumWidth(FORM_WIDTH)
        self._lay(Scroll(body), form)
        form.focus_first()

    def _lay(self, holder: QWidget, form: FactForm) -> None:
        self._holder, self._form = holder, form
        self._pages.addWidget(holder)
        self._pages.setCurrentWidget(holder)

    def close_form(self, *_: object) -> None:
        """Put the form away and show the grid."""
        if self._holder is not None:
            self._pages.removeWidget(self._holder)
            self._holder.deleteLater()
            self._holder, self._form = None, None
            self._pages.setCurrentWidget(self._list)
            self.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def _put_form_aside(self) -> None:
        if self._form is not None and self._holder is not None and self._form.form.dirty():
            self._pages.removeWidget(self._holder)
            self._aside[self._client_id, self._section.key] = (self._holder, self._form)
            self._holder, self._form = None, None
            self._pages.setCurrentWidget(self._list)
        self.close_form()

    def _done(self, id_: int) -> None:
        self.close_form()
        self.grid.select(id_)

    def form(self) -> Form | None:
        """The form that is open, or None."""
        return self._form.form if self._form is not None else None

    def select(self, id_: int) -> bool:
        """Go to a row; False when it is not there."""
        return self.grid.select(id_)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc puts the form away, F5 puts the rows in order."""
        if event.key() == Qt.Key.Key_Escape and self._form is not None:
            self.close_form()
            return
        if event.key() == Qt.Key.Key_F5 and self._form is None:
            self.sort_again()
            return
        super().keyPressEvent(event)


def _kept_of(rows: Sequence[Any], keep: Callable[[Sequence[Any]], None]) -> list[Refusal]:
    """Keep all rows that can be kept in one step; answers why the others were not."""
    refused: dict[int, Refusal] = {}
    while len(refused) < len(rows):
        left = [at for at in range(len(rows)) if at not in refused]
        try:
            keep([rows[at] for at in left])
            break
        except CellFaults as error:
            for one in error.cells:
                at = left[one.row]
                refused.setdefault(at, _refusal(at, one))
        except UserError as error:
            # Where somebody else was first, the other rows can be kept all the same.
            row_id = error.row_id if isinstance(error, Conflict) else None
            late = [at for at in left if row_id is not None and _id_of(rows[at]) == row_id]
            refused |= {at: Refusal(at, error.text, error.field or "") for at in late or left}
    return [refused[at] for at in sorted(refused)]


def _id_of(row: Any) -> int | None:
    """The id of a row that is changed; None for one that is new."""
    return row[0].id if isinstance(row, tuple) else None


def _refusal(at: int, fault: CellFault) -> Refusal:
    return Refusal(at, fault.text, fault.field)
