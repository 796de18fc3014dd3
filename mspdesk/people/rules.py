"""What each access role may do, the six hats of a sole proprietor, and what the tiers mean."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from enum import StrEnum

from ..money import half_up
from ..rows import dataclass


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


ALWAYS = date(1900, 1, 1)
"""The day from which paid hours count that nobody dated."""

Week = tuple[int, ...]
"""Paid minutes of the seven weekdays, Monday first."""

UNPAID: Week = (0,) * 7


@dataclass(frozen=True, slots=True)
class PaidWeeks:
    """What people are paid for by weekday, as it changed: by person the day from which and what.

    The changes of a person stand in their order; before the first nothing is paid.
    """

    changes: Mapping[int, tuple[tuple[date, Week], ...]]

    def week(self, person_id: int, day: date) -> Week:
        """The paid minutes of the seven weekdays as they are on a day."""
        for from_on, week in reversed(self.changes.get(person_id, ())):
            if from_on <= day:
                return week
        return UNPAID

    def on(self, person_id: int, day: date) -> int:
        """Paid minutes of a day, leave and holidays not looked at."""
        return self.week(person_id, day)[day.weekday()]

    def total(self, person_id: int, monday: date) -> int:
        """Paid minutes of the week of a Monday, in whose middle they may change."""
        return sum(self.on(person_id, monday + timedelta(days=n)) for n in range(7))

    def spans(self, person_id: int, first: date, last: date) -> Iterator[tuple[date, date, Week]]:
        """A time cut where somebody's paid hours change: first day, last day, weekdays."""
        cuts = [on for on, _ in self.changes.get(person_id, ()) if first < on <= last]
        for start, until in zip([first, *cuts], [*cuts, last + timedelta(days=1)], strict=True):
            yield start, until - timedelta(days=1), self.week(person_id, start)

    def known(self, person_id: int) -> bool:
        """Whether somebody was ever said to be paid for a weekday."""
        return any(any(week) for _, week in self.changes.get(person_id, ()))


def paid_changes(rows: Iterable[tuple[int, date, int, int]]) -> PaidWeeks:
    """The paid weeks in rows of person, first day, weekday and minutes, sorted by the first day.

    A weekday that a change says nothing of stays as it was.
    """
    found: dict[int, list[tuple[date, list[int]]]] = {}
    for person_id, from_on, weekday, minutes in rows:
        changes = found.setdefault(person_id, [])
        if not changes or changes[-1][0] != from_on:
            changes.append((from_on, list(changes[-1][1]) if changes else [0] * 7))
        changes[-1][1][weekday] = minutes
    return PaidWeeks(
        {who: tuple((on, tuple(week)) for on, week in changes) for who, changes in found.items()}
    )


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
