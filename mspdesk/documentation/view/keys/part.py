"""The credentials of a client: their labels, and beside them what may be looked at."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from ....dates import short_date
from ....desk.area import Place
from ....desk.desk import Desk
from ....vault.secret import Secret
from ....widgets import theme
from ....widgets.buttons import Button
from ....widgets.form import Form
from ....widgets.layout import STRETCH, Scroll, column, lead_focus, row, stack
from ....widgets.table import Column, IconCell, Table
from ...actions.credentials import add_credential, edit_credential
from ...actions.facts import remove_facts
from ...queries.credentials import CredentialRow, credential, credentials
from ...rules.words import CREDENTIAL_KINDS
from .form import credential_form
from .unlock import Unlock
from .values import Values

CARD, FORM_WIDTH = 340, 900

_KEYS = {"r": "secret", "u": "user", "o": "totp"}
"""Letters that look at a value of the chosen credential; C copies the password."""

_COLUMNS: tuple[Column[CredentialRow], ...] = (
    Column("label", "What it opens", "title", lambda r: r.label, stretch=1),
    Column(
        "kind",
        "Kind",
        "text",
        lambda r: CREDENTIAL_KINDS.get(r.kind, r.kind),
        width=112,
        hide_under=1400,
    ),
    Column(
        "changed",
        "Changed",
        "date",
        lambda r: short_date(r.changed_on) if r.changed_on else "",
        width=74,
        hide_under=1400,
    ),
    Column(
        "paper",
        "",
        "icon",
        lambda r: IconCell("printer", "On the sealed page") if r.emergency else None,
        width=34,
    ),
)


class CredentialsPart(QWidget):
    """What opens things at a client; a key of the vault is needed to see more than the labels."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._client_id = 0
        self._form: Form | None = None
        self.unlock = Unlock(desk, "credentials")
        self.table = Table[CredentialRow](
            _COLUMNS,
            "Credentials of this client",
            on_select=self._chosen,
            on_activate=lambda _row: self.values.reveal("secret"),
            empty="No credentials yet.",
        )
        self.values = Values(desk, self.unlock, self.edit, self._drop)
        self.add_button = Button("New credential", icon="plus", on_click=lambda: self.edit(None))
        self.lock_button = Button("Lock the vault", "quiet", "lock", desk.lock_vault)
        bar = row(self.add_button, STRETCH, self.lock_button)
        self._side = column(self.values, STRETCH, gap=0)
        beside = row(self.table, self._side, gap=14)
        layout = beside.layout()
        if layout is not None:
            layout.setAlignment(self._side, Qt.AlignmentFlag.AlignTop)
        self._pages = QStackedWidget()
        page = QWidget()
        stack(page, self.unlock, bar, beside, gap=8).setStretch(2, 1)
        self._pages.addWidget(page)
        stack(self, self._pages)
        self.values.hide()
        lead_focus(self, self.table)
        desk.vault_changed.connect(self._vault_changed)
        desk.person_changed.connect(self._vault_changed)
        desk.keep_fresh(self, {"credential", "device"}, self._reload)
        desk.keep_fresh(self, {"vault_key", "vault_wrap", "access"}, self._vault_changed)
        self._vault_changed()

    def show_id(self, client_id: int) -> None:
        """Show another client's credentials, everything hidden; the same one is asked afresh."""
        if client_id != self._client_id:
            self._close_form()
            self.values.show_row(None)
            self._client_id = client_id
        self._reload()

    def arrive(self, place: Place) -> None:
        """Choose the credential somebody was led to."""
        self.table.select(place.about.get("fact_id"))

    def _reload(self) -> None:
        if not self._client_id:
            return
        rows = self._desk.ask(credentials, self._client_id)
        self.table.show_rows(rows)
        if self.table.selected() is None:
            self.table.select_first()
        self.values.show_row(self.table.selected())

    def _chosen(self, chosen: CredentialRow) -> None:
        self.values.show_row(chosen)

    def _vault_changed(self) -> None:
        self.unlock.refresh()
        self.lock_button.setVisible(self._desk.vault is not None)
        # Nothing is offered that a person without a key could not do.
        self.add_button.setVisible(self.unlock.can_open())
        self.values.offer()

    # Changing.

    def edit(self, chosen: CredentialRow | None) -> None:
        """Open the form of a credential, or of a new one, in the place of the list."""
        self._close_form()
        self.values.hide_all()

        def save(values: dict[str, Any], secrets: Mapping[str, Secret]) -> None:
            self._save(chosen, values, secrets)

        self._form = credential_form(self._desk, self._client_id, chosen, save, self._close_form)
        # A vault that is locked in the middle of typing can be opened again right here.
        unlock = Unlock(self._desk, "this credential")
        body = column(unlock, self._form, STRETCH, gap=10)
        body.setMaximumWidth(theme.current().px(FORM_WIDTH))
        self._pages.addWidget(Scroll(body))
        self._pages.setCurrentIndex(1)
        self._form.focus_first()

    def _save(
        self, chosen: CredentialRow | None, values: dict[str, Any], secrets: Mapping[str, Secret]
    ) -> None:
        vault = self._desk.vault
        if chosen is None:
            made = self._desk.do(add_credential, vault, self._client_id, values, secrets)
        else:
            made = chosen.id
            self._desk.do(edit_credential, vault, made, chosen.version, values, secrets)
        self._close_form()
        self._reload()
        self.table.select(made)

    def _close_form(self) -> None:
        self._form = None
        while (page := self._pages.widget(1)) is not None:
            self._pages.removeWidget(page)
            page.deleteLater()
        if self.isVisible():
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _drop(self, chosen: CredentialRow, name: str) -> None:
        """Take one value away, or without a name the credential."""
        if not name:
            self._desk.attempt(remove_facts, "credential", [chosen.id])
            return
        if self._desk.vault is None:
            self.unlock.ask()
            return
        held = self._desk.ask(credential, chosen.id) or chosen
        taken = {name: Secret()}
        self._desk.attempt(edit_credential, self._desk.vault, held.id, held.version, {}, taken)

    # Qt.

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """R, U and O look, C copies the password; Esc puts the form away, or hides what shows."""
        if event.key() == Qt.Key.Key_Escape:
            if self._form is not None:
                self._close_form()
            else:
                self.values.hide_all()
                event.ignore()
            return
        letter = event.text().lower()
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if plain and self._form is None and self._desk.settings.single_keys:
            if letter == "c":
                self.values.copy("secret")
                return
            if letter in _KEYS:
                self.values.reveal(_KEYS[letter])
                return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the card its width, less where there is little."""
        super().resizeEvent(event)
        self._side.setFixedWidth(min(theme.current().px(CARD), self.width() * 45 // 100))
