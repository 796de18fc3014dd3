"""The forms laid over a procedure: a roll-out, a time it was left aside, a new one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ...clients.queries import choose_client, clients
from ...dates import today
from ...desk.desk import Desk
from ...errors import UserError
from ...people.queries import people
from ...shop.queries import shop
from ...tickets.queries import find_ticket
from ...widgets.entry import (
    CheckEntry,
    ChoiceEntry,
    DateEntry,
    Found,
    LookupEntry,
    NoteEntry,
    TextEntry,
)
from ...widgets.form import Field, Form, Heading
from ..actions import rollouts as rollout_actions
from ..actions import sops as actions
from ..queries.sops import SopPage
from ..rules.sop import AUDIENCES, KINDS


def day_entry(desk: Desk) -> DateEntry:
    """A day in the order the shop writes them."""
    return DateEntry(day_first=desk.ask(shop).day_first)


def client_entry(desk: Desk) -> LookupEntry:
    """A client found by typing."""

    def find(text: str) -> list[Found]:
        return [Found(one.id, one.name, one.city) for one in desk.ask(choose_client, text, 8)]

    return LookupEntry(find, "Type a few letters")


def new_form(desk: Desk, on_done: Callable[[str], object], on_cancel: Callable[[], object]) -> Form:
    """Begin a procedure of the shop's own: a title is enough."""

    def save(values: dict[str, Any]) -> None:
        on_done(desk.do(actions.new_sop, values["title"], values["kind"], values["audience"]))

    form = Form(
        [
            Field("title", "Title", TextEntry("Handing a phone call on"), required=True, span=2),
            Field("kind", "Kind", ChoiceEntry(list(KINDS.items()))),
            Field("audience", "First of all for", ChoiceEntry(list(AUDIENCES.items()))),
        ],
        columns=2,
        on_save=save,
        save="Begin procedure",
        on_cancel=on_cancel,
    )
    form.set_values({"kind": "sop", "audience": "employees"})
    return form


def rollout_form(
    desk: Desk, page: SopPage, on_done: Callable[[int], object], on_cancel: Callable[[], object]
) -> Form:
    """To whom, trained when, live when, and a word to them (S078)."""
    staff = [(f"person-{one.id}", one.id, one.name) for one in desk.ask(people)]
    active = [one for one in desk.ask(clients) if one.status == "active" and not one.internal]
    ours = [(f"client-{one.id}", one.id, one.name) for one in active]

    def save(values: dict[str, Any]) -> None:
        audience = values["audience"]
        among = ours if audience == "clients" else staff
        reach = [id_ for name, id_, _ in among if values.get(name)]
        made = desk.do(
            rollout_actions.roll_out,
            page.row.code,
            audience,
            reach,
            training_on=values.get("training_on"),
            live_on=values["live_on"],
            message=values["message"] or "",
        )
        on_done(made)

    chooser = ChoiceEntry([("employees", "Employees"), ("clients", "Clients")])
    form = Form(
        [
            Field("audience", "To whom", chooser),
            Field("training_on", "Training on", day_entry(desk)),
            Field("live_on", "Live on", day_entry(desk)),
            Field("message", "A word to them", NoteEntry(lines=3), span=3),
            Heading("Who"),
            *(Field(name, words, CheckEntry(words)) for name, _, words in staff),
            Heading("Which clients"),
            *(Field(name, words, CheckEntry(words)) for name, _, words in ours),
        ],
        columns=3,
        on_save=_naming(save),
        save="Roll out",
        on_cancel=on_cancel,
    )
    always = ["audience", "live_on", "message"]

    def offer() -> None:
        clients_wanted = chooser.value() == "clients"
        names = [name for name, *_ in (ours if clients_wanted else staff)]
        form.show_only([*always, *([] if clients_wanted else ["training_on"]), *names])

    known = "employees" in page.row.audiences or "clients" not in page.row.audiences
    form.set_values(
        {
            "audience": "employees" if known else "clients",
            **{name: True for name, *_ in (*staff, *ours)},
        }
    )
    chooser.changed.connect(offer)
    offer()
    return form


def _naming(save: Callable[[dict[str, Any]], None]) -> Callable[[dict[str, Any]], None]:
    """Say what is wrong with the choice of people over the whole form."""

    def tried(values: dict[str, Any]) -> None:
        try:
            save(values)
        except UserError as error:
            raise UserError(error.text, None if error.field == "reach" else error.field) from error

    return tried


def exception_form(desk: Desk, code: str, on_done: Callable[[], object]) -> Form:
    """Why it was left aside, for whom, allowed by whom (S137)."""
    staff = [(one.id, one.name) for one in desk.ask(people)]

    def save(values: dict[str, Any]) -> None:
        number = (values["ticket"] or "").strip()
        desk.do(
            actions.log_exception,
            code,
            values["reason"] or "",
            values["approved_by"],
            on=values["on"],
            until=values["until"],
            client_id=values["client"],
            ticket_id=desk.ask(find_ticket, number) if number else None,
            person_id=values["person"],
        )
        on_done()

    form = Form(
        [
            Field("reason", "Why", NoteEntry(lines=3), required=True, span=3),
            Field("approved_by", "Allowed by", ChoiceEntry(staff), required=True),
            Field("on", "On", day_entry(desk), required=True),
            Field("until", "Until", day_entry(desk), "Empty when it was once"),
            Field("client", "For the client", client_entry(desk)),
            Field("ticket", "On ticket no.", TextEntry("1288")),
            Field("person", "For one of us", ChoiceEntry([(None, "Nobody in particular"), *staff])),
        ],
        columns=3,
        on_save=save,
        save="Log exception",
        on_cancel=on_done,
    )
    form.set_values({"approved_by": desk.person_id, "on": today()})
    return form
