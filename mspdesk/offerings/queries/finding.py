"""What search finds of offerings."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...desk.area import Found, Place
from ..models import Offering
from ..rules import stages

_KIND = "offering offer product value sales sheet"
_MOST = 200


def find_offerings(session: Session, text: str, limit: int) -> list[Found]:
    """Offerings that hold every word; those that were set aside come last."""
    wanted = text.casefold().split()
    asked = select(
        Offering.id, Offering.name, Offering.summary, Offering.stage, Offering.aside_on
    ).limit(_MOST)
    found: list[tuple[bool, str, Found]] = []
    for id_, name, summary, stage, aside in session.execute(asked):
        if all(one in f"{name} {summary} {_KIND}".casefold() for one in wanted):
            words = "set aside" if aside else stages.NAMES[stage].lower()
            hit = Found(name, f"Offering, {words}", Place("clients", id_, "offerings"), "tag")
            found.append((aside is not None, name.casefold(), hit))
    found.sort(key=lambda one: one[:2])
    return [hit for *_, hit in found[:limit]]
