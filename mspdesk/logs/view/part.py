"""The logs of one client: troubleshooting logs and calls, a segment for each."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QStackedWidget, QWidget

from ...dates import clock_time, short_date
from ...desk.area import Place
from ...desk.desk import Desk
from ...documentation.queries.devices import devices_of
from ...widgets.boxes import STRETCH
from ...widgets.entry import ChoiceEntry
from ...widgets.form import Field, Form
from ...widgets.layout import column, row, stack
from ...widgets.list_form import ListForm
from ...widgets.segments import SegmentControl
from ...widgets.table import Column, Table, TagCell
from .. import actions, queries
from ..queries import LogRow
from ..rules import REASONS
from .calls import CallsPart
from .tsr import TsrLogView, head_fields


class LogsPart(QWidget):
    """Troubleshooting logs, one of them open over the list, and calls to third parties."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._client_id = 0
        self.kinds = SegmentControl("Logs", [("tsr", "TSR logs"), ("calls", "Calls")], self._show)
        self.table = Table[LogRow](
            (
                Column("number", "No.", "id", lambda r: r.number, width=80),
                Column("started", "Started", "date", _started, width=140),
                Column("problem", "Problem", "title", lambda r: r.problem or "Not said", stretch=3),
                Column("device", "Device", "text", lambda r: r.device, stretch=1),
                Column("person", "By", "muted", lambda r: r.person, width=130),
                Column("tries", "Tries", "num", lambda r: str(r.tries), width=60),
                Column("state", "", "tag", _state, width=84),
            ),
            name="TSR logs",
            empty="No TSR log yet. Keep one in any disaster, on any call to a vendor, or after "
            "thirty minutes without progress.",
        )
        self.list = ListForm(self.table, "New TSR log", self._make)
        self.table.activated_row.disconnect(self.list.edit)
        self.table.activated_row.connect(lambda one: self.open_log(one.id))
        self.log = TsrLogView(desk, self.back)
        self.calls = CallsPart(desk)
        self._pages = QStackedWidget()
        for page in (self.list, self.log, self.calls):
            self._pages.addWidget(page)
        stack(self, column(row(self.kinds, STRETCH), margin=(22, 12, 22, 0)), self._pages)
        desk.keep_fresh(self, {"tsr_log", "tsr_row"}, self._reload)

    def show_id(self, client_id: int) -> None:
        """Show the logs of another client."""
        if client_id != self._client_id:
            self._client_id = client_id
            self.list.turn_to(client_id)
            self._pages.setCurrentWidget(self.list)
            self.kinds.choose("tsr")
        self.calls.show_id(client_id)
        self._reload()

    def arrive(self, place: Place) -> None:
        """Open a log, begin one, or write down a call."""
        about = place.about
        if about.get("call"):
            self.kinds.choose("calls")
            self.calls.begin()
        elif about.get("log_id"):
            self.open_log(about["log_id"])
        elif about.get("new"):
            self.kinds.choose("tsr")
            self.list.edit(None)

    def open_log(self, log_id: int) -> None:
        """Show one log over the list."""
        self.kinds.choose("tsr")
        self.log.show_log(log_id)
        self._pages.setCurrentWidget(self.log)
        self.log.focus_line()

    def back(self) -> None:
        """Show the list again."""
        self._pages.setCurrentWidget(self.list)
        self.table.setFocus()

    def _show(self, key: str) -> None:
        self._pages.setCurrentWidget(self.calls if key == "calls" else self.list)

    def _reload(self) -> None:
        if self._client_id:
            self.table.show_rows(self._desk.ask(queries.logs, self._client_id))

    def _make(self, _row: LogRow | None) -> QWidget:
        devices = [(one.id, one.name) for one in self._desk.ask(devices_of, self._client_id)]
        reasons = [(key, words) for key, words in REASONS.items() if key != "dr_event"]
        form = Form(
            [
                *head_fields(),
                Field("device_id", "Device", ChoiceEntry(devices, "None")),
                Field("reason", "Why a log", ChoiceEntry(reasons)),
            ],
            columns=2,
            on_save=self._begin,
            save="Begin log",
            on_cancel=self.list.back,
        )
        form.set_values({"reason": "asked"})
        return form

    def _begin(self, values: dict[str, Any]) -> None:
        log_id = self._desk.do(actions.begin_log, self._client_id, values)
        self.list.back()
        self.open_log(log_id)


def _started(row: LogRow) -> str:
    return f"{short_date(row.started_at.date())}, {clock_time(row.started_at)}"


def _state(row: LogRow) -> TagCell:
    return TagCell("Closed", "green") if row.ended_at else TagCell("Open", "amber")
