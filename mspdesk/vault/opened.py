"""The vault while it is open: for one person, until it is locked."""

from __future__ import annotations

from datetime import datetime

from ..dates import utc_now
from .refused import NotOpened
from .seal import DataKey

PASSWORD, PAPER, HERE = "password", "recovery", "computer"


class OpenVault:
    """The key of the vault in memory, for whom, and how it was opened; a desk holds one at most.

    `by` is password, recovery or computer. Once `lock` was called it opens nothing any more,
    whoever still holds it.
    """

    __slots__ = ("_key", "by", "opened_at", "person_id")

    def __init__(self, key: DataKey, person_id: int, by: str = PASSWORD) -> None:
        self._key: DataKey | None = key
        self.person_id = person_id
        self.by = by
        self.opened_at: datetime = utc_now()

    @property
    def key(self) -> DataKey:
        """The key; raises NotOpened when the vault was locked meanwhile."""
        if self._key is None:
            raise NotOpened("The vault is locked. Open it first.")
        return self._key

    @property
    def locked(self) -> bool:
        """Whether it was locked."""
        return self._key is None

    def lock(self) -> None:
        """Forget the key."""
        if self._key is not None:
            self._key.wipe()
            self._key = None

    def turn(self, key: DataKey) -> None:
        """Go on with a newer key, after the vault was given one."""
        self.lock()
        self._key = key

    def __repr__(self) -> str:
        return f"OpenVault({'locked' if self.locked else self.by})"

    def __reduce__(self) -> str:
        raise TypeError("an open vault is not written down")
