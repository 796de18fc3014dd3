"""The employment checks on paper: what was done when, and room for what is still to do (S027)."""

from collections.abc import Sequence

from ...dates import full_date
from ...printing import blocks
from ...printing.blocks import Blank, Block, Column, Item, TickBox
from ...printing.document import Layout, Printable
from ...printing.page import Foot, Head, Letterhead
from ...shop.queries import ShopRow
from ..queries.papers import ChecksDocument, checks_document
from ..rules import checks as rules

TITLE = "Employment checks"


def letterhead(shop: ShopRow) -> Letterhead:
    """The shop at the foot of a page."""
    return Letterhead(shop.name, shop.address_lines, shop.phone, shop.after_hours_phone, shop.email)


def lay_out(document: ChecksDocument) -> Layout:
    """Four checks with their days, whom was called, what the contract expects, two signatures."""
    shop = document.shop
    rows: list[Sequence[str | Item | TickBox]] = []
    for number, (check, on) in enumerate(zip(rules.ALL, document.days, strict=True), 1):
        made = full_date(on) if on else ""
        box = TickBox("check" if on else "")
        rows.append((str(number), box, Item(check.title, check.words), made, ""))
    columns = [
        Column("", 20, bold=True),
        Column("Done", 36, align="center"),
        Column("Check", share=1, wrap=True),
        Column("Made on", 84),
        Column("By whom", 92),
    ]
    beside = ", ".join(filter(None, (TITLE.lower(), document.job)))
    body: list[Block] = [
        blocks.title(document.name or TITLE, beside if document.name else ""),
    ]
    if not document.name:
        body.append(blocks.write_on(Blank("Name", 3), Blank("For the job of", 2)))
    body += [
        blocks.paragraph(
            "No offer before checks 1 to 3 are dated. No first day before the contract is signed."
        ),
        blocks.space(2),
        blocks.table(columns, rows, framed=True, row_height=40),
        blocks.section("Who was called"),
        *(
            blocks.write_on(Blank(f"Reference {n}", 2), Blank("Phone"), Blank("Called on"))
            for n in (1, 2)
        ),
        blocks.section("What the contract expects"),
        blocks.paragraph(document.expectations) if document.expectations else blocks.lines(3, 25),
        blocks.section("Afterward"),
        blocks.paragraph(rules.KEEP),
        blocks.space(4),
        blocks.signatures(Blank("Checked by", 2), Blank("Date"), Blank("Owner", 2), Blank("Date")),
        blocks.rest("Notes"),
    ]
    return Layout(
        title=f"Checks {document.name}".strip(),
        author=shop.name,
        head=Head(shop.name, TITLE, document.name),
        foot=Foot.of(letterhead(shop)),
        blocks=body,
    )


CHECKS = Printable[ChecksDocument]("employment-checks", TITLE, checks_document, lay_out)
