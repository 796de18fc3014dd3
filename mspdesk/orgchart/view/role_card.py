"""The card of a role, as it stands in the rail beside the chart."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ...dates import short_date, today
from ...desk.area import Place
from ...desk.desk import Desk
from ...money import half_up, shown
from ...people.queries import people
from ...people.rules import first_name
from ...shop.queries import shop
from ...widgets.buttons import Button, IconButton, LinkButton
from ...widgets.entry import ChoiceEntry, DateEntry
from ...widgets.form import Field, Form
from ...widgets.glyphs import Glyph, face_of
from ...widgets.layout import (
    STRETCH,
    Fact,
    Footer,
    Rule,
    Scroll,
    clear,
    column,
    lead_focus,
    put,
    row,
    stack,
)
from ...widgets.safe import Label
from ...widgets.tags import Tag
from ..actions.roles import assign_role, take_back
from ..queries.advice import if_hired
from ..queries.balance import WEEKS, HatTime, hat_times, usual_weeks
from ..queries.cards import RoleCardRow, pay_range, role_card
from ..queries.duties import duties
from ..rules.balance import hours_words
from .figures import figures
from .shelf import FormShelf
from .wrapped import WrappedFacts

TABLES = {"role", "person", "wearing", "hat_to_come", "duty", "time_entry", "client", "paid_hours"}


class RoleCard(QWidget):
    """What a role is, who wears it, what it answers for; a person is assigned here.

    Why it exists stands first (S029). `on_close` is what the cross at the top does.
    """

    def __init__(self, desk: Desk, on_close: Callable[[], object] | None = None) -> None:
        super().__init__()
        self._desk = desk
        self._money = desk.ask(shop).money
        self.role_id: int | None = None
        self.card: RoleCardRow | None = None
        self.title = Label("", "card_large", wrap=True)
        self.title.setAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        self.tag = Tag("Unfilled", "hi")
        close = IconButton("x", "Close the card", on_close) if on_close is not None else None
        self.lead = Label("", "meta", "ink2", wrap=True)
        self.purpose = Label("", wrap=True)
        self.facts = WrappedFacts(86)
        self._rest = QWidget()
        self._lines = stack(self._rest)
        self.assign_button = Button("Assign a person", on_click=self.assign)
        self.edit_button = Button("Edit role", "quiet", on_click=self.edit)
        head = row(self.title, self.tag, STRETCH, close)
        body = Scroll(
            column(
                head,
                4,
                self.lead,
                6,
                self.purpose,
                8,
                self.facts,
                self._rest,
                STRETCH,
                margin=(20, 16, 12, 16),
            )
        )
        foot = Footer(self.assign_button, self.edit_button, STRETCH)
        whole = QWidget()
        stack(whole, body, foot).setStretch(0, 1)
        self.shelf = FormShelf(whole)
        stack(self, self.shelf)
        lead_focus(whole, self.assign_button)
        lead_focus(self, self.shelf)
        desk.keep_fresh(self, TABLES, self.reload)

    def show_role(self, role_id: int | None) -> None:
        """Show another role; what was typed about the last one waits there."""
        self.role_id = role_id
        self.reload()
        self.shelf.turn(role_id)

    def reload(self) -> None:
        """Ask for the role again; nothing is asked while none is shown."""
        self.card = None
        if self.role_id is not None:
            self.card = self._desk.ask(role_card, self.role_id)
        if self.card is not None:
            self._show(self.card)

    def _show(self, card: RoleCardRow) -> None:
        box = card.box
        trusted = self._desk.may("people")
        self.assign_button.setVisible(trusted)
        self.edit_button.set_text("Edit role" if trusted else "Whole role")
        self.title.set_text(box.title)
        self.tag.setVisible(box.for_now)
        self.lead.set_text(_lead(card))
        self.purpose.set_text(card.words.purpose)
        self.purpose.setVisible(bool(card.words.purpose))
        time = self._time(box.id)
        facts = [Fact("worn", "Worn by", _worn(card), glyph=_face(card))]
        if card.coming is not None:
            words = f"{first_name(card.coming.person)}, from {_since(card.coming.from_on)}"
            facts.append(Fact("coming", "To come", words))
        if self._desk.may("time_all") or box.wearer_id == self._desk.person_id:
            facts.append(Fact("hours", "Hours a week", _hours(time)))
        else:
            time = None
        if time is not None and time.target is not None:
            facts.append(Fact("target", "Of paid time", _share(time)))
        if self._desk.may("people"):
            facts.append(Fact("pay", "Pay range", self._pay(box.id)))
        if card.leads_to:
            facts.append(Fact("leads_to", "Leads to", card.leads_to))
        self.facts.show_facts(facts)
        clear(self._lines)
        if card.coming is not None and trusted:
            put(self._lines, 6)
            put(self._lines, LinkButton("Take the promise back", self._take_back, pad=0))
        self._list("This role answers for", card.answers_for)
        self._measures(card)
        self._duties(card)
        self._hire(card)

    def _time(self, role_id: int) -> HatTime | None:
        first, last = usual_weeks(today())
        rows = self._desk.ask(hat_times, first, last)
        return next((one for one in rows if one.role_id == role_id), None)

    def _pay(self, role_id: int) -> str:
        low, high = self._desk.ask(pay_range, role_id)
        said = [shown(amount, self._money) for amount in (low, high) if amount is not None]
        return f"{' to '.join(said)} an hour" if said else "Not set"

    def _section(self, title: str, *items: Any) -> None:
        put(self._lines, 12)
        put(self._lines, Rule())
        put(self._lines, 10)
        put(self._lines, Label(title, "strong", "ink2"))
        for item in items:
            put(self._lines, 6)
            put(self._lines, item)

    def _list(self, title: str, lines: list[str]) -> None:
        if lines:
            self._section(title, *(Label(line, wrap=True) for line in lines))

    def _measures(self, card: RoleCardRow) -> None:
        if not card.measured_by:
            return
        pairs = WrappedFacts(112)
        known = figures(self._desk, card.box.id, card.measured_by)
        pairs.show_facts([Fact(name, name, value) for name, value in known])
        self._section("Measured by", pairs)

    def _duties(self, card: RoleCardRow) -> None:
        rows = self._desk.ask(duties, card.box.id)
        minutes = sum(one.minutes_week for one in rows)
        words = "1 duty" if len(rows) == 1 else f"{len(rows)} duties"
        said = f"{words}, {hours_words(minutes)} a week" if minutes else words
        if not rows:
            said = "Write its duties"
        self._section("What it does", LinkButton(said, partial(self.edit, "duties"), pad=0))

    def _hire(self, card: RoleCardRow) -> None:
        if not self._desk.may("people"):
            return
        words = Label(self._desk.ask(if_hired, card.box.id), "meta", "ink2", wrap=True)
        link = LinkButton("Open hire math", self._hire_math, pad=0)
        self._section("If you hired for it", words, link)

    def _hire_math(self) -> None:
        about = {"role_id": self.role_id, "new": True}
        self._desk.go(Place("orgchart", do="hiring", about=about))

    def _take_back(self) -> None:
        if self.role_id is not None:
            self._desk.attempt(take_back, self.role_id)
            self.assign_button.setFocus()

    def edit(self, part: str = "role") -> None:
        """Go to the page on which everything about the role is edited."""
        self._desk.go(Place("orgchart", id=self.role_id, do="hats", about={"part": part}))

    # --- assigning -----------------------------------------------------------------------------

    def assign(self) -> None:
        """Show the form that gives the role to somebody."""
        card = self.card
        if card is None or not self._desk.may("people"):
            return
        words = "What hangs on the hat goes along: its ticket, its schedules, what is open of them."
        self.shelf.lay(f"Assign {card.box.title}", words, partial(self._form, card))

    def _form(self, card: RoleCardRow) -> Form:
        staff = [(one.id, one.name) for one in self._desk.ask(people)]
        options: list[tuple[Any, str]] = [(None, "Unfilled, the owner for now"), *staff]
        form = Form(
            [
                Field("person", "Who wears it", ChoiceEntry(options)),
                Field("on", "From", DateEntry(), required=True, help="A day ahead: given then."),
            ],
            on_save=partial(self._assign, card.box.id),
            save="Assign",
            on_cancel=self.shelf.back,
        )
        form.set_values({"person": card.box.person_id, "on": today()})
        return form

    def _assign(self, role_id: int, values: dict[str, Any]) -> None:
        self._desk.do(assign_role, role_id, values["person"], values["on"])
        self.shelf.drop(role_id)
        self.shelf.turn(self.role_id)


def _lead(card: RoleCardRow) -> str:
    if not card.reports_to:
        return "At the top of the chart"
    both = f" and {card.second_lead}" if card.second_lead else ""
    return f"Reports to {card.reports_to}{both}"


def _face(card: RoleCardRow) -> Glyph | None:
    box = card.box
    return Glyph.avatar(face_of(box.wearer, box.wearer_id)) if box.wearer_id is not None else None


def _worn(card: RoleCardRow) -> str:
    since = f", since {_since(card.box.since_on)}" if card.box.since_on else ""
    return f"{first_name(card.box.wearer)}{since}"


def _since(day: date) -> str:
    """A day of this year as such, an earlier one as its month."""
    return short_date(day) if day.year == today().year else f"{day:%b %Y}"


def _hours(time: HatTime | None) -> str:
    if time is None or not time.minutes:
        return "No time entries lately"
    words = "from tickets" if time.by_tickets else "from time entries"
    return f"{hours_words(half_up(time.minutes, WEEKS))} {words}"


def _share(time: HatTime) -> str:
    if not time.paid:
        return f"{time.wanted} wanted"
    return f"{time.share}, {time.wanted} wanted"
