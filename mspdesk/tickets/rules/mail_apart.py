"""Taking a mail apart; runs in a process of its own that may use little of anything."""

import base64
from collections.abc import Iterator
from typing import Any

from .mail import parse_mail


def serve(_asked: dict[str, Any], raw: bytes) -> Iterator[tuple[str, Any]]:
    """What a mail says, then its files; refused where it cannot be read."""
    try:
        mail = parse_mail(raw)
    except (ValueError, RecursionError, LookupError, AttributeError, TypeError, MemoryError):
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
