"""Online profiles: each place, when somebody last looked, and what every one should say."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QStackedWidget, QWidget

from ...dates import full_date, today
from ...desk.desk import Desk
from ...exchange.columns import DATE, TEXT, OutColumn
from ...people.queries import people
from ...widgets.buttons import Button
from ...widgets.entry import ChoiceEntry, NoteEntry, NumberEntry, TextEntry
from ...widgets.form import EntryBar, Field, Form
from ...widgets.laid import Laid
from ...widgets.layout import (
    STRETCH,
    EmptyState,
    Footer,
    Pairs,
    Panel,
    Scroll,
    Section,
    column,
    lead_focus,
    stack,
)
from ...widgets.safe import Label
from ...widgets.splitter import ListDetail
from ...widgets.table import Column, Table, TagCell
from ..actions import profiles as actions
from ..printables.profiles import PROFILES
from ..queries import profiles as queries
from ..queries.profiles import ProfileRow
from ..rules.profiles import LOOK_FOR, TONES
from .days import day_column

_WHY = (
    "Before a company calls, somebody looks you up. Keep a list of the places they find, and look"
    " at each now and then: is the phone number still right?"
)


class ProfilesPart(QWidget):
    """The places online at the left, what to look for at the right."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setAccessibleName("Online profiles")
        self._desk = desk
        self.note = ""
        self.table = Table[ProfileRow](
            _COLUMNS,
            "Places where people look us up",
            on_select=lambda _one: self._offer(),
            on_activate=self.edit,
            spoken=_spoken,
            empty="",
        )
        self.first = Button("Begin with the usual places", "primary", "plus", self._begin)
        self._empty = Panel("paper")
        stack(self._empty, EmptyState("globe", "What people find online", _WHY, self.first))
        self._list = self._listing()
        self._faces = QStackedWidget()
        self._faces.addWidget(self._list)
        self._faces.addWidget(self._empty)
        lead_focus(self._faces, self._keys)
        self.laid = Laid(self._faces)
        stack(self, self.laid)
        lead_focus(self, self._keys)
        desk.keep_fresh(self, {"online_profile", "profile_look", "shop", "person"}, self.reload)

    def _listing(self) -> QWidget:
        self.fine_button = Button("All right", "primary", "check", self._fine)
        self.wrong = TextEntry("Old phone number", "What is wrong there")
        self.wrong.committed.connect(self._wrong)
        self.wrong_button = Button("Something is wrong", on_click=self._wrong)
        self.bar = EntryBar("You looked just now", self.fine_button, self.wrong, self.wrong_button)
        self.edit_button = Button("Change", on_click=self.edit, name="Change place")
        self.off_button = Button("Off the list", "quiet", on_click=self._retire)
        left = Panel("paper")
        foot = Footer(self.edit_button, STRETCH, self.off_button)
        stack(left, self.table, column(self.bar, margin=(20, 10, 16, 10)), foot)
        self.says = Pairs(72)
        right = Panel("sheet", rule="left")
        body = column(
            Section("What every place should say"),
            self.says,
            14,
            Section("What to look for"),
            *(Label(f"•  {one}", "body", "ink2", wrap=True) for one in LOOK_FOR),
            STRETCH,
            margin=(16, 14, 16, 16),
            gap=6,
        )
        stack(right, Scroll(body))
        return ListDetail("campaign-profiles", left, right, 330, 290)

    @property
    def bare(self) -> bool:
        """Whether no place is on the list."""
        return self._faces.currentWidget() is self._empty

    def _keys(self) -> QWidget:
        if self.laid.in_front() and self.laid.form is not None:
            return self.laid.form
        return self.first if self.bare else self.table

    def reload(self) -> None:
        """Ask again."""
        rows = self._desk.ask(queries.profiles)
        self.table.show_rows(rows)
        self._faces.setCurrentWidget(self._list if rows else self._empty)
        if rows and self.table.selected() is None:
            self.table.select_first()
        self.says.show_pairs(list(self._desk.ask(queries.should_say)))
        due = sum(one.is_due(today()) for one in rows)
        self.note = f"{len(rows)} places, {due} to look at" if rows else ""
        self._offer()

    def _offer(self) -> None:
        there = self.table.selected() is not None
        for one in (self.fine_button, self.wrong_button, self.edit_button, self.off_button):
            one.setEnabled(there)

    def show_profile(self, profile_id: int) -> None:
        """Go to a place."""
        self.table.select(profile_id)

    # --- deeds ---------------------------------------------------------------------------------

    def _begin(self) -> None:
        self._desk.attempt(actions.begin_profiles)
        self.table.setFocus()

    def _fine(self) -> None:
        one = self.table.selected()
        if one is not None:
            self._desk.attempt(actions.look, one.id, fine=True)
            self.wrong.set_value("")

    def _wrong(self) -> None:
        one = self.table.selected()
        if one is None:
            return
        if not self.wrong.text().strip():
            self.bar.say("Say what is wrong, so that it can be put right.")
            self.wrong.setFocus()
            return
        self._desk.attempt(actions.look, one.id, fine=False, words=self.wrong.text())
        self.bar.say("")
        self.wrong.set_value("")

    def _retire(self) -> None:
        one = self.table.selected()
        if one is not None:
            self._desk.attempt(actions.retire_profile, one.id)

    def new(self, *_: object) -> None:
        """Lay the form of another place over the list."""
        self._form(None)

    def edit(self, *_: object) -> None:
        """Lay the form of the place in front over the list."""
        one = self.table.selected()
        if one is not None:
            self._form(one)

    def _form(self, one: ProfileRow | None) -> None:
        if self.laid.busy():
            self.laid.resume()
            self._desk.say("Save or cancel what you began first.")
            return

        def save(values: dict[str, Any]) -> None:
            facts = {name: "" if value is None else value for name, value in values.items()}
            facts["owner_id"] = int(values["owner_id"]) if values["owner_id"] else None
            facts["every_months"] = values["every_months"] or 0
            known = (one.id, one.version) if one else (None, 0)
            made = self._desk.do(actions.save_profile, facts, *known)
            self.laid.back()
            self.table.select(made)

        owners = [(str(who.id), who.name) for who in self._desk.ask(people)]
        form = Form(
            [
                Field("place", "Place", TextEntry("LinkedIn, the company"), required=True, span=2),
                Field("address", "Address", TextEntry("linkedin.com/company/…"), span=2),
                Field("owner_id", "Who looks", ChoiceEntry([("", "Anybody"), *owners])),
                Field(
                    "every_months",
                    "Every so many months",
                    NumberEntry(1, actions.MOST_MONTHS),
                    required=True,
                ),
                Field("notes", "Notes", NoteEntry(lines=2), span=2),
            ],
            columns=2,
            on_save=save,
            save="Save place",
            on_cancel=self.laid.back,
        )
        form.set_values(
            {
                "place": one.place if one else "",
                "address": one.address if one else "",
                "owner_id": str(one.owner_id or "") if one else "",
                "every_months": one.every_months if one else 3,
                "notes": one.notes if one else "",
            }
        )
        self.laid.lay("A place online", "Never a password: those belong into the vault.", form)

    def print_shown(self) -> None:
        """Print the list with room to write."""
        self._desk.print_document(PROFILES, 0, "Online profiles")

    def export_list(self) -> None:
        """Write the places into a file."""
        self._desk.export("Online profiles", _FILE, self.table.rows())


def _tag(one: ProfileRow) -> TagCell:
    due = one.state == "fine" and one.is_due(today())
    return TagCell("Look again" if due else one.state_words, "amber" if due else TONES[one.state])


def _spoken(one: ProfileRow) -> str:
    when = f"looked at {full_date(one.looked_on)}" if one.looked_on else "not looked at yet"
    return ". ".join(part for part in (f"{one.place}, {when}, {_tag(one).text}", one.words) if part)


_COLUMNS: list[Column[ProfileRow]] = [
    Column("place", "Place", "title", lambda one: one.place, stretch=3),
    Column("address", "Address", "muted", lambda one: one.address, stretch=2, hide_under=860),
    Column("owner", "Who", "text", lambda one: one.owner or "Anybody", width=120, hide_under=620),
    day_column("Looked at", lambda one: one.looked_on, "Never"),
    Column("state", "", "tag", _tag, width=150),
    Column("words", "What is wrong", "muted", lambda one: one.words, stretch=2),
]

_FILE: tuple[OutColumn[ProfileRow], ...] = (
    OutColumn("Place", TEXT, lambda one: one.place),
    OutColumn("Address", TEXT, lambda one: one.address),
    OutColumn("Who", TEXT, lambda one: one.owner),
    OutColumn("Looked at", DATE, lambda one: one.looked_on),
    OutColumn("How it was", TEXT, lambda one: one.state_words),
    OutColumn("What is wrong", TEXT, lambda one: one.words),
)
