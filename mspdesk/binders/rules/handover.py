"""What a hand-over package is called, why it is made, what stands in its folder (S095, S096)."""

import re

REASONS = {
    "leaves": "The client leaves us",
    "provider": "A new provider comes",
    "sale": "The business is sold",
    "copy": "The client wants its own copy",
    "other": "Something else",
}
"""Why a package is made; none of them needs anybody's leave."""

OWNED = (
    "Everything in this package belongs to the client: it was paid for as work. Nothing is held "
    "back, and no password, license or configuration is ours."
)
"""The sentence on the receipt and in the folder (S095)."""


def folder_name(client: str, day: str) -> str:
    """The folder's name: Hand-over Brightwater Veterinary 2026-03-11; safe on any disk."""
    safe = re.sub(r"[^\w .&+-]", " ", client, flags=re.UNICODE)
    return f"Hand-over {' '.join(safe.split())[:80].rstrip('. ') or 'client'} {day}"


def file_name(title: str) -> str:
    """A list's file name from its title."""
    return " ".join(re.sub(r"[^\w .-]", " ", title, flags=re.UNICODE).split())[:80]
