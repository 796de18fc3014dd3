"""Goals of the sample shop: the cascade of two years, two reviews, a round and a talk."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy.orm import Session

from .. import dates
from ..database.action import action
from ..database.store import Store
from ..goals.actions import goals, meetings, reviews
from ..goals.models import Goal
from ..goals.queries.goals import fiscal_month
from ..goals.queries.meetings import meeting
from ..goals.rules.quarters import Quarter, quarter_of, span

DANA, MARCUS, PRIYA = "Dana Whitlock", "Marcus Oduya", "Priya Raman"

_YEAR_AGO = (
    ("sales", "owner", "Home by six four days a week", "met", "Since May, with one bad week."),
    ("clients", "company", "Twenty clients on an agreement", "partly", "Eighteen, two are close."),
    ("visits", "Sales", "One first visit a week", "met", "Fifty-one in the year."),
    ("restores", "Service", "A restore test each month", "missed", "Seven of twelve were done."),
    ("backlog", MARCUS, "Pass the networking certificate", "met", "Passed in the second try."),
)
"""Goals of the year before: a name of ours, whose, what, how it came out and in which words."""


def write_goals(store: Store, people: Mapping[str, int], now: datetime) -> None:
    """Write down what the sample shop wants, and what it talked about, as of a moment."""
    store.do(_write, people, now)


@action("Make sample goals", undoable=False)
def _write(session: Session, people: Mapping[str, int], now: datetime) -> None:
    month = fiscal_month(session)
    when = quarter_of(now.date(), month)
    made = _Made(session, people, month)
    before = _last_year(made, Quarter(when.year - 1, 0))
    _last_quarter(made, when.step(-1), month)
    _this_year(made, when, before)
    _meetings(session, people, now.date())
    session.info["words"] = "Goals written down"


class _Made:
    """Writes goals down, each agreed on in the first week of its time."""

    def __init__(self, session: Session, people: Mapping[str, int], month: int) -> None:
        self.session, self.people, self._month = session, people, month

    def goal(
        self, whose: str, text: str, when: Quarter, *, draft: bool = False, **more: Any
    ) -> int:
        """Write down a goal and agree on it; `whose` is a level, a department or a name."""
        level = whose if whose in ("owner", "company") else "department"
        details: dict[str, object] = {"year": when.year, "quarter": when.number, **more}
        if whose in self.people:
            level = "person"
            details["person_id"] = self.people[whose]
        elif level == "department":
            details["department"] = whose
        goal = goals.add_goal(self.session, text, level, details)
        if not draft:
            goals.agree_goal(self.session, goal, self._soon_after(when))
        return goal

    def again(self, before: int, when: Quarter, **changes: Any) -> int:
        """Carry a goal over in other words, agreed on."""
        (goal,) = goals.carry_over(self.session, [before], when.year, when.number)
        goals.edit_goal(self.session, goal, self.session.get_one(Goal, goal).version, changes)
        goals.agree_goal(self.session, goal, self._soon_after(when))
        return goal

    def _soon_after(self, when: Quarter) -> date:
        """A few days into a quarter, or today where it has only begun."""
        return min(span(when, self._month)[0] + timedelta(days=5), dates.today())

    def end(self, goal: int, when: Quarter, state: str, outcome: str = "") -> None:
        """Say how a goal came out on the last day of its time."""
        _first, last = span(when, self._month)
        goals.close_goal(self.session, goal, state, outcome, last)


def _last_year(made: _Made, when: Quarter) -> dict[str, int]:
    """The year before, with how it came out; answers the goals by our name for them."""
    found: dict[str, int] = {}
    for key, whose, text, state, outcome in _YEAR_AGO:
        above = {"owner": None, "company": "sales"}.get(whose, "clients")
        parent = found[above] if above else None
        found[key] = made.goal(whose, text, when, parent_id=parent)
        made.end(found[key], when, state, outcome)
    return found


def _last_quarter(made: _Made, when: Quarter, month: int) -> None:
    """Last quarter's goals of two people; one review is signed by both, one waits for Dana."""
    people, session = made.people, made.session
    paper = made.goal(PRIYA, "Every paper agreement scanned and filed", when)
    made.end(paper, when, "met", "The last box was done on December 18.")
    monitors = made.goal(
        MARCUS, "Quiet monitors: no alert nobody reads", when, measure="Under ten a day"
    )
    made.end(monitors, when, "partly", "From forty a day to fourteen.")
    talk = datetime.combine(span(when.step(1), month)[0] + timedelta(days=7), time(9))
    for name, theirs, leads, steps in (
        (
            PRIYA,
            "The scanner was worth it. I find everything in a minute.",
            "Nobody asked where a paper is for six weeks.",
            "Sign-ups next: they wait on us, not on the client.",
        ),
        (
            MARCUS,
            "The firewalls still send too much; I would like a day for each of them.",
            "Fourteen is a number one can read. Take the days.",
            "Two firewall days a month, in the calendar.",
        ),
    ):
        words = {"their_words": theirs, "lead_words": leads, "next_steps": steps}
        with dates.frozen(talk):
            review = reviews.open_review(session, people[name], when.year, when.number)
            reviews.write_review(session, review, 1, words)
            reviews.sign_review(session, review, "person", on_paper=True)
            if name == PRIYA:
                reviews.sign_review(session, review, "lead", on_paper=True)


def _this_year(made: _Made, when: Quarter, before: Mapping[str, int]) -> None:
    """This year from the owner down, with the admin and the seller whose goals are a pair (B9)."""
    year, people = Quarter(when.year, 0), made.people
    owner = made.goal(
        "owner",
        "Four weeks away in a year, without the phone",
        year,
        why="The business is there for the life around it.",
    )
    company = made.again(
        before["clients"],
        year,
        parent_id=owner,
        text="Twenty-four clients on an agreement",
        why="Eighteen carry the rent; six more carry a second technician.",
    )
    sales = made.goal(
        "Sales", "Two first visits a week", when, parent_id=company, sharing="company"
    )
    service = made.again(
        before["restores"],
        year,
        parent_id=company,
        text="A restore test each month, on the calendar",
        why="Seven of twelve is luck. It is planned work now.",
    )
    made.goal(
        "Service",
        "First answer within the hour, as a team",
        when,
        parent_id=company,
        measure="Nine of ten tickets",
        sharing="company",
    )
    signed = made.goal(
        DANA,
        "Four new agreements signed",
        when,
        parent_id=sales,
        measure="Signed by the last day of the quarter",
        affects=[people[PRIYA]],
    )
    made.goal(
        PRIYA,
        "Sign-up paperwork within two days",
        when,
        parent_id=sales,
        measure="From the yes to the welcome letter",
        why="A new client waits on us from the moment they say yes.",
        affects=[people[DANA]],
        links=[signed],
    )
    made.goal(
        MARCUS,
        "A restore test at every client with a server",
        when,
        parent_id=service,
        affects=[people[PRIYA]],
    )
    made.goal(
        MARCUS,
        "Firewall certificate",
        when,
        parent_id=service,
        kind="growth",
        measure="Exam on March 24",
    )
    made.goal(
        MARCUS,
        "Notes on the ticket the same day",
        when,
        parent_id=service,
        kind="corrective",
        why="Priya cannot bill what is not written down.",
    )
    made.goal("Office", "One drawer for every signed paper", when, draft=True)


def _meetings(session: Session, people: Mapping[str, int], today: date) -> None:
    """A round of owners last Friday, and a talk with Marcus two weeks ago."""
    friday = today - timedelta(days=today.weekday() + 3)
    held = meetings.add_meeting(
        session,
        "mastermind",
        friday,
        {
            "title": "Friday owners' round",
            "place": "Library, second floor",
            "next_on": friday + timedelta(days=28),
        },
    )
    said = {
        "changed": "Eighteen clients on an agreement, two close to it.",
        "challenge": "When is a second technician worth it?",
        "ideas": "Count the backlog in weeks first. Ask the two smallest clients for more, or let"
        " them go. A student for the summer.",
        "follow_up_on": today,
    }
    mine = meeting(session, held).voices[0]
    meetings.edit_voice(session, mine.id, mine.version, said)
    for name, changed, challenge, ideas, days in (
        (
            "Ruth Amsel",
            "Hired an office manager.",
            "Clients still call her mobile.",
            "A new number for the shop; the old one answers with it. One letter to all.",
            28,
        ),
        (
            "Otis Grant",
            "Lost his largest client in January.",
            "Price letter goes out in May and he dreads it.",
            "Say the new price in the first sentence. Call the five largest before.",
            42,
        ),
    ):
        guest = {"member": name, "changed": changed, "challenge": challenge, "ideas": ideas}
        meetings.add_voice(session, held, guest | {"follow_up_on": friday + timedelta(days=days)})
    talk = meetings.add_meeting(
        session,
        "mentoring",
        today - timedelta(days=13),
        {"title": "Marcus, toward tier 3", "words": "He walks along to Kestrel in April."},
        [people[MARCUS]],
    )
    own = meeting(session, talk).voices[-1]
    said = {
        "changed": "Leads the firewall days alone now.",
        "challenge": "Clients ask for Dana when it gets difficult.",
        "ideas": "Dana introduces him on the call and then says nothing. Two calls a week.",
        "follow_up_on": today + timedelta(days=15),
    }
    meetings.edit_voice(session, own.id, own.version, said)
