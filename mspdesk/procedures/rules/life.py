"""The life of a procedure: Draft, In training, Live, Retired, and what each step asks (S137)."""

from enum import StrEnum

from ...errors import UserError
from .sop import Sop, faults


class State(StrEnum):
    """Where a procedure is in its life."""

    DRAFT = "draft"
    TRAINING = "training"
    LIVE = "live"
    RETIRED = "retired"


WORDS = {
    State.DRAFT: "Draft",
    State.TRAINING: "In training",
    State.LIVE: "Live",
    State.RETIRED: "Retired",
}

NEXT: dict[State, tuple[State, ...]] = {
    State.DRAFT: (State.TRAINING, State.LIVE, State.RETIRED),
    State.TRAINING: (State.LIVE, State.DRAFT, State.RETIRED),
    State.LIVE: (State.TRAINING, State.LIVE, State.RETIRED),
    State.RETIRED: (State.DRAFT,),
}
"""From each state, where it can go; from live to live with the next revision."""


def check_move(state: str, to: State) -> None:
    """Raise UserError where a procedure cannot go there from where it is."""
    if to not in NEXT[State(state)]:
        here, there = WORDS[State(state)], WORDS[to]
        raise UserError(f"It is {here.lower()}; it cannot become {there.lower()} from there.")


def check_ready(sop: Sop) -> None:
    """Raise UserError naming the field that keeps a text from being taught or put in force."""
    if not sop.title.strip():
        raise UserError("Give the procedure a title.", "title")
    if not sop.purpose.strip():
        raise UserError("Say in one sentence what the procedure is for.", "purpose")
    if not sop.audiences:
        raise UserError("Say for whom it is: at least one of the four.", "audiences")
    if not sop.body.strip():
        raise UserError("Write the steps first.", "body")
    wrong = faults(sop.body)
    if wrong:
        raise UserError(wrong[0], "body")
