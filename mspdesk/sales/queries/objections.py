"""Questions about objections: the list, and those met on an opportunity."""

from datetime import date
from typing import Any

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import Session

from ...people.models import Person
from ...rows import dataclass
from ..models.objections import Objection, ObjectionMet
from ..rules.objections import HELPED


@dataclass(frozen=True, slots=True)
class ObjectionRow:
    """An objection of the list: how often it was met, and how often an answer helped."""

    id: int
    version: int
    words: str
    answer: str
    active: bool
    met: int
    helped: int

    @property
    def met_words(self) -> str:
        """How it went so far, in words."""
        if not self.met:
            return "Not met yet"
        times = "once" if self.met == 1 else f"{self.met} times"
        if not self.helped:
            return f"Met {times}, nothing helped yet"
        return f"Met {times}, helped {self.helped}" if self.met > 1 else "Met once, it helped"


@dataclass(frozen=True, slots=True)
class MetRow:
    """An objection on an opportunity: what they said, what we tried, whether it helped."""

    id: int
    version: int
    objection_id: int
    objection: str
    answer: str
    on: date
    person: str
    words: str
    tried: str
    helped: str

    @property
    def helped_words(self) -> str:
        """Whether it helped, in words."""
        return HELPED[self.helped]


def objections(session: Session, *, retired: bool = False) -> list[ObjectionRow]:
    """The list in its order; with `retired` those that are no longer offered at its end."""
    yes = func.sum(case((ObjectionMet.helped == "yes", 1), else_=0))
    found: Select[*tuple[Any, ...]] = (
        select(
            Objection.id,
            Objection.version,
            Objection.words,
            Objection.answer,
            Objection.active,
            func.count(ObjectionMet.id),
            func.coalesce(yes, 0),
        )
        .outerjoin(ObjectionMet, ObjectionMet.objection_id == Objection.id)
        .group_by(
            Objection.id,
            Objection.version,
            Objection.words,
            Objection.answer,
            Objection.active,
            Objection.position,
        )
        .order_by(Objection.active.desc(), Objection.position, Objection.id)
    )
    if not retired:
        found = found.where(Objection.active)
    return [ObjectionRow(*row) for row in session.execute(found)]


def met_on(session: Session, opportunity_id: int) -> list[MetRow]:
    """What came up on an opportunity, the newest first."""
    found: Select[*tuple[Any, ...]] = (
        select(
            ObjectionMet.id,
            ObjectionMet.version,
            ObjectionMet.objection_id,
            Objection.words,
            Objection.answer,
            ObjectionMet.on,
            func.coalesce(Person.name, ""),
            ObjectionMet.words,
            ObjectionMet.tried,
            ObjectionMet.helped,
        )
        .join(Objection, Objection.id == ObjectionMet.objection_id)
        .outerjoin(Person, Person.id == ObjectionMet.person_id)
        .where(ObjectionMet.opportunity_id == opportunity_id)
        .order_by(ObjectionMet.on.desc(), ObjectionMet.id.desc())
    )
    return [MetRow(*row) for row in session.execute(found)]


def what_helped(session: Session, objection_id: int, limit: int = 5) -> list[str]:
    """What was tried against an objection and helped, the newest first."""
    found = (
        select(ObjectionMet.tried)
        .where(
            ObjectionMet.objection_id == objection_id,
            ObjectionMet.helped == "yes",
            ObjectionMet.tried != "",
        )
        .order_by(ObjectionMet.on.desc(), ObjectionMet.id.desc())
        .limit(limit)
    )
    return list(session.scalars(found))
