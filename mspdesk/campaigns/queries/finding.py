"""Campaigns for the search, and what must be true of them in the books."""

from sqlalchemy import String, cast, func, literal, select
from sqlalchemy.orm import Session

from ...clients.models import Contact
from ...dates import full_date
from ...desk.area import Found, Place
from ...errors import UserError
from ...mail.models import OutboxMail
from ...sales.models.pipeline import Opportunity
from ..models import (
    Campaign,
    CampaignLead,
    CampaignMail,
    CampaignMember,
    CampaignStep,
    OptOut,
)
from ..rules.campaigns import CHANNELS, STATES

WANTED = ("campaign", "marketing")


def find_campaigns(session: Session, text: str, limit: int) -> list[Found]:
    """Campaigns whose title holds what was typed, the newest first."""
    wanted = text.strip().lower()
    if len(wanted) < 2:
        return []
    found = select(Campaign).order_by(Campaign.starts_on.desc(), Campaign.id.desc())
    rows = list(session.scalars(found))
    if not any(word.startswith(wanted) for word in WANTED):
        rows = [row for row in rows if wanted in row.title.lower()]
    return [
        Found(
            row.title,
            f"{CHANNELS.get(row.channel, row.channel)}, {STATES.get(row.state, row.state).lower()},"
            f" from {full_date(row.starts_on)}",
            Place("clients", row.id, "campaigns"),
            icon="calendar",
        )
        for row in rows[:limit]
    ]


def find_campaign(session: Session, text: str) -> int:
    """The id of a campaign by its title or the beginning of it; raises UserError otherwise."""
    wanted = text.strip().casefold()
    found = select(Campaign.title, Campaign.id)
    rows = session.execute(found.order_by(Campaign.starts_on.desc(), Campaign.id.desc())).all()
    named = [(title.casefold(), one) for title, one in rows if wanted]
    same = [one for title, one in named if title == wanted]
    for one in same or [one for title, one in named if title.startswith(wanted)]:
        return int(one)
    raise UserError(f"There is no campaign called {text.strip()}.")


def find_year(_session: Session, text: str) -> int:
    """The year of a plan; raises UserError where it is none."""
    wanted = text.strip()
    if not (wanted.isdigit() and 2000 <= int(wanted) <= 2199):
        raise UserError("Type a year, for example 2026.")
    return int(wanted)


def checks(session: Session) -> list[str]:
    """What is wrong with campaigns: ends before they begin, foreign opportunities, lost mails."""
    found = select(Campaign.title).where(Campaign.ends_on < Campaign.starts_on)
    wrong = [f"The campaign {one} ends before it begins." for one in session.scalars(found)]
    foreign = (
        select(CampaignLead.id)
        .join(Opportunity, Opportunity.id == CampaignLead.opportunity_id)
        .where(Opportunity.client_id != CampaignLead.client_id)
    )
    wrong += [
        f"The lead {one} of a campaign has the opportunity of another client."
        for one in session.scalars(foreign)
    ]
    strange = (
        select(CampaignMember.id)
        .join(Contact, Contact.id == CampaignMember.contact_id)
        .where(Contact.client_id != CampaignMember.client_id)
        .order_by(CampaignMember.id)
    )
    wrong += [
        f"The member {one} of a campaign is a contact of another client."
        for one in session.scalars(strange)
    ]
    # A whole shop comes in without the mails that still waited, so a step alone may stand empty.
    lost = (
        select(CampaignStep.title)
        .join(
            OutboxMail,
            OutboxMail.about == literal("campaign:") + cast(CampaignStep.campaign_id, String),
        )
        .where(
            CampaignStep.queued_at.is_not(None),
            CampaignStep.id.not_in(select(CampaignMail.step_id)),
            OutboxMail.bulk,
            OutboxMail.id.not_in(select(CampaignMail.mail_id)),
        )
        .distinct()
    )
    wrong += [f"The mail {one} went out, but to nobody." for one in session.scalars(lost)]
    large = select(OptOut.address).where(OptOut.address != func.lower(OptOut.address))
    return wrong + [f"The opt-out {one} is not in small letters." for one in session.scalars(large)]


CHECKS = (checks,)
