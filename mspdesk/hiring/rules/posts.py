"""What makes a job post one that welcomes: three things to see at a glance (S042).

The shipped checklist "Job post" is the whole walk; these are read from the words of the post. Who
somebody is, beyond a name to call them by, is asked nowhere.
"""

import re

from ...rows import dataclass

STATES = {"draft": "Draft", "open": "Open", "closed": "Closed"}

BODY = """# Why this job exists



# An ordinary day



# What is a must, five lines at most



# Pay, hours and place



# What you learn in the first year



# You are welcome

If half of the list is you, write to us. Women, career changers, people coming back to work and \
people of every background are welcome here, and we teach.

# A visit is safe

You are invited in the daytime, to an office with at least two of us there. If you would rather \
talk by video first, say so. Bring somebody along if you like.

# How to write to us

"""
"""What a new post begins with: its headings, the invitation, and how a visit is kept safe."""

INVITATION, VISIT = "You are welcome", "A visit is safe"

SAY_INSTEAD = {
    "he": "you",
    "she": "you",
    "his": "your",
    "guys": "people",
    "manpower": "people",
    "chairman": "chair",
    "salesman": "salesperson",
    "repairman": "technician",
    "girl": "assistant",
    "ninja": "technician",
    "rockstar": "technician",
    "guru": "technician",
    "wizard": "technician",
    "hacker": "technician",
    "warrior": "technician",
    "dominate": "lead",
    "aggressive": "persistent",
    "crush": "solve",
    "young": "new to the trade, or not",
    "youthful": "lively",
    "digital native": "at home with computers",
    "native speaker": "speaks and writes clearly",
    "energetic": "likes to be busy",
    "recent graduate": "with or without a degree",
    "able-bodied": "can lift 20 kg, with help",
    "family man": "person",
    "work hard, play hard": "what the work is really like",
}
"""Words after which some people do not apply, and what to say instead."""


@dataclass(frozen=True, slots=True)
class Welcome:
    """One of the three things a post that welcomes has, and what is missing of it."""

    key: str
    title: str
    done: bool
    words: str


def parts(body: str) -> dict[str, str]:
    """The text below each heading of a post."""
    found: dict[str, str] = {}
    title = ""
    for line in body.splitlines():
        if line.startswith("#"):
            title = line.lstrip("#").strip()
            found.setdefault(title, "")
        elif title:
            found[title] = f"{found[title]}\n{line}".strip()
    return found


def unkind(text: str) -> list[tuple[str, str]]:
    """Words that may keep somebody away, with what to say instead, in the order they stand."""
    found = []
    for word, instead in SAY_INSTEAD.items():
        at = re.search(rf"\b{re.escape(word)}\b", text, re.IGNORECASE)
        if at:
            found.append((at.start(), word, instead))
    return [(word, instead) for _, word, instead in sorted(found)]


def welcomes(title: str, body: str) -> list[Welcome]:
    """The invitation, neutral wording and the safe visit of a post."""
    said = parts(body)
    harsh = unkind(f"{title}\n{body}")
    wording = "; ".join(f"“{word}”: say {instead}" for word, instead in harsh[:3])
    return [
        Welcome(
            "invitation",
            "An invitation",
            bool(said.get(INVITATION)),
            "Says who is welcome that seldom applies"
            if said.get(INVITATION)
            else f"Write some lines below # {INVITATION}",
        ),
        Welcome("neutral", "Neutral wording", not harsh, wording or "No word that shuts out"),
        Welcome(
            "safe",
            "A safe visit",
            bool(said.get(VISIT)),
            "Says when, where and with whom"
            if said.get(VISIT)
            else f"Write some lines below # {VISIT}",
        ),
    ]
