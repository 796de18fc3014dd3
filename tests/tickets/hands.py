"""Somebody at the keyboard of the Tickets tab, for the tests of its view."""

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from mspdesk.app.window import Window
from mspdesk.desk.desk import Desk
from mspdesk.tickets import queries
from mspdesk.tickets.view import TicketsView
from tests.tickets.board import Small

Key = Qt.Key
NOW = datetime(2026, 3, 11, 15)


class Hands:
    """Somebody at the keyboard: keys go to whatever has the focus, never to a method of a view."""

    def __init__(self, qtbot: QtBot, window: Window, desk: Desk, small: Small) -> None:
        self.qtbot, self.window, self.desk, self.small = qtbot, window, desk, small

    @property
    def view(self) -> TicketsView:
        """The tab that is shown."""
        found = self.window.view()
        assert isinstance(found, TicketsView)
        return found

    def focus(self) -> QWidget:
        """What has the keyboard."""
        return QApplication.focusWidget() or self.window

    def press(self, *keys: Key, ctrl: bool = False) -> None:
        """Press keys one after the other."""
        held = Qt.KeyboardModifier.ControlModifier if ctrl else Qt.KeyboardModifier.NoModifier
        for key in keys:
            QTest.keyClick(self.focus(), key, held)

    def type(self, words: str) -> None:
        """Type words."""
        QTest.keyClicks(self.focus(), words)

    def tab(self, times: int = 1) -> None:
        """Go on to the next field."""
        for _ in range(times):
            QTest.keyClick(self.focus(), Key.Key_Tab)

    def said(self) -> str:
        """What the status bar says."""
        return self.window.status.message()


def ticket(hands: Hands, title: str) -> queries.TicketPage:
    rows = hands.desk.ask(queries.search_tickets, title)
    found = hands.desk.ask(queries.ticket_page, rows[0].id)
    assert found is not None
    return found
