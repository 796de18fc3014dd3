"""The walk past the Goals room: its four parts, each with its forms."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from mspdesk.desk.area import Place
from mspdesk.goals.actions.goals import add_goal, agree_goal, close_goal
from mspdesk.goals.actions.meetings import add_meeting, add_voice
from mspdesk.goals.queries.goals import this_quarter
from mspdesk.goals.queries.known import every_goal
from mspdesk.people.queries import people

if TYPE_CHECKING:
    from .tour import Walker

Stop = tuple[str, Callable[[], object]]
LONG = "Sign-up paperwork of every new client within two working days of their yes"


def goals(walker: Walker) -> Iterator[Stop]:
    """Every screen of it; ask for the next one only when the last was looked at."""
    desk = walker.window.desk
    assert desk is not None
    if not desk.ask(every_goal):  # a second walk finds what the first one wrote
        _write(desk)

    def show(part: str, **about: object) -> Any:
        walker.go(Place("orgchart", do="goals", about={"part": part, **about}))
        return walker.part("_rooms")["goals"].part()

    part = show("goals")
    room = walker.part("_rooms")["goals"]
    own = next(row for row in part.outline.rows() if row.goal and row.goal.person_id)
    yield "goals", partial(show, "goals")
    yield "goals-person", lambda: part.outline.select(own.id)
    yield "goals-outcome", part.rail.ask_outcome
    part.rail._leave()
    yield "goals-form", part.edit
    part.laid.back()
    yield "goals-new", part.new_in_full
    part.laid.back()
    yield "goals-empty", lambda: room.step(1)
    yield "goals-carry", part.carry
    part.laid.back()
    room.step(-1)
    yield "goals-beside", partial(show, "beside")
    reviews = show("reviews")
    yield "goals-reviews", partial(show, "reviews")
    reviews.table.select(own.goal.person_id)
    yield "goals-review", reviews.open_picked
    reviews.back()
    meetings = show("meetings")
    yield "goals-meetings", partial(show, "meetings")
    yield "goals-meeting", meetings.new
    meetings.laid.back()


def _write(desk: Any) -> None:
    when = desk.ask(this_quarter)
    this = {"year": when.year, "quarter": when.number}
    owner = desk.do(add_goal, "Four weeks away without the phone", "owner", this | {"quarter": 0})
    staff = desk.ask(people)
    for one in staff:
        more = {"person_id": one.id, "parent_id": owner, "why": LONG, "measure": LONG}
        goal = desk.do(add_goal, LONG, "person", this | more | {"affects": [staff[0].id]})
        desk.do(agree_goal, goal)
    ago = desk.do(add_goal, LONG, "company", {"year": when.year - 1, "quarter": when.number})
    desk.do(agree_goal, ago)
    desk.do(close_goal, ago, "partly", LONG)
    desk.do(add_goal, "Hangs on nothing yet", "company", this)
    held = desk.do(add_meeting, "mastermind", None, {"title": LONG, "place": LONG})
    desk.do(add_voice, held, {"member": LONG, "challenge": LONG, "ideas": LONG * 3})
