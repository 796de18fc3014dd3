"""What kinds of tools there are, and what a kit begins with (S056)."""

from ...errors import UserError

KINDS = {
    "software": "Software",
    "hardware": "Hand tool or tester",
    "supply": "Supply",
    "spare": "Spare part",
    "service": "Online service",
}
"""The kinds of tools and supplies."""

DECISIONS = {None: "Not decided", True: "Approved", False: "Not approved"}
"""Whether a tool may be used at a client's."""

MOST = 999


def check_kind(kind: str) -> str:
    """A kind from the list; raises UserError naming `kind`."""
    if kind not in KINDS:
        raise UserError("Choose the kind of tool from the list.", "kind")
    return kind


def check_quantity(quantity: int | None, field: str) -> int:
    """How many; raises UserError by field."""
    if quantity is None or not 0 <= quantity <= MOST:
        raise UserError(f"Type a number from 0 to {MOST}.", field)
    return quantity
