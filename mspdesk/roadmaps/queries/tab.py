"""What a client's page and the page of a new letter ask of roadmaps."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...clients.models import Client
from ...dates import full_date
from ...letters.rules.sources import Source
from .meetings import about, invitation_fields, meetings


def wanted(session: Session, client_id: int) -> bool:
    """Whether a client's page has a Roadmap tab: not that of our own company."""
    found = session.execute(select(Client.internal).where(Client.id == client_id)).first()
    return found is not None and not found[0]


def invitations(session: Session, client_id: int) -> list[Source]:
    """The planned meetings an invitation can be written for."""
    return [
        Source(
            about(one.id),
            f"Roadmap meeting, {full_date(one.on)}",
            invitation_fields(session, one.id),
        )
        for one in meetings(session, client_id, "planned")
    ]
