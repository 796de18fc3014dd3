"""The form that begins a checklist, now or on a later day."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from ...clients.queries import choose_client
from ...dates import today
from ...desk.desk import Desk
from ...people.queries import people
from ...widgets.boxes import STRETCH, Scroll, column, row, stack
from ...widgets.buttons import LinkButton
from ...widgets.entry import ChoiceEntry, DateEntry, Found, LookupEntry, TextEntry
from ...widgets.form import Field, Form
from ...widgets.safe import Label
from ..actions import runs
from ..queries.choices import run_choices
from ..queries.masters import has_short, masters
from ..queries.private import LEADS
from ..rules.run import SHORT

OFFERED = 12


class BeginForm(QWidget):
    """Which checklist, for whom, about what; `on_done` gets the id of the run.

    Without a day, or with today's, it begins at once; with a later one it is planned for it.
    """

    def __init__(
        self,
        desk: Desk,
        on_done: Callable[[int], object],
        on_cancel: Callable[[], object],
        on_own: Callable[[], object],
    ) -> None:
        super().__init__()
        self._desk, self._on_done = desk, on_done
        self.code = ChoiceEntry((), "Choose a checklist")
        self.variant = ChoiceEntry([("", "All of it"), (SHORT, "The short one")])
        self.client = LookupEntry(self._find, "Type a few letters")
        self.device = ChoiceEntry()
        self.ticket = ChoiceEntry()
        self.person = ChoiceEntry()
        self.assigned = ChoiceEntry()
        self.due = DateEntry("Now")
        self.title = TextEntry("As the checklist is called")
        self.form = Form(
            [
                Field("code", "Checklist", self.code, required=True),
                Field("variant", "How much of it", self.variant),
                Field("client", "Client", self.client),
                Field("assigned", "Who does it", self.assigned),
                Field("device", "Device", self.device),
                Field("ticket", "Ticket", self.ticket),
                Field("person", "About one of us", self.person),
                Field("due", "When", self.due, help="Leave empty to begin now."),
                Field("title", "Called", self.title, span=2),
            ],
            columns=2,
            on_save=self._save,
            save="Start checklist",
            on_cancel=on_cancel,
        )
        own = LinkButton("Write a checklist of your own", on_own, role="body")
        body = column(
            Label("Start a checklist", "title"),
            Label(
                "It keeps the words it has today, whatever is changed in it later.",
                "body",
                "ink2",
                wrap=True,
            ),
            6,
            self.form,
            row(own, STRETCH),
            STRETCH,
            margin=(22, 18, 22, 22),
        )
        body.setMaximumWidth(900)
        stack(self, Scroll(body))
        self.client.picked.connect(lambda _found: self._offer())
        self.client.left.connect(self._offer)
        self.code.changed.connect(self._fit)
        self._client_id: int | None = -1
        self.fill()

    def fill(self) -> None:
        """Offer what there is now."""
        rows = [one for one in self._desk.ask(masters) if one.revision and not one.retired]
        self._targets = {one.code: one.target for one in rows}
        self.code.set_options([(one.code, one.title) for one in rows])
        staff = [(one.id, one.name) for one in self._desk.ask(people)]
        self.assigned.set_options([(None, "Nobody yet"), *staff])
        own = [one for one in staff if one[0] == self._desk.person_id]
        self.person.set_options([(None, "Nobody"), *(staff if self._desk.may(LEADS) else own)])
        self._offer()

    def begin(self, about: dict[str, Any]) -> None:
        """Show an empty form, with what is known: code, client_id, ticket_id, device_id."""
        self.form.set_values(
            {
                "code": about.get("code"),
                "variant": "",
                "client": None,
                "assigned": self._desk.person_id,
                "due": None,
                "title": "",
            }
        )
        client_id = about.get("client_id")
        if client_id is not None:
            offered = self._desk.ask(run_choices, client_id)
            self.client.set_value(Found(client_id, offered.client))
        self._offer()
        self.device.set_value(about.get("device_id"))
        self.ticket.set_value(about.get("ticket_id"))
        self.form.mark_clean()
        self._fit()
        if about.get("code"):
            self.client.field.setFocus()
        else:
            self.form.focus_first()

    def _find(self, text: str) -> Sequence[Found]:
        rows = self._desk.ask(choose_client, text, OFFERED)
        return [
            Found(one.id, one.name, ", ".join(part for part in (one.city, one.region) if part))
            for one in rows
        ]

    def _offer(self) -> None:
        """Offer the devices and tickets of the client that was chosen."""
        found = self.client.taken()
        client_id = found.value if found is not None and isinstance(found.value, int) else None
        if client_id == self._client_id:
            return
        self._client_id = client_id
        offered = self._desk.ask(run_choices, client_id) if client_id is not None else None
        self.device.set_options([(None, "No device"), *(offered.devices if offered else ())])
        self.ticket.set_options([(None, "No ticket"), *(offered.tickets if offered else ())])
        self.device.set_value(None)
        self.ticket.set_value(None)

    def _fit(self) -> None:
        """Ask only for what this checklist is about."""
        target = self._targets.get(self.code.value() or "", "client")
        names = {"code", "variant", "client", "assigned", "device", "ticket", "due", "title"}
        if target == "person":
            names = (names - {"client", "device", "ticket"}) | {"person"}
        elif target == "company":
            names -= {"device"}
        if not self._has_short():
            names -= {"variant"}
        self.form.show_only(names)

    def _has_short(self) -> bool:
        """Whether the checklist has a short variant that could be chosen."""
        code = self.code.value()
        return bool(code) and self._desk.ask(has_short, code)

    def _save(self, values: dict[str, Any]) -> None:
        due = values.get("due")
        about = tuple(
            (f"{name}_id", values.get(name)) for name in ("assigned", "device", "ticket", "person")
        )
        if due is not None and due > today():
            run_id = self._desk.do(
                runs.plan_for,
                values["code"],
                due,
                values.get("client"),
                about,
                values.get("title") or "",
                values.get("variant") or "",
            )
        else:
            run_id = self._desk.do(
                runs.plan_and_start,
                values["code"],
                values.get("client"),
                about,
                values.get("title") or "",
                values.get("variant") or "",
            )
        self.form.mark_clean()
        self._on_done(run_id)
