"""Who may be stuck at a tier, and whose certificates run out (S041)."""

from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...people.queries import owner_id, people
from ...rows import dataclass
from ..models import Employment, Skill
from ..rules import growth
from .who import leads

AHEAD = 60
"""Days ahead that a certificate which runs out is spoken of."""


@dataclass(frozen=True, slots=True)
class StuckRow:
    """A technician at tier 1 for two years with whom nobody has talked about the next (S041)."""

    person_id: int
    person: str
    since: date
    reviewed_on: date | None
    service: str
    wants_next: str


def may_be_stuck(session: Session, day: date) -> list[StuckRow]:
    """Technicians who may be stuck on a day, by name; only for those who lead people.

    Not the owner, with whom nobody talks about promotion.
    """
    if not leads(session):
        return []
    kept = {
        who: (since, reviewed, wants)
        for who, since, reviewed, wants in session.execute(
            select(
                Employment.person_id,
                Employment.tier_since,
                Employment.tier_reviewed_on,
                Employment.wants_next,
            )
        )
    }
    found = []
    owner = owner_id(session)
    for who in people(session):
        since, reviewed, wants = kept.get(who.id, (None, None, ""))
        begun = growth.at_tier_since(who.hired_on, since)
        if not who.takes_tickets or begun is None or who.id == owner:
            continue
        if growth.may_be_stuck(who.tier, begun, reviewed, day):
            words = growth.service(begun, day)
            found.append(StuckRow(who.id, who.name, begun, reviewed, words, wants))
    return found


def tiers_of_team(session: Session) -> list[int]:
    """The tiers of everybody who takes tickets."""
    return [who.tier for who in people(session) if who.takes_tickets]


@dataclass(frozen=True, slots=True)
class ExpiringRow:
    """A certificate that runs out, or has."""

    person_id: int
    person: str
    name: str
    expires_on: date


def running_out(session: Session, until: date) -> list[ExpiringRow]:
    """Certificates of people who work here that run out by a day, the first to run out first.

    One that was earned again, under the same name, counts until the later day and is no longer
    spoken of as run out.
    """
    if not leads(session):
        return []
    here = {who.id: who.name for who in people(session)}
    found = select(Skill.person_id, Skill.name, Skill.expires_on).where(
        Skill.kind == "certificate", Skill.person_id.in_(here)
    )
    newest: dict[tuple[int, str], ExpiringRow | None] = {}
    for who, name, on in session.execute(found.order_by(Skill.expires_on, Skill.id)):
        key = (who, growth.same_name(name))
        if on is None:
            newest[key] = None
        elif newest.get(key, key) is not None:
            newest[key] = ExpiringRow(who, here[who], name, on)
    rows = [one for one in newest.values() if one is not None and one.expires_on <= until]
    return sorted(rows, key=lambda one: (one.expires_on, one.person.casefold(), one.name))


def soon(day: date) -> date:
    """The last day whose certificates are spoken of on a day."""
    return day + timedelta(days=AHEAD)
