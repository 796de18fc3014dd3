"""A procedure as text: what it is for, for whom, and its words; read, and written again.

The files in `forms/procedures`, every revision in the books and what the editor keeps are texts of
this one form, which is TOML. `body` holds the words: an empty line ends a paragraph, `# ` begins a
heading, `- ` an item of a list, `1. ` a step. `{shop.name}` and the other fields of the shop may
stand in it.
"""

import re
from collections.abc import Collection, Mapping
from functools import lru_cache
from typing import Any

from ...checklists.rules.master import DEPARTMENTS
from ...errors import UserError
from ...exchange.toml_text import TomlText, near, write_toml
from ...letters.rules.fields import FIELDS
from ...people.rules import SIX_HATS
from ...rows import dataclass

KINDS = {
    "sop": "Procedure",
    "policy": "Policy",
    "guideline": "Guideline",
    "class": "Class",
    "topic": "Topic",
}
"""What a text is; a topic is a heading the shop writes about itself (S124)."""

AUDIENCES = {
    "clients": "Clients",
    "employees": "Employees",
    "vendors": "Vendors",
    "internal": "Organization",
}
"""The four a procedure is for; everyone is for one at least (S135)."""

CORE = 10
"""How many procedures a shop begins with (S136)."""

_HEAD = (
    "code title kind purpose department audiences role core review_months checklists body"
).split()
_KEY = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_FIELD = re.compile(r"\{\s*([a-z_.]+)\s*\}")
_LISTS = ("audiences", "checklists")
_NUMBERS = {"core": (0, CORE), "review_months": (1, 60)}


@dataclass(frozen=True, slots=True)
class Sop:
    """A procedure as written.

    `audiences` are of AUDIENCES, one at least; `role` is the code of the hat that owns it, `core`
    its place among the ten to begin with (0 for none), `review_months` after how long it is read
    again, `checklists` the codes of those it is worked with.
    """

    code: str
    title: str
    audiences: tuple[str, ...]
    kind: str = "sop"
    purpose: str = ""
    department: str = "service"
    role: str = ""
    core: int = 0
    review_months: int = 12
    checklists: tuple[str, ...] = ()
    body: str = ""


@lru_cache(maxsize=256)
def read(text: str, name: str = "") -> Sop:
    """Read a procedure; `name` is its file. Raises UserError naming file, line, what to write."""
    return _Reader(TomlText(text, name)).sop()


def write(sop: Sop) -> str:
    """The text of a procedure; reading it gives the same procedure again."""
    usual = Sop(code="", title="", audiences=())
    found: dict[str, Any] = {}
    for name in _HEAD:
        value = getattr(sop, name)
        if value != getattr(usual, name):
            found[name] = list(value) if isinstance(value, tuple) else value
    return write_toml(found)


def faults(body: str) -> list[str]:
    """What keeps the words of a procedure from being used, with the number of the line."""
    found = []
    for at, line in enumerate(body.split("\n"), 1):
        for name in _FIELD.findall(line):
            if not name.startswith("shop.") or name not in FIELDS:
                known = [one for one in FIELDS if one.startswith("shop.")]
                found.append(f"Line {at}: there is no field {{{name}}}{near(name, known)}.")
    return found


def read_draft(text: str) -> Sop:
    """What somebody is writing, whole or not: nothing is checked but that it can be read."""
    reader = _Reader(TomlText(text))
    tables = reader.tables
    return Sop(**{"code": "", "title": "", "audiences": (), **reader.values(tables)})


class _Reader:
    """Takes a procedure out of the tables of a text."""

    def __init__(self, text: TomlText) -> None:
        self._text = text

    @property
    def tables(self) -> dict[str, Any]:
        """What stands in the text."""
        return self._text.tables

    def values(self, tables: Mapping[str, Any]) -> dict[str, Any]:
        """Each thing said, of its kind; raises UserError for a key nobody reads."""
        self._text.only(tables, _HEAD, "", 1)
        return {key: self._value(key, tables[key]) for key in tables}

    def sop(self) -> Sop:
        """The procedure; raises UserError with the line of what cannot be."""
        found = self.values(self.tables)
        for key in ("code", "title"):
            if not found.get(key):
                raise self._text.refuse(f'begin with {key} = "…"', 1)
        if not _KEY.fullmatch(found["code"]):
            raise self._bad("the code may have small letters, digits and dashes", "code")
        self._check(found)
        return Sop(**found)

    def _check(self, found: Mapping[str, Any]) -> None:
        if not found.get("audiences"):
            raise self._bad(f"say whom it is for: audiences = [{_quoted(AUDIENCES)}]", "audiences")
        self._among(found.get("kind", "sop"), KINDS, "kind")
        self._among(found.get("department", "service"), DEPARTMENTS, "department")
        if found.get("role"):
            self._among(found["role"], [code for code, *_ in SIX_HATS], "role")
        for one in found["audiences"]:
            self._among(one, AUDIENCES, "audiences")
        wrong = faults(found.get("body", ""))
        if wrong:
            raise self._bad(f"in the body, {wrong[0][:1].lower()}{wrong[0][1:-1]}", "body")

    def _value(self, key: str, value: Any) -> Any:
        if key in _LISTS:
            good = isinstance(value, list) and all(isinstance(one, str) and one for one in value)
            if not good or len(set(value)) != len(value):
                raise self._bad(f'write {key} = ["…", "…"], each once', key)
            return tuple(value)
        if key in _NUMBERS:
            low, high = _NUMBERS[key]
            if type(value) is not int or not low <= value <= high:
                raise self._bad(f"write {key} as a whole number from {low} to {high}", key)
            return value
        if not isinstance(value, str):
            raise self._bad(f'write {key} = "…"', key)
        if key == "body":
            return "\n".join(line.rstrip() for line in value.strip("\n").split("\n"))
        return " ".join(value.split())

    def _among(self, value: str, known: Collection[str], key: str) -> None:
        if value not in known:
            words = f"{key} is one of {', '.join(known)}, not “{value}”{near(value, list(known))}"
            raise self._bad(words, key)

    def _bad(self, words: str, key: str) -> UserError:
        return self._text.refuse(words, self._text.line("", 1, key) or 1)


def _quoted(words: Collection[str]) -> str:
    return ", ".join(f'"{one}"' for one in words)
