"""What changed between two texts of a master, beside a third that the shop made of the first.

Every change has an id and can be taken or left by itself: a line reworded, added, no longer
there, moved to another section; the order in a section; a heading; what the head says.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import fields, replace
from enum import StrEnum
from itertools import chain
from typing import Any

from ...rows import dataclass
from .arrange import arranged
from .master import (
    DEPARTMENTS,
    DOER_WORDS,
    KIND_WORDS,
    REPEATS,
    SEVERITIES,
    TARGETS,
    Line,
    Master,
    Section,
)
from .master_text import plain_number


class What(StrEnum):
    """What kind of change it is."""

    HEAD = "head"
    HEADING = "heading"
    ADDED = "added"
    CHANGED = "changed"
    GONE = "gone"
    MOVED = "moved"
    ORDER = "order"


WHAT_WORDS = {
    What.HEAD: "About the checklist",
    What.HEADING: "Heading",
    What.ADDED: "New step",
    What.CHANGED: "Changed",
    What.GONE: "No longer there",
    What.MOVED: "Moved",
    What.ORDER: "Another order",
}

FIELD_WORDS = {
    "title": "Name",
    "purpose": "What it is for",
    "department": "Department",
    "target": "Worked through for",
    "role": "Hat that answers for it",
    "record": "Where the result is kept",
    "copies": "Where it is shown",
    "process": "Procedure behind it",
    "verify": "A second person verifies",
    "log": "A TSR log beside it",
    "not_seen": "Steps may be marked not seen",
    "severity": "Asks how much a problem weighs",
    "text": "What is to be done",
    "kind": "Answer",
    "unit": "Unit",
    "low": "Lowest right",
    "high": "Highest right",
    "choices": "Answers to choose from",
    "doer": "Done by",
    "mandatory": "Has to be done",
    "evidence": "Needs evidence",
    "blocks": "Closes what follows until done",
    "expect": "What is right",
    "otherwise": "What to do otherwise",
    "minutes": "Minutes",
    "maps": "Fills in",
    "short": "In the short variant",
    "repeat": "Once for",
    "off": "Crossed off",
    "ours": "For us alone",
}
"""Every field of a checklist and of a line as people call it."""

_HEAD = [one.name for one in fields(Master) if one.name not in ("code", "sections")]
_LINE = [one.name for one in fields(Line) if one.name not in ("key", "number", "about")]


@dataclass(frozen=True, slots=True)
class Said:
    """One field that changed: its name, what it was, what it is now, what the shop has."""

    name: str
    was: str
    now: str
    mine: str

    @property
    def clash(self) -> bool:
        """Whether the shop says something else than either."""
        return self.mine not in (self.was, self.now)


@dataclass(frozen=True, slots=True)
class Change:
    """One change that can be taken or left; `about` is the line or the heading in words."""

    id: str
    what: str
    section: str
    about: str
    said: tuple[Said, ...] = ()
    key: str = ""

    @property
    def clash(self) -> bool:
        """Whether taking it writes over words of the shop's own."""
        return any(one.clash for one in self.said)


def shown(name: str, value: Any) -> str:
    """A field of a checklist or of a line in words, empty where nothing is said."""
    if value is None or value is False or value in ("", (), 0):
        return ""
    if value is True:
        return "Yes"
    if name in ("low", "high"):
        return str(plain_number(value))
    if isinstance(value, tuple):
        return ", ".join(value)
    named = _NAMED.get(name)
    return named(value) if named is not None else str(value)


_NAMED: dict[str, Callable[[Any], str]] = {
    "kind": lambda value: KIND_WORDS[value],
    "doer": lambda value: DOER_WORDS[value],
    "department": lambda value: DEPARTMENTS[value],
    "target": lambda value: TARGETS[value],
    "repeat": lambda value: REPEATS[value],
    "minutes": lambda value: f"{value} min",
    "severity": lambda value: SEVERITIES.get(value, str(value)),
}


def changes(was: Master, now: Master) -> list[Change]:
    """What one text says otherwise than another."""
    return updates(was, now, was)


def updates(was: Master, now: Master, mine: Master) -> list[Change]:
    """What changed from `was` to `now` that `mine` does not have yet, from top to bottom.

    What the shop removed stays removed and is not offered again.
    """
    titles = renamed(was, now)
    found = _head(was, now, mine)
    for old, new in titles.items():
        if old != new and any(one.title == old for one in mine.sections):
            said = (Said("section", old, new, old),)
            found.append(Change(f"heading:{old}", What.HEADING, old, new, said))
    found += _for_us(was, now, mine, titles)
    before, own = _by_key(was), _by_key(mine)
    for section in now.sections:
        for line in section.lines:
            found += _line(section, line, before.get(line.key), own.get(line.key), titles)
        ordered = _order(section, was, mine, titles)
        if ordered is not None:
            found.append(ordered)
    return found + _gone(was, now, mine)


def _head(was: Master, now: Master, mine: Master) -> list[Change]:
    found = []
    for name in _HEAD:
        old, new, ours = getattr(was, name), getattr(now, name), getattr(mine, name)
        if new not in (old, ours):
            said = (Said(name, shown(name, old), shown(name, new), shown(name, ours)),)
            found.append(Change(f"head:{name}", What.HEAD, "", FIELD_WORDS[name], said))
    return found


def _for_us(was: Master, now: Master, mine: Master, titles: dict[str, str]) -> Iterator[Change]:
    """Sections that came to be for us alone, or no longer are."""
    for before in was.sections:
        names = (before.title, titles[before.title])
        section = next((one for one in now.sections if one.title == names[1]), None)
        own = next((one for one in mine.sections if one.title in names), None)
        if section is None or own is None:
            continue
        if section.ours not in (before.ours, own.ours):
            parts = (shown("ours", one.ours) for one in (before, section, own))
            said = (Said("ours", *parts),)
            yield Change(f"ours:{before.title}", What.HEADING, before.title, section.title, said)


def _line(
    section: Section,
    line: Line,
    before: tuple[str, Line] | None,
    own: tuple[str, Line] | None,
    titles: dict[str, str],
) -> Iterator[Change]:
    about = f"{line.number}  {line.text}"
    if own is None:
        if before is None:
            said = _said(Line(line.key, ""), line, Line(line.key, ""))
            yield Change(f"line:{line.key}", What.ADDED, section.title, about, said, line.key)
        return
    said = _said(before[1] if before else own[1], line, own[1])
    if said:
        yield Change(f"line:{line.key}", What.CHANGED, section.title, about, said, line.key)
    if before is None:
        return
    came, stands = titles.get(before[0], before[0]), titles.get(own[0], own[0])
    if section.title not in (came, stands):
        moved = (Said("section", before[0], section.title, own[0]),)
        yield Change(f"place:{line.key}", What.MOVED, section.title, about, moved, line.key)


def _said(was: Line, now: Line, mine: Line) -> tuple[Said, ...]:
    found = []
    for name in _LINE:
        old, new, ours = getattr(was, name), getattr(now, name), getattr(mine, name)
        if new not in (old, ours):
            found.append(Said(name, shown(name, old), shown(name, new), shown(name, ours)))
    return tuple(found)


def _gone(was: Master, now: Master, mine: Master) -> list[Change]:
    kept, own = _by_key(now), _by_key(mine)
    found = []
    for key, (title, line) in _by_key(was).items():
        if key not in kept and key in own and not own[key][1].off:
            about = f"{own[key][1].number}  {own[key][1].text}"
            said = (Said("text", line.text, "", own[key][1].text),)
            found.append(Change(f"gone:{key}", What.GONE, title, about, said, key))
    return found


def _order(section: Section, was: Master, mine: Master, titles: dict[str, str]) -> Change | None:
    """The lines of a section in another order, where the shop has theirs as they were."""
    before = next((one for one in was.sections if titles.get(one.title) == section.title), None)
    stands = {section.title, *(old for old, new in titles.items() if new == section.title)}
    own = next((one for one in mine.sections if one.title in stands), None)
    if before is None or own is None:
        return None
    both = {line.key for line in before.lines} & {line.key for line in own.lines}
    now = [line.key for line in section.lines if line.key in both]
    both &= set(now)
    old = [line.key for line in before.lines if line.key in both]
    ours = [line.key for line in own.lines if line.key in both]
    if now in (old, ours):
        return None
    about = ", ".join(line.number for line in own.lines if line.key in both)
    return Change(f"order:{section.title}", What.ORDER, section.title, f"Steps {about}")


def renamed(was: Master, now: Master) -> dict[str, str]:
    """The headings of a text by those of an older one; a new name is known by its lines."""
    new = {one.title for one in now.sections}
    old = {one.title for one in was.sections}
    found = {}
    for section in was.sections:
        found[section.title] = section.title
        if section.title in new:
            continue
        keys = {line.key for line in section.lines}
        for other in now.sections:
            shared = keys & {line.key for line in other.lines}
            if other.title not in old and 2 * len(shared) > len(keys):
                found[section.title] = other.title
    return found


def taken(was: Master, now: Master, mine: Master, ids: Collection[str]) -> Master:
    """The shop's text with the changes of these ids; whatever else it says stays."""
    offered = {one.id: one for one in updates(was, now, mine) if one.id in ids}
    if not offered:
        return mine
    head = {name: getattr(now, name) for name in _HEAD if f"head:{name}" in offered}
    made = replace(mine, **head)
    titles = renamed(was, now)
    made = _headings(made, {o: n for o, n in titles.items() if f"heading:{o}" in offered})
    made = _meant_for(made, now, titles, offered)
    new = _by_key(now)
    for one in offered.values():
        if one.what == What.CHANGED:
            line = new[one.key][1]
            changed = {said.name: getattr(line, said.name) for said in one.said}
            made = _replaced(made, replace(_by_key(made)[one.key][1], **changed))
        elif one.what == What.GONE:
            made = _replaced(made, replace(_by_key(made)[one.key][1], off=True))
    for section in now.sections:
        for line in section.lines:
            if f"line:{line.key}" in offered and line.key not in _by_key(made):
                made = _put(made, now, section, line, titles)
            elif f"place:{line.key}" in offered:
                own = _by_key(made)[line.key][1]
                made = _put(_dropped(made, line.key), now, section, own, titles)
        if f"order:{section.title}" in offered:
            made = _ordered(made, section, titles)
    return arranged(made, made.sections)


def _by_key(master: Master) -> dict[str, tuple[str, Line]]:
    """Every line with the heading it stands under."""
    return {line.key: (one.title, line) for one in master.sections for line in one.lines}


def _headings(master: Master, titles: dict[str, str]) -> Master:
    sections = [replace(one, title=titles.get(one.title, one.title)) for one in master.sections]
    return replace(master, sections=tuple(sections))


def _meant_for(
    master: Master, now: Master, titles: dict[str, str], offered: Collection[str]
) -> Master:
    """Sections as the new text means them, for us alone or not, where that was taken."""
    sections = list(master.sections)
    for old, new in titles.items():
        at = _stands(master, new, {old: new})
        there = next((one for one in now.sections if one.title == new), None)
        if f"ours:{old}" in offered and at is not None and there is not None:
            sections[at] = replace(sections[at], ours=there.ours)
    return replace(master, sections=tuple(sections))


def _replaced(master: Master, line: Line) -> Master:
    return _each(master, line.key, (line,))


def _dropped(master: Master, key: str) -> Master:
    return _each(master, key, ())


def _each(master: Master, key: str, instead: tuple[Line, ...]) -> Master:
    sections = []
    for one in master.sections:
        lines = [instead if line.key == key else (line,) for line in one.lines]
        sections.append(replace(one, lines=tuple(chain.from_iterable(lines))))
    return replace(master, sections=tuple(sections))


def _stands(master: Master, title: str, titles: dict[str, str]) -> int | None:
    """Where a section of the new text is in another, by its heading or the one it had."""
    known = [one.title for one in master.sections]
    names = [title, *(old for old, new in titles.items() if new == title)]
    return next((known.index(name) for name in names if name in known), None)


def _put(
    master: Master, now: Master, section: Section, line: Line, titles: dict[str, str]
) -> Master:
    """A line into the section of its heading, after the line it follows in the new text."""
    sections = list(master.sections)
    at = _stands(master, section.title, titles)
    if at is None:
        order = [one.title for one in now.sections]
        before = [_stands(master, title, titles) for title in order[: order.index(section.title)]]
        place = max((n + 1 for n in before if n is not None), default=0)
        sections.insert(place, replace(section, lines=(line,)))
        return replace(master, sections=tuple(sections))
    new = [one.key for one in section.lines]
    earlier = new[: new.index(line.key)]
    lines = list(sections[at].lines)
    place = max((n + 1 for n, one in enumerate(lines) if one.key in earlier), default=0)
    lines.insert(place, line)
    sections[at] = replace(sections[at], lines=tuple(lines))
    return replace(master, sections=tuple(sections))


def _ordered(master: Master, like: Section, titles: dict[str, str]) -> Master:
    """The lines a section shares with another in that one's order; the rest keep their places."""
    at = _stands(master, like.title, titles)
    if at is None:
        return master
    wanted = {line.key: place for place, line in enumerate(like.lines)}
    one = master.sections[at]
    shared = iter(sorted((x for x in one.lines if x.key in wanted), key=lambda x: wanted[x.key]))
    lines = tuple(next(shared) if x.key in wanted else x for x in one.lines)
    sections = list(master.sections)
    sections[at] = replace(one, lines=lines)
    return replace(master, sections=tuple(sections))
