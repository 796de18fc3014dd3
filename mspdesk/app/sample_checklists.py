"""The checklists of the made-up shop: Kestrel's maintenance half done, others begun, some due.

February's run at Kestrel is signed and verified, so that last time's readings stand beside the
blanks of March.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy.orm import Session

from .. import dates
from ..agreements.queries import agreements_of
from ..checklists.actions import closing, marking, runs
from ..checklists.queries.across import vendor_names
from ..checklists.queries.results import results, run_lines
from ..checklists.rules.master import Kind, Line
from ..checklists.rules.run import State
from ..database.action import action
from ..database.store import Store
from ..documentation.queries.devices import devices_of
from ..tickets import actions as tickets
from ..timekeeping import actions as timekeeping

KESTREL = "Kestrel Machine & Tool"
DANA, MARCUS, PRIYA = "Dana Whitlock", "Marcus Oduya", "Priya Raman"

MARCH: tuple[tuple[str, str, str, str, int], ...] = (
    ("open-items", "ok", "", "Two open: spindle PCs, label printer.", 52),
    ("contact-told", "ok", "", "Lou: the scanner by the dock is slow.", 48),
    ("backup-first", "ok", "", "Mar 11, 3:12 am, 412 GB. Opened one file.", 45),
    ("monitoring-quiet", "ok", "", "", 44),
    ("jobs-good", "attention", "", "Mar 8 and Mar 9 did not confirm.", 41),
    ("offline-copy", "ok", "Mar 11, 3:12 am, 412 GB", "", 38),
    ("server-patches", "ok", "", "", 34),
    ("server-restart", "na", "", "Held until Saturday, second shift runs through Friday.", 32),
    ("server-logs", "ok", "", "Two disk warnings on Feb 19, cleared after cable reseat.", 28),
    ("server-space", "ok", "27", "C 41%, D 27%", 26),
    ("server-av", "ok", "", "", 22),
)
"""Line, mark, reading, words, minutes before now."""

TYPED = r"Restored “Jobs 2026\quote-0311.xlsx” to C:\Restore. Opened fine, 214 rows, dated Mar 7."

BEGUN = (
    ("new-pc", "Juniper Law Group", 3, "New computer for the front desk"),
    ("restore-test", "Hollis Orchards", 5, "Quarterly restore test"),
    ("client-onboarding", "Copperline Plumbing Supply", 31, ""),
)
"""Checklist, client, how many lines are marked, the title of its ticket."""

DUE = (
    ("monthly-maintenance", "Alder Street Dental", 1),
    ("monthly-maintenance", "Northfold Printing", 2),
    ("dr-binder-check", "Fernhill Montessori", 2),
)
"""Checklist, client, days from today."""

USUAL: Mapping[str, str] = {
    "backup-space": "44",
    "server-space": "31",
    "server-time": "1",
    "ups-test": "22",
    "internet-speed": "93",
}
"""February's readings."""


def work_checklists(
    store: Store, people: Mapping[str, int], clients: Mapping[str, int], now: datetime
) -> None:
    """Work through the shop's checklists as far as they are."""
    store.do(_february, people, clients[KESTREL], now)
    store.do(_march, people, clients[KESTREL], now)
    store.do(_others, people, clients, now)


@action("Last month's maintenance")
def _february(session: Session, people: Mapping[str, int], client: int, now: datetime) -> None:
    day = dates.add_months(now.date(), -1)
    with dates.frozen(datetime.combine(day, time(9, 30))):
        session.info["person_id"] = people[MARCUS]
        run = _start(session, "monthly-maintenance", client, title=_month_title(day))
        _mark_many(session, run, 1_000)
        closing.finish_run(session, run, "Lou Kestrel")
    with dates.frozen(datetime.combine(day, time(15, 10))):
        session.info["person_id"] = people[DANA]
        closing.verify_run(session, run)


def _month_title(day: date) -> str:
    return f"Monthly maintenance, {day:%B} {day.year}"


def _settled(session: Session, client: int, words: str, minutes: int) -> dict[str, Any]:
    """What the first contact settles (S046): words, priority, agreement, device, estimate."""
    held = next((one.id for one in agreements_of(session, client) if one.state == "active"), None)
    return {
        "description": words,
        "priority": 3,
        "estimate_minutes": minutes,
        "agreement_id": held,
        "no_agreement": held is None,
        "no_device": True,
    }


@action("This month's maintenance")
def _march(session: Session, people: Mapping[str, int], client: int, now: datetime) -> None:
    session.info["person_id"] = people[DANA]
    with dates.frozen(now - timedelta(minutes=60)):
        ticket = tickets.open_ticket(
            session,
            client,
            _month_title(now.date()),
            _settled(session, client, "The monthly visit: backup first, then the list.", 180)
            | {"type": "maintenance", "assigned_id": people[DANA]},
        )
        run = _start(
            session,
            "monthly-maintenance",
            client,
            title=_month_title(now.date()),
            ticket_id=ticket,
            assigned_id=people[DANA],
        )
    for key, state, value, note, ago in MARCH:
        with dates.frozen(now - timedelta(minutes=ago)):
            if state == "attention":
                _problem(session, people, run, key, note, now)
            else:
                marking.mark(session, run, key, state, value=value, note=note)
    marking.write_beside(session, run, "real-restore", value=TYPED)
    marking.give_line(session, run, "backup-log", person_id=people[PRIYA])
    for vendor_id, _name in vendor_names(session)[:1]:
        marking.give_line(session, run, "wifi", vendor_id=vendor_id)


def _problem(
    session: Session, people: Mapping[str, int], run: int, key: str, note: str, now: datetime
) -> None:
    """The problem of picture 08: its ticket is worked on already."""
    found = marking.report_problem(session, run, key, note=note)
    if found.ticket_id is None:
        return
    changes = {"title": "Nightly backup not confirmed", "estimate_minutes": 120}
    tickets.edit_ticket(session, found.ticket_id, None, changes)
    tickets.assign(session, found.ticket_id, None, people[MARCUS])
    worked = now.date() - timedelta(days=1)
    words = "Read the job log: the share was full on two nights. Cleared old sets."
    session.info["person_id"] = people[MARCUS]
    timekeeping.log_time(session, found.ticket_id, worked, 90, words)
    session.info["person_id"] = people[DANA]


@action("Other checklists")
def _others(
    session: Session, people: Mapping[str, int], clients: Mapping[str, int], now: datetime
) -> None:
    session.info["person_id"] = people[MARCUS]
    for nth, (code, client, marked, title) in enumerate(BEGUN, 1):
        with dates.frozen(now - timedelta(hours=20 * nth)):
            ticket = (
                tickets.open_ticket(
                    session,
                    clients[client],
                    title,
                    _settled(session, clients[client], "As agreed with the client.", 120)
                    | {"assigned_id": people[MARCUS]},
                )
                if title
                else None
            )
            device = next(iter(devices_of(session, clients[client])), None)
            run = _start(
                session,
                code,
                clients[client],
                ticket_id=ticket,
                assigned_id=people[MARCUS],
                device_id=device.id if device is not None and code == "new-pc" else None,
            )
            _mark_many(session, run, marked)
    session.info["person_id"] = people[DANA]
    for code, client, days in DUE:
        runs.plan_run(
            session,
            code,
            client_id=clients[client],
            due_on=now.date() + timedelta(days=days),
            assigned_id=people[MARCUS],
        )


def _start(
    session: Session, code: str, client: int, *, title: str = "", **about: int | None
) -> int:
    return runs.plan_and_start(session, code, client, tuple(about.items()), title)


def _mark_many(session: Session, run: int, most: int) -> None:
    """Mark the first lines done, with readings that could be."""
    for line in _first(run_lines(session, run).lines(), most):
        value, note = _found(line)
        seen = results(session, run, line.key)
        version = seen[line.key].version if seen else 0
        marking.mark(
            session, run, line.key, State.OK, value=value, note=note, seen=version, sure=True
        )


def _first(lines: Iterator[Line], most: int) -> list[Line]:
    return [line for nth, line in enumerate(lines) if nth < most]


def _found(line: Line) -> tuple[str, str]:
    """A reading and words for a line that is in order."""
    if line.kind == Kind.NUMBER:
        low = line.low or 0
        high = line.high if line.high is not None else low + 40_000
        return USUAL.get(line.key, str((low + high) // 2_000)), ""
    if line.kind == Kind.DATE:
        return dates.add_months(dates.today(), 9).isoformat(), ""
    if line.kind == Kind.CHOICE:
        return line.choices[0], ""
    if line.kind == Kind.SIGN:
        return "Lou Kestrel", ""
    if line.kind == Kind.TEXT:
        return "Looked over, as it should be", ""
    return "", "Looked at it myself." if line.evidence else ""
