"""The walk past a client's paper: editions and copies, the print form, its pages, a copy's form."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from mspdesk.desk.area import Place
from mspdesk.documentation.actions.editions import Placed, Print, record_edition
from mspdesk.documentation.queries.editions import copies

if TYPE_CHECKING:
    from .tour import Walker

PRINTED = Print(1, "letter", 36, False, "", b"", "First edition")
PLACED = (Placed("Server closet, second shelf"), Placed("Home safe", "Dr. Kessel"))

Stop = tuple[str, Callable[[], object]]


def binders(walker: Walker, client: int) -> Iterator[Stop]:
    """Both binders, what is asked before a print, and the forms of a copy."""

    def go(kind: str, **about: Any) -> Any:
        walker.go(Place("clients", client, "documents", {"kind": kind, **about}))
        return walker.part("page")._made["documents"]

    desk = walker.window.desk
    if desk is not None and not desk.ask(copies, client):
        desk.do(record_edition, client, "dr", PRINTED, PLACED)
    for kind in ("dr", "ndb"):
        go(kind).back()
        yield f"documents-{kind}", partial(go, kind)
    yield "documents-print", partial(go, "dr", print="dr")
    go("dr").back()
    yield "documents-replace", partial(go, "dr", print="dr", changed=True)
    part = go("dr")
    part.back()
    copy = part.copy_table.selected()
    if copy is not None:
        yield "documents-copy", partial(part.edit_copy, copy)
        part.back()
        yield "documents-sealed", part.open_sealed
        part.back()
