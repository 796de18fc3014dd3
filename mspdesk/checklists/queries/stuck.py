"""What should have begun by itself and could not, with what to do about it."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...clients.models import Client, Site
from ...documentation.models.device import Device
from ...errors import UserError
from ...rows import dataclass
from ..models import Checklist, ChecklistRun
from ..rules.run import SHORT, lines_for
from .due import due_tickets
from .events import Happened, waiting
from .masters import body_of
from .shipped import shipped


@dataclass(frozen=True, slots=True)
class Stuck:
    """Work that did not begin: its title, whose it is, why, and where it can be mended.

    `run_id` is a planned checklist without its ticket; else the schedule, or the checklist itself.
    """

    title: str
    whose: str
    why: str
    code: str = ""
    run_id: int | None = None
    schedule_id: int | None = None


def stuck(session: Session, day: date) -> list[Stuck]:
    """What a day should have begun: checklists after events first, then tickets of planned work."""
    begun = [_event(session, one) for one in waiting(session, day)]
    opened = [_ticket(session, run_id) for run_id, _ in due_tickets(session, day)]
    return [one for one in (*begun, *opened) if one is not None]


def _event(session: Session, one: Happened) -> Stuck | None:
    """Why nothing followed something that happened; None where it only has not been its turn."""
    row = session.scalar(select(Checklist).where(Checklist.code == one.code))
    ours = shipped().get(one.code)
    title = (one.schedule.title if one.schedule else "") or (
        row.title if row is not None else ours.master.title if ours is not None else one.code
    )
    client = session.get(Client, one.client_id) if one.client_id is not None else None
    why = _why_no_run(session, one, row)
    if not why:
        return None
    schedule_id = one.schedule.id if one.schedule is not None else None
    whose = client.name if client is not None and not client.internal else ""
    return Stuck(title, whose, why, one.code, schedule_id=schedule_id)


def _why_no_run(session: Session, one: Happened, row: Checklist | None) -> str:
    if row is None:
        return "" if one.code in shipped() else "Its checklist is no longer there."
    if row.retired:
        return "Its checklist is out of use."
    try:
        master = body_of(session, row.id)
    except UserError:
        return "Its checklist has not been published yet."
    variant = one.schedule.variant if one.schedule is not None else ""
    if variant == SHORT and not any(lines_for(master, variant).lines()):
        return "The short variant of its checklist is empty."
    if row.target in ("client", "site", "device") and one.client_id is None:
        return "Nobody has said for which client."
    return ""


def _ticket(session: Session, run_id: int) -> Stuck | None:
    """Why a planned checklist has no ticket; None where it only has not been its turn."""
    run = session.get_one(ChecklistRun, run_id)
    device = session.get(Device, run.device_id) if run.device_id is not None else None
    site = session.get(Site, run.site_id) if run.site_id is not None else None
    client = session.get_one(Client, run.client_id)
    if device is not None and device.client_id != run.client_id:
        why = f"{device.name} is another client's now."
    elif site is not None and site.client_id != run.client_id:
        why = f"{site.name} is another client's now."
    else:
        return None
    return Stuck(run.title, client.name, why, run_id=run.id, schedule_id=run.schedule_id)
