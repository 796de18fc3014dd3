"""Who wore which hat in which part of a time, so that past weeks keep those who worked in them."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...people.models import Wearing
from ...people.queries import owner_id
from ...rows import dataclass
from .roles import RoleBox


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a time in which no hat changed hands: its days, and who wore each hat by id."""

    first: date
    last: date
    wearers: Mapping[int, int | None]


@dataclass(frozen=True, slots=True)
class _Worn:
    """That somebody wore a hat from a day on, until the day before another."""

    from_on: date
    until_on: date | None
    person_id: int | None


def worn_between(
    session: Session, boxes: Sequence[RoleBox], first: date, last: date
) -> list[Stretch]:
    """A time cut where hats changed hands, the earliest part first."""
    held: dict[int, list[_Worn]] = {box.id: [] for box in boxes}
    found = select(Wearing.role_id, Wearing.from_on, Wearing.until_on, Wearing.person_id)
    rows = session.execute(found.order_by(Wearing.from_on, Wearing.id))
    for role_id, from_on, until_on, person_id in rows:
        if role_id in held:
            held[role_id].append(_Worn(from_on, until_on, person_id))
    days = {day for rows in held.values() for one in rows for day in (one.from_on, one.until_on)}
    cuts = sorted(day for day in days if day is not None and first < day <= last)
    owner = owner_id(session)
    return [
        Stretch(
            start,
            until - timedelta(days=1),
            {box.id: _wearer(box, held[box.id], start, owner) for box in boxes},
        )
        for start, until in zip([first, *cuts], [*cuts, last + timedelta(days=1)], strict=True)
    ]


def _wearer(box: RoleBox, rows: Sequence[_Worn], day: date, owner: int | None) -> int | None:
    """Who wore a hat on a day; without a history whoever does now."""
    if not rows:
        return box.wearer_id
    if day < rows[0].from_on:
        # One day's worth of nobody stands there for who had it before it was written down.
        began = rows[0].from_on == rows[0].until_on
        person = rows[0].person_id if began else None
    else:
        over = [one for one in rows if one.from_on <= day]
        there = [one for one in over if one.until_on is None or day < one.until_on]
        person = there[-1].person_id if there else None
    return person if person is not None else owner
