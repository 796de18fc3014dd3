"""The Profile tab: the client's form, and where the client goes from here."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from ...desk.desk import Desk
from ...widgets.entry import ChoiceEntry, TextEntry
from ...widgets.form import Field, Form
from ...widgets.layout import Card, Scroll, column, stack
from .. import actions, queries, rules
from .forms import ClientForm


class ProfilePart(QWidget):
    """Everything about the client itself; the status moves in a card of its own."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._client_id = 0
        self._body = column(margin=(22, 14, 22, 22))
        self._body.setMaximumWidth(980)
        self._form: ClientForm | None = None
        self._waiting: dict[int, ClientForm] = {}
        self._status = ChoiceEntry([])
        self._move = Form(
            [
                Field("status", "Becomes", self._status, required=True),
                Field("reason", "Why", TextEntry(), help="Kept with the talks."),
            ],
            columns=2,
            on_save=self._change,
            save="Change status",
        )
        self._card = Card("Status", "")
        self._card.add(self._move)
        stack(self, Scroll(self._body))

    def show_id(self, client_id: int) -> None:
        """Show this client; a form in which something was typed waits for its client."""
        layout = self._body.layout()
        if layout is None or self._stays(client_id):
            return
        while (item := layout.takeAt(0)) is not None:
            widget = item.widget()
            if isinstance(widget, ClientForm):
                self._put_away(widget)
        self._client_id = client_id
        self._form = self._waiting.pop(client_id, None) or ClientForm(
            self._desk, client_id=client_id, on_done=self._saved, on_cancel=self._again
        )
        for widget in (self._form, self._card):
            layout.addWidget(widget)
        self._form.show()
        self._show_status()

    def _stays(self, client_id: int) -> bool:
        """Whether the form that is shown is this client's and holds something that was typed."""
        shown = client_id == self._client_id and self._form is not None
        return shown and self._form is not None and self._form.form.dirty()

    def _put_away(self, form: ClientForm) -> None:
        """Keep a form with something typed for its client; throw an untouched one away."""
        form.hide()
        if form.form.dirty():
            self._waiting[self._client_id] = form
        else:
            form.deleteLater()

    def _show_status(self) -> None:
        client = self._desk.ask(queries.client, self._client_id)
        if client is None:
            return
        held = rules.Status(client.status)
        self._card.set_subtitle(rules.WORDS[held].lower())
        self._card.setVisible(not client.internal)
        self._status.set_options([(one, rules.WORDS[one]) for one in rules.NEXT[held]])
        self._move.set_values({"reason": ""})

    def _change(self, values: dict[str, Any]) -> None:
        reason = str(values["reason"] or "")
        self._desk.do(actions.change_status, self._client_id, str(values["status"]), reason)
        self._show_status()

    def _saved(self, _client_id: int) -> None:
        self._again()

    def _again(self) -> None:
        if self._form is not None:
            self._form.form.mark_clean()
        self.show_id(self._client_id)
