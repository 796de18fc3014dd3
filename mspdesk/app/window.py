"""The main window: tabs over a sheet over a status bar. It knows no business noun."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from .. import settings as machine
from ..dates import today
from ..desk.area import Area, Place, Verb, nothing
from ..errors import Cancelled, Trouble, UserError
from ..rows import dataclass
from ..settings import MachineSettings
from ..widgets.boxes import stack
from ..widgets.statusbar import StatusBar
from .header import Header

if TYPE_CHECKING:
    from ..desk.desk import Desk, Message
    from ..desk.job import Job

SMALLEST = (1180, 680)
Choice = tuple[str, Callable[[], None]]


def the_date() -> list[str]:
    """What stands at the left of the status bar where nobody says more: the date."""
    day = today()
    return [f"{day:%a}, {day:%b} {day.day}, {day.year}"]


@dataclass(frozen=True, slots=True)
class Answers:
    """What the window asks the program for, because it knows no business noun itself.

    `person` offers the people to work as, `facts` says what stands at the left of the status bar
    where a view says nothing, `closing` does the last thing with books before they are closed,
    `also` says what stands beside the facts of every view.
    """

    person: Callable[[], object] = nothing
    facts: Callable[[], list[str]] = the_date
    closing: Callable[[Desk], object] = lambda _desk: None
    also: Callable[[], list[str]] = list


class Window(QMainWindow):
    """The one window: seats a desk, builds each area's view when first asked for, listens."""

    closed = Signal()

    def __init__(self, areas: Sequence[Area], settings: MachineSettings) -> None:
        super().__init__()
        self.setWindowTitle("MSPDesk")
        self.setMinimumSize(*SMALLEST)
        self._areas = {area.key: area for area in areas}
        self._settings = settings
        self.desk: Desk | None = None
        self.answers = Answers()
        self.menu: Callable[[], list[Choice | None]] = list
        self.header = Header([], on_tab=self._show_tab, on_search=self.search, menu=self._entries)
        self.header.show_areas(self._tabs())
        self.pages = QStackedWidget()
        self.status = StatusBar()
        self._views: dict[str, QWidget] = {}
        self._over: list[QWidget] = []
        self._kept: dict[str, QWidget] = {}
        self._permits: frozenset[str] = frozenset()
        sheet = QWidget()
        stack(sheet, self.header, self.pages, self.status)
        self.setCentralWidget(sheet)
        self.pages.addWidget(QWidget())
        self._bind_keys()
        self.resize(1440, 900)
        if settings.window:
            self.restoreGeometry(QByteArray.fromBase64(settings.window.encode()))

    def _entries(self) -> list[Choice | None]:
        return self.menu()

    def _tabs(self) -> list[Area]:
        shown = [
            area
            for area in self._areas.values()
            if area.tab and (self.desk is None or self.desk.may(area.needs))
        ]
        return sorted(shown, key=lambda area: area.order)

    def first_tab(self) -> str:
        """The tab that is shown first: the one that was open last, or the first there is."""
        keys = [area.key for area in self._tabs()]
        return self._settings.last_tab if self._settings.last_tab in keys else keys[0]

    # --- books -------------------------------------------------------------------------------

    def seat(self, desk: Desk) -> None:
        """Take the books that were opened: from now on the tabs are alive."""
        self.unseat()
        self.desk = desk
        desk.asked_to_go.connect(self.go)
        desk.said.connect(self._say)
        desk.job_started.connect(self._job_started)
        desk.job_ended.connect(self._job_ended)
        desk.changed.connect(lambda _tables: self.show_facts())
        desk.person_changed.connect(self._person_changed)
        timers = desk.panels("header.timer")
        self.header.seat_timer(timers[0].make(desk) if timers else None)
        self._person_changed()
        self.show_tab(self.first_tab())
        self.view().setFocus(Qt.FocusReason.OtherFocusReason)

    def unseat(self) -> None:
        """Let go of the books: views are thrown away, jobs have ended."""
        if self.desk is None:
            return
        desk, self.desk = self.desk, None
        desk.leave()
        self.answers.closing(desk)
        self.header.seat_timer(None)
        self._throw_away_views()
        desk.store.close()
        desk.deleteLater()

    def _throw_away_views(self) -> None:
        """Let every view and page go; they are built again when asked for."""
        self.close_pages()
        for view in (*self._views.values(), *self._kept.values()):
            self.pages.removeWidget(view)
            view.deleteLater()
        self._views.clear()
        self._kept.clear()

    # --- tabs and pages ----------------------------------------------------------------------

    def show_tab(self, key: str) -> None:
        """Go to a tab by its area's key."""
        if self.header.tabs.current_key() == key:
            self._show_tab(key)
        else:
            self.header.tabs.choose(key)

    def _show_tab(self, key: str) -> None:
        if self.desk is None:
            return
        self.close_pages()
        self.pages.setCurrentWidget(self._view(key))
        self._settings.last_tab = key
        self.show_facts()
        if not self.header.tabs.hasFocus():
            self.view().setFocus(Qt.FocusReason.OtherFocusReason)

    def _view(self, key: str) -> QWidget:
        """An area's view, built when first asked for."""
        if key not in self._views:
            make: Callable[[object], QWidget] = (self._areas[key].tab or nothing)()
            view = make(self.desk)
            self._views[key] = view
            self.pages.addWidget(view)
        return self._views[key]

    def view(self) -> QWidget:
        """What is shown now: a page laid over the tabs, or the tab's own view."""
        return self.pages.currentWidget() or self.pages

    def lay_over(self, page: QWidget) -> None:
        """Show a page over the tabs until Esc or another tab; it is thrown away then."""
        self._over.append(page)
        self.pages.addWidget(page)
        self.pages.setCurrentWidget(page)
        page.setFocus(Qt.FocusReason.OtherFocusReason)

    def lay_over_kept(self, key: str, make: Callable[[], QWidget]) -> None:
        """Show a page over the tabs that stays as it was left, with what was typed, until then."""
        if key not in self._kept:
            self._kept[key] = make()
        if self._kept[key] not in self._over:
            self.lay_over(self._kept[key])

    def close_pages(self) -> None:
        """Take away every page that lies over the tabs."""
        while self._over:
            self._close_top()

    def close_pages_to(self, page: QWidget) -> Callable[[], None]:
        """A deed that goes back to a page laid over the tabs, closing what lies above it."""

        def back() -> None:
            while self._over and self._over[-1] is not page:
                self._close_top()

        return back

    def _close_top(self) -> None:
        page = self._over.pop()
        self.pages.removeWidget(page)
        if page not in self._kept.values():
            page.deleteLater()
        below = self._over[-1] if self._over else self._views.get(self.header.tabs.current_key())
        if below is not None:
            self.pages.setCurrentWidget(below)
            below.setFocus(Qt.FocusReason.OtherFocusReason)

    def go(self, place: Place) -> None:
        """Take the person to a place: its tab, and there the record or the deed."""
        if place.area not in {area.key for area in self._tabs()}:
            return
        self.show_tab(place.area)
        arrive = getattr(self._view(place.area), "show_place", None)
        if arrive is not None:
            arrive(place)

    # --- keys --------------------------------------------------------------------------------

    def _bind_keys(self) -> None:
        for n in range(1, 10):
            self._key(f"Ctrl+{n}", partial(self._nth_tab, n))
        self._key("Ctrl+K", self.search)
        self._key("Ctrl+Z", lambda: self._desk_do("undo"))
        self._key("Ctrl+Shift+Z", lambda: self._desk_do("redo"))
        self._key("Ctrl+Y", lambda: self._desk_do("redo"))
        self._key("Ctrl+P", lambda: self._view_do("print_shown"))
        self._key("Ctrl+Q", self.close)
        self._key("F6", self._next_pane)

    def _key(self, keys: str, run: Callable[[], object]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.activated.connect(run)

    def _nth_tab(self, n: int) -> None:
        tabs = self._tabs()
        if n <= len(tabs):
            self.show_tab(tabs[n - 1].key)
            self.view().setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _desk_do(self, name: str) -> None:
        if self.desk is not None:
            getattr(self.desk, name)()

    def _view_do(self, name: str) -> bool:
        verb = getattr(self.view(), name, None)
        return verb is not None and verb() is not False

    def _next_pane(self) -> None:
        """Move the focus to the next pane of the view; a view without panes takes the next stop."""
        if not self._view_do("next_pane"):
            self.focusNextChild()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Single letters that no view took: N new, T timer, / filter, ? keys, Esc back."""
        # Without books the first page is all there is: it stays.
        last = 0 if self.desk is not None else 1
        if event.key() == Qt.Key.Key_Escape and len(self._over) > last:
            self._close_top()
            return
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.ShiftModifier,
        )
        if self.desk is not None and plain and self._settings.single_keys:
            letters: dict[str, Callable[[], object]] = {
                "n": self._new,
                "t": self._toggle_timer,
                "/": lambda: self._view_do("focus_filter"),
                "?": self.show_keys,
            }
            run = letters.get(event.text().lower())
            if run is not None:
                run()
                return
        super().keyPressEvent(event)

    def _new(self) -> None:
        if not self._view_do("new_here"):
            self.go(Place("tickets", do="new"))

    def _toggle_timer(self) -> None:
        toggle = getattr(self.header.timer, "toggle", None)
        chosen = getattr(self.view(), "selected_ticket", lambda: None)()
        if toggle is not None:
            toggle(chosen)

    # --- search, print, words ------------------------------------------------------------------

    verbs: Sequence[tuple[Verb, Callable[[], None]]] = ()

    def search(self, text: str = "") -> None:
        """Open the palette over the window."""
        if self.desk is None:
            return
        from ..widgets.palette import CommandPalette
        from .finding import Finding

        front = getattr(self.view(), "client_in_front", lambda: None)()
        CommandPalette(self, Finding(self.desk, self.verbs, front)).open(text)

    def show_keys(self) -> None:
        """Lay the help over the tabs, with the list of keys in front."""
        self.show_help("keys")

    def show_glossary(self) -> None:
        """Lay the help over the tabs, with the words in front."""
        self.show_help("glossary")

    def show_help(self, part: str) -> None:
        """Lay one half of the help over the tabs: keys or glossary."""
        from .help import HelpPage

        page = HelpPage()
        self.lay_over(page)
        page.show_part(part)

    def undo(self) -> None:
        """Take back the last change, as Ctrl+Z and the status bar's Undo do."""
        self._desk_do("undo")

    def _say(self, message: Message) -> None:
        undo = self.undo if message.undo else None
        self.status.say(message.words, undo, refusal=message.refusal)

    def _job_started(self, job: Job[Any]) -> None:
        key = str(id(job))
        self.status.progress(key, job.title, 0, 0, job.stop)
        job.signals.moved.connect(
            lambda done, total, words: self.status.progress(
                key, f"{job.title}, {words}" if words else job.title, done, total, job.stop
            )
        )

    def _job_ended(self, job: Job[Any]) -> None:
        self.status.progress_done(str(id(job)))

    def tell(self, error: BaseException) -> None:
        """Say a failure in its own words; a bug is for the crash page and raised again."""
        if isinstance(error, Cancelled):
            self.status.say("Stopped.")
        elif isinstance(error, (UserError, Trouble)):
            self.status.fail(str(error))
        else:
            raise error

    def _person_changed(self) -> None:
        if self.desk is None:
            return
        self.status.set_person(self.desk.person_name or "Nobody yet", self.answers.person)
        if self.desk.permits == self._permits and self._views:
            return
        # What a view offers was decided when it was built: somebody else gets views of their own.
        self._permits = self.desk.permits
        seated = bool(self._views)
        self._throw_away_views()
        self.header.show_areas(self._tabs())
        if seated:
            self._show_tab(self.header.tabs.current_key())

    def show_facts(self) -> None:
        """Say at the left of the status bar what the view, or the program, has to say."""
        facts = getattr(self.view(), "facts", None) or self.answers.facts
        self.status.set_facts([*facts(), *self.answers.also()])

    # --- Qt ------------------------------------------------------------------------------------

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember the window; work that still writes is waited for before the books are closed."""
        self._settings.window = bytes(self.saveGeometry().toBase64().data()).decode()
        machine.save(self._settings)
        writing = [job for job in (self.desk.jobs if self.desk else ()) if job.writes]
        if writing:
            event.ignore()
            self.status.fail(
                f"{writing[0].title} is still running. Close again when it is done.",
                "Stop it",
                writing[0].stop,
            )
            return
        self.unseat()
        self.closed.emit()
        super().closeEvent(event)
