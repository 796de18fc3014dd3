"""The Roadmap tab of a client: its place in the budget, its meetings, what was decided."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QSizePolicy, QWidget

from ...agreements.queries import in_force
from ...dates import full_date, short_date, today
from ...desk.area import Place
from ...desk.desk import Desk
from ...money import shown_whole
from ...shop.queries import shop
from ...widgets import theme
from ...widgets.boxes import clear
from ...widgets.buttons import Button, IconButton, LinkButton
from ...widgets.laid import Laid
from ...widgets.layout import STRETCH, Card, Pairs, Rule, Scroll, column, lead_focus, row, stack
from ...widgets.safe import Label
from ...widgets.table import Column, Table, TagCell
from ...widgets.tags import Tag
from ..actions.places import remove_place
from ..queries import meetings as queries
from ..queries.decisions import DecisionRow, decisions
from ..queries.due import DueRow, due_list
from ..queries.meetings import MeetingRow
from ..queries.places import PlaceRow, places
from ..rules.words import TONES
from .forms import place_form, plan_form

_TABLES = {
    "roadmap_meeting",
    "roadmap_decision",
    "roadmap_rest",
    "budget_place",
    "client",
    "ticket",
    "agreement",
}
_MOST = 12
"""Decisions that are shown; the meetings have them all."""

_LABELS, _RAIL = 112, 300


class RoadmapTab(QWidget):
    """What is agreed with one client about the months ahead."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setAccessibleName("Roadmap")
        self._desk = desk
        self._client_id: int | None = None
        self._places: list[PlaceRow] = []
        self.plan_button = Button("Plan meeting", "primary", "plus", self.plan)
        self.renewal = Button("Print renewal packet", icon="printer", on_click=self.print_renewal)
        self.packet = Button("Print packet", icon="printer", on_click=self.print_packet)
        self.due = Label("", "body", "ink2", wrap=True)
        self.meetings = Card("Meetings", flush=True)
        self.table = Table[MeetingRow](
            (
                Column("on", "Day", "date", lambda r: full_date(r.on), width=130),
                Column("what", "When and where", "text", _where, stretch=2),
                Column("lead", "Led by", "text", lambda r: r.lead, stretch=1),
                Column("state", "", "tag", _state, width=110),
            ),
            name="Roadmap meetings of this client",
            on_activate=lambda _row: self.open_picked(),
            empty="No meeting yet.",
            fit=True,
        )
        self.meetings.add(self.table)
        self.budget = Card("Place in their budget", "", "Write down", self.write_place)
        self.pairs = Pairs(_LABELS)
        self.ask = Label("", "meta", "amber", wrap=True)
        self.lasting = Label("", "meta", "ink2", wrap=True)
        self._older = column(gap=4)
        self.budget.add(self.ask, self.pairs, self.lasting, self._older)
        self.decided = Card("Decided")
        self._decisions = column(gap=6, margin=(0, 4, 0, 0))
        self.decided.add(self._decisions)
        left = column(self.meetings, self.decided, STRETCH, gap=12)
        rail = column(self.budget, STRETCH, gap=12)
        rail.setFixedWidth(theme.current().px(_RAIL))
        body = row(left, rail, gap=14, shares=(1,))
        head = row(self.plan_button, self.packet, self.renewal, STRETCH)
        inner = column(head, self.due, body, STRETCH, gap=10, margin=(22, 12, 22, 22))
        self.due.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.laid = Laid(Scroll(inner), self.plan_button)
        stack(self, self.laid)
        lead_focus(self, self._keys)
        desk.keep_fresh(self, _TABLES, self.reload)

    def _keys(self) -> QWidget:
        if self.laid.in_front() and self.laid.form is not None:
            return self.laid.form
        return self.table if self.table.rows() else self.plan_button

    # --- showing ---------------------------------------------------------------------------------

    def show_id(self, client_id: int) -> None:
        """Show another client."""
        if client_id != self._client_id:
            self.laid.back()
        self._client_id = client_id
        self.reload()

    def reload(self) -> None:
        """Ask again."""
        if self._client_id is None:
            return
        rows = self._desk.ask(queries.meetings, self._client_id)
        self.table.show_rows(rows)
        planned = next((one for one in rows if one.state == "planned"), None)
        self.plan_button.set_text("Open the planned meeting" if planned else "Plan meeting")
        self.plan_button.set_kind("primary", "calendar" if planned else "plus")
        due = self._desk.ask(due_list)
        self._say_due(next((one for one in due if one.client_id == self._client_id), None))
        may = self._desk.may("money")
        held = self._desk.ask(in_force, self._client_id) if may else None
        self.renewal.setVisible(held is not None)
        self.packet.setVisible(may)
        self.budget.setVisible(may)
        if may:
            self._show_places(self._client_id)
        self._show_decided(self._desk.ask(decisions, client_id=self._client_id))

    def _say_due(self, one: DueRow | None) -> None:
        day = today()
        if one is None:
            words = "Nothing is agreed on yet. Prospects are met for a roadmap, too."
        elif one.rests:
            until = f" until {full_date(one.rests_until)}" if one.rests_until else ""
            words = f"Left out{until}: {one.rests}"
        elif one.planned_on is not None:
            late = f", later than {full_date(one.due_on)}, when it is due" if one.late else ""
            words = f"Planned for {full_date(one.planned_on)}{late}."
        elif one.last_on is None:
            words = "Never met for a roadmap."
        else:
            was = "was" if one.due_on < day else "is"
            words = f"Last met {full_date(one.last_on)}; the next {was} due by "
            words += f"{full_date(one.due_on)}."
        self.due.set_text(words)

    def _show_places(self, client_id: int) -> None:
        money = self._desk.ask(shop).money
        self._places = self._desk.ask(places, client_id)
        newest = self._places[0] if self._places else None
        missing = newest.missing() if newest else ("never asked",)
        self.ask.set_text(f"To ask: {', '.join(missing)}" if missing else "")
        self.ask.setVisible(bool(missing))
        pairs: list[tuple[str, str]] = []
        if newest is not None:
            pairs = [
                ("Where we stand", newest.category_words),
                ("In their words", newest.meaning),
                ("Next year", newest.next_year_words),
                ("Set aside", shown_whole(newest.planned, money) if newest.planned else ""),
                ("They renew", newest.renew_words),
                ("New rates", _rise(newest)),
                ("Asked", newest.asked_words),
            ]
        self.pairs.show_pairs([pair for pair in pairs if pair[1]])
        self.lasting.set_text(newest.lasting if newest else "")
        self.lasting.setVisible(bool(newest and newest.lasting))
        self._show_older()

    def _show_older(self) -> None:
        """What they said before, and a way to correct what was written down last."""
        layout = self._older.layout()
        if layout is None:
            return
        clear(layout)
        if self._places:
            correct = LinkButton("Correct it", self.correct_place, name="Correct the budget place")
            away = IconButton("trash-2", "Remove the newest budget place", self.remove, size=14)
            first = row(correct, STRETCH, away)
            layout.addWidget(first)
            first.show()
        for one in self._places[1:6]:
            words = f"{full_date(one.asked_on)}: {one.category_words}, next year "
            label = Label(words + one.next_year_words.lower(), "meta", "ink3", wrap=True)
            layout.addWidget(label)
            label.show()

    def _show_decided(self, rows: list[DecisionRow]) -> None:
        still = sum(one.open for one in rows)
        self.decided.set_subtitle(f"{still} of {len(rows)} still to do" if rows else "")
        self.decided.setVisible(bool(rows))
        layout = self._decisions.layout()
        if layout is None:
            return
        clear(layout)
        for one in rows[:_MOST]:
            line = self._decision(one)
            layout.addWidget(line)
            line.show()

    def _decision(self, one: DecisionRow) -> QWidget:
        said = [full_date(one.on), one.doer]
        said += [f"by {short_date(one.due_on)}"] if one.due_on else []
        end: QWidget = Tag(one.stands, "grey" if not one.open else "amber")
        if one.ticket_id is not None:
            place = Place("tickets", one.ticket_id)
            name = f"Open {one.stands}: {one.text[:60]}"
            end = LinkButton(one.stands, lambda: self._desk.go(place), name=name)
        line = row(Label(one.text, "row", wrap=True), end, shares=(1,))
        meta = Label(", ".join(filter(None, said)), "meta", "ink2")
        return column(line, meta, Rule(), gap=2)

    # --- doing -----------------------------------------------------------------------------------

    def arrive(self, place: Place) -> None:
        """Plan a meeting, or write down what they say of their budget."""
        if place.about.get("plan"):
            self.plan()
        elif place.about.get("budget"):
            self.write_place()

    def plan(self) -> None:
        """Plan a meeting, or go to the one that is planned."""
        if self._client_id is None:
            return
        planned = next((one for one in self.table.rows() if one.state == "planned"), None)
        if planned is not None:
            self.open_meeting(planned.id)
            return
        if self.laid.busy():
            self.laid.resume()
            return
        form = plan_form(self._desk, self._client_id, self._planned, self.laid.back)
        words = "Its agenda is written from what is known; change it as you like."
        self.laid.lay("A roadmap meeting", words, form)

    def _planned(self, meeting_id: int) -> None:
        self.laid.back()
        self.open_meeting(meeting_id)

    def open_meeting(self, meeting_id: int) -> None:
        """Go to a meeting in the Roadmaps room."""
        self._desk.go(Place("clients", meeting_id, "roadmaps"))

    def open_picked(self) -> None:
        """Go to the picked meeting."""
        picked = self.table.selected()
        if picked is not None:
            self.open_meeting(picked.id)

    def write_place(self) -> None:
        """Write down what they say of their budget today."""
        self._lay_place(again=False)

    def correct_place(self) -> None:
        """Correct what was written down last."""
        self._lay_place(again=True)

    def _lay_place(self, *, again: bool) -> None:
        if self._client_id is None or not self._desk.may("money"):
            return
        if self.laid.busy():
            self.laid.resume()
            return
        held = self._places[0] if self._places else None
        make = partial(place_form, self._desk, self._client_id, held, again=again)
        form = make(self._saved, self.laid.back)
        self.laid.lay("Where we stand in their budget", "", form)

    def _saved(self, _id: int) -> None:
        self.laid.back()

    def remove(self) -> None:
        """Take away what was written down last; Undo brings it back."""
        if self._places:
            self._desk.attempt(remove_place, self._places[0].id)

    def print_packet(self) -> None:
        """Print what is known of the client, for us."""
        from ..printables.packet import PACKET

        if self._client_id is not None:
            self._desk.print_document(PACKET, self._client_id, "Roadmap packet")

    def print_renewal(self) -> None:
        """Print all that is known before the agreement is renewed."""
        from ..printables.renewal import RENEWAL

        held = self._desk.ask(in_force, self._client_id) if self._client_id else None
        if held is not None:
            self._desk.print_document(RENEWAL, held.id, f"Renewal packet {held.number}")


def _where(one: MeetingRow) -> str:
    return ", ".join(filter(None, (one.time_words, one.place))) or one.why


def _state(one: MeetingRow) -> TagCell:
    return TagCell(one.state_words, TONES[one.state])


def _rise(one: PlaceRow) -> str:
    return full_date(one.rise_on) if one.rise_on else ""
