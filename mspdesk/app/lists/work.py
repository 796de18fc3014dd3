"""Lists of tickets and of time."""

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...dates import minute_of_day, now
from ...errors import UserError
from ...exchange import values
from ...shop.actions import move_past, next_in_series
from ...tickets.models import Ticket, TicketText
from ...tickets.queries import ticket_by_number
from ...tickets.rules import KIND_WORDS as TICKET_KINDS
from ...tickets.rules import PRIORITY_WORDS, QUEUE_WORDS, SOURCE_WORDS, STATUS_WORDS
from ...timekeeping import rules
from ...timekeeping.actions import saving
from ...timekeeping.models import TimeEntry
from .reading import Reading
from .settle import settle
from .shape import HERE, Act, Plain, Planned, by_word, mark, one_of

Cells = Mapping[str, str]

TICKETS = (
    Plain("title", "text"),
    Plain("category", "text"),
    Plain("opened_at", "moment"),
    Plain("first_response_at", "moment"),
    Plain("due_at", "moment"),
    Plain("completed_at", "moment"),
    Plain("closed_at", "moment"),
    Plain("reopened_count", "whole"),
    Plain("project", "text"),
    Plain("tier", "whole"),
    Plain("estimate_minutes", "minutes"),
    Plain("estimate_hours", "hours", "estimate_minutes"),
)
MAY_CHANGE = ("title", "category", "estimate_minutes", "project")
"""What a list may change of a ticket that is here; the rest of its life has guards of its own."""


_STATUSES = by_word(STATUS_WORDS) | {
    "open": "new",
    "opened": "new",
    "reopened": "in_progress",
    "working": "in_progress",
    "waiting on customer": "waiting_client",
    "waiting for customer": "waiting_client",
    "customer reply": "in_progress",
    "waiting on vendor": "waiting_third_party",
    "waiting for parts": "waiting_third_party",
    "waiting on parts": "waiting_third_party",
    "waiting for vendor": "waiting_third_party",
    "resolved": "completed",
    "done": "completed",
    "invoiced": "closed",
    "canceled": "cancelled",
}
_PRIORITIES = {word.lower(): number for number, word in PRIORITY_WORDS.items()} | {
    "urgent": 1,
    "emergency": 1,
    "normal": 3,
    "standard": 3,
    "lowest": 4,
}
_QUEUES = by_word(QUEUE_WORDS)
_KINDS = by_word(TICKET_KINDS) | {"problem": "incident", "service request": "request"}
_SOURCES = by_word(SOURCE_WORDS) | {"e mail": "email", "portal": "other", "web": "other"}
_ENDED = ("completed", "closed", "cancelled")


def plan_ticket(reading: Reading, cells: Cells) -> Planned:
    """Find the ticket by its number; a new one keeps its number where that is written as ours."""
    number, outside = cells.get("number", ""), cells.get("source_id", "")
    wanted = reading.plain(TICKETS, cells)
    title = wanted.get("title", "")
    named = (outside,) if outside or number else _named(reading, cells)
    key = reading.key(outside, number, *named)
    found = reading.linked("tickets", key)
    if found is None:
        found = reading.ticket(number, outside, reading.told_client(cells), here=True)
    reading.once(("ticket", found or outside or number or key))
    if found is not None:
        kept = {name: wanted[name] for name in MAY_CHANGE if name in wanted}
        return settle(reading, Ticket, found, title, kept, TICKETS).known_by(key)
    if not title:
        raise UserError("It has no title.", "title")
    if wanted.get("tier", 1) not in (1, 2, 3):
        raise UserError("A tier is 1, 2 or 3.", "tier")
    wanted |= _ticket_words(cells)
    wanted |= _ticket_people(reading, cells)
    wanted["opened_at"] = wanted.get("opened_at") or now()
    if wanted["status"] in _ENDED:
        ended = wanted.get("closed_at") or wanted.get("completed_at") or wanted["opened_at"]
        wanted = {"completed_at": ended} | wanted
        if wanted["status"] != "completed":
            wanted["closed_at"] = ended
    long = cells.get("description", ""), cells.get("resolution", "")
    texts = tuple(reading.value("words", text, "description") for text in long)
    write = partial(_write_ticket, reading, wanted, texts, number, outside)
    return Planned(reading.line, Act.ADD, title, write=write, key=key)


def _named(reading: Reading, cells: Cells) -> tuple[object, ...]:
    """What names a ticket without a number: whose it is, when it came, what it is called."""
    return reading.client(cells), cells.get("opened_at", ""), cells.get("title", "")


def _ticket_words(cells: Cells) -> dict[str, Any]:
    """What of a ticket comes from a fixed list of words."""
    found: dict[str, Any] = {"status": "new", "priority": 3}
    said = values.read_flag(cells.get("ended", ""), "ended")
    ended = bool(cells.get("closed_at") or cells.get("completed_at") or said)
    if (cell := cells.get("status", "")) and not (ended and _own_word(cell)):
        found["status"] = one_of(cell, _STATUSES, "status")
    elif ended:
        # Programs let shops name their own states; what became of the ticket its dates say.
        found["status"] = "closed"
    if cell := cells.get("priority", ""):
        found["priority"] = _priority(cell)
        found["priority_set"] = True
    for field, words in (("queue", _QUEUES), ("type", _KINDS), ("source_kind", _SOURCES)):
        word = words.get(cells.get(field, "").lower().replace("-", " "))
        if word:
            found[field] = word
    return found


def _own_word(cell: str) -> bool:
    """Whether a state is none of those that are known: a shop's own word for it."""
    try:
        one_of(cell, _STATUSES, "status")
    except UserError:
        return True
    return False


def _priority(cell: str) -> int:
    word = cell.strip().lower()
    figure = word.removeprefix("p").removeprefix("priority").strip()
    if figure[:1] in {"1", "2", "3", "4"} and not figure[1:2].isdigit():
        return int(figure[0])
    if word not in _PRIORITIES:
        raise UserError(f"“{cell}” is not a priority. Use Critical, High, Medium, Low.", "priority")
    return _PRIORITIES[word]


def _ticket_people(reading: Reading, cells: Cells) -> dict[str, Any]:
    """Whose ticket it is, who asked, who has it, and about what."""
    client = reading.client(cells)
    found: dict[str, Any] = {"client_id": client}
    if cell := cells.get("assigned", ""):
        found["assigned_id"] = reading.person(cell, cells.get("assigned_source_id", ""))
    if cell := cells.get("contact", ""):
        found["contact_id"] = reading.contact(client, cell)
    if cell := cells.get("device", ""):
        found["device_id"] = reading.device(client, cell)
    if cell := cells.get("site", ""):
        found["site_id"] = reading.site(client, cell)
    return found


def _write_ticket(
    reading: Reading,
    wanted: dict[str, Any],
    texts: tuple[str, ...],
    number: str,
    outside: str,
    session: Session,
) -> int:
    # The text of the ticket before is written with this one.
    with session.no_autoflush:
        figure, written = _number(reading, session, number)
    ticket = Ticket(number=written, number_int=figure, **wanted)
    mark(session, ticket, outside or ("" if written == number else number[:80]))
    session.add(ticket)
    session.flush()
    if any(texts):
        row = TicketText(ticket_id=ticket.id, description=texts[0], resolution=texts[1])
        mark(session, row)
        session.add(row)
    return ticket.id


def _number(reading: Reading, session: Session, number: str) -> tuple[int, str]:
    """The number of a ticket that comes in: its own where it is as ours and free, else the next."""
    tail = number[len(number.rstrip("0123456789")) :]
    ours = tail and len(tail) < 10 and reading.ticket_form.format(n=int(tail), year=0) == number
    if ours and session.scalar(select(Ticket.id).where(Ticket.number == number)) is None:
        move_past(session, "ticket", int(tail))
        return int(tail), number
    return next_in_series(session, "ticket")


# --- time ----------------------------------------------------------------------------------------

_TIME_KINDS = {word.lower(): str(kind) for kind, word in rules.KIND_WORDS.items()}
_TIME_KINDS |= {str(kind).replace("_", " "): str(kind) for kind in rules.Kind}
_TIME_KINDS |= {"yes": "billable", "true": "billable", "1": "billable", "bill": "billable"}
_TIME_KINDS |= {"no": "no_charge", "false": "no_charge", "0": "no_charge"}
_TIME_KINDS |= {"nonbillable": "no_charge", "non billable": "no_charge", "block": "prepaid"}
_CATEGORIES = by_word(rules.CATEGORY_WORDS)
_PLACES = by_word(rules.WHERE_WORDS) | {"onsite": "on_site", "yes": "on_site", "no": "remote"}
WHOLE_DAY = 24 * 60
_CLOCK = re.compile(r"\d{1,4}(:\d{2}){0,2} ?([ap]\.?(m\.?)?)?", re.ASCII | re.IGNORECASE)
"""A time of day alone, without its day."""
_NAMES_TIME = "person ticket work_on started_at minutes hours duration ended_at client_note".split()
"""The fields that together name an entry of a source without ids of its own."""


def plan_time(reading: Reading, cells: Cells) -> Planned:
    """Time that somebody worked; it needs a ticket that is here, and a note (S043, S051)."""
    outside = cells.get("source_id", "")
    ticket_id = _its_ticket(reading, cells)
    said = cells.get("ticket", "") or cells.get("ticket_source_id", "")
    if ticket_id is None:
        words = f"There is no ticket {said}. Import tickets first." if said else "It has no ticket."
        raise UserError(words, "ticket")
    person = reading.person(cells.get("person", ""), cells.get("person_source_id", ""))
    started, timed = _started(reading, cells)
    saving.check_week(reading.session, person, started.date())
    minutes = _minutes(reading, cells)
    note = reading.value("words", cells.get("client_note", ""), "client_note")
    if not note:
        raise UserError("It does not say what was done.", "client_note")
    title = f"{started:%Y-%m-%d}, {minutes} min, {note[:60]}"
    key = (person, ticket_id, started.date(), minutes, note)
    known = reading.key(outside, *(cells.get(name, "") for name in _NAMES_TIME))
    found = reading.linked("time", known) or _is_here(
        reading, outside, key, started if timed else None
    )
    if found is not None:
        return Planned(reading.line, Act.SAME, title, HERE, key=known, row_id=found)
    reading.once(("time", outside or (*key, started)))
    wanted: dict[str, Any] = {
        "ticket_id": ticket_id,
        "person_id": person,
        "work_on": started.date(),
        "started_at": started,
        "timed": timed,
        "minutes": minutes,
        "client_note": note,
        "internal_note": reading.value("words", cells.get("internal_note", ""), "internal_note"),
        "break_minutes": reading.value("minutes", cells.get("break_minutes", ""), "break") or 0,
        "work_type": reading.value("code", cells.get("work_type", ""), "work_type"),
        "place": _PLACES.get(cells.get("place", "").lower().replace("-", " "), "remote"),
        "imported_invoice": reading.value("code", cells.get("invoice", ""), "invoice"),
    }
    if cell := cells.get("category", ""):
        wanted["category"] = _CATEGORIES.get(cell.lower(), "productive")
    if cell := cells.get("kind", ""):
        wanted["kind"] = one_of(cell, _TIME_KINDS, "kind")
    history = _history(reading, cells)
    write = partial(_write_time, wanted, history, outside)
    return Planned(reading.line, Act.ADD, title, write=write, key=known)


def _its_ticket(reading: Reading, cells: Cells) -> int | None:
    """The ticket of an entry, also by a number that is written in another way."""
    number, outside = cells.get("ticket", ""), cells.get("ticket_source_id", "")
    client = reading.told_client(cells)
    found = reading.ticket(number, outside, client)
    if found is None and number:
        found = ticket_by_number(reading.session, number)
        if found is not None and client is not None:
            its = reading.session.get_one(Ticket, found).client_id
            return found if its == client else None
    return found


def _started(reading: Reading, cells: Cells) -> tuple[datetime, bool]:
    """When the work began, and whether the file said at what time."""
    cell, on_cell = cells.get("started_at", ""), cells.get("work_on", "")
    on: date | None = reading.value("date", on_cell, "work_on")
    if cell and on is not None and _CLOCK.fullmatch(cell):
        minute = values.read_clock(cell, "started_at")
        if minute is not None:
            return saving.moment(on, minute), True
    moment: datetime | None = reading.value("moment", cell, "started_at")
    if moment is not None:
        return moment, True
    if on is None:
        raise UserError("It has no date.", "work_on")
    return saving.moment(on, 8 * 60), False


def _minutes(reading: Reading, cells: Cells) -> int:
    """How long the work took, from minutes, hours, a duration, or an end."""
    for field, kind in (("minutes", "minutes"), ("hours", "hours"), ("duration", "hours")):
        if cell := cells.get(field, ""):
            found: int = reading.value(kind, cell, field)
            break
    else:
        found = _until_end(reading, cells)
    if not 0 <= found <= WHOLE_DAY:
        raise UserError("Time on one day is between 0 and 24 hours.", "minutes")
    return found


def _until_end(reading: Reading, cells: Cells) -> int:
    started, timed = _started(reading, cells)
    cell = cells.get("ended_at", "")
    if not (cell and timed):
        raise UserError("It does not say how long.", "minutes")
    if _CLOCK.fullmatch(cell):
        minute = values.read_clock(cell, "ended_at") or 0
        length = minute - minute_of_day(started)
        return length if length >= 0 else length + WHOLE_DAY
    ended: datetime | None = reading.value("moment", cell, "ended_at")
    length_of = (ended - started) if ended else timedelta()
    return int(length_of.total_seconds() // 60)


def _history(reading: Reading, cells: Cells) -> dict[str, Any]:
    """What the file says of money already decided; empty when we are to decide."""
    if not (cells.get("kind") and cells.get("billed_minutes")):
        return {}
    after = bool(reading.value("flag", cells.get("after_hours", ""), "after_hours"))
    billed = reading.value("minutes", cells["billed_minutes"], "billed_minutes")
    rate = reading.value("money", cells.get("rate", ""), "rate")
    return {"after": after, "billed": billed, "rate": rate}


def _is_here(
    reading: Reading, outside: str, key: tuple[Any, ...], started: datetime | None
) -> int | None:
    """The entry of the same work; where both know at what time, of the same minute."""
    columns = (TimeEntry.person_id, TimeEntry.ticket_id, TimeEntry.work_on, TimeEntry.minutes)
    same = [column == value for column, value in zip(columns, key[:4], strict=True)]
    found = select(TimeEntry.id).where(*same, TimeEntry.client_note == key[4]).limit(1)
    if started is not None:
        minute = started.replace(second=0, microsecond=0)
        then = TimeEntry.started_at.between(minute, minute + timedelta(seconds=59))
        found = found.where(then | TimeEntry.timed.is_(False))
    here = reading.session.scalar(found)
    if here is not None or not outside:
        return here
    named = select(TimeEntry.id).where(TimeEntry.source_id == outside, *same[:1])
    by_id = reading.session.scalars(named.order_by(TimeEntry.id))
    return next((id_ for id_ in by_id if id_ not in reading.from_elsewhere("time")), None)


def _write_time(
    wanted: dict[str, Any], history: dict[str, Any], outside: str, session: Session
) -> int:
    ticket = session.get_one(Ticket, wanted["ticket_id"])
    usual = "admin" if ticket.queue == "internal" else "productive"
    kind = wanted.pop("kind", "")
    row = TimeEntry(
        **{"category": usual} | wanted,
        client_id=ticket.client_id,
        kind=kind or "billable",
        kind_set=bool(kind),
        kind_reason="as the file says" if kind else "",
        state="",
        after_hours_approved_by="",
        entered_at=now(),
    )
    mark(session, row, outside)
    saving.settle(session, row)
    if history:
        _keep_history(row, history)
    if row.kind == "billable" and row.imported_invoice:
        row.state = "invoiced"
    session.add(row)
    session.flush()
    return row.id


def _keep_history(row: TimeEntry, history: dict[str, Any]) -> None:
    """What the file says of minutes and rate stands above what we would have decided."""
    row.after_minutes = row.minutes if history["after"] else 0
    row.billed_minutes = history["billed"]
    row.billed_after_minutes = history["billed"] if history["after"] else 0
    if history["rate"] is not None:
        row.rate = history["rate"]
    row.why = "As the file says."
