"""The walk past the Prospects room: board, lists, one opportunity with its forms, the stages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from mspdesk.desk.area import Place
from mspdesk.sales.actions.opportunities import add_prospect
from mspdesk.sales.queries.pipeline import opportunities

if TYPE_CHECKING:
    from .tour import Walker

Stop = tuple[str, Callable[[], object]]


def prospects(walker: Walker) -> Iterator[Stop]:
    """Every screen of it; ask for the next one only when the last was looked at."""
    desk = walker.window.desk
    assert desk is not None
    if not desk.ask(opportunities):
        desk.do(add_prospect, "Harborview Dental", {"monthly": 64_000, "city": "Duluth"})
    one = desk.ask(opportunities)[-1].id

    def show(**about: object) -> Any:
        walker.go(Place("clients", do="prospects", about=about))
        return walker.part("_rooms")["prospects"]

    def opened() -> Any:
        walker.go(Place("clients", one, "prospects"))
        return walker.part("_rooms")["prospects"].opportunity

    def form(name: str) -> Callable[[], object]:
        return lambda: getattr(opened(), name)()  # noqa: PLW0108 -- asked when it is gone to

    def board() -> None:
        room = show()
        room.back()
        room.lists.choose("board")

    yield "prospects", board
    yield "prospects-list", partial(show, list="open")
    yield "prospects-declined", partial(show, list="declined")
    yield "prospects-new", partial(show, new=True)
    show().laid.back()
    yield "prospects-page", opened
    for name in ("edit", "win", "lose", "decline", "later"):
        yield f"prospects-{name}", form(name)
        opened().laid.back()
    yield "prospects-stages", partial(show, stages=True)
    page = show(stages=True).stages
    yield "prospects-stage", page.add
    room = show()
    room.stages.laid.back()
    room.back()
    room.lists.choose("board")
    walker.go(Place("clients", do="clients"))
