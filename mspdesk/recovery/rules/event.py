"""How a disaster goes on, from its declaration to its review, and what each step asks (S088)."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from ...errors import UserError
from ...rows import dataclass


class State(StrEnum):
    """How far a disaster is (B7)."""

    DECLARED = "declared"
    ASSESSING = "assessing"
    PLANNED = "planned"
    CONTINUITY = "continuity"
    RECOVERING = "recovering"
    RESTORED = "restored"
    REVIEWED = "reviewed"


WORDS = {
    State.DECLARED: "Declared",
    State.ASSESSING: "Assessing",
    State.PLANNED: "Planned",
    State.CONTINUITY: "Continuity",
    State.RECOVERING: "Recovering",
    State.RESTORED: "Restored",
    State.REVIEWED: "Reviewed",
}

NEXT: dict[State, tuple[State, ...]] = {
    State.DECLARED: (State.ASSESSING,),
    State.ASSESSING: (State.PLANNED,),
    State.PLANNED: (State.RECOVERING, State.CONTINUITY),
    State.CONTINUITY: (State.RECOVERING,),
    State.RECOVERING: (State.RESTORED, State.CONTINUITY),
    State.RESTORED: (State.REVIEWED, State.RECOVERING),
    State.REVIEWED: (),
}
"""Where a disaster can go from each state; continuity is for clients who have it (S089)."""

VERBS = {
    State.ASSESSING: "Begin to assess",
    State.PLANNED: "The plan stands",
    State.CONTINUITY: "Start continuity",
    State.RECOVERING: "Begin recovery",
    State.RESTORED: "Everything works again",
    State.REVIEWED: "Close the review",
}
"""The words on the button that leads to a state."""

KINDS = {
    "server": "Server",
    "network": "Network or internet",
    "power": "Power",
    "data": "Data lost",
    "attack": "Attack from outside",
    "fire": "Fire",
    "water": "Water",
    "storm": "Storm",
    "theft": "Theft",
    "other": "Something else",
}
"""What kind of disaster it is."""

LEADS = {
    State.DECLARED: "Go slow. See that everybody is safe, then look before you touch anything.",
    State.ASSESSING: "Look and write down. Change nothing yet, start nothing again.",
    State.PLANNED: "Read the steps once more with somebody else. Then begin at the first one.",
    State.CONTINUITY: "They can work. Now there is time to do the rest well.",
    State.RECOVERING: "One step at a time, in this order. Write it down before you do it.",
    State.RESTORED: "Rest first. Then write down what went well, and what must not come again.",
    State.REVIEWED: "Closed. What was learned stands in the plan's list of changes.",
}
"""What the page says at each state."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is written down of a disaster, as far as the guards ask for it."""

    people_safe: bool = False
    damage: str = ""
    good_backup: str = ""
    resources: str = ""
    steps: int = 0
    unfinished: tuple[int, ...] = ()
    continuity: bool = False
    improve: str = ""
    prevention: str = ""


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that is not written down yet: the sentence, and the field it belongs to."""

    text: str
    field: str


def missing(to: State, known: Known) -> list[Missing]:
    """What stands between a disaster and a state, in the order it is done (S088)."""
    found = _safe(known)
    if to in {State.PLANNED, State.CONTINUITY, State.RECOVERING}:
        found += _assessed(known)
    if to is State.CONTINUITY and not known.continuity:
        found.append(
            Missing("This client has no continuity option; the plan says so.", "continuity")
        )
    if to is State.RESTORED and known.unfinished:
        numbers = spans(known.unfinished)
        noun = "Step" if len(known.unfinished) == 1 else "Steps"
        found.append(
            Missing(f"{noun} {numbers}: mark as done, or write what came of it instead.", "steps")
        )
    if to is State.REVIEWED:
        found += _reviewed(known)
    return found


def spans(numbers: Sequence[int]) -> str:
    """Rising numbers with runs of three and more drawn together: 2, 4 to 9."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    words = [f"{run[0]} to {run[-1]}" if len(run) > 2 else ", ".join(map(str, run)) for run in runs]
    return ", ".join(words)


def _safe(known: Known) -> list[Missing]:
    if known.people_safe:
        return []
    return [Missing("See that everybody is safe, then tick it.", "people_safe")]


def _assessed(known: Known) -> list[Missing]:
    asked = (
        (known.damage, "Write down what is damaged, and what is not.", "damage"),
        (known.good_backup, "Write down the newest good backup and its day.", "good_backup"),
        (known.resources, "Write down what we have: people, machines, places.", "resources"),
    )
    found = [Missing(text, field) for words, text, field in asked if not words.strip()]
    if not known.steps:
        found.append(Missing("Write at least one step, in the order it will be done.", "steps"))
    return found


def _reviewed(known: Known) -> list[Missing]:
    asked = (
        (known.improve, "Write down what to improve in the plan.", "improve"),
        (known.prevention, "Write down how to avoid it next time.", "prevention"),
    )
    return [Missing(text, field) for words, text, field in asked if not words.strip()]


def check(now: State, to: State, known: Known) -> None:
    """Refuse a move that is not open, or to which something is missing; raises UserError."""
    if to not in NEXT[now]:
        raise UserError(f"{WORDS[now]} cannot become {WORDS[to].lower()}.", "state")
    found = missing(to, known)
    if found:
        raise UserError(found[0].text, found[0].field)


def lines(words: str) -> list[str]:
    """Each line of a note as an entry of its own: leading dashes and numbers are taken off."""
    found = (line.strip().lstrip("-*•").strip() for line in words.splitlines())
    return [line for line in found if line]


def clock(since: datetime, until: datetime) -> str:
    """How long something has run: 4 min, 3 h 05 min, 2 d 4 h."""
    minutes = max(0, int((until - since) / timedelta(minutes=1)))
    if minutes < 60:
        return f"{minutes} min"
    if minutes < 24 * 60:
        return f"{minutes // 60} h {minutes % 60:02} min"
    return f"{minutes // 1_440} d {minutes % 1_440 // 60} h"
