"""Questions behind a letter to many: each letter as it prints, and which were printed already."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...dates import today
from ...errors import UserError
from ...letters.queries import LetterDocument, fields_of, letterhead
from ...letters.rules.texts import letter_day
from ...printing.page import Letterhead
from ...rows import dataclass
from ...shop.queries import ShopRow
from ...shop.queries import shop as the_shop
from ..models import Campaign, CampaignLetter, CampaignStep
from ..rules.merge import merge_letter
from .members import MemberRow, members
from .merging import Prepared, member_fields

STACK = 250
"""Letters that are set out at once: what a tray of paper holds, and a file of some megabytes."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is the same in every letter of a step: its words, the letterhead, who writes and when.

    `on` is the day as the letter says it.
    """

    campaign_id: int
    title: str
    subject: str
    body: str
    shop: ShopRow
    fields: dict[str, str]
    letterhead: Letterhead
    on: str


def letter_step(session: Session, step_id: int) -> CampaignStep:
    """The step of a letter; raises UserError where it is gone or is none."""
    found = session.get(CampaignStep, step_id)
    if found is None:
        raise UserError("This day of the campaign is no longer there.")
    if found.kind != "letter":
        raise UserError("This day of the campaign is no letter.")
    return found


def sheet(session: Session, step_id: int, person_id: int | None) -> Sheet:
    """What all letters of a step share; `person_id` is who writes."""
    found, shop = letter_step(session, step_id), the_shop(session)
    return Sheet(
        found.campaign_id,
        session.get_one(Campaign, found.campaign_id).title,
        found.subject,
        found.body,
        shop,
        fields_of(session, None, person_id),
        letterhead(session),
        letter_day(today(), day_first=shop.day_first),
    )


def printed_days(session: Session, step_id: int) -> dict[int, date]:
    """The day the letter to each member of a step was printed last."""
    found = select(CampaignLetter.member_id, CampaignLetter.printed_on)
    return dict(session.execute(found.where(CampaignLetter.step_id == step_id)).all())


def unprinted(session: Session, step_id: int) -> int:
    """How many of the audience are to get the letter of a step and have not had it printed."""
    campaign_id, had = letter_step(session, step_id).campaign_id, printed_days(session, step_id)
    return sum(one.gets and one.id not in had for one in members(session, campaign_id, post=True))


def letter_for(
    session: Session, same: Sheet, member: MemberRow, printed_on: date | None
) -> Prepared:
    """One letter as it prints, or the reason why somebody gets none."""
    about = (member.id, member.client_id, member.client, member.name, "\n".join(member.lines))
    if not member.gets:
        away = (*about, "", "", member.words, False, member.reason)
        return Prepared(*away, printed_on)
    known = member_fields(session, same.shop, same.fields, member)
    found = merge_letter(same.subject, same.body, known)
    words = f"Empty: {', '.join(found.empty)}" if found.empty else ""
    return Prepared(*about, found.subject, found.body, words, printed_on=printed_on)


def paper_of_letter(same: Sheet, one: Prepared) -> LetterDocument:
    """One letter as it is laid out: the shop's letterhead, the address where the window is."""
    return LetterDocument(
        same.letterhead,
        "",
        same.on,
        one.subject,
        tuple(one.address.split("\n")),
        one.body,
        one.client,
        same.fields["person.name"],
        same.fields["person.title"],
    )
