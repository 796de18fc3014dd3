"""Questions behind a mail to many: what is known of each member, and each mail as it goes out."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...letters.queries import client_fields, fields_of, text_of
from ...mail.queries import account
from ...rows import dataclass
from ...shop.queries import ShopRow
from ...shop.queries import shop as the_shop
from ..models import Campaign, CampaignMail, CampaignStep
from ..rules.merge import Merged, closing_note, merge
from .members import MemberRow, members

NOTE = "mail/campaign-note"
"""The text at the end of every mail of a campaign: who writes, and how to stop such mails."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """One mail or letter of a step as it would go out, or why it does not.

    `words` say what to look at, `reason` is a key of REASONS. The address of a letter is what
    stands in the window of its envelope, line by line; `printed_on` is the day it was printed last.
    """

    member_id: int
    client_id: int
    client: str
    name: str
    address: str
    subject: str
    body: str
    words: str = ""
    goes: bool = True
    reason: str = ""
    printed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Base:
    """What is the same in every mail of a step."""

    shop: ShopRow
    campaign_id: int
    title: str
    subject: str
    body: str
    fields: dict[str, str]
    signature: str
    note: str
    by_server: bool
    stops_at: str
    per_hour: int
    has_address: bool


def base(session: Session, step_id: int, person_id: int | None) -> Base:
    """What all mails of a step share; `person_id` is who writes."""
    found = session.get_one(CampaignStep, step_id)
    fields = fields_of(session, None, person_id)
    server = account(session)
    # Who wants no more mails writes to the shop, or to where its mails come from.
    stops = fields["shop.email"].strip() or server.stops_at or "[your e-mail address]"
    return Base(
        the_shop(session),
        found.campaign_id,
        session.get_one(Campaign, found.campaign_id).title,
        found.subject,
        found.body,
        fields,
        server.signature,
        closing_note(text_of(session, NOTE).text, {**fields, "shop.email": stops}),
        server.by_server,
        server.stops_at,
        server.bulk_per_hour,
        bool(fields["shop.address"].strip()),
    )


def getting(session: Session, step_id: int) -> list[MemberRow]:
    """The members of a step's campaign; those who have this mail already are left out."""
    campaign_id = session.get_one(CampaignStep, step_id).campaign_id
    had = set(
        session.scalars(select(CampaignMail.member_id).where(CampaignMail.step_id == step_id))
    )
    return [one for one in members(session, campaign_id) if one.id not in had]


def member_fields(
    session: Session, shop: ShopRow, same: Mapping[str, str], member: MemberRow
) -> dict[str, str]:
    """What is known of one member: of the business from its page, of the person addressed."""
    of_client = client_fields(session, member.client_id, shop)
    name = member.name or of_client["client.name"]
    first = member.first_name or member.name
    return {
        **same,
        **of_client,
        "client.contact": name,
        "client.first_name": first,
        "client.title": member.title,
        "mail.name": first,
    }


def prepared(session: Session, same: Base, member: MemberRow) -> Prepared:
    """One mail as it goes out to a member, or the reason why none does."""
    if not member.gets:
        return _of(member, Merged("", ""), member.words, goes=False)
    found = merge(
        same.subject,
        same.body,
        member_fields(session, same.shop, same.fields, member),
        same.note,
        same.signature,
    )
    return _of(member, found, f"Empty: {', '.join(found.empty)}" if found.empty else "")


def _of(member: MemberRow, found: Merged, words: str, *, goes: bool = True) -> Prepared:
    return Prepared(
        member.id,
        member.client_id,
        member.client,
        member.name,
        member.address.strip(),
        found.subject,
        found.body,
        words,
        goes,
        member.reason,
    )
