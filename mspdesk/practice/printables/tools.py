"""The list of approved tools and a technician's kit on paper (S056)."""

from collections.abc import Sequence

from ...dates import full_date
from ...printing import blocks
from ...printing.blocks import Blank, Column, Group, Item, TickBox
from ...printing.document import Layout, Printable
from ...printing.page import Foot, Head, Letterhead
from ...shop.queries import ShopRow
from ..queries.tools import KitDocument, ToolsDocument, kit_document, tools_document
from ..rules.tools import KINDS

SPARE_ROWS = 3
"""Empty rows for what somebody carries besides."""


def _letterhead(shop: ShopRow) -> Letterhead:
    return Letterhead(shop.name, shop.address_lines, shop.phone, shop.after_hours_phone, shop.email)


def approved(document: ToolsDocument) -> Layout:
    """What may be used at clients', what may not and why, and what nobody has decided on."""
    shop = document.shop
    rows: list[Sequence[str | Item] | Group] = []
    for decision, words in ((True, "Approved"), (False, "Not approved"), (None, "Not decided yet")):
        some = [one for one in document.rows if one.approved is decision]
        if some:
            rows.append(Group(words, str(len(some))))
        for one in some:
            decided = full_date(one.decided_on) if one.decided_on else ""
            by = ", ".join(filter(None, (decided, one.decided_by)))
            rows.append((Item(one.name, one.purpose), one.kind_words, one.reason, by))
    columns = [
        Column("Tool", share=2, bold=True, wrap=True),
        Column("Kind", 104, wrap=True),
        Column("Why", share=1.4, wrap=True),
        Column("Decided", share=1.1, wrap=True),
    ]
    return Layout(
        title="Approved tools",
        author=shop.name,
        head=Head(shop.name, "Approved tools"),
        foot=Foot.of(_letterhead(shop)),
        blocks=[
            blocks.title("Approved tools", "what is used at clients', and what is not"),
            blocks.space(4),
            blocks.table(columns, rows, empty="No tool is on the list yet."),
        ],
    )


def kit(document: KitDocument) -> Layout:
    """A technician's kit, a box for each piece, with room to write what was counted."""
    shop = document.shop
    rows: list[Sequence[str | Item | TickBox] | Group] = []
    kind = ""
    for one in document.rows:
        if one.kind != kind:
            kind = one.kind
            rows.append(Group(KINDS.get(kind, kind)))
        last = "" if one.quantity is None else str(one.quantity)
        rows.append((one.name, str(one.wanted), last, "", TickBox(), one.place))
    rows += [("", "", "", "", TickBox(), "")] * SPARE_ROWS
    columns = [
        Column("Piece", share=2, wrap=True),
        Column("Should be", 58, align="right"),
        Column("Last count", 60, align="right"),
        Column("There now", 70, align="right"),
        Column("There", 40, align="center"),
        Column("Kept", share=1, wrap=True),
    ]
    counted = full_date(document.counted_on) if document.counted_on else "never"
    return Layout(
        title=f"Kit {document.person}".strip(),
        author=shop.name,
        head=Head(shop.name, "Technician's kit", document.person),
        foot=Foot.of(_letterhead(shop)),
        blocks=[
            blocks.title(document.person or "Technician's kit", f"kit, last counted {counted}"),
            blocks.space(4),
            blocks.table(columns, rows, framed=True, row_height=26),
            blocks.space(10),
            blocks.signatures(
                Blank("Counted by", 2), Blank("Date"), Blank("Seen by", 2), Blank("Date")
            ),
        ],
    )


TOOLS = Printable[ToolsDocument]("tools", "Approved tools", tools_document, approved)
KIT = Printable[KitDocument]("kit", "Technician's kit", kit_document, kit)
