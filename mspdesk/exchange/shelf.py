"""A folder of texts that ship as files, read again whenever one of them changes.

A file with a mistake is left out and named; the rest stand. Nothing here asks the books.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Generic, Protocol, TypeVar

from ..errors import UserError
from ..rows import dataclass
from .toml_text import LARGEST

Stamp = tuple[tuple[str, int, int], ...]


class Coded(Protocol):
    """What a text says, by a code of its own."""

    @property
    def code(self) -> str:
        """What names it for ever."""


T = TypeVar("T", bound=Coded)


@dataclass(frozen=True, slots=True)
class Shelved(Generic[T]):
    """A text as it ships: the name of its file, its words and what they say."""

    name: str
    text: str
    said: T


class Shelf(Generic[T]):
    """The files of a folder, with what each gave and what is wrong with the rest.

    `folder` says where it is each time somebody looks; `read` takes a text and the name of its
    file, and raises UserError with what to write instead.
    """

    def __init__(self, folder: Callable[[], Path], read: Callable[[str, str], T]) -> None:
        self._folder = folder
        self._read: Callable[[str, str], T] = read
        self._stamp: tuple[Path, Stamp] | None = None
        self._found: Mapping[str, Shelved[T]] = MappingProxyType({})
        self._mistakes: tuple[str, ...] = ()

    def found(self) -> Mapping[str, Shelved[T]]:
        """Every file that can be read, by code."""
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
        found: dict[str, Shelved[T]] = {}
        wrong: list[str] = []
        for name, _, size in stamp[1]:
            try:
                text = _text(folder / name, size)
                one = self._read(text, name)
            except UserError as error:
                wrong.append(error.text)
                continue
            first = found.setdefault(one.code, Shelved(name, text, one))
            if first.said is not one:
                wrong.append(f"{name}, line 1: {first.name} has this code already; write another.")
        self._stamp, self._found, self._mistakes = stamp, MappingProxyType(found), tuple(wrong)


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


def _text(file: Path, size: int) -> str:
    """The words of a file; raises UserError with its name."""
    if size > LARGEST * 4:
        raise UserError(f"{file.name}: this text is far too long to be read.")
    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise UserError(f"{file.name}: save this file as UTF-8.") from error
    except OSError as error:
        raise UserError(f"{file.name}: this file cannot be opened.") from error
