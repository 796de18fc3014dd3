"""The texts of the shop's paper: read, edited with their fields, tried on a client, saved."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QSizePolicy, QWidget

from ...clients.queries import choose_client, clients
from ...dates import full_date
from ...desk.desk import Desk
from ...errors import UserError
from ...widgets.buttons import Button, LinkButton, MenuButton, press_on
from ...widgets.entry import Found, LookupEntry, NoteEntry, TextEntry
from ...widgets.form import EntryBar, HelpLine
from ...widgets.keycap import KeyCap
from ...widgets.layout import STRETCH, Footer, Panel, clear, column, lead_focus, row, stack
from ...widgets.picker import Pick, Picker, PickGroup
from ...widgets.safe import Label
from ...widgets.splitter import CanvasInspector, PickerPage
from ...widgets.tabs import TabPages
from .. import actions, queries
from ..rules.fields import GROUPS, examples
from ..rules.texts import SUBJECT, Fault, Text, faults, fields_in, filled
from .preview import LetterPreview

TABLES = {"form_text"}
FAULTS_SHOWN = 4
FOLDER_WORDS = {"letters": "Letters", "agreements": "Agreements", "mail": "Mails"}


class TextsPage(QWidget):
    """Texts at the left, the editor in the middle, preview and fields at the right."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setAccessibleName("Letters and texts")
        self._desk = desk
        self._text: Text | None = None
        self._typed: dict[str, str] = {}
        self._client_id: int | None = None
        self.picker = Picker[str](
            "Texts",
            title="Texts",
            placeholder="Find a text",
            on_select=self._choose,
            on_add=self._new,
            lines=2,
            add_name="New text",
            on_enter=self._to_editor,
        )
        self._add_line = TextEntry("Holiday greeting", "Name of the new text")
        self._add_line.committed.connect(self._add)
        add = Button("Add text", on_click=self._add)
        self._adding = EntryBar("New text", self._add_line, add, stretch=0)
        self._adding.hide()
        page = CanvasInspector("texts", self._middle(), self._right())
        stack(self, PickerPage("texts-picker", self.picker, page))
        lead_focus(self, self.picker)
        desk.keep_fresh(self, TABLES, self._reload)

    # --- parts -----------------------------------------------------------------------------------

    def _middle(self) -> QWidget:
        self._title = Label("", "record", wrap=True)
        self._meta = Label("", "meta", "ink2", wrap=True)
        self.history = MenuButton("History", "clock", "History of editions", self._editions)
        self.editor = NoteEntry("", "Text", lines=12)
        self.editor.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.editor.changed.connect(self._edited)
        self.editor.committed.connect(self.save)
        self._wrong: list[str] = []
        self._faults = QWidget()
        self._faults_box = stack(self._faults, gap=2)
        self._said = HelpLine("")
        self._said.hide()
        self.save_button = Button("Save as next edition", "primary", on_click=self.save)
        self.back_button = Button("Back to the text that ships", on_click=self._back)
        self.undo_button = Button("Put my changes away", "quiet", on_click=self._forget)
        press_on(self, "Ctrl+S", self.save)
        head = row(column(self._title, self._meta, gap=2), STRETCH, self.history)
        body = Panel("paper")
        stack(
            body,
            column(self._adding, head, margin=(20, 14, 16, 10), gap=6),
            column(self.editor, margin=(20, 0, 16, 0)),
            column(self._faults, self._said, margin=(20, 6, 16, 6), gap=2),
            Footer(self.save_button, KeyCap("Ctrl S"), self.undo_button, STRETCH, self.back_button),
        )
        return body

    def _right(self) -> QWidget:
        self.preview = LetterPreview("The text filled for a client")
        self.client = LookupEntry(self._find, "Type a few letters", "Client to fill the text for")
        self.client.picked.connect(lambda _found: self._client_chosen())
        self.fields = Picker[str](
            "Fields",
            placeholder="Find a field",
            lines=2,
            on_enter=self._insert,
        )
        self.fields.show_groups(
            [
                PickGroup(
                    title, "", [Pick(one.name, one.words, f"{{{one.name}}}") for one in fields]
                )
                for title, fields in GROUPS
            ]
        )
        insert = Button("Insert this field", on_click=self._insert)
        self.sides = TabPages("Beside the text")
        chosen = column(self.client, margin=(0, 10, 16, 0))
        shown = column(chosen, self.preview, gap=0)
        listed = column(self.fields, row(insert, STRETCH, margin=(0, 8, 12, 10)), gap=0)
        self.sides.add("preview", "Filled", lambda: shown)
        self.sides.add("fields", "Fields", lambda: listed)
        side = Panel("paper")
        stack(side, self.sides, margin=(16, 0, 0, 0))
        return side

    # --- what is shown ---------------------------------------------------------------------------

    def _reload(self) -> None:
        found = self._desk.ask(queries.texts)
        groups: dict[str, list[Pick[str]]] = {}
        for text in found:
            mine = f"Edition {text.edition}" if text.own else ""
            pick = Pick(text.name, text.title, mine or "As it ships")
            folder = text.name.partition("/")[0]
            groups.setdefault(FOLDER_WORDS.get(folder, "Others"), []).append(pick)
        self.picker.show_groups([PickGroup(title, "", one) for title, one in groups.items()])
        if self._client_id is None:
            self._first_client()
        if self._text is None:
            self.picker.select_first()
        else:
            self._show(self._text.name)

    def _first_client(self) -> None:
        """Fill for the first client there is, until somebody chooses another one."""
        known = [one for one in self._desk.ask(clients) if not one.internal]
        if known:
            self._client_id = known[0].id
            self.client.set_value(Found(known[0].id, known[0].name))

    def _choose(self, name: str | None) -> None:
        if name is not None:
            self._show(name)

    def show_text(self, name: str) -> None:
        """Go to a text by its name."""
        self.picker.select(name)

    def _show(self, name: str) -> None:
        """Show a text, with what was typed and not saved."""
        text = self._desk.ask(queries.text_of, name)
        self._text = text
        self._title.set_text(text.title)
        self._meta.set_text(_meta(text))
        self.back_button.setVisible(text.own and text.shipped)
        wanted = self._typed.get(name, text.text).strip("\n")
        if self.editor.text().strip("\n") != wanted:
            self.editor.set_value(wanted)
        self._said.hide()
        self._edited()

    def _edited(self) -> None:
        """Keep what is typed, name what is wrong with it, and fill it for the client."""
        text = self._text
        if text is None:
            return
        words = self.editor.text()
        changed = words.strip("\n") != text.text.strip("\n")
        if changed:
            self._typed[text.name] = words
        else:
            self._typed.pop(text.name, None)
        self.undo_button.setVisible(changed)
        following = (self._desk.ask(queries.newest_edition, text.name)) + 1
        self.save_button.set_text(f"Save as edition {following}")
        self._show_faults(faults(words))
        self._fill(words)

    def _show_faults(self, found: list[Fault]) -> None:
        clear(self._faults_box)
        self._wrong = [str(fault) for fault in found[:FAULTS_SHOWN]]
        for fault in found[:FAULTS_SHOWN]:
            go = partial(self.go_to_line, fault.line)
            link = LinkButton(f"Line {fault.line}", go, color="red", name=str(fault))
            words = Label(fault.words, "meta", "red", wrap=True)
            words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
            line = row(link, words)
            self._faults_box.addWidget(line)
            line.show()
        rest = len(found) - FAULTS_SHOWN
        if rest > 0:
            more = Label(f"And {rest} more.", "meta", "red")
            self._faults_box.addWidget(more)
            more.show()
        self.editor.set_error(bool(found))

    def fault_words(self) -> list[str]:
        """What is said to be wrong, line by line."""
        return list(self._wrong)

    def go_to_line(self, line: int) -> None:
        """Put the cursor at the end of a line of the text."""
        block = self.editor.sheet.document().findBlockByNumber(line - 1)
        cursor = QTextCursor(block)
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
        self.editor.sheet.setTextCursor(cursor)
        self.editor.sheet.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill(self, words: str) -> None:
        known = examples(fields_in(words))
        known |= self._desk.ask(queries.fields_of, self._client_id, self._desk.person_id)
        self.preview.show_filled(
            filled(words if words.startswith(SUBJECT) else f"\n{words}", known)
        )

    def _find(self, typed: str) -> list[Found]:
        return [Found(one.id, one.name) for one in self._desk.ask(choose_client, typed, 8)]

    def _client_chosen(self) -> None:
        found = self.client.value()
        self._client_id = int(found) if found is not None else None
        self._fill(self.editor.text())

    # --- deeds -----------------------------------------------------------------------------------

    def _insert(self) -> None:
        """Put the chosen field where the cursor stands."""
        name = self.fields.selected_key()
        if name:
            self.editor.sheet.insertPlainText(f"{{{name}}}")
            self.editor.sheet.setFocus(Qt.FocusReason.OtherFocusReason)

    def save(self) -> None:
        """Save the text as the shop's next edition; what is wrong is named and nothing is lost."""
        text = self._text
        if text is None:
            return
        try:
            self._desk.do(actions.save_text, text.name, self.editor.text(), text.edition)
        except UserError as error:
            self._said.say(error.text)
            self._said.show()
            wrong = faults(self.editor.text())
            if wrong:
                self._said.hide()
                self.go_to_line(wrong[0].line)
            return
        self._typed.pop(text.name, None)
        self._show(text.name)

    def _back(self) -> None:
        text = self._text
        if text is not None:
            self._typed.pop(text.name, None)
            self._desk.do(actions.back_to_shipped, text.name)
            self._show(text.name)

    def _forget(self) -> None:
        text = self._text
        if text is not None:
            self._typed.pop(text.name, None)
            self._show(text.name)

    def _to_editor(self) -> None:
        self.editor.sheet.setFocus(Qt.FocusReason.OtherFocusReason)

    def _editions(self) -> list[tuple[str, Callable[[], object]] | None]:
        text = self._text
        if text is None:
            return []
        entries: list[tuple[str, Callable[[], object]] | None] = []
        for one in self._desk.ask(queries.editions, text.name):
            day = f", {full_date(one.at.date())}" if one.at else ""
            by = f", {one.person}" if one.person else ""
            entries.append((f"{one.words}{day}{by}", partial(self._take, one.edition)))
        return entries

    def _take(self, edition: int) -> None:
        """Put an earlier edition into the editor; it counts when it is saved."""
        if self._text is not None:
            words = self._desk.ask(queries.edition_text, self._text.name, edition)
            self.editor.set_value(words.strip("\n"))

    def _new(self) -> None:
        self._adding.show()
        self._add_line.setFocus()

    def _add(self) -> None:
        try:
            name = self._desk.do(actions.new_text, self._add_line.text())
        except UserError as error:
            self._adding.say(error.text)
            return
        self._adding.say("")
        self._adding.hide()
        self._add_line.set_value("")
        self.show_text(name)
        self.editor.sheet.setFocus()


def _meta(text: Text) -> str:
    """Which edition it is: the one that ships, or the shop's with its day and writer."""
    if not text.own:
        return "As it ships. Change it and it becomes your own; updates leave your edition alone."
    day = f", {full_date(text.at.date())}" if text.at else ""
    by = f" by {text.person}" if text.person else ""
    return f"Your edition {text.edition}{day}{by}"
