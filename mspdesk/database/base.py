"""What every table of the books has in common."""

from datetime import date, datetime
from typing import Annotated, Any, ClassVar

from sqlalchemy import BigInteger, Index, MetaData, String, Table, Text, TextClause
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column
from sqlalchemy.orm.mapper import _CONFIGURE_MUTEX

Minor = Annotated[int, mapped_column(BigInteger)]
"""An amount in minor units of the shop's currency."""

Words = Annotated[str, mapped_column(Text, default="")]
"""Text of any length, empty when nothing was written."""

Name = Annotated[str, mapped_column(String(200))]
"""One line of text."""

Code = Annotated[str, mapped_column(String(40))]
"""A short code or a word from a fixed list."""

Flag = Annotated[bool, mapped_column(default=False)]
"""Yes or no, no until said."""

_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """The one catalogue of tables."""

    metadata = MetaData(naming_convention=_NAMES)
    type_annotation_map: ClassVar[dict[Any, Any]] = {str: Text}

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Put a table on the list while nobody walks along it.

        One thread loads tables while another asks, and a question of SQLAlchemy's looks through
        all of them whenever there is a new one, under this lock of its own.
        """
        with _CONFIGURE_MUTEX:
            super().__init_subclass__(**kwargs)


class Record(Base):
    """A row a person can change: it has a number of its own and a version that guards it.

    `version` grows with every change, so that a second writer who saw an older version is told.
    Columns with `info={"derived": True}` are kept by triggers and left out of the journal;
    those with `info={"private": True}` are journalled as changed, without values.
    """

    __abstract__ = True

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(default=1)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, object]:  # noqa: N805 -- SQLAlchemy passes the class
        """Let the version column guard against lost updates."""
        return {"version_id_col": cls.__table__.c.version} if hasattr(cls, "__table__") else {}

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Let SQLite never give an id twice, as servers do: the journal names rows by it."""
        super().__init_subclass__(**kwargs)
        table = cls.__dict__.get("__table__")
        if isinstance(table, Table):
            table.dialect_options["sqlite"]["autoincrement"] = True


class Imported:
    """What a row that came from a file remembers: where from, its number there, which batch."""

    source: Mapped[str] = mapped_column(String(40), default="")
    source_id: Mapped[str] = mapped_column(String(80), default="")
    batch_id: Mapped[int | None] = mapped_column(index=True, default=None)


def part_index(name: str, *columns: str, where: TextClause, unique: bool = False) -> Index:
    """An index over only those rows that are as `where` says, on either database.

    A server is told when DDL is put into words, by `next_form`: to name it here would bring its
    dialect into every start.
    """
    return Index(name, *columns, sqlite_where=where, unique=unique)


DERIVED = {"derived": True}
PRIVATE = {"private": True}
HOLDS = {"holds": True}
"""Marks the id of a ticket that stays with its client as long as the row stands that names it."""

__all__ = [
    "DERIVED",
    "HOLDS",
    "PRIVATE",
    "Base",
    "Code",
    "Flag",
    "Imported",
    "Minor",
    "Name",
    "Record",
    "Words",
    "date",
    "datetime",
    "part_index",
]
