"""How many people report to somebody, and whether that is many (S007, E02)."""

from collections.abc import Iterable

from ...rows import dataclass

COMFORTABLE = 7
"""A good manager leads five to seven people; one more is worth a note (S007)."""

FEW = 3
"""The fewest people that the words above the chart call comfortable; the number is ours."""

MANY = 10
"""A service manager of this trade is said to lead up to ten (E02); above it the note says more."""


@dataclass(frozen=True, slots=True)
class Span:
    """A role with the heads that report to it; part-time counts as one as well.

    More than `comfortable` are worth a note, more than `many` another one.
    """

    role_id: int
    title: str
    roles: int
    heads: int
    comfortable: int = COMFORTABLE
    many: int = MANY

    @property
    def wide(self) -> bool:
        """Whether that is more than one can lead well."""
        return self.heads > self.comfortable

    @property
    def usual(self) -> str:
        """How many one person leads well, in words."""
        if self.comfortable <= FEW:
            return f"Up to {self.comfortable} is a comfortable span for one person"
        return f"{FEW} to {self.comfortable} is a comfortable span for one person"

    @property
    def words(self) -> str:
        """What is said of one that is too wide, nothing otherwise."""
        if not self.wide:
            return ""
        more = " An assistant manager would help." if self.heads > self.many else ""
        told = "5 to 7 is" if self.comfortable == COMFORTABLE else f"Up to {self.comfortable} is"
        return f"{self.title} leads {self.heads} people. {told} comfortable for one person.{more}"


def span(
    role_id: int,
    title: str,
    lead_wearer: int | None,
    below: Iterable[int | None],
    limits: tuple[int, int] = (COMFORTABLE, MANY),
) -> Span:
    """The span of a role whose people are these wearers, one for each role right below it.

    `limits` are what is comfortable, and what is many.

    Somebody counts once however many hats they wear, and not under themself.
    """
    wearers = list(below)
    heads = {one for one in wearers if one is not None and one != lead_wearer}
    return Span(role_id, title, len(wearers), len(heads), *limits)
