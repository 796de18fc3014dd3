"""Credentials on screen: opened in place, shown for a while, copied for a while, locked again."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mspdesk import dates
from mspdesk.app import keeping
from mspdesk.app.areas import AREAS
from mspdesk.app.open_or_import import OpenOrImportPage
from mspdesk.app.program import Program
from mspdesk.app.restore_page import RestorePage
from mspdesk.app.vaulting.page import VaultPage
from mspdesk.app.vaulting.paper import RECOVERY_KEY
from mspdesk.app.vaulting.watch import VaultWatch
from mspdesk.app.window import Window
from mspdesk.desk.desk import Desk
from mspdesk.documentation.actions.credentials import add_credential
from mspdesk.documentation.queries.credentials import credentials
from mspdesk.documentation.view.keys import CredentialsPart
from mspdesk.documentation.view.keys.form import NewSecret
from mspdesk.people import queries as people
from mspdesk.printing.document import prepare
from mspdesk.printing.page import Paper
from mspdesk.progress import Progress
from mspdesk.settings import MachineSettings
from mspdesk.vault import actions, queries
from mspdesk.vault.secret import DOTS, Secret
from mspdesk.vault.totp import code_now, read_seed
from mspdesk.widgets import dialogs, theme
from mspdesk.widgets.buttons import Button
from mspdesk.widgets.secret_clip import secret_clip
from tests.printing.pdftext import text_of

from .conftest import DANA, MARCUS, Guarded

SEED = "JBSWY3DPEHPK3PXP"


@pytest.fixture(autouse=True)
def _dressed(qapp: QApplication) -> None:
    if not qapp.styleSheet():
        theme.apply(qapp, "light", 100)
    theme.current().app = qapp


@pytest.fixture
def shown(file_vault: Guarded, qtbot: QtBot, clock: object) -> Iterator[tuple[Desk, Any]]:
    """A desk with Dana at it, and the credentials of a client on screen."""
    guarded = file_vault
    opened = guarded.opened()
    sealed = {"user": "admin", "secret": "hunter2 hunter2", "totp": SEED}
    secrets = {name: Secret(words) for name, words in sealed.items()}
    values = {"label": "Firewall", "kind": "login", "emergency": True}
    guarded.store.do(add_credential, opened, guarded.shop.brightwater, values, secrets)
    opened.lock()
    desk = Desk(guarded.store, AREAS, MachineSettings())
    sit(desk, guarded.shop.dana)
    part = CredentialsPart(desk)
    qtbot.addWidget(part)
    part.resize(900, 500)
    part.show_id(guarded.shop.brightwater)
    part.show()
    yield desk, part
    desk.leave()


def sit(desk: Desk, person_id: int) -> None:
    """Let somebody work at the desk."""
    name = desk.ask(people.name_of, person_id)
    desk.work_as(person_id, name, desk.ask(people.permits, person_id))


def is_open(desk: Desk) -> bool:
    """Whether the vault is open now."""
    return desk.vault is not None


def unlock(qtbot: QtBot, desk: Desk, part: CredentialsPart, words: str) -> None:
    """Type a password into the line of the list."""
    part.unlock.secret.set_value(words)
    qtbot.keyClick(part.unlock.secret.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desk.vault is not None or bool(part.unlock.bar.wrong()))


def test_it_is_opened_in_place_and_hides_by_itself(
    shown: tuple[Desk, CredentialsPart], qtbot: QtBot
) -> None:
    desk, part = shown
    assert part.values.shown("secret") == DOTS
    qtbot.keyClick(part.table, Qt.Key.Key_R)
    assert part.values.said() == "Open the vault first."
    unlock(qtbot, desk, part, "not this one at all")
    assert part.unlock.bar.wrong() == "This password does not open the vault."
    assert part.unlock.secret.text() == ""
    unlock(qtbot, desk, part, DANA)
    assert part.unlock.isHidden()
    qtbot.keyClick(part.table, Qt.Key.Key_R)
    assert part.values.shown("secret") == "hunter2 hunter2"
    assert part.values.shown("user") == DOTS
    for _ in range(29):
        part.values._tick()
    assert part.values.shown("secret") == "hunter2 hunter2"
    part.values._tick()
    assert part.values.shown("secret") == DOTS
    qtbot.keyClick(part.table, Qt.Key.Key_O)
    code = code_now(read_seed(Secret(SEED))).words.in_clear()
    assert part.values.shown("totp").startswith(f"{code[:3]} {code[3:]}")
    part.lock_button.click()
    assert part.values.shown("totp") == DOTS
    assert not part.unlock.isHidden()
    deeds = [(one.deed, one.field) for one in desk.ask(queries.looks, limit=2)]
    assert deeds == [("reveal", "totp"), ("reveal", "secret")]


def test_a_copied_value_leaves_the_clipboard_only_while_it_is_ours(
    shown: tuple[Desk, CredentialsPart], qtbot: QtBot
) -> None:
    desk, part = shown
    clipboard = QGuiApplication.clipboard()
    unlock(qtbot, desk, part, DANA)
    qtbot.keyClick(part.table, Qt.Key.Key_C)
    assert clipboard.text() == "hunter2 hunter2"
    mime = clipboard.mimeData()
    assert bytes(mime.data("x-kde-passwordManagerHint").data()) == b"secret"
    assert secret_clip()._timer.remainingTime() > 14_000
    secret_clip().clear()
    assert clipboard.text() == ""
    qtbot.keyClick(part.table, Qt.Key.Key_C)
    clipboard.setText("something else")
    secret_clip().clear()
    assert clipboard.text() == "something else"
    qtbot.keyClick(part.table, Qt.Key.Key_C)
    secret_clip()._timer.setInterval(1)
    secret_clip()._timer.start()
    qtbot.waitUntil(lambda: clipboard.text() == "")
    assert desk.ask(queries.looks, limit=1)[0].deed == "copy"


def test_an_admin_is_told_why_in_a_sentence(
    shown: tuple[Desk, CredentialsPart], qtbot: QtBot, file_vault: Guarded
) -> None:
    desk, part = shown
    unlock(qtbot, desk, part, DANA)
    sit(desk, file_vault.shop.priya)
    assert desk.vault is None
    assert "You have no key to the vault" in part.unlock.words()
    assert not part.unlock.shut.isVisible()
    before = len(desk.ask(queries.looks))
    for key in (Qt.Key.Key_R, Qt.Key.Key_C, Qt.Key.Key_Return):
        qtbot.keyClick(part.table, key)
    assert part.values.shown("secret") == DOTS
    assert len(desk.ask(queries.looks)) == before
    sit(desk, file_vault.shop.marcus)
    unlock(qtbot, desk, part, MARCUS)
    qtbot.keyClick(part.table, Qt.Key.Key_R)
    assert part.values.shown("secret") == "hunter2 hunter2"


def test_who_has_no_key_is_offered_nothing_that_needs_one(
    shown: tuple[Desk, CredentialsPart], qtbot: QtBot, file_vault: Guarded
) -> None:
    desk, part = shown
    assert part.unlock.label.text() == "Password of the vault"
    assert part.unlock.label.buddy() is part.unlock.secret.line
    assert part.add_button.isVisible()
    assert all(eye.isVisible() for eye in part.values._eyes.values())
    sit(desk, file_vault.shop.priya)
    assert not part.add_button.isVisible()
    assert not any(eye.isVisible() for eye in part.values._eyes.values())
    assert not part.values.change.isVisible()
    qtbot.keyClick(part.table, Qt.Key.Key_R)
    assert part.values.said() == ""
    assert "The vault is locked for you" in part.unlock.words()
    sit(desk, file_vault.shop.dana)
    assert part.add_button.isVisible()
    assert part.values.change.isVisible()


def test_preferences_have_one_first_button_while_the_vault_is_locked_and_none_that_fights_it(
    file_vault: Guarded, qtbot: QtBot, clock: object
) -> None:
    desk = Desk(file_vault.store, AREAS, MachineSettings())
    sit(desk, file_vault.shop.dana)
    page = VaultPage(desk)
    qtbot.addWidget(page)
    page.resize(900, 1_400)
    page.show()
    assert first_buttons(page) == ["Open the vault"]
    desk.open_vault(file_vault.opened())
    page.refresh()
    assert len(first_buttons(page)) <= 1
    desk.leave()


def first_buttons(page: VaultPage) -> list[str]:
    """The words of the buttons that stand out."""
    return [
        one.words()
        for one in page.findChildren(Button)
        if one.isVisible() and one.kind() == "primary"
    ]


def test_the_form_seals_what_is_typed_and_keeps_what_is_not(
    shown: tuple[Desk, CredentialsPart], qtbot: QtBot, file_vault: Guarded
) -> None:
    desk, part = shown
    row = part.table.rows()[0]
    part.edit(row)
    form = part._form
    assert form is not None
    assert form.entry("sealed_secret").text() == ""
    form.entry("sealed_secret").set_value("a new password")
    assert not form.submit()
    assert form.error() == "The vault is locked. Open it first."
    assert form.entry("sealed_secret").text() == "a new password"
    unlock(qtbot, desk, part, DANA)
    form.entry("sealed_totp").set_value("0000")
    assert not form.submit()
    assert "no key for codes" in form.error("sealed_totp")
    form.entry("sealed_totp").set_value("")
    entry = form.entry("sealed_secret")
    assert isinstance(entry, NewSecret)
    entry._put(Secret("made-up words"))
    assert form.submit()
    part.values.reveal("secret")
    part.values.reveal("user")
    assert (part.values.shown("secret"), part.values.shown("user")) == ("made-up words", "admin")
    (kept,) = desk.ask(credentials, file_vault.shop.brightwater)
    assert kept.fields == {"user", "secret", "totp"}
    part._drop(kept, "totp")
    assert not part.values.has("totp")
    part._drop(kept, "")
    assert part.table.rows() == []
    desk.undo()
    assert len(part.table.rows()) == 1


def test_it_locks_after_idle_minutes_by_key_and_with_the_window(
    shown: tuple[Desk, CredentialsPart], qtbot: QtBot, qapp: QApplication
) -> None:
    desk, part = shown
    window = Window(AREAS, desk.settings)
    qtbot.addWidget(window)
    window.show()
    asked: list[int] = []
    watch = VaultWatch(window, desk, desk.settings, lambda: asked.append(1))
    watch.refresh()
    assert window.status.vault() == "Vault locked"
    unlock(qtbot, desk, part, DANA)
    assert window.status.vault() == "Vault open"
    with dates.frozen(dates.now() + timedelta(minutes=3, seconds=59)):
        watch.tick()
        assert is_open(desk)
        qtbot.keyClick(part.table, Qt.Key.Key_Down)
    with dates.frozen(dates.now() + timedelta(minutes=7)):
        watch.tick()
        assert is_open(desk)
    part.values.copy("secret")
    with dates.frozen(dates.now() + timedelta(minutes=8)):
        watch.tick()
        assert not is_open(desk)
    assert QGuiApplication.clipboard().text() == ""
    unlock(qtbot, desk, part, DANA)
    watch.on_desktop(begins=False)
    assert is_open(desk)
    watch.on_desktop(begins=True)
    assert not is_open(desk)
    unlock(qtbot, desk, part, DANA)
    window.activateWindow()
    qtbot.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert not is_open(desk)
    desk.settings.vault_minimized = True
    unlock(qtbot, desk, part, DANA)
    window.showMinimized()
    qtbot.waitUntil(lambda: desk.vault is None)
    window.close()


@pytest.fixture
def page(file_vault: Guarded, qtbot: QtBot, clock: object) -> Iterator[VaultPage]:
    """The page of preferences, with the vault open for Dana."""
    desk = Desk(file_vault.store, AREAS, MachineSettings())
    sit(desk, file_vault.shop.dana)
    made = VaultPage(desk)
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show()
    assert made.begin.isHidden()
    assert not made.unlock.isHidden()
    made.unlock.secret.set_value(DANA)
    made.unlock._open()
    qtbot.waitUntil(lambda: desk.vault is not None)
    yield made
    desk.leave()


def test_the_recovery_key_is_printed_and_typed_back(
    page: VaultPage, file_vault: Guarded, qtbot: QtBot
) -> None:
    desk, guarded = page._desk, file_vault
    assert not page.paper.bar.isHidden()
    page.paper.typed.set_value(guarded.recovery.lower())
    page.paper.confirm_button.click()
    qtbot.waitUntil(page.paper.bar.isHidden)
    # A new recovery key is printed while it is known, on a sheet of its own.
    printed: list[Any] = []
    desk.asked_to_print.connect(lambda *asked: printed.append(asked[:2]))
    page.paper.renew.click()
    qtbot.waitUntil(lambda: not page.paper.print_button.isHidden())
    page.paper.print_button.click()
    ((printable, key),) = printed
    assert printable is RECOVERY_KEY
    with guarded.store.read() as session:
        sheet = printable.gather(session, *key)
    rendered = prepare(RECOVERY_KEY, sheet, Paper.LETTER)
    assert rendered.pages == 1
    text = text_of(rendered.pdf)
    assert all(group in text for group in key[1].in_clear().split("-"))


def test_keys_are_handed_out_and_taken_away(
    page: VaultPage, file_vault: Guarded, qtbot: QtBot
) -> None:
    desk, guarded = page._desk, file_vault
    page.people.table.select(guarded.shop.marcus)
    assert page.people.table.column("for") == ["All clients", "Brightwater Veterinary"]
    page.people.everyone.set_value(True)
    assert page.people.table.column("for") == ["All clients", "All clients"]
    page.people.take.click()
    qtbot.waitUntil(lambda: len(page.people.table.rows()) == 1)
    qtbot.waitUntil(lambda: "looked at 0 values" in page.people._known_words.text())
    form = page.people.form
    form.entry("person_id").set_value(guarded.shop.marcus)
    form.entry("password").set_value("three new routers")
    form.entry("again").set_value("three old routers")
    assert not form.submit()
    assert "not the same" in form.error("again")
    form.entry("again").set_value("three new routers")
    assert form.submit()
    qtbot.waitUntil(
        lambda: len(page.people.table.rows()) == 2 or any(map(form.error, ["", *form.names()]))
    )
    assert not any(map(form.error, form.names())), [form.error(n) for n in form.names()]
    page.copies.seal.set_value(True)
    assert desk.ask(queries.state, guarded.shop.dana).seals_copies
    page.password.form.set_values({"old": "wrong words", "password": MARCUS, "again": MARCUS})
    page.password.form.submit()
    qtbot.waitUntil(lambda: bool(page.password.form.error("old")))
    assert page.looks.table.rows()


def test_a_sealed_copy_is_opened_where_it_is_chosen(
    file_vault: Guarded, qtbot: QtBot, tmp_path: Path, clock: object
) -> None:
    file_vault.store.do(actions.seal_copies, True)
    copy = keeping.back_up(file_vault.store, Progress(), tmp_path / "stick")
    window = Window(AREAS, MachineSettings())
    qtbot.addWidget(window)
    program = Program(window, MachineSettings())
    window.show()

    first = OpenOrImportPage(program, tmp_path / "again")
    window.lay_over(first)
    with dialogs.answer_files(lambda *_: copy):
        first._bring_back()
    page = window.view()
    assert isinstance(page, RestorePage)
    assert page.ask.isVisible()
    page.bring()
    assert "Type a password" in page.ask.wrong()
    page.secret.set_value("not this one at all")
    page.bring()
    qtbot.waitUntil(lambda: "neither as a password" in window.status.message(), timeout=20_000)
    assert not (tmp_path / "again").exists()
    page.secret.set_value(MARCUS)
    page.secret.committed.emit()
    qtbot.waitUntil(lambda: "Shop" in page.pairs._values, timeout=20_000)
    page.bring()
    qtbot.waitUntil(lambda: window.desk is not None, timeout=20_000)
    assert window.status.copy_text()
    window.unseat()
