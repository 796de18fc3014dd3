"""The checklists that ship as files; one with a mistake is left out and named."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from ... import paths
from ...exchange.shelf import Shelf
from ...rows import dataclass
from ..rules.master import Master
from ..rules.master_text import read


@dataclass(frozen=True, slots=True)
class Shipped:
    """A checklist as it ships: its code, the name of its file, its text and what that says."""

    code: str
    name: str
    text: str
    master: Master


def shipped(folder: Path | None = None) -> Mapping[str, Shipped]:
    """The checklists that ship, by code, in the order of their titles."""
    return _ordered(_shelf(folder or paths.form("checklists")))


def mistakes(folder: Path | None = None) -> list[str]:
    """What is wrong with files that were left out: file, line, and what to write instead."""
    return list(_shelf(folder or paths.form("checklists")).mistakes())


@cache
def _shelf(folder: Path) -> Shelf[Master]:
    return Shelf(lambda: folder, read)


def _ordered(shelf: Shelf[Master]) -> Mapping[str, Shipped]:
    by_title = sorted(shelf.found().items(), key=lambda pair: pair[1].said.title.casefold())
    found = {code: Shipped(code, one.name, one.text, one.said) for code, one in by_title}
    return MappingProxyType(found)
