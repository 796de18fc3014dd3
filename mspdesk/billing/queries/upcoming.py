"""What agreements will ask for: the next invoices of one, and the next one of each."""

from collections.abc import Mapping
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...agreements import rules as agreed
from ...agreements.models import Agreement
from ...agreements.queries import (
    COLUMNS,
    AgreementRow,
    all_in_force,
    lines_of_all,
    monthly_of_all,
)
from ...clients.models import Client
from ...dates import full_date, today
from ...rows import dataclass
from ..rules.recurring import Bill, bills, made_on, period_words
from .kept import BLOCK, SETUP, asks_each_period, last_day, rhythm_of
from .late import Fee, open_fees
from .recurring import (
    LOOK_BACK,
    Past,
    PlanDue,
    clash,
    due_bills,
    held_back,
    past_of,
    plan_due,
    recurring,
    with_lines,
)


@dataclass(frozen=True, slots=True)
class NextRow:
    """An invoice that an agreement will ask for: made and due when, for which time, how much."""

    made_on: date
    due_on: date
    first: date
    last: date
    amount: int
    what: str

    @property
    def words(self) -> str:
        """The time it pays for."""
        return period_words(self.first, self.last)


def next_invoices(session: Session, agreement_id: int, count: int = 12) -> list[NextRow]:
    """The next invoices of an agreement as it stands today, without tax.

    What is billed already is left out. One nobody bills here yet is shown from its first day, or
    from today where that has passed.
    """
    row = session.execute(select(*COLUMNS).where(Agreement.id == agreement_id)).first()
    return [] if row is None else next_of(session, AgreementRow(*row), count)


def next_of(session: Session, row: AgreementRow, count: int = 12) -> list[NextRow]:
    """The next invoices of an agreement with the values it is given, billed or not."""
    past = past_of(session, [row.id], date.min)
    rhythm = rhythm_of(row)
    if not asks_each_period(row):
        return _block_row(row, past)
    billed = past.firsts.get(row.id, frozenset())
    shown: list[Bill] = []
    for bill in bills(rhythm, billed, last_day(row)):
        if row.bill_from is None and bill.last < today():
            continue
        shown.append(bill)
        if len(shown) == count:
            break
    if not shown:
        return []
    lines = lines_of_all(session, [row], shown[0].first, shown[-1].last)[row.id]
    setup = 0 if (row.id, SETUP) in past.once else row.setup_fee
    fees = open_fees(session, [row])
    found = []
    for bill in shown:
        due = plan_due(row, bill, lines, setup)
        setup, more = 0, _fees_with(bill, row, fees)
        amount = due.amount + sum(one.amount for one in more)
        fees = [one for one in fees if one not in more]
        found.append(NextRow(bill.made_on, bill.first, bill.first, bill.last, amount, due.words))
    return found


def _fees_with(bill: Bill, row: AgreementRow, fees: list[Fee]) -> list[Fee]:
    """The fees of amendments whose day has come when a bill is made."""
    return [one for one in fees if made_on(one.on, row.days_before) <= bill.made_on]


def _block_row(row: AgreementRow, past: Past) -> list[NextRow]:
    """The first block of an agreement about prepaid hours, as long as it is not bought."""
    if (row.id, BLOCK) in past.once:
        return []
    first = row.bill_from or row.start_on
    made = first - timedelta(days=row.days_before)
    return [NextRow(made, first, first, first, row.monthly_fee + row.setup_fee, row.title)]


@dataclass(frozen=True, slots=True)
class UpcomingRow:
    """An agreement on the page of the run: when its next invoice is made, or why there is none."""

    agreement_id: int
    number: str
    client_id: int
    client: str
    title: str
    state: str
    payment: str
    bill_from: date | None
    start_on: date
    made_on: date | None
    due_on: date | None
    period: str
    amount: int
    why: str
    held: bool = False

    @property
    def id(self) -> int:
        """The agreement, for lists."""
        return self.agreement_id

    @property
    def waits(self) -> bool:
        """Whether nobody has said yet from when MSPDesk bills it."""
        return self.bill_from is None


def upcoming(session: Session, client_id: int | None = None) -> list[UpcomingRow]:
    """Every agreement kept to today: held first, then those not billed here, then by next day."""
    on = today()
    rows = [row for row in recurring(session, client_id) if row.state in agreed.RUNNING]
    waiting = recurring(session, client_id, begun=False)
    names = _names(session, {row.client_id for row in [*rows, *waiting]})
    past = past_of(session, [row.id for row in rows], on - LOOK_BACK)
    held = {
        row.id: reason.sentence
        for row in rows
        if (reason := clash(row, past, on) or held_back(row, past, on - LOOK_BACK, on)) is not None
    }
    nexts: list[tuple[AgreementRow, list[Bill]]] = []
    for row in rows:
        some = _next_bill(row, past, on)
        nexts.append((row, [some] if some else []))
    dues = {
        due.agreement.id: due for due in with_lines(session, [one for one in nexts if one[1]], past)
    }
    found = [
        _upcoming_row(row, names, dues.get(row.id), held.get(row.id, ""))
        for row, _ in nexts
        if row.bucket != "block" or row.id in dues
    ]
    found += [_upcoming_row(row, names, None, "") for row in waiting]
    return sorted(
        found,
        key=lambda one: (
            not one.held,
            not one.waits,
            one.made_on or date.max,
            one.client.lower(),
            one.number,
        ),
    )


def _next_bill(row: AgreementRow, past: Past, on: date) -> Bill | None:
    """The oldest bill that is not made yet."""
    billed = past.firsts.get(row.id, frozenset())
    if not asks_each_period(row):
        return next(iter(due_bills(row, past, date.min, date.max)), None)
    floor = on - LOOK_BACK if row.id in past.since else date.min
    for bill in bills(rhythm_of(row), billed, last_day(row)):
        if bill.first >= floor:
            return bill
    return None


def _upcoming_row(
    row: AgreementRow, names: Mapping[int, str], due: PlanDue | None, held: str
) -> UpcomingRow:
    end = last_day(row)
    if row.bill_from is None:
        why = "Not billed here yet"
    elif held:
        why = held
    elif due is None:
        why = f"Ends {full_date(end)}" if end else "Asks for nothing"
    else:
        why = due.words
    payment = agreed.PAYMENT_TYPES.get(row.payment_type, row.payment_type)
    return UpcomingRow(
        agreement_id=row.id,
        number=row.number,
        client_id=row.client_id,
        client=names.get(row.client_id, ""),
        title=row.title,
        state=agreed.STATES.get(row.state, row.state),
        payment=payment,
        bill_from=row.bill_from,
        start_on=row.start_on,
        made_on=due.bill.made_on if due else None,
        due_on=due.bill.first if due else None,
        period=period_words(due.bill.first, due.bill.last) if due else "",
        amount=(due.amount + (row.monthly_fee if due.block else 0)) if due else row.monthly_fee,
        why=why,
        held=bool(held),
    )


def _names(session: Session, ids: set[int]) -> dict[int, str]:
    found = select(Client.id, Client.name).where(Client.id.in_(ids))
    return dict(session.execute(found).all())


def not_billed_here(session: Session, agreement_id: int) -> bool:
    """Whether nobody has said yet from when MSPDesk bills an agreement that is kept to."""
    found = select(Agreement.id).where(
        Agreement.id == agreement_id,
        Agreement.state.in_(agreed.RUNNING),
        Agreement.bill_from.is_(None),
    )
    return session.scalar(found) is not None


def billed_once_signed(session: Session, agreement_id: int) -> date | None:
    """From when an agreement nobody has signed yet will be billed; None for every other."""
    found = select(func.coalesce(Agreement.bill_from, Agreement.start_on)).where(
        Agreement.id == agreement_id,
        Agreement.state.in_(agreed.BEGINNING),
        Agreement.kind.in_(agreed.WORKED_UNDER),
    )
    return session.scalar(found)


@dataclass(frozen=True, slots=True)
class MonthlyRow:
    """What an agreement in force brings a month, in minor units; a twelfth where it is a year's."""

    agreement_id: int
    client_id: int
    client: str
    number: str
    title: str
    every: str
    monthly: int


def recurring_revenue(session: Session, on: date) -> list[MonthlyRow]:
    """The agreements in force on a day that ask for something again and again, by client.

    Their sum is the monthly recurring revenue (MRR): active lines, a year's at a twelfth. Hours
    that are bought once are not among it.
    """
    rows = [row for row in all_in_force(session, on) if asks_each_period(row)]
    names = _names(session, {row.client_id for row in rows})
    sums = monthly_of_all(session, rows, on)
    found = [
        MonthlyRow(
            row.id,
            row.client_id,
            names.get(row.client_id, ""),
            row.number,
            row.title,
            every_words(row.every, row.every_unit),
            sums[row.id],
        )
        for row in rows
        if sums.get(row.id)
    ]
    return sorted(found, key=lambda one: (one.client.lower(), one.number))


def every_words(every: int, unit: str) -> str:
    """How often in words: every month, every 3 months."""
    return f"every {unit}" if every == 1 else f"every {every} {unit}s"
