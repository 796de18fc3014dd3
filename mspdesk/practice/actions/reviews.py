"""Walking through the backlog (S077)."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...database.action import acting, action, tell
from ...database.tables import Step
from ...dates import now, today
from ...errors import UserError
from ...tickets.models import Ticket
from ..models import BacklogReview, ReviewedTicket
from ..queries.reviews import fixed_keys, review_now
from ..rules.reviews import ORDERS


@action("Begin backlog review", undoable=False)
def begin_review(session: Session, order: str = "queue") -> int:
    """Begin a walk through the backlog, or go on with the one that is open; answers its id."""
    who = acting(session)
    held = review_now(session, who)
    if held is not None:
        return held.id
    if order not in ORDERS:
        raise UserError("Choose an order from the list.", "order")
    row = BacklogReview(
        on=today(),
        started_at=now(),
        person_id=who,
        sorted_by=order,
        notes="",
        from_step=session.scalar(select(func.max(Step.id))) or 0,
    )
    session.add(row)
    session.flush()
    tell(session, "Backlog review begun")
    return row.id


@action("Sort backlog review", undoable=False)
def sort_review(session: Session, review_id: int, order: str) -> None:
    """Note that the backlog is walked through in another order, too."""
    row = _open(session, review_id)
    if order not in ORDERS:
        raise UserError("Choose an order from the list.", "order")
    orders = row.sorted_by.split(",") if row.sorted_by else []
    if order not in orders:
        row.sorted_by = ",".join([*orders, order])


@action("Look at ticket", undoable=False)
def look_at(session: Session, review_id: int, ticket_id: int, *, seen: bool = True) -> None:
    """Note that a ticket was looked at in a review, or take that back."""
    row = _open(session, review_id)
    held = session.scalars(
        select(ReviewedTicket).where(
            ReviewedTicket.review_id == row.id, ReviewedTicket.ticket_id == ticket_id
        )
    ).one_or_none()
    if seen and held is None:
        session.add(ReviewedTicket(review_id=row.id, ticket_id=ticket_id, fixed="", at=now()))
    elif not seen and held is not None:
        session.delete(held)


@action("End backlog review", undoable=False)
def end_review(session: Session, review_id: int, notes: str = "") -> None:
    """End a review: what was put right is read from the journal and kept with it.

    A ticket that was changed meanwhile was looked at, too. Raises UserError where nothing was.
    """
    row = _open(session, review_id)
    found = fixed_keys(session, row.from_step, row.person_id)
    here = select(ReviewedTicket).where(ReviewedTicket.review_id == row.id)
    held = {one.ticket_id: one for one in session.scalars(here)}
    here_now = set(session.scalars(select(Ticket.id).where(Ticket.id.in_(sorted(found)))))
    for ticket_id in sorted(here_now - held.keys()):
        held[ticket_id] = ReviewedTicket(review_id=row.id, ticket_id=ticket_id, fixed="", at=now())
        session.add(held[ticket_id])
    if not held:
        raise UserError("Look at a ticket first; Space marks it as looked at.")
    for ticket_id, one in held.items():
        one.fixed = "\n".join(found.get(ticket_id, ()))
    row.ended_at, row.notes = now(), notes.strip()
    keys = sum(len(words) for words in found.values())
    tell(session, f"Review ended: {len(held)} tickets looked at, {keys} keys put right")


@action("Drop backlog review", undoable=False)
def drop_review(session: Session, review_id: int) -> None:
    """Take back a review that was begun by mistake."""
    row = _open(session, review_id)
    for one in session.scalars(select(ReviewedTicket).where(ReviewedTicket.review_id == row.id)):
        session.delete(one)
    session.flush()
    session.delete(row)
    tell(session, "Review dropped")


def _open(session: Session, review_id: int) -> BacklogReview:
    row = session.get(BacklogReview, review_id)
    if row is None:
        raise UserError("This review is no longer there.")
    if row.ended_at is not None:
        raise UserError("This review has ended. Begin another one.")
    return row
