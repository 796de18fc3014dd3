"""Reports of money that is late, and of what pays by itself."""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy.orm import Session

from ...dates import today
from ...desk.area import Period, Report
from ...exchange.columns import DATE, TEXT, WHOLE, OutColumn, money_in
from ...money import USD, Currency
from .. import queries
from ..queries import AutoRow, OwesRow

Filters = Mapping[str, int]


def _overdue_rows(session: Session, period: Period, filters: Filters) -> list[OwesRow]:
    """Who is late today; what stood on a day long past was not kept."""
    if period.last < today():
        return []
    found = queries.receivables(session, filters.get("client")).clients
    late = [row for row in found if row.open_total > row.amounts["current"]]
    return sorted(late, key=lambda row: (row.oldest_due_on or today(), row.client))


def _days_late(row: OwesRow) -> int:
    return (today() - row.oldest_due_on).days if row.oldest_due_on else 0


def _overdue(row: OwesRow) -> int:
    return row.open_total - row.amounts["current"]


def _promised_on(row: OwesRow) -> date | None:
    fact = row.standing.promise or row.standing.broken
    return fact.promise.promised_on if fact else None


def _promise_words(row: OwesRow) -> str:
    fact = row.standing.promise or row.standing.broken
    return fact.words if fact else ""


def _last_step(row: OwesRow) -> str:
    return row.standing.last[1] if row.standing.last else ""


def _auto_rows(session: Session, period: Period, filters: Filters) -> list[AutoRow]:
    client = filters.get("client")
    rows = queries.auto_payments(session, period.last)
    return [row for row in rows if client in (None, row.client_id)]


def _month_of(row: AutoRow) -> int:
    """What it is in a month; a yearly one counts a twelfth, signed as money that goes or comes."""
    monthly = row.amount // row.every_months
    return monthly if row.direction == "in" else -monthly


def late_reports(currency: Currency = USD) -> tuple[Report, ...]:
    """The reports of late money and of automatic payments, in a currency."""
    money = money_in(currency)
    return (
        Report(
            "overdue",
            "Overdue, next steps",
            "Week",
            "Each client that is late: how much, what was done, what comes next and when",
            "all",
            (
                OutColumn("Client", TEXT, lambda r: r.client),
                OutColumn("Overdue", money, _overdue, "overdue"),
                OutColumn("Oldest due", DATE, lambda r: r.oldest_due_on),
                OutColumn("Days late", WHOLE, _days_late, "days_late"),
                OutColumn("Last step", TEXT, _last_step),
                OutColumn("On", DATE, lambda r: r.standing.last[0] if r.standing.last else None),
                OutColumn("Next step", TEXT, lambda r: r.next.words if r.next else ""),
                OutColumn("From", DATE, lambda r: r.next.on if r.next else None),
                OutColumn("Promised for", DATE, _promised_on),
                OutColumn("Promise", TEXT, _promise_words),
            ),
            _overdue_rows,
            _overdue_totals,
            filters=("client",),
            needs="money",
        ),
        Report(
            "automatic-payments",
            "Automatic payments",
            "Month",
            "Cards and bank debits with amount, day and expiry; those within 60 days come first",
            "as_of",
            (
                OutColumn("Who", TEXT, lambda r: r.who),
                OutColumn("What for", TEXT, lambda r: r.what),
                OutColumn("Paid with", TEXT, lambda r: r.card),
                OutColumn("Runs out", TEXT, lambda r: r.expiry),
                OutColumn("Day", WHOLE, lambda r: r.day, "day"),
                OutColumn("Every, months", WHOLE, lambda r: r.every_months, "every_months"),
                OutColumn("Amount", money, lambda r: r.amount, "amount"),
                OutColumn("A month", money, _month_of, "monthly"),
            ),
            _auto_rows,
            _auto_totals,
            filters=("client",),
            needs="money",
        ),
    )


def _overdue_totals(rows: Sequence[OwesRow]) -> dict[str, int]:
    return {"overdue": sum(_overdue(row) for row in rows)}


def _auto_totals(rows: Sequence[AutoRow]) -> dict[str, int]:
    return {"monthly": sum(_month_of(row) for row in rows)}
