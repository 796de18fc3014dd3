"""Long work of campaigns: mails and letters to many, reading notices of servers."""

from .merging import prepare_mails, queue_mails
from .notices import note_notices
from .posting import Stack, prepare_letters, set_letters

__all__ = [
    "Stack",
    "note_notices",
    "prepare_letters",
    "prepare_mails",
    "queue_mails",
    "set_letters",
]
