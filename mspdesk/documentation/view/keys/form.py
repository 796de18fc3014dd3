"""The form of a credential: its label in clear, everything else on its way into the vault."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtWidgets import QLineEdit

from ....desk.desk import Desk
from ....errors import UserError
from ....vault.passwords import random_password, random_phrase, strength
from ....vault.secret import Secret
from ....widgets.buttons import IconButton, MenuButton
from ....widgets.entry import CheckEntry, ChoiceEntry, NoteEntry, SecretEntry, TextEntry
from ....widgets.form import Field, Form, Heading
from ...queries.credentials import CredentialRow
from ...queries.facts import choices_of
from ...rules.credentials import FIELDS, LABEL_HELP
from ...rules.words import CREDENTIAL_KINDS

Save = Callable[[dict[str, Any], Mapping[str, Secret]], object]

_KEPT = "Sealed. Left empty it stays as it is."


class NewSecret(SecretEntry):
    """A password to be sealed: typed unseen, shown on a wish, or made up."""

    def __init__(self) -> None:
        super().__init__()
        self.eye = IconButton("eye", "Show what is typed", self._turn)
        self.make = MenuButton(
            "",
            "key-round",
            "Make a password",
            [
                ("20 letters, figures and signs", lambda: self._put(random_password())),
                ("32 letters and figures", lambda: self._put(random_password(32, signs=False))),
                ("Four words to say aloud", lambda: self._put(random_phrase())),
            ],
        )
        layout = self.layout()
        if layout is not None:
            layout.setSpacing(4)
            layout.addWidget(self.eye)
            layout.addWidget(self.make)

    def _turn(self) -> None:
        hidden = self.line.echoMode() == QLineEdit.EchoMode.Password
        self.show_typed(shown=hidden)

    def show_typed(self, *, shown: bool) -> None:
        """Show the letters, or hide them again."""
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self.line.setEchoMode(mode)
        self.eye.set_icon("x" if shown else "eye", f"{'Hide' if shown else 'Show'} what is typed")

    def _put(self, made: Secret) -> None:
        self.set_value(made.in_clear())
        self.show_typed(shown=True)
        self.line.setFocus()


def credential_form(
    desk: Desk,
    client_id: int,
    row: CredentialRow | None,
    save: Save,
    cancel: Callable[[], object],
) -> Form:
    """The form of a credential, or of a new one; `save` gets the facts and what is to be sealed."""
    kept = row.fields if row is not None else frozenset()
    devices = [(None, "None"), *desk.ask(choices_of, client_id, "device")]
    password = NewSecret()

    def told(name: str, words: str = "") -> str:
        return _KEPT if name in kept else words

    def submit(values: dict[str, Any]) -> None:
        secrets = {
            name: Secret(typed) for name in FIELDS if (typed := values.pop(f"sealed_{name}", ""))
        }
        try:
            save(values, secrets)
        except UserError as error:
            field = error.field or ""
            raise UserError(error.text, f"sealed_{field}" if field in FIELDS else field) from error

    form = Form(
        [
            Field("label", "What it opens", TextEntry(), LABEL_HELP, required=True, span=2),
            Field("kind", "Kind", ChoiceEntry(list(CREDENTIAL_KINDS.items()))),
            Field("device_id", "Device", ChoiceEntry(devices)),
            Field("emergency", "On paper", CheckEntry("On the sealed page of the binder"), span=2),
            Heading("Sealed in the vault"),
            Field("sealed_user", FIELDS["user"], TextEntry(), told("user")),
            Field("sealed_secret", FIELDS["secret"], password, told("secret")),
            Field("sealed_address", FIELDS["address"], TextEntry(), told("address")),
            Field(
                "sealed_totp",
                "Key of one-time codes",
                SecretEntry(),
                told("totp", "The letters, or the otpauth address, a web site shows once."),
            ),
            Field("sealed_notes", FIELDS["notes"], NoteEntry(lines=3), told("notes"), span=2),
        ],
        columns=2,
        on_save=submit,
        save="Save credential",
        on_cancel=cancel,
    )
    box = form.box("sealed_secret")
    password.changed.connect(lambda: box.help.set_help(_judged(password, told("secret"))))
    form.set_values({"kind": "login"})
    if row is not None:
        names = ("label", "kind", "device_id", "emergency")
        form.set_values({name: getattr(row, name) for name in names})
    return form


def _judged(entry: NewSecret, otherwise: str) -> str:
    """How good what is typed is, in words."""
    return strength(Secret(entry.text())).words if entry.text() else otherwise
