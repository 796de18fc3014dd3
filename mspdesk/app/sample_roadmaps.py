"""Roadmap meetings of the made-up shop: two held, one ahead, and what clients said of budgets."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from sqlalchemy.orm import Session

from .. import dates
from ..database.action import action
from ..database.store import Store
from ..roadmaps.actions import meetings, minutes, places
from ..roadmaps.models import RoadmapDecision
from ..roadmaps.queries.meetings import meeting_page
from ..tickets import actions as tickets

DANA = "Dana Whitlock"

_SAID = {
    "work": "Calls are answered fast. The mornings are slow since the imaging program was updated.",
    "devices": "They want to replace a third each year, the exam rooms first.",
    "documentation": "The binder is in the closet. The barn has no copy of it.",
    "questions": "The lease of the barn ends next summer; they may build.",
}
"""What was said to the points of Brightwater's meeting, by the fact a point was taken from."""

_SAID_AT_KESTREL = {
    "work": "Two quiet months. The night shift wants somebody to answer before six.",
    "documentation": "Lou has read the plan and keeps his copy in the office safe.",
    "budget": "The amount for next year stands, as long as the orders do.",
    "questions": "A second hall in three years, if the lease next door becomes free.",
}


def hold_meetings(
    store: Store, people: Mapping[str, int], clients: Mapping[str, int], now: datetime
) -> None:
    """Write down what clients said of their budgets, and their meetings, as of a moment."""
    store.do(_write, people, clients, now)


@action("Make sample roadmaps", undoable=False)
def _write(
    session: Session, people: Mapping[str, int], clients: Mapping[str, int], now: datetime
) -> None:
    session.info["person_id"] = people[DANA]
    today = now.date()
    _budgets(session, clients, today)
    _brightwater(session, clients["Brightwater Veterinary"], today)
    _kestrel(session, clients["Kestrel Machine & Tool"], people, today)
    places.let_rest(
        session, clients["Hollis Orchards"], "One a year, after the harvest", _on(today, -200)
    )
    session.info["words"] = "Roadmap meetings written down"


def _on(today: date, days: int) -> date:
    """A working day about as many days ago."""
    day = today - timedelta(days=days)
    while day.weekday() > 4:
        day -= timedelta(days=1)
    return day


def _budgets(session: Session, clients: Mapping[str, int], today: date) -> None:
    said = {
        "Brightwater Veterinary": {
            "asked_on": _on(today, 215),
            "category": "operations",
            "meaning": "Like the rent: it comes every month and nobody asks. New machines are"
            " bought from what is left in fall.",
            "next_year": "yes",
            "planned": 2_400_000,
            "budget_month": 10,
        },
        "Kestrel Machine & Tool": {
            "asked_on": _on(today, 42),
            "category": "goods",
            "meaning": "The shop floor counts us into the price of each part.",
            "next_year": "yes",
            "renew": "yes",
            "planned": 3_900_000,
            "budget_month": 11,
        },
        "Juniper Law Group": {
            "asked_on": _on(today, 60),
            "category": "operations",
            "meaning": "Office costs, beside rent and insurance.",
            "next_year": "yes",
            "renew": "yes",
            "rise_on": _on(today, 60),
            "rise_words": "Fine, as long as it is once a year",
        },
        "Dunmore Title & Escrow": {
            "asked_on": _on(today, 130),
            "category": "project",
            "meaning": "The move to the new office paid for us so far.",
        },
    }
    for name, details in said.items():
        places.record_place(session, clients[name], details)


def _brightwater(session: Session, client_id: int, today: date) -> None:
    """Met three months ago, and again next week."""
    held = _on(today, 84)
    with dates.frozen(datetime.combine(held, time(14))):
        place = {"at": 14 * 60, "place": "Main clinic, break room"}
        made = meetings.plan_meeting(session, client_id, held, place)
        _say(session, made, _SAID)
        answers = {
            "people": "One more vet in summer.",
            "dependence": "Half a day on paper, then the appointments are lost.",
            "worries": "That the barn is offline when a horse is on the table.",
            "five_years": "A second clinic, if the daughter comes home.",
        }
        for key, words in answers.items():
            minutes.write_answer(session, made, key, words)
        theirs = {"kind": "theirs", "who": "Ines Varga", "due_on": today + timedelta(days=20)}
        done = minutes.decide(session, made, "A locker for the binder in the barn", theirs)
        minutes.decide(session, made, "Ask the imaging vendor for the faster version", theirs)
        minutes.mark_done(session, done)
        _hold(session, made, dates.add_months(held, 3))
    ahead = today + timedelta(days=6)
    meetings.plan_meeting(session, client_id, ahead, place)


def _kestrel(session: Session, client_id: int, people: Mapping[str, int], today: date) -> None:
    """Met six weeks ago; an offer is still to be written."""
    held = _on(today, 42)
    with dates.frozen(datetime.combine(held, time(9))):
        made = meetings.plan_meeting(session, client_id, held, {"at": 9 * 60, "minutes": 90})
        _say(session, made, _SAID_AT_KESTREL)
        minutes.write_answer(session, made, "equipment", "The scheduling server, before it dies.")
        details = {"person_id": people[DANA], "due_on": today + timedelta(days=9)}
        offer = {"amount": 640_000}
        decided = minutes.decide(session, made, "Offer a new scheduling server", details | offer)
        ticket_id = session.get_one(RoadmapDecision, decided).ticket_id
        if ticket_id is not None:
            tickets.acknowledge(session, ticket_id)
        _hold(session, made, None)


def _say(session: Session, meeting_id: int, said: Mapping[str, str]) -> None:
    page = meeting_page(session, meeting_id)
    for item in page.items if page else ():
        if item.source in said:
            minutes.edit_item(session, item.id, item.version, {"said": said[item.source]})


def _hold(session: Session, meeting_id: int, next_on: date | None) -> None:
    page = meeting_page(session, meeting_id)
    if page is not None:
        meetings.hold_meeting(session, meeting_id, page.row.version, next_on)
