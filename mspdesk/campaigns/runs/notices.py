"""Notices of mail servers, kept as files by a mail program, read and written down."""

from collections.abc import Sequence
from pathlib import Path

from ...database.store import Store
from ...errors import Trouble, UserError
from ...progress import Progress
from ..actions.optouts import note_returned
from ..rules.bounces import LARGEST, Returned, read_notice


def note_notices(store: Store, progress: Progress, files: Sequence[Path]) -> int:
    """Read notices (.eml) and write down the addresses they name; answers how many are new.

    Raises UserError naming the first file in which no address was found, Trouble where one cannot
    be read; nothing is written down then.
    """
    found: list[Returned] = []
    for done, file in enumerate(files):
        progress.step(done, len(files), file.name)
        found += _read(file)
    return store.do(note_returned, found)


def _read(file: Path) -> list[Returned]:
    try:
        with file.open("rb") as opened:
            content = opened.read(LARGEST + 1)
    except OSError as error:
        raise Trouble(f"{file.name} cannot be read.", f"{error.strerror}.") from error
    if len(content) > LARGEST:
        raise UserError(f"{file.name} is far too large for the notice of a mail server.")
    returned = read_notice(content)
    if not returned:
        raise UserError(f"No address was found in {file.name}. Type it instead.")
    return returned
