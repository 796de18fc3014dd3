"""The page of one role: its words, its duties, answers about it, its hours, who wore it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QStackedWidget, QWidget

from ...dates import full_date
from ...desk.area import Place
from ...desk.desk import Desk
from ...widgets.buttons import Button, LinkButton
from ...widgets.layout import STRETCH, Toolbar, column, lead_focus, stack
from ...widgets.table import Column, Table, TagCell
from ...widgets.tabs import UnderlineTabs
from ...widgets.tags import Tag
from ..printables.card import CARD
from ..queries.cards import RoleCardRow, WornRow, own_answers, role_card, shifts, wearers
from ..queries.duties import duties
from .answers import AnswersPart
from .duty_grid import DutyGrid
from .figures import figures
from .role_form import RoleForm
from .shifts import ShiftsPart

TABLES = {"role", "duty", "own_purpose", "shift", "wearing", "person"}
PARTS = (
    ("role", "Role"),
    ("duties", "Duties"),
    ("answers", "In their words"),
    ("hours", "Hours"),
    ("history", "Worn by"),
)


class RolePage(QWidget):
    """Everything about a role that can be written; who wears it is assigned on the chart."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.card: RoleCardRow | None = None
        self._role_id = 0
        self.tag = Tag("Unfilled", "hi")
        self.print_button = Button("Print card", icon="printer", on_click=self.print_shown)
        chart = LinkButton("Show on the chart", self._chart)
        self.bar = Toolbar("", "", self.tag, STRETCH, chart, self.print_button)
        self.tabs = UnderlineTabs("Parts of the role")
        for key, words in PARTS:
            self.tabs.add(key, words)
        self.form = RoleForm(desk)
        self.duties = DutyGrid(desk)
        self.answers = AnswersPart(desk)
        self.hours = ShiftsPart(desk)
        self.history = Table[WornRow](
            (
                Column("from", "From", "date", lambda r: full_date(r.from_on), width=140),
                Column("until", "Until", "date", _until, width=140),
                Column("person", "Worn by", "title", lambda r: r.person, stretch=1),
                Column("now", "", "tag", _for_now, width=110),
            ),
            name="Who wore the role",
            empty="Nobody has been assigned yet; the owner wears it.",
        )
        self._bodies = QStackedWidget()
        for body in (self.form, self.duties, self.answers, self.hours, self.history):
            self._bodies.addWidget(column(body, margin=(16, 10, 16, 8)))
        self.tabs.chosen.connect(self._turn)
        tabs = column(self.tabs, margin=(16, 0, 0, 0))
        stack(self, self.bar, tabs, self._bodies).setStretch(2, 1)
        lead_focus(self, self.tabs)
        desk.keep_fresh(self, TABLES, self.reload)

    def show_role(self, role_id: int, part: str = "") -> None:
        """Show another role, and with `part` that part of it."""
        self._role_id = role_id
        if part in dict(PARTS):
            self.tabs.choose(part)
        self.reload()

    def reload(self) -> None:
        """Ask for the role again."""
        self.card = self._desk.ask(role_card, self._role_id) if self._role_id else None
        card = self.card
        if card is None:
            return
        for part in (self.form, self.duties, self.hours):
            part.setEnabled(self._desk.may("people"))
        box = card.box
        who = f"{box.wearer}, for now" if box.for_now else box.wearer
        lead = f", reports to {card.reports_to}" if card.reports_to else ""
        self.bar.set_title(box.title, f"{who}{lead}")
        self.tag.setVisible(box.for_now)
        self.form.show_role(box.id)
        self.duties.show_role(box.id, usual=card.usual or self._could_bring(card))
        self.answers.show_role(card)
        self.hours.show_role(box.id)
        self.history.show_rows(self._desk.ask(wearers, box.id))
        self.tabs.set_count("duties", len(self._desk.ask(duties, box.id)) or "")
        self.tabs.set_count("answers", len(self._desk.ask(own_answers, box.id)) or "")
        covered = sum(one.role_id == box.id for one in self._desk.ask(shifts))
        self.tabs.set_count("hours", covered or "")

    def _could_bring(self, card: RoleCardRow) -> bool:
        """Whether duties ship for the role, of which it has none."""
        return card.ships and not self._desk.ask(duties, card.box.id)

    def _turn(self, key: str) -> None:
        self._bodies.setCurrentIndex([name for name, _ in PARTS].index(key))

    def _chart(self) -> None:
        self._desk.go(Place("orgchart", id=self._role_id))

    def new_here(self) -> bool:
        """N begins a new line of the part in front, where it has lines."""
        starts: dict[str, Callable[[], object]] = {
            "duties": self.duties.grid.begin_new,
            "answers": partial(self.answers.ask, None),
            "hours": partial(self.hours.edit, None),
        }
        begin = starts.get(self.tabs.current_key())
        if begin is not None:
            begin()
        return begin is not None

    def print_shown(self) -> None:
        """Ctrl+P prints the card of the role."""
        if self.card is not None:
            known = figures(self._desk, self.card.box.id, self.card.measured_by)
            key = (self.card.box.id, tuple(known))
            self._desk.print_document(CARD, key, self.card.box.title)


def _for_now(one: WornRow) -> TagCell | None:
    return TagCell("For now", "hi") if one.for_now else None


def _until(one: WornRow) -> str:
    return full_date(one.until_on) if one.until_on else "today"
