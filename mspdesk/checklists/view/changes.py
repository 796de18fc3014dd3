"""What changes in a master, line by line, whom it reaches, and where it meets a client's words.

One page for both ways a master moves: publishing what the shop wrote, and taking over what ships.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ...desk.desk import Desk
from ...errors import UserError
from ...widgets.buttons import Button, LinkButton
from ...widgets.entry import TextEntry
from ...widgets.form import HelpLine
from ...widgets.layout import (
    STRETCH,
    Footer,
    PageHead,
    Panel,
    Scroll,
    column,
    lead_focus,
    row,
    stack,
)
from ...widgets.safe import Label
from ...widgets.splitter import CanvasInspector
from ...widgets.table import Column, Table, TagCell
from ..actions import masters as actions
from ..actions.masters import changed_words
from ..actions.settling import DECISIONS, FOLLOW, KEEP
from ..queries import masters as queries
from ..queries.masters import Update
from ..queries.reach import Reach, Reached, reach
from ..rules.compare import WHAT_WORDS, Change, What, taken
from ..rules.master import Master
from ..rules.master_text import read
from .changeside import ChangeRow, ChangeSide

TABLES = {"checklist", "checklist_difference", "checklist_run", "schedule"}
_TONES = {What.ADDED: "green", What.GONE: "red", What.CHANGED: "blue"}


class ChangesPage(QWidget):
    """Shows the changes of one master and puts them in force.

    `on_done` is called when they are, or were left; `on_back` when nothing was decided yet. With
    `picked` each change can be taken or left, as those of what ships are.
    """

    def __init__(
        self,
        desk: Desk,
        on_done: Callable[[], object],
        on_back: Callable[[], object],
        *,
        picked: bool,
    ) -> None:
        super().__init__()
        self.setAccessibleName("Changes of a checklist")
        self._desk, self._on_done, self._on_back = desk, on_done, on_back
        self._code, self._seen = "", 0
        self._update: Update | None = None
        self._whole = False
        self._after: Master | None = None
        self._reach = Reach(0, (), (), 0)
        self._taken: set[str] = set()
        self.decisions: dict[int, str] = {}
        self._head = PageHead()
        self._said = HelpLine("")
        self._said.hide()
        self._keep_all = LinkButton("Keep theirs everywhere", partial(self._decide_all, KEEP))
        self._follow_all = LinkButton(
            "Follow the master everywhere", partial(self._decide_all, FOLLOW)
        )
        self._met = Label("", "body", "ink2", elide=True)
        self._all = row(self._met, self._keep_all, self._follow_all, STRETCH)
        self.table = self._list(picked=picked)
        self.note = TextEntry("What changed, in a few words", "Note of the revision")
        self.note.committed.connect(self.apply)
        self.apply_button = Button("Publish", "primary", on_click=self.apply)
        self._none = Button("Leave all as you have it", on_click=self._leave_all)
        self._back = Button("Back", "quiet", on_click=on_back)
        self.side = ChangeSide(self.decide)
        ground, inspector = Panel("paper"), Panel("sheet", "left")
        stack(ground, self.table)
        stack(inspector, Scroll(self.side, "sheet"))
        top = column(self._head, self._said, self._all, margin=(22, 14, 16, 10), gap=8)
        foot = Footer(self.apply_button, self.note, STRETCH, self._none, self._back)
        self.note.setMinimumWidth(220)
        layout = stack(self, top, CanvasInspector("checklist-changes", ground, inspector), foot)
        layout.setStretch(1, 1)
        lead_focus(self, self.table)
        desk.keep_fresh(self, TABLES, self._reload)

    def _list(self, *, picked: bool) -> Table[ChangeRow]:
        take: Column[ChangeRow] = Column("taken", "", "check", lambda r: r.taken, width=44)
        return Table[ChangeRow](
            (
                *((take,) if picked else ()),
                Column("what", "", "tag", _what, width=130),
                Column("about", "Change", "title", lambda r: r.about, stretch=1),
                Column("reach", "Clients", "num", lambda r: r.reach, width=90, align="left"),
                Column("open", "", "tag", _open, width=96),
            ),
            "Changes",
            on_select=lambda _row: self._show_change(),
            on_check=lambda one, on: self._check(one, on=on),
            empty="Nothing was changed.",
        )

    # --- what is shown ---------------------------------------------------------------------------

    def show_publish(self, code: str) -> None:
        """Show what a draft changes."""
        self._begin(code)
        self._update = None
        self._reload()
        self.table.select_first()

    def show_update(self, code: str, *, whole: bool = False) -> None:
        """Show what ships otherwise; with `whole` also what was left out before."""
        self._begin(code)
        self._whole = whole
        self._update = self._desk.ask(queries.update_of, code, whole=whole)
        changes = self._update.changes if self._update is not None else ()
        # Words of the shop's own are not written over unless somebody says so.
        self._taken = set() if whole else {one.id for one in changes if not one.clash}
        self._reload()
        self.table.select_first()

    def _begin(self, code: str) -> None:
        self._code, self._whole = code, False
        self.decisions, self._taken = {}, set()
        self.note.set_value("")
        self._say("")

    def code(self) -> str:
        """The master that is shown."""
        return self._code

    def _reload(self) -> None:
        if not self._code:
            return
        try:
            page = self._desk.ask(queries.master_page, self._code)
            self._after = self._wanted(page)
        except UserError as error:
            self._say(error.text)
            self._after = None
            return
        self._seen = page.version
        self._reach = self._desk.ask(reach, self._code, self._after)
        self.decisions = {
            one: said for one, said in self.decisions.items() if one in self._reach.open
        }
        self._show_rows()
        self._show_head(page)
        self._show_change()

    def _wanted(self, page: queries.MasterPage) -> Master:
        """The text that would come in force."""
        if self._update is not None:
            one = self._update
            return taken(one.was, one.now, one.mine, self._taken)
        return read(page.draft, draft=True)

    def _show_rows(self) -> None:
        found = {one.change.id: one for one in self._reach.changes if one.change is not None}
        # What ships no longer is crossed off here: another change of the same line.
        by_key = {one.key: one for one in self._reach.changes if one.key}
        if self._update is not None:
            rows = [
                self._row(
                    change,
                    found.get(change.id) or by_key.get(change.key),
                    change.id in self._taken,
                )
                for change in self._update.changes
            ]
        else:
            rows = [self._row(one.change, one, None) for one in found.values()]
        rows += [self._row(None, one, None) for one in self._reach.changes if one.change is None]
        if not rows and self._after is not None and self._reach.revision == 0:
            rows = [_first(self._after)]
        self.table.show_rows(rows)
        if self.table.selected() is None:
            self.table.select_first()

    def _row(self, change: Change | None, one: Reached | None, on: bool | None) -> ChangeRow:
        own = one.own if one is not None else ()
        return ChangeRow(
            id=change.id if change is not None else f"met:{one.key if one else ''}",
            what=change.what if change is not None else "met",
            about=change.about if change is not None else "Words a client has of its own",
            taken=on,
            follow=len(one.follow) if one is not None else 0,
            own=len(own),
            open=sum(bool(w.why) and w.id not in self.decisions for w in own),
            clash=change is not None and change.clash,
            change=change,
            reached=one,
        )

    def _show_head(self, page: queries.MasterPage) -> None:
        clients, running = len(self._reach.clients), self._reach.running
        meta = [
            _working(clients) if clients else "No client works by it yet",
            f"{running} running keep{'s' * (running == 1)} the old steps" if running else "",
        ]
        update = self._update
        if update is None:
            following = page.revision + 1
            self._head.set_head(f"Publish {page.title}", [one for one in meta if one])
            self.apply_button.set_text(f"Publish revision {following}")
            before, after = page.master, self._after
            suggested = changed_words(before, after) if before and after else ""
            self.note.line.setPlaceholderText(suggested or "What changed, in a few words")
        else:
            ships = "What ships, beside what you have" if self._whole else "What ships has changed"
            self._head.set_head(f"{page.title}: {ships.lower()}", [one for one in meta if one])
            chosen, count = len(self._taken), len(update.changes)
            self.apply_button.set_text(f"Take {chosen} of {count} as revision {page.revision + 1}")
            self.apply_button.setEnabled(bool(chosen))
        self.note.setVisible(update is None)
        self._none.setVisible(update is not None and not self._whole)
        left = [one for one in self._reach.open if one not in self.decisions]
        met = len(self._reach.open)
        self._all.setVisible(bool(met))
        for link in (self._keep_all, self._follow_all):
            link.setVisible(met > 1)
        words = "client has its own words" if met == 1 else "clients have their own words"
        said = f"{met} {words} where the master changes"
        self._met.set_text(f"{said}, {len(left)} to decide." if left else f"{said}, all decided.")

    def _show_change(self) -> None:
        """Show what one change says, and the clients that follow or do not."""
        self.side.show_change(self.table.selected(), self.decisions, ships=self._update is not None)

    # --- deciding --------------------------------------------------------------------------------

    def decide(self, difference_id: int, decision: str) -> None:
        """Say what becomes of a client's own words."""
        if decision in DECISIONS:
            self.decisions[difference_id] = decision
        else:
            self.decisions.pop(difference_id, None)
        page = self._desk.ask(queries.master_page, self._code)
        blocked = self.table.blockSignals(True)
        self._show_rows()
        self.table.blockSignals(blocked)
        self._show_head(page)
        self._say("")

    def _decide_all(self, decision: str) -> None:
        self.decisions = dict.fromkeys(self._reach.open, decision)
        self._reload()

    def _check(self, one: ChangeRow, *, on: bool) -> None:
        """Take a change of what ships, or leave it."""
        if one.taken is None:
            return
        (self._taken.add if on else self._taken.discard)(one.id)
        self._reload()

    def apply(self) -> None:
        """Put it in force; what somebody has to decide first is shown."""
        try:
            if self._update is None:
                self._desk.do(
                    actions.publish, self._code, self._seen, self.note.text(), self.decisions
                )
            else:
                self._take(sorted(self._taken))
        except UserError as error:
            self._say(error.text)
            if error.field == "reach":
                self._to_open()
            return
        self._end()

    def _leave_all(self) -> None:
        try:
            self._take([])
        except UserError as error:
            self._say(error.text)
            return
        self._end()

    def _take(self, ids: list[str]) -> None:
        self._desk.do(
            actions.take_update, self._code, self._seen, ids, self.decisions, whole=self._whole
        )

    def _end(self) -> None:
        self._code = ""
        self._on_done()

    def _to_open(self) -> None:
        """Pick the first change with something to decide, and go to it."""
        for one in self.table.rows():
            if one.open:
                self.table.select(one.id)
                undecided = [choose for choose in self.side.choices if choose.value() is None]
                for choose in undecided[:1]:
                    choose.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def _say(self, words: str) -> None:
        self._said.say(words)
        self._said.setVisible(bool(words))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self._on_back()
        else:
            super().keyPressEvent(event)


def _first(master: Master) -> ChangeRow:
    """The one row of a master that was never published."""
    about = f"{sum(1 for _ in master.lines())} steps, for the first time"
    return ChangeRow("first", What.ADDED, about, None, 0, 0, 0, False, None, None)


def _what(one: ChangeRow) -> TagCell:
    if one.id == "first":
        return TagCell("New checklist", "green")
    if one.change is None:
        return TagCell("Met before", "amber")
    return TagCell(WHAT_WORDS[What(one.what)], _TONES.get(What(one.what), "grey"))


def _open(one: ChangeRow) -> TagCell | None:
    if one.open:
        return TagCell(f"{one.open} to decide", "amber")
    return TagCell("Your words", "amber") if one.clash and one.taken is not None else None


def _working(clients: int) -> str:
    return "1 client works by it" if clients == 1 else f"{clients} clients work by it"
