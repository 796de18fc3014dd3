"""Tables of time."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from ..database.base import Base, Code, Flag, Imported, Minor, Name, Record, Words, part_index

_UNBILLED = text("state = 'unbilled'")
_REWORK = text("rework_of_id IS NOT NULL")
_ADJUSTS = text("adjusts_id IS NOT NULL")
_DRAWS = text("prepaid_agreement_id IS NOT NULL")
_ASIDE = text("category <> 'productive'")


class TimeEntry(Imported, Record):
    """Time a person spent on a ticket (S043): minutes are actual, `billed_minutes` by rule.

    `started_at` is the shop's wall clock; a typed duration without a from-to has `timed` False and
    stacks after the day's last entry. `after_minutes` is the part after hours; the billed parts are
    `billed_minutes` less `billed_after_minutes` at `rate`, the rest at `rate` times `factor`
    (ten-thousandths). `kind` is billable, covered, prepaid, no_charge or internal; a billable entry
    is unbilled, on_draft, invoiced or written_off. `category` is productive, drive, meeting,
    training, rework, spinning or admin. Zero minutes are allowed; below zero are only corrections
    of an entry that can no longer be changed, which `adjusts_id` names. `kind_set` says that a
    person chose the kind, so that it is not decided again, and `kind_reason` why.

    `prepaid_agreement_id` names the agreement whose hours paid ahead pay for it as far as they go:
    of a prepaid entry all billed minutes are drawn; a billable one bills `billed_minutes` and has
    `prepaid_minutes` drawn besides, where a block ended in the middle of it. Imported entries have
    none: their block paid for whole entries in the old books, and no ledger came with them.
    """

    __tablename__ = "time_entry"
    __table_args__ = (
        CheckConstraint("minutes >= 0 OR adjusts_id IS NOT NULL", name="ck_time_entry_minutes"),
        Index("ix_time_entry_ticket", "ticket_id", "started_at"),
        Index("ix_time_entry_person_day", "person_id", "work_on"),
        Index("ix_time_entry_client_day", "client_id", "work_on"),
        Index("ix_time_entry_day", "work_on", "id"),
        Index("ix_time_entry_line", "invoice_line_id"),
        # Without these, deleting an entry or a ticket looks through all entries for what needs it.
        part_index("ix_time_entry_adjusts", "adjusts_id", where=_ADJUSTS),
        part_index("ix_time_entry_rework", "rework_of_id", where=_REWORK),
        part_index("ix_time_entry_unbilled", "client_id", "work_on", where=_UNBILLED),
        part_index("ix_time_entry_prepaid", "prepaid_agreement_id", "work_on", where=_DRAWS),
        part_index("ix_time_entry_aside", "category", "work_on", where=_ASIDE),
    )

    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id"))
    client_id: Mapped[int] = mapped_column(ForeignKey("client.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    role_id: Mapped[int | None] = mapped_column(ForeignKey("role.id"))
    work_on: Mapped[date]
    started_at: Mapped[datetime]
    timed: Mapped[bool] = mapped_column(default=True)
    minutes: Mapped[int]
    break_minutes: Mapped[int] = mapped_column(default=0)
    after_minutes: Mapped[int] = mapped_column(default=0)
    category: Mapped[Code] = mapped_column(default="productive")
    place: Mapped[Code] = mapped_column(default="remote")
    work_type: Mapped[Code] = mapped_column(default="")
    visit_id: Mapped[int | None] = mapped_column(ForeignKey("visit.id"), index=True)
    kind: Mapped[Code] = mapped_column(default="billable")
    kind_set: Mapped[Flag]
    kind_reason: Mapped[Words]
    state: Mapped[Code] = mapped_column(default="")
    rate: Mapped[Minor] = mapped_column(default=0)
    factor: Mapped[int] = mapped_column(default=20_000)
    billed_minutes: Mapped[int] = mapped_column(default=0)
    billed_after_minutes: Mapped[int] = mapped_column(default=0)
    why: Mapped[Words]
    client_note: Mapped[Words]
    internal_note: Mapped[Words]
    rework_of_id: Mapped[int | None] = mapped_column(ForeignKey("ticket.id"))
    after_hours_approved_by: Mapped[Name] = mapped_column(default="")
    after_hours_approved_on: Mapped[date | None]
    entered_at: Mapped[datetime]
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    approved_at: Mapped[datetime | None]
    adjusts_id: Mapped[int | None] = mapped_column(ForeignKey("time_entry.id"))
    invoice_line_id: Mapped[int | None]
    imported_invoice: Mapped[Code] = mapped_column(default="")
    prepaid_minutes: Mapped[int] = mapped_column(default=0)
    prepaid_agreement_id: Mapped[int | None]


class PrepaidDraw(Record):
    """Minutes of an entry that were drawn from hours paid ahead: one line of the ledger.

    The draws of an entry add up to its `prepaid_minutes`, those of a block to what was bought less
    what is left, carried over, expired and refunded. A draw on an issued invoice (`invoice_id`)
    stays. Corrections give minutes back: below zero.
    """

    __tablename__ = "prepaid_draw"
    __table_args__ = (
        UniqueConstraint("block_id", "entry_id"),
        Index("ix_prepaid_draw_block", "block_id", "on"),
    )

    block_id: Mapped[int] = mapped_column(ForeignKey("prepaid_block.id"))
    entry_id: Mapped[int] = mapped_column(ForeignKey("time_entry.id"), index=True)
    on: Mapped[date]
    minutes: Mapped[int]
    invoice_id: Mapped[int | None] = mapped_column(index=True)


class AfterHoursYes(Record):
    """That somebody of the client said yes to work after hours on a ticket, and when (S049).

    Time after hours that is logged on the ticket takes it over.
    """

    __tablename__ = "after_hours_yes"

    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id"), unique=True)
    who: Mapped[Name]
    on: Mapped[date]


class Timer(Record):
    """The one timer a person may have running; `paused_at` set while it stands still.

    `gathered_seconds` is what ran before the last pause, `gathered_after_seconds` its part after
    hours; the rest runs since `started_at`.
    """

    __tablename__ = "timer"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), unique=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id"))
    began_at: Mapped[datetime]
    started_at: Mapped[datetime]
    paused_at: Mapped[datetime | None]
    gathered_seconds: Mapped[int] = mapped_column(default=0)
    gathered_after_seconds: Mapped[int] = mapped_column(default=0)
    note: Mapped[Words]


class HatTicket(Record):
    """The standing internal ticket on which the time of a hat is logged (S043)."""

    __tablename__ = "hat_ticket"

    role_id: Mapped[int] = mapped_column(ForeignKey("role.id"), unique=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id"), unique=True)


class Visit(Record):
    """One trip to a client, for which the trip charge is due once however many tickets (S112)."""

    __tablename__ = "visit"

    client_id: Mapped[int] = mapped_column(ForeignKey("client.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    site_id: Mapped[int | None] = mapped_column(ForeignKey("site.id"))
    on: Mapped[date]
    charge: Mapped[Minor] = mapped_column(default=0)
    state: Mapped[Code] = mapped_column(default="unbilled")
    invoice_line_id: Mapped[int | None]


class TimesheetWeek(Record):
    """A person's week and how far it is: open, submitted, approved, locked; Monday names it."""

    __tablename__ = "timesheet_week"
    __table_args__ = (UniqueConstraint("person_id", "monday"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    monday: Mapped[date]
    state: Mapped[Code] = mapped_column(default="open")
    submitted_at: Mapped[datetime | None]
    approved_at: Mapped[datetime | None]
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class DayReason(Record):
    """Why a day's paid minutes are not all logged (S050)."""

    __tablename__ = "day_reason"
    __table_args__ = (UniqueConstraint("person_id", "on"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    on: Mapped[date]
    reason: Mapped[Words]


class TimeByClientMonth(Base):
    """Minutes per client and month, kept by triggers on time entries; `month` is 2026-03."""

    __tablename__ = "time_by_client_month"

    client_id: Mapped[int] = mapped_column(primary_key=True)
    month: Mapped[str] = mapped_column(primary_key=True)
    minutes: Mapped[int] = mapped_column(default=0)
    billable_minutes: Mapped[int] = mapped_column(default=0)
    after_minutes: Mapped[int] = mapped_column(default=0)
    productive_minutes: Mapped[int] = mapped_column(default=0)


class TimeByPersonMonth(Base):
    """Minutes per person and month, kept by triggers on time entries; `month` is 2026-03."""

    __tablename__ = "time_by_person_month"

    person_id: Mapped[int] = mapped_column(primary_key=True)
    month: Mapped[str] = mapped_column(primary_key=True)
    minutes: Mapped[int] = mapped_column(default=0)
    billable_minutes: Mapped[int] = mapped_column(default=0)
    after_minutes: Mapped[int] = mapped_column(default=0)
    productive_minutes: Mapped[int] = mapped_column(default=0)
