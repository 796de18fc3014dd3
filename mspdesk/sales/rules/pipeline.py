"""The stages a sale goes through, what is asked to qualify it, and how it is counted (B8, S129)."""

from collections.abc import Mapping
from enum import StrEnum

from ...clients.rules import NEXT, Status
from ...errors import UserError
from ...money import half_up
from ...rows import dataclass

LONGEST_TITLE = 120
"""Signs of an opportunity's title, so that it stands on a card."""

MOST_STAGES = 16
"""Stages in use at once; more of them say less."""


class Kind(StrEnum):
    """What it means for an opportunity to stand in a stage."""

    OPEN = "open"
    WON = "won"
    LOST = "lost"
    DECLINED = "declined"
    LATER = "later"


KIND_WORDS = {
    Kind.OPEN: "Open",
    Kind.WON: "Won",
    Kind.LOST: "Lost",
    Kind.DECLINED: "Declined by us",
    Kind.LATER: "Not now",
}

CLOSED = (Kind.WON, Kind.LOST, Kind.DECLINED)
"""Kinds of stage from which nothing more is expected."""


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage as it ships: likelihood in whole percent, the status it moves a prospect to."""

    key: str
    name: str
    kind: Kind = Kind.OPEN
    likelihood: int = 0
    client_status: str = ""


STAGES = (
    Stage("target", "Target", likelihood=5),
    Stage("contacted", "Contacted", likelihood=10),
    Stage("talking", "Talking", likelihood=20),
    Stage("worksheet", "Worksheet", likelihood=30),
    Stage("booked", "Assessment booked", likelihood=45),
    Stage("assessed", "Assessed", likelihood=55, client_status=Status.ASSESSED),
    Stage("presented", "Presented", likelihood=65, client_status=Status.PROPOSED),
    Stage("agreement", "Agreement sent", likelihood=85, client_status=Status.PROPOSED),
    Stage("won", "Won", Kind.WON, 100),
    Stage("lost", "Lost", Kind.LOST),
    Stage("declined", "Declined by us", Kind.DECLINED),
    Stage("later", "Not now", Kind.LATER, 5),
)
"""The stages of B8; the likelihoods are ours, and the shop's to change."""

FIRST, BOOKED, PRESENTED = "target", "booked", "presented"
"""Where one begins, where an appointment puts it, and where a proposal that was sent."""

FIXED = frozenset(one.key for one in STAGES if one.kind is not Kind.OPEN)
"""Stages that verbs of their own lead to; they are renamed, never retired."""

STATUSES = ("", Status.ASSESSED, Status.PROPOSED)
"""What a stage may move a prospect to; a client is one by its agreement alone."""


class Said(StrEnum):
    """How a qualification question was answered."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


SAID_WORDS = {Said.YES: "Yes", Said.NO: "No", Said.UNKNOWN: "We do not know"}


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to know before time is spent: what is asked, and how one finds out."""

    code: str
    name: str
    ask: str


QUESTIONS = (
    Question("decides", "Who decides", "Do we talk with the one who can say yes?"),
    Question("budget", "Budget", "Has anybody said what may be spent, and when?"),
    Question("pain", "What hurts", "Can they name what costs them time or sleep today?"),
    Question("size", "Size", "Are they large enough for what we do?"),
    Question("advice", "Takes advice", "Have they done what somebody advised before?"),
    Question("documented", "Documents", "Is anything written down about their technology?"),
    Question("when", "Timescale", "Is there a day by which it has to be done?"),
    Question("prepays", "Pays ahead", "Is paying in advance all right with them?"),
)
"""The eight questions that qualify an opportunity (B8); an answer is never a verdict."""

SIZE = "size"
"""The question that answers itself once the smallest client we take is said."""

CODES = frozenset(one.code for one in QUESTIONS)


@dataclass(frozen=True, slots=True)
class Qualified:
    """How many of the eight were answered yes, no, or with not knowing; the rest was not asked."""

    yes: int
    no: int
    unknown: int

    @property
    def asked(self) -> int:
        """How many were answered in some way."""
        return self.yes + self.no + self.unknown

    @property
    def words(self) -> str:
        """In a few words: 5 of 8 yes, 1 no."""
        if not self.asked:
            return f"none of {len(QUESTIONS)} asked"
        return f"{self.yes} of {len(QUESTIONS)} yes" + (f", {self.no} no" if self.no else "")


def qualified(answers: Mapping[str, str]) -> Qualified:
    """Count the answers by question."""
    said = list(answers.values())
    return Qualified(said.count(Said.YES), said.count(Said.NO), said.count(Said.UNKNOWN))


@dataclass(frozen=True, slots=True)
class Value:
    """What an opportunity brings and costs, in minor units: once, and each month."""

    once: int = 0
    monthly: int = 0
    once_cost: int = 0
    monthly_cost: int = 0

    @property
    def first_year(self) -> int:
        """What comes in within twelve months."""
        return self.once + 12 * self.monthly

    @property
    def margin(self) -> int:
        """What is left of the first year after its costs."""
        return self.first_year - self.once_cost - 12 * self.monthly_cost

    @property
    def percent(self) -> int | None:
        """The margin in whole percent of the first year, half up; None without a value."""
        return half_up(self.margin * 100, self.first_year) if self.first_year else None

    def weighted(self, likelihood: int) -> int:
        """The first year times the likelihood in whole percent: $12,000 at 45 % are $5,400."""
        return half_up(self.first_year * likelihood, 100)


def a_month(yearly: int) -> int:
    """What new business of a year means to deliver a month: $750,000 are $62,500 (B8)."""
    return half_up(yearly, 12)


def checked_title(title: str) -> str:
    """A title in one line; raises UserError naming `title`."""
    words = " ".join(title.split())
    if not words:
        raise UserError("Say in a few words what it is about.", "title")
    if len(words) > LONGEST_TITLE:
        raise UserError(f"Keep the title within {LONGEST_TITLE} signs.", "title")
    return words


def checked_percent(value: int | None, field: str = "likelihood") -> int | None:
    """A likelihood in whole percent, 0 to 100; raises UserError naming the field."""
    if value is not None and not 0 <= value <= 100:
        raise UserError("Type a percentage from 0 to 100.", field)
    return value


def checked_reason(reason: str) -> str:
    """A reason that says something; raises UserError naming `reason`."""
    words = reason.strip()
    if not words:
        raise UserError("Say in a few words why.", "reason")
    return words


def carried(held: str, wanted: str) -> str:
    """The status a stage moves a prospect to, empty where it stays: it never goes back."""
    going = (Status.PROSPECT, Status.ASSESSED)
    return wanted if wanted and held in going and wanted in NEXT[Status(held)] else ""
