"""The script card: one page to lie beside the phone (S125)."""

from ...dates import full_date
from ...printing import blocks
from ...printing.block import Block
from ...printing.blocks import Column, Item
from ...printing.document import Layout, Printable
from ...printing.page import Foot, Head, Letterhead
from ...printing.styles import SMALL
from ...shop.queries import ShopRow
from ..queries.papers import CardDocument, card_document
from ..rules.calling import OUTCOMES
from ..rules.scripts import BEFORE, SLOTS, said

TITLE = "Script card"


def letterhead(shop: ShopRow) -> Letterhead:
    """The shop at the foot of a page."""
    return Letterhead(shop.name, shop.address_lines, shop.phone, shop.after_hours_phone, shop.email)


def lay_out(document: CardDocument) -> Layout:
    """What is settled before the call, then the words of each point, then how a call is noted."""
    script, shop = document.script, document.shop
    version = (
        f"version {script.number}, {full_date(script.published_on)}"
        if script.published_on
        else f"version {script.number}, a draft"
    )
    before = [(one.title, script.before[one.name]) for one in BEFORE]
    points = [
        (Item(slot.title, slot.when), said(script.words[slot.code], document.values))
        for slot in SLOTS
    ]
    return Layout(
        title=f"{TITLE}, {script.script}",
        author=shop.name,
        head=Head(shop.name, TITLE, version),
        foot=Foot.of(letterhead(shop)),
        blocks=[
            blocks.title(script.script, version),
            blocks.table(
                [Column("Before the first call", 130, bold=True, wrap=True), Column("", wrap=True)],
                before,
                close=True,
                size=0.95,
            ),
            blocks.space(4),
            blocks.table(
                [Column("When", 130, wrap=True), Column("What you say", wrap=True)],
                points,
                framed=True,
            ),
            blocks.space(4),
            *_after(),
        ],
    )


def _after() -> list[Block]:
    """How each call is written down: the same keys as on the screen."""
    words = "   ".join(f"{one.key} {one.title}" for one in OUTCOMES)
    return [
        blocks.paragraph("One or two sentences, then let them talk. After each call write:", SMALL),
        blocks.paragraph(words, SMALL),
    ]


CARD = Printable[CardDocument]("script-card", TITLE, card_document, lay_out)
