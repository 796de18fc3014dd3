"""Opening the vault where it is needed: a line with the password field, never a window."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ....desk.desk import Desk
from ....errors import Cancelled, UserError
from ....shop.queries import shop
from ....vault import queries, runs
from ....vault.actions import this_computer
from ....vault.passwords import SAMPLE
from ....vault.secret import Secret
from ....widgets.buttons import Button, LinkButton
from ....widgets.entry import SecretEntry
from ....widgets.form import EntryBar
from ....widgets.layout import STRETCH, Notice, column, row, stack
from ....widgets.safe import Label

_PASSWORD, _PAPER = "Password of the vault", "Recovery key from its paper"


class Unlock(QWidget):
    """Hidden while the vault is open; else the password field, or why there is none.

    `where` tells two of them apart for those who hear the screen.
    """

    def __init__(self, desk: Desk, where: str) -> None:
        super().__init__()
        self._desk, self._where = desk, where
        self._with_paper = self._busy = False
        self.secret = SecretEntry(name=f"{_PASSWORD}, {where}")
        self.secret.committed.connect(self._open)
        self.open_button = Button(
            "Open the vault", "primary", "lock-open", self._open, name=f"Open the vault, {where}"
        )
        self.here_button = Button(
            "Open with this computer", on_click=self._open_here, name=f"Open here, {where}"
        )
        self.other = LinkButton("Use the recovery key", self._turn, name=f"Other way in, {where}")
        self.label = Label(_PASSWORD, "body", "ink2")
        self.label.label_for(self.secret.line)
        self.bar = EntryBar(
            "The vault is locked", self.label, self.secret, self.open_button, stretch=1
        )
        self.ways = row(self.here_button, self.other, STRETCH)
        self.made_up = Label("", "meta", "ink2", wrap=True)
        self.shut = column(self.bar, self.ways, self.made_up, gap=4)
        if desk.ask(shop).sample:
            self.made_up.set_text(f"This shop is made up. Its vault opens with “{SAMPLE}”.")
        else:
            self.made_up.hide()
        self.notice = Notice("", "", icon="lock", color="ink2")
        stack(self, self.shut, self.notice)
        self.notice.hide()
        desk.vault_changed.connect(self.refresh)
        desk.person_changed.connect(self.refresh)
        desk.keep_fresh(self, {"vault_key", "vault_wrap", "access"}, self.refresh)

    def refresh(self) -> None:
        """Show what there is to do: nothing, the password, or a sentence."""
        if self._desk.vault is not None:
            self._done()
            self.hide()
            return
        state = self._desk.ask(queries.state, self._desk.person_id)
        said = _why_not(state)
        if said is not None:
            self.notice.set_notice(*said)
        self.notice.setVisible(said is not None)
        self.shut.setVisible(said is None)
        owner = self._desk.ask(queries.is_owner, self._desk.person_id)
        here = this_computer() in state.computers
        self.here_button.setVisible(here)
        self.other.setVisible(owner)
        self.ways.setVisible(said is None and (here or owner))
        if self.parentWidget() is not None:
            self.show()

    def can_open(self) -> bool:
        """Whether the vault is open, or whoever is at work could open it here."""
        return self._desk.vault is not None or not self.shut.isHidden()

    def ask(self) -> None:
        """Put the keyboard into the password field, where there is one."""
        if self._desk.vault is None and not self.shut.isHidden():
            self.secret.setFocus(Qt.FocusReason.OtherFocusReason)

    def words(self) -> str:
        """The sentence in the place of the field, empty where there is a field or it is open."""
        return "" if self.notice.isHidden() else " ".join(self.notice.words())

    def _turn(self) -> None:
        """Ask for the recovery key in the place of the password, or the other way round."""
        self._with_paper = not self._with_paper
        self.other.set_text("Use the password" if self._with_paper else "Use the recovery key")
        name = _PAPER if self._with_paper else _PASSWORD
        self.secret.name_it(f"{name}, {self._where}")
        self.label.set_text(name)
        self.secret.line.setPlaceholderText("Nine groups of four" if self._with_paper else "")
        self.bar.say("")
        self.secret.set_value("")
        self.secret.setFocus()

    def _open(self) -> None:
        typed = self.secret.text()
        self.secret.set_value("")
        if not typed:
            self.bar.say(f"Type the {'recovery key' if self._with_paper else 'password'}.")
            self.secret.setFocus()
            return
        work = runs.open_with_recovery if self._with_paper else runs.open_with_password
        if self._begin():
            job = self._desk.fetch("Opening the vault", work, Secret(typed))
            job.then(self._desk.open_vault).otherwise(self._refused)

    def _open_here(self) -> None:
        if self._begin():
            job = self._desk.fetch("Opening the vault", runs.open_here)
            job.then(self._desk.open_vault).otherwise(self._refused)

    def _begin(self) -> bool:
        if self._busy:
            return False
        self._busy = True
        self.bar.say("")
        self.open_button.setEnabled(False)
        return True

    def _done(self) -> None:
        self._busy = False
        self.open_button.setEnabled(True)
        self.secret.set_value("")
        self.bar.say("")

    def _refused(self, error: BaseException) -> None:
        self._done()
        if isinstance(error, UserError):
            self.bar.say(error.text)
            self.ask()
        elif not isinstance(error, Cancelled):
            raise error


def _why_not(state: queries.VaultState) -> tuple[str, str] | None:
    """Why this person cannot open the vault, in a title and a sentence; None where he can."""
    if not state.set_up:
        return "There is no vault yet", "An owner sets it up in Preferences, Vault."
    if not state.may_hold or not state.mine:
        return "The vault is locked for you", runs.NO_KEY
    return None
