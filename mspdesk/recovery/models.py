"""Tables of disaster-recovery plans and of disasters."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ..database.base import Code, Flag, Minor, Name, Record, Words


class Plan(Record):
    """A client's disaster-recovery plan; one a client (S085).

    `state` is draft or approved; printed, stale and superseded follow from its editions. A change
    after approval makes it a draft again. `continuity` is none, bdr_local or bdr_cloud (S089).
    `changes` counts changes and approvals, so that what was changed before an approval cannot be
    undone under it. `no_backup_by` is who at the client signed that there is no backup. Lists
    are one entry a line; `budget` is minor units.
    """

    __tablename__ = "dr_plan"

    client_id: Mapped[int] = mapped_column(ForeignKey("client.id"), unique=True)
    state: Mapped[Code] = mapped_column(default="draft")
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    approved_by_client: Mapped[Name] = mapped_column(default="")
    approved_on: Mapped[date | None]
    review_on: Mapped[date | None]
    objectives: Mapped[Words]
    scope: Mapped[Words]
    assumptions: Mapped[Words]
    what_counts: Mapped[Words]
    who_declares: Mapped[Words]
    meeting_place: Mapped[Name] = mapped_column(default="")
    staff_calls: Mapped[Words]
    continuity: Mapped[Code] = mapped_column(default="none")
    continuity_start: Mapped[Words]
    continuity_back: Mapped[Words]
    return_steps: Mapped[Words]
    envelope_place: Mapped[Name] = mapped_column(default="")
    no_backup_by: Mapped[Name] = mapped_column(default="")
    no_backup_on: Mapped[date | None]
    insurer: Mapped[Name] = mapped_column(default="")
    insurer_policy: Mapped[Name] = mapped_column(default="")
    insurer_phone: Mapped[Code] = mapped_column(default="")
    budget: Mapped[Minor | None] = mapped_column(default=None)
    notes: Mapped[Words]
    changes: Mapped[int] = mapped_column(default=0)


class PlanCall(Record):
    """Somebody to call in a disaster, in order; `after_id` who is called before and passes it on.

    `kind` is client, us, internet, utility, landlord, insurer, vendor, emergency or other. `say` is
    what to say: an account or a client number.
    """

    __tablename__ = "dr_call"
    __table_args__ = (Index("ix_dr_call_client", "client_id", "position"),)

    client_id: Mapped[int] = mapped_column(ForeignKey("client.id"))
    position: Mapped[int]
    kind: Mapped[Code] = mapped_column(default="other")
    name: Mapped[Name]
    role: Mapped[Name] = mapped_column(default="")
    phone: Mapped[Code] = mapped_column(default="")
    other_phone: Mapped[Name] = mapped_column(default="")
    say: Mapped[Name] = mapped_column(default="")
    does: Mapped[Name] = mapped_column(default="")
    after_id: Mapped[int | None] = mapped_column(ForeignKey("dr_call.id"))
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id"), index=True)
    vendor_account_id: Mapped[int | None] = mapped_column(ForeignKey("vendor_account.id"))


class System(Record):
    """Something that must work again, in its order; RTO and RPO in minutes.

    `today` and `replace_with` stand apart (S086); legacy ones need platform and media (S087).
    `estimated_cost` is minor units. `warning` is printed in a frame above the steps.
    """

    __tablename__ = "dr_system"
    __table_args__ = (Index("ix_dr_system_client", "client_id", "position"),)

    client_id: Mapped[int] = mapped_column(ForeignKey("client.id"))
    position: Mapped[int]
    name: Mapped[Name]
    does: Mapped[Name] = mapped_column(default="")
    rto_minutes: Mapped[int | None]
    rpo_minutes: Mapped[int | None]
    device_id: Mapped[int | None] = mapped_column(ForeignKey("device.id"), index=True)
    application_id: Mapped[int | None] = mapped_column(ForeignKey("application.id"))
    backup_job_id: Mapped[int | None] = mapped_column(ForeignKey("backup_job.id"))
    data_place: Mapped[Name] = mapped_column(default="")
    today: Mapped[Words]
    replace_with: Mapped[Words]
    estimated_cost: Mapped[Minor | None] = mapped_column(default=None)
    legacy: Mapped[Flag]
    platform: Mapped[Name] = mapped_column(default="")
    media_place: Mapped[Name] = mapped_column(default="")
    warning: Mapped[Name] = mapped_column(default="")
    warning_more: Mapped[Name] = mapped_column(default="")
    workaround: Mapped[Words]
    owner_contact_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id"), index=True)
    gone_on: Mapped[date | None]


class Step(Record):
    """One step of bringing a system back: what to do, what should be seen, how long it takes."""

    __tablename__ = "dr_step"
    __table_args__ = (Index("ix_dr_step_system", "system_id", "position"),)

    system_id: Mapped[int] = mapped_column(ForeignKey("dr_system.id"))
    position: Mapped[int]
    title: Mapped[Name]
    detail: Mapped[Words]
    minutes: Mapped[int | None]


class Dependency(Record):
    """That a system needs another one first; never in a circle."""

    __tablename__ = "dr_dependency"
    __table_args__ = (UniqueConstraint("system_id", "needs_id"),)

    system_id: Mapped[int] = mapped_column(ForeignKey("dr_system.id"))
    needs_id: Mapped[int] = mapped_column(ForeignKey("dr_system.id"), index=True)


class Purchase(Record):
    """Something to buy after a disaster, beside what the systems ask for; cost in minor units."""

    __tablename__ = "dr_purchase"

    client_id: Mapped[int] = mapped_column(ForeignKey("client.id"), index=True)
    what: Mapped[Name]
    quantity: Mapped[int] = mapped_column(default=1)
    unit_cost: Mapped[Minor | None] = mapped_column(default=None)
    where: Mapped[Name] = mapped_column(default="")
    gone_on: Mapped[date | None]


class Workaround(Record):
    """How a department goes on working on paper, and where that paper lies."""

    __tablename__ = "dr_workaround"

    client_id: Mapped[int] = mapped_column(ForeignKey("client.id"), index=True)
    department: Mapped[Name]
    needs: Mapped[Name] = mapped_column(default="")
    on_paper: Mapped[Words]
    place: Mapped[Name] = mapped_column(default="")
    gone_on: Mapped[date | None]


class Exercise(Record):
    """That the plan was gone through: walked, at a table, or for real."""

    __tablename__ = "dr_exercise"

    client_id: Mapped[int] = mapped_column(ForeignKey("client.id"), index=True)
    on: Mapped[date]
    kind: Mapped[Code] = mapped_column(default="walk")
    who: Mapped[Name] = mapped_column(default="")
    what: Mapped[Words]
    result: Mapped[Words]
    next_on: Mapped[date | None]


class Event(Record):
    """A disaster, from its declaration to its review (S088).

    `state` is declared, assessing, planned, continuity, recovering, restored or reviewed. The
    three assessments are damage, newest good backup, resources; `continuity_from` starts the clock
    (S089).
    """

    __tablename__ = "dr_event"
    __table_args__ = (Index("ix_dr_event_client", "client_id", "declared_at"),)

    number: Mapped[Code] = mapped_column(unique=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("client.id"))
    ticket_id: Mapped[int | None] = mapped_column(ForeignKey("ticket.id"), index=True)
    tsr_log_id: Mapped[int | None] = mapped_column(ForeignKey("tsr_log.id"))
    kind: Mapped[Code] = mapped_column(default="other")
    what: Mapped[Words]
    state: Mapped[Code] = mapped_column(default="declared", index=True)
    declared_at: Mapped[datetime]
    declared_by: Mapped[Name] = mapped_column(default="")
    lead_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    people_safe: Mapped[Flag]
    damage: Mapped[Words]
    backup_job_id: Mapped[int | None] = mapped_column(ForeignKey("backup_job.id"))
    good_backup: Mapped[Words]
    good_backup_at: Mapped[datetime | None]
    resources: Mapped[Words]
    continuity_from: Mapped[datetime | None]
    continuity_to: Mapped[datetime | None]
    restored_at: Mapped[datetime | None]
    reviewed_at: Mapped[datetime | None]
    went_well: Mapped[Words]
    improve: Mapped[Words]
    prevention: Mapped[Words]


class EventStep(Record):
    """One ordered step of this disaster's own plan."""

    __tablename__ = "dr_event_step"
    __table_args__ = (Index("ix_dr_event_step_event", "event_id", "position"),)

    event_id: Mapped[int] = mapped_column(ForeignKey("dr_event.id"))
    position: Mapped[int]
    action: Mapped[Words]
    who: Mapped[Name] = mapped_column(default="")
    minutes: Mapped[int | None]
    system_id: Mapped[int | None] = mapped_column(ForeignKey("dr_system.id"))
    started_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
    result: Mapped[Words]


class EventState(Record):
    """That a disaster came to another state, when and by whom."""

    __tablename__ = "dr_event_state"

    event_id: Mapped[int] = mapped_column(ForeignKey("dr_event.id"), index=True)
    at: Mapped[datetime]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    to_state: Mapped[Code]
    words: Mapped[Words]


class PlanChange(Record):
    """What a disaster or an exercise taught, to be put into the plan."""

    __tablename__ = "dr_plan_change"
    __table_args__ = (Index("ix_dr_plan_change_client", "client_id", "done_on"),)

    client_id: Mapped[int] = mapped_column(ForeignKey("client.id"))
    event_id: Mapped[int | None] = mapped_column(ForeignKey("dr_event.id"))
    exercise_id: Mapped[int | None] = mapped_column(ForeignKey("dr_exercise.id"))
    kind: Mapped[Code] = mapped_column(default="improve")
    what: Mapped[Words]
    done_on: Mapped[date | None]
    done_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    dropped_why: Mapped[Words]
