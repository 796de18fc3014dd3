"""The room of checklists: what is running, what is due, what can be begun (picture 08)."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from ...dates import short_date, today
from ...desk.area import Found, Place, found_client
from ...desk.desk import Desk
from ...exchange.columns import DATE, TEXT, WHOLE, OutColumn
from ...tickets.rules import number_words
from ...widgets.boxes import lead_focus, stack
from ...widgets.buttons import Button
from ...widgets.cards import EmptyState
from ...widgets.picker import Pick, Picker, PickGroup, RememberedSplitter
from ..queries import runs as queries
from ..queries.across import KINDS
from ..queries.masters import MasterRow, masters
from ..queries.run_page import RunPage, run_page
from ..queries.runs import RunRow
from ..queries.shipped import mistakes
from ..rules.run import RUN_WORDS, RunState
from .across_page import AcrossPage
from .begin import BeginForm
from .master import MasterPage
from .rail import RunRail
from .run import RunPane

_TABLES = {"checklist_run", "run_result", "run_photo", "checklist", "checklist_difference"}
_WIDE, _NARROW = (277, 291), (262, 262)
SETTLE_MS = 150
LATEST = date(9999, 12, 31)

EXPORT: tuple[OutColumn[RunRow], ...] = (
    OutColumn("Number", TEXT, lambda row: row.number),
    OutColumn("Checklist", TEXT, lambda row: row.title),
    OutColumn("For", TEXT, lambda row: row.whose),
    OutColumn("State", TEXT, lambda row: RUN_WORDS[RunState(row.state)]),
    OutColumn("Due", DATE, lambda row: row.due_on),
    OutColumn("Who does it", TEXT, lambda row: row.assigned),
    OutColumn("Steps", WHOLE, lambda row: row.total),
    OutColumn("Marked", WHOLE, lambda row: row.marked),
    OutColumn("Problems", WHOLE, lambda row: row.problems),
    OutColumn("Signed", DATE, lambda row: row.done_at.date() if row.done_at else None),
    OutColumn("Signed by", TEXT, lambda row: row.done_by),
    OutColumn("Verified by", TEXT, lambda row: row.verified_by),
    OutColumn("Ticket", TEXT, lambda row: number_words(row.ticket) if row.ticket else ""),
)


class RunsRoom(QWidget):
    """Checklists that run, those due this week and the masters, the page of one, its rail."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setAccessibleName("Checklists")
        self._desk = desk
        self._masters: list[MasterRow] = []
        self._behind = False
        self.picker = Picker[str](
            "Checklists",
            title="Checklists",
            placeholder="Find a checklist",
            on_select=self._choose,
            on_add=self._begin,
            add_name="Start a checklist",
            on_enter=self.focus_page,
        )
        self.pane = RunPane(desk)
        self.across = AcrossPage(desk)
        self.rail = RunRail(desk)
        self._master: MasterPage | None = None
        self._form: BeginForm | None = None
        self._empty = EmptyState(
            "list-checks",
            "No checklist is running",
            "A checklist lets anybody who was trained do the work, and keeps what was found.",
            Button(
                "Start a checklist",
                kind="primary",
                on_click=self._begin,
                name="Start a checklist, the first",
            ),
        )
        self.pages = QStackedWidget()
        for page in (self._empty, self.pane, self.across):
            self.pages.addWidget(page)
        self.split = RememberedSplitter(
            "checklists", [self.picker, self.pages, self.rail], 1, _WIDE, _NARROW
        )
        stack(self, self.split)
        lead_focus(self, self.picker)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(SETTLE_MS)
        self._later.timeout.connect(self.settle)
        self.pane.turned.connect(self._turned)
        for lines in (self.pane.lines, self.across.lines):
            lines.changed.connect(lambda _run: self._later.start())
        desk.keep_fresh(self, _TABLES, self._reload)

    # --- filling -----------------------------------------------------------------------------

    def _reload(self) -> None:
        """Fill the side list and the page; what this room did itself is shown already."""
        if self.pane.lines.busy or self.across.lines.busy:
            self._later.start()
            return
        self._fill()
        front = self.pages.currentWidget()
        if front is self.pane:
            self.pane.reload()
            if self.pane.page is None:
                self._show_first()
        elif front is self.across:
            self.across.reload()
        elif front is self._empty:
            self._show_first()

    def settle(self) -> None:
        """Bring side list and rail up to what was marked, once the hands rest."""
        self._fill()
        page = self.pane.page
        if page is not None and self.pages.currentWidget() is self.pane:
            fresh = self._desk.ask(run_page, page.row.id)
            if fresh is not None:
                self.pane.page = fresh
                self.rail.show_page(fresh)

    def _fill(self) -> None:
        ask, day = self._desk.ask, today()
        running, due = ask(queries.running), ask(queries.due, queries.week_end(day))
        done = ask(queries.done_lately)
        verify = ask(queries.to_verify, done)
        self._masters = ask(masters)
        groups = [
            PickGroup("Running", str(len(running)), [_pick(one) for one in running]),
            PickGroup("Due this week", str(len(due)), [_pick(one, day) for one in due]),
        ]
        if verify:
            groups.append(PickGroup("To verify", str(len(verify)), [_pick(one) for one in verify]))
        lists = [Pick(f"list:{key}", words, _LISTS[key]) for key, words in KINDS.items()]
        groups.append(PickGroup("Across checklists", "", lists))
        shown = [_master_pick(one) for one in self._masters]
        wrong = len(mistakes())
        count = f"{len(shown)}, {wrong} left out" if wrong else str(len(shown))
        groups.append(PickGroup("Templates", count, shown))
        put_by = [_master_pick(one) for one in ask(masters, retired=True) if one.retired]
        if put_by:
            groups.append(PickGroup("Retired", str(len(put_by)), put_by))
        if done:
            groups.append(PickGroup("Done lately", str(len(done)), [_pick(one) for one in done]))
        self.picker.show_groups(groups)

    def _show_first(self) -> None:
        shown = self.picker.keys()
        first = next((key for key in shown if key.startswith("run:")), None)
        if first is not None:
            self._mark(first)
            self._choose(first)
        else:
            self._front(self._empty)

    def hideEvent(self, event: QHideEvent) -> None:
        """Ask nothing any more while nobody looks: the books may be closed by then."""
        super().hideEvent(event)
        self._behind = self._behind or self._later.isActive()
        self._later.stop()

    def showEvent(self, event: QShowEvent) -> None:
        """Bring up what was left behind."""
        super().showEvent(event)
        if self._behind:
            self._behind = False
            self.settle()

    # --- choosing ----------------------------------------------------------------------------

    def _choose(self, key: str) -> None:
        kind, _, what = key.partition(":")
        if kind == "run":
            self._show_run(int(what))
        elif kind == "list":
            self._front(self.across)
            self.across.show_kind(what)
        else:
            self._show_master(what)

    def _mark(self, key: str) -> None:
        """Choose in the side list what is shown next; chosen aloud it would be shown twice."""
        with QSignalBlocker(self.picker):
            self.picker.select(key)

    def _show_run(self, run_id: int, key: str = "") -> None:
        if not self.pane.show_id(run_id, key):
            self._desk.say("This checklist is no longer there.")
            self._front(self._empty)
            return
        self._front(self.pane)

    def _show_master(self, code: str) -> None:
        page = self.master_page()
        page.show_code(code)
        self._front(page)

    def master_page(self) -> MasterPage:
        """The page of masters, made when the first of them is looked at."""
        if self._master is None:
            self._master = MasterPage(self._desk, lambda code: self._begin({"code": code}))
            self._master.opened.connect(self._opened_master)
            self._master.left.connect(self.focus_picker)
            self.pages.addWidget(self._master)
        return self._master

    def _opened_master(self, code: str) -> None:
        self._fill()
        self.picker.select(f"master:{code}")

    def _front(self, page: QWidget) -> None:
        self.pages.setCurrentWidget(page)
        self.rail.setVisible(page is self.pane)

    def _turned(self, page: RunPage) -> None:
        self.rail.show_page(page)

    def focus_picker(self) -> None:
        """Give the keyboard back to the side list."""
        self.picker.rows.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_page(self) -> None:
        """Give the keyboard to what is in front."""
        front = self.pages.currentWidget()
        if front is self.pane:
            self.pane.lines.focus_list()
        elif front is self.across:
            self.across.lines.focus_list()
        elif front is not None:
            front.setFocus(Qt.FocusReason.OtherFocusReason)

    def client_in_front(self) -> Found | None:
        """The client of the checklist that is shown, for the palette."""
        page = self.pane.page
        if page is None or self.pages.currentWidget() is not self.pane:
            return None
        row = page.row
        return found_client(row.client_id, row.client) if row.client_id is not None else None

    # --- beginning ---------------------------------------------------------------------------

    def _begin(self, about: dict[str, Any] | None = None) -> None:
        """Show the form of a new run; one left half typed is taken up again."""
        typed = self._form is not None and self._form.form.dirty()
        if self._form is None:
            self._form = BeginForm(self._desk, self._begun, self._not_begun, self._own)
            self.pages.addWidget(self._form)
        self._front(self._form)
        if about or not typed:
            self._form.fill()
            self._form.begin(about or {})
        else:
            self._form.form.focus_first()

    def _begun(self, run_id: int) -> None:
        self._fill()
        self._mark(f"run:{run_id}")
        self._show_run(run_id)
        self.pane.lines.focus_list()

    def _not_begun(self) -> None:
        held = self.picker.selected_key()
        if held is not None:
            self._choose(held)
        else:
            self._show_first()
        self.picker.rows.setFocus()

    def _own(self) -> None:
        page = self.master_page()
        page.new_master()
        self._front(page)

    # --- what the tab asks for -----------------------------------------------------------------

    def show_place(self, place: Place) -> None:
        """Go to a run by its id, to a master by its code, to a list, or to the form of a run."""
        about = place.about
        if place.id is not None:
            self._mark(f"run:{place.id}")
            self._show_run(place.id, about.get("key", ""))
            self.pane.lines.focus_list()
        elif place.do in ("start", "new"):
            self._begin(about)
        elif place.do in ("master", "edit", "update") and about.get("code"):
            self._mark(f"master:{about['code']}")
            self._show_master(about["code"])
            arrive = getattr(self.master_page(), "arrive", None)
            if place.do != "master" and arrive is not None:
                arrive(place)
        elif place.do == "list" and about.get("kind") in KINDS:
            self._mark(f"list:{about['kind']}")
            self._choose(f"list:{about['kind']}")

    def new_here(self) -> bool:
        """N starts a checklist, from the master in front where there is one."""
        key = self.picker.selected_key() or ""
        self._begin({"code": key.partition(":")[2]} if key.startswith("master:") else None)
        return True

    def print_shown(self) -> None:
        """Ctrl+P prints what is in front."""
        front = self.pages.currentWidget()
        if front is self.pane:
            self.pane.print_run()
        elif front is self.across:
            self.across.print_list()
        elif front is self._master and self._master is not None:
            show = getattr(self._master, "print_shown", None)
            if show is not None:
                show()

    def export_list(self) -> None:
        """Write open runs, and those that ended lately, into a file (S143)."""
        ask = self._desk.ask
        rows = [*ask(queries.running), *ask(queries.due, LATEST), *ask(queries.done_lately)]
        self._desk.export("Checklists", EXPORT, rows)

    def focus_filter(self) -> None:
        """The / key goes to the search over the side list."""
        self.picker.search.setFocus(Qt.FocusReason.ShortcutFocusReason)


_LISTS = {
    "admin": "What a trained admin does",
    "outside": "What others do for us",
    "given": "Steps somebody gave you",
}


def _pick(row: RunRow, day: date | None = None) -> Pick[str]:
    """A run in two lines; with a day it is one that is due."""
    ticket = number_words(row.ticket) if row.ticket and row.open else ""
    # The number first: a long name is cut at its end, a number never.
    words = ", ".join(part for part in (ticket, row.whose) if part)
    if not row.open:
        right = short_date(row.done_at.date()) if row.done_at else ""
        return Pick(f"run:{row.id}", row.title, words, right)
    if day is None:
        return Pick(f"run:{row.id}", row.title, words, f"{row.marked}/{row.total}")
    late = row.due_on is not None and row.due_on < day
    right = short_date(row.due_on) if row.due_on is not None else ""
    return Pick(f"run:{row.id}", row.title, words, right, color="red" if late else "")


def _master_pick(row: MasterRow) -> Pick[str]:
    """A master in two lines: how many steps, whether a log stands beside it."""
    parts = [f"{row.lines} steps" if row.lines != 1 else "1 step"]
    if row.log:
        parts.append("TSR log")
    if row.draft:
        parts.append("being edited")
    if row.update:
        parts.append("update")
    right = f"revision {row.revision}" if row.revision else "draft"
    return Pick(f"master:{row.code}", row.title, ", ".join(parts), right)
