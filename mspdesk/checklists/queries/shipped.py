"""The checklists that ship as files, read again whenever one of them changes.

A file with a mistake is left out and named; the rest stand. Nothing here asks the books.
"""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from ... import paths
from ...errors import UserError
from ...exchange.toml_text import LARGEST
from ...rows import dataclass
from ..rules.master import Master, read

Stamp = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class Shipped:
    """A checklist as it ships: its code, the name of its file, its text and what that says."""

    code: str
    name: str
    text: str
    master: Master


@dataclass(frozen=True, slots=True)
class _Shelf:
    """All files of a folder, read at one time: what each gave, and what is wrong with the rest."""

    stamp: Stamp
    found: Mapping[str, Shipped]
    mistakes: tuple[str, ...]


_shelves: dict[Path, _Shelf] = {}


def shipped(folder: Path | None = None) -> Mapping[str, Shipped]:
    """The checklists that ship, by code, in the order of their titles."""
    return _shelf(folder or paths.form("checklists")).found


def mistakes(folder: Path | None = None) -> list[str]:
    """What is wrong with files that were left out: file, line, and what to write instead."""
    return list(_shelf(folder or paths.form("checklists")).mistakes)


def _shelf(folder: Path) -> _Shelf:
    stamp = _stamp(folder)
    known = _shelves.get(folder)
    if known is None or known.stamp != stamp:
        known = _shelves[folder] = _read_all(folder, stamp)
    return known


def _stamp(folder: Path) -> Stamp:
    """What tells whether a file changed: the names, sizes and times of all of them."""
    found = []
    for file in folder.glob("*.toml"):
        try:
            told = file.stat()
        except OSError:
            continue
        found.append((file.name, told.st_mtime_ns, told.st_size))
    return tuple(sorted(found))


def _read_all(folder: Path, stamp: Stamp) -> _Shelf:
    found: dict[str, Shipped] = {}
    wrong: list[str] = []
    for name, _, size in stamp:
        try:
            one = _read(folder / name, size)
        except UserError as error:
            wrong.append(error.text)
            continue
        first = found.setdefault(one.code, one)
        if first is not one:
            wrong.append(f"{name}, line 1: {first.name} has this code already; write another.")
    ordered = dict(sorted(found.items(), key=lambda pair: pair[1].master.title.casefold()))
    return _Shelf(stamp, MappingProxyType(ordered), tuple(wrong))


def _read(file: Path, size: int) -> Shipped:
    """One file; raises UserError with its name, and the line where there is one."""
    if size > LARGEST * 4:
        raise UserError(f"{file.name}: this text is far too long to be read.")
    try:
        text = file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise UserError(f"{file.name}: save this file as UTF-8.") from error
    except OSError as error:
        raise UserError(f"{file.name}: this file cannot be opened.") from error
    master = read(text, file.name)
    return Shipped(master.code, file.name, text, master)
