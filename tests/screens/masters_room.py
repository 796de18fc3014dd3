"""The walk past a master: read, edited line by line and as text, published, for one client."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from mspdesk.checklists.actions import differences
from mspdesk.checklists.queries.masters import body_by_code
from mspdesk.checklists.rules.master import Line
from mspdesk.desk.area import Place

if TYPE_CHECKING:
    from .tour import Walker

Stop = tuple[str, Callable[[], object]]
CODE = "monthly-maintenance"


def masters(walker: Walker, client: int) -> Iterator[Stop]:
    """The page of a master in all its forms, and the checklist of a client that differs."""
    desk = walker.window.desk
    assert desk is not None
    line = next(desk.ask(body_by_code, CODE).lines())
    own = Line("", "Ask their own admin how it went this month")
    desk.do(differences.reword_line, CODE, client, line.key, own, "They have one")
    place = Place("checklists", do="master", about={"code": CODE})

    def page() -> Any:
        walker.go(place)
        return walker.part("room")("runs").master_page()

    yield "master", page
    yield "master-edit", partial(_edit, page, f"line:{line.key}")
    yield "master-edit-about", partial(_edit, page, "head")
    yield "master-edit-section", partial(_section, page)
    yield "master-text", lambda: _text(page().editor)
    yield "master-publish", partial(_publish, page, line.key)
    page().changes._back.click()
    page().editor._away.click()
    yield "master-draft", page
    yield "master-new", lambda: page().new_master()
    page()._no_name()

    def theirs() -> Any:
        walker.go(Place("clients", client, "masters", {"code": CODE, "key": line.key}))
        return walker.part("page")._made["masters"]

    yield "client-checklist", theirs
    yield "client-checklist-form", lambda: theirs()._to_form()
    theirs().list.back()
    yield "client-checklist-out", lambda: _out(theirs())
    theirs()._no_reason()
    desk.do(differences.follow, CODE, client, line.key)


def _edit(page: Callable[[], Any], row: str) -> None:
    shown = page()
    shown.edit()
    shown.editor._ways.choose("lines")
    shown.editor.table.select(row)


def _text(editor: Any) -> None:
    editor.remove()
    editor._ways.choose("text")


def _publish(page: Callable[[], Any], key: str) -> None:
    _edit(page, f"line:{key}")
    editor = page().editor
    editor.side.form.entry("text").set_value("Read what was found last month and is open")
    editor.publish_button.click()


def _out(part: Any) -> None:
    part.table.select(part.table.rows()[-1].id)
    part.leave_out()


def _section(page: Callable[[], Any]) -> None:
    page().editor.add_section()
