"""What agreements offer the desk: a tab and a card on the client's page."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ..desk.area import Panel, made_by
from .models import Agreement


def agreement_count(session: Session, client_id: int) -> int:
    """How many agreements there are and were with a client."""
    found = select(func.count()).where(Agreement.client_id == client_id)
    return session.scalar(found) or 0


PANELS = (
    Panel(
        "client.tab",
        "Agreement",
        made_by("mspdesk.agreements.view:AgreementPart"),
        50,
        count=agreement_count,
        key="agreement",
    ),
    Panel("client.rail", "Agreement", made_by("mspdesk.agreements.view:AgreementCard"), 40),
)
