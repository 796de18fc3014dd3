"""The forms of an alert and of a kind of alert."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ...clients.queries import client_names
from ...desk.desk import Desk
from ...documentation.queries.devices import devices_of
from ...tickets.rules import FACT_WORDS, PRIORITY_WORDS
from ...widgets.entry import CheckEntry, ChoiceEntry, MinutesEntry, NoteEntry, TextEntry
from ...widgets.form import Field, Form
from ..queries.alerts import KindRow, kinds

Save = Callable[[dict[str, Any]], object]


def alert_form(desk: Desk, on_save: Save, on_cancel: Callable[[], object]) -> Form:
    """The form of an alert that is typed in; devices follow the client."""
    names = sorted(desk.ask(client_names).items(), key=lambda pair: pair[1].casefold())
    clients, devices = ChoiceEntry(list(names)), ChoiceEntry([(None, "No device")])

    def offer() -> None:
        chosen = clients.value()
        rows = desk.ask(devices_of, chosen) if isinstance(chosen, int) else []
        devices.set_options([(None, "No device"), *((one.id, one.name) for one in rows)])
        devices.set_value(None)

    clients.changed.connect(offer)
    known = [(one.id, one.title) for one in desk.ask(kinds)]
    form = Form(
        [
            Field("client", "Client", clients, required=True),
            Field("device", "Device", devices),
            Field("text", "What the alert says", NoteEntry(lines=4), required=True, span=2),
            Field(
                "kind",
                "Kind",
                ChoiceEntry([(None, "As its words tell"), *known]),
                help="Decides priority and title of the ticket.",
            ),
            Field("mark", "Its number there", TextEntry(), help="So that it is not taken twice."),
        ],
        columns=2,
        on_save=on_save,
        save="Take alert",
        on_cancel=on_cancel,
    )
    form.set_values({"client": None, "device": None, "text": "", "kind": None, "mark": ""})
    return form


def kind_form(
    kind: KindRow | None,
    checklists: list[tuple[str, str]],
    on_save: Save,
    on_cancel: Callable[[], object],
) -> Form:
    """The form of a kind of alert."""
    priorities = [(number, f"{number} {words}") for number, words in PRIORITY_WORDS.items()]
    facts = [("", "None"), *((fact.value, words) for fact, words in FACT_WORDS.items())]
    form = Form(
        [
            Field("title", "What kind of alert", TextEntry(), required=True),
            Field("ticket_title", "Title of the ticket", TextEntry(), help="Empty: the same."),
            Field(
                "matches",
                "Words it is known by, one a line",
                NoteEntry(lines=4),
                required=True,
                help="One of them in the text of an alert is enough.",
                span=2,
            ),
            Field("priority", "Priority", ChoiceEntry(priorities), required=True),
            Field("critical_fact", "Which fact", ChoiceEntry(facts), help="Critical needs a fact."),
            Field("estimate_minutes", "Estimate", MinutesEntry()),
            Field(
                "checklist",
                "Checklist on the ticket",
                ChoiceEntry([("", "None"), *checklists]),
            ),
            Field("makes_ticket", "Ticket", CheckEntry("Makes a ticket")),
        ],
        columns=2,
        on_save=on_save,
        save="Save kind",
        on_cancel=on_cancel,
    )
    names = (
        "title",
        "ticket_title",
        "matches",
        "priority",
        "critical_fact",
        "estimate_minutes",
        "checklist",
        "makes_ticket",
    )
    usual: dict[str, Any] = {
        "title": "",
        "ticket_title": "",
        "matches": "",
        "priority": 3,
        "critical_fact": "",
        "estimate_minutes": None,
        "checklist": "",
        "makes_ticket": True,
    }
    form.set_values({name: getattr(kind, name) for name in names} if kind else usual)
    return form
