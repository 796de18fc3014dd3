"""Which rows of areas above lead to a row, for verbs that would take it away from under them."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from .base import Record
from .catalogue import whole
from .faults import said


def leaning(
    session: Session,
    model: type[Record],
    row_id: int,
    *,
    mark: str = "",
    but: Collection[str] = (),
) -> str:
    """What leads to a row, as people say it ("opportunity"); empty where nothing does.

    With a `mark` only columns whose `info` has it count; the tables in `but` never do.
    """
    for table in whole().sorted_tables:
        for key in table.foreign_keys:
            column = key.parent
            if table.name in but or key.column.table.name != model.__tablename__:
                continue
            if mark and not column.info.get(mark):
                continue
            if session.scalar(select(table.c.id).where(column == row_id).limit(1)) is not None:
                return said(table.name)
    return ""
