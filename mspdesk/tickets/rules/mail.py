"""A mail somebody wrote to the shop: its sender, words and files, whatever state it is in."""

import email
import re
from collections.abc import Callable, Iterator
from datetime import datetime
from email.errors import MessageDefect, MessageError
from email.message import EmailMessage
from email.policy import default, strict
from email.utils import parseaddr
from html.parser import HTMLParser
from typing import Any

from ...rows import dataclass
from .board import LONGEST_TITLE
from .files import LARGEST, shown_name

MOST_FILES = 30
MOST_LETTERS = 20_000
"""Letters of a mail that are kept as words; the mail itself is kept as a file."""

LONGEST_NAME = 120
_DEEPEST = 20


@dataclass(frozen=True, slots=True)
class MailFile:
    """A file that came with a mail, under a safe name."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Mail:
    """What a mail says; `sent_at` as its sender's clock had it, `left_out` what was not taken.

    `damaged` says that it breaks the rules of mail somewhere, so something may be missing.
    """

    subject: str
    name: str
    address: str
    sent_at: datetime | None
    text: str
    files: tuple[MailFile, ...]
    left_out: int
    damaged: bool


def parse_mail(raw: bytes) -> Mail:
    """Read a mail: by the strict rules, or leniently where it breaks them; raises ValueError."""
    try:
        return _parsed(email.message_from_bytes(raw, policy=strict), damaged=False)
    except MessageDefect:
        return _parsed(email.message_from_bytes(raw, policy=default), damaged=True)


def _parsed(mail: EmailMessage, *, damaged: bool) -> Mail:
    if not mail.keys():
        raise ValueError("no headers")
    name, address = _sender(mail)
    body = _tolerant(lambda: mail.get_body(("plain", "html")))
    files, left_out = _files(mail, body)
    return Mail(
        subject=_line(_header(mail, "subject"), LONGEST_TITLE),
        name=name,
        address=address,
        sent_at=_tolerant(lambda: _naive(mail["date"].datetime)),
        text=_words(body),
        files=files,
        left_out=left_out,
        damaged=damaged,
    )


def _tolerant(read: Callable[[], Any]) -> Any:
    """What a header or part gives; None where it is too broken for its reader.

    What breaks the strict rules goes on to the lenient reading.
    """
    try:
        return read()
    except MessageDefect:
        raise
    except (
        *(MessageError, ValueError, LookupError, AttributeError, TypeError, AssertionError),
        RecursionError,
    ):
        # The readers of the standard library fail in many ways on headers made to break them.
        return None


def _header(mail: EmailMessage, name: str) -> str:
    return str(_tolerant(lambda: mail[name]) or "")


def _naive(moment: datetime | None) -> datetime | None:
    return None if moment is None else moment.replace(tzinfo=None)


def _line(text: str, most: int) -> str:
    """One line of visible signs."""
    seen = "".join(one if one.isprintable() else " " for one in text)
    return " ".join(seen.split())[:most].strip()


def _sender(mail: EmailMessage) -> tuple[str, str]:
    """Name and address of who wrote it; the address empty where it is none, or could be two."""
    told = _line(_header(mail, "from"), 1_000)
    name, address = parseaddr(told)
    plain = address.strip().lower()
    # As it was written: the reader drops what it does not understand, and with it the doubt.
    written = " ".join(str(value) for key, value in mail.raw_items() if key.lower() == "from")
    several = re.sub(r'"[^"]*"', "", written).count("@") > 1
    if several or not re.fullmatch(r"[^@\s<>\"]{1,64}@[a-z0-9.-]{1,190}", plain):
        plain = ""
    return _line(name, LONGEST_NAME), plain


def _words(body: EmailMessage | None) -> str:
    """The text of a mail, or of its HTML without anything that is not text."""
    if body is None:
        return ""
    text = _decoded(body)
    if body.get_content_subtype() == "html":
        text = plain_of(text)
    seen = "".join(one for one in text.replace("\r\n", "\n") if one.isprintable() or one in "\n\t")
    return re.sub(r"\n{3,}", "\n\n", seen).strip()[:MOST_LETTERS]


def _decoded(part: EmailMessage) -> str:
    """The letters of a text part, whatever it says of its encoding."""
    raw = _tolerant(lambda: part.get_payload(decode=True))
    if not isinstance(raw, bytes):
        return ""
    for charset in (str(_tolerant(part.get_content_charset) or "utf-8"), "utf-8"):
        try:
            return raw.decode(charset)
        except (UnicodeError, LookupError, ValueError):
            continue
    return raw.decode("latin-1")


class _Plain(HTMLParser):
    """Gathers the text of HTML; nothing in it is fetched, run or shown as it wants."""

    _HIDDEN = frozenset({"script", "style", "head", "title"})
    _LINES = frozenset({"br", "p", "div", "tr", "li", "h1", "h2", "h3", "table", "blockquote"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a line, or what is not to be read."""
        self._hidden += tag in self._HIDDEN
        if tag in self._LINES:
            self.found.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """End what is not to be read."""
        if tag in self._HIDDEN and self._hidden:
            self._hidden -= 1

    def handle_data(self, words: str) -> None:
        """Keep words."""
        if not self._hidden:
            self.found.append(re.sub(r"\s+", " ", words))


def plain_of(html: str) -> str:
    """The words of HTML, a line for each line."""
    reader = _Plain()
    reader.feed(html)
    reader.close()
    return "\n".join(line.strip() for line in "".join(reader.found).split("\n"))


def _files(mail: EmailMessage, body: EmailMessage | None) -> tuple[tuple[MailFile, ...], int]:
    """Every file of a mail, and how many were left out: too many, too large, or unreadable."""
    found: list[MailFile] = []
    left_out = room = 0
    for part in _leaves(mail):
        if part is body or _is_body(part):
            continue
        content = _bytes_of(part)
        if not content:
            continue
        room += len(content)
        if len(found) >= MOST_FILES or room > LARGEST:
            left_out += 1
            continue
        found.append(MailFile(_name_of(part, len(found) + 1), content))
    return tuple(found), left_out


def _leaves(part: EmailMessage, depth: int = 0) -> Iterator[EmailMessage]:
    """The parts that hold something; a mail within the mail is one of them."""
    if part.get_content_maintype() != "multipart":
        yield part
        return
    held = part.get_payload()
    if depth < _DEEPEST and isinstance(held, list):
        for one in held:
            if isinstance(one, EmailMessage):
                yield from _leaves(one, depth + 1)


def _is_body(part: EmailMessage) -> bool:
    """Whether it is another wording of the text, not a file."""
    text = part.get_content_type() in ("text/plain", "text/html")
    attached = _tolerant(part.get_content_disposition) == "attachment"
    return text and not attached and not _tolerant(part.get_filename)


def _bytes_of(part: EmailMessage) -> bytes:
    held = part.get_payload()
    if part.get_content_maintype() == "message" and isinstance(held, list) and held:
        inner = held[0]
        found = _tolerant(inner.as_bytes) if isinstance(inner, EmailMessage) else None
    else:
        found = _tolerant(lambda: part.get_payload(decode=True))
    return found if isinstance(found, bytes) else b""


def _name_of(part: EmailMessage, number: int) -> str:
    """The name its sender gave it, made safe; one after its kind where there is none."""
    given = str(_tolerant(part.get_filename) or "")
    if given:
        return shown_name(given)
    if part.get_content_maintype() == "message":
        return f"mail {number}.eml"
    ending = re.sub(r"[^a-z0-9]", "", part.get_content_subtype().lower())[:8]
    return f"file {number}.{ending or 'bin'}"


_REPLY = re.compile(
    r"^(?:(?:re|fw|fwd|aw|wg|sv|vs|tr|rif|antw)\s*(?:\[\d+\])?\s*:\s*)+", re.IGNORECASE
)


def title_of(mail: Mail) -> str:
    """What a ticket from a mail is called: its subject without Re: and Fwd:."""
    return _REPLY.sub("", mail.subject).strip() or "Mail without a subject"


def description_of(mail: Mail, when: str) -> str:
    """What a ticket from a mail says: who wrote it and when, then its words."""
    who = f"{mail.name} <{mail.address}>" if mail.name and mail.address else mail.address
    head = ", ".join(filter(None, (f"From {who or mail.name or 'somebody'}", when)))
    return f"{head}\n\n{mail.text}".strip()
