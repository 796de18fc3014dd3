"""The walk past planned work: calendar, a schedule, a monthly single, and their forms."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from itertools import count
from typing import TYPE_CHECKING, Any

from mspdesk.checklists.actions import schedules, singles
from mspdesk.dates import month_start, today
from mspdesk.desk.area import Place

if TYPE_CHECKING:
    from .tour import Walker

Stop = tuple[str, Callable[[], object]]
CODE = "monthly-maintenance"
_TITLES = (f"Read the log of door {number}" for number in count(1))
"""A title of its own for each walk: the second one finds what the first one wrote."""


def schedule(walker: Walker, client: int) -> Iterator[Stop]:
    """The room in all its forms, with work planned for a client."""
    desk = walker.window.desk
    assert desk is not None
    empty = Place("checklists", do="schedule")
    yield "schedule-empty", partial(walker.go, empty)
    facts = {"client_id": client, "rule": "day:28", "at_minute": 540, "minutes": 120}
    made = desk.do(schedules.add_schedule, CODE, {**facts, "assigned_id": desk.person_id})
    desk.do(schedules.add_schedule, "new-pc", {"rule": "after:device_added"})
    words = {"steps": "Look at the log.\nWrite down what it says."}
    single = desk.do(singles.add_single, month_start(today()), next(_TITLES), words)

    def room(**about: Any) -> Any:
        walker.go(Place("checklists", do="schedule", about=about))
        return walker.part("room")("schedule")

    def week() -> None:
        room(day=_day()).calendar.kind.choose("week")

    yield "schedule-month", partial(room, day=_day())
    yield "schedule-week", week
    yield "schedule-one", partial(room, schedule_id=made)
    yield "schedule-new", partial(room, new=True, client_id=client)
    room().put_away()
    yield "schedule-edit", lambda: _edit(room(schedule_id=made))
    room().put_away()
    yield "schedule-many", partial(room, many=True)
    room().put_away()
    yield "single", partial(room, single_id=single)
    yield "single-edit", lambda: _edit_single(room(single_id=single))
    room().put_away()
    desk.do(singles.start_single, single, [client])
    yield "single-started", partial(room, single_id=single)
    yield "single-new", partial(room, single=True)
    room().put_away()


def _day() -> date:
    return today().replace(day=28)


def _edit(room: Any) -> None:
    room.edit(room.one.row)


def _edit_single(room: Any) -> None:
    room.edit_single(room.single.page)
