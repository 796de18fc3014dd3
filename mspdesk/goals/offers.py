"""What goals offer the desk: verbs, and which reviews and follow-ups a day asks for."""

from datetime import date

from sqlalchemy.orm import Session

from ..dates import short_date, today
from ..desk.area import Place, TodayList, TodayRow, Verb
from .queries import meetings, reviews


def _place(part: str, **about: object) -> Place:
    return Place("orgchart", do="goals", about={"part": part, **about})


VERBS = (
    Verb("Goals", _place("goals"), "list-checks", words="quarter cascade owner company person"),
    Verb("New goal", _place("goals", new=True), "plus", words="quarter write down"),
    Verb(
        "Carry goals over",
        _place("goals", carry=True),
        "list-checks",
        words="last quarter year unfinished",
    ),
    Verb(
        "Quarterly reviews",
        _place("reviews"),
        "file-pen-line",
        words="evaluation talk sign person",
    ),
    Verb(
        "Goals beside last year's",
        _place("beside"),
        "history",
        words="outcome compare year before",
    ),
    Verb(
        "Write down a mastermind round",
        _place("meetings", new="mastermind"),
        "users",
        words="peers challenge ideas meeting",
    ),
    Verb(
        "Write down a mentoring talk",
        _place("meetings", new="mentoring"),
        "users",
        words="mentor meeting coach",
    ),
)


def reviews_today(session: Session, person_id: int | None, day: date) -> list[TodayRow]:
    """Reviews in which somebody has something to do: to open one, or to sign it (S033)."""
    found = []
    for row in reviews.due(session, day):
        mine = row.person_id == person_id
        title = f"Your review, {row.when.title}" if mine else f"{row.person}, {row.when.title}"
        what = "Sign it" if row.id else "Open it and find an hour"
        place = _place("reviews", review=row.id, person=row.person_id, **_when(row))
        if row.before and row.before_left_on is not None and not mine:
            what = f"{row.before} led it and left {short_date(row.before_left_on, day)}. {what}"
        link = "Sign" if row.id and row.signed else "Review"
        found.append(TodayRow(title, what, link, place, "file-pen-line"))
    return found


def _when(row: reviews.ReviewRow) -> dict[str, int]:
    return {"year": row.when.year, "quarter": row.when.number}


def follow_ups_today(session: Session, _person_id: int | None, day: date) -> list[TodayRow]:
    """What somebody said at a meeting they would have done by today (S035)."""
    found = []
    for one, voice in meetings.follow_ups(session, day):
        words = f"{one.name}, {short_date(one.on, today())}"
        place = _place("meetings", meeting=one.id, voice=voice.id)
        found.append(TodayRow(voice.challenge or voice.name, words, "Follow up", place, "users"))
    return found


TODAY = (
    TodayList("Reviews due", reviews_today, 64, quiet=True),
    TodayList("Follow-ups", follow_ups_today, 66, quiet=True),
)
