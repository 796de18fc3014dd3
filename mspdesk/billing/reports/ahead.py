"""Reports and exports of what is paid in advance: what a month brings, bills to come, hours."""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy.orm import Session

from ...dates import full_date
from ...desk.area import Period, Report
from ...exchange.columns import DATE, HOURS, TEXT, OutColumn, money_in
from ...money import USD, Currency
from ..queries import BlockRow, DrawRow, UpcomingRow, blocks
from ..queries.upcoming import MonthlyRow, recurring_revenue

Filters = Mapping[str, int]


def upcoming_columns(currency: Currency = USD) -> tuple[OutColumn[UpcomingRow], ...]:
    """The columns of the agreements that are billed."""
    return (
        OutColumn("Client", TEXT, lambda r: r.client),
        OutColumn("Number", TEXT, lambda r: r.number),
        OutColumn("Agreement", TEXT, lambda r: r.title),
        OutColumn("Billed from", DATE, lambda r: r.bill_from),
        OutColumn("Made on", DATE, lambda r: r.made_on),
        OutColumn("Due on", DATE, lambda r: r.due_on),
        OutColumn("Period", TEXT, lambda r: r.period),
        OutColumn("Amount", money_in(currency), lambda r: r.amount, "amount"),
        OutColumn("Why", TEXT, lambda r: r.why),
    )


def draw_columns() -> tuple[OutColumn[DrawRow], ...]:
    """The columns of the ledger of draws."""
    return (
        OutColumn("Client", TEXT, lambda r: r.client),
        OutColumn("Block", TEXT, lambda r: str(r.block_id)),
        OutColumn("Date", DATE, lambda r: r.on),
        OutColumn("Ticket", TEXT, lambda r: r.ticket),
        OutColumn("Person", TEXT, lambda r: r.person),
        OutColumn("What was done", TEXT, lambda r: r.note),
        OutColumn("Drawn", HOURS, lambda r: r.minutes, "minutes"),
        OutColumn("Invoice", TEXT, lambda r: r.invoice),
    )


def block_columns(currency: Currency = USD) -> tuple[OutColumn[BlockRow], ...]:
    """The columns of the blocks of hours; bought is drawn, left, carried, ended and refunded."""
    money = money_in(currency)
    return (
        OutColumn("Client", TEXT, lambda r: r.client),
        OutColumn("No.", TEXT, lambda r: r.agreement, "agreement"),
        OutColumn("What", TEXT, lambda r: r.what),
        OutColumn("From", DATE, lambda r: r.starts_on),
        OutColumn("Bought", HOURS, lambda r: r.minutes, "minutes"),
        OutColumn("Drawn", HOURS, lambda r: r.drawn, "drawn"),
        OutColumn("Left", HOURS, lambda r: r.minutes_left, "minutes_left"),
        OutColumn("Carried", HOURS, lambda r: r.carried_on, "carried_on"),
        OutColumn("Ended", HOURS, lambda r: r.expired_minutes, "expired_minutes"),
        OutColumn("Refund", HOURS, lambda r: r.refunded_minutes, "refunded_minutes"),
        OutColumn("Price", money, lambda r: r.price, "price"),
        OutColumn("Given back", money, lambda r: r.refunded, "refunded"),
        OutColumn("State", TEXT, _state_until, "state"),
    )


def _state_until(block: BlockRow) -> str:
    """How a block stands, and until when its hours may be used."""
    until = f", until {full_date(block.expires_on)}" if block.expires_on else ""
    return f"{block.state}{until}"


def _revenue_rows(session: Session, period: Period, filters: Filters) -> list[MonthlyRow]:
    client = filters.get("client")
    rows = recurring_revenue(session, period.last)
    return [row for row in rows if client in (None, row.client_id)]


def _block_rows(session: Session, period: Period, filters: Filters) -> list[BlockRow]:
    begun: date = period.last
    rows = blocks(session, filters.get("client"))
    return [row for row in rows if row.opened_on is not None and row.opened_on <= begun]


def _summed(keys: Sequence[str], rows: Sequence[object]) -> dict[str, int]:
    return {key: sum(getattr(row, key) for row in rows) for key in keys}


def ahead_reports(currency: Currency = USD) -> tuple[Report, ...]:
    """The reports of what is paid in advance, in a currency."""
    money = money_in(currency)
    hours = [column.key for column in block_columns() if column.kind is HOURS]
    return (
        Report(
            "mrr",
            "Monthly recurring revenue",
            "Month",
            "What the agreements in force bring a month; a year counts a twelfth",
            "as_of",
            (
                OutColumn("Client", TEXT, lambda r: r.client),
                OutColumn("Number", TEXT, lambda r: r.number),
                OutColumn("Agreement", TEXT, lambda r: r.title),
                OutColumn("Billed", TEXT, lambda r: r.every),
                OutColumn("A month", money, lambda r: r.monthly, "monthly"),
            ),
            _revenue_rows,
            lambda rows: _summed(("monthly",), rows),
            filters=("client",),
            needs="money",
        ),
        Report(
            "prepaid",
            "Prepaid hours",
            "Month",
            "Bought, drawn, left, ended and refunded, block by block",
            "as_of",
            block_columns(currency),
            _block_rows,
            lambda rows: _summed((*hours, "price", "refunded"), rows),
            filters=("client",),
            needs="money",
        ),
    )
