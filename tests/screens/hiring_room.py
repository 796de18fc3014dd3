"""The walk past the Hiring room: a question, its options, its decision, and what if."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from mspdesk.desk.area import Place
from mspdesk.hiring.actions import cases as actions
from mspdesk.hiring.queries.listing import cases

if TYPE_CHECKING:
    from .tour import Walker

Stop = tuple[str, Callable[[], object]]


def hiring(walker: Walker) -> Iterator[Stop]:
    """Every screen of it; ask for the next one only when the last was looked at."""
    desk = walker.window.desk
    assert desk is not None
    if not desk.ask(cases):  # a second walk finds what the first one wrote
        case = desk.do(actions.open_case, "A second technician for the early shift?", "We are busy")
        desk.do(actions.add_examples, case)
        desk.do(actions.weigh, case, "rmm", "no", "We have it and it patches everything")

    def show(**about: object) -> Any:
        walker.go(Place("orgchart", do="hiring", about=about))
        return walker.part("_rooms")["hiring"]

    room = show()
    yield "hiring", show
    yield "hiring-new", lambda: show(new=True)
    room.pages.back()
    yield "hiring-option", room.add_option
    room.pages.back()
    yield "hiring-decide", room.decide
    room.pages.back()
