"""The sealed page as blocks: what goes into an envelope at once (E20)."""

from collections.abc import Sequence

from ...documentation.rules.credentials import FIELDS
from ...printing import blocks
from ...printing.block import Block
from ...printing.blocks import Blank, Column
from ...vault.runs import Printed
from ...vault.secret import Secret

_SHOWN = ("user", "secret", "address", "notes")


def sealed_page(client: str, made: str, found: Sequence[Printed]) -> list[Block]:
    """A warning, the keys, and who seals the envelope."""
    columns = [
        Column("What it opens", bold=True, wrap=True),
        *(Column(FIELDS[name], wrap=True) for name in _SHOWN),
    ]
    rows = [(one.label, *(_clear(one.values.get(name)) for name in _SHOWN)) for one in found]
    return [
        blocks.title("Sealed page", client),
        blocks.callout(
            "Into an envelope at once. Sign across the flap.",
            f"{made}. Whoever opens it writes name and day on the envelope; then every password on "
            "it is changed. The printer and its queue may keep a copy: print on one you trust.",
            danger=True,
        ),
        blocks.table(columns, rows, framed=True, row_height=26),
        blocks.signatures(Blank("Sealed by"), Blank("Date", 0.6), Blank("Seen by, at the client")),
    ]


def _clear(secret: Secret | None) -> str:
    return secret.in_clear() if secret else ""
