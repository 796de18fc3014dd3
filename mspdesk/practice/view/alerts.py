"""Alerts as they come in, the kinds they are of, and a file of them before it is taken (S060)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QStackedWidget, QWidget

from ...dates import clock_time, full_date, now
from ...desk.area import Place
from ...desk.desk import Desk
from ...tickets.rules import status_words
from ...widgets.buttons import Button
from ...widgets.dialogs import choose_file
from ...widgets.laid import Laid
from ...widgets.layout import STRETCH, Toolbar, column, lead_focus, row, stack
from ...widgets.segments import SegmentControl
from ...widgets.table import Column, Table, TagCell
from .. import runs
from ..actions import alerts as actions
from ..queries import alerts as queries
from ..queries.alert_files import ReadAlert
from ..queries.alerts import AlertRow
from .alert_forms import alert_form
from .alert_kinds import KindsPage

_TABLES = {"alert", "alert_type", "ticket", "client", "device"}


class AlertsPart(QWidget):
    """Three pages: what came in, the kinds, and a file that is looked at before it is taken."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._read: list[ReadAlert] = []
        self.which = SegmentControl(
            "Alerts", [("alerts", "What came in"), ("kinds", "Kinds of alert")], self._turn
        )
        self.file_button = Button("From a file", icon="folder", on_click=self.choose_file)
        self.new_button = Button("Take an alert", "primary", "plus", self.new)
        self.bar = Toolbar("Alerts", "", STRETCH, self.file_button, self.new_button)
        self.table = Table[AlertRow](
            (
                Column("at", "When", "date", _when, width=176),
                Column("client", "Client", "title", lambda r: r.client, stretch=2),
                Column("device", "Device", "text", lambda r: r.device, stretch=1),
                Column(
                    "kind",
                    "Kind",
                    "text",
                    lambda r: r.kind or "None known",
                    stretch=1,
                    hide_under=1300,
                ),
                Column("text", "What it says", "text", lambda r: r.text, stretch=3),
                Column("ticket", "Ticket", "id", lambda r: f"#{r.ticket}" if r.ticket else ""),
                Column("status", "", "muted", _status, width=104, hide_under=1300),
            ),
            name="Alerts that came in",
            on_activate=self._open,
            empty="No alert yet. Type one in, or bring a file of your monitoring.",
        )
        self.pages = Laid(column(self.table, margin=(6, 0, 6, 8)), self.table)
        self.kinds = KindsPage(desk)
        self.preview = Table[ReadAlert](
            (
                Column("line", "Line", "num", lambda r: str(r.line), width=52),
                Column("client", "Client", "title", lambda r: r.client, stretch=2),
                Column("device", "Device", "text", lambda r: r.device, stretch=1),
                Column("kind", "Kind", "text", lambda r: r.kind or "None known", stretch=1),
                Column("text", "What it says", "text", lambda r: r.text, stretch=3),
                Column("state", "", "tag", _state, width=150),
                Column("wrong", "Why not", "muted", lambda r: r.wrong, stretch=2),
            ),
            name="Alerts of the file",
            empty="Nothing stands in this file.",
        )
        self.take_button = Button("Take", "primary", "check", self._take)
        self.leave_button = Button("Back without taking", on_click=self._leave)
        foot = row(self.take_button, self.leave_button, STRETCH, margin=(16, 8, 16, 12))
        self._bodies = QStackedWidget()
        for page in (self.pages, self.kinds, column(self.preview, foot, margin=(6, 0, 6, 0))):
            self._bodies.addWidget(page)
        stack(self, self.bar, row(self.which, STRETCH, margin=(16, 0, 16, 8)), self._bodies)
        lead_focus(self, self.table)
        desk.keep_fresh(self, _TABLES, self._reload)

    def _turn(self, key: str) -> None:
        self._bodies.setCurrentIndex(int(key == "kinds"))

    def _reload(self) -> None:
        rows = self._desk.ask(queries.newest)
        self.table.show_rows(rows)
        open_ones = len({one.ticket_id for one in rows if one.ticket_id and _is_open(one)})
        count = "1 ticket" if open_ones == 1 else f"{open_ones} tickets"
        self.bar.set_title("Alerts", f"{count} open from the newest {len(rows)}")

    def _open(self, chosen: AlertRow) -> None:
        if chosen.ticket_id is not None:
            self._desk.go(Place("tickets", chosen.ticket_id))

    # --- one alert -----------------------------------------------------------------------------

    def new(self) -> None:
        """Show the form of an alert that is typed in."""
        self.which.choose("alerts")
        form = alert_form(self._desk, self._save, self.pages.back)
        words = "Its words tell the kind. A repeat joins the ticket that is open."
        self.pages.lay("Take an alert", words, form)

    def _save(self, values: dict[str, Any]) -> None:
        taken = self._desk.do(
            actions.take_alert,
            values["client"],
            values["text"] or "",
            device_id=values["device"],
            at=now(),
            mark=(values["mark"] or "").strip(),
            kind_id=values["kind"],
        )
        self.pages.back()
        self.table.select(taken.alert_id)

    # --- a file --------------------------------------------------------------------------------

    def choose_file(self) -> None:
        """Ask for a file of alerts and show what it would do."""
        path = choose_file(self, "A file of alerts", "Tables (*.csv *.txt *.tsv *.xlsx)")
        if path is not None:
            self.look_at(path)

    def look_at(self, path: Path) -> None:
        """Read a file on the worker and show its alerts."""
        self._desk.fetch("Looking at the alerts", runs.look_at_alerts, path).then(self._show_file)

    def _show_file(self, found: list[ReadAlert]) -> None:
        self._read = found
        self.preview.show_rows(found)
        ready = sum(one.ready for one in found)
        self.take_button.set_text(f"Take {ready} alert{'' if ready == 1 else 's'}")
        self.take_button.setEnabled(ready > 0)
        self._bodies.setCurrentIndex(2)
        self.preview.setFocus()

    def _take(self) -> None:
        self.take_button.setEnabled(False)
        self._desk.run("Bringing in alerts", runs.bring_in, self._read).then(self._taken)

    def _taken(self, _done: runs.Brought) -> None:
        self._leave()
        self._reload()

    def _leave(self) -> None:
        self._read = []
        self._turn(self.which.current())
        self.table.setFocus()

    # --- from elsewhere ------------------------------------------------------------------------

    def arrive(self, place: Place) -> None:
        """Begin an alert, choose a file, or show the kinds."""
        if place.about.get("kinds"):
            self.which.choose("kinds")
            self._turn("kinds")
        elif place.about.get("file"):
            self.choose_file()
        elif place.about.get("new"):
            self._turn("alerts")
            self.new()

    def new_here(self) -> bool:
        """N types in an alert, or adds a kind where the kinds are in front."""
        if self.which.current() == "kinds":
            self.kinds.new()
        else:
            self.new()
        return True

    def print_shown(self) -> None:
        """Ctrl+P leads to the report of alerts."""
        self._desk.go(Place("reports", about={"report": "alerts"}))


def _when(row_: AlertRow) -> str:
    return f"{full_date(row_.at.date())}, {clock_time(row_.at)}"


def _is_open(row_: AlertRow) -> bool:
    return row_.status not in ("", "completed", "closed", "cancelled")


def _status(row_: AlertRow) -> str:
    return status_words(row_.status) if row_.status else ""


def _state(row_: ReadAlert) -> TagCell:
    if row_.wrong:
        return TagCell("Not understood", "amber")
    return TagCell("Came before", "grey") if row_.known else TagCell("Will be taken", "green")
