"""The backups of a client: jobs with their windows, restore tests, media that were weighed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QStackedWidget, QWidget

from ...dates import full_date
from ...desk.area import Place
from ...desk.desk import Desk
from ...errors import UserError
from ...money import half_up
from ...shop.queries import shop
from ...widgets.buttons import Button, MenuButton
from ...widgets.entry import (
    CheckEntry,
    ChoiceEntry,
    ClockEntry,
    DateEntry,
    MoneyEntry,
    NoteEntry,
    NumberEntry,
    PercentEntry,
    QuantityEntry,
    TextEntry,
)
from ...widgets.form import Field, Form, Heading
from ...widgets.layout import STRETCH, lead_focus, row, stack
from ...widgets.list_form import ListForm
from ...widgets.segments import SegmentControl
from ...widgets.table import BarCell, Column, Table, TagCell
from ..actions import backups as actions
from ..queries import backups as queries
from ..queries.backups import JobRow
from ..queries.devices import devices_of
from ..rules import backups as rules
from .media import MediaPart
from .restores import RestoresPart

_SPEED = 1_000
"""Tenths of a megabyte in the ten-thousandths of an entry."""

EVERY = (15, 60, 240, 720, 1_440, 10_080)
"""Intervals offered, in minutes."""


class JobsPart(QWidget):
    """The backup jobs of a client; Enter opens one."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._client_id = 0
        self.table = Table[JobRow](
            _columns(), name="Backup jobs", empty="No backup is written down."
        )
        offline = Button("Offline copy made", icon="archive-restore", on_click=self._offline)
        more = MenuButton("", "ellipsis", "More about this backup job", self._more)
        self.list = ListForm(self.table, "New backup job", self._make, offline, more)
        stack(self, self.list)
        lead_focus(self, self.list)
        desk.keep_fresh(self, {"backup_job", "restore_test", "device"}, self._reload)

    def show_id(self, client_id: int) -> None:
        """Show the jobs of another client; a form for another waits."""
        self._client_id = client_id
        self.list.turn_to(client_id)
        self._reload()

    def arrive(self, place: Place) -> None:
        """Choose a job, or begin a new one."""
        if place.about.get("new"):
            self.list.edit(None)
        else:
            self.table.select(place.about.get("job_id"))

    def _reload(self) -> None:
        if self._client_id:
            self.table.show_rows(self._desk.ask(queries.jobs, self._client_id))
            if self.table.selected() is None:
                self.table.select_first()

    def _make(self, job: JobRow | None) -> QWidget:
        return job_form(self._desk, self._client_id, job, self._done, self.list.back)

    def _done(self, job_id: int) -> None:
        self.list.back()
        self._reload()
        self.table.select(job_id)

    def _offline(self) -> None:
        self._on_selected(actions.note_offline_copy)

    def _more(self) -> list[tuple[str, Callable[[], object]] | None]:
        job = self.table.selected()
        if job is None:
            return []
        return [
            ("Edit backup job", lambda: self.list.edit(job)),
            ("Duplicate backup job", lambda: self._on_selected(actions.duplicate_backup_job)),
            None,
            ("Retire backup job", lambda: self._on_selected(actions.retire_backup_job)),
        ]

    def _on_selected(self, verb: Any) -> None:
        job = self.table.selected()
        if job is None:
            self._desk.say("Choose a backup job first.")
            return
        made = self._desk.attempt(verb, job.id)
        self._reload()
        if isinstance(made, int):
            self.table.select(made)


def _columns() -> list[Column[JobRow]]:
    return [
        Column("name", "Backup", "title", lambda r: r.name, stretch=3),
        Column("device", "Of", "text", lambda r: r.device or r.what, stretch=2, hide_under=1400),
        Column("window", "Fills its window", "bar", window_bar, width=170),
        Column(
            "full",
            "Fits until",
            "date",
            lambda r: full_date(r.full_on) if r.full_on else "",
            width=104,
            hide_under=1100,
            color=lambda r: "red" if r.fits is False else None,
        ),
        Column("tested", "Restored", "tag", tested_tag, width=104),
        Column("offline", "Offline", "tag", offline_tag, width=104),
    ]


def window_bar(job: JobRow) -> BarCell:
    """How much of its window a backup fills: 9.26 of 12 h."""
    if job.hours is None:
        return BarCell(0, 1, "Size and speed?")
    words = rules.hours_words(job.hours)
    if job.window is None:
        return BarCell(0, 1, f"{words}, no window")
    whole = rules.hours_words(half_up(job.window * 100, 60))
    tone = "red" if job.fits is False else "accent"
    return BarCell(
        min(job.hours, job.window * 100 // 60),
        job.window * 100 // 60,
        f"{words.removesuffix(' h')} of {whole}",
        tone,
    )


def tested_tag(job: JobRow) -> TagCell:
    """When a person last brought something back, or that nobody has."""
    if job.tested is None:
        return TagCell("Untested", "hi")
    tone = "amber" if job.test_due or job.tested.result != "good" else "green"
    return TagCell(full_date(job.tested.on), tone)


def offline_tag(job: JobRow) -> TagCell:
    """When a full copy last went offline (S091)."""
    if not job.offline_full:
        return TagCell("None", "hi")
    if job.offline_on is None:
        return TagCell("Not yet", "hi")
    return TagCell(full_date(job.offline_on), "amber" if job.offline_late else "green")


def job_form(
    desk: Desk,
    client_id: int,
    job: JobRow | None,
    on_done: Callable[[int], object],
    on_cancel: Callable[[], object],
) -> Form:
    """The form of a backup job; what its numbers mean stands beside them."""
    the_shop = desk.ask(shop)
    dates_of = the_shop.day_first
    devices = [(one.id, one.name) for one in desk.ask(devices_of, client_id)]
    every = [(minutes, rules.interval_words(minutes)) for minutes in EVERY]
    if job is not None and job.every_minutes and job.every_minutes not in EVERY:
        every.append((job.every_minutes, rules.interval_words(job.every_minutes)))
    form = Form(
        [
            Field("name", "Name", TextEntry("Server image"), required=True),
            Field("what", "What is backed up", TextEntry()),
            Field("device_id", "Device", ChoiceEntry([(None, "None of them"), *devices])),
            Field("method", "Kept on", ChoiceEntry(list(rules.METHODS.items()))),
            Field("product", "Product", TextEntry()),
            Field("goes_to", "Goes to", TextEntry()),
            Heading("Does it fit?", "a backup ends inside the hours nobody works"),
            Field("gigabytes", "Size", NumberEntry(0, 100_000_000, "GB")),
            Field("speed", "Speed", QuantityEntry("60 MB/s", unit="MB/s")),
            Field("growth", "Grows a year", PercentEntry("20%")),
            Field("window_from", "Window begins", ClockEntry()),
            Field("window_to", "Window ends", ClockEntry()),
            Field("every_minutes", "Runs", ChoiceEntry([(None, "Not said"), *every])),
            Field("schedule", "In words", TextEntry("Every night at 10 pm")),
            Field("retention", "Kept for", TextEntry("30 days, 12 months")),
            Field("watched", "Watched by", TextEntry()),
            Heading("Offline full copy", "complete, away from the network, never overwritten"),
            Field("offline_full", "Offline", CheckEntry("A full copy goes offline")),
            Field("offline_every", "How often", ChoiceEntry(list(rules.OFFLINE_EVERY.items()))),
            Field("offline_on", "Last on", DateEntry(day_first=dates_of)),
            Field("offline_media", "On what", TextEntry("USB drive, 2 TB")),
            Field("offline_place", "Where it lies", TextEntry()),
            Field("media_cost", "One costs", MoneyEntry(the_shop.money)),
            Field("media_a_year", "Retired a year", NumberEntry(0, 10_000, "")),
            Heading("Restoring"),
            Field("last_good_on", "Last good backup", DateEntry(day_first=dates_of)),
            Field("key_place", "Encryption key lies", TextEntry(), help="Never the key."),
            Field(
                "restore_steps", "How it is restored", NoteEntry("One step a line", lines=5), span=2
            ),
            Field("notes", "Notes", NoteEntry(lines=5)),
        ],
        columns=3,
        on_save=lambda values: on_done(_save(desk, client_id, job, values)),
        save="Save backup job",
        on_cancel=on_cancel,
    )
    form.set_values({"method": "disk", "offline_every": ""})
    if job is not None:
        held = {name: getattr(job, name) for name in form.names()}
        held["speed"] = job.speed * _SPEED if job.speed is not None else None
        form.set_values(held)
    return form


def _save(desk: Desk, client_id: int, job: JobRow | None, values: dict[str, Any]) -> int:
    said = dict(values)
    speed = said["speed"]
    if speed is not None:
        if speed % _SPEED:
            raise UserError("One decimal is enough: 62.5.", "speed")
        said["speed"] = speed // _SPEED
    if job is None:
        return desk.do(actions.add_backup_job, client_id, said)
    desk.do(actions.edit_backup_job, job.id, job.version, said)
    return job.id


class BackupsPart(QWidget):
    """Jobs, restore tests and media behind three segments."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._client_id = 0
        self.jobs, self.tests, self.media = JobsPart(desk), RestoresPart(desk), MediaPart(desk)
        self.segments = SegmentControl(
            "Backups",
            [("jobs", "Jobs"), ("tests", "Restore tests"), ("media", "Media weighed")],
            on_change=self._show,
        )
        self._pages = QStackedWidget()
        for part in (self.jobs, self.tests, self.media):
            self._pages.addWidget(part)
        layout = stack(self, row(self.segments, STRETCH), self._pages)
        layout.setStretch(1, 1)
        lead_focus(self, self.jobs)

    def show_id(self, client_id: int) -> None:
        """Show another client's backups."""
        self._client_id = client_id
        self._show(self.segments.current())

    def arrive(self, place: Place) -> None:
        """Go to a job, or to the restore tests."""
        if place.about.get("tests"):
            self.segments.choose("tests")
        self._part().arrive(place)

    def _part(self) -> Any:
        return {"tests": self.tests, "media": self.media}.get(self.segments.current(), self.jobs)

    def _show(self, _key: str) -> None:
        part = self._part()
        if self._client_id:
            part.show_id(self._client_id)
        self._pages.setCurrentWidget(part)
