"""Questions about months and years, answered from roll-ups, and the check that they are true."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import Session

from ...clients.models import Client
from ...money import half_up
from ...people import queries as people
from ...people.models import Person
from ...rows import dataclass
from ...shop.queries import shop as company
from ...tickets.models import Ticket
from .. import rules
from ..models import TimeByClientMonth, TimeByPersonMonth, TimeEntry
from .paid import monday_of, paid_minutes_between
from .productive import PRODUCTIVE_MINUTES, minutes_by_category
from .weeks import week


@dataclass(frozen=True, slots=True)
class MonthSum:
    """A month's minutes; `month` is 2026-03."""

    month: str
    minutes: int
    billable_minutes: int
    after_minutes: int
    productive_minutes: int


@dataclass(frozen=True, slots=True)
class NamedSum:
    """Minutes of a person or client in a year; `source_id` is its number where it came from."""

    id: int
    name: str
    source_id: str
    year: int
    minutes: int
    billable_minutes: int
    after_minutes: int
    productive_minutes: int


Rollup = type[TimeByClientMonth] | type[TimeByPersonMonth]


def _figures(table: Rollup) -> tuple[ColumnElement[int], ...]:
    return (
        func.sum(table.minutes),
        func.sum(table.billable_minutes),
        func.sum(table.after_minutes),
        func.sum(table.productive_minutes),
    )


def month_of(day: date) -> str:
    """A day's month as roll-ups write it."""
    return f"{day:%Y-%m}"


def time_by_month(
    session: Session, first: str = "", last: str = "9999-12", *, client_id: int | None = None
) -> list[MonthSum]:
    """All minutes month by month, oldest first; billable are actual minutes of billable entries."""
    # The same minutes lie in both; there are far fewer people than clients.
    table: Rollup = TimeByPersonMonth if client_id is None else TimeByClientMonth
    found = select(table.month, *_figures(table)).where(table.month.between(first, last))
    if client_id is not None:
        found = found.where(TimeByClientMonth.client_id == client_id)
    rows = session.execute(found.group_by(table.month).order_by(table.month))
    return [MonthSum(month, *map(int, rest)) for month, *rest in rows if any(rest)]


def _named(
    session: Session, table: Rollup, owner: type[Client | Person], key: Any, first: str, last: str
) -> list[NamedSum]:
    year = func.substr(table.month, 1, 4)
    found = (
        select(owner.id, owner.name, owner.source_id, year, *_figures(table))
        .join(owner, owner.id == key)
        .where(table.month.between(first, last))
        .group_by(owner.id, owner.name, owner.source_id, year)
        .order_by(func.lower(owner.name), owner.id, year)
    )
    rows = session.execute(found)
    return [
        NamedSum(id_, name, source, int(in_year), *map(int, rest))
        for id_, name, source, in_year, *rest in rows
        if any(rest)
    ]


def time_by_client(session: Session, first: str = "", last: str = "9999-12") -> list[NamedSum]:
    """Minutes of every client by year, by name."""
    table = TimeByClientMonth
    return _named(session, table, Client, table.client_id, first, last)


def time_by_person(session: Session, first: str = "", last: str = "9999-12") -> list[NamedSum]:
    """Minutes of every person by year, by name and never by size (S030)."""
    table = TimeByPersonMonth
    return _named(session, table, Person, table.person_id, first, last)


# --- the team's week -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CategorySum:
    """The team's minutes of one category."""

    category: str
    words: str
    minutes: int
    productive_minutes: int


def category_split(session: Session, first: date, last: date) -> list[CategorySum]:
    """What the team's time went into, in the order of the categories; nobody is named (S030)."""
    sums = minutes_by_category(session, first, last)
    return [
        CategorySum(category, words, *sums[category])
        for category, words in rules.CATEGORY_WORDS.items()
        if category in sums
    ]


@dataclass(frozen=True, slots=True)
class Billability:
    """The team's productive share of paid time; whole minutes, `target` percent."""

    paid: int
    productive: int
    billable: int
    target: int

    @property
    def tenths(self) -> int:
        """The share in tenths of a percent, rounded half up: 620 is 62.0 %."""
        return half_up(self.productive * 1000, self.paid) if self.paid else 0

    @property
    def words(self) -> str:
        """The share as people read it: 62.0 %."""
        return f"{self.tenths // 10}.{self.tenths % 10}%"


def billability(session: Session, first: date, last: date) -> Billability:
    """Productive ÷ paid of the whole team between two days, both included (B3, E31)."""
    found = select(
        func.coalesce(func.sum(PRODUCTIVE_MINUTES), 0),
        func.coalesce(
            func.sum(case((TimeEntry.kind == "billable", TimeEntry.minutes), else_=0)), 0
        ),
    ).where(TimeEntry.work_on.between(first, last))
    productive, billable = session.execute(found).one()
    paid = paid_minutes_between(session, first, last)
    target = company(session).billability_target
    return Billability(paid, int(productive), int(billable), target)


@dataclass(frozen=True, slots=True)
class PersonWeek:
    """A person's week against 100 % (S050): paid, logged, missing, and whether it is explained."""

    person_id: int
    person: str
    paid: int
    logged: int
    missing: int
    explained: bool
    state: str


def full_time_week(session: Session, on: date) -> list[PersonWeek]:
    """Whose time of a week is all there, by name; what is missing is listed, nobody ranked."""
    found = []
    for who in people.people(session):
        page = week(session, who.id, monday_of(on))
        if page.paid or page.logged:
            explained = all(one.explained for one in page.days)
            found.append(
                PersonWeek(
                    who.id,
                    who.name,
                    page.paid,
                    page.logged,
                    page.missing,
                    explained,
                    page.state,
                )
            )
    return found


# --- whether the roll-ups are true ---------------------------------------------------------------


def _brute(session: Session, owner: Any) -> dict[tuple[int, str], tuple[int, ...]]:
    """The roll-up of time entries by an owner column and month, summed from the entries."""
    month = func.substr(_day_text(session), 1, 7)
    billable = case((TimeEntry.kind == "billable", TimeEntry.minutes), else_=0)
    found = select(
        owner,
        month,
        func.sum(TimeEntry.minutes),
        func.sum(billable),
        func.sum(TimeEntry.after_minutes),
        func.sum(PRODUCTIVE_MINUTES),
    ).group_by(owner, month)
    return {(who, when): tuple(map(int, rest)) for who, when, *rest in session.execute(found)}


def _day_text(session: Session) -> Any:
    """A day as text on either database: 2026-03-11."""
    if session.get_bind().dialect.name == "postgresql":
        return func.to_char(TimeEntry.work_on, "YYYY-MM-DD")
    return func.strftime("%Y-%m-%d", TimeEntry.work_on)


def _kept(session: Session, table: Rollup, owner: Any) -> dict[tuple[int, str], tuple[int, ...]]:
    columns = (table.minutes, table.billable_minutes, table.after_minutes, table.productive_minutes)
    rows = session.execute(select(owner, table.month, *columns))
    return {(who, when): tuple(rest) for who, when, *rest in rows if any(rest)}


def check_rollups(session: Session) -> list[str]:
    """Compare every kept figure of time with a sum over the entries; one sentence a fault."""
    faults = []
    for table, owner, source, what in (
        (TimeByClientMonth, TimeByClientMonth.client_id, TimeEntry.client_id, "client"),
        (TimeByPersonMonth, TimeByPersonMonth.person_id, TimeEntry.person_id, "person"),
    ):
        true = {key: row for key, row in _brute(session, source).items() if any(row)}
        kept = _kept(session, table, owner)
        for who, month in sorted(key for key in true | kept if true.get(key) != kept.get(key)):
            faults.append(f"The time of {what} {who} in {month} is not the sum of its entries.")
    return faults + _check_tickets(session)


def _check_tickets(session: Session) -> list[str]:
    """Tickets whose kept minutes are not those of their entries."""
    billable = case((TimeEntry.kind == "billable", TimeEntry.minutes), else_=0)
    summed = (
        select(
            TimeEntry.ticket_id,
            func.sum(TimeEntry.minutes).label("minutes"),
            func.sum(billable).label("billable"),
        )
        .group_by(TimeEntry.ticket_id)
        .subquery()
    )
    wrong = (
        select(Ticket.number)
        .outerjoin(summed, summed.c.ticket_id == Ticket.id)
        .where(
            (Ticket.logged_minutes != func.coalesce(summed.c.minutes, 0))
            | (Ticket.billable_minutes != func.coalesce(summed.c.billable, 0))
        )
        .order_by(Ticket.number_int)
    )
    return [
        f"The time of ticket {number} is not the sum of its entries."
        for number in session.scalars(wrong)
    ]


def check_time(session: Session) -> list[str]:
    """What must always hold of time: roll-ups true, only billable time on its way to a client."""
    faults = check_rollups(session)
    stray = select(func.count()).where((TimeEntry.kind == "billable") != (TimeEntry.state != ""))
    if count := session.scalar(stray):
        faults.append(f"{count} time entries stand between billable and not billable.")
    lost = select(func.count()).where(
        TimeEntry.state == "on_draft", TimeEntry.invoice_line_id.is_(None)
    )
    if count := session.scalar(lost):
        faults.append(f"{count} time entries are on a draft but on no line of it.")
    return faults
