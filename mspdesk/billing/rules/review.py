"""The questions a reviewer is asked before an invoice goes out (B6, S106), and their answers."""

from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum

from ...dates import hours_h, short_date
from ...money import Currency, half_up, shown, times
from ...rows import dataclass

LONG_ENTRY = 8 * 60
"""An entry longer than this many minutes is asked about (B6)."""

UNUSUAL = 30
"""A draft this many percent off the mean of three months is asked about (B6)."""


class Ask(StrEnum):
    """What can be asked about a draft."""

    LEGAL = "legal"
    CHANGED = "changed"
    TAX_RETIRED = "tax_retired"
    AFTER_HOURS = "after_hours"
    NO_ORDER = "no_order"
    UNCOVERED = "uncovered"
    LONG_ENTRY = "long_entry"
    NO_NOTE = "no_note"
    ZERO_LINE = "zero_line"
    UNUSUAL = "unusual"


class Reply(StrEnum):
    """How a question can be answered."""

    RIGHT = "right"
    APPROVED = "approved"
    SINGLE = "single_rate"
    LEAVE_OFF = "leave_off"
    COVER = "cover"
    ORDER = "order"
    NOTE = "note"
    REMOVE = "remove"
    REMAKE = "remake"
    USUAL_TAX = "usual_tax"


REPLY_WORDS = {
    Reply.RIGHT: "It is right",
    Reply.APPROVED: "Approved by…",
    Reply.SINGLE: "Bill at 1×",
    Reply.LEAVE_OFF: "Leave off",
    Reply.COVER: "Cover it",
    Reply.ORDER: "Add the number…",
    Reply.NOTE: "Write a note…",
    Reply.REMOVE: "Remove the line",
    Reply.REMAKE: "Make it anew",
    Reply.USUAL_TAX: "Use the usual tax",
}

NEEDS_WORDS = {
    Reply.APPROVED: "Who at the client approved it?",
    Reply.ORDER: "Purchase order number",
    Reply.NOTE: "What was done, for the client",
}
"""Answers that need words, and what is asked for."""

TITLES = {
    Ask.LEGAL: "Something is missing",
    Ask.CHANGED: "Agreement was changed",
    Ask.TAX_RETIRED: "Tax is retired",
    Ask.AFTER_HOURS: "After hours, no approval",
    Ask.NO_ORDER: "No purchase order",
    Ask.UNCOVERED: "Not covered, on a plan",
    Ask.LONG_ENTRY: "More than 8 hours",
    Ask.NO_NOTE: "No note",
    Ask.ZERO_LINE: "A line of zero",
    Ask.UNUSUAL: "Unusual amount",
}

ANSWERS: dict[Ask, tuple[Reply, ...]] = {
    Ask.LEGAL: (),
    Ask.CHANGED: (Reply.REMAKE, Reply.RIGHT),
    Ask.TAX_RETIRED: (Reply.USUAL_TAX, Reply.REMOVE),
    Ask.AFTER_HOURS: (Reply.APPROVED, Reply.SINGLE, Reply.LEAVE_OFF),
    Ask.NO_ORDER: (Reply.ORDER, Reply.RIGHT),
    Ask.UNCOVERED: (Reply.RIGHT, Reply.COVER, Reply.LEAVE_OFF),
    Ask.LONG_ENTRY: (Reply.RIGHT, Reply.LEAVE_OFF),
    Ask.NO_NOTE: (Reply.NOTE, Reply.RIGHT, Reply.LEAVE_OFF),
    Ask.ZERO_LINE: (Reply.RIGHT, Reply.REMOVE),
    Ask.UNUSUAL: (Reply.RIGHT,),
}


@dataclass(frozen=True, slots=True)
class Query:
    """One open question: what it is about (entry:12, line:3, ticket:7 or nothing), in a sentence.

    `answers` are the replies that settle it; `field` names what is missing for `legal`.
    """

    kind: Ask
    subject: str
    sentence: str
    line_id: int | None = None
    field: str = ""

    @property
    def title(self) -> str:
        """The few words of the tag."""
        return TITLES[self.kind]

    @property
    def answers(self) -> tuple[Reply, ...]:
        """The replies that settle it."""
        return ANSWERS[self.kind]


@dataclass(frozen=True, slots=True)
class EntryFacts:
    """What the review needs of an entry on a draft; minutes, minor units, ten-thousandths."""

    id: int
    ticket_id: int
    ticket: str
    person: str
    work_on: date
    started_at: datetime
    timed: bool
    minutes: int
    billed_minutes: int
    billed_after_minutes: int
    rate: int
    factor: int
    kind: str
    note: str
    approved_by: str
    coverage: str
    line_id: int | None
    why: str = ""
    place: str = ""
    internal_note: str = ""
    prepaid_minutes: int = 0


def factor_words(factor: int) -> str:
    """A factor in ten-thousandths as people say it: 2×, 1.5×."""
    whole, rest = divmod(factor, 10_000)
    return f"{whole}{('.' + f'{rest:04d}'.rstrip('0')) if rest else ''}×"


def _after_hours(entry: EntryFacts) -> str:
    after = entry.billed_after_minutes
    counted = times(after, entry.factor)
    return (
        f"{entry.person} worked {hours_h(after)} after hours on {entry.ticket} on "
        f"{entry.work_on:%A}, {short_date(entry.work_on)}. At {factor_words(entry.factor)} it "
        f"bills as {hours_h(counted)}. Nobody at the client is noted as having approved it."
    )


def entry_questions(entry: EntryFacts) -> list[Query]:
    """What is asked about one entry: after hours, too long, no note."""
    if entry.kind != "billable":
        return []
    subject = f"entry:{entry.id}"
    day = short_date(entry.work_on)
    found = []
    if entry.billed_after_minutes and entry.factor > 10_000 and not entry.approved_by:
        found.append(Query(Ask.AFTER_HOURS, subject, _after_hours(entry), entry.line_id))
    if entry.minutes > LONG_ENTRY:
        words = f"{entry.person} logged {hours_h(entry.minutes)} on {entry.ticket} on {day}."
        found.append(Query(Ask.LONG_ENTRY, subject, f"{words} Is it right?", entry.line_id))
    if not entry.note.strip():
        words = f"{entry.person} wrote no note for {hours_h(entry.minutes)} on {entry.ticket}, "
        found.append(Query(Ask.NO_NOTE, subject, f"{words}{day}.", entry.line_id))
    return found


def uncovered_questions(entries: Sequence[EntryFacts], plan: str) -> list[Query]:
    """One question a ticket for billable work of a client on a plan that nobody decided on.

    Work wholly after hours is not asked about again; it has a question of its own.
    """
    minutes: dict[int, int] = {}
    first: dict[int, EntryFacts] = {}
    for entry in entries:
        in_hours = entry.billed_minutes > entry.billed_after_minutes
        if entry.kind == "billable" and entry.coverage != "billable" and in_hours:
            minutes[entry.ticket_id] = minutes.get(entry.ticket_id, 0) + entry.billed_minutes
            first.setdefault(entry.ticket_id, entry)
    return [
        Query(
            Ask.UNCOVERED,
            f"ticket:{ticket_id}",
            f"The client is on {plan}, and {hours_h(total)} on {first[ticket_id].ticket} bill on "
            "top. Nobody has said that this ticket is outside the plan.",
            first[ticket_id].line_id,
        )
        for ticket_id, total in minutes.items()
    ]


def unusual_question(subtotal: int, months: Sequence[int], currency: Currency) -> Query | None:
    """Whether a draft is 30 % off the mean of the last three months, sums without tax.

    Nothing is asked of a client that was not billed three months ago.
    """
    total = sum(months)
    if len(months) != 3 or months[0] <= 0 or total <= 0:
        return None
    if abs(subtotal * 3 - total) * 100 <= UNUSUAL * total:
        return None
    mean = half_up(total, 3)
    more = "more" if subtotal > mean else "less"
    percent = half_up(abs(subtotal - mean) * 100, mean)
    return Query(
        Ask.UNUSUAL,
        "",
        f"{shown(subtotal, currency)} before tax is {percent}% {more} than the "
        f"{shown(mean, currency)} a month of the last three months.",
    )
