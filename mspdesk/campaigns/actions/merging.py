"""Putting the mails of a step into the outbox: all of them, each once, or none."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...database.action import acting, action, tell
from ...database.stale import as_seen
from ...dates import now, today
from ...errors import UserError
from ...mail.actions import queue
from ...mail.queries import account
from ...mail.rules.addresses import address_key
from ...progress import Progress
from ..models import Campaign, CampaignMail, CampaignStep
from ..queries.members import members
from ..queries.merging import Prepared
from ..rules.merge import refuse_faults

NO_SERVER = (
    "Mail to many needs the mail server. Set it up in Preferences, Mail, or export the audience"
    " for another program."
)


@action("Queue mails of campaign")
def queue_step(
    session: Session,
    step_id: int,
    version: int,
    mails: Sequence[Prepared],
    progress: Progress | None = None,
) -> int:
    """Put the mails somebody looked through into the outbox; answers how many.

    Whoever would get none by now is left out: opted out, declined, left out by hand, came back.
    Nobody gets the same mail twice, however often it is asked for. Stopped, it leaves nothing.
    Raises UserError where the campaign was dropped, mail does not go through a server, a field is
    wrong, or nobody is left.
    """
    row = as_seen(session, CampaignStep, step_id, version)
    if row.kind != "mail":
        raise UserError("This step is no mail.")
    if not account(session).by_server:
        raise UserError(NO_SERVER)
    refuse_faults(row.subject, row.body)
    campaign = session.get_one(Campaign, row.campaign_id)
    if campaign.state == "dropped":
        raise UserError("This campaign was dropped. Say that it is running first.")
    wanted = _wanted(session, row, mails)
    if not wanted:
        raise UserError("There is nobody this mail could go to.")
    title = campaign.title
    for done, one in enumerate(wanted):
        if progress is not None:
            progress.step(done, len(wanted), f"{done + 1} of {len(wanted)}")
        _queue(session, row, one)
    row.queued_at, row.done_on, row.person_id = now(), today(), acting(session)
    session.flush()
    many = f"{len(wanted)} mail{'' if len(wanted) == 1 else 's'}"
    tell(session, f"{many} of {title} wait in the outbox")
    return len(wanted)


def _wanted(session: Session, row: CampaignStep, mails: Sequence[Prepared]) -> list[Prepared]:
    """The mails that may go: one for each member and address, to who gets one as of now."""
    gets = {one.id: one.address.strip() for one in members(session, row.campaign_id) if one.gets}
    had = select(CampaignMail.member_id, CampaignMail.address).where(CampaignMail.step_id == row.id)
    done, taken = set[int](), set[str]()
    for member_id, address in session.execute(had):
        done.add(member_id)
        taken.add(address_key(address))
    found = []
    for one in mails:
        plain = address_key(one.address)
        new = one.member_id not in done and plain not in taken
        if one.goes and new and gets.get(one.member_id) == one.address:
            done.add(one.member_id)
            taken.add(plain)
            found.append(one)
    return found


def _queue(session: Session, row: CampaignStep, one: Prepared) -> None:
    mail_id = queue(
        session,
        one.address,
        one.subject,
        one.body,
        client_id=one.client_id,
        about=f"campaign:{row.campaign_id}",
        key=f"campaign {row.id} {one.member_id}",
        bulk=True,
    )
    session.add(
        CampaignMail(
            step_id=row.id,
            member_id=one.member_id,
            mail_id=mail_id,
            address=address_key(one.address),
        )
    )
