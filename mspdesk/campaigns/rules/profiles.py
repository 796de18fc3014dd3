"""Where people look a shop up online, and how often somebody should look whether it is right."""

from datetime import date

from ...dates import add_months

STATES = {"fine": "Right", "wrong": "Something is wrong", "none": "Not looked at yet"}
TONES = {"fine": "green", "wrong": "red", "none": "hi"}

USUAL = (
    ("Our own website", 1),
    ("Google business profile", 3),
    ("Bing Places", 6),
    ("LinkedIn, the company", 3),
    ("LinkedIn, the owner", 3),
    ("Facebook page", 3),
    ("Chamber of commerce", 12),
    ("Partner pages of our vendors", 6),
)
"""Places to begin with and how many months go by between two looks (R; S128 names none)."""

LOOK_FOR = (
    "Name, address and phone as on the letterhead",
    "Hours, and who to call after hours",
    "What we offer, in words a client uses",
    "A picture of us, not of a stock office",
    "Newest review answered",
    "Links lead where they should",
)
"""What is looked at each time."""


def due_on(looked_on: date | None, every_months: int) -> date | None:
    """The day to look again; none where nobody has looked yet, which is now."""
    return add_months(looked_on, every_months) if looked_on else None


def is_due(looked_on: date | None, every_months: int, day: date) -> bool:
    """Whether it is time to look."""
    due = due_on(looked_on, every_months)
    return due is None or due <= day
