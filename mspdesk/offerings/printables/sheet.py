"""A sales sheet: one page that says what an offering is worth, and what it costs."""

from ...printing import blocks
from ...printing.block import Block
from ...printing.document import Layout, Printable
from ...printing.page import Foot, Head
from ...printing.styles import BODY, SMALL, Style
from ..queries.sheet import SheetDocument, sheet_document

_MANY = 5
"""Prices above which they stand side by side."""

_ROOMY, _LINE = 1_400, 40
"""Signs that fit in large letters; what beginning a line takes of them."""


def lay_out(document: SheetDocument) -> Layout:
    """Who it is for, the kinds of value two by two, the price, whom to call."""
    house = document.letterhead
    return Layout(
        title=f"Sales sheet, {document.name}",
        author=house.name,
        head_on_first=False,
        head=Head(house.name, document.name),
        foot=Foot.of(house),
        blocks=[
            blocks.letterhead(house),
            blocks.space(22),
            blocks.title(document.name),
            *([blocks.paragraph(document.summary, _style(document))] if document.summary else []),
            *_draft(document),
            *_for_whom(document),
            blocks.space(8),
            *_values(document),
            *_price(document),
            *_left_out(document),
            blocks.space(12),
            _call(document),
        ],
    )


def _full(document: SheetDocument) -> bool:
    """Whether there is so much to say that smaller letters keep it on one page."""
    words = [document.summary, document.client_words, *document.leaves_out]
    said = [line for _, lines in document.values for line in lines]
    return sum(len(one) + _LINE for one in words + said) > _ROOMY


def _style(document: SheetDocument) -> Style:
    return SMALL if _full(document) else BODY


def _draft(document: SheetDocument) -> list[Block]:
    """What somebody in the shop should see before handing it out."""
    if not document.hint:
        return []
    return [blocks.space(6), blocks.callout("Not ready to hand out", document.hint)]


def _for_whom(document: SheetDocument) -> list[Block]:
    if not document.client_words:
        return []
    return [
        blocks.section("Who it is for"),
        blocks.paragraph(document.client_words, _style(document)),
    ]


def _values(document: SheetDocument) -> list[Block]:
    """The kinds of value in two columns, read across."""
    cells = [_value(*one, _style(document)) for one in document.values]
    found: list[Block] = []
    for at in range(0, len(cells), 2):
        pair = cells[at : at + 2]
        if len(pair) == 2:
            found.append(blocks.keep(blocks.columns(*pair, gap=22)))
        else:
            found.append(blocks.keep(*pair[0]))
    return found


def _value(heading: str, lines: tuple[str, ...], style: Style) -> list[Block]:
    if len(lines) == 1 or style is SMALL:
        return [blocks.section(heading), blocks.paragraph("\n".join(lines), style)]
    return [blocks.section(heading), *(blocks.item(line) for line in lines)]


def _price(document: SheetDocument) -> list[Block]:
    if not document.prices and not document.price_words:
        return []
    head = blocks.section("What it costs", bar=not _full(document))
    if document.price_words:
        return [blocks.space(8), blocks.keep(head, blocks.paragraph(document.price_words))]
    prices = blocks.fact_list(list(document.prices), values_right=True)
    if len(document.prices) > _MANY:
        prices = blocks.facts(list(document.prices), columns=4)
    note = blocks.note("Taxes are added where the law asks for them.")
    return [blocks.space(8), blocks.keep(head, prices, note)]


def _left_out(document: SheetDocument) -> list[Block]:
    if not document.leaves_out:
        return []
    items = [blocks.item(line) for line in document.leaves_out]
    if _full(document):
        items = [blocks.paragraph(" ".join(document.leaves_out), SMALL)]
    return [blocks.keep(blocks.section("What it leaves out"), *items)]


def _call(document: SheetDocument) -> Block:
    house = document.letterhead
    ways = ", ".join(filter(None, (house.phone, house.email, house.website)))
    return blocks.callout("Talk to us about it", ways or house.name)


SALES_SHEET: Printable[SheetDocument] = Printable(
    "sales-sheet", "Sales sheet", sheet_document, lay_out
)
