"""A mail from a file, read in a process of its own, as it was made by somebody else."""

import base64
import hashlib
from collections.abc import Iterator
from datetime import datetime
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from ...database.store import Store
from ...errors import UserError
from ...exchange.apart import Limits, Sentences, limit, send, told_apart
from ...progress import Progress
from ...rows import dataclass
from ..queries.senders import Sender, sender_of, ticket_with
from ..rules.mail import Mail, MailFile, parse_mail
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
    for kind, told in told_apart(serve_mail, (raw,), Limits(), words, progress):
        if kind == "refused":
            raise UserError(words.broken)
        if kind == "head":
            head = told
        elif kind == "file":
            files.append(MailFile(told[0], base64.b64decode(told[1])))
    sent = head.pop("sent_at")
    return Mail(files=tuple(files), sent_at=datetime.fromisoformat(sent) if sent else None, **head)


def serve_mail(raw: bytes, answers: Connection) -> None:
    """Read a mail and send what it says; the whole life of the reading process."""
    limit(Limits())
    send(answers, _told(raw))


def _told(raw: bytes) -> Iterator[tuple[str, Any]]:
    try:
        mail = parse_mail(raw)
    except (ValueError, RecursionError, LookupError, AttributeError, TypeError):
        # Whatever the reader stumbles over, it is a mail that cannot be read.
        yield "refused", None
        return
    sent = mail.sent_at.isoformat() if mail.sent_at else ""
    names = ("subject", "name", "address", "text", "left_out", "damaged")
    # Half of a pair of signs, as broken mails have them, is no letter that can be kept.
    plain = {name: _whole(getattr(mail, name)) for name in names}
    yield "head", {**plain, "sent_at": sent}
    for one in mail.files:
        yield "file", (one.name, base64.b64encode(one.content).decode())
    yield "done", None


def _whole(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    return value.encode("utf-8", "replace").decode()
