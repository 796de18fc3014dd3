"""Writing down which letters of a campaign were printed, so that none is printed twice unasked."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...database.action import acting, action, tell
from ...database.many import insert_many
from ...dates import today
from ...errors import UserError
from ..models import Campaign, CampaignLetter, CampaignMember
from ..queries.posting import letter_step, unprinted


@action("Note letters as printed")
def note_printed(session: Session, step_id: int, letters: Sequence[tuple[int, str]]) -> int:
    """Write down that letters of a step were printed today; answers how many.

    `letters` are the ids of members, each with the address its letter has. One that is printed once
    more has the newest day. The day of the campaign is done with the last of them. Raises UserError
    where the step is gone or nothing was printed.
    """
    row = letter_step(session, step_id)
    campaign = session.get_one(Campaign, row.campaign_id)
    there = set(
        session.scalars(select(CampaignMember.id).where(CampaignMember.campaign_id == campaign.id))
    )
    where = {member_id: address for member_id, address in letters if member_id in there}
    if not where:
        raise UserError("None of these letters is for the audience any more.")
    held = select(CampaignLetter).where(CampaignLetter.step_id == step_id)
    for one in session.scalars(held):
        if one.member_id in where:
            one.printed_on, one.addressee = today(), where.pop(one.member_id)
            one.person_id = acting(session)
    new = [
        {
            "step_id": step_id,
            "member_id": member_id,
            "printed_on": today(),
            "addressee": address,
            "person_id": acting(session),
        }
        for member_id, address in where.items()
    ]
    insert_many(session, CampaignLetter, new)
    if row.done_on is None and not unprinted(session, step_id):
        row.done_on, row.person_id = today(), acting(session)
    session.flush()
    many = f"{len(letters)} letter{'' if len(letters) == 1 else 's'}"
    tell(session, f"{many} of {campaign.title} printed")
    return len(letters)
