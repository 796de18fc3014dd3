"""What is owed, what came in, and what was earned: sums over invoices and payments."""

from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import (
    Select,
    Subquery,
    and_,
    bindparam,
    case,
    func,
    literal,
    literal_column,
    or_,
    select,
    true,
    union_all,
)
from sqlalchemy.orm import Session, aliased

from ...clients.models import Client
from ...dates import today
from ...errors import UserError
from ...money import Currency, plain
from ...rows import dataclass
from ...shop.queries import shop as the_shop
from ..models import Allocation, Invoice, Payment, Receivable, Unapplied
from ..rules.ageing import BUCKETS, bucket, bucket_edges, paid_in
from ..rules.collections import NextStep
from .collections import NOTHING, Standing, standings

_ISSUED = Invoice.state == literal_column("'issued'")
_IS_INVOICE = Invoice.kind == literal_column("'invoice'")


@dataclass(frozen=True, slots=True)
class AgeingRow:
    """Receivables on a day: open sums by bucket, credit nobody applied yet, and the net of both."""

    as_of: date
    amounts: dict[str, int]
    unapplied: int
    open_invoices: int

    @property
    def open_total(self) -> int:
        """What is open on all invoices."""
        return sum(self.amounts.values())

    @property
    def net(self) -> int:
        """What is owed after unapplied credit."""
        return self.open_total - self.unapplied


def ageing_row(session: Session, as_of: date) -> AgeingRow:
    """Ageing on any day by days past due: what is open today, less what happened since that day."""
    opened = _open_amounts(as_of).subquery()
    found = session.execute(
        select(_bucket_of(opened.c.due_on, as_of), func.sum(opened.c.open), func.count()).group_by(
            literal_column("1")
        )
    ).all()
    amounts = dict.fromkeys(BUCKETS, 0)
    for name, amount, _ in found:
        amounts[name] = int(amount)
    over = _over(as_of)
    unapplied = session.scalar(select(func.coalesce(func.sum(over.c.amount), 0)))
    count = sum(int(number) for _, _, number in found)
    return AgeingRow(as_of, amounts, int(unapplied or 0), count)


def _applied_after(as_of: date, *columns: Any) -> tuple[Select[Any], Select[Any]]:
    """Allocations that came after a day: those with a day of their own, then by the payment's."""
    found = select(*columns).join(Payment, Payment.id == Allocation.payment_id)
    return (
        found.where(Allocation.on > as_of),
        found.where(Allocation.on.is_(None), Payment.received_on > as_of),
    )


def _open_amounts(as_of: date) -> Select[Any]:
    """Client, due day and open sum of each invoice that was open at the end of a day.

    What is open now, with the credits since taken off again and the allocations since put back:
    what happened before that day is in the sum of now and need not be read.
    """
    credit = aliased(Invoice)
    parts = union_all(
        select(Receivable.invoice_id.label("id"), Receivable.open.label("amount")),
        select(credit.applies_to_id, -credit.total).where(
            credit.state == literal_column("'issued'"),
            credit.applies_to_id.is_not(None),
            credit.issued_on > as_of,
        ),
        *_applied_after(as_of, Allocation.invoice_id, Allocation.amount),
    ).subquery()
    rest = (
        select(parts.c.id, func.sum(parts.c.amount).label("open"))
        .group_by(parts.c.id)
        .having(func.sum(parts.c.amount) != 0)
        .subquery()
    )
    return (
        select(Invoice.id, Invoice.client_id, Invoice.due_on, rest.c.open)
        .join(rest, rest.c.id == Invoice.id)
        .where(_ISSUED, _IS_INVOICE, Invoice.issued_on <= as_of)
    )


def _over(as_of: date) -> Subquery:
    """Credit over at the end of a day, in parts: what is over now and what came and went since."""
    return union_all(
        select(Unapplied.client_id.label("client_id"), Unapplied.amount.label("amount")),
        select(Payment.client_id, -Payment.amount).where(Payment.received_on > as_of),
        *_applied_after(as_of, Payment.client_id, Allocation.amount),
    ).subquery()


def _bucket_of(due_on: Any, as_of: date) -> Any:
    edges = zip(bucket_edges(as_of), BUCKETS[:4], strict=True)
    return case(
        (due_on.is_(None), "current"),
        *((due_on >= edge, name) for edge, name in edges),
        else_="over-90",
    )


def ageing(session: Session, as_of: date) -> dict[str, Any]:
    """Ageing in the shape the command line promises: amounts as decimal strings."""
    row = ageing_row(session, as_of)
    currency = the_shop(session).money
    said: dict[str, Any] = {"as_of": as_of.isoformat()}
    said |= {name: plain(row.amounts[name], currency) for name in BUCKETS}
    said["unapplied"] = plain(row.unapplied, currency)
    said["open_total"] = plain(row.open_total, currency)
    said["net"] = plain(row.net, currency)
    said["open_invoices"] = row.open_invoices
    return said


@dataclass(frozen=True, slots=True)
class OwesRow:
    """A client that owes, or has credit over: by bucket, the oldest due day, how it stands."""

    id: int
    client: str
    amounts: dict[str, int]
    unapplied: int
    oldest_due_on: date | None
    invoices: int
    standing: Standing = NOTHING
    pays_in_days: int | None = None

    @property
    def next(self) -> NextStep | None:
        """The next late step; None while nothing is overdue, and after the last one."""
        return self.standing.next

    @property
    def open_total(self) -> int:
        """What is open on the client's invoices."""
        return sum(self.amounts.values())


@dataclass(frozen=True, slots=True)
class Receivables:
    """Who owes what today: the sum of everybody, and every client with the most first."""

    ageing: AgeingRow
    clients: tuple[OwesRow, ...]
    currency: Currency

    @property
    def oldest(self) -> OwesRow | None:
        """The client with the oldest overdue invoice."""
        late = [row for row in self.clients if row.oldest_due_on and row.open_total > 0]
        late = [row for row in late if (row.oldest_due_on or self.ageing.as_of) < self.ageing.as_of]
        return min(late, key=lambda row: (row.oldest_due_on, row.client), default=None)


def receivables(session: Session, client_id: int | None = None) -> Receivables:
    """Who owes what today, from the open invoices alone, however long the history is."""
    as_of = today()
    columns = (Receivable.client_id, Client.name, Receivable.due_on, Receivable.open)
    found = select(*columns).join(Client, Client.id == Receivable.client_id)
    credit = select(Unapplied.client_id, Client.name, func.sum(Unapplied.amount)).join(
        Client, Client.id == Unapplied.client_id
    )
    credit = credit.group_by(Unapplied.client_id, Client.name)
    if client_id is not None:
        found = found.where(Receivable.client_id == client_id)
        credit = credit.where(Unapplied.client_id == client_id)
    opened = session.execute(found.order_by(Receivable.due_on)).all()
    unapplied = {id_: (name, int(amount)) for id_, name, amount in session.execute(credit)}
    gathered: dict[int, _Owes] = {}
    totals = dict.fromkeys(BUCKETS, 0)
    for id_, name, due_on, amount in opened:
        name_of = bucket((as_of - due_on).days if due_on else 0)
        totals[name_of] += amount
        gathered.setdefault(id_, _Owes(name)).add(name_of, amount, due_on)
    for id_, (name, _) in unapplied.items():
        gathered.setdefault(id_, _Owes(name))
    oldest = {id_: owes.oldest for id_, owes in gathered.items() if owes.oldest}
    stand = standings(session, oldest)
    rows = [
        OwesRow(
            id_,
            owes.client,
            owes.amounts,
            unapplied.get(id_, ("", 0))[1],
            owes.oldest,
            owes.count,
            stand.get(id_, NOTHING),
        )
        for id_, owes in gathered.items()
        if owes.count or unapplied.get(id_, ("", 0))[1]
    ]
    rows.sort(key=lambda row: (-row.open_total, row.client))
    over = sum(amount for _, amount in unapplied.values())
    row = AgeingRow(as_of, totals, over, len(opened))
    return Receivables(row, tuple(rows), the_shop(session).money)


class _Owes:
    """What is gathered of one client while open invoices are read."""

    def __init__(self, client: str) -> None:
        self.client = client
        self.amounts = dict.fromkeys(BUCKETS, 0)
        self.oldest: date | None = None
        self.count = 0

    def add(self, name: str, amount: int, due_on: date | None) -> None:
        """Count one open invoice."""
        self.amounts[name] += amount
        self.count += 1
        if due_on and (self.oldest is None or due_on < self.oldest):
            self.oldest = due_on


def ageing_by_client(session: Session, as_of: date, client_id: int | None = None) -> list[OwesRow]:
    """Who owed what on any day, with the most first; credit over is a column of its own."""
    opened = _open_amounts(as_of).subquery()
    found = select(opened.c.client_id, opened.c.due_on, opened.c.open)
    over = _over(as_of)
    summed = select(over.c.client_id, func.sum(over.c.amount)).group_by(over.c.client_id)
    unapplied = {id_: int(amount) for id_, amount in session.execute(summed)}
    gathered: dict[int, _Owes] = {}
    for id_, due_on, amount in session.execute(found):
        name = bucket((as_of - due_on).days if due_on else 0)
        gathered.setdefault(id_, _Owes("")).add(name, int(amount), due_on)
    wanted = {*gathered, *(id_ for id_, amount in unapplied.items() if amount)}
    names = dict(session.execute(select(Client.id, Client.name)).all())
    rows = []
    for id_ in wanted:
        owes = gathered.get(id_) or _Owes("")
        if client_id in (None, id_):
            rows.append(
                OwesRow(
                    id_,
                    names.get(id_, ""),
                    owes.amounts,
                    unapplied.get(id_, 0),
                    owes.oldest,
                    owes.count,
                )
            )
    return sorted(rows, key=lambda row: (-row.open_total, row.client))


@dataclass(frozen=True, slots=True)
class RevenueRow:
    """What a client brought in a year, net of credits, without tax, in minor units."""

    client_id: int
    client: str
    source_id: str | None
    year: int
    revenue: int


def revenue(
    session: Session,
    first_year: int | None = None,
    last_year: int | None = None,
    client_id: int | None = None,
) -> list[RevenueRow]:
    """Revenue by client and year of issue; write-offs do not lessen it."""
    years = _years_of_issue(session, first_year, last_year)
    if years is None:
        return []
    earned = (
        select(func.sum(Invoice.subtotal))
        .where(
            Invoice.client_id == Client.id,
            Invoice.issued_on.between(years.c.first, years.c.last),
            _ISSUED,
            Invoice.kind != literal_column("'write_off'"),
        )
        .correlate(Client, years)
        .scalar_subquery()
    )
    found = (
        select(Client.id, Client.name, Client.source_id, years.c.year, earned)
        .join_from(Client, years, true())
        .order_by(func.lower(Client.name), Client.id, years.c.year)
    )
    if client_id is not None:
        found = found.where(Client.id == client_id)
    return [
        RevenueRow(id_, name, source_id or None, int(at), int(amount))
        for id_, name, source_id, at, amount in session.execute(found)
        if amount is not None
    ]


def _years_of_issue(session: Session, first: int | None, last: int | None) -> Subquery | None:
    """The years in which something was issued, each with its ends; None when there is none.

    One sum for each client and year walks an index; grouping by year would sort all of history.
    """
    ends = [
        session.scalar(select(one).where(Invoice.issued_on.is_not(None)))
        for one in (func.min(Invoice.issued_on), func.max(Invoice.issued_on))
    ]
    begun, ended = (one.year if one else 0 for one in ends)
    wanted = range(max(first or 1, begun), min(last or 9999, ended) + 1)
    if not begun or not wanted:
        return None
    return union_all(
        *(
            select(
                literal(year).label("year"),
                literal(date(year, 1, 1)).label("first"),
                literal(date(year, 12, 31)).label("last"),
            )
            for year in wanted
        )
    ).subquery()


def revenue_json(
    session: Session, first_year: int | None = None, last_year: int | None = None
) -> list[dict[str, Any]]:
    """Revenue in the shape the command line promises."""
    currency = the_shop(session).money
    return [
        {
            "client": row.client,
            "source_id": row.source_id,
            "year": row.year,
            "revenue": plain(row.revenue, currency),
        }
        for row in revenue(session, first_year, last_year)
    ]


@dataclass(frozen=True, slots=True)
class ClientMoney:
    """A client's money in a few figures, in minor units; `pays_in_days` from issue on average."""

    owes: int
    overdue: int
    unapplied: int
    pays_in_days: int | None
    last_payment_on: date | None
    drafts_total: int
    year_revenue: int
    currency: Currency


def client_money(session: Session, client_id: int) -> ClientMoney:
    """What a client owes, has over, is about to be billed, and brought this year."""
    day = today()
    late = case((Receivable.due_on < day, Receivable.open), else_=0)
    owes, overdue = session.execute(
        select(func.coalesce(func.sum(Receivable.open), 0), func.coalesce(func.sum(late), 0)).where(
            Receivable.client_id == client_id
        )
    ).one()
    over = session.scalar(
        select(func.coalesce(func.sum(Unapplied.amount), 0)).where(Unapplied.client_id == client_id)
    )
    last = session.scalar(
        select(func.max(Payment.received_on)).where(
            Payment.client_id == client_id, Payment.kind == "payment"
        )
    )
    drafts = session.scalar(
        select(func.coalesce(func.sum(Invoice.total), 0)).where(
            Invoice.client_id == client_id, Invoice.state != literal_column("'issued'")
        )
    )
    earned = session.scalar(
        select(func.coalesce(func.sum(Invoice.subtotal), 0)).where(
            Invoice.client_id == client_id,
            _ISSUED,
            Invoice.kind != "write_off",
            Invoice.issued_on >= date(day.year, 1, 1),
        )
    )
    return ClientMoney(
        int(owes),
        int(overdue),
        int(over or 0),
        pays_in_days(session, client_id),
        last,
        int(drafts or 0),
        int(earned or 0),
        the_shop(session).money,
    )


def pays_in_days(session: Session, client_id: int, last: int = 12) -> int | None:
    """Days from issue to the last payment, on average over the newest paid invoices."""
    found = session.execute(_newest_paid(last), {"client": client_id})
    return paid_in([(issued, paid) for issued, paid in found if issued])


@cache
def _newest_paid(last: int) -> Select[date | None, date]:
    """When the newest paid invoices of a client were issued and paid; put together once.

    A report asks it of each client, and putting it together takes longer than the answer.
    """
    newest = (
        select(Invoice.id)
        .where(Invoice.client_id == bindparam("client"), _ISSUED, _IS_INVOICE)
        .order_by(Invoice.issued_on.desc(), Invoice.id.desc())
        .limit(3 * last)
    )
    return (
        select(Invoice.issued_on, func.max(Payment.received_on))
        .join(Allocation, Allocation.invoice_id == Invoice.id)
        .join(Payment, Payment.id == Allocation.payment_id)
        .outerjoin(Receivable, Receivable.invoice_id == Invoice.id)
        .where(
            Invoice.id.in_(newest),
            Receivable.invoice_id.is_(None),
            Invoice.issued_on.is_not(None),
        )
        .group_by(Invoice.id, Invoice.issued_on)
        .order_by(Invoice.issued_on.desc(), Invoice.id.desc())
        .limit(last)
    )


def all_who_owe(session: Session, text: str = "all") -> tuple[int, ...]:
    """The clients that owe something, by name; raises UserError where nobody does."""
    if text.strip().lower() not in {"", "all"}:
        raise UserError("Write “all” for everybody who owes; one client has a statement.")
    found = (
        select(Client.id)
        .join(Receivable, Receivable.client_id == Client.id)
        .where(Receivable.open > 0)
        .group_by(Client.id, Client.name)
        .order_by(func.lower(Client.name), Client.id)
    )
    ids = tuple(session.scalars(found))
    if not ids:
        raise UserError("Nobody owes anything.")
    return ids


def open_invoices(session: Session, client_id: int) -> list[tuple[int, int]]:
    """A client's open invoices, the one due first before the others: id and open amount."""
    found = (
        select(Receivable.invoice_id, Receivable.open)
        .where(Receivable.client_id == client_id, Receivable.open > 0)
        .order_by(Receivable.due_on, Receivable.issued_on, Receivable.invoice_id)
    )
    return [(id_, amount) for id_, amount in session.execute(found)]


def available(session: Session, payment_id: int) -> int:
    """What of a payment is neither applied nor given back yet."""
    both = or_(Payment.id == payment_id, Payment.reverses_id == payment_id)
    came = session.scalar(select(func.coalesce(func.sum(Payment.amount), 0)).where(both))
    applied = session.scalar(
        select(func.coalesce(func.sum(Allocation.amount), 0))
        .join(Payment, Payment.id == Allocation.payment_id)
        .where(both)
    )
    return int(came or 0) - int(applied or 0)


def allocated(session: Session, invoice_id: int) -> dict[int, int]:
    """What each payment pays of an invoice today, by payment id; nothing of one that bounced."""
    payment_id = func.coalesce(Payment.reverses_id, Payment.id)
    found = (
        select(payment_id, func.sum(Allocation.amount))
        .join(Payment, Payment.id == Allocation.payment_id)
        .where(Allocation.invoice_id == invoice_id)
        .group_by(payment_id)
    )
    return {id_: int(amount) for id_, amount in session.execute(found) if amount}


def month_sums(session: Session, client_ids: list[int], before: date) -> dict[int, list[int]]:
    """Subtotals of the three calendar months before a month, by client; months without are 0."""
    first = date(before.year, before.month, 1)
    months = [(first.year * 12 + first.month - 1 - n) for n in (3, 2, 1)]
    start = date(months[0] // 12, months[0] % 12 + 1, 1)
    found = select(Invoice.client_id, Invoice.issued_on, Invoice.subtotal).where(
        and_(
            Invoice.client_id.in_(client_ids),
            _ISSUED,
            Invoice.kind != literal_column("'write_off'"),
            Invoice.issued_on >= start,
            Invoice.issued_on < first,
        )
    )
    sums: dict[int, list[int]] = {}
    for client_id, on, amount in session.execute(found):
        if on is not None:
            at = months.index(on.year * 12 + on.month - 1)
            sums.setdefault(client_id, [0, 0, 0])[at] += amount
    return sums
