"""What documentation offers the desk: devices and facts in the search, verbs, what runs out."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from sqlalchemy.orm import Session

from ..dates import short_date
from ..desk.area import Finder, Found, Place, TodayList, TodayRow, Verb
from . import queries, rules
from .queries.expiries import expiries
from .queries.search import search_facts
from .rules.sections import section

AHEAD_DAYS = 30
"""As many days ahead Today tells what runs out; the report looks ninety."""


def find_devices(session: Session, text: str, limit: int) -> list[Found]:
    """Devices for the palette; each leads to its client's page."""
    return [
        Found(
            hit.name,
            ", ".join(filter(None, (hit.client, rules.DEVICE_KINDS.get(hit.kind, hit.kind)))),
            Place("clients", hit.client_id, do="device", about={"device_id": hit.id}),
            icon=rules.DEVICE_ICONS.get(hit.kind, "monitor"),
            client_id=hit.client_id,
            client=hit.client,
        )
        for hit in queries.search_devices(session, text, limit)
    ]


def _finds(*keys: str) -> Callable[[Session, str, int], list[Found]]:
    """A finder that looks into some sections, in their order."""

    def find(session: Session, text: str, limit: int) -> list[Found]:
        found: list[Found] = []
        for key in keys:
            if len(found) < limit:
                found += _found(session, key, text, limit - len(found))
        return found

    return find


def _found(session: Session, key: str, text: str, limit: int) -> list[Found]:
    kept = section(key)
    return [
        Found(
            hit.name,
            ", ".join(dict.fromkeys(filter(None, (hit.client, hit.detail)))),
            Place(
                "clients",
                hit.client_id,
                do="documentation",
                about={"chapter": kept.binder, "section": key, "fact_id": hit.id},
            ),
            icon=kept.icon,
            client_id=hit.client_id,
            client=hit.client,
        )
        for hit in search_facts(session, key, text, limit)
    ]


def running_out(session: Session, _person_id: int | None, day: date) -> list[TodayRow]:
    """Domains, certificates, licenses and leases that run out within thirty days (B1)."""
    found = expiries(session, day + timedelta(days=AHEAD_DAYS), on=day)
    told: Sequence[str] = ("Warranty",)
    return [
        TodayRow(
            one.client,
            f"{one.kind} {one.name} {'ran out' if one.on < day else 'runs out'} "
            f"{short_date(one.on, day)}",
            "Open",
            one.place,
            "calendar-clock",
            "amber" if one.on < day else "ink2",
        )
        for one in found
        if one.kind not in told
    ]


FINDERS = (
    Finder("Devices", find_devices, order=40),
    Finder("Addresses", _finds("address", "network"), order=42),
    Finder("Internet and domains", _finds("domain", "circuit", "web_site"), order=44),
    Finder("Applications", _finds("application", "license"), order=46),
)
VERBS = (
    Verb(
        "Document {client}",
        Place("clients", do="documentation"),
        "book-open",
        for_client=True,
        words="facts network binder write down",
    ),
    Verb(
        "Find what is there at {client}",
        Place("clients", do="documentation", about={"find": True}),
        "search",
        for_client=True,
        words="scan nmap inventory network import devices",
    ),
)
TODAY = (TodayList("Runs out soon", running_out, 65),)
