"""Having a company in front while dialing: taken when it is opened, let go when it is left."""

from __future__ import annotations

from datetime import timedelta
from socket import gethostname

from ...dates import now, today
from ...desk.desk import Desk
from ...errors import UserError
from ..actions.dialing import leave_number, open_next, open_number

_KEEP = timedelta(minutes=2)
"""How long after the last time it is said again that somebody is dialing."""


class DialHold:
    """The company that is ours to dial; of two who call one list neither gets the other's."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._target_id: int | None = None
        self._kept_at = now()

    @property
    def holder(self) -> str:
        """Who has a company in front: this person at this computer."""
        return f"{self._desk.person_id or 0}@{gethostname()}"[:60]

    def open(self, list_id: int, skipped: tuple[int, ...], target_id: int | None) -> int | None:
        """Take the next company of a list, or one that was chosen; None where nobody is left.

        One that somebody else is dialing may be looked at and stays theirs. Raises UserError while
        something long is being written.
        """
        self.leave()
        if target_id is None:
            target_id = self._desk.do(open_next, list_id, today(), self.holder, skipped)
        else:
            self._desk.attempt(open_number, target_id, self.holder)
        self._target_id, self._kept_at = target_id, now()
        return target_id

    def keep(self) -> None:
        """Go on having it, as long as somebody goes on with the call."""
        if self._target_id is not None and now() - self._kept_at > _KEEP:
            self._kept_at = now()
            self._desk.attempt(open_number, self._target_id, self.holder)

    def leave(self) -> None:
        """Let it go, for whoever else calls this list."""
        held, self._target_id = self._target_id, None
        if held is not None:
            try:
                self._desk.do(leave_number, held, self.holder)
            except UserError:
                # While something long is written it runs out by itself.
                return
