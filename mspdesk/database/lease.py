"""The row in the books that says which opening of which file writes them.

The lock keeps two processes apart; the lease notices that the file itself was exchanged underneath:
a synced folder brought another computer's copy, somebody put an old one back, the log was removed.
"""

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from uuid import uuid4

from sqlalchemy import Connection, Engine, delete, event, func, insert, select
from sqlalchemy.exc import DBAPIError

from .. import dates
from ..errors import Trouble
from .files import make_folder, put_in_place, write_sum
from .lock import Holder
from .rotation import REPLACED as KIND
from .tables import Lease, Step

REPLACED = "Another copy has replaced this file while it was open; nothing was saved into it."
ADVICE = "Close MSPDesk, look at both copies, and open the right one."
LOG_GONE = "The log of these books was taken away while they were open; nothing was saved."
REOPEN = "Close MSPDesk and open the books again."


_TOKEN = select(Lease.open_token)
_NEWEST = select(func.max(Step.id))
_NEWEST_STEP = "SELECT coalesce(max(id), 0) FROM step"


class Replaced(Trouble):
    """The file under the open books is another one now; `kept` holds what was saved until then."""

    def __init__(
        self, text: str = REPLACED, advice: str = ADVICE, kept: Path | None = None
    ) -> None:
        ours = f"What was saved here until then is in {kept}. " if kept else ""
        super().__init__(text, ours + advice)
        self.advice = advice
        self.kept = kept

    def with_ours(self, kept: Path | None) -> "Replaced":
        """The same, telling where what was saved here lies."""
        return Replaced(self.text, self.advice, kept)


class Hold:
    """What this opening of a books.db can be told by: the file on disk and a token in the books.

    `log` says that the books are kept with a log beside them; nobody but us writes the file then.
    """

    def __init__(self, file: Path, *, log: bool = False) -> None:
        self._file = file
        self._log = log and os.name == "posix"
        self._token = str(uuid4())
        self._identity = _identity(file)
        self._newest = 0
        self._stamp: tuple[int, ...] | None = None
        self._log_id = 0
        self._seen = 0
        self._laid_over = False

    def take(self, connection: Connection) -> None:
        """Write our token into the books, inside a transaction of the caller."""
        me = Holder.me()
        connection.execute(delete(Lease))
        row = {"host": me.host, "user_name": me.user, "pid": me.pid, "since": me.since}
        connection.execute(insert(Lease).values(id=1, open_token=self._token, **row))
        self._newest = connection.execute(_NEWEST).scalar() or 0
        self._seen = _seen(connection) if self._log else 0

    def watch(self, engine: Engine) -> None:
        """Expect the file to change when connections come and go: the last one tidies up."""
        for change in ("connect", "close"):
            event.listen(engine, change, self._forget)

    def _forget(self, *_: object) -> None:
        self._stamp = None

    def note(self, step_id: int | None = None) -> None:
        """Take note of how a step of ours left the file."""
        self._newest = max(self._newest, step_id or 0)
        try:
            self._stamp = _stamp(self._file) if self._log else None
            self._log_id = self._stamp[2] if self._stamp else 0
        except OSError:
            # The disk is gone; whether the file is still ours is asked when it is back.
            self._stamp = None

    def check(self, connection: Connection) -> None:
        """Raise Replaced when file or token is not the one we opened, Trouble when it is gone."""
        if _identity(self._file) != self._identity:
            raise Replaced
        if self._log and self._stamp is not None:
            *written, log = _stamp(self._file)
            if written != [*self._stamp[:2]]:
                # SQLite would know of any other that writes through it.
                self._laid_over = self._seen == _seen(connection)
                raise Replaced
            if log != self._stamp[2]:
                raise Replaced(LOG_GONE, REOPEN)
        if connection.execute(_TOKEN).scalar_one_or_none() != self._token:
            raise Replaced
        if (connection.execute(_NEWEST).scalar() or 0) < self._newest:
            # An earlier state of these very books was laid in their place.
            raise Replaced
        if self._log:
            self._seen = _seen(connection)

    def keep_ours(self, engine: Engine) -> Path | None:
        """Lay what was saved here beside the other copies; None where it cannot be had any more.

        Our connection still has the file it opened, though its name leads to another one now. Our
        log goes away then: whoever opens the other file next would read it into that one.
        """
        target = self._file.parent / "backups" / f"books-{dates.now():%Y%m%d-%H%M%S}-{KIND}.db"
        part = target.with_name(f"{target.name}.part")
        try:
            make_folder(target.parent)
            whole = self._copy(engine, part)
            if whole:
                put_in_place(part, target)
                write_sum(target)
            self._drop_log()
        except (OSError, sqlite3.Error, DBAPIError):
            # No room for a copy: our log is the only place where the newest steps are.
            return None
        finally:
            part.unlink(missing_ok=True)
        return target if whole else None

    def _copy(self, engine: Engine, part: Path) -> bool:
        """Copy what our connection sees; whether that is what was saved here, and whole."""
        raw = engine.raw_connection()
        try:
            with closing(sqlite3.connect(part)) as out:
                raw.driver_connection.backup(out)  # type: ignore[union-attr] # SQLite's own
                out.execute("PRAGMA journal_mode=DELETE").close()
                return self._ours(out)
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError:
            # Pages of two files, seen through one log.
            return False
        finally:
            raw.close()

    def _drop_log(self) -> None:
        """Keep our log out of a file that is not ours; never one that came with that."""
        log = self._file.with_name(f"{self._file.name}-wal")
        if not self._log_id or not log.exists() or log.stat().st_ino != self._log_id:
            return
        if _identity(self._file) != self._identity:
            log.unlink()
            log.with_name(f"{self._file.name}-shm").unlink(missing_ok=True)
        elif self._laid_over:
            # The last connection writes its log into the file; there must be nothing in it.
            os.truncate(log, 0)

    def _ours(self, copy: sqlite3.Connection) -> bool:
        """Whether a copy is whole, of this opening, and as new as the last step that was saved."""
        asked = ("PRAGMA quick_check(1)", "SELECT open_token FROM lease", _NEWEST_STEP)
        whole, token, newest = (copy.execute(words).fetchone()[0] for words in asked)
        return bool(whole == "ok" and token == self._token and newest >= self._newest)


def _seen(connection: Connection) -> int:
    """A number that changes when anybody else saves something through SQLite."""
    return int(connection.exec_driver_sql("PRAGMA data_version").scalar_one())


def _identity(file: Path) -> tuple[int, int]:
    """Device and number of the file a path leads to now; raises Trouble when it is gone."""
    try:
        found = file.stat()
    except OSError as error:
        raise Trouble(
            "The books cannot be reached; nothing was saved.", "Is the disk still there?"
        ) from error
    return found.st_dev, found.st_ino


def _stamp(file: Path) -> tuple[int, ...]:
    """Size and time of a file that only we write, and the number of its log (0 without one)."""
    found = file.stat()
    try:
        log = file.with_name(f"{file.name}-wal").stat().st_ino
    except OSError:
        log = 0
    return found.st_size, found.st_mtime_ns, log
