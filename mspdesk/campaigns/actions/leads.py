"""Things done with leads: note who asked because of a campaign, and open what may come of it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...clients.models import Client
from ...database.action import acting, action, tell
from ...dates import full_date, today
from ...errors import UserError
from ...sales.actions.opportunities import open_opportunity
from ...sales.models.pipeline import Opportunity
from ..models import Campaign, CampaignLead


@action("Note lead")
def note_lead(
    session: Session,
    campaign_id: int,
    client_id: int,
    words: str = "",
    on: date | None = None,
    opportunity_id: int | None = None,
) -> int:
    """Write down that a business asked because of a campaign; answers the lead's id.

    Raises UserError where it was noted already, for a day to come, and for a foreign opportunity.
    """
    row, client = session.get_one(Campaign, campaign_id), session.get_one(Client, client_id)
    day = on or today()
    if client.internal:
        raise UserError("Our own company is no lead.", "client")
    if day > today():
        raise UserError("A lead is noted when somebody has asked, not before.", "on")
    held = session.scalar(
        select(CampaignLead).where(
            CampaignLead.campaign_id == campaign_id, CampaignLead.client_id == client_id
        )
    )
    if held is not None:
        raise UserError(f"{client.name} was noted on {full_date(held.on)}.", "client")
    lead = CampaignLead(
        campaign_id=campaign_id,
        client_id=client_id,
        on=day,
        words=words.strip(),
        person_id=acting(session),
    )
    session.add(lead)
    session.flush()
    if opportunity_id is not None:
        _link(session, lead, opportunity_id)
    tell(session, f"{client.name} asked because of {row.title}")
    return lead.id


@action("Link lead")
def link_lead(session: Session, lead_id: int, opportunity_id: int | None) -> None:
    """Say which opportunity came of a lead, or none; raises UserError for another client's."""
    lead = session.get_one(CampaignLead, lead_id)
    if opportunity_id is None:
        lead.opportunity_id = None
    else:
        _link(session, lead, opportunity_id)
    session.flush()


def _link(session: Session, lead: CampaignLead, opportunity_id: int) -> None:
    found = session.get(Opportunity, opportunity_id)
    if found is None or found.client_id != lead.client_id:
        raise UserError("Choose an opportunity of this business.", "opportunity_id")
    lead.opportunity_id = opportunity_id
    session.flush()


@action("Open opportunity of lead")
def open_lead_opportunity(
    session: Session, lead_id: int, details: Mapping[str, Any] | None = None
) -> int:
    """Open the opportunity that a lead may become, nothing typed again; answers its id.

    It says where it came from and which offering the campaign was about. One that is there
    already is answered.
    """
    lead = session.get_one(CampaignLead, lead_id)
    if lead.opportunity_id is not None:
        return lead.opportunity_id
    row = session.get_one(Campaign, lead.campaign_id)
    known = {
        "source": row.title,
        "offering_id": row.offering_id,
        "owner_id": row.owner_id,
        "notes": lead.words,
    }
    lead.opportunity_id = open_opportunity(
        session, lead.client_id, row.title, {**known, **(details or {})}
    )
    session.flush()
    name = session.get_one(Client, lead.client_id).name
    tell(session, f"Opportunity of {name} opened")
    return lead.opportunity_id


@action("Remove lead")
def remove_lead(session: Session, lead_id: int) -> None:
    """Take away a lead that was noted by mistake; its opportunity stays."""
    session.delete(session.get_one(CampaignLead, lead_id))
    tell(session, "Lead removed")
