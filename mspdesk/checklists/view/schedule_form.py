"""The form of a schedule, with its next twelve dates beside it while it is typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from ...dates import full_date, today
from ...desk.desk import Desk
from ...errors import UserError
from ...people.queries import people
from ...people.queries import roles as hats
from ...shop.rules import WEEKDAYS
from ...tickets.rules import PRIORITY_WORDS
from ...widgets.entry import (
    CheckEntry,
    ChoiceEntry,
    ClockEntry,
    DateEntry,
    Found,
    LookupEntry,
    NoteEntry,
    NumberEntry,
    TakesEntry,
    TextEntry,
)
from ...widgets.form import Field, Form, Heading
from ...widgets.layout import STRETCH, Panel, Scroll, column, lead_focus, stack
from ...widgets.picker import CanvasInspector
from ...widgets.safe import Label
from ...widgets.table import Column, Table
from ..actions.schedules import add_schedule, edit_schedule
from ..queries import coming, masters
from ..queries.coming import Coming
from ..queries.schedules import ScheduleRow, clients_for, draft_of
from ..rules import recurrence
from ..rules.recurrence import EVENTS, Rule
from ..rules.schedule import PRESETS, Preset

DATES = 12
LOOK_MS = 150
_DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_KINDS = (
    ("day", "On a day of the month"),
    ("nth", "On a weekday of the month"),
    ("workday", "On a working day of the month"),
    ("weekly", "On weekdays"),
    ("daily", "Every working day"),
    ("yearly", "Once a year"),
    ("after", "After something happens"),
)
_WHICH = ((1, "First"), (2, "Second"), (3, "Third"), (4, "Fourth"), (-1, "Last"))
_FROM = ((-1, "from the end of the month"), (1, "from its beginning"))
_PARTS: Mapping[str, tuple[str, ...]] = {
    "day": ("day", "every"),
    "nth": ("which", "weekday", "every"),
    "workday": ("workday", "from_end", "every"),
    "weekly": ("weekdays", "every"),
    "daily": (),
    "yearly": ("year_day", "every"),
    "after": ("event", "days_after"),
}
_ALL_PARTS = tuple(dict.fromkeys(name for names in _PARTS.values() for name in names))
_TICKET = ("ahead_days", "priority", "estimate_minutes", "ticket_title", "ticket_words")
_UNITS = {"weekly": "weeks", "yearly": "years"}


def rule_of(values: Mapping[str, Any]) -> str:
    """The rule that the fields of the form say; raises UserError naming what is missing."""
    kind = values["kind"]
    if kind == "day":
        return f"day:{_said(values, 'day')}"
    if kind == "nth":
        name, which = WEEKDAYS[_said(values, "weekday")], _said(values, "which")
        return f"last:{name}" if which == -1 else f"nth:{which}:{name}"
    if kind == "workday":
        return f"workday:{_said(values, 'workday') * _said(values, 'from_end')}"
    if kind == "weekly":
        return f"weekly:{','.join(read_weekdays(_said(values, 'weekdays')))}"
    if kind == "yearly":
        day: date = _said(values, "year_day")
        return f"yearly:{day:%m-%d}"
    return f"after:{_said(values, 'event')}" if kind == "after" else "daily"


def _said(values: Mapping[str, Any], name: str) -> Any:
    if values.get(name) in (None, ""):
        raise UserError("Fill this in.", name)
    return values[name]


def read_weekdays(text: str) -> list[str]:
    """Weekdays as people type them: Mon, Wed and Fri; raises UserError naming `weekdays`."""
    words = text.lower().replace(" and ", ",").replace(" ", ",").split(",")
    found = {word[:3] for word in words if word}
    if not found or not found <= set(WEEKDAYS):
        raise UserError("Type weekdays, such as Mon, Wed, Fri.", "weekdays")
    return [name for name in WEEKDAYS if name in found]


def parts_of(text: str) -> dict[str, Any]:
    """A rule as the fields of the form show it."""
    rule: Rule = recurrence.parse(text)
    found: dict[str, Any] = {"kind": "nth" if rule.kind == "last" else rule.kind}
    match rule.kind:
        case "day":
            found["day"] = rule.n
        case "nth" | "last":
            found |= {"which": rule.n, "weekday": rule.weekdays[0]}
        case "workday":
            found |= {"workday": abs(rule.n), "from_end": 1 if rule.n > 0 else -1}
        case "weekly":
            found["weekdays"] = ", ".join(_DAY_NAMES[n][:3] for n in rule.weekdays)
        case "yearly":
            found["year_day"] = date(
                today().year, rule.month, min(rule.n, 28 if rule.month == 2 else rule.n)
            )
        case "after":
            found["event"] = rule.event
    return found


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
        self._filling = False
        self._clients: dict[int, str] = {
            one.id: one.name for one in desk.ask(clients_for, "") if not one.internal
        }
        self._own = next((one for one in desk.ask(clients_for, "") if one.internal), None)
        self.form = Form(
            self._fields(),
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

    def _fields(self) -> list[Field | Heading]:
        team = [(one.id, one.name) for one in self._desk.ask(people)]
        lists = [(one.code, one.title) for one in self._desk.ask(masters.masters)]
        begin = [(one.key, one.title) for one in PRESETS]
        worn = [("", "Not said"), *((one.code, one.title) for one in self._desk.ask(hats))]
        fields: list[Field | Heading] = []
        if self._row is None:
            hint = "Fills the fields below; change what you like."
            whose = LookupEntry(self._find, "Type a few letters")
            fields += [
                Field("preset", "Begin with", ChoiceEntry(begin, "Choose"), help=hint, span=2),
                Field("code", "Checklist", ChoiceEntry(lists, "Choose"), required=True),
                Field("client_id", "For", whose, help="A client, or our own company."),
            ]
        fields += [
            Field(
                "title", "Title", TextEntry(), help="Leave empty for that of the checklist.", span=2
            ),
            Heading("When"),
            Field("kind", "It comes", ChoiceEntry(_KINDS), required=True),
            Field("day", "Day", NumberEntry(1, 31), help="31 is the last one of any month."),
            Field("which", "Which one", ChoiceEntry(_WHICH)),
            Field("weekday", "Weekday", ChoiceEntry(list(enumerate(_DAY_NAMES)))),
            Field("workday", "Working day", NumberEntry(1, recurrence.MOST_WORKDAYS)),
            Field("from_end", "Counted", ChoiceEntry(_FROM)),
            Field("weekdays", "Weekdays", TextEntry("Mon, Wed, Fri")),
            Field("year_day", "Day of the year", DateEntry()),
            Field(
                "event",
                "When",
                ChoiceEntry(
                    [(key, f"{words[0].upper()}{words[1:]}") for key, words in EVENTS.items()]
                ),
            ),
            Field("days_after", "Days later", NumberEntry(0, 365, "days")),
            Field("every", "Every", NumberEntry(1, recurrence.MOST_EVERY, "months")),
            Field("begins_on", "Not before", DateEntry()),
            Field(
                "at_minute", "Time", ClockEntry("9:00"), help="Leave empty to keep no time free."
            ),
            Field("minutes", "Takes", TakesEntry("2 h")),
            Field(
                "assigned_id",
                "Technician",
                ChoiceEntry([(None, "Who has the client's tickets"), *team]),
            ),
            Field("hat", "Hat it is done under", ChoiceEntry(worn)),
            Heading("Ticket", "It is never empty: the checklist is on it."),
            Field("opens_ticket", "Ticket", CheckEntry("Open a ticket for each time"), span=2),
            Field("ahead_days", "Days ahead", NumberEntry(0, 60, "days")),
            Field("priority", "Priority", ChoiceEntry([(n, PRIORITY_WORDS[n]) for n in (2, 3, 4)])),
            Field(
                "estimate_minutes",
                "Estimate",
                TakesEntry(),
                help="Leave empty for the length above.",
            ),
            Field("ticket_title", "Title of the ticket", TextEntry()),
            Field("ticket_words", "What is to be done", NoteEntry(lines=3), span=2),
            Field("notes", "Notes", NoteEntry(lines=2), span=2),
        ]
        return fields

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
            values: dict[str, Any] = {
                "kind": "nth",
                "which": 2,
                "weekday": 1,
                "every": 1,
                "days_after": 0,
                "day": 15,
                "workday": 3,
                "from_end": -1,
                "begins_on": today(),
                "opens_ticket": True,
                "ahead_days": 7,
                "priority": 3,
                "assigned_id": None,
                "hat": "",
            }
            if client_id is not None:
                values["client_id"] = self._found(client_id)
        else:
            values = {
                name: getattr(row, name)
                for name in self.form.names()
                if name in ScheduleRow.__dataclass_fields__
            }
            values |= parts_of(row.rule)
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
        values: dict[str, Any] = {
            "code": one.code,
            "title": one.title,
            "every": one.every,
            "at_minute": one.at_minute,
            "minutes": one.minutes,
            "opens_ticket": one.opens_ticket,
            "ahead_days": one.ahead_days,
            "priority": one.priority,
            "hat": one.hat,
            **parts_of(one.rule),
        }
        if one.ours and self._own is not None:
            values["client_id"] = self._found(self._own.id)
        return values

    def _show_parts(self) -> None:
        """Show the fields that the kind of rule and the ticket ask for."""
        kind = self.form.entry("kind").value() or "daily"
        hidden = set(_ALL_PARTS) - set(_PARTS[kind])
        if not self.form.entry("opens_ticket").value():
            hidden |= set(_TICKET)
        self.form.show_only({name for name in self.form.names() if name not in hidden})
        unit = _UNITS.get(kind, "months")
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
