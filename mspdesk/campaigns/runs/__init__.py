"""Long work of campaigns: putting mails together, queueing them, reading notices of servers."""

from .merging import prepare_mails, queue_mails
from .notices import note_notices

__all__ = ["note_notices", "prepare_mails", "queue_mails"]
