"""The walk past the Calls room: a list, its forms, what comes in, a script, and dialing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from mspdesk.calls.actions import lists
from mspdesk.calls.actions import scripts as writing
from mspdesk.calls.queries.lists import call_lists
from mspdesk.calls.queries.scripts import script_row, scripts, version_page
from mspdesk.calls.rules.calling import BY_CODE
from mspdesk.dates import today
from mspdesk.desk.area import Place
from mspdesk.desk.desk import Desk

if TYPE_CHECKING:
    from .tour import Walker

Stop = tuple[str, Callable[[], object]]


def furnish(desk: Desk) -> None:
    """A script in use and a list of two companies, in books that have none."""
    if desk.ask(scripts):
        return
    script = desk.do(writing.bring_script)
    row = desk.ask(script_row, script)
    assert row is not None
    page = desk.ask(version_page, row.draft_id)
    assert page is not None
    desk.do(writing.publish, page.id, page.version)
    made = desk.do(lists.add_list, "Downtown offices", {"script_id": script})
    for at, name in enumerate(("Lakeside Insurance", "Iron Range Freight and Warehousing")):
        desk.do(lists.add_target, made, {"company": name, "phone": f"218-555-017{at}"})


def calls(walker: Walker) -> Iterator[Stop]:
    """Every screen of it; ask for the next one only when the last was looked at."""
    desk = walker.window.desk
    assert desk is not None
    furnish(desk)
    one = max(desk.ask(call_lists, today()), key=lambda row: row.to_call)
    script = desk.ask(scripts)[0].id

    def show(list_id: int | None = one.id, **about: object) -> Any:
        walker.go(Place("clients", list_id, "calls", about))
        return walker.part("_rooms")["calls"]

    def laid(name: str) -> Callable[[], object]:
        return lambda: getattr(show().lists, name)()  # noqa: PLW0108 -- asked when it is gone to

    def script_page() -> Any:
        return show(None, script=script)

    yield "calls", show
    for name in ("new_list", "edit_list", "add_company", "paste", "stop_number"):
        yield f"calls-{name}", laid(name)
        show().laid.back()
    yield "calls-script", script_page
    room = script_page()
    room.scripts.new_version()
    yield "calls-write", room.scripts.write
    room.laid.back()
    yield "calls-rename", room.scripts.rename
    room.laid.back()
    yield "calls-dial", partial(show, dial=True)
    room.dial.come_to(BY_CODE["appointment"])
    yield "calls-meet", lambda: None
    room.dial.stop()
    walker.go(Place("clients", do="clients"))
