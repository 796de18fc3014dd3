"""A run on its page: what it is, how far it is, its lines, and what is done with it as a whole."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ...dates import full_date, short_date
from ...desk.area import Place
from ...desk.desk import Desk
from ...people.queries import people
from ...tickets.rules import number_words
from ...widgets.boxes import STRETCH, Panel, lead_focus, row, stack
from ...widgets.buttons import Button, LinkButton, MenuButton
from ...widgets.entry import ChoiceEntry, DateEntry, TextEntry
from ...widgets.form import Field, Form
from ...widgets.laid import Laid
from ...widgets.progress import Bar
from ...widgets.safe import Label
from ...widgets.tags import Tag
from ..actions import closing, runs
from ..printables.paper import BLANK, FILLED, RUN
from ..printables.report import REPORT
from ..queries.choices import run_choices
from ..queries.run_page import RunPage, run_page
from ..queries.runs import RunRow
from ..rules import run as rules
from ..rules.run import RunState
from .run_rows import HeadRow, LineRow, Row
from .work import LinesPane

_TONES = {RunState.DONE: "green", RunState.VERIFIED: "green", RunState.DROPPED: "grey"}


def rows_of_page(page: RunPage) -> list[Row]:
    """The rows of a run: a heading a section, a row a line that is not crossed off."""
    gates = rules.closed_by(page.master, page.states)
    rows: list[Row] = []
    for section, done, total in rules.sections_done(page.master, page.states):
        if not total:
            continue
        rows.append(HeadRow(section.title, done, total))
        rows += [
            LineRow(
                page.row.id,
                line,
                page.result(line.key),
                page.last.get(line.key),
                gates.get(line.key),
                not page.row.open,
                page.master.not_seen,
                page.master.severity,
                page.row.person_id is None and not page.master.severity,
                page.beside.get(line.key, ""),
            )
            for line in section.lines
            if not line.off
        ]
    return rows


class RunPane(QWidget):
    """One run: head with progress, lines below. `turned` says that another page is shown."""

    turned = Signal(object)
    marked = Signal(int)

    def __init__(self, desk: Desk, *, compact: bool = False) -> None:
        super().__init__()
        self.setAccessibleName("Checklist")
        self._desk, self._compact = desk, compact
        self.page: RunPage | None = None
        self.title = Label("", "record" if compact else "title", elide=True)
        self.tag = Tag("")
        self._whose = Label("", "meta", "ink2", elide=True)
        self._ticket = LinkButton("", self._go_ticket, name="Go to the ticket", role="meta")
        self._rest = Label("", "meta", "ink2")
        self.print_button = Button("Print", icon="printer", on_click=self.print_run)
        self.menu = MenuButton("", "ellipsis", "More about this checklist", self._entries)
        self.bar = Bar()
        self.bar.setAccessibleName("Steps done")
        self._count = Label("", "strong", "ink2")
        self.lines = LinesPane(desk, "Steps", self.reload)
        self.lines.changed.connect(self._marked)
        self.laid = Laid(self.lines)
        head = Panel("paper", "bottom")
        stack(
            head,
            row(self.title, self.tag, STRETCH, self.print_button, self.menu),
            row(self._whose, self._ticket, self._rest, STRETCH, gap=10),
            row(self.bar, self._count, gap=12),
            gap=2 if compact else 4,
            margin=(20, 8 if compact else 12, 20, 10 if compact else 14),
        )
        stack(self, head, self.laid)
        lead_focus(self, self.lines)

    # --- showing -----------------------------------------------------------------------------

    def show_id(self, run_id: int, key: str = "") -> bool:
        """Show a run, a line of it open; False where it is not there any more."""
        if self.page is not None and self.page.row.id != run_id:
            self.laid.step_aside()
            self.lines.keep_typed()
        page = self._desk.ask(run_page, run_id)
        self.page = page
        if page is None:
            return False
        self._show(page, key)
        return True

    def reload(self) -> None:
        """Show the same run as it stands now."""
        if self.page is not None:
            self.show_id(self.page.row.id)

    def _show(self, page: RunPage, key: str) -> None:
        self._head(page.row)
        self.lines.show_rows(rows_of_page(page), (page.row.id, key) if key else None)
        self.turned.emit(page)

    def _head(self, found: RunRow) -> None:
        self.title.set_text(found.title)
        state = RunState(found.state)
        self.tag.setVisible(state in _TONES)
        self.tag.set_tag(rules.RUN_WORDS[state], _TONES.get(state, "grey"))
        place = ", ".join(part for part in (found.city, found.region) if part)
        self._whose.set_text(", ".join(part for part in (found.whose, place) if part))
        self._ticket.setVisible(found.ticket is not None and not self._compact)
        self._ticket.set_text(f"ticket {number_words(found.ticket)}" if found.ticket else "")
        self._rest.set_text(_rest(found))
        self._count_up(found.marked, found.total)

    def _count_up(self, marked: int, total: int) -> None:
        self.bar.set_share(marked, total)
        self._count.set_text(f"{marked} of {total}")

    def _marked(self, run_id: int) -> None:
        """A line was marked: count again; the rest follows a moment later."""
        if self.page is not None:
            self._count_up(self.lines.list.marked(), self.page.row.total)
        self.marked.emit(run_id)

    # --- verbs -------------------------------------------------------------------------------

    def print_run(self) -> None:
        """Print the run: with boxes while it is open, with its results afterwards."""
        if self.page is not None:
            self.lines.keep_typed()
            self._desk.print_document(RUN, self.page.row.id, self.page.row.title)

    def _go_ticket(self) -> None:
        if self.page is not None and self.page.row.ticket_id is not None:
            self._desk.go(Place("tickets", self.page.row.ticket_id))

    def _entries(self) -> list[Any]:
        if self.page is None:
            return []
        found = self.page.row
        entries: list[Any] = [
            ("Print to fill in by hand", self._print_blank),
            ("Print with results", self._print_results),
        ]
        if self.page.master.severity:
            entries.append(("Print the network report", self._print_report))
        entries.append(None)
        if found.open:
            entries += [
                ("Whose it is, when, about what", self.edit),
                None,
                ("Drop this checklist", self.drop),
            ]
        else:
            entries.append(("Open it again", self._reopen))
        if found.client_id is not None:
            entries.append((f"Go to {found.client}", self._go_client))
        return entries

    def _print_blank(self) -> None:
        if self.page is not None:
            self._desk.print_document(BLANK, self.page.row.id, self.page.row.title)

    def _print_results(self) -> None:
        if self.page is not None:
            self._desk.print_document(FILLED, self.page.row.id, self.page.row.title)

    def _print_report(self) -> None:
        if self.page is not None:
            title = f"Network report, {self.page.row.client}"
            self._desk.print_document(REPORT, self.page.row.id, title)

    def _reopen(self) -> None:
        if self.page is not None:
            self._desk.attempt(closing.reopen_run, self.page.row.id)

    def _go_client(self) -> None:
        if self.page is not None and self.page.row.client_id is not None:
            self._desk.go(Place("clients", self.page.row.client_id))

    def edit(self) -> None:
        """A form for whose it is, by when, and what it is about."""
        if self.page is None:
            return
        found = self.page.row
        staff = [(None, "Nobody yet"), *((one.id, one.name) for one in self._desk.ask(people))]
        fields = [
            Field("assigned", "Who does it", _chosen(staff, found.assigned_id)),
            Field("due", "Due", _day(found)),
        ]
        if found.client_id is not None:
            offered = self._desk.ask(run_choices, found.client_id)
            devices = [(None, "No device"), *offered.devices]
            tickets = [(None, "No ticket"), *offered.tickets]
            fields += [
                Field("device", "Device", _chosen(devices, found.device_id)),
                Field("ticket", "Ticket", _chosen(tickets, found.ticket_id)),
            ]
        form = Form(fields, columns=2, on_save=self._save, save="Save", on_cancel=self.laid.back)
        self.laid.lay("About this checklist", "", form)

    def _save(self, values: dict[str, Any]) -> None:
        if self.page is None:
            return
        self._desk.do(
            runs.edit_run,
            self.page.row.id,
            values["assigned"],
            values["due"],
            values.get("device", self.page.row.device_id),
            values.get("ticket", self.page.row.ticket_id),
        )
        self.laid.back()

    def drop(self) -> None:
        """Ask why it will not be done."""
        form = Form(
            [Field("reason", "Why it is not done", TextEntry(), required=True)],
            on_save=self._drop,
            save="Drop checklist",
            on_cancel=self.laid.back,
        )
        self.laid.lay("Drop this checklist", "It stays in the history, with the reason.", form)

    def _drop(self, values: dict[str, Any]) -> None:
        if self.page is not None:
            self._desk.do(runs.drop_run, self.page.row.id, values["reason"])
            self.laid.back()


def _chosen(options: list[tuple[Any, str]], value: Any) -> ChoiceEntry:
    entry = ChoiceEntry(options)
    entry.set_value(value)
    return entry


def _day(found: RunRow) -> DateEntry:
    entry = DateEntry()
    entry.set_value(found.due_on)
    return entry


def _rest(found: RunRow) -> str:
    """What else stands below the title: the revision, the device, the day."""
    parts = [f"revision {found.revision}" if found.revision else ""]
    parts.append(found.device if found.client else "")
    parts.append("short variant" if found.variant else "")
    if found.open and found.due_on is not None:
        parts.append(f"due {short_date(found.due_on)}")
    if found.done_at is not None:
        parts.append(f"signed {full_date(found.done_at.date())}")
    return " · ".join(part for part in parts if part)
