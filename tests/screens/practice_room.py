"""The walk past the parts of practice, each with its forms."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from mspdesk import dates
from mspdesk.desk.area import Place
from mspdesk.practice.actions.alerts import take_alert, usual_kinds
from mspdesk.practice.actions.oncall import add_duties
from mspdesk.practice.actions.tools import add_tool
from mspdesk.practice.queries.oncall import roster
from mspdesk.practice.view.room import PARTS

if TYPE_CHECKING:
    from .tour import Walker

Stop = tuple[str, Callable[[], object]]


def practice(walker: Walker, client: int) -> Iterator[Stop]:
    """Every screen of it; ask for the next one only when the last was looked at."""
    desk = walker.window.desk
    assert desk is not None
    person = desk.person_id
    today = dates.today()
    words = "Some piece of a rather long name"
    if not desk.ask(roster, today, today):  # a second walk finds what the first one wrote
        desk.do(usual_kinds)
        desk.do(take_alert, client, "Low disk space on the server, four percent are left")
        desk.do(add_duties, person, today, today, 1_020, 480)
        desk.do(add_tool, {"name": words, "approved": True, "in_kit": True, "purpose": words})

    def show(part: str, **about: object) -> Any:
        walker.go(Place("checklists", do="practice", about={"part": part, **about}))
        return walker.part("_rooms")["practice"].part(part)

    for key, *_ in PARTS:
        yield f"practice-{key}", partial(show, key)
    yield "practice-mine", lambda: show("days", mine=True)
    days = show("days")
    yield "practice-day", lambda: days.edit(days.table.rows()[0])
    days.days.back()
    nights = show("oncall")
    yield "practice-night", nights.new
    nights.pages.back()
    yield "practice-call", nights.new_call
    nights.pages.back()
    alerts = show("alerts")
    yield "practice-alert", alerts.new
    alerts.pages.back()
    yield "practice-kinds", lambda: show("alerts", kinds=True)
    yield "practice-kind", alerts.kinds.new
    alerts.kinds.pages.back()
    tools = show("tools")
    yield "practice-tool", tools.new
    tools.pages.back()
    yield "practice-kit", lambda: show("tools", kit=True)
    yield "practice-count", tools.count
    tools.kits.back()
    review = show("review")
    yield "practice-review", review.begin
    review._drop()
    who = show("who")
    yield "practice-turns", lambda: who.edit(who.table.rows()[0])
    who.pages.back()
