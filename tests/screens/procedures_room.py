"""The walk past procedures and the library: lists, a page, the editor, forms, starter sets."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from mspdesk.desk.area import Place

if TYPE_CHECKING:
    from .tour import Walker

Stop = tuple[str, Callable[[], object]]
TAUGHT, LIVE, TOPIC = "ticket-statuses", "priorities-and-order", "naming"


def procedures(walker: Walker) -> Iterator[Stop]:
    """Both rooms and everything that can be laid over them."""

    def at(do: str, **about: Any) -> Any:
        walker.go(Place("checklists", do=do, about=about))
        return walker.part("room")()

    room = partial(at, "procedures")
    yield "procedures", partial(room, part="matrix")
    yield "procedures-core", partial(room, part="core")
    yield "procedures-rollouts", partial(room, part="rollouts")
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
