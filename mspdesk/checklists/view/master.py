"""The page of a master: what it says, who works by it, its revisions; edited and published here."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from ...desk.area import Place
from ...desk.desk import Desk
from ...errors import UserError
from ...widgets.buttons import Button
from ...widgets.entry import TextEntry
from ...widgets.form import EntryBar
from ...widgets.layout import column, lead_focus, stack
from ..actions import masters as actions
from ..queries import masters as queries
from .changes import ChangesPage
from .editor import MasterEditor
from .masterread import ReadPage


class MasterPage(QWidget):
    """Shows one master at a time: read, edited, compared with what ships, published.

    `on_start` is called with the code when somebody wants to begin a run. `opened` tells the code
    of a checklist that was begun here, `left` that the one shown is no longer there.
    """

    opened = Signal(str)
    left = Signal()

    def __init__(self, desk: Desk, on_start: Callable[[str], object]) -> None:
        super().__init__()
        self.setAccessibleName("Page of a checklist")
        self._desk = desk
        self._code = ""
        self._like = ""
        self.read = ReadPage(desk, on_start, self)
        self._editor: MasterEditor | None = None
        self._changes: ChangesPage | None = None
        self._updates: ChangesPage | None = None
        self._pages = QStackedWidget()
        self._pages.addWidget(self.read)
        self._name = TextEntry("Audit of a yard", "Name of the new checklist")
        self._name.committed.connect(self._begin)
        cancel = Button("Cancel", "quiet", on_click=self._no_name, name="Cancel the new checklist")
        add = Button("Begin", on_click=self._begin, name="Begin the new checklist")
        self._naming = EntryBar("New checklist", self._name, add, cancel, stretch=0)
        self._naming_row = column(self._naming, margin=(22, 12, 16, 0))
        self._naming_row.hide()
        stack(self, self._naming_row, self._pages)
        lead_focus(self, self._pages)

    @property
    def editor(self) -> MasterEditor:
        """The editor, made when first wanted."""
        if self._editor is None:
            self._editor = MasterEditor(self._desk, self._to_publish, self.back)
            self._pages.addWidget(self._editor)
        return self._editor

    @property
    def changes(self) -> ChangesPage:
        """What is about to be published, made when first wanted."""
        if self._changes is None:
            self._changes = ChangesPage(self._desk, self.back, self._from_changes, picked=False)
            self._pages.addWidget(self._changes)
        return self._changes

    @property
    def updates(self) -> ChangesPage:
        """What ships beside what the shop has, made when first wanted."""
        if self._updates is None:
            self._updates = ChangesPage(self._desk, self.back, self.back, picked=True)
            self._pages.addWidget(self._updates)
        return self._updates

    def code(self) -> str:
        """The master that is shown."""
        return self._code

    def show_code(self, code: str) -> None:
        """Show a master; one that was never published is shown in the editor."""
        if code == self._code and self._pages.currentWidget() is not self.read:
            return
        self._no_name()
        self._code = code
        self.read.show_code(code)
        if self.read.unpublished():
            self.edit()
        else:
            self._pages.setCurrentWidget(self.read)

    def arrive(self, place: Place) -> None:
        """Show a master, and edit it or look at what ships where the place says so."""
        code = str(place.about.get("code", ""))
        if code:
            self.show_code(code)
        if place.do == "edit":
            self.edit()
        elif place.do == "update":
            self.compare()

    # --- ways ------------------------------------------------------------------------------------

    def edit(self) -> None:
        """Go to the editor."""
        self.editor.show_code(self._code)
        self._to(self.editor)

    def compare(self, *, whole: bool = False) -> None:
        """Show what ships beside what the shop has."""
        self.updates.show_update(self._code, whole=whole)
        self._to(self.updates)

    def _to_publish(self) -> None:
        self.changes.show_publish(self._code)
        self._to(self.changes)

    def _from_changes(self) -> None:
        """Back to where the changes were asked for."""
        page = self._desk.ask(queries.master_page, self._code)
        if page.draft and self._editor is not None and self._editor.code() == self._code:
            self.edit()
        else:
            self.back()

    def back(self) -> None:
        """Read the master again; one that is gone is left."""
        try:
            self.read.show_code(self._code)
        except UserError:
            self._code = ""
            self.left.emit()
            return
        if self.read.unpublished():
            self.left.emit()
            return
        self._to(self.read)

    def print_shown(self) -> None:
        """Print the master that is read, with boxes to tick by hand."""
        self.read.print_shown()

    def _to(self, page: QWidget) -> None:
        focused: QWidget | None = QApplication.focusWidget()
        here = focused is None or self.isAncestorOf(focused)
        self._pages.setCurrentWidget(page)
        if here:
            page.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- new ones --------------------------------------------------------------------------------

    def new_master(self) -> None:
        """Ask what a new checklist is called."""
        self._ask_name("", "")

    def duplicate(self) -> None:
        """Ask what the copy of this checklist is called."""
        title = self._desk.ask(queries.master_page, self._code).title
        self._ask_name(self._code, f"{title}, our way")

    def _ask_name(self, like: str, title: str) -> None:
        self._like = like
        self._name.set_value(title)
        self._naming.say("")
        self._naming_row.show()
        self._name.line.selectAll()
        self._name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _no_name(self) -> None:
        self._naming_row.hide()

    def _begin(self) -> None:
        title = self._name.text()
        try:
            if self._like:
                code = self._desk.do(actions.duplicate_master, self._like, title)
            else:
                code = self._desk.do(actions.new_master, title)
        except UserError as error:
            self._naming.say(error.text)
            return
        self._no_name()
        self.show_code(code)
        self.opened.emit(code)

    def retire(self) -> None:
        """Offer the master no longer."""
        page = self._desk.ask(queries.master_page, self._code)
        code = self._code
        self._desk.attempt(actions.retire, code, page.version)
        if self._desk.ask(queries.master_page, code).retired:
            self.left.emit()

    def bring_back(self) -> None:
        """Offer a retired master again."""
        page = self._desk.ask(queries.master_page, self._code)
        self._desk.attempt(actions.bring_back, self._code, page.version)

    def edit_from(self, number: int) -> None:
        """Write on from an earlier revision."""
        page = self._desk.ask(queries.master_page, self._code)
        if page.draft:
            self._desk.say("Publish what is being written, or put it away, before that.")
            return
        try:
            self._desk.do(actions.draft_from, self._code, page.version, number)
        except UserError as error:
            self._desk.refuse(error)
            return
        self.edit()
