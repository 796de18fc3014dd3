"""The other way out: a draft with its files for the user's own mail program."""

from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import quote

from ... import paths
from ...database.files import write_whole
from ...database.store import Store
from ...dates import now
from ...errors import Trouble
from ...progress import Progress
from .. import actions, queries
from ..queries import MailPage
from ..rules.message import written
from .sending import message_of

KEPT = timedelta(days=14)
"""How long the files of drafts are left lying."""


def drafts_folder() -> Path:
    """Where drafts for the mail program lie."""
    return paths.home() / "drafts"


def draft_of(store: Store, progress: Progress, mail_id: int) -> Path:
    """Write a mail as a draft with its files and note that it was handed over; answers the file.

    Raises Trouble when it cannot be written or a file of it is lost; the mail waits then.
    """
    progress.step(0, 1, "Writing the draft")
    account = store.ask(queries.account)
    page = store.ask(queries.mail_page, mail_id)
    mail = written(message_of(store, account, page, unsent=True))
    folder = drafts_folder()
    file = folder / paths.safe_name(f"{page.row.id} {page.row.subject}", "mail")
    file = file.with_name(f"{file.name}.eml")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _clear(folder)
        write_whole(file, [mail])
    except OSError as error:
        raise Trouble(
            "The draft could not be written.", f"{error.strerror or 'Check the disk'}."
        ) from error
    store.do(actions.note_drafted, mail_id)
    return file


def _clear(folder: Path) -> None:
    """Take away drafts of long ago; they hold what clients were sent."""
    for old in folder.glob("*.eml"):
        if now() - datetime.fromtimestamp(old.stat().st_mtime) > KEPT:
            old.unlink(missing_ok=True)


def mailto(page: MailPage) -> str:
    """The mail as a link that every mail program opens; files do not go with it."""
    body = quote("\r\n".join(page.body.splitlines()))
    said = f"subject={quote(page.row.subject)}&body={body}"
    copies = f"&cc={quote(page.row.cc.replace(' ', ''), safe='@,')}" if page.row.cc else ""
    return f"mailto:{quote(page.row.to.replace(' ', ''), safe='@,')}?{said}{copies}"
