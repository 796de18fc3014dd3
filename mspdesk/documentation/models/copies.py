"""Tables of what was printed for a client, and where the paper lies."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ...database.base import Code, Flag, Name, Record, Words


class Edition(Record):
    """A binder as it was printed once; `kind` is dr or ndb, numbered by client and kind from 1.

    `pages_kept` is the attachment that holds what stood on every page, so that the next edition
    knows what differs; `fingerprint` sums it up. `replacements` marks an edition of which only the
    changed pages were printed.
    """

    __tablename__ = "edition"
    __table_args__ = (UniqueConstraint("client_id", "kind", "number"),)

    client_id: Mapped[int] = mapped_column(ForeignKey("client.id"))
    kind: Mapped[Code]
    number: Mapped[int]
    printed_at: Mapped[datetime]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    paper: Mapped[Code] = mapped_column(default="letter")
    pages: Mapped[int] = mapped_column(default=0)
    replacements: Mapped[Flag]
    fingerprint: Mapped[str] = mapped_column(String(64), default="")
    pages_kept: Mapped[str] = mapped_column(String(64), default="")
    what_changed: Mapped[Words]


class DocumentCopy(Record):
    """One paper copy: which edition it is of, who holds it, where it lies.

    `edition_id` is the edition its pages were last brought to. `state` is out, replaced or
    destroyed. `number` counts the client's copies of that kind.
    """

    __tablename__ = "document_copy"
    __table_args__ = (Index("ix_document_copy_client", "client_id", "kind", "state"),)

    client_id: Mapped[int] = mapped_column(ForeignKey("client.id"))
    kind: Mapped[Code]
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"), index=True)
    number: Mapped[int]
    holder: Mapped[Name] = mapped_column(default="")
    place: Mapped[Name] = mapped_column(default="")
    state: Mapped[Code] = mapped_column(default="out")
    placed_on: Mapped[date | None]
    checked_on: Mapped[date | None]
    ended_on: Mapped[date | None]
    sealed: Mapped[Flag]
    notes: Mapped[Words]


class SectionMark(Record):
    """What somebody said of one section of a client's documentation; `none` that it has none.

    `section` is the section's key; `checked_on` is when all of it was last gone through.
    """

    __tablename__ = "section_mark"
    __table_args__ = (UniqueConstraint("client_id", "section"),)

    client_id: Mapped[int] = mapped_column(ForeignKey("client.id"))
    section: Mapped[Code]
    none: Mapped[Flag]
    words: Mapped[Words]
    checked_on: Mapped[date | None]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
