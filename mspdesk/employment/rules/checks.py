"""The checks before somebody works here, and what waits for which of them (S027)."""

from collections.abc import Mapping
from datetime import date

from ...errors import UserError
from ...rows import dataclass


@dataclass(frozen=True, slots=True)
class Check:
    """One check: the column that holds its day, its name, what it is good for."""

    name: str
    title: str
    words: str


BEFORE_AN_OFFER = (
    Check(
        "references_on",
        "Résumé and references",
        "Two people they worked with were called; it fits the résumé.",
    ),
    Check(
        "training_proof_on",
        "Proof of training",
        "Transcripts or certificates were seen, not only named.",
    ),
    Check(
        "skills_test_on",
        "Skills test",
        "Short, the same for everybody, at the office where that can be.",
    ),
)
"""The three checks of S027 that an offer waits for, in their order."""

CONTRACT = Check(
    "contract_on",
    "Contract signed",
    "It says the expected hours and what the job asks for. No first day without it.",
)

ALL = (*BEFORE_AN_OFFER, CONTRACT)

KEEP = "Keep people engaged: decent pay, a good place, work that means something."
"""The fifth line of S027; it has no day, for it is never done."""


def missing(days: Mapping[str, date | None]) -> list[Check]:
    """The checks of an offer that have no day yet."""
    return [check for check in BEFORE_AN_OFFER if days.get(check.name) is None]


def refuse_offer(days: Mapping[str, date | None]) -> None:
    """Raise UserError naming the first check that an offer still waits for."""
    left = missing(days)
    if left:
        words = ", ".join(check.title.lower() for check in left)
        raise UserError(f"Before an offer, date these checks: {words}.", left[0].name)


def refuse_start(days: Mapping[str, date | None]) -> None:
    """Raise UserError naming the contract where nobody signed one."""
    if days.get(CONTRACT.name) is None:
        raise UserError(
            "No first day before the contract is signed. Date the signature first.", CONTRACT.name
        )


def refuse_future(days: Mapping[str, date | None], today: date) -> None:
    """Raise UserError naming a check whose day is still to come."""
    for check in ALL:
        on = days.get(check.name)
        if on is not None and on > today:
            raise UserError("A check is dated on the day it was made, not ahead.", check.name)
