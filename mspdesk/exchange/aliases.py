"""Which column of somebody's file is which of our fields, told by its header.

Our own titles come first, so that every list we export reads back; then the names of the
programs people come from. The order of columns never matters.
"""

from collections.abc import Mapping as Cells
from collections.abc import Sequence
from functools import cache

from ..errors import UserError
from ..rows import dataclass
from .alias_tables import TABLES
from .text import header_key

KINDS = tuple(TABLES)


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a kind: our name, the title our lists carry, and other people's headers.

    `group` is the same letter for fields of which one is enough; "!" stands for itself alone,
    "" is a field that may be missing.
    """

    name: str
    title: str
    group: str
    aliases: tuple[str, ...]

    @property
    def required(self) -> bool:
        """Whether no row makes sense without this very field."""
        return self.group == "!"


@dataclass(frozen=True, slots=True)
class Mapping:
    """Where each field stands: headers by field, headers nobody asked for, titles not there."""

    kind: str
    found: dict[str, str]
    unknown: tuple[str, ...]
    missing: tuple[str, ...]

    def take(self, cells: Cells[str, str]) -> dict[str, str]:
        """A row's text by our fields, trimmed; fields the file does not have are absent."""
        return {field: cells[header].strip() for field, header in self.found.items()}

    def require(self) -> None:
        """Raise UserError naming the columns without which the file cannot be imported."""
        if self.missing:
            named = " and ".join(self.missing)
            raise UserError(f"The file has no column for {named}. Name one so in its first line.")


@cache
def fields(kind: str) -> tuple[Field, ...]:
    """The fields of a kind in the order of our lists; raises UserError for an unknown kind."""
    if kind not in TABLES:
        raise UserError(f"There is no list called {kind}. There are: {', '.join(KINDS)}.")
    lines = TABLES[kind].strip().replace("\n    ", " ").splitlines()
    return tuple(_field(line) for line in lines)


def _field(line: str) -> Field:
    """Read one line of an alias table."""
    field, title, others = (part.strip() for part in line.split("|"))
    name, _, mark = field.partition(" ")
    aliases = tuple(alias.strip() for alias in others.split(","))
    return Field(name, title, mark.removeprefix("?"), aliases)


def title(kind: str, field: str) -> str:
    """The title that our lists of a kind carry for a field, under which it reads back.

    Raises KeyError for a field that the kind does not have.
    """
    return {one.name: one.title for one in fields(kind)}[field]


def match(headers: Sequence[str], kind: str) -> Mapping:
    """Find the fields of a kind among headers, whatever their case, spaces and punctuation.

    Raises UserError for an unknown kind.
    """
    by_key: dict[str, str] = {}
    for header in headers:
        by_key.setdefault(header_key(header), header)
    found: dict[str, str] = {}
    for field in fields(kind):
        keys = [header_key(alias) for alias in (field.title, *field.aliases, field.name)]
        named = next((key for key in keys if key in by_key), None)
        if named is not None:
            found[field.name] = by_key.pop(named)
    taken = set(found.values())
    unknown = tuple(header for header in headers if header not in taken)
    return Mapping(kind, found, unknown, _missing(kind, found))


def _missing(kind: str, found: dict[str, str]) -> tuple[str, ...]:
    """The titles of the required fields that are not there; alternatives joined by “or”."""
    missing = [one.title for one in fields(kind) if one.required and one.name not in found]
    groups: dict[str, list[Field]] = {}
    for one in fields(kind):
        if one.group not in {"", "!"}:
            groups.setdefault(one.group, []).append(one)
    missing += [
        " or ".join(one.title for one in group)
        for group in groups.values()
        if not any(one.name in found for one in group)
    ]
    return tuple(missing)
