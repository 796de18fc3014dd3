"""Handing over: one form, one folder, one receipt; and what was handed over before (S096)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget

from ... import paths
from ...dates import full_date
from ...desk.area import Place
from ...desk.desk import Desk
from ...errors import UserError
from ...printing.page import paper_of
from ...shop.queries import shop
from ...vault import queries as vault
from ...vault.secret import Secret
from ...widgets import dialogs
from ...widgets.entry import CheckEntry, ChoiceEntry, DateEntry, NoteEntry, SecretEntry, TextEntry
from ...widgets.form import Field, Form
from ...widgets.layout import STRETCH, Card, Notice, Scroll, column, stack
from ...widgets.safe import Label
from ...widgets.table import Column, Table, TagCell
from ..actions import handover as actions
from ..queries.handover import HandOverRow, hand_overs
from ..rules.handover import OWNED, REASONS
from ..runs.handover import Handed, To, hand_over

_WIDE = 860
_SHOWN_MS = 180_000
"""How long a passphrase stays on the screen; long enough to write it down."""


class HandOverPart(QWidget):
    """The form of a package at the top; the packages made so far and their receipts below."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._client_id = 0
        self._row: HandOverRow | None = None
        self._passphrase: Secret | None = None
        self._locked = CheckEntry("Put the credentials in, as a locked PDF")
        self._locked.changed.connect(self._show_password)
        self.form = Form(
            [
                Field("given_to", "For", TextEntry("A name"), required=True),
                Field("company", "Company", TextEntry("Who takes over")),
                Field("reason", "Why", ChoiceEntry(list(REASONS.items()), "Choose"), required=True),
                Field("locked", "Credentials", self._locked, span=3),
                Field(
                    "password",
                    "Your password of the vault",
                    SecretEntry(),
                    required=True,
                    help="Typed again, so that it is you who hands them over.",
                ),
                Field("notes", "Notes", NoteEntry("For us alone", lines=2), span=3),
            ],
            columns=3,
            on_save=self._make,
            save="Make package",
        )
        self.told = Notice("", "", icon="file-check-2", color="green")
        self.told.hide()
        make = Card("Hand over", "Both binders, every list, the receipt: one folder")
        make.add(Label(OWNED, "body", "ink2", wrap=True), self.form, self.told)
        self.table = Table[HandOverRow](
            (
                Column("made", "Day", "date", lambda r: full_date(r.made_at.date()), width=112),
                Column("to", "For", "title", _whom, stretch=2),
                Column("why", "Why", "text", lambda r: r.reason_words, stretch=2),
                Column("files", "Files", "num", lambda r: str(r.file_count), width=64),
                Column("keys", "Credentials", "tag", _keys, width=120),
                Column("receipt", "Receipt", "tag", _receipt, width=150),
            ),
            name="Packages made",
            row="card",
            side=14,
            fit=True,
            on_select=self._choose,
            on_activate=lambda _row: self.receipt.focus_first(),
            empty="No package was made yet.",
        )
        self.receipt = Form(
            [
                Field("receipt_on", "Signed on", DateEntry(), help="Empty: it is still out."),
                Field("received_by", "Signed by", TextEntry()),
            ],
            columns=2,
            on_save=self._note,
            save="Note receipt",
        )
        self.held = Card("Packages", flush=True)
        self.held.add(self.table, column(self.receipt, margin=(14, 8, 14, 12)))
        body = column(make, self.held, STRETCH, gap=12, margin=(22, 12, 22, 20))
        body.setMaximumWidth(_WIDE)
        stack(self, Scroll(body))
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setInterval(_SHOWN_MS)
        self._clock.timeout.connect(self._forget)
        desk.person_changed.connect(self._forget)
        desk.keep_fresh(self, {"hand_over", "vault_wrap", "vault_key"}, self._reload)

    def show_id(self, client_id: int) -> None:
        """Show the packages of another client."""
        if client_id != self._client_id:
            self._client_id = client_id
            self._forget()
            self.form.set_values(dict.fromkeys(("given_to", "company", "notes", "password"), ""))
            self.form.set_values({"reason": None, "locked": False})
        self._reload()

    def arrive(self, _place: Place) -> None:
        """Put the keyboard into the form."""
        self.form.focus_first()

    def _reload(self) -> None:
        if not self._client_id:
            return
        self.table.show_rows(self._desk.ask(hand_overs, self._client_id))
        self.receipt.setVisible(bool(self.table.rows()))
        if self.table.selected() is None:
            self.table.select_first()
        mine = self._desk.ask(vault.state, self._desk.person_id).mine
        self.form.box("locked").setVisible(mine)
        self._show_password()

    def _show_password(self) -> None:
        wanted = self._locked.value() and not self.form.box("locked").isHidden()
        self.form.box("password").setVisible(wanted)

    def _choose(self, row: HandOverRow | None) -> None:
        self._row = row
        if row is not None:
            self.receipt.set_values({"receipt_on": row.receipt_on, "received_by": row.received_by})

    def _note(self, values: dict[str, Any]) -> None:
        if self._row is not None:
            self._desk.do(
                actions.note_receipt, self._row.id, values["receipt_on"], values["received_by"]
            )

    # Making one.

    def _make(self, values: dict[str, Any]) -> None:
        actions.check_to(values)
        folder = dialogs.choose_folder(self, "Where the package goes", self._folder())
        if folder is None:
            return
        self._desk.settings.last_folder["hand-over"] = str(folder)
        self._forget()
        paper = paper_of(self._desk.ask(shop).paper.lower())
        given = (values["given_to"], values["company"], values["reason"])
        to = To(self._client_id, *given, paper, values["notes"])
        typed = str(values.get("password") or "") if values.get("locked") else ""
        password = Secret(typed) if typed else None
        self.form.entry("password").set_value("")
        job = self._desk.run("Making the package", hand_over, to, folder, password)
        job.then(self._made).otherwise(self._refused)

    def _folder(self) -> Path:
        return Path(self._desk.settings.last_folder.get("hand-over", paths.documents_folder()))

    def _made(self, handed: Handed) -> None:
        self._passphrase = handed.passphrase
        words = f"{len(handed.files)} files lie in {handed.folder}."
        if handed.passphrase is not None:
            words += (
                f" The credentials open with {handed.passphrase.in_clear()} - write it down now, "
                "tell it apart from the package. It is kept nowhere and leaves the screen in three "
                "minutes."
            )
            self._clock.start()
        self.told.set_notice("The package is ready", words)
        self.told.show()
        self.form.set_values(dict.fromkeys(("given_to", "company", "notes", "password"), ""))
        self.form.set_values({"reason": None, "locked": False})

    def _refused(self, error: BaseException) -> None:
        """What stopped it, beside its field; everything else goes its usual way."""
        if isinstance(error, UserError):
            self.form.show_error(error)
            if error.field in self.form.names():
                self.form.entry(error.field or "").setFocus(Qt.FocusReason.OtherFocusReason)

    def hideEvent(self, event: QHideEvent) -> None:
        """Who leaves the page leaves no passphrase on it."""
        super().hideEvent(event)
        self._forget()

    def _forget(self) -> None:
        """Take the passphrase off the screen."""
        self._clock.stop()
        if self._passphrase is not None:
            self._passphrase.wipe()
        self._passphrase = None
        self.told.set_notice("", "")
        self.told.hide()


def _whom(row: HandOverRow) -> str:
    return ", ".join(filter(None, (row.given_to, row.company)))


def _keys(row: HandOverRow) -> TagCell:
    return TagCell("Locked PDF", "amber") if row.with_credentials else TagCell("Apart")


def _receipt(row: HandOverRow) -> TagCell:
    if row.receipt_on is None:
        return TagCell("Not back yet", "amber")
    return TagCell(f"Signed {full_date(row.receipt_on)}", "green")
