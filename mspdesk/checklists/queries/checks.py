"""What must hold in the books of checklists: triggers count as the results say."""

from typing import Any

from sqlalchemy import Integer, and_, case, func, select
from sqlalchemy.orm import Session

from ...tickets.models import Ticket
from ...tickets.rules import number_words
from ..models import ChecklistRun, RunResult
from ..rules.run import OPEN, State
from .master_checks import check_masters


def check_runs(session: Session) -> list[str]:
    """Runs whose counts are not those of their results."""
    one = RunResult

    def count(condition: Any) -> Any:
        return func.coalesce(func.sum(case((condition, 1), else_=0)), 0).cast(Integer)

    real = (
        select(
            one.run_id.label("run_id"),
            count(one.state != "").label("marked"),
            count(and_(one.state != "", one.needed)).label("needed"),
            count(one.state == State.ATTENTION).label("problems"),
            count(one.state.in_((State.NA, State.NOT_SEEN))).label("skipped"),
        )
        .group_by(one.run_id)
        .subquery()
    )
    run = ChecklistRun
    kept = (run.marked, run.needed_marked, run.problems, run.skipped)
    true = [func.coalesce(name, 0) for name in tuple(real.c)[1:]]
    differs = [a != b for a, b in zip(kept, true, strict=True)]
    found = (
        select(run.number)
        .outerjoin(real, real.c.run_id == run.id)
        .where(differs[0] | differs[1] | differs[2] | differs[3])
        .order_by(run.number)
    )
    return [
        f"Checklist {number}: its counts are not those of its steps."
        for number in session.scalars(found)
    ]


def check_tickets(session: Session) -> list[str]:
    """Tickets that count other open steps than their checklists still need."""
    run = ChecklistRun
    real = (
        select(
            run.ticket_id.label("ticket_id"),
            func.sum(run.needed - run.needed_marked).cast(Integer).label("steps"),
        )
        .where(run.ticket_id.is_not(None), run.state.in_(OPEN))
        .group_by(run.ticket_id)
        .subquery()
    )
    steps = func.coalesce(real.c.steps, 0)
    found = (
        select(Ticket.number_int, Ticket.open_steps, steps)
        .outerjoin(real, real.c.ticket_id == Ticket.id)
        .where(Ticket.open_steps != steps)
        .order_by(Ticket.number_int)
    )
    return [
        f"Ticket {number_words(number)} says {kept} open steps; its checklists need {true}."
        for number, kept, true in session.execute(found)
    ]


CHECKS = (check_runs, check_tickets, check_masters)
