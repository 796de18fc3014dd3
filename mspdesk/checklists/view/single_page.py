"""A monthly single: what is done for every client, who has it, how many are closed (S070)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from ...dates import add_months, month_start, stretch, today
from ...desk.area import Place
from ...desk.desk import Desk
from ...people.queries import people
from ...rows import dataclass
from ...widgets.buttons import Button, LinkButton, MenuButton
from ...widgets.entry import ChoiceEntry, NoteEntry, TakesEntry, TextEntry
from ...widgets.form import Field, Form
from ...widgets.layout import STRETCH, Card, column, lead_focus, row, stack
from ...widgets.progress import Bar
from ...widgets.safe import Label
from ...widgets.table import Column, StatusCell, Table
from ..actions.singles import add_single, edit_single, remove_single, start_single
from ..queries import masters
from ..queries.singles import SingleClient, SinglePage, single_page

_TABLES = {"monthly_single", "single_ticket", "ticket", "client", "person"}
_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Ticked:
    """A client that a single may be started for."""

    id: int
    name: str
    on: bool


class SingleView(QWidget):
    """The page of a monthly single: its words, its tickets, and the clients to start it for."""

    def __init__(
        self,
        desk: Desk,
        *,
        on_edit: Callable[[SinglePage], object],
        on_gone: Callable[[], object],
    ) -> None:
        super().__init__()
        self.setAccessibleName("Monthly single")
        self._desk, self._on_edit, self._on_gone = desk, on_edit, on_gone
        self._id = 0
        self.page: SinglePage | None = None
        self._off: set[int] = set()
        self.title = Label("", "record", elide=True)
        self.sub = Label("", "meta", "ink2", elide=True)
        self.bar = Bar()
        self.count = Label("", "strong")
        self.edit = Button("Change", icon="pencil", on_click=self._edit)
        self.more = MenuButton("", "ellipsis", "More about this single", self._entries)
        self.steps = Label("", "body", "ink", wrap=True)
        self.tickets = Table[SingleClient](
            (
                Column("client", "Client", "title", lambda one: one.client, stretch=4),
                Column("ticket", "Ticket", "id", lambda one: f"#{one.number}", width=80),
                Column(
                    "status",
                    "Status",
                    "status",
                    lambda one: StatusCell(one.status, one.words),
                    width=150,
                ),
                Column(
                    "who", "Technician", "text", lambda one: one.person or "Nobody yet", stretch=2
                ),
            ),
            name="Tickets of this single",
            key=lambda one: one.client_id,
            on_activate=lambda one: desk.go(Place("tickets", one.ticket_id)),
            empty="No ticket is open yet.",
            fit=True,
        )
        self.clients = Table[Ticked](
            (
                Column("on", "", "check", lambda one: one.on, width=44),
                Column("name", "Client", "title", lambda one: one.name, stretch=1),
            ),
            name="Clients to start it for",
            on_check=self._ticked,
            empty="Every client has its ticket.",
            fit=True,
        )
        self.opened = Card("Tickets", flush=True)
        self.opened.add(self.tickets)
        self.start = Button("Start", kind="primary", icon="play", on_click=self._start)
        self.none = LinkButton("Tick none", self._tick_none)
        self.rest = Card("Start it for", "Space ticks a client", flush=True)
        self.rest.add_right(self.none, self.start)
        self.rest.add(self.clients)
        stack(
            self,
            row(column(self.title, self.sub, gap=2), STRETCH, self.edit, self.more),
            8,
            row(self.bar, self.count),
            10,
            self.steps,
            12,
            self.opened,
            12,
            self.rest,
            STRETCH,
            margin=(22, 16, 22, 18),
        )
        lead_focus(self, self.tickets)
        desk.keep_fresh(self, _TABLES, self._reload)

    def show_id(self, single_id: int) -> None:
        """Show another single; every client is ticked before it starts, afterwards none.

        Who has no ticket then was left out on purpose, most often.
        """
        if single_id == self._id:
            self._reload()
            return
        self._id = single_id
        page = self._desk.ask(single_page, single_id)
        started = page is not None and page.row.started
        self._off = {id_ for id_, _ in page.others} if page is not None and started else set()
        self._reload()

    def _reload(self) -> None:
        self.page = self._desk.ask(single_page, self._id) if self._id else None
        page = self.page
        if page is None:
            return
        found = page.row
        self.title.set_text(f"{found.name}: {found.title}")
        who = found.person or "Who has the client's tickets"
        takes = f"{stretch(found.estimate_minutes)} a client" if found.estimate_minutes else ""
        parts = (f"{found.month:%B} {found.month.year}", who, takes, found.checklist)
        self.sub.set_text("  ·  ".join(part for part in parts if part))
        self.bar.set_share(found.closed, max(1, found.tickets))
        words = f"{found.closed} of {found.tickets}" if found.started else "Not started"
        self.count.set_text(f"{words}, done" if found.done else words)
        self.steps.set_text(found.steps)
        self.steps.setVisible(bool(found.steps))
        self.tickets.show_rows(page.clients)
        self.opened.setVisible(bool(page.clients))
        rows = [Ticked(id_, name, id_ not in self._off) for id_, name in page.others]
        self.clients.show_rows(rows)
        self.rest.setVisible(bool(rows))
        self._say_start(rows)

    def _say_start(self, rows: list[Ticked]) -> None:
        count = sum(one.on for one in rows)
        clients = "client" if count == 1 else "clients"
        self.start.set_text(f"Start for {count} {clients}")
        self.start.setEnabled(bool(count))
        self.none.set_text("Tick none" if count else "Tick all")

    def chosen(self) -> list[int]:
        """The clients that are ticked."""
        return [one.id for one in self.clients.rows() if one.on]

    def _ticked(self, one: Ticked, on: bool) -> None:
        if on:
            self._off.discard(one.id)
        else:
            self._off.add(one.id)
        self._reload()

    def _tick_none(self) -> None:
        page = self.page
        if page is not None:
            self._off = {id_ for id_, _ in page.others} if self.chosen() else set()
            self._reload()

    def _start(self) -> None:
        self._desk.attempt(start_single, self._id, tuple(self.chosen()))

    def _edit(self) -> None:
        if self.page is not None:
            self._on_edit(self.page)

    def _entries(self) -> list[tuple[str, Callable[[], object]] | None]:
        found: list[tuple[str, Callable[[], object]] | None] = [("Change", self._edit)]
        if self.page is not None and not self.page.row.started:
            found += [None, ("Remove it", self._remove)]
        return found

    def _remove(self) -> None:
        if self._desk.attempt(remove_single, self._id) is None and not self._still():
            self._id = 0
            self._on_gone()

    def _still(self) -> bool:
        return self._desk.ask(single_page, self._id) is not None


def single_form(
    desk: Desk,
    page: SinglePage | None,
    *,
    on_done: Callable[[int], object],
    on_cancel: Callable[[], object],
) -> Form:
    """The form of a monthly single; one that was started keeps its month and title."""
    lists = [("", "None"), *((one.code, one.title) for one in desk.ask(masters.masters))]
    team = [(None, "Who has the client's tickets"), *((p.id, p.name) for p in desk.ask(people))]
    started = page is not None and page.row.started
    first = add_months(month_start(today()), -1)
    months = [(add_months(first, n), _month(add_months(first, n))) for n in range(_MONTHS)]
    if page is not None and page.row.month not in dict(months):
        months.insert(0, (page.row.month, _month(page.row.month)))
    hint = "What is done at every client, in a few words."
    fields = [
        Field("month", "Month", ChoiceEntry(months), required=True),
        Field("estimate_minutes", "Takes at each client", TakesEntry("30 min")),
        Field("title", "Title", TextEntry(), help=hint, required=True, span=2),
        Field("steps", "How it is done, one step a line", NoteEntry(lines=6), span=2),
        Field("code", "Checklist on each ticket", ChoiceEntry(lists)),
        Field("person_id", "Technician", ChoiceEntry(team)),
    ]
    if started:
        fields = [one for one in fields if one.name not in ("month", "title")]

    def save(values: dict[str, Any]) -> None:
        if page is None:
            facts = {name: values[name] for name in values if name not in ("month", "title")}
            on_done(desk.do(add_single, values["month"], values["title"], facts))
        else:
            desk.do(edit_single, page.row.id, page.row.version, values)
            on_done(page.row.id)

    form = Form(
        fields,
        columns=2,
        on_save=save,
        save="Save single" if page else "Add single",
        on_cancel=on_cancel,
    )
    form.set_values(_values(page))
    return form


def _values(page: SinglePage | None) -> dict[str, Any]:
    if page is None:
        return {"month": month_start(today()), "code": "", "person_id": None}
    found = page.row
    return {
        "month": found.month,
        "title": found.title,
        "steps": found.steps,
        "code": found.code,
        "estimate_minutes": found.estimate_minutes,
        "person_id": found.person_id,
    }


def _month(month: date) -> str:
    return f"{month:%B} {month.year}"
