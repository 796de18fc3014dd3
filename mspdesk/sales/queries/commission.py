"""Questions about pay for sales: the terms, and what a month earned whom (S133).

Whoever leads people sees all of it, anybody else their own; nobody is set beside another.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from ...clients.models import Client
from ...database.action import reading_as
from ...dates import add_months, month_start, today
from ...errors import UserError
from ...letters.queries import letterhead
from ...money import Currency
from ...people.models import Person
from ...people.queries import people, permits
from ...printing.page import Letterhead
from ...rows import dataclass
from ...shop.queries import shop
from ..models.commission import Commission, CompensationPlan
from ..models.pipeline import Opportunity, PipelineStage
from ..rules import commission as rules
from ..rules.commission import Terms
from ..rules.pipeline import Kind, Value

LEADS = frozenset({"*", "people"})
"""Permits of those who see what others are paid."""


@dataclass(frozen=True, slots=True)
class PlanRow:
    """How sales are paid from a day on; `person` is empty for everybody."""

    id: int
    version: int
    person_id: int | None
    person: str
    from_on: date
    terms: Terms
    words: str

    @property
    def whose(self) -> str:
        """Whose pay it is."""
        return self.person or "Everybody else"


@dataclass(frozen=True, slots=True)
class CommissionRow:
    """A sale and what it earns: settled, or as it would be settled now; money minor units."""

    id: int
    opportunity_id: int
    number: str
    title: str
    client: str
    person_id: int
    person: str
    sold_on: date
    month_on: date
    terms: Terms
    gross: int
    profit: int
    amount: int
    settled: bool
    paid_on: date | None
    won: bool

    @property
    def state(self) -> str:
        """How far it is, in words."""
        if self.settled and not self.won:
            return "Settled, no longer won"
        if self.paid_on is not None:
            return "Paid"
        return "Settled" if self.settled else "Not settled"


def sees_all(session: Session) -> bool:
    """Whether whoever asks may see what others are paid; a script may."""
    reader = reading_as(session)
    return reader is None or bool(permits(session, reader) & LEADS)


def _own(session: Session, person_id: int | None) -> int | None:
    """Whose rows may be shown: those asked for, or those of whoever asks."""
    return person_id if sees_all(session) else reading_as(session)


def plans(session: Session) -> list[PlanRow]:
    """Every row of pay for sales that whoever asks may see, by person, the newest first."""
    found = (
        select(CompensationPlan, func.coalesce(Person.name, ""))
        .outerjoin(Person, Person.id == CompensationPlan.person_id)
        .order_by(func.coalesce(Person.name, ""), CompensationPlan.from_on.desc())
    )
    if not sees_all(session):
        own = reading_as(session)
        found = found.where(
            or_(CompensationPlan.person_id == own, CompensationPlan.person_id.is_(None))
        )
    return [
        PlanRow(
            row.id,
            row.version,
            row.person_id,
            name,
            row.from_on,
            Terms(row.rule, row.share, row.months),
            row.words,
        )
        for row, name in session.execute(found)
    ]


class _Terms:
    """The terms of everybody, asked once."""

    def __init__(self, session: Session) -> None:
        found = select(CompensationPlan).order_by(CompensationPlan.from_on.desc())
        self._rows = list(session.scalars(found))

    def on(self, person_id: int, day: date) -> Terms:
        """How a sale of a day is paid: by what was agreed with them, else with everybody."""
        for whose in (person_id, None):
            for row in self._rows:
                if row.person_id == whose and row.from_on <= day:
                    return Terms(row.rule, row.share, row.months)
        return Terms()


def terms_on(session: Session, person_id: int, day: date) -> Terms:
    """How somebody's sale of a day is paid."""
    return _Terms(session).on(person_id, day)


def commissions(session: Session, month: date, person_id: int | None = None) -> list[CommissionRow]:
    """The sales of a month and what they earn, by day: settled ones as they were settled."""
    first = month_start(month)
    return between(session, first, add_months(first, 1) - timedelta(days=1), person_id)


def between(
    session: Session, first: date, last: date, person_id: int | None = None
) -> list[CommissionRow]:
    """The sales of some months and what they earn, by day."""
    whose = _own(session, person_id)
    rows = [*_settled(session, first, last), *_open(session, first, last)]
    shown = [one for one in rows if whose is None or one.person_id == whose]
    return sorted(shown, key=lambda one: (one.sold_on, one.number))


def _settled(session: Session, first: date, last: date) -> list[CommissionRow]:
    found = (
        select(Commission, Opportunity, Client.name, Person.name, PipelineStage.kind)
        .join(Opportunity, Opportunity.id == Commission.opportunity_id)
        .join(PipelineStage, PipelineStage.id == Opportunity.stage_id)
        .join(Client, Client.id == Opportunity.client_id)
        .join(Person, Person.id == Commission.person_id)
        .where(Commission.month_on.between(month_start(first), last))
    )
    return [
        CommissionRow(
            row.id,
            sale.id,
            sale.number,
            sale.title,
            client,
            row.person_id,
            person,
            sale.closed_on or row.month_on,
            row.month_on,
            Terms(row.rule, row.share),
            row.gross,
            row.profit,
            row.amount,
            True,
            row.paid_on,
            kind == Kind.WON,
        )
        for row, sale, client, person, kind in session.execute(found)
    ]


def _open(session: Session, first: date, last: date) -> list[CommissionRow]:
    """Sales won in a time that nobody has settled yet, of whoever made them."""
    found = (
        select(Opportunity, Client.name, Person.name)
        .join(PipelineStage, PipelineStage.id == Opportunity.stage_id)
        .join(Client, Client.id == Opportunity.client_id)
        .join(Person, Person.id == Opportunity.owner_id)
        .outerjoin(Commission, Commission.opportunity_id == Opportunity.id)
        .where(
            PipelineStage.kind == Kind.WON,
            Opportunity.closed_on.between(first, last),
            Commission.id.is_(None),
        )
    )
    rows = session.execute(found).all()
    agreed = _Terms(session)
    return [_row(sale, client, person, agreed) for sale, client, person in rows]


def _row(sale: Opportunity, client: str, person: str, agreed: _Terms) -> CommissionRow:
    on = sale.closed_on or today()
    terms = agreed.on(sale.owner_id or 0, on)
    value = Value(sale.once, sale.monthly, sale.once_cost, sale.monthly_cost)
    counted = rules.sold(value, terms.months)
    return CommissionRow(
        -sale.id,
        sale.id,
        sale.number,
        sale.title,
        client,
        sale.owner_id or 0,
        person,
        on,
        month_start(on),
        terms,
        counted.gross,
        counted.profit,
        rules.amount(terms, counted),
        False,
        None,
        True,
    )


def total(rows: Iterable[CommissionRow]) -> int:
    """What sales earn together, in minor units."""
    return sum(one.amount for one in rows)


@dataclass(frozen=True, slots=True)
class CommissionDocument:
    """A month of one person's sales on paper."""

    letterhead: Letterhead
    person: str
    month_on: date
    terms: str
    rows: tuple[CommissionRow, ...]
    currency: Currency


def commission_document(session: Session, person_id: int, month: date) -> CommissionDocument:
    """Gather the sheet of a month; raises UserError for somebody else's where that is not shown."""
    if _own(session, person_id) != person_id:
        raise UserError("What others are paid is shown to those who lead people.", "person")
    name = session.get_one(Person, person_id).name
    first = month_start(month)
    last = add_months(first, 1) - timedelta(days=1)
    return CommissionDocument(
        letterhead(session),
        name,
        first,
        terms_on(session, person_id, min(last, max(today(), first))).words,
        tuple(commissions(session, first, person_id)),
        shop(session).money,
    )


def find_commission(session: Session, text: str) -> tuple[int, date]:
    """The sheet of this month of a person by name; raises UserError naming `person`."""
    wanted, everybody = text.strip().casefold(), people(session)
    same = [one for one in everybody if one.name.casefold() == wanted]
    found = same or [one for one in everybody if wanted and wanted in one.name.casefold()]
    if len(found) != 1:
        names = ", ".join(one.name for one in everybody)
        raise UserError(f"Name one person: {names}.", "person")
    return found[0].id, month_start(today())


def checks(session: Session) -> list[str]:
    """Sentences about settled sales whose figures contradict their rule."""
    found = []
    for row in session.scalars(select(Commission)):
        counted = rules.amount(Terms(row.rule, row.share), rules.Sold(row.gross, row.profit))
        if counted != row.amount:
            found.append(
                f"Commission {row.id}: {row.amount} was settled, its rule gives {counted}."
            )
    return found
