"""Editing a master: lines and sections added, moved, crossed off, each giving a new master."""

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import replace

from ...errors import UserError
from ...rows import dataclass
from .master import Kind, Line, Master, Section, numbered

NEW = "new-"
"""What the key of a line begins with until the master is published with it."""

SECTIONS_KEPT = "A checklist needs one section. Change the heading of this one instead."


@dataclass(frozen=True, slots=True)
class Fault:
    """What a draft lacks: the section it is in (from 0), the key of the line, the field."""

    section: int
    key: str
    field: str
    words: str


def arranged(master: Master, sections: Iterable[Section]) -> Master:
    """The same checklist with these sections, numbered anew from 1."""
    bare = [
        replace(one, lines=tuple(replace(line, number="") for line in one.lines))
        for one in sections
    ]
    return numbered(replace(master, sections=tuple(bare)))


def place_of(master: Master, key: str) -> tuple[int, int]:
    """Where a line stands: its section and its place there, from 0; raises UserError for none."""
    for at, section in enumerate(master.sections):
        for place, line in enumerate(section.lines):
            if line.key == key:
                return at, place
    raise UserError("This step is no longer there.")


def with_line(master: Master, line: Line) -> Master:
    """The same with a line said otherwise; it keeps key, number and place."""
    at, place = place_of(master, line.key)
    lines = list(master.sections[at].lines)
    lines[place] = replace(line, number=lines[place].number)
    return _with_lines(master, at, lines)


def with_new_line(master: Master, section: int, place: int, line: Line | None = None) -> Master:
    """The same with a line more at a place; an empty one of a new key without `line`."""
    lines = list(master.sections[section].lines)
    lines.insert(place, line or Line(key=fresh_key(master), text=""))
    return _with_lines(master, section, lines)


def without_line(master: Master, key: str) -> Master:
    """The same without a line; those after it move up a number."""
    at, place = place_of(master, key)
    lines = list(master.sections[at].lines)
    del lines[place]
    return _with_lines(master, at, lines)


def crossed_off(master: Master, key: str, *, off: bool) -> Master:
    """The same with a line crossed off, which keeps its number, or done again."""
    at, place = place_of(master, key)
    return with_line(master, replace(master.sections[at].lines[place], off=off))


def line_placed(master: Master, key: str, section: int, place: int) -> Master:
    """The same with a line at a place of a section, counted without the line itself."""
    at, was = place_of(master, key)
    groups = [list(one.lines) for one in master.sections]
    line = groups[at].pop(was)
    groups[section].insert(place, line)
    return arranged(master, map(with_these, master.sections, groups))


def with_section(master: Master, at: int, title: str = "") -> Master:
    """The same with an empty section more at a place."""
    sections = list(master.sections)
    sections.insert(at, Section(title, ()))
    return arranged(master, sections)


def section_said(master: Master, at: int, title: str, *, ours: bool) -> Master:
    """The same with another heading over a section, and whether it is for us alone."""
    sections = list(master.sections)
    sections[at] = replace(sections[at], title=title, ours=ours)
    return replace(master, sections=tuple(sections))


def section_moved(master: Master, at: int, to: int) -> Master:
    """The same with a section at another place among the sections; beyond the ends it stays."""
    if not 0 <= to < len(master.sections):
        return master
    sections = list(master.sections)
    sections.insert(to, sections.pop(at))
    return arranged(master, sections)


def without_section(master: Master, at: int) -> Master:
    """The same without a heading; its lines join the section before, or after the first."""
    if len(master.sections) < 2:
        raise UserError(SECTIONS_KEPT, "title")
    sections = list(master.sections)
    gone = sections.pop(at)
    onto = max(0, at - 1)
    there = sections[onto]
    lines = there.lines + gone.lines if at else gone.lines + there.lines
    sections[onto] = replace(there, lines=lines)
    return arranged(master, sections)


def fresh_key(master: Master) -> str:
    """A key for a line that has no words yet."""
    taken = {line.key for section in master.sections for line in section.lines}
    return _free(lambda nth: f"{NEW}{nth}", taken)


def keyed(master: Master, known: Collection[str]) -> Master:
    """The same with keys made of their words for lines that are new to the books.

    `known` are the keys that runs and clients may already name; those stay for ever.
    """
    taken = {line.key for section in master.sections for line in section.lines} | set(known)
    sections = []
    for section in master.sections:
        lines = []
        for line in section.lines:
            key = line.key
            if key.startswith(NEW) and key not in known:
                key = key_for(line.text, taken)
                taken.add(key)
            lines.append(replace(line, key=key))
        sections.append(replace(section, lines=tuple(lines)))
    return replace(master, sections=tuple(sections))


def key_for(text: str, taken: Collection[str]) -> str:
    """A key of the words of a line that no other has: read-the-logs, read-the-logs-2."""
    words = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
    stem = words[:34].rsplit("-", 1)[0] if len(words) > 34 else words
    stem = stem.strip("-")[:34] or "line"
    return _free(lambda nth: stem if nth == 1 else f"{stem}-{nth}", taken)


def _free(make: Callable[[int], str], taken: Collection[str]) -> str:
    nth = 1
    while make(nth) in taken:
        nth += 1
    return make(nth)


def faults(master: Master) -> list[Fault]:
    """What a draft lacks before it can be published, from top to bottom."""
    found = []
    if not master.title:
        found.append(Fault(0, "", "title", "Say what the checklist is called."))
    for at, section in enumerate(master.sections):
        if not section.title:
            found.append(Fault(at, "", "section", "Give this section a heading."))
        for line in section.lines:
            found += [Fault(at, line.key, name, words) for name, words in line_faults(line)]
    if not any(section.lines for section in master.sections):
        found.append(Fault(0, "", "", "Add a step first."))
    return found


def line_faults(line: Line) -> list[tuple[str, str]]:
    """What a line lacks: the field, and what to do about it."""
    found = []
    if not line.text:
        found.append(("text", f"Say what is to be done in step {line.number}."))
    if line.kind == Kind.CHOICE and not line.choices:
        found.append(("choices", "Write the answers there are, one a line."))
    if line.low is not None and line.high is not None and line.low > line.high:
        found.append(("high", "The highest reading is less than the lowest."))
    return found


def _with_lines(master: Master, at: int, lines: Iterable[Line]) -> Master:
    sections = list(master.sections)
    sections[at] = replace(sections[at], lines=tuple(lines))
    return arranged(master, sections)


def with_these(section: Section, lines: Iterable[Line]) -> Section:
    """A section with other lines below its heading."""
    return replace(section, lines=tuple(lines))
