"""A list of companies before it is taken: what comes onto the call list, and what stays out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ...desk.desk import Desk
from ...errors import UserError
from ...widgets.buttons import Button
from ...widgets.dialogs import choose_file
from ...widgets.entry import CheckEntry, NoteEntry
from ...widgets.form import Field, Form
from ...widgets.layout import STRETCH, Footer, PageHead, column, lead_focus, row, stack
from ...widgets.table import Column, Table, TagCell
from .. import runs
from ..actions.lists import Taken
from ..queries.target_files import ReadTarget, read_targets
from ..rules.target_files import read_paste

KINDS = "Tables and cards (*.csv *.txt *.tsv *.xlsx *.vcf)"


class BringPage(QWidget):
    """What a file or a paste would bring.

    `on_found` is called when there is something to show, `on_done` when it was taken or left.
    """

    def __init__(
        self, desk: Desk, on_found: Callable[[], object], on_done: Callable[[], object]
    ) -> None:
        super().__init__()
        self.setAccessibleName("Companies to bring in")
        self._desk, self._on_found, self._on_done = desk, on_found, on_done
        self._list_id = 0
        self._found: list[ReadTarget] = []
        self.head = PageHead("", role="record")
        self.table = Table[ReadTarget](
            (
                Column("line", "Line", "num", lambda r: str(r.line), width=52),
                Column("state", "", "tag", _state, width=116),
                Column("company", "Company", "title", lambda r: r.company, stretch=3),
                Column(
                    "phone", "Phone", "num", lambda r: r.phone, align="left", role="body", ink="ink"
                ),
                Column("contact", "Ask for", "text", lambda r: r.contact, stretch=2),
                Column("city", "City", "text", lambda r: r.city, stretch=1, hide_under=900),
                Column("why", "What is known", "muted", _why, stretch=3),
            ),
            name="Companies of the list that is brought in",
            empty="Nothing stands in this list.",
        )
        self.take_button = Button("Take", "primary", "check", self._take)
        self.leave_button = Button("Back without taking", on_click=self._leave)
        foot = Footer(self.take_button, self.leave_button, STRETCH)
        stack(
            self,
            row(self.head, margin=(22, 12, 16, 6)),
            column(self.table, margin=(6, 0, 6, 0)),
            foot,
        )
        lead_focus(self, self.table)

    def choose(self, list_id: int) -> None:
        """Ask for a file and show what it would do."""
        path = choose_file(self, "A list of companies to call", KINDS)
        if path is not None:
            self.look_at(list_id, path)

    def look_at(self, list_id: int, path: Path) -> None:
        """Read a file on the worker and show its companies."""
        self._list_id = list_id
        job = self._desk.fetch("Looking at the list", runs.look_at_file, list_id, path)
        job.then(self.show_found)

    def show_found(self, found: list[ReadTarget]) -> None:
        """Show what was read."""
        self._found = found
        self.table.show_rows(found)
        ready = sum(one.ready for one in found)
        out = len(found) - ready
        known = sum(one.client_id is not None for one in found if one.ready)
        meta = [f"{ready:,} to call", f"{out:,} left out"]
        if known:
            meta.append(f"{known} {'is a prospect' if known == 1 else 'are prospects'} already")
        self.head.set_head("What this list would bring", meta)
        self.take_button.set_text(f"Take {_companies(ready)}")
        self.take_button.setEnabled(ready > 0)
        self._on_found()

    def _take(self) -> None:
        self.take_button.setEnabled(False)
        job = self._desk.run("Bringing in companies", runs.bring_in, self._list_id, self._found)
        job.then(self._taken)

    def _taken(self, _done: Taken) -> None:
        self._leave()

    def _leave(self) -> None:
        self._found = []
        self.table.show_rows([])
        self._on_done()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back without taking."""
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
            return
        super().keyPressEvent(event)

    def paste_form(self, list_id: int, on_cancel: Callable[[], object]) -> Form:
        """The form into which a list is pasted."""

        def look(values: dict[str, str]) -> None:
            # Asked here and now, so that what is wrong stands beside the field.
            found = self._desk.ask(read_targets, list_id, read_paste(values["text"] or ""))
            self._list_id = list_id
            on_cancel()
            self.show_found(found)

        form = Form(
            [
                Field(
                    "text",
                    "Companies, one a line",
                    NoteEntry("Company, phone, whom to ask for, city", lines=14),
                    required=True,
                    help="From a spreadsheet with its headings, or typed: company, phone, contact.",
                )
            ],
            on_save=look,
            save="Look at them",
            on_cancel=on_cancel,
        )
        form.set_values({"text": ""})
        return form


def prospects_form(
    offered: list[tuple[int, str, str]],
    on_save: Callable[[list[int]], object],
    on_cancel: Callable[[], object],
) -> Form:
    """The form with a box for each prospect that is not on the list yet."""
    fields = [
        Field(str(id_), "", CheckEntry(f"{name}, {words}" if words else name))
        for id_, name, words in offered
    ]

    def save(values: dict[str, bool]) -> None:
        chosen = [id_ for id_, _name, _words in offered if values[str(id_)]]
        if not chosen:
            raise UserError("Tick whom you want to call.", str(offered[0][0]))
        on_save(chosen)

    form = Form(fields, columns=2, on_save=save, save="Put on the list", on_cancel=on_cancel)
    form.set_values({str(id_): False for id_, _name, _words in offered})
    return form


def _state(one: ReadTarget) -> TagCell:
    if one.stopped:
        return TagCell("Never call", "red")
    if one.wrong:
        return TagCell("Left out", "amber")
    return TagCell("Prospect", "blue") if one.client_id is not None else TagCell("To call", "green")


def _why(one: ReadTarget) -> str:
    return one.wrong or (one.client if one.client_id is not None else "")


def _companies(count: int) -> str:
    return "1 company" if count == 1 else f"{count:,} companies"
