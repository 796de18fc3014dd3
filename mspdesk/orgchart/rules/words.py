"""How wide words are in a box, near enough to break them without a screen or paper at hand."""

from functools import lru_cache

_WIDTHS = (
    (30, " ',.:;Iijl"),
    (40, '"!()/[\\]frt{|}'),
    (55, "-^_`*?s"),
    (65, "FJLacekvxyz#$EPSbdghnopqu"),
    (75, "&+0123456789<=>BKRTXZ~ACDHNUVY"),
    (90, "GOQ%wm"),
    (105, "MW@"),
)
_WIDE_OF = {sign: wide for wide, signs in _WIDTHS for sign in signs}
_OTHER = 105
"""Hundredths of the size of the type, for the semibold the titles are set in; never too little."""


@lru_cache(maxsize=2_000)
def wide(words: str, size: int) -> int:
    """The width of a line in units of the chart, at a size of type in the same units."""
    return sum(_WIDE_OF.get(sign, _OTHER) for sign in words) * size // 100 + 1


@lru_cache(maxsize=2_000)
def broken(words: str, size: int, room: int) -> tuple[str, ...]:
    """Words in as many lines as they need, cut inside a word only where it is wider than a line."""
    lines: list[str] = []
    line = ""
    for word in words.split():
        longer = f"{line} {word}" if line else word
        if wide(longer, size) <= room:
            line = longer
            continue
        if line:
            lines.append(line)
        *full, line = _chopped(word, size, room)
        lines += full
    return (*lines, line) if line or not lines else tuple(lines)


def _chopped(word: str, size: int, room: int) -> list[str]:
    parts, part = [], ""
    for sign in word:
        if part and wide(part + sign, size) > room:
            parts.append(part)
            part = ""
        part += sign
    return [*parts, part]


def short_names(names: list[tuple[int, str]]) -> dict[int, str]:
    """What people are called on the chart by id: the first name, and an initial where two share it.

    Two who share that as well are called by their whole names.
    """
    first = {who: name.split()[0] if name.split() else name for who, name in names}
    longer = {who: _with_initial(name) for who, name in names}
    found = {}
    for who, name in names:
        if list(first.values()).count(first[who]) == 1:
            found[who] = first[who]
        elif list(longer.values()).count(longer[who]) == 1:
            found[who] = longer[who]
        else:
            found[who] = name
    return found


def _with_initial(name: str) -> str:
    first, *rest = name.split() or [name]
    return f"{first} {rest[-1][0]}." if rest else first
