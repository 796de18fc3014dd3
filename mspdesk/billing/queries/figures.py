"""What billing tells the card of a role that is measured by it."""

from sqlalchemy.orm import Session

from ...dates import today
from ...money import shown
from ...shop.queries import shop
from .invoices import draft_count
from .money import ageing_row


def drafts(session: Session, _role_id: int) -> str:
    """How many drafts wait to be sent."""
    return str(draft_count(session))


def owed(session: Session, _role_id: int) -> str:
    """What clients owe today."""
    return shown(ageing_row(session, today()).open_total, shop(session).money)
