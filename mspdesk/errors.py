"""The three ways something can end that is nobody's bug."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from .rows import dataclass


class UserError(Exception):
    """Something typed or asked for cannot be done as it stands.

    The text is shown beside the field that is named, or as a quiet banner; what was typed is kept.
    """

    def __init__(self, text: str, field: str | None = None) -> None:
        super().__init__(text)
        self.text = text
        self.field = field

    def __str__(self) -> str:
        # Not what was handed in: Qt for Python writes into that where an error has passed.
        return self.text


@dataclass(frozen=True, slots=True)
class FieldMoved:
    """One field that somebody else changed: its column, what it was and what it is now.

    `was` and `now` are values as the books hold them, `was_words` and `now_words` as people read
    them. A private one has no words, nor what it was. `who` did it, at `at` (UTC) if that is known.
    """

    column: str
    label: str
    was: Any = None
    now: Any = None
    was_words: str = ""
    now_words: str = ""
    private: bool = False
    who: str = ""
    at: datetime | None = None


class Conflict(UserError):
    """Somebody else changed the same record since it was shown.

    `table` and `row_id` name it where they are known, `person_id` and `at` (UTC) who was first.
    `moved` are its fields that somebody changed, `parts` says in words what moved of what belongs
    to it, `gone` that it was deleted. `theirs` holds its columns as they stand now, without
    private ones. `seen` and `now` are versions.
    """

    def __init__(
        self,
        text: str,
        field: str | None = None,
        *,
        table: str = "",
        row_id: int | None = None,
        person_id: int | None = None,
        at: datetime | None = None,
        who: str = "Somebody",
        gone: bool = False,
        seen: int = 0,
        now: int = 0,
        moved: tuple[FieldMoved, ...] = (),
        parts: tuple[str, ...] = (),
        theirs: Mapping[str, Any] | None = None,
        known: dict[tuple[str, int | None, int], int] | None = None,
    ) -> None:
        super().__init__(text, field)
        self.table, self.row_id, self.seen, self.now = table, row_id, seen, now
        self.person_id, self.who, self.at = person_id, who, at
        self.gone, self.moved, self.parts = gone, moved, parts
        self.theirs = dict(theirs or {})
        self._known = known

    @contextmanager
    def shown(self) -> Iterator[None]:
        """Save knowing of it: whoever saw the older version has been shown this one meanwhile.

        What came later than that is a conflict again.
        """
        if self._known is None or not self.now:
            yield
            return
        key = self.table, self.row_id, self.seen
        self._known[key] = self.now
        try:
            yield
        finally:
            self._known.pop(key, None)


class Trouble(Exception):
    """The world outside refuses: a full disk, a locked file, a server that is gone.

    `text` says what happened, `hint` what to try next.
    """

    def __init__(self, text: str, hint: str = "") -> None:
        super().__init__(text if not hint else f"{text} {hint}")
        self.text = text
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.text} {self.hint}".rstrip()


class Cancelled(Exception):
    """A person asked a long piece of work to stop."""
