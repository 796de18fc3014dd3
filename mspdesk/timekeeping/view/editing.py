"""Changing an entry in place: its words, its time, who pays, the client's yes."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ... import money
from ...dates import clock_span, hours_h, minute_of_day, today
from ...desk.desk import Desk
from ...errors import UserError
from ...shop.queries import shop
from ...widgets.buttons import Button
from ...widgets.cards import Card, Notice
from ...widgets.entry import ChoiceEntry, DateEntry, NumberEntry, TextEntry
from ...widgets.form import Field, Form
from ...widgets.layout import STRETCH, clear, column, row, stack
from ...widgets.safe import Label
from .. import actions, queries, rules
from ..queries import EntryRow
from .choosing import TargetEntry

_KINDS = [
    (rules.Kind.BILLABLE, "Bill it"),
    (rules.Kind.COVERED, "Included in the agreement"),
    (rules.Kind.PREPAID, "From prepaid hours"),
    (rules.Kind.NO_CHARGE, "No charge"),
]


class EntryEditor(QWidget):
    """One entry below the list: fields that may change, and why it bills in one sentence."""

    def __init__(self, desk: Desk, on_close: Callable[[], object]) -> None:
        super().__init__()
        self._desk, self._on_close = desk, on_close
        self._entry: EntryRow | None = None
        self.card = Card("Entry", "", "Close", on_close)
        self._place = column(gap=10)
        self.card.add(self._place)
        self.form: Form | None = None
        stack(self, self.card)
        self.hide()

    def entry_id(self) -> int | None:
        """The entry that is shown."""
        return self._entry.id if self._entry and not self.isHidden() else None

    def show_entry(self, entry: EntryRow, *, may_change: bool) -> None:
        """Show an entry; without `may_change` its facts and what can still be done about it."""
        if self.entry_id() == entry.id and self.form is not None and self.form.dirty():
            return
        self._entry = entry
        self.card.set_title(f"#{entry.number_int} {entry.title}")
        self.card.set_subtitle(entry.client_or_hat)
        place = self._place.layout()
        if place is None:
            return
        clear(place)
        editable = may_change and entry.state in ("", "unbilled") and entry.adjusts_id is None
        self.form = self._form(entry) if editable else None
        place.addWidget(Label(entry.why, "body", "ink2", wrap=True))
        for panel in self._desk.panels("entry.words"):
            said = self._desk.ask(panel.words, entry.id) if panel.words else ""
            if said:
                place.addWidget(Label(said, "body", "ink2", wrap=True))
        if entry.visit_id is not None and (trip := self._trip(entry.visit_id)):
            place.addWidget(Label(trip, "body", "ink2", wrap=True))
        if entry.needs_approval:
            place.addWidget(self._approval(entry))
        if self.form is not None:
            place.addWidget(self.form)
        place.addWidget(self._deeds(entry, editable=editable))
        self.show()

    def focus_first(self) -> None:
        """Go to the first field."""
        if self.form is not None:
            self.form.focus_first()

    def _trip(self, visit_id: int) -> str:
        """The visit this was part of, and its one charge (S112)."""
        trip = self._desk.ask(queries.visit, visit_id)
        if trip is None:
            return ""
        tickets = ", ".join(f"#{number}" for number in trip.tickets)
        charge = money.shown(trip.charge, self._desk.ask(shop).money)
        return f"On site with {tickets}: one trip charge of {charge} for the visit."

    # The form.

    def _form(self, entry: EntryRow) -> Form:
        fields = [
            Field("note", "What was done", TextEntry(), span=4),
            Field("ticket", "Ticket or hat", TargetEntry(self._desk, "Ticket or hat"), span=2),
            Field("day", "Day", DateEntry()),
            Field("span", "Time", TextEntry()),
            Field("category", "Spent on", ChoiceEntry(list(rules.CATEGORY_WORDS.items()))),
            Field("place", "Where", ChoiceEntry(list(rules.WHERE_WORDS.items()))),
            Field("break_minutes", "Break, minutes", NumberEntry(0, 600)),
            Field("rework_of", "Does again", TargetEntry(self._desk, "Does again", "Ticket no.")),
            Field("internal_note", "Internal note", TextEntry("Never printed"), span=4),
        ]
        form = Form(fields, columns=4, on_save=self._save, save="Save")
        form.set_values(
            {
                "note": entry.client_note,
                "day": entry.work_on,
                "span": span_words(entry),
                "category": entry.category,
                "place": entry.place,
                "break_minutes": entry.break_minutes,
                "internal_note": entry.internal_note,
            }
        )
        for name, ticket_id in (("ticket", entry.ticket_id), ("rework_of", entry.rework_of_id)):
            target = form.entry(name)
            if isinstance(target, TargetEntry) and ticket_id is not None:
                target.show_ticket(ticket_id)
        form.mark_clean()
        return form

    def _save(self, values: dict[str, Any]) -> None:
        entry = self._entry
        if entry is None:
            return
        changes = _changes(entry, values)
        try:
            if changes:
                self._desk.do(actions.edit_entry, entry.id, entry.version, changes)
        except UserError as error:
            names = {"client_note": "note"}
            raise UserError(error.text, names.get(error.field or "", error.field)) from error
        self._on_close()

    # What can be done besides.

    def _approval(self, entry: EntryRow) -> QWidget:
        """The question of double time, with both answers in it (S049)."""
        who = TextEntry("Who at the client said yes", "Who approved", width=220)
        on = DateEntry(name="Approved on", width=110)
        on.set_value(entry.work_on)

        def approve() -> None:
            try:
                day = on.value() or today()
                self._desk.do(actions.approve_after_hours, entry.id, who.value(), day)
            except UserError as error:
                self._desk.refuse(error)
                who.set_error(True)
                who.setFocus(Qt.FocusReason.OtherFocusReason)

        who.committed.connect(approve)
        buttons: list[QWidget] = [who, on, Button("Record approval", on_click=approve)]
        if self._desk.may("money"):
            regular = Button("Bill regular rate", on_click=lambda: self._regular(entry))
            buttons.append(regular)
        hours = hours_h(entry.billed_after_minutes)
        return Notice(
            "Did the client approve work after hours?",
            f"{hours} bills at the rate after hours once somebody there has said yes.",
            buttons,
            below=True,
        )

    def _regular(self, entry: EntryRow) -> None:
        self._try(lambda: self._desk.do(actions.bill_at_regular, entry.id))

    def _deeds(self, entry: EntryRow, *, editable: bool) -> QWidget:
        """Who pays, and delete or correct."""
        items: list[Any] = []
        if entry.state in ("", "unbilled") and not entry.internal and entry.adjusts_id is None:
            kind = ChoiceEntry(_KINDS, "Who pays", "Who pays", width=230)
            kind.set_value(entry.kind)
            reason = TextEntry("Reason", "Reason for who pays", width=170)
            change = Button("Change who pays", on_click=lambda: self._set_kind(entry, kind, reason))
            items += [kind, reason, change]
        items.append(STRETCH)
        if editable:
            items.append(Button("Delete", "danger", on_click=lambda: self._delete(entry)))
        else:
            name = "Minutes it should have been"
            minutes = NumberEntry(0, rules.MOST_A_DAY, "min", name, width=90)
            why = TextEntry("Why", "Reason of the correction", width=170)
            correct = Button("Correct", on_click=lambda: self._correct(entry, minutes, why))
            items += [minutes, why, correct]
        return row(*items)

    def _set_kind(self, entry: EntryRow, kind: ChoiceEntry, reason: TextEntry) -> None:
        self._try(
            lambda: self._desk.do(actions.set_kind, entry.id, str(kind.value()), reason.value())
        )

    def _delete(self, entry: EntryRow) -> None:
        if self._try(lambda: self._desk.do(actions.delete_entry, entry.id)):
            self._on_close()

    def _correct(self, entry: EntryRow, minutes: NumberEntry, why: TextEntry) -> None:
        def deed() -> None:
            self._desk.do(actions.adjust_entry, entry.id, minutes.value() or 0, why.value())

        if self._try(deed):
            self._on_close()

    def _try(self, deed: Callable[[], object]) -> bool:
        """Do it, or say in the status bar why not."""
        try:
            deed()
        except UserError as error:
            self._desk.refuse(error)
            return False
        return True


def span_words(entry: EntryRow) -> str:
    """An entry's time as it would be typed: 9:10-9:55, or 45."""
    if not entry.timed:
        return str(entry.minutes)
    start = minute_of_day(entry.started_at)
    return f"{clock_span(start)}-{clock_span(start + entry.minutes + entry.break_minutes)}"


def _changes(entry: EntryRow, values: dict[str, Any]) -> dict[str, Any]:
    """What is different from the entry as it was shown."""
    ticket_id, role_id = values["ticket"] or (None, None)
    again, _ = values["rework_of"] or (None, None)
    typed = {
        "note": (values["note"], entry.client_note),
        "day": (values["day"], entry.work_on),
        "span": (values["span"], span_words(entry)),
        "category": (values["category"], entry.category),
        "place": (values["place"], entry.place),
        "break_minutes": (values["break_minutes"] or 0, entry.break_minutes),
        "internal_note": (values["internal_note"], entry.internal_note),
        "rework_of_id": (again, entry.rework_of_id),
    }
    changes = {name: new for name, (new, old) in typed.items() if new != old}
    if ticket_id is not None and ticket_id != entry.ticket_id:
        changes["ticket_id"] = ticket_id
    elif ticket_id is None and role_id is not None:
        changes["hat_id"] = role_id
    if "break_minutes" in changes and "span" not in changes:
        changes["span"] = span_words(entry)
    return changes


__all__ = ["EntryEditor", "span_words"]
