"""Time as a list that leaves the program (S143)."""

from collections.abc import Sequence

from ...desk.desk import Desk
from ...exchange.columns import DATE, HOURS, MINUTES, MOMENT, TEXT, OutColumn, money_in
from ...shop.queries import shop
from .. import rules
from ..queries import EntryRow


def export(desk: Desk, rows: Sequence[EntryRow], title: str) -> None:
    """Offer entries as CSV or .xlsx, with real dates, minutes and amounts."""
    currency = desk.ask(shop).money
    columns = (
        OutColumn[EntryRow]("Person", TEXT, lambda row: row.person),
        OutColumn[EntryRow]("Day", DATE, lambda row: row.work_on),
        OutColumn[EntryRow]("Start", MOMENT, lambda row: row.started_at if row.timed else None),
        OutColumn[EntryRow]("Ticket", TEXT, lambda row: row.ticket_number),
        OutColumn[EntryRow]("Title", TEXT, lambda row: row.title),
        OutColumn[EntryRow]("Client", TEXT, lambda row: row.client),
        OutColumn[EntryRow]("Hat", TEXT, lambda row: row.role or ""),
        OutColumn[EntryRow]("What was done", TEXT, lambda row: row.client_note),
        OutColumn[EntryRow]("Minutes", MINUTES, lambda row: row.minutes),
        OutColumn[EntryRow]("Hours", HOURS, lambda row: row.minutes),
        OutColumn[EntryRow]("After hours", HOURS, lambda row: row.after_minutes),
        OutColumn[EntryRow]("Who pays", TEXT, lambda row: rules.KIND_WORDS[rules.Kind(row.kind)]),
        OutColumn[EntryRow]("Billed", HOURS, lambda row: row.billed_minutes),
        OutColumn[EntryRow]("Amount", money_in(currency), lambda row: row.amount),
        OutColumn[EntryRow]("Why", TEXT, lambda row: row.why),
    )
    desk.export(title, columns, list(rows))
