"""The one gate to the whole catalogue of tables.

A question names the tables it asks, so Python has imported those by then. Whatever reaches tables
by other means, by name, by foreign key or all of them in order, goes through here: every step that
writes, checks, copies, undo, imports. So nothing but a question ever runs with part of the tables,
and a window may show its first list before the other areas have said theirs.
"""

from importlib import import_module

from sqlalchemy import MetaData

from .base import Base


def whole() -> MetaData:
    """Every table of every area, imported now where that was not done yet.

    Python imports a module once and lets a second thread wait for it; so that is all the gate there
    is. It costs a look into a dictionary once the tables are there.
    """
    # The areas lie above the books: no module in here may name them, only the list of them.
    found: MetaData = import_module("mspdesk.schema").metadata
    return found


def kinds() -> list[type[Base]]:
    """The class of every table, in the order of the tables' names."""
    whole()
    found = [one.class_ for one in Base.registry.mappers]
    return sorted(found, key=lambda kind: str(kind.__tablename__))
