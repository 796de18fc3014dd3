"""Papers made up for the tests: one of every block, and an invoice."""

from collections.abc import Callable, Sequence

from mspdesk.printing import blocks
from mspdesk.printing.block import Block
from mspdesk.printing.document import Layout, Printable
from mspdesk.printing.page import Foot, Head, Letterhead

SHOP = Letterhead(
    "Quillfeather IT, LLC",
    ("612 Harbor View Ave", "Duluth, MN 55802"),
    "218-555-0100",
    "218-555-0101",
    "billing@quillfeather.example",
)
HEAD = Head("Kestrel Machine & Tool", "Test paper", "Mar 15, 2026")
FOOT = Foot.of(SHOP)


def paper(*stack: Block, **more: object) -> Printable[None]:
    """A printable that always lays out these blocks."""
    facts: dict[str, object] = {"title": "Test paper", "head": HEAD, "foot": FOOT, "blocks": stack}
    layout = Layout(**(facts | more))  # type: ignore[arg-type]  # any field of a layout
    return Printable("test", "Test", lambda: None, lambda _: layout)


COLUMNS = (
    blocks.Column("Date", 50),
    blocks.Column("What", wrap=True),
    blocks.Column("Qty", 58, align="right"),
    blocks.Column("Amount", 96, align="right"),
)


def numbered(count: int) -> list[tuple[str, str, str, str]]:
    """Rows of a table, each with its number in it."""
    return [
        ("Mar 1", f"Row number {number}", "1", f"${number}.00") for number in range(1, count + 1)
    ]


def _table(text: str) -> Block:
    return blocks.table([blocks.Column("Name"), blocks.Column("Note", wrap=True)], [(text, text)])


# Each block with a text of a person's in every place that takes one.
EVERY_BLOCK: dict[str, Callable[[str], Block]] = {
    "title": lambda text: blocks.title(text, text),
    "section": lambda text: blocks.section(text, text),
    "bar": lambda text: blocks.section(text, text, bar=True),
    "paragraph": blocks.paragraph,
    "note": blocks.note,
    "callout": lambda text: blocks.callout(text, text, danger=True),
    "facts": lambda text: blocks.facts([(text, text), ("Phone", text)]),
    "fact_list": lambda text: blocks.fact_list([(text, text)]),
    "columns": lambda text: blocks.columns(blocks.paragraph(text), blocks.address("To", [text])),
    "keep": lambda text: blocks.keep(blocks.paragraph(text), blocks.note(text)),
    "table": _table,
    "framed": lambda text: blocks.table(
        [blocks.Column(text), blocks.Column("")], [(text, blocks.TickBox())], framed=True
    ),
    "item": lambda text: blocks.table(
        [blocks.Column("What"), blocks.Column("Sum", 60)], [(blocks.Item(text, text), "1")]
    ),
    "group": lambda text: blocks.table([blocks.Column("A")], [blocks.Group(text), (text,)]),
    "totals": lambda text: blocks.table([blocks.Column("A")], [("a",)], totals=[(text,)]),
    "sums": lambda text: blocks.sums([(text, "$1.00")], final=(text, "$1.00")),
    "write_on": lambda text: blocks.write_on(blocks.Blank(text, 1, text), blocks.Blank("Date")),
    "fill_in": lambda text: blocks.fill_in(blocks.Blank(text, 1, text)),
    "ticks": lambda text: blocks.ticks(text, "No", lead=text),
    "letterhead": lambda text: blocks.letterhead(Letterhead(text, (text,))),
    "heading": lambda text: blocks.heading(text, "1"),
    "address": lambda text: blocks.address("Bill to", [text, text]),
    "cut_line": blocks.cut_line,
    "slip": lambda text: blocks.keep(*blocks.slip([text], [("From", text)])),
    "empty": lambda text: blocks.table([blocks.Column("A")], [], empty=text),
}

Line = tuple[str, blocks.Item, str, str, str]
LINES: tuple[Line, ...] = (
    (
        "Mar 1",
        blocks.Item(
            "Platinum agreement, March 2026",
            "22 computers and 2 servers, monitoring, help, backup checks",
        ),
        "1",
        "$2,310.00",
        "$2,310.00",
    ),
    (
        "Mar 1",
        blocks.Item(
            "Ticket 1157, spindle PC will not boot",
            "Sunday 9:10 to 10:40 am. Replaced power supply, tested two cycles. "
            "Approved by T. Brandt, business rate agreed",
        ),
        "1.50 h",
        "$165.00",
        "$247.50",
    ),
    (
        "Mar 1",
        blocks.Item("Power supply, 650 W", "Fitted to KES-SPINDLE1, serial on file"),
        "1",
        "$41.50",
        "$41.50",
    ),
    (
        "Mar 4",
        blocks.Item(
            "Ticket 1163, add scanner to inspection bench", "Included in your Platinum agreement"
        ),
        "0.75 h",
        "included",
        "$0.00",
    ),
)


def _money_paper(lines: Sequence[Line]) -> Layout:
    """An invoice as the shop of the pictures sends it."""
    return Layout(
        title="Invoice 2026-0312",
        author=SHOP.name,
        head_on_first=False,
        head=Head("Kestrel Machine & Tool", "Invoice 2026-0312", "Mar 15, 2026"),
        foot=FOOT,
        blocks=[
            blocks.letterhead(SHOP),
            blocks.heading("Invoice", "2026-0312"),
            blocks.columns(
                blocks.address(
                    "Bill to",
                    (
                        "Kestrel Machine & Tool",
                        "Attn: accounts payable",
                        "1840 Foundry Rd",
                        "Rockford, IL 61109",
                    ),
                ),
                blocks.address("Work at", ("Same address", "PO number: 44-1190")),
                blocks.fact_list(
                    [
                        ("Date", "Mar 15, 2026"),
                        ("Terms", "Net 15"),
                        ("Due", "Mar 30, 2026"),
                        ("Amount due", "$2,599.00"),
                    ],
                    bold=["Due"],
                    large=["Amount due"],
                ),
                shares=(1.45, 1.05, 1.05),
            ),
            blocks.space(24),
            blocks.table(
                [
                    blocks.Column("Date", 50),
                    blocks.Column("What", wrap=True),
                    blocks.Column("Qty", 58, align="right"),
                    blocks.Column("Rate", 66, align="right"),
                    blocks.Column("Amount", 96, align="right"),
                ],
                lines,
            ),
            blocks.sums(
                [("Subtotal", "$2,599.00"), ("Sales tax, exempt (certificate on file)", "$0.00")],
                final=("Amount due by Mar 30, 2026", "$2,599.00"),
            ),
            blocks.paragraph("Thank you. Questions about any line: call Priya at 218-555-0100."),
            blocks.note("All work is listed by ticket. Ask for any ticket's notes."),
        ],
        bottom=blocks.slip(
            (SHOP.name, *SHOP.address),
            [
                ("From", "Kestrel Machine & Tool"),
                ("Invoice", "2026-0312"),
                ("Amount due", "$2,599.00"),
            ],
        ),
    )


INVOICE = Printable[Sequence[Line]]("invoice", "Invoice", lambda: LINES, _money_paper)
