"""Having a company in front while dialing it, so that two who call one list never get the same.

It is no change of the books: no step tells of it, nothing is undone, and it runs out by itself.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import cast

from sqlalchemy import ColumnElement, Table, or_, update
from sqlalchemy.orm import Session

from ...database.action import acting, action
from ...dates import utc_now
from ..models import CallTarget
from ..queries.lists import next_target

HOLD = timedelta(minutes=10)
"""How long a company is somebody's after the last sign of them; then others get it again."""

_TRIES = 50
"""How often the next company is asked for where others are quicker each time."""

_TARGET = cast("Table", CallTarget.__table__)


@action("Open number to call", undoable=False)
def open_next(
    session: Session, list_id: int, day: date, holder: str, skipped: Sequence[int] = ()
) -> int | None:
    """Take the company that is called next, which nobody else has in front; None without one.

    `holder` names who asks: a person on a computer. Those skipped come round again at last.
    """
    for _ in range(_TRIES):
        found = next_target(session, list_id, day, skipped, holder)
        if found is None:
            return None
        if _take(session, found.id, holder):
            return found.id
        # Somebody was quicker; what is asked next sees that it is theirs.
        session.expire_all()
    return None


@action("Open number to call", undoable=False)
def open_number(session: Session, target_id: int, holder: str) -> bool:
    """Take a company that was chosen, or go on having it; False where it is somebody else's."""
    return _take(session, target_id, holder)


@action("Leave number", undoable=False)
def leave_number(session: Session, target_id: int, holder: str) -> None:
    """Let a company go that was skipped or is done with; somebody else's stays theirs."""
    let_go(session, target_id, _TARGET.c.dialing_by == holder)


def let_go(session: Session, target_id: int, *where: ColumnElement[bool]) -> None:
    """Say that nobody dials a company any more."""
    nobody = dict.fromkeys(("dialing_by", "dialing_id", "dialing_until"))
    session.connection().execute(
        update(_TARGET).where(_TARGET.c.id == target_id, *where).values(nobody)
    )


def _take(session: Session, target_id: int, holder: str) -> bool:
    """Make a company ours in one statement, unless it is somebody else's at that moment."""
    moment: datetime = utc_now()
    free = or_(
        _TARGET.c.dialing_until.is_(None),
        _TARGET.c.dialing_until <= moment,
        _TARGET.c.dialing_by == holder,
    )
    ours = {
        "dialing_by": holder[:60],
        "dialing_id": acting(session),
        "dialing_until": moment + HOLD,
    }
    taken = session.connection().execute(
        update(_TARGET).where(_TARGET.c.id == target_id, free).values(ours)
    )
    return taken.rowcount == 1
