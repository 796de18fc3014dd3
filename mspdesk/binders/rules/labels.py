"""What the pages of a binder are called: 3-2 of 3-5, and 3-2a for one that came in later."""

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from itertools import groupby

from ...rows import dataclass

FRONT = 0
"""The number of what stands in front of the first tab."""


@dataclass(frozen=True, slots=True, order=True)
class Label:
    """Tab, number within it, and 1 for a, 2 for b of a page filed behind that number.

    Number 0 is the tab's own page.
    """

    tab: int
    number: int
    letter: int = 0

    def __str__(self) -> str:
        letters, left = "", self.letter
        while left:
            left, rest = divmod(left - 1, 26)
            letters = chr(ord("a") + rest) + letters
        if not self.number and not letters:
            return f"Tab {self.tab}"
        return f"{self.tab}-{self.number}{letters}"

    def of(self, total: int) -> str:
        """As heads of pages have it: Page 3-2 of 3-5; a tab's own page says Tab 3."""
        return f"Page {self} of {self.tab}-{total}" if self.number or self.letter else str(self)


_WRITTEN = re.compile(r"(\d+)-(\d+)([a-z]*)|Tab (\d+)")


def label_of(text: str) -> Label:
    """A label as it is written; raises ValueError for anything else."""
    found = _WRITTEN.fullmatch(text)
    if found is None:
        raise ValueError(f"{text!r} is no label of a page.")
    if found[4]:
        return Label(int(found[4]), 0)
    letter = 0
    for char in found[3]:
        letter = letter * 26 + ord(char) - ord("a") + 1
    return Label(int(found[1]), int(found[2]), letter)


@dataclass(frozen=True, slots=True)
class Place:
    """Which page it is, whatever it is called: the tab, the leaf, the number within the leaf."""

    tab: int
    leaf: str
    number: int
    divides: bool = False


@dataclass(frozen=True, slots=True)
class Numbering:
    """A label for each page, in their order, and the last number of each tab."""

    labels: tuple[Label, ...]
    totals: Mapping[int, int]


def number_afresh(pages: Sequence[Place]) -> Numbering:
    """Count the pages of each tab from 1; a tab's own page has number 0."""
    labels: list[Label] = []
    totals: dict[int, int] = {}
    for page in pages:
        if not page.divides:
            totals[page.tab] = totals.get(page.tab, 0) + 1
        labels.append(Label(page.tab, 0 if page.divides else totals[page.tab]))
    return Numbering(tuple(labels), {page.tab: totals.get(page.tab, 0) for page in pages})


def number_on(
    pages: Sequence[Place], before: Mapping[Place, Label], totals: Mapping[int, int]
) -> Numbering:
    """Let pages keep the labels they have on paper; those that come between get letters.

    A tab nobody had before is counted from 1. The last number of a tab stays what pages out there
    say it is, even when the last page is taken out.
    """
    labels: list[Label] = []
    ends: dict[int, int] = {}
    for tab, group in groupby(pages, key=lambda page: page.tab):
        some = list(group)
        if tab in totals:
            labels += _between(some, before)
            ends[tab] = totals[tab]
        else:
            fresh = number_afresh(some)
            labels += fresh.labels
            ends |= fresh.totals
    return Numbering(tuple(labels), ends)


def _between(pages: Sequence[Place], before: Mapping[Place, Label]) -> list[Label]:
    """Labels of one tab: as many as can keep theirs do, the others go behind what is before."""
    held = [(at, before[page]) for at, page in enumerate(pages) if page in before]
    keeps = {held[n][0]: held[n][1] for n in _longest_rising([label for _, label in held])}
    found: list[Label] = []
    last = Label(pages[0].tab, 0)
    for at, page in enumerate(pages):
        own = keeps.get(at)
        if own is not None and (own > last or (page.divides and not found)):
            last = own
        elif page.divides:
            last = Label(page.tab, 0)
        else:
            last = Label(last.tab, last.number, last.letter + 1)
        found.append(last)
    return found


def _longest_rising(labels: Sequence[Label]) -> list[int]:
    """The places of as many labels as possible of which each is greater than the one before."""
    ends: list[Label] = []
    at_end: list[int] = []
    previous: list[int] = []
    for at, label in enumerate(labels):
        length = bisect_left(ends, label)
        previous.append(at_end[length - 1] if length else -1)
        if length == len(ends):
            ends.append(label)
            at_end.append(at)
        else:
            ends[length], at_end[length] = label, at
    found = []
    at = at_end[-1] if at_end else -1
    while at >= 0:
        found.append(at)
        at = previous[at]
    return found[::-1]


def runs_of(labels: Sequence[Label], every: Sequence[Label]) -> str:
    """Labels in few words, neighbors joined: 1-1 to 1-4, 3-2a.

    `every` are all labels there are, in order; only what follows each other there is joined, and
    only within a tab.
    """
    wanted, parts = set(labels), []
    run: list[Label] = []
    for label in [*every, None]:
        if label is not None and label in wanted and (not run or run[-1].tab == label.tab):
            run.append(label)
            continue
        if run:
            parts.append(str(run[0]) if len(run) == 1 else f"{run[0]} to {run[-1]}")
        run = [label] if label is not None and label in wanted else []
    return ", ".join(parts)
