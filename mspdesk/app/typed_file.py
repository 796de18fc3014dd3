"""What was typed and not saved, in a file beside the books, for when the program is killed.

The file is as private as the books: in their folder, readable by its owner alone, gone with the
save. Books on a server have it below this user's own folder. What a killed program left is moved
aside at the next start, and stays until somebody says that it may go. Nothing of the vault is ever
in it; `typed` leaves that out.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from .. import paths
from ..dates import now
from ..rows import dataclass

MOST = 2_000_000
"""Letters of a file that is read again; nobody types more."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Words that stood in a field: the page they were typed on, the field's label."""

    page: str
    label: str
    words: str


@dataclass(frozen=True, slots=True)
class Left:
    """What a killed program left: its file, when it was written last, by whom, and the words."""

    file: Path
    at: datetime
    person_id: int | None
    kept: tuple[Kept, ...]


class TypedFile:
    """The file of one run of the program on one set of books."""

    def __init__(self, place: str) -> None:
        # Loaded with the books; the window paints its tabs without them.
        from ..database.places import folder_of, is_server

        folder = folder_of(place)
        if folder is None or is_server(place):
            folder = paths.home() / "typed"
        self._name = f"typed-{sha256(place.encode()).hexdigest()[:12]}"
        self._folder = folder
        self._file = folder / f"{self._name}-{os.getpid()}.json"
        self._written: tuple[Kept, ...] = ()

    def write(self, kept: Sequence[Kept], person_id: int | None) -> None:
        """Keep these words, or none; touches the disk only when something changed.

        A disk that does not take them is no reason to stop anybody from working.
        """
        found = tuple(kept)
        if found == self._written:
            return
        self._written = found
        with suppress(OSError):
            if not found:
                self._file.unlink(missing_ok=True)
                return
            words = [[one.page, one.label, one.words] for one in found]
            content = {"at": now().isoformat(), "person": person_id, "typed": words}
            self._folder.mkdir(parents=True, exist_ok=True)
            part = self._file.with_suffix(".part")
            flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
            with os.fdopen(os.open(part, flags, 0o600), "w", encoding="utf-8") as file:
                json.dump(content, file)
            # Not forced to the disk: it is for a program that was killed, not for a power cut.
            part.replace(self._file)

    def left(self, person_id: int | None) -> list[Left]:
        """What killed programs left of a person's, oldest first; what they cut off goes."""
        for part in self._folder.glob(f"{self._name}-*.part"):
            if not _lives(part):
                with suppress(OSError):
                    part.unlink(missing_ok=True)
        found = []
        for file in sorted(self._folder.glob(f"{self._name}-*.json")):
            if file != self._file and not _lives(file):
                one = _read(file)
                if one is not None and one.person_id == person_id:
                    found.append(one)
        return sorted(found, key=lambda one: one.at)


def forget(left: Left) -> None:
    """Throw away what a killed program left."""
    with suppress(OSError):
        left.file.unlink(missing_ok=True)


def _lives(file: Path) -> bool:
    """Whether the program that wrote a file still runs; another with its number does not count."""
    number = file.stem.rpartition("-")[2]
    if os.name != "posix" or not number.isdecimal():
        # Books in a file have one writer, and that is this program.
        return False
    try:
        os.kill(int(number), 0)
        process = Path(f"/proc/{number}")
        # A process that began after the file was written took over the number only.
        return not process.exists() or process.stat().st_mtime <= file.stat().st_mtime
    except PermissionError:
        return True
    except OSError:
        return False


def _read(file: Path) -> Left | None:
    """What a file holds; None for one that was cut off, or is none of ours."""
    try:
        if file.stat().st_size > MOST:
            return None
        content = json.loads(file.read_text(encoding="utf-8"))
        typed = content["typed"]
        kept = tuple(Kept(str(page), str(label), str(words)) for page, label, words in typed)
        person = content["person"]
        at = datetime.fromisoformat(content["at"])
        return Left(file, at, person if isinstance(person, int) else None, kept)
    except (OSError, ValueError, KeyError, TypeError):
        return None
