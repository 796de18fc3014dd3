"""A procedure's page: what it says, where it is in its life, who has read it, what hangs on it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QStackedWidget, QWidget

from ...checklists.rules.master import DEPARTMENTS
from ...desk.area import Place
from ...desk.desk import Desk
from ...errors import UserError
from ...letters.queries import fields_of
from ...widgets.buttons import Button, IconButton, MenuButton
from ...widgets.entry import TextEntry
from ...widgets.form import EntryBar
from ...widgets.laid import Laid
from ...widgets.layout import (
    Notice,
    PageHead,
    column,
    lead_focus,
    stack,
)
from ...widgets.splitter import ListDetail
from ...widgets.tags import Tag
from ..actions import sops as actions
from ..queries import sops as queries
from ..queries.sops import SopPage, SopRow
from ..rules.life import State
from ..rules.words import fill
from .changes import ChangesView
from .editor import SopEditor
from .forms import exception_form, rollout_form
from .rail import LEADS, WRITES, RailDeeds, SopRail
from .words import WordsView, tight

TONES = {
    State.DRAFT: "grey",
    State.TRAINING: "amber",
    State.LIVE: "green",
    State.RETIRED: "grey",
}
_TABLES = {
    "sop",
    "sop_revision",
    "sop_acknowledgement",
    "sop_exception",
    "rollout",
    "rollout_reach",
    "person",
    "role",
}

Entries = list[tuple[str, Callable[[], object]] | None]


class SopView(QWidget):
    """Shows one procedure at a time, or the editor over it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setAccessibleName("Procedure")
        self._desk = desk
        self._code = ""
        self.held: SopPage | None = None
        self.head = PageHead("", actions=self._deeds())
        self.notice = Notice(
            "A newer text ships with MSPDesk",
            "What is in force stays until you replace it.",
            (
                Button("Keep ours", "quiet", on_click=self._keep_ours),
                Button("What changes", on_click=self.compare, name="What the newer text changes"),
            ),
            icon="download",
            color="accent",
        )
        self.notice.hide()
        self._why = TextEntry("They are on leave until Monday", "Why it begins without them")
        self.why = EntryBar(
            "Why now",
            self._why,
            Button("Put in force anyway", on_click=self._anyway),
            Button("Wait", "quiet", on_click=self._wait, name="Wait until everybody acknowledged"),
            stretch=0,
        )
        self._why.committed.connect(self._anyway)
        self.why.hide()
        self.words = WordsView("What the procedure says")
        self.empty = Notice(
            "Nothing is written here yet",
            "",
            (Button("Write it", on_click=self.edit, name="Write it: this procedure"),),
            icon="file-pen-line",
            color="ink2",
        )
        self.empty.hide()
        self.past = Notice(
            "", "", (Button("Back to what is in force", on_click=self._reload),), icon="clock"
        )
        self.past.hide()
        page = QWidget()
        over = (self.notice, self.past, self.why, self.empty)
        stack(
            page,
            tight(column(self.head, *over, gap=8, margin=(22, 16, 22, 4))),
            self.words,
        )
        deeds = RailDeeds(
            self._acknowledge, self._reviewed, self.roll_out, self.write_exception, self.look_back
        )
        self.rail = SopRail(desk, deeds)
        self._read = ListDetail("procedure", page, self.rail, 316, 290)
        self._editor: SopEditor | None = None
        self._changes: ChangesView | None = None
        self._front = QStackedWidget()
        self._front.addWidget(self._read)
        self.laid = Laid(self._front, self.words)
        stack(self, self.laid)
        lead_focus(self, self.words)
        desk.keep_fresh(self, _TABLES, self._reload)
        desk.person_changed.connect(self._reload)

    # --- parts -------------------------------------------------------------------------------

    def _deeds(self) -> tuple[QWidget, ...]:
        self.next_button = Button("", "primary", on_click=self._next)
        self.edit_button = IconButton("pencil", "Edit this procedure", self.edit)
        printer = IconButton("printer", "Print this procedure", self.print_it)
        more = MenuButton("", "ellipsis", "More about this procedure", self._more)
        return more, printer, self.edit_button, self.next_button

    @property
    def editor(self) -> SopEditor:
        """Where it is written; made when somebody first writes."""
        if self._editor is None:
            self._editor = SopEditor(self._desk, self._written)
            self._front.addWidget(self._editor)
        return self._editor

    @property
    def changes(self) -> ChangesView:
        """What a newer text changes; made when somebody first looks."""
        if self._changes is None:
            self._changes = ChangesView(self._take_over, self._keep_ours, self._written)
            self._front.addWidget(self._changes)
        return self._changes

    def keep(self) -> None:
        """Keep what is being written."""
        if self._editor is not None:
            self._editor.keep()

    # --- showing -----------------------------------------------------------------------------

    def show_code(self, code: str) -> None:
        """Show another procedure; what is being written is kept first."""
        if code != self._code:
            self.keep()
            self._code = code
            self._front.setCurrentWidget(self._read)
            self.laid.step_aside()
            self.why.hide()
        self._reload()

    def _reload(self) -> None:
        if not self._code:
            return
        try:
            page = self._desk.ask(queries.sop_page, self._code)
        except UserError as error:
            self.head.set_head(error.text, (), ())
            return
        self.held = page
        self._show_head(page)
        self.notice.setVisible(page.row.update and self._desk.may(WRITES))
        shown = page.draft if page.row.revision == 0 and page.draft else page.words
        fields = self._desk.ask(fields_of, None)
        nothing = not shown.body.strip()
        purpose = "" if nothing and page.row.kind == "topic" else shown.purpose
        self.words.show_words(fill(purpose, fields).strip(), fill(shown.body, fields))
        self.empty.setVisible(nothing)
        self.empty.set_notice("Nothing is written here yet", _what_to_write(page.row))
        self.past.hide()
        self.rail.show_page(page)

    def _show_head(self, page: SopPage) -> None:
        one = page.row
        tone = TONES[State(one.state)]
        tags = [Tag("To write", "grey") if one.empty else Tag(one.state_words, tone)]
        if one.due:
            tags.append(Tag("Review due", "amber"))
        if page.draft is not None and one.revision:
            tags.append(Tag("Being changed", "hi"))
        meta = [one.kind_words, DEPARTMENTS[one.department]]
        meta.append(f"revision {one.revision}" if one.revision else "")
        meta.append(f"number {one.core} of the ten" if one.core else "")
        self.head.set_head(one.title, [part for part in meta if part], tags)
        words = self._next_words(page)
        self.next_button.set_text(words or "Edit")
        self.next_button.setVisible(bool(words) and self._leads())
        self.edit_button.setVisible(self._desk.may(WRITES))

    def _leads(self) -> bool:
        """Whether the person at work decides what is in force; others write and read."""
        return self._desk.may(LEADS)

    def _next_words(self, page: SopPage) -> str:
        """What comes next in its life, nothing where nothing is to be done."""
        one = page.row
        if one.state == State.RETIRED:
            return "Take up again"
        if one.state == State.TRAINING:
            return "Put in force"
        if one.state == State.LIVE:
            return f"Teach revision {one.revision + 1}" if page.draft is not None else ""
        if not page.editing.body.strip():
            return ""
        alone = self._desk.ask(queries.working) < 2 or "employees" not in one.audiences
        return "Put in force" if alone else "Begin training"

    def look_back(self, number: int) -> None:
        """Show what an earlier revision said, and the way back."""
        page = self.held
        if page is None or page.row.id is None:
            return
        words = self._desk.ask(queries.revision_words, page.row.id, number)
        fields = self._desk.ask(fields_of, None)
        self.words.show_words(fill(words.purpose, fields).strip(), fill(words.body, fields))
        self.past.set_notice(f"Revision {number}", "This is not what is in force now.")
        self.past.setVisible(number != page.row.revision)

    # --- deeds -------------------------------------------------------------------------------

    def _do(self, verb: Any, *args: Any) -> None:
        self._desk.attempt(verb, self._code, *args)

    def _next(self) -> None:
        """The next step of its life; where people are waited for, ask why not to."""
        page = self.held
        if page is None:
            return
        words = self._next_words(page)
        if words == "Put in force":
            self._go_live("")
        elif words == "Take up again":
            self._do(actions.back_to_draft)
        elif words:
            self._do(actions.start_training)

    def _go_live(self, reason: str) -> None:
        try:
            self._desk.do(actions.go_live, self._code, reason)
        except UserError as error:
            if error.field != "reason":
                self._desk.refuse(error)
                return
            self.why.show()
            self.why.say(error.text)
            self._why.setFocus()
            return
        self._wait()

    def _anyway(self) -> None:
        if self._why.text().strip():
            self._go_live(self._why.text())
        else:
            self.why.say("Say why it begins without them.")

    def _wait(self) -> None:
        self.why.hide()
        self.why.say("")
        self._why.set_value("")

    def _acknowledge(self, person_id: int | None = None) -> None:
        who = person_id or self._desk.person_id
        if who is not None:
            self._do(actions.acknowledge, who)

    def _reviewed(self) -> None:
        self._do(actions.reviewed)

    def edit(self) -> None:
        """Write on at it."""
        if self.held is None:
            return
        self.editor.show_page(self.held)
        self._front.setCurrentWidget(self.editor)
        self.editor.focus_first()

    def _written(self) -> None:
        self._front.setCurrentWidget(self._read)
        self._reload()
        self.words.setFocus()

    def compare(self) -> None:
        """Show what a newer text that ships would change."""
        found = self._desk.ask(queries.update_of, self._code)
        if found is not None and self.held is not None:
            self.changes.show_update(self.held.row.title, found)
            self._front.setCurrentWidget(self.changes)
            self.changes.take.setFocus()

    def _take_over(self) -> None:
        self._do(actions.take_update)
        self._written()

    def _keep_ours(self) -> None:
        self._do(actions.decline_update)
        self._written()

    def roll_out(self) -> None:
        """Begin a roll-out of what is taught or live."""
        page = self.held
        if page is None:
            return
        if page.row.state not in (State.TRAINING, State.LIVE):
            self._desk.say("Begin the training first; then it is clear what is rolled out.")
            return
        form = rollout_form(self._desk, page, self._rolled, self.laid.back)
        self.laid.lay("Roll out", f"{page.row.title}, revision {page.row.revision}", form)

    def _rolled(self, rollout_id: int) -> None:
        self.laid.back()
        self._go({"part": "rollouts", "rollout": rollout_id})

    def write_exception(self) -> None:
        """Write down that it was left aside."""
        if self.held is not None:
            form = exception_form(self._desk, self._code, self.laid.back)
            self.laid.lay("Exception", self.held.row.title, form)

    def _go(self, about: dict[str, Any]) -> None:
        self._desk.go(Place("checklists", do="procedures", about=about))

    def _more(self) -> Entries:
        page = self.held
        if page is None:
            return []
        entries: Entries = [("Print a sheet to sign", self.print_sheet)]
        if not self._leads():
            return entries
        if page.row.state == State.LIVE and page.draft is not None:
            following = page.row.revision + 1
            entries.append((f"Put revision {following} in force now", lambda: self._go_live("")))
        if page.row.state == State.DRAFT and page.editing.body.strip():
            entries.append(("Put in force", lambda: self._go_live("")))
        if page.row.state == State.TRAINING:
            entries.append(("Back to draft", lambda: self._do(actions.back_to_draft)))
        if page.draft is not None and page.row.revision:
            entries.append(("Put my changes away", lambda: self._do(actions.drop_draft)))
        if page.row.state != State.RETIRED:
            entries += [None, ("Retire procedure", lambda: self._do(actions.retire))]
        return entries

    def print_it(self) -> None:
        """Print the procedure as it is in force."""
        from ..printables import SOP

        if self.held is not None:
            self._desk.print_document(SOP, self._code, self.held.row.title)

    def print_sheet(self) -> None:
        """Print a page on which people sign that they have read it."""
        from ..printables import SHEET

        if self.held is not None:
            self._desk.print_document(SHEET, self._code, f"To sign: {self.held.row.title}")


def _what_to_write(one: SopRow) -> str:
    return one.purpose if one.kind == "topic" else "Write it, then teach it and put it in force."
