"""A person at the real window: keys go to whatever has the focus, eyes read what is shown.

Nothing here calls a method of a view. What was typed stays in the focused widget's hands.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractListModel,
    QEventLoop,
    QKeyCombination,
    Qt,
    QTimer,
)
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QComboBox, QLabel, QWidget

from mspdesk import dates, paths
from mspdesk.app.areas import AREAS
from mspdesk.app.program import Program
from mspdesk.app.window import Window
from mspdesk.settings import MachineSettings

PATIENCE_MS = 20_000


class Clock:
    """A clock that goes on only when it is told to."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment
        dates.set_clock(lambda: self.moment)

    def pass_by(self, **span: int) -> None:
        """Let time pass, as timedelta says it."""
        self.moment += timedelta(**span)


class Hands:
    """Ten fingers and two eyes at one window."""

    def __init__(self, home: Path, moment: datetime) -> None:
        paths.set_home(home)
        self.clock = Clock(moment)
        self.settings = MachineSettings()
        self.window = Window(AREAS, self.settings)
        self.program = Program(self.window, self.settings)
        self.typed: list[tuple[str, str]] = []
        self.window.resize(1440, 900)
        self.window.show()
        self.window.activateWindow()

    def begin(self, place: str | None = None) -> None:
        """Start as the command does and wait for the first page or the first list."""
        self.program.begin(place)
        self.until(
            lambda: (
                self.window.desk is not None
                or self.focus().accessibleName() == "Start with my shop"
            ),
            "the first page or the desk",
        )

    # --- waiting and looking -----------------------------------------------------------------

    def wait(self, milliseconds: int = 20) -> None:
        """Let the event loop run."""
        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()

    def until(self, seen: Callable[[], object], why: str = "") -> None:
        """Wait until something is seen; fails with what the window says instead."""
        for _ in range(PATIENCE_MS // 20):
            if seen():
                return
            self.wait()
        raise AssertionError(f"not seen: {why}; {self.where()}")

    def where(self) -> str:
        """What has the focus and what the status bar says, for the reports of failures."""
        focus = self.focus()
        name = f"{type(focus).__name__} “{focus.accessibleName()}”"
        return f"focus on {name}, status bar: {self.status()!r}"

    def focus(self) -> QWidget:
        """What has the keyboard."""
        return QApplication.focusWidget() or self.window

    def status(self) -> str:
        """The message in the status bar."""
        return self.window.status.message()

    def facts(self) -> str:
        """The left of the status bar."""
        return " ".join(self.window.status.facts())

    def named(self, name: str, kind: type[QWidget] = QWidget) -> QWidget:
        """The visible widget of an accessible name."""
        for widget in self.window.findChildren(kind):
            if widget.accessibleName() == name and widget.isVisible():
                return widget
        raise AssertionError(f"nothing is called {name}; {self.where()}")

    def cells(self, table: str) -> list[list[str]]:
        """What a list shows, row by row."""
        view = self.named(table, QAbstractItemView)
        if not isinstance(view, QAbstractItemView):
            raise TypeError(table)
        model: QAbstractItemModel = view.model()
        return [
            [str(model.index(row, column).data() or "") for column in range(model.columnCount())]
            for row in range(model.rowCount())
        ]

    def lines(self, name: str) -> list[str]:
        """What a list of one column shows, line by line, headings included."""
        view = self.named(name, QAbstractItemView)
        if not isinstance(view, QAbstractItemView):
            raise TypeError(name)
        model = view.model()
        return [str(model.index(row, 0).data() or "") for row in range(model.rowCount())]

    def seen_in(self, table: str, *words: str) -> bool:
        """Whether some row of a list holds all of these words."""
        return any(all(word in " | ".join(row) for word in words) for row in self.cells(table))

    def words(self) -> str:
        """Every word on the page that is shown."""
        labels = self.window.view().findChildren(QLabel)
        return " | ".join(label.text() for label in labels if label.isVisible())

    def words_everywhere(self) -> str:
        """Every word in the window, header and status bar included."""
        labels = self.window.findChildren(QLabel)
        return " | ".join(label.text() for label in labels if label.isVisible())

    def dialogs(self) -> list[str]:
        """The windows that are open besides the one: there should be none (S141)."""
        shown = [one for one in QApplication.topLevelWidgets() if one.isVisible()]
        return [type(one).__name__ for one in shown if one is not self.window]

    # --- fingers -------------------------------------------------------------------------------

    def press(self, *keys: str) -> None:
        """Press keys such as Ctrl+K, Tab, Return, one after the other."""
        for one in keys:
            sequence: Any = QKeySequence(one)  # its stubs leave out the index
            combination: QKeyCombination = sequence[0]
            QTest.keyClick(self.focus(), combination.key(), combination.keyboardModifiers())
            self.wait(5)

    def turn_to(self, tab: str) -> None:
        """Go to a main tab by Ctrl and its figure, wherever it stands by now."""
        self.press(f"Ctrl+{self.window.header.tabs.words().index(tab) + 1}")

    def type(self, text: str) -> None:
        """Type words, each letter into whatever has the focus then."""
        self.typed.append((self.focus().accessibleName(), text))
        for letter in text:
            QTest.keyClicks(self.focus(), letter)
        self.wait(5)

    def times_typed(self, words: str) -> int:
        """How often words were typed into a field; what looks for something is none."""
        return sum(words in text for field, text in self.typed if field != "Search or jump to")

    def tab_to(self, name: str, most: int = 80) -> None:
        """Press Tab until something of this name has the focus."""
        for _ in range(most):
            if self.focus().accessibleName() == name:
                return
            QTest.keyClick(self.focus(), Qt.Key.Key_Tab)
            self.wait(1)
        raise AssertionError(f"Tab never reached {name}; {self.where()}")

    def fill(self, name: str, text: str) -> None:
        """Go to a field by Tab and type over what is in it; in a list choose by its letters."""
        self.tab_to(name)
        if isinstance(self.focus(), QComboBox):
            self.pick(text)
            return
        self.press("Ctrl+A")
        self.type(text)

    def pick(self, words: str) -> None:
        """Go through the choices of the list that has the focus with the arrow keys."""
        choices = self.focus()
        if not isinstance(choices, QComboBox):
            raise TypeError(f"no list has the focus; {self.where()}")
        self.press("Home")
        for _ in range(choices.count()):
            if words in choices.currentText():
                return
            self.press("Down")
        raise AssertionError(f"{words} is not among the choices; {self.where()}")

    def results(self) -> QAbstractItemView:
        """The palette's list."""
        view = self.named("Results", QAbstractItemView)
        if not isinstance(view, QAbstractItemView):
            raise TypeError(view)
        return view

    def offered(self) -> list[str]:
        """What the palette offers, line by line, headings included."""
        return self.lines("Results")

    def chosen(self) -> str:
        """The line of the palette that Enter would take."""
        return str(self.results().currentIndex().data() or "")

    def choose(self, words: str) -> None:
        """Go down in the palette to a line and press Enter."""
        self.until(lambda: any(words in line for line in self.offered()), f"{words} on offer")
        for _ in range(len(self.offered())):
            if words in self.chosen():
                self.press("Return")
                return
            self.press("Down")
        raise AssertionError(f"Down never reached {words}: {self.offered()}")

    def stops(self, most: int = 60) -> list[str]:
        """The names Tab comes by, for whoever writes a journey."""
        found: list[str] = []
        for _ in range(most):
            found.append(f"{type(self.focus()).__name__}:{self.focus().accessibleName()}")
            QTest.keyClick(self.focus(), Qt.Key.Key_Tab)
            self.wait(1)
        return found

    def row(self, table: str) -> str:
        """The chosen row of a list."""
        view = self.named(table, QAbstractItemView)
        if not isinstance(view, QAbstractItemView):
            raise TypeError(table)
        at = view.currentIndex()
        model = view.model()
        columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount()
        cells = [model.index(at.row(), n).data() for n in range(columns)]
        return " | ".join(str(cell or "") for cell in cells)

    def stop_names(self) -> list[str]:
        """The names of everything in the window that can have the keyboard."""
        found = self.window.findChildren(QWidget)
        return [one.accessibleName() for one in found if one.isVisible() and one.accessibleName()]
