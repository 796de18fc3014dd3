"""The index of the onboarding pack on paper: each paper, who signs it, when it was filed (C7)."""

from collections.abc import Sequence

from ...dates import full_date
from ...printing import blocks
from ...printing.blocks import Blank, Block, Column, TickBox
from ...printing.document import Layout, Printable
from ...printing.page import Foot, Head
from ..queries.papers import BOTH, THEM, US, PackDocument, pack_document
from .checks import letterhead

TITLE = "Onboarding pack"
_SIGNS = {BOTH: "Both", THEM: "New colleague", US: "The shop", "": ""}


def lay_out(document: PackDocument) -> Layout:
    """The papers in order with their days, how far the welcome list is, and who handed it over."""
    shop = document.shop
    rows: list[Sequence[str | TickBox]] = [
        (
            str(one.number),
            one.paper,
            _SIGNS[one.signs],
            full_date(one.filed_on) if one.filed_on else "",
            TickBox("check" if one.done else ""),
        )
        for one in document.rows
    ]
    columns = [
        Column("No.", 28, align="right", bold=True),
        Column("Paper", share=1, wrap=True),
        Column("Signed by", 88),
        Column("Filed on", 84),
        Column("Filed", 40, align="center"),
    ]
    first = f"first day {full_date(document.hired_on)}" if document.hired_on else ""
    beside = ", ".join(filter(None, ("onboarding pack", document.title, first)))
    body: list[Block] = [blocks.title(document.name or TITLE, beside if document.name else "")]
    if not document.name:
        body.append(blocks.write_on(Blank("Name", 3), Blank("First day")))
    done = sum(part.done for part in document.parts)
    total = sum(part.total for part in document.parts)
    run = f"run {document.run}, {done} of {total} steps" if document.run else f"{total} steps"
    body += [
        blocks.paragraph(
            "What a new colleague gets and signs, in this order. The personnel file is locked; "
            "copies of what they signed are theirs."
        ),
        blocks.space(2),
        blocks.table(columns, rows, framed=True, row_height=25),
        blocks.section("Welcome list", run),
        blocks.table(
            [
                Column("Part", share=1),
                Column("Steps", 60, align="right"),
                Column("Done", 60, align="right"),
            ],
            [
                (part.title, str(part.total), str(part.done) if document.run else "")
                for part in document.parts
            ],
        ),
        blocks.space(6),
        blocks.signatures(
            Blank("Handed over by", 2), Blank("Date"), Blank("New colleague", 2), Blank("Date")
        ),
    ]
    return Layout(
        title=f"Pack {document.name}".strip(),
        author=shop.name,
        head=Head(shop.name, TITLE, document.name),
        foot=Foot.of(letterhead(shop)),
        blocks=body,
    )


PACK = Printable[PackDocument]("onboarding-pack", "Onboarding pack index", pack_document, lay_out)
