"""Things that overlap in time, set out beside each other."""

from collections.abc import Sequence
from typing import Protocol


class Stretch(Protocol):
    """Something with a beginning and an end, in minutes since midnight."""

    @property
    def key(self) -> str:
        """What it is called."""

    @property
    def start(self) -> int:
        """When it begins."""

    @property
    def end(self) -> int:
        """When it ends."""


def lanes(stretches: Sequence[Stretch]) -> dict[str, tuple[int, int]]:
    """For each key its lane, and how many lanes there are where it overlaps with others."""
    found: dict[str, tuple[int, int]] = {}
    cluster: list[tuple[Stretch, int]] = []
    ends: list[int] = []

    def close() -> None:
        for one, lane in cluster:
            found[one.key] = (lane, len(ends))
        cluster.clear()
        ends.clear()

    for one in sorted(stretches, key=lambda one: (one.start, one.end)):
        if ends and one.start >= max(ends):
            close()
        free = next((at for at, end in enumerate(ends) if end <= one.start), len(ends))
        ends[free : free + 1] = [one.end]
        cluster.append((one, free))
    close()
    return found
