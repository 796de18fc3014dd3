"""Reports on goals and reviews; private goals stand in none of them, whoever asks."""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy.orm import Session

from ..desk.area import Figure, Glance, Period, Report
from ..exchange.columns import DATE, TEXT, OutColumn
from ..people.queries import people
from ..rows import dataclass
from .queries.goals import fiscal_month, in_quarter, order_of
from .queries.known import GoalRow, every_goal, hanging, sees
from .queries.past import BesideRow, beside
from .queries.reviews import ReviewRow, reviews
from .queries.viewers import reader
from .rules.cascade import above_of, flag
from .rules.quarters import Quarter, quarter_of
from .rules.sharing import PRIVATE
from .rules.words import LEVELS

Filters = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class GoalLine:
    """A goal of a quarter with what it serves and whom it affects."""

    goal: GoalRow
    serves: str
    affects: str
    flag: str

    @property
    def stands(self) -> str:
        """Its state, and how it came out where somebody said so."""
        said = self.goal.outcome.strip() if self.goal.closed else ""
        return f"{self.goal.state_words}. {said}" if said else self.goal.state_words


def quarter_at(session: Session, day: date) -> Quarter:
    """The quarter a report is about: the one its last day lies in."""
    return quarter_of(day, fiscal_month(session))


def goal_rows(session: Session, period: Period, _filters: Filters) -> list[GoalLine]:
    """The goals of the quarter of a day that are shared, from the owner down (S031)."""
    when, looker = quarter_at(session, period.last), reader(session)
    goals, links = every_goal(session), hanging(session)
    names = {one.id: one.name for one in people(session, all_of_them=True)}
    may = {
        one.id for one in goals.values() if one.sharing != PRIVATE and sees(session, looker, one)
    }

    def line(goal: GoalRow) -> GoalLine:
        above = next((one for one in above_of(links, goal.id)[1:] if one in may), None)
        affected = ", ".join(sorted(names[who] for who in goal.affects if who in names))
        serves = goals[above].text if above is not None else ""
        return GoalLine(goal, serves, affected, flag(links, goal.id))

    found = [goals[one] for one in may if in_quarter(goals[one], when)]
    return [line(one) for one in sorted(found, key=order_of)]


def review_rows(session: Session, period: Period, _filters: Filters) -> list[ReviewRow]:
    """How far the reviews of the quarter of a day are: names and days, never a word of them."""
    return reviews(session, quarter_at(session, period.last))


def beside_rows(session: Session, period: Period, _filters: Filters) -> list[BesideRow]:
    """Shared goals of the quarter of a day beside those of a year before (S034)."""
    return beside(session, quarter_at(session, period.last), shared=True)


_GOAL: tuple[OutColumn[GoalLine], ...] = (
    OutColumn("Whose", TEXT, lambda r: r.goal.whose),
    OutColumn("Goal", TEXT, lambda r: r.goal.text),
    OutColumn("Serves", TEXT, lambda r: r.serves),
    OutColumn("Measured by", TEXT, lambda r: r.goal.measure, "measure"),
)

_BESIDE: tuple[OutColumn[BesideRow], ...] = (
    OutColumn("Whose", TEXT, lambda r: r.whose),
    OutColumn("A year ago", TEXT, lambda r: r.last_words, "last_year"),
    OutColumn("How it came out", TEXT, lambda r: r.outcome, "outcome"),
    OutColumn("Now", TEXT, lambda r: r.this_words, "this_year"),
    OutColumn("Why", TEXT, lambda r: r.why),
    OutColumn("Affects", TEXT, lambda r: r.affects),
)

REPORTS: tuple[Report, ...] = (
    Report(
        "goals",
        "Goals",
        "Quarter",
        "The goals of the quarter that are shared, from the owner's down, and what each serves.",
        "as_of",
        (*_GOAL, OutColumn[GoalLine]("How it stands", TEXT, lambda r: r.stands, "stands")),
        goal_rows,
        group=lambda r: LEVELS[r.goal.level],
        files=(
            *_GOAL,
            OutColumn[GoalLine]("Affects", TEXT, lambda r: r.affects),
            OutColumn[GoalLine]("State", TEXT, lambda r: r.goal.state_words),
            OutColumn[GoalLine]("How it came out", TEXT, lambda r: r.goal.outcome, "outcome"),
        ),
    ),
    Report(
        "goal-reviews",
        "Quarterly reviews",
        "Quarter",
        "Which reviews of the quarter are open and which are signed. What was said stays "
        "with the two who talked.",
        "as_of",
        (
            OutColumn[ReviewRow]("Person", TEXT, lambda r: r.person),
            OutColumn[ReviewRow]("With", TEXT, lambda r: r.lead, "with"),
            OutColumn[ReviewRow]("Opened", DATE, lambda r: r.opened_on, "opened"),
            OutColumn[ReviewRow]("Signed", DATE, lambda r: r.signed_on, "signed"),
            OutColumn[ReviewRow]("Signed by lead", DATE, lambda r: r.lead_signed_on),
            OutColumn[ReviewRow]("State", TEXT, lambda r: r.state),
        ),
        review_rows,
        needs="people",
    ),
    Report(
        "goals-beside",
        "Goals beside last year's",
        "Year",
        "This quarter's shared goals beside those of a year ago with how they came out.",
        "as_of",
        _BESIDE,
        beside_rows,
        group=lambda r: r.level_words,
        files=(*_BESIDE, OutColumn[BesideRow]("State", TEXT, lambda r: r.state)),
    ),
)


def _goal_glance(
    session: Session, period: Period, _filters: Filters, rows: Sequence[GoalLine]
) -> list[Figure]:
    """How many there are, for all together."""
    when = quarter_at(session, period.last)
    loose = sum(bool(row.flag) for row in rows)
    return [
        Figure("Goals", str(len(rows)), f"shared, of {when.title}"),
        Figure(
            "Agreed", str(sum(row.goal.state != "draft" for row in rows)), "the rest are drafts"
        ),
        Figure("Met", str(sum(row.goal.state == "met" for row in rows)), "so far"),
        Figure("Loose", str(loose), "do not reach a goal of the owner"),
    ]


GLANCES = (Glance("goals", _goal_glance),)
