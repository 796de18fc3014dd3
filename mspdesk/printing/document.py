"""Printables, and how they become PDF bytes and files."""

import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import Any, Generic, TypeVar

from ..errors import Trouble
from ..rows import dataclass
from . import fonts, unfinished
from .canvas import PageCanvas
from .clean import clean
from .flow import Layout, lay_out_pages
from .page import Paper, Sheet

__all__ = [
    "Layout",
    "Printable",
    "Rendered",
    "Sheaf",
    "prepare",
    "render",
    "render_many",
    "write",
]

D = TypeVar("D")


# Without slots: Python 3.11 cannot make Printable[Facts](...) of a frozen class that has them.
@dataclass(frozen=True)
class Printable(Generic[D]):
    """A kind of paper: how its facts are gathered from the books, and how they are laid out.

    `gather` is a query that takes a session and keys; `lay_out` needs neither.
    """

    key: str
    name: str
    gather: Callable[..., D]
    lay_out: Callable[[D], Layout]


@dataclass(frozen=True, slots=True)
class Sheaf:
    """Many papers that become one PDF: `gather` yields printables with their documents."""

    key: str
    name: str
    gather: Callable[..., Iterable[tuple[Printable[Any], Any]]]


@dataclass(frozen=True, slots=True)
class Rendered:
    """A finished PDF; `missing` names the characters that print as a box."""

    pdf: bytes
    pages: int
    missing: tuple[str, ...] = ()


def render(printable: Printable[D], document: D, paper: Paper) -> bytes:
    """The PDF of one document; same facts, same bytes."""
    return prepare(printable, document, paper).pdf


def prepare(printable: Printable[D], document: D, paper: Paper) -> Rendered:
    """The PDF of one document, with what should be known before it is printed."""
    with fonts.WORKER:
        layout = printable.lay_out(document)
        return _render([layout], paper, layout.title, layout.author, layout.subject)


def render_many(
    sheaf: Iterable[tuple[Printable[Any], Any]], paper: Paper, *, title: str, author: str = ""
) -> Rendered:
    """Many documents in one PDF; each counts its own pages and has its entry in the outline.

    The documents are taken one by one, so `sheaf` may gather each as it is asked for, and may stop
    the work by raising.
    """
    with fonts.WORKER:
        layouts = (printable.lay_out(document) for printable, document in sheaf)
        return _render(layouts, paper, title, author, "")


def _render(
    layouts: Iterable[Layout], paper: Paper, title: str, author: str, subject: str
) -> Rendered:
    """Every layout onto one canvas."""
    target = BytesIO()
    canvas = PageCanvas(target, paper.size)
    canvas.setTitle(clean(title))
    canvas.setAuthor(clean(author))
    canvas.setSubject(clean(subject))
    canvas.setCreator("MSPDesk")
    for layout in layouts:
        lay_out_pages(canvas, layout, Sheet(paper, layout.landscape))
    if not canvas.pages:
        raise ValueError("Nothing was given to print.")
    canvas.save()
    return Rendered(target.getvalue(), canvas.pages, canvas.missing)


def write(path: Path, pdf: bytes) -> None:
    """Put a PDF where it belongs, whole or not at all; Trouble when the disk refuses."""
    if not pdf.rstrip().endswith(b"%%EOF"):
        raise ValueError("A PDF that is not complete is not written.")
    part = path.with_name(path.name + ".part")
    try:
        with unfinished.noted(part):
            _write_whole(part, pdf)
            part.replace(path)
        _settle(path.parent)
    except OSError as reason:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise Trouble(
            f"{path.name} could not be saved: {reason.strerror or 'the disk refused'}.",
            "Free some space or choose another folder.",
        ) from reason


def _write_whole(part: Path, pdf: bytes) -> None:
    """Write every byte, let the disk confirm it, and look at the size afterwards."""
    handle = os.open(
        part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600
    )
    try:
        rest = memoryview(pdf)
        while rest:
            rest = rest[os.write(handle, rest) :]
        os.fsync(handle)
    finally:
        os.close(handle)
    if part.stat().st_size != len(pdf):
        raise OSError(0, "not everything was written")


def _settle(folder: Path) -> None:
    """Let the disk confirm the new name too, where the system can do that."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
