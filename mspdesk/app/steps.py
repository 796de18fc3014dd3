"""Everything that was done, newest first, as History and its export show it."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from ..database.history import StepRow, recent_steps
from ..dates import clock_time, full_date
from ..people import queries as people
from ..rows import dataclass


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One step as History shows it."""

    id: int
    at: datetime
    when: str
    who: str
    what: str
    words: str
    can_undo: bool
    state: str


def history(session: Session, before: int | None = None, limit: int = 200) -> list[HistoryRow]:
    """The newest steps first, in the shop's words; `before` a step's id goes on from there."""
    names = {row.id: row.name for row in people.people(session, all_of_them=True)}
    return [_row(step, names) for step in recent_steps(session, before, limit)]


def _row(step: StepRow, names: dict[int, str]) -> HistoryRow:
    at = step.at + _from_utc()
    state = "undone" if step.undone else "" if step.undoable else "cannot be undone"
    return HistoryRow(
        step.id,
        at,
        f"{full_date(at.date())} {clock_time(at)}",
        names.get(step.person_id or 0, "Nobody named"),
        step.label,
        step.words,
        step.undoable and not step.undone and step.undoes is None,
        state,
    )


def _from_utc() -> timedelta:
    """How far the shop's clock is from UTC now, in whole quarter hours."""
    from ..dates import now, utc_now

    quarters = round_quarters((now() - utc_now()).total_seconds())
    return timedelta(minutes=15 * quarters)


def round_quarters(seconds: float) -> int:
    """Seconds as the nearest whole number of quarter hours."""
    return int((abs(seconds) + 450) // 900) * (1 if seconds >= 0 else -1)
