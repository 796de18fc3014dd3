"""Who may open the vault, for which clients, and what somebody who was taken out knows."""

from __future__ import annotations

from typing import Any

from ...clients.queries import client_names
from ...dates import full_date, wall_of
from ...desk.desk import Desk
from ...errors import Cancelled, UserError
from ...vault import actions, queries, runs
from ...vault.queries import Holder, Seen, VaultState
from ...widgets.buttons import Button
from ...widgets.entry import CheckEntry, ChoiceEntry
from ...widgets.form import Field, Form
from ...widgets.layout import STRETCH, Card, row
from ...widgets.safe import Label
from ...widgets.table import Column, Table, TagCell
from .cards import answered, judge, new_password_fields, twice

_KNOWS: tuple[Column[Seen], ...] = (
    Column("client", "Client", "text", lambda r: r.client or "The shop", stretch=1),
    Column("label", "What it opens", "title", lambda r: r.label, stretch=2),
    Column("field", "Value", "text", lambda r: r.field, width=90),
    Column("at", "Last seen", "date", lambda r: full_date(wall_of(r.last_at).date()), width=110),
    Column(
        "changed",
        "",
        "tag",
        lambda r: TagCell("Changed", "green") if r.changed_since else TagCell("Change it", "hi"),
        width=100,
    ),
)


class PeopleCard(Card):
    """The people with a key; an owner gives keys, takes them away and says for which clients."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("Who may open it", "owners and technicians")
        self._desk = desk
        self._clients: dict[int, str] = {}
        self._owner = self._open = self._filling = False
        self.table = Table[Holder](
            (
                Column("name", "Name", "title", lambda r: r.name, stretch=2),
                Column("for", "Clients", "text", self._clients_of, stretch=3),
                Column("since", "Since", "date", lambda r: full_date(r.made_at.date()), width=110),
                Column(
                    "role",
                    "",
                    "tag",
                    lambda r: None if r.may_hold else TagCell("Role allows none", "amber"),
                    width=130,
                ),
            ),
            "People with a key to the vault",
            key=lambda r: r.person_id,
            on_select=self._chosen,
            fit=True,
            row="card",
        )
        self.everyone = CheckEntry("Of all clients")
        self.everyone.changed.connect(self._give)
        self.take = Button("Take the key away", "danger", on_click=self._take)
        self.know = Button("What this person saw", "quiet", on_click=self._show_known)
        self.ticks = Table[tuple[int, str]](
            (
                Column("tick", "", "check", lambda r: r[0] in self._granted(), width=44),
                Column("name", "Client", "text", lambda r: r[1], stretch=1),
            ),
            "Clients the key is for",
            key=lambda r: r[0],
            on_check=self._tick,
            row="compact",
            fit=True,
        )
        self.known = Table[Seen](
            _KNOWS,
            "What this person knows",
            key=lambda r: (r.subject, r.subject_id, r.field),
            row="card",
            fit=True,
            empty="Nothing was looked at.",
        )
        self._known_words = Label("", "meta", "ink2", wrap=True)
        self.who = ChoiceEntry([])
        self.form = Form(
            [
                Field("person_id", "A key for", self.who, required=True),
                *new_password_fields(),
            ],
            columns=3,
            on_save=self._add,
            save="Give a key",
        )
        self.form.save_button.set_kind("default")
        judge(self.form)
        self._new_words = Label(
            "Whom you give a key types a password here, now.", "meta", "ink2", wrap=True
        )
        self._doing = row(self.everyone, STRETCH, self.know, self.take)
        self.add(
            self.table,
            self._doing,
            self.ticks,
            self._known_words,
            self.known,
            8,
            self.form,
            self._new_words,
        )

    def show_state(self, state: VaultState, *, is_open: bool, owner: bool) -> None:
        """Show who has a key now, and offer what this person may do about it."""
        self._open, self._owner = is_open, owner
        self._clients = self._desk.ask(client_names)
        self.table.show_rows(state.holders)
        if self.table.selected() is None:
            self.table.select_first()
        wanting = self._desk.ask(queries.could_hold)
        if not self.form.dirty():
            self.who.set_options([(who, name) for who, name in wanting])
        for part in (self.form, self._new_words):
            part.setVisible(is_open and owner and bool(wanting))
        self._show_chosen()

    def _clients_of(self, holder: Holder) -> str:
        if holder.all_clients:
            return "All clients"
        names = sorted(self._clients.get(one, "") for one in holder.clients)
        return ", ".join(names) or "None yet"

    def _granted(self) -> tuple[int, ...]:
        chosen = self.table.selected()
        return chosen.clients if chosen is not None else ()

    def _chosen(self, _: Holder) -> None:
        self.known.hide()
        self._known_words.hide()
        self._show_chosen()

    def _show_chosen(self) -> None:
        """Fill what belongs to the chosen person."""
        chosen = self.table.selected()
        others = chosen is not None and chosen.person_id != self._desk.person_id
        self._doing.setVisible(self._owner and chosen is not None)
        self.take.setVisible(others and self._open)
        self.everyone.setEnabled(others)
        self._filling = True
        self.everyone.set_value(chosen is None or chosen.all_clients)
        self._filling = False
        some = self._owner and chosen is not None and not chosen.all_clients
        self.ticks.setVisible(some)
        if some:
            own = sorted(self._clients.items(), key=lambda one: one[1].lower())
            self.ticks.show_rows(own)
        if self.known.isHidden():
            self._known_words.hide()

    def _give(self) -> None:
        chosen = self.table.selected()
        if self._filling or chosen is None:
            return
        self._desk.do(
            actions.give_clients, chosen.person_id, bool(self.everyone.value()), chosen.clients
        )

    def _tick(self, client: tuple[int, str], on: bool) -> None:
        chosen = self.table.selected()
        if chosen is not None:
            now = set(chosen.clients) | {client[0]} if on else set(chosen.clients) - {client[0]}
            self._desk.do(actions.give_clients, chosen.person_id, False, tuple(sorted(now)))

    def _add(self, values: dict[str, Any]) -> None:
        password = twice(values)
        if self._desk.vault is None:
            raise UserError("Open the vault first.")
        job = self._desk.fetch(
            "Making a key", runs.add_person, self._desk.vault, values["person_id"], password
        )
        answered(job, self.form, self._added)

    def _added(self, _: object) -> None:
        self.form.set_values({"person_id": None, "password": "", "again": ""})
        self._desk.vault_changed.emit()

    # Taking a key away, and what is known then.

    def _take(self) -> None:
        chosen = self.table.selected()
        if chosen is None or self._desk.vault is None:
            return
        name = chosen.name
        job = self._desk.run(
            f"Taking the key of {name} away",
            runs.forget_person,
            self._desk.vault,
            chosen.person_id,
        )
        job.then(lambda told: self._taken(name, told)).otherwise(self._refused)

    def _taken(self, name: str, told: runs.Forgotten) -> None:
        self._desk.vault_changed.emit()
        self._show_seen(name, list(told.knows))

    def _refused(self, error: BaseException) -> None:
        if isinstance(error, UserError):
            self._desk.refuse(error)
        elif not isinstance(error, Cancelled):
            raise error

    def _show_known(self) -> None:
        chosen = self.table.selected()
        if chosen is not None:
            self._show_seen(chosen.name, self._desk.ask(queries.seen_by, chosen.person_id))

    def _show_seen(self, name: str, seen: list[Seen]) -> None:
        """Say what a person knows, and that it is to be changed where it counts."""
        still = sum(not one.changed_since for one in seen)
        words = f"{name} looked at {len(seen)} values; {still} of them were not changed since."
        if still:
            words += " Change each where it is used, then here."
        self._known_words.set_text(words)
        self.known.show_rows(seen)
        self._known_words.show()
        self.known.setVisible(bool(seen))
