"""One master, each client's differences: what a client's run holds, and where the two collide.

A difference names a line by its key and keeps what the master said when it was made (`was`).
Whatever else the master changes reaches the client; where it changes the very words the client
has of its own, both are shown and a person decides.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from ...rows import dataclass
from .master import Line, Master
from .master_text import line_of, line_table

ADD, HIDE, REWORD = "add", "hide", "reword"
KINDS = {ADD: "Added", HIDE: "Left out", REWORD: "Reworded"}


@dataclass(frozen=True, slots=True)
class Difference:
    """What one client has different in one line.

    `fields` are those of an added line, or the ones of the master that are said otherwise; `was`
    the same fields of the master when this was written.
    """

    kind: str
    key: str
    after: str = ""
    fields: tuple[tuple[str, Any], ...] = ()
    was: tuple[tuple[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Collision:
    """A difference that the master has met: `why` is changed, gone or taken (a key used twice)."""

    difference: Difference
    why: str
    ours: str
    now: str


def for_client(master: Master, differences: Sequence[Difference]) -> Master:
    """The master as one client has it; numbers stay those of the master.

    A left-out line is crossed off and keeps its number; an added one is numbered after the line it
    follows (12a). A difference whose line is gone does nothing.
    """
    if not differences:
        return master
    changed = {one.key: one for one in differences if one.kind != ADD}
    sections = []
    added = [one for one in differences if one.kind == ADD and master.line(one.key) is None]
    placed: set[str] = set()
    for section in master.sections:
        lines: list[Line] = []
        for line in section.lines:
            lines.append(_changed(line, changed.get(line.key)))
            lines += _after(line, added, placed)
        sections.append(replace(section, lines=tuple(lines)))
    rest = [one for one in added if one.key not in placed]
    if rest:
        last = sections[-1]
        end = last.lines[-1] if last.lines else Line(key="", text="", number="0")
        more = _after(replace(end, key=""), [replace(one, after="") for one in rest], placed)
        sections[-1] = replace(last, lines=(*last.lines, *more))
    return replace(master, sections=tuple(sections))


def _changed(line: Line, difference: Difference | None) -> Line:
    if difference is None:
        return line
    if difference.kind == HIDE:
        return replace(line, off=True)
    table = line_table(line) | dict(difference.fields)
    return replace(line_of(table), number=line.number)


def _after(line: Line, added: Sequence[Difference], placed: set[str]) -> list[Line]:
    found: list[Line] = []
    for one in added:
        if one.after == line.key and one.key not in placed:
            placed.add(one.key)
            number = f"{line.number}{_letter(len(found))}"
            found.append(replace(line_of(dict(one.fields) | {"key": one.key}), number=number))
    return found


def _letter(nth: int) -> str:
    """A to z, then aa, ab: what follows a number."""
    first, rest = divmod(nth, 26)
    return (chr(96 + first) if first else "") + chr(97 + rest)


def collisions(master: Master, differences: Sequence[Difference]) -> list[Collision]:
    """Where the master has changed what a client has of its own, or lost the line."""
    return [met for one in differences if (met := _met(master.line(one.key), one)) is not None]


def _met(line: Line | None, one: Difference) -> Collision | None:
    ours = dict(one.fields)
    if one.kind == ADD:
        return None if line is None else Collision(one, "taken", str(ours["text"]), line.text)
    if line is None:
        return Collision(one, "gone", str(ours.get("text", "")), "")
    now = line_table(line)
    for name, before in one.was:
        said, own = _plain(name, now.get(name)), _plain(name, ours.get(name))
        if said not in (_plain(name, before), own):
            return Collision(one, "changed", str(own), str(said))
    return None


def _plain(name: str, value: Any) -> Any:
    """A field as it is compared: what is usual is not said, however it is written."""
    usual = value is None or value is False or value in ("", [])
    return "" if usual or (value == 0 and name in ("minutes", "severity")) else value
