"""How what was typed comes into a row, and what is refused of every row alike."""

import re
from collections.abc import Mapping
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session

from ...database.base import Record
from ...errors import UserError

T = TypeVar("T", bound=Record)

_FIXED = frozenset({"id", "version", "number", "on_hand", "source", "source_id", "batch_id"})
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")


def fill(row: Record, changes: Mapping[str, Any], fixed: frozenset[str] = frozenset()) -> None:
    """Set known columns, text trimmed and empty for None; raises UserError naming the field."""
    columns = row.__table__.columns
    for name, value in changes.items():
        if name in _FIXED | fixed or name not in columns:
            raise AttributeError(name)
        kept = _kept(columns[name], value)
        if name == "email" and kept and not _EMAIL.fullmatch(kept):
            raise UserError("An e-mail address has a name, an @ and a domain with a dot.", name)
        setattr(row, name, kept)


def _kept(column: Any, value: Any) -> Any:
    """A value as its column keeps it; raises UserError for a text that does not fit."""
    if value is None and not column.nullable and not column.foreign_keys:
        return "" if column.type.python_type is str else 0
    if not isinstance(value, str):
        return value
    longest = getattr(column.type, "length", None)
    if longest and len(value.strip()) > longest:
        raise UserError(f"At most {longest} characters fit here.", column.name)
    return value.strip()


def there(session: Session, model: type[T], row_id: int | None, sentence: str, field: str) -> T:
    """The row of an id; raises UserError with the sentence where there is none."""
    row = session.get(model, row_id) if row_id is not None else None
    if row is None:
        raise UserError(sentence, field)
    return row


def refuse_same(
    session: Session, column: InstrumentedAttribute[str], row: Record, sentence: str
) -> None:
    """Refuse a word that another row of the same table has, whatever its capitals."""
    name = column.key
    said = str(getattr(row, name)).casefold()
    # Compared here: a file folds only the capitals of English, a server those of all languages.
    with session.no_autoflush:
        taken = session.execute(select(type(row).id, column)).all()
    if any(other.casefold() == said and found != row.id for found, other in taken):
        raise UserError(sentence, name)


def copied(row: Record, but: frozenset[str] = frozenset()) -> dict[str, Any]:
    """A row's columns as a new row takes them over."""
    left_out = _FIXED | but
    return {c.key: getattr(row, c.key) for c in row.__table__.columns if c.key not in left_out}


def free_name(session: Session, column: InstrumentedAttribute[str], name: str) -> str:
    """A name nobody has yet: “Acme (copy)”, then “Acme (copy 2)”."""
    longest = getattr(column.type, "length", None) or 200
    taken = {str(one).lower() for one in session.scalars(select(column))}
    for n in range(1, len(taken) + 2):
        end = " (copy)" if n == 1 else f" (copy {n})"
        wanted = name[: longest - len(end)] + end
        if wanted.lower() not in taken:
            return wanted
    raise AssertionError(name)
