"""The room of procedures: a side list by department, one procedure, all of them, roll-outs."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from ...checklists.rules.master import DEPARTMENTS
from ...desk.area import Place
from ...desk.desk import Desk
from ...widgets.glyphs import Glyph
from ...widgets.laid import Laid
from ...widgets.layout import Ground, lead_focus, stack
from ...widgets.picker import Pick, Picker, PickerPage, PickGroup
from ..queries import rollouts as rollout_queries
from ..queries import sops as queries
from ..queries.sops import SopRow, core_rows
from ..rules.life import State
from .forms import new_form
from .overview import CorePage, MatrixPage
from .rollouts import RolloutsPage
from .sop import SopView

_TABLES = {"sop", "sop_acknowledgement", "rollout", "rollout_reach", "roadmap_mark", "role"}
P = TypeVar("P", bound=QWidget)
ALL, CORE, ROLLOUTS = "#all", "#core", "#rollouts"
"""Keys of the side list that are no codes of procedures."""


class ProceduresRoom(QWidget):
    """A room of the Checklists tab."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setAccessibleName("Procedures")
        self._desk = desk
        self._rows: list[SopRow] = []
        self.picker = Picker[str](
            "Procedures",
            title="Procedures",
            placeholder="Find a procedure",
            on_select=self._show,
            on_add=self.new,
            on_enter=self._to_page,
            add_name="New procedure here",
            lines=2,
        )
        self._front = QStackedWidget()
        self._made: dict[str, QWidget] = {}
        self.laid = Laid(self._front, self.picker)
        side = Ground()
        stack(side, self.picker)
        stack(self, PickerPage("procedures", side, self.laid, width=282))
        lead_focus(self, self.picker)
        desk.keep_fresh(self, _TABLES, self._reload)
        desk.person_changed.connect(self._reload)

    # --- pages, each made when it is first looked at ---------------------------------------------

    def _page(self, key: str, make: Callable[[], P]) -> P:
        page = self._made.get(key)
        if page is None:
            page = self._made[key] = make()
            self._front.addWidget(page)
        return cast("P", page)

    @property
    def matrix(self) -> MatrixPage:
        """All of them as a table."""
        return self._page(ALL, lambda: MatrixPage(self._desk, self.open, self.new))

    @property
    def core(self) -> CorePage:
        """The ten to begin with."""
        return self._page(CORE, lambda: CorePage(self._desk, self.open))

    @property
    def rollouts(self) -> RolloutsPage:
        """Who is told of what."""
        return self._page(ROLLOUTS, lambda: RolloutsPage(self._desk, self.open))

    @property
    def sop(self) -> SopView:
        """One procedure."""
        return self._page("", lambda: SopView(self._desk))

    # --- showing -----------------------------------------------------------------------------

    def _reload(self) -> None:
        self._rows = self._desk.ask(queries.sops)
        held = self.picker.selected_key()
        self.picker.show_groups(self._groups())
        self.picker.set_count(len(self._rows))
        self._fill(self._front.currentWidget())
        if held is None or not self.picker.select(held):
            self.picker.select_first()

    def _fill(self, page: QWidget | None) -> None:
        """Let a list show all procedures as they are now."""
        if isinstance(page, MatrixPage | CorePage):
            page.show_rows(self._rows)

    def _groups(self) -> list[PickGroup[str]]:
        core = core_rows(self._rows)
        live = sum(row.state == State.LIVE for row in core)
        due = sum(row.due for row in self._rows)
        running = self._desk.ask(rollout_queries.rollouts, None, all_of_them=False)
        top = [
            Pick(ALL, "All procedures", f"{due} to review" if due else "By audience"),
            Pick(
                CORE,
                "Ten to begin with",
                "What every shop writes first",
                f"{live}/{len(core)}",
            ),
            Pick(ROLLOUTS, "Roll-outs", _running(len(running))),
        ]
        me = self._desk.person_id
        unread = {row.code for row in self._desk.ask(queries.to_read, me)} if me else set()
        mine = [row for row in self._rows if row.code in unread]
        groups = [PickGroup("", "", top)]
        if mine:
            picks = [_pick(row) for row in mine]
            groups.append(PickGroup("For you to read", str(len(mine)), picks))
        for code, words in DEPARTMENTS.items():
            rows = [row for row in self._rows if row.department == code and row.code not in unread]
            there = [row for row in rows if row.state != State.RETIRED]
            if there:
                groups.append(PickGroup(words, str(len(there)), [_pick(row) for row in there]))
        gone = [row for row in self._rows if row.state == State.RETIRED and row.code not in unread]
        if gone:
            groups.append(PickGroup("Retired", str(len(gone)), [_pick(row) for row in gone]))
        return groups

    def _show(self, key: str | None) -> None:
        if key is None:
            return
        self.laid.step_aside()
        if key not in (ALL, CORE, ROLLOUTS):
            self.sop.show_code(key)
            self._front.setCurrentWidget(self.sop)
            return
        if "" in self._made:
            self.sop.keep()
        page = self._list(key)
        self._fill(page)
        self._front.setCurrentWidget(page)

    def _list(self, key: str) -> QWidget:
        """The page of a key that is no code."""
        if key == ROLLOUTS:
            return self.rollouts
        return self.core if key == CORE else self.matrix

    def _to_page(self) -> None:
        shown = self._front.currentWidget()
        if shown is not None:
            shown.setFocus(Qt.FocusReason.OtherFocusReason)

    def open(self, code: str) -> None:
        """Go to a procedure, whatever was searched for."""
        self.picker.filter("")
        self.picker.select(code)
        self._show(code)

    def new(self) -> None:
        """Show the form of a new procedure; one that was left half typed is taken up again."""
        if self.laid.busy():
            self.laid.resume()
            return
        form = new_form(self._desk, self._begun, self.laid.back)
        self.laid.lay("New procedure", "A title is enough to begin.", form)

    def _begun(self, code: str) -> None:
        self.laid.back()
        self._reload()
        self.open(code)
        self.sop.edit()

    # What the tab asks of a room.

    def show_place(self, place: Place) -> None:
        """Go to a procedure, to all of them, to the ten, to roll-outs, or print the handbook."""
        about = place.about
        if about.get("code"):
            self.open(str(about["code"]))
            if about.get("edit"):
                self.sop.edit()
            return
        part = about.get("part", "")
        if about.get("print") == "handbook":
            self.open(ALL)
            self.matrix.print_handbook()
        elif about.get("new"):
            self.new()
        elif part == "rollouts":
            self.open(ROLLOUTS)
            if about.get("rollout"):
                self.rollouts.show_rollout(about["rollout"])
        elif part == "core":
            self.open(CORE)
        elif part in ("matrix", "review"):
            self.open(ALL)
            self.matrix.narrow(due=part == "review")

    def new_here(self) -> bool:
        """N begins a procedure."""
        self.new()
        return True

    def focus_filter(self) -> None:
        """The / key goes to the search over the procedures."""
        self.picker.search.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def print_shown(self) -> None:
        """Ctrl+P prints the procedure that is shown, or the handbook."""
        if self._front.currentWidget() is self._made.get(""):
            self.sop.print_it()
        elif self._front.currentWidget() is self._made.get(ROLLOUTS):
            self.rollouts.print_it()
        else:
            self.matrix.print_handbook()

    def export_list(self) -> None:
        """Write the list of procedures into a file (S143)."""
        self.matrix.export()


def _pick(row: SopRow) -> Pick[str]:
    if row.empty:
        said = "To write"
    else:
        said = f"{row.state_words}, revision {row.revision}" if row.revision else row.state_words
    mark = Glyph.drawn("clock", "amber", 14) if row.due else None
    hint = "Review due" if row.due else ""
    right = "Update" if row.update else "Editing" if row.writing and row.revision else ""
    return Pick(row.code, row.title, said, right, mark=mark, hint=hint)


def _running(count: int) -> str:
    return f"{count} running" if count else "To people and to clients"
