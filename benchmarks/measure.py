"""How things are measured here: two works in turn, medians, and the ratio beside its budget."""

import gc
import statistics
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path

from .shops import Size

Work = Callable[[], object]
Clock = Callable[[], float]

ROUNDS = 9
_ENOUGH = 0.02
"""Seconds one sample should last at least; short works are done several times in a row."""


@dataclass(frozen=True, slots=True)
class Ratio:
    """One figure: ours and its baseline in seconds (or bytes), and the most the ratio may be."""

    number: str
    what: str
    baseline: str
    ours: float
    base: float
    budget: float
    note: str = ""

    @property
    def ratio(self) -> float:
        """How many times the baseline."""
        return self.ours / self.base if self.base else 0.0

    @property
    def kept(self) -> bool:
        """Whether it is within its budget."""
        return self.ratio <= self.budget


@dataclass(frozen=True, slots=True)
class Bench:
    """What a benchmark is given: the size of shop, the folder of kept shops, how often to look."""

    size: Size
    work: Path
    rounds: int = ROUNDS

    @property
    def compiled(self) -> Path | None:
        """Where programs of their own keep what Python compiles; a single try needs no place."""
        return self.work / "compiled" if self.rounds > 1 else None


def cpu() -> float:
    """Seconds of this process's own work, all threads; others on the machine do not count."""
    return time.process_time()


def wall() -> float:
    """Seconds on the wall, for what waits on the disk."""
    return time.perf_counter()


@contextmanager
def no_collecting() -> Iterator[None]:
    """Keep the garbage collector out of a measurement."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def in_turn(
    works: Mapping[str, Work], rounds: int = ROUNDS, clock: Clock = cpu, *, enough: float = _ENOUGH
) -> dict[str, float]:
    """The median seconds each work takes, one sample of each in turn, round after round."""
    # A single round is a try, not a measurement: once is enough, and nothing need be kept away
    # (the collector alone took three quarters of the time of all tries).
    trying = rounds == 1
    times = {name: 1 if trying else _times(work, clock, enough) for name, work in works.items()}
    found: dict[str, list[float]] = {name: [] for name in works}
    with nullcontext() if trying else no_collecting():
        for _ in range(rounds):
            for name, work in works.items():
                found[name].append(_sample(work, times[name], clock))
    return {name: statistics.median(samples) for name, samples in found.items()}


def _times(work: Work, clock: Clock, enough: float) -> int:
    """How often a work is done for one sample; the first two goes warm everything up."""
    work()
    took = _sample(work, 1, clock)
    return max(1, min(50, int(enough / max(took, 1e-6))))


def _sample(work: Work, times: int, clock: Clock) -> float:
    begun = clock()
    for _ in range(times):
        work()
    return (clock() - begun) / times


def percentile(samples: Sequence[float], percent: int) -> float:
    """The figure that `percent` of the samples do not exceed."""
    ordered = sorted(samples)
    return ordered[min(len(ordered) - 1, len(ordered) * percent // 100)]
