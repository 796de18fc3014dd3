"""The loop an offering goes through, and which step may come next (S127)."""

from ...errors import UserError
from ...rows import dataclass


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of the loop: its name, what is done there, what to write down when leaving it."""

    key: str
    name: str
    does: str
    learned: str


STAGES = (
    Stage(
        "idea",
        "Idea",
        "Somebody thinks it would help. Whom, and with what?",
        "Whose idea was it, and who asked for it?",
    ),
    Stage(
        "define",
        "Define client and value",
        "Begin with the client: who they are, and what it is worth to them.",
        "Who is it for, and what did they say it is worth?",
    ),
    Stage(
        "build",
        "Build",
        "Put it together: what it holds, what it leaves out, what it costs us.",
        "What does it hold, and what was left out on purpose?",
    ),
    Stage(
        "test",
        "Test",
        "Give it to one or two clients who know that it is new.",
        "Who tried it, and what happened?",
    ),
    Stage(
        "refine",
        "Refine",
        "Mend what the test showed, in the thing and in its words.",
        "What was changed after the test?",
    ),
    Stage(
        "promote",
        "Promote and sell",
        "Tell those it was made for, with the value that is built in already.",
        "What did those say who bought it, and those who did not?",
    ),
    Stage(
        "again",
        "Refine again",
        "It is sold, and never finished. Ask, mend, test once more.",
        "What is better than it was?",
    ),
)
"""The seven stages in their order; after the last comes another test or another sale (S127)."""

NAMES = {one.key: one.name for one in STAGES}
BY_KEY = {one.key: one for one in STAGES}
ORDER = tuple(NAMES)

ON_SALE = ("promote", "again")
"""Stages in which clients may be offered it."""

GOES_ON = {"again": ("test", "promote")}
"""Where the loop goes on after its last stage."""


def forward(stage: str) -> tuple[str, ...]:
    """The stages that come next, the usual one first."""
    if stage in GOES_ON:
        return GOES_ON[stage]
    return (ORDER[ORDER.index(stage) + 1],)


def back(stage: str) -> tuple[str, ...]:
    """The stages it may go back to, because something was learned; the nearest first."""
    if stage in GOES_ON:
        ahead = set(forward(stage))
        return tuple(one for one in reversed(ORDER[: ORDER.index(stage)]) if one not in ahead)
    return tuple(reversed(ORDER[: ORDER.index(stage)]))


def check_move(stage: str, wanted: str, words: str, client_words: str) -> None:
    """Refuse a step that skips a stage or says nothing; raises UserError: to_stage, words."""
    if wanted not in NAMES:
        raise UserError("Choose a stage.", "to_stage")
    if wanted == stage:
        raise UserError(f"It is in this stage already: {NAMES[stage].lower()}.", "to_stage")
    ahead = forward(stage)
    if wanted not in ahead and wanted not in back(stage):
        raise UserError(f"{NAMES[ahead[0]]} comes before {NAMES[wanted].lower()}.", "to_stage")
    if not words.strip():
        raise UserError("Write down what was learned; one sentence will do.", "words")
    if stage == "define" and wanted == "build" and not client_words.strip():
        raise UserError("Say first who it is for; then build it.", "to_stage")
