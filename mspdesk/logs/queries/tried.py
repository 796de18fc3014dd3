"""What the logs of a ticket say was tried, in words for whoever gets the ticket next (S047)."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..models import TsrLog, TsrRow
from .tsr import open_log


def tried_words(session: Session, ticket_id: int) -> str:
    """The tries of a ticket's newest log, a line each, below the log's number; empty without."""
    log_id = open_log(session, ticket_id)
    if log_id is None:
        return ""
    number = session.scalars(select(TsrLog.number).where(TsrLog.id == log_id)).one()
    rows = session.execute(
        select(TsrRow.number, TsrRow.tried, TsrRow.result)
        .where(TsrRow.tsr_log_id == log_id)
        .order_by(TsrRow.number)
    ).all()
    lines = [
        f"{at}. {tried}: {result}" if result else f"{at}. {tried}" for at, tried, result in rows
    ]
    return "\n".join([f"TSR log {number}", *lines]) if lines else ""
