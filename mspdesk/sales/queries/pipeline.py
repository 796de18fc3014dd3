"""The pipeline as screens and reports show it: its stages, and the opportunities in them (S129)."""

from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import RowMapping, Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from ...clients.models import Client
from ...clients.rules import Status
from ...people.models import Person
from ...rows import dataclass
from ..models.pipeline import Opportunity, OpportunityAnswer, PipelineStage
from ..rules import pipeline as rules
from ..rules.pipeline import Kind, Value
from .size import Sizes, smallest

_OUT = (Status.DECLINED, Status.FORMER)


@dataclass(frozen=True, slots=True)
class StageRow:
    """A stage in the shop's order; `id` and `version` are 0 where none was ever written."""

    id: int
    version: int
    key: str
    name: str
    position: int
    kind: str
    client_status: str
    likelihood: int
    active: bool


_STAGE = tuple(getattr(PipelineStage, name) for name in StageRow.__dataclass_fields__)


def stages(session: Session, *, retired: bool = False) -> list[StageRow]:
    """The stages in use in their order, or all of them; those that ship where none were written."""
    found = select(*_STAGE).order_by(PipelineStage.position, PipelineStage.id)
    rows = [StageRow(*row) for row in session.execute(found)]
    if not rows:
        rows = [
            StageRow(0, 0, one.key, one.name, at, one.kind, one.client_status, one.likelihood, True)
            for at, one in enumerate(rules.STAGES, 1)
        ]
    return [one for one in rows if retired or one.active]


@dataclass(frozen=True, slots=True)
class OpportunityRow:
    """An opportunity in a list: money in minor units, likelihood in whole percent.

    `stage` is the key, `stage_words` its name; `yes` counts the answers that are one, `size_said`
    is whether somebody answered the one about their size by hand.
    """

    id: int
    version: int
    number: str
    client_id: int
    client: str
    client_status: str
    city: str
    people: int | None
    title: str
    stage: str
    stage_words: str
    kind: str
    value: Value
    likelihood: int
    expected_on: date | None
    owner_id: int | None
    owner: str
    next_on: date | None
    next_step: str
    source: str
    opened_on: date
    closed_on: date | None
    closed_why: str
    workstations: int | None
    size_said: bool
    yes: int

    @property
    def once(self) -> int:
        """What it brings once."""
        return self.value.once

    @property
    def monthly(self) -> int:
        """What it brings a month."""
        return self.value.monthly

    @property
    def weighted(self) -> int:
        """Its first year times its likelihood."""
        return self.value.weighted(self.likelihood)

    @property
    def open(self) -> bool:
        """Whether something is expected of it now: not ended, not put off, nobody declined."""
        return self.kind == Kind.OPEN and self.client_status not in _OUT


_YES = (
    select(func.count())
    .where(
        OpportunityAnswer.opportunity_id == Opportunity.id,
        OpportunityAnswer.answer == rules.Said.YES,
    )
    .correlate(Opportunity)
    .scalar_subquery()
)
_SIZE_SAID = exists().where(
    OpportunityAnswer.opportunity_id == Opportunity.id, OpportunityAnswer.question == rules.SIZE
)
_COLUMNS = (
    Opportunity.id,
    Opportunity.version,
    Opportunity.number,
    Opportunity.client_id,
    Client.name.label("client"),
    Client.status.label("client_status"),
    Client.city,
    Client.people_count.label("people"),
    Opportunity.title,
    PipelineStage.key.label("stage"),
    PipelineStage.name.label("stage_words"),
    PipelineStage.kind,
    Opportunity.once,
    Opportunity.monthly,
    Opportunity.once_cost,
    Opportunity.monthly_cost,
    func.coalesce(Opportunity.likelihood, PipelineStage.likelihood).label("likelihood"),
    Opportunity.expected_on,
    Opportunity.owner_id,
    func.coalesce(Person.name, "").label("owner"),
    Opportunity.next_on,
    Opportunity.next_step,
    Opportunity.source,
    Opportunity.opened_on,
    Opportunity.closed_on,
    Opportunity.closed_why,
    Opportunity.workstations,
    _SIZE_SAID.label("size_said"),
    _YES.label("yes"),
)

IN_PIPELINE = and_(
    PipelineStage.kind == Kind.OPEN,
    Opportunity.closed_on.is_(None),
    Client.status.not_in(_OUT),
)
"""What counts as open: neither ended nor put off, of nobody we declined or who has gone."""

_DECLINED = or_(PipelineStage.kind == Kind.DECLINED, Client.status == Status.DECLINED)

SHOWN = {
    "open": "Open",
    "later": "Not now",
    "won": "Won",
    "lost": "Lost",
    "declined": "Declined",
}
"""The lists there are; one we declined stands in the last alone."""

_WHERE = {
    "open": IN_PIPELINE,
    "later": and_(PipelineStage.kind == Kind.LATER, Client.status.not_in(_OUT)),
    "won": and_(PipelineStage.kind == Kind.WON, Client.status != Status.DECLINED),
    "lost": and_(PipelineStage.kind == Kind.LOST, Client.status != Status.DECLINED),
    "declined": _DECLINED,
}


def asked() -> Select[*tuple[Any, ...]]:
    """What a row of an opportunity is made of; `rows_of` makes it."""
    return (
        select(*_COLUMNS)
        .join(PipelineStage, PipelineStage.id == Opportunity.stage_id)
        .join(Client, Client.id == Opportunity.client_id)
        .outerjoin(Person, Person.id == Opportunity.owner_id)
    )


def rows_of(session: Session, found: Select[*tuple[Any, ...]]) -> list[OpportunityRow]:
    """The rows of a question that `asked` began; a size that is counted counts as an answer."""
    least = smallest(session).people
    rows = [_row(one) for one in session.execute(found).mappings()]
    if not least:
        return rows
    # One that ended keeps what was said; what we ask for now was not asked then.
    open_ = [one for one in rows if not one.size_said and one.closed_on is None]
    sizes = Sizes(session, {one.client_id for one in open_})
    fit = {
        one.id
        for one in open_
        if sizes.of(one.client_id, one.people, one.workstations).says(least) == rules.Said.YES
    }
    return [replace(one, yes=one.yes + 1) if one.id in fit else one for one in rows]


def _row(row: RowMapping) -> OpportunityRow:
    held = {str(name): value for name, value in row.items()}
    value = Value(*(held.pop(name) for name in ("once", "monthly", "once_cost", "monthly_cost")))
    return OpportunityRow(value=value, **held)


def opportunities(
    session: Session,
    shown: str = "open",
    *,
    client_id: int | None = None,
    owner_id: int | None = None,
    limit: int = 2_000,
) -> list[OpportunityRow]:
    """Opportunities of one list of `SHOWN`, by stage, then by the next step's day.

    With an empty `shown` all of them, which a client's page shows.
    """
    found = asked()
    if shown:
        found = found.where(_WHERE[shown])
    if client_id is not None:
        found = found.where(Opportunity.client_id == client_id)
    if owner_id is not None:
        found = found.where(Opportunity.owner_id == owner_id)
    ended = shown in ("won", "lost", "declined")
    order = (
        (Opportunity.closed_on.desc(), Opportunity.id.desc())
        if ended
        else (
            PipelineStage.position,
            Opportunity.next_on.is_(None),
            Opportunity.next_on,
            func.lower(Client.name),
            Opportunity.id,
        )
    )
    return rows_of(session, found.order_by(*order).limit(limit))


def open_of(session: Session, client_id: int) -> list[OpportunityRow]:
    """What is open for one client or prospect."""
    return opportunities(session, "open", client_id=client_id)


def count_of(session: Session, client_id: int) -> int | None:
    """How many are open for a client, beside the title of its tab."""
    return len(open_of(session, client_id)) or None


def any_of(session: Session, client_id: int) -> bool:
    """Whether there is or was anything to sell to a client."""
    found = select(Opportunity.id).where(Opportunity.client_id == client_id).limit(1)
    return session.scalar(found) is not None


def counts(session: Session) -> dict[str, int]:
    """How many stand in each list of `SHOWN`."""
    joined = (
        select(func.count())
        .select_from(Opportunity)
        .join(PipelineStage, PipelineStage.id == Opportunity.stage_id)
        .join(Client, Client.id == Opportunity.client_id)
    )
    return {key: session.scalar(joined.where(where)) or 0 for key, where in _WHERE.items()}


def due(session: Session, person_id: int | None, day: date) -> list[OpportunityRow]:
    """Next steps due by a day: somebody's own and nobody's; what was put off comes back here.

    Those of somebody who has left are nobody's until another one takes them.
    """
    found = asked().where(
        Opportunity.closed_on.is_(None),
        Client.status.not_in(_OUT),
        Opportunity.next_on <= day,
        or_(
            Opportunity.owner_id == person_id,
            Opportunity.owner_id.is_(None),
            Person.left_on <= day,
        ),
    )
    found = found.order_by(Opportunity.next_on, func.lower(Client.name), Opportunity.id)
    return rows_of(session, found)


@dataclass(frozen=True, slots=True)
class Totals:
    """What the open ones come to together, in minor units."""

    count: int
    once: int
    monthly: int
    weighted: int


def totals(rows: list[OpportunityRow]) -> Totals:
    """Add a list of opportunities up."""
    return Totals(
        len(rows),
        sum(one.once for one in rows),
        sum(one.monthly for one in rows),
        sum(one.weighted for one in rows),
    )


def search(session: Session, text: str, limit: int = 5) -> list[OpportunityRow]:
    """Opportunities by number, title or whose they are; those that are open come first.

    One of somebody we declined is found by its number alone.
    """
    wanted = text.strip().lower()
    if len(wanted) < 2:
        return []
    named = and_(
        Client.status != Status.DECLINED,
        or_(
            func.lower(Opportunity.title).contains(wanted, autoescape=True),
            func.lower(Client.name).contains(wanted, autoescape=True),
        ),
    )
    found = asked().where(
        or_(func.lower(Opportunity.number).startswith(wanted, autoescape=True), named)
    )
    found = found.order_by(
        Opportunity.closed_on.is_not(None), func.lower(Client.name), Opportunity.id
    )
    return rows_of(session, found.limit(limit))
