"""Things done with an audience: gather it by a rule, add and leave out by hand."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...clients.models import Client, Contact
from ...clients.rules import Status
from ...database.action import action, tell
from ...database.many import insert_many
from ...database.stale import as_seen
from ...errors import UserError
from ..models import Campaign, CampaignLetter, CampaignMail, CampaignMember
from ..queries.members import Candidate, candidates
from ..rules.audience import STATUSES, Audience, audience_text

MOST = 5_000
"""Members of a campaign; more are for a mailing house."""


@action("Gather audience")
def gather(session: Session, campaign_id: int, version: int, audience: Audience) -> int:
    """Keep the rule of an audience and gather who fits; answers how many it has.

    Whoever was added or left out by hand stays so, and whoever was written to stays a member.
    """
    row = as_seen(session, Campaign, campaign_id, version)
    if set(audience.statuses) - {one.value for one in STATUSES}:
        raise UserError("Choose among prospects, clients and former clients.", "statuses")
    wanted = candidates(session, audience)
    if len(wanted) > MOST:
        raise UserError(
            f"{len(wanted):,} fit, and a campaign has at most {MOST:,}. Narrow it.", "statuses"
        )
    row.audience = audience_text(audience)
    kept = {_who(one): one for one in _members(session, campaign_id)}
    fits, written = set(wanted), _written_to(session, campaign_id)
    for who, member in kept.items():
        stays = member.by_hand or member.left_out or member.id in written
        if who not in fits and not stays:
            session.delete(member)
    session.flush()
    new = [one for one in wanted if one not in kept]
    insert_many(session, CampaignMember, [_values(campaign_id, one) for one in new])
    many = len(list(_members(session, campaign_id)))
    tell(session, f"{many} in the audience of {row.title}")
    return many


def _members(session: Session, campaign_id: int) -> list[CampaignMember]:
    found = select(CampaignMember).where(CampaignMember.campaign_id == campaign_id)
    return list(session.scalars(found.order_by(CampaignMember.id)))


def _who(member: CampaignMember) -> Candidate:
    return Candidate(member.client_id, member.contact_id)


def _written_to(session: Session, campaign_id: int) -> set[int]:
    """The members who had a mail or a letter of a campaign."""
    found: set[int] = set()
    for kind in (CampaignMail, CampaignLetter):
        sent = select(kind.member_id).join(CampaignMember, CampaignMember.id == kind.member_id)
        found |= set(session.scalars(sent.where(CampaignMember.campaign_id == campaign_id)))
    return found


def _values(campaign_id: int, one: Candidate) -> dict[str, object]:
    return {
        "campaign_id": campaign_id,
        "client_id": one.client_id,
        "contact_id": one.contact_id,
        "by_hand": False,
        "left_out": False,
        "why": "",
    }


@action("Add to audience")
def add_member(
    session: Session, campaign_id: int, client_id: int, contact_id: int | None = None
) -> int:
    """Add a business by hand, its main contact unless another is named; answers the member's id.

    Raises UserError for one that was declined, and for our own company.
    """
    client = session.get_one(Client, client_id)
    if client.internal or client.status == Status.DECLINED:
        why = "was declined" if not client.internal else "is our own company"
        raise UserError(f"{client.name} {why} and gets no campaign.", "client")
    if contact_id is None:
        contact_id = session.scalar(
            select(Contact.id)
            .where(Contact.client_id == client_id, Contact.active)
            .order_by(Contact.main.desc(), Contact.last_name, Contact.id)
            .limit(1)
        )
    for one in _members(session, campaign_id):
        if (one.client_id, one.contact_id) == (client_id, contact_id):
            one.left_out, one.why, one.by_hand = False, "", True
            tell(session, f"{client.name} is in the audience")
            return one.id
    member = CampaignMember(
        campaign_id=campaign_id, client_id=client_id, contact_id=contact_id, by_hand=True
    )
    session.add(member)
    session.flush()
    tell(session, f"{client.name} added to the audience")
    return member.id


@action("Leave out of campaign")
def leave_out(session: Session, member_id: int, why: str = "", *, out: bool = True) -> None:
    """Keep one of the audience away from this campaign only, or take them back in."""
    member = session.get_one(CampaignMember, member_id)
    member.left_out, member.why = out, " ".join(why.split()) if out else ""
    name = session.get_one(Client, member.client_id).name
    tell(session, f"{name} {'left out of' if out else 'back in'} this campaign")
