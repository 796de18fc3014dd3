"""The walk past runs: one half done, asked about, given away, signed; steps across; on a ticket."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from mspdesk.checklists.actions import closing, marking, runs
from mspdesk.checklists.queries.results import run_lines
from mspdesk.checklists.rules.run import State
from mspdesk.desk.area import Place
from tests.checklists import pieces

if TYPE_CHECKING:
    from .tour import Walker

Stop = tuple[str, Callable[[], object]]
LONG = "Two disk warnings on Feb 19 in the second server, cleared after the cable was put in again."


def walk_runs(walker: Walker, client: int, ticket: int) -> Iterator[Stop]:
    """A run in all its states, the lists across runs, the form, the part beside a ticket."""
    desk = walker.window.desk
    assert desk is not None
    about = (("ticket_id", ticket),)
    run_id = desk.do(runs.plan_and_start, "monthly-maintenance", client, about)
    lines = list(desk.ask(run_lines, run_id).lines())
    for line in lines[:3]:
        desk.do(marking.mark, run_id, line.key, State.OK, note=LONG)
    desk.do(marking.report_problem, run_id, lines[4].key, note="Two nights did not confirm.")
    place = Place("checklists", run_id)

    def room() -> Any:
        walker.go(place)
        return walker.part("room")("runs")

    yield "run", room
    yield "run-asked", partial(_ask, room, run_id)
    yield "run-given", lambda: room().pane.lines.do_verb("give")
    yield "run-edit", partial(_do, room, "edit")
    yield "run-drop", partial(_do, room, "drop")
    room().pane.laid.back()
    for kind in ("admin", "outside", "given"):
        where = Place("checklists", do="list", about={"kind": kind})
        yield f"steps-{kind}", partial(walker.go, where)
    start = Place("checklists", do="start", about={"client_id": client})
    yield "run-start", partial(walker.go, start)
    beside = Place("tickets", ticket, "mode", {"mode": "checklist"})
    yield "ticket-checklist", partial(walker.go, beside)
    found = desk.do(runs.plan_and_start, "assessment", client, (), "", "short")
    weighed = Place("checklists", found)
    yield "run-weighed", partial(walker.go, weighed)
    pieces.work(desk.store, found)
    desk.do(closing.finish_run, found, "Lou Kestrel")
    yield "run-signed", partial(walker.go, weighed)


def _do(room: Callable[[], Any], verb: str) -> None:
    getattr(room().pane, verb)()


def _ask(room: Callable[[], Any], run_id: int) -> None:
    """A reading below its bounds."""
    lines = room().pane.lines
    lines.list.open_key((run_id, "backup-space"))
    lines.editor.value.set_value("12")
    lines.do_verb("done")
