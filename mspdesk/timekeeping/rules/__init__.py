"""What time is: kinds, states, categories, the minutes that bill, and why.

Pure arithmetic and decisions. Minutes are whole, rates minor units an hour, factors
ten-thousandths.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from ... import money
from ...dates import clock_time, hours, short_date
from ...errors import UserError
from ...rows import dataclass

MOST_A_DAY = 16 * 60
"""No more than 16 hours a person and day (B3)."""

NOTE_LENGTH = 10
"""The client note of every entry has at least 10 characters (B3, S051)."""

LATE_AFTER = timedelta(hours=24)
"""An entry saved later than this after its end is marked late, for oneself only (B3, S030)."""

REGULAR = 10_000
"""The factor of time in business hours."""

SHORTEST_GAP = 5
"""Minutes below which a hole in the day is not worth a word."""

LUNCH_BETWEEN = (11 * 60, 14 * 60)
"""A break that begins between these minutes of the day is lunch and not a gap."""


class Kind(StrEnum):
    """Who pays for time."""

    BILLABLE = "billable"
    COVERED = "covered"
    PREPAID = "prepaid"
    NO_CHARGE = "no_charge"
    INTERNAL = "internal"


class State(StrEnum):
    """How far a billable entry is on its way to the client; empty for every other kind."""

    NONE = ""
    UNBILLED = "unbilled"
    ON_DRAFT = "on_draft"
    INVOICED = "invoiced"
    WRITTEN_OFF = "written_off"


class Category(StrEnum):
    """What the time was spent on."""

    PRODUCTIVE = "productive"
    DRIVE = "drive"
    MEETING = "meeting"
    TRAINING = "training"
    REWORK = "rework"
    SPINNING = "spinning"
    ADMIN = "admin"


class Where(StrEnum):
    """Where somebody was while working."""

    REMOTE = "remote"
    ON_SITE = "on_site"
    TRAVEL = "travel"


class WeekState(StrEnum):
    """How far a time sheet is."""

    OPEN = "open"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    LOCKED = "locked"


KIND_WORDS = {
    Kind.BILLABLE: "Billable",
    Kind.COVERED: "Included",
    Kind.PREPAID: "Prepaid",
    Kind.NO_CHARGE: "No charge",
    Kind.INTERNAL: "Overhead",
}
STATE_WORDS = {
    State.NONE: "",
    State.UNBILLED: "Not billed yet",
    State.ON_DRAFT: "On a draft",
    State.INVOICED: "Invoiced",
    State.WRITTEN_OFF: "Written off",
}
CATEGORY_WORDS = {
    Category.PRODUCTIVE: "Productive",
    Category.DRIVE: "Drive",
    Category.MEETING: "Meeting",
    Category.TRAINING: "Training",
    Category.REWORK: "Rework",
    Category.SPINNING: "Spinning wheels",
    Category.ADMIN: "Admin",
}
WHERE_WORDS = {Where.REMOTE: "Remote", Where.ON_SITE: "On site", Where.TRAVEL: "Travel"}
WEEK_WORDS = {
    WeekState.OPEN: "Open",
    WeekState.SUBMITTED: "Submitted",
    WeekState.APPROVED: "Approved",
    WeekState.LOCKED: "Locked",
}

FREE_CATEGORIES = {
    Category.DRIVE: "drive time is not charged by the hour",
    Category.TRAINING: "our own training",
    Category.REWORK: "rework of something done before",
    Category.SPINNING: "time spent going in circles",
    Category.ADMIN: "our own paperwork",
}
"""Categories that charge nobody unless a person says otherwise, and the words for it (B3, E32)."""


def productive(category: str, kind: str) -> bool:
    """Whether time helps to close clients' tickets: productive and billable, covered or prepaid."""
    return category == Category.PRODUCTIVE and kind in {Kind.BILLABLE, Kind.COVERED, Kind.PREPAID}


# --- the minutes that bill ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Split:
    """Minutes in business hours and after, and whether the work ended after hours."""

    regular: int
    after: int
    ended_after: bool = False

    @property
    def minutes(self) -> int:
        """Both parts together."""
        return self.regular + self.after


def split_of(segments: Sequence[tuple[bool, int]]) -> Split:
    """The two sums of a day's pieces (after hours?, minutes) in the order worked."""
    after = sum(minutes for late, minutes in segments if late)
    regular = sum(minutes for late, minutes in segments if not late)
    return Split(regular, after, bool(segments) and segments[-1][0])


def billed(split: Split, increment: int, minimum: int) -> tuple[int, int]:
    """Minutes to bill in hours and after hours.

    The total rounds up to the increment (E10: 15) and to the minimum; what is added belongs to the
    part that ended last: 10 + 12 becomes 10 + 20 (B3). No time bills no time.
    """
    total = split.minutes
    if total == 0:
        return 0, 0
    step = max(1, increment)
    more = max(minimum, -(-total // step) * step) - total
    if split.ended_after:
        return split.regular, split.after + more
    return split.regular + more, split.after


def amount(billed_minutes: int, billed_after: int, rate: int, factor: int) -> int:
    """What an entry costs the client: each part rounded half up once, minor units."""
    after_rate = money.multiplied(rate, factor)
    return money.labor(billed_minutes - billed_after, rate) + money.labor(billed_after, after_rate)


# --- who pays ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Terms:
    """What decides who pays for time on a ticket.

    `agreement` is its number, `agreement_kind` managed, hourly, block or empty for none;
    `block_left` billed minutes left of a block in the month of the work; `ledger` the id of an
    agreement whose hours paid ahead are drawn minute by minute; `approved_by` who of the client
    said yes to work after hours. `pays_ahead` says that the client has given notice, so that no
    work is done for it that is not paid already (S121).
    """

    internal: bool
    queue: str
    coverage: str
    rate: int
    factor: int
    increment: int
    minimum: int
    agreement: str = ""
    agreement_kind: str = ""
    plan: str = ""
    after_hours_bills: bool = False
    block_left: int = 0
    approved_by: str = ""
    ledger: int | None = None
    pays_ahead: bool = False


@dataclass(frozen=True, slots=True)
class Billing:
    """What becomes of an entry: kind, first state, billed minutes of both parts, and why.

    `draws` says that hours paid ahead pay for the part in business hours as far as they go.
    """

    kind: Kind
    state: State
    billed_minutes: int
    billed_after_minutes: int
    why: str
    draws: bool = False


def decide(
    terms: Terms, split: Split, category: str, chosen: str = "", reason: str = ""
) -> Billing:
    """Say who pays for an entry and how much of it bills (E11, E31, S054, S134).

    `chosen` is a kind a person set, with their reason; our own work never bills all the same.
    """
    both = billed(split, terms.increment, terms.minimum)
    if terms.internal:
        return _free(Kind.INTERNAL, "Not billed: work for our own company never bills.")
    if terms.queue == "sales":
        return _free(Kind.INTERNAL, "Not billed: sales work never bills.")
    if chosen:
        return _chosen(Kind(chosen), terms, split, both, reason)
    if words := FREE_CATEGORIES.get(Category(category)):
        return _free(Kind.NO_CHARGE, f"Not billed: {words}.")
    return _by_agreement(terms, split, both)


def _by_agreement(terms: Terms, split: Split, both: tuple[int, int]) -> Billing:
    """What the ticket and the agreement say; the ticket's word goes first.

    Hours paid ahead under a plan are for what the plan does not cover.
    """
    outside = terms.coverage == "billable"
    if terms.ledger is not None and outside == (terms.agreement_kind == "managed"):
        return _from_ledger(terms, split, both)
    if outside:
        return _billable(terms, split, both, _reason_to_bill(terms))
    if terms.agreement_kind == "block":
        return _from_block(terms, split, both)
    if terms.coverage == "covered" or terms.agreement_kind == "managed":
        return _covered(terms, split)
    return _billable(terms, split, both, _reason_to_bill(terms))


def _free(kind: Kind, why: str) -> Billing:
    return Billing(kind, State.NONE, 0, 0, why)


def _chosen(kind: Kind, terms: Terms, split: Split, both: tuple[int, int], reason: str) -> Billing:
    said = f", {reason}" if reason else ""
    match kind:
        case Kind.BILLABLE:
            return _billable(terms, split, both, f"it was marked billable{said}")
        case Kind.PREPAID if terms.ledger is not None:
            return _from_ledger(terms, split, both)
        case Kind.PREPAID:
            return Billing(kind, State.NONE, sum(both), both[1], _drawn(terms, sum(both)))
        case Kind.COVERED:
            return _free(kind, f"Not billed: marked as covered{said}.")
        case Kind.INTERNAL:
            return _free(kind, f"Not billed: marked as our own work{said}.")
    return _free(kind, f"Not billed: no charge{said}.")


def _agreed(terms: Terms) -> str:
    """The agreement in words: agreement A0001 (Gold)."""
    if not terms.agreement:
        return "the agreement"
    return f"agreement {terms.agreement}" + (f" ({terms.plan})" if terms.plan else "")


def _drawn(terms: Terms, minutes: int) -> str:
    return f"Not billed: {hours(minutes)} h drawn from the prepaid hours of {_agreed(terms)}."


def _from_block(terms: Terms, split: Split, both: tuple[int, int]) -> Billing:
    """A block pays for whole entries in business hours, as long as it has enough left."""
    if split.after == 0 and sum(both) <= terms.block_left:
        return Billing(Kind.PREPAID, State.NONE, sum(both), 0, _drawn(terms, sum(both)))
    if split.after:
        reason = "prepaid hours do not pay for work after hours"
    else:
        reason = f"the prepaid hours of {_agreed(terms)} are used up this month"
    return _billable(terms, split, both, reason)


def _from_ledger(terms: Terms, split: Split, both: tuple[int, int]) -> Billing:
    """Before its minutes are drawn an entry bills whole; how much is drawn the ledger says."""
    reason = f"the prepaid hours of {_agreed(terms)} are used up"
    return replace(_billable(terms, split, both, reason), draws=True)


def _covered(terms: Terms, split: Split) -> Billing:
    """Covered work bills nothing, after hours only where the agreement says so (E11)."""
    by = f"covered by {_agreed(terms)}"
    if split.after and terms.after_hours_bills:
        late = billed(Split(0, split.after, ended_after=True), terms.increment, terms.minimum)[1]
        why = f"Bills {hours(late)} h after hours {_times(terms)}, as {_agreed(terms)} says"
        rest = f"; the {hours(split.regular)} h in hours are covered." if split.regular else "."
        return Billing(Kind.BILLABLE, State.UNBILLED, late, late, why + rest)
    late_too = "; after hours is covered too" if split.after else ""
    return _free(Kind.COVERED, f"Not billed: {by}{late_too}.")


def _reason_to_bill(terms: Terms) -> str:
    if terms.coverage == "billable":
        return "the ticket is marked billable"
    if terms.agreement_kind == "hourly":
        return f"the client pays by the hour under {_agreed(terms)}"
    if terms.agreement_kind:
        return f"{_agreed(terms)} does not cover it"
    return "no agreement covers this client"


def _times(terms: Terms) -> str:
    """The rate after hours in words, and who of the client approved it (S048, S049)."""
    if terms.factor == REGULAR:
        return "at the regular rate"
    often = "twice" if terms.factor == 20_000 else f"{money.quantity(terms.factor)}×"
    said = f"approved by {terms.approved_by}" if terms.approved_by else "not yet approved"
    return f"at {often} the rate, {said}"


def _billable(terms: Terms, split: Split, both: tuple[int, int], reason: str) -> Billing:
    total = sum(both)
    if split.minutes == 0:
        return Billing(Kind.BILLABLE, State.UNBILLED, 0, 0, "Bills nothing: no time was spent.")
    words = f"Bills {hours(total)} h"
    if total != split.minutes:
        words += f" for {hours(split.minutes)} h worked"
    if both[1] == total:
        words += f", after hours {_times(terms)}"
    elif both[1]:
        words += f", {hours(both[1])} h of it after hours {_times(terms)}"
    return Billing(Kind.BILLABLE, State.UNBILLED, total, both[1], f"{words}: {reason}.")


def needs_approval(kind: str, billed_after: int, factor: int, approved_on: date | None) -> bool:
    """Whether double time waits for the client's recorded yes (S049)."""
    return kind == Kind.BILLABLE and billed_after > 0 and factor > REGULAR and approved_on is None


# --- what may be saved -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of a person's day that is taken, with its words: minutes since midnight."""

    start: int
    end: int
    words: str = ""


def check_note(note: str) -> str:
    """The client note, trimmed; raises UserError naming `client_note` when it says too little."""
    note = note.strip()
    if not note:
        raise UserError("Say what was done; the client reads it on the invoice.", "client_note")
    if len(note) < NOTE_LENGTH:
        raise UserError(
            f"Say a little more of what was done, at least {NOTE_LENGTH} characters.",
            "client_note",
        )
    return note


def check_free(taken: Sequence[Stretch], start: int, end: int) -> None:
    """Refuse time that overlaps other time of the same person; raises UserError naming `span`."""
    for one in taken:
        if start < one.end and one.start < end:
            raise UserError(
                f"{minute_words(one.start)} to {minute_words(one.end)} is taken: {one.words}. "
                "Change the one or the other.",
                "span",
            )


def check_category(category: str, *, earlier: bool) -> str:
    """A category from the list; rework needs the `earlier` ticket (B3). Raises UserError."""
    if category not in set(Category):
        raise UserError("Choose what the time was spent on from the list.", "category")
    if category == Category.REWORK and not earlier:
        raise UserError("Say which earlier ticket this does again.", "rework_of")
    return category


def check_place(place: str) -> str:
    """A place from the list; raises UserError naming `place`."""
    if place not in set(Where):
        raise UserError("Choose remote, on site or travel.", "place")
    return place


def check_day(day: date, minutes: int, already: int, now: datetime, end: int | None) -> None:
    """Refuse the future and more than 16 hours; raises UserError naming `day` or `span`.

    `end` is the last minute of the day that was worked, None when nobody said.
    """
    if day > now.date():
        raise UserError("Time is logged after it is worked. Choose today or earlier.", "day")
    this_minute = now.hour * 60 + now.minute
    if day == now.date() and (already + minutes if end is None else end) > this_minute:
        raise UserError(
            f"It is only {clock_time(now)}. Log time after it is worked.",
            "span",
        )
    if minutes + already > MOST_A_DAY:
        raise UserError(
            f"That makes {hours(minutes + already)} h on {short_date(day)}; "
            "no more than 16 h a day.",
            "span",
        )


def minute_words(minute: int) -> str:
    """A minute since midnight as a time of day: 9:45 am."""
    return clock_time(datetime(2000, 1, 1) + timedelta(minutes=minute % 1440))


def late(ended_at: datetime, entered_at: datetime) -> bool:
    """Whether an entry was saved more than 24 hours after its end."""
    return entered_at - ended_at > LATE_AFTER


# --- the day -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Hole:
    """A piece of the day without time: a gap, or lunch; minutes since midnight."""

    start: int
    end: int
    lunch: bool = False

    @property
    def minutes(self) -> int:
        """How long it is."""
        return self.end - self.start


def holes(taken: Sequence[Stretch], first: int, last: int, lunch: int) -> list[Hole]:
    """What is not taken between two minutes of the day, lunch apart.

    The first break that begins between 11 and 2 is lunch for up to `lunch` minutes (what the shop
    is open longer than the person is paid); the rest of it, and other holes of five minutes and
    more, are gaps.
    """
    found: list[Hole] = []
    at = first
    for one in [*sorted(taken, key=lambda one: (one.start, one.end)), Stretch(last, last)]:
        end = min(one.start, last)
        if end - at >= SHORTEST_GAP:
            had = any(hole.lunch for hole in found)
            found += _hole(at, end, 0 if had else lunch)
        at = max(at, one.end)
    return found


def _hole(start: int, end: int, lunch: int) -> list[Hole]:
    """One hole, with the lunch in it cut out at noon or where the break began."""
    low, high = LUNCH_BETWEEN
    if lunch <= 0 or start >= high or end <= low:
        return [Hole(start, end)]
    begin = start if start >= low else max(start, min(12 * 60, end - lunch))
    cut = [Hole(start, begin), Hole(begin, min(end, begin + lunch), lunch=True)]
    cut.append(Hole(cut[1].end, end))
    return [hole for hole in cut if hole.minutes >= SHORTEST_GAP or hole.lunch]


def missing(paid: int, logged: int) -> int:
    """Paid minutes of a day that are not logged: 480 less 455 is 25 (S050)."""
    return max(0, paid - logged)
