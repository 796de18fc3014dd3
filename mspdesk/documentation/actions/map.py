"""Things people do to a network map: move, name, hide, link, replace it by a picture."""

import hashlib
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...database.action import acting, action, tell
from ...database.blobs import put
from ...dates import today
from ...errors import UserError
from ...exchange.pictures import PAGE, is_clean
from ..models.network import MapLink, MapNode, MapSheet
from ..queries.map import network_map, own_words
from ..rules.map import STEP, WIDTH, Way

LONGEST = 200


@action("Move on map")
def move_box(session: Session, client_id: int, subject: str, x: int, y: int) -> None:
    """Put a box where a person wants it; points from the upper left corner, on a grid."""
    node = _node(session, client_id, subject)
    node.x = max(0, min(WIDTH, x)) // STEP * STEP
    node.y = max(0, y) // STEP * STEP
    tell(session, "Map changed")


@action("Name on map")
def name_box(session: Session, client_id: int, subject: str, label: str, under: str) -> None:
    """Give a box other words; empty ones, and the same ones, are those of the facts.

    Raises UserError by field.
    """
    for field, words in (("label", label), ("under", under)):
        if len(words.strip()) > LONGEST:
            raise UserError(f"Keep it within {LONGEST} signs.", field)
    own = own_words(session, client_id, subject)
    node = _node(session, client_id, subject)
    node.label, node.under = label.strip(), under.strip()
    if own is not None and not subject.startswith("note:"):
        node.label = "" if node.label == own[0] else node.label
        node.under = "" if node.under == own[1] else node.under
    tell(session, "Map changed")


@action("Hide on map")
def hide_box(session: Session, client_id: int, subject: str, *, hidden: bool = True) -> None:
    """Take a box off the map, or put it back."""
    _node(session, client_id, subject).hidden = hidden
    tell(session, "Taken off the map" if hidden else "Back on the map")


@action("Add note to map")
def add_note(session: Session, client_id: int, label: str, under: str = "") -> str:
    """Put a box of one's own below everything on the map; answers its subject."""
    if not label.strip():
        raise UserError("Say what the box is.", "label")
    mark = hashlib.sha256(f"{client_id}/{label}".encode()).hexdigest()[:8]
    subject = f"note:{mark}"
    below = network_map(session, client_id).height
    node = _node(session, client_id, subject)
    node.label, node.under, node.hidden = label.strip()[:LONGEST], under.strip()[:LONGEST], False
    if node.x is None:
        node.x, node.y = 0, below // STEP * STEP
    tell(session, "Box added")
    return subject


@action("Link on map")
def link_boxes(
    session: Session, client_id: int, one: str, other: str, details: Mapping[str, Any]
) -> None:
    """Draw a line between two boxes, or change it: kind, label, hidden. Raises UserError."""
    if one == other:
        raise UserError("Choose two different boxes.", "other")
    kind = str(details.get("kind", Way.CABLE))
    if kind not in set(Way):
        raise UserError("Choose cable, wireless or VPN.", "kind")
    row = _line(session, client_id, one, other)
    if row is None:
        row = MapLink(client_id=client_id, one=one, other=other)
        session.add(row)
    row.kind, row.label = kind, str(details.get("label", "")).strip()[:LONGEST]
    row.hidden = bool(details.get("hidden"))
    tell(session, "Line taken off the map" if row.hidden else "Line drawn")


@action("Unlink on map")
def unlink_boxes(session: Session, client_id: int, one: str, other: str) -> None:
    """Take away what a person said of a line, so that the facts draw it again or not."""
    row = _line(session, client_id, one, other)
    if row is not None:
        session.delete(row)
    tell(session, "Line taken off the map")


@action("Lay map out again")
def lay_out_again(session: Session, client_id: int) -> None:
    """Let every box find its own place again; words and what is hidden stay."""
    for node in session.scalars(select(MapNode).where(MapNode.client_id == client_id)):
        if not node.subject.startswith("note:"):
            node.x, node.y = None, None
    tell(session, "Map laid out again")


@action("Map walked")
def walk_map(session: Session, client_id: int, on: date | None = None) -> None:
    """Note that somebody compared the map with the building."""
    day = on or today()
    if day > today():
        raise UserError("Type the day it was walked, today or before.", "walked_on")
    row = _sheet(session, client_id)
    row.walked_on, row.walked_by_id = day, acting(session)
    tell(session, "Map walked and checked")


@action("Describe map")
def describe_map(session: Session, client_id: int, words: str) -> None:
    """Write the line below the map; an empty one is made from the networks."""
    if len(words.strip()) > 3 * LONGEST:
        raise UserError(f"Keep it within {3 * LONGEST} signs.", "words")
    _sheet(session, client_id).words = words.strip()
    tell(session, "Map changed")


@action("Picture for map")
def use_picture(session: Session, client_id: int, png: bytes | None) -> None:
    """Let a picture stand in place of the drawing, or the drawing again without one.

    `png` is what `clean_picture` made of the file; raises UserError naming picture for others.
    """
    if png and not is_clean(png, PAGE):
        raise UserError("Choose a PNG or JPEG.", PAGE.field)
    row = _sheet(session, client_id)
    row.picture = put(session, png) if png else ""
    row.picture_on = today() if png else None
    tell(session, "A picture stands for the map" if png else "The map is drawn again")


def _line(session: Session, client_id: int, one: str, other: str) -> MapLink | None:
    """The line between two boxes, whichever of them it was drawn from."""
    there = (MapLink.one == one) & (MapLink.other == other)
    back = (MapLink.one == other) & (MapLink.other == one)
    found = select(MapLink).where(MapLink.client_id == client_id, there | back)
    return session.scalars(found.order_by(MapLink.id).limit(1)).first()


def _node(session: Session, client_id: int, subject: str) -> MapNode:
    held = session.scalar(
        select(MapNode).where(MapNode.client_id == client_id, MapNode.subject == subject)
    )
    if held is None:
        held = MapNode(client_id=client_id, subject=subject)
        session.add(held)
    return held


def _sheet(session: Session, client_id: int) -> MapSheet:
    held = session.scalar(select(MapSheet).where(MapSheet.client_id == client_id))
    if held is None:
        held = MapSheet(client_id=client_id)
        session.add(held)
    return held
