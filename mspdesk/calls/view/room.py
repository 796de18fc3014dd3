"""The Calls room of the Clients tab: lists and scripts at the left, one of them at the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from ...dates import today
from ...desk.area import Place
from ...desk.desk import Desk
from ...errors import UserError
from ...exchange.columns import DATE, TEXT, OutColumn
from ...widgets.buttons import Button
from ...widgets.drop import FileDrop
from ...widgets.entry import TextEntry
from ...widgets.form import Field, Form
from ...widgets.laid import Laid
from ...widgets.layout import EmptyState, Ground, lead_focus, row, stack
from ...widgets.picker import Pick, Picker, PickerPage, PickGroup
from ..actions import lists as list_actions
from ..actions import scripts as script_actions
from ..printables.card import CARD
from ..printables.sheet import SHEET
from ..queries.calling import prospects_to_call
from ..queries.lists import ListRow, TargetRow, call_lists, target, targets
from ..queries.scripts import ScriptRow, scripts
from ..rules.calling import TO_CALL
from .bring import BringPage, prospects_form
from .dial import DialPage
from .forms import company_form, list_form, stop_form
from .list_page import ListDeeds, ListPage
from .script_form import FIELDS_NOTE, field_of, script_form
from .script_page import ScriptDeeds, ScriptPage

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
_STOP = "A number is taken off every list for good, and no list brings it back."

Key = tuple[str, int]
Entries = Sequence[tuple[str, Callable[[], object]] | None]


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
        self.script_button = Button("New script", icon="file-pen-line", on_click=self.new_script)
        self.new_button = Button("New call list", icon="plus", on_click=self.new_list)
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
                self.add_company,
                self.bring_file,
                self.paste,
                self.print_shown,
                self._list_more,
                self.edit_company,
                self._company_more,
            ),
        )
        self.script_page = ScriptPage(
            desk,
            ScriptDeeds(
                self.write, self.publish, self.new_version, self.print_shown, self._script_more
            ),
        )
        self.bring = BringPage(desk, self._bring_shown, self._brought)
        self.first = Button("Begin with the usual script", "primary", "file-pen-line", self.usual)
        own = Button("Write your own", on_click=self.new_script)
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
        self.drop = FileDrop(self.list_page, self._drop_words, self._dropped)
        desk.keep_fresh(self, _TABLES, self._reload)

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
            self.new_list()
        elif about.get("new_script"):
            self.new_script()
        elif about.get("stop"):
            self.stop_number()

    # --- lists ---------------------------------------------------------------------------------

    def _lay(self, title: str, words: str, form: Form) -> None:
        """Lay a form over the page, unless another one holds what was typed."""
        if self.laid.busy():
            self.laid.resume()
            self._desk.say("Save or cancel what you began first.")
            return
        self.laid.lay(title, words, form)

    def new_list(self) -> None:
        """Show the form of a new call list."""

        def save(values: dict[str, Any]) -> None:
            made = self._desk.do(list_actions.add_list, values["name"], _rest(values))
            self.laid.back()
            self.open_list(made)

        form = list_form(self._desk, None, save, self.laid.back)
        self._lay("New call list", "Companies come onto it from a file, a paste or by hand.", form)

    def edit_list(self) -> None:
        """Show the form of the list."""
        found = self._list()
        if found is None:
            return

        def save(values: dict[str, Any]) -> None:
            self._desk.do(list_actions.edit_list, found.id, found.version, values)
            self.laid.back()

        self._lay(found.name, "", list_form(self._desk, found, save, self.laid.back))

    def _list_more(self) -> Entries:
        found = self._list()
        if found is None:
            return []
        if found.closed_on is not None:
            return [
                ("Open this list again", lambda: self._turn(list_actions.reopen_list, found.id)),
                ("Print a call sheet", self.print_shown),
            ]
        return [
            ("Bring in a list from a file", self.bring_file),
            ("Paste a list", self.paste),
            ("Put prospects on it", self.add_prospects),
            None,
            ("Print a call sheet", self.print_shown),
            ("Write the list into a file", self.export_list),
            None,
            ("Change list", self.edit_list),
            ("Take off a number that asked", self.stop_number),
            ("Close this list", lambda: self._turn(list_actions.close_list, found.id)),
        ]

    def _turn(self, verb: Any, key: int) -> None:
        self._desk.attempt(verb, key)

    def add_company(self) -> None:
        """Show the form of a company to call."""
        found = self._list()
        if found is None:
            return

        def save(values: dict[str, Any]) -> None:
            made = self._desk.do(list_actions.add_target, found.id, values)
            self.laid.back()
            self.list_page.choose(made)

        form = company_form(None, save, self.laid.back)
        self._lay("Add a company", "It becomes a prospect once somebody there talks to you.", form)

    def edit_company(self, row_: TargetRow) -> None:
        """Show the form of a company that is on the list."""

        def save(values: dict[str, Any]) -> None:
            self._desk.do(list_actions.edit_target, row_.id, row_.version, values)
            self.laid.back()

        self._lay(row_.company, "", company_form(row_, save, self.laid.back))

    def _company_more(self, row_: TargetRow) -> Entries:
        found: list[tuple[str, Callable[[], object]] | None] = [
            ("Change company", lambda: self.edit_company(row_))
        ]
        if row_.state not in (*TO_CALL, "stopped"):
            found.append(("Call them again", lambda: self._turn(list_actions.call_again, row_.id)))
        if not row_.tries:
            found.append(
                ("Take off the list", lambda: self._turn(list_actions.remove_target, row_.id))
            )
        return found

    def stop_number(self) -> None:
        """Show the form of a number that is never called again."""

        def save(values: dict[str, Any]) -> None:
            said = (values["phone"], values["company"] or "", values["words"] or "")
            self._desk.do(list_actions.stop_number, *said)
            self.laid.back()

        self._lay("Never call a number again", _STOP, stop_form(save, self.laid.back))

    # --- bringing in ---------------------------------------------------------------------------

    def bring_file(self) -> None:
        """Ask for a file of companies and show what it would bring."""
        found = self._list()
        if found is not None:
            self.bring.choose(found.id)

    def _drop_words(self, paths: Sequence[Path]) -> str:
        found = self._list()
        if found is None or found.closed_on is not None or len(paths) != 1:
            return ""
        return f"Look at {paths[0].name}"

    def _dropped(self, paths: Sequence[Path]) -> None:
        found = self._list()
        if found is not None:
            self.bring.look_at(found.id, paths[0])

    def paste(self) -> None:
        """Show the form into which a list is pasted."""
        found = self._list()
        if found is not None:
            form = self.bring.paste_form(found.id, self.laid.back)
            self._lay("Paste a list", "You see what it would bring before it is taken.", form)

    def _bring_shown(self) -> None:
        self.laid.back()
        self._rails.hide()
        self._pages.setCurrentWidget(self.bring)
        self.bring.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _brought(self) -> None:
        self._pages.setCurrentWidget(self.list_page)
        self._reload()
        self._to_page()

    def add_prospects(self) -> None:
        """Show the prospects who can be put on the list."""
        found = self._list()
        if found is None:
            return
        offered = self._desk.ask(prospects_to_call, found.id)
        if not offered:
            self._desk.say("Every prospect with a phone number is on this list already.")
            return

        def save(chosen: list[int]) -> None:
            self._desk.do(list_actions.add_prospects, found.id, chosen)
            self.laid.back()

        form = prospects_form(offered, save, self.laid.back)
        self._lay("Put prospects on the list", "With the number and contact you know.", form)

    # --- scripts -------------------------------------------------------------------------------

    def usual(self) -> None:
        """Begin with the script that ships, as a draft."""
        made = self._desk.attempt(script_actions.bring_script)
        if made is not None:
            self.open_script(made)

    def new_script(self) -> None:
        """Show the form of a new script: its name."""

        def save(values: dict[str, Any]) -> None:
            made = self._desk.do(script_actions.add_script, values["name"])
            self.laid.back()
            self.open_script(made)
            self.write()

        form = Form(
            [
                Field(
                    "name",
                    "What the script is called",
                    TextEntry("Insurance offices, assessment"),
                    required=True,
                )
            ],
            on_save=save,
            save="Begin the script",
            on_cancel=self.laid.back,
        )
        form.set_values({"name": ""})
        self._lay("New script", "Its words come next. The one that ships helps to begin.", form)

    def write(self) -> None:
        """Show the form in which the draft is written."""
        page = self.script_page.page
        if page is None or page.published:
            return

        def save(before: dict[str, str], words: dict[str, str]) -> None:
            try:
                self._desk.do(script_actions.save_version, page.id, page.version, before, words)
            except UserError as error:
                if error.field is None:
                    raise
                raise UserError(error.text, field_of(error.field)) from error
            self.laid.back()

        words = f"Say it aloud once. Two sentences are enough, then let them talk.\n{FIELDS_NOTE}"
        self._lay(
            f"{page.script}, version {page.number}", words, script_form(page, save, self.laid.back)
        )

    def publish(self) -> None:
        """Put the draft to use; what is missing is said, and its form comes."""
        page = self.script_page.page
        if page is None:
            return
        try:
            self._desk.do(script_actions.publish, page.id, page.version)
        except UserError as error:
            self.write()
            if self.laid.form is not None and error.field is not None:
                self.laid.form.show_error(UserError(error.text, field_of(error.field)))
            else:
                self._desk.say(error.text)

    def new_version(self) -> None:
        """Begin a version with the words of the newest, or go to the draft there is."""
        script = self._script()
        if script is None:
            return
        made = script.draft_id
        if made is None:
            made = self._desk.attempt(script_actions.new_version, script.id)
        if made is not None:
            self.script_page.show_version(made)

    def _script_more(self) -> Entries:
        script, page = self._script(), self.script_page.page
        if script is None or page is None:
            return []
        if script.retired_on is not None:
            return [
                ("Take it up again", lambda: self._turn(script_actions.take_up_script, script.id)),
                ("Print script card", self.print_shown),
            ]
        found: list[tuple[str, Callable[[], object]] | None] = [
            ("Print script card", self.print_shown),
            ("Rename script", self.rename),
        ]
        if not page.published:
            found.append(
                ("Throw the draft away", lambda: self._turn(script_actions.discard_draft, page.id))
            )
        found.append(
            ("Put the script away", lambda: self._turn(script_actions.retire_script, script.id))
        )
        return found

    def rename(self) -> None:
        """Show the form of the script's name."""
        script = self._script()
        if script is None:
            return

        def save(values: dict[str, Any]) -> None:
            said = (values["name"], values["notes"] or "")
            self._desk.do(script_actions.edit_script, script.id, script.version, *said)
            self.laid.back()

        form = Form(
            [
                Field("name", "What the script is called", TextEntry(), required=True),
                Field("notes", "Notes", TextEntry()),
            ],
            on_save=save,
            save="Save script",
            on_cancel=self.laid.back,
        )
        form.set_values({"name": script.name, "notes": script.notes})
        self._lay(script.name, "", form)

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
            self.add_company()
        else:
            self.new_list()
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
        found = self._list()
        if found is not None:
            self._desk.export(found.name, COLUMNS, self._desk.ask(targets, found.id))

    def focus_filter(self) -> None:
        """The / key goes to the search over lists and scripts."""
        if not self.dialing():
            self.picker.search.setFocus(Qt.FocusReason.ShortcutFocusReason)


COLUMNS = (
    OutColumn[TargetRow]("Company", TEXT, lambda row: row.company),
    OutColumn[TargetRow]("Phone", TEXT, lambda row: row.phone),
    OutColumn[TargetRow]("Contact", TEXT, lambda row: row.contact),
    OutColumn[TargetRow]("Title", TEXT, lambda row: row.title),
    OutColumn[TargetRow]("E-mail", TEXT, lambda row: row.email),
    OutColumn[TargetRow]("City", TEXT, lambda row: row.city),
    OutColumn[TargetRow]("Industry", TEXT, lambda row: row.industry),
    OutColumn[TargetRow]("Website", TEXT, lambda row: row.website),
    OutColumn[TargetRow]("State", TEXT, lambda row: row.state_words),
    OutColumn[TargetRow]("Last call", TEXT, lambda row: row.last_words),
    OutColumn[TargetRow]("Next call", DATE, lambda row: row.next_on),
    OutColumn[TargetRow]("Notes", TEXT, lambda row: row.notes),
)
"""The columns of a call list in a file; those it can be read from stand under our own names."""


def _list_pick(one: ListRow) -> Pick[Key]:
    return Pick(("list", one.id), one.name, one.words, right=str(one.companies))


def _script_pick(one: ScriptRow) -> Pick[Key]:
    return Pick(("script", one.id), one.name, one.words)


def _rest(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name != "name"}
