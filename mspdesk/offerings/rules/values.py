"""The four kinds of value of an offering, and when there are too few of them (S126)."""

from collections.abc import Mapping

from ...rows import dataclass

ENOUGH = 2
"""Kinds of value an offering should have at least (S126)."""

LONGEST = 280
"""Signs of one kind of value, so that a sales sheet stays on one page."""

SHORTER = 180
"""Signs of what stands around them, for the same reason."""

MOST_LINES = 4
"""Lines of any of them."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of value: its name, what is asked at the desk, what stands above it on paper."""

    key: str
    name: str
    ask: str
    paper: str


KINDS = (
    Kind(
        "functional",
        "Functional",
        "What does it do for them, and how well?",
        "What it does",
    ),
    Kind(
        "emotional",
        "Emotional",
        "What worry does it take away? How do they feel once they have it?",
        "What it means to you",
    ),
    Kind(
        "monetary",
        "Monetary",
        "What does it save or earn, set beside what it costs?",
        "What it saves or earns",
    ),
    Kind(
        "social",
        "Social",
        "How do they stand before their own clients, staff and peers?",
        "How others see you",
    ),
)
"""The four kinds, in the order they are asked (S126)."""

NAMES = {one.key: one.name for one in KINDS}


def filled(values: Mapping[str, str]) -> int:
    """How many of the four kinds hold words."""
    return sum(bool(values.get(one.key, "").strip()) for one in KINDS)


def missing(values: Mapping[str, str]) -> list[str]:
    """The names of the kinds nobody has written yet."""
    return [one.name for one in KINDS if not values.get(one.key, "").strip()]


def hint(count: int) -> str:
    """What to do about too few kinds of value; nothing when there are enough."""
    if count >= ENOUGH:
        return ""
    if count == 0:
        return "Say first what it is worth to whom; an offering needs two or three kinds of value."
    return "One kind of value is little to stand on. Find a second one, and better a third."


def count_words(count: int) -> str:
    """2 of 4 kinds of value."""
    return f"{count} of {len(KINDS)} kinds of value"
