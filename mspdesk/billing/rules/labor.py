"""Labor lines: entries put together by ticket and price, and the words that stand on them."""

from collections.abc import Iterable, Sequence
from dataclasses import field
from datetime import date, timedelta

from ...dates import clock_time, hours_h, short_date
from ...money import labor, multiplied, split
from ...rows import dataclass
from .review import EntryFacts, factor_words

SHOWN = 4
"""How many entries a line tells in words; the time page has them all."""


@dataclass(frozen=True, slots=True)
class Part:
    """The part of an entry that bills at one price: in hours, or after hours."""

    entry: EntryFacts
    price: int
    billed: int
    worked: int
    after: bool


@dataclass(slots=True)
class Group:
    """What becomes one labor line: a ticket at one price."""

    ticket_id: int
    price: int
    parts: list[Part] = field(default_factory=list)

    @property
    def minutes(self) -> int:
        """Billed minutes of the line."""
        return sum(part.billed for part in self.parts)

    @property
    def amount(self) -> int:
        """What the line bills, rounded half up once."""
        return labor(self.minutes, self.price)

    @property
    def first_on(self) -> date:
        """The day of its oldest work."""
        return min(part.entry.work_on for part in self.parts)


def parts_of(entry: EntryFacts) -> list[Part]:
    """An entry's parts by price; the one in hours first. An entry always has at least one."""
    after = entry.billed_after_minutes
    regular = entry.billed_minutes - after
    double = multiplied(entry.rate, entry.factor)
    if not after or double == entry.rate:
        return [Part(entry, entry.rate, entry.billed_minutes, entry.minutes, after=False)]
    worked_after = min(entry.minutes, after)
    if not regular:
        return [Part(entry, double, after, entry.minutes, after=True)]
    worked = entry.minutes - worked_after
    return [
        Part(entry, entry.rate, regular, worked, after=False),
        Part(entry, double, after, worked_after, after=True),
    ]


def grouped(entries: Iterable[EntryFacts]) -> list[Group]:
    """Billable entries by ticket and price, in the order of their oldest work."""
    groups: dict[tuple[int, int], Group] = {}
    for entry in sorted(entries, key=lambda one: (one.work_on, one.started_at, one.id)):
        for part in parts_of(entry):
            key = (entry.ticket_id, part.price)
            groups.setdefault(key, Group(*key)).parts.append(part)
    return list(groups.values())


def shares(group: Group) -> list[int]:
    """The line's amount shared over its parts by billed minutes; the sum is the line's amount."""
    weights = [part.billed for part in group.parts]
    if sum(weights) > 0 and min(weights) >= 0:
        return split(group.amount, weights)
    amounts = [labor(part.billed, part.price) for part in group.parts]
    amounts[-1] += group.amount - sum(amounts)
    return amounts


def when_words(entry: EntryFacts) -> str:
    """When the work was done: Sunday 9:10 am to 10:40 am, or the day alone."""
    if not entry.timed:
        return f"{entry.work_on:%A}"
    end = entry.started_at + timedelta(minutes=entry.minutes)
    return f"{entry.work_on:%A} {clock_time(entry.started_at)} to {clock_time(end)}"


def _told(part: Part) -> str:
    said = [part.entry.note.strip().rstrip(".")]
    if part.after:
        late = f"After hours at {factor_words(part.entry.factor)}"
        approved = part.entry.approved_by
        said.append(f"{late}, approved by {approved}" if approved else late)
    elif part.entry.prepaid_minutes:
        said.append(f"{hours_h(part.entry.prepaid_minutes)} more came from your prepaid hours")
    return ". ".join(one for one in said if one)


def detail_of(parts: Sequence[Part]) -> str:
    """The words under a labor line: when and what of one entry, days and notes of several."""
    if len(parts) == 1:
        said = (when_words(parts[0].entry), _told(parts[0]))
        return " ".join(f"{one}." for one in said if one)
    lines = []
    for part in parts[:SHOWN]:
        told = _told(part)
        lines.append(f"{short_date(part.entry.work_on)}: {told}." if told else "")
    more = len(parts) - SHOWN
    if more > 0:
        lines.append(f"And {more} more, listed on the time page.")
    return "\n".join(line for line in lines if line)


def ticket_words(number_int: int, title: str) -> str:
    """How a line names its ticket: Ticket 1157, spindle PC will not boot."""
    return f"Ticket {number_int}, {title}"
