"""Tables of checklist masters, of their revisions, and of what a client has different."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ...database.base import Code, Flag, Name, Record, Words


class Checklist(Record):
    """A master: what every run of it starts from.

    `revision` is the number of the one in force; its lines are the body of that ChecklistRevision.
    `draft` is what somebody is editing, as text in the form of the files in `forms/checklists`,
    empty when nobody is; `draft_of` the revision it began with. `shipped` is the text of ours this
    master last took over or looked at, empty for one the shop wrote itself: what we changed since,
    and what the shop did, come from comparing three texts. `target` is client, site, device,
    person, ticket or company. Title, department and target repeat what the body says, for lists.
    """

    __tablename__ = "checklist"

    code: Mapped[Code] = mapped_column(unique=True)
    title: Mapped[Name]
    department: Mapped[Code] = mapped_column(default="service")
    target: Mapped[Code] = mapped_column(default="client")
    revision: Mapped[int] = mapped_column(default=1)
    draft: Mapped[Words]
    draft_of: Mapped[int | None]
    draft_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    shipped: Mapped[Words]
    declined: Mapped[Code] = mapped_column(default="")
    retired: Mapped[Flag]


class ChecklistRevision(Record):
    """One revision of a master as text, never changed afterwards; a run names the one it froze."""

    __tablename__ = "checklist_revision"
    __table_args__ = (UniqueConstraint("checklist_id", "number"),)

    checklist_id: Mapped[int] = mapped_column(ForeignKey("checklist.id"))
    number: Mapped[int]
    at: Mapped[datetime]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    note: Mapped[Name] = mapped_column(default="")
    body: Mapped[Words]


class ChecklistDifference(Record):
    """What one client has different in one master: a line added, hidden or reworded.

    `key` names the line of the master, or the added one. An added line stands after `after`, the
    key of a line. `body` are the fields that differ, as text in the form of the files; `was` the
    same fields of the master as they stood when the difference was made, so that a later change
    of the master which meets it is seen.
    """

    __tablename__ = "checklist_difference"
    __table_args__ = (
        UniqueConstraint("checklist_id", "client_id", "key"),
        Index("ix_checklist_difference_client", "client_id"),
    )

    checklist_id: Mapped[int] = mapped_column(ForeignKey("checklist.id"))
    client_id: Mapped[int] = mapped_column(ForeignKey("client.id"))
    kind: Mapped[Code]
    key: Mapped[Code]
    after: Mapped[Code] = mapped_column(default="")
    body: Mapped[Words]
    was: Mapped[Words]
    reason: Mapped[Name] = mapped_column(default="")
    at: Mapped[datetime]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
