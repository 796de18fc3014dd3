"""What somebody filled into the fields of a PDF; read in a process of its own."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ..errors import UserError
from ..progress import Progress
from .apart import Limits, Sentences, can_be_opened, told_apart
from .incoming import cannot_open

LARGEST = 20 << 20
"""Bytes of the largest PDF that is read."""

MOST_FIELDS = 2_000
MOST_SIGNS = 10_000
_OFF = {"", "Off", "/Off"}
_TOO_SLOW = "{name} takes too long to read. Type the answers in instead."
_BROKEN = "{name} cannot be read as a PDF. Open it, save it again, and try again."


class FilledForm:
    """The fields of a PDF form by name, and what its subject says.

    Texts are as they were typed; boxes are True where ticked.
    """

    __slots__ = ("fields", "subject")

    def __init__(self, subject: str, fields: dict[str, str | bool]) -> None:
        self.subject, self.fields = subject, fields


def read_pdf_form(path: Path, progress: Progress | None = None) -> FilledForm:
    """Read the fields of a PDF; raises UserError in one sentence whatever is wrong with it."""
    can_be_opened(path, cannot_open)
    words = Sentences(_TOO_SLOW.format(name=path.name), _BROKEN.format(name=path.name))
    subject, fields = "", {}
    for kind, told in told_apart(serve, {"path": str(path)}, Limits(), words, progress):
        if kind == "refused":
            raise UserError(told)
        if kind == "subject":
            subject = told
        elif kind == "fields":
            fields = told
    return FilledForm(subject, fields)


def warm() -> None:
    """Load the library before a file is seen, and let it say nothing of what it finds."""
    import logging

    import pypdf  # noqa: F401 - loaded, so that no file decides when

    logging.disable()


def serve(asked: dict[str, Any], _raw: bytes) -> Iterator[tuple[str, Any]]:
    """Read the PDF of a question."""
    return gather(Path(asked["path"]))


def gather(path: Path) -> Iterator[tuple[str, Any]]:
    """Subject and fields; or one sentence of refusal."""
    try:
        yield from _gathered(path)
    except UserError as error:
        yield "refused", error.text
    except (MemoryError, RecursionError):
        yield "refused", f"{path.name} is too large to read. Type the answers in instead."
    except Exception:  # noqa: BLE001 - the library raises whatever a damaged file leads to
        yield "refused", _BROKEN.format(name=path.name)


def _gathered(path: Path) -> Iterator[tuple[str, Any]]:
    from pypdf import PdfReader

    if path.stat().st_size > LARGEST:
        raise UserError(f"{path.name} is larger than {LARGEST >> 20} MB; a worksheet is not.")
    reader = PdfReader(path)
    if reader.is_encrypted:
        raise UserError(f"{path.name} is locked with a password. Ask for it without one.")
    held = reader.metadata
    yield "subject", str(held.subject or "")[:MOST_SIGNS] if held else ""
    fields = reader.get_fields() or {}
    if len(fields) > MOST_FIELDS:
        raise UserError(f"{path.name} has more than {MOST_FIELDS:,} fields; a worksheet has not.")
    yield "fields", {str(name)[:200]: _value(field) for name, field in fields.items()}
    yield "done", ""


def _value(field: Any) -> str | bool:
    value = field.get("/V", "")
    if field.get("/FT") == "/Btn":
        return str(value) not in _OFF
    # A long text may come as a stream of bytes.
    text = value.get_data().decode("utf-8", "replace") if hasattr(value, "get_data") else value
    return str(text)[:MOST_SIGNS].replace("\r\n", "\n").replace("\r", "\n")
