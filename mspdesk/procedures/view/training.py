"""The record of training: each person's own, and who had none for long (S148)."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from ...clients.queries import internal_id
from ...dates import full_date, hours_h, today
from ...desk.area import Place
from ...desk.desk import Desk
from ...errors import UserError
from ...exchange.columns import DATE, TEXT, WHOLE, OutColumn
from ...people.queries import people
from ...widgets.buttons import Button
from ...widgets.entry import (
    CheckEntry,
    ChoiceEntry,
    Found,
    LookupEntry,
    MinutesEntry,
    NoteEntry,
    TextEntry,
)
from ...widgets.form import Field, Form, Heading
from ...widgets.glyphs import Glyph, face_of
from ...widgets.laid import Laid
from ...widgets.layout import STRETCH, Ground, Toolbar, column, lead_focus, stack
from ...widgets.picker import Pick, Picker, PickerPage, PickGroup
from ...widgets.table import Column, Table
from ..actions import training as actions
from ..queries import training as queries
from ..queries.training import DAYS, TopicRow, TrainingRow, UntrainedRow
from .forms import day_entry

_TABLES = {"training", "training_topic", "person", "access"}
WAITING, TOPICS = 0, -1
"""Keys of the side list that are no people."""

EXPORT: tuple[OutColumn[TrainingRow], ...] = (
    OutColumn("Person", TEXT, lambda row: row.person),
    OutColumn("Day", DATE, lambda row: row.on),
    OutColumn("Topic", TEXT, lambda row: row.topic),
    OutColumn("From what", TEXT, lambda row: row.source),
    OutColumn("Result", TEXT, lambda row: row.result),
    OutColumn("Minutes", WHOLE, lambda row: row.minutes or 0),
    OutColumn("Notes", TEXT, lambda row: row.notes),
)


class TrainingPart(QWidget):
    """People one may look at on the left, what one of them learned on the right."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setAccessibleName("Training")
        self._desk = desk
        self.picker = Picker[int](
            "Whose training", on_select=self._show, on_enter=self._to_table, lines=2
        )
        self.away = Button("Take out", on_click=self._delete, name="Take out of the record")
        self.bar = Toolbar("Training", "", STRETCH, self.away, self._add_button("Record training"))
        self.table = Table[TrainingRow](
            (
                Column("on", "Day", "date", lambda r: full_date(r.on), width=110),
                Column("topic", "Topic", "two_line", _topic, stretch=4),
                Column("result", "Result", "text", lambda r: r.result, stretch=2),
                Column("minutes", "Time", "num", _minutes, width=70),
                Column("ticket", "Booked on", "id", _ticket, width=90),
            ),
            name="Training record",
            row="two_line",
            on_activate=self._edit,
            empty="Nothing yet. DNS, TCP/IP and DMARC are where everybody begins.",
        )
        self.waiting = Table[UntrainedRow](
            (
                Column("person", "Who", "title", lambda r: r.person, stretch=3),
                Column(
                    "last",
                    "Last training",
                    "date",
                    lambda r: full_date(r.last) if r.last else "Never",
                    width=130,
                ),
                Column("topic", "In", "muted", lambda r: r.topic, stretch=2),
                Column("missing", "Basics still open", "text", lambda r: r.missing, stretch=3),
            ),
            name=f"No training in {DAYS} days",
            key=lambda r: r.person_id,
            on_activate=lambda r: self._open(r.person_id),
            empty=f"Everybody learned something in the last {DAYS} days.",
        )
        self.topics = Table[TopicRow](
            (
                Column("title", "Topic", "title", lambda r: r.title, stretch=4),
                Column("basic", "", "muted", lambda r: "Basic" if r.basic else "", width=90),
                Column("people", "Trained", "num", lambda r: str(r.people or ""), width=90),
            ),
            name="Topics",
            key=lambda r: r.title,
            empty="No topics.",
        )
        self.topic_bar = Toolbar(
            "Topics", "", STRETCH, Button("Put topic away", on_click=self._retire_topic)
        )
        self.waiting_bar = Toolbar(
            f"No training in {DAYS} days", "", STRETCH, self._add_button("Record training now")
        )
        self._front = QStackedWidget()
        self._record = _page(self.bar, self.table)
        self._waits = _page(self.waiting_bar, self.waiting)
        self._topics = _page(self.topic_bar, self.topics)
        for page in (self._record, self._waits, self._topics):
            self._front.addWidget(page)
        self.laid = Laid(self._front, self.picker)
        side = Ground()
        stack(side, 8, self.picker)
        stack(self, PickerPage("training", side, self.laid))
        lead_focus(self, self.picker)
        desk.keep_fresh(self, _TABLES, self._reload)
        desk.person_changed.connect(self._reload)

    def _add_button(self, name: str) -> Button:
        add = Button("Record training", "primary", icon="plus", on_click=self.new)
        add.setAccessibleName(name)
        return add

    # --- showing -----------------------------------------------------------------------------

    def _reload(self) -> None:
        me = self._desk.person_id
        managed = set(self._desk.ask(queries.managed, me))
        rows = [one for one in self._desk.ask(people) if one.id == me or one.id in managed]
        waiting = self._desk.ask(queries.untrained, me)
        held = self.picker.selected_key()
        top = [Pick(TOPICS, "Topics", "What people learn about")]
        if managed - {me}:
            words = f"{len(waiting)} to look after" if waiting else "Nobody"
            top.insert(0, Pick(WAITING, f"No training in {DAYS} days", words))
        picks = [
            Pick(one.id, one.name, one.title, glyph=Glyph.avatar(face_of(one.name, one.id), 24))
            for one in rows
        ]
        self.picker.show_groups([PickGroup("", "", top), PickGroup("People", "", picks)])
        self.waiting.show_rows(waiting)
        self.topics.show_rows(self._desk.ask(queries.topics))
        if held is None or not self.picker.select(held):
            self.picker.select(me if me is not None else TOPICS)
        self._show(self.picker.selected_key())

    def _show(self, key: int | None) -> None:
        if key is None:
            return
        self.laid.step_aside()
        if key in (WAITING, TOPICS):
            self._front.setCurrentWidget(self._waits if key == WAITING else self._topics)
            return
        if not self._desk.ask(queries.may_see, self._desk.person_id, key):
            return
        rows = self._desk.ask(queries.record, [key])
        name = next((one.name for one in self._desk.ask(people) if one.id == key), "")
        minutes = sum(row.minutes or 0 for row in rows)
        self.bar.set_title(name, _sum(len(rows), minutes))
        self.table.show_rows(rows)
        self.away.setVisible(bool(rows))
        self._front.setCurrentWidget(self._record)

    def _open(self, person_id: int) -> None:
        self.picker.select(person_id)

    def _to_table(self) -> None:
        shown = self._front.currentWidget()
        if shown is not None:
            shown.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- deeds -------------------------------------------------------------------------------

    def new(self, ticket_id: int | None = None) -> None:
        """Show the form of a training, booked on a ticket; a half typed one is taken up again."""
        if self.laid.busy():
            self.laid.resume()
            return
        words = "One line for everybody who was there."
        form = self._form()
        if ticket_id is not None:
            held = Found(ticket_id, self._desk.ask(queries.ticket_words, ticket_id))
            form.set_values({"book": True, "ticket": held})
        self.laid.lay("Record training", words, form)

    def _form(self) -> Form:
        me = self._desk.person_id
        managed = set(self._desk.ask(queries.managed, me))
        who = [one for one in self._desk.ask(people) if one.id == me or one.id in managed]
        topics = [(one.title, one.title) for one in self._desk.ask(queries.topics)]
        form = Form(
            [
                Field("topic", "Topic", ChoiceEntry([*topics, ("", "Another topic")])),
                Field("other", "Another topic", TextEntry()),
                Field("on", "Day", day_entry(self._desk), required=True),
                Field("minutes", "How long", MinutesEntry()),
                Field("source", "From what", TextEntry("Lesson in the library, vendor class")),
                Field("result", "Result", TextEntry("Set up a test zone alone")),
                Field("notes", "Notes", NoteEntry(lines=2), span=3),
                Heading("Who was there"),
                *(Field(f"p{one.id}", one.name, CheckEntry(one.name)) for one in who),
                Heading("Time"),
                Field("book", "Book the time", CheckEntry("Book the time as overhead"), span=1),
                Field(
                    "ticket",
                    "On the ticket",
                    LookupEntry(self._find_ticket, "Final Friday, for instance"),
                    "Empty means the standing ticket of the hat",
                    span=2,
                ),
            ],
            columns=3,
            on_save=self._save,
            save="Record training",
            on_cancel=self.laid.back,
        )
        shown = self.picker.selected_key()
        chosen = shown if shown and shown > 0 else me
        form.set_values({"topic": topics[0][0], "on": today(), f"p{chosen}": True, "book": False})
        return form

    def _find_ticket(self, text: str) -> list[Found]:
        """Open tickets of our own company."""
        own, me = self._desk.ask(internal_id), self._desk.person_id
        if own is None or me is None:
            return []
        rows = self._desk.ask(queries.internal_tickets, own, text)
        return [Found(id_, f"#{number} {title}") for id_, number, title in rows]

    def _save(self, values: dict[str, Any]) -> None:
        chosen = [int(name[1:]) for name, on in values.items() if name[0] == "p" and on is True]
        try:
            self._desk.do(
                actions.record_training,
                chosen,
                values["other"] or values["topic"] or "",
                on=values["on"],
                source=values["source"] or "",
                result=values["result"] or "",
                minutes=values["minutes"],
                notes=values["notes"] or "",
                book=values["book"],
                ticket_id=values["ticket"] if values["book"] else None,
            )
        except UserError as error:
            field = None if error.field == "people" else error.field
            raise UserError(error.text, field) from error
        self.laid.back()
        self._reload()

    def _edit(self, one: TrainingRow) -> None:
        def save(values: dict[str, Any]) -> None:
            self._desk.do(
                actions.edit_training,
                one.id,
                values["on"],
                values["source"] or "",
                values["result"] or "",
                values["notes"] or "",
            )
            self.laid.back()

        form = Form(
            [
                Field("on", "Day", day_entry(self._desk), required=True),
                Field("source", "From what", TextEntry()),
                Field("result", "Result", TextEntry()),
                Field("notes", "Notes", NoteEntry(lines=3), span=3),
            ],
            columns=3,
            on_save=save,
            save="Save training",
            on_cancel=self.laid.back,
        )
        values = {"on": one.on, "source": one.source, "result": one.result, "notes": one.notes}
        form.set_values(values)
        self.laid.lay(one.topic, one.person, form)

    def _delete(self) -> None:
        """Take the line that is chosen out of the record; Undo brings it back."""
        one = self.table.selected()
        if one is None:
            self._desk.say("Choose what is to be taken out first.")
        else:
            self._desk.attempt(actions.delete_training, one.id)

    def _retire_topic(self) -> None:
        one = self.topics.selected()
        if one is not None and one.id is not None and not one.basic:
            self._desk.attempt(actions.retire_topic, one.id)
        else:
            self._desk.say("Choose a topic of your own. The three basic ones stay.")

    # What the room asks of a part.

    def arrive(self, place: Place) -> None:
        """Go to a person's record, or begin one."""
        if place.about.get("person_id"):
            self.picker.select(place.about["person_id"])
        if place.about.get("waiting"):
            self.picker.select(WAITING)
        if place.about.get("new"):
            self.new(place.about.get("ticket_id"))

    def new_here(self) -> bool:
        """N records training."""
        self.new()
        return True

    def focus_filter(self) -> None:
        """There is nothing to search; the list gets the keyboard."""
        self.picker.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def print_shown(self) -> None:
        """A record prints as a list."""
        self.export_list()

    def export_list(self) -> None:
        """Write the record in sight into a file."""
        self._desk.export("Training", EXPORT, self.table.rows())


def _page(bar: Toolbar, table: QWidget) -> QWidget:
    page = QWidget()
    stack(page, bar, column(table, margin=(0, 0, 0, 8)))
    lead_focus(page, table)
    return page


def _sum(times: int, minutes: int) -> str:
    """Twice, 2.5 h."""
    if not times:
        return ""
    often = {1: "Once", 2: "Twice"}.get(times, f"{times} times")
    return f"{often}, {hours_h(minutes)}" if minutes else often


def _topic(row: TrainingRow) -> tuple[str, str]:
    return row.topic, row.source


def _minutes(row: TrainingRow) -> str:
    return hours_h(row.minutes) if row.minutes else ""


def _ticket(row: TrainingRow) -> str:
    return f"#{row.ticket}" if row.ticket else ""
