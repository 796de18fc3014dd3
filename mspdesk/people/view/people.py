"""The preference page of people: what they may do, paid hours, leave, wages."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from ...dates import full_date, today
from ...desk.desk import Desk
from ...exchange.columns import DATE, TEXT, WHOLE, OutColumn
from ...money import plain, shown
from ...shop.queries import shop
from ...widgets.buttons import Button
from ...widgets.entry import (
    CheckEntry,
    ChoiceEntry,
    DateEntry,
    MinutesEntry,
    MoneyEntry,
    QuantityEntry,
    TextEntry,
)
from ...widgets.form import Field, Form, Heading
from ...widgets.glyphs import face_of
from ...widgets.layout import STRETCH, Card, Scroll, column, row, stack
from ...widgets.safe import Label
from ...widgets.table import Column, Table
from .. import actions, queries, rules
from ..queries import PersonRow, WageRow
from .leave import LeaveCard

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


EXPORT: tuple[OutColumn[PersonRow], ...] = (
    OutColumn("Name", TEXT, lambda row: row.name),
    OutColumn("Title", TEXT, lambda row: row.title),
    OutColumn("Email", TEXT, lambda row: row.email),
    OutColumn("Phone", TEXT, lambda row: row.phone),
    OutColumn("Employed as", TEXT, lambda row: rules.KINDS.get(row.kind, row.kind)),
    OutColumn("Tier", WHOLE, lambda row: row.tier),
    OutColumn("First day", DATE, lambda row: row.hired_on),
    OutColumn("Last day", DATE, lambda row: row.left_on),
)


class PeoplePage(QWidget):
    """Who works here: name, what they may do, paid hours, leave, wage from a day on."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._money = desk.ask(shop).money
        self._person: PersonRow | None = None
        self.table = Table[PersonRow](
            (
                Column("face", "", "avatar", lambda r: face_of(r.name, r.id), width=40),
                Column("name", "Name", "title", lambda r: r.name, stretch=2),
                Column("title", "Title", "text", lambda r: r.title, stretch=2),
                Column(
                    "kind",
                    "Employed as",
                    "muted",
                    lambda r: rules.KINDS.get(r.kind, r.kind),
                    stretch=1,
                ),
                Column(
                    "left",
                    "",
                    "date",
                    lambda r: f"left {full_date(r.left_on)}" if r.left_on else "",
                    width=140,
                ),
            ),
            name="People",
            on_select=self._choose,
            fit=True,
        )
        self.form = Form(self._fields(), columns=3, on_save=self._save, save="Save person")
        self.paid = Form(
            [Field(f"day{n}", day, MinutesEntry()) for n, day in enumerate(DAYS)],
            columns=4,
            on_save=self._save_paid,
            save="Save paid hours",
        )
        self.wages = Table[WageRow](
            (
                Column("from_on", "From", "date", lambda r: full_date(r.from_on), width=200),
                Column(
                    "per_hour",
                    "An hour",
                    "money",
                    lambda r: shown(r.per_hour, self._money),
                    width=120,
                ),
                Column(
                    "burden",
                    "With taxes, times",
                    "num",
                    lambda r: plain(r.burden // 100),
                    width=130,
                ),
            ),
            name="Wages",
            row="compact",
            key=lambda r: r.from_on,
            fit=True,
            empty="No wage yet.",
        )
        self.wage = Form(
            [
                Field("from_on", "From", DateEntry(), required=True),
                Field("per_hour", "An hour", MoneyEntry(self._money), required=True),
                Field("burden", "With taxes, times", QuantityEntry(), required=True),
            ],
            columns=3,
            on_save=self._save_wage,
            save="Save wage",
        )
        paid, wages = Card("Paid hours", "by weekday"), Card("Wage", "never on any list or paper")
        paid.add(self.paid)
        wages.add(self.wages)
        wages.add(self.wage)
        new = Button("New person", icon="user-plus", on_click=self._new)
        export = Button("Export", kind="quiet", icon="download", on_click=self._export)
        words = "Roles decide what is offered. They are a courtesy, not a lock."
        self.leave = LeaveCard(desk)
        self._more = column(paid, 4, self.leave, 4, wages)
        body = column(
            Label("People", role="title"),
            Label(words, color="ink2"),
            6,
            self.table,
            row(new, export, STRETCH),
            8,
            self.form,
            8,
            self._more,
            STRETCH,
            margin=(22, 18, 22, 22),
        )
        body.setMaximumWidth(860)
        stack(self, Scroll(body))
        desk.keep_fresh(self, {"person", "access", "wage", "paid_hours", "leave"}, self._load)

    def _export(self) -> None:
        """Write the list of people into a file, without wages (S143)."""
        self._desk.export("People", EXPORT, self.table.rows())

    def _fields(self) -> list[Field | Heading]:
        tiers = [(tier, f"Tier {tier}") for tier in rules.TIERS]
        access = [
            Field(f"may_{role}", "Access", CheckEntry(words))
            for role, words in rules.ACCESS_WORDS.items()
        ]
        return [
            Field("name", "Name", TextEntry(), required=True),
            Field("title", "Title", TextEntry()),
            Field("email", "E-mail", TextEntry()),
            Field("phone", "Phone", TextEntry()),
            Field("kind", "Employed as", ChoiceEntry(list(rules.KINDS.items()))),
            Field("tier", "Tier", ChoiceEntry(tiers), help="Skill; it never changes a price."),
            Field("hired_on", "First day", DateEntry()),
            Field("left_on", "Last day", DateEntry()),
            Heading("May do the work of"),
            *access,
            Field("takes_tickets", "Tickets", CheckEntry("Works on tickets")),
            Field("new_tech", "New", CheckEntry("New at this work")),
        ]

    def _load(self) -> None:
        self.table.show_rows(self._desk.ask(queries.people, all_of_them=True))
        if self._person is None and self.table.rows():
            self.table.select(self.table.rows()[0].id)
        self.leave.reload()

    def _choose(self, person: PersonRow | None) -> None:
        self._person = person
        self._more.setVisible(person is not None)
        if person is None:
            return
        held = self._desk.ask(queries.access_of, person.id)
        values: dict[str, Any] = {
            name: getattr(person, name)
            for name in PersonRow.__dataclass_fields__
            if name not in {"id", "version"}
        }
        values |= {f"may_{role}": role in held for role in rules.ACCESS_WORDS}
        self.form.set_values(values)
        week = self._desk.ask(queries.paid_week, person.id)
        self.paid.set_values({f"day{n}": week.get(n, 0) for n in range(7)})
        self.leave.show_person(person.id)
        self.wages.show_rows(self._desk.ask(queries.wages, person.id))
        self.wage.set_values({"from_on": today(), "per_hour": None, "burden": 12_500})

    def _new(self) -> None:
        self.table.clearSelection()
        self._choose(None)
        blank: dict[str, Any] = dict.fromkeys(("name", "title", "email", "phone"), "")
        blank |= {"kind": "employee", "tier": 1, "takes_tickets": True, "new_tech": True}
        blank |= {"hired_on": today(), "left_on": None}
        blank |= {f"may_{role}": role == "technician" for role in rules.ACCESS_WORDS}
        self.form.set_values(blank)
        self.form.focus_first()

    def _save(self, values: dict[str, Any]) -> None:
        access = tuple(str(r) for r in rules.ACCESS_WORDS if values.pop(f"may_{r}", False))
        if self._person is None:
            person_id = self._desk.do(actions.add_person, str(values["name"]), access, values)
        else:
            person_id = self._person.id
            self._desk.do(actions.edit_person, person_id, self._person.version, values, access)
        self.table.select(person_id)
        self._person = self._desk.ask(queries.person, person_id)

    def _save_paid(self, values: dict[str, Any]) -> None:
        if self._person is not None:
            minutes = {n: int(values[f"day{n}"] or 0) for n in range(7)}
            self._desk.do(actions.set_paid_hours, self._person.id, minutes)

    def _save_wage(self, values: dict[str, Any]) -> None:
        if self._person is not None:
            self._desk.do(
                actions.set_wage,
                self._person.id,
                values["from_on"],
                int(values["per_hour"]),
                int(values["burden"]),
            )
            self.wages.show_rows(self._desk.ask(queries.wages, self._person.id))
