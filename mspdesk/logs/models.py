"""Tables of troubleshooting logs and of calls to third parties."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from ..database.base import Code, Flag, Imported, Name, Record, Words


class TsrLog(Record):
    """A troubleshooting and repair log: what was tried, row by row (S061).

    `ended_at` is set with root cause and solution. `reason` is what opened it: server_build,
    server_down, vendor_call, no_progress, dr_event or asked. `replays_id` names the log whose kept
    tries are done again, for a rebuild.
    """

    __tablename__ = "tsr_log"
    __table_args__ = (Index("ix_tsr_log_client", "client_id", "started_at"),)

    number: Mapped[Code] = mapped_column(unique=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("client.id"))
    ticket_id: Mapped[int | None] = mapped_column(ForeignKey("ticket.id"), index=True)
    device_id: Mapped[int | None] = mapped_column(ForeignKey("device.id"), index=True)
    site_id: Mapped[int | None] = mapped_column(ForeignKey("site.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    reason: Mapped[Code] = mapped_column(default="asked")
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    problem: Mapped[Words]
    goal: Mapped[Words]
    known: Mapped[Words]
    last_good: Mapped[Name] = mapped_column(default="")
    backup_checked: Mapped[Name] = mapped_column(default="")
    root_cause: Mapped[Words]
    solution: Mapped[Words]
    documented: Mapped[Flag]
    replays_id: Mapped[int | None]


class TsrRow(Record):
    """One try: what, the setting before and after, the result, and whether it was undone."""

    __tablename__ = "tsr_row"
    __table_args__ = (Index("ix_tsr_row_log", "tsr_log_id", "number"),)

    tsr_log_id: Mapped[int] = mapped_column(ForeignKey("tsr_log.id"))
    number: Mapped[int]
    at: Mapped[datetime]
    tried: Mapped[Words]
    before: Mapped[Name] = mapped_column(default="")
    after: Mapped[Name] = mapped_column(default="")
    result: Mapped[Words]
    undone: Mapped[bool | None]
    undone_at: Mapped[datetime | None]
    next_idea: Mapped[Name] = mapped_column(default="")
    minutes: Mapped[int | None]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class VendorCall(Imported, Record):
    """A call to a third party, readable to them later (S063); hold and talk in minutes."""

    __tablename__ = "vendor_call_log"
    __table_args__ = (Index("ix_vendor_call_log_client", "client_id", "on"),)

    client_id: Mapped[int | None] = mapped_column(ForeignKey("client.id"))
    ticket_id: Mapped[int | None] = mapped_column(ForeignKey("ticket.id"), index=True)
    tsr_log_id: Mapped[int | None] = mapped_column(ForeignKey("tsr_log.id"), index=True)
    vendor_id: Mapped[int | None] = mapped_column(ForeignKey("vendor.id"), index=True)
    vendor_account_id: Mapped[int | None] = mapped_column(ForeignKey("vendor_account.id"))
    vendor: Mapped[Name] = mapped_column(default="")
    phone: Mapped[Code] = mapped_column(default="")
    account_number: Mapped[Name] = mapped_column(default="")
    case_number: Mapped[Name] = mapped_column(default="")
    caller: Mapped[Name] = mapped_column(default="")
    agent: Mapped[Name] = mapped_column(default="")
    agent_number: Mapped[Name] = mapped_column(default="")
    on: Mapped[date]
    called_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    hold_minutes: Mapped[int | None]
    talk_minutes: Mapped[int | None]
    advice: Mapped[Words]
    our_action: Mapped[Words]
    result: Mapped[Words]
    promise: Mapped[Name] = mapped_column(default="")
    next_on: Mapped[date | None]
    owed_by: Mapped[Code] = mapped_column(default="")
    billable: Mapped[bool | None]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
