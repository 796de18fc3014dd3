"""Who takes the calls of the coming days, and the day of whoever is at work (S052)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from PySide6.QtWidgets import QStackedWidget, QWidget

from ...dates import clock_time, full_date, hours, hours_h, today
from ...desk.area import Place
from ...desk.desk import Desk
from ...people.queries import people
from ...rows import dataclass
from ...tickets.queries import TicketRow
from ...widgets.buttons import Button
from ...widgets.entry import ChoiceEntry, TextEntry
from ...widgets.form import Field, Form
from ...widgets.laid import Laid
from ...widgets.layout import STRETCH, Toolbar, column, lead_focus, row, stack
from ...widgets.segments import SegmentControl
from ...widgets.table import Column, Group, Table, TagCell
from ..actions.days import name_tech
from ..queries.days import Booked, DayName, DayScreen, day_screen, tech_days

DAYS = 27
"""Calendar days ahead that are listed: four weeks."""

_TABLES = {"tech_of_day", "person", "leave", "paid_hours", "ticket", "checklist_run", "holiday"}


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a person's day: a ticket, or a checklist that is planned into it."""

    key: str
    title: str
    client: str
    when: str
    minutes: int
    ticket: TicketRow | None
    booked: Booked | None

    @property
    def place(self) -> Place:
        """Where it leads."""
        if self.ticket is not None:
            return Place("tickets", self.ticket.id)
        return Place("checklists", self.booked.run_id if self.booked else None)


class DaysPart(QWidget):
    """Two pages: the working days with a name each, and one's own day."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.which = SegmentControl(
            "Days", [("days", "Who takes the calls"), ("mine", "My day")], self._turn
        )
        self.name_button = Button("Name somebody", on_click=self._edit_chosen)
        self.open_button = Button("Open", on_click=self._open_chosen, name="Open the chosen work")
        self.bar = Toolbar("Tech of the day", "", STRETCH, self.open_button, self.name_button)
        self.table = Table[DayName](
            (
                Column("on", "Day", "date", lambda r: f"{r.on:%a}, {full_date(r.on)}", width=150),
                Column("who", "Who", "title", lambda r: r.person or "Nobody is in", stretch=1),
                Column("how", "How", "tag", _how, width=120),
                Column("words", "Note", "text", lambda r: r.words, stretch=2),
            ),
            name="Working days",
            key=lambda r: r.on,
            on_activate=self.edit,
            spoken=lambda r: f"{r.on:%a}, {full_date(r.on)}, {r.person or 'nobody'}, {r.said}",
        )
        self.days = Laid(column(self.table, margin=(6, 0, 6, 8)), self.table)
        self.mine = Table[_Line](
            (
                Column(
                    "prio", "", "prio", lambda r: r.ticket.priority if r.ticket else 0, width=44
                ),
                Column("no", "No.", "id", _number, width=60),
                Column("title", "Title", "title", lambda r: r.title, stretch=2),
                Column("client", "Client", "text", lambda r: r.client, stretch=1),
                Column("when", "When", "date", lambda r: r.when, width=84),
                Column("left", "Left", "num", lambda r: hours(r.minutes), width=64),
            ),
            name="My day",
            key=lambda r: r.key,
            on_activate=lambda r: desk.go(r.place),
            empty="Nothing is planned for today and nothing waits for you.",
        )
        self._pages = QStackedWidget()
        self._pages.addWidget(self.days)
        self._pages.addWidget(column(self.mine, margin=(6, 0, 6, 8)))
        segments = row(self.which, STRETCH, margin=(16, 0, 16, 8))
        stack(self, self.bar, segments, self._pages)
        lead_focus(self, self.table)
        desk.keep_fresh(self, _TABLES, self._reload)
        self._turn("days")

    def _turn(self, key: str) -> None:
        mine = key == "mine"
        self._pages.setCurrentIndex(int(mine))
        self.name_button.setVisible(not mine)
        self.open_button.setVisible(mine)
        self._say()

    def _reload(self) -> None:
        first = today()
        rows = self._desk.ask(tech_days, first, first + timedelta(days=DAYS))
        self._today = next((one for one in rows if one.on == first), None)
        self.table.show_rows(rows)
        who = self._desk.person_id
        self._own = self._desk.ask(day_screen, who, first) if who is not None else None
        self.mine.show_groups(_groups(self._own) if self._own else [])
        self._say()

    def _say(self) -> None:
        if self.which.current() == "mine":
            minutes = self._own.minutes if self._own else 0
            self.bar.set_title("My day", f"{full_date(today())}, {hours_h(minutes)} in sight")
            return
        name = self._today.person or "nobody is in" if self._today else "the shop is closed"
        self.bar.set_title("Tech of the day", f"today: {name}")

    def arrive(self, place: Place) -> None:
        """Show my day, or the days."""
        self.which.choose("mine" if place.about.get("mine") else "days")
        table = self.mine if place.about.get("mine") else self.table
        table.setFocus()

    def edit(self, chosen: DayName) -> None:
        """Show the form that names somebody for a day."""
        everybody = [one for one in self._desk.ask(people) if one.takes_tickets]
        turns = "By turn" if chosen.named else f"By turn: {chosen.person or 'nobody'}"
        options = [(None, turns), *((one.id, one.name) for one in everybody)]
        form = Form(
            [
                Field("person", "Who takes the calls", ChoiceEntry(options)),
                Field("words", "Note for the day", TextEntry(), help="Such as: until noon."),
            ],
            on_save=lambda values: self._save(chosen, values),
            save="Save day",
            on_cancel=self.days.back,
        )
        form.set_values(
            {"person": chosen.person_id if chosen.named else None, "words": chosen.words}
        )
        words = "Somebody named goes before the turn; who is away is passed over by the turn."
        self.days.lay(f"{chosen.on:%A}, {full_date(chosen.on)}", words, form)

    def _save(self, chosen: DayName, values: dict[str, Any]) -> None:
        self._desk.do(name_tech, chosen.on, values["person"], values["words"] or "")
        self.days.back()

    def _edit_chosen(self) -> None:
        chosen = self.table.selected()
        if chosen is not None:
            self.edit(chosen)

    def _open_chosen(self) -> None:
        chosen = self.mine.selected()
        if chosen is not None:
            self._desk.go(chosen.place)

    def print_shown(self) -> None:
        """Ctrl+P prints the board of whoever is at work."""
        self._desk.go(Place("reports", about={"report": "tech-of-the-day"}))


def _how(row_: DayName) -> TagCell:
    tone = "amber" if row_.away or row_.person_id is None else "blue" if row_.named else "grey"
    return TagCell(row_.said, tone)


def _number(line: _Line) -> str:
    return str(line.ticket.number) if line.ticket else ""


def _groups(found: DayScreen) -> list[Group[_Line]]:
    planned = [_ticket(one) for one in found.scheduled] + [_booked(one) for one in found.booked]
    following = [_ticket(one) for one in found.following]
    groups = []
    for title, lines in (("Planned for today", planned), ("Next best", following)):
        if lines:
            minutes = sum(one.minutes for one in lines)
            groups.append(Group(title, lines, right=f"{len(lines)}, {hours_h(minutes)}"))
    return groups


def _ticket(one: TicketRow) -> _Line:
    at = one.scheduled_at
    when = clock_time(at) if at is not None and at.date() == today() else ""
    return _Line(f"t{one.id}", one.title, one.client, when, one.remaining_minutes, one, None)


def _booked(one: Booked) -> _Line:
    when = clock_time(one.at) if one.at else ""
    return _Line(f"r{one.run_id}", one.title, one.client, when, one.minutes, None, one)
