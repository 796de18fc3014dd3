"""The cards of the vault's page: setting it up, its paper, passwords, this computer, copies."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ... import settings as machine
from ...desk.desk import Desk
from ...desk.job import Job
from ...errors import Cancelled, UserError
from ...vault import actions, queries, runs
from ...vault.opened import PAPER
from ...vault.passwords import LEAST, strength
from ...vault.queries import VaultState
from ...vault.secret import Secret
from ...widgets.buttons import Button
from ...widgets.entry import CheckEntry, NumberEntry, SecretEntry, TextEntry
from ...widgets.form import EntryBar, Field, Form
from ...widgets.layout import STRETCH, Card, row
from ...widgets.safe import Label

TYPED_AGAIN = "The two are not the same. Type it again."


def answered(job: Job[Any], form: Form, then: Callable[[Any], object]) -> None:
    """Let a form say what was wrong with what a job was given."""

    def refused(error: BaseException) -> None:
        form.save_button.setEnabled(True)
        if isinstance(error, UserError):
            form.show_error(error)
        elif not isinstance(error, Cancelled):
            raise error

    def done(answer: Any) -> None:
        form.save_button.setEnabled(True)
        then(answer)

    form.save_button.setEnabled(False)
    job.then(done).otherwise(refused)


def twice(values: dict[str, Any]) -> Secret:
    """A new password that was typed twice the same; raises UserError naming again."""
    if values["password"] != values["again"]:
        raise UserError(TYPED_AGAIN, "again")
    return Secret(values["password"] or "")


def new_password_fields() -> list[Field]:
    """Two fields for a new password; the first says how good it is."""
    return [
        Field(
            "password",
            "New password of the vault",
            SecretEntry(),
            help=f"{LEAST} characters or more. A short sentence is easy to keep.",
            required=True,
        ),
        Field("again", "The same again", SecretEntry(), required=True),
    ]


def judge(form: Form) -> None:
    """Say below the password how good it is, while it is typed."""
    box, entry = form.box("password"), form.entry("password")
    usual = box.field.help

    def say() -> None:
        typed = entry.text()
        box.help.set_help(strength(Secret(typed)).words if typed else usual)

    entry.changed.connect(say)


class SetUpCard(Card):
    """The first password; what comes back is the recovery key, to be printed."""

    def __init__(self, desk: Desk, made: Callable[[Secret], object]) -> None:
        super().__init__("Set up the vault", "once for these books")
        self._desk, self._made = desk, made
        words = (
            "Passwords of clients are sealed with a key that only people of this shop have. Choose"
            " your own password first; then a recovery key is printed, for the day on which every"
            " password is lost. Nobody can open the vault without one of the two."
        )
        self.form = Form(
            new_password_fields(), columns=2, on_save=self._save, save="Set up the vault"
        )
        judge(self.form)
        self.add(Label(words, color="ink2", wrap=True), 4, self.form)

    def _save(self, values: dict[str, Any]) -> None:
        password = twice(values)
        answered(
            self._desk.fetch("Setting up the vault", runs.set_up, password), self.form, self._done
        )

    def _done(self, made: runs.SetUp) -> None:
        self.form.set_values({"password": "", "again": ""})
        self._made(made.recovery)
        self._desk.open_vault(made.opened)


class PaperCard(Card):
    """The recovery key: print it while it is known, type it back from the paper."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("Recovery key", "")
        self._desk = desk
        self._fresh: Secret | None = None
        self._code = ""
        self._words = Label("", color="ink2", wrap=True)
        self.print_button = Button("Print the recovery key", "primary", "printer", self._print)
        self.typed = TextEntry("Nine groups of four", "Recovery key, typed back from its paper")
        self.typed.committed.connect(self._confirm)
        self.confirm_button = Button("Compare", on_click=self._confirm)
        self.bar = EntryBar("Type it back", self.typed, self.confirm_button, stretch=0)
        self.renew = Button("Make a new recovery key", on_click=self._renew)
        self.add(self._words, row(self.print_button, self.renew, STRETCH), self.bar)

    def take(self, recovery: Secret) -> None:
        """Hold a key that was just made, until it is on paper."""
        self._fresh = recovery

    def forget(self) -> None:
        """Forget a key that was not printed; another can be made."""
        if self._fresh is not None:
            self._fresh.wipe()
            self._fresh = None

    def show_state(self, state: VaultState, *, is_open: bool, owner: bool) -> None:
        """Say how it stands and offer what can be done."""
        self._code = state.key_code
        fresh = self._fresh is not None
        if fresh and is_open:
            words = "Print it now: it is kept nowhere, and cannot be shown again."
        elif fresh:
            words = "Open the vault to print the key that was made; it is kept nowhere."
        elif state.recovery_confirmed:
            words = "On paper, and typed back from there once. Keep it where only owners come."
        else:
            words = (
                "It was not typed back yet. Do that from the paper, so that it is known to be"
                " readable; or make a new one if there is no paper."
            )
        self._words.set_text(words)
        self.print_button.setVisible(fresh and is_open)
        self.renew.setVisible(is_open and owner and not fresh)
        self.bar.setVisible(not state.recovery_confirmed)

    def _print(self) -> None:
        if self._fresh is not None:
            # Paper brings its own libraries along; only whoever prints waits for them.
            from .paper import RECOVERY_KEY
            from .watch import SHEET

            key = (self._code, self._fresh)
            self._desk.print_document(RECOVERY_KEY, key, SHEET)

    def _confirm(self) -> None:
        typed = self.typed.text()
        if not typed.strip():
            self.bar.say("Type the nine groups from the paper.")
            return
        job = self._desk.fetch("Comparing the recovery key", runs.confirm_recovery, Secret(typed))
        job.then(self._confirmed).otherwise(self._refused)

    def _confirmed(self, _: object) -> None:
        self.typed.set_value("")
        self.bar.say("")
        self.forget()
        self._desk.vault_changed.emit()

    def _refused(self, error: BaseException) -> None:
        if isinstance(error, UserError):
            self.bar.say(error.text)
            self.typed.setFocus()
        elif not isinstance(error, Cancelled):
            raise error

    def _renew(self) -> None:
        if self._desk.vault is not None:
            job = self._desk.fetch("Making a recovery key", runs.new_recovery, self._desk.vault)
            job.then(self._renewed).otherwise(self._refused)

    def _renewed(self, recovery: Secret) -> None:
        self.take(recovery)
        self._desk.vault_changed.emit()


class PasswordCard(Card):
    """The own password of the vault."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("Your password", "changing it seals nothing anew")
        self._desk = desk
        self.form = Form(
            [
                Field("old", "The password until now", SecretEntry(), required=True),
                *new_password_fields(),
            ],
            columns=3,
            on_save=self._save,
            save="Change password",
        )
        self.form.save_button.set_kind("default")
        judge(self.form)
        self.add(self.form)

    def refresh(self) -> None:
        """Ask for the old password, unless the recovery key opened the vault."""
        vault = self._desk.vault
        by_paper = vault is not None and vault.by == PAPER
        self.form.box("old").setVisible(not by_paper)

    def _save(self, values: dict[str, Any]) -> None:
        new = twice(values)
        if self._desk.vault is None:
            raise UserError("Open the vault first.")
        old = Secret(values["old"]) if values.get("old") else None
        job = self._desk.fetch(
            "Changing the password", runs.change_password, self._desk.vault, old, new
        )
        answered(job, self.form, self._done)

    def _done(self, _: object) -> None:
        self.form.set_values({"old": "", "password": "", "again": ""})
        self._desk.say("Your password of the vault is changed.")


class HereCard(Card):
    """When this computer locks the vault, and whether it remembers it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("This computer", "Ctrl+L locks the vault at once")
        self._desk = desk
        self.form = Form(
            [
                Field("minutes", "Lock after idle minutes", NumberEntry(1, 240), required=True),
                Field("minimized", "", CheckEntry("Lock when the window is minimized")),
            ],
            columns=2,
            on_save=self._save,
            save="Use these",
        )
        self.form.save_button.set_kind("default")
        settings = desk.settings
        self.form.set_values(
            {"minutes": settings.vault_minutes, "minimized": settings.vault_minimized}
        )
        self._words = Label("", "meta", "ink2", wrap=True)
        self.remember = Button("Remember on this computer", on_click=self._remember)
        self.forget = Button("Forget on this computer", on_click=self._forget)
        self.add(self.form, 6, self._words, row(self.remember, self.forget, STRETCH))

    def show_state(self, state: VaultState, *, is_open: bool) -> None:
        """Say whether the keyring opens the vault here."""
        here = actions.this_computer() in state.computers
        self._words.set_text(
            "This computer's keyring opens the vault for you: whoever unlocks the computer as you"
            " can open it. The sealed page asks for the password all the same."
            if here
            else "The keyring of this computer may remember a key for you, so that no password is"
            " asked for here. It is off unless you turn it on."
        )
        self.remember.setVisible(is_open and not here)
        self.forget.setVisible(here)

    def _save(self, values: dict[str, Any]) -> None:
        self._desk.settings.vault_minutes = int(values["minutes"])
        self._desk.settings.vault_minimized = bool(values["minimized"])
        machine.save(self._desk.settings)
        self._desk.say("Saved for this computer.")

    def _remember(self) -> None:
        if self._desk.vault is not None:
            job = self._desk.fetch("Asking the keyring", runs.remember_here, self._desk.vault)
            job.then(self._remembered)

    def _remembered(self, kept: bool) -> None:
        if kept:
            self._desk.vault_changed.emit()
        else:
            self._words.set_text("This computer has no keyring that keeps anything.")

    def _forget(self) -> None:
        job = self._desk.fetch("Asking the keyring", runs.forget_here)
        job.then(lambda _: self._desk.vault_changed.emit())


class CopiesCard(Card):
    """Whether copies of the books are sealed whole, and a new key for everything."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("Copies and the key", "")
        self._desk = desk
        words = (
            "A sealed copy shows nothing to whoever finds the stick it lies on. To bring it back, a"
            " password of the vault or the recovery key is asked for, as they were on the day of"
            " the copy."
        )
        self.seal = CheckEntry("Seal copies of the books whole")
        self.seal.name_it("Seal copies of the books whole")
        self.seal.changed.connect(self._turn)
        key_words = (
            "A new key seals everything anew. Give the vault one after a computer was lost; whoever"
            " is taken out makes one by that."
        )
        self.rotate = Button("Give the vault a new key", on_click=self._rotate)
        self._filling = False
        self.add(
            self.seal,
            Label(words, "meta", "ink2", wrap=True),
            6,
            row(self.rotate, STRETCH),
            Label(key_words, "meta", "ink2", wrap=True),
        )

    def show_state(self, state: VaultState) -> None:
        """Show what is so."""
        self._filling = True
        self.seal.set_value(state.seals_copies)
        self._filling = False

    def _turn(self) -> None:
        if not self._filling:
            self._desk.do(actions.seal_copies, bool(self.seal.value()))

    def _rotate(self) -> None:
        if self._desk.vault is not None:
            job = self._desk.run(
                "Sealing anew", runs.rotate, self._desk.vault, "A person asked for it"
            )
            job.then(lambda _count: self._desk.vault_changed.emit())


def is_owner(desk: Desk) -> bool:
    """Whether the person at work owns the shop."""
    return desk.ask(queries.is_owner, desk.person_id)
