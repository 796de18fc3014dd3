"""What the papers of goals, reviews and meetings say."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...dates import today
from ...errors import UserError
from ...letters.queries import letterhead
from ...people.queries import name_of, people
from ...printing.page import Letterhead
from ...rows import dataclass
from ..models import Review
from ..rules import quarters
from ..rules.quarters import Quarter
from ..rules.sharing import PRIVATE, Viewer
from ..rules.words import LEVELS
from .goals import ChainLink, chain, in_quarter, order_of, quarter_words, this_quarter
from .known import GoalRow, every_goal, sees
from .meetings import MeetingRow, meeting
from .reviews import ReviewPage, review_page
from .viewers import lead_of, reader


@dataclass(frozen=True, slots=True)
class SheetGoal:
    """A goal on somebody's sheet: what it serves, from the owner's down, and whom it affects."""

    goal: GoalRow
    chain: tuple[ChainLink, ...]
    affects: str


@dataclass(frozen=True, slots=True)
class SheetDocument:
    """Somebody's goals of a quarter."""

    shop: Letterhead
    on: date
    person: str
    lead: str
    quarter: Quarter
    span: str
    goals: tuple[SheetGoal, ...]

    @property
    def private(self) -> bool:
        """Whether a goal stands on it that is nobody else's business."""
        return any(one.goal.sharing == PRIVATE for one in self.goals)


def sheet_document(session: Session, person_id: int, year: int, quarter: int) -> SheetDocument:
    """A person's goals of a quarter that whoever asks may read.

    A private one stands there for the person and for whoever answers for them alone, never for a
    script.
    """
    when = quarters.checked(year, quarter)
    names = {one.id: one.name for one in people(session, all_of_them=True)}
    looker = reader(session)
    goals = [
        one
        for one in sorted(every_goal(session).values(), key=order_of)
        if one.level == "person"
        and one.person_id == person_id
        and in_quarter(one, when)
        and sees(session, looker, one)
        and not (one.sharing == PRIVATE and looker.everything)
    ]
    lead = lead_of(session, person_id)
    return SheetDocument(
        letterhead(session),
        today(),
        names.get(person_id, ""),
        name_of(session, lead) if lead is not None else "",
        when,
        quarter_words(session, when).split(", week")[0],
        tuple(
            SheetGoal(
                one,
                tuple(chain(session, one)[:-1]),
                ", ".join(sorted(names[who] for who in one.affects if who in names)),
            )
            for one in goals
        ),
    )


def find_sheet(session: Session, text: str) -> tuple[int, int, int]:
    """The sheet of this quarter of somebody named; raises UserError naming `person`."""
    person_id = _named(session, text)
    when = this_quarter(session)
    return person_id, when.year, when.number


def _named(session: Session, text: str) -> int:
    wanted = text.strip().casefold()
    staff = people(session)
    found = [one for one in staff if wanted and wanted in one.name.casefold()]
    if len(found) == 1:
        return found[0].id
    names = ", ".join(one.name for one in staff)
    raise UserError(f"Name one of us: {names}.", "person")


@dataclass(frozen=True, slots=True)
class SharedGoal:
    """A goal everybody reads, and the one of those it serves."""

    goal: GoalRow
    serves: str


@dataclass(frozen=True, slots=True)
class SharedDocument:
    """The goals of a quarter that are shared with the whole company, from the owner's down."""

    shop: Letterhead
    on: date
    quarter: Quarter
    span: str
    levels: tuple[tuple[str, tuple[SharedGoal, ...]], ...]


def shared_document(session: Session, year: int, quarter: int) -> SharedDocument:
    """What hangs on the wall: only what is shared with everybody, whoever prints it."""
    when = quarters.checked(year, quarter)
    goals = every_goal(session)
    open_to_all = {
        one.id: one
        for one in sorted(goals.values(), key=order_of)
        if one.sharing == "company" and in_quarter(one, when)
    }

    def row(one: GoalRow) -> SharedGoal:
        parent = open_to_all.get(one.parent_id) if one.parent_id is not None else None
        return SharedGoal(one, parent.text if parent else "")

    levels = [
        (words, tuple(row(one) for one in open_to_all.values() if one.level == level))
        for level, words in LEVELS.items()
    ]
    return SharedDocument(
        letterhead(session),
        today(),
        when,
        quarter_words(session, when).split(", week")[0],
        tuple((words, rows) for words, rows in levels if rows),
    )


def find_shared(session: Session, text: str) -> tuple[int, int]:
    """The quarter somebody typed (2026-1), this one without words; raises UserError."""
    said = text.strip().upper().replace("Q", "").replace(" ", "-")
    if not said:
        when = this_quarter(session)
        return when.year, when.number
    year, _, number = said.partition("-")
    if not (year.isdecimal() and number.isdecimal()):
        raise UserError("Type a quarter as 2026-1, or nothing for this one.", "quarter")
    when = quarters.checked(int(year), int(number))
    return when.year, when.number


@dataclass(frozen=True, slots=True)
class ReviewDocument:
    """A review on paper."""

    shop: Letterhead
    on: date
    span: str
    page: ReviewPage


def review_document(session: Session, review_id: int) -> ReviewDocument:
    """A review as it stands; for the two who talk, not for a script."""
    refuse_script(reader(session))
    page = review_page(session, review_id)
    span = quarter_words(session, page.row.when).split(", week")[0]
    return ReviewDocument(letterhead(session), today(), span, page)


def refuse_script(looker: Viewer) -> None:
    """Raise UserError where nobody is named: private words are for those they are about."""
    if looker.everything:
        raise UserError("Print it from the Goals room: it is for those who talked alone.")


def find_review(session: Session, text: str) -> int:
    """The newest review of somebody named; raises UserError naming `person`."""
    person_id = _named(session, text)
    newest = (
        select(Review.id)
        .where(Review.person_id == person_id)
        .order_by(Review.year.desc(), Review.quarter.desc())
        .limit(1)
    )
    found = session.scalar(newest)
    if found is None:
        raise UserError("Nobody has opened a review of theirs yet.", "person")
    return found


@dataclass(frozen=True, slots=True)
class MeetingDocument:
    """A meeting on paper, or the empty sheet of a round."""

    shop: Letterhead
    on: date
    meeting: MeetingRow | None


def meeting_document(session: Session, meeting_id: int) -> MeetingDocument:
    """A meeting for those who were at it; 0 is the sheet to write on."""
    if meeting_id:
        refuse_script(reader(session))
    found = meeting(session, meeting_id) if meeting_id else None
    return MeetingDocument(letterhead(session), today(), found)


def find_meeting(_session: Session, _text: str) -> int:
    """The empty sheet."""
    return 0
