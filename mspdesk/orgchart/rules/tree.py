"""Who reports to whom: a tree of roles, whatever the books say."""

from collections.abc import Iterable, Mapping, Sequence

from ...rows import dataclass


@dataclass(frozen=True, slots=True)
class Seat:
    """A role as the chart needs it: its title, its wearer's words, to which role it reports.

    `note` is a third line: to whom it reports besides. They come in the order of the chart.
    """

    id: int
    title: str
    wearer: str = ""
    lead: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Tree:
    """Seats by id, those below each in order, and the tops; nobody is lost and nobody is twice."""

    seats: dict[int, Seat]
    below: dict[int, tuple[int, ...]]
    tops: tuple[int, ...]

    def under(self, role_id: int) -> set[int]:
        """Every role below a role, near and far."""
        found: set[int] = set()
        waiting = list(self.below[role_id])
        while waiting:
            one = waiting.pop()
            found.add(one)
            waiting += self.below[one]
        return found

    def in_order(self) -> dict[int, int]:
        """The place of each role as one reads the chart: a role, then all that is below it."""
        found: dict[int, int] = {}
        waiting = list(reversed(self.tops))
        while waiting:
            one = waiting.pop()
            found[one] = len(found)
            waiting += reversed(self.below[one])
        return found


def tree_of(seats: Sequence[Seat]) -> Tree:
    """The tree of these seats; a lead that is not there, or a ring of leads, makes a top."""
    known = {seat.id: seat for seat in seats}
    leads = {seat.id: seat.lead if seat.lead in known else None for seat in seats}
    for seat in seats:
        if in_ring(leads, seat.id):
            leads[seat.id] = None
    below: dict[int, list[int]] = {role_id: [] for role_id in known}
    for role_id, lead in leads.items():
        if lead is not None:
            below[lead].append(role_id)
    tops = tuple(role_id for role_id, lead in leads.items() if lead is None)
    return Tree(known, {role_id: tuple(ids) for role_id, ids in below.items()}, tops)


def in_ring(leads: dict[int, int | None], role_id: int) -> bool:
    """Whether a role would report to itself in the end."""
    return role_id in above(leads, role_id)


def above_either(leads: Mapping[int, Iterable[int | None]], role_id: int) -> set[int]:
    """Every role above a role, near and far, where some have two leads (S011)."""
    found: set[int] = set()
    waiting = list(leads.get(role_id, ()))
    while waiting:
        one = waiting.pop()
        if one is not None and one not in found:
            found.add(one)
            waiting += leads.get(one, ())
    return found


def above(leads: dict[int, int | None], role_id: int) -> Iterable[int]:
    """The roles above a role, nearest first; a ring is walked once."""
    found: list[int] = []
    at = leads.get(role_id)
    while at is not None and at not in found:
        found.append(at)
        at = leads.get(at)
    return found
