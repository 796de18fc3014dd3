"""What a log of work under pressure asks for, and how its minutes are counted (S061, S063)."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from ..errors import UserError

REASONS = {
    "asked": "Somebody wanted it",
    "no_progress": "No progress",
    "vendor_call": "A call to a vendor",
    "server_build": "A server is built",
    "server_down": "A server is down",
    "dr_event": "A disaster",
}
"""Why a TSR log is kept (S061)."""

OWED_BY = {"": "Nobody", "us": "Us", "them": "Them", "client": "The client"}
"""Who owes the next step after a call (S063)."""

LONGEST_CALL = 24 * 60
"""Minutes; nobody holds the line for longer than a day."""


def span(start: datetime | None, end: datetime | None, field: str) -> int | None:
    """Whole minutes from one moment to the other, None where one is unknown.

    Raises UserError when the end comes first, or a day later.
    """
    if start is None or end is None:
        return None
    minutes = int((end - start) / timedelta(minutes=1))
    if minutes < 0:
        raise UserError("This is before what came before it. Look at both times.", field)
    if minutes > LONGEST_CALL:
        raise UserError("This is more than a day later. Look at both times.", field)
    return minutes


def checked_minutes(minutes: int | None, field: str) -> int | None:
    """Minutes somebody typed; raises UserError where they cannot be."""
    if minutes is not None and not 0 <= minutes <= LONGEST_CALL:
        raise UserError("Type minutes from 0 to 1,440.", field)
    return minutes


def named(names: Sequence[str]) -> str:
    """Names in a sentence: Ann Lee, Bo Rask and Cy Orr."""
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def words_of(problem: str) -> list[str]:
    """The words of a problem by which others like it are found: four letters or more, each once."""
    found = re.findall(r"[\w-]{4,}", problem.lower())
    return list(dict.fromkeys(word for word in found if word not in _COMMON))[:12]


_COMMON = frozenset(
    "about after again been before cannot does doesn from have into more must only over says that "
    "their then there this will with without would your".split()
)


def total(minutes: Iterable[int | None]) -> int:
    """The sum of what is known."""
    return sum(one or 0 for one in minutes)


def needed(words: str, sentence: str, field: str, most: int = 2_000) -> str:
    """Words without outer space; raises UserError with this sentence when there are none."""
    words = words.strip()
    if not words:
        raise UserError(sentence, field)
    return short(words, field, most)


def short(words: str, field: str, most: int = 2_000) -> str:
    """Words without outer space; raises UserError when there are too many."""
    words = words.strip()
    if len(words) > most:
        raise UserError(f"Keep it within {most:,} signs.", field)
    return words
