"""The questions of a roadmap meeting (C16), as a client is asked them."""

from ...rows import dataclass


@dataclass(frozen=True, slots=True)
class Question:
    """One question: its key, its title, and the words a client hears.

    `ahead` ones go out with the invitation, so that somebody can think about them.
    """

    key: str
    title: str
    ask: str
    ahead: bool = False


QUESTIONS: tuple[Question, ...] = (
    Question("people", "People", "Will there be more or fewer of you in a year?", ahead=True),
    Question(
        "dependence", "Dependence", "How long can you work when no computer does?", ahead=True
    ),
    Question(
        "budget", "Budget", "Where do we stand in your budget, and is there money for next year?"
    ),
    Question(
        "places", "Locations", "Will you move, open a place, or work more from home?", ahead=True
    ),
    Question(
        "software",
        "Software",
        "Which program will you change, and which one do you hate?",
        ahead=True,
    ),
    Question("equipment", "Equipment", "Which machine would you replace tomorrow, and why?"),
    Question("worries", "Worries", "What about your technology keeps you awake?"),
    Question("one_year", "In one year", "What should be different a year from now?", ahead=True),
    Question("five_years", "In five years", "Where will the business be in five years?"),
)

BY_KEY = {one.key: one for one in QUESTIONS}
