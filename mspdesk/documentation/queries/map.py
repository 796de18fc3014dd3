"""Questions about a client's network map."""

from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...clients.models import Client, Site
from ...database.blobs import get
from ...dates import full_date
from ...people.models import Person
from ...rows import dataclass
from ..models.device import Device
from ..models.network import Circuit, MapLink, MapNode, MapSheet, Network, RemoteAccess
from ..rules.map import Facts, Gear, Held, Line, NetworkMap, Place, Way, Wire, drawn

KINDS = {
    "fiber": "fiber",
    "cable": "cable",
    "dsl": "DSL",
    "cellular": "cellular",
    "wireless": "wireless",
    "satellite": "satellite",
}


@dataclass(frozen=True, slots=True)
class SheetRow:
    """What is true of the whole map; version 0 while nobody said anything."""

    version: int
    walked_on: date | None
    walked_by_id: int | None
    walked_by: str
    picture: str
    picture_on: date | None
    words: str


@dataclass(frozen=True, slots=True)
class MapDocument:
    """A map as binders print it: the drawing, or the picture in its place.

    `picture` is the picture's SHA-256, `png` its bytes.
    """

    client: str
    drawing: NetworkMap
    walked: str
    picture: str
    png: bytes = b""


def map_facts(session: Session, client_id: int) -> Facts:
    """Everything a client's map is drawn from."""
    vpn = select(RemoteAccess.id).where(
        RemoteAccess.client_id == client_id,
        RemoteAccess.kind == "vpn",
        RemoteAccess.gone_on.is_(None),
    )
    links = list(session.scalars(select(MapLink).where(MapLink.client_id == client_id)))
    return Facts(
        _lines(session, client_id),
        _gear(session, client_id),
        _places(session, client_id),
        _networks(session, client_id),
        session.scalar(vpn.limit(1)) is not None,
        _tunnels(session, client_id),
        _held(session, client_id),
        [Wire(one.one, one.other, Way(one.kind), one.label) for one in links if not one.hidden],
        frozenset((one.one, one.other) for one in links if one.hidden),
        sheet(session, client_id).words,
    )


def _lines(session: Session, client_id: int) -> list[Line]:
    columns = (Circuit.id, Circuit.provider, Circuit.account_number, Circuit.kind)
    found = (
        select(*columns, Circuit.modem, Circuit.site_id)
        .where(Circuit.client_id == client_id, Circuit.gone_on.is_(None))
        .order_by(Circuit.id)
    )
    return [
        Line(id_, provider, account, KINDS.get(kind, ""), modem, site)
        for id_, provider, account, kind, modem, site in session.execute(found)
    ]


def _gear(session: Session, client_id: int) -> list[Gear]:
    found: Any = (
        select(
            *(Device.id, Device.kind, Device.name, Device.model, Device.serial, Device.ip),
            *(Device.place, Device.site_id, Device.uplink_id, Device.uplink_port),
        )
        .where(Device.client_id == client_id, Device.retired_on.is_(None))
        .where(Device.status != "spare")
        .order_by(Device.name, Device.id)
    )
    return [Gear(*row) for row in session.execute(found)]


def _places(session: Session, client_id: int) -> list[Place]:
    found = select(Site.id, Site.name, Site.main, Site.equipment_room)
    found = found.where(Site.client_id == client_id).order_by(Site.main.desc(), Site.id)
    return [Place(*row) for row in session.execute(found)]


def _networks(session: Session, client_id: int) -> list[tuple[str, str]]:
    found = (
        select(Network.cidr, Network.name)
        .where(Network.client_id == client_id, Network.gone_on.is_(None))
        .order_by(Network.id)
    )
    return [(cidr, name) for cidr, name in session.execute(found)]


def _tunnels(session: Session, client_id: int) -> frozenset[int]:
    """The places whose network is said to come over a VPN."""
    said = func.lower(Network.name + " " + Network.purpose)
    found = select(Network.site_id).where(
        Network.client_id == client_id,
        Network.gone_on.is_(None),
        Network.site_id.is_not(None),
        said.contains("vpn") | said.contains("tunnel"),
    )
    return frozenset(id_ for id_ in session.scalars(found) if id_ is not None)


def _held(session: Session, client_id: int) -> dict[str, Held]:
    columns = (MapNode.subject, MapNode.x, MapNode.y, MapNode.label, MapNode.under, MapNode.hidden)
    found: Any = session.execute(select(*columns).where(MapNode.client_id == client_id))
    return {subject: Held(*rest) for subject, *rest in found}


def network_map(session: Session, client_id: int) -> NetworkMap:
    """A client's map, drawn from the facts and adjusted as it was left."""
    return drawn(map_facts(session, client_id))


def own_words(session: Session, client_id: int, subject: str) -> tuple[str, str] | None:
    """What the facts alone would write into a box: its name, and the lines below."""
    box = drawn(replace(map_facts(session, client_id), held={})).box(subject)
    return (box.title, "\n".join(box.under)) if box else None


def sheet(session: Session, client_id: int) -> SheetRow:
    """What was said of a client's whole map."""
    found = session.execute(
        select(
            *(MapSheet.version, MapSheet.walked_on, MapSheet.walked_by_id),
            func.coalesce(Person.name, ""),
            *(MapSheet.picture, MapSheet.picture_on, MapSheet.words),
        )
        .outerjoin(Person, Person.id == MapSheet.walked_by_id)
        .where(MapSheet.client_id == client_id)
    ).first()
    return SheetRow(*found) if found else SheetRow(0, None, None, "", "", None, "")


def hidden_boxes(session: Session, client_id: int) -> list[tuple[str, str]]:
    """Boxes that were taken off a map: subject and words, so that they can come back."""
    facts = map_facts(session, client_id)
    away = {key for key, one in facts.held.items() if one.hidden}
    shown = {key: Held(one.x, one.y, one.label, one.under) for key, one in facts.held.items()}
    whole = drawn(replace(facts, held=shown))
    return [(box.key, box.title) for box in whole.boxes if box.key in away]


def map_document(session: Session, client_id: int) -> MapDocument:
    """A client's map for binders; who walked it when is said in words."""
    name = session.scalar(select(Client.name).where(Client.id == client_id))
    said = sheet(session, client_id)
    walked = ""
    if said.walked_on is not None:
        who = ", ".join(filter(None, (full_date(said.walked_on), said.walked_by)))
        walked = f"walked and checked {who}"
    png = get(session, said.picture) if said.picture else b""
    return MapDocument(name or "", network_map(session, client_id), walked, said.picture, png)
