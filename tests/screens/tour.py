"""A walk past every screen of the window, for whoever looks at them: by eye or by test."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from mspdesk.agreements.view.moves import MOVES
from mspdesk.app.program import Program
from mspdesk.app.window import Window
from mspdesk.desk.area import Place


@dataclass(frozen=True, slots=True)
class Screen:
    """A stop of the walk: its name, and how it is reached from anywhere."""

    name: str
    reach: Callable[[], object]


def rest(milliseconds: int = 10) -> None:
    """Let the event loop run."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


class Walker:
    """Knows the way to every screen of one window."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.window: Window = program.window

    def screens(self) -> Iterator[Screen]:
        """Every screen with books open; ask for the next one only when the last was looked at."""
        yield Screen("today", lambda: self.tab("today"))
        yield from self._clients()
        yield from self._tickets()
        yield from self._time()
        yield from self._agreements()
        yield from self._billing()
        yield from self._reports()
        yield from self._pages()

    def first_screens(self) -> Iterator[Screen]:
        """The screens of a computer without books."""
        yield Screen("welcome", self.program.welcome)
        yield Screen("set-up", lambda: self.press("Start with my shop"))
        yield Screen("open-or-import", self._open_or_import)

    def until(self, seen: Callable[[], object], why: str) -> None:
        """Wait until something is so."""
        for _ in range(500):
            if seen():
                return
            rest(20)
        raise AssertionError(f"not seen: {why}")

    def tab(self, key: str) -> QWidget:
        """Show a tab as if it was pressed."""
        self.window.close_pages()
        self.window.show_tab(key)
        return self.window.view()

    def go(self, place: Place) -> QWidget:
        """Go to a place as a link does."""
        self.window.close_pages()
        self.window.go(place)
        return self.window.view()

    def press(self, name: str) -> None:
        """Click the visible button of a name."""
        for widget in self.window.findChildren(QWidget):
            if widget.accessibleName() == name and widget.isVisible():
                QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
                return
        raise AssertionError(f"nothing to press is called {name}")

    def escape(self) -> None:
        """Press Esc wherever the keyboard is."""
        QTest.keyClick(QApplication.focusWidget() or self.window, Qt.Key.Key_Escape)

    def part(self, path: str) -> Any:
        """Something inside the tab that is shown, by its path of attributes."""
        found: Any = self.window.view()
        for name in path.split("."):
            found = getattr(found, name)
        return found

    def choose(self, path: str, key: str) -> None:
        """Choose a segment or a tab inside the view that is shown."""
        self.part(path).choose(key)

    # --- the rooms -----------------------------------------------------------------------------

    def _clients(self) -> Iterator[Screen]:
        self.tab("clients")
        rest()
        keys: list[str] = self.part("page.tabs").keys()
        for key in keys:

            def reach(key: str = key) -> None:
                self.tab("clients")
                self.choose("page.tabs", key)

            yield Screen(f"client-{key}", reach)
        yield Screen("client-new", lambda: self.go(Place("clients", do="new")))
        yield Screen("client-talk", lambda: self.go(Place("clients", self._client(), do="talk")))
        self.tab("clients")
        self.choose("page.tabs", "overview")

    def _agreements(self) -> Iterator[Screen]:
        yield Screen("agreements", lambda: self.tab("agreements"))
        for do in MOVES:
            place = partial(Place, "agreements", do=do)
            yield Screen(f"agreement-{do}", lambda place=place: self._agreement(place))
        yield Screen(
            "agreement-edit", lambda: self._agreement(partial(Place, "agreements", do="edit"))
        )
        yield Screen(
            "agreement-sheet", lambda: self._agreement(partial(Place, "agreements", do="sheet"))
        )
        yield Screen("agreement-line", lambda: self.part("page.over").edit_line(None))
        yield Screen("agreement-new", lambda: self.go(Place("agreements", do="new")))
        self.part("form").form.mark_clean()
        yield Screen("agreement-none", self._hourly)

    def _agreement(self, place: Callable[..., Place]) -> None:
        """The first agreement that runs, with one of its forms."""
        self.tab("agreements")
        keys: list[tuple[str, int]] = self.part("picker").keys()
        self.go(place(id=next(id_ for kind, id_ in keys if kind == "agreement")))

    def _hourly(self) -> None:
        """A client without an agreement."""
        self.tab("agreements")
        picker = self.part("picker")
        keys: list[tuple[str, int]] = picker.keys()
        picker.select(next(key for key in keys if key[0] == "client"))

    def _client(self) -> int:
        picker = self.part("picker")
        return int(picker.keys()[1])

    def _tickets(self) -> Iterator[Screen]:
        def board(key: str) -> None:
            self.tab("tickets")
            self.choose("board.segments", key)

        for key in ("open", "mine", "free", "waiting", "past"):
            yield Screen(f"tickets-{key}", partial(board, key))
        yield Screen("ticket-new", lambda: self.go(Place("tickets", do="new")))
        self.escape()

    def _time(self) -> Iterator[Screen]:
        def show(key: str) -> None:
            self.tab("timekeeping")
            self.choose("segments", key)

        yield Screen("time-day", lambda: show("day"))
        yield Screen("time-week", lambda: show("week"))
        show("day")
        timer: Any = self.window.header.timer
        yield Screen("time-stop", timer.toggle)
        timer.sheet.close_sheet()

    def _billing(self) -> Iterator[Screen]:
        def show(key: str) -> None:
            self.tab("billing")
            self.choose("segments", key)

        for key in ("run", "invoices", "payments", "receivables"):
            yield Screen(f"billing-{key}", partial(show, key))
        show("run")
        yield Screen("billing-line", lambda: self.part("run.detail").add_line())
        yield Screen("billing-pay", lambda: self.go(Place("billing", do="pay")))

    def _reports(self) -> Iterator[Screen]:
        self.tab("reports")
        rest()
        keys: list[str] = self.part("picker").keys()
        for key in keys:
            place = Place("reports", about={"report": key})
            yield Screen(f"report-{key}", partial(self.go, place))

    def _pages(self) -> Iterator[Screen]:
        window, program = self.window, self.program
        program.preferences()
        titles = self.part("picker").keys()
        for title in titles:

            def reach(title: str = title) -> None:
                window.close_pages()
                program.preferences()
                self.part("show_page")(title)

            yield Screen(f"preferences-{title}", reach)
        for name, deed in (
            ("history", program.history),
            ("keys", window.show_keys),
            ("about", program.about),
            ("working-as", program.choose_person),
            ("bring", program.bring_data),
        ):

            def lay(deed: Callable[[], None] = deed) -> None:
                window.close_pages()
                deed()

            yield Screen(name, lay)
        self.tab("today")
        yield Screen("palette", lambda: window.search("new"))
        self.escape()
        yield Screen("preview", self._preview)
        window.close_pages()

    def _preview(self) -> None:
        self.tab("billing")
        self.choose("segments", "invoices")
        rest()
        QTest.keyClick(self.part("invoices.table"), Qt.Key.Key_Home)
        rest()
        self.part("print_shown")()
        self.until(lambda: type(self.window.view()).__name__ == "PaperPage", "the preview")
        rest(50)

    def _open_or_import(self) -> None:
        self.program.welcome()
        rest()
        self.press("Open or import")
