"""What would set people against each other, found in tables, charts and words (S030).

A table is about people when what its rows are called by are people, each in one row of their own.
Such a table stands by name, cannot be sorted by a figure, and says nothing of speed or sales.
"""

import re
from collections.abc import Collection, Iterable, Sequence

RANKS = re.compile(
    r"\b(rank\w*|leader\w*|league|best|worst|top|scores?|fastest|slowest|quickest|winners?"
    r"|streaks?|star of|number one)\b",
    re.IGNORECASE,
)
"""Words that order people."""

AGAINST = re.compile(
    r"\b(clos\w+|resol\w+|respon\w+|response|speed|sold|sales|upsell\w*|per ticket|minutes a ticket"
    r"|billab\w+|productive|utili[sz]ation|target|share)\b",
    re.IGNORECASE,
)
"""Measures that stand beside nobody's name: how soon, how much sold, how much of the time."""


SAYS = re.compile(r"[^\W\d_]{2}|\d{4}-\d\d-\d\d")
"""What a row can be called by: words or a day, but no number."""


def ranked_rows(
    title: str, heads: Sequence[str], rows: Iterable[Sequence[str]], people: Collection[str]
) -> list[str]:
    """What is wrong with a table of words: its heads, and its rows of as many cells."""
    found = [f"{title}: “{head}” orders people" for head in heads if RANKS.search(head)]
    lines = [list(row) for row in rows]
    at = identity(lines, people)
    if at is None:
        return found
    names = list(dict.fromkeys(line[at] for line in lines if line[at] in people))
    if names != sorted(names, key=str.casefold):
        found.append(f"{title}: people stand as {names}, not by name")
    found += [
        f"{title}: “{head}” stands beside people's names"
        for n, head in enumerate(heads)
        if n != at and AGAINST.search(head)
    ]
    return found


def identity(lines: Sequence[Sequence[str]], people: Collection[str]) -> int | None:
    """The column that says what a row is called by, where that is people, two of them or more."""
    if not lines:
        return None
    for at in range(len(lines[0])):
        cells = [line[at] for line in lines if at < len(line)]
        words = [cell for cell in cells if SAYS.search(cell)]
        if not words:
            continue
        named = [cell for cell in words if cell in people]
        whole = len(named) == len(words)
        return at if whole and len(set(named)) > 1 else None
    return None


def ranked_words(title: str, words: Iterable[str], people: Collection[str]) -> list[str]:
    """What is wrong with the words of a chart or a line of figures."""
    said = " ".join(words)
    named = [one for one in people if one in said]
    found = [f"{title}: {named} are drawn beside each other"] if len(named) > 1 else []
    return found + ([f"{title}: its words order people"] if RANKS.search(title) else [])
