"""Things people do to clients, their sites and contacts."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ..database.action import acting, action, tell
from ..database.stale import as_seen
from ..dates import today
from ..errors import UserError
from ..shop.actions import next_number
from . import rules
from .models import Client, Contact, Site, Talk
from .rules import Status

_FIXED = frozenset(
    {"id", "version", "number", "status", "internal", "source", "source_id", "batch_id"}
)
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")


@action("Add client")
def add_client(session: Session, name: str, details: Mapping[str, Any] | None = None) -> int:
    """Add a business as a prospect, or with the status given; answers its id.

    Raises UserError naming the field that is wrong. A name that is taken is refused.
    """
    details = dict(details or {})
    status = Status(details.pop("status", Status.PROSPECT))
    client = Client(number="", name="", status=status, since_on=details.pop("since_on", today()))
    _fill(client, {"name": name, **details})
    _refuse_same_name(session, client)
    if status in rules.WORKED_FOR and not client.hourly_terms_on:
        client.hourly_terms_on = client.since_on
    client.number = next_number(session, "client")
    session.add(client)
    session.flush()
    tell(session, f"{client.name} added")
    return client.id


@action("Add own company")
def add_internal(session: Session, name: str) -> int:
    """Add our own company as the client of internal work, which never bills (S054)."""
    client = Client(
        number=next_number(session, "client"),
        name=name,
        status=Status.ACTIVE,
        internal=True,
        since_on=today(),
        hourly_terms_on=today(),
    )
    session.add(client)
    session.flush()
    return client.id


@action("Change client")
def edit_client(session: Session, client_id: int, version: int, changes: Mapping[str, Any]) -> None:
    """Change columns of a client; `version` is the one the person saw."""
    client = as_seen(session, Client, client_id, version)
    _fill(client, changes)
    _refuse_same_name(session, client)
    tell(session, f"{client.name} saved")


def _fill(row: Client | Site | Contact, changes: Mapping[str, Any]) -> None:
    """Set known columns, text trimmed; phones keep their spacing and are remembered as digits."""
    for name, value in changes.items():
        if name in _FIXED or name not in row.__table__.columns:
            raise AttributeError(name)
        setattr(row, name, value.strip() if isinstance(value, str) else value)
        if name in ("phone", "mobile"):
            setattr(row, f"{name}_digits", rules.digits(str(value)))
        if name in ("email", "billing_email") and value and not _EMAIL.fullmatch(value.strip()):
            raise UserError("An e-mail address has a name, an @ and a domain with a dot.", name)
        if (
            name in ("rate", "trip_charge", "terms_days", "may_spend")
            and value is not None
            and value < 0
        ):
            raise UserError("Type a figure that is not below zero.", name)
    if not isinstance(row, Contact) and not row.name:
        raise UserError("Give it a name.", "name")


def _refuse_same_name(session: Session, client: Client) -> None:
    with session.no_autoflush:
        same = select(Client.id).where(func.lower(Client.name) == client.name.lower())
        if any(found != client.id for found in session.scalars(same)):
            raise UserError("There is already a client with this name.", "name")


@action("Change client status")
def change_status(session: Session, client_id: int, status: str, reason: str = "") -> None:
    """Move a client on: prospect to client, notice, former and so on (B1).

    An active client needs accepted hourly terms or an agreement; former ones get their last day.
    """
    client = session.get_one(Client, client_id)
    wanted, held = Status(status), Status(client.status)
    if client.internal:
        raise UserError("This is our own company; it stays a client.", "status")
    if wanted not in rules.NEXT[held]:
        raise UserError(
            f"{rules.WORDS[held]} cannot become {rules.WORDS[wanted].lower()}.", "status"
        )
    if wanted is Status.DECLINED and not reason.strip():
        raise UserError("Say in a few words why.", "reason")
    if wanted is Status.ACTIVE and not client.hourly_terms_on:
        raise UserError(
            "Note the day the client accepted your hourly terms, or activate an agreement.",
            "hourly_terms_on",
        )
    client.status = wanted
    if wanted is Status.FORMER:
        client.until_on = today()
    elif held is Status.FORMER:
        client.until_on = None
    if reason.strip():
        session.add(
            Talk(client_id=client.id, person_id=acting(session), on=today(), text=reason.strip())
        )
    tell(session, f"{client.name}: {rules.WORDS[wanted].lower()}")


@action("Add site")
def add_site(session: Session, client_id: int, details: Mapping[str, Any]) -> int:
    """Add a place where a client works; the first one is the main site."""
    first = session.scalar(select(Site.id).where(Site.client_id == client_id)) is None
    site = Site(client_id=client_id, name="", main=first)
    _fill(site, details)
    session.add(site)
    session.flush()
    tell(session, f"Site {site.name} added")
    return site.id


@action("Change site")
def edit_site(session: Session, site_id: int, version: int, changes: Mapping[str, Any]) -> None:
    """Change columns of a site."""
    site = as_seen(session, Site, site_id, version)
    _fill(site, changes)
    tell(session, f"Site {site.name} saved")


@action("Add contact")
def add_contact(session: Session, client_id: int, details: Mapping[str, Any]) -> int:
    """Add a person at a client; the first one is the main contact."""
    first = session.scalar(select(Contact.id).where(Contact.client_id == client_id)) is None
    contact = Contact(client_id=client_id, main=first, first_name="", last_name="")
    session.add(contact)
    _save_contact(session, contact, details)
    tell(session, f"{rules.full_name(contact.first_name, contact.last_name)} added")
    return contact.id


@action("Change contact")
def edit_contact(
    session: Session, contact_id: int, version: int, changes: Mapping[str, Any]
) -> None:
    """Change columns of a contact."""
    contact = as_seen(session, Contact, contact_id, version)
    _save_contact(session, contact, changes)
    tell(session, f"{rules.full_name(contact.first_name, contact.last_name)} saved")


def _save_contact(session: Session, contact: Contact, changes: Mapping[str, Any]) -> None:
    """One main and one billing contact a client: the newest choice wins."""
    with session.no_autoflush:
        _fill(contact, changes)
        if not rules.full_name(contact.first_name, contact.last_name):
            raise UserError("Type the contact's name.", "first_name")
        if contact.emergency not in (None, 1, 2, 3):
            raise UserError("The emergency order is 1, 2 or 3.", "emergency")
        if contact.active is False:
            contact.main = contact.billing = False
        others = select(Contact).where(Contact.client_id == contact.client_id)
        for other in session.scalars(others):
            if other is contact:
                continue
            other.main = other.main and not contact.main
            other.billing = other.billing and not contact.billing
    session.flush()


@action("Note a talk")
def add_talk(
    session: Session,
    client_id: int,
    on: date,
    text: str,
    next_on: date | None = None,
    contact_id: int | None = None,
) -> int:
    """Write down what was talked about with a client, and when to talk next (S145)."""
    if not text.strip():
        raise UserError("Write what was said in a sentence.", "text")
    if next_on and next_on < on:
        raise UserError("The next talk comes after this one.", "next_on")
    talk = Talk(
        client_id=client_id,
        contact_id=contact_id,
        person_id=acting(session),
        on=on,
        text=text.strip(),
        next_on=next_on,
    )
    session.add(talk)
    session.flush()
    tell(session, "Talk noted")
    return talk.id
