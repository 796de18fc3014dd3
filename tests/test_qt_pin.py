"""The release of Qt that is pinned keeps count of what it is handed."""

import sys

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot


def test_calls_into_qt_do_not_lose_references(qtbot: QtBot) -> None:
    """Some releases drop one reference to None with each call, until Python aborts."""
    label = QLabel()
    qtbot.add_widget(label)
    calls = 10_000
    before = sys.getrefcount(None)

    for _ in range(calls):
        label.setText("")

    # Nothing else runs meanwhile, but Python itself may keep or drop a few. From 3.12 on None is
    # not counted at all, and this is true of any release.
    assert abs(sys.getrefcount(None) - before) < calls // 10
