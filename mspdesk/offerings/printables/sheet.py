"""A sales sheet: one page that says what an offering is worth, and what it costs."""

from ...printing import blocks
from ...printing.block import Block
from ...printing.document import Layout, Printable
from ...printing.page import Foot, Head
from ..queries.sheet import SheetDocument, sheet_document


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
            *([blocks.paragraph(document.summary)] if document.summary else []),
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


def _draft(document: SheetDocument) -> list[Block]:
    """What somebody in the shop should see before handing it out."""
    if not document.hint:
        return []
    return [blocks.space(6), blocks.callout("Not ready to hand out", document.hint)]


def _for_whom(document: SheetDocument) -> list[Block]:
    if not document.client_words:
        return []
    return [blocks.section("Who it is for"), blocks.paragraph(document.client_words)]


def _values(document: SheetDocument) -> list[Block]:
    """The kinds of value in two columns, read across."""
    cells = [_value(*one) for one in document.values]
    found: list[Block] = []
    for at in range(0, len(cells), 2):
        pair = cells[at : at + 2]
        if len(pair) == 2:
            found.append(blocks.keep(blocks.columns(*pair, gap=22)))
        else:
            found.append(blocks.keep(*pair[0]))
    return found


def _value(heading: str, lines: tuple[str, ...]) -> list[Block]:
    if len(lines) == 1:
        return [blocks.section(heading), blocks.paragraph(lines[0])]
    return [blocks.section(heading), *(blocks.item(line) for line in lines)]


def _price(document: SheetDocument) -> list[Block]:
    if not document.prices and not document.price_words:
        return []
    head = blocks.section("What it costs", bar=True)
    if document.price_words:
        return [blocks.space(8), blocks.keep(head, blocks.paragraph(document.price_words))]
    prices = blocks.fact_list(list(document.prices), values_right=True)
    note = blocks.note("Taxes are added where the law asks for them.")
    return [blocks.space(8), blocks.keep(head, prices, note)]


def _left_out(document: SheetDocument) -> list[Block]:
    if not document.leaves_out:
        return []
    items = [blocks.item(line) for line in document.leaves_out]
    return [blocks.keep(blocks.section("What it leaves out"), *items)]


def _call(document: SheetDocument) -> Block:
    house = document.letterhead
    ways = ", ".join(filter(None, (house.phone, house.email, house.website)))
    return blocks.callout("Talk to us about it", ways or house.name)


SALES_SHEET: Printable[SheetDocument] = Printable(
    "sales-sheet", "Sales sheet", sheet_document, lay_out
)
