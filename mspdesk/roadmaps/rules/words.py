"""The words of budget places, meetings and decisions, and what may be said of each."""

from ...errors import UserError

CATEGORIES = {
    "unknown": "Not known",
    "operations": "Running costs",
    "project": "Projects and one-off buys",
    "goods": "Cost of what they sell",
    "emergency": "Repairs, when something breaks",
    "none": "No place of its own",
}
"""Where a client keeps us in its own budget (S118)."""

LASTING = {
    "operations": "There is money for it next year and the year after.",
    "goods": "It goes up and down with what they sell.",
    "project": "It ends with the project. Ask what comes after it.",
    "emergency": "Nothing is planned. Each bill is a surprise.",
    "none": "Whoever needs the money first takes it.",
}
"""What a place tells of the long run (S118)."""

ANSWERS = {"unknown": "Not known", "yes": "Yes", "no": "No"}
"""What a client said of next year's budget, and of renewing."""

STATES = {"planned": "Planned", "held": "Held", "canceled": "Canceled"}

KINDS = {"ours": "We do it", "theirs": "They do it", "no": "They said no"}
"""Whose a decision is; what we do has a sales ticket (S119)."""

TONES = {"planned": "accent", "held": "green", "canceled": "grey"}


def check_place(category: str, next_year: str, renew: str) -> None:
    """Refuse a word that is none of those above; raises UserError naming the field."""
    if category not in CATEGORIES:
        raise UserError("Choose where we stand in their budget.", "category")
    if next_year not in ANSWERS:
        raise UserError("Say yes, no or not known.", "next_year")
    if renew not in ANSWERS:
        raise UserError("Say yes, no or not known.", "renew")


LONGEST_LINE = 120
"""Letters of a decision where it stands in one line: a ticket's title, a piece of advice."""


def first_line(text: str) -> str:
    """The first line of what was decided, cut where it is too long for a title."""
    line = text.strip().partition("\n")[0].rstrip()
    return line if len(line) <= LONGEST_LINE else f"{line[: LONGEST_LINE - 1].rstrip()}…"
