"""Who somebody is: facts, hats, their welcome list, whom to call, what they may do here."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from ...dates import full_date, short_date
from ...desk.area import Place
from ...desk.desk import Desk
from ...people import actions as people
from ...people.rules import ACCESS_WORDS, KINDS
from ...widgets.buttons import LinkButton
from ...widgets.entry import CheckEntry, NoteEntry, TextEntry
from ...widgets.form import Field
from ...widgets.laid import Laid
from ...widgets.layout import STRETCH, Card, Fact, Facts, Scroll, column, row, stack
from ...widgets.safe import Label
from ..actions import staff as actions
from ..queries.staff import EmploymentRow, StaffPage
from .laying import lay_form


class PersonPart(QWidget):
    """Cards about a person; what is private is only there for whom it is."""

    def __init__(self, desk: Desk, laid: Laid) -> None:
        super().__init__()
        self._desk, self._laid = desk, laid
        self._page: StaffPage | None = None
        self.facts = Facts(3)
        self.hats = Label("", "body", wrap=True)
        self.list_words = Label("", "body", "ink2", wrap=True)
        self.call = Label("", "body", wrap=True)
        self.note = Label("", "body", "ink2", wrap=True)
        self.may = Label("", "body", wrap=True)
        about, hats = Card("About"), Card("Hats")
        about.add(self.facts)
        hats.add(self.hats)
        self.welcome = Card("Welcome list", "before day one to day ninety", "Start", self._welcome)
        self.welcome.add(self.list_words)
        self.private = Card(
            "In an emergency", "seen by them and by who leads people", "Change", self._private
        )
        self.private.add(self.call, self.note)
        self.access = Card(
            "Access", "what the program offers them; a courtesy, not a lock", "Change", self._access
        )
        self.access.add(self.may)
        self.policy = LinkButton("Nobody is watched at work here", self._policy, pad=0)
        body = column(
            about,
            hats,
            self.welcome,
            self.private,
            self.access,
            row(self.policy, STRETCH),
            STRETCH,
            gap=12,
            margin=(0, 14, 0, 22),
        )
        body.setMaximumWidth(900)
        stack(self, Scroll(body))

    def show_page(self, page: StaffPage) -> None:
        """Show another person."""
        self._page = page
        self.facts.show_facts(_facts(page))
        self.hats.set_text(", ".join(page.hats) or "No hat yet. Give one on the chart.")
        self.welcome.setVisible(page.whole)
        self.private.setVisible(page.whole)
        self.access.setVisible(page.lead)
        self.private.action.setVisible(page.whole)
        if page.employment is not None:
            self._show_private(page.employment, lead=page.lead)
        self._show_list(page)
        held = [words for role, words in ACCESS_WORDS.items() if role in page.access]
        self.may.set_text(", ".join(held) or "Nothing yet.")

    def _show_private(self, kept: EmploymentRow, *, lead: bool) -> None:
        who = ", ".join(filter(None, (kept.emergency_name, kept.emergency_phone)))
        self.call.set_text(who or "Nobody is named yet.")
        self.note.set_text(kept.private_note)
        self.note.setVisible(lead and bool(kept.private_note))

    def _show_list(self, page: StaffPage) -> None:
        run = page.welcome
        if run is None:
            words = "36 steps. Not started." if page.lead else "Not started."
        elif run.open:
            words = f"{run.marked} of {run.total} steps done."
        else:
            done = f" on {full_date(run.done_at.date())}" if run.done_at else ""
            words = f"Finished{done}, {run.marked} of {run.total} steps."
        self.list_words.set_text(words)
        word = "Open" if run else "Start"
        self.welcome.action.set_text(word)
        self.welcome.action.setAccessibleName(f"{word}: Welcome list")
        self.welcome.action.setVisible(page.lead or run is not None)

    # --- deeds ---------------------------------------------------------------------------------

    def _welcome(self) -> None:
        if self._page is None:
            return
        run = self._page.welcome
        run_id = run.id if run else self._desk.attempt(actions.welcome, self._page.person.id)
        if run_id is not None:
            self._desk.go(Place("checklists", run_id))

    def _policy(self) -> None:
        """Open the policy that says what is not done here (S028)."""
        about = {"code": "what-we-do-not-watch"}
        self._desk.go(Place("checklists", do="procedures", about=about))

    def _private(self) -> None:
        if self._page is None or self._page.employment is None:
            return
        page, kept = self._page, self._page.employment
        fields = [
            Field("emergency_name", "In an emergency call", TextEntry(), span=2),
            Field("emergency_phone", "Their phone", TextEntry()),
        ]
        if page.lead:
            note = NoteEntry(lines=4)
            fields.append(Field("private_note", "Note for who leads people", note, span=3))
        lay_form(
            self._laid,
            f"Private facts of {page.person.name}",
            fields,
            {field.name: getattr(kept, field.name) for field in fields},
            lambda values: self._desk.do(actions.set_private, page.person.id, kept.version, values),
            save="Save private facts",
            words="On no list, file or paper. History says that they changed, not to what; "
            "this cannot be undone.",
        )

    def _access(self) -> None:
        if self._page is None:
            return
        page = self._page
        fields = [Field(role, "Access", CheckEntry(words)) for role, words in ACCESS_WORDS.items()]

        def save(values: dict[str, Any]) -> None:
            chosen = tuple(str(role) for role in ACCESS_WORDS if values[role])
            self._desk.do(people.give_access, page.person.id, chosen)

        lay_form(
            self._laid,
            f"{page.person.name} may do the work of",
            fields,
            {role: role in page.access for role in ACCESS_WORDS},
            save,
            save="Save access",
            words="Somebody has to stay the owner.",
            columns=2,
        )


def _facts(page: StaffPage) -> list[Fact]:
    who = page.person
    facts = [
        Fact("title", "Title", who.title or "None"),
        Fact("kind", "Employed as", KINDS.get(who.kind, who.kind)),
        Fact("tier", "Tier", f"Tier {who.tier}" if who.takes_tickets else "Takes no tickets"),
        Fact("email", "E-mail", who.email or "None"),
        Fact("phone", "Phone", who.phone or "None"),
    ]
    if page.whole:
        first = full_date(who.hired_on) if who.hired_on else "Not written down"
        facts.append(Fact("hired", "First day", first))
    if who.left_on is not None:
        facts.append(Fact("left", "Last day", full_date(who.left_on)))
    away = ", ".join(short_date(day) for day in page.away)
    facts.append(Fact("away", "Away next", away or "Nothing entered"))
    if page.whole:
        facts.append(Fact("out", "Things out", str(page.out) if page.out else "None"))
    return facts
