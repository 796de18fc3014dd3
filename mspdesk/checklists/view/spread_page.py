"""Planning the same monthly work for several clients at once, spread over the month (B4)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from ...dates import today
from ...desk.desk import Desk
from ...errors import UserError
from ...people.queries import people
from ...rows import dataclass
from ...widgets.buttons import LinkButton
from ...widgets.entry import ChoiceEntry, ClockEntry, NumberEntry, TakesEntry
from ...widgets.form import Field, Form
from ...widgets.layout import STRETCH, Card, Scroll, column, lead_focus, stack
from ...widgets.safe import Label
from ...widgets.table import Column, Table
from ..actions.schedules import schedule_clients
from ..queries import masters
from ..queries.schedules import MAINTENANCE, clients_for, load_of
from ..queries.status import managed
from ..rules import recurrence


@dataclass(frozen=True, slots=True)
class Ticked:
    """A client to plan for, and the day it would get."""

    id: int
    name: str
    on: bool
    has: bool
    rule: str = ""

    @property
    def words(self) -> str:
        """The day it would get, or that it comes already."""
        if self.has:
            return "Comes already"
        return recurrence.rule_words(self.rule) if self.rule else ""


class SpreadPage(QWidget):
    """Tick clients, say when and who; each gets a weekday of the month of its own."""

    def __init__(
        self,
        desk: Desk,
        *,
        on_done: Callable[[list[int]], object],
        on_cancel: Callable[[], object],
    ) -> None:
        super().__init__()
        self.setAccessibleName("Plan for several clients")
        self._desk, self._on_done = desk, on_done
        self._on: set[int] | None = None
        team = [(None, "Who has the client's tickets"), *((p.id, p.name) for p in desk.ask(people))]
        lists = [
            (one.code, one.title)
            for one in desk.ask(masters.masters)
            if one.target in ("client", "site")
        ]
        self.form = Form(
            [
                Field("code", "Checklist", ChoiceEntry(lists), required=True),
                Field("assigned_id", "Technician", ChoiceEntry(team)),
                Field(
                    "at_minute",
                    "Time",
                    ClockEntry("9:00"),
                    help="Leave empty to keep no time free.",
                ),
                Field("minutes", "Takes", TakesEntry("2 h")),
                Field(
                    "ahead_days", "Ticket opens", NumberEntry(0, 60, "days"), help="Days before."
                ),
            ],
            columns=2,
            on_save=self._save,
            save="Plan",
            on_cancel=on_cancel,
        )
        self.form.set_values(
            {
                "code": MAINTENANCE,
                "at_minute": 9 * 60,
                "minutes": 120,
                "assigned_id": None,
                "ahead_days": 7,
            }
        )
        self.form.entry("code").changed.connect(self._other)
        self.form.entry("assigned_id").changed.connect(self.reload)
        self.clients = Table[Ticked](
            (
                Column("on", "", "check", lambda one: one.on, width=44),
                Column("name", "Client", "title", lambda one: one.name, stretch=2),
                Column("rule", "Day", "muted", lambda one: one.words, stretch=3),
            ),
            name="Clients to plan for",
            on_check=self._ticked,
            empty="No client yet.",
            fit=True,
        )
        self.none = LinkButton("Tick none", self._tick_none)
        self.card = Card("Clients", "Space ticks a client", flush=True)
        self.card.add_right(self.none)
        self.card.add(self.clients)
        words = (
            "Each client gets a weekday of the month of its own, so that nobody is in two places."
        )
        body = column(
            Label("Plan for several clients", "record"),
            Label(words, "body", "ink2", wrap=True),
            8,
            self.form,
            12,
            self.card,
            STRETCH,
            margin=(22, 14, 22, 22),
        )
        body.setMaximumWidth(900)
        stack(self, Scroll(body))
        lead_focus(self, self.form)
        self.reload()

    def reload(self) -> None:
        """List the clients, those with a plan ticked at first, with the day each would get."""
        code = self.form.entry("code").value() or MAINTENANCE
        found = [one for one in self._desk.ask(clients_for, code) if not one.internal]
        if self._on is None:
            plans = {id_ for id_, _ in self._desk.ask(managed, today())}
            self._on = {one.id for one in found if one.id in plans and not one.has}
        chosen = [one.id for one in found if one.id in self._on and not one.has]
        who = self.form.entry("assigned_id").value()
        load = self._desk.ask(load_of, who, today())
        days = sorted(recurrence.spread_rules(len(chosen), load))
        rules = dict(zip(chosen, days, strict=True))
        rows = [
            Ticked(one.id, one.name, one.id in rules, one.has, rules.get(one.id, ""))
            for one in found
        ]
        self.clients.show_rows(sorted(rows, key=lambda one: one.has))
        self.none.setEnabled(any(not one.has for one in rows))
        count = len(chosen)
        self.form.save_button.set_text(f"Plan for {count} {'client' if count == 1 else 'clients'}")
        self.none.set_text("Tick none" if count else "Tick all")

    def chosen(self) -> list[int]:
        """The clients that are ticked."""
        return [one.id for one in self.clients.rows() if one.on]

    def _other(self) -> None:
        self._on = None
        self.reload()

    def _ticked(self, one: Ticked, on: bool) -> None:
        if self._on is None or one.has:
            return
        if on:
            self._on.add(one.id)
        else:
            self._on.discard(one.id)
        self.reload()

    def _tick_none(self) -> None:
        self._on = set() if self.chosen() else {one.id for one in self.clients.rows()}
        self.reload()

    def _save(self, values: dict[str, Any]) -> None:
        facts = {name: values[name] for name in ("assigned_id", "at_minute", "minutes")}
        facts["ahead_days"] = values["ahead_days"] or 0
        chosen = tuple(self.chosen())
        if not chosen:
            raise UserError("Tick at least one client.")
        self._on_done(self._desk.do(schedule_clients, values["code"], chosen, facts))
