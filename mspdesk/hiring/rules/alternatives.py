"""What else would do instead of hiring (S022): seven ways, each with a yes or a no and why."""

from collections.abc import Mapping

from ...errors import UserError
from ...rows import dataclass

ALTERNATIVES = {
    "rmm": (
        "Remote monitoring",
        "Let the tools patch, watch and repair before anybody calls.",
    ),
    "intern": ("An intern", "A set piece of work with a checklist, and somebody who learns."),
    "outsource": ("Outsource set tasks", "Night watch, help desk, wiring: work with an end."),
    "specialist": (
        "A specialist firm for the hard jobs",
        "Buy the rare skill by the hour, and train a technician instead of paying a senior.",
    ),
    "crew": (
        "A short-term crew",
        "Temps for documented work from afar; it takes most of one technician to lead them.",
    ),
    "peer": ("A peer of the local user group", "Give the bump away, and take theirs next time."),
    "train": ("Train somebody we have", "A tier up is cheaper than a new face, and keeps people."),
}
"""Code, what it is, and what it means; the register of S022 and the peers of S017."""

NEEDED = 4
"""Alternatives with an answer and a note before a hire may be approved (S022)."""

ANSWERS = {"": "Not said", "yes": "Yes", "no": "No"}


@dataclass(frozen=True, slots=True)
class Alternative:
    """What was said of an alternative: yes, no or nothing yet, and why."""

    code: str
    answer: str = ""
    words: str = ""

    @property
    def title(self) -> str:
        """What it is."""
        return ALTERNATIVES[self.code][0]

    @property
    def means(self) -> str:
        """What it means, in a sentence."""
        return ALTERNATIVES[self.code][1]

    @property
    def counts(self) -> bool:
        """Whether it has both an answer and a note."""
        return bool(self.answer and self.words.strip())


def every(said: Mapping[str, Alternative]) -> tuple[Alternative, ...]:
    """All of them in their order, with what was said."""
    return tuple(said.get(code, Alternative(code)) for code in ALTERNATIVES)


def check_answer(code: str, answer: str) -> None:
    """Raises UserError for an alternative or an answer that is not on the list."""
    if code not in ALTERNATIVES:
        raise UserError("Choose one of the alternatives on the list.", "code")
    if answer not in ANSWERS:
        raise UserError("Say yes or no.", "answer")


def weighed(alternatives: tuple[Alternative, ...]) -> int:
    """How many were answered with a note."""
    return sum(one.counts for one in alternatives)


def to_weigh(alternatives: tuple[Alternative, ...]) -> str:
    """What is missing before a hire may be approved, empty when nothing is (S022)."""
    missing = NEEDED - weighed(alternatives)
    if missing <= 0:
        return ""
    what = "1 more alternative" if missing == 1 else f"{missing} more alternatives"
    return f"Say yes or no to {what}, each with a note, before a hire is approved."


def would_do(alternatives: tuple[Alternative, ...]) -> tuple[str, ...]:
    """The titles of those answered with yes."""
    return tuple(one.title for one in alternatives if one.answer == "yes")
