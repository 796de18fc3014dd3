"""Whom to hire next, and whether a hat is one (S004). Advice in words; nobody is bound by it."""

from collections.abc import Sequence

from ...rows import dataclass
from .balance import hours_words
from .span import COMFORTABLE

FIRST_ADMIN = 1_200
"""Minutes a week of the first hire: good admins often want about 20 hours (S004)."""

FULL_TIME = 2_400
"""Minutes of a week of 40 hours."""

PART_TIME = FIRST_ADMIN
"""From so many minutes a week on a hat is a part-time hire."""

NEARLY_FULL = 2_100
"""From 35 hours on it is a full-time one."""

TECHS_AN_ADMIN = 3
"""Admins are added as technicians are (S004): one for about so many, as we see it."""


@dataclass(frozen=True, slots=True)
class Team:
    """Who works here besides the owner, and the easy duties of a week that an admin could do.

    `reports` are the heads who report to the owner, `span` how many one leads well; minutes a week.
    """

    admins: int
    technicians: int
    reports: int
    push_down: int
    span: int = COMFORTABLE


@dataclass(frozen=True, slots=True)
class NextHire:
    """The next hire: the code of a role that ships, its title, minutes a week, and reasons.

    Without a code nothing stands out.
    """

    code: str
    title: str
    minutes_week: int
    why: tuple[str, ...]

    @property
    def words(self) -> str:
        """It in one line."""
        if not self.code:
            return "No hire stands out."
        return f"{self.title}, about {hours_words(self.minutes_week)} a week"


def next_hire(team: Team) -> NextHire:
    """Whom to hire next: an admin before a technician, managers once there are many (S004)."""
    waiting = (
        (f"Easy duties of {hours_words(team.push_down)} a week wait for somebody.",)
        if team.push_down
        else ()
    )
    if not team.admins:
        why = (
            "An admin frees the owner to sell and to help clients.",
            "Good admins often want about 20 hours a week, and cost less than a technician.",
            *waiting,
        )
        return NextHire("admin_assistant", "Admin assistant", FIRST_ADMIN, why)
    if not team.technicians:
        why = ("The office is taken care of; only the owner works on tickets.", *waiting)
        return NextHire("technician", "Technician", FULL_TIME, why)
    if team.reports > team.span:
        why = (
            f"{team.reports} people report to the owner; {team.span} is as many as one leads well.",
            "An office manager and a service manager leave the owner two.",
        )
        return NextHire("office_manager", "Office manager", FULL_TIME, why)
    if team.technicians > TECHS_AN_ADMIN * team.admins:
        there = f"{team.technicians} technicians and {_admins(team.admins)}"
        why = (f"{there}: admins are added as technicians are.", *waiting)
        return NextHire("second_admin", "Second admin", FIRST_ADMIN, why)
    why = ("Admins and technicians are in balance. The hire worksheet says whether there is work.",)
    return NextHire("", "", 0, (*why, *waiting))


def _admins(count: int) -> str:
    return "1 admin" if count == 1 else f"{count} admins"


def if_hired(minutes: int, others: Sequence[tuple[str, int]]) -> str:
    """What hiring for a hat alone would be, and together with others: title and minutes a week."""
    if minutes <= 0 and not others:
        return "No time is logged on it yet."
    alone = f"{hours_words(minutes)} a week is {_kind(minutes)}."
    if minutes >= NEARLY_FULL or not others:
        return alone
    titles = [title for title, _ in others]
    total = minutes + sum(more for _, more in others)
    names = titles[0] if len(titles) == 1 else f"{', '.join(titles[:-1])} and {titles[-1]}"
    together = f"With {names} it would be {hours_words(total)}"
    return f"{alone} {together}{'' if total < PART_TIME else f', {_kind(total)}'}."


def _kind(minutes: int) -> str:
    if minutes < PART_TIME:
        return "not a hire yet"
    return "a part-time hire" if minutes < NEARLY_FULL else "a full-time hire"
