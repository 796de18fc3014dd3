"""The vendor sheet: everything it takes to call a vendor, on one page, without a secret."""

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...dates import full_date, today
from ...errors import UserError
from ...letters.queries import letterhead
from ...printing.page import Letterhead
from ...rows import dataclass
from .. import rules
from ..models import Vendor
from ..rules import Commitment
from .vendors import (
    AccountRow,
    ContactRow,
    PersonRow,
    VendorRow,
    accounts,
    our_people,
    vendor,
    vendor_contacts,
)


@dataclass(frozen=True, slots=True)
class VendorDocument:
    """A vendor in words: whom to call, how it sells, who is known there; no notes and no PIN."""

    on: date
    name: str
    kind: str
    reach: tuple[tuple[str, str], ...]
    support: tuple[tuple[str, str], ...]
    channel: tuple[tuple[str, str], ...]
    contacts: tuple[ContactRow, ...]
    people: tuple[PersonRow, ...]
    accounts: tuple[AccountRow, ...]
    letterhead: Letterhead


def vendor_document(session: Session, vendor_id: int) -> VendorDocument:
    """Gather the sheet of a vendor; accounts that are retired are left out."""
    held = vendor(session, vendor_id)
    if held is None:
        raise LookupError(vendor_id)
    return VendorDocument(
        today(),
        held.name,
        ", ".join(filter(None, (held.number, held.kind_words, held.sells))),
        _reach(held),
        _support(held),
        _channel(held),
        tuple(vendor_contacts(session, vendor_id)),
        tuple(our_people(session, vendor_id)),
        tuple(accounts(session, vendor_id=vendor_id, in_use=True)),
        letterhead(session),
    )


def _support(held: VendorRow) -> tuple[tuple[str, str], ...]:
    pairs = [
        ("Support", held.support_phone or held.phone),
        ("Hours", held.support_hours),
        ("Our account", held.account_number),
    ]
    return tuple(pair for pair in pairs if pair[1])


def _reach(held: VendorRow) -> tuple[tuple[str, str], ...]:
    phone = held.phone if held.support_phone else ""
    pairs = [
        ("Phone", phone),
        ("E-mail", held.email),
        ("Portal", held.portal),
        ("Terms", held.terms),
        ("Address", ", ".join(filter(None, map(str.strip, held.address.splitlines())))),
    ]
    return tuple(pair for pair in pairs if pair[1])


def _channel(held: VendorRow) -> tuple[tuple[str, str], ...]:
    one = Commitment(held.commitment)
    looked = full_date(held.commitment_on) if held.commitment_on else "Not yet"
    pairs = [
        ("Sells", f"{held.commitment_words}. {rules.COMMITMENT_MEANS[one]}"),
        ("Looked at", looked),
        ("In our stack", "Yes" if held.in_stack else "No"),
        ("Registers deals", "Yes" if held.deal_registration else "No"),
        ("Went to our clients", "Yes" if held.poaches else "Not that we know"),
        ("What they promised", held.commitment_notes),
    ]
    return tuple(pair for pair in pairs if pair[1])


def find_vendor(session: Session, text: str) -> int:
    """The id of a vendor by its number or name; raises UserError."""
    wanted = text.strip().lower()
    found = session.scalars(
        select(Vendor.id).where(
            (func.lower(Vendor.number) == wanted) | (func.lower(Vendor.name) == wanted)
        )
    ).first()
    if found is None:
        raise UserError(f"There is no vendor “{text.strip()}”. Type its number or name.", "vendor")
    return found
