"""What roadmaps offer the desk: verbs, what a search finds, what a day asks for."""

from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ..clients.models import Client
from ..dates import full_date, short_date
from ..desk.area import Finder, Found, Place, TodayList, TodayRow, Verb
from .models import RoadmapMeeting
from .queries.due import due_list
from .queries.meetings import coming
from .queries.places import budget_rows
from .rules.rhythm import AHEAD
from .rules.words import STATES


def place(part: str = "", meeting_id: int | None = None, **about: object) -> Place:
    """A part of the Roadmaps room, or a meeting in it."""
    said = {"part": part} if part else {}
    return Place("clients", meeting_id, "roadmaps", {**said, **about})


VERBS = (
    Verb("Roadmap meetings", place("meetings"), "calendar", words="quarterly business review qbr"),
    Verb("Plan roadmap meeting", place("meetings", new=True), "plus", words="quarterly review qbr"),
    Verb("Roadmap meetings due", place("due"), "clock", words="quarterly review next list"),
    Verb(
        "Where we stand in budgets",
        place("budget"),
        "landmark",
        needs="money",
        words="category next year renew ask",
    ),
    Verb(
        "Renewals ahead",
        place("renewals"),
        "receipt",
        needs="money",
        words="renewal packet agreement ends",
    ),
    Verb(
        "Save calendar file",
        place("meetings", calendar=True),
        "download",
        words="ics meetings renewals maintenance export",
    ),
    Verb(
        "Roadmap of {client}",
        Place("clients", do="roadmap"),
        "calendar",
        for_client=True,
        words="meeting budget decisions",
    ),
    Verb(
        "Plan roadmap meeting with {client}",
        Place("clients", do="roadmap", about={"plan": True}),
        "plus",
        for_client=True,
        words="quarterly review qbr",
    ),
    Verb(
        "Budget of {client}",
        Place("clients", do="roadmap", about={"budget": True}),
        "landmark",
        needs="money",
        for_client=True,
        words="category next year renew",
    ),
)


def find_meetings(session: Session, words: str, limit: int = 5) -> list[Found]:
    """Meetings by the client's name, the newest first."""
    found = session.execute(
        select(RoadmapMeeting.id, RoadmapMeeting.on, RoadmapMeeting.state, Client.id, Client.name)
        .join(Client, Client.id == RoadmapMeeting.client_id)
        .where(func.lower(Client.name).contains(words.lower(), autoescape=True))
        .order_by(RoadmapMeeting.on.desc(), RoadmapMeeting.id.desc())
        .limit(limit)
    )
    return [
        Found(
            f"Roadmap meeting, {full_date(on)}",
            f"{name}, {STATES.get(state, state).lower()}",
            place("meetings", id_),
            "calendar",
            client_id=client_id,
            client=name,
        )
        for id_, on, state, client_id, name in found
    ]


FINDERS = (
    Finder("Roadmap meetings", find_meetings, 75, words="roadmap meeting quarterly review qbr"),
)


def meetings_today(session: Session, _person_id: int | None, day: date) -> list[TodayRow]:
    """Meetings of the next two weeks, those whose minutes wait, and with whom one is due (S119).

    Whoever must still be asked about the budget says so beside the meeting (S118).
    """
    ahead = coming(session, day + timedelta(days=AHEAD))
    asked = {row.client_id: row for row in budget_rows(session, day)} if ahead else {}
    found = []
    for one in ahead:
        budget = asked.get(one.client_id)
        if one.on < day:
            what = f"Was planned for {short_date(one.on, day)}. Write the minutes or move it"
        else:
            when = "Today" if one.on == day else short_date(one.on, day)
            what = ", ".join(filter(None, (when, one.time_words, one.place)))
            if budget is not None and not budget.known:
                what += f". Ask about the budget: {', '.join(budget.missing)}"
        link = "Minutes" if one.on <= day else "Prepare"
        found.append(
            TodayRow(one.client, what, link, place("meetings", one.id), "calendar", "ink2")
        )
    return found + _due(session, day)


def _due(session: Session, day: date) -> list[TodayRow]:
    """With whom the next one is due within two weeks; who was never met makes one line for all."""
    rows = due_list(session, day)
    until = day + timedelta(days=AHEAD)
    found = [
        TodayRow(
            row.client,
            f"Last met {short_date(row.last_on, day)}, due by {short_date(row.due_on, day)}",
            "Plan",
            place("meetings", new=True, client=row.client_id),
            "calendar",
        )
        for row in rows
        if row.last_on is not None
        and row.planned_on is None
        and not row.rests
        and row.due_on <= until
    ]
    never = sum(row.state == "Never met" for row in rows)
    met = any(row.last_on is not None or row.planned_on is not None for row in rows)
    if never and met:
        who = "One client was" if never == 1 else f"{never} clients were"
        found.append(
            TodayRow(
                f"{who} never met for a roadmap",
                "One meeting a quarter keeps surprises away",
                "See who",
                place("due"),
                "calendar",
            )
        )
    return found


TODAY = (TodayList("Roadmap meetings", meetings_today, 56, "clients", whole=place("due")),)
