"""What each access role may do, the six hats of a sole proprietor, and what the tiers mean."""

from collections.abc import Iterable
from enum import StrEnum


class AccessRole(StrEnum):
    """What somebody is trusted with; a person may hold several (B0)."""

    OWNER = "owner"
    OFFICE_MANAGER = "office_manager"
    ADMIN = "admin"
    SERVICE_MANAGER = "service_manager"
    TECHNICIAN = "technician"
    VIEWER = "viewer"


ACCESS_WORDS = {
    AccessRole.OWNER: "Owner",
    AccessRole.OFFICE_MANAGER: "Office manager",
    AccessRole.ADMIN: "Admin assistant",
    AccessRole.SERVICE_MANAGER: "Service manager",
    AccessRole.TECHNICIAN: "Technician",
    AccessRole.VIEWER: "Reads only",
}

MAY: dict[AccessRole, frozenset[str]] = {
    AccessRole.OWNER: frozenset({"*"}),
    AccessRole.OFFICE_MANAGER: frozenset(
        {"tickets", "time", "time_all", "clients", "bill", "money", "people", "board", "import"}
    ),
    AccessRole.ADMIN: frozenset({"tickets", "time", "clients", "bill", "money"}),
    AccessRole.SERVICE_MANAGER: frozenset({"tickets", "time", "time_all", "clients", "board"}),
    AccessRole.TECHNICIAN: frozenset({"tickets", "time", "reveal"}),
    AccessRole.VIEWER: frozenset(),
}
"""The permits of each role; `*` is all of them. They decide what is offered, as a courtesy.

Only `reveal` is more: without a key of the vault nothing is revealed, whatever the role.
"""


def permits_for(roles: Iterable[str]) -> frozenset[str]:
    """All that somebody with these access roles is offered."""
    found: frozenset[str] = frozenset()
    for role in roles:
        found |= MAY.get(AccessRole(role), frozenset())
    return found


KINDS = {
    "employee": "Employee",
    "part_time": "Part-time",
    "temp": "Temp",
    "contractor": "Contractor",
    "intern": "Intern",
    "owner": "Owner",
}
"""How somebody is employed, and the words for it (B9)."""

SIX_HATS = (
    (
        "owner",
        "Owner",
        "Direction",
        "Decide where the business is going and make it serve the owner's life.",
    ),
    ("sales", "Sales", "Sales", "Find companies we can truly help and agree on fair terms."),
    ("marketing", "Marketing", "Marketing", "Let the right people know that we exist."),
    (
        "finance",
        "Finance",
        "Office",
        "Make sure that work done becomes money in the bank before it is needed.",
    ),
    ("admin", "Admin", "Office", "Keep promises, paper and calendars straight."),
    ("service_manager", "Service manager", "Service", "Choose what is worked on next."),
    ("technician", "Technician", "Service", "Keep clients able to work."),
)
"""The hats of stage 1: the owner and the six worn besides (S001, C17)."""

TIERS = {
    1: "The first help. Routine tickets and documented maintenance; knows when to pass on.",
    2: "Finds causes. A wider set of tools and depth in one topic or vendor.",
    3: "Sees the client's whole picture and solves what nobody has seen before.",
}
"""What the three tiers mean (S040); a shop may write its own."""


def initials(name: str) -> str:
    """Two letters for a name: first and last word."""
    words = [word for word in name.replace("-", " ").split() if word[0].isalnum()]
    if not words:
        return "?"
    return (words[0][0] + (words[-1][0] if len(words) > 1 else words[0][1:2])).upper()


def first_name(name: str) -> str:
    """The first word of a name, for short labels."""
    return name.split(maxsplit=1)[0] if name.split() else name
