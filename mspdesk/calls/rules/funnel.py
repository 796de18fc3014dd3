"""Calls counted: how far they came and what came of them (S125, B8)."""

from collections.abc import Iterable, Mapping

from ...rows import dataclass
from .calling import BY_CODE, OUTCOMES, rate
from .scripts import SLOTS


@dataclass(frozen=True, slots=True)
class Counted:
    """How many calls came to one outcome at one point of the script, and their minutes."""

    outcome: str
    slot: str
    calls: int
    minutes: int


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a funnel: how many of all calls, and of the line above."""

    code: str
    title: str
    calls: int
    of_all: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Funnel:
    """Calls of one kind counted; `calls` are all of them."""

    calls: int
    minutes: int
    by_outcome: Mapping[str, int]
    by_slot: Mapping[str, int]

    def count(self, *codes: str) -> int:
        """How many calls came to one of some outcomes."""
        return sum(self.by_outcome.get(code, 0) for code in codes)

    @property
    def talks(self) -> int:
        """Calls in which somebody who decides was on the line."""
        return sum(
            count for code, count in self.by_outcome.items() if code in BY_CODE and talked(code)
        )

    @property
    def appointments(self) -> int:
        """Calls that came to an appointment."""
        return self.count("appointment")

    @property
    def said(self) -> str:
        """The funnel in one line: 300 calls, 15 talks, 3 appointments, 1.0 %."""
        return (
            f"{_many(self.calls, 'call')}, {_many(self.talks, 'talk')}, "
            f"{_many(self.appointments, 'appointment')}, {rate(self.appointments, self.calls)}"
        )

    @property
    def stages(self) -> list[Step]:
        """Calls, then voicemails, gatekeepers, talks and appointments, each of all calls."""
        lines = (
            ("calls", "Calls", self.calls, "numbers dialed"),
            ("voicemail", "Voicemail left", self.count("voicemail"), ""),
            ("gatekeeper", "Gatekeeper", self.count("gatekeeper"), ""),
            ("nobody", "Nobody reached", self.count("no_answer", "wrong", "stop"), ""),
            ("talks", "Talks", self.talks, "with somebody who decides"),
            ("appointments", "Appointments", self.appointments, ""),
        )
        return [
            Step(code, title, count, rate(count, self.calls), words)
            for code, title, count, words in lines
            if count or code != "nobody"
        ]

    @property
    def outcomes(self) -> list[Step]:
        """Each outcome that occurred, in the order of the keys."""
        return [
            Step(one.code, one.title, self.count(one.code), rate(self.count(one.code), self.calls))
            for one in OUTCOMES
            if self.count(one.code)
        ]

    @property
    def points(self) -> list[Step]:
        """How far the calls came along the script, in its order."""
        return [
            Step(
                one.code,
                one.title,
                self.by_slot[one.code],
                rate(self.by_slot[one.code], self.calls),
            )
            for one in SLOTS
            if self.by_slot.get(one.code)
        ]


def talked(code: str) -> bool:
    """Whether an outcome says that somebody who decides was on the line."""
    return code in BY_CODE and BY_CODE[code].talked


def funnel(rows: Iterable[Counted]) -> Funnel:
    """Put counts together."""
    by_outcome: dict[str, int] = {}
    by_slot: dict[str, int] = {}
    calls = minutes = 0
    for row in rows:
        by_outcome[row.outcome] = by_outcome.get(row.outcome, 0) + row.calls
        if row.slot:
            by_slot[row.slot] = by_slot.get(row.slot, 0) + row.calls
        calls += row.calls
        minutes += row.minutes
    return Funnel(calls, minutes, by_outcome, by_slot)


def _many(count: int, word: str) -> str:
    return f"{count:,} {word}{'' if count == 1 else 's'}"
