"""Procedures and starter sets that ship as files, read again whenever one of them changes.

A file with a mistake is left out and named; the rest stand. Nothing here asks the books.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Generic, TypeVar

from ... import paths
from ...errors import UserError
from ...rows import dataclass
from ..rules import roadmap, sop

T = TypeVar("T", sop.Sop, roadmap.Roadmap)
Stamp = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class ShippedSop:
    """A procedure as it ships: its text, and what the text says."""

    text: str
    sop: sop.Sop


class Shelf(Generic[T]):
    """The files of a folder, with what each gave and what is wrong with the rest.

    `folder` says where it is each time somebody looks.
    """

    def __init__(self, folder: Callable[[], Path], read: Callable[[str, str], T]) -> None:
        self._folder = folder
        self._read: Callable[[str, str], T] = read
        self._stamp: tuple[Path, Stamp] | None = None
        self._found: Mapping[str, tuple[str, T]] = MappingProxyType({})
        self._mistakes: tuple[str, ...] = ()

    def found(self) -> Mapping[str, tuple[str, T]]:
        """Text and meaning of every file that can be read, by code."""
        self._look()
        return self._found

    def mistakes(self) -> tuple[str, ...]:
        """What is wrong with the files that were left out."""
        self._look()
        return self._mistakes

    def _look(self) -> None:
        """Read the files again where one of them changed."""
        folder = self._folder()
        stamp = (folder, _stamp(folder))
        if stamp == self._stamp:
            return
        found: dict[str, tuple[str, T]] = {}
        wrong: list[str] = []
        for name, *_ in stamp[1]:
            try:
                text = _text(folder / name)
                one = self._read(text, name)
            except UserError as error:
                wrong.append(error.text)
                continue
            if one.code in found:
                wrong.append(f"{name}, line 1: another file has this code already; write another.")
            else:
                found[one.code] = (text, one)
        self._stamp, self._found, self._mistakes = stamp, MappingProxyType(found), tuple(wrong)


def _stamp(folder: Path) -> Stamp:
    found = []
    for file in folder.glob("*.toml"):
        try:
            told = file.stat()
        except OSError:
            continue
        found.append((file.name, told.st_mtime_ns, told.st_size))
    return tuple(sorted(found))


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise UserError(f"{file.name}: save this file as UTF-8.") from error
    except OSError as error:
        raise UserError(f"{file.name}: this file cannot be opened.") from error


_SOPS: Shelf[sop.Sop] = Shelf(lambda: paths.form("procedures"), sop.read)
_ROADMAPS: Shelf[roadmap.Roadmap] = Shelf(lambda: paths.form("roadmaps"), roadmap.read)


def shipped() -> Mapping[str, ShippedSop]:
    """The procedures that ship, by code, in the order of their titles."""
    ordered = sorted(_SOPS.found().items(), key=lambda pair: pair[1][1].title.casefold())
    return {code: ShippedSop(text, one) for code, (text, one) in ordered}


def roadmaps() -> list[roadmap.Roadmap]:
    """The starter sets, in their order."""
    return sorted(
        (one for _, one in _ROADMAPS.found().values()), key=lambda one: (one.order, one.title)
    )


def mistakes() -> list[str]:
    """What is wrong with files that were left out: file, line, and what to write instead."""
    return [*_SOPS.mistakes(), *_ROADMAPS.mistakes()]
