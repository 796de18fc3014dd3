"""Things people do to the pay calendar of a year."""

from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...database.action import action, tell
from ...dates import full_date
from ...errors import UserError
from ...shop import queries as shop
from ...shop.models import PayDate
from ...shop.queries.pay import pay_days, pay_terms
from ...shop.rules.pay import LONGEST, PayDay, business_day, why_closed


@action("Move pay date")
def move_pay_date(session: Session, nominal_on: date, pay_on: date | None, words: str = "") -> None:
    """Pay on another day than the schedule would; the usual day takes the move back.

    Raises UserError naming pay_on for a day on which nobody is paid, or one beyond the pay dates
    before and after.
    """
    if pay_on is None:
        raise UserError("Say on which day these wages are paid.", "pay_on")
    before, here, after = _around(session, nominal_on)
    closed = shop.calendar(session, *range(nominal_on.year - 1, nominal_on.year + 2)).closed
    rest = pay_terms(session).rest
    if why := why_closed(pay_on, closed, rest):
        raise UserError(f"{full_date(pay_on)} is {why}. Choose a working day.", "pay_on")
    if not before.pay_on < pay_on < after.pay_on:
        raise UserError(
            f"Choose a day between {full_date(before.pay_on)} and {full_date(after.pay_on)}, "
            "the pay dates before and after.",
            "pay_on",
        )
    row = _row(session, nominal_on)
    if pay_on == business_day(nominal_on, closed, rest):
        if row is not None:
            session.delete(row)
    elif row is None:
        session.add(PayDate(nominal_on=nominal_on, pay_on=pay_on, words=words.strip()))
    else:
        row.pay_on, row.words = pay_on, words.strip()
    moved = "stays" if pay_on == here.pay_on else "moved"
    tell(session, f"Pay date {moved}: {full_date(pay_on)}")


@action("Put pay date back")
def put_back(session: Session, nominal_on: date) -> None:
    """Pay on the day the schedule says again."""
    row = _row(session, nominal_on)
    if row is not None:
        session.delete(row)
        tell(session, "Back to the usual pay date")


def _row(session: Session, nominal_on: date) -> PayDate | None:
    return session.scalars(select(PayDate).where(PayDate.nominal_on == nominal_on)).one_or_none()


def _around(session: Session, nominal_on: date) -> tuple[PayDay, PayDay, PayDay]:
    """A pay date between its neighbors; raises UserError for a day the schedule does not name."""
    wide = timedelta(days=LONGEST)
    days = pay_days(session, nominal_on - wide, nominal_on + wide)
    at = next((n for n, one in enumerate(days) if one.nominal_on == nominal_on), None)
    if at is None:
        raise UserError("The schedule names no pay date on this day any more.", "pay_on")
    return days[at - 1], days[at], days[at + 1]
