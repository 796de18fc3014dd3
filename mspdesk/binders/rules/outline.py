"""The order of a binder, read from a text a shop can change: its tabs, their pages, own pages.

The text is TOML. `front` names the pages before the first tab; each `[[tab]]` has a `word` and the
`pages` behind it; each `[[page]]` is one of the shop's own, with `name`, `title` and `text`.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from ...errors import UserError
from ...exchange.toml_text import TomlText, near
from ...rows import dataclass

MOST_TABS = 9
"""More do not fit the edge of a page so that they can be read."""

LONGEST_WORD = 12
"""Letters of a word on a tab."""

NEEDED = ("cover", "contents")
"""Pages without which nobody can file what comes later."""

_KEYS = {"": ("title", "front", "tab", "page"), "tab": ("word", "pages")}
_KEYS["page"] = ("name", "title", "text")


@dataclass(frozen=True, slots=True)
class OwnPage:
    """A page of the shop's own: its name in the outline, its title, its words."""

    name: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class TabPlan:
    """One tab: the word on it and the pages behind it, by name."""

    word: str
    pages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """A binder's order: its title, the pages in front, the tabs, and own pages by name."""

    title: str
    front: tuple[str, ...]
    tabs: tuple[TabPlan, ...]
    own: Mapping[str, OwnPage]


def read(text: str, known: Collection[str]) -> Outline:
    """Read an outline whose pages are among `known` or the text's own.

    Raises UserError with a sentence that names the line.
    """
    reader = _Reader(text)
    whole = reader.said.tables
    reader.keys(whole, "")
    own = {page.name: page for page in map(reader.own_page, reader.tables(whole, "page"))}
    for name in own:
        if name in known:
            raise reader.refuse(f"the name “{name}” is taken by a page that ships", name)
    names = frozenset(known) | frozenset(own)
    front = reader.pages(whole.get("front", []), "front", names)
    tabs = tuple(reader.tab(one, names) for one in reader.tables(whole, "tab"))
    if not tabs:
        raise UserError("The outline has no tab: begin one with [[tab]].", "text")
    if len(tabs) > MOST_TABS:
        last = tabs[MOST_TABS].word
        raise reader.refuse(f"“{last}” is one tab too many; {MOST_TABS} fit", last)
    _once(reader, [*front, *(name for tab in tabs for name in tab.pages)])
    for name in NEEDED:
        if name not in front:
            raise UserError(f"The pages in front need “{name}”. Add it to front.", "text")
    title = whole.get("title", "")
    if not isinstance(title, str) or not title.strip():
        raise UserError("The outline needs a title.", "text")
    return Outline(title.strip(), front, tabs, own)


def _once(reader: "_Reader", names: Sequence[str]) -> None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise reader.refuse(f"“{name}” stands there a second time", name, nth=2)
        seen.add(name)


class _Reader:
    """Takes the parts of an outline and knows on which line of the text they stand."""

    def __init__(self, text: str) -> None:
        self.said = TomlText(text)
        self._lines = text.splitlines()

    def line(self, word: str, nth: int = 1) -> int:
        """The line on which a quoted or bare word stands for the nth time, 0 where it does not."""
        shape = re.compile(rf"(?<![\w-]){re.escape(word)}(?![\w-])")
        for number, line in enumerate(self._lines, 1):
            nth -= len(shape.findall(line.split("#")[0]))
            if nth <= 0:
                return number
        return 0

    def refuse(self, words: str, about: str, *, nth: int = 1) -> UserError:
        """A sentence that names the line something stands on."""
        return self.said.refuse(words, self.line(about, nth))

    def keys(self, table: Mapping[str, Any], kind: str) -> None:
        """Refuse a word that nobody reads."""
        for key in table:
            if key not in _KEYS[kind]:
                meant = near(key, _KEYS[kind])
                raise self.refuse(f"nothing is called “{key}” there{meant}", key)

    def tables(self, whole: Mapping[str, Any], kind: str) -> list[Mapping[str, Any]]:
        """All tables of a kind."""
        found = whole.get(kind, [])
        if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
            raise self.refuse(f"begin each with [[{kind}]]", kind)
        for one in found:
            self.keys(one, kind)
        return found

    def tab(self, table: Mapping[str, Any], known: Collection[str]) -> TabPlan:
        """One tab."""
        word = table.get("word", "")
        if not isinstance(word, str) or not word.strip():
            raise UserError("Each tab needs a word.", "text")
        word = " ".join(word.split())
        if len(word) > LONGEST_WORD:
            short = f"“{word}” is too long for a tab; {LONGEST_WORD} letters fit"
            raise self.refuse(short, word)
        pages = self.pages(table.get("pages", []), "pages", known)
        if not pages:
            raise self.refuse(f"the tab “{word}” has no pages", word)
        return TabPlan(word, pages)

    def pages(self, names: Any, key: str, known: Collection[str]) -> tuple[str, ...]:
        """The names of pages, each of them known."""
        if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
            raise self.refuse(f"{key} is a list of names in quotes", key)
        for name in names:
            if name not in known:
                meant = near(name, sorted(known))
                raise self.refuse(f"there is no page called “{name}”{meant}", name)
        return tuple(names)

    def own_page(self, table: Mapping[str, Any]) -> OwnPage:
        """A page of the shop's own."""
        found = {}
        for key in _KEYS["page"]:
            value = table.get(key, "")
            if not isinstance(value, str) or (not value.strip() and key != "text"):
                raise self.refuse(f"a page of your own needs a {key}", str(table.get("name", key)))
            found[key] = value.strip()
        if not re.fullmatch(r"[a-z0-9-]{1,40}", found["name"]):
            bad = f"the name “{found['name']}” may have small letters, digits and dashes only"
            raise self.refuse(bad, found["name"])
        return OwnPage(**found)
