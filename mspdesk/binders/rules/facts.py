"""What a leaf says, as single facts: so that what changed since a print can be told in words."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from ...dates import full_date, wall_of

_NAMES = ("name", "title", "what", "department", "label", "caption", "product", "action")
# Numbers that say which row of the books it is, and nothing to a reader.
_SILENT = ("id", "version", "position", "client_id", "icon")
_SHORT = 80
# With more rows gone than this nobody looks which was renamed.
_FEW = 200

Said = dict[tuple[str, str], dict[str, str]]
"""Field by field what is said of each subject of a part."""


class Fact(NamedTuple):
    """Something a leaf says: in which part, of what (or nothing), which field, and its words."""

    part: str
    subject: str
    field: str
    words: str


def facts_of(document: object, part: str) -> list[Fact]:
    """What a document of a leaf says; `part` is the leaf's title.

    A document may say it itself with a method `facts()`; otherwise its fields do, tuples of
    dataclasses being tables whose rows are called by their name.
    """
    own = getattr(document, "facts", None)
    return list(own()) if callable(own) else list(_flat(document, part, ""))


def _flat(document: Any, part: str, subject: str) -> Iterator[Fact]:
    if not is_dataclass(document):
        yield Fact(part, subject, "", _words(document))
        return
    for field in fields(document):
        value = getattr(document, field.name)
        if field.name in _SILENT or field.name.endswith("_id"):
            continue
        words = field.name.removesuffix("_on").removesuffix("_at").replace("_", " ")
        if isinstance(value, tuple | list):
            yield from _rows(value, part, subject, words)
        elif is_dataclass(value):
            yield from _flat(value, part, subject or words)
        elif _words(value):
            yield Fact(part, subject, words, _words(value))


def _rows(rows: Sequence[Any], part: str, subject: str, words: str) -> Iterator[Fact]:
    """The rows of a table; those of one name are told apart by number."""
    seen: Counter[str] = Counter()
    for row in rows:
        if not is_dataclass(row):
            continue
        name = _name(row) or words
        seen[name] += 1
        name = name if seen[name] == 1 else f"{name} ({seen[name]})"
        yield from _flat(row, part, f"{subject}, {name}" if subject else name)
    plain = [_words(row) for row in rows if not is_dataclass(row)]
    if any(plain):
        yield Fact(part, subject, words, "; ".join(filter(None, plain)))


def _name(row: Any) -> str:
    """What a row is called."""
    for name in _NAMES:
        found = getattr(row, name, "")
        if isinstance(found, str) and found:
            return found.splitlines()[0][:_SHORT]
    return ""


def _words(value: Any) -> str:
    if value is None or value is False:
        return ""
    if value is True:
        return "yes"
    if isinstance(value, datetime):
        return f"{wall_of(value):%Y-%m-%d %H:%M}"
    return full_date(value) if isinstance(value, date) else str(value).strip()


def changes(before: Iterable[Fact], now: Iterable[Fact]) -> list[str]:
    """What the second says otherwise than the first: a sentence for each thing that changed.

    What stands on several leaves is told once.
    """
    old, new = by_subject(before), by_subject(now)
    told: dict[tuple[Any, ...], str] = {}
    for part in dict.fromkeys(part for part, _ in new):
        # What a part says of itself is compared even where it says nothing any more.
        old.setdefault((part, ""), {})
        new.setdefault((part, ""), {})
    renamed = _renamed(old, new)
    for (part, subject), fields_now in new.items():
        fields_then = old.get((part, subject))
        if fields_then == fields_now:
            continue
        if (part, subject) in renamed:
            then = renamed[part, subject]
            told.setdefault((then, subject), f"{part}: {then} is called {subject} now")
            continue
        if fields_then is None and subject:
            told.setdefault((subject, "new"), f"{part}: {subject} is new")
            continue
        differing = _differing(fields_then or {}, fields_now)
        if not differing:
            continue
        about = f"{part}, {subject}" if subject else part
        same = (subject, "otherwise", *sorted((then, now) for _, then, now in differing))
        told.setdefault(same, f"{about}: {'; '.join(_told(*one) for one in differing)}")
    still = {*new, *((part, then) for (part, _), then in renamed.items())}
    for part, subject in old:
        if (part, subject) not in still and (subject or old[part, subject]):
            gone = f"{part}: {subject} is gone" if subject else f"{part} is left out"
            told.setdefault((subject or part, "gone"), gone)
    return _once(told, _pairs(old, new, renamed))


_Pairs = dict[tuple[Any, ...], tuple[tuple[str, str], ...]]
# With more changes than this nobody looks which follow from others.
_LOOKED_AT = 150


def _pairs(old: Said, new: Said, renamed: dict[tuple[str, str], str]) -> _Pairs:
    """What became of which words, by the key a change is told under."""
    found: _Pairs = {}
    for (part, subject), now in new.items():
        if (part, subject) in renamed:
            then = renamed[part, subject]
            found[(then, subject)] = ((then, subject),)
        elif (part, subject) in old:
            said = _differing(old[part, subject], now)
            key = (subject, "otherwise", *sorted((then, words) for _, then, words in said))
            found[key] = tuple((then, words) for _, then, words in said)
    return found


def _once(told: dict[tuple[Any, ...], str], pairs: _Pairs) -> list[str]:
    """The changes without those that say of something else what one of them says already.

    Where a server is replaced, the system that runs on it names it, too: that is one change.
    """
    if len(told) > _LOOKED_AT:
        return list(told.values())
    keys = [key for key in told if pairs.get(key) and key[0]]
    return [
        words
        for key, words in told.items()
        if not any(_follows(pairs.get(key, ()), pairs[one], one[0]) for one in keys if one != key)
    ]


def _follows(said: Sequence[tuple[str, str]], by: Sequence[tuple[str, str]], subject: str) -> bool:
    """Whether words say nothing but what became of another subject, which they name."""
    return bool(said) and all(
        subject in then and _carried(then, by) == now != then for then, now in said
    )


def _carried(words: str, by: Sequence[tuple[str, str]]) -> str:
    for then, now in by:
        words = words.replace(then, now) if then else words
    return words


def _renamed(old: Said, new: Said) -> dict[tuple[str, str], str]:
    """What is the same thing under another name, because most of the rest is said of it still."""
    gone: dict[str, list[str]] = {}
    for part, subject in old:
        if subject and (part, subject) not in new:
            gone.setdefault(part, []).append(subject)
    found: dict[tuple[str, str], str] = {}
    for part, subject in new:
        if not subject or (part, subject) in old or len(gone.get(part, ())) > _FEW:
            continue
        for then in gone.get(part, ()):
            if _alike(old[part, then], new[part, subject]):
                found[part, subject] = then
                gone[part].remove(then)
                break
    return found


def _alike(then: dict[str, str], now: dict[str, str]) -> bool:
    """Whether two rows differ in their name alone, and say something besides."""
    differing = [name for name in now if now[name] != then.get(name, "")]
    same = [name for name in now if now[name] and now[name] == then.get(name, "")]
    return len(differing) == 1 and len(same) > 0


def by_subject(facts: Iterable[Fact]) -> Said:
    """Facts gathered by their part and subject."""
    found: Said = {}
    for part, subject, field, words in facts:
        found.setdefault((part, subject), {})[field] = words
    return found


def _differing(then: dict[str, str], now: dict[str, str]) -> list[tuple[str, str, str]]:
    """Field by field, what it said and what it says now."""
    names = [*now, *(name for name in then if name not in now)]
    return [
        (name, then.get(name, ""), now.get(name, ""))
        for name in names
        if then.get(name, "") != now.get(name, "")
    ]


def _told(name: str, then: str, now: str) -> str:
    said = name[:1].lower() + name[1:] if name[1:2].islower() else name
    if max(len(then), len(now)) > _SHORT or "\n" in then + now:
        if then and now:
            return f"{said or 'text'} written anew"
        then, now = _cut(then), _cut(now)
    if not then:
        return f"{said} {now}".strip()
    if not now:
        return f"{said} {then} taken out".strip()
    return f"{said} {now}, it was {then}".strip()


def _cut(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= _SHORT else f"{line[: _SHORT - 1].rstrip()}…"
