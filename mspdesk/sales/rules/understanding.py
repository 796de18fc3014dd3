"""What a letter of understanding has to say before it can be written (S131)."""

from datetime import date

from ...errors import UserError

WANTED = {
    "we_do": "Say what we do, one thing a line.",
    "you_do": "Say what they do, even if it is only to choose a day.",
    "money": "Say what it costs and when it is paid.",
}
"""What must be said, and how one is asked for it."""

LONGEST_TITLE = 200
"""Signs of its name in lists."""

MOST_LINES = 8
"""Lines of one part, so that the letter stays on one page."""

LONGEST_LINE = 160
"""Signs of one of those lines."""


def lines(words: str, field: str, empty: str) -> str:
    """Words line by line without empty ones; raises UserError naming the field."""
    kept = [line for one in words.splitlines() if (line := " ".join(one.split()).lstrip("-• "))]
    if not kept:
        raise UserError(empty, field)
    if len(kept) > MOST_LINES:
        raise UserError(f"Keep it within {MOST_LINES} lines; it is a letter of one page.", field)
    if any(len(line) > LONGEST_LINE for line in kept):
        raise UserError(f"Keep each line within {LONGEST_LINE} signs.", field)
    return "\n".join(kept)


def checked_start(start_on: date | None) -> date:
    """The day the work begins; raises UserError naming `start_on` without one."""
    if start_on is None:
        raise UserError("Say on which day the work begins.", "start_on")
    return start_on
