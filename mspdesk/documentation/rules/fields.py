"""What a field of a fact is: its words, its kind, how wide it likes to be, what else it is called.

Makers of fields below keep the list of sections readable.
"""

from collections.abc import Mapping

from ...rows import dataclass


@dataclass(frozen=True, slots=True)
class FactField:
    """One thing that is written of each row of a section.

    `kind` is line, words, choice, date, count, money, flag, ip, mac, cidr or ref; money is in minor
    units. `width` is px in the grid at 100 %. `choices` are (value, words), `ref` names the kind of
    record it points to: site, device, network, credential, vendor or contact. `aliases` are other
    names under which spreadsheets know it, `also` other words for its choices.
    """

    name: str
    label: str
    kind: str
    width: int
    choices: tuple[tuple[str, str], ...] = ()
    ref: str = ""
    aliases: tuple[str, ...] = ()
    also: tuple[tuple[str, str], ...] = ()


def line(name: str, label: str, width: int, *aliases: str) -> FactField:
    """A line of text."""
    return FactField(name, label, "line", width, aliases=aliases)


def words(name: str, label: str, width: int, *aliases: str) -> FactField:
    """Text of any length, with lines of its own."""
    return FactField(name, label, "words", width, aliases=aliases)


def date(name: str, label: str, width: int, *aliases: str) -> FactField:
    """A day."""
    return FactField(name, label, "date", width, aliases=aliases)


def count(name: str, label: str, width: int, *aliases: str) -> FactField:
    """A whole number, not below zero."""
    return FactField(name, label, "count", width, aliases=aliases)


def money(name: str, label: str, width: int, *aliases: str) -> FactField:
    """An amount in the shop's currency."""
    return FactField(name, label, "money", width, aliases=aliases)


def flag(name: str, label: str, width: int, *aliases: str) -> FactField:
    """Yes or no."""
    return FactField(name, label, "flag", width, aliases=aliases)


def choice(
    name: str,
    label: str,
    width: int,
    choices: Mapping[str, str],
    *aliases: str,
    also: Mapping[str, str] | None = None,
) -> FactField:
    """One of a fixed list; an empty value among them means that nobody has said."""
    other = tuple((also or {}).items())
    return FactField(
        name, label, "choice", width, tuple(choices.items()), aliases=aliases, also=other
    )


def ref(name: str, label: str, width: int, to: str, *aliases: str) -> FactField:
    """Another record, by its id."""
    return FactField(name, label, "ref", width, ref=to, aliases=aliases)
