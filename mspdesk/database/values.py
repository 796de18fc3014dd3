"""How values of columns are journalled and read back, and which may be kept at all."""

import enum
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, Column, Integer, String

from ..errors import UserError
from .faults import said

PRIVATE_MARK = "(private)"
"""Stands in the journal for a value that is nobody's business."""

_INT, _BIG = 2**31, 2**63


def kept(column: Column[Any]) -> bool:
    """Whether a column is journalled: not the version and nothing a trigger keeps."""
    return column.name != "version" and not column.info.get("derived")


def plain(column: Column[Any], value: Any) -> Any:
    """A column's value as JSON holds it; private ones only say that they are there."""
    if value is not None and column.info.get("private"):
        return PRIVATE_MARK
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, enum.StrEnum):
        return value.value
    if isinstance(value, enum.Enum):
        return value.name
    return str(value) if isinstance(value, Decimal) else value


def typed(column: Column[Any], value: Any) -> Any:
    """A journalled value as the column holds it."""
    if not isinstance(value, str):
        return value
    kind = column.type.python_type
    if kind in (date, datetime, time):
        return kind.fromisoformat(value)
    if kind is bytes:
        return bytes.fromhex(value)
    if kind is Decimal:
        return Decimal(value)
    return kind[value] if issubclass(kind, enum.Enum) else value


def check(column: Column[Any], value: Any) -> None:
    """Refuse a value that one of the two databases cannot keep as it is.

    SQLite would take any length and size, PostgreSQL answers with its own words; this says it in
    ours, naming the field. Raises UserError.
    """
    kind = column.type
    if isinstance(value, str):
        if isinstance(kind, String):
            _check_text(column.name, value, kind.length)
    elif isinstance(value, int) and isinstance(kind, Integer):
        limit = _BIG if isinstance(kind, BigInteger) else _INT
        if not -limit <= value < limit:
            raise UserError(f"This {said(column.name)} is too large.", column.name)


def _check_text(name: str, value: str, length: int | None) -> None:
    if length is not None and len(value) > length:
        raise UserError(
            f"This {said(name)} is too long: {len(value):,} characters, {length} fit.", name
        )
    if "\0" in value or (not value.isascii() and any("\ud800" <= c <= "\udfff" for c in value)):
        raise UserError(
            f"This {said(name)} holds a broken character. Delete it and type it again.", name
        )
