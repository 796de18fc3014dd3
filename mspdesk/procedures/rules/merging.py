"""What a newer text changes, and how it goes together with what the shop changed itself."""

from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from ...rows import dataclass
from .sop import Sop

_FACTS = (
    "title",
    "kind",
    "purpose",
    "department",
    "audiences",
    "role",
    "core",
    "review_months",
    "checklists",
)


@dataclass(frozen=True, slots=True)
class Change:
    """A line that went or came; a line that stayed is neither, and stands around those."""

    line: str
    gone: bool = False
    new: bool = False


def changes(before: Sop, after: Sop) -> list[Change]:
    """The lines of the words that differ, each with the one above it, and title and purpose."""
    found: list[Change] = []
    for name in ("title", "purpose"):
        was, now = getattr(before, name), getattr(after, name)
        if was != now:
            found += [Change(was, gone=True)] if was else []
            found += [Change(now, new=True)] if now else []
    old, new = _lines(before.body), _lines(after.body)
    for what, first, last, begin, end in SequenceMatcher(None, old, new, False).get_opcodes():
        if what == "equal":
            continue
        if first:
            found.append(Change(old[first - 1]))
        found += [Change(line, gone=True) for line in old[first:last]]
        found += [Change(line, new=True) for line in new[begin:end]]
    return found


def _lines(body: str) -> list[str]:
    return [line for line in body.split("\n") if line.strip()]


@dataclass(frozen=True, slots=True)
class Merged:
    """Both together; `kept` counts the places where both changed and the shop's words stand."""

    sop: Sop
    kept: int


def merged(base: Sop, own: Sop, newer: Sop) -> Merged:
    """What the shop changed since `base`, and what the newer text changed, in one procedure."""
    facts = {}
    kept = 0
    for name in _FACTS:
        was, ours, theirs = (getattr(one, name) for one in (base, own, newer))
        facts[name] = theirs if ours == was else ours
        kept += ours not in (was, theirs) and theirs != was
    lines, clashes = _three_ways(*(one.body.split("\n") for one in (base, own, newer)))
    return Merged(replace(own, **facts, body="\n".join(lines)), kept + clashes)


def _three_ways(
    base: Sequence[str], own: Sequence[str], newer: Sequence[str]
) -> tuple[list[str], int]:
    """Lines of three texts in one, and how often both changed the same place."""
    found: list[str] = []
    clashes = 0
    at = (0, 0, 0)
    for b, o, n, length in [*_common(base, own, newer), (len(base), len(own), len(newer), 0)]:
        was, ours, theirs = base[at[0] : b], own[at[1] : o], newer[at[2] : n]
        if list(ours) == list(was):
            found += theirs
        else:
            found += ours
            clashes += list(theirs) not in (list(was), list(ours))
        found += base[b : b + length]
        at = (b + length, o + length, n + length)
    return found, clashes


def _common(
    base: Sequence[str], own: Sequence[str], newer: Sequence[str]
) -> list[tuple[int, int, int, int]]:
    """Runs of lines that are the same in all three: where they begin in each, how many."""
    mine = SequenceMatcher(None, base, own, False).get_matching_blocks()
    theirs = SequenceMatcher(None, base, newer, False).get_matching_blocks()
    found = []
    for one in mine:
        for other in theirs:
            first = max(one.a, other.a)
            last = min(one.a + one.size, other.a + other.size)
            if first < last:
                found.append(
                    (first, one.b + first - one.a, other.b + first - other.a, last - first)
                )
    return found
