"""Things done about pay for sales: how it is counted, what was settled, what was paid (S133)."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...database.action import action, tell
from ...database.stale import as_seen
from ...dates import month_start, today
from ...errors import UserError
from ...people.models import Person
from ..models.commission import Commission, CompensationPlan
from ..queries.commission import commissions, sees_all
from ..rules import commission as rules


def _leads(session: Session) -> None:
    """Raise UserError for whoever may not see what others are paid; a script may."""
    if not sees_all(session):
        raise UserError("What others are paid is written down by those who lead people.")


@action("Set pay for sales", undoable=False)
def set_compensation(
    session: Session,
    person_id: int | None,
    from_on: date,
    rule: str,
    share: int | None = None,
    months: int = 12,
    words: str = "",
) -> int:
    """Say how sales are paid from a day on, for one person or for everybody; answers the row's id.

    `share` is millionths; without one it is 10 % of what was sold, or 30 % of the profit. Raises
    UserError by field: person_id, from_on, rule, share, months.
    """
    _leads(session)
    terms = rules.check_terms(rule, share, months)
    if person_id is not None and session.get(Person, person_id) is None:
        raise UserError("Choose whose pay it is.", "person_id")
    held = select(CompensationPlan).where(
        CompensationPlan.from_on == from_on,
        CompensationPlan.person_id == person_id
        if person_id is not None
        else CompensationPlan.person_id.is_(None),
    )
    row = session.scalars(held).first() or CompensationPlan(person_id=person_id, from_on=from_on)
    row.rule, row.share, row.months, row.words = (
        terms.rule,
        terms.share,
        terms.months,
        words.strip(),
    )
    session.add(row)
    session.flush()
    tell(session, "Pay for sales set")
    return row.id


@action("Remove pay for sales", undoable=False)
def remove_compensation(session: Session, plan_id: int, version: int) -> None:
    """Take away a row of pay for sales that was typed by mistake; what was settled stays."""
    _leads(session)
    session.delete(as_seen(session, CompensationPlan, plan_id, version))
    tell(session, "Pay for sales taken away")


@action("Settle commission", undoable=False)
def settle_month(session: Session, month: date, person_id: int | None = None) -> int:
    """Keep what the sales of a month earn, as it stands; answers how many were settled.

    What was settled does not change with the opportunity any more. A sale nobody is paid for is
    settled at nothing. Raises UserError for a month that has not begun.
    """
    _leads(session)
    first = month_start(month)
    if first > today():
        raise UserError("This month has not begun.", "month")
    rows = [one for one in commissions(session, first, person_id) if not one.settled]
    for one in rows:
        session.add(
            Commission(
                opportunity_id=one.opportunity_id,
                person_id=one.person_id,
                month_on=first,
                rule=one.terms.rule,
                share=one.terms.share,
                gross=one.gross,
                profit=one.profit,
                amount=one.amount,
                settled_on=today(),
            )
        )
    session.flush()
    tell(session, f"{len(rows)} {'sale' if len(rows) == 1 else 'sales'} settled")
    return len(rows)


@action("Pay commission", undoable=False)
def mark_paid(session: Session, month: date, person_id: int, paid_on: date | None = None) -> int:
    """Write down that what was settled for somebody's month was paid; answers how many sales."""
    _leads(session)
    found = select(Commission).where(
        Commission.month_on == month_start(month),
        Commission.person_id == person_id,
        Commission.paid_on.is_(None),
    )
    rows = list(session.scalars(found))
    if not rows:
        raise UserError("Settle the month first; then it can be paid.", "month")
    for row in rows:
        row.paid_on = paid_on or today()
    tell(session, f"Commission of {len(rows)} {'sale' if len(rows) == 1 else 'sales'} paid")
    return len(rows)


@action("Take settlement back", undoable=False)
def unsettle(session: Session, commission_id: int) -> None:
    """Take back what was settled for a sale, as long as it was not paid."""
    _leads(session)
    row = session.get_one(Commission, commission_id)
    if row.paid_on is not None:
        raise UserError("It was paid. Agree on what is given back, and note it on the next month.")
    session.delete(row)
    tell(session, "Settlement taken back")
