"""Who looks at goals: whom they answer for, and which departments their hats belong to."""

from collections.abc import Iterable
from typing import Protocol

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...database.action import acting, reading_as
from ...database.reading import once
from ...people.models import Access
from ...people.queries import hats, owner_id, people, permits, roles
from ...people.rules import AccessRole
from ...procedures.queries.training import managed
from ..models import Review
from ..rules.sharing import SCRIPT, Viewer

LEADS = "people"
"""The permit of those who write goals of the company."""


@once
def viewer(session: Session, person_id: int | None) -> Viewer:
    """Somebody who looks; nobody is a script, which reads everything."""
    if person_id is None:
        return SCRIPT
    held = permits(session, person_id)
    mine = hats(session, person_id)
    worn = {one.id for one in mine}
    heads = {
        one.department for one in roles(session) if one.reports_to_id in worn and one.id not in worn
    }
    leads = bool(held & {"*", LEADS})
    others = frozenset(owners(session)) - _gone(session) - {person_id}
    return Viewer(
        person_id,
        False,
        person_id in owners(session),
        leads,
        # An owner answers to nobody, not to the other owner either.
        (frozenset(managed(session, person_id)) - others)
        | (_gone(session) if leads else frozenset()),
        _named(one.department for one in mine),
        _named(heads),
        frozenset(who for who, lead in _leads(session) if lead == person_id),
    )


@once
def _leads(session: Session) -> frozenset[tuple[int, int]]:
    """Who is led by whom: by the chart, and in reviews which the lead has not signed."""
    by_chart = ((one.id, lead_of(session, one.id)) for one in people(session, all_of_them=True))
    found = select(Review.person_id, Review.lead_id).where(Review.lead_signed_on.is_(None))
    pairs = [*by_chart, *((who, lead) for who, lead in session.execute(found))]
    return frozenset((who, lead) for who, lead in pairs if lead is not None)


class Whose(Protocol):
    """A goal, in the books or read from them."""

    @property
    def level(self) -> str:
        """Owner, company, department or person."""

    @property
    def person_id(self) -> int | None:
        """The person it is a goal of."""

    @property
    def owner_id(self) -> int | None:
        """The owner who wrote a goal of the owner."""


def whose_now(session: Session, goal: Whose) -> int | None:
    """The person a goal is private to; one of an owner who left is for the owners who are here."""
    if goal.level != "owner":
        return goal.person_id
    stays = goal.owner_id in owners(session) and goal.owner_id not in _gone(session)
    return goal.owner_id if stays else None


@once
def _gone(session: Session) -> frozenset[int]:
    """Who left: what they leave behind is put in order by those who lead people."""
    here = {one.id for one in people(session)}
    every = {one.id for one in people(session, all_of_them=True)}
    return frozenset(every - here)


def _named(departments: Iterable[str]) -> frozenset[str]:
    return frozenset(one.casefold() for one in departments if one)


@once
def owners(session: Session) -> tuple[int, ...]:
    """Everybody who holds owner access."""
    found = select(Access.person_id).where(Access.role == AccessRole.OWNER)
    return tuple(sorted(session.scalars(found)))


def reader(session: Session) -> Viewer:
    """Whoever asks."""
    return viewer(session, reading_as(session))


def writer(session: Session) -> Viewer:
    """Whoever does the step that is open."""
    return viewer(session, acting(session))


@once
def viewers(session: Session) -> dict[int, Viewer]:
    """Everybody who works here, as they look."""
    return {one.id: viewer(session, one.id) for one in people(session)}


def lead_of(session: Session, person_id: int) -> int | None:
    """Who leads somebody: the wearer of the hat theirs answers to, or else the owner.

    Nobody leads the owner, who gets None. What somebody who left leaves behind goes to the owner.
    """
    if person_id in owners(session) and person_id not in _gone(session):
        return None
    every = {one.id: one for one in roles(session)}
    for hat in hats(session, person_id):
        above = every.get(hat.reports_to_id) if hat.reports_to_id is not None else None
        if above is not None and above.person_id not in (None, person_id):
            return above.person_id
    return owner_id(session)


def departments(session: Session) -> list[str]:
    """The departments of the chart by name."""
    return sorted({one.department for one in roles(session) if one.department}, key=str.casefold)
