"""The form of a schedule, with its next twelve dates beside it while it is typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from ...dates import full_date, today
from ...desk.desk import Desk
from ...errors import UserError
from ...people.queries import people
from ...people.queries import roles as hats
from ...widgets.entry import ChoiceEntry, Found
from ...widgets.form import Form
from ...widgets.layout import STRETCH, Panel, Scroll, column, lead_focus, stack
from ...widgets.picker import CanvasInspector
from ...widgets.safe import Label
from ...widgets.table import Column, Table
from ..actions.schedules import add_schedule, edit_schedule
from ..queries import coming, masters
from ..queries.across import vendor_names
from ..queries.choices import run_choices
from ..queries.planned import Coming
from ..queries.schedules import ScheduleRow, clients_for, draft_of
from ..rules.schedule import PRESETS, Preset
from .schedule_fields import (
    ALL_PARTS,
    PARTS,
    TICKET,
    UNITS,
    Offered,
    fields_of,
    of_preset,
    parts_of,
    rule_of,
    usual,
)

DATES = 12
LOOK_MS = 150


class ScheduleEditor(QWidget):
    """A new schedule, or one being changed: the form, and the dates that follow from it."""

    def __init__(
        self,
        desk: Desk,
        row: ScheduleRow | None,
        *,
        on_done: Callable[[int], object],
        on_cancel: Callable[[], object],
        client_id: int | None = None,
    ) -> None:
        super().__init__()
        self.setAccessibleName("Schedule")
        self._desk, self._row, self._on_done = desk, row, on_done
        self._filling, self._short = False, False
        self._places_of: int | None = None
        self._code = ""
        self._clients: dict[int, str] = {
            one.id: one.name for one in desk.ask(clients_for, "") if not one.internal
        }
        self._own = next((one for one in desk.ask(clients_for, "") if one.internal), None)
        self.form = Form(
            fields_of(self._offered(), new=row is None),
            columns=2,
            on_save=self._save,
            save="Save schedule" if row else "Add schedule",
            on_cancel=on_cancel,
        )
        self.words = Label("", "strong", wrap=True)
        self.said = Label("", "meta", "ink2", wrap=True)
        self.dates = Table[Coming](
            (Column("on", "Day", "two_line", _told, stretch=1, color=_ink),),
            name="Next twelve dates",
            key=lambda one: one.period,
            row="two_line",
            side=2,
            empty="Nothing comes yet.",
        )
        title = f"{row.title}, {row.whose}" if row else "New schedule"
        body = column(Label(title, "record"), 6, self.form, STRETCH, margin=(22, 14, 22, 22))
        side = Panel("sheet")
        stack(
            side,
            Label("Next twelve dates", "card"),
            self.words,
            self.said,
            6,
            self.dates,
            gap=4,
            margin=(16, 16, 12, 12),
        )
        stack(self, CanvasInspector("schedule-form", Scroll(body), side))
        lead_focus(self, self.form)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(LOOK_MS)
        self._later.timeout.connect(self.look)
        for name in self.form.names():
            self.form.entry(name).changed.connect(self._changed)
        self._fill(client_id)
        self.look()

    # Fields.

    def _offered(self) -> Offered:
        ask = self._desk.ask
        return Offered(
            [(one.id, one.name) for one in ask(people)],
            [(one.code, one.title) for one in ask(masters.masters)],
            [(one.code, one.title) for one in ask(hats)],
            ask(vendor_names),
            self._find,
        )

    def _find(self, text: str) -> list[Found]:
        wanted = text.strip().casefold()
        found = [
            Found(id_, name) for id_, name in self._clients.items() if wanted in name.casefold()
        ]
        if self._own is not None and (not wanted or wanted in self._own.name.casefold()):
            found.append(Found(self._own.id, self._own.name, "Our own company"))
        return found[:12]

    def _fill(self, client_id: int | None) -> None:
        """Show the schedule, or what is usual."""
        row = self._row
        self._filling = True
        if row is None:
            values = usual()
            if client_id is not None:
                values["client_id"] = self._found(client_id)
        else:
            values = {
                name: getattr(row, name)
                for name in self.form.names()
                if name in ScheduleRow.__dataclass_fields__
            }
            values |= parts_of(row.rule)
        self._offer_places(row.client_id if row is not None else client_id)
        self.form.set_values(values)
        self._filling = False
        self._show_parts()

    def _found(self, client_id: int | None) -> Found | None:
        if client_id is None:
            return None
        if self._own is not None and client_id == self._own.id:
            return Found(client_id, self._own.name)
        return Found(client_id, self._clients.get(client_id, ""))

    def _changed(self) -> None:
        if self._filling:
            return
        if self._row is None and self.form.entry("preset").value() != self._preset:
            self._take_preset()
        self._show_parts()
        self._later.start()

    _preset: str | None = None

    def _take_preset(self) -> None:
        """Fill the fields from what many shops have; whom it is for stays."""
        self._preset = self.form.entry("preset").value()
        one = next((preset for preset in PRESETS if preset.key == self._preset), None)
        if one is None:
            return
        self._filling = True
        for name, value in self._of_preset(one).items():
            self.form.entry(name).set_value(value)
        self._filling = False

    def _of_preset(self, one: Preset) -> dict[str, Any]:
        values = of_preset(one)
        if one.ours and self._own is not None:
            values["client_id"] = self._found(self._own.id)
        return values

    def _offer_places(self, client_id: int | None) -> None:
        """Offer the sites and devices of a client; one chosen before that is gone stays chosen."""
        self._places_of, row = client_id, self._row
        offered = self._desk.ask(run_choices, client_id) if client_id is not None else None
        for name, none, found in (
            ("site_id", "No site in particular", offered.sites if offered else ()),
            ("device_id", "No device in particular", offered.devices if offered else ()),
        ):
            before = getattr(row, name) if row is not None else None
            gone = before is not None and before not in dict(found)
            options = [(None, none), *found, *([(before, "The one chosen before")] if gone else [])]
            entry = self.form.entry(name)
            if isinstance(entry, ChoiceEntry):
                entry.set_options(options)
            entry.setEnabled(len(options) > 1)

    def _places(self) -> set[str]:
        """The fields about what it is done to that are not asked for: nobody's, or no short one."""
        client_id, code = self._places_of, self._row.code if self._row is not None else ""
        if self._row is None:
            client_id = self._value("client_id")
            code = self._value("code") or ""
            if client_id != self._places_of:
                self._filling = True
                self._offer_places(client_id)
                self._filling = False
        if code != self._code:
            self._code = code
            self._short = bool(code) and self._desk.ask(masters.has_short, code)
        hidden = set() if client_id is not None else {"site_id", "device_id"}
        return hidden if self._short else hidden | {"variant"}

    def _value(self, name: str) -> Any:
        try:
            return self.form.entry(name).value()
        except UserError:
            return None

    def _show_parts(self) -> None:
        """Show the fields that the kind of rule and the ticket ask for."""
        kind = self.form.entry("kind").value() or "daily"
        hidden = set(ALL_PARTS) - set(PARTS[kind]) | self._places()
        if not self.form.entry("opens_ticket").value():
            hidden |= set(TICKET)
        self.form.show_only({name for name in self.form.names() if name not in hidden})
        unit = UNITS.get(kind, "months")
        self.form.box("every").call("Every", f"1 is each of the {unit}, 2 every other one.")

    # Looking ahead and saving.

    def facts(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """What the fields say, as a schedule keeps it; raises UserError by field."""
        kept = {
            name: value
            for name, value in values.items()
            if name in ScheduleRow.__dataclass_fields__ and name not in ("code", "rule")
        }
        kept["rule"] = rule_of(values)
        kept["every"] = values.get("every") or 1
        kept["days_after"] = values.get("days_after") or 0
        if "ahead_days" in kept:
            kept["ahead_days"] = kept["ahead_days"] or 0
        if "hat" in kept:
            kept["hat"] = kept["hat"] or ""  # a hat that was given up is no choice any more
        return kept

    def look(self) -> None:
        """Show the dates that follow from what is typed; or what is missing for them."""
        self._later.stop()
        try:
            facts = self.facts(self._typed())
            day = today()
            row = self._desk.ask(draft_of, facts, self._row.id if self._row else None, day)
            words = row.words
            found = self._desk.ask(coming.coming, row, DATES, stored=False)
        except UserError as error:
            self.words.set_text("")
            self.said.set_text(error.text)
            self.dates.show_rows([])
            return
        self.words.set_text(words)
        self.said.set_text(self._summary(row, found))
        self.dates.show_rows(found)

    def _typed(self) -> dict[str, Any]:
        """What can be read of the fields in sight, without saying what is wrong."""
        found: dict[str, Any] = {}
        for name in self.form.shown():
            try:
                found[name] = self.form.entry(name).value()
            except UserError:
                found[name] = None
        return found

    def _summary(self, row: ScheduleRow, found: list[Coming]) -> str:
        if row.event:
            return "It has no dates of its own: it begins when that happens."
        clashes = sum(bool(one.clash) for one in found)
        given = sum(bool(one.why) for one in found)
        if clashes:
            return f"{clashes} of {len(found)} have no room. Choose another time or technician."
        if row.at_minute is not None and row.person_id is None:
            return "Nobody is named, so no time is kept free."
        if given:
            return f"{given} of {len(found)} move, so that nobody is in two places."
        return "All of them are free." if row.slot else ""

    def _save(self, values: dict[str, Any]) -> None:
        facts = self.facts(values)
        if self._row is None:
            code = values["code"]
            if not facts.get("title"):
                facts.pop("title", None)
            made = self._desk.do(add_schedule, code, facts)
        else:
            facts.pop("client_id", None)
            if not facts.get("title"):
                facts["title"] = self._row.checklist
            self._desk.do(edit_schedule, self._row.id, self._row.version, facts)
            made = self._row.id
        self._on_done(made)


def _told(one: Coming) -> tuple[str, str]:
    more = "; ".join(part for part in (one.time, one.clash or one.why) if part)
    return f"{one.on:%a}, {full_date(one.on)}", more


def _ink(one: Coming) -> str | None:
    return "red" if one.clash else None
