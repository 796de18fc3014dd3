"""What hiring offers the desk: verbs, what a day asks for, papers."""

from datetime import date, timedelta

from sqlalchemy.orm import Session

from ..dates import now, short_date
from ..desk.area import Place, TodayList, TodayRow, Verb
from .queries import applicants
from .rules.applicants import STAGES

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


TODAY: tuple[TodayList, ...] = (
    TodayList("Applicants to answer", applicants_today, 84, needs="people"),
)
