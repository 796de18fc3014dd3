"""What each access role may do, the six hats of a sole proprietor, and what the tiers mean."""

from collections.abc import Iterable
from enum import StrEnum

from ..money import half_up


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


WEEKS_TENTHS = 43
"""Weeks in a month times ten: the 4.3 of S013, which a shop may change (E03)."""

BURDEN = 12_500
"""What a wage costs with all that comes with it, in ten-thousandths: the 1.25 of S013 (E04)."""

WEEKS_A_YEAR = 52


def loaded_month(
    wage: int,
    minutes_week: int,
    weeks_tenths: int = WEEKS_TENTHS,
    burden: int = BURDEN,
    step: int = 10_000,
) -> int:
    """What a month of somebody costs with everything, half up to a whole `step` (S013).

    `wage` and the answer are minor units, `step` is 100 dollars in cents; rounded once.
    """
    return half_up(wage * minutes_week * weeks_tenths * burden, 60 * 10 * 10_000 * step) * step


def loaded_year(
    wage: int,
    minutes_week: int,
    weeks_tenths: int = WEEKS_TENTHS,
    burden: int = BURDEN,
    step: int = 10_000,
) -> int:
    """What a year of somebody costs: twelve loaded months, minor units (S013)."""
    return 12 * loaded_month(wage, minutes_week, weeks_tenths, burden, step)


def per_productive_hour(year: int, minutes_week: int, tenths: int) -> int:
    """What an hour that closes tickets costs, minor units half up; 0 without such hours (B6).

    `year` is the loaded cost of a year, `tenths` the productive share in tenths of a percent: 620
    is 62.0 %. A year has 52 weeks.
    """
    hours = minutes_week * WEEKS_A_YEAR * tenths
    return half_up(year * 60 * 1_000, hours) if hours else 0
