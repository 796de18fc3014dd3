"""What the next renewal is decided by: a year of revenue and hours, and what each plan would be."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from ...agreements import queries as agreements
from ...agreements import rules as agreed
from ...agreements.queries import AgreementRow, LineOn
from ...catalog.queries.plans import PlanGrid, plan_grid
from ...clients.models import Client
from ...dates import add_months, today
from ...documentation.queries.completeness import completeness, completeness_of_all
from ...money import half_up, times
from ...rows import dataclass
from ...tickets.queries import ResponseRow, response_met
from ...timekeeping.models import TimeEntry
from ..models import Invoice, InvoiceLine
from ..rules.words import GOODS, LineKind

PROPOSED = 500
"""The raise a renewal proposes where nobody said another: 5 %, in ten-thousandths."""

_LABOR = (LineKind.TIME, LineKind.TRIP)


@dataclass(frozen=True, slots=True)
class YearOfWork:
    """A client's last twelve months: minor units without goods and tax, whole minutes.

    `revenue` is plans and labor, `labor` what was billed for time and visits; `covered` minutes
    were worked under the plan, and `covered_worth` is what they would have cost by the hour.
    """

    revenue: int = 0
    labor: int = 0
    minutes: int = 0
    covered: int = 0
    covered_worth: int = 0

    @property
    def hourly(self) -> int | None:
        """What an hour worked brought in, in minor units (B6); None without an hour."""
        return half_up(self.revenue * 60, self.minutes) if self.minutes > 0 else None


def years_of_work(
    session: Session, clients: Sequence[int], day: date | None = None
) -> dict[int, YearOfWork]:
    """The last twelve months of some clients, by client."""
    last = day or today()
    first = add_months(last, -12) + timedelta(days=1)
    billed = _billed(session, clients, first, last)
    worked = _worked(session, clients, first, last)
    return {
        client: YearOfWork(*billed.get(client, (0, 0)), *worked.get(client, (0, 0, 0)))
        for client in clients
    }


def _billed(
    session: Session, clients: Iterable[int], first: date, last: date
) -> dict[int, tuple[int, int]]:
    goods = tuple(kind.value for kind in GOODS)
    labor = tuple(kind.value for kind in _LABOR)
    found = (
        select(
            Invoice.client_id,
            func.sum(case((InvoiceLine.kind.in_(goods), 0), else_=InvoiceLine.amount)),
            func.sum(case((InvoiceLine.kind.in_(labor), InvoiceLine.amount), else_=0)),
        )
        .join(InvoiceLine, InvoiceLine.invoice_id == Invoice.id)
        .where(
            Invoice.client_id.in_(list(clients)),
            Invoice.state == "issued",
            Invoice.kind != "write_off",
            Invoice.issued_on.between(first, last),
        )
        .group_by(Invoice.client_id)
    )
    return {id_: (int(all_of_it), int(part)) for id_, all_of_it, part in session.execute(found)}


def _worked(
    session: Session, clients: Iterable[int], first: date, last: date
) -> dict[int, tuple[int, int, int]]:
    covered = case((TimeEntry.kind == "covered", TimeEntry.minutes), else_=0)
    found = (
        select(
            TimeEntry.client_id,
            func.sum(TimeEntry.minutes),
            func.sum(covered),
            func.sum(covered * TimeEntry.rate),
        )
        .where(TimeEntry.client_id.in_(list(clients)), TimeEntry.work_on.between(first, last))
        .group_by(TimeEntry.client_id)
    )
    return {
        id_: (int(minutes), int(part), half_up(int(worth or 0), 60))
        for id_, minutes, part, worth in session.execute(found)
    }


@dataclass(frozen=True, slots=True)
class Prospect:
    """What a plan would ask a month, and the hourly work beside it, in minor units.

    `here` marks the plan the client has; `raised` is its price after the raise proposed.
    """

    code: str
    name: str
    monthly: int
    hourly: int
    here: bool = False
    raised: int = 0


@dataclass(frozen=True, slots=True)
class Renewal:
    """One agreement before its renewal: its last day, a year of work, what each plan would be.

    `documented` is the share of the client's documentation that is complete, in percent.
    `answered` says how many tickets of the last twelve months were answered in time (S057).
    """

    held: AgreementRow
    client: str
    last: date | None
    monthly: int
    proposed: int
    year: YearOfWork
    plans: tuple[Prospect, ...] = ()
    days: int = 0
    documented: int = 0
    answered: ResponseRow | None = None

    @property
    def answered_words(self) -> str:
        """How many tickets were answered in time: 46 of 48; empty without one."""
        return f"{self.answered.met} of {self.answered.tickets}" if self.answered else ""

    @property
    def id(self) -> int:
        """The agreement."""
        return self.held.id

    @property
    def group(self) -> int:
        """In which of the lists it stands: 30, 60 or 90 days ahead."""
        return next((days for days in reversed(agreed.RENEWAL_DAYS) if self.days <= days), 0)


def renewal_of(session: Session, agreement_id: int, day: date | None = None) -> Renewal | None:
    """What the renewal of one agreement is decided by."""
    held = agreements.agreement(session, agreement_id)
    if held is None:
        return None
    on = day or today()
    lines = agreements.lines_on(session, agreement_id, max(on, held.start_on), on)
    lines = lines or agreements.lines_on(session, agreement_id, held.start_on, held.start_on)
    year = years_of_work(session, [held.client_id], on)[held.client_id]
    grid = plan_grid(session)
    found = _renewal(held, _name(session, held.client_id), lines, year, grid, on)
    return replace(
        found,
        documented=completeness(session, held.client_id).percent,
        answered=answered_of(session, on, [held.client_id]).get(held.client_id),
    )


def answered_of(session: Session, day: date, clients: Sequence[int]) -> dict[int, ResponseRow]:
    """Response met in the twelve months up to a day, by client (S057)."""
    first = add_months(day, -12) + timedelta(days=1)
    return {row.client_id: row for row in response_met(session, first, day, clients)}


def _name(session: Session, client_id: int) -> str:
    return session.scalar(select(Client.name).where(Client.id == client_id)) or ""


def renewals(session: Session, day: date | None = None) -> list[Renewal]:
    """Agreements whose term ends within ninety days, the nearest first (B5)."""
    on = day or today()
    until = on + timedelta(days=max(agreed.RENEWAL_DAYS))
    seen = agreements.overview(session, on)
    due = [one for one in seen.running if one.last is not None and on <= one.last <= until]
    found = renewals_for(session, [(one.held, one.client) for one in due], on)
    return sorted(found, key=lambda one: (one.last or date.max, one.client.lower()))


def renewals_for(
    session: Session, due: Sequence[tuple[AgreementRow, str]], on: date
) -> list[Renewal]:
    """What the renewal of some agreements is decided by, in their order; each with its client."""
    held = [one for one, _ in due]
    lines = agreements.lines_of_all(session, held, on, on)
    clients = sorted({one.client_id for one in held})
    years = years_of_work(session, clients, on)
    grid = plan_grid(session)
    known = completeness_of_all(session) if due else {}
    answered = answered_of(session, on, clients) if due else {}
    return [
        replace(
            _renewal(one, client, lines[one.id], years[one.client_id], grid, on),
            documented=known.get(one.client_id, 0),
            answered=answered.get(one.client_id),
        )
        for one, client in due
    ]


def _renewal(
    held: AgreementRow,
    client: str,
    lines: list[LineOn],
    year: YearOfWork,
    grid: PlanGrid | None,
    on: date,
) -> Renewal:
    term = held.term_on(on)
    asked = sum(line.amount for line in lines)
    monthly = agreed.monthly(asked, held.every, held.every_unit)
    raised = sum(
        times(agreed.raised(line.price, PROPOSED), line.quantity)
        for line in lines
        if not line.bundled
    )
    return Renewal(
        held,
        client,
        term.last if term else None,
        monthly,
        agreed.monthly(raised, held.every, held.every_unit),
        year,
        _plans(held, lines, year, grid, raised),
        (term.last - on).days if term else 0,
    )


def _plans(
    held: AgreementRow,
    lines: list[LineOn],
    year: YearOfWork,
    grid: PlanGrid | None,
    raised: int,
) -> tuple[Prospect, ...]:
    """Each plan with the counts of today; smaller ones bill by the hour what this one covers."""
    codes = [tier.code for tier in grid.tiers] if grid else []
    if grid is None or held.tier not in codes:
        return ()
    here = codes.index(held.tier)
    found = []
    for at, tier in enumerate(grid.tiers):
        if at == here:
            monthly = sum(line.amount for line in lines)
        else:
            monthly = sum(
                times(tier.prices.get(line.unit, line.price), line.quantity)
                for line in lines
                if not line.bundled
            )
        hourly = half_up(year.labor + (year.covered_worth if at < here else 0), 12)
        found.append(
            Prospect(
                tier.code,
                tier.name,
                monthly,
                0 if at > here else hourly,
                at == here,
                raised if at == here else 0,
            )
        )
    return tuple(found)
