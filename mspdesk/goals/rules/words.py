"""The words for what a goal can be (B9)."""

LEVELS = {
    "owner": "Owner",
    "company": "Company",
    "department": "Department",
    "person": "Person",
}
"""Who a goal belongs to, from the top of the cascade down (S031)."""

RANK = {level: at for at, level in enumerate(LEVELS)}
"""How far down the cascade a level stands."""

KINDS = {
    "business": "Business",
    "growth": "Growth, such as a certificate",
    "corrective": "Corrective",
    "personal": "Personal",
}
"""What a goal is about; one word where there is room for one only."""

KIND_WORD = {
    "business": "Business",
    "growth": "Growth",
    "corrective": "Corrective",
    "personal": "Personal",
}

SHARING = {
    "private": "Private",
    "affected": "Affected people",
    "department": "Department",
    "company": "Company",
}
"""Who may read a goal, from nobody else to everybody (S032)."""

WIDTH = {sharing: at for at, sharing in enumerate(SHARING)}
"""How many may read it."""

STATES = {
    "draft": "Draft",
    "agreed": "Agreed",
    "met": "Met",
    "partly": "Partly met",
    "missed": "Missed",
    "dropped": "Dropped",
}
"""The life of a goal."""

CLOSED = ("met", "partly", "missed", "dropped")
"""States in which a goal is over and has an outcome."""

WRITTEN = ("agreed", "met", "partly", "missed")
"""States of what was agreed on, which somebody may have in a letter."""

NEEDS_WORDS = ("partly", "missed", "dropped")
"""States that next year's reader wants a sentence about (S034)."""

MEETINGS = {"mastermind": "Mastermind round", "mentoring": "Mentoring talk"}
"""What a meeting of minds is (S035)."""
