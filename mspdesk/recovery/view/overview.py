"""How a plan stands: its state, what stops its approval, what it says; and its continuity."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ...dates import full_date
from ...desk.area import Place
from ...desk.desk import Desk
from ...money import shown
from ...rows import dataclass
from ...shop.queries import shop
from ...widgets import theme
from ...widgets.buttons import Button, LinkButton, MenuButton
from ...widgets.entry import ChoiceEntry, DateEntry, MoneyEntry, NoteEntry, TextEntry
from ...widgets.flow import flow
from ...widgets.form import Field, Form, Heading
from ...widgets.laid import Laid
from ...widgets.layout import STRETCH, Card, Scroll, beside, column, lead_focus, row, stack
from ...widgets.safe import Label
from ...widgets.tags import Tag
from .. import rules
from ..actions import plan as actions
from ..queries.plan import Guard, PlanPage, PlanRow
from .doing import Entries, facts_of
from .learned import LearnedCard

_EACH = "One a line"
UNSAID = "Not said yet"
Goes = Callable[[Guard], object]


class OverviewPart(QWidget):
    """A calm page: the state, what is still to be done as links, what the plan says."""

    def __init__(self, desk: Desk, on_go: Goes) -> None:
        super().__init__()
        self._desk, self._on_go = desk, on_go
        self._client_id = 0
        self._page: PlanPage | None = None
        self._title = Label("Disaster recovery plan", "record")
        self._tag = Tag("Draft")
        self._when = Label("", "body", "ink2", wrap=True)
        self.approve = Button("Approve plan", icon="check", on_click=self._approve)
        self.reopen = Button("Open again", on_click=self._reopen)
        self.begin = Button("Begin from what is known", icon="play", on_click=self._begin)
        self.edit = Button("Edit plan", icon="file-pen-line", on_click=self.open_form)
        self.papers = MenuButton("Print", "printer", "Print papers about backups", self._papers)
        self.declare = Button("Declare a disaster", on_click=self._declare)
        verbs = (self.begin, self.approve, self.edit, self.reopen, self.papers, self.declare)
        head, deeds = row(self._title, self._tag, STRETCH), flow(*verbs)
        self.stops = Card("Before it can be approved")
        self.remarks = Card("Worth a look")
        self.learned = LearnedCard(desk)
        self.words = Card("What the plan says")
        body = column(
            head, self._when, deeds, 4, self.stops, self.remarks, self.learned, self.words, STRETCH,
            gap=10, margin=(22, 14, 22, 22),
        )  # fmt: skip
        self.laid = Laid(Scroll(body))
        stack(self, self.laid)
        lead_focus(self, self.edit)

    def show_page(self, client_id: int, page: PlanPage, late: str = "") -> None:
        """Show how another client's plan stands; a form that is open is put away.

        `late` says how far its paper is behind.
        """
        if client_id != self._client_id:
            self.laid.back()
        self._client_id, self._page = client_id, page
        self._show_state(page, late)
        fresh = not page.calls and not page.systems
        self.begin.setVisible(fresh)
        self.approve.setVisible(not page.plan.approved)
        self.reopen.setVisible(page.plan.approved)
        _fill(self.stops, page.stops, self._on_go)
        _fill(self.remarks, page.remarks, self._on_go)
        self.learned.setVisible(self.learned.show_id(client_id))
        self.stops.setVisible(bool(page.stops))
        self.remarks.setVisible(bool(page.remarks))
        self.words.clear()
        self.words.add(*(_line(label, words) for label, words in self._said(page.plan)))

    def _show_state(self, page: PlanPage, late: str) -> None:
        as_approved = page.plan.approved and not page.stale
        self._tag.set_tag(page.state_words, "green" if as_approved else "amber")
        said = state_sentence(page.plan)
        self._when.set_text(f"{said} {stale_sentence(late)}" if page.stale else said)

    def _said(self, one: PlanRow) -> list[tuple[str, str]]:
        budget = shown(one.budget, self._desk.ask(shop).money) if one.budget is not None else ""
        insurer = ", ".join(filter(None, (one.insurer, one.insurer_policy, one.insurer_phone)))
        said = [
            ("Objectives", one.objectives),
            ("Scope", one.scope),
            ("Assumptions", one.assumptions),
            ("Counts as a disaster", one.what_counts),
            ("Who declares it", one.who_declares),
            ("Where to meet", one.meeting_place),
            ("Who calls the staff", one.staff_calls),
            ("Sealed envelope", one.envelope_place),
            ("Insurer", insurer),
            ("Set aside", budget),
            ("Notes", one.notes),
        ]
        if one.no_backup_by:
            said.append(("Backups", f"None, signed by {one.no_backup_by}"))
        return [(label, words or UNSAID) for label, words in said]

    def _declare(self) -> None:
        self._desk.go(Place("clients", self._client_id, "event", {"new": True}))

    def open_form(self) -> None:
        """Open the form of what the plan says."""
        if self._page is not None:
            self.laid.lay("What the plan says", "", self._form(self._page.plan))

    def _form(self, one: PlanRow) -> Form:
        the_shop = self._desk.ask(shop)
        form = Form(
            [
                Field("objectives", "Objectives", NoteEntry(lines=2), span=3),
                Field("scope", "Scope", NoteEntry(lines=2), span=3),
                Field("assumptions", "Assumptions", NoteEntry(lines=2), span=3),
                Field("what_counts", "What counts as a disaster", NoteEntry(lines=2), span=3),
                Field("who_declares", "Who may declare it", NoteEntry(lines=2), span=3),
                Field(
                    "staff_calls", "Who calls the staff", NoteEntry("One a line", lines=2), span=3
                ),
                Field("meeting_place", "Where to meet", TextEntry()),
                Field("envelope_place", "The sealed envelope lies", TextEntry("behind this page")),
                Field("budget", "Set aside for it", MoneyEntry(the_shop.money)),
                Heading("Insurer"),
                Field("insurer", "Insurer", TextEntry()),
                Field("insurer_policy", "Policy", TextEntry()),
                Field("insurer_phone", "Phone", TextEntry()),
                Heading("No backup", "only where somebody at the client signed that there is none"),
                Field("no_backup_by", "Signed by", TextEntry()),
                Field("no_backup_on", "On", DateEntry(day_first=the_shop.day_first)),
                Field("notes", "Notes", NoteEntry(lines=2), span=3),
            ],
            columns=3,
            on_save=partial(self._save, one),
            save="Save plan",
            on_cancel=self.laid.back,
        )
        form.set_values(facts_of(one))
        return form

    def _save(self, one: PlanRow, values: dict[str, Any]) -> None:
        self._desk.do(actions.save_plan, self._client_id, one.version, values)
        self.laid.back()

    def _approve(self) -> None:
        if self._page is None:
            return
        if self._page.stops:
            self._desk.say(self._page.stops[0].text)
            return
        form = Form(
            [
                Field("approved_by_client", "Approved at the client by", TextEntry()),
                Field(
                    "review_on",
                    "Look it over by",
                    DateEntry(day_first=self._desk.ask(shop).day_first),
                    help="Within twelve months; empty means in twelve.",
                ),
            ],
            columns=2,
            on_save=self._approved,
            save="Approve plan",
            on_cancel=self.laid.back,
        )
        words = "A change afterwards makes it a draft again."
        self.laid.lay("Approve the plan", words, form)

    def _approved(self, values: dict[str, Any]) -> None:
        self._desk.do(actions.approve_plan, self._client_id, values)
        self.laid.back()

    def _papers(self) -> Entries:
        """What is printed beside the binder: how backups come back, and the form of a test."""
        return [
            ("Backup procedures", self.print_procedures),
            ("Restore test record", self.print_record),
        ]

    def print_procedures(self) -> None:
        """Print how every backup is made and brought back (S092)."""
        from ..printables.papers import PROCEDURES

        if self._page is None or not self._page.jobs:
            self._desk.say("Write down a backup job first: there is no procedure to print.")
            return
        title = f"Backup procedures {self._page.client}"
        self._desk.print_document(PROCEDURES, self._client_id, title)

    def print_record(self) -> None:
        """Print the form on which a restore test is recorded, for the first job there is."""
        from ..printables.papers import RECORD

        if self._page is not None:
            first = self._page.jobs[0].id if self._page.jobs else 0
            title = f"Restore test {self._page.client}"
            self._desk.print_document(RECORD, (self._client_id, first), title)

    def _reopen(self) -> None:
        self._desk.attempt(actions.reopen_plan, self._client_id)

    def _begin(self) -> None:
        self._desk.attempt(actions.begin_plan, self._client_id)


def state_sentence(one: PlanRow) -> str:
    """Who approved a plan when, and what comes next, in a sentence or two."""
    who = " and ".join(filter(None, (one.approved_by, one.approved_by_client)))
    if one.approved and one.approved_on and one.review_on:
        return (
            f"Approved {full_date(one.approved_on)} by {who}. "
            f"Look it over by {full_date(one.review_on)}."
        )
    if one.approved_on:
        return f"Changed since it was approved {full_date(one.approved_on)}. Approve it again."
    if one.id:
        return "Not approved yet."
    return "No plan yet. What is known of contacts, lines, servers and programs can begin it."


def stale_sentence(late: str) -> str:
    """Why an approved plan is stale, and what helps; `late` says how far paper is behind."""
    why = late or "Something it rests on changed since"
    return f"{why}: print the pages that changed under Documents."


def _line(label: str, words: str) -> QWidget:
    """A fact of the plan; long words go on below each other."""
    name = Label(label, "meta", "ink3")
    name.setFixedWidth(theme.current().px(150))
    known = words != UNSAID
    said = Label(words, "body", "ink" if known else "ink3", wrap=True)
    holder = QWidget()
    layout = beside(holder, name, said, gap=8)
    layout.setAlignment(name, Qt.AlignmentFlag.AlignTop)
    layout.setStretch(1, 1)
    return holder


def _fill(card: Card, guards: Sequence[Guard], on_go: Goes) -> None:
    """Show sentences as links to where something can be done."""
    card.clear()
    card.set_subtitle(str(len(guards)) if guards else "")
    for guard in guards:
        card.add(row(LinkButton(guard.text, partial(on_go, guard)), STRETCH))


@dataclass(frozen=True, slots=True)
class _Words:
    """A text of the plan on this page: its field, its label, what is asked for."""

    name: str
    label: str
    hint: str


_CONTINUITY = (
    _Words("continuity_start", "Start it", "One step a line"),
    _Words("continuity_back", "Back to the real thing", "One step a line"),
    _Words("return_steps", "Return to normal", "Tests, tidying up, closing; one step a line"),
)


class ContinuityPart(QWidget):
    """How the client works on meanwhile, and how it comes back to normal (S089)."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._client_id = 0
        self._plan: PlanRow | None = None
        self._title = Label("", "record")
        self.edit = Button("Edit continuity", icon="file-pen-line", on_click=self._edit)
        self._cards = {one.name: Card(one.label) for one in _CONTINUITY}
        head = row(self._title, STRETCH, self.edit)
        body = column(head, 4, *self._cards.values(), STRETCH, gap=10, margin=(22, 14, 22, 22))
        self.laid = Laid(Scroll(body))
        stack(self, self.laid)
        lead_focus(self, self.edit)

    def show_page(self, client_id: int, page: PlanPage) -> None:
        """Show another client's continuity; a form that is open is put away."""
        if client_id != self._client_id:
            self.laid.back()
        self._client_id, self._plan = client_id, page.plan
        self._title.set_text(f"Continuity: {rules.CONTINUITY.get(page.plan.continuity, '')}")
        for name, card in self._cards.items():
            card.clear()
            lines = rules.listed(getattr(page.plan, name))
            card.set_subtitle(f"{len(lines)} steps" if lines else "")
            for number, line in enumerate(lines, 1):
                card.add(Label(f"{number}   {line}", "body", wrap=True))
            if not lines:
                card.add(Label("Not written down yet.", "body", "ink3"))

    def _edit(self) -> None:
        if self._plan is None:
            return
        form = Form(
            [
                Field("continuity", "What there is", ChoiceEntry(list(rules.CONTINUITY.items()))),
                *(
                    Field(one.name, one.label, NoteEntry(one.hint, lines=5), span=2)
                    for one in _CONTINUITY
                ),
            ],
            columns=2,
            on_save=partial(self._save, self._plan.version),
            save="Save continuity",
            on_cancel=self.laid.back,
        )
        form.set_values(facts_of(self._plan))
        self.laid.lay("Continuity", "How they work on while the real thing is away.", form)

    def _save(self, version: int, values: dict[str, Any]) -> None:
        self._desk.do(actions.save_plan, self._client_id, version, values)
        self.laid.back()
