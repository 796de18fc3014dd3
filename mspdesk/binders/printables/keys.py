"""The sheet of credentials that goes from hand to hand at a hand-over (E20, E22)."""

from collections.abc import Sequence

from ...printing import blocks
from ...printing.blocks import Blank, Column
from ...printing.document import Layout
from ...printing.page import Foot, Head, Letterhead


def keys_sheet(
    client: str,
    shop: Letterhead,
    on: str,
    words: str,
    heads: Sequence[str],
    rows: Sequence[tuple[str, ...]],
) -> Layout:
    """Everything that opens something of a client; nobody keeps this layout."""
    columns = [
        Column("What it opens", bold=True, wrap=True),
        *(Column(head, wrap=True) for head in heads),
    ]
    return Layout(
        title=f"Credentials, {client}",
        author=shop.name,
        landscape=True,
        head=Head(client, "Credentials", on),
        foot=Foot.of(shop),
        blocks=[
            blocks.title("Credentials", client),
            blocks.callout(
                "From hand to hand, then into a safe. Change every password on it.",
                words,
                danger=True,
            ),
            blocks.table(columns, rows, framed=True, row_height=24, size=0.9),
            blocks.signatures(Blank("Received"), Blank("Day", 0.5), Blank("Handed over")),
        ],
    )
