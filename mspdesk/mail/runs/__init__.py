"""Long work of mail: talking to the mail server, sending what waits, drafts for mail programs."""

from .drafts import draft_of, mailto
from .passwords import forget, keep, known
from .sending import SendReport, send_test, send_waiting
from .smtp import PasswordWanted

__all__ = [
    "PasswordWanted",
    "SendReport",
    "draft_of",
    "forget",
    "keep",
    "known",
    "mailto",
    "send_test",
    "send_waiting",
]
