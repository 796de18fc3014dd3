"""The left side of the Tickets tab: segments, chips and the list."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from ...clients.queries import client_names
from ...dates import hours_h
from ...desk.desk import Desk
from ...widgets import theme
from ...widgets.buttons import Button, IconButton, MenuButton
from ...widgets.keycap import KeyCap
from ...widgets.layout import STRETCH, EmptyState, Toolbar, stack
from ...widgets.paged import Order, PagedTable, Source
from ...widgets.segments import SegmentControl
from ...widgets.table import Table
from .. import queries, rules
from ..queries import Past, TicketRow
from ..reports import TICKET_COLUMNS
from . import lists
from .filters import Filters

SEGMENTS = (
    ("mine", "My work"),
    ("open", "All open"),
    ("free", "Unassigned"),
    ("waiting", "Waiting"),
    ("past", "Closed"),
)
EXPORTED = 50_000
"""The most rows of history one export takes."""
MINUTE_MS = 60_000
NARROW = 740
"""Width in px at 100 % below which the bar has no room for its counts."""


class BoardPane(QWidget):
    """The board: open tickets whole, closed ones by pages."""

    def __init__(
        self,
        desk: Desk,
        *,
        tiers: bool,
        on_select: Callable[[int], object],
        on_open: Callable[[int], object],
        on_new: Callable[[], object],
        on_print: Callable[[], object],
    ) -> None:
        super().__init__()
        self._desk, self._on_select = desk, on_select
        self._rows: list[TicketRow] = []
        self.segments = SegmentControl("Which tickets", SEGMENTS, self._segment_changed)
        self.segments.choose("open")
        self.new_button = Button("New ticket", "primary", "plus", on_new)
        self.new_key = KeyCap("N")
        self._out = MenuButton("", "download", "Export", self._exports)
        self._narrow_pane = False
        self.bar = Toolbar(
            "Tickets",
            "",
            self.segments,
            STRETCH,
            self._out,
            IconButton("printer", "Print the board", on_print),
            self.new_button,
            self.new_key,
        )
        self.bar.let_go()
        self.filters = Filters(self._narrow, tiers=tiers)
        self.table = Table[TicketRow](
            lists.board_columns(tiers=tiers),
            "Open tickets",
            on_select=lambda row: on_select(row.id),
            on_activate=lambda row: on_open(row.id),
            spoken=lists.spoken,
            empty="No ticket fits these chips.",
        )
        self.past = PagedTable[TicketRow](
            lists.past_columns(),
            "Closed tickets",
            on_select=lambda row: on_select(row.id),
            on_activate=lambda row: on_open(row.id),
            empty="Nothing closed yet.",
        )
        self._empty = EmptyState(
            "sticky-note",
            "No open tickets",
            "A ticket is a piece of work for a client. Take the next call, and write it down here.",
            Button("Open the first ticket", "default", "plus", on_new),
            "N",
        )
        self.pages = QStackedWidget()
        for page in (self.table, self.past, self._empty):
            self.pages.addWidget(page)
        stack(self, self.bar, self.filters, 6, self.pages)
        self._minute = QTimer(self)
        self._minute.setInterval(MINUTE_MS)
        self._minute.timeout.connect(self._age)
        self._minute.start()

    # Filling.

    def reload(self) -> None:
        """Ask for the board again; the past only while it is looked at."""
        may = self._desk.may("tickets")
        self.new_button.setVisible(may)
        self.new_key.setVisible(may and not self._narrow_pane)
        self._rows = self._desk.ask(queries.open_tickets)
        self._count()
        self._narrow()

    def _count(self) -> None:
        """State the counts; a narrow pane has no room for them."""
        roomy = not self._narrow_pane
        free = sum(row.assigned_id is None for row in self._rows)
        waiting = sum(row.status in rules.RESTING for row in self._rows)
        self.bar.set_note(f"{len(self._rows)} open" if roomy else "")
        self.segments.set_text("free", f"Unassigned {free}" if free and roomy else "Unassigned")
        self.segments.set_text("waiting", f"Waiting {waiting}" if waiting and roomy else "Waiting")

    def _segment_changed(self, _key: str) -> None:
        """Show the other list, and beside it the ticket that is picked there."""
        if not hasattr(self, "pages"):
            return
        self._narrow()
        chosen = self.selected()
        if chosen is not None:
            self._on_select(chosen.id)
        elif self.segments.current() != "past":
            self.table.select_first()

    def _narrow(self) -> None:
        """Show what the segment and the chips let through."""
        if not hasattr(self, "pages"):
            return
        past = self.segments.current() == "past"
        self.filters.turn_to(past=past)
        if past:
            self.filters.offer_clients(self._desk.ask(client_names))
            self._show_past()
            return
        self.filters.offer_clients({row.client_id: row.client for row in self._rows})
        rows = self.shown_rows()
        if not self._rows:
            self.pages.setCurrentWidget(self._empty)
        else:
            self.pages.setCurrentWidget(self.table)
        if self.filters.grouped():
            groups = queries.by_priority(rows)
            self.table.show_groups(
                [lists.heading(one, first=at == 0) for at, one in enumerate(groups)]
            )
        else:
            self.table.show_rows(sorted(rows, key=lambda row: (row.opened_at, row.id)))
        self._state_sum(rows)

    def _state_sum(self, rows: Sequence[TicketRow]) -> None:
        """Say how much work is listed, and what nobody has estimated (S014)."""
        minutes = sum(row.estimate_minutes or 0 for row in rows)
        missing = sum(row.estimate_minutes is None for row in rows)
        words = hours_h(minutes)
        if not self._narrow_pane:
            words += " in backlog" if missing else " estimated in backlog"
        self.filters.set_right(f"{words}, {missing} not estimated" if missing else words)

    def shown_rows(self) -> list[TicketRow]:
        """The open tickets of the segment that pass the chips, in queue order."""
        segment, me = self.segments.current(), self._desk.person_id
        rows = self._rows
        if segment == "mine":
            rows = [row for row in rows if row.assigned_id == me and me is not None]
        elif segment == "free":
            rows = [row for row in rows if row.assigned_id is None]
        elif segment == "waiting":
            rows = [row for row in rows if row.status in rules.RESTING]
        return self.filters.let_through(
            rows, lambda: self._desk.ask(queries.overdue_ids, self._rows)
        )

    def _past(self) -> Past:
        client = self.filters.client.value()
        return Past(client if isinstance(client, int) else None, None, self.filters.words())

    def _show_past(self) -> None:
        self.pages.setCurrentWidget(self.past)
        desk, past = self._desk, self._past()

        source: Source[TicketRow] = Source(
            rows=lambda order, skip, limit: desk.ask(
                queries.past_rows, past, order.key, order.descending, skip, limit
            ),
            count=lambda: desk.ask(queries.past_count, past),
        )
        order, before = self.past.order(), self.past.selected()
        self.past.show_source(source, order if order.key else Order("opened", descending=True))
        if before is None or not self.past.select(before.id):
            self.past.select_first()
        self.filters.set_right(f"{self.past.count():,} closed")

    def _age(self) -> None:
        """Let ages grow while somebody looks."""
        if self.isVisible() and self.segments.current() != "past":
            self._narrow()

    # Where the person is.

    def current_table(self) -> QWidget:
        """The list that is seen now."""
        return self.past if self.segments.current() == "past" else self.table

    def selected(self) -> TicketRow | None:
        """The ticket that is picked."""
        table = self.past if self.segments.current() == "past" else self.table
        return table.selected()

    def select(self, ticket_id: int) -> bool:
        """Pick a ticket where it can be seen; False when chips or segment hide it."""
        if self.segments.current() == "past":
            return self.past.select(ticket_id)
        return self.table.select(ticket_id)

    def show_all_open(self) -> None:
        """Lift what narrows the board."""
        for chip in (
            self.filters.client,
            self.filters.tier,
            self.filters.age,
            self.filters.agreement,
            self.filters.queue,
        ):
            chip.set_value(None)
        self.filters.drop_text()
        self.segments.choose("open")

    def focus_list(self) -> None:
        """Put the keyboard into the list."""
        self.current_table().setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow pane counts, key cap and export step back, so that nothing is cut."""
        super().resizeEvent(event)
        narrow = self.width() < theme.current().px(NARROW)
        if narrow != self._narrow_pane:
            self._narrow_pane = narrow
            self._out.setVisible(not narrow)
            self.new_key.setVisible(not narrow and self._desk.may("tickets"))
            self._count()
            self._narrow()

    # Out.

    def _exports(self) -> list[tuple[str, Callable[[], object]]]:
        return [("Export this list", self.export_shown)]

    def export_shown(self) -> None:
        """Offer the list that is seen as CSV or .xlsx (S143)."""
        if self.segments.current() != "past":
            self._desk.export("Tickets", TICKET_COLUMNS, self.shown_rows())
            return
        past = self._past()
        self._desk.export(
            "Closed tickets",
            TICKET_COLUMNS,
            lambda session: queries.past_rows(session, past, "opened", True, 0, EXPORTED),
        )
