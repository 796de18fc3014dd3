"""Opening a piece of the library where it stands, and printing it."""

from __future__ import annotations

from typing import Any

from ...desk.area import Paper, Place
from ...desk.desk import Desk
from ...errors import UserError
from ..queries.library import PieceRow
from ..rules.screens import SCREENS


def open_piece(desk: Desk, key: str) -> None:
    """Go to what a key names: sop:…, checklist:…, screen:…; a form is printed."""
    source, _, code = key.partition(":")
    if source == "sop":
        desk.go(Place("checklists", do="procedures", about={"code": code}))
    elif source == "checklist":
        desk.go(Place("checklists", do="master", about={"code": code}))
    elif source == "screen" and code in SCREENS:
        screen = SCREENS[code]
        if screen.paper and not screen.for_client:
            _print(desk, screen.paper, "", screen.title)
        elif screen.paper:
            about = {"part": "pieces", "text": "", "kind": "form", "key": key}
            desk.go(Place("checklists", do="library", about=about))
        else:
            desk.go(screen.place())


def print_paper(desk: Desk, one: PieceRow, client: str = "") -> None:
    """Print a form for a client, a procedure, or the blank of a checklist."""
    if one.source == "sop":
        _print(desk, "procedure", one.code, one.title)
    elif one.source == "checklist":
        _print(desk, "checklist", one.code, one.title)
    elif one.source == "screen" and SCREENS[one.code].paper:
        _print(desk, SCREENS[one.code].paper, client, one.title)


def _print(desk: Desk, key: str, text: str, title: str) -> None:
    paper = _paper(desk, key)
    if paper is None:
        desk.say("This cannot be printed from here.")
        return
    try:
        found: Any = desk.ask(paper.find, text)
    except UserError as error:
        desk.refuse(error)
        return
    desk.print_document(paper.printable, found, title)


def _paper(desk: Desk, key: str) -> Paper | None:
    """A paper of any area by its key, where the person at work is offered it."""
    for area in desk.areas:
        for paper in area.papers():
            if paper.key == key and desk.may(paper.needs):
                return paper
    return None
