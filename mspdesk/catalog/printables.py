"""The price sheet: three plans side by side, for whoever may become a client. No cost is on it."""

from ..desk.area import Paper
from ..printing import blocks
from ..printing.blocks import Block, Column, Group, Item, TickBox
from ..printing.document import Layout, Printable
from ..printing.page import Foot, Head
from .queries import documents
from .queries.documents import PriceSheetDocument


def price_sheet(document: PriceSheetDocument) -> Layout:
    """What is included, what is not, and what each plan asks of this client a month."""
    whom = document.client or "Plans"
    return Layout(
        title=f"Plans and prices for {document.client}" if document.client else "Plans and prices",
        author=document.letterhead.name,
        head=Head(whom, "Plans and prices", document.dated_on),
        head_on_first=False,
        foot=Foot.of(document.letterhead),
        blocks=[
            blocks.letterhead(document.letterhead),
            blocks.heading("Plans and prices", document.dated_on, document.note),
            *_whom(document),
            _included(document),
            blocks.space(8),
            *_excluded(document),
            blocks.keep(*_prices(document)),
            *_minimums(document),
            blocks.space(6),
            _agreed(document),
        ],
    )


def _whom(document: PriceSheetDocument) -> list[Block]:
    pairs = [("For", document.client)] if document.client else []
    pairs += list(document.counts)
    if not pairs:
        return [blocks.space(4)]
    return [blocks.facts(pairs, columns=min(4, len(pairs))), blocks.space(4)]


def _columns(document: PriceSheetDocument, first: str) -> list[Column]:
    return [
        Column(first, share=1.7, wrap=True),
        *(Column(name, share=1.0, wrap=True, bold=False) for name in document.tiers),
    ]


def _included(document: PriceSheetDocument) -> Block:
    rows: list[list[str | TickBox] | Group] = [
        [text, *(_cell(cell) for cell in cells)] for text, cells in document.included
    ]
    return blocks.table(_columns(document, "Included"), rows, framed=True, size=0.9)


def _cell(said: str) -> str | TickBox:
    if said == "yes":
        return TickBox("check")
    return "–" if said == "no" else said


def _excluded(document: PriceSheetDocument) -> list[Block]:
    """What no plan holds: a list each, the lines that all share standing in every column."""
    longest = max((len(items) for items in document.excluded), default=0)
    if not longest:
        return []
    rows = [[_at(items, n) for items in document.excluded] for n in range(longest)]
    columns = [Column(f"Not included, {name}", wrap=True) for name in document.tiers]
    return [blocks.table(columns, rows, framed=True, size=0.85), blocks.space(4)]


def _at(items: tuple[str, ...], at: int) -> str:
    return items[at] if at < len(items) else ""


def _prices(document: PriceSheetDocument) -> list[Block]:
    rows: list[list[str | Item | TickBox] | Group] = [
        [words, *(Item(*cell) for cell in cells)] for words, cells in document.prices
    ]
    totals: list[list[str]] = []
    if document.monthly:
        totals.append(["Each month", *document.monthly])
    if document.setup:
        totals.append(["Setup, once", *document.setup])
    return [
        blocks.section("What it costs", "a month, without tax"),
        blocks.table(
            _columns(document, ""),
            rows,
            totals=totals,
            empty="Prices on request.",
        ),
        blocks.note(
            "Paid in advance: by card or bank debit for a month, by check for three months."
        ),
    ]


def _minimums(document: PriceSheetDocument) -> list[Block]:
    if not document.minimums:
        return []
    return [
        blocks.note(f"Before a plan begins: {'; '.join(document.minimums)}."),
    ]


def _agreed(document: PriceSheetDocument) -> Block:
    """Room to choose a plan and sign for it."""
    return blocks.keep(
        blocks.ticks(*document.tiers, lead="We choose"),
        blocks.space(4),
        blocks.signatures(
            blocks.Blank(f"For {document.client or 'the client'}", 2.0),
            blocks.Blank("Name", 1.3),
            blocks.Blank("Date", 0.8),
        ),
    )


PRICE_SHEET = Printable("price-sheet", "Price sheet", documents.price_sheet_document, price_sheet)
PAPERS = (
    Paper(
        "price-sheet",
        "Price sheet of the three plans",
        PRICE_SHEET,
        documents.find_price_sheet,
        needs="clients",
    ),
)
