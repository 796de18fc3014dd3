"""The mail itself, as the bytes that go to a server or into a file."""

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from ...errors import UserError
from ...rows import dataclass
from .addresses import one_line

LARGEST = 25_000_000
"""Bytes of a whole mail that nearly every server takes, files as they travel."""

SUBJECT_MOST = 200


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that goes with a mail: its name, its bytes, its type as application/pdf."""

    name: str
    content: bytes
    kind: str = "application/pdf"


@dataclass(frozen=True, slots=True)
class Message:
    """All that a mail says; addresses were checked, `date` is UTC."""

    message_id: str
    sender_name: str
    sender: str
    reply_to: str
    to: tuple[str, ...]
    cc: tuple[str, ...]
    subject: str
    body: str
    date: datetime
    files: tuple[Attached, ...] = ()
    unsent: bool = False
    stop_at: str = ""


def written(message: Message) -> bytes:
    """The mail as bytes with CRLF line ends; `unsent` marks a draft for mail programs.

    Who gets a copy without being named stands nowhere in it. With `stop_at` mail programs offer to
    stop such mails by a mail to that address (RFC 2369), and send no word of holidays back.
    """
    mail = EmailMessage(policy=SMTP)
    if message.sender:
        mail["From"] = Address(message.sender_name, addr_spec=message.sender)
    mail["To"] = ", ".join(message.to)
    if message.cc:
        mail["Cc"] = ", ".join(message.cc)
    if message.reply_to:
        mail["Reply-To"] = message.reply_to
    mail["Subject"] = message.subject
    mail["Date"] = format_datetime(message.date.replace(tzinfo=UTC))
    if message.message_id:
        mail["Message-ID"] = message.message_id
    if message.unsent:
        mail["X-Unsent"] = "1"
    if message.stop_at:
        mail["List-Unsubscribe"] = f"<mailto:{message.stop_at}?subject=stop>"
        mail["Precedence"] = "bulk"
    mail.set_content(message.body or "\n", cte="quoted-printable")
    for file in message.files:
        main, _, sub = file.kind.partition("/")
        mail.add_attachment(file.content, maintype=main, subtype=sub, filename=file.name)
    return mail.as_bytes()


def checked_subject(text: str) -> str:
    """A subject that can stand on the line of a mail; raises UserError otherwise."""
    subject = one_line(text.strip(), "The subject", "subject")
    if not subject:
        raise UserError("Type a subject.", "subject")
    if len(subject) > SUBJECT_MOST:
        raise UserError(f"The subject is longer than {SUBJECT_MOST} letters.", "subject")
    return subject


def file_name(text: str) -> str:
    """A file name for every computer, its letters kept: no folders, no quotes, no control signs."""
    plain = re.sub(
        r'[\x00-\x1f\x7f-\x9f<>:"/\\|?*\u200e\u200f\u202a-\u202e\u2066-\u2069]+', "-", text
    )
    stem, dot, ending = plain.strip(" .-").rpartition(".")
    return (
        f"{(stem or ending)[:100].strip(' .')}{dot if stem else ''}{ending if stem else ''}"
        or "file"
    )


def travel_size(sizes: Iterable[int], body: str = "") -> int:
    """Bytes that files and a body take up in a mail: four for three, and the line ends."""
    files = sum((size + 2) // 3 * 4 * 78 // 76 + 400 for size in sizes)
    return files + len(body.encode()) * 2 + 2000


def refuse_large(sizes: Sequence[int], body: str = "", most: int = LARGEST) -> None:
    """Raise UserError when a mail would be larger than servers take."""
    size = travel_size(sizes, body)
    if size > most:
        raise UserError(
            f"With its files this mail comes to {megabytes(size)} MB; mail servers take "
            f"{megabytes(most)} MB. Send fewer files at once, or hand them over another way.",
            "files",
        )


def megabytes(size: int) -> str:
    """Bytes as megabytes with one decimal, rounded up: 25_000_001 is 25.1, 25_000_000 is 25."""
    tenths = -(-size // 100_000)
    return f"{tenths // 10}.{tenths % 10}" if tenths % 10 else str(tenths // 10)


def message_id(key: str, sender: str) -> str:
    """The name a mail keeps for ever, so that a server that gets it twice can tell."""
    plain = re.sub(r"[^A-Za-z0-9.-]", ".", key)
    domain = sender.rpartition("@")[2] or "mspdesk.invalid"
    return f"<{plain}@{domain}>"
