"""The walk past procedures and the library: lists, a page, the editor, forms, starter sets."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from mspdesk import dates
from mspdesk.desk.area import Place
from mspdesk.people.queries import people
from mspdesk.procedures.actions import rollouts as actions
from mspdesk.procedures.actions import sops
from mspdesk.procedures.queries import rollouts

if TYPE_CHECKING:
    from mspdesk.desk.desk import Desk

    from .tour import Walker

Stop = tuple[str, Callable[[], object]]
TAUGHT, LIVE, TOPIC = "ticket-statuses", "priorities-and-order", "naming"


def procedures(walker: Walker, client: int) -> Iterator[Stop]:
    """Both rooms and everything that can be laid over them."""
    desk = walker.window.desk
    assert desk is not None
    _write(desk, client)

    def at(do: str, **about: Any) -> Any:
        walker.go(Place("checklists", do=do, about=about))
        return walker.part("room")()

    room = partial(at, "procedures")
    yield "procedures", partial(room, part="matrix")
    yield "procedures-core", partial(room, part="core")
    yield "procedures-rollouts", partial(room, part="rollouts")
    yield "procedures-mail", lambda: _mail(room(part="rollouts").rollouts)
    room(part="rollouts").rollouts._back()
    yield "procedure", partial(room, code=LIVE)
    yield "procedure-taught", lambda: _wait_for_reason(room(code=TAUGHT).sop)
    room(code=TAUGHT).sop._wait()
    yield "procedure-topic", partial(room, code=TOPIC)
    yield "procedure-edit", partial(room, code=TAUGHT, edit=True)
    yield "procedure-roll-out", lambda: _lay(room(code=LIVE).sop, "roll_out")
    yield "procedure-exception", lambda: _lay(room(code=TAUGHT).sop, "write_exception")
    room(code=TAUGHT).sop.laid.back()
    yield "procedure-new", partial(room, new=True)
    room().laid.back()
    library = partial(at, "library")
    yield "library", partial(library, part="pieces", text="", kind="form")
    yield "library-new", lambda: library(part="pieces", text="").new_here()
    library().part().laid.back()
    yield "starter-sets", partial(library, part="roadmaps", roadmap="service-manager")
    yield "training", partial(library, part="training")
    yield "training-new", partial(library, part="training", new=True)
    library(part="training").part().laid.back()


def _wait_for_reason(page: Any) -> None:
    """Try to put in force what somebody has not read yet."""
    page._go_live("")


def _lay(page: Any, form: str) -> None:
    """Lay a form over the page."""
    getattr(page, form)()


def _write(desk: Desk, client: int) -> None:
    """One is in force and left aside once, one is taught and brought to us and to a client."""
    if desk.ask(rollouts.rollouts):
        return
    for code in (LIVE, TAUGHT):
        desk.do(sops.start_training, code)
    desk.do(sops.go_live, LIVE)
    me = desk.person_id or 0
    desk.do(sops.log_exception, LIVE, "Payroll day: their check printer went first.", me)
    day = dates.today() + timedelta(days=5)
    us = [one.id for one in desk.ask(people)]
    desk.do(actions.roll_out, TAUGHT, "employees", us, training_on=dates.today(), live_on=day)
    words = "So that nobody waits on the wrong line."
    desk.do(actions.roll_out, LIVE, "clients", [client], live_on=day, message=words)


def _mail(page: Any) -> None:
    """Write to a client of the roll-out that is for clients."""
    page.table.select(next(one.id for one in page.table.rows() if one.audience == "clients"))
    page.reach.select_first()
    page.mail()
