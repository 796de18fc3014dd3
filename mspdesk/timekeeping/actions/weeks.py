"""The time sheet of a week: reasons, handing in, approving, opening again, locking."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...database.action import acting, action, tell
from ...dates import hours_h, now, short_date, today
from ...errors import UserError
from ...people.queries import permits, person
from .. import queries
from ..models import DayReason, TimeEntry, TimesheetWeek
from ..rules import WeekState
from . import saving


@action("Explain day")
def explain_day(session: Session, on: date, reason: str, person_id: int | None = None) -> None:
    """Say why a day's paid time is not all logged; an empty reason takes the word back (S050)."""
    who = saving.person(session, person_id)
    here = select(DayReason).where(DayReason.person_id == who, DayReason.on == on)
    row = session.scalars(here).one_or_none()
    if on > today():
        raise UserError("This day has not come yet.", "reason")
    if not reason.strip():
        if row is not None:
            session.delete(row)
        tell(session, f"Reason for {short_date(on)} removed")
        return
    if row is None:
        row = DayReason(person_id=who, on=on, reason="")
        session.add(row)
    row.reason = reason.strip()
    tell(session, f"Reason for {short_date(on)} saved")


def _sheet(session: Session, person_id: int, on: date) -> TimesheetWeek:
    """The sheet of a day's week, made when there is none."""
    monday = queries.monday_of(on)
    here = select(TimesheetWeek).where(
        TimesheetWeek.person_id == person_id, TimesheetWeek.monday == monday
    )
    row = session.scalars(here).one_or_none()
    if row is None:
        row = TimesheetWeek(person_id=person_id, monday=monday, state=WeekState.OPEN)
        session.add(row)
    return row


def _said(row: TimesheetWeek) -> str:
    return f"Week of {short_date(row.monday)}"


@action("Submit week")
def submit_week(session: Session, on: date, person_id: int | None = None) -> None:
    """Hand in the week a day lies in: every day complete, or with a reason (S050)."""
    who = saving.person(session, person_id)
    row = _sheet(session, who, on)
    if row.state != WeekState.OPEN:
        raise UserError(f"{_said(row)} is {row.state} already.")
    page = queries.week(session, who, on)
    for day in page.days:
        if not day.explained:
            raise UserError(
                f"{hours_h(day.missing)} is missing on {short_date(day.day)}. "
                "Log it, or say why it is not there.",
                "reason",
            )
    timer = queries.running(session, who)
    if timer is not None and page.monday <= timer.began_at.date() <= page.days[-1].day:
        raise UserError(f"Your timer is still on #{timer.number_int}. Stop it first.")
    row.state, row.submitted_at = WeekState.SUBMITTED, now()
    tell(session, f"{_said(row)} submitted, {hours_h(page.logged)}")


def _entries(session: Session, row: TimesheetWeek) -> list[TimeEntry]:
    last = date.fromordinal(row.monday.toordinal() + 6)
    found = select(TimeEntry).where(
        TimeEntry.person_id == row.person_id, TimeEntry.work_on.between(row.monday, last)
    )
    return list(session.scalars(found.order_by(TimeEntry.id)))


def _may_approve(session: Session) -> int | None:
    """Who approves: somebody trusted with everybody's time, or a script that named nobody."""
    who = acting(session)
    if who is not None and not {"*", "time_all"} & permits(session, who):
        raise UserError("Approving time is for the owner or who looks after everybody's time.")
    return who


@action("Approve week")
def approve_week(session: Session, person_id: int, on: date) -> None:
    """Approve a week that was handed in; its entries carry who and when."""
    who = _may_approve(session)
    row = _sheet(session, person_id, on)
    if row.state != WeekState.SUBMITTED:
        raise UserError(f"{_said(row)} is {row.state}; only a submitted week can be approved.")
    row.state, row.approved_at, row.approved_by_id = WeekState.APPROVED, now(), who
    for one in _entries(session, row):
        one.approved_at, one.approved_by_id = row.approved_at, who
    name = person(session, person_id)
    tell(session, f"{_said(row)} of {name.name if name else 'nobody'} approved")


@action("Reopen week")
def reopen_week(session: Session, on: date, person_id: int | None = None) -> None:
    """Open a submitted or approved week again; a locked one stays as it is."""
    who = saving.person(session, person_id)
    row = _sheet(session, who, on)
    if row.state == WeekState.LOCKED:
        raise UserError(f"{_said(row)} is locked. Correct its entries instead.")
    if row.state == WeekState.APPROVED:
        _may_approve(session)
    for one in _entries(session, row):
        one.approved_at, one.approved_by_id = None, None
    row.state, row.submitted_at = WeekState.OPEN, None
    row.approved_at, row.approved_by_id = None, None
    tell(session, f"{_said(row)} is open again")


@action("Lock week")
def lock_week(session: Session, person_id: int, on: date) -> None:
    """Lock an approved week for good, for instance once it is paid."""
    _may_approve(session)
    row = _sheet(session, person_id, on)
    if row.state != WeekState.APPROVED:
        raise UserError(f"{_said(row)} is {row.state}; only an approved week can be locked.")
    row.state = WeekState.LOCKED
    tell(session, f"{_said(row)} locked")
