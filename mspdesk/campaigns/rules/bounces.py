"""Mails that did not arrive: read from what a mail server sent back, and what to do about them."""

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.message import EmailMessage, Message
from email.policy import default

from ...rows import dataclass

HARD, SOFT = "hard", "soft"
KINDS = {HARD: "No such mailbox", SOFT: "Not now"}
LARGEST = 5_000_000
"""Bytes; no notice of a mail server is larger."""

OUTCOMES = {
    "corrected": "The address was corrected",
    "gone": "That person has left",
    "opted_out": "Left out of campaigns",
    "again": "Sent once more",
    "nothing": "Nothing to do",
}

_CODE = re.compile(r"\b([45])\.\d{1,3}\.\d{1,3}\b|(?<![\d.])([45])\d\d(?![\d.])")
_MAILBOX = re.compile(r"(?<![\d.])(?:45[0-2])(?![\d.])")
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_ID = re.compile(r"(?im)^Message-ID:\s*(<[^<>\s]+>)")


@dataclass(frozen=True, slots=True)
class Returned:
    """One address a mail did not reach: what was said, and the Message-ID of the mail if known."""

    address: str
    kind: str
    said: str
    message_id: str = ""


def kind_of(said: str) -> str:
    """Whether a server will never take mail for an address, or not just now.

    By the class of its code (RFC 3463, RFC 5321): 5 is for good, 4 for now; without one for good.
    """
    found = _CODE.search(said)
    if found is None:
        return HARD
    return SOFT if (found[1] or found[2]) == "4" else HARD


def todo(kind: str) -> str:
    """What to do about a mail that came back."""
    if kind == SOFT:
        return "The server may take it later. Send it once more, or call and ask."
    return "There is no such mailbox. Call, correct the address, or leave it out."


def read_notice(content: bytes) -> list[Returned]:
    """The addresses a notice of a mail server names (RFC 3464), each with what was said.

    A notice in plain words is read as far as it goes: its first address and its first code.
    """
    mail = message_from_bytes(content[:LARGEST], policy=default)
    reports = list(_reports(mail))
    if not reports:
        return _in_words(mail, content)
    message_id = _original_id(mail)
    found = {}
    for part in reports:
        address = str(part.get("Final-Recipient") or part.get("Original-Recipient") or "")
        address = address.rpartition(";")[2].strip().strip("<>").lower()
        action = str(part.get("Action") or "failed").strip().lower()
        if "@" not in address or action not in ("failed", "delayed"):
            continue
        said = " ".join(str(part.get("Diagnostic-Code") or "").rpartition(";")[2].split())
        status = str(part.get("Status") or "").strip()
        words = said or f"status {status or 'not given'}"
        kind = SOFT if action == "delayed" else kind_of(status or said)
        found[address] = Returned(address, kind, words[:500], message_id)
    return list(found.values())


def _reports(mail: Message) -> Iterator[Message]:
    """The parts of a notice that speak of one address each."""
    for part in mail.walk():
        if part.get_content_type() == "message/delivery-status":
            payload = part.get_payload()
            yield from (one for one in payload if isinstance(one, Message))


def _original_id(mail: Message) -> str:
    """The Message-ID of the mail that came back, where the notice carries it."""
    for part in mail.walk():
        if part.get_content_type() in ("message/rfc822", "text/rfc822-headers"):
            found = _ID.search(part.as_string().partition("\n\n")[2] or part.as_string())
            if found:
                return found[1]
    return ""


def _in_words(mail: Message, content: bytes) -> list[Returned]:
    text = ""
    if isinstance(mail, EmailMessage):
        body = mail.get_body(("plain",))
        if body is not None:
            try:
                text = str(body.get_content())
            except (LookupError, ValueError):
                text = ""
    text = text or content[:LARGEST].decode("utf-8", "replace")
    address = _ADDRESS.search(text)
    if address is None:
        return []
    line = next(
        (one.strip() for one in text.splitlines() if _CODE.search(one)),
        "The notice gives no code.",
    )
    named = _ID.findall(text)
    return [
        Returned(
            address[0].lower().strip("."),
            kind_of(line),
            " ".join(line.split())[:500],
            named[-1] if named else "",
        )
    ]
