"""Tables of service practice."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ..database.base import Code, Flag, Minor, Name, Record, Words


class TechOfDay(Record):
    """Who takes the calls of a working day (S052)."""

    __tablename__ = "tech_of_day"

    on: Mapped[date] = mapped_column(unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    words: Mapped[Name] = mapped_column(default="")


class OnCall(Record):
    """Who may be called between two moments, and how bound they are (S049).

    `kind` is on_premises, restricted or reachable; what each is paid is the shop's and the law's
    to say. `stipend` is minor units, where one was agreed.
    """

    __tablename__ = "on_call"
    __table_args__ = (Index("ix_on_call_begins", "begins_at"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    begins_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    kind: Mapped[Code] = mapped_column(default="reachable")
    stipend: Mapped[Minor | None] = mapped_column(default=None)
    words: Mapped[Name] = mapped_column(default="")


class OnCallCall(Record):
    """A call that came in while somebody was on call: minutes it took, and what followed."""

    __tablename__ = "on_call_call"

    on_call_id: Mapped[int] = mapped_column(ForeignKey("on_call.id"), index=True)
    at: Mapped[datetime]
    minutes: Mapped[int | None]
    client_id: Mapped[int | None] = mapped_column(ForeignKey("client.id"))
    ticket_id: Mapped[int | None] = mapped_column(ForeignKey("ticket.id"), index=True)
    words: Mapped[Words]


class AlertType(Record):
    """A kind of alert from monitoring and the ticket it makes (S060).

    `matches` are words, one a line, of which one in the text of an alert means this kind.
    `priority` 1 needs a `critical_fact`. `checklist` is the code of one the ticket carries.
    """

    __tablename__ = "alert_type"

    title: Mapped[Name]
    matches: Mapped[Words]
    priority: Mapped[int] = mapped_column(default=3)
    critical_fact: Mapped[Code] = mapped_column(default="")
    estimate_minutes: Mapped[int | None]
    ticket_title: Mapped[Name] = mapped_column(default="")
    checklist: Mapped[Code] = mapped_column(default="")
    makes_ticket: Mapped[bool] = mapped_column(default=True)
    position: Mapped[int] = mapped_column(default=0)


class Alert(Record):
    """An alert as it came in, and the ticket it made or joined; `mark` is its number there."""

    __tablename__ = "alert"
    __table_args__ = (Index("ix_alert_client", "client_id", "at"), UniqueConstraint("mark"))

    alert_type_id: Mapped[int | None] = mapped_column(ForeignKey("alert_type.id"))
    client_id: Mapped[int] = mapped_column(ForeignKey("client.id"))
    device_id: Mapped[int | None] = mapped_column(ForeignKey("device.id"), index=True)
    ticket_id: Mapped[int | None] = mapped_column(ForeignKey("ticket.id"), index=True)
    at: Mapped[datetime]
    text: Mapped[Words]
    mark: Mapped[Code | None] = mapped_column(default=None)


class Tool(Record):
    """A tool or a supply: approved or not, by whom, why, and whether it belongs in a kit (S056)."""

    __tablename__ = "tool"

    name: Mapped[Name]
    kind: Mapped[Code] = mapped_column(default="software")
    purpose: Mapped[Words]
    approved: Mapped[bool | None]
    decided_on: Mapped[date | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    reason: Mapped[Name] = mapped_column(default="")
    place: Mapped[Name] = mapped_column(default="")
    in_kit: Mapped[Flag]
    kit_quantity: Mapped[int] = mapped_column(default=1)
    retired: Mapped[Flag]


class KitPiece(Record):
    """How many of a tool a technician has in the kit, counted on a day (S056)."""

    __tablename__ = "kit_piece"
    __table_args__ = (UniqueConstraint("person_id", "tool_id"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    tool_id: Mapped[int] = mapped_column(ForeignKey("tool.id"), index=True)
    quantity: Mapped[int]
    counted_on: Mapped[date | None]


class BacklogReview(Record):
    """A walk through the backlog: when, by whom, how it was sorted, what was mended (S077).

    `from_step` is the newest step of the journal when it began: what was put right is read there.
    """

    __tablename__ = "backlog_review"

    on: Mapped[date] = mapped_column(index=True)
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    sorted_by: Mapped[Name] = mapped_column(default="")
    notes: Mapped[Words]
    from_step: Mapped[int] = mapped_column(default=0)


class ReviewedTicket(Record):
    """A ticket that was looked at in a review, and the keys that were put right, one a line."""

    __tablename__ = "reviewed_ticket"
    __table_args__ = (UniqueConstraint("review_id", "ticket_id"),)

    review_id: Mapped[int] = mapped_column(ForeignKey("backlog_review.id"))
    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id"), index=True)
    fixed: Mapped[Words]
    at: Mapped[datetime]
