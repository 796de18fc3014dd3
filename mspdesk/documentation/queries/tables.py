"""Which table a section of facts is kept in, loaded only when it is asked for."""

from importlib import import_module
from typing import Any

from ...database.base import Record
from ..rules.section import Section

_PACKAGE = "mspdesk.documentation.models"


def table_of(section: Section) -> type[Record]:
    """The class of a section's rows."""
    module, _, name = section.model.partition(":")
    found: type[Record] = getattr(import_module(f"{_PACKAGE}.{module}"), name)
    return found


def column(section: Section, name: str) -> Any:
    """One column of a section's table."""
    return getattr(table_of(section), name)


def there(section: Section) -> Any:
    """The condition that a row has not been taken away."""
    return column(section, section.gone).is_(None)


def whole_row(row: Record) -> dict[str, Any]:
    """Everything a row says, by column."""
    return {kept.key: getattr(row, kept.key) for kept in row.__table__.columns}
