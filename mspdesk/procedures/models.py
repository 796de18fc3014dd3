"""Tables of procedures, of who knows them, of the shop's own library, and of training."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ..database.base import Code, Flag, Name, Record, Words


class Sop(Record):
    """A procedure: a purpose, steps, who it is for, and its life (S135 to S137).

    `state` is draft, training, live or retired. Four flags say for whom it is; every one has at
    least one. `core` is 1 to 10 for the ten to begin with (S136), 0 otherwise. `kind` is sop,
    policy, guideline or topic (a heading to write about, S124). `revision` counts what was put in
    force; `draft` is what is being written, `shipped` the text of ours it last took over.
    """

    __tablename__ = "sop"

    code: Mapped[Code] = mapped_column(unique=True)
    title: Mapped[Name]
    kind: Mapped[Code] = mapped_column(default="sop")
    purpose: Mapped[Words]
    department: Mapped[Code] = mapped_column(default="service")
    for_clients: Mapped[Flag]
    for_employees: Mapped[Flag]
    for_vendors: Mapped[Flag]
    for_internal: Mapped[Flag]
    owner_role_id: Mapped[int | None] = mapped_column(ForeignKey("role.id"))
    core: Mapped[int] = mapped_column(default=0)
    state: Mapped[Code] = mapped_column(default="draft")
    revision: Mapped[int] = mapped_column(default=0)
    effective_on: Mapped[date | None]
    review_by: Mapped[date | None]
    draft: Mapped[Words]
    shipped: Mapped[Words]
    declined: Mapped[Code] = mapped_column(default="")


class SopRevision(Record):
    """One revision of a procedure as it was put in force, never changed afterwards."""

    __tablename__ = "sop_revision"
    __table_args__ = (UniqueConstraint("sop_id", "number"),)

    sop_id: Mapped[int] = mapped_column(ForeignKey("sop.id"))
    number: Mapped[int]
    at: Mapped[datetime]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    note: Mapped[Name] = mapped_column(default="")
    body: Mapped[Words]


class SopAcknowledgement(Record):
    """That somebody has read and understood a revision of a procedure."""

    __tablename__ = "sop_acknowledgement"
    __table_args__ = (UniqueConstraint("sop_id", "person_id", "revision"),)

    sop_id: Mapped[int] = mapped_column(ForeignKey("sop.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    revision: Mapped[int]
    on: Mapped[date]


class SopException(Record):
    """That a procedure was left aside once or for a while: why, and who allowed it (S137)."""

    __tablename__ = "sop_exception"

    sop_id: Mapped[int] = mapped_column(ForeignKey("sop.id"), index=True)
    on: Mapped[date]
    until: Mapped[date | None]
    reason: Mapped[Words]
    client_id: Mapped[int | None] = mapped_column(ForeignKey("client.id"))
    ticket_id: Mapped[int | None] = mapped_column(ForeignKey("ticket.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class Rollout(Record):
    """How a procedure is brought in: to whom, trained when, live when (S078)."""

    __tablename__ = "rollout"

    sop_id: Mapped[int] = mapped_column(ForeignKey("sop.id"), index=True)
    revision: Mapped[int]
    audience: Mapped[Code] = mapped_column(default="employees")
    training_on: Mapped[date | None]
    live_on: Mapped[date | None]
    message: Mapped[Words]
    ended_on: Mapped[date | None]


class RolloutReach(Record):
    """Somebody a roll-out is for: one of us, or a client; a client's yes is a day and a name."""

    __tablename__ = "rollout_reach"

    rollout_id: Mapped[int] = mapped_column(ForeignKey("rollout.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    client_id: Mapped[int | None] = mapped_column(ForeignKey("client.id"))
    told_on: Mapped[date | None]
    agreed_on: Mapped[date | None]
    agreed_by: Mapped[Name] = mapped_column(default="")


class LibraryPiece(Record):
    """A piece of the shop's own library that is not made here: a file, a link, a book (S139).

    `kind` is checklist, form, calculator, sop, class, white_paper or memo; `format` screen, paper,
    pdf, xlsx, text, link or other.
    """

    __tablename__ = "library_piece"
    __table_args__ = (Index("ix_library_piece_kind", "department", "kind"),)

    title: Mapped[Name]
    kind: Mapped[Code] = mapped_column(default="memo")
    department: Mapped[Code] = mapped_column(default="service")
    role_id: Mapped[int | None] = mapped_column(ForeignKey("role.id"))
    format: Mapped[Code] = mapped_column(default="other")
    words: Mapped[Words]
    place: Mapped[Name] = mapped_column(default="")
    blob: Mapped[str | None] = mapped_column(ForeignKey("blob.sha256"))
    file_name: Mapped[Name] = mapped_column(default="")
    added_on: Mapped[date]
    retired: Mapped[Flag]


class RoadmapMark(Record):
    """That somebody is through with a piece of a starter set (S140)."""

    __tablename__ = "roadmap_mark"
    __table_args__ = (UniqueConstraint("roadmap", "piece", "person_id"),)

    roadmap: Mapped[Code]
    piece: Mapped[Code]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    on: Mapped[date]


class TrainingTopic(Record):
    """Something people are trained in; three basic ones stand from the start (S148)."""

    __tablename__ = "training_topic"

    title: Mapped[Name]
    basic: Mapped[Flag]
    retired: Mapped[Flag]


class Training(Record):
    """That a person learned about a topic: when, from what, with what result (S148); minutes."""

    __tablename__ = "training"
    __table_args__ = (Index("ix_training_person", "person_id", "on"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    topic_id: Mapped[int] = mapped_column(ForeignKey("training_topic.id"), index=True)
    on: Mapped[date]
    source: Mapped[Name] = mapped_column(default="")
    result: Mapped[Name] = mapped_column(default="")
    minutes: Mapped[int | None]
    ticket_id: Mapped[int | None] = mapped_column(ForeignKey("ticket.id"), index=True)
    notes: Mapped[Words]
