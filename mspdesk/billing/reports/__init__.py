"""Reports of money, and the columns its lists are exported with (S143)."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from ...dates import hours_h, short_date, today
from ...desk.area import Chart, Figure, Glance, Period, Report
from ...exchange.columns import DATE, FLAG, HOURS, PERCENT, TEXT, WHOLE, OutColumn, money_in
from ...money import USD, Currency, half_up, shown, shown_whole
from ...rows import dataclass
from ...shop.queries import shop as company
from .. import queries
from ..queries import InvoiceRow, OwesRow, PaymentRow, ProofRow, RevenueRow, UnbilledRow
from ..queries.monthly import revenue_by_month
from ..queries.renewals import Renewal, renewals
from ..rules.ageing import BUCKET_WORDS, BUCKETS
from ..rules.words import KIND_WORDS, PAYMENT_WORDS, InvoiceKind, PaymentKind, method_words
from .ahead import ahead_reports
from .books import BOOKS_GLANCES, books_reports
from .daily import daily_reports
from .late import late_reports
from .running_out import EXPIRIES, EXPIRIES_GLANCE

Filters = Mapping[str, int]


def invoice_columns(currency: Currency = USD) -> tuple[OutColumn[InvoiceRow], ...]:
    """The columns of a list of invoices."""
    money = money_in(currency)
    return (
        OutColumn("Number", TEXT, lambda r: r.number),
        OutColumn("Kind", TEXT, lambda r: KIND_WORDS[InvoiceKind(r.kind)]),
        OutColumn("Client", TEXT, lambda r: r.client),
        OutColumn("Date", DATE, lambda r: r.issued_on),
        OutColumn("Due", DATE, lambda r: r.due_on),
        OutColumn("Total", money, lambda r: r.total, "total"),
        OutColumn("Open", money, lambda r: r.open, "open"),
        OutColumn("Status", TEXT, lambda r: r.status),
    )


def payment_columns(currency: Currency = USD) -> tuple[OutColumn[PaymentRow], ...]:
    """The columns of a list of payments."""
    money = money_in(currency)
    return (
        OutColumn("Number", TEXT, lambda r: r.number),
        OutColumn("Date", DATE, lambda r: r.received_on),
        OutColumn("Client", TEXT, lambda r: r.client),
        OutColumn("Kind", TEXT, lambda r: PAYMENT_WORDS[PaymentKind(r.kind)]),
        OutColumn("Method", TEXT, lambda r: method_words(r.method)),
        OutColumn("Reference", TEXT, lambda r: r.reference),
        OutColumn("Amount", money, lambda r: r.amount, "amount"),
        OutColumn("Not applied", money, lambda r: r.over, "over"),
    )


def owes_columns(currency: Currency = USD) -> tuple[OutColumn[OwesRow], ...]:
    """The columns of who owes what."""
    money = money_in(currency)
    return (
        OutColumn("Client", TEXT, lambda r: r.client),
        OutColumn("Current", money, lambda r: r.amounts["current"], "current"),
        OutColumn("1 to 30", money, lambda r: r.amounts["1-30"], "days_1_30"),
        OutColumn("31 to 60", money, lambda r: r.amounts["31-60"], "days_31_60"),
        OutColumn("61 to 90", money, lambda r: r.amounts["61-90"], "days_61_90"),
        OutColumn("Over 90", money, lambda r: r.amounts["over-90"], "over_90"),
        OutColumn("Open", money, lambda r: r.open_total, "open_total"),
        OutColumn("Not applied", money, lambda r: r.unapplied, "unapplied"),
    )


def _ageing_rows(session: Session, period: Period, filters: Filters) -> list[OwesRow]:
    return queries.ageing_by_client(session, period.last, filters.get("client"))


def _ageing_totals(rows: Sequence[OwesRow]) -> dict[str, int]:
    sums = {column.json_key: 0 for column in owes_columns()[1:]}
    for row in rows:
        for column in owes_columns()[1:]:
            sums[column.json_key] += int(column.value(row) or 0)
    return sums


def _ageing_shape(session: Session, period: Period) -> Any:
    return queries.ageing(session, period.last)


def _revenue_rows(session: Session, period: Period, filters: Filters) -> list[RevenueRow]:
    client = filters.get("client")
    return queries.revenue(session, period.first.year, period.last.year, client)


def _revenue_shape(session: Session, period: Period) -> Any:
    return queries.revenue_json(session, period.first.year, period.last.year)


def _invoice_rows(session: Session, period: Period, filters: Filters) -> list[InvoiceRow]:
    return queries.invoices_between(session, period.first, period.last, filters.get("client"))


def _payment_rows(session: Session, period: Period, filters: Filters) -> list[PaymentRow]:
    return queries.payments_between(session, period.first, period.last, filters.get("client"))


@dataclass(frozen=True, slots=True)
class DepositRow:
    """Money of one day and one way of paying."""

    on: date
    method: str
    payments: int
    amount: int


def _deposit_rows(session: Session, period: Period, _filters: Filters) -> list[DepositRow]:
    return [
        DepositRow(on, method_words(way), many, amount)
        for on, way, many, amount in queries.deposits(session, period.first, period.last)
    ]


def _unbilled_rows(session: Session, period: Period, filters: Filters) -> list[UnbilledRow]:
    client = filters.get("client")
    rows = queries.unbilled_time(session, period.last)
    return [row for row in rows if client in (None, row.client_id)]


@dataclass(frozen=True, slots=True)
class ShareRow:
    """Minutes of one kind and state and their share of all; `share` in millionths."""

    words: str
    entries: int
    minutes: int
    billed_minutes: int
    share: int


def shares_of(rows: Sequence[ProofRow]) -> list[ShareRow]:
    """The proof of minutes with shares in tenths that sum to 100 %; the last one rounds."""
    whole = sum(row.minutes for row in rows)
    found = []
    left = 1_000_000
    for number, row in enumerate(rows):
        share = half_up(row.minutes * 1_000, whole) * 1_000 if whole else 0
        share = left if whole and number == len(rows) - 1 else share
        left -= share
        found.append(ShareRow(row.words, row.entries, row.minutes, row.billed_minutes, share))
    return found


def _proof_rows(session: Session, period: Period, filters: Filters) -> list[ShareRow]:
    client = filters.get("client")
    return shares_of(queries.minutes_proof(session, period.first, period.last, client))


def _sum(*keys: str) -> Any:
    """A sum of row attributes, by column key."""

    def totals(rows: Sequence[Any]) -> dict[str, int]:
        return {key: sum(getattr(row, key) for row in rows) for key in keys}

    return totals


def renewal_columns(currency: Currency = USD) -> tuple[OutColumn[Renewal], ...]:
    """The columns of the list of renewals; the year is the last twelve months, without goods."""
    money = money_in(currency)
    return (
        OutColumn("Client", TEXT, lambda r: r.client),
        OutColumn("Plan", TEXT, lambda r: r.held.title),
        OutColumn("Ends", DATE, lambda r: r.last),
        OutColumn("12 months", money, lambda r: r.year.revenue, "revenue_12_months"),
        OutColumn("Hours", HOURS, lambda r: r.year.minutes),
        OutColumn("Per hour", money, lambda r: r.year.hourly),
        OutColumn("Response met", TEXT, lambda r: r.answered_words, "response_met"),
        OutColumn("Now", money, lambda r: r.monthly, "monthly"),
        OutColumn("Proposed", money, lambda r: r.proposed, "proposed"),
    )


def renewal_file(currency: Currency = USD) -> tuple[OutColumn[Renewal], ...]:
    """The columns of the list of renewals as a file: what its headings say, and the numbers too."""
    money = money_in(currency)
    return (
        OutColumn("Within days", WHOLE, lambda r: r.group),
        OutColumn("Client", TEXT, lambda r: r.client),
        OutColumn("No.", TEXT, lambda r: r.held.number, "agreement"),
        OutColumn("Plan", TEXT, lambda r: r.held.title),
        OutColumn("Ends", DATE, lambda r: r.last),
        OutColumn("Goes on", FLAG, lambda r: r.held.goes_on),
        OutColumn("12 months", money, lambda r: r.year.revenue, "revenue_12_months"),
        OutColumn("Hours", HOURS, lambda r: r.year.minutes),
        OutColumn("Per hour", money, lambda r: r.year.hourly),
        OutColumn("Monthly now", money, lambda r: r.monthly, "monthly"),
        OutColumn("Proposed", money, lambda r: r.proposed, "proposed"),
        OutColumn("Documented", PERCENT, lambda r: r.documented * 10_000, "documented"),
        OutColumn("Tickets", WHOLE, lambda r: r.answered.tickets if r.answered else 0, "tickets"),
        OutColumn(
            "Response met", PERCENT, lambda r: r.answered.share if r.answered else None, "response"
        ),
    )


def _renewal_rows(session: Session, period: Period, filters: Filters) -> list[Renewal]:
    client = filters.get("client")
    found = renewals(session, period.last)
    found.sort(key=lambda one: (one.group, one.held.goes_on))
    return [one for one in found if client is None or one.held.client_id == client]


def _renewal_group(one: Renewal) -> str:
    """The heading a renewal stands under: how soon, and whether anybody must do something."""
    how = "renew by themselves" if one.held.goes_on else "end"
    return f"Within {one.group} days, {how}"


def reports(currency: Currency = USD) -> tuple[Report, ...]:
    """The reports of money, in a currency."""
    money = money_in(currency)
    return (
        *daily_reports(currency),
        Report(
            "ageing",
            "Receivables aging",
            "Week",
            "Who owes what, by days past due",
            "as_of",
            owes_columns(currency),
            _ageing_rows,
            _ageing_totals,
            _ageing_shape,
            ("client",),
            "money",
        ),
        Report(
            "unbilled",
            "Unbilled time",
            "Week",
            "Billable time on no invoice yet, by client",
            "as_of",
            (
                OutColumn("Client", TEXT, lambda r: r.client),
                OutColumn("Entries", WHOLE, lambda r: r.entries, "entries"),
                OutColumn("Worked", HOURS, lambda r: r.minutes, "minutes"),
                OutColumn("Bills as", HOURS, lambda r: r.billed_minutes, "billed_minutes"),
                OutColumn("Oldest", DATE, lambda r: r.oldest_on),
            ),
            _unbilled_rows,
            _sum("entries", "minutes", "billed_minutes"),
            filters=("client",),
            needs="money",
        ),
        Report(
            "billing-proof",
            "Billing proof",
            "Week",
            "Every minute worked, by what became of it: 100%",
            "month",
            (
                OutColumn("What became of it", TEXT, lambda r: r.words),
                OutColumn("Entries", WHOLE, lambda r: r.entries, "entries"),
                OutColumn("Worked", HOURS, lambda r: r.minutes, "minutes"),
                OutColumn("Bills as", HOURS, lambda r: r.billed_minutes, "billed_minutes"),
                OutColumn("Share", PERCENT, lambda r: r.share, "share"),
            ),
            _proof_rows,
            _sum("entries", "minutes", "billed_minutes", "share"),
            filters=("client",),
            needs="money",
        ),
        Report(
            "deposits",
            "Deposits",
            "Day",
            "Money that came in, by day and way of paying",
            "week",
            (
                OutColumn("Date", DATE, lambda r: r.on),
                OutColumn("Method", TEXT, lambda r: r.method),
                OutColumn("Payments", WHOLE, lambda r: r.payments, "payments"),
                OutColumn("Amount", money, lambda r: r.amount, "amount"),
            ),
            _deposit_rows,
            _sum("payments", "amount"),
            needs="money",
        ),
        Report(
            "revenue",
            "Revenue by client",
            "Month",
            "Invoiced less credits, without tax, by client and year",
            "all",
            (
                OutColumn("Client", TEXT, lambda r: r.client),
                OutColumn("Year", WHOLE, lambda r: r.year),
                OutColumn("Revenue", money, lambda r: r.revenue, "revenue"),
            ),
            _revenue_rows,
            _sum("revenue"),
            _revenue_shape,
            ("client",),
            "money",
        ),
        Report(
            "invoices",
            "Invoices",
            "Month",
            "Everything issued, with what is open on it",
            "month",
            invoice_columns(currency),
            _invoice_rows,
            _sum("total", "open"),
            filters=("client",),
            needs="money",
        ),
        Report(
            "payments",
            "Payments",
            "Month",
            "Payments, refunds and reversals",
            "month",
            payment_columns(currency),
            _payment_rows,
            _sum("amount", "over"),
            filters=("client",),
            needs="money",
        ),
        Report(
            "renewals",
            "Agreements to renew",
            "Renewal",
            "Terms that end within 90 days: what the last 12 months brought, what they ask a month"
            " now and with the raise proposed",
            "as_of",
            renewal_columns(currency),
            _renewal_rows,
            _sum("monthly", "proposed"),
            filters=("client",),
            needs="money",
            group=_renewal_group,
            files=renewal_file(currency),
        ),
        *ahead_reports(currency),
        *late_reports(currency),
        EXPIRIES,
        *books_reports(currency),
    )


MONTHS = 24
"""Months of revenue that are asked for: a year is drawn, the one before is compared with."""


def _revenue_glance(
    session: Session, period: Period, filters: Filters, _rows: Sequence[RevenueRow]
) -> list[Figure | Chart]:
    """Revenue of the last twelve months against the twelve before, month by month."""
    money = company(session).money
    months = revenue_by_month(session, min(period.last, today()), MONTHS, filters.get("client"))
    year, before = months[12:], months[:12]
    sums = [sum(one.revenue for one in part) for part in (year, before)]
    first, last = year[0].first, year[-1].first
    now = [one.revenue for one in months if one.first.year == last.year]
    compared = "nothing in the twelve months before"
    if sums[1] > 0:
        change = half_up((sums[0] - sums[1]) * 100, sums[1])
        compared = f"{change:+}% on the twelve months before"
    return [
        Figure("Last twelve months", shown_whole(sums[0], money), compared),
        Figure(f"{last.year} so far", shown_whole(sum(now), money), "without tax"),
        Figure("A month, on average", shown_whole(half_up(sums[0], 12), money), "of these twelve"),
        Chart(
            "Revenue by month",
            tuple(f"{one.first:%b}" for one in year),
            (("Revenue", tuple(one.revenue for one in year)),),
            lambda minor: shown(minor, money),
            lambda minor: shown_whole(minor, money),
            10**money.digits,
            note=f"{first:%b %Y} to {last:%b %Y}, without tax",
        ),
    ]


def _ageing_glance(
    session: Session, _period: Period, _filters: Filters, rows: Sequence[OwesRow]
) -> list[Figure | Chart]:
    """What is open, overdue and not applied, and the bar of ages (S107)."""
    money = company(session).money
    sums = _ageing_totals(rows)
    late = [row for row in rows if row.open_total > row.amounts["current"]]
    overdue = sum(row.open_total - row.amounts["current"] for row in late)
    over = sums["unapplied"]
    ages = tuple(sum(row.amounts[key] for row in rows) for key in BUCKETS)
    return [
        Figure("Owed to us", shown(sums["open_total"], money), _clients(len(rows))),
        Figure("Overdue", shown(overdue, money), _clients(len(late))),
        Figure("Not applied", shown(over, money), "payments and credits without an invoice"),
        Chart(
            "By days past due",
            tuple(BUCKET_WORDS[key] for key in BUCKETS),
            (("", ages),),
            lambda minor: shown(minor, money),
            kind="ages",
        ),
    ]


def _clients(count: int) -> str:
    return "1 client" if count == 1 else f"{count:,} clients"


def _unbilled_glance(
    _session: Session, _period: Period, _filters: Filters, rows: Sequence[UnbilledRow]
) -> list[Figure | Chart]:
    """How much time waits for an invoice, and since when."""
    if not rows:
        return []
    worked = sum(row.minutes for row in rows)
    bills = sum(row.billed_minutes for row in rows)
    oldest = min(row.oldest_on for row in rows)
    return [
        Figure("Not billed yet", hours_h(bills), f"from {hours_h(worked)} worked"),
        Figure("Clients", str(len(rows)), "with time on no invoice"),
        Figure("Oldest", short_date(oldest), "day of work that waits longest"),
    ]


def _invoices_glance(
    session: Session, _period: Period, _filters: Filters, rows: Sequence[InvoiceRow]
) -> list[Figure | Chart]:
    """What was issued in the period, and what is open of it."""
    money = company(session).money
    total, left = sum(row.total for row in rows), sum(row.open for row in rows)
    credited = sum(row.total for row in rows if row.kind != InvoiceKind.INVOICE)
    count = sum(row.kind == InvoiceKind.INVOICE for row in rows)
    return [
        Figure("Issued", shown(total, money), f"{count:,} invoice{'' if count == 1 else 's'}"),
        Figure("Still open", shown(left, money), "of what is listed here"),
        Figure("Taken back", shown(credited, money), "credit notes and write-offs"),
    ]


def _payments_glance(
    session: Session, _period: Period, _filters: Filters, rows: Sequence[PaymentRow]
) -> list[Figure | Chart]:
    """What came in, what went back, what pays no invoice yet."""
    money = company(session).money
    came = [row.amount for row in rows if row.kind == PaymentKind.PAYMENT]
    back = [row.amount for row in rows if row.kind != PaymentKind.PAYMENT]
    count = len(came)
    return [
        Figure("Came in", shown(sum(came), money), f"{count:,} payment{'' if count == 1 else 's'}"),
        Figure("Went back", shown(sum(back), money), "refunds and payments taken back"),
        Figure("Not applied", shown(sum(row.over for row in rows), money), "pays no invoice yet"),
    ]


GLANCES = (
    Glance("revenue", _revenue_glance, needs="money"),
    Glance("ageing", _ageing_glance, needs="money"),
    Glance("unbilled", _unbilled_glance, needs="money"),
    Glance("invoices", _invoices_glance, needs="money"),
    Glance("payments", _payments_glance, needs="money"),
    EXPIRIES_GLANCE,
    *BOOKS_GLANCES,
)
