"""Cash of the next four weeks: what clients pay by their habits, what is due, what was kept."""

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import func, literal_column, select
from sqlalchemy.orm import Session

from ...clients.models import Client
from ...dates import today
from ...errors import UserError
from ...letters.queries import letterhead
from ...money import Currency
from ...people.models import Person
from ...printing.page import Letterhead
from ...rows import dataclass
from ...shop.queries import shop as the_shop
from ...shop.queries.pay import paid_between
from ...vendors.models import Vendor
from ..models import (
    Allocation,
    AutoPayment,
    Bill,
    CashWeek,
    Invoice,
    Payment,
    PaymentPromise,
)
from ..rules import cash as rules
from ..rules.autopay import next_on
from ..rules.cash import WEEKS, Habit, Paid
from .money import _open_amounts, _over

HISTORY_DAYS = 365
"""How far back habits of paying are looked at."""

EXPECTED, PROMISED, BILL, AUTO, PAY = "expected", "promised", "bill", "auto", "pay"
KIND_WORDS = {
    EXPECTED: "Expected",
    PROMISED: "Promised",
    BILL: "Bill",
    AUTO: "Pays by itself",
    PAY: "Wages",
}


@dataclass(frozen=True, slots=True)
class CashLine:
    """Money that is expected to come or to go; what goes is negative. `week` counts from 0."""

    week: int
    on: date | None
    kind: str
    who: str
    words: str
    amount: int
    id: int = 0


@dataclass(frozen=True, slots=True)
class CashWeekRow:
    """One of the four weeks with its sums in minor units; what goes is negative."""

    week: int
    first: date
    last: date
    expected: int
    promised: int
    bills: int
    wages: int

    @property
    def change(self) -> int:
        """What comes less what goes."""
        return self.expected + self.promised + self.bills + self.wages


@dataclass(frozen=True, slots=True)
class CashView:
    """Four weeks, every line behind them, what is open but comes later, and the pay dates."""

    as_of: date
    weeks: tuple[CashWeekRow, ...]
    lines: tuple[CashLine, ...]
    later: int
    pay_dates: tuple[date, ...]
    pay_known: bool
    currency: Currency

    def ends(self, cash: int) -> list[int]:
        """What is left at the end of each week, beginning with some cash."""
        found = []
        for week in self.weeks:
            cash += week.change
            found.append(cash)
        return found


@dataclass(slots=True)
class _Open:
    """An open invoice while promises and credit are taken off it."""

    id: int
    client_id: int
    issued_on: date
    due_on: date | None
    open: int


def cash_view(session: Session, as_of: date | None = None, wages: int = 0) -> CashView:
    """What comes and goes in the four weeks from a day on; `wages` is one pay day's sum."""
    day = as_of or today()
    shop = the_shop(session)
    last = rules.last_day(day)
    expected, later = _expected(session, day)
    lines = [*expected, *_bills(session, day, last), *_automatic(session, day, last)]
    pays = paid_between(session, day, last)
    for on in pays:
        week = rules.week_of(day, on) or 0
        lines.append(CashLine(week, on, PAY, "Wages", "pay day", -wages))
    lines.sort(key=lambda one: (one.week, one.amount < 0, one.on or date.max, one.who.lower()))
    weeks = tuple(_week(n, day, lines) for n in range(WEEKS))
    known = shop.pay_from_on is not None or bool(pays)
    return CashView(day, weeks, tuple(lines), later, tuple(pays), known, shop.money)


def _week(number: int, as_of: date, lines: list[CashLine]) -> CashWeekRow:
    first = as_of + timedelta(days=rules.WEEK_DAYS * number)
    sums: dict[str, int] = defaultdict(int)
    for line in lines:
        if line.week == number:
            sums[line.kind] += line.amount
    return CashWeekRow(
        number,
        first,
        first + timedelta(days=rules.WEEK_DAYS - 1),
        sums[EXPECTED],
        sums[PROMISED],
        sums[BILL] + sums[AUTO],
        sums[PAY],
    )


# --- what comes ----------------------------------------------------------------------------------


def habits(session: Session, as_of: date) -> dict[int, list[Paid]]:
    """How each client paid in the year before a day: days from invoice to money, and how much."""
    came = func.coalesce(Allocation.on, Payment.received_on)
    found = (
        select(Invoice.client_id, Invoice.issued_on, came, func.sum(Allocation.amount))
        .join_from(Allocation, Payment, Payment.id == Allocation.payment_id)
        .join(Invoice, Invoice.id == Allocation.invoice_id)
        .where(
            Payment.received_on.between(as_of - timedelta(days=HISTORY_DAYS), as_of),
            Payment.kind == literal_column("'payment'"),
            Invoice.issued_on.is_not(None),
        )
        .group_by(
            Allocation.payment_id, Allocation.invoice_id, Invoice.client_id, Invoice.issued_on, came
        )
    )
    gathered: dict[int, list[Paid]] = defaultdict(list)
    for client_id, issued_on, on, amount in session.execute(found):
        if issued_on is not None and amount > 0 and on <= as_of:
            gathered[client_id].append(Paid(max(0, (on - issued_on).days), int(amount)))
    return gathered


def _expected(session: Session, as_of: date) -> tuple[list[CashLine], int]:
    """What open invoices bring week by week, promises apart, and what comes later."""
    opened = _open_amounts(as_of).subquery()
    found = select(
        opened.c.id, opened.c.client_id, Invoice.issued_on, opened.c.due_on, opened.c.open
    ).join(Invoice, Invoice.id == opened.c.id)
    rows: dict[int, list[_Open]] = defaultdict(list)
    for id_, client_id, issued_on, due_on, amount in session.execute(found):
        rows[client_id].append(_Open(id_, client_id, issued_on or as_of, due_on, int(amount)))
    if not rows:
        return [], 0
    for invoices in rows.values():
        invoices.sort(key=lambda one: (one.due_on or date.max, one.id))
    over = _over(as_of)
    credit = select(over.c.client_id, func.sum(over.c.amount)).group_by(over.c.client_id)
    for client_id, amount in session.execute(credit):
        _take(rows.get(client_id, []), int(amount))
    names = dict(session.execute(select(Client.id, Client.name).where(Client.id.in_(rows))).all())
    lines = list(_promised(session, as_of, rows, names))
    known = habits(session, as_of)
    everybody = [paid for habit in known.values() for paid in habit]
    later = 0
    for client_id, invoices in rows.items():
        own = known.get(client_id, [])
        habit = own if len(own) >= rules.LEAST_PAYMENTS else everybody
        parts = _parts(invoices, as_of, habit)
        later += parts[-1]
        days = rules.average_days(habit)
        words = f"pays in about {days} days" if days is not None else "by its due day"
        lines += [
            CashLine(week, None, EXPECTED, names.get(client_id, ""), words, amount, client_id)
            for week, amount in enumerate(parts[:-1])
            if amount
        ]
    return lines, later


def _parts(invoices: list[_Open], as_of: date, habit: Habit) -> list[int]:
    """What one client's invoices bring in each week, and later."""
    parts = [0] * (WEEKS + 1)
    for one in invoices:
        if one.open <= 0:
            continue
        if habit:
            age = (as_of - one.issued_on).days
            shares = rules.collected(one.open, age, habit, rules.week_edges())
        else:
            due = one.due_on or as_of
            week = rules.week_of(as_of, due) if due >= as_of else None
            shares = [0] * (WEEKS + 1)
            shares[WEEKS if week is None else week] = one.open
        parts = [a + b for a, b in zip(parts, shares, strict=True)]
    return parts


def _take(invoices: list[_Open], amount: int, invoice_id: int | None = None) -> int:
    """Take an amount off open invoices, the one meant or the oldest first; answers what it took."""
    took = 0
    for one in invoices:
        if invoice_id in (None, one.id):
            part = max(0, min(one.open, amount - took))
            one.open -= part
            took += part
    return took


def _promised(
    session: Session, as_of: date, rows: dict[int, list[_Open]], names: dict[int, str]
) -> Iterator[CashLine]:
    """Open promises of days to come, at most what is open; their invoices bring nothing twice."""
    found = (
        select(PaymentPromise)
        .where(
            PaymentPromise.state == "open",
            PaymentPromise.made_on <= as_of,
            PaymentPromise.promised_on >= as_of,
            PaymentPromise.client_id.in_(rows),
        )
        .order_by(PaymentPromise.promised_on, PaymentPromise.id)
    )
    for one in session.scalars(found):
        week = rules.week_of(as_of, one.promised_on)
        if week is None:
            continue
        amount = _take(rows[one.client_id], one.amount, one.invoice_id)
        if amount:
            who = names.get(one.client_id, "")
            words = f"promised by {one.by}" if one.by else "promised"
            yield CashLine(week, one.promised_on, PROMISED, who, words, amount, one.client_id)


# --- what goes -----------------------------------------------------------------------------------


def _bills(session: Session, as_of: date, last: date) -> Iterator[CashLine]:
    """Bills nobody paid yet, and the next ones of those that come again."""
    found = (
        select(Bill, Vendor.name)
        .outerjoin(Vendor, Vendor.id == Bill.vendor_id)
        .where(Bill.paid_on.is_(None), Bill.due_on <= last)
        .order_by(Bill.due_on, Bill.id)
    )
    for bill, vendor in session.execute(found):
        day = meant_for(session, bill)
        for on in rules.due_days(bill.due_on, bill.every_months, last, day):
            week = rules.week_of(as_of, on) or 0
            yield CashLine(week, on, BILL, vendor or bill.payee, bill.what, -bill.amount, bill.id)


def meant_for(session: Session, bill: Bill) -> int:
    """The day of the month a bill that comes again is meant for.

    One due on the last day of a short month follows those before it: rent of the 31st is due on
    February 28 and on March 31.
    """
    on = bill.due_on
    if not bill.every_months or (on + timedelta(days=1)).day != 1:
        return on.day
    same = (Bill.vendor_id, Bill.payee, Bill.what, Bill.every_months)
    found = select(Bill.due_on).where(
        *(one.is_not_distinct_from(getattr(bill, one.key)) for one in same), Bill.due_on < on
    )
    day = on.day
    for earlier in session.scalars(found.order_by(Bill.due_on.desc())):
        if rules.due_after(earlier, bill.every_months) != on:
            continue
        day, on = max(day, earlier.day), earlier
        if (on + timedelta(days=1)).day != 1:
            break
    return day


def _automatic(session: Session, as_of: date, last: date) -> Iterator[CashLine]:
    """What cards and accounts pay every month, unless it stands among the bills."""
    billed = select(Bill.auto_payment_id).where(
        Bill.paid_on.is_(None), Bill.auto_payment_id.is_not(None)
    )
    found = (
        select(AutoPayment, Vendor.name)
        .outerjoin(Vendor, Vendor.id == AutoPayment.vendor_id)
        .where(
            AutoPayment.direction == "out",
            AutoPayment.active,
            AutoPayment.amount > 0,
            AutoPayment.every_months == 1,
            AutoPayment.id.not_in(billed),
        )
    )
    for one, vendor in session.execute(found):
        on = next_on(one.day, as_of)
        week = rules.week_of(as_of, on)
        if on <= last and week is not None:
            yield CashLine(week, on, AUTO, vendor or one.what, one.what, -one.amount, one.id)


# --- bills ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class BillRow:
    """A bill with everything on its form; amount in minor units."""

    id: int
    version: int
    vendor_id: int | None
    vendor: str
    payee: str
    what: str
    category: str
    reference: str
    billed_on: date | None
    due_on: date
    amount: int
    paid_on: date | None
    every_months: int
    auto_payment_id: int | None
    notes: str

    @property
    def who(self) -> str:
        """Who is paid."""
        return self.vendor or self.payee or self.what


PAID_SHOWN_DAYS = 60
"""For how long a paid bill stays on the list."""


def bills(session: Session, paid_since: date | None = None) -> list[BillRow]:
    """Bills that are open, and those paid lately; by due day."""
    since = paid_since or today() - timedelta(days=PAID_SHOWN_DAYS)
    return _bill_rows(session, Bill.paid_on.is_(None) | (Bill.paid_on >= since))


def bills_due(session: Session, last: date) -> list[BillRow]:
    """Bills due up to a day that nobody had paid by then."""
    return _bill_rows(
        session, (Bill.due_on <= last) & (Bill.paid_on.is_(None) | (Bill.paid_on > last))
    )


def _bill_rows(session: Session, wanted: Any) -> list[BillRow]:
    columns = (
        Bill.id,
        Bill.version,
        Bill.vendor_id,
        func.coalesce(Vendor.name, ""),
        Bill.payee,
        Bill.what,
        Bill.category,
        Bill.reference,
        Bill.billed_on,
        Bill.due_on,
        Bill.amount,
        Bill.paid_on,
        Bill.every_months,
        Bill.auto_payment_id,
        Bill.notes,
    )
    found: Any = (
        select(*columns)
        .outerjoin(Vendor, Vendor.id == Bill.vendor_id)
        .where(wanted)
        .order_by(Bill.due_on, Bill.id)
    )
    return [BillRow(*row) for row in session.execute(found)]


def categories(session: Session) -> list[str]:
    """The categories bills were put under, for those who type another."""
    found = select(Bill.category).where(Bill.category != "").distinct().order_by(Bill.category)
    return list(session.scalars(found))


# --- weeks that were kept ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class KeptWeek:
    """A weekly view as it was kept: cash at the bank then, and what was left in the end."""

    id: int
    monday: date
    at: datetime
    person: str
    cash: int
    left: int
    wages: int
    words: str


def kept_weeks(session: Session, limit: int = 26) -> list[KeptWeek]:
    """The weeks that were kept, the newest first."""
    found = (
        select(CashWeek, Person.name)
        .outerjoin(Person, Person.id == CashWeek.person_id)
        .order_by(CashWeek.monday.desc())
        .limit(limit)
    )
    rows = []
    for week, person in session.execute(found):
        page = json.loads(week.page)
        left = page["weeks"][-1]["end"] if page["weeks"] else week.cash
        rows.append(
            KeptWeek(
                week.id,
                week.monday,
                week.at,
                person or "",
                week.cash,
                left,
                page.get("wages", 0),
                week.words,
            )
        )
    return rows


def page_of(view: CashView, cash: int, wages: int) -> dict[str, Any]:
    """The view as it is kept: plain values that say everything the paper needs."""
    ends = view.ends(cash)
    weeks = [asdict(week) | {"end": end} for week, end in zip(view.weeks, ends, strict=True)]
    page = {
        "as_of": view.as_of,
        "wages": wages,
        "later": view.later,
        "weeks": weeks,
        "lines": [asdict(line) for line in view.lines],
        "pay_dates": list(view.pay_dates),
    }
    plain: dict[str, Any] = json.loads(json.dumps(page, default=date.isoformat))
    return plain


@dataclass(frozen=True, slots=True)
class CashDocument:
    """A kept week as it prints."""

    letterhead: Letterhead
    as_of: date
    person: str
    cash: int
    wages: int
    later: int
    weeks: tuple[tuple[CashWeekRow, int], ...]
    lines: tuple[CashLine, ...]
    pay_dates: tuple[date, ...]
    words: str
    currency: Currency
    day_first: bool


def cash_document(session: Session, cash_week_id: int) -> CashDocument:
    """A week as it was kept, from its own figures."""
    week = session.get(CashWeek, cash_week_id)
    if week is None:
        raise UserError("This week was not kept.")
    person = session.get(Person, week.person_id) if week.person_id else None
    shop = the_shop(session)
    page = json.loads(week.page)
    weeks = []
    for one in page["weeks"]:
        end = one.pop("end")
        days = {name: date.fromisoformat(one[name]) for name in ("first", "last")}
        weeks.append((CashWeekRow(**(one | days)), end))
    return CashDocument(
        letterhead(session),
        date.fromisoformat(page["as_of"]),
        person.name if person else "",
        week.cash,
        page["wages"],
        page["later"],
        tuple(weeks),
        tuple(
            CashLine(**(one | {"on": date.fromisoformat(one["on"]) if one["on"] else None}))
            for one in page["lines"]
        ),
        tuple(date.fromisoformat(one) for one in page["pay_dates"]),
        week.words,
        shop.money,
        shop.day_first,
    )


def find_week(session: Session, text: str) -> int:
    """The kept week of a day written 2026-03-11; raises UserError where none was kept."""
    from ...dates import monday, parse_date

    day = parse_date(text.strip(), "week") if text.strip() else today()
    found = session.scalar(select(CashWeek.id).where(CashWeek.monday == monday(day)))
    if found is None:
        raise UserError("No cash view was kept in that week.", "week")
    return found
