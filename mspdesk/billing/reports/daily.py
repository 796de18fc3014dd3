"""Reports of what the office does today and did this week: send, call, bill."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from ...clients.queries import next_talks
from ...dates import today
from ...desk.area import Period, Report
from ...exchange.columns import DATE, MOMENT, TEXT, WHOLE, OutColumn, money_in
from ...money import USD, Currency
from ...people.models import Person
from ...rows import dataclass
from .. import queries
from ..models import BillingRun, Invoice
from ..queries.mailing import UnsentRow, unsent

Filters = Mapping[str, int]


def _unsent_rows(session: Session, period: Period, _filters: Filters) -> list[UnsentRow]:
    return [row for row in unsent(session) if row.issued_on <= period.last]


@dataclass(frozen=True, slots=True)
class CallDue:
    """A client to be called: why, since when, and what is open."""

    client_id: int
    client: str
    words: str
    on: date
    open: int


def calls_due(session: Session, day: date) -> list[CallDue]:
    """Clients to call about money or to talk to by a day, the longest due first (B10, S145)."""
    found = []
    if day >= today():
        # How a client's money stood on a day long past was not kept.
        for row in queries.receivables(session).clients:
            step = row.next
            if step is not None and step.on <= day and step.does == "call":
                found.append(CallDue(row.id, row.client, step.words, step.on, row.open_total))
    for talk in next_talks(session, day):
        if talk.next_on is not None:
            words = f"Talk: {talk.text}"
            found.append(CallDue(talk.client_id, talk.client, words, talk.next_on, 0))
    return sorted(found, key=lambda one: (one.on, one.client))


def _call_rows(session: Session, period: Period, filters: Filters) -> list[CallDue]:
    client = filters.get("client")
    return [one for one in calls_due(session, period.last) if client in (None, one.client_id)]


@dataclass(frozen=True, slots=True)
class RunRow:
    """A billing run: when, by whom, up to which day, and what became of its drafts."""

    id: int
    at: datetime
    by: str
    through_on: date
    drafts: int
    issued: int
    total: int


def billing_runs(session: Session, first: date, last: date) -> list[RunRow]:
    """The billing runs of a span of days, oldest first."""
    issued = case((Invoice.state == "issued", 1), else_=0)
    found = (
        select(
            BillingRun.id,
            BillingRun.made_at,
            func.coalesce(Person.name, ""),
            BillingRun.through_on,
            func.count(Invoice.id) - func.coalesce(func.sum(issued), 0),
            func.coalesce(func.sum(issued), 0),
            func.coalesce(func.sum(Invoice.total), 0),
        )
        .outerjoin(Person, Person.id == BillingRun.made_by_id)
        .outerjoin(Invoice, Invoice.run_id == BillingRun.id)
        .where(
            BillingRun.made_at >= datetime.combine(first, time()),
            BillingRun.made_at < datetime.combine(last + timedelta(days=1), time()),
        )
        .group_by(BillingRun.id, BillingRun.made_at, Person.name, BillingRun.through_on)
        .order_by(BillingRun.made_at, BillingRun.id)
    )
    return [
        RunRow(id_, at, by, through, int(drafts), int(done), int(total))
        for id_, at, by, through, drafts, done, total in session.execute(found)
    ]


def _run_rows(session: Session, period: Period, _filters: Filters) -> list[RunRow]:
    return billing_runs(session, period.first, period.last)


def _sum(rows: Sequence[object], *keys: str) -> dict[str, int]:
    return {key: sum(getattr(row, key) for row in rows) for key in keys}


def daily_reports(currency: Currency = USD) -> tuple[Report, ...]:
    """The reports of the office's day and week, in a currency."""
    money = money_in(currency)
    return (
        Report(
            "invoices-to-send",
            "Invoices to send",
            "Day",
            "Issued invoices that nobody has mailed or handed over yet",
            "as_of",
            (
                OutColumn("Number", TEXT, lambda r: r.number),
                OutColumn("Client", TEXT, lambda r: r.client),
                OutColumn("Date", DATE, lambda r: r.issued_on),
                OutColumn("Total", money, lambda r: r.total, "total"),
                OutColumn("To", TEXT, lambda r: r.to),
                OutColumn("So far", TEXT, lambda r: r.told, "told"),
            ),
            _unsent_rows,
            lambda rows: _sum(rows, "total"),
            needs="money",
        ),
        Report(
            "calls-due",
            "Calls due",
            "Day",
            "Clients to call about what they owe, and clients to talk to",
            "as_of",
            (
                OutColumn("Client", TEXT, lambda r: r.client),
                OutColumn("Why", TEXT, lambda r: r.words),
                OutColumn("Since", DATE, lambda r: r.on),
                OutColumn("Open", money, lambda r: r.open, "open"),
            ),
            _call_rows,
            lambda rows: _sum(rows, "open"),
            filters=("client",),
            needs="money",
        ),
        Report(
            "billing-runs",
            "Billing run log",
            "Week",
            "Every billing run: when it was made, up to which day, what became of its drafts",
            "week",
            (
                OutColumn("Made", MOMENT, lambda r: r.at),
                OutColumn("By", TEXT, lambda r: r.by),
                OutColumn("Work up to", DATE, lambda r: r.through_on),
                OutColumn("Drafts left", WHOLE, lambda r: r.drafts, "drafts"),
                OutColumn("Issued", WHOLE, lambda r: r.issued, "issued"),
                OutColumn("Total", money, lambda r: r.total, "total"),
            ),
            _run_rows,
            lambda rows: _sum(rows, "drafts", "issued", "total"),
            needs="money",
        ),
    )
