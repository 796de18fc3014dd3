"""What the verbs of runs have in common: the run as it stands, and what may be done with it."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...dates import now
from ...errors import UserError
from ..models import Checklist, ChecklistRevision, ChecklistRun, RunResult, Schedule
from ..queries.masters import text_of
from ..queries.private import may_work
from ..queries.results import lines_now, lines_of
from ..rules import run as rules
from ..rules.master import Master
from ..rules.master_text import read, write
from ..rules.run import RunState


def called(run: ChecklistRun) -> str:
    """What the status bar and History call a run: of one about a colleague everybody reads them."""
    return run.title if run.person_id is None else "A checklist about a colleague"


def held(session: Session, run_id: int) -> ChecklistRun:
    """A run, held until the step ends: on a server the second of two writers waits here.

    Raises UserError for one that is not there, or is about a colleague and not for who asks.
    """
    return _held(session, run_id)[0]


def _held(session: Session, run_id: int) -> tuple[ChecklistRun, str]:
    """A run, held, and the text of its revision; empty while it has not begun."""
    found = session.execute(
        select(ChecklistRun, ChecklistRevision.body)
        .outerjoin(
            ChecklistRevision,
            (ChecklistRevision.checklist_id == ChecklistRun.checklist_id)
            & (ChecklistRevision.number == ChecklistRun.revision),
        )
        .where(ChecklistRun.id == run_id)
        .with_for_update(of=ChecklistRun)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if found is None:
        raise UserError("This checklist is no longer there.")
    if not may_work(session, found[0]):
        raise UserError("This checklist is about a colleague. Ask who leads people to go on.")
    return found[0], found[1] or ""


def opened(session: Session, run_id: int) -> tuple[ChecklistRun, Master]:
    """A run that somebody works on, begun where it was only planned, and what it holds.

    Raises UserError where it is signed or dropped.
    """
    run, body = _held(session, run_id)
    if run.state == RunState.DROPPED:
        raise UserError("This checklist was dropped. Start it anew.")
    if run.state not in rules.OPEN:
        raise UserError("This checklist is signed. Open it again to change it.")
    if run.state == RunState.PLANNED:
        begin(session, run)
    # Who waited for the first of two has the run as it is now, but the text as it was then.
    text = run.lines or body
    return run, read(text) if text else lines_of(session, run)


def begin(session: Session, run: ChecklistRun) -> None:
    """Freeze what a run holds and let it run."""
    master = lines_now(session, run.checklist_id, run.client_id, run.variant)
    run.revision = session.get_one(Checklist, run.checklist_id).revision
    same = master == read(text_of(session, run.checklist_id, run.revision))
    run.lines = "" if same else write(master, frozen=True)
    run.total, run.needed = rules.counts(master)
    run.state = RunState.IN_PROGRESS
    run.started_at = now()
    _give_outside(session, run, master)
    session.flush()


def _give_outside(session: Session, run: ChecklistRun, master: Master) -> None:
    """Give the provider a schedule names what is done outside, where nobody else has it (S072)."""
    schedule = session.get(Schedule, run.schedule_id) if run.schedule_id is not None else None
    if schedule is None or schedule.vendor_id is None:
        return
    known = set(session.scalars(select(RunResult.key).where(RunResult.run_id == run.id)))
    for line in rules.outside_lines(master):
        if line.key not in known:
            row = RunResult(run_id=run.id, key=line.key, needed=line.mandatory, state="", value="")
            row.note, row.vendor_id = "", schedule.vendor_id
            session.add(row)
