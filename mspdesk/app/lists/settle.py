"""What a row of a file changes here: field by field, as the owner of each field says (S142)."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from sqlalchemy.orm import Session

from ...clients.models import Site
from ...exchange import aliases
from ...exchange.columns import plain_value
from ...money import Currency, shown
from .reading import Reading
from .said import FILE, Differs
from .shape import HERE, Act, Plain, Planned, out_kind

_NAMED_BY = {
    "first_name": ("first_name", "name"),
    "last_name": ("last_name", "name"),
    "site_id": ("site",),
    "monthly_fee": ("monthly_fee", "fee"),
    "included_minutes": ("included_minutes", "included_hours"),
    "estimate_minutes": ("estimate_minutes", "estimate_hours"),
}
"""Columns that are not called as the field whose owner decides about them."""

LONGEST = 60


def settle(
    reading: Reading,
    model: type[Any],
    id_: int,
    title: str,
    wanted: Mapping[str, Any],
    fields: Sequence[Plain] = (),
) -> Planned:
    """The plan for a row that is here: what the file owns is changed, what the app owns stays."""
    row = reading.session.get_one(model, id_)
    other = {name: value for name, value in wanted.items() if getattr(row, name) != value}
    kinds = {one.kept_in: one.kind for one in fields}
    new: dict[str, Any] = {}
    differs: list[Differs] = []
    for name, value in other.items():
        owner = reading.source.owner(_field(reading, name))
        if owner == FILE:
            new[name] = value
        if name.endswith("_digits"):
            continue
        kind = "site" if name == "site_id" else kinds.get(name, "")
        here, there = (
            _said(reading.session, kind, one, reading.currency)
            for one in (getattr(row, name), value)
        )
        differs.append(Differs(_title(reading, name), here, there, owner))
    words = "; ".join(one.words for one in sorted(differs, key=lambda one: one.owner != FILE))
    if not new:
        why = f"{HERE} {words}." if words else HERE
        return Planned(reading.line, Act.SAME, title, why, row_id=id_, differs=tuple(differs))
    write = partial(_change, model, id_, new)
    return Planned(
        reading.line, Act.CHANGE, title, f"{words}.", write, row_id=id_, differs=tuple(differs)
    )


def _change(model: type[Any], id_: int, new: dict[str, Any], session: Session) -> int:
    row = session.get_one(model, id_)
    for name, value in new.items():
        setattr(row, name, value)
    return id_


def _field(reading: Reading, column: str) -> str:
    """The field whose owner decides about a column: the first of its own that somebody set."""
    named = _NAMED_BY.get(column, (column.removesuffix("_digits"),))
    owners = dict(reading.source.owners)
    return next((field for field in named if field in owners), named[0])


def _title(reading: Reading, column: str) -> str:
    """What a column is called on lists."""
    titles = {one.name: one.title for one in aliases.fields(reading.kind)}
    named = (column, *_NAMED_BY.get(column, ()))
    words = column.removesuffix("_id").replace("_", " ").capitalize()
    return next((titles[field] for field in named if field in titles), words)


def _said(session: Session, kind: str, value: Any, currency: Currency) -> str:
    """A value as a person reads it, cut where it is long."""
    if value is None or isinstance(value, bool):
        return {None: "", True: "yes", False: "no"}[value]
    if isinstance(value, date):
        return str(value)
    if kind == "site":
        return session.get_one(Site, value).name
    if kind == "money":
        return shown(value, currency)
    if kind and isinstance(value, int):
        return plain_value(out_kind(kind, currency), value)
    text = " ".join(str(value).split())
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
