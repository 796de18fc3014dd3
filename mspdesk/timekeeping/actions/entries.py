"""Logging time, changing it, and correcting what can no longer be changed."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from ...database.action import action, tell
from ...database.stale import as_seen
from ...dates import Span, hours_h, now, parse_span, today
from ...errors import UserError
from ...tickets.actions import begin_work
from ...tickets.models import Ticket
from .. import queries, rules
from ..models import TimeEntry
from ..rules import Category, State, Where
from . import prepaid, saving
from .visits import drop_empty, standing_ticket, visit_for

_BEGINS = ("new", "assigned", "scheduled")
"""A ticket in one of these is in progress once time is typed on it; a waiting one waits on."""


@action("Log time")
def log_time(
    session: Session,
    ticket_id: int | None,
    day: date,
    span: str | int | Span,
    note: str,
    category: str = "",
    place: str = Where.REMOTE,
    role_id: int | None = None,
    internal_note: str = "",
    *,
    break_minutes: int = 0,
    new_visit: bool = False,
    rework_of_id: int | None = None,
    person_id: int | None = None,
) -> int:
    """Log time on a ticket and answer the entry's id (S043, S051).

    `span` is what somebody typed (45, 0:45, .75, 9:10-9:55) or minutes; `note` is what the client
    reads, `internal_note` never leaves the shop. A hat (`role_id`) without a ticket means its
    standing one. Without a category it is productive for a client, admin for ourselves. Raises
    UserError naming ticket, day, span, client_note, category, rework_of or place.
    """
    who = saving.person(session, person_id)
    typed = _span(span)
    if ticket_id is None and role_id is not None:
        rules.check_note(note)
        ticket_id = standing_ticket(session, role_id)
    ticket = saving.ticket_for_time(session, ticket_id)
    row = new_entry(ticket, who, day, note, category, place)
    row.role_id = role_id or saving.hat_of(session, ticket.id)
    row.internal_note, row.rework_of_id = internal_note.strip(), rework_of_id
    rules.check_category(row.category, earlier=rework_of_id is not None)
    saving.check_week(session, who, day)
    around = saving.around(session, who, day)
    put_into_day(around, row, typed, break_minutes)
    saving.check_free(around, row)
    visit_for(session, row, new=new_visit)
    saving.settle(session, row, hours=around.hours)
    session.add(row)
    session.flush()
    if ticket.status in _BEGINS:
        begin_work(session, ticket.id)
    tell(session, f"{hours_h(row.minutes)} logged on #{ticket.number_int}")
    return row.id


def new_entry(
    ticket: Ticket, who: int, day: date, note: str, category: str, place: str
) -> TimeEntry:
    """An entry that is not in the books yet, with what was said checked."""
    usual = Category.ADMIN if ticket.queue == "internal" else Category.PRODUCTIVE
    return TimeEntry(
        ticket_id=ticket.id,
        client_id=ticket.client_id,
        person_id=who,
        work_on=day,
        category=category or usual,
        place=rules.check_place(place),
        client_note=rules.check_note(note),
        internal_note="",
        minutes=0,
        break_minutes=0,
        kind_set=False,
        kind_reason="",
        state=State.NONE,
        rate=0,
        factor=rules.REGULAR,
        after_hours_approved_by="",
        entered_at=now(),
        prepaid_minutes=0,
        prepaid_agreement_id=None,
    )


def _span(span: str | int | Span) -> Span:
    if isinstance(span, Span):
        return span
    return Span(span) if isinstance(span, int) else parse_span(span, "span")


def put_into_day(around: saving.Around, row: TimeEntry, typed: Span, break_minutes: int) -> None:
    """Give an entry its minutes and its place in the day; without a from-to it is stacked."""
    if not 0 <= break_minutes <= typed.minutes:
        raise UserError("The break cannot be longer than the time.", "break_minutes")
    row.minutes, row.break_minutes = typed.minutes - break_minutes, break_minutes
    row.timed = typed.start is not None
    start = typed.start
    if start is None:
        row.minutes, row.break_minutes = typed.minutes, 0
        start = saving.next_free(around, row.work_on)
    row.started_at = saving.moment(row.work_on, start)


_DECIDES = frozenset({"ticket_id", "hat_id", "day", "span", "break_minutes", "place", "category"})
"""What decides anew who pays; a changed note or hat does not."""

_MAY_CHANGE = _DECIDES | {"note", "internal_note", "role_id", "rework_of_id", "new_visit"}


@action("Change time")
def edit_entry(
    session: Session, entry_id: int, version: int | None, changes: Mapping[str, Any]
) -> None:
    """Change an entry; `version` is the one that was seen, None for any.

    Keys are those of log_time: ticket_id, day, span, note, category, place, role_id, internal_note,
    break_minutes, rework_of_id, new_visit, and hat_id for the standing ticket of a hat. Billed time
    and time in a week handed in is read-only. Raises UserError naming the field, Conflict when
    somebody else was first.
    """
    if unknown := set(changes) - _MAY_CHANGE:
        raise AttributeError(min(unknown))
    row = as_seen(session, TimeEntry, entry_id, version)
    if "hat_id" in changes:
        changes = {**changes, "ticket_id": standing_ticket(session, changes["hat_id"])}
    deciding = set(changes) & _DECIDES
    saving.check_unbilled(row, from_draft=not deciding)
    if deciding:
        prepaid.check_told(session, row)
    if row.adjusts_id is not None and deciding:
        raise UserError("This is a correction. Delete it and make another one.")
    saving.check_week(session, row.person_id, row.work_on)
    with session.no_autoflush:
        _words(row, changes)
        if deciding:
            _place_anew(session, row, changes)
    session.flush()
    number = session.get_one(Ticket, row.ticket_id).number_int
    tell(session, f"{hours_h(row.minutes)} on #{number} changed")


def _words(row: TimeEntry, changes: Mapping[str, Any]) -> None:
    """Take over what was said and what it was spent on."""
    if "note" in changes:
        row.client_note = rules.check_note(changes["note"])
    if "internal_note" in changes:
        row.internal_note = str(changes["internal_note"]).strip()
    if "rework_of_id" in changes:
        row.rework_of_id = changes["rework_of_id"]
    if "category" in changes:
        row.category = changes["category"]
    rules.check_category(row.category, earlier=row.rework_of_id is not None)
    if "role_id" in changes:
        row.role_id = changes["role_id"]
    if "place" in changes:
        row.place = rules.check_place(changes["place"])


def _place_anew(session: Session, row: TimeEntry, changes: Mapping[str, Any]) -> None:
    """Move an entry to another ticket, day or hour, and decide again who pays."""
    moved = changes.get("ticket_id", row.ticket_id) != row.ticket_id
    old_day = row.work_on
    if moved:
        ticket = saving.ticket_for_time(session, changes["ticket_id"])
        row.ticket_id, row.client_id = ticket.id, ticket.client_id
        row.role_id = changes.get("role_id") or saving.hat_of(session, ticket.id)
        row.after_hours_approved_by, row.after_hours_approved_on = "", None
        row.kind_set, row.kind_reason = False, ""
    if changes.get("day", old_day) != old_day:
        row.work_on = changes["day"]
        saving.check_week(session, row.person_id, row.work_on)
    around = saving.around(session, row.person_id, row.work_on)
    if "span" in changes or row.work_on != old_day:
        start = (row.started_at.hour * 60 + row.started_at.minute) if row.timed else None
        whole = row.minutes + row.break_minutes
        typed = _span(changes["span"]) if "span" in changes else Span(whole, start)
        kept = row.break_minutes if typed.start is not None else 0
        put_into_day(around, row, typed, changes.get("break_minutes", min(kept, typed.minutes)))
    saving.check_free(around, row)
    visit_for(session, row, new=bool(changes.get("new_visit")))
    known = row.rate > 0 and not moved
    saving.settle(session, row, hours=around.hours, keep_rate=known)


@action("Write client note")
def set_client_note(session: Session, entry_id: int, note: str) -> None:
    """Write better words for the client, as long as no invoice carries them."""
    row = saving.entry(session, entry_id)
    saving.check_unbilled(row, from_draft=True)
    row.client_note = rules.check_note(note)
    tell(session, "Client note saved")


@action("Delete time")
def delete_entry(session: Session, entry_id: int) -> None:
    """Take away time that was never billed; billed time is corrected instead."""
    row = saving.entry(session, entry_id)
    saving.check_unbilled(row)
    saving.check_week(session, row.person_id, row.work_on)
    prepaid.check_told(session, row)
    visit_id, minutes = row.visit_id, row.minutes
    prepaid.leave(session, row)
    session.delete(row)
    session.flush()
    if visit_id is not None:
        drop_empty(session, visit_id)
    tell(session, f"{hours_h(minutes)} deleted")


@action("Correct time")
def adjust_entry(session: Session, entry_id: int, minutes: int, reason: str) -> int:
    """Correct time that is billed or locked by an entry for the difference; answers its id.

    `minutes` is what it should have been. The correction stands on the same day, or today when
    that week is no longer open. Raises UserError naming minutes or client_note.
    """
    old = saving.entry(session, entry_id)
    free = old.state in (State.NONE, State.UNBILLED) and not prepaid.told(session, old)
    if free and _week_open(session, old):
        raise UserError("This time can still be changed; no correction is needed.")
    if not 0 <= minutes <= rules.MOST_A_DAY:
        raise UserError("Type what the time should have been, up to 16 h.", "minutes")
    if minutes == old.minutes:
        raise UserError("That is what the entry says already.", "minutes")
    row = _correction(session, old, minutes, rules.check_note(reason))
    session.add(row)
    session.flush()
    if old.prepaid_agreement_id is not None:
        _correct_ledger(session, old, row)
    tell(session, f"Time corrected by {hours_h(row.minutes)}")
    return row.id


def _correct_ledger(session: Session, old: TimeEntry, row: TimeEntry) -> None:
    """Let a correction draw more hours paid ahead, or give back first what bills, then hours."""
    row.prepaid_agreement_id = old.prepaid_agreement_id
    whole = row.billed_minutes - (old.prepaid_minutes if old.kind == rules.Kind.BILLABLE else 0)
    if whole >= 0 and old.prepaid_agreement_id is not None:
        row.kind, row.state, row.billed_minutes = rules.Kind.BILLABLE, State.UNBILLED, whole
        prepaid.redraw(session, old.prepaid_agreement_id)
        return
    bills = old.billed_minutes if old.kind == rules.Kind.BILLABLE else 0
    off = min(-whole, bills)
    row.prepaid_minutes = whole + off
    row.billed_minutes = -off if off else row.prepaid_minutes
    row.kind = rules.Kind.BILLABLE if off else rules.Kind.PREPAID
    row.state = State.UNBILLED if off else State.NONE
    prepaid.give_minutes_back(session, old, row, -row.prepaid_minutes)


def _week_open(session: Session, row: TimeEntry) -> bool:
    return queries.week_state(session, row.person_id, row.work_on) == rules.WeekState.OPEN


def _correction(session: Session, old: TimeEntry, minutes: int, reason: str) -> TimeEntry:
    """The difference between an entry and what it should have been, at the same terms."""
    on = old.work_on if _week_open(session, old) else today()
    after = min(old.after_minutes, minutes)
    if old.after_minutes == old.minutes:
        after = minutes
    step = queries.terms(session, old.ticket_id, old.work_on, old.place)
    parts = rules.Split(minutes - after, after, ended_after=after > 0)
    regular, late = rules.billed(parts, step.increment, step.minimum)
    bills = old.kind in (rules.Kind.BILLABLE, rules.Kind.PREPAID)
    return TimeEntry(
        ticket_id=old.ticket_id,
        client_id=old.client_id,
        person_id=old.person_id,
        role_id=old.role_id,
        work_on=on,
        started_at=saving.moment(on, 0) if on != old.work_on else old.started_at,
        timed=False,
        minutes=minutes - old.minutes,
        after_minutes=after - old.after_minutes,
        category=old.category,
        place=old.place,
        kind=old.kind,
        kind_set=True,
        state=State.UNBILLED if old.kind == rules.Kind.BILLABLE else State.NONE,
        rate=old.rate,
        factor=old.factor,
        billed_minutes=regular + late - old.billed_minutes if bills else 0,
        billed_after_minutes=late - old.billed_after_minutes if bills else 0,
        why=f"Corrects {old.minutes} minutes of {old.work_on.isoformat()} to {minutes}.",
        client_note=reason,
        after_hours_approved_by=old.after_hours_approved_by,
        after_hours_approved_on=old.after_hours_approved_on,
        entered_at=now(),
        adjusts_id=old.id,
    )
