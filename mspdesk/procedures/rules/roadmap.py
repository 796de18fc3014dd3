"""Starter sets: a few pieces in order, so that somebody new is not swamped (S140).

A file in `forms/roadmaps` is TOML: `code`, `title`, `purpose` and `role` at the top, then
`[[piece]]` with `open = "sop:…"`, `"checklist:…"` or `"screen:…"` and a `why`.
"""

import re
from functools import lru_cache
from typing import Any

from ...errors import UserError
from ...exchange.toml_text import TomlText, near
from ...people.rules import SIX_HATS
from ...rows import dataclass

MOST = 12
"""A set has no more pieces than this (S140)."""

OPENS = ("sop", "checklist", "screen")

_HEAD = ("code", "title", "purpose", "role", "order", "piece")
_PIECE = ("open", "why", "title")
_OPEN = re.compile(r"([a-z]+):([a-z0-9][a-z0-9_-]{0,39})")


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece: what it opens (`sop:priorities`), why it comes now, its title where it has none.

    A screen is a code of `rules.screens`.
    """

    open: str
    why: str
    title: str = ""

    @property
    def kind(self) -> str:
        """What it opens: sop, checklist or screen."""
        return self.open.partition(":")[0]

    @property
    def code(self) -> str:
        """The code of what it opens."""
        return self.open.partition(":")[2]


@dataclass(frozen=True, slots=True)
class Roadmap:
    """A starter set for a role."""

    code: str
    title: str
    pieces: tuple[Piece, ...]
    purpose: str = ""
    role: str = ""
    order: int = 50


@lru_cache(maxsize=32)
def read(text: str, name: str = "") -> Roadmap:
    """Read a starter set; raises UserError naming file, line and what to write instead."""
    from .screens import SCREENS

    toml = TomlText(text, name)
    toml.only(toml.tables, _HEAD, "", 1)
    head = {key: toml.tables[key] for key in _HEAD[:-1] if key in toml.tables}
    for key in ("code", "title"):
        if not isinstance(head.get(key), str) or not head[key].strip():
            raise toml.refuse(f'begin with {key} = "…"', 1)
    hats = [code for code, *_ in SIX_HATS]
    if head.get("role", "") not in ("", *hats):
        raise toml.refuse(f"role is one of {', '.join(hats)}", toml.line("", 1, "role"))
    tables = toml.tables.get("piece", [])
    if not isinstance(tables, list) or not tables:
        raise toml.refuse("there is no piece; begin one with [[piece]]")
    pieces = tuple(_piece(toml, n, one, SCREENS) for n, one in enumerate(tables, 1))
    if len(pieces) > MOST:
        words = f"a set has {MOST} pieces at most; leave {len(pieces) - MOST} out"
        raise toml.refuse(words, toml.line("piece", MOST + 1))
    twice = next((n for n, one in enumerate(pieces) if one.open in [p.open for p in pieces[:n]]), 0)
    if twice:
        raise toml.refuse("this piece stands there already", toml.line("piece", twice + 1, "open"))
    return Roadmap(pieces=pieces, **head)


def _piece(toml: TomlText, nth: int, table: Any, screens: Any) -> Piece:
    toml.only(table, _PIECE, "piece", nth)
    for key in table:
        if not isinstance(table[key], str):
            raise _bad(toml, f'write {key} = "…"', nth, key)
    found = _OPEN.fullmatch(table.get("open", ""))
    if not found or found[1] not in OPENS:
        words = 'write open = "sop:code", "checklist:code" or "screen:code"'
        raise _bad(toml, words, nth, "open")
    if found[1] == "screen" and found[2] not in screens:
        words = f"there is no screen “{found[2]}”{near(found[2], list(screens))}"
        raise _bad(toml, words, nth, "open")
    if not table.get("why", "").strip():
        raise _bad(toml, 'say why it comes now: why = "…"', nth, "why")
    return Piece(table["open"], " ".join(table["why"].split()), table.get("title", "").strip())


def _bad(toml: TomlText, words: str, nth: int, key: str) -> UserError:
    return toml.refuse(words, toml.line("piece", nth, key))
