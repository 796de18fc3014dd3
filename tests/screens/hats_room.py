"""The walk past the Hats room: what holds for all of them, the page of a role with its forms."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from mspdesk import dates
from mspdesk.desk.area import Place
from mspdesk.orgchart.actions.cards import say_purpose, set_shifts
from mspdesk.orgchart.actions.duties import bring_usual
from mspdesk.orgchart.queries.papers import find_role
from mspdesk.orgchart.view.hats_room import PARTS
from mspdesk.orgchart.view.role_page import PARTS as OF_ROLE
from mspdesk.people.queries import people

if TYPE_CHECKING:
    from .tour import Walker

Stop = tuple[str, Callable[[], object]]


def hats(walker: Walker) -> Iterator[Stop]:
    """Every screen of it; ask for the next one only when the last was looked at."""
    desk = walker.window.desk
    assert desk is not None
    role = desk.ask(find_role, "Finance")
    if desk.do(bring_usual, role):  # a second walk finds what the first one wrote
        desk.do(set_shifts, role, [(480, 1_020, "1111100")])
        for one in desk.ask(people)[:2]:
            words = "So that nobody here ever has to ask whether payday is safe, month after month."
            desk.do(say_purpose, role, one.id, words, dates.today())

    def show(part: str, role_id: int | None = None) -> Any:
        walker.go(Place("orgchart", role_id, "hats", {"part": part}))
        return walker.part("_rooms")["hats"].part()

    for key, *_ in PARTS:
        yield f"hats-{key}", partial(show, key)
    for key, _ in OF_ROLE:
        yield f"role-{key}", partial(show, key, role)
    page = show("answers", role)
    yield "role-answer", page.new_here
    page.answers.shelf.back()
    page = show("hours", role)
    yield "role-shift", page.new_here
    page.hours.shelf.back()
