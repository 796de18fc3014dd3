"""The People room: who works here at the left, one of them or a list at the right."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from ...dates import full_date, today
from ...desk.area import Place
from ...desk.desk import Desk
from ...exchange.columns import DATE, TEXT, WHOLE, OutColumn
from ...people import queries as people
from ...people.queries import PersonRow
from ...people.rules import ACCESS_WORDS, KINDS
from ...shop.queries import shop
from ...widgets.buttons import Button
from ...widgets.entry import CheckEntry, HoursEntry, MoneyEntry
from ...widgets.form import Field, Heading
from ...widgets.glyphs import Glyph, face_of
from ...widgets.laid import Laid
from ...widgets.layout import Ground, lead_focus, row, stack
from ...widgets.picker import Pick, Picker, PickerPage, PickGroup
from ..actions import staff as actions
from .laying import lay_form
from .lists import GrowthList, PlansList, WouldHireList
from .person import PersonPage, person_fields

_TABLES = {
    "person",
    "access",
    "wage",
    "paid_hours",
    "leave",
    "employment",
    "skill",
    "stint",
    "role",
    "issued_thing",
    "benefit_plan",
    "enrolment",
    "checklist_run",
    "agreement",
}
GROWTH, HIRE, PLANS = -1, -2, -3
"""Keys of the side list that are no people."""

LISTS = {
    GROWTH: ("May be stuck", "Tier 1 for two years", GrowthList),
    HIRE: ("Would hire", "Temps who did well", WouldHireList),
    PLANS: ("Benefits", "Plans, one rule for all", PlansList),
}

EXPORT: tuple[OutColumn[PersonRow], ...] = (
    OutColumn("Name", TEXT, lambda row: row.name),
    OutColumn("Title", TEXT, lambda row: row.title),
    OutColumn("Email", TEXT, lambda row: row.email),
    OutColumn("Phone", TEXT, lambda row: row.phone),
    OutColumn("Employed as", TEXT, lambda row: KINDS.get(row.kind, row.kind)),
    OutColumn("Tier", WHOLE, lambda row: row.tier),
    OutColumn("First day", DATE, lambda row: row.hired_on),
    OutColumn("Last day", DATE, lambda row: row.left_on),
)


class PeopleRoom(QWidget):
    """The one place where people, their hours, leave, wages, growth and papers are kept."""

    noted = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.note = ""
        self._back_to: int | None = None
        self.new = Button("New person", "primary", "user-plus", self.new_person)
        self.export = Button("Export", "quiet", "download", self.export_list, name="Export people")
        self.head_parts = (row(self.export, self.new),)
        self.picker = Picker[int](
            "People",
            placeholder="Find a person",
            on_select=self._show,
            on_enter=self._to_page,
            lines=2,
        )
        self._pages = QStackedWidget()
        self.laid = Laid(self._pages, self.picker)
        self.person = PersonPage(desk, self.laid)
        self._pages.addWidget(self.person)
        self._lists: dict[int, Any] = {}
        side = Ground()
        stack(side, 8, self.picker)
        stack(self, PickerPage("people", side, self.laid, width=250))
        lead_focus(self, self.picker)
        desk.keep_fresh(self, _TABLES, self._reload)
        desk.person_changed.connect(self._reload)

    # --- showing -------------------------------------------------------------------------------

    def _reload(self) -> None:
        rows = self._desk.ask(people.people, all_of_them=True)
        here = [one for one in rows if one.left_on is None or one.left_on >= today()]
        gone = [one for one in rows if one not in here]
        lead = self._desk.may("people")
        groups = [PickGroup("", "", [_pick(one) for one in here])]
        if lead and gone:
            groups.append(PickGroup("Not here any more", "", [_pick(one) for one in gone]))
        if lead:
            picks = [Pick(key, title, words) for key, (title, words, _) in LISTS.items()]
            groups.append(PickGroup("Lists", "", picks))
        self.picker.show_groups(groups)
        self.new.setVisible(lead)
        self.export.setVisible(lead)
        count = sum(one.hired_on is None or one.hired_on <= today() for one in here)
        self.note = "1 person" if count == 1 else f"{count} people"
        self.noted.emit(self.note)
        key = self.picker.selected_key()
        if key is None:
            self.picker.select(self._desk.person_id) or self.picker.select_first()
            key = self.picker.selected_key()
        self._fill(key)

    def _show(self, key: int | None) -> None:
        """Show what was chosen, unless something is being typed that would be lost."""
        if key is None or key == self._back_to:
            return
        if self.laid.busy() and self._back_to is not None:
            self._desk.say("Save or cancel what you typed first.")
            self.picker.select(self._back_to)
            self.laid.resume()
            return
        self.laid.back()
        self._fill(key)

    def _fill(self, key: int | None) -> None:
        if key is None:
            return
        self._back_to = key
        if key in LISTS:
            if not self._desk.may("people"):
                return
            page = self.list(key)
            page.reload()
            self._pages.setCurrentWidget(page)
        else:
            self.person.show_person(key)
            self._pages.setCurrentWidget(self.person)

    def list(self, key: int) -> Any:
        """A list over everybody; made when first looked at."""
        if key not in self._lists:
            self._lists[key] = LISTS[key][2](self._desk, self.laid, self.open_person)
            self._pages.addWidget(self._lists[key])
        return self._lists[key]

    def open_person(self, person_id: int, part: str = "") -> None:
        """Go to a person, and to a part of the page."""
        self.picker.filter("")
        self.picker.select(person_id)
        if part:
            self.person.choose(part)

    def _to_page(self) -> None:
        front = self._pages.currentWidget()
        if front is self.person:
            self.person.tabs.tabs.setFocus(Qt.FocusReason.OtherFocusReason)
        for key, one in self._lists.items():
            if one is front:
                self.list(key).table.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- deeds ---------------------------------------------------------------------------------

    def new_person(self) -> None:
        """Show the form of somebody new."""
        money = self._desk.ask(shop).money
        access = [
            Field(f"may_{role}", "Access", CheckEntry(words))
            for role, words in ACCESS_WORDS.items()
        ]
        values: dict[str, Any] = dict.fromkeys(("name", "title", "email", "phone"), "")
        values |= {"kind": "employee", "tier": 1, "takes_tickets": True, "new_tech": True}
        values |= {"hired_on": today(), "week": 2_400, "wage": None, "begin": True}
        values |= {f"may_{role}": role == "technician" for role in ACCESS_WORDS}
        lay_form(
            self.laid,
            "New person",
            [
                *person_fields(),
                Heading("Paid"),
                Field("week", "Hours a week", HoursEntry(), help="Over Monday to Friday."),
                Field("wage", "Wage an hour", MoneyEntry(money), help="From the first day on."),
                Field("begin", "Welcome list", CheckEntry("Start the welcome list")),
                Heading("May do the work of"),
                *access,
            ],
            values,
            self._add,
            save="Add person",
        )

    def _add(self, values: dict[str, Any]) -> None:
        access = tuple(str(role) for role in ACCESS_WORDS if values.pop(f"may_{role}", False))
        name, week, wage = str(values.pop("name")), values.pop("week"), values.pop("wage")
        begin = bool(values.pop("begin"))
        made = self._desk.do(actions.hire, name, values, access, week, wage, begin=begin)
        self.laid.back()
        self.open_person(made)

    # --- from elsewhere --------------------------------------------------------------------------

    def show_place(self, place: Place) -> None:
        """Go to a person, a list or a new one."""
        lists = {"growth": GROWTH, "hire": HIRE, "benefits": PLANS}
        if place.id is not None:
            self.open_person(place.id, str(place.about.get("part") or ""))
        elif place.about.get("list") in lists:
            self.picker.filter("")
            self.picker.select(lists[place.about["list"]])
        elif place.about.get("new") and self._desk.may("people"):
            self.new_person()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes from the page back to the list."""
        if not self.picker.takes_back(event):
            super().keyPressEvent(event)

    def new_here(self) -> bool:
        """N adds a person."""
        if self._desk.may("people"):
            self.new_person()
        return True

    def print_shown(self) -> None:
        """Ctrl+P prints the paper of the person in front."""
        if self._pages.currentWidget() is self.person:
            self.person.print_shown()

    def export_list(self) -> None:
        """Write the list of people into a file, without wages (S143)."""
        if self._desk.may("people"):
            self._desk.export("People", EXPORT, self._desk.ask(people.people, all_of_them=True))

    def focus_filter(self) -> None:
        """The / key goes to the search over people."""
        self.picker.search.setFocus()


def _pick(one: PersonRow) -> Pick[int]:
    words = one.title or KINDS.get(one.kind, one.kind)
    if one.left_on is not None:
        words = f"{'Left' if one.left_on < today() else 'Until'} {full_date(one.left_on)}"
    elif one.hired_on is not None and one.hired_on > today():
        words = f"From {full_date(one.hired_on)}"
    return Pick(one.id, one.name, words, glyph=Glyph.avatar(face_of(one.name, one.id), 24))
