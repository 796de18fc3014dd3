"""The cascade: what a goal hangs on, up to a goal of the owner (S031)."""

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from ...errors import UserError
from ...rows import dataclass
from .words import LEVELS, RANK

T = TypeVar("T")

LOOP = "This goal already hangs below it. Two goals cannot hang on each other."


@dataclass(frozen=True, slots=True)
class Link:
    """What the cascade needs to know of a goal."""

    id: int
    level: str
    parent_id: int | None


def check_parent(goals: Mapping[int, Link], goal_id: int | None, level: str, parent: int) -> None:
    """Refuse a parent that is not there, stands lower, or hangs on the goal itself.

    Raises UserError naming `parent_id`.
    """
    if parent not in goals:
        raise UserError("The goal it should hang on is not there any more.", "parent_id")
    if goal_id is not None and parent == goal_id:
        raise UserError("A goal cannot hang on itself. Choose the one it serves.", "parent_id")
    if RANK[goals[parent].level] > RANK[level]:
        above = LEVELS[goals[parent].level].lower()
        raise UserError(
            f"A goal of the {LEVELS[level].lower()} does not hang on one of a {above}. "
            "Choose one from further up.",
            "parent_id",
        )
    if goal_id is not None and goal_id in above_of(goals, parent):
        raise UserError(LOOP, "parent_id")


def check_below(goals: Mapping[int, Link], goal_id: int | None, level: str) -> None:
    """Refuse to move a goal further down than what hangs on it; raises UserError naming `level`."""
    below = [
        one for one in goals.values() if one.parent_id is not None and one.parent_id == goal_id
    ]
    if any(RANK[one.level] < RANK[level] for one in below):
        raise UserError("A goal from further up hangs on it. Move that one first.", "level")


def above_of(goals: Mapping[int, Link], goal_id: int) -> list[int]:
    """A goal and everything it hangs on, from itself up; a circle is walked once."""
    found: list[int] = []
    at: int | None = goal_id
    while at is not None and at in goals and at not in found:
        found.append(at)
        at = goals[at].parent_id
    return found


def complete(goals: Mapping[int, Link], goal_id: int) -> bool:
    """Whether a goal hangs, however far down, on a goal of the owner."""
    return goals[above_of(goals, goal_id)[-1]].level == "owner"


def flag(goals: Mapping[int, Link], goal_id: int) -> str:
    """What is wrong with where a goal hangs, in words; empty where it reaches the owner."""
    goal = goals[goal_id]
    if complete(goals, goal_id):
        return ""
    if goal.parent_id is None:
        return "Hangs on no goal above it"
    return "The goals above it do not reach a goal of the owner"


def outline(
    rows: Iterable[T],
    parent_of: Callable[[T], int | None],
    id_of: Callable[[T], int],
    order: Callable[[T], tuple[object, ...]],
) -> list[tuple[int, T]]:
    """Rows with how deep each stands, a parent before what hangs on it.

    A row whose parent is not among them stands at the top; those of a circle stand there, too.
    """
    every = sorted(rows, key=order)
    there = {id_of(row) for row in every}
    below: dict[int | None, list[T]] = {}
    for row in every:
        parent = parent_of(row)
        below.setdefault(parent if parent in there else None, []).append(row)
    found: list[tuple[int, T]] = []
    placed: set[int] = set()

    def place(row: T, depth: int) -> None:
        if id_of(row) in placed:
            return
        placed.add(id_of(row))
        found.append((depth, row))
        for child in below.get(id_of(row), ()):
            place(child, depth + 1)

    for row in below.get(None, ()):
        place(row, 0)
    for row in every:
        place(row, 0)
    return found
