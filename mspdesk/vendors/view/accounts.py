"""Clients' accounts at vendors: on the client's page and on the vendor's, with one form."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from ...clients.queries import client as client_of
from ...dates import full_date, short_date
from ...desk.area import Place
from ...desk.desk import Desk
from ...widgets.buttons import Button, MenuButton
from ...widgets.entry import CheckEntry, ChoiceEntry, Entry, Found, NoteEntry, TextEntry
from ...widgets.form import Field, Form
from ...widgets.layout import lead_focus, stack
from ...widgets.list_form import ListForm
from ...widgets.table import Column, Table, TagCell
from .. import actions, queries
from ..queries import AccountRow
from ..queries.lists import ACCOUNTS
from .doing import Entries, client_entry, date_entry


def call_tag(row: AccountRow) -> TagCell:
    """Whether we may call for an account, in two words."""
    if not row.active:
        return TagCell("Retired")
    if row.we_may_call:
        return TagCell("We may call", "green")
    if row.letter_on is not None:
        return TagCell(f"Letter {short_date(row.letter_on)}", "amber")
    return TagCell("Not yet", "hi")


class AccountsPart(QWidget):
    """Accounts of one client, or at one vendor; Enter opens one, the letter is one press away."""

    def __init__(self, desk: Desk, of: str) -> None:
        super().__init__()
        self._desk, self._of = desk, of
        self._id = 0
        whom: Callable[[AccountRow], str] = (
            (lambda r: r.client) if of == "vendor" else (lambda r: r.vendor)
        )
        self.table = Table[AccountRow](
            (
                Column("whom", "Client" if of == "vendor" else "Vendor", "title", whom, stretch=4),
                Column("what", "For", "text", lambda r: r.what, stretch=2),
                Column("number", "Account no.", "id", lambda r: r.account_number, width=110),
                Column("may", "May we call", "tag", call_tag, width=130),
                Column(
                    "callers",
                    "Authorized callers",
                    "muted",
                    lambda r: ", ".join(r.callers),
                    stretch=2,
                ),
                Column("phone", "Support", "id", lambda r: r.support_phone, width=120),
                Column(
                    "until",
                    "Contract until",
                    "date",
                    lambda r: full_date(r.contract_until) if r.contract_until else "",
                    width=110,
                    hide_under=1400,
                ),
            ),
            name="Accounts at vendors" if of == "client" else "Accounts of clients",
            empty="No account is written down yet.",
        )
        self.letter_button = Button("Write authorization", icon="mail", on_click=self.write)
        export = Button("Export", kind="quiet", icon="download", on_click=self._export)
        more = MenuButton("", "ellipsis", "More about this account", self._more)
        self.list = ListForm(
            self.table, "New account", self._make, self.letter_button, export, more
        )
        stack(self, self.list)
        lead_focus(self, self.list)

    def show_id(self, id_: int) -> None:
        """Show the accounts of another client or vendor; a form for another waits."""
        self._id = id_
        self.list.turn_to(id_)
        rows = (
            self._desk.ask(queries.accounts, client_id=id_)
            if self._of == "client"
            else self._desk.ask(queries.accounts, vendor_id=id_)
        )
        self.table.show_rows(rows)
        if self.table.selected() is None:
            self.table.select_first()

    def arrive(self, place: Place) -> None:
        """Begin a new account, or choose one."""
        if place.about.get("new"):
            self.list.edit(None)
        else:
            self.table.select(place.about.get("account_id"))

    def _make(self, row: AccountRow | None) -> QWidget:
        whom: Entry
        if self._of == "vendor":
            name, label, whom = "client_id", "Client", client_entry(self._desk)
        else:
            names = [(v.id, v.name) for v in self._desk.ask(queries.vendors, all_of_them=False)]
            if row is not None and row.vendor_id not in dict(names):
                names.append((row.vendor_id, row.vendor))
            names.sort(key=lambda pair: pair[1].casefold())
            name, label, whom = "vendor_id", "Vendor", ChoiceEntry(names, "Choose a vendor")
        form = Form(
            [
                Field(name, label, whom, required=True),
                Field("what", "For", TextEntry("Internet line")),
                Field("account_number", "Account number", TextEntry()),
                Field("own_phone", "Support phone", TextEntry(), help="If it is another one."),
                Field("contract_until", "Contract until", date_entry(self._desk)),
                Field("letter_on", "Authorization letter", date_entry(self._desk)),
                Field(
                    "authorized",
                    "Authorized callers",
                    NoteEntry("One a line", lines=3),
                    help="Who may call for the client.",
                ),
                Field("pin_hint", "Where the PIN is kept", TextEntry(), help="Never the PIN."),
                Field("we_may_call", "We", CheckEntry("We may call there")),
                Field("notes", "Notes", NoteEntry(lines=2), span=3),
            ],
            columns=3,
            on_save=lambda values: self._save(row, values),
            save="Save account",
            on_cancel=self.list.back,
        )
        if row is not None:
            held = asdict(row)
            if self._of == "vendor":
                held["client_id"] = Found(row.client_id, row.client)
            form.set_values(held)
        return form

    def _save(self, row: AccountRow | None, values: dict[str, Any]) -> None:
        details = {**values, f"{self._of}_id": self._id}
        details["support_phone"] = details.pop("own_phone")
        if row is None:
            made = self._desk.do(actions.add_account, details)
        else:
            made = row.id
            self._desk.do(actions.edit_account, made, row.version, details)
        self.list.back()
        self.show_id(self._id)
        self.table.select(made)

    def write(self) -> None:
        """Write the letter in which the client lets us call, and go to it."""
        row = self.table.selected()
        if row is None:
            self._desk.say("Choose an account first.")
            return
        letter = self._desk.attempt(actions.write_authorization, row.id)
        if letter is not None:
            self._desk.go(Place("clients", row.client_id, "letters", {"letter_id": letter}))

    def _more(self) -> Entries:
        row = self.table.selected()
        if row is None:
            return []
        found: Entries = [
            ("Edit account", lambda: self.list.edit(row)),
            ("Duplicate account", lambda: self._again(actions.duplicate_account, row.id)),
        ]
        letters = self._desk.ask(queries.account_letters, row.id)
        for id_, number, on in letters[:3]:
            place = Place("clients", row.client_id, "letters", {"letter_id": id_})
            found.append((f"Letter {number} of {short_date(on)}", partial(self._desk.go, place)))
        words = "Retire account" if row.active else "Take account up again"
        found += [
            None,
            (words, lambda: self._again(actions.retire_account, row.id, active=not row.active)),
        ]
        return found

    def _again(self, verb: Any, *args: Any, **more: Any) -> None:
        made = self._desk.attempt(verb, *args, **more)
        self.show_id(self._id)
        if isinstance(made, int):
            self.table.select(made)

    def _export(self) -> None:
        self._desk.export("Accounts at vendors", ACCOUNTS, self.table.rows())


class ClientAccounts(AccountsPart):
    """The tab on a client's page."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "client")

    def _export(self) -> None:
        client = self._desk.ask(client_of, self._id)
        name = f"Accounts at vendors {client.name if client else ''}".strip()
        self._desk.export(name, ACCOUNTS, self.table.rows())
