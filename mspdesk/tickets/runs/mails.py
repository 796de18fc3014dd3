"""A mail from a file, read in a process of its own, as it was made by somebody else."""

import base64
import hashlib
from datetime import datetime
from pathlib import Path
from typing import Any

from ...database.store import Store
from ...errors import UserError
from ...exchange.apart import Limits, Sentences, told_apart
from ...progress import Progress
from ...rows import dataclass
from ..queries.senders import Sender, sender_of, ticket_with
from ..rules.mail import Mail, MailFile
from ..rules.mail_apart import serve
from .files import read_whole

_SLOW = "{name} takes too long to read. Write the ticket by hand and attach it."
_BROKEN = "{name} cannot be read as a mail. Write the ticket by hand and attach it."


@dataclass(frozen=True, slots=True)
class MailCame:
    """A mail that was read: from whom it is, and the ticket it is on already, None for none.

    `raw` is the mail as it came, `name` that of its file.
    """

    name: str
    raw: bytes
    mail: Mail
    sender: Sender
    ticket_id: int | None


def read_mail(store: Store, progress: Progress, path: Path) -> MailCame:
    """Read a mail and look who wrote it; raises UserError in one sentence whatever is wrong."""
    raw = read_whole(path)
    mail = mail_of(raw, path.name, progress)
    known = store.ask(ticket_with, hashlib.sha256(raw).hexdigest())
    return MailCame(path.name, raw, mail, store.ask(sender_of, mail.address), known)


def mail_of(raw: bytes, name: str, progress: Progress | None = None) -> Mail:
    """What a mail says, read apart."""
    words = Sentences(_SLOW.format(name=name), _BROKEN.format(name=name))
    head: dict[str, Any] = {}
    files: list[MailFile] = []
    for kind, told in told_apart(serve, {}, Limits(), words, progress, raw):
        if kind == "refused":
            raise UserError(words.broken)
        if kind == "head":
            head = told
        elif kind == "file":
            files.append(MailFile(told[0], base64.b64decode(told[1])))
    sent = head.pop("sent_at")
    return Mail(files=tuple(files), sent_at=datetime.fromisoformat(sent) if sent else None, **head)
