"""Writing down a new ticket, in place of the one that is looked at."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ...clients.queries import choose_client, client_names
from ...desk.desk import Desk
from ...widgets.buttons import Button
from ...widgets.entry import ChoiceEntry, Found, MinutesEntry, NoteEntry, TextEntry
from ...widgets.form import Field, Form
from ...widgets.keycap import KeyCap
from ...widgets.layout import STRETCH, Footer, Scroll, row, stack
from ...widgets.safe import Label
from .. import actions, rules
from ..queries import next_in_rotation
from . import choices
from .choices import DeviceEntry, choice, choices_of
from .recipes import wire_priority


class NewTicket(QWidget):
    """The form of a new ticket; what was typed stays until it is saved or cancelled."""

    def __init__(
        self,
        desk: Desk,
        *,
        tiers: bool,
        on_opened: Callable[[int], object],
        on_cancel: Callable[[], object],
    ) -> None:
        super().__init__()
        self.setAccessibleName("New ticket")
        self._desk, self._on_opened, self._on_cancel = desk, on_opened, on_cancel
        self._follows: int | None = None
        self._files: tuple[tuple[str, bytes], ...] = ()
        self.client = choices.client_entry(desk)
        self.client.picked.connect(lambda _found: self._client_chosen())
        self.title = TextEntry("What is wrong, in a few words")
        self.device = DeviceEntry()
        self.contact, self.agreement = ChoiceEntry(), ChoiceEntry()
        self.priority = choice(choices.PRIORITIES, 3)
        self.impact = choice(choices.from_list(rules.IMPACT_WORDS))
        self.urgency = choice(choices.from_list(rules.URGENCY_WORDS))
        self.assigned = choice(choices.staff(desk))
        self._note = Label("", "meta", "ink3", wrap=True)
        self._facts = Label("", "meta", "amber", wrap=True)
        self._facts.hide()
        self.form = Form(
            [
                Field("client", "Client", self.client, required=True, span=2),
                Field("title", "Title", self.title, required=True, span=2),
                Field("description", "Description", NoteEntry(lines=3), span=2),
                Field("contact", "Contact", self.contact),
                Field("estimate", "Estimate", MinutesEntry("45, 0:45, .75")),
                Field("impact", "Whom it touches", self.impact),
                Field("urgency", "How much", self.urgency),
                Field("priority", "Priority", self.priority),
                Field("fact", "Which fact", choice(choices.from_list(rules.FACT_WORDS))),
                Field("device", "Device", self.device),
                Field("agreement", "Agreement", self.agreement),
                Field("assigned", "Assigned to", self.assigned),
                Field("tier", "Tier", choice(choices.TIERS, 1)),
                Field("type", "Kind of work", choice(choices.from_list(rules.KIND_WORDS))),
                Field(
                    "source_kind", "How it came in", choice(choices.from_list(rules.SOURCE_WORDS))
                ),
            ],
            columns=2,
            on_save=self._save,
            buttons=False,
        )
        wire_priority(self.form, self.priority, self.impact, self.urgency)
        self.form.box("tier").setVisible(tiers)
        body = QWidget()
        head = row(Label("New ticket", "record"), STRETCH)
        parts = (head, self._note, self._facts, self.form, STRETCH)
        stack(body, *parts, gap=8, margin=(20, 14, 20, 8))
        self.save_button = Button("Open ticket", "primary", on_click=self.form.submit)
        cancel = Button("Cancel", "quiet", on_click=self._cancel, name="Cancel new ticket")
        foot = Footer(self.save_button, KeyCap("Enter"), cancel, STRETCH)
        stack(self, Scroll(body), foot)
        self._start()

    def begin(self, about: Mapping[str, Any]) -> None:
        """Turn to the form; what was begun before stays, `about` fills what is empty.

        `about` may hold client_id, title, description, contact_id, device_id, follows_id,
        source_kind and files, which are names and bytes that go onto the ticket.
        """
        if about.get("client_id") is not None and not self._same_client(about["client_id"]):
            self._start()
            self._take_client(about["client_id"])
        for name in ("title", "description"):
            if about.get(name) and self.form.entry(name).is_empty():
                self.form.entry(name).set_value(about[name])
        if about.get("contact_id") is not None:
            self.contact.set_value(about["contact_id"])
        if about.get("source_kind"):
            self.form.entry("source_kind").set_value(about["source_kind"])
        self._follows = about.get("follows_id")
        if "files" in about:
            self._files = about["files"]
        if about.get("note") or not self._files:
            self._note.set_text(about.get("note", ""))
            self._note.setVisible(bool(about.get("note")))
        first = self.title if choices.taken(self.client) is not None else self.client
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def offer_staff(self) -> None:
        """Offer the people who take tickets now."""
        self.assigned.set_options(choices.staff(self._desk))

    def dirty(self) -> bool:
        """Whether something is typed that would be lost."""
        return self.form.dirty()

    def _same_client(self, client_id: int) -> bool:
        return choices.taken(self.client) == client_id

    def _start(self) -> None:
        """Empty the form and set what is usual."""
        self._follows = None
        self._files = ()
        self.device.offer(None)
        self.contact.set_options([])
        self.agreement.set_options([])
        self.form.set_values(
            {
                "client": None,
                "title": "",
                "description": "",
                "contact": None,
                "estimate": None,
                "impact": None,
                "urgency": None,
                "priority": 3,
                "fact": None,
                "device": None,
                "agreement": None,
                "assigned": None,
                "tier": 1,
                "type": rules.Kind.INCIDENT.value,
                "source_kind": rules.Source.PHONE.value,
            }
        )
        self._note.hide()
        self._show_facts(None)

    def _take_client(self, client_id: int) -> None:
        """Choose a client that was named from elsewhere."""
        name = self._desk.ask(client_names).get(client_id)
        if name is None:
            return
        rows = [one for one in self._desk.ask(choose_client, name, 20) if one.id == client_id]
        found = choices.found_client(rows[0]) if rows else Found(client_id, name)
        self.client.set_value(found)
        self._client_chosen()

    def _client_chosen(self) -> None:
        """Offer what belongs to the client, with the usual answers chosen."""
        client_id = choices.taken(self.client)
        self._show_facts(client_id)
        found = choices_of(self._desk, client_id)
        self.device.offer(found)
        self.device.set_value(None)
        if found is None:
            return
        self.contact.set_options(choices.contacts(found))
        self.contact.set_value(found.contacts[0][0] if found.contacts else None)
        self.agreement.set_options(choices.agreements(found))
        self.agreement.set_value(choices.usual_agreement(found))
        self.assigned.set_options(choices.staff(self._desk, found.client_id))
        # In turns somebody is chosen already, too; our own work waits for whoever takes it.
        turn = self._desk.ask(next_in_rotation, found.client_id)
        self.assigned.set_value(found.primary_person_id if found.internal else turn)
        if found.internal:
            self.form.entry("type").set_value(rules.Kind.INTERNAL.value)

    def _show_facts(self, client_id: int | None) -> None:
        """Say what upper areas know of the client that whoever writes a ticket should."""
        asked = [panel.words for panel in self._desk.panels("ticket.new") if panel.words]
        said = [self._desk.ask(words, client_id) for words in asked] if client_id else []
        self._facts.set_text(" ".join(filter(None, said)))
        self._facts.setVisible(any(said))

    def note(self) -> str:
        """What is said of where the ticket comes from, above the form."""
        return self._note.text()

    def facts(self) -> str:
        """What is said of the client above the form."""
        return self._facts.text()

    def _save(self, found: dict[str, Any]) -> None:
        details = {
            "description": found["description"],
            "contact_id": found["contact"],
            "estimate_minutes": found["estimate"],
            "impact": found["impact"],
            "urgency": found["urgency"],
            "priority": found["priority"],
            "critical_fact": found.get("fact"),
            "assigned_id": found["assigned"],
            "type": found["type"],
            "source_kind": found["source_kind"],
            "tier": found.get("tier", 1),
            "follows_id": self._follows,
            **choices.device_changes(found["device"]),
            **choices.agreement_changes(found["agreement"]),
        }
        asked = (found["client"], found["title"], details)
        if self._files:
            ticket_id = self._desk.do(actions.open_from_mail, *asked, self._files)
        else:
            ticket_id = self._desk.do(actions.open_ticket, *asked)
        self._start()
        self._on_opened(ticket_id)

    def _cancel(self) -> None:
        self._start()
        self._on_cancel()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves the form; what was typed is taken back with it."""
        if event.key() == Qt.Key.Key_Escape:
            self._cancel()
        else:
            super().keyPressEvent(event)
