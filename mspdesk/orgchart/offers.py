"""What roles offer the desk: roles in the search, verbs, hats that got no time on Today."""

from datetime import date, timedelta

from sqlalchemy.orm import Session

from ..dates import month_start, short_date
from ..desk.area import Dated, Finder, Found, Place, TodayList, TodayRow, Verb
from ..people.queries import coming_hats, due_hats, people, permits
from .actions.roles import give_promised, hand_on
from .queries import stranded
from .queries.balance import without_time
from .queries.chart import next_review
from .queries.roles import role_boxes

SHOWN_FROM = 8
"""The day of the month, and of wearing it, from which a hat without time is worth a line."""

NAMED = 3
"""Hats without time that are named; the rest is counted."""


def find_roles(session: Session, text: str, limit: int) -> list[Found]:
    """Roles whose title, department or wearer holds the words."""
    wanted = text.strip().casefold()
    found = []
    for box in role_boxes(session):
        if wanted in f"{box.title}\n{box.department}\n{box.wearer}".casefold():
            who = f"{box.wearer}, for now" if box.for_now else box.wearer
            found.append(Found(box.title, who, Place("orgchart", id=box.id), "users"))
    return found[:limit]


FINDERS = (Finder("Roles", find_roles, 70),)

VERBS = (
    Verb(
        "Add role",
        Place("orgchart", about={"do": "new"}),
        "plus",
        needs="people",
        words="hat box chart position job",
    ),
    Verb(
        "Stages of growth",
        Place("orgchart", about={"do": "stages"}),
        "users",
        needs="people",
        words="org chart template grow managers shifts evolution",
    ),
    Verb(
        "Revisions of the org chart",
        Place("orgchart", about={"do": "history"}),
        "history",
        words="revision review given up roles",
    ),
    Verb(
        "Hours of hats",
        Place("orgchart", do="hats", about={"part": "balance"}),
        "clock",
        words="time balance target share week next hire",
    ),
    Verb(
        "What to hand off first",
        Place("orgchart", do="hats", about={"part": "handoff"}),
        "users",
        words="duties delegate easiest longest owner",
    ),
    Verb(
        "Coverage by shift",
        Place("orgchart", do="hats", about={"part": "coverage"}),
        "clock",
        words="early late hours of the day evening",
    ),
    Verb(
        "Purposes of roles",
        Place("orgchart", do="hats", about={"part": "purposes"}),
        "book-open",
        words="why job purpose mission ask employees",
    ),
)


def idle_hats(session: Session, person_id: int | None, day: date) -> list[TodayRow]:
    """One's hats that got no time this month, once month and wearing are a week old (S003)."""
    if day.day < SHOWN_FROM or person_id is None:
        return []
    first = month_start(day)
    since = {box.id: box.since_on or first for box in role_boxes(session)}
    rows = [
        row
        for row in without_time(session, first, day, person_id)
        if (day - since[row.role_id]).days >= SHOWN_FROM - 1
    ]
    if not rows:
        return []
    names = [row.title for row in rows[:NAMED]]
    more = len(rows) - len(names)
    title = ", ".join(names) + (f" and {more} more" if more else "")
    detail = f"No time since {short_date(first)}"
    place = Place("orgchart", do="hats", about={"part": "balance"})
    return [TodayRow(title, detail, "Hours", place, "clock")]


def _when(on: date, day: date) -> str:
    return "today" if on == day else f"{on:%a}, {short_date(on, day)}"


def hats_due(session: Session, day: date) -> bool:
    """Whether the day of a promised hat has come."""
    return bool(due_hats(session, day))


def chart_review(session: Session, _person_id: int | None, day: date) -> list[TodayRow]:
    """That the chart is to be looked over, from the day it is due (S010)."""
    due = next_review(session)
    if due is None or due > day:
        return []
    place = Place("orgchart", about={"do": "history"})
    return [TodayRow("Look the org chart over", f"Due {short_date(due)}", "Open", place, "users")]


COMING = 14
"""Days ahead that a hat which somebody will wear, and a first day, are spoken of."""


def hats_to_come(session: Session, person_id: int | None, day: date) -> list[TodayRow]:
    """Who wears which hat from a day soon, and who begins soon without one.

    For those who lead people, and for each their own.
    """
    last, first = day + timedelta(days=COMING), day
    coming = coming_hats(session)
    leads = bool(permits(session, person_id) & {"*", "people"}) if person_id is not None else True
    rows = []
    for one in coming:
        if first <= one.from_on <= last and (leads or one.person_id == person_id):
            when = _when(one.from_on, day)
            title = f"{one.title} is {one.person}'s from {when}"
            said = "Given today, with what hangs on it" if one.given else "It is given on that day"
            rows.append(TodayRow(title, said, "Open", Place("orgchart", id=one.role_id), "users"))
    if not leads:
        return rows
    promised = {one.person_id for one in coming}
    worn = {box.person_id for box in role_boxes(session)}
    staff = people(session)
    # On the day a shop is set up everybody begins, and nobody has a hat yet.
    new = all(who.hired_on is None or who.hired_on >= day for who in staff)
    for who in staff:
        begins = who.hired_on
        if begins is None or not first <= begins <= last or who.id in promised | worn:
            continue
        if new and begins == day:
            continue
        when = _when(begins, day)
        place = Place("orgchart", who.id, "people")
        rows.append(TodayRow(f"{who.name} begins {when}", "No hat yet", "Open", place, "user"))
    return rows


TODAY = (
    TodayList("Hats to come", hats_to_come, 84, quiet=True),
    TodayList("Hats with no time this month", idle_hats, 86, needs="time", quiet=True),
    TodayList("Org chart", chart_review, 88, needs="people", quiet=True),
)

DATED = (
    Dated(stranded.waits, hand_on, tables=frozenset({"person", "role", "schedule"}), quiet=True),
    Dated(hats_due, give_promised, tables=frozenset({"hat_to_come"}), quiet=True),
)
"""After somebody's last day their hats are another's, and what hangs on them goes there as well;
a hat that was promised is given on its day."""
