"""What a month of somebody's sales earns, on one sheet for that person alone (S133)."""

from ...dates import full_date
from ...desk.area import Paper
from ...money import shown
from ...printing import blocks
from ...printing.blocks import Blank, Column, Item, Row
from ...printing.document import Layout, Printable
from ...printing.page import Foot, Head
from ..queries.commission import (
    CommissionDocument,
    CommissionRow,
    commission_document,
    find_commission,
    total,
)

HOW = (
    "Sold is what is paid once, and a monthly price for the months agreed. Profit is that without"
    " what it costs us to deliver. A sale at a loss earns nothing and costs nothing."
)
"""How a sale is counted."""


def lay_out(document: CommissionDocument) -> Layout:
    """Each sale with how it was counted, the sum, two lines to sign on."""
    month = f"{document.month_on:%B %Y}"
    money = document.currency
    rows: list[Row] = [
        (
            full_date(one.sold_on),
            Item(one.title, f"{one.client}, {one.number}"),
            shown(one.gross, money),
            shown(one.profit, money),
            one.terms.words,
            shown(one.amount, money),
        )
        for one in document.rows
    ]
    table = blocks.table(
        [
            Column("Won", 76),
            Column("Sale", wrap=True),
            Column("Sold", 74, align="right"),
            Column("Profit", 74, align="right"),
            Column("Pays", 92, wrap=True),
            Column("Commission", 74, align="right"),
        ],
        rows,
        totals=[("Together", "", "", "", "", shown(total(document.rows), money))] if rows else (),
        empty="Nothing was won in this month.",
    )
    return Layout(
        title=f"Commission, {document.person}, {month}",
        author=document.letterhead.name,
        head=Head(document.person, f"Commission, {month}", "Private"),
        foot=Foot.of(document.letterhead),
        blocks=[
            blocks.title("Commission", month),
            blocks.facts(
                [
                    ("Who", document.person),
                    ("Pays", document.terms),
                    ("State", _state(document.rows)),
                ],
                columns=3,
            ),
            blocks.space(6),
            table,
            blocks.space(6),
            blocks.note(HOW),
            blocks.space(14),
            blocks.signatures(
                Blank("Seen", 1.6, ""), Blank("For the shop", 1.6), Blank("Date", 0.8)
            ),
        ],
    )


def _state(rows: tuple[CommissionRow, ...]) -> str:
    """How far the whole sheet is."""
    if not rows:
        return "Nothing to pay"
    if all(one.paid_on is not None for one in rows):
        return "Paid"
    return "Settled" if all(one.settled for one in rows) else "Not settled yet"


COMMISSION: Printable[CommissionDocument] = Printable(
    "commission", "Commission sheet", commission_document, lay_out
)
PAPERS = (Paper("commission", "Commission sheet", COMMISSION, find_commission),)
