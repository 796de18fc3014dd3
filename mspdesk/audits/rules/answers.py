"""What an audit is, what may be answered, and in which order questions stand."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from ...errors import UserError
from ...rows import dataclass

KINDS = {
    "insurance": "Insurance",
    "security": "Security",
    "customer": "A customer asks",
    "other": "Other",
}
"""Who asks such questions (S122)."""

OPEN, SENT = "open", "sent"
STATES = {OPEN: "Open", SENT: "Sent"}

ANSWERS = {
    "yes": "Yes",
    "partly": "Partly",
    "no": "No",
    "na": "Does not apply",
    "unknown": "Not known",
}
"""What can be answered; words say more. A question without one is not answered yet."""

_ASKS = (
    *(f"how {one} " for one in ("many", "much", "often", "long", "old")),
    *(f"{one} " for one in ("when", "who", "whom", "which", "what", "where")),
)
"""How questions begin that nobody can answer with yes or partly."""

TONES = {"yes": "green", "partly": "amber", "no": "red", "na": "grey", "unknown": "amber"}
"""The tag of each answer; the word is always there, too."""

FACTS, HAND, BEFORE = "facts", "hand", "before"
SOURCES = {FACTS: "From the documentation", HAND: "By hand", BEFORE: "Last year's answer"}
"""Where an answer came from."""

LONGEST = 600
"""Signs of one answer: what a form has room for."""

MOST_QUESTIONS = 400
"""Questions of one audit; the longest that insurers use have fewer."""

OLD_DAYS = 365
"""After this many days nobody should rely on what was true then."""

DUE_DAYS = 14
"""Today names an audit this many days before its answers are due."""

UNANSWERED, UNSEEN, ANSWERED = "unanswered", "unseen", "answered"
GROUPS = {
    UNANSWERED: "Not answered",
    UNSEEN: "To look over",
    ANSWERED: "Answered",
}
"""The order in which questions stand: what nobody answered comes first."""


@dataclass(frozen=True, slots=True)
class Count:
    """How many questions there are, how many have no answer, how many nobody looked at."""

    all: int
    unanswered: int
    unseen: int

    @property
    def answered(self) -> int:
        """Those with an answer, looked over or not."""
        return self.all - self.unanswered

    @property
    def words(self) -> str:
        """In one line: 30 of 36 answered, 4 to look over."""
        if not self.all:
            return "No questions yet"
        said = f"{self.answered} of {self.all} answered"
        return f"{said}, {self.unseen} to look over" if self.unseen else said


def said(answer: str, question: str) -> str:
    """An answer in words; whoever asks how many, when or who is sent to the details, not told yes.

    Empty while there is none.
    """
    if answer in ("yes", "partly") and question.strip().lower().startswith(_ASKS):
        return "See details"
    return ANSWERS.get(answer, "")


def group_of(answer: str, looked_on: date | None) -> str:
    """Which of the three groups a question stands in."""
    if not answer:
        return UNANSWERED
    return ANSWERED if looked_on else UNSEEN


def count(groups: Iterable[str]) -> Count:
    """Count questions by their groups."""
    held = list(groups)
    return Count(len(held), held.count(UNANSWERED), held.count(UNSEEN))


def is_old(as_of: date | None, day: date) -> bool:
    """Whether what an answer rests on is more than a year old, or nobody knows how old."""
    return as_of is None or day - as_of > timedelta(days=OLD_DAYS)


def checked_answer(answer: str, text: str) -> tuple[str, str]:
    """An answer as it is kept; raises UserError by field: answer, text.

    Words without a choice are no answer: somebody has to say yes or no.
    """
    text = "\n".join(line.strip() for line in text.strip().splitlines())
    if answer and answer not in ANSWERS:
        raise UserError("Choose one of the five answers.", "answer")
    if not answer and text:
        raise UserError("Choose yes, no or another answer to these words.", "answer")
    if answer == "partly" and not text:
        raise UserError("Say what is done and what is not.", "text")
    if len(text) > LONGEST:
        raise UserError(f"Keep it within {LONGEST} signs; forms have no more room.", "text")
    return answer, text


def check_details(details: Mapping[str, object]) -> None:
    """Refuse what an audit cannot be; raises UserError by field: title, asked_by, kind, due_on."""
    if not str(details.get("title", "")).strip():
        raise UserError("Give it a title, for instance Cyber insurance 2026.", "title")
    for name in ("title", "asked_by"):
        if len(str(details.get(name, ""))) > 200:
            raise UserError("Keep it within 200 signs.", name)
    if details.get("kind", "other") not in KINDS:
        raise UserError("Choose what kind of audit it is.", "kind")
    asked, due = details.get("asked_on"), details.get("due_on")
    if isinstance(asked, date) and isinstance(due, date) and due < asked:
        raise UserError("It cannot be due before it was asked.", "due_on")
