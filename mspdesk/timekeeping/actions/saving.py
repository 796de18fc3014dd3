"""What every verb about time needs: whose it is, whether it may change, and who pays for it."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from ...database.action import acting
from ...dates import minute_of_day, now, short_date
from ...errors import UserError
from ...rows import dataclass
from ...shop.queries import calendar
from ...shop.rules import Calendar
from ...tickets.models import Ticket
from .. import queries, rules
from ..models import HatTicket, TimeEntry
from ..queries.approvals import yes_of
from ..rules import State
from . import prepaid


def person(session: Session, person_id: int | None) -> int:
    """Whose time it is: the one named, else who works; raises UserError when nobody does."""
    found = acting(session) if person_id is None else person_id
    if found is None:
        raise UserError("Choose who you work as first.")
    return found


def entry(session: Session, entry_id: int) -> TimeEntry:
    """An entry to change; raises UserError when it is gone."""
    found = session.get(TimeEntry, entry_id)
    if found is None:
        raise UserError("This time entry is no longer there.")
    return found


def check_week(session: Session, person_id: int, on: date) -> None:
    """Refuse time in a week whose sheet was handed in; raises UserError naming `day`."""
    state = queries.week_state(session, person_id, on)
    week = f"The week of {short_date(queries.monday_of(on))}"
    if state == rules.WeekState.LOCKED:
        raise UserError(f"{week} is locked. Add a correction to the entry instead.", "day")
    if state != rules.WeekState.OPEN:
        raise UserError(f"{week} is {state}. Reopen it to change its time.", "day")


def check_unbilled(row: TimeEntry, *, from_draft: bool = False) -> None:
    """Refuse changes to what a client was or is being billed; raises UserError."""
    if row.state == State.INVOICED:
        raise UserError("This time is on an invoice. Add a correction instead.")
    if row.state == State.WRITTEN_OFF:
        raise UserError("This time was written off. Add a correction instead.")
    if row.state == State.ON_DRAFT and not from_draft:
        raise UserError("This time is on a draft invoice. Change it there, or take it off first.")


def ticket_for_time(session: Session, ticket_id: int | None) -> Ticket:
    """The ticket time goes on (S043); raises UserError naming `ticket`."""
    found = None if ticket_id is None else session.get(Ticket, ticket_id)
    if found is None:
        raise UserError("Choose the ticket this time belongs to.", "ticket")
    if found.status in ("closed", "cancelled"):
        raise UserError(
            f"Ticket #{found.number_int} is {found.status}. Reopen it, or log on a linked one.",
            "ticket",
        )
    return found


_HAT = select(HatTicket.role_id).where(HatTicket.ticket_id == bindparam("ticket_id"))


def hat_of(session: Session, ticket_id: int) -> int | None:
    """The hat whose standing ticket this is."""
    return session.scalar(_HAT, {"ticket_id": ticket_id})


@dataclass(frozen=True, slots=True)
class Around:
    """What an entry stands among: a person's other time of the day, and when the shop is open."""

    taken: tuple[queries.TakenRow, ...]
    hours: Calendar


def around(session: Session, person_id: int, on: date) -> Around:
    """Ask once what saving an entry needs to know of its day."""
    with session.no_autoflush:
        rows = tuple(queries.taken_on(session, person_id, on))
        return Around(rows, calendar(session, on.year))


def next_free(day: Around, on: date) -> int:
    """Where time without a from-to is stacked: after the day's last entry, else at opening."""
    rows = [one for one in day.taken if one.minutes >= 0]
    if rows:
        last = max(one.ends_at for one in rows)
        return min(1439, minute_of_day(last) if last.date() == on else 1439)
    opening = day.hours.open_minutes(on)
    return opening[0] if opening else 8 * 60


def check_free(day: Around, row: TimeEntry) -> None:
    """Refuse an entry that overlaps others, lies ahead, or makes the day longer than 16 hours."""
    others = [one for one in day.taken if one.id != row.id]
    already = sum(one.minutes for one in others)
    start = minute_of_day(row.started_at)
    end = start + row.minutes + row.break_minutes
    rules.check_day(row.work_on, row.minutes, already, now(), end if row.timed else None)
    if row.timed and row.minutes:
        stretches = [_stretch(one) for one in others if one.timed and one.minutes > 0]
        rules.check_free(stretches, start, end)


def _stretch(one: queries.TakenRow) -> rules.Stretch:
    start = minute_of_day(one.started_at)
    end = start + one.minutes + one.break_minutes
    return rules.Stretch(start, end, f"#{one.number_int} {one.title}")


def moment(on: date, minute: int) -> datetime:
    """A minute of a day as a moment."""
    return datetime(on.year, on.month, on.day) + timedelta(minutes=minute)


def split_of(session: Session, row: TimeEntry, hours: Calendar | None = None) -> rules.Split:
    """How an entry divides into business hours and after; a break is taken from the longer part."""
    start, whole_minutes = minute_of_day(row.started_at), row.minutes + row.break_minutes
    whole = queries.split(session, row.work_on, start, whole_minutes, timed=row.timed, hours=hours)
    if not row.break_minutes:
        return whole
    if whole.regular >= whole.after:
        regular = max(0, whole.regular - row.break_minutes)
        return replace(whole, regular=regular, after=row.minutes - regular)
    after = max(0, whole.after - row.break_minutes)
    return replace(whole, regular=row.minutes - after, after=after)


def settle(
    session: Session,
    row: TimeEntry,
    *,
    hours: Calendar | None = None,
    parts: rules.Split | None = None,
    keep_rate: bool = False,
    keep_factor: bool = False,
) -> None:
    """Write onto an entry who pays for it, how much bills, and why, from what is agreed today.

    `keep_rate` holds on to the rate and factor the entry was made with, `keep_factor` to a factor
    that the owner chose. `parts` says how it divides where that is known better, `hours` when the
    shop is open where that is known.
    """
    with session.no_autoflush:
        said = queries.terms(session, row.ticket_id, row.work_on, row.place, row.id)
        parts = parts or split_of(session, row, hours)
        if parts.after > 0 and row.after_hours_approved_on is None:
            _take_yes(session, row)
    if keep_rate:
        said = replace(said, rate=row.rate)
    if keep_rate or keep_factor:
        said = replace(said, factor=row.factor)
    said = replace(said, approved_by=row.after_hours_approved_by)
    chosen = _chosen(row)
    answer = rules.decide(said, parts, row.category, chosen, row.kind_reason)
    row.rate, row.factor, row.after_minutes = said.rate, said.factor, parts.after
    row.kind, row.why = answer.kind, answer.why
    row.billed_minutes, row.billed_after_minutes = (
        answer.billed_minutes,
        answer.billed_after_minutes,
    )
    if answer.state == State.NONE:
        row.state, row.invoice_line_id = State.NONE, None
    elif row.state != State.ON_DRAFT:
        row.state = answer.state
    if row.prepaid_agreement_id is not None or answer.draws:
        _draw(session, row, said.ledger if answer.draws else None)
    if said.pays_ahead and not said.internal:
        _refuse_unpaid(session, row)


def _take_yes(session: Session, row: TimeEntry) -> None:
    """Give time after hours the yes that the client said to its ticket (S049)."""
    yes = yes_of(session, row.ticket_id)
    if yes is not None:
        row.after_hours_approved_by, row.after_hours_approved_on = yes.who, yes.on


def _refuse_unpaid(session: Session, row: TimeEntry) -> None:
    """Refuse work for a client under notice that nothing paid ahead pays for (S121).

    What was worked before notice was given is billed as ever.
    """
    if row.kind != rules.Kind.BILLABLE or row.billed_minutes <= 0:
        return
    # Imported here, as all of agreements comes along and the timer begins with the actions.
    from ...agreements.queries import notice_day

    client_id = session.get_one(Ticket, row.ticket_id).client_id
    since = notice_day(session, client_id)
    if since is not None and row.work_on < since:
        return
    raise UserError(
        "This client has given notice, so work is paid ahead. Sell hours first, or set the ticket"
        " to covered.",
        "ticket",
    )


def _chosen(row: TimeEntry) -> str:
    """The kind a person chose; prepaid too where the hours did not reach for all of it."""
    if not row.kind_set:
        return ""
    return row.kind if row.prepaid_agreement_id is None else rules.Kind.PREPAID


def _draw(session: Session, row: TimeEntry, agreement_id: int | None) -> None:
    """Bring the ledger of hours paid ahead in step with an entry that was decided anew."""
    session.add(row)
    session.flush()
    before = row.prepaid_agreement_id
    if before is not None and before != agreement_id:
        prepaid.drop_draws(session, row)
        prepaid.redraw(session, before)
    if agreement_id is not None:
        row.prepaid_minutes, row.prepaid_agreement_id = 0, agreement_id
        prepaid.redraw(session, agreement_id, [row.id])


def again(session: Session, row: TimeEntry) -> None:
    """Decide again at the rate and factor the entry was made with, after somebody's word."""
    with session.no_autoflush:
        whole = split_of(session, row)
    parts = replace(whole, regular=row.minutes - row.after_minutes, after=row.after_minutes)
    settle(session, row, parts=parts, keep_rate=True)
