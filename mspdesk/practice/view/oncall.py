"""The roster: who is on call on which date, and the calls that came in (S049)."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from PySide6.QtWidgets import QWidget

from ...clients.queries import client_names
from ...dates import add_months, clock_time, full_date, hours_h, month_start, now, today
from ...desk.area import Place
from ...desk.desk import Desk
from ...money import shown
from ...people.queries import people
from ...shop.queries import shop
from ...widgets.buttons import Button
from ...widgets.entry import (
    ChoiceEntry,
    ClockEntry,
    DateEntry,
    MoneyEntry,
    NumberEntry,
    TextEntry,
)
from ...widgets.form import Field, Form
from ...widgets.laid import Laid
from ...widgets.layout import STRETCH, Notice, Section, Toolbar, column, lead_focus, row, stack
from ...widgets.segments import SegmentControl
from ...widgets.table import Column, Table
from ..actions import oncall as actions
from ..printables.night import NIGHT_SHEET
from ..queries import oncall as queries
from ..queries.oncall import CallRow, DutyRow
from ..rules.oncall import KIND_MEANS, KINDS
from .numbers import ticket_by_number, ticket_numbered

AHEAD = 28
"""Days ahead that the roster shows; nights without anybody are told for the next seven."""

_TABLES = {"on_call", "on_call_call", "person", "ticket", "client"}


class OnCallPart(QWidget):
    """Times on call by date; below them the calls of the chosen one."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._money = desk.ask(shop).money
        self.spans = SegmentControl(
            "Which dates",
            [("ahead", "From today"), ("month", "This month"), ("last", "Last month")],
            lambda _key: self._reload(),
        )
        self.new_button = Button("Put on call", "primary", "plus", self.new)
        self.call_button = Button("Write down a call", on_click=self.new_call)
        self.sheet_button = Button("Night sheet", icon="printer", on_click=self.print_shown)
        self.remove_button = Button("Remove", on_click=self._remove, name="Remove the chosen time")
        self.bar = Toolbar(
            "On call",
            "",
            STRETCH,
            self.remove_button,
            self.sheet_button,
            self.call_button,
            self.new_button,
        )
        self.notice = Notice("", "", icon="clock", color="amber")
        self.table = Table[DutyRow](
            (
                Column("on", "Day", "date", lambda r: f"{r.on:%a}, {full_date(r.on)}", width=150),
                Column("person", "Who", "title", lambda r: r.person, stretch=2),
                Column("from", "From", "date", lambda r: clock_time(r.begins_at), width=84),
                Column("to", "To", "date", _until, width=132),
                Column("kind", "How bound", "text", lambda r: KINDS.get(r.kind, r.kind), stretch=2),
                Column("calls", "Calls", "num", lambda r: str(r.calls or ""), width=56),
                Column("minutes", "Worked", "num", _worked, width=72),
                Column("stipend", "Stipend", "money", self._stipend, hide_under=1300),
            ),
            name="On call",
            on_activate=self.edit,
            on_select=lambda _row: self._show_calls(),
            empty="Nobody is on call. Night work is a choice to be kept rare.",
        )
        self.heading = Section("Calls", "")
        self.calls = Table[CallRow](
            (
                Column("at", "When", "date", _when, width=150),
                Column("client", "Client", "title", lambda r: r.client or "Nobody's", stretch=1),
                Column("words", "What it was", "text", lambda r: r.words, stretch=3),
                Column("minutes", "Minutes", "num", _minutes, width=76),
                Column("ticket", "Ticket", "id", lambda r: f"#{r.ticket}" if r.ticket else ""),
            ),
            name="Calls of the chosen time",
            on_activate=self.edit_call,
            empty="No call came in, or none is written down.",
        )
        body = QWidget()
        layout = stack(
            body,
            self.notice,
            column(self.table, margin=(6, 0, 6, 0)),
            column(self.heading, margin=(16, 4, 16, 0)),
            column(self.calls, margin=(6, 0, 6, 8)),
            gap=6,
        )
        layout.setStretch(1, 3)
        layout.setStretch(3, 2)
        self.pages = Laid(body, self.table)
        stack(self, self.bar, row(self.spans, STRETCH, margin=(16, 0, 16, 8)), self.pages)
        lead_focus(self, self.table)
        desk.keep_fresh(self, _TABLES, self._reload)

    # --- showing -------------------------------------------------------------------------------

    def _span(self) -> tuple[date, date]:
        day = today()
        month = month_start(day)
        if self.spans.current() == "month":
            return month, add_months(month, 1) - timedelta(days=1)
        if self.spans.current() == "last":
            return add_months(month, -1), month - timedelta(days=1)
        return day, day + timedelta(days=AHEAD)

    def _reload(self) -> None:
        rows = self._desk.ask(queries.roster, *self._span())
        if self.spans.current() == "ahead":
            # What began yesterday and is over stands with its month.
            rows = [one for one in rows if one.ends_at > now()]
        self.table.show_rows(rows)
        if self.table.selected() is None:
            self.table.select_first()
        here = self._desk.ask(queries.on_call_at, now())
        names = ", ".join(one.person for one in here)
        calls = sum(one.calls for one in rows)
        minutes = hours_h(sum(one.minutes for one in rows))
        count = "1 call" if calls == 1 else f"{calls} calls"
        self.bar.set_title("On call", f"now: {names or 'nobody'}. {count}, {minutes} worked")
        self._tell_gaps(bool(rows))
        self._show_calls()

    def _tell_gaps(self, kept: bool) -> None:
        """Name the coming nights without anybody, once a roster is kept at all."""
        day = today()
        gaps = self._desk.ask(queries.nobody_on, day, day + timedelta(days=6)) if kept else []
        if gaps and self.spans.current() == "ahead" and len(gaps) < 7:
            nights = ", ".join(f"{one:%A}" for one in gaps)
            self.notice.set_notice("Nights without anybody", f"In the next seven days: {nights}.")
            self.notice.setVisible(True)
        else:
            self.notice.setVisible(False)

    def _show_calls(self) -> None:
        chosen = self.table.selected()
        for button in (self.remove_button, self.call_button):
            button.setEnabled(chosen is not None)
        if chosen is None:
            self.calls.show_rows([])
            self.heading.set_note("of the chosen time")
            return
        self.calls.show_rows(self._desk.ask(queries.calls_of, chosen.id))
        self.heading.set_note(f"{chosen.person}, {full_date(chosen.on)}. {KIND_MEANS[chosen.kind]}")

    def _stipend(self, row_: DutyRow) -> str:
        return shown(row_.stipend, self._money) if row_.stipend is not None else ""

    # --- doing ---------------------------------------------------------------------------------

    def new(self) -> None:
        """Show the form that puts somebody on call on some dates."""
        form = Form(
            [
                Field("person_id", "Who", ChoiceEntry(self._staff()), required=True),
                Field("kind", "How bound", ChoiceEntry(list(KINDS.items())), required=True),
                Field("first", "First date", DateEntry(), required=True),
                Field("last", "Last date", DateEntry(), help="Empty: that date only."),
                Field("start", "From", ClockEntry(), required=True),
                Field("end", "To", ClockEntry(), help="Not after the start: next day."),
                Field("stipend", "Stipend each", MoneyEntry(self._money), help="If agreed."),
                Field("words", "Note", TextEntry()),
            ],
            columns=2,
            on_save=self._add,
            save="Save",
            on_cancel=self.pages.back,
        )
        form.set_values(
            {
                "person_id": None,
                "kind": "reachable",
                "first": today(),
                "last": None,
                "start": 17 * 60,
                "end": 8 * 60,
                "stipend": None,
                "words": "",
            }
        )
        words = "One entry a date. What being on call is paid with, the law and you decide."
        self.pages.lay("Put on call", words, form)

    def _add(self, values: dict[str, Any]) -> None:
        first = values["first"]
        self._desk.do(
            actions.add_duties,
            values["person_id"],
            first,
            values["last"] or first,
            values["start"],
            values["end"],
            values["kind"],
            stipend=values["stipend"],
            words=values["words"] or "",
        )
        self.pages.back()

    def edit(self, chosen: DutyRow) -> None:
        """Show the form of one time on call."""
        form = Form(
            [
                Field("person_id", "Who", ChoiceEntry(self._staff()), required=True),
                Field("kind", "How bound", ChoiceEntry(list(KINDS.items())), required=True),
                Field("first", "From the", DateEntry(), required=True),
                Field("start", "From", ClockEntry(), required=True),
                Field("last", "To the", DateEntry(), required=True),
                Field("end", "To", ClockEntry(), required=True),
                Field("stipend", "Stipend", MoneyEntry(self._money)),
                Field("words", "Note", TextEntry()),
            ],
            columns=2,
            on_save=lambda values: self._change(chosen, values),
            save="Save",
            on_cancel=self.pages.back,
        )
        form.set_values(
            {
                "person_id": chosen.person_id,
                "kind": chosen.kind,
                "first": chosen.begins_at.date(),
                "start": _minute(chosen.begins_at),
                "last": chosen.ends_at.date(),
                "end": _minute(chosen.ends_at),
                "stipend": chosen.stipend,
                "words": chosen.words,
            }
        )
        self.pages.lay(f"On call, {full_date(chosen.on)}", KIND_MEANS[chosen.kind], form)

    def _change(self, chosen: DutyRow, values: dict[str, Any]) -> None:
        changes = {
            "person_id": values["person_id"],
            "kind": values["kind"],
            "begins_at": _moment(values["first"], values["start"]),
            "ends_at": _moment(values["last"], values["end"]),
            "stipend": values["stipend"],
            "words": values["words"] or "",
        }
        self._desk.do(actions.edit_duty, chosen.id, chosen.version, changes)
        self.pages.back()

    def _remove(self) -> None:
        chosen = self.table.selected()
        if chosen is not None:
            self._desk.attempt(actions.remove_duty, chosen.id)

    def new_call(self) -> None:
        """Show the form of a call that came in during the chosen time."""
        chosen = self.table.selected()
        if chosen is not None:
            at = min(max(now(), chosen.begins_at), chosen.ends_at)
            self._call_form(chosen, None, at)

    def edit_call(self, call: CallRow) -> None:
        """Show the form of a call."""
        duty = self._desk.ask(queries.duty, call.duty_id)
        if duty is not None:
            self._call_form(duty, call, call.at)

    def _call_form(self, duty: DutyRow, call: CallRow | None, at: datetime) -> None:
        names = sorted(self._desk.ask(client_names).items(), key=lambda pair: pair[1].casefold())
        form = Form(
            [
                Field("on", "Date", DateEntry(), required=True),
                Field("minute", "At", ClockEntry(), required=True),
                Field("client_id", "Client", ChoiceEntry([(None, "Nobody's"), *names])),
                Field("minutes", "Minutes it took", NumberEntry(0, 960, "min")),
                Field("words", "What it was", TextEntry(), required=True, span=2),
                Field("ticket", "Ticket no.", ticket_numbered(), help="If it became one."),
            ],
            columns=2,
            on_save=lambda values: self._save_call(duty, call, values),
            save="Save call",
            on_cancel=self.pages.back,
        )
        form.set_values(
            {
                "on": at.date(),
                "minute": _minute(at),
                "client_id": call.client_id if call else None,
                "minutes": call.minutes if call else None,
                "words": call.words if call else "",
                "ticket": call.ticket if call else None,
            }
        )
        title = "Write down a call" if call is None else "Call"
        span = f"{clock_time(duty.begins_at)} to {_until(duty)}"
        self.pages.lay(title, f"{duty.person} was on call {full_date(duty.on)}, {span}.", form)

    def _save_call(self, duty: DutyRow, call: CallRow | None, values: dict[str, Any]) -> None:
        details = {
            "at": _moment(values["on"], values["minute"]),
            "client_id": values["client_id"],
            "minutes": values["minutes"],
            "words": values["words"] or "",
            "ticket_id": ticket_by_number(self._desk, values["ticket"]),
        }
        if call is None:
            self._desk.do(actions.add_call, duty.id, details)
        else:
            self._desk.do(actions.edit_call, call.id, call.version, details)
        self.pages.back()

    def _staff(self) -> list[tuple[Any, str]]:
        return [(one.id, one.name) for one in self._desk.ask(people)]

    # --- from elsewhere ------------------------------------------------------------------------

    def arrive(self, place: Place) -> None:
        """Show a time on call, or the form of a new one."""
        if place.about.get("new"):
            self.new()
        elif place.about.get("id"):
            self.pages.step_aside()
            self.spans.choose("ahead")
            self._reload()
            self.table.select(place.about["id"])
            self.table.setFocus()

    def new_here(self) -> bool:
        """N puts somebody on call."""
        self.new()
        return True

    def print_shown(self) -> None:
        """Ctrl+P prints the night sheet of the chosen time, of tonight without one."""
        chosen = self.table.selected()
        self._desk.print_document(NIGHT_SHEET, chosen.id if chosen else 0, "Night sheet")


def _until(row_: DutyRow) -> str:
    at = clock_time(row_.ends_at)
    if row_.ends_at.date() == row_.on:
        return at
    days = (row_.ends_at.date() - row_.on).days
    return f"{at}, next day" if days == 1 else f"{at}, {full_date(row_.ends_at.date())}"


def _worked(row_: DutyRow) -> str:
    return hours_h(row_.minutes) if row_.minutes else ""


def _when(row_: CallRow) -> str:
    return f"{full_date(row_.at.date())}, {clock_time(row_.at)}"


def _minutes(row_: CallRow) -> str:
    return "" if row_.minutes is None else str(row_.minutes)


def _minute(at: datetime) -> int:
    return at.hour * 60 + at.minute


def _moment(day: date, minute: int) -> datetime:
    return datetime.combine(day, time()) + timedelta(minutes=minute)
