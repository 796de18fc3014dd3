"""Procedures and starter sets that ship as files; one with a mistake is left out and named."""

from collections.abc import Mapping

from ... import paths
from ...exchange.shelf import Shelf
from ...rows import dataclass
from ..rules import roadmap, sop


@dataclass(frozen=True, slots=True)
class ShippedSop:
    """A procedure as it ships: its text, and what the text says."""

    text: str
    sop: sop.Sop


_SOPS: Shelf[sop.Sop] = Shelf(lambda: paths.form("procedures"), sop.read)
_ROADMAPS: Shelf[roadmap.Roadmap] = Shelf(lambda: paths.form("roadmaps"), roadmap.read)


def shipped() -> Mapping[str, ShippedSop]:
    """The procedures that ship, by code, in the order of their titles."""
    ordered = sorted(_SOPS.found().items(), key=lambda pair: pair[1].said.title.casefold())
    return {code: ShippedSop(one.text, one.said) for code, one in ordered}


def roadmaps() -> list[roadmap.Roadmap]:
    """The starter sets, in their order."""
    found = (one.said for one in _ROADMAPS.found().values())
    return sorted(found, key=lambda one: (one.order, one.title))


def mistakes() -> list[str]:
    """What is wrong with files that were left out: file, line, and what to write instead."""
    return [*_SOPS.mistakes(), *_ROADMAPS.mistakes()]
