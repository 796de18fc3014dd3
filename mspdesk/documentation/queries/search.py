"""What the search finds in the documentation of clients: addresses, names, lines, programs."""

from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from ...clients.models import Client
from ...database.holding import holds
from ...rows import dataclass
from ..rules.sections import section
from .tables import column, there

LEAST = 2
"""Letters that must be typed before anything is looked for."""


@dataclass(frozen=True, slots=True)
class FactHit:
    """A fact the search found: its name, what stands beside it, whose it is."""

    key: str
    id: int
    name: str
    detail: str
    client_id: int
    client: str


DETAILS = {
    "address": "name",
    "network": "cidr",
    "circuit": "provider",
    "domain": "registrar",
    "web_site": "manager",
    "application": "used_for",
    "subscription": "provider",
    "license": "maker",
    "certificate": "issuer",
}
"""What is said beside the name of a hit, by section."""


def search_facts(session: Session, key: str, words: str, limit: int = 5) -> list[FactHit]:
    """Facts of a section in which what was typed stands; names that begin with it first."""
    text = words.strip()
    if len(text) < LEAST:
        return []
    kept = section(key)
    name, owner = column(kept, kept.name), column(kept, "client_id")
    begins = func.lower(name).startswith(text.lower(), autoescape=True)
    found = (
        select(column(kept, "id"), name, _detail(key), owner, Client.name)
        .join(Client, Client.id == owner)
        .where(or_(*(holds(column(kept, one), text) for one in kept.search)), there(kept))
        .order_by(begins.desc(), func.lower(name), column(kept, "id"))
        .limit(limit)
    )
    return [FactHit(key, *row) for row in session.execute(found)]


def _detail(key: str) -> Any:
    kept = section(key)
    return column(kept, DETAILS.get(key, kept.name))
