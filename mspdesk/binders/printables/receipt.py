"""The receipt of a hand-over: what was given, what goes back, two signatures (S096, S097)."""

from ...printing import blocks
from ...printing.blocks import Blank, Column, TickBox
from ...printing.document import Layout, Printable
from ...printing.page import Foot, Head, Letterhead
from ...rows import dataclass
from ..queries.handover import Exit
from ..rules.handover import OWNED


@dataclass(frozen=True, slots=True)
class ReceiptDocument:
    """What a receipt says; `files` are names with what they hold."""

    client: str
    letterhead: Letterhead
    on: str
    given_to: str
    company: str
    by: str
    reason: str
    with_credentials: bool
    files: tuple[tuple[str, str], ...]
    exits: tuple[Exit, ...]


def receipt(document: ReceiptDocument) -> Layout:
    """Who got what, what still has to move, and who signed for it."""
    sealed = (
        "A locked PDF in this package; its passphrase is told apart. Whoever gets it changes "
        "every password."
        if document.with_credentials
        else "Credentials are handed over apart, in a sealed envelope."
    )
    return Layout(
        title=f"Hand-over receipt, {document.client}",
        author=document.letterhead.name,
        head=Head(document.client, "Hand-over receipt", document.on),
        foot=Foot.of(document.letterhead),
        blocks=[
            blocks.title("Hand-over receipt", document.client),
            blocks.paragraph(OWNED),
            blocks.facts(
                [
                    ("Given to", document.given_to),
                    ("Company", document.company),
                    ("Given by", document.by),
                    ("Day", document.on),
                    ("Why", document.reason),
                    ("Credentials", sealed),
                ],
                columns=2,
            ),
            blocks.section("What was handed over", "Tick what you have in hand"),
            blocks.table(
                [Column("", 22), Column("File", share=1.4, bold=True), Column("Holds", wrap=True)],
                [(TickBox(), name, holds) for name, holds in document.files],
                framed=True,
                row_height=22,
            ),
            *_exits(document.exits),
            blocks.keep(
                blocks.paragraph(
                    "We answer questions of the next provider, and wish the client well."
                ),
                blocks.signatures(Blank("Received, name and signature", 2), Blank("Day", 0.7)),
                blocks.signatures(Blank("Handed over, name and signature", 2), Blank("Day", 0.7)),
            ),
        ],
    )


def _exits(exits: tuple[Exit, ...]) -> list[blocks.Block]:
    if not exits:
        return []
    columns = [
        Column("Device", bold=True),
        Column("Owner", 70),
        Column("Serial", 90),
        Column("Roles to move first", wrap=True),
        Column("Roles moved, day", 84),
        Column("Given back, day", 84),
    ]
    rows = [(one.name, one.owner, one.serial, one.job, "", "") for one in exits]
    return [
        blocks.section("Not the client's", "First the roles move, then the device goes back"),
        blocks.table(columns, rows, framed=True, row_height=26),
    ]


def as_it_is(document: ReceiptDocument) -> ReceiptDocument:
    """A receipt is gathered while the package is made, not from the books alone."""
    return document


RECEIPT: Printable[ReceiptDocument] = Printable(
    "receipt-hand-over", "Hand-over receipt", as_it_is, receipt
)
