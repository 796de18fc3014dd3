"""Tables of what comes again, and of the monthly single."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from ...database.base import Code, Flag, Name, Record, Words, part_index


class Schedule(Record):
    """Work that comes again: a rule for its days, and the ticket and checklist each day brings.

    `client_id` is whom it is for: a client, our own company, or nobody for a list of the shop's.
    `rule` says the days: `day:15`, `nth:2:tue`, `last:fri`, `workday:-3` (working days before the
    end of the month), `weekly:mon`, `daily` (working days), `yearly:03-15`, or `after:EVENT` with
    `days_after`, where the event is client_active, client_leaves, device_added, person_hired,
    person_left, server_down or first_visit. `every` n of them. A day the shop is closed moves to
    the working day before. `at_minute` is the minute of the day, `minutes` the length of the slot;
    both empty mean that no time is kept free. `assigned_id` empty means who takes the client's
    tickets. With `opens_ticket` a ticket is opened `ahead_days` before the day, with its title,
    estimate and priority, and the checklist on it; `hat` is the code of the role it is logged
    under. `next_on` is the next day that has not been planned, `planned_to` how far it has been.
    """

    __tablename__ = "schedule"
    __table_args__ = (
        part_index("ix_schedule_next", "next_on", "id", where=text("ended_on IS NULL")),
        Index("ix_schedule_client", "client_id"),
        Index("ix_schedule_checklist", "checklist_id"),
    )

    title: Mapped[Name]
    checklist_id: Mapped[int | None] = mapped_column(ForeignKey("checklist.id"))
    variant: Mapped[Code] = mapped_column(default="")
    client_id: Mapped[int | None] = mapped_column(ForeignKey("client.id"))
    site_id: Mapped[int | None] = mapped_column(ForeignKey("site.id"))
    device_id: Mapped[int | None] = mapped_column(ForeignKey("device.id"), index=True)
    rule: Mapped[Code]
    every: Mapped[int] = mapped_column(default=1)
    days_after: Mapped[int] = mapped_column(default=0)
    begins_on: Mapped[date]
    ended_on: Mapped[date | None]
    at_minute: Mapped[int | None]
    minutes: Mapped[int | None]
    assigned_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    vendor_id: Mapped[int | None] = mapped_column(ForeignKey("vendor.id"), index=True)
    opens_ticket: Mapped[Flag]
    ahead_days: Mapped[int] = mapped_column(default=7)
    ticket_title: Mapped[Name] = mapped_column(default="")
    ticket_words: Mapped[Words]
    ticket_type: Mapped[Code] = mapped_column(default="maintenance")
    priority: Mapped[int] = mapped_column(default=3)
    estimate_minutes: Mapped[int | None]
    hat: Mapped[Code] = mapped_column(default="")
    next_on: Mapped[date | None]
    planned_to: Mapped[date | None]
    notes: Mapped[Words]


class MonthlySingle(Record):
    """The one extra piece of work of a month, done once for every client (S070)."""

    __tablename__ = "monthly_single"
    __table_args__ = (UniqueConstraint("month", "title"),)

    month: Mapped[date]
    title: Mapped[Name]
    steps: Mapped[Words]
    checklist_id: Mapped[int | None] = mapped_column(ForeignKey("checklist.id"))
    estimate_minutes: Mapped[int | None]
    started_at: Mapped[datetime | None]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class SingleTicket(Record):
    """The ticket a monthly single opened for a client."""

    __tablename__ = "single_ticket"
    __table_args__ = (UniqueConstraint("single_id", "client_id"),)

    single_id: Mapped[int] = mapped_column(ForeignKey("monthly_single.id"))
    client_id: Mapped[int] = mapped_column(ForeignKey("client.id"))
    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id"), index=True)
