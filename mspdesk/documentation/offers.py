"""What documentation offers the desk: devices in the search."""

from sqlalchemy.orm import Session

from ..desk.area import Finder, Found, Place
from . import queries, rules


def find_devices(session: Session, text: str, limit: int) -> list[Found]:
    """Devices for the palette; each leads to its client's page."""
    return [
        Found(
            hit.name,
            ", ".join(filter(None, (hit.client, rules.DEVICE_KINDS.get(hit.kind, hit.kind)))),
            Place("clients", hit.client_id, do="device", about={"device_id": hit.id}),
            icon=rules.DEVICE_ICONS.get(hit.kind, "monitor"),
        )
        for hit in queries.search_devices(session, text, limit)
    ]


FINDERS = (Finder("Devices", find_devices, order=40),)
