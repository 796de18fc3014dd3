"""Things people do with a line of a run: mark it, write beside it, give it away, report a problem.

Two people may work on one run. Each verb is told the version of the line that was seen; who comes
second is told what the first wrote, and nothing of it is lost.
"""

from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...clients.models import Client
from ...clients.queries import internal_id
from ...database.action import acting, action, tell
from ...dates import clock_time, now, today
from ...documentation.models.device import Device
from ...errors import Conflict, UserError
from ...people.models import Person
from ...rows import dataclass
from ...tickets.actions import link
from ...tickets.actions import open_ticket as open_a_ticket
from ...tickets.models import Ticket
from ...tickets.rules import Source, number_words
from ...vendors.models import Vendor
from ..models import ChecklistRun, RunPhoto, RunResult
from ..queries.results import results
from ..queries.things import BACKUPS, client_of
from ..rules import run as rules
from ..rules.master import Line, Master
from ..rules.run import Said, State
from .opening import opened


@dataclass(frozen=True, slots=True)
class Marked:
    """What came of a mark: the line's mark and version, and what must still be marked.

    With a `question` nothing was marked: the reading lies outside its bounds, and a person says
    whether that is a problem. What was typed is kept. `ticket_id` is what a problem opened.
    """

    state: str
    version: int
    left: int
    question: str = ""
    ticket_id: int | None = None


@action("Mark step")
def mark(
    session: Session,
    run_id: int,
    key: str,
    state: str,
    *,
    value: str = "",
    note: str = "",
    severity: int | None = None,
    seen: int = 0,
    sure: bool = False,
) -> Marked:
    """Say what was found at a line: ok, attention, not_seen or na.

    `seen` is the version of the line that was on the screen, 0 for one nobody had touched. A
    reading outside its bounds is asked about first, unless somebody is `sure`. Raises Conflict
    with what the first of two people wrote, UserError naming value or note, or the line that must
    be done before (S073).
    """
    run, master = opened(session, run_id)
    line = rules.check_line(master, key)
    row = _row(session, run, line, seen)
    said = Said(value.strip(), note.strip())
    if line.evidence and not said.words:
        said = replace(said, photos=_photos(session, run, key))
    number = rules.check_mark(master, line, state, said)
    _check_open(session, run, master, line)
    _keep(row, said, number, severity)
    question = "" if sure or state != State.OK else rules.question(line, number)
    if question:
        session.flush()
        tell(session, f"Step {line.number}: {question}")
        return Marked(row.state, row.version, run.needed - run.needed_marked, question)
    left = run.needed - run.needed_marked - (line.mandatory and not row.state)
    row.state, row.at, row.person_id = state, now(), acting(session)
    if state == State.ATTENTION and master.severity:
        row.severity = severity or row.severity or line.severity or 2
    session.flush()
    tell(session, f"Step {line.number}: {rules.STATE_WORDS[State(state)].lower()}")
    return Marked(state, row.version, left)


@action("Report problem")
def report_problem(
    session: Session,
    run_id: int,
    key: str,
    *,
    value: str = "",
    note: str = "",
    severity: int | None = None,
    seen: int = 0,
) -> Marked:
    """Mark a line as a problem and open a ticket for it, in one step that one undo takes back.

    A checklist that weighs its findings (an assessment) opens none by itself: it may be of
    somebody who is no client yet (S094). One about a colleague opens none either: everybody
    reads tickets.
    """
    marked = mark(
        session,
        run_id,
        key,
        State.ATTENTION,
        value=value,
        note=note,
        severity=severity,
        seen=seen,
    )
    run, master = opened(session, run_id)
    if master.severity or run.person_id is not None:
        return marked
    ticket_id = open_problem(session, run_id, key)
    found = _line_row(session, run_id, key)
    return replace(marked, ticket_id=ticket_id, version=found.version if found else 0)


@action("Take mark back")
def unmark(session: Session, run_id: int, key: str, seen: int = 0) -> None:
    """Take the mark of a line back; what was typed stays."""
    run, master = opened(session, run_id)
    line = rules.check_line(master, key)
    row = _row(session, run, line, seen)
    row.state, row.at, row.person_id = "", None, None
    tell(session, f"Step {line.number} is open again")


@action("Write beside step")
def write_beside(
    session: Session,
    run_id: int,
    key: str,
    *,
    value: str = "",
    note: str = "",
    severity: int | None = None,
    seen: int = 0,
) -> int:
    """Keep what was typed beside a line without a mark; answers the version of the line.

    A value that does not fit its line (half a date) is kept as it was typed.
    """
    run, master = opened(session, run_id)
    line = rules.check_line(master, key)
    row = _row(session, run, line, seen)
    said = Said(value.strip()[: rules.LONGEST], note.strip()[: rules.LONGEST])
    try:
        number = rules.check_value(line, said.value)
    except UserError:
        number = None
    _keep(row, said, number, severity)
    session.flush()
    tell(session, f"Step {line.number}: kept what you wrote")
    return row.version


@action("Give step")
def give_line(
    session: Session,
    run_id: int,
    key: str,
    *,
    person_id: int | None = None,
    vendor_id: int | None = None,
) -> None:
    """Say who does a line: one of us, an outside provider (S072), or with neither nobody."""
    run, master = opened(session, run_id)
    line = rules.check_line(master, key)
    row = _line_row(session, run.id, key) or _new_row(session, run, line)
    person = session.get(Person, person_id) if person_id is not None else None
    vendor = session.get(Vendor, vendor_id) if vendor_id is not None else None
    if person is not None and person.left_on is not None and person.left_on < today():
        raise UserError("Choose somebody who works here.", "doer")
    row.doer_id, row.vendor_id = person.id if person else None, vendor.id if vendor else None
    who = person.name if person else vendor.name if vendor else "nobody in particular"
    tell(session, f"Step {line.number} is for {who}")


@action("Open ticket for a problem")
def open_problem(session: Session, run_id: int, key: str) -> int:
    """Open a ticket for a problem that was found, with its text filled; answers its id.

    It stands on the client of the run, or of the thing the line is about, and is linked with the
    run's own ticket. One that was opened already is answered again.
    """
    run, master = opened(session, run_id)
    line = rules.check_line(master, key)
    row = _line_row(session, run_id, key)
    if row is None or row.state != State.ATTENTION:
        raise UserError("Mark the step as a problem first.")
    if row.ticket_id is not None and session.get(Ticket, row.ticket_id) is not None:
        return row.ticket_id
    client_id = _client(session, run, line)
    if client_id is None:
        raise UserError("Say whose ticket it is: this checklist has no client.", "client")
    said = Said(rules.shown(line, row.value), row.note)
    device = _device(session, run, line)
    about = device if device is not None and device.client_id == client_id else None
    severity = row.severity or line.severity
    details = {
        "description": _description(session, run, line, said, device),
        "priority": rules.PRIORITY.get(severity, 3),
        "source_kind": Source.FOUND,
        "device_id": about.id if about else None,
        "site_id": run.site_id if client_id == run.client_id else None,
    }
    title = rules.ticket_title(line, said.words)
    row.ticket_id = open_a_ticket(session, client_id, title, details)
    if run.ticket_id is not None and run.ticket_id != row.ticket_id:
        link(session, run.ticket_id, row.ticket_id)
    session.flush()
    number = session.get_one(Ticket, row.ticket_id).number_int
    tell(session, f"Step {line.number}: problem, {number_words(number)} opened")
    return row.ticket_id


# --- inside --------------------------------------------------------------------------------------


def _line_row(session: Session, run_id: int, key: str) -> RunResult | None:
    session.flush()
    return session.scalars(
        select(RunResult)
        .where(RunResult.run_id == run_id, RunResult.key == key)
        .execution_options(populate_existing=True)
    ).one_or_none()


def _new_row(session: Session, run: ChecklistRun, line: Line) -> RunResult:
    row = RunResult(run_id=run.id, key=line.key, needed=line.mandatory, state="", value="", note="")
    session.add(row)
    return row


def _row(session: Session, run: ChecklistRun, line: Line, seen: int) -> RunResult:
    """The line's row, as it was seen; raises Conflict telling what the first of two wrote."""
    row = _line_row(session, run.id, line.key)
    if row is None:
        return _new_row(session, run, line)
    if row.version != seen:
        raise Conflict(_first(session, row, line), table="run_result", row_id=row.id)
    return row


def _first(session: Session, row: RunResult, line: Line) -> str:
    """What the first of two people wrote, for the second."""
    one = results(session, row.run_id, line.key)[line.key]
    who = one.who or "Somebody"
    when = f" at {clock_time(one.at)}" if one.at else ""
    words = "; ".join(part for part in (rules.shown(line, one.value), one.note) if part)
    told = f": “{words}”" if words else ""
    if one.state:
        mark_words = rules.STATE_WORDS[State(one.state)].lower()
        return f"{who} marked step {line.number} {mark_words}{when}{told}. Nothing was overwritten."
    return f"{who} wrote beside step {line.number} before you{told}. Nothing was overwritten."


def _keep(row: RunResult, said: Said, number: int | None, severity: int | None) -> None:
    row.value, row.note, row.number = said.value, said.note[: rules.LONGEST], number
    if severity is not None:
        row.severity = severity if severity in (1, 2, 3) else None


def _photos(session: Session, run: ChecklistRun, key: str) -> int:
    found = select(RunPhoto.id).where(RunPhoto.run_id == run.id, RunPhoto.key == key)
    return len(session.scalars(found).all())


def _check_open(session: Session, run: ChecklistRun, master: Master, line: Line) -> None:
    """Refuse a line that comes after one that must be done before it."""
    gates = [one.key for one in master.lines() if one.blocks]
    if not gates:
        return
    found = select(RunResult.key, RunResult.state).where(
        RunResult.run_id == run.id, RunResult.key.in_(gates)
    )
    states: dict[str, str] = {row[0]: row[1] for row in session.execute(found)}
    before = rules.closed_by(master, states).get(line.key)
    if before is not None:
        raise UserError(f"Step {before.number} comes first: {before.text}")


def _client(session: Session, run: ChecklistRun, line: Line) -> int | None:
    if line.about and line.repeat:
        return client_of(session, line.repeat, line.about) or run.client_id
    return run.client_id or internal_id(session)


def _device(session: Session, run: ChecklistRun, line: Line) -> Device | None:
    own = line.about and line.repeat and line.repeat != BACKUPS
    device_id = line.about if own else run.device_id
    return session.get(Device, device_id) if device_id else None


def _description(
    session: Session, run: ChecklistRun, line: Line, said: Said, device: Device | None
) -> str:
    """What the ticket says: where it was found, what should be, what is."""
    client = session.get(Client, run.client_id) if run.client_id else None
    found = f"Found at step {line.number} of “{run.title}” ({run.number})"
    parts = [
        f"{found}{f', {client.name}' if client else ''}.",
        f"Device: {device.name}" if device is not None else "",
        f"Step: {line.text}",
        f"Expected: {_expected(line)}" if _expected(line) else "",
        f"Seen: {said.words}",
        line.if_not,
    ]
    return "\n".join(part for part in parts if part)


def _expected(line: Line) -> str:
    return "; ".join(part for part in (line.expect.rstrip("."), rules.bounds(line)) if part)
