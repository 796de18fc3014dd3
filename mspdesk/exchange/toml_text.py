"""TOML that people write: read with the line of whatever is wrong with it, and written again.

A mistake becomes a UserError that names the line and says what to write instead.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from ..errors import UserError

LARGEST = 200_000
"""Characters; more is not something a person wrote."""


class TomlText:
    """A TOML text that was read: its tables, and on which line each of them begins.

    `name` is what the text is called in a refusal (the file), empty for what is typed in a field.
    """

    def __init__(self, text: str, name: str = "", field: str = "text") -> None:
        self.name = name
        self._field = field
        self._lines = text.splitlines()
        if len(text) > LARGEST:
            raise self.refuse("this text is far too long to be read")
        try:
            self.tables: dict[str, Any] = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise self._unreadable(str(error), text) from error

    def refuse(self, words: str, line: int = 0) -> UserError:
        """A refusal that names file and line before its words."""
        place = ", ".join(part for part in (self.name, f"line {line}" if line else "") if part)
        said = f"{place}: {words}." if place else f"{words}."
        return UserError(said[:1].upper() + said[1:] if not self.name else said, self._field)

    def line(self, table: str = "", nth: int = 1, key: str = "") -> int:
        """The line of a key in the nth `[[table]]`, of its heading without a key; 0 when unknown.

        An empty table means the keys at the top.
        """
        heading = re.compile(rf"\s*\[\[\s*{re.escape(table)}\s*\]\]")
        inside = not table
        seen = found = 0
        for number, text in enumerate(self._lines, 1):
            if re.match(r"\s*\[", text) and not _in_list(text):
                if inside and (seen or not table):
                    break
                if table and heading.match(text):
                    seen += 1
                    inside = seen == nth
                    found = number if inside else found
            elif inside and key and re.match(rf'\s*"?{re.escape(key)}"?\s*=', text):
                return number
        return found

    def only(self, table: Mapping[str, Any], allowed: Sequence[str], name: str, nth: int) -> None:
        """Refuse a key nobody reads, with the one that was probably meant."""
        for key in table:
            if key not in allowed:
                raise self.refuse(
                    f"nothing is called “{key}” here{near(key, allowed)}", self.line(name, nth, key)
                )

    def _unreadable(self, said: str, text: str) -> UserError:
        """TOML's own complaint as a sentence."""
        found = re.search(r"\(at line (\d+), column (\d+)\)", said)
        line = int(found[1]) if found else text.count("\n") + 1
        what = said[: found.start()].strip() if found else said.split(" (", maxsplit=1)[0]
        what = f"{what[:1].lower()}{what[1:]}".rstrip(".")
        return self.refuse(
            f'this cannot be read ({what}). Write each value as name = "words", with both quotes',
            line,
        )


def _in_list(text: str) -> bool:
    """Whether a line that begins with a bracket goes on with a list rather than naming a table."""
    return not re.match(r"\s*\[\[?[\w\s.\"'-]+\]\]?\s*(#.*)?$", text)


def near(word: str, among: Sequence[str]) -> str:
    """The end of a sentence: what was probably meant, nothing where nothing is like it."""
    found = get_close_matches(word, among, 1)
    return f"; did you mean “{found[0]}”" if found else ""


def write_toml(tables: Mapping[str, Any]) -> str:
    """The text of tables, long words over several lines."""
    import tomli_w

    return tomli_w.dumps(tables, multiline_strings=True)
