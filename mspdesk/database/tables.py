"""The tables the books need for themselves: the journal, batches, blobs, lease and format."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base


class Step(Base):
    """One thing somebody did: when (UTC), who, in which words, and whether it can be undone.

    `once` names the step for ever, so that it can be asked after a commit of doubtful end whether
    it happened. `tables` lists the tables that moved, between commas. `batch_id` names the batch
    that the step brought in or took out.
    """

    __tablename__ = "step"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    person_id: Mapped[int | None]
    label: Mapped[str] = mapped_column(String(80))
    words: Mapped[str] = mapped_column(Text, default="")
    undoable: Mapped[bool] = mapped_column(default=True)
    undoes: Mapped[int | None] = mapped_column(ForeignKey("step.id"), index=True)
    batch_id: Mapped[int | None] = mapped_column(index=True)
    once: Mapped[str] = mapped_column(String(80), unique=True)
    tables: Mapped[str] = mapped_column(Text, default="")


class Change(Base):
    """One row that a step changed: its columns before and after as JSON objects.

    `kind` is insert, update or delete; `before` is empty for an insert, `after` for a delete, both
    where a row only grew a version because something that belongs to it moved. `version` is the
    one the row had before, 0 where nobody wrote it down.
    """

    __tablename__ = "change"

    id: Mapped[int] = mapped_column(primary_key=True)
    step_id: Mapped[int] = mapped_column(ForeignKey("step.id"), index=True)
    table_name: Mapped[str] = mapped_column(String(60))
    row_id: Mapped[int]
    kind: Mapped[str] = mapped_column(String(10))
    before: Mapped[str] = mapped_column(Text, default="{}")
    after: Mapped[str] = mapped_column(Text, default="{}")
    version: Mapped[int] = mapped_column(default=0)

    __table_args__ = (Index("ix_change_row", "table_name", "row_id"),)


class Batch(Base):
    """One file brought in: what kind, from where, how many rows of which table (JSON)."""

    __tablename__ = "batch"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    source: Mapped[str] = mapped_column(Text, default="")
    counts: Mapped[str] = mapped_column(Text, default="{}")
    made_at: Mapped[datetime]
    undone_at: Mapped[datetime | None]


class Blob(Base):
    """One attachment by the SHA-256 of its bytes; on a server the bytes are here, else in a file.

    `size` is in bytes, `added_at` UTC.
    """

    __tablename__ = "blob"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    size: Mapped[int] = mapped_column(BigInteger)
    added_at: Mapped[datetime]
    content: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)


class Lease(Base):
    """Who writes these books: one row; `open_token` changes with every opening. UTC."""

    __tablename__ = "lease"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    host: Mapped[str] = mapped_column(String(200))
    user_name: Mapped[str] = mapped_column(String(200))
    pid: Mapped[int]
    since: Mapped[datetime]
    open_token: Mapped[str] = mapped_column(String(36))


class BookFormat(Base):
    """Which release gave the books their present form: one row, read by releases too old."""

    __tablename__ = "book_format"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    program: Mapped[str] = mapped_column(String(40))
    upgraded_at: Mapped[datetime]
