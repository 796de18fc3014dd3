"""In which words each leaf is set: a number that is kept with an edition and grows with wording.

A release that calls a column otherwise has changed no client's network. Where a leaf's number is
another one than in the edition on paper, its captions are not compared, only what they stand for.
Raise a leaf's number with any change of its fixed words or of the widths of its columns, which
break words over other lines; `tests/binders/test_leaf_forms.py` says when.
"""

from collections.abc import Iterable, Iterator, Mapping

from ...rows import dataclass
from .facts import Fact, Said, by_subject

FORM = 2
"""The number of leaves that have none of their own; 1 are editions that kept none."""

FORMS: Mapping[str, int] = {}
"""Leaves whose words changed since, by name in the outline."""


def form_of(key: str) -> int:
    """The number of a leaf by its key, which begins with its name."""
    return FORMS.get(key.partition("/")[0], FORM)


@dataclass(frozen=True, slots=True)
class LeafForm:
    """A leaf of an edition: its key, in which words it was set, how many facts it says."""

    key: str
    form: int
    facts: int


def reworded(then: Iterable[Fact], now: Iterable[Fact]) -> list[Fact]:
    """What was said then in today's captions, wherever a caption alone is another one.

    A caption or a head that is no more is taken for the new one that stands for the same words.
    """
    old, new = by_subject(then), by_subject(now)
    found: Said = {}
    for (part, subject), fields in old.items():
        place = (part, subject)
        if place not in new:
            place = next(_heads(place, fields, old, new), place)
        found[place] = _captions(fields, new.get(place, {}))
    return [
        Fact(part, subject, name, words)
        for (part, subject), fields in found.items()
        for name, words in fields.items()
    ]


def _heads(
    place: tuple[str, str], fields: Mapping[str, str], old: Said, new: Said
) -> Iterator[tuple[str, str]]:
    """Where the same subject is told of today, under a head that was not there then."""
    parts = {part for part, _ in old}
    words = {each for each in fields.values() if each}
    for (part, subject), said in new.items():
        if subject == place[1] and part not in parts and words & set(said.values()):
            yield part, subject


def _captions(then: Mapping[str, str], now: Mapping[str, str]) -> dict[str, str]:
    fresh = {words: name for name, words in now.items() if words and name not in then}
    return {
        fresh.get(words, name) if name not in now else name: words for name, words in then.items()
    }
