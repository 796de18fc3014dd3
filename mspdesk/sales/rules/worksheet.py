"""The fifteen questions of the technology worksheet, and how the answers are counted (S082, S083).

The order is the customer's; the words are ours.
"""

from collections.abc import Mapping
from enum import StrEnum

from ...errors import UserError
from ...money import half_up
from ...rows import dataclass

LONGEST = 160
"""Signs of one answer, so that the worksheet stays on two pages."""

MOST_LINES = 3
"""Lines of one answer, for the same reason."""

SECOND_PAGE = 9
"""The question that begins page 2."""


class State(StrEnum):
    """How a question was answered; one without an answer was not asked yet."""

    KNOWN = "known"
    UNKNOWN = "unknown"
    NONE = "none"


STATE_WORDS = {State.UNKNOWN: "We do not know", State.NONE: "Does not apply"}
"""What is ticked in the place of an answer."""


class Decision(StrEnum):
    """What the owner chose to do about a prospect (S083)."""

    ACCEPT = "accept"
    EDUCATE = "educate"
    DECLINE = "decline"


DECISION_WORDS = {
    Decision.ACCEPT: "Accept",
    Decision.EDUCATE: "Educate first",
    Decision.DECLINE: "Decline",
}


@dataclass(frozen=True, slots=True)
class Question:
    """One question: its number, a short name, what is asked, and why it matters."""

    number: int
    name: str
    ask: str
    why: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What was said: `text` is empty unless the state is known."""

    state: State
    text: str = ""


QUESTIONS = (
    Question(
        1,
        "Internet provider",
        "Which company brings the internet into the building?",
        "The name on the bill, and the account number if it is at hand.",
    ),
    Question(
        2,
        "Domain name",
        "What is the company's name on the internet?",
        "What stands after the @ of the mail addresses. List all of them.",
    ),
    Question(
        3,
        "Registrar",
        "With whom is that name registered?",
        "The company that sends the renewal once a year.",
    ),
    Question(
        4,
        "Technical contact",
        "Who is named there as the technical contact?",
        "Is it somebody who still works here?",
    ),
    Question(
        5,
        "Web host",
        "On whose computers does the web site lie?",
        "Often somebody other than the one who designed it.",
    ),
    Question(
        6,
        "Who manages the web site",
        "Who changes the web site, and who may ask for it?",
        "A name and a number to call.",
    ),
    Question(
        7,
        "Where mail lives",
        "Where does the company's mail lie?",
        "With a provider, on a server in the building, or only on each computer.",
    ),
    Question(
        8,
        "Who manages mail",
        "Who adds a mailbox, and who closes one when somebody leaves?",
        "A name and a number to call.",
    ),
    Question(
        9,
        "Mail filter",
        "What keeps spam and viruses out of the mail?",
        "The product, and whether you pay for it yourselves.",
    ),
    Question(
        10,
        "Who manages the filter",
        "Who looks into the filter when a mail is missing?",
        "A name and a number to call.",
    ),
    Question(
        11,
        "Where files are",
        "Where do the files lie that the business cannot do without?",
        "A server, the cloud, one person's computer?",
    ),
    Question(
        12,
        "Who manages files",
        "Who decides who may see which files?",
        "A name and a number to call.",
    ),
    Question(
        13,
        "Backup",
        "How are those files backed up? When was one last brought back?",
        "By whom, and who saw it?",
    ),
    Question(
        14,
        "Anti-virus",
        "What protects the computers, and on how many of them does it run?",
        "Count the laptops that are at home, too.",
    ),
    Question(
        15,
        "Firewall",
        "What stands between your network and the internet?",
        "Make and age, and who has its password.",
    ),
)

IN_CHARGE = (
    ((2, 3), 4, "the domain name"),
    ((5,), 6, "the web site"),
    ((7,), 8, "the mail"),
    ((9,), 10, "the mail filter"),
    ((11,), 12, "the files"),
)
"""Questions that say a thing is there, the question who answers for it, and its name (B8)."""


@dataclass(frozen=True, slots=True)
class Count:
    """How many of the fifteen are known, not known and not asked; percent half up."""

    known: int
    unknown: int
    open: int

    @property
    def percent(self) -> int:
        """Known ones of all fifteen: 6 are 40 (B8)."""
        return half_up(self.known * 100, len(QUESTIONS))


def count(answers: Mapping[int, Answer]) -> Count:
    """Count answers by question; what does not apply counts as known."""
    unknown = sum(one.state is State.UNKNOWN for one in answers.values())
    known = len(answers) - unknown
    return Count(known, unknown, len(QUESTIONS) - known - unknown)


def nobody_in_charge(answers: Mapping[int, Answer]) -> list[str]:
    """The things that are there and for which nobody is named."""
    there = {number for number, one in answers.items() if one.state is State.KNOWN}
    return [
        name for things, who, name in IN_CHARGE if there.intersection(things) and who not in there
    ]


def answer_of(state: str, text: str, field: str = "") -> Answer | None:
    """What was typed as an answer, None for no answer yet; raises UserError when it cannot be.

    Text without a state is a known answer; text beside "do not know" or "does not apply" is a
    contradiction.
    """
    text = "\n".join(line.strip() for line in text.strip().splitlines())
    if len(text) > LONGEST:
        raise UserError(f"Keep it within {LONGEST} signs; the rest fits under Notes.", field)
    if text.count("\n") >= MOST_LINES:
        raise UserError(f"Keep it within {MOST_LINES} lines; the rest fits under Notes.", field)
    if state in {State.UNKNOWN, State.NONE}:
        if text:
            raise UserError("Take away the words, or the tick beside them.", field)
        return Answer(State(state))
    return Answer(State.KNOWN, text) if text else None


def checked_decision(decision: str, reason: str) -> Decision:
    """The decision, where it can be taken; raises UserError by field: decision, reason."""
    if decision not in set(Decision):
        raise UserError("Choose accept, educate or decline.", "decision")
    if not reason.strip():
        raise UserError("Say in a few words why.", "reason")
    return Decision(decision)
