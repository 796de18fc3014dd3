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
from .numbered import Numbered, numbered_in
from .text import header_key

KINDS = tuple(TABLES)


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a kind: our name, the title our lists carry, and other people's headers.

    `group` is the same letter for fields of which one is enough; "!" stands for itself alone,
    "" is a field that may be missing. Of a field with `spare` headers, those after the first are
    read where that is empty in a row.
    """

    name: str
    title: str
    group: str
    aliases: tuple[str, ...]
    spare: bool = False

    @property
    def required(self) -> bool:
        """Whether no row makes sense without this very field."""
        return self.group == "!"


@dataclass(frozen=True, slots=True)
class Mapping:
    """Where each field stands: headers by field, headers nobody asked for, titles not there.

    `spare` are the headers that stand in for a field's own where that is empty; `numbered` reads
    the numbered phones and addresses of mail of contacts by their labels.
    """

    kind: str
    found: dict[str, str]
    unknown: tuple[str, ...]
    missing: tuple[str, ...]
    spare: tuple[tuple[str, str], ...] = ()
    numbered: Numbered | None = None

    def take(self, cells: Cells[str, str]) -> dict[str, str]:
        """A row's text by our fields, trimmed; fields the file does not have are absent."""
        taken = {field: cells[header].strip() for field, header in self.found.items()}
        for field, header in self.spare:
            taken[field] = taken[field] or cells[header].strip()
        if self.numbered is not None:
            self.numbered.fill(cells, taken)
        return taken

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
    return Field(name, title, mark.strip("?+ "), aliases, "+" in mark)


def title(kind: str, field: str) -> str:
    """The title that our lists of a kind carry for a field, under which it reads back.

    Raises KeyError for a field that the kind does not have.
    """
    return {one.name: one.title for one in fields(kind)}[field]


def match(headers: Sequence[str], kind: str, chosen: Cells[str, str] | None = None) -> Mapping:
    """Find the fields of a kind among headers, whatever their case, spaces and punctuation.

    `chosen` are headers by field that stand above the tables, "" for a field that is not to be
    read. Raises UserError for an unknown kind.
    """
    chosen = chosen or {}
    by_key: dict[str, str] = {}
    for header in headers:
        by_key.setdefault(header_key(header), header)
    found: dict[str, str] = {}
    for field, header in chosen.items():
        if header and header_key(header) in by_key:
            found[field] = by_key.pop(header_key(header))
    for one in fields(kind):
        named = next((key for key in _keys(one) if key in by_key), None)
        if named is not None and one.name not in chosen:
            found[one.name] = by_key.pop(named)
    spare = _spare(kind, found, by_key, chosen)
    found = {one.name: found[one.name] for one in fields(kind) if one.name in found}
    numbered = numbered_in(headers, chosen) if kind == "contacts" else None
    taken = {*found.values(), *(header for _, header in spare)}
    taken |= set(numbered.headers) if numbered is not None else set()
    unknown = tuple(header for header in headers if header not in taken)
    return Mapping(kind, found, unknown, _missing(kind, found), spare, numbered)


@cache
def _keys(field: Field) -> tuple[str, ...]:
    return tuple(header_key(alias) for alias in (field.title, *field.aliases, field.name))


def _spare(
    kind: str, found: dict[str, str], by_key: dict[str, str], chosen: Cells[str, str]
) -> tuple[tuple[str, str], ...]:
    """The headers that stand in for a field's own; taken out of those that are left."""
    return tuple(
        (one.name, by_key.pop(key))
        for one in fields(kind)
        if one.spare and one.name in found and one.name not in chosen
        for key in _keys(one)
        if key in by_key
    )


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
