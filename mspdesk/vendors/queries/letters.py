"""What the letter to a vendor is drawn from: a client's account there."""

from sqlalchemy.orm import Session

from ...letters.rules.sources import Source
from ..models import Vendor
from .vendors import AccountRow, accounts

UNTIL = "until we cancel it"
"""How long an authorization holds where nobody said otherwise."""


def authorization(session: Session, account: AccountRow, until: str = UNTIL) -> Source:
    """A client's account as what the letter to its vendor says."""
    vendor = session.get_one(Vendor, account.vendor_id)
    fields = {
        "vendor.name": vendor.name,
        "vendor.account": account.account_number,
        "vendor.until": until.strip() or UNTIL,
    }
    to = tuple(filter(None, (vendor.name, *vendor.address.splitlines())))
    title = ", ".join(filter(None, (vendor.name, account.what, account.account_number)))
    return Source(f"vendor_account:{account.id}", title, fields, to)


def authorizations(session: Session, client_id: int) -> list[Source]:
    """A client's accounts that have a number the vendor would know."""
    held = accounts(session, client_id=client_id, in_use=True)
    return [authorization(session, one) for one in held if one.account_number]
