"""What a disaster-recovery plan must be, and the words for its parts."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from ...dates import add_months
from ...documentation.rules.backups import interval_words, span_words

STATES = {"draft": "Draft", "approved": "Approved"}
"""The states of a plan that are stored; printed and stale follow from its editions."""

STALE = "Stale"
"""What an approved plan is called once something it rests on changed since its paper."""

CALL_KINDS = {
    "client": "At the client",
    "us": "Us",
    "internet": "Internet provider",
    "utility": "Utility",
    "landlord": "Landlord",
    "insurer": "Insurer",
    "vendor": "Vendor",
    "emergency": "Emergency services",
    "other": "Other",
}
"""Whom a call goes to."""

CONTINUITY = {
    "none": "None",
    "bdr_local": "BDR, on site",
    "bdr_cloud": "BDR, in the cloud",
}
"""How a client works on while the real thing is away (S089)."""

EXERCISE_KINDS = {"walk": "Walked through", "table": "At a table", "real": "For real"}
"""How a plan was gone through."""

REVIEW_MONTHS = 12
"""A plan is looked at again within a year (B7)."""


def meets_loss_limit(limit: int | None, every: int | None) -> bool:
    """Whether a backup that runs every so many minutes keeps a data-loss limit (RPO) in minutes.

    A daily backup cannot meet four hours (B7). What is not said is not held against it.
    """
    return limit is None or every is None or limit >= every


def circle(needs: Mapping[int, Iterable[int]]) -> list[int]:
    """The first circle among needs, each needing the next and the last the first; else empty."""
    done: set[int] = set()
    for start in needs:
        found = _circle_from(start, needs, done)
        if found:
            return found
    return []


def _circle_from(start: int, needs: Mapping[int, Iterable[int]], done: set[int]) -> list[int]:
    """Follow needs from one system without calling itself: chains may be long."""
    way: dict[int, None] = {}
    waiting: list[tuple[int, bool]] = [(start, False)]
    while waiting:
        one, leaving = waiting.pop()
        if leaving:
            del way[one]
            done.add(one)
        elif one in way:
            return [*way][[*way].index(one) :]
        elif one not in done:
            way[one] = None
            waiting.append((one, True))
            waiting += [(other, False) for other in needs.get(one, ())]
    return []


def circle_words(names: Sequence[str]) -> str:
    """A circle of needs as a sentence that says what to do."""
    if len(names) == 1:
        return f"{names[0]} cannot need itself."
    steps = [
        f"{one} needs {other}" for one, other in zip(names, [*names[1:], names[0]], strict=True)
    ]
    return f"{', '.join(steps)}: take one of these needs away, so that one can come first."


def ordered(ids: Sequence[int], needs: Mapping[int, Iterable[int]]) -> list[int]:
    """The same systems, each behind what it needs and else as they stood; no circle is allowed."""
    placed: list[int] = []
    there = set(ids)
    for first in ids:
        waiting = [first]
        while waiting:
            one = waiting[-1]
            open_ = [n for n in needs.get(one, ()) if n in there and n not in placed]
            if one in placed or not open_:
                waiting.pop()
                if one not in placed:
                    placed.append(one)
            else:
                waiting.append(min(open_, key=ids.index))
    return placed


def too_early(ids: Sequence[int], needs: Mapping[int, Iterable[int]]) -> tuple[int, int] | None:
    """The first system that stands before one it needs, with that one; None in a good order."""
    place = {one: n for n, one in enumerate(ids)}
    for one in ids:
        for other in needs.get(one, ()):
            if place.get(other, -1) > place[one]:
                return one, other
    return None


def review_limit(day: date) -> date:
    """The last day a plan approved today may be looked at again."""
    return add_months(day, REVIEW_MONTHS)


def lacks_for_legacy(platform: str, media_place: str) -> list[str]:
    """What a legacy system needs and nobody has written down (S087)."""
    lacking = []
    if not platform.strip():
        lacking.append("the platform it needs")
    if not media_place.strip():
        lacking.append("where its media lie")
    return lacking


def listed(text: str) -> tuple[str, ...]:
    """The entries of a text that has one a line."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


__all__ = [
    "CALL_KINDS",
    "CONTINUITY",
    "EXERCISE_KINDS",
    "REVIEW_MONTHS",
    "STATES",
    "circle",
    "circle_words",
    "interval_words",
    "lacks_for_legacy",
    "listed",
    "meets_loss_limit",
    "ordered",
    "review_limit",
    "span_words",
    "too_early",
]
