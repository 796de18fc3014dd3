"""What a power cut leaves of a disk: what was forced out is there, all else may be or not.

Stricter than most disks are: sectors that were not forced out may be lost, old, or written in any
order, and a new name, a rename or a removal may be lost as long as its folder was not forced out.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from .disk import Op

SECTOR = 512


@dataclass(slots=True, eq=False)
class _File:
    """Bytes that are surely on the disk, and later writes and cuts that may be."""

    sure: bytearray = field(default_factory=bytearray)
    waiting: list[tuple[int, bytes | None]] = field(default_factory=list)

    def force(self) -> None:
        for at, written in self.waiting:
            _apply(self.sure, at, written)
        self.waiting.clear()

    def after_cut(self, luck: random.Random) -> bytes:
        """What may be found of it: each sector as it was, or as one of the writes left it."""
        found = bytearray(self.sure)
        likely = luck.choice((0.0, 0.5, 0.9, 1.0))
        for at, written in self.waiting:
            if written is None:
                if luck.random() < likely:
                    _apply(found, at, None)
                continue
            end = at + len(written)
            for start in range(at - at % SECTOR, end, SECTOR):
                if luck.random() < likely:
                    low, high = max(start, at), min(start + SECTOR, end)
                    _apply(found, low, written[low - at : high - at])
        return bytes(found)


def _apply(content: bytearray, at: int, written: bytes | None) -> None:
    """Write into a file's bytes, or cut them off (None) at a length."""
    end = at if written is None else at + len(written)
    if len(content) < end:
        content.extend(bytes(end - len(content)))
    if written is None:
        del content[at:]
    else:
        content[at:end] = written


@dataclass(slots=True, eq=False)
class _Folder:
    """Names that are surely in a folder, and later changes of names in their order."""

    sure: dict[str, "_File | _Folder"] = field(default_factory=dict)
    now: dict[str, "_File | _Folder"] = field(default_factory=dict)
    waiting: list[dict[str, "_File | _Folder | None"]] = field(default_factory=list)

    def change(self, **names: "_File | _Folder | None") -> None:
        self.waiting.append(names)
        _rename(self.now, names)

    def force(self) -> None:
        self.sure = dict(self.now)
        self.waiting.clear()


def _rename(
    names: dict[str, "_File | _Folder"], changes: dict[str, "_File | _Folder | None"]
) -> None:
    for name, what in changes.items():
        if what is None:
            names.pop(name, None)
        else:
            names[name] = what


class Medium:
    """The disk below a folder, from what lay there on through every op."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._top = _read(root)

    def do(self, op: Op) -> None:
        """Take note of an op that was let pass."""
        if op.kind == "sync":
            found = self._find(op.path)
            if found is not None:
                found.force()
            return
        folder = self._find(op.path.parent)
        if not isinstance(folder, _Folder):
            return
        there = folder.now.get(op.path.name)
        if op.kind == "create":
            folder.change(**{op.path.name: _File()})
        elif op.kind == "folder":
            folder.change(**{op.path.name: _Folder()})
        elif op.kind == "remove":
            folder.change(**{op.path.name: None})
        elif op.kind == "rename" and op.to is not None:
            folder.change(**{op.to.name: there, op.path.name: None})
        elif isinstance(there, _File) and op.kind == "cut":
            there.waiting.append((op.size, None))
        elif isinstance(there, _File) and op.kind == "write":
            there.waiting.append((op.at, op.written))

    def _find(self, path: Path) -> "_File | _Folder | None":
        found: _File | _Folder | None = self._top
        for name in path.relative_to(self._root).parts:
            found = found.now.get(name) if isinstance(found, _Folder) else None
        return found

    def after_cut(self, luck: random.Random, target: Path) -> None:
        """Lay what may be found after a power cut into a folder that is not there yet."""
        _lay(self._top, luck, target)


def _read(path: Path) -> _Folder:
    found: dict[str, _File | _Folder] = {}
    for one in path.iterdir():
        found[one.name] = _read(one) if one.is_dir() else _File(bytearray(one.read_bytes()))
    return _Folder(found, dict(found))


def _lay(folder: _Folder, luck: random.Random, target: Path) -> None:
    target.mkdir()
    names = dict(folder.sure)
    for changes in folder.waiting[: luck.randint(0, len(folder.waiting))]:
        _rename(names, changes)
    for name, what in _sorted(names):
        if isinstance(what, _Folder):
            _lay(what, luck, target / name)
        elif not name.endswith("-shm"):
            # Memory that processes share; it is not on any disk.
            (target / name).write_bytes(what.after_cut(luck))


def _sorted(names: dict[str, _File | _Folder]) -> Iterator[tuple[str, _File | _Folder]]:
    """In the order of names, so that the same luck does the same."""
    yield from sorted(names.items(), key=lambda pair: pair[0])
