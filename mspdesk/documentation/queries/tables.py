"""Where the rows of a section are kept: for questions by name alone, for changes by their class.

Questions need nothing but names and kinds of columns, which the section knows. So the classes of
all these tables are not put together when a list is shown or something is searched for.
"""

from functools import cache
from importlib import import_module
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Date,
    Integer,
    String,
    TableClause,
    Text,
)
from sqlalchemy import column as named
from sqlalchemy import table as called
from sqlalchemy.types import TypeEngine

from ...database.base import Record
from ..rules.section import Section
from ..rules.sections import section as section_of

_PACKAGE = "mspdesk.documentation.models"

_TYPES: dict[str, type[TypeEngine[Any]]] = {
    "line": String,
    "choice": String,
    "ip": String,
    "mac": String,
    "cidr": String,
    "words": Text,
    "date": Date,
    "count": Integer,
    "ref": Integer,
    "money": BigInteger,
    "flag": Boolean,
}
"""How each kind of field lies in the books."""

_MORE: dict[str, type[TypeEngine[Any]]] = {
    "id": Integer,
    "version": Integer,
    "client_id": Integer,
    "batch_id": Integer,
}
_SOME: dict[str, dict[str, type[TypeEngine[Any]]]] = {
    "network": {"sort": String},
    "address": {"sort": String},
    "credential": {"sealed": String},
}
"""Columns of some tables that are no fields of their section."""


def table_of(section: Section) -> type[Record]:
    """The class of a section's rows; for whoever writes."""
    module, _, name = section.model.partition(":")
    found: type[Record] = getattr(import_module(f"{_PACKAGE}.{module}"), name)
    return found


def rows_of(section: Section) -> TableClause:
    """The table of a section's rows, as questions name it."""
    return _rows_of(section.key)


@cache
def _rows_of(key: str) -> TableClause:
    section = section_of(key)
    kinds = {kept.name: _TYPES[kept.kind] for kept in section.fields}
    kinds |= _MORE | {section.gone: Date} | _SOME.get(section.key, {})
    return called(section.key, *(named(name, kind()) for name, kind in kinds.items()))


def column(section: Section, name: str) -> Any:
    """One column of a section's table; raises KeyError for one that questions do not know."""
    return rows_of(section).c[name]


def there(section: Section) -> Any:
    """The condition that a row has not been taken away."""
    return column(section, section.gone).is_(None)


def whole_row(row: Record) -> dict[str, Any]:
    """Everything a row says, by column."""
    return {kept.key: getattr(row, kept.key) for kept in row.__table__.columns}
