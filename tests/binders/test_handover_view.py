"""Handing over on the screen: a form, a folder, a passphrase that does not stay."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mspdesk.app.areas import AREAS
from mspdesk.binders.queries.handover import hand_overs
from mspdesk.binders.view.handover import HandOverPart
from mspdesk.database.store import Store
from mspdesk.desk.desk import Desk
from mspdesk.widgets import dialogs, theme
from tests.bookcase import Furnish, Standing
from tests.systems.test_s096 import with_vault
from tests.vault.conftest import DANA

from .binding import Documented

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture(scope="module")
def furniture() -> Furnish:
    """The documented client with its vault."""
    return with_vault


@pytest.fixture
def known_file(sqlite_store: Store, standing: Standing) -> Documented:
    """The shop in a file."""
    made: Documented = standing(sqlite_store)
    return made


@pytest.fixture
def part(
    sqlite_store: Store, known_file: Documented, qapp: QApplication, qtbot: QtBot
) -> Iterator[HandOverPart]:
    """The hand-over of Brightwater, shown."""
    if not qapp.styleSheet():
        theme.apply(qapp, "light", 100)
    desk = Desk(sqlite_store, AREAS)
    desk.work_as(known_file.shop.dana, "Dana Whitlock", frozenset({"*"}))
    made = HandOverPart(desk)
    qtbot.addWidget(made)
    made.resize(1_000, 700)
    made.show()
    qtbot.waitExposed(made)
    made.show_id(known_file.client)
    yield made
    desk.leave()


def test_a_package_is_made_and_its_passphrase_leaves_with_the_page(
    part: HandOverPart,
    sqlite_store: Store,
    known_file: Documented,
    tmp_path: Path,
    qtbot: QtBot,
) -> None:
    form = part.form
    QTest.keyClicks(form.entry("given_to").field, "Nora Lind")
    assert not form.submit()
    assert form.error("reason")
    form.entry("reason").set_value("provider")
    form.entry("locked").set_value(True)
    assert form.box("password").isVisible()
    QTest.keyClicks(form.entry("password").field, DANA)
    with dialogs.answer_files(lambda _title, _start: tmp_path):
        assert form.submit()
    qtbot.waitUntil(part.told.isVisible, timeout=30_000)
    folder = next(one for one in tmp_path.iterdir() if one.name.startswith("Hand-over"))
    assert (folder / "Credentials - locked.pdf").exists()
    assert "The credentials open with" in part.told.words()[1]
    (row,) = sqlite_store.ask(hand_overs, known_file.client)
    assert row.with_credentials
    part.hide()
    part.show()
    assert part.told.words() == ("", "")
    assert not part.told.isVisible()


def test_a_wrong_password_is_said_beside_its_field(
    part: HandOverPart, sqlite_store: Store, known_file: Documented, tmp_path: Path, qtbot: QtBot
) -> None:
    form = part.form
    QTest.keyClicks(form.entry("given_to").field, "Nora Lind")
    form.entry("reason").set_value("provider")
    form.entry("locked").set_value(True)
    QTest.keyClicks(form.entry("password").field, "not this one")
    with dialogs.answer_files(lambda _title, _start: tmp_path):
        assert form.submit()
    qtbot.waitUntil(lambda: bool(form.error("password")), timeout=30_000)
    assert form.entry("given_to").text() == "Nora Lind"
    assert sqlite_store.ask(hand_overs, known_file.client) == []
