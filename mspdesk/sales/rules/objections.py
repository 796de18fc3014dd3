"""What people say instead of yes, to begin with; every shop writes its own (S132)."""

from ...rows import dataclass

HELPED = {"": "Not known yet", "yes": "It helped", "no": "It did not"}
"""What became of an answer."""


@dataclass(frozen=True, slots=True)
class Starter:
    """An objection as it ships: as they say it, and what to ask or to show."""

    words: str
    answer: str


STARTERS = (
    Starter(
        "We have somebody who does that.",
        "Good. Ask when that person last brought a file back from the backup, and who steps in when"
        " they are ill. Offer to be the second pair of eyes, not the replacement.",
    ),
    Starter(
        "That is too expensive.",
        "Ask: compared with what? Count together what one day without computers costs them, and"
        " what they paid last year in small pieces.",
    ),
    Starter(
        "Nothing ever breaks here.",
        "Then now is the quiet time to look. Offer the assessment: it says what is in order, too.",
    ),
    Starter(
        "We have no time for this now.",
        "Ask when it was quieter last year, and agree on a day then. Put it on the list.",
    ),
    Starter(
        "We were let down by a company like yours.",
        "Let them tell it to the end. Then say what is written down with us, and give them two"
        " clients to call.",
    ),
    Starter(
        "Just send us something.",
        "Send one page, and ask for a quarter of an hour a week later to hear what is wrong in it.",
    ),
    Starter(
        "We are too small for that.",
        "Size decides the plan, not whether files are backed up. If they really are too small, say"
        " so and part as friends.",
    ),
    Starter(
        "Why should we pay in advance?",
        "Because everybody who waits for our help has paid, and nobody waits behind a debtor. What"
        " is not used comes back when they leave.",
    ),
    Starter(
        "We do not want to be tied to a contract.",
        "Show the page about leaving: notice, documents handed over, nothing held back.",
    ),
)
"""Objections a new list begins with."""
