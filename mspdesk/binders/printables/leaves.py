"""How each page an outline may name is laid out."""

from collections.abc import Callable
from typing import Any

from ...documentation.printables.map import map_block
from ...logs.printables.blank import call_log_form, tsr_form
from ...printing import blocks
from ...printing.block import Block
from ...recovery.printables import leaves as plans
from ...recovery.queries.leaves import SystemDocument
from ...rows import dataclass
from ..queries.network import MapPage
from ..queries.recovering import FirstHourDocument
from ..rules.content import Page
from . import content
from .first_hour import FirstHour

DOTS = 420.0
"""The height of an empty map, in points."""

LayOut = Callable[[Any], list[Block]]


@dataclass(frozen=True, slots=True)
class Form:
    """How a leaf is laid out, and which way it lies; `below` stands under the client's name."""

    lay_out: LayOut
    landscape: bool = False
    below: str = ""


def first_hour(document: FirstHourDocument) -> list[Block]:
    """The card on a page of its own."""
    return [FirstHour(document)]


def network_map(document: MapPage) -> list[Block]:
    """The map with room for what changes; a field of dots where nothing is known to draw."""
    known = document.map.png or document.map.drawing.boxes
    return [
        blocks.title("Network map", document.map.walked),
        map_block(document.map) if known else blocks.dot_grid(DOTS),
        blocks.rest("Changes by hand since this print", "Date and initial each one"),
    ]


def _page(document: Page) -> list[Block]:
    return content.lay_out(document)


def _tsr(_document: object) -> list[Block]:
    return tsr_form()


def _calls(_document: object) -> list[Block]:
    return call_log_form()


_BLANK_SYSTEM = SystemDocument(
    number=1,
    **{
        name: ""
        for name in SystemDocument.__dataclass_fields__
        if name not in {"number", "steps", "legacy"}
    },
    steps=(),
    legacy=False,
)


def _system(document: SystemDocument | None) -> list[Block]:
    return plans.system_leaf(document or _BLANK_SYSTEM)


_TSR = "TSR log, troubleshooting and repair"
_PAGE = Form(_page)

FORMS: dict[str, Form] = {
    "first-hour": Form(first_hour),
    "calls": Form(plans.calls_leaf),
    "systems": Form(plans.systems_leaf),
    "system-pages": Form(_system),
    "backups": Form(plans.backups_leaf),
    "continuity": Form(plans.continuity_leaf),
    "tsr-1": Form(_tsr, landscape=True, below=_TSR),
    "tsr-2": Form(_tsr, landscape=True, below=_TSR),
    "call-log": Form(_calls, landscape=True, below="Calls to third parties"),
    "map": Form(network_map),
    "shopping": Form(plans.shopping_leaf),
    "workarounds": Form(plans.workarounds_leaf),
    "exercises": Form(plans.exercises_leaf),
}
"""Leaves that are laid out in a way of their own; all others are pages of parts."""

FRONT = frozenset({"cover", "register", "contents", "changes"})
"""Pages about the paper itself: they print again with every edition, and are laid out last."""


def form(name: str) -> Form:
    """How a leaf of this name is laid out."""
    return FORMS.get(name, _PAGE)
