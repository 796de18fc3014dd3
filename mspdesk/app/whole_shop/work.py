"""Bringing in the work: tickets, and the time on them."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...dates import minute_of_day
from ...shop.actions import move_past, series
from ...tickets.models import Ticket
from ...timekeeping.models import TimeEntry
from .folder import Row
from .house import Coming, Deal
from .layout import BEFORE, BEFORE_TITLE
from .money import LaborLine, Labors
from .rows import Values, blank, highest, known, put, table_of, take_ids

_WHY = {
    "billable": "Billable, as the old books said.",
    "covered": "Covered by the agreement, as the old books said.",
    "prepaid": "From prepaid hours, as the old books said.",
    "no_charge": "Not charged, as the old books said.",
    "internal": "For ourselves, never billed.",
}


def bring_tickets(coming: Coming) -> None:
    """Bring in the board's history; a ticket keeps its number where it is free in these books."""
    session = coming.session
    top = highest(session, Ticket.number_int)
    new = coming.fresh("tickets", Ticket)
    taken = set(_numbers(session)) if top else set()
    shift = top if any(row.values[0] in taken for _, row in new) else 0
    pattern, _ = series(session, "ticket")
    usual = blank(Ticket, session)
    put(session, Ticket, (_ticket(coming, usual, id_, row, pattern, shift) for id_, row in new))
    if new:
        move_past(session, "ticket", max(shift + row.values[0] for _, row in new))


def _numbers(session: Session) -> Iterator[int]:
    yield from session.scalars(select(Ticket.number_int))


def _ticket(coming: Coming, usual: Values, id_: int, row: Row, pattern: str, shift: int) -> Values:
    number, client, contact, device, opened, response, closed = row.values[:7]
    reopened, priority, status, category, title, estimate, assigned = row.values[7:]
    if status == "closed" and closed is None:
        raise row.fault("it is closed, but closed_at is empty")
    ours = client in coming.internal
    deal = coming.deal(client, opened.date())
    return usual | {
        "id": id_,
        "source_id": str(number),
        "number": pattern.format(n=shift + number),
        "number_int": shift + number,
        "client_id": coming.must_find(row, "clients", client, "client_id"),
        "contact_id": coming.find_own(row, "contacts", contact, "contact_id"),
        "device_id": coming.find_own(row, "devices", device, "device_id"),
        "no_device": device is None,
        "agreement_id": deal.id if deal else None,
        "no_agreement": deal is None,
        "coverage": "ask" if ours or not deal else _coverage(deal),
        "title": title,
        "type": "internal" if ours else "incident",
        "queue": "internal" if ours else "service",
        "status": status,
        "priority": priority,
        "priority_set": True,
        "category": category,
        "assigned_id": coming.find(row, "staff", assigned, "assigned_to"),
        "estimate_minutes": estimate,
        "opened_at": opened,
        "first_response_at": response,
        "completed_at": closed if status == "closed" else None,
        "closed_at": closed,
        "reopened_count": reopened,
    }


def _coverage(deal: Deal) -> str:
    return "covered" if deal.kind == "managed" else "billable"


class _Home(NamedTuple):
    """Where time without a ticket goes: whose, for whom, in which year."""

    client: int
    staff: int
    year: int

    @property
    def source_id(self) -> str:
        """How the ticket is found again by a later import."""
        return f"{self.client}-{self.staff}-{self.year}"


def bring_time(coming: Coming, labors: Labors) -> None:
    """Bring in every entry; those without a ticket go onto one closed ticket a person and year."""
    session = coming.session
    homes = _homes(coming)
    before = known(session, TimeEntry)
    usual = blank(TimeEntry, session)
    counts = {"added": 0, "skipped": 0}

    def rows() -> Iterator[Values]:
        seen: set[int] = set()
        for row in coming.folder.rows("time_entries"):
            number = row.values[0]
            if number in seen:
                raise row.fault(f"number {number} stands in the file twice")
            seen.add(number)
            if number in before:
                counts["skipped"] += 1
                continue
            counts["added"] += 1
            yield _entry(coming, usual, row, homes, labors)

    put(session, TimeEntry, rows())
    coming.count("time_entries", counts["added"], counts["skipped"])


def _entry(
    coming: Coming, usual: Values, row: Row, homes: dict[_Home, int], labors: Labors
) -> Values:
    number, ticket, client, staff, started, minutes, work_type = row.values[:7]
    kind, after, billed, invoice, note = row.values[7:]
    ours = client in coming.internal
    if ours and kind == "no_charge":
        kind = "internal"
    on = started.date()
    ticket_id = coming.find_own(row, "tickets", ticket, "ticket_id")
    if ticket_id is None:
        ticket_id = homes[_Home(client, staff, on.year)]
    deal = coming.deal(client, on)
    rate = deal.rate if deal else coming.shop.rate
    factor = deal.factor if deal else coming.shop.after_hours_factor
    line = _line_of(coming, row, labors, deal) if invoice is not None else None
    values = usual.copy()
    values |= {
        "source_id": str(number),
        "ticket_id": ticket_id,
        "client_id": coming.must_find(row, "clients", client, "client_id"),
        "person_id": coming.must_find(row, "staff", staff, "staff_id"),
        "work_on": on,
        "started_at": started,
        "timed": True,
        "minutes": minutes,
        "after_minutes": minutes if after else 0,
        "category": "admin" if ours else "productive",
        "place": "on_site" if work_type == "onsite" else "remote",
        "work_type": work_type,
        "kind": kind,
        "state": _state(kind, invoice),
        "rate": rate,
        "factor": factor,
        "billed_minutes": billed,
        "billed_after_minutes": billed if after else 0,
        "why": _WHY[kind],
        "client_note": note,
        "entered_at": started,
        "invoice_line_id": line.id if line else None,
        "imported_invoice": "" if invoice is None else str(invoice),
    }
    return values


def _state(kind: str, invoice: int | None) -> str:
    if kind != "billable":
        return ""
    return "unbilled" if invoice is None else "invoiced"


def _line_of(coming: Coming, row: Row, labors: Labors, deal: Deal | None) -> LaborLine | None:
    """The labor line an entry stands on: of its invoice and ticket, at its rate."""
    ticket, after, invoice = row.values[1], row.values[8], row.values[10]
    coming.must_find(row, "invoices", invoice, "invoice_id")
    lines = labors.get((invoice, ticket or 0), ())
    if len(lines) < 2:
        return lines[0] if lines else None
    rate = deal.hourly(after=after) if deal else None
    same_rate = [one for one in lines if one.price == rate] or lines
    same_hours = [one for one in same_rate if one.after == after] or same_rate
    return same_hours[0]


def _homes(coming: Coming) -> dict[_Home, int]:
    """The tickets for time without one, made where they are missing; ids by whose they are."""
    session = coming.session
    spans = _spans(coming)
    columns = table_of(Ticket).c
    asked = select(columns.source_id, columns.id).where(columns.source == BEFORE)
    there = dict(session.connection().execute(asked).all())
    missing = [home for home in spans if home.source_id not in there]
    first = highest(session, Ticket.number_int) + 1
    pattern, _ = series(session, "ticket")
    usual = blank(Ticket, session, BEFORE)
    rows = []
    for id_, number, home in zip(
        take_ids(session, Ticket, len(missing)),
        range(first, first + len(missing)),
        missing,
        strict=False,
    ):
        there[home.source_id] = id_
        begin, end = spans[home]
        rows.append(
            usual
            | _home_ticket(coming, home)
            | {"id": id_, "number": pattern.format(n=number), "number_int": number}
            | {"opened_at": begin, "first_response_at": begin}
            | {"completed_at": end, "closed_at": end}
        )
    put(session, Ticket, rows)
    if missing:
        move_past(session, "ticket", first + len(missing) - 1)
    return {home: there[home.source_id] for home in spans}


def _home_ticket(coming: Coming, home: _Home) -> dict[str, Any]:
    return {
        "source_id": home.source_id,
        "client_id": coming.ids["clients"][home.client],
        "title": BEFORE_TITLE,
        "type": "internal",
        "queue": "internal",
        "status": "closed",
        "priority": 4,
        "priority_set": True,
        "assigned_id": coming.ids["staff"][home.staff],
        "no_device": True,
        "no_agreement": True,
        "standing": True,
    }


def _spans(coming: Coming) -> dict[_Home, tuple[datetime, datetime]]:
    """From when to when each person worked without a ticket, year by year."""
    spans: dict[_Home, tuple[datetime, datetime]] = {}
    needed = ("ticket_id", "client_id", "staff_id", "started_at", "minutes")
    for row in coming.folder.rows("time_entries", needed):
        ticket, client, staff, started, minutes = row.values
        if ticket is not None:
            continue
        coming.must_find(row, "clients", client, "client_id")
        coming.must_find(row, "staff", staff, "staff_id")
        end = started + timedelta(minutes=min(minutes, 24 * 60 - 1 - minute_of_day(started)))
        home = _Home(client, staff, started.year)
        first, last = spans.get(home, (started, end))
        spans[home] = (min(first, started), max(last, end))
    return spans
