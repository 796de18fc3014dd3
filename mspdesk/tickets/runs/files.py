"""Files brought to a ticket, and looked at without opening them."""

from collections.abc import Sequence
from pathlib import Path

from ...database.store import Store
from ...errors import UserError
from ...exchange.pictures import PAGE, clean_picture
from ...progress import Progress
from ...rows import dataclass
from .. import rules
from ..actions.files import add_file
from ..queries.files import file_bytes

MOST_LETTERS = 40_000
"""Letters of a text that are shown; the copy on disk has the rest."""

_BROKEN = "This picture cannot be shown. Save a copy to look at it."


def take_files(
    store: Store, progress: Progress, ticket_id: int, paths: Sequence[Path]
) -> tuple[int, ...]:
    """Read files and keep them with a ticket, a step each; answers the ids of what was kept.

    All are looked at before the first is kept. Raises UserError where one cannot be taken.
    """
    contents = [(path.name, read_whole(path)) for path in paths]
    kept = []
    for at, (name, content) in enumerate(contents):
        progress.step(at, len(contents), name)
        kept.append(store.do(add_file, ticket_id, name, content))
    return tuple(kept)


def read_whole(path: Path) -> bytes:
    """The bytes of a file on this computer; raises UserError for folders, and what is too large."""
    try:
        if not path.is_file():
            raise UserError(f"{rules.shown_name(path.name)} is no file. Choose a file.", "file")
        rules.check_file(path.name, path.stat().st_size)
        with path.open("rb") as file:
            content = file.read(rules.LARGEST + 1)
    except OSError as error:
        words = f"{rules.shown_name(path.name)} cannot be opened. {error.strerror or ''}"
        raise UserError(words.strip(), "file") from error
    rules.check_file(path.name, len(content))
    return content


@dataclass(frozen=True, slots=True)
class Looked:
    """What can be seen of a file here: a picture as PNG, a text, or `words` that say why not."""

    id: int
    ticket_id: int
    name: str
    content: bytes
    png: bytes = b""
    text: str = ""
    words: str = ""


def look_at(store: Store, progress: Progress, file_id: int) -> Looked | None:
    """A file as it can be shown; None where it is gone. Nothing in it runs or is opened."""
    found = store.ask(file_bytes, file_id)
    if found is None:
        return None
    held = (found.id, found.ticket_id, found.name, found.content)
    if rules.can_run(found.name):
        words = "This file can run, or carries something that can. Save it only if you trust it."
        return Looked(*held, words=words)
    if rules.is_picture(found.content):
        try:
            return Looked(*held, png=picture_of(found.content, progress))
        except UserError as error:
            return Looked(*held, words=error.text)
    text = _text(found.content)
    if text:
        return Looked(*held, text=text)
    return Looked(*held, words="Save a copy to open it with a program of yours.")


def _text(content: bytes) -> str:
    """The beginning of a text, empty for anything else."""
    try:
        words = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return ""
    if "\0" in words:
        return ""
    more = len(words) > MOST_LETTERS
    return f"{words[:MOST_LETTERS]}\n…" if more else words


def picture_of(content: bytes, progress: Progress | None = None) -> bytes:
    """A picture as clean PNG, made in a process of its own; raises UserError where it is none."""
    try:
        return clean_picture(content, PAGE, progress)
    except UserError as error:
        raise UserError(_BROKEN) from error
