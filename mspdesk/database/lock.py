"""Who writes the books in a file: a lock that frees itself, and a note saying who holds it.

The lock is the operating system's, so it is gone with its process however that ends. It does not
reach from one computer to another through a synced folder, so the note is looked at too.
"""

import getpass
import json
import os
import socket
from contextlib import suppress
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from filelock import FileLock
from filelock import Timeout as TakenError

from ..dates import utc_now
from ..rows import dataclass


@dataclass(frozen=True, slots=True)
class Holder:
    """Who writes: computer, user, process and since when (UTC)."""

    host: str
    user: str
    pid: int
    since: datetime

    @classmethod
    def me(cls) -> "Holder":
        """This process, now."""
        try:
            user = getpass.getuser()
        except (OSError, KeyError):
            user = "somebody"
        return cls(socket.gethostname(), user, os.getpid(), utc_now().replace(microsecond=0))

    @property
    def here(self) -> bool:
        """Whether it is this computer that writes."""
        return self.host == socket.gethostname()


class BooksLock:
    """The right to write one books.db; `holder` is who has it when we do not."""

    def __init__(self, file: Path) -> None:
        self._note = file.with_name(f"{file.stem}.writer")
        self._lock = FileLock(file.with_name(f"{file.stem}.lock"), timeout=0, thread_local=False)
        self.holder: Holder | None = None

    def take(self, *, over: bool = False) -> bool:
        """Try to get the right to write; False when another process or another computer has it.

        A note of another computer is believed unless `over` says that a person knows better.
        Raises OSError when the folder cannot be written.
        """
        noted = self._noted()
        try:
            self._lock.acquire()
        except TakenError:
            self.holder = noted
            return False
        if noted is not None and not noted.here and not over:
            self._lock.release()
            self.holder = noted
            return False
        try:
            self._write(Holder.me())
        except OSError:
            # Nobody would know of us; whoever can write a note may have the right.
            self._lock.release()
            raise
        self.holder = None
        return True

    def was_left(self) -> bool:
        """Whether whoever wrote last was cut off, or still writes."""
        return self._note.exists()

    def release(self) -> None:
        """Give the right to write back."""
        if self._lock.is_locked:
            with suppress(OSError):
                self._note.unlink(missing_ok=True)
            self._lock.release()

    def _noted(self) -> Holder | None:
        try:
            found = json.loads(self._note.read_text(encoding="utf-8"))
            since = datetime.fromisoformat(found["since"])
            return Holder(str(found["host"]), str(found["user"]), int(found["pid"]), since)
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def _write(self, holder: Holder) -> None:
        part = self._note.with_suffix(".part")
        note = asdict(holder) | {"since": holder.since.isoformat()}
        try:
            part.write_text(json.dumps(note), encoding="utf-8")
            part.replace(self._note)
        except OSError:
            with suppress(OSError):
                part.unlink()
            raise
