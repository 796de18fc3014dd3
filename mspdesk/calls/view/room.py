"""The Calls room of the Clients tab: lists and scripts at the left, one of them at the right."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from ...dates import today
from ...desk.area import Place
from ...desk.desk import Desk
from ...widgets.buttons import Button
from ...widgets.drop import FileDrop
from ...widgets.form import Form
from ...widgets.laid import Laid
from ...widgets.layout import EmptyState, Ground, lead_focus, row, stack
from ...widgets.picker import Pick, Picker, PickerPage, PickGroup
from ..printables.card import CARD
from ..printables.sheet import SHEET
from ..queries.lists import ListRow, TargetRow, call_lists, target
from ..queries.scripts import ScriptRow, scripts
from .bring import BringPage
from .dial import DialPage
from .list_page import ListDeeds, ListPage
from .list_work import ListRoom, ListWork
from .script_page import ScriptDeeds, ScriptPage
from .script_work import ScriptRoom, ScriptWork

_TABLES = {
    "script",
    "script_version",
    "script_slot",
    "call_list",
    "call_target",
    "call_record",
    "do_not_call",
    "client",
}
_WHY = (
    "Write what you say in one or two sentences for each point, or begin with the script that "
    "ships. Then bring in a list of companies and dial; one key writes each call down."
)

Key = tuple[str, int]


class CallsRoom(QWidget):
    """Call lists and scripts, the page of one of them, and the page to use while dialing."""

    noted = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.note = ""
        self._held: Key | None = None
        self._lists: list[ListRow] = []
        self._scripts: list[ScriptRow] = []
        self.laid: Laid
        self._make_work()
        new_script = self.scripts.new_script
        self.script_button = Button("New script", icon="file-pen-line", on_click=new_script)
        self.new_button = Button("New call list", icon="plus", on_click=self.lists.new_list)
        self.head_parts = (self.script_button, self.new_button)
        self.picker = Picker[Key](
            "Call lists and scripts",
            placeholder="Find a list or a script",
            on_select=self._show,
            on_enter=self._to_page,
        )
        self.list_page = ListPage(
            desk,
            ListDeeds(
                self.start,
                self.lists.add_company,
                self.lists.bring_file,
                self.lists.paste,
                self.print_shown,
                self.lists.more,
                self.lists.edit_company,
                self.lists.company_more,
            ),
        )
        self.script_page = ScriptPage(
            desk,
            ScriptDeeds(
                self.scripts.write,
                self.scripts.publish,
                self.scripts.new_version,
                self.print_shown,
                self.scripts.more,
            ),
        )
        usual = self.scripts.usual
        self.first = Button("Begin with the usual script", "primary", "file-pen-line", usual)
        own = Button("Write your own", on_click=new_script)
        self.empty = EmptyState(
            "phone", "What do you say on the phone?", _WHY, row(self.first, own)
        )
        self._rails = QStackedWidget()
        self._pages = QStackedWidget()
        for page in (self.empty, self.list_page, self.script_page, self.bring):
            self._pages.addWidget(page)
        for rail in (self.list_page.rail, self.script_page.rail):
            self._rails.addWidget(rail)
        lead_focus(self._pages, self._page_keys)
        self.laid = Laid(self._pages)
        side = Ground()
        stack(side, 8, self.picker)
        self._browse = PickerPage("calls", side, self.laid, self._rails, width=236)
        self.dial = DialPage(desk, self._stopped)
        self._bodies = QStackedWidget()
        self._bodies.addWidget(self._browse)
        self._bodies.addWidget(self.dial)
        stack(self, self._bodies)
        lead_focus(self, self._keys)
        self.drop = FileDrop(self.list_page, self.lists.drop_words, self.lists.dropped)
        desk.keep_fresh(self, _TABLES, self._reload)

    def _make_work(self) -> None:
        """What can be done with lists and scripts, each with the page it is done on."""
        self.bring = BringPage(self._desk, self._bring_shown, self._brought)
        self.lists = ListWork(
            self._desk,
            ListRoom(
                self._list,
                self._lay,
                self._back,
                self.open_list,
                lambda found: self.list_page.choose(found),  # noqa: PLW0108 -- the page comes later
                self.print_shown,
            ),
            self.bring,
        )
        self.scripts = ScriptWork(
            self._desk,
            ScriptRoom(
                self._script,
                self._lay,
                self._back,
                lambda: self.laid.form,
                self.open_script,
                lambda: self.script_page,
                self.print_shown,
            ),
        )

    # --- showing -------------------------------------------------------------------------------

    def _keys(self) -> QWidget:
        """Where the keyboard begins."""
        if self.dialing():
            return self.dial
        if self.laid.in_front() and self.laid.form is not None:
            return self.laid.form
        return self.first if self._pages.currentWidget() is self.empty else self.picker

    def _page_keys(self) -> QWidget:
        front = self._pages.currentWidget()
        if front is self.list_page:
            return self.list_page.keys()
        if front is self.script_page:
            return self.script_page.keys()
        return self.bring.table if front is self.bring else self.first

    def dialing(self) -> bool:
        """Whether somebody is calling just now."""
        return self._bodies.currentWidget() is self.dial

    def _reload(self) -> None:
        day = today()
        every = self._desk.ask(call_lists, day, closed=True)
        self._lists, self._scripts = every, self._desk.ask(scripts, retired=True)
        open_ = [one for one in every if one.closed_on is None]
        closed = [one for one in every if one.closed_on is not None]
        used = [one for one in self._scripts if one.retired_on is None]
        away = [one for one in self._scripts if one.retired_on is not None]
        groups = [
            PickGroup("Call lists", str(len(open_)), [_list_pick(one) for one in open_]),
            PickGroup("Scripts", str(len(used)), [_script_pick(one) for one in used]),
            PickGroup("Closed lists", str(len(closed)), [_list_pick(one) for one in closed]),
            PickGroup("Scripts put away", str(len(away)), [_script_pick(one) for one in away]),
        ]
        self.picker.show_groups([group for group in groups if group.picks])
        to_call = sum(one.to_call for one in open_)
        self.note = f"{to_call:,} to call today" if open_ else ""
        self.noted.emit(self.note)
        before = self._held
        if self.picker.selected_key() is None:
            self.picker.select_first()
        self._offer(bool(every or self._scripts))
        shown = self._held is not None and self._held != before
        # What was picked only now is shown by that.
        if self._pages.currentWidget() is not self.bring and not shown:
            self._fill(self.picker.selected_key())

    def _offer(self, known: bool) -> None:
        """The head offers lists and scripts; in the empty room its middle does."""
        for button in self.head_parts:
            # Until the tab has put them into its head they must not be shown.
            if not known or button.parentWidget() is not None:
                button.setVisible(known)

    def _show(self, key: Key | None) -> None:
        """Show what was chosen, unless something is being typed that would be lost."""
        if key is None or key == self._held:
            return
        if self.laid.busy() and self._held is not None:
            self._desk.say("Save or cancel what you typed first.")
            self.picker.select(self._held)
            self.laid.resume()
            return
        self.laid.back()
        self._fill(key)

    def _fill(self, key: Key | None) -> None:
        self._held = key
        found = self._list() if key is not None and key[0] == "list" else None
        script = self._script() if key is not None and key[0] == "script" else None
        self._rails.setVisible(found is not None or script is not None)
        if found is not None:
            self.list_page.show_list(found)
            self._pages.setCurrentWidget(self.list_page)
            self._rails.setCurrentWidget(self.list_page.rail)
        elif script is not None:
            self.script_page.show_script(script)
            self._pages.setCurrentWidget(self.script_page)
            self._rails.setCurrentWidget(self.script_page.rail)
        else:
            self._pages.setCurrentWidget(self.empty)

    def _list(self) -> ListRow | None:
        """The list that is chosen."""
        if self._held is None or self._held[0] != "list":
            return None
        return next((one for one in self._lists if one.id == self._held[1]), None)

    def _script(self) -> ScriptRow | None:
        """The script that is chosen."""
        if self._held is None or self._held[0] != "script":
            return None
        return next((one for one in self._scripts if one.id == self._held[1]), None)

    def _to_page(self) -> None:
        self._page_keys().setFocus(Qt.FocusReason.OtherFocusReason)

    def open_list(self, list_id: int) -> None:
        """Go to a call list."""
        self.picker.filter("")
        self.picker.select(("list", list_id))

    def open_script(self, script_id: int) -> None:
        """Go to a script."""
        self.picker.filter("")
        self.picker.select(("script", script_id))

    def show_place(self, place: Place) -> None:
        """Go to a list, a script or a company on a list; begin one; or begin to call."""
        about = place.about
        found = self._desk.ask(target, about["target"]) if about.get("target") else None
        list_id = found.list_id if found is not None else place.id
        if self.dialing() and not about.get("dial"):
            self.dial.stop()
        if list_id is not None:
            self.open_list(list_id)
        elif about.get("script"):
            self.open_script(int(about["script"]))
        if found is not None:
            self.list_page.choose(found.id)
        self._begin_what(about, found)

    def _begin_what(self, about: dict[str, Any], found: TargetRow | None) -> None:
        if about.get("dial"):
            if self._held is None or self._held[0] != "list":
                ready = next((one for one in self._lists if one.to_call), None)
                if ready is not None:
                    self.open_list(ready.id)
            self.start(found.id if found is not None else None)
        elif about.get("new"):
            self.lists.new_list()
        elif about.get("new_script"):
            self.scripts.new_script()
        elif about.get("stop"):
            self.lists.stop_number()

    # --- forms and files -----------------------------------------------------------------------

    def _back(self) -> None:
        self.laid.back()

    def _lay(self, title: str, words: str, form: Form) -> None:
        """Lay a form over the page, unless another one holds what was typed."""
        if self.laid.busy():
            self.laid.resume()
            self._desk.say("Save or cancel what you began first.")
            return
        self.laid.lay(title, words, form)

    def _bring_shown(self) -> None:
        self.laid.back()
        self._rails.hide()
        self._pages.setCurrentWidget(self.bring)
        self.bring.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _brought(self) -> None:
        self._pages.setCurrentWidget(self.list_page)
        self._reload()
        self._to_page()

    # --- calling -------------------------------------------------------------------------------

    def start(self, target_id: int | None = None) -> None:
        """Call the companies of the list one after the other, perhaps with one of them first."""
        found = self._list()
        if found is None or found.closed_on is not None:
            self._desk.say("Choose a call list first.")
            return
        if self.laid.busy():
            self._desk.say("Save or cancel what you typed first.")
            return
        self.laid.back()
        self._bodies.setCurrentWidget(self.dial)
        self.dial.begin(found.id, target_id)

    def _stopped(self) -> None:
        self._bodies.setCurrentWidget(self._browse)
        self._reload()
        self._to_page()

    # --- the tab asks --------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes from the page back to the list."""
        if not self.picker.takes_back(event):
            super().keyPressEvent(event)

    def new_here(self) -> bool:
        """N goes to the note while calling; else it adds what is in front: company or list."""
        if self.dialing():
            self.dial.write_note()
        elif self._list() is not None:
            self.lists.add_company()
        else:
            self.lists.new_list()
        return True

    def print_shown(self) -> None:
        """Ctrl+P prints the script card, or a call sheet of twenty rows."""
        found, page = self._list(), self.script_page.page
        if found is not None:
            self._desk.print_document(SHEET, found.id, f"Call sheet, {found.name}")
        elif page is not None:
            self._desk.print_document(CARD, page.id, f"Script card, {page.script}")

    def export_list(self) -> None:
        """Write the companies of the list into a file."""
        self.lists.export_list()

    def focus_filter(self) -> None:
        """The / key goes to the search over lists and scripts."""
        if not self.dialing():
            self.picker.search.setFocus(Qt.FocusReason.ShortcutFocusReason)


def _list_pick(one: ListRow) -> Pick[Key]:
    return Pick(("list", one.id), one.name, one.words, right=str(one.companies))


def _script_pick(one: ScriptRow) -> Pick[Key]:
    return Pick(("script", one.id), one.name, one.words)
