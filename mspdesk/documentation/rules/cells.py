"""One cell of a table of facts: from the text somebody typed or pasted, and back to text."""

from collections.abc import Callable, Mapping
from dataclasses import field
from typing import Any

from ...dates import full_date
from ...errors import UserError
from ...exchange import values
from ...exchange.values import DateOrder
from ...money import USD, Currency, plain
from ...rows import dataclass
from .addresses import read_ip, read_mac, read_range
from .fields import FactField

LONGEST = 100_000
"""Characters of a text with lines of its own."""

Names = Mapping[str, Mapping[int, str]]
"""What each record is called, by the kind of record and its id."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What is needed to read cells: the shop's currency and order of days, and names by id."""

    names: Names = field(default_factory=dict)
    currency: Currency = USD
    order: DateOrder | None = None


def read_cell(kept: FactField, text: str, reading: Reading) -> Any:
    """What a text stands for in a field; an empty one for nothing. Raises UserError by field."""
    if kept.kind in ("line", "words"):
        return values.read_text(text, 200 if kept.kind == "line" else LONGEST, kept.name)
    bare = text.strip()
    if kept.kind == "choice":
        return _choice(kept, bare)
    if kept.kind == "flag":
        return bool(values.read_flag(bare, kept.name))
    read = {"ip": read_ip, "mac": read_mac, "cidr": read_range}.get(kept.kind)
    if read is not None:
        return read(bare, kept.name) if bare else ""
    return _counted(kept, bare, reading) if bare else None


def _counted(kept: FactField, text: str, reading: Reading) -> Any:
    """A day, an amount, a number or a record that a text names."""
    if kept.kind == "date":
        return values.read_date(text, reading.order, kept.name)
    if kept.kind == "money":
        return values.read_money(text, reading.currency, None, kept.name)
    if kept.kind == "count":
        return _count(kept, text)
    return _named(kept, text, reading.names.get(kept.ref, {}))


def _count(kept: FactField, text: str) -> int | None:
    found = values.read_whole(text, kept.name)
    if found is not None and found < 0:
        raise UserError("Type a number that is not below zero.", kept.name)
    return found


def _choice(kept: FactField, text: str) -> str:
    """The value whose words, or whose own name, a text is; raises UserError naming them all."""
    wanted = text.casefold()
    for value, words in kept.choices:
        if wanted in (value.casefold(), words.casefold()):
            return value
    for words, value in kept.also:
        if wanted == words:
            return value
    said = ", ".join(words for value, words in kept.choices if value)
    raise UserError(f"Choose one of: {said}.", kept.name)


def _named(kept: FactField, text: str, names: Mapping[int, str]) -> int:
    """The record a text names, whatever its capitals; raises UserError."""
    wanted = text.casefold()
    found = [id_ for id_, name in names.items() if name.casefold() == wanted]
    if len(found) == 1:
        return found[0]
    if found:
        raise UserError(f"Several are called {text}. Choose one from the list.", kept.name)
    raise UserError(
        f"Nothing is called {text[:40]}. Write it down first, or leave this empty.", kept.name
    )


def show_cell(kept: FactField, value: Any, names: Names, currency: Currency = USD) -> str:
    """A value of a field in words, as lists, papers and copied cells have it."""
    if value is None or value == "":
        return ""
    shown = _SHOWN.get(kept.kind)
    return shown(kept, value, names, currency) if shown is not None else str(value)


_SHOWN: Mapping[str, Callable[[FactField, Any, Names, Currency], str]] = {
    "choice": lambda kept, value, _names, _money: dict(kept.choices).get(value, str(value)),
    "flag": lambda _kept, value, _names, _money: "Yes" if value else "",
    "date": lambda _kept, value, _names, _money: full_date(value),
    "money": lambda _kept, value, _names, money: plain(value, money),
    "ref": lambda kept, value, names, _money: names.get(kept.ref, {}).get(value, ""),
}
