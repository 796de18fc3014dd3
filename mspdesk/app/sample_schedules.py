"""What comes again in the made-up shop: maintenance, the daily look, Final Friday, a single."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from sqlalchemy.orm import Session

from .. import dates
from ..checklists.actions import closing, marking, monitoring, runs, schedules, singles
from ..checklists.actions.planning import keep_plans
from ..checklists.queries.results import run_lines
from ..checklists.queries.schedules import MAINTENANCE, MONITORING
from ..checklists.queries.status import maintenance, managed
from ..checklists.rules.master import Kind, Line
from ..checklists.rules.master_text import plain_number
from ..clients.queries import internal_id
from ..database.action import action
from ..database.store import Store
from ..tickets import actions as tickets

DANA, MARCUS = "Dana Whitlock", "Marcus Oduya"
OWN_DAYS = {
    "Kestrel Machine & Tool": "nth:2:wed",
    "Alder Street Dental": "nth:2:thu",
    "Northfold Printing": "nth:2:fri",
}
"""Clients whose maintenance of this month is planned or running already."""

SLOT = {"at_minute": 9 * 60, "minutes": 120, "ahead_days": 2}
LOOKS = 3
"""Working days before today on which the daily look was taken."""

SINGLE = "Turn on alerts for unusual sign-ins"
STEPS = """Open the mail tenant of the client as our own administrator.
Turn on the alert for sign-ins from a new country and send it to alerts@.
Sign in once from the test phone and wait for the alert.
Write the day into the client's documentation."""
CLOSED_OF_SINGLE = 6


def plan_work(
    store: Store, people: Mapping[str, int], clients: Mapping[str, int], now: datetime
) -> None:
    """Plan the shop's work, and do what lies behind by now."""
    store.do(_maintenance, people, clients, now)
    store.do(_ours, people)
    store.do(_looks, people, now)
    store.do(_single, people, now)
    store.do(keep_plans)


@action("Plan maintenance")
def _maintenance(
    session: Session, people: Mapping[str, int], clients: Mapping[str, int], now: datetime
) -> None:
    """Every managed client once a month; those of the days gone by are done."""
    session.info["person_id"] = people[DANA]
    day = now.date()
    month, technician = dates.month_start(day), people[MARCUS]
    named = {clients[name]: rule for name, rule in OWN_DAYS.items()}
    rest = [id_ for id_, _ in managed(session, day) if id_ not in named]
    facts = {**SLOT, "begins_on": month, "assigned_id": technician}
    later = {**facts, "begins_on": dates.add_months(month, 1)}
    for client_id, rule in named.items():
        schedules.add_schedule(
            session, MAINTENANCE, {**later, "client_id": client_id, "rule": rule}
        )
    schedules.schedule_clients(session, MAINTENANCE, rest, facts)
    session.info["person_id"] = technician
    days = [month + timedelta(days=n) for n in range((day - month).days)]
    gone = [one for one in days if one.weekday() < 5]
    for client_id, on in zip(_not_planned(session, rest, day), gone, strict=False):
        _done(session, MAINTENANCE, client_id, on, technician)


def _not_planned(session: Session, ids: list[int], day: date) -> list[int]:
    """Clients whose day of this month lay before today when the plan was made."""
    have = {row.client_id for row in maintenance(session, day) if row.run_id is not None}
    return [id_ for id_ in ids if id_ not in have]


def _done(session: Session, code: str, client_id: int, on: date, who: int) -> None:
    """A run that was begun and ended on a day."""
    with dates.frozen(datetime.combine(on, time(9))):
        run_id = runs.plan_run(
            session, code, client_id=client_id, assigned_id=who, due_on=on, minutes=120
        )
        runs.start_run(session, run_id)
    with dates.frozen(datetime.combine(on, time(10, 40))):
        _mark(session, run_id)
        closing.finish_run(session, run_id)


def _mark(session: Session, run_id: int, bad: str = "") -> None:
    """Mark every line done, with a reading where one is asked for; `bad` names one that is not."""
    for line in run_lines(session, run_id).lines():
        if bad and bad in line.text:
            marking.mark(session, run_id, line.key, "attention", note="No job ran last night.")
            bad = ""
        else:
            note = "Looked at it myself." if line.evidence else ""
            marking.mark(session, run_id, line.key, "ok", value=_value(line), note=note, sure=True)


def _value(line: Line) -> str:
    low, high = line.low or 0, line.high
    middle = (low + high) // 2_000 * 1_000 if high is not None else low + 40_000
    values = {
        Kind.NUMBER: str(plain_number(max(middle, low))),
        Kind.CHOICE: line.choices[0] if line.choices else "",
        Kind.DATE: dates.add_months(dates.today(), 9).isoformat(),
        Kind.TEXT: "As it should be",
        Kind.SIGN: MARCUS,
    }
    return values.get(Kind(line.kind), "")


@action("Plan our own work")
def _ours(session: Session, people: Mapping[str, int]) -> None:
    """The daily look, the board on Monday and Wednesday, Final Friday, and two events."""
    session.info["person_id"] = people[DANA]
    own = internal_id(session)
    ours = {"client_id": own, "opens_ticket": False}
    schedules.add_schedule(
        session,
        MONITORING,
        {**ours, "rule": "daily", "at_minute": 480, "minutes": 30, "assigned_id": people[MARCUS]},
    )
    schedules.add_schedule(
        session,
        "board-review",
        {
            **ours,
            "title": "Board review",
            "rule": "weekly:mon,wed",
            "at_minute": 510,
            "minutes": 30,
            "assigned_id": people[DANA],
            "hat": "service_manager",
        },
    )
    schedules.add_schedule(
        session,
        "final-friday",
        {
            "client_id": own,
            "title": "Final Friday",
            "rule": "last:fri",
            "at_minute": 13 * 60,
            "minutes": 180,
            "assigned_id": people[DANA],
            "ahead_days": 3,
            "hat": "technician",
        },
    )
    for code, event in (("client-onboarding", "client_active"), ("new-pc", "device_added")):
        schedules.add_schedule(session, code, {"rule": f"after:{event}", "ahead_days": 0})


@action("Take the daily look")
def _looks(session: Session, people: Mapping[str, int], now: datetime) -> None:
    """The daily look of the days before, with one backup that failed yesterday."""
    session.info["person_id"] = people[MARCUS]
    days = [now.date() - timedelta(days=n) for n in range(1, 8)]
    worked = sorted([one for one in days if one.weekday() < 5][:LOOKS])
    for nth, day in enumerate(worked, 1):
        with dates.frozen(datetime.combine(day, time(8, 5))):
            run_id = monitoring.begin_monitoring(session)
            _mark(session, run_id, "Hollis Orchards" if nth == len(worked) else "")
            closing.finish_run(session, run_id)


@action("The month's single")
def _single(session: Session, people: Mapping[str, int], now: datetime) -> None:
    """One ticket for every managed client, most of them closed."""
    session.info["person_id"] = people[DANA]
    month = dates.month_start(now.date())
    with dates.frozen(datetime.combine(month, time(9))):
        facts = {"steps": STEPS, "estimate_minutes": 20, "person_id": people[MARCUS]}
        single = singles.add_single(session, month, SINGLE, facts)
        ids = [id_ for id_, _ in managed(session, now.date())]
        found = singles.start_single(session, single, ids)
    for nth, ticket in enumerate(found[:CLOSED_OF_SINGLE]):
        with dates.frozen(datetime.combine(month + timedelta(days=1 + nth), time(14, 30))):
            session.info["person_id"] = people[MARCUS]
            tickets.begin_work(session, ticket)
            tickets.complete(session, ticket, None, "The alert came within a minute.", True)
            session.info["person_id"] = people[DANA]
            tickets.close(session, ticket)
