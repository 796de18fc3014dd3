"""Tables of the service board."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from ..database.base import DERIVED, Code, Flag, Imported, Name, Record, Words, part_index

_OPEN = text("status NOT IN ('completed', 'closed', 'cancelled')")


class Ticket(Imported, Record):
    """One piece of work, from the call to closed.

    `priority` 1 to 4 (S044); `estimate_minutes` empty when nobody has said (S014);
    `queue` service, projects, internal or sales (S134); `coverage` covered, billable or ask.
    `no_device` and `no_agreement` are answers of the first-contact check.
    `logged_minutes` and `billable_minutes` are kept by triggers on time entries, `open_steps` (what
    checklists on it still need) and `open_logs` (troubleshooting logs without an end) by those on
    runs and logs. `progress_at` is when somebody last said that the work moves, `log_answer` what
    was answered when a log was offered: opened or declined, and then nobody asks again (S061).
    """

    __tablename__ = "ticket"
    __table_args__ = (
        part_index("ix_ticket_open", "priority", "opened_at", where=_OPEN),
        Index("ix_ticket_client_opened", "client_id", "opened_at", "id"),
        Index("ix_ticket_status_opened", "status", "opened_at", "id"),
        Index("ix_ticket_opened", "opened_at", "id"),
        Index("ix_ticket_priority", "priority", "id"),
        Index("ix_ticket_assigned", "assigned_id", "id"),
        Index("ix_ticket_title", "title", "id"),
        Index("ix_ticket_number", "number_int", "id"),
        Index("ix_ticket_ended", text("coalesce(completed_at, closed_at)")),
    )

    number: Mapped[Code] = mapped_column(unique=True)
    number_int: Mapped[int]
    client_id: Mapped[int] = mapped_column(ForeignKey("client.id"))
    site_id: Mapped[int | None] = mapped_column(ForeignKey("site.id"))
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id"), index=True)
    device_id: Mapped[int | None] = mapped_column(ForeignKey("device.id"), index=True)
    agreement_id: Mapped[int | None] = mapped_column(ForeignKey("agreement.id"))
    title: Mapped[Name]
    type: Mapped[Code] = mapped_column(default="incident")
    source_kind: Mapped[Code] = mapped_column(default="phone")
    queue: Mapped[Code] = mapped_column(default="service")
    status: Mapped[Code] = mapped_column(default="new")
    priority: Mapped[int] = mapped_column(default=3)
    critical_fact: Mapped[Code] = mapped_column(default="")
    impact: Mapped[Code] = mapped_column(default="")
    urgency: Mapped[Code] = mapped_column(default="")
    tier: Mapped[int] = mapped_column(default=1)
    category: Mapped[Name] = mapped_column(default="")
    assigned_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    coverage: Mapped[Code] = mapped_column(default="ask")
    no_device: Mapped[Flag]
    no_agreement: Mapped[Flag]
    priority_set: Mapped[Flag]
    estimate_minutes: Mapped[int | None]
    due_at: Mapped[datetime | None]
    scheduled_at: Mapped[datetime | None]
    scheduled_minutes: Mapped[int | None]
    waiting_reason: Mapped[Name] = mapped_column(default="")
    follow_up_on: Mapped[date | None] = mapped_column(index=True)
    opened_at: Mapped[datetime]
    opened_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    acknowledged_at: Mapped[datetime | None]
    first_response_at: Mapped[datetime | None]
    completed_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    reopened_count: Mapped[int] = mapped_column(default=0)
    project: Mapped[Name] = mapped_column(default="")
    admin_capable: Mapped[Flag]
    standing: Mapped[Flag]
    logged_minutes: Mapped[int] = mapped_column(default=0, server_default="0", info=DERIVED)
    billable_minutes: Mapped[int] = mapped_column(default=0, server_default="0", info=DERIVED)
    open_steps: Mapped[int] = mapped_column(default=0, server_default="0", info=DERIVED)
    open_logs: Mapped[int] = mapped_column(default=0, server_default="0", info=DERIVED)
    progress_at: Mapped[datetime | None]
    log_answer: Mapped[Code] = mapped_column(default="")


class TicketText(Record):
    """The long words of a ticket, apart so that the board stays narrow; one row a ticket."""

    __tablename__ = "ticket_text"

    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id"), unique=True)
    batch_id: Mapped[int | None] = mapped_column(index=True, default=None)
    description: Mapped[Words]
    resolution: Mapped[Words]


class TicketNote(Record):
    """Something said or found on a ticket; `client_sees` marks what may go to the client.

    `author` is written where nobody of the shop said it (a contact, a vendor).
    """

    __tablename__ = "ticket_note"
    __table_args__ = (Index("ix_ticket_note_ticket", "ticket_id", "at"),)

    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id"))
    at: Mapped[datetime]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    author: Mapped[Name] = mapped_column(default="")
    text: Mapped[Words]
    client_sees: Mapped[Flag]


class StatusChange(Record):
    """That a ticket went from one status to another, when, by whom, and why (S045)."""

    __tablename__ = "status_change"
    __table_args__ = (Index("ix_status_change_ticket", "ticket_id", "at"),)

    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id"))
    at: Mapped[datetime]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    from_status: Mapped[Code]
    to_status: Mapped[Code]
    reason: Mapped[Words]


class TicketLink(Record):
    """That two tickets belong together: related, follows, duplicate."""

    __tablename__ = "ticket_link"
    __table_args__ = (UniqueConstraint("ticket_id", "other_id"),)

    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id"), index=True)
    other_id: Mapped[int] = mapped_column(ForeignKey("ticket.id"), index=True)
    kind: Mapped[Code] = mapped_column(default="related")


class Watcher(Record):
    """That a person wants to see a ticket that is not theirs."""

    __tablename__ = "watcher"
    __table_args__ = (UniqueConstraint("ticket_id", "person_id"),)

    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))


class Escalation(Record):
    """That a ticket went up: from whom to whom, from tier to tier, why, and what was tried (S047).

    `to_id` is empty while anybody of the tier may take it up. `vendor_id` is an outside specialist;
    then the tier may stay, and so may its owner. `person_id` is who sent it up.
    """

    __tablename__ = "escalation"
    __table_args__ = (Index("ix_escalation_ticket", "ticket_id", "at"),)

    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id"))
    at: Mapped[datetime]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    from_tier: Mapped[int]
    to_tier: Mapped[int]
    from_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    to_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    vendor_id: Mapped[int | None] = mapped_column(ForeignKey("vendor.id"), index=True)
    reason: Mapped[Words]
    tried: Mapped[Words]


class TicketFile(Record):
    """A file kept with a ticket as it came; the bytes lie with the blobs, `size` counts them.

    `name` is one that every system takes and that says what the file is.
    """

    __tablename__ = "ticket_file"
    __table_args__ = (Index("ix_ticket_file_ticket", "ticket_id", "at"),)

    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id"))
    blob: Mapped[str] = mapped_column(ForeignKey("blob.sha256"), index=True)
    name: Mapped[Name]
    size: Mapped[int]
    at: Mapped[datetime]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
