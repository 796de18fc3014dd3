"""Tables of runs: a checklist being worked through, its results and what proves them."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from ...database.base import DERIVED, Code, Flag, Name, Record, Words, part_index

_OPEN = text("state IN ('planned', 'in_progress')")


class ChecklistRun(Record):
    """One checklist worked through once, for a client, a device, a person or the company.

    `state` is planned, in_progress, done, verified or dropped. Until it starts it has no revision
    and follows the master; at the start `revision` and, where a client has differences or lines
    were made from what is documented (S058), `lines` freeze what is to be done: text in the form
    of the files, empty when it is that of the revision. `period` (2026-03) keeps a schedule from
    planning the same month twice. `planned_at` is the slot, `planned_minutes` its length; `moved`
    says that somebody put it there by hand, so that no plan moves it again.
    `total` counts the lines, `needed` the mandatory ones, as planned and again at the start;
    `marked`, `needed_marked`, `problems` and `skipped` what results say, kept by triggers. What an
    open run still needs is added up on its ticket (`open_steps`).
    """

    __tablename__ = "checklist_run"
    __table_args__ = (
        part_index("ix_checklist_run_open", "due_on", "id", where=_OPEN),
        Index("ix_checklist_run_client", "client_id", "due_on"),
        Index("ix_checklist_run_master", "checklist_id", "client_id", "done_at"),
        Index("ix_checklist_run_person", "assigned_id", "planned_at"),
        Index("ix_checklist_run_due", "due_on", "id"),
        UniqueConstraint("schedule_id", "client_id", "period"),
        # So that publishing cannot be undone under a run that began with that revision.
        ForeignKeyConstraint(
            ["checklist_id", "revision"],
            ["checklist_revision.checklist_id", "checklist_revision.number"],
        ),
    )

    number: Mapped[Code] = mapped_column(unique=True)
    checklist_id: Mapped[int] = mapped_column(ForeignKey("checklist.id"))
    revision: Mapped[int | None]
    variant: Mapped[Code] = mapped_column(default="")
    title: Mapped[Name]
    client_id: Mapped[int | None] = mapped_column(ForeignKey("client.id"))
    site_id: Mapped[int | None] = mapped_column(ForeignKey("site.id"))
    device_id: Mapped[int | None] = mapped_column(ForeignKey("device.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    ticket_id: Mapped[int | None] = mapped_column(ForeignKey("ticket.id"), index=True)
    schedule_id: Mapped[int | None] = mapped_column(ForeignKey("schedule.id"))
    period: Mapped[Code | None] = mapped_column(default=None)
    state: Mapped[Code] = mapped_column(default="planned")
    due_on: Mapped[date | None]
    planned_at: Mapped[datetime | None]
    planned_minutes: Mapped[int | None]
    moved: Mapped[Flag]
    assigned_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    lines: Mapped[Words]
    started_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
    done_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    verified_at: Mapped[datetime | None]
    verified_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    shown_to: Mapped[Name] = mapped_column(default="")
    reason: Mapped[Name] = mapped_column(default="")
    notes: Mapped[Words]
    total: Mapped[int] = mapped_column(default=0)
    needed: Mapped[int] = mapped_column(default=0)
    marked: Mapped[int] = mapped_column(default=0, server_default="0", info=DERIVED)
    needed_marked: Mapped[int] = mapped_column(default=0, server_default="0", info=DERIVED)
    problems: Mapped[int] = mapped_column(default=0, server_default="0", info=DERIVED)
    skipped: Mapped[int] = mapped_column(default=0, server_default="0", info=DERIVED)


class RunResult(Record):
    """What was found at one line of a run; a line nobody touched has no row.

    `key` names the line, `state` is empty while only something was typed, then ok, attention,
    not_seen or na. `value` is the reading, text, choice, date (ISO) or name as typed; `number` the
    reading in thousandths, where the line asks for one, so that it compares with the last.
    `severity` 1 (mend now) to 3. `ticket_id` is what a problem opened, `vendor_id` an outside
    provider who is to do this line (S072), `doer_id` one of us it was given to. `needed` repeats
    that the line is mandatory. `written` says that it went into the documentation (S074).
    """

    __tablename__ = "run_result"
    __table_args__ = (
        UniqueConstraint("run_id", "key"),
        part_index("ix_run_result_vendor", "vendor_id", where=text("vendor_id IS NOT NULL")),
    )

    run_id: Mapped[int] = mapped_column(ForeignKey("checklist_run.id"))
    key: Mapped[Code]
    state: Mapped[Code] = mapped_column(default="")
    value: Mapped[Words]
    number: Mapped[int | None]
    note: Mapped[Words]
    severity: Mapped[int | None]
    ticket_id: Mapped[int | None] = mapped_column(ForeignKey("ticket.id"), index=True)
    vendor_id: Mapped[int | None] = mapped_column(ForeignKey("vendor.id"))
    doer_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime | None]
    needed: Mapped[Flag]
    written: Mapped[Flag]


class RunPhoto(Record):
    """A picture or file that proves a result; the bytes lie with the blobs."""

    __tablename__ = "run_photo"

    run_id: Mapped[int] = mapped_column(ForeignKey("checklist_run.id"), index=True)
    key: Mapped[Code]
    blob: Mapped[str] = mapped_column(ForeignKey("blob.sha256"))
    name: Mapped[Name]
    at: Mapped[datetime]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
