"""Questions about the time that hats get, beside what they should get (S003)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from sqlalchemy import case, func, literal, select
from sqlalchemy.orm import Session

from ...database.reading import once
from ...dates import monday, today
from ...money import half_up
from ...people.models import Role
from ...people.queries import people
from ...rows import dataclass
from ...tickets.models import Ticket
from ...timekeeping.models import TimeEntry
from ...timekeeping.queries.paid import paid_between
from ..rules.balance import gap_tenths, gap_words, percent_words, share_tenths
from .roles import RoleBox, role_boxes
from .worn import Stretch, worn_between

WEEKS = 4
"""Whole weeks before this one whose mean is the hours a week of a hat."""

TECHNICAL = "tech"
"""Codes of the hats that time on clients' tickets belongs to begin with it."""


@dataclass(frozen=True, slots=True)
class HatTime:
    """The time of a hat in a span: minutes on it, what its wearer was paid for, in percent.

    `paid` is 0 where nobody wears it or nobody said the paid hours; `tenths` is the share in
    tenths of a percent, `target` whole percent. `by_tickets` says that it is time on tickets.
    """

    role_id: int
    title: str
    wearer_id: int | None
    wearer: str
    for_now: bool
    minutes: int
    paid: int
    target: int | None
    by_tickets: bool

    @property
    def tenths(self) -> int:
        """Its share of the wearer's paid time."""
        return share_tenths(self.minutes, self.paid)

    @property
    def share(self) -> str:
        """The share in words."""
        return percent_words(self.tenths) if self.paid else ""

    @property
    def wanted(self) -> str:
        """The target in words."""
        return "" if self.target is None else f"{self.target}%"

    @property
    def gap(self) -> int | None:
        """Tenths of a percent it gets more than it should; None without a target."""
        return gap_tenths(self.tenths, self.target) if self.paid else None

    @property
    def gap_said(self) -> str:
        """The gap in words."""
        return gap_words(self.gap)


@once
def hat_times(session: Session, first: date, last: date) -> list[HatTime]:
    """The time of every hat between two days, in the order of the chart (S003).

    Time on a client's ticket carries no hat: it belongs to the technical hat of who did it, that
    of the ticket's tier where there are several. Each day counts for whoever wore the hat then.
    Days ahead are not paid yet.
    """
    boxes = role_boxes(session)
    minutes = dict.fromkeys((box.id for box in boxes), 0)
    for role_id, some in _on_hats(session, first, last).items():
        minutes[role_id] = minutes.get(role_id, 0) + some
    stretches = worn_between(session, boxes, first, last)
    technical = [_technical(boxes, one.wearers) for one in stretches]
    now = _technical(boxes, {box.id: box.wearer_id for box in boxes})
    cuts = [one.first for one in stretches[1:]]
    for (person_id, tier, at), some in _on_tickets(session, first, last, cuts).items():
        # Who had no technical hat then did it for the one they have now.
        hat = _hat_for(technical[at].get(person_id) or now.get(person_id) or (), tier)
        if hat is not None:
            minutes[hat] += some
    paid = _paid(session, stretches, first, min(last, today()))
    targets = dict(session.execute(select(Role.id, Role.target_percent)).all())
    found = [
        HatTime(
            box.id,
            box.title,
            box.wearer_id,
            box.wearer,
            box.for_now,
            minutes.pop(box.id),
            paid.get(box.id, 0),
            targets[box.id],
            box.code.startswith(TECHNICAL),
        )
        for box in boxes
    ]
    return found + _given_up(session, minutes)


def _on_hats(session: Session, first: date, last: date) -> dict[int, int]:
    found = (
        select(TimeEntry.role_id, func.sum(TimeEntry.minutes))
        .where(TimeEntry.work_on.between(first, last), TimeEntry.role_id.is_not(None))
        .group_by(TimeEntry.role_id)
    )
    return {role: int(some) for role, some in session.execute(found) if role is not None}


def _on_tickets(
    session: Session, first: date, last: date, cuts: Sequence[date]
) -> dict[tuple[int, int, int], int]:
    """Minutes without a hat by person, by the tier of the ticket, and by the part of the time.

    `cuts` are the first days of all parts but the first.
    """
    parts = [(TimeEntry.work_on < day, at) for at, day in enumerate(cuts)]
    part = case(*parts, else_=len(cuts)) if parts else literal(0)
    found = (
        select(TimeEntry.person_id, Ticket.tier, part.label("part"), func.sum(TimeEntry.minutes))
        .join(Ticket, Ticket.id == TimeEntry.ticket_id)
        .where(TimeEntry.work_on.between(first, last), TimeEntry.role_id.is_(None))
        .group_by(TimeEntry.person_id, Ticket.tier, *(["part"] if parts else []))
    )
    return {(who, tier, at): int(some) for who, tier, at, some in session.execute(found)}


def _technical(
    boxes: Iterable[RoleBox], wearers: Mapping[int, int | None]
) -> Mapping[int | None, list[RoleBox]]:
    found: dict[int | None, list[RoleBox]] = {}
    for box in boxes:
        if box.code.startswith(TECHNICAL):
            found.setdefault(wearers[box.id], []).append(box)
    return found


def _hat_for(hats: Iterable[RoleBox], tier: int) -> int | None:
    held = list(hats)
    exact = [box for box in held if box.code.endswith(str(tier))]
    return (exact or held)[0].id if held else None


def _paid(
    session: Session, stretches: Sequence[Stretch], first: date, last: date
) -> dict[int, int]:
    """What those who wore them were paid for between two days, by hat."""
    if last < first:
        return {}
    time = paid_between(session, first, last)
    staff = {who.id: who for who in people(session, all_of_them=True)}
    found: dict[int, int] = {}
    for one in stretches:
        ends = min(one.last, last)
        days = [one.first + timedelta(days=n) for n in range((ends - one.first).days + 1)]
        each = {
            who: sum(time.on(who, day) for day in days if staff[who].here_on(day))
            for who in set(one.wearers.values())
            if who is not None
        }
        for role_id, who in one.wearers.items():
            found[role_id] = found.get(role_id, 0) + each.get(who or 0, 0)
    return found


def _given_up(session: Session, minutes: Mapping[int, int]) -> list[HatTime]:
    """Hats that were given up and have time in the span all the same."""
    if not minutes:
        return []
    titles = select(Role.id, Role.title).where(Role.id.in_(minutes)).order_by(Role.title, Role.id)
    return [
        HatTime(key, title, None, "Given up", False, minutes[key], 0, None, False)
        for key, title in session.execute(titles)
    ]


def usual_weeks(day: date) -> tuple[date, date]:
    """The whole weeks before that of a day that tell the usual hours: first and last day."""
    this = monday(day)
    return this - timedelta(days=7 * WEEKS), this - timedelta(days=1)


@once
def minutes_a_week(session: Session) -> dict[int, int]:
    """How many minutes a week each hat gets, the mean of the last whole weeks, half up."""
    first, last = usual_weeks(today())
    return {row.role_id: half_up(row.minutes, WEEKS) for row in hat_times(session, first, last)}


def without_time(session: Session, first: date, last: date, person_id: int | None) -> list[HatTime]:
    """The hats of a person, or of everybody, that got no time at all in a span."""
    worn = {box.id for box in role_boxes(session) if person_id in (None, box.wearer_id)}
    return [
        row
        for row in hat_times(session, first, last)
        if row.role_id in worn and row.minutes == 0 and not row.by_tickets
    ]
