"""The row in the books that says which opening of which file writes them.

The lock keeps two processes apart; the lease notices that the file itself was exchanged underneath:
a synced folder brought another computer's copy, somebody put an old one back.
"""

from pathlib import Path
from uuid import uuid4

from sqlalchemy import Connection, delete, insert, select

from ..errors import Trouble
from .lock import Holder
from .tables import Lease

REPLACED = "Another copy has replaced this file while it was open; nothing was saved into it."
ADVICE = "Close MSPDesk, look at both copies, and open the right one."


_TOKEN = select(Lease.open_token)


class Replaced(Trouble):
    """The file under the open books is another one now."""

    def __init__(self) -> None:
        super().__init__(REPLACED, ADVICE)


class Hold:
    """What this opening of a books.db can be told by: the file on disk and a token in the books."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._token = str(uuid4())
        self._identity = _identity(file)

    def take(self, connection: Connection) -> None:
        """Write our token into the books, inside a transaction of the caller."""
        me = Holder.me()
        connection.execute(delete(Lease))
        row = {"host": me.host, "user_name": me.user, "pid": me.pid, "since": me.since}
        connection.execute(insert(Lease).values(id=1, open_token=self._token, **row))

    def check(self, connection: Connection) -> None:
        """Raise Replaced when file or token is not the one we opened, Trouble when it is gone."""
        if _identity(self._file) != self._identity:
            raise Replaced
        if connection.execute(_TOKEN).scalar_one_or_none() != self._token:
            raise Replaced


def _identity(file: Path) -> tuple[int, int]:
    """Device and number of the file a path leads to now; raises Trouble when it is gone."""
    try:
        found = file.stat()
    except OSError as error:
        raise Trouble(
            "The books cannot be reached; nothing was saved.", "Is the disk still there?"
        ) from error
    return found.st_dev, found.st_ino
