"""A checklist as text: sections of lines, read with the line of any mistake, and written again.

The files in `forms/checklists`, every revision in the books and what the editor keeps are texts of
this one form, which is TOML. `[[section]]` begins a group, `[[section.line]]` a line of it.
"""

import re
from collections.abc import Collection, Mapping
from enum import StrEnum
from functools import lru_cache
from typing import Any

from ...errors import UserError
from ...exchange.toml_text import TomlText, near, write_toml
from .master import (
    DEPARTMENTS,
    DOER_WORDS,
    KIND_WORDS,
    REPEATS,
    SEVERITIES,
    TARGETS,
    Kind,
    Line,
    Master,
    Section,
    numbered,
)

_HEAD = (
    "code title purpose department target role record copies process verify log not_seen "
    "severity section"
).split()
_SECTION = ("title", "ours", "line")
_LINE = (
    "key text kind unit low high choices doer mandatory evidence blocks expect otherwise minutes "
    "maps short severity repeat off"
).split()
_FROZEN = ("number", "about")
_TYPES: dict[str, type] = dict.fromkeys(("mandatory", "evidence", "blocks", "short", "off"), bool)
_TYPES |= dict.fromkeys(("minutes", "severity", "about"), int)
_AT = "section.line"
_KEY = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


@lru_cache(maxsize=256)
def read(text: str, name: str = "", *, draft: bool = False) -> Master:
    """Read a checklist; `name` is its file. Raises UserError naming file, line and what to write.

    Lines without a number of their own get one by their order, crossed-off ones included. A draft
    may have what is not written yet: a line without words, a group without a heading.
    """
    reader = _Reader(TomlText(text, name), draft=draft)
    return numbered(reader.master())


def write(master: Master, *, frozen: bool = False) -> str:
    """The text of a checklist; reading it gives the same checklist again.

    With `frozen` lines keep their numbers and what they are about, as a run that began needs.
    """
    parts = [write_toml(_said(master, Master, _HEAD))]
    for section in master.sections:
        head = {"title": section.title} | ({"ours": True} if section.ours else {})
        parts.append(f"[[section]]\n{write_toml(head)}")
        parts += [f"[[{_AT}]]\n{write_toml(line_table(line, frozen))}" for line in section.lines]
    return "\n".join(parts)


def line_table(line: Line, frozen: bool = False) -> dict[str, Any]:
    """A line as a table of the text: what is said about it, nothing that is usual."""
    table = _said(line, Line, [*_LINE, *_FROZEN] if frozen else _LINE)
    for bound in ("low", "high"):
        if bound in table:
            table[bound] = plain_number(table[bound])
    return table


def plain_number(thousandths: int) -> Any:
    """Thousandths as TOML writes them: 20, or "2.5" in quotes, so that no float is made."""
    whole, rest = divmod(abs(thousandths), 1000)
    sign = "-" if thousandths < 0 else ""
    if not rest:
        return int(f"{sign}{whole}")
    return f"{sign}{whole}.{rest:03}".rstrip("0")


def thousandths(text: str) -> int | None:
    """A number as typed (98, 2.5, 1,200) in thousandths; None for anything else."""
    found = re.fullmatch(r"\s*(-?)(\d{1,9})(?:\.(\d{1,3}))?\s*", text.replace(",", ""))
    if not found:
        return None
    size = int(found[2]) * 1000 + int((found[3] or "0").ljust(3, "0"))
    return -size if found[1] else size


def _said(row: Any, kind: Any, names: list[str]) -> dict[str, Any]:
    usual = kind(code="", title="", sections=()) if kind is Master else Line(key="", text="")
    found = {}
    for name in names:
        value = getattr(row, name, None)
        if name == "section" or value is None or value == getattr(usual, name):
            continue
        found[name] = list(value) if isinstance(value, tuple) else value
        if isinstance(value, StrEnum):
            found[name] = str(value)
    return found


class _Reader:
    """Takes a checklist out of the tables of a text."""

    def __init__(self, text: TomlText, *, draft: bool = False) -> None:
        self._text, self._draft = text, draft
        self._line = 0

    def master(self) -> Master:
        """The whole checklist; raises UserError with file and line."""
        tables = self._text.tables
        self._text.only(tables, _HEAD, "", 1)
        found: dict[str, Any] = {}
        for name in _HEAD[:-1]:
            if name in tables:
                wanted: type = bool if name in ("verify", "log", "not_seen", "severity") else str
                found[name] = self._value(tables, name, wanted, "", 1)
        found.setdefault("title", "")
        for name in ("code",) if self._draft else ("code", "title"):
            if not found.get(name):
                raise self._text.refuse(f'begin with {name} = "…"', 1)
        if not _KEY.fullmatch(found["code"]):
            raise self._bad("the code may have small letters, digits and dashes", "", 1, "code")
        self._among(found.get("department", "service"), DEPARTMENTS, "department", "", 1)
        self._among(found.get("target", "client"), TARGETS, "target", "", 1)
        sections = tables.get("section", [])
        if not isinstance(sections, list) or not all(isinstance(one, dict) for one in sections):
            raise self._bad("begin each group with [[section]]", "", 1, "section")
        if not sections:
            raise self._text.refuse("there is no group; begin one with [[section]]")
        found["sections"] = tuple(self._section(n, one) for n, one in enumerate(sections, 1))
        master = Master(**found)
        self._once(master)
        return master

    def _section(self, nth: int, table: Mapping[str, Any]) -> Section:
        self._text.only(table, _SECTION, "section", nth)
        title = self._value(table, "title", str, "section", nth) if "title" in table else ""
        if not title and not self._draft:
            raise self._bad('a section needs title = "…"', "section", nth)
        ours = self._value(table, "ours", bool, "section", nth) if "ours" in table else False
        lines = table.get("line", [])
        if not isinstance(lines, list) or not all(isinstance(one, dict) for one in lines):
            raise self._bad("begin each line with [[section.line]]", "section", nth, "line")
        return Section(title, tuple(self.line(one) for one in lines), ours)

    def line(self, table: Mapping[str, Any]) -> Line:
        """One line; raises UserError with its place for what cannot be."""
        self._line += 1
        nth = self._line
        self._text.only(table, (*_LINE, *_FROZEN), _AT, nth)
        found = {key: self._field(table, key, nth) for key in table}
        if not found.get("key") or not _KEY.fullmatch(found["key"]):
            words = 'a line needs key = "…", of small letters, digits and dashes'
            raise self._bad(words, _AT, nth, "key")
        found.setdefault("text", "")
        if not found["text"] and not self._draft:
            raise self._bad('a line needs text = "…", what is to be done', _AT, nth, "text")
        self._among(found.get("kind", "check"), KIND_WORDS, "kind", _AT, nth)
        self._among(found.get("doer", "t1"), DOER_WORDS, "doer", _AT, nth)
        self._among(found.get("repeat", ""), ("", *REPEATS), "repeat", _AT, nth)
        if found.get("severity", 0) not in (0, *SEVERITIES):
            raise self._bad("severity is 1, 2 or 3", _AT, nth, "severity")
        chosen = (found.get("kind") == Kind.CHOICE) == bool(found.get("choices"))
        if not chosen and not self._draft:
            words = 'choices = ["…", "…"] and kind = "choice" belong together'
            raise self._bad(words, _AT, nth, "choices" if "choices" in table else "kind")
        return Line(**found)

    def _field(self, table: Mapping[str, Any], key: str, nth: int) -> Any:
        if key in ("low", "high"):
            return self._bound(table[key], key, nth)
        if key == "choices":
            return self._choices(table[key], nth)
        return self._value(table, key, _TYPES.get(key, str), _AT, nth)

    def _once(self, master: Master) -> None:
        seen: set[str] = set()
        count = 0
        for section in master.sections:
            for line in section.lines:
                count += 1
                if line.key in seen:
                    words = f"the key “{line.key}” stands there a second time; give it another"
                    raise self._bad(words, _AT, count, "key")
                seen.add(line.key)
        if not seen and not self._draft:
            raise self._text.refuse("there is no line; begin one with [[section.line]]")

    def _value(self, table: Mapping[str, Any], key: str, kind: type, name: str, nth: int) -> Any:
        value = table[key]
        if type(value) is not kind:
            wanted = {str: f'{key} = "…"', bool: f"{key} = true or false", int: f"{key} = 5"}[kind]
            raise self._bad(f"write {wanted}", name, nth, key)
        return " ".join(str(value).split()) if kind is str else value

    def _bound(self, value: Any, key: str, nth: int) -> int | None:
        if value == "":
            return None
        found = thousandths(str(value)) if type(value) in (int, str) else None
        if found is None:
            words = f'write {key} as a whole number, or as "2.5" in quotes'
            raise self._bad(words, _AT, nth, key)
        return found

    def _choices(self, value: Any, nth: int) -> tuple[str, ...]:
        good = isinstance(value, list) and all(isinstance(one, str) and one for one in value)
        if not good or len(set(value)) != len(value):
            words = 'write choices = ["…", "…"], each once'
            raise self._bad(words, _AT, nth, "choices")
        return tuple(value)

    def _among(self, value: str, known: Collection[str], key: str, name: str, nth: int) -> None:
        if value not in list(known):
            near_words = near(value, [str(one) for one in known])
            allowed = ", ".join(str(one) for one in known)
            words = f"{key} is one of {allowed}, not “{value}”{near_words}"
            raise self._bad(words, name, nth, key)

    def _bad(self, words: str, name: str, nth: int, key: str = "") -> UserError:
        return self._text.refuse(words, self._text.line(name, nth, key))


def read_line(text: str) -> dict[str, Any]:
    """The fields of one line kept as text on its own (a client's difference)."""
    return dict(TomlText(text).tables)


def line_of(fields: Mapping[str, Any]) -> Line:
    """A line made of fields as the text names them; raises UserError for what cannot be."""
    holder = TomlText(write_toml({"section": [{"title": "x", "line": [dict(fields)]}]}))
    return _Reader(holder).line(fields)
