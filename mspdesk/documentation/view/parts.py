"""Which chapters of the documentation have a screen of their own in place of a grid."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

PARTS: dict[str, str] = {
    "map": "mspdesk.documentation.view.map:MapPart",
    "backup": "mspdesk.documentation.view.backups:BackupsPart",
    "passwords": "mspdesk.documentation.view.keys:CredentialsPart",
}
"""Chapter and its screen, which has `show_id(client_id)` and perhaps `arrive(place)`."""


def part_of(chapter: str) -> str:
    """The screen of a chapter as module:Class, empty for one that is a grid."""
    path = PARTS.get(chapter, "")
    module, _, name = path.partition(":")
    there = module and find_spec(module) is not None and hasattr(import_module(module), name)
    return path if there else ""
