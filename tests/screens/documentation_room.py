"""The walk past the documentation of a client: sections, a grid in use, a form, finding."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from mspdesk.desk.area import Place

if TYPE_CHECKING:
    from .tour import Walker

Stop = tuple[str, Callable[[], object]]
CHAPTERS = ("map", "machines", "isp", "backup", "passwords")
"""Sections that do not look alike: of their own, long, of several kinds."""


def sections(walker: Walker, client: int) -> Iterator[Stop]:
    """Some sections, a cell that cannot be kept, an entry, a device, and where one looks."""

    def go(**about: Any) -> Any:
        walker.go(Place("clients", client, "documentation", about))
        return walker.part("page")._made["documentation"]

    for key in CHAPTERS:
        yield f"documentation-{key}", partial(go, chapter=key)

    def wrong() -> None:
        grid = go(chapter="isp").page.facts.grid
        grid.rows.write({grid.rows.rowCount() - 1: {"name": "Fiber", "kind": "smoke"}})
        grid.view.go(grid.rows.rowCount() - 2, 1)

    def entry() -> None:
        go(chapter="isp").page.facts.open_form(None)

    yield "documentation-wrong", wrong
    facts = go(chapter="isp").page.facts
    facts.grid.rows.put_back(facts.grid.rows.rowCount() - 2, 1)
    facts.grid.rows.put_back(facts.grid.rows.rowCount() - 2, 0)
    yield "documentation-entry", entry
    go(chapter="isp").page.facts.close_form()
    yield "documentation-find", partial(go, find=True)

    def device() -> None:
        walker.go(Place("clients", client, "devices"))
        devices = walker.part("page")._made["devices"]
        devices.list.edit(devices.table.rows()[0])

    yield "device-form", device
    walker.part("page")._made["devices"].list.back()
