"""How somebody grows: their tier and since when, the last talk, skills and certificates."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from ...dates import full_date, today
from ...desk.area import Place
from ...desk.desk import Desk
from ...people.queries import tiers
from ...widgets.buttons import Button
from ...widgets.entry import ChoiceEntry, DateEntry, NoteEntry, TextEntry
from ...widgets.form import Field
from ...widgets.laid import Laid
from ...widgets.layout import STRETCH, Card, Fact, Facts, Scroll, column, row, stack
from ...widgets.safe import Label
from ...widgets.table import Column, Table, TagCell
from ..actions import staff as actions
from ..queries import staff as queries
from ..queries.growth import soon
from ..queries.staff import SkillRow, StaffPage
from ..rules import growth as rules
from .laying import lay_form


class GrowthPart(QWidget):
    """The tier with what it means, and what somebody can do; training has its own record."""

    def __init__(self, desk: Desk, laid: Laid) -> None:
        super().__init__()
        self._desk, self._laid = desk, laid
        self._page: StaffPage | None = None
        self.facts = Facts(3)
        self.means = Label("", "body", "ink2", wrap=True)
        self.usual = Label("", "meta", "ink2", wrap=True)
        self.wants = Label("", "body", wrap=True)
        self.stuck = Label("", "body", "amber", wrap=True)
        tier = Card("Tier", "never changes a price", "Write down a talk", self.write_talk)
        self.talk = tier.action
        tier.add(self.facts, self.stuck, self.means, self.wants, self.usual)
        self.skills = Table[SkillRow](
            (
                Column(
                    "name",
                    "Skill or certificate",
                    "two_line",
                    lambda r: (r.name, r.words),
                    stretch=3,
                ),
                Column("kind", "Kind", "muted", lambda r: actions.SKILL_KINDS[r.kind], width=100),
                Column(
                    "got",
                    "Since",
                    "date",
                    lambda r: full_date(r.got_on) if r.got_on else "",
                    width=120,
                ),
                Column(
                    "expires",
                    "Until",
                    "date",
                    lambda r: full_date(r.expires_on) if r.expires_on else "",
                    width=120,
                ),
                Column("state", "", "tag", _state, width=96),
            ),
            name="Skills and certificates",
            row="two_line",
            fit=True,
            on_activate=self._edit,
            on_select=lambda _row: self._offer(),
            empty="Nothing written down yet.",
        )
        self.add = Button("Add skill", icon="plus", on_click=self.new_skill)
        self.change = Button("Change skill", on_click=self._change)
        self.remove = Button("Remove skill", on_click=self._remove)
        training = Button("Training record", "quiet", on_click=self._training)
        skills = Card("Skills and certificates")
        self.edits = row(self.add, self.change, self.remove)
        skills.add(self.skills, row(self.edits, STRETCH, training))
        body = column(tier, skills, STRETCH, gap=12, margin=(0, 14, 0, 22))
        body.setMaximumWidth(900)
        stack(self, Scroll(body))

    def show_page(self, page: StaffPage) -> None:
        """Show another person."""
        self._page = page
        who, kept = page.person, page.employment or queries.EmploymentRow()
        since = rules.at_tier_since(who.hired_on, kept.tier_since)
        talked = kept.tier_reviewed_on
        self.facts.show_facts(
            [
                Fact("tier", "Tier", f"Tier {who.tier}"),
                Fact("since", "Since", full_date(since) if since else "Not written down"),
                Fact("for", "That is", rules.service(since, today()) or "Not known"),
                Fact(
                    "talk", "Last talk about the next", full_date(talked) if talked else "None yet"
                ),
            ]
        )
        self.means.set_text(self._desk.ask(tiers).get(who.tier, ""))
        self.usual.set_text(rules.USUAL.get(who.tier, ""))
        self.wants.set_text(f"Wants next: {kept.wants_next}" if kept.wants_next else "")
        self.wants.setVisible(bool(kept.wants_next))
        stuck = who.takes_tickets and rules.may_be_stuck(who.tier, since, talked, today())
        self.stuck.set_text("Two years at tier 1 without a talk about the next. Talk soon.")
        self.stuck.setVisible(stuck)
        self.skills.show_rows(self._desk.ask(queries.skills, who.id))
        self.talk.setVisible(page.lead)
        self.edits.setVisible(page.lead)
        self._offer()

    def _offer(self) -> None:
        for button in (self.change, self.remove):
            button.setEnabled(self.skills.selected() is not None)

    # --- deeds ---------------------------------------------------------------------------------

    def write_talk(self) -> None:
        """Show the form of a talk about the next tier, dated today."""
        if self._page is None:
            return
        who, kept = self._page.person, self._page.employment or queries.EmploymentRow()
        lay_form(
            self._laid,
            f"A talk with {who.name} about the next tier",
            [
                Field("tier_reviewed_on", "Day of the talk", DateEntry()),
                Field(
                    "tier_since", "At this tier since", DateEntry(), help="Empty: the first day."
                ),
                Field("wants_next", "What they want next", NoteEntry(lines=3), span=3),
            ],
            {
                "tier_reviewed_on": today(),
                "tier_since": kept.tier_since,
                "wants_next": kept.wants_next,
            },
            lambda values: self._desk.do(
                actions.set_growth,
                who.id,
                kept.version,
                values | {"wants_next": values["wants_next"] or ""},
            ),
            save="Save talk",
        )

    def new_skill(self) -> None:
        """Show the form of a skill or certificate."""
        self._skill_form(None)

    def _edit(self, one: SkillRow) -> None:
        if self._page is not None and self._page.lead:
            self._skill_form(one)

    def _change(self) -> None:
        chosen = self.skills.selected()
        if chosen is not None:
            self._skill_form(chosen)

    def _skill_form(self, one: SkillRow | None) -> None:
        if self._page is None:
            return
        who = self._page.person
        names = ("name", "kind", "got_on", "expires_on", "words")
        usual: dict[str, Any] = {"name": "", "kind": "certificate", "words": ""}
        lay_form(
            self._laid,
            one.name if one else f"What {who.name} can do",
            [
                Field("name", "Skill or certificate", TextEntry(), required=True, span=2),
                Field("kind", "Kind", ChoiceEntry(list(actions.SKILL_KINDS.items()))),
                Field("got_on", "Since", DateEntry()),
                Field("expires_on", "Until", DateEntry(), help="Empty: it does not run out."),
                Field("words", "From whom, number", TextEntry()),
            ],
            {name: getattr(one, name) for name in names}
            if one
            else usual | {"got_on": None, "expires_on": None},
            lambda values: self._desk.do(
                actions.save_skill,
                who.id,
                values,
                one.id if one else None,
                one.version if one else 0,
            ),
            save="Save skill",
        )

    def _remove(self) -> None:
        chosen = self.skills.selected()
        if chosen is not None:
            self._desk.attempt(actions.remove_skill, chosen.id)

    def _training(self) -> None:
        if self._page is not None:
            about = {"part": "training", "person_id": self._page.person.id}
            self._desk.go(Place("checklists", do="library", about=about))


def _state(one: SkillRow) -> TagCell | None:
    if one.renewed:
        return TagCell("Earned again", "grey")
    if one.expires_on is None or one.expires_on > soon(today()):
        return None
    over = one.expires_on < today()
    return TagCell("ran out" if over else "runs out", "red" if over else "amber")
