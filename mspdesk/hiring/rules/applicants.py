"""How far an applicant is, and what each step waits for (S027)."""

from collections.abc import Mapping
from datetime import date

from ...employment.rules import checks
from ...errors import UserError

STAGES = {
    "applied": "Applied",
    "talking": "Talking",
    "checking": "Checking",
    "offer": "Offer made",
    "accepted": "Accepted",
    "started": "Works here",
    "declined": "We said no",
    "withdrew": "They said no",
}
"""The stages in their order; the last three are ends."""

OPEN = ("applied", "talking", "checking", "offer", "accepted")
ENDS = ("started", "declined", "withdrew")

STEPS = {
    "applied": ("talking", "Talk with them"),
    "talking": ("checking", "Begin checks"),
    "checking": ("offer", "Make offer"),
    "offer": ("accepted", "They accepted"),
}
"""The next stage of each, and the words on its button; a first day has a form of its own."""

TONES = {"offer": "accent", "accepted": "green", "started": "green"}

KINDS = ("employee", "part_time", "temp", "contractor", "intern")
"""Kinds of employment somebody may apply for."""


def before(stage: str) -> str | None:
    """The stage before an open one, None before the first."""
    at = OPEN.index(stage) if stage in OPEN else 0
    return OPEN[at - 1] if at else None


def refuse_move(stage: str, wanted: str, days: Mapping[str, date | None]) -> None:
    """Raise UserError where an applicant cannot go from a stage to the wanted one.

    An offer waits for checks 1 to 3, acceptance for an offer; a first day is entered by itself.
    Back is always possible, and so is a no.
    """
    if wanted not in STAGES or wanted == "started":
        raise UserError("Choose a stage of the list.", "stage")
    if stage == "started":
        raise UserError("They work here already. Look them up among people.", "stage")
    if wanted == "offer":
        checks.refuse_offer(days)
    if wanted == "accepted" and stage not in ("offer", "accepted"):
        raise UserError("Make them an offer first.", "stage")


def refuse_start(stage: str, days: Mapping[str, date | None], starts_on: date | None) -> None:
    """Raise UserError where somebody cannot have a first day yet (S027)."""
    checks.refuse_offer(days)
    if stage != "accepted":
        raise UserError("A first day comes after they accepted the offer.", "stage")
    checks.refuse_start(days)
    if starts_on is None:
        raise UserError("Write the first day.", "starts_on")


def waits_for(stage: str, days: Mapping[str, date | None]) -> str:
    """What the next step of a stage waits for, in words; empty where it waits for nothing."""
    if stage in ("applied", "talking", "checking"):
        left = ", ".join(check.title.lower() for check in checks.missing(days))
        return f"An offer waits for: {left}." if left else ""
    if stage == "accepted" and days.get(checks.CONTRACT.name) is None:
        return "The first day waits for the signed contract."
    return ""
