"""The sheet to count the stock on: boxes to write into, by the place things lie in."""

from sqlalchemy.orm import Session

from ..dates import full_date
from ..desk.area import Paper
from ..printing import blocks
from ..printing.blocks import Blank, Column
from ..printing.document import Layout, Printable
from ..printing.page import Foot, Head
from .queries import CountDocument, CountRow, count_document


def count_sheet(document: CountDocument) -> Layout:
    """Every item with room to write what was counted; serials stand below, to tick off."""
    day = full_date(document.on)
    parts: list[blocks.Block] = [
        blocks.title("Stock count", f"what the books say on {day}"),
        blocks.paragraph(
            "Count what lies there before you look at the books' figure. Strike out serials that "
            "are missing and write down those that are not on the sheet."
        ),
        blocks.write_on(Blank("Counted by"), Blank("Day"), Blank("From, to")),
        blocks.space(6),
    ]
    for place, rows in document.places:
        parts.append(blocks.section(place or "No place written down", _count(rows), bar=True))
        parts.append(_table(rows))
    if not document.places:
        parts.append(blocks.paragraph("There is nothing in stock."))
    parts.append(blocks.notes_box("Found and not on the sheet", 90))
    return Layout(
        title=f"Stock count {day}",
        author=document.letterhead.name,
        head=Head("Stock count sheet", document.letterhead.name, day),
        foot=Foot.of(document.letterhead),
        blocks=parts,
    )


def _count(rows: tuple[CountRow, ...]) -> str:
    return "1 item" if len(rows) == 1 else f"{len(rows)} items"


def _table(rows: tuple[CountRow, ...]) -> blocks.Block:
    return blocks.table(
        [
            Column("Code", 84),
            Column("Item and serials", wrap=True),
            Column("Counted", 74),
            Column("Books", 50, align="right"),
            Column("Why it differs", 130),
        ],
        [
            (
                row.code,
                "\n".join(filter(None, (row.name, "   ".join(row.serials)))),
                "",
                str(row.on_hand),
                "",
            )
            for row in rows
        ],
        framed=True,
        row_height=27,
    )


def any_sheet(_session: Session, _text: str) -> int:
    """There is one count sheet; whatever was typed means it."""
    return 0


COUNT: Printable[CountDocument] = Printable(
    "stock-count", "Stock count sheet", count_document, count_sheet
)
PAPERS = (Paper("stock-count", "Stock count sheet", COUNT, any_sheet),)
