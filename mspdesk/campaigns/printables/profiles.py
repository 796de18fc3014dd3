"""The list of places online with room to write what is wrong, for half an hour once a quarter."""

from ...dates import full_date
from ...printing import blocks
from ...printing.blocks import Column, Item, TickBox
from ...printing.document import Layout, Printable
from ...printing.page import Foot, Head
from ..queries.papers import ProfilesDocument, profiles_document
from ..rules.profiles import LOOK_FOR

ROW, SPARE = 33.0, 3


def profile_list(document: ProfilesDocument) -> Layout:
    """What each place should say, what to look for, and a row for each."""
    shop = document.shop
    columns = [
        Column("Place", share=1.2, bold=True, wrap=True),
        Column("Last looked at", 78),
        Column("Right", 34, align="center"),
        Column("Wrong", 38, align="center"),
        Column("What is wrong", share=1.3, wrap=True),
    ]
    rows = [
        (
            Item(one.place, one.address),
            full_date(one.looked_on) if one.looked_on else "Never",
            TickBox(),
            TickBox(),
            one.words if one.state == "wrong" else "",
        )
        for one in document.rows
    ]
    rows += [(Item(""), "", TickBox(), TickBox(), "")] * SPARE
    return Layout(
        title="Online profiles",
        author=shop.name,
        head=Head(shop.name, "Online profiles", full_date(document.on)),
        foot=Foot.of(shop),
        blocks=[
            blocks.title("Online profiles", "What people find before they call"),
            blocks.section("What every place should say"),
            blocks.facts(list(document.says)),
            blocks.section("What to look for"),
            blocks.paragraph("\n".join(f"•  {one}" for one in LOOK_FOR)),
            blocks.space(8),
            blocks.table(columns, rows, framed=True, row_height=ROW),
        ],
    )


PROFILES = Printable("online-profiles", "Online profiles", profiles_document, profile_list)
