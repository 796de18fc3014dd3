"""The call sheet: twenty companies, their numbers big, room to write what came of each (B8)."""

from textwrap import shorten

from ...dates import full_date, short_date
from ...printing import blocks
from ...printing.block import Block
from ...printing.blocks import Big, Column, Item, Row
from ...printing.document import Layout, Printable
from ...printing.page import Foot, Head
from ...printing.styles import SMALL
from ..queries.lists import TargetRow
from ..queries.papers import ROWS, SheetDocument, sheet_document
from .card import codes, letterhead

TITLE = "Call sheet"
ROW_HEIGHT = 27.0
"""Points of a row; twenty of them and the codes stand on one page."""
NAME, DETAIL = 24, 26
"""Signs of a company and of whom to ask for; a longer one would make its row higher."""


def lay_out(document: SheetDocument) -> Layout:
    """The codes for what a call comes to, then the rows; what the list lacks stays blank."""
    shop, found = document.shop, document.list
    script = (
        f"{document.script.script}, version {document.script.number}" if document.script else ""
    )
    beside = ", ".join(filter(None, (document.caller, full_date(document.on))))
    return Layout(
        title=f"{TITLE}, {found.name}",
        author=shop.name,
        head=Head(shop.name, TITLE, full_date(document.on)),
        foot=Foot.of(letterhead(shop)),
        blocks=[
            blocks.title(found.name, beside),
            *_codes(script),
            blocks.table(
                [
                    Column("", 20, align="right"),
                    Column("Company", share=1.9),
                    Column("Phone", 104),
                    Column("Time", 40),
                    Column("Came to", 44),
                    Column("Again on", 54),
                    Column("What was said", share=1),
                ],
                [_row(at, one) for at, one in enumerate(_filled(document), 1)],
                framed=True,
                row_height=ROW_HEIGHT,
                size=0.92,
                close=True,
            ),
        ],
    )


def _codes(script: str) -> list[Block]:
    said = f"Script: {script}. " if script else ""
    return [blocks.paragraph(f"{said}Came to: {codes()}", SMALL), blocks.space(1)]


def _filled(document: SheetDocument) -> list[TargetRow | None]:
    return [*document.rows, *[None] * (ROWS - len(document.rows))]


def _row(at: int, one: TargetRow | None) -> Row:
    if one is None:
        return (str(at), "", "", "", "", "", "")
    last = f"last {short_date(one.last_on)}" if one.last_on else ""
    detail, more = one.contact, last or one.city
    if len(detail) + len(more) < DETAIL:
        detail = ", ".join(filter(None, (detail, more)))
    named = Item(_short(one.company, NAME), _short(detail, DETAIL))
    return (str(at), named, Big(one.phone), "", "", "", "")


def _short(words: str, most: int) -> str:
    return shorten(words, most, placeholder=" …")


SHEET = Printable[SheetDocument]("call-sheet", TITLE, sheet_document, lay_out)
