"""Tickets on a client's page: the card of open ones, and the tab with all of them, newest first."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ...desk.area import Place
from ...desk.desk import Desk
from ...widgets.layout import Card, column, lead_focus, stack
from ...widgets.table import Column, Table
from .. import queries
from ..queries import TicketRow
from .lists import face, past_columns, spoken, status_cell

SHOWN = 5
LATEST = 200


class OpenTicketsCard(QWidget):
    """The open tickets of a client in priority order; the tab has the rest."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._client_id = 0
        self.card = Card("Open tickets", "", action="All tickets", on_action=self._all, flush=True)
        self.table = Table[TicketRow](
            (
                Column("prio", "", "prio", lambda r: r.priority, width=44),
                Column("no", "No.", "id", lambda r: str(r.number), width=52, hide_under=950),
                Column("title", "Title", "title", lambda r: r.title, stretch=1),
                Column("status", "Status", "status", status_cell, width=150),
                Column("who", "Who", "avatar", face, width=54),
            ),
            name="Open tickets of this client",
            row="card",
            fit=True,
            spoken=spoken,
            on_activate=lambda r: desk.go(Place("tickets", r.id)),
            empty="Nothing is open.",
        )
        self.card.add(self.table)
        stack(self, self.card)

    def show_id(self, client_id: int) -> None:
        """Show another client's open tickets."""
        self._client_id = client_id
        rows = [r for r in self._desk.ask(queries.open_tickets) if r.client_id == client_id]
        self.table.show_rows(rows[:SHOWN])
        few = f"{SHOWN} of {len(rows)}" if len(rows) > SHOWN else str(len(rows))
        self.card.set_subtitle(few if rows else "")

    def _all(self) -> None:
        self._desk.go(Place("clients", self._client_id, do="tickets"))


class TicketsPart(QWidget):
    """A client's newest tickets, open or not; Enter opens one on the board."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.table = Table[TicketRow](
            [one for one in past_columns() if one.key != "client"],
            name="Tickets of this client",
            spoken=spoken,
            on_activate=lambda r: desk.go(Place("tickets", r.id)),
            empty="No tickets yet.",
        )
        stack(self, column(self.table, margin=(22, 12, 22, 16)))
        lead_focus(self, self.table)

    def show_id(self, client_id: int) -> None:
        """Show another client's tickets."""
        self.table.show_rows(self._desk.ask(queries.tickets_of_client, client_id, LATEST))


def recent_devices(desk: Desk) -> Callable[[int], list[int]]:
    """The devices of a client by their newest ticket, for lists that show a few of them."""
    return lambda client_id: desk.ask(queries.recent_devices, client_id)
