"""Things people do to vendors: write them down, look at their channel, say who may order."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...database.action import action, tell
from ...database.stale import as_seen
from ...dates import today
from ...errors import UserError
from ...people.models import Person
from ...shop.actions import next_number
from .. import rules
from ..models import Vendor, VendorContact, VendorPerson
from ..rules import Commitment
from .filling import copied, fill, free_name, refuse_same, there

_CHANNEL = frozenset({"commitment", "commitment_on", "active"})


@action("Add vendor")
def add_vendor(session: Session, details: Mapping[str, Any]) -> int:
    """Write down a vendor; answers its id. Raises UserError naming the field (S113)."""
    vendor = Vendor(number="", name="", kind="distributor")
    _fill(session, vendor, details)
    vendor.number = next_number(session, "vendor")
    session.add(vendor)
    session.flush()
    tell(session, f"{vendor.name} added")
    return vendor.id


@action("Change vendor")
def edit_vendor(session: Session, vendor_id: int, version: int, changes: Mapping[str, Any]) -> None:
    """Change what is written about a vendor; `version` is the one that was seen."""
    vendor = as_seen(session, Vendor, vendor_id, version)
    _fill(session, vendor, changes)
    tell(session, f"{vendor.name} saved")


def _fill(session: Session, vendor: Vendor, changes: Mapping[str, Any]) -> None:
    fill(vendor, changes, _CHANNEL)
    if not vendor.name:
        raise UserError("Give the vendor its name.", "name")
    if vendor.kind not in rules.KINDS:
        raise UserError("Choose what kind of vendor it is.", "kind")
    if vendor.portal:
        vendor.portal = rules.plain_address(vendor.portal, "portal")
    refuse_same(session, Vendor.name, vendor, "There is already a vendor with this name.")


@action("Duplicate vendor")
def duplicate_vendor(session: Session, vendor_id: int) -> int:
    """Begin a vendor with what is written about another; answers its id.

    Account number, contacts, people and what was found out about the channel are not taken over.
    """
    vendor = there(session, Vendor, vendor_id, "Choose a vendor first.", "vendor_id")
    left = _CHANNEL | {"account_number", "poaches", "deal_registration", "commitment_notes"}
    copy = Vendor(**copied(vendor, left))
    copy.name = free_name(session, Vendor.name, vendor.name)
    copy.number = next_number(session, "vendor")
    session.add(copy)
    session.flush()
    tell(session, f"{copy.name} added")
    return copy.id


@action("Retire vendor")
def retire_vendor(session: Session, vendor_id: int, *, active: bool = False) -> None:
    """Put a vendor we no longer buy from at the end of the lists, or take it up again."""
    vendor = there(session, Vendor, vendor_id, "Choose a vendor first.", "vendor_id")
    vendor.active = active
    if not active:
        vendor.in_stack = False
    tell(session, f"{vendor.name} {'is in use again' if active else 'retired'}")


@action("Look at the channel")
def look_at_channel(
    session: Session, vendor_id: int, version: int, found: Mapping[str, Any]
) -> None:
    """Note how far a vendor is committed to the channel, and on which day that was found (S114).

    `found` holds commitment, commitment_on, poaches, deal_registration, commitment_notes, in_stack.
    Without a day it is today. Raises UserError naming the field.
    """
    vendor = as_seen(session, Vendor, vendor_id, version)
    kept = dict(found)
    commitment = str(kept.pop("commitment") or "") if "commitment" in kept else vendor.commitment
    on: date | None = kept.pop("commitment_on", None)
    if commitment not in rules.COMMITMENT_WORDS:
        raise UserError("Choose how the vendor sells.", "commitment")
    if on is not None and on > today():
        raise UserError("This day is still to come.", "commitment_on")
    fill(vendor, kept, _CHANNEL)
    vendor.commitment = commitment
    vendor.commitment_on = (on or today()) if commitment else None
    words = rules.COMMITMENT_WORDS[Commitment(commitment)]
    tell(session, f"{vendor.name}: {words.lower()}")


@action("Add vendor contact")
def add_contact(session: Session, vendor_id: int, details: Mapping[str, Any]) -> int:
    """Add a person at a vendor; answers the id. Raises UserError naming the field."""
    vendor = there(session, Vendor, vendor_id, "Choose a vendor first.", "vendor_id")
    contact = VendorContact(vendor_id=vendor.id, name="")
    fill(contact, details, frozenset({"vendor_id"}))
    _named(contact)
    session.add(contact)
    session.flush()
    tell(session, f"{contact.name} at {vendor.name} added")
    return contact.id


@action("Change vendor contact")
def edit_contact(
    session: Session, contact_id: int, version: int, changes: Mapping[str, Any]
) -> None:
    """Change what is written about a person at a vendor."""
    contact = as_seen(session, VendorContact, contact_id, version)
    fill(contact, changes, frozenset({"vendor_id"}))
    _named(contact)
    tell(session, f"{contact.name} saved")


def _named(contact: VendorContact) -> None:
    if not contact.name:
        raise UserError("Say whom you talk to there.", "name")


@action("Remove vendor contact")
def remove_contact(session: Session, contact_id: int) -> None:
    """Take out a person who is no longer at the vendor."""
    contact = there(session, VendorContact, contact_id, "This contact is gone already.", "name")
    session.delete(contact)
    tell(session, f"{contact.name} removed")


@action("Allow person at vendor")
def allow_person(
    session: Session,
    vendor_id: int,
    person_id: int | None,
    *,
    may_order: bool = False,
    since_on: date | None = None,
) -> int:
    """Let one of us speak for the shop at a vendor, or change what they may; answers the id (S113).

    Without a day it is since today. Raises UserError naming `person_id`.
    """
    vendor = there(session, Vendor, vendor_id, "Choose a vendor first.", "vendor_id")
    person = there(session, Person, person_id, "Choose one of you.", "person_id")
    held = session.scalar(
        select(VendorPerson).where(
            VendorPerson.vendor_id == vendor.id, VendorPerson.person_id == person.id
        )
    )
    if held is None:
        held = VendorPerson(vendor_id=vendor.id, person_id=person.id, since_on=since_on or today())
        session.add(held)
    elif since_on is not None:
        held.since_on = since_on
    held.may_order = may_order
    session.flush()
    does = "may order" if may_order else "may call"
    tell(session, f"{person.name} {does} at {vendor.name}")
    return held.id


@action("Withdraw person at vendor")
def withdraw_person(session: Session, vendor_person_id: int) -> None:
    """Let one of us no longer speak for the shop at a vendor."""
    held = there(
        session, VendorPerson, vendor_person_id, "This person was taken out already.", "person_id"
    )
    vendor = session.get_one(Vendor, held.vendor_id)
    person = session.get_one(Person, held.person_id)
    session.delete(held)
    tell(session, f"{person.name} no longer speaks for us at {vendor.name}")
