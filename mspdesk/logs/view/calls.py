"""Calls to third parties: a list that adds up, and a form in the order of the call."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime, time, timedelta
from typing import Any

from PySide6.QtWidgets import QWidget

from ...dates import minute_of_day, short_date, today
from ...desk.desk import Desk
from ...errors import UserError
from ...shop.queries import shop
from ...vendors.queries import accounts, vendors
from ...widgets.buttons import Button
from ...widgets.entry import (
    ChoiceEntry,
    ClockEntry,
    DateEntry,
    Entry,
    Found,
    LookupEntry,
    NoteEntry,
    NumberEntry,
    TextEntry,
)
from ...widgets.form import Field, Form, Heading
from ...widgets.layout import lead_focus, stack
from ...widgets.list_form import ListForm
from ...widgets.safe import Label
from ...widgets.table import Column, Table, TagCell
from .. import actions, queries
from ..queries import CallRow
from ..rules import OWED_BY, total

_CHARGE = [("", "Not said"), ("no", "No charge"), ("yes", "They charge for it")]


class CallsPart(QWidget):
    """The calls about one client, or those of one log where one is shown."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._client_id = 0
        self._log_id: int | None = None
        self._ticket_id: int | None = None
        self.table = Table[CallRow](
            (
                Column("on", "Day", "date", lambda r: short_date(r.on), width=76),
                Column("vendor", "Who was called", "title", lambda r: r.vendor, stretch=2),
                Column("case", "Case no.", "id", lambda r: r.case_number, width=110),
                Column("who", "Their person", "text", lambda r: r.who, stretch=1),
                Column("advice", "What they said", "text", lambda r: r.advice, stretch=3),
                Column("hold", "Hold", "num", lambda r: _minutes(r.hold_minutes), width=56),
                Column("talk", "Talk", "num", lambda r: _minutes(r.talk_minutes), width=56),
                Column("owed", "Next step", "tag", _owed, width=110),
            ),
            name="Calls to third parties",
            empty="No call is written down yet. Note it while you are on hold.",
        )
        self.sum = Label("", "meta", "ink2")
        paper = Button("Print calls", kind="quiet", icon="printer", on_click=self.print_calls)
        self.list = ListForm(self.table, "Log a call", self._make, paper, self.sum)
        stack(self, self.list)
        lead_focus(self, self.list)
        desk.keep_fresh(self, {"vendor_call_log"}, self._reload)

    def show_id(self, client_id: int) -> None:
        """Show the calls about a client."""
        self._turn(client_id, None, None)

    def show_log(self, client_id: int, log_id: int) -> None:
        """Show the calls that belong to a log."""
        self._turn(client_id, log_id, None)

    def show_ticket(self, client_id: int, ticket_id: int) -> None:
        """Show the calls about a ticket; a new one stands in its TSR log (S061)."""
        self._turn(client_id, None, ticket_id)

    def _turn(self, client_id: int, log_id: int | None, ticket_id: int | None) -> None:
        self._client_id, self._log_id, self._ticket_id = client_id, log_id, ticket_id
        self.list.turn_to((client_id, log_id, ticket_id))
        self._reload()

    def begin(self) -> None:
        """Open the form of a new call."""
        self.list.edit(None)

    def _reload(self) -> None:
        if not self._client_id:
            return
        if self._log_id is not None:
            rows = self._desk.ask(queries.calls, tsr_log_id=self._log_id)
        elif self._ticket_id is not None:
            rows = self._desk.ask(queries.calls, ticket_id=self._ticket_id)
        else:
            rows = self._desk.ask(queries.calls, self._client_id)
        self.table.show_rows(rows)
        hold = total(row.hold_minutes for row in rows)
        talk = total(row.talk_minutes for row in rows)
        self.sum.set_text(f"{hold} min on hold, {talk} min of talk" if rows else "")

    def print_calls(self) -> None:
        """Print the list landscape, to be read to a vendor."""
        from ..printables.filled import CALLS

        key: Any = self._client_id if self._log_id is None else (None, self._log_id)
        if self._ticket_id is not None:
            key = (None, self._desk.ask(queries.open_log, self._ticket_id))
        self._desk.print_document(CALLS, key, "Third-party call log")

    # The form.

    def _make(self, row: CallRow | None) -> QWidget:
        day: Entry = DateEntry(day_first=self._desk.ask(shop).day_first)
        whom = LookupEntry(self._find, "A vendor, or any name")
        form = Form(
            [
                Heading("The call"),
                Field("who", "Who was called", whom, required=True),
                Field("phone", "Number", TextEntry()),
                Field("account_number", "Account no.", TextEntry()),
                Field("on", "Day", day, required=True),
                Field("caller", "Our authorized caller", TextEntry()),
                Field("case_number", "Case no.", TextEntry(), help="Ask for it first."),
                Field("agent", "Their name", TextEntry()),
                Field("agent_number", "Their ID", TextEntry()),
                Field("billable", "Charge", ChoiceEntry(_CHARGE)),
                Heading("How long", "Times count the minutes; without them type the minutes."),
                Field("called", "Called at", ClockEntry()),
                Field("answered", "Answered at", ClockEntry()),
                Field("ended", "Ended at", ClockEntry()),
                Field("hold_minutes", "On hold", NumberEntry(0, 1_440, "min")),
                Field("talk_minutes", "Talk", NumberEntry(0, 1_440, "min")),
                Heading("What came of it"),
                Field("advice", "What they said", NoteEntry(lines=3), span=3),
                Field("our_action", "What we did", NoteEntry(lines=2), span=3),
                Field("result", "Result", NoteEntry(lines=2), span=3),
                Field("promise", "Promise", TextEntry()),
                Field("next_on", "Due", DateEntry(day_first=self._desk.ask(shop).day_first)),
                Field("owed_by", "Who owes the next step", ChoiceEntry(list(OWED_BY.items()))),
            ],
            columns=3,
            on_save=lambda values: self._save(row, values),
            save="Save call",
            on_cancel=self.list.back,
        )
        whom.changed.connect(lambda: self._warn(form))
        form.set_values(_held(row) if row else {"on": today(), "owed_by": "", "billable": ""})
        return form

    def _warn(self, form: Form) -> None:
        """Say at once when the vendor does not list who is about to call (S064)."""
        kind, key = form.entry("who").value() or ("", None)
        ids = (key if kind == "vendor" else None, key if kind == "account" else None)
        words = self._desk.ask(queries.caller_warning, *ids, self._desk.person_id)
        form.box("who").help.set_help(words)
        form.box("who").help.set_tone("amber" if words else "ink3")

    def _find(self, text: str) -> list[Found]:
        """The client's accounts first, then vendors, then what was typed as a name."""
        wanted = text.strip().lower()
        found = [
            Found(("account", one.id), one.vendor, one.account_number)
            for one in self._desk.ask(accounts, client_id=self._client_id)
            if wanted in one.vendor.lower()
        ]
        held = {one.text for one in found}
        found += [
            Found(("vendor", one.id), one.name)
            for one in self._desk.ask(vendors, all_of_them=False)
            if wanted in one.name.lower() and one.name not in held
        ]
        if wanted and wanted not in {one.text.lower() for one in found}:
            found.append(Found(("name", text.strip()), text.strip(), "Somebody else"))
        return found[:8]

    def _save(self, row: CallRow | None, values: dict[str, Any]) -> None:
        kind, key = values.pop("who")
        named = {"account": "vendor_account_id", "vendor": "vendor_id", "name": "vendor"}[kind]
        details: dict[str, Any] = {"vendor_id": None, "vendor_account_id": None, "vendor": ""}
        details |= {named: key}
        charge = {"yes": True, "no": False}.get(values.pop("billable") or "")
        try:
            details |= _moments(values) | values | {"billable": charge}
            if row is None:
                whose = {
                    "client_id": self._client_id,
                    "tsr_log_id": self._log_id,
                    "ticket_id": self._ticket_id,
                }
                self._desk.do(actions.add_call, details | whose)
            else:
                self._desk.do(actions.edit_call, row.id, row.version, details)
        except UserError as error:
            raise UserError(error.text, _FIELDS.get(error.field or "", error.field)) from error
        self.list.back()


_FIELDS = {
    "vendor": "who",
    "called_at": "called",
    "answered_at": "answered",
    "ended_at": "ended",
}


def _moments(values: dict[str, Any]) -> dict[str, datetime | None]:
    """The three times on the day of the call; one that is earlier is after midnight."""
    day: date = values["on"]
    found: dict[str, datetime | None] = {}
    last: datetime | None = None
    for name in ("called", "answered", "ended"):
        minutes = values.pop(name)
        at = None
        if minutes is not None:
            at = datetime.combine(day, time()) + timedelta(minutes=minutes)
            if last is not None and at < last:
                at += timedelta(days=1)
            last = at
        found[f"{name}_at"] = at
    return found


def _held(row: CallRow) -> dict[str, Any]:
    values = asdict(row)
    if row.vendor_account_id is not None:
        key: tuple[str, Any] = ("account", row.vendor_account_id)
    elif row.vendor_id is not None:
        key = ("vendor", row.vendor_id)
    else:
        key = ("name", row.vendor)
    for name in ("called", "answered", "ended"):
        at = values[f"{name}_at"]
        values[name] = minute_of_day(at) if at else None
    values["who"] = Found(key, row.vendor)
    values["billable"] = {True: "yes", False: "no", None: ""}[row.billable]
    return values


def _minutes(minutes: int | None) -> str:
    return "" if minutes is None else str(minutes)


def _owed(row: CallRow) -> TagCell | None:
    if not row.owed_by:
        return None
    return TagCell(row.owed_words, "amber" if row.owed_by == "us" else "grey")
