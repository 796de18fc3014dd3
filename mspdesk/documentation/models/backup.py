"""Tables of backups and of what proves them."""

from datetime import date

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from ...database.base import Code, Flag, Minor, Name, Record, Words
from .fact import Fact


class BackupJob(Fact):
    """A backup that runs again and again (S090 to S092).

    Sizes in gigabytes, `speed` in tenths of a megabyte a second, `window_from` and `window_to` in
    minutes of the day, `every_minutes` between two runs, `growth` a year in millionths,
    `media_cost` in minor units each, `media_a_year` retired ones a year. `method` is disk, cloud,
    bdr, tape or other. The offline full copy is written once and never overwritten (S091): how
    often, on what, where it lies. `restore_steps` one a line.
    """

    __tablename__ = "backup_job"

    name: Mapped[Name]
    what: Mapped[Name] = mapped_column(default="")
    device_id: Mapped[int | None] = mapped_column(ForeignKey("device.id"), index=True)
    method: Mapped[Code] = mapped_column(default="disk")
    product: Mapped[Name] = mapped_column(default="")
    gigabytes: Mapped[int | None]
    speed: Mapped[int | None]
    window_from: Mapped[int | None]
    window_to: Mapped[int | None]
    every_minutes: Mapped[int | None]
    schedule: Mapped[Name] = mapped_column(default="")
    retention: Mapped[Name] = mapped_column(default="")
    growth: Mapped[int | None]
    goes_to: Mapped[Name] = mapped_column(default="")
    offline_full: Mapped[Flag]
    offline_every: Mapped[Code] = mapped_column(default="")
    offline_media: Mapped[Name] = mapped_column(default="")
    offline_place: Mapped[Name] = mapped_column(default="")
    offline_on: Mapped[date | None]
    media_cost: Mapped[Minor | None] = mapped_column(default=None)
    media_a_year: Mapped[int | None]
    key_place: Mapped[Name] = mapped_column(default="")
    last_good_on: Mapped[date | None]
    watched: Mapped[Name] = mapped_column(default="")
    restore_steps: Mapped[Words]
    media_score: Mapped[Name] = mapped_column(default="")


class RestoreTest(Record):
    """What was brought back from a backup, by whom, confirmed by whom (S076).

    `evidence` is restored, screenshot, boot or log: only `restored`, confirmed by somebody else
    than who did it, counts. `verified_by_id` is one of us, `verified_by` a name at the client.
    `result` is good, partly or failed.
    """

    __tablename__ = "restore_test"
    __table_args__ = (Index("ix_restore_test_job", "backup_job_id", "on"),)

    client_id: Mapped[int] = mapped_column(ForeignKey("client.id"), index=True)
    backup_job_id: Mapped[int] = mapped_column(ForeignKey("backup_job.id"))
    on: Mapped[date]
    item: Mapped[Name] = mapped_column(default="")
    restored_to: Mapped[Name] = mapped_column(default="")
    minutes: Mapped[int | None]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    verified_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    verified_by: Mapped[Name] = mapped_column(default="")
    evidence: Mapped[Code] = mapped_column(default="restored")
    result: Mapped[Code] = mapped_column(default="good")
    notes: Mapped[Words]


class FormFactor(Record):
    """A kind of backup medium weighed for a client, 0 to 5 a criterion; a zero rules it out (S090).

    `cost` is minor units a year.
    """

    __tablename__ = "form_factor"

    client_id: Mapped[int] = mapped_column(ForeignKey("client.id"), index=True)
    name: Mapped[Name]
    capacity: Mapped[int | None]
    speed: Mapped[int | None]
    media_life: Mapped[int | None]
    durability: Mapped[int | None]
    format_life: Mapped[int | None]
    restore_knowledge: Mapped[int | None]
    cost: Mapped[Minor | None] = mapped_column(default=None)
    chosen: Mapped[Flag]
    notes: Mapped[Words]
