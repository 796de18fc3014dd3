"""What roles offer the desk: roles in the search, verbs, hats that got no time on Today."""

from datetime import date

from sqlalchemy.orm import Session

from ..dates import month_start, short_date
from ..desk.area import Dated, Finder, Found, Place, TodayList, TodayRow, Verb
from .actions.roles import hand_on
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


def chart_review(session: Session, _person_id: int | None, day: date) -> list[TodayRow]:
    """That the chart is to be looked over, from the day it is due (S010)."""
    due = next_review(session)
    if due is None or due > day:
        return []
    place = Place("orgchart", about={"do": "history"})
    return [TodayRow("Look the org chart over", f"Due {short_date(due)}", "Open", place, "users")]


TODAY = (
    TodayList("Hats with no time this month", idle_hats, 86, needs="time"),
    TodayList("Org chart", chart_review, 88, needs="people"),
)

DATED = (
    Dated(stranded.waits, hand_on, tables=frozenset({"person", "role", "schedule"}), quiet=True),
)
"""After somebody's last day their hats are another's, and what hangs on them goes there as well."""
