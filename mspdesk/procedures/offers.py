"""What procedures offer the desk: hits of the search, verbs, quiet lines on Today."""

from datetime import date

from sqlalchemy.orm import Session

from ..dates import full_date
from ..desk.area import Finder, Found, Place, TodayList, TodayRow, Verb
from .queries import rollouts, sops
from .queries.library import forms_and_own
from .rules.life import State

_ROWS = 4


def _procedure(code: str) -> Place:
    return Place("checklists", do="procedures", about={"code": code})


def find_procedures(session: Session, text: str, limit: int) -> list[Found]:
    """Procedures by a part of their title, those in force first."""
    wanted = text.strip().casefold()
    if len(wanted) < 2:
        return []
    found = [row for row in sops.sops(session) if wanted in row.title.casefold()]
    found.sort(key=lambda row: (row.state != State.LIVE, row.title.casefold()))
    return [
        Found(
            row.title,
            f"{row.kind_words}, {row.state_words.lower()}",
            _procedure(row.code),
            icon="book-open",
        )
        for row in found[:limit]
    ]


def find_pieces(session: Session, text: str, limit: int) -> list[Found]:
    """Forms, calculators and our own pieces of the library by their words."""
    if len(text.strip()) < 2:
        return []
    rows = forms_and_own(session, text)
    return [
        Found(
            row.title,
            f"{row.kind_words}, {row.format_words.lower()}",
            Place("checklists", do="library", about={"part": "pieces", "text": "", "key": row.key}),
            icon="folder",
        )
        for row in rows[:limit]
    ]


def to_read(session: Session, person_id: int | None, _day: date) -> list[TodayRow]:
    """What somebody has not acknowledged yet as it is now."""
    if person_id is None:
        return []
    found = sops.to_read(session, person_id)
    rows = [
        TodayRow(
            row.title,
            f"Revision {row.revision}, {row.state_words.lower()}",
            "Read",
            _procedure(row.code),
            icon="book-open",
        )
        for row in found[:_ROWS]
    ]
    if len(found) > _ROWS:
        place = Place("checklists", do="procedures")
        rows.append(TodayRow(f"{len(found) - _ROWS} more", "", "List", place, icon="book-open"))
    return rows


def upkeep(session: Session, person_id: int | None, _day: date) -> list[TodayRow]:
    """For the owner: how far the ten are, unless put away, and what is to be read again."""
    rows = []
    done, ten = sops.core_progress(session)
    if done < ten and not sops.core_put_away(session, person_id):
        place = Place("checklists", do="procedures", about={"part": "core"})
        words = f"{done} of {ten} live"
        rows.append(TodayRow("Ten to begin with", words, "Go on", place, icon="book-open"))
    due = sops.review_due(session)
    if due:
        first = due[0]
        since = f", since {full_date(first.review_by)}" if first.review_by else ""
        noun = "procedure" if len(due) == 1 else "procedures"
        place = Place("checklists", do="procedures", about={"part": "review"})
        title = f"{len(due)} {noun} to review"
        rows.append(TodayRow(title, f"{first.title}{since}", "Open", place, icon="clock"))
    late = [
        one
        for one in rollouts.rollouts(session, None, all_of_them=False)
        if one.state_words == "Past its day"
    ]
    for one in late[:_ROWS]:
        about = {"part": "rollouts", "rollout": one.id}
        place = Place("checklists", do="procedures", about=about)
        rows.append(TodayRow(one.title, one.words, "Open", place, icon="users"))
    return rows


FINDERS = (
    Finder("Procedures", find_procedures, order=75),
    Finder("Library", find_pieces, order=78),
)
VERBS = (
    Verb(
        "Go to procedures",
        Place("checklists", do="procedures", about={"part": "matrix"}),
        "book-open",
        words="sop policy handbook how we work",
    ),
    Verb(
        "New procedure",
        Place("checklists", do="procedures", about={"new": True}),
        "plus",
        words="sop policy write",
    ),
    Verb(
        "Print the handbook of procedures",
        Place("checklists", do="procedures", about={"print": "handbook"}),
        "printer",
        words="sop binder paper acknowledge",
    ),
    Verb(
        "Troubleshooting guideline",
        Place("checklists", do="procedures", about={"code": sops.GUIDELINE}),
        "book-open",
        words="stuck help problem guide",
    ),
    Verb(
        "Search the library",
        Place("checklists", do="library", about={"part": "pieces"}),
        "folder",
        words="forms calculators white papers memos documents",
    ),
    Verb(
        "Starter sets",
        Place("checklists", do="library", about={"part": "roadmaps"}),
        "book-open",
        words="roadmap begin new people",
    ),
    Verb(
        "Record training",
        Place("checklists", do="library", about={"part": "training", "new": True}),
        "plus",
        words="learn class final friday dns dmarc topic",
    ),
)
TODAY = (
    TodayList("For you to read", to_read, 84, quiet=True),
    TodayList("Procedures", upkeep, 86, needs="settings", quiet=True),
)
