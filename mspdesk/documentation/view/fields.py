"""What a field of a fact looks like on a screen: a column to type in, or an entry of a form."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from ...dates import parse_date
from ...desk.desk import Desk
from ...errors import UserError
from ...shop.queries import shop
from ...widgets.editgrid import GridField
from ...widgets.entry import (
    CheckEntry,
    ChoiceEntry,
    DateEntry,
    Entry,
    Found,
    LookupEntry,
    MoneyEntry,
    NoteEntry,
    NumberEntry,
    TextEntry,
)
from ..queries.facts import choices_of
from ..queries.pasting import reading_of
from ..rules.cells import Reading, read_cell
from ..rules.fields import FactField
from ..rules.section import Section

_FEW = 30
_MOST = 1_000_000
_OFFERED = 40
_KINDS = {
    "words": "words",
    "choice": "choice",
    "ref": "choice",
    "date": "date",
    "count": "number",
    "money": "number",
    "flag": "flag",
}


class Reader:
    """Reads what was typed into cells of one section; names are looked up when first needed."""

    def __init__(self, desk: Desk, client_id: int, section: Section) -> None:
        self._desk, self._client_id, self._section = desk, client_id, section
        self._plain: Reading | None = None
        self._named: Reading | None = None

    def forget(self) -> None:
        """Look names up again when they are needed next."""
        self._named = None

    def reading(self, kept: FactField) -> Reading:
        """What is needed to read a field."""
        if kept.kind == "ref":
            if self._named is None:
                self._named = self._desk.ask(reading_of, self._client_id, self._section)
            return self._named
        if self._plain is None:
            self._plain = self._desk.ask(reading_of, self._client_id, self._section, set())
        return self._plain

    def read(self, kept: FactField, text: str) -> Any:
        """The value of a typed cell; raises UserError."""
        if kept.kind == "date" and text.strip():
            day_first = self._desk.ask(shop).day_first
            try:
                return parse_date(text, kept.name, day_first=day_first)
            except UserError:
                return read_cell(kept, text, self.reading(kept))
        return read_cell(kept, text, self.reading(kept))

    def choices(self, kept: FactField) -> list[tuple[Any, str]]:
        """What a cell may be."""
        if kept.kind == "ref":
            return list(self.reading(kept).names.get(kept.ref, {}).items())
        return list(kept.choices)


def column_of(kept: FactField, reader: Reader, needed: bool) -> GridField:
    """The column of a field in the grid."""
    pick: Callable[[], list[tuple[Any, str]]] = partial(reader.choices, kept)
    helps = {
        "ref": "Choose one that is written down already, by typing a few letters.",
        "mac": "Six pairs, like 02:1a:2b:3c:4d:5e.",
        "cidr": "A range like 10.20.4.0/24.",
        "words": "Alt+Enter begins another line.",
    }
    said = helps.get(kept.kind, "")
    return GridField(
        kept.name,
        kept.label,
        _KINDS.get(kept.kind, "line"),
        kept.width,
        pick if kept.kind in ("ref", "choice") else (),
        partial(reader.read, kept),
        "Needed for this section to be complete." if needed and not said else said,
        kept.aliases,
    )


def entry_of(kept: FactField, desk: Desk, client_id: int) -> Entry:
    """The entry of a field in the form of one fact."""
    held = desk.ask(shop)
    if kept.kind == "ref":
        return _ref_entry(kept, desk, client_id)
    makers: dict[str, Callable[[], Entry]] = {
        "words": lambda: NoteEntry(lines=2),
        "choice": lambda: ChoiceEntry(list(kept.choices)),
        "date": lambda: DateEntry(day_first=held.day_first),
        "count": lambda: NumberEntry(0, _MOST),
        "money": lambda: MoneyEntry(held.money),
        "flag": lambda: CheckEntry(kept.label),
    }
    return makers.get(kept.kind, TextEntry)()


def _ref_entry(kept: FactField, desk: Desk, client_id: int) -> Entry:
    """A short list to choose from, or one to search where there are many."""
    options = desk.ask(choices_of, client_id, kept.ref)
    if len(options) <= _FEW:
        return ChoiceEntry([(None, "Not said"), *options])

    def find(text: str) -> list[Found]:
        wanted = text.casefold().strip()
        hits = [Found(id_, name) for id_, name in options if wanted in name.casefold()]
        return hits[:_OFFERED]

    return LookupEntry(find, "Type a few letters")


def show_in(entry: Entry, value: Any, words: str) -> None:
    """Put a value of a fact into its entry."""
    if isinstance(entry, LookupEntry):
        entry.set_value(Found(value, words) if value is not None else None)
    else:
        entry.set_value(value)
