"""The room before the next hire: how much more work may wait before a month of it does.

The line is ours: a month of the team's productive work (4.3 weeks, S013). Work that waits longer
than that is work a client has given up on.
"""

from datetime import date, timedelta

from ...dates import hours_h
from ...money import half_up
from ...people.rules import WEEKS_TENTHS
from ...rows import dataclass

FAR_DAYS = 365
"""Days ahead beyond which no month is named."""
SOON_DAYS = 182
"""Days ahead within which Today says so: half a year, as finding somebody takes months."""


@dataclass(frozen=True, slots=True)
class Room:
    """Minutes: what is left up to the line, and the net growth of a week.

    `until` is the day the line is reached at that growth, None while the backlog does not grow;
    `known` is False where nothing productive was done in four weeks.
    """

    on: date
    left: int
    line: int
    net: int
    until: date | None
    known: bool

    @property
    def value(self) -> str:
        """The room in words: whole hours, half up."""
        if not self.known:
            return "unknown"
        return f"{half_up(self.left, 60)} h" if self.left else "none"

    @property
    def words(self) -> str:
        """What it means: about when it is used up."""
        if not self.known:
            return "no productive time in four weeks"
        if not self.left:
            return f"a month of work waits, {hours_h(self.line)}"
        if self.until is None:
            return "the backlog does not grow"
        if self.until > self.on + timedelta(days=FAR_DAYS):
            return "at this growth, more than a year"
        if (self.until.year, self.until.month) == (self.on.year, self.on.month):
            return "at this growth, this month"
        year = f" {self.until:%Y}" if self.until.year != self.on.year else ""
        return f"at this growth, about {self.until:%B}{year}"

    @property
    def title(self) -> str:
        """The room as the title of a line: 31 h of room."""
        return f"{self.value} of room" if self.left else "No room left"

    @property
    def sentence(self) -> str:
        """What it means, on a line of its own."""
        return f"{self.words[:1].upper()}{self.words[1:]}"

    @property
    def soon(self) -> bool:
        """Whether it is used up within half a year."""
        return self.until is not None and self.until <= self.on + timedelta(days=SOON_DAYS)


def room(backlog: int, pace: int, net: int, day: date) -> Room:
    """The room from a backlog, productive minutes a week, and net minutes a week, on a day."""
    line = half_up(pace * WEEKS_TENTHS, 10)
    left = max(0, line - backlog)
    until = None
    if net > 0 and pace:
        until = day + timedelta(days=min(-(-left * 7 // net), 10 * FAR_DAYS))
    return Room(day, left, line, net, until, pace > 0)
