"""Things people do to the accounts clients have at vendors, and the letter that lets us call."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from ...clients.models import Client
from ...database.action import action, tell
from ...database.stale import as_seen
from ...dates import today
from ...errors import UserError
from ...letters import actions as letters
from ...letters.models import Letter
from ..models import Vendor, VendorAccount
from ..queries import accounts
from ..queries.letters import authorization
from .filling import copied, fill, there

FORM = "letters/vendor-authorization"
"""The text of the letter in which a client lets us call its vendor (C13)."""

_KEPT = frozenset({"active"})


@action("Add vendor account")
def add_account(session: Session, details: Mapping[str, Any]) -> int:
    """Write down a client's account at a vendor; answers its id. Raises UserError by field."""
    account = VendorAccount()
    fill(account, details, _KEPT)
    vendor = _checked(session, account)
    session.add(account)
    session.flush()
    tell(session, f"Account at {vendor.name} added")
    return account.id


@action("Change vendor account")
def edit_account(
    session: Session, account_id: int, version: int, changes: Mapping[str, Any]
) -> None:
    """Change a client's account at a vendor; `version` is the one that was seen."""
    account = as_seen(session, VendorAccount, account_id, version)
    fill(account, changes, _KEPT)
    vendor = _checked(session, account)
    tell(session, f"Account at {vendor.name} saved")


def _checked(session: Session, account: VendorAccount) -> Vendor:
    with session.no_autoflush:
        there(session, Client, account.client_id, "Choose the client.", "client_id")
        vendor = there(session, Vendor, account.vendor_id, "Choose the vendor.", "vendor_id")
    if account.letter_on is not None and account.letter_on > today():
        raise UserError("This day is still to come.", "letter_on")
    return vendor


@action("Duplicate vendor account")
def duplicate_account(session: Session, account_id: int) -> int:
    """Begin another account of the same client at the same vendor; answers its id.

    Number, PIN place and letter belong to one account and are not taken over.
    """
    account = there(session, VendorAccount, account_id, "Choose an account first.", "account_id")
    left = frozenset({"account_number", "pin_hint", "letter_on", "we_may_call", "active"})
    copy = VendorAccount(**copied(account, left))
    session.add(copy)
    session.flush()
    tell(session, "Account duplicated: give it its number")
    return copy.id


@action("Retire vendor account")
def retire_account(session: Session, account_id: int, *, active: bool = False) -> None:
    """Note that a client left a vendor, or has come back to it."""
    account = there(session, VendorAccount, account_id, "Choose an account first.", "account_id")
    account.active = active
    vendor = session.get_one(Vendor, account.vendor_id)
    tell(session, f"Account at {vendor.name} {'is in use again' if active else 'retired'}")


@action("Write vendor authorization")
def write_authorization(
    session: Session, account_id: int, until: str = "until we cancel it"
) -> int:
    """Write the letter in which a client lets us call its vendor; answers the letter's id.

    It is a draft addressed to the vendor, for the client to sign; the account remembers its day.
    Raises UserError where the account has no number the vendor would know it by.
    """
    account = there(session, VendorAccount, account_id, "Choose an account first.", "account_id")
    if not account.account_number:
        raise UserError("Write down the account number first: the letter names it.", "vendor_id")
    held = next(
        one for one in accounts(session, client_id=account.client_id) if one.id == account_id
    )
    drawn = authorization(session, held, until)
    letter_id = letters.write_letter(
        session, account.client_id, FORM, drawn.fields, drawn.about, drawn.addressee
    )
    letter = session.get_one(Letter, letter_id)
    account.letter_on = letter.on
    session.flush()
    tell(session, f"Letter {letter.number} to {held.vendor} written")
    return letter_id
