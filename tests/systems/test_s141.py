"""S141 no nagging: nothing pops up by itself, a no stays a no, nothing is for sale."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox

from mspdesk.app.program import Program
from mspdesk.settings import MachineSettings
from tests.app.conftest import empty_program, program, shop

__all__ = ["empty_program", "program", "shop"]

pytestmark = pytest.mark.system(141)

PACKAGE = Path(__file__).parents[2] / "mspdesk"


def _popped_up() -> list[str]:
    """The windows over the one window that somebody would have to answer."""
    return [
        type(widget).__name__
        for widget in QApplication.topLevelWidgets()
        if widget.isVisible() and (widget.isModal() or isinstance(widget, QDialog | QMessageBox))
    ]


def test_no_window_comes_up_unasked_in_a_walk_through_everything(program: Program) -> None:
    window = program.window
    for key in window.header.tabs.keys():  # noqa: SIM118 - a method of the tabs
        window.show_tab(key)
        QApplication.processEvents()
        assert _popped_up() == []
    for page in (program.preferences, program.history, program.about, program.choose_person):
        page()
        QApplication.processEvents()
        assert _popped_up() == []
    window.close_pages()
    desk = window.desk
    assert desk is not None
    # Even a verb that cannot be done opens nothing.
    desk.redo()
    QTest.keyClick(window.view(), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert _popped_up() == []


def test_a_hint_that_was_dismissed_stays_dismissed_after_an_upgrade(home: Path) -> None:
    from mspdesk import settings

    settings.save(MachineSettings(dismissed=["first-contact-hint"]))
    # A later release that knows more settings, and one that knows fewer, both keep it.
    file = next(home.rglob("settings.json"))
    text = file.read_text(encoding="utf-8").replace("{", '{"something_new": true,', 1)
    file.write_text(text, encoding="utf-8")
    assert settings.load().dismissed == ["first-contact-hint"]


def test_no_words_beg_or_sell() -> None:
    begging = re.compile(
        r"\b(upgrade now|go pro|premium|free trial|rate (us|this app)|subscribe|"
        r"are you sure you want|enjoying|newsletter|streak)\b",
        re.IGNORECASE,
    )
    found = [
        f"{file.name}: {match.group()}"
        for file in PACKAGE.rglob("*.py")
        for match in begging.finditer(file.read_text(encoding="utf-8"))
    ]
    assert found == []
