"""What makes a first contact complete, and how a ticket may move."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from enum import StrEnum

from ...errors import UserError
from ...rows import dataclass
from .words import STATUS_WORDS, WAITING, Coverage, Status

# First contact (S046): seven keys and the estimate. "No device" and "hourly" are answers.


@dataclass(frozen=True, slots=True)
class FirstContact:
    """What the first contact must settle, each cell as it stands on the ticket."""

    title: str
    description: str
    status: str
    priority_set: bool
    agreement: bool
    client: bool
    device: bool
    estimate: int | None


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of the first-contact check; `key` names the field a click jumps to."""

    key: str
    words: str
    verified: bool


_CELLS: tuple[tuple[str, str, Callable[[FirstContact], bool]], ...] = (
    ("title", "Title", lambda f: bool(f.title.strip())),
    ("description", "Description", lambda f: bool(f.description.strip())),
    ("status", "Status", lambda f: f.status in list(Status)),
    ("priority", "Priority", lambda f: f.priority_set),
    ("agreement", "Agreement", lambda f: f.agreement),
    ("client", "Client", lambda f: f.client),
    ("device", "Device", lambda f: f.device),
    ("estimate", "Estimate", lambda f: f.estimate is not None),
)

_TO_FINISH: Mapping[str, str] = {
    "title": "Give it a title",
    "description": "Describe it",
    "status": "Choose the status",
    "priority": "Set the priority",
    "agreement": "Pick the agreement",
    "client": "Pick the client",
    "device": "Pick the device",
    "estimate": "Estimate the time",
}


def first_contact(facts: FirstContact) -> list[Cell]:
    """The eight cells in the order of the strip."""
    return [Cell(key, words, verified(facts)) for key, words, verified in _CELLS]


def first_contact_words(cells: list[Cell]) -> str:
    """What is left, in words, as in “7 of 8 verified. Pick the device to finish.”."""
    missing = [cell for cell in cells if not cell.verified]
    count = f"{len(cells) - len(missing)} of {len(cells)} verified."
    if not missing:
        return count
    if len(missing) == 1:
        return f"{count} {_TO_FINISH[missing[0].key]} to finish."
    names = [cell.words.lower() for cell in missing]
    return f"{count} Left: {', '.join(names[:-1])} and {names[-1]}."


# Status moves (B2). What is not in this table cannot happen.


class Guard(StrEnum):
    """What must hold before a ticket moves."""

    VERIFIED = "verified"
    OWNER = "owner"
    SCHEDULED = "scheduled"
    STARTED = "started"
    FOLLOW_UP = "follow_up"
    REVIEW = "review"
    FINISHED = "finished"
    REVIEWED = "reviewed"
    REASON = "reason"
    RECENT = "recent"
    UNBILLED = "unbilled"


_MOVES: tuple[tuple[tuple[Status, ...], tuple[Status, ...], tuple[Guard, ...]], ...] = (
    ((Status.NEW,), (Status.ASSIGNED,), (Guard.VERIFIED, Guard.OWNER)),
    ((Status.ASSIGNED,), (Status.SCHEDULED,), (Guard.SCHEDULED,)),
    (
        (Status.ASSIGNED, Status.SCHEDULED, *WAITING, Status.ON_HOLD),
        (Status.IN_PROGRESS,),
        (Guard.STARTED,),
    ),
    ((Status.IN_PROGRESS,), WAITING, (Guard.FOLLOW_UP,)),
    ((Status.NEW,), (Status.ON_HOLD,), (Guard.VERIFIED, Guard.REVIEW)),
    (
        (Status.ASSIGNED, Status.SCHEDULED, Status.IN_PROGRESS, *WAITING),
        (Status.ON_HOLD,),
        (Guard.REVIEW,),
    ),
    ((Status.IN_PROGRESS,), (Status.COMPLETED,), (Guard.FINISHED,)),
    ((Status.COMPLETED,), (Status.CLOSED,), (Guard.REVIEWED,)),
    (
        (Status.COMPLETED, Status.CLOSED),
        (Status.IN_PROGRESS,),
        (Guard.REASON, Guard.RECENT),
    ),
    (
        (Status.NEW, Status.ASSIGNED, Status.ON_HOLD),
        (Status.CANCELLED,),
        (Guard.REASON, Guard.UNBILLED),
    ),
)

TRANSITIONS: Mapping[tuple[Status, Status], tuple[Guard, ...]] = {
    (start, end): guards for starts, ends, guards in _MOVES for start in starts for end in ends
}


def moves_from(status: str) -> list[Status]:
    """Where a ticket can go from a status, in the order of the fixed list."""
    return [end for end in Status if (Status(status), end) in TRANSITIONS]


HOLD_DAYS = 30
"""The longest a ticket may rest on hold before somebody looks again (B2)."""

REOPEN_DAYS = 30
"""Closed longer than this, work goes on under a new linked ticket (B2)."""


@dataclass(frozen=True, slots=True)
class Move:
    """Everything a guard may ask about one move of one ticket.

    `logged` and `billable` are minutes, `open_steps` what its checklists still need, `open_logs`
    its troubleshooting logs without an end; `started` says that somebody's time began with this
    move; `no_time` that there was no time to enter; `may_close` the permit of the board.
    """

    start: str
    end: str
    day: date
    cells: tuple[Cell, ...] = ()
    assigned: bool = True
    scheduled_at: datetime | None = None
    started: bool = False
    reason: str = ""
    back_on: date | None = None
    resolution: str = ""
    logged: int = 0
    no_time: bool = False
    billable: int = 0
    open_steps: int = 0
    open_logs: int = 0
    coverage: str = Coverage.ASK
    may_close: bool = True
    closed_on: date | None = None
    number: int = 0


def check_move(move: Move) -> None:
    """Let a move pass, or raise UserError naming what is missing and its field."""
    guards = TRANSITIONS.get((Status(move.start), Status(move.end)))
    if guards is None:
        raise UserError(_no_way(move), field="status")
    for guard in guards:
        refusal = _GUARDS[guard](move)
        if refusal is not None:
            raise refusal


def _no_way(move: Move) -> str:
    """Why there is no way between two statuses, and which there are."""
    start, end = STATUS_WORDS[Status(move.start)], STATUS_WORDS[Status(move.end)]
    if move.start == move.end:
        return f"It is {start} already."
    ways = [STATUS_WORDS[one] for one in moves_from(move.start)]
    if not ways:
        return f"A {start.lower()} ticket stays as it is. Open a new one."
    return f"{start} does not lead to {end}. It leads to {', '.join(ways)}."


def _verified(move: Move) -> UserError | None:
    missing = [cell for cell in move.cells if not cell.verified]
    if not missing:
        return None
    return UserError(first_contact_words(list(move.cells)), field=missing[0].key)


def _owner(move: Move) -> UserError | None:
    return None if move.assigned else UserError("Say who takes it.", field="assigned")


def _scheduled(move: Move) -> UserError | None:
    return None if move.scheduled_at else UserError("Say when it starts.", field="scheduled_at")


def _started(move: Move) -> UserError | None:
    return None if move.started else UserError("Start the timer, or log the time.", field="status")


def _follow_up(move: Move) -> UserError | None:
    if not move.reason.strip():
        return UserError("Say what we are waiting for.", field="reason")
    if move.back_on is None or move.back_on < move.day:
        return UserError("Choose the day to ask again, today or later.", field="follow_up_on")
    return None


def _review(move: Move) -> UserError | None:
    if not move.reason.strip():
        return UserError("Say why it is on hold.", field="reason")
    last = move.day + timedelta(days=HOLD_DAYS)
    if move.back_on is None or not move.day <= move.back_on <= last:
        return UserError(
            f"Choose a day to look again, within {HOLD_DAYS} days.", field="follow_up_on"
        )
    return None


def _finished(move: Move) -> UserError | None:
    if not move.resolution.strip():
        return UserError("Say how it was solved.", field="resolution")
    if not move.logged and not move.no_time:
        return UserError("Enter the time first, or say that there was none.", field="no_time")
    if move.open_steps > 0:
        return UserError(_steps_left(move.open_steps), field="status")
    if move.open_logs > 0:
        words = "Close its TSR log first, with what was wrong and what mended it."
        return UserError(words, field="status")
    return None


def _steps_left(count: int) -> str:
    if count == 1:
        return "One step of its checklist must be done first. Mark it done or not applicable."
    return f"{count} steps of its checklists must be done first. Mark each done or not applicable."


def _reviewed(move: Move) -> UserError | None:
    if not move.may_close:
        return UserError("The service manager or the owner closes tickets.", field="status")
    if move.coverage == Coverage.ASK:
        return UserError("Say whether it is covered or billable.", field="coverage")
    return None


def _reason(move: Move) -> UserError | None:
    return None if move.reason.strip() else UserError("Say why.", field="reason")


def _recent(move: Move) -> UserError | None:
    if move.start != Status.CLOSED or move.closed_on is None:
        return None
    if (move.day - move.closed_on).days <= REOPEN_DAYS:
        return None
    return UserError(
        f"#{move.number} has been closed for more than {REOPEN_DAYS} days."
        " Open a new ticket that follows it.",
        field="status",
    )


def _unbilled(move: Move) -> UserError | None:
    if not move.billable:
        return None
    return UserError("There is billable time on it. Complete it instead.", field="status")


_GUARDS: Mapping[Guard, Callable[[Move], UserError | None]] = {
    Guard.VERIFIED: _verified,
    Guard.OWNER: _owner,
    Guard.SCHEDULED: _scheduled,
    Guard.STARTED: _started,
    Guard.FOLLOW_UP: _follow_up,
    Guard.REVIEW: _review,
    Guard.FINISHED: _finished,
    Guard.REVIEWED: _reviewed,
    Guard.REASON: _reason,
    Guard.RECENT: _recent,
    Guard.UNBILLED: _unbilled,
}
