"""Things done with online profiles: keep a list of them, and look."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...database.action import acting, action, tell
from ...database.stale import as_seen
from ...dates import today
from ...errors import UserError
from ..models import OnlineProfile, ProfileLook
from ..rules.profiles import USUAL

FIELDS = frozenset({"place", "address", "owner_id", "every_months", "notes"})
MOST_MONTHS = 36


@action("Save online profile")
def save_profile(
    session: Session,
    facts: Mapping[str, Any],
    profile_id: int | None = None,
    version: int = 0,
) -> int:
    """Write down a place where people look us up, a new one without an id; answers the id."""
    row = (
        as_seen(session, OnlineProfile, profile_id, version)
        if profile_id
        else OnlineProfile(place="", position=_next(session), notes="", every_months=3)
    )
    for name, value in facts.items():
        if name not in FIELDS:
            raise AttributeError(name)
        setattr(row, name, value.strip() if isinstance(value, str) else value)
    row.place = " ".join(row.place.split())
    if not row.place:
        raise UserError("Say which place it is, for example LinkedIn, the company.", "place")
    if not 1 <= (row.every_months or 0) <= MOST_MONTHS:
        raise UserError(f"Look every 1 to {MOST_MONTHS} months.", "every_months")
    session.add(row)
    session.flush()
    tell(session, f"{row.place} saved")
    return row.id


def _next(session: Session) -> int:
    return (session.scalar(select(func.max(OnlineProfile.position))) or 0) + 1


@action("Begin list of online profiles")
def begin_profiles(session: Session) -> int:
    """Write down the usual places that are not on the list yet; answers how many."""
    known = {place.casefold() for place in session.scalars(select(OnlineProfile.place))}
    new = [(place, every) for place, every in USUAL if place.casefold() not in known]
    for place, every in new:
        save_profile(session, {"place": place, "every_months": every})
    tell(session, f"{len(new)} places to look at written down")
    return len(new)


@action("Look at online profile")
def look(
    session: Session,
    profile_id: int,
    *,
    fine: bool,
    words: str = "",
    on: date | None = None,
) -> None:
    """Write down that somebody looked: all right, or what is wrong in words.

    Raises UserError for a day to come, or for something wrong that is not said.
    """
    row = session.get_one(OnlineProfile, profile_id)
    day, said = on or today(), words.strip()
    if day > today():
        raise UserError("Nobody can look on a day to come.", "on")
    if not fine and not said:
        raise UserError("Say what is wrong, so that it can be put right.", "words")
    session.add(
        ProfileLook(profile_id=profile_id, on=day, fine=fine, words=said, person_id=acting(session))
    )
    if row.looked_on is None or day >= row.looked_on:
        row.looked_on, row.state = day, "fine" if fine else "wrong"
    session.flush()
    tell(session, f"{row.place}: {'all right' if fine else 'something is wrong'}")


@action("Retire online profile")
def retire_profile(session: Session, profile_id: int) -> None:
    """Take a place off the list; what was found there stays in the books."""
    row = session.get_one(OnlineProfile, profile_id)
    row.active = False
    tell(session, f"{row.place} is off the list")
