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

FEW = 1_450
"""Signs of a whole card that stand on one page in the usual size; more are set smaller."""
SMALLER = 0.84
"""Of the usual size, for words of two long sentences at every point."""


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
    much = sum(len(words) for _slot, words in points) + sum(len(words) for _line, words in before)
    size = SMALLER if much > FEW else 1.0
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
                size=min(size, 0.95),
            ),
            blocks.space(4),
            blocks.table(
                [Column("When", 130, wrap=True), Column("What you say", wrap=True)],
                points,
                framed=True,
                size=size,
                close=size < 1,
            ),
            blocks.space(4),
            *_after(),
        ],
    )


def _after() -> list[Block]:
    """How each call is written down: the same keys as on the screen."""
    said = "One or two sentences, then let them talk. After each call write: "
    return [blocks.paragraph(f"{said}{codes()}", SMALL)]


def codes() -> str:
    """What a call can come to with the number of each, none of them torn apart at a line's end."""
    words = (f"{one.key} {one.title}".replace(" ", "\N{NO-BREAK SPACE}") for one in OUTCOMES)
    return ", ".join(words)


CARD = Printable[CardDocument]("script-card", TITLE, card_document, lay_out)
