"""The History page: everything that was done, who did it, and what can be taken back."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ..desk.desk import Desk
from ..exchange.columns import MOMENT, TEXT, OutColumn
from ..widgets.buttons import Button
from ..widgets.layout import STRETCH, Toolbar, lead_focus, stack
from ..widgets.table import Column, Table
from . import steps
from .steps import HistoryRow

PAGE = 200
"""Steps shown at first, and added by Older."""

_EXPORT: tuple[OutColumn[HistoryRow], ...] = (
    OutColumn("When", MOMENT, lambda row: row.at),
    OutColumn("Who", TEXT, lambda row: row.who),
    OutColumn("What", TEXT, lambda row: row.what),
    OutColumn("Details", TEXT, lambda row: row.words),
    OutColumn("State", TEXT, lambda row: row.state),
)


class HistoryPage(QWidget):
    """Steps newest first, two hundred at a time; a chosen one may be taken back."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setAccessibleName("History of changes")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._desk = desk
        self._rows: list[HistoryRow] = []
        self._table = Table[HistoryRow](
            (
                Column("when", "When", "date", lambda row: row.when, width=170),
                Column("who", "Who", "text", lambda row: row.who, width=170),
                Column("what", "What", "title", lambda row: row.what, width=230),
                Column("words", "Details", "text", lambda row: row.words, stretch=1),
                Column("state", "", "muted", lambda row: row.state, width=150),
            ),
            name="History of changes",
            on_select=self._chosen,
            empty="Nothing has been done yet.",
        )
        self._undo = Button("Undo this step", icon="undo-2", on_click=self._undo_step)
        self._undo.setEnabled(False)
        older = Button("Older", kind="quiet", on_click=self._older)
        export = Button("Export", icon="download", on_click=self._export)
        bar = Toolbar("History", "every change, never erased", STRETCH, older, export, self._undo)
        stack(self, bar, self._table)
        lead_focus(self, self._table)
        self._reload()
        desk.changed.connect(self._reload)

    def _reload(self, _tables: object = None) -> None:
        self._rows = self._desk.ask(steps.history, None, max(PAGE, len(self._rows)))
        self._table.show_rows(self._rows)
        self._chosen(self._table.selected())

    def _older(self) -> None:
        if self._rows:
            self._rows += self._desk.ask(steps.history, self._rows[-1].id, PAGE)
            self._table.show_rows(self._rows)

    def _chosen(self, row: HistoryRow | None) -> None:
        self._undo.setEnabled(row is not None and row.can_undo)

    def _undo_step(self) -> None:
        row = self._table.selected()
        if row is None or not row.can_undo:
            return
        self._desk.undo_step(row.id)

    def _export(self) -> None:
        self._desk.export("History", _EXPORT, self._rows)

    def print_shown(self) -> bool:
        """History is exported, not printed."""
        self._export()
        return True
