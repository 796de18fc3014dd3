"""The walk past the Roadmaps room: a meeting, its forms, the lists, and the tab of a client."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from mspdesk.clients.queries import client_names, internal_id
from mspdesk.dates import today
from mspdesk.desk.area import Place
from mspdesk.desk.desk import Desk
from mspdesk.roadmaps.actions.meetings import plan_meeting
from mspdesk.roadmaps.queries.meetings import MeetingRow, meetings

if TYPE_CHECKING:
    from .tour import Walker

Stop = tuple[str, Callable[[], object]]


def roadmaps(walker: Walker) -> Iterator[Stop]:
    """Every screen of it; ask for the next one only when the last was looked at."""
    desk = walker.window.desk
    assert desk is not None
    one = _one(desk)
    # What was said at the foot of planning it belongs to no screen of these.
    walker.window.status.clear()

    def show(record: int | None = None, **about: Any) -> Any:
        walker.go(Place("clients", record, "roadmaps", about))
        return walker.part("_rooms")["roadmaps"]

    yield "roadmaps", partial(show, one.id)
    room = show(one.id)
    view = room.meetings.view
    for name, lay in (("edit", view.edit), ("budget", view.ask_budget), ("off", view.call_off)):
        yield f"roadmap-{name}", lay
        view.laid.back()
    yield "roadmap-new", room.meetings.new
    room.meetings.laid.back()
    yield "roadmaps-due", partial(show, part="due")
    yield "roadmap-rest", room.part("due").let_rest
    room.part("due").laid.back()
    yield "roadmaps-budget", partial(show, part="budget")
    yield "roadmap-place", room.part("budget").open_picked
    room.part("budget").laid.back()
    yield "roadmaps-renewals", partial(show, part="renewals")
    show(part="meetings")
    yield "client-roadmap", partial(walker.go, Place("clients", one.client_id, "roadmap"))
    walker.go(Place("clients", one.client_id))


def _one(desk: Desk) -> MeetingRow:
    """A meeting that is planned; planned where the books have none."""
    planned = desk.ask(meetings, None, "planned")
    if planned:
        return planned[0]
    own = desk.ask(internal_id)
    client = next(id_ for id_ in desk.ask(client_names) if id_ != own)
    desk.do(plan_meeting, client, today(), {"at": 840, "place": "At their place"})
    return desk.ask(meetings, None, "planned")[0]
