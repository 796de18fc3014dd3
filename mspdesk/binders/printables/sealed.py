"""Keys on paper: the sealed page (E20), and the sheet of a hand-over (E22)."""

from collections.abc import Sequence
from typing import Any

from ...documentation.rules.credentials import FIELDS
from ...printing import blocks
from ...printing.block import Block
from ...printing.blocks import Blank, Cell, Column, Exact
from ...printing.document import Layout
from ...printing.page import Foot, Head, Letterhead
from ...vault.runs import Printed
from ...vault.secret import Secret

_SHOWN = ("user", "secret", "address", "notes")
_SHARES = {"user": 1.15, "secret": 1.6, "totp": 1.2}
_HANDED = ("user", "secret", "totp", "address", "notes")


def keys_table(found: Sequence[Printed], fields: Sequence[str], **look: Any) -> Block:
    """What each key opens, and its values in clear; nobody keeps this block."""
    columns = [
        Column("What it opens", bold=True, wrap=True),
        *(Column(FIELDS[name], share=_SHARES.get(name, 0.85), wrap=True) for name in fields),
    ]
    rows = [
        (one.label, *(_cell(name, _clear(one.values.get(name))) for name in fields))
        for one in found
    ]
    return blocks.table(columns, rows, framed=True, **look)


def _cell(name: str, words: str) -> Cell:
    """A value; those that are typed back are told letter from letter."""
    return Exact(words) if name in _SHARES else words


def sealed_page(client: str, made: str, found: Sequence[Printed]) -> list[Block]:
    """A warning, the keys, and who seals the envelope."""
    return [
        blocks.title("Sealed page", client),
        blocks.callout(
            "Into an envelope at once. Sign across the flap.",
            f"{made}. Whoever opens it writes name and day on the envelope; then every password on "
            "it is changed. The printer and its queue may keep a copy: print on one you trust.",
            danger=True,
        ),
        keys_table(found, _SHOWN, row_height=26),
        blocks.signatures(Blank("Sealed by"), Blank("Date", 0.6), Blank("Seen by, at the client")),
    ]


def keys_sheet(
    client: str, shop: Letterhead, on: str, words: str, found: Sequence[Printed]
) -> Layout:
    """Everything that opens something of a client, for a hand-over (E22)."""
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
            keys_table(found, _HANDED, row_height=24, size=0.9),
            blocks.signatures(Blank("Received"), Blank("Day", 0.5), Blank("Handed over")),
        ],
    )


def _clear(secret: Secret | None) -> str:
    return secret.in_clear() if secret else ""
