"""Questions about the chart as a whole: its boxes, who wears how many hats, its revisions."""

from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...exchange.toml_text import TomlText
from ...people.models import Person, Role
from ...people.queries import owner_id, people
from ...people.rules import first_name
from ...rows import dataclass
from ...shop.models import Shop
from ..models import ChartReview, ChartRevision
from ..rules.shipped import shipped_roles
from ..rules.span import COMFORTABLE, MANY, Span, span
from ..rules.stages import STAGES, Change, Held, Stage, changes_to, in_stage_order
from ..rules.tree import Seat, tree_of
from ..rules.words import short_names
from .roles import RoleBox, role_boxes


@dataclass(frozen=True, slots=True)
class PersonHats:
    """Somebody with the number of hats given to them, and of those worn for now."""

    id: int
    name: str
    own: int
    acting: int

    @property
    def words(self) -> str:
        """How many, as the strip below the chart says it."""
        return f"{self.own} own, {self.acting} unfilled" if self.acting else f"{self.own} own"


@dataclass(frozen=True, slots=True)
class Chart:
    """The chart of the shop: boxes in reading order, people by name, and what is said of it.

    `names` is what somebody is called in a box, by id; `owner` the first name of the owner.
    """

    boxes: tuple[RoleBox, ...]
    seats: tuple[Seat, ...]
    people: tuple[PersonHats, ...]
    names: dict[int, str]
    owner: str
    spans: dict[int, Span]

    def box(self, role_id: int) -> RoleBox | None:
        """The box of a role, None for one that is not there."""
        return next((box for box in self.boxes if box.id == role_id), None)

    @property
    def counts(self) -> str:
        """How many hats and people: 20 hats, 3 people."""
        return f"{_count(len(self.boxes), 'hat')}, {_people(len(self.people))}"


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def _people(number: int) -> str:
    return "1 person" if number == 1 else f"{number} people"


def chart(session: Session) -> Chart:
    """The chart as it stands today (S001)."""
    boxes = role_boxes(session)
    staff = people(session)
    known = {who.id: who.name for who in staff}
    known |= {box.wearer_id: box.wearer for box in boxes if box.wearer_id is not None}
    names = short_names(sorted(known.items()))
    titles = {box.id: box.title for box in boxes}
    seats = [_seat(box, names, titles) for box in boxes]
    order = tree_of(seats).in_order()
    boxes = sorted(boxes, key=lambda box: order[box.id])
    owner = owner_id(session)
    return Chart(
        tuple(boxes),
        tuple(sorted(seats, key=lambda seat: order[seat.id])),
        tuple(_hats(who.id, who.name, boxes) for who in staff),
        names,
        first_name(known.get(owner or 0, "")) or "The owner",
        _spans(boxes, span_limits(session)),
    )


def span_limits(session: Session) -> tuple[int, int]:
    """How many people one person leads well here, and at most (S007, E02)."""
    found = session.execute(select(Shop.span_comfortable, Shop.span_many)).first()
    return (found.span_comfortable, found.span_many) if found else (COMFORTABLE, MANY)


def _seat(box: RoleBox, names: dict[int, str], titles: dict[int, str]) -> Seat:
    wearer = names.get(box.wearer_id or 0, box.wearer)
    words = f"{wearer}, for now" if box.for_now else wearer
    second = titles.get(box.second_lead_id or 0, "")
    return Seat(box.id, box.title, words, box.reports_to_id, f"also {second}" if second else "")


def _hats(person_id: int, name: str, boxes: list[RoleBox]) -> PersonHats:
    worn = [box for box in boxes if box.wearer_id == person_id]
    acting = sum(box.for_now for box in worn)
    return PersonHats(person_id, name, len(worn) - acting, acting)


def _spans(boxes: list[RoleBox], limits: tuple[int, int]) -> dict[int, Span]:
    """The span of every role that somebody reports to; a second lead leads as well (S007, S011)."""
    found = {}
    for box in boxes:
        below = [
            one.wearer_id for one in boxes if box.id in (one.reports_to_id, one.second_lead_id)
        ]
        if below:
            found[box.id] = span(box.id, box.title, box.wearer_id, below, limits)
    return found


def held(session: Session) -> list[Held]:
    """The roles as a stage looks at them."""
    owner = owner_id(session)
    return [
        Held(
            box.id,
            box.code,
            box.title,
            box.department,
            box.reports_to_id,
            box.second_lead_id,
            box.wearer_id == owner,
            first_name(box.wearer),
            box.for_now,
        )
        for box in role_boxes(session)
    ]


def seats_of(roles: list[Held]) -> list[Seat]:
    """Roles as the seats of a chart, in the order in which it is read."""
    titles = {role.id: role.title for role in roles}
    seats = [
        Seat(
            role.id,
            role.title,
            f"{role.wearer}, for now" if role.for_now else role.wearer,
            role.lead,
            f"also {titles[role.second]}" if role.second in titles else "",
        )
        for role in roles
    ]
    order = tree_of(seats).in_order()
    return sorted(seats, key=lambda seat: order[seat.id])


def stage_changes(session: Session, number: int) -> list[Change]:
    """What a stage would change on the chart of today (S002); nothing is changed by asking."""
    titles = {code: role.title for code, role in shipped_roles().items()}
    return changes_to(stage(number), held(session), titles)


def as_stage(number: int, roles: list[Held]) -> list[Held]:
    """Roles in the order in which a stage names them."""
    titles = {code: role.title for code, role in shipped_roles().items()}
    return in_stage_order(stage(number), roles, titles)


def stage(number: int) -> Stage:
    """A stage by its number; raises KeyError for an unknown one."""
    found = {one.number: one for one in STAGES}
    return found[number]


@dataclass(frozen=True, slots=True)
class GivenUp:
    """A role that left the chart, and when."""

    id: int
    title: str
    on: date


def given_up(session: Session) -> list[GivenUp]:
    """The roles that were given up, the last one first."""
    found = select(Role.id, Role.title, Role.given_up_on).where(Role.given_up_on.is_not(None))
    rows = session.execute(found.order_by(Role.given_up_on.desc(), Role.id.desc()))
    return [GivenUp(role_id, title, on) for role_id, title, on in rows if on is not None]


@dataclass(frozen=True, slots=True)
class RevisionRow:
    """A revision of the chart: its number, when and by whom, and why."""

    id: int
    number: int
    made_at: datetime
    person: str
    why: str


def revisions(session: Session) -> list[RevisionRow]:
    """Every revision that was kept, the newest first (S010)."""
    found = (
        select(
            ChartRevision.id,
            ChartRevision.number,
            ChartRevision.made_at,
            func.coalesce(Person.name, ""),
            ChartRevision.why,
        )
        .outerjoin(Person, Person.id == ChartRevision.person_id)
        .order_by(ChartRevision.number.desc())
    )
    return [RevisionRow(*row) for row in session.execute(found)]


@dataclass(frozen=True, slots=True)
class Line:
    """A role as a revision holds it."""

    code: str
    title: str
    lead: str
    second: str
    wearer: str


def lines_of(boxes: list[RoleBox]) -> list[Line]:
    """The chart as lines of a revision."""
    codes = {box.id: box.code for box in boxes}
    return [
        Line(
            box.code,
            box.title,
            codes.get(box.reports_to_id or 0, ""),
            codes.get(box.second_lead_id or 0, ""),
            "" if box.for_now else box.wearer,
        )
        for box in boxes
    ]


def tables_of(lines: list[Line]) -> dict[str, list[dict[str, str]]]:
    """Lines as the tables of a TOML text."""
    names = ("code", "title", "lead", "second", "wearer")
    return {"role": [{name: getattr(line, name) for name in names} for line in lines]}


def revision_lines(session: Session, number: int) -> list[Line]:
    """What a revision holds; empty for one that is not there."""
    body = session.scalar(select(ChartRevision.body).where(ChartRevision.number == number))
    tables = TomlText(body or "").tables.get("role", [])
    names = ("code", "title", "lead", "second", "wearer")
    return [Line(*(str(table.get(name, "")) for name in names)) for table in tables]


def last_revision(session: Session) -> int:
    """The number of the newest revision, 0 before the first."""
    return session.scalar(select(func.max(ChartRevision.number))) or 0


def since_revision(session: Session, number: int) -> list[str]:
    """What is different today from a revision, a sentence each, in the order of the chart."""
    then = {line.code: line for line in revision_lines(session, number)}
    now = {line.code: line for line in lines_of(role_boxes(session))}
    titles = {code: line.title for code, line in (then | now).items()}
    found = []
    for code, line in now.items():
        before = then.get(code)
        if before is None:
            found.append(f"{line.title} was added")
        else:
            found += _differences(before, line, titles)
    found += [f"{line.title} was given up" for code, line in then.items() if code not in now]
    return found


def _differences(before: Line, line: Line, titles: dict[str, str]) -> list[str]:
    said = []
    if before.title != line.title:
        said.append(f"{before.title} is called {line.title}")
    if before.lead != line.lead:
        said.append(f"{line.title} reports to {titles.get(line.lead, 'nobody')}")
    if before.second != line.second:
        also = titles.get(line.second, "")
        said.append(
            f"{line.title} reports to {also} as well"
            if also
            else f"{line.title} reports to one lead only"
        )
    if before.wearer != line.wearer:
        said.append(
            f"{line.title} is {line.wearer}'s" if line.wearer else f"{line.title} is unfilled"
        )
    return said


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """That the chart was looked over, by whom, what was said, and when it is due again."""

    on: date
    next_on: date | None
    person: str
    words: str


def reviews(session: Session) -> list[ReviewRow]:
    """Every time the chart was looked over, the last one first (S010)."""
    found = (
        select(
            ChartReview.on, ChartReview.next_on, func.coalesce(Person.name, ""), ChartReview.words
        )
        .outerjoin(Person, Person.id == ChartReview.person_id)
        .order_by(ChartReview.on.desc(), ChartReview.id.desc())
    )
    return [ReviewRow(*row) for row in session.execute(found)]


def next_review(session: Session) -> date | None:
    """The day the chart is to be looked over next; None where nobody said so."""
    last = select(ChartReview.next_on).order_by(ChartReview.on.desc(), ChartReview.id.desc())
    return session.scalar(last.limit(1))
