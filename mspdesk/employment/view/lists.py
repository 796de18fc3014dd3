"""Lists over everybody, for who leads people: who may be stuck, whom to hire, the plans."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from ...dates import full_date, hours_h, today
from ...desk.desk import Desk
from ...people.rules import KINDS
from ...widgets.buttons import Button
from ...widgets.entry import ChoiceEntry, HoursEntry, NoteEntry, NumberEntry, TextEntry
from ...widgets.form import Field
from ...widgets.laid import Laid
from ...widgets.layout import STRETCH, Card, Scroll, Section, Toolbar, column, stack
from ...widgets.safe import Label
from ...widgets.table import Column, Table, TagCell
from ..actions import benefits as plan_actions
from ..actions import staff as actions
from ..queries import benefits, growth, staff
from ..queries.benefits import BenefitRow, PlanSum
from ..queries.growth import ExpiringRow, StuckRow
from ..queries.staff import TempRow
from ..rules import benefits as rules
from ..rules import growth as growth_rules
from .laying import lay_form

Open = Callable[[int, str], object]
"""Opens a person's page at a part."""


class GrowthList(QWidget):
    """Who may be stuck at tier 1, and whose certificates run out (S041)."""

    def __init__(self, desk: Desk, _laid: Laid, open_person: Open) -> None:
        super().__init__()
        self._desk, self._open = desk, open_person
        self.talked = Button("Talked about it today", on_click=self._talk)
        self.bar = Toolbar("May be stuck", "", STRETCH, self.talked)
        self.team = Label("", "body", "ink2", wrap=True)
        self.table = Table[StuckRow](
            (
                Column("person", "Who", "title", lambda r: r.person, stretch=2),
                Column("service", "At tier 1 for", "text", lambda r: r.service, width=160),
                Column("talk", "Last talk", "date", _talked, width=120),
                Column("wants", "Wants next", "muted", lambda r: r.wants_next, stretch=3),
            ),
            name="May be stuck",
            key=lambda r: r.person_id,
            fit=True,
            on_activate=lambda r: self._open(r.person_id, "growth"),
            on_select=lambda _row: self._offer(),
            empty="Nobody: each technician at tier 1 is newer, or was talked with.",
        )
        self.expiring = Table[ExpiringRow](
            (
                Column("person", "Who", "title", lambda r: r.person, stretch=2),
                Column("name", "Certificate", "text", lambda r: r.name, stretch=3),
                Column("until", "Until", "date", lambda r: full_date(r.expires_on), width=120),
                Column("state", "", "tag", _over, width=96),
            ),
            name="Certificates that run out",
            key=lambda r: (r.person_id, r.name),
            fit=True,
            on_activate=lambda r: self._open(r.person_id, "growth"),
            empty="None in the next 60 days.",
        )
        words = "Technicians two years at tier 1 with whom nobody has talked about the next."
        body = column(
            Label(words, "body", "ink2", wrap=True),
            self.table,
            self.team,
            10,
            Section("Certificates that run out"),
            self.expiring,
            STRETCH,
            margin=(16, 4, 16, 16),
        )
        stack(self, self.bar, Scroll(body))

    def reload(self) -> None:
        """Ask again."""
        self.table.show_rows(self._desk.ask(growth.may_be_stuck, today()))
        self.expiring.show_rows(self._desk.ask(growth.running_out, growth.soon(today())))
        self.team.set_text(growth_rules.about_team(self._desk.ask(growth.tiers_of_team)))
        self._offer()

    def _offer(self) -> None:
        self.talked.setEnabled(self.table.selected() is not None)

    def _talk(self) -> None:
        chosen = self.table.selected()
        if chosen is not None:
            talked = {"tier_reviewed_on": today()}
            self._desk.attempt(actions.set_growth, chosen.person_id, None, talked)


class WouldHireList(QWidget):
    """Temps and interns one would hire, by name (S023)."""

    def __init__(self, desk: Desk, _laid: Laid, open_person: Open) -> None:
        super().__init__()
        self._desk = desk
        self.bar = Toolbar("Would hire", "", STRETCH)
        self.table = Table[TempRow](
            (
                Column("person", "Who", "title", lambda r: r.person, stretch=2),
                Column("kind", "Was here as", "muted", lambda r: KINDS[r.kind], width=110),
                Column("times", "Times", "num", lambda r: str(r.times), width=70),
                Column("last", "Last here", "date", lambda r: full_date(r.last_on), width=120),
                Column("work", "Did last", "text", lambda r: r.work, stretch=3),
            ),
            name="Would hire",
            key=lambda r: r.person_id,
            on_activate=lambda r: open_person(r.person_id, "work"),
            empty="Nobody yet. Temps and interns rated four of five or more stand here.",
        )
        stack(self, self.bar, column(self.table, margin=(6, 0, 6, 8)))

    def reload(self) -> None:
        """Ask again."""
        self.table.show_rows(self._desk.ask(staff.would_hire))


class PlansList(QWidget):
    """The benefit plans with their rule, and who stands where with them (S036, S037)."""

    def __init__(self, desk: Desk, laid: Laid, open_person: Open) -> None:
        super().__init__()
        self._desk, self._laid = desk, laid
        self.add = Button("Add plan", icon="plus", on_click=self.new_plan)
        self.away = Button("Put plan away", on_click=self._put_away)
        self.bar = Toolbar("Benefits", "", STRETCH, self.away, self.add)
        self.plans = Table[PlanSum](
            (
                Column("name", "Plan", "two_line", _plan, stretch=3),
                Column("rule", "Days, hours a week", "date", _rule, width=150),
                Column("eligible", "Eligible", "num", lambda r: str(r.eligible), width=76),
                Column("joined", "Joined", "num", lambda r: str(r.joined), width=70),
                Column("waiting", "Not asked", "num", lambda r: str(r.waiting or ""), width=84),
                Column("note", "", "tag", _note, width=150),
            ),
            name="Benefit plans",
            row="two_line",
            key=lambda r: r.plan.id,
            fit=True,
            on_activate=self._edit,
            on_select=lambda _row: self._offer(),
            empty="No plan yet. Add what the payroll service, a broker or an adviser offers.",
        )
        self.table = Table[BenefitRow](
            (
                Column("person", "Who", "title", lambda r: r.person, stretch=2),
                Column("plan", "Plan", "text", lambda r: r.plan.name, stretch=2),
                Column("words", "By the rule", "text", lambda r: r.standing.words, stretch=3),
                Column("answer", "Answer", "text", _said, width=110, fit=180),
            ),
            name="Who is eligible",
            key=lambda r: (r.person_id, r.plan.id),
            fit=True,
            on_activate=lambda r: open_person(r.person_id, "benefits"),
            empty="Nobody yet.",
        )
        body = column(
            Card("One rule for everybody", "owners as well; nobody joins before it is met"),
            self.plans,
            Label(rules.OWNERS_QUESTION, "meta", "ink3", wrap=True),
            10,
            Section("Who is eligible"),
            self.table,
            STRETCH,
            margin=(16, 4, 16, 16),
        )
        stack(self, self.bar, Scroll(body))

    def reload(self) -> None:
        """Ask again."""
        size = self._desk.ask(benefits.group_size, today())
        self.bar.set_note("a group of 1" if size == 1 else f"a group of {size}")
        self.plans.show_rows(self._desk.ask(benefits.plan_sums, today()))
        self.table.show_rows(self._desk.ask(benefits.benefits, today()))
        self._offer()

    def _offer(self) -> None:
        self.away.setEnabled(self.plans.selected() is not None)

    def new_plan(self) -> None:
        """Show the form of a plan."""
        self._edit(None)

    def _put_away(self) -> None:
        chosen = self.plans.selected()
        if chosen is not None:
            self._desk.attempt(plan_actions.retire_plan, chosen.plan.id)

    def _edit(self, one: PlanSum | None) -> None:
        names = (
            "name",
            "kind",
            "source",
            "paid_by",
            "min_days",
            "min_minutes",
            "group_sizes",
            "words",
        )
        usual: dict[str, Any] = {"name": "", "kind": "medical", "source": "", "paid_by": "employer"}
        usual |= {"min_days": 90, "min_minutes": 1_800, "group_sizes": "", "words": ""}

        def save(values: dict[str, Any]) -> None:
            for_whom = str(values.pop("for_whom"))
            self._desk.do(
                plan_actions.save_plan,
                values,
                one.plan.id if one else None,
                one.plan.version if one else 0,
                for_whom,
            )

        lay_form(
            self._laid,
            one.plan.name if one else "Add a benefit plan",
            [
                Field("name", "Name of the plan", TextEntry(), required=True, span=2),
                Field("kind", "Kind", ChoiceEntry(list(rules.KINDS.items()))),
                Field("source", "Who arranges it", ChoiceEntry(list(rules.SOURCES.items()))),
                Field("paid_by", "Who pays", ChoiceEntry(list(rules.PAID_BY.items()))),
                Field("for_whom", "For whom", ChoiceEntry(list(rules.FOR_WHOM.items()))),
                Field("min_days", "Days employed", NumberEntry(0, 730, "days")),
                Field("min_minutes", "Hours a week, on average", HoursEntry()),
                Field(
                    "group_sizes",
                    "Sizes of group",
                    TextEntry("1, 3+"),
                    help="Empty: any. Plans differ for 1, 2, 3 and more.",
                ),
                Field("words", "What it is, whom to call", NoteEntry(lines=3), span=3),
            ],
            ({name: getattr(one.plan, name) for name in names} if one else usual)
            | {"for_whom": "everybody"},
            save,
            save="Save plan",
        )


def _talked(one: StuckRow) -> str:
    return full_date(one.reviewed_on) if one.reviewed_on else "Never"


def _over(one: ExpiringRow) -> TagCell:
    over = one.expires_on < today()
    return TagCell("ran out" if over else "runs out", "red" if over else "amber")


def _plan(one: PlanSum) -> tuple[str, str]:
    plan = one.plan
    parts = (
        rules.KINDS.get(plan.kind, plan.kind),
        rules.SOURCES.get(plan.source) if plan.source else "",
    )
    return plan.name, ", ".join(filter(None, parts))


def _rule(one: PlanSum) -> str:
    days, minutes = one.plan.rule
    return f"{days} days, {hours_h(minutes)}"


def _note(one: PlanSum) -> TagCell | None:
    if one.hidden:
        return TagCell(one.hidden, "grey")
    return TagCell("Only owners meet it", "amber") if one.owners else None


def _said(one: BenefitRow) -> str:
    said = one.said(today())
    return said.capitalize() if said else ("Not asked yet" if one.waits(today()) else "")
