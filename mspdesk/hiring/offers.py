"""What hiring offers the desk: verbs, what a day asks for, papers."""

from datetime import date, timedelta

from sqlalchemy.orm import Session

from ..dates import now, short_date
from ..desk.area import Finder, Place, TodayList, TodayRow, Verb
from .queries import applicants, listing, room
from .queries.finding import find_hiring
from .rules.applicants import STAGES

FINDERS = (
    Finder("Hiring", find_hiring, 72, words="hire worksheets questions job posts", needs="people"),
)

APPLICANT_VERBS = (
    Verb(
        "Applicants",
        Place("orgchart", do="applicants"),
        "users",
        needs="people",
        words="hiring candidates checks references offer",
    ),
    Verb(
        "New applicant",
        Place("orgchart", do="applicants", about={"new": True}),
        "user-plus",
        needs="people",
        words="candidate resume application",
    ),
    Verb(
        "New job post",
        Place("orgchart", do="applicants", about={"new_post": True}),
        "file-pen-line",
        needs="people",
        words="vacancy advert hiring invitation",
    ),
)

VERBS: tuple[Verb, ...] = (
    Verb(
        "We are busy: should we hire?",
        Place("orgchart", do="hiring", about={"new": True}),
        "users",
        needs="people",
        words="hire worksheet hiring busy new technician math question",
    ),
    Verb(
        "Hire worksheets",
        Place("orgchart", do="hiring"),
        "users",
        needs="people",
        words="hiring questions decisions math",
    ),
    *APPLICANT_VERBS,
)

ANSWER_DAYS = 3
"""Days after which an applicant has waited long enough for an answer."""


def applicants_today(session: Session, _person_id: int | None, _day: date) -> list[TodayRow]:
    """Applicants who have heard nothing for three days, by name."""
    before = now() - timedelta(days=ANSWER_DAYS)
    return [
        TodayRow(
            one.name,
            f"{STAGES[one.stage]} since {short_date(one.stage_at.date())}, {one.job}",
            "Open",
            Place("orgchart", one.id, "applicants"),
            "user",
        )
        for one in applicants.waiting(session, before)
    ]


def look_again_today(session: Session, _person_id: int | None, day: date) -> list[TodayRow]:
    """Hire questions whose day to look at them again has come."""
    return [
        TodayRow(
            row.title,
            f"{row.state_words}, to be looked at again",
            "Worksheet",
            Place("orgchart", row.id, "hiring"),
            "users",
        )
        for row in listing.to_look_at(session, day)
    ]


def room_today(session: Session, _person_id: int | None, day: date) -> list[TodayRow]:
    """The room before the next hire, once it is used up within half a year."""
    found = room.room(session, day)
    if not found.soon:
        return []
    place = Place("reports", about={"report": "hire-math"})
    return [TodayRow(found.title, found.sentence, "Math", place, "users")]


TODAY: tuple[TodayList, ...] = (
    TodayList("Room before the next hire", room_today, 83, needs="people", quiet=True),
    TodayList("Hire questions", look_again_today, 83, needs="people", quiet=True),
    TodayList(
        "Applicants to answer", applicants_today, 84, needs="people", of="applicant", quiet=True
    ),
)
