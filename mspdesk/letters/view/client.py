"""Letters on a client's page: what was written, and the next one from its text to the mail."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QStackedWidget, QWidget

from ...dates import full_date
from ...desk.area import Place
from ...desk.desk import Desk
from ...errors import UserError
from ...shop.queries import shop
from ...widgets.buttons import Button
from ...widgets.entry import ChoiceEntry, DateEntry, Entry, NoteEntry, TextEntry
from ...widgets.form import Field, Form
from ...widgets.layout import STRETCH, Footer, Panel, Scroll, clear, column, lead_focus, row, stack
from ...widgets.safe import Label
from ...widgets.splitter import ListDetail
from ...widgets.table import Column, Table, TagCell
from .. import actions, queries, runs
from ..printables import LETTER
from ..queries import LetterPage, LetterRow
from ..rules.fields import FIELDS
from ..rules.texts import Filled, fields_in
from .preview import LetterPreview

TABLES = {"letter", "form_text", "outbox_mail"}
FROM_ELSEWHERE = "money.invoices"
"""A text with this field is written where the invoices are: in Billing, Receivables."""


class LettersPart(QWidget):
    """The letters of a client; the chosen one at the right, to edit, print or send."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setAccessibleName("Letters of this client")
        self._desk = desk
        self._client_id = 0
        self.table = Table[LetterRow](
            (
                Column("number", "Letter", "id", lambda r: r.number, width=80, hide_under=1010),
                Column("on", "Date", "num", lambda r: full_date(r.on), width=100, align="left"),
                Column("subject", "About", "title", lambda r: r.subject, stretch=5),
                Column("state", "", "tag", _state, width=150),
            ),
            "Letters",
            on_select=self._choose,
            on_activate=lambda _row: self.pane.focus_first(),
            empty="No letter was written yet. New letter begins one from your texts.",
        )
        self.new_button = Button("New letter", icon="plus", on_click=self.write)
        self.pane = LetterPane(desk)
        self.writing = NewLetter(desk, self._written, self._cancelled)
        self._panes = QStackedWidget()
        self._panes.addWidget(self.pane)
        self._panes.addWidget(self.writing)
        listing = column(row(self.new_button, STRETCH, margin=(22, 12, 16, 10)), self.table, gap=0)
        stack(self, ListDetail("client-letters", listing, self._panes, 560, 480))
        lead_focus(self, self.table)
        desk.keep_fresh(self, TABLES, self._reload)

    def show_id(self, client_id: int) -> None:
        """Show another client's letters."""
        if client_id != self._client_id:
            self._client_id = client_id
            self.pane.show_letter(None)
            self._panes.setCurrentWidget(self.pane)
        self._reload()

    def _reload(self) -> None:
        if not self._client_id:
            return
        rows = self._desk.ask(queries.letters, self._client_id)
        self.table.show_rows(rows)
        if self.table.selected() is None:
            self.table.select_first()
        if self.table.selected() is None:
            self.pane.show_letter(None)
        self.pane.reload()

    def arrive(self, place: Place) -> None:
        """Go to the letter a place names, or begin one."""
        letter_id = place.about.get("letter_id")
        if letter_id is not None:
            self._panes.setCurrentWidget(self.pane)
            self.table.select(letter_id)
        elif place.about.get("write"):
            self.write(str(place.about.get("form", "")))

    def _choose(self, letter: LetterRow | None) -> None:
        if letter is not None:
            self.pane.show_letter(letter.id)
            self._panes.setCurrentWidget(self.pane)

    def write(self, form: str = "") -> None:
        """Begin a new letter, of a text where one is named."""
        self._panes.setCurrentWidget(self.writing)
        self.writing.begin(self._client_id, form)

    def _written(self, letter_id: int) -> None:
        self._panes.setCurrentWidget(self.pane)
        self.table.select(letter_id)
        self.pane.show_letter(letter_id)
        self.pane.focus_first()

    def _cancelled(self) -> None:
        self._panes.setCurrentWidget(self.pane)
        self.table.setFocus()


def _state(letter: LetterRow) -> TagCell | None:
    tone = "amber" if letter.state == "draft" else "green" if letter.sent_at else "grey"
    return TagCell(letter.words, tone)


class NewLetter(Panel):
    """Choose a text, fill in what the books do not know, and write the draft."""

    def __init__(
        self, desk: Desk, on_written: Callable[[int], None], on_cancel: Callable[[], None]
    ) -> None:
        super().__init__("paper", "left")
        self._desk, self._on_written, self._on_cancel = desk, on_written, on_cancel
        self._client_id = 0
        self._asked: list[str] = []
        self.choice = ChoiceEntry([], "Choose a text", "Text of the letter")
        self.choice.changed.connect(self._text_chosen)
        self._box = column()
        self.form: Form | None = None
        words = "The letter is a draft: read it, change it, then print or send it."
        body = column(
            Label("New letter", "record"),
            Label(words, "meta", "ink2", wrap=True),
            6,
            self.choice,
            8,
            self._box,
            STRETCH,
            gap=4,
            margin=(20, 16, 20, 16),
        )
        stack(self, Scroll(body))

    def begin(self, client_id: int, form: str = "") -> None:
        """Offer the texts for a client, one of them chosen already where it is named."""
        self._client_id = client_id
        found = self._desk.ask(queries.texts, "letters")
        self._texts = {one.name: one for one in found if FROM_ELSEWHERE not in one.text}
        self.choice.set_options([(one.name, one.title) for one in self._texts.values()])
        first = next(iter(self._texts), None)
        self.choice.set_value(form if form in self._texts else first)
        self._text_chosen()
        self.choice.setFocus()

    def _text_chosen(self) -> None:
        """Ask for what the chosen text needs and the books do not know."""
        layout = self._box.layout()
        text = self._texts.get(self.choice.value() or "")
        if layout is None or text is None:
            return
        known = self._desk.ask(queries.fields_of, self._client_id, self._desk.person_id)
        self._asked = [name for name in fields_in(text.text) if name not in known]
        fields = [self._field(name) for name in self._asked]
        clear(layout)
        form = Form(fields, on_save=self._write, save="Write letter", on_cancel=self._on_cancel)
        layout.addWidget(form)
        form.show()
        self.form = form

    def _field(self, name: str) -> Field:
        """An entry for a field; a table is typed row by row."""
        field = FIELDS[name]
        entry: Entry = NoteEntry(lines=3) if field.lines else TextEntry(field.example)
        table = name.endswith("table")
        example = field.example.replace("\n", "   ")
        hint = f"One row a line, or leave it out: {example}" if table else ""
        return Field(name.replace(".", "_"), field.words, entry, hint)

    def _write(self, values: dict[str, Any]) -> None:
        given = {}
        for name in self._asked:
            said = str(values.get(name.replace(".", "_")) or "").strip()
            if said or FIELDS[name].lines:
                given[name] = said
        form = str(self.choice.value())
        self._on_written(self._desk.do(actions.write_letter, self._client_id, form, given))


class LetterPane(Panel):
    """One letter: a form while it is a draft, read-only once it went out."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("paper", "left")
        self._desk = desk
        self.page: LetterPage | None = None
        self._seen = 0
        panels = desk.panels("mail.composer")
        self.composer: Any | None = panels[0].make(desk) if panels else None
        self._number = Label("", "body", "ink2")
        self._open = Label("", "meta", "amber", wrap=True)
        day_first = desk.ask(shop).day_first
        self.form = Form(
            [
                Field("subject", "About", TextEntry(), required=True, span=2),
                Field("addressee", "To", NoteEntry(lines=4), required=True),
                Field("on", "Date", DateEntry(day_first=day_first), required=True),
                Field("body", "Letter", NoteEntry(lines=17), required=True, span=2),
            ],
            columns=2,
            on_save=self._save,
            save="Save draft",
        )
        self.preview = LetterPreview("The letter as it went out")
        self.discard_button = Button("Discard", "quiet", on_click=self._discard)
        self.look_button = Button("Look at it", on_click=self.print_shown)
        self.send_button = Button("Send", icon="mail", on_click=self.send)
        self.print_button = Button("Print", icon="printer", on_click=self.print_it)
        self._footer = Footer(
            self.discard_button, STRETCH, self.look_button, self.send_button, self.print_button
        )
        if self.composer is None:
            self.send_button.hide()
        head = column(self._number, self._open, gap=2)
        parts = [self.composer] if self.composer is not None else []
        self._draft = Scroll(column(head, *parts, 4, self.form, STRETCH, margin=(20, 14, 20, 12)))
        self._nothing = Label("Choose a letter.", "body", "ink3", align="center")
        went = column(self.preview, margin=(20, 0, 0, 0))
        self._went = went
        stack(self, self._nothing, self._draft, went, self._footer)
        self.show_letter(None)

    def reload(self) -> None:
        """Ask again for what is shown."""
        if self.page is None:
            return
        try:
            self.show_letter(self.page.id)
        except UserError:
            self.show_letter(None)

    def show_letter(self, letter_id: int | None) -> None:
        """Show a letter, or nothing; what is being typed into the same one stays."""
        same = self.page is not None and self.page.id == letter_id
        page = self._desk.ask(queries.letter_page, letter_id) if letter_id is not None else None
        if self.composer is not None and not same:
            self.composer.close_card()
        self.page = page
        self._nothing.setVisible(page is None)
        self._footer.setVisible(page is not None)
        draft = page is not None and page.state == "draft"
        mailing = self.composer is not None and self.composer.shown()
        self._draft.setVisible(draft or (page is not None and mailing))
        self.form.setVisible(draft)
        self._went.setVisible(page is not None and not draft and not mailing)
        self.discard_button.setVisible(draft)
        if page is None:
            return
        self._number.set_text(f"Letter {page.number}, {page.person or 'nobody'}")
        still = ", ".join(f"[{words}]" for words in page.missing)
        self._open.set_text(f"Still to fill in: {still}" if still else "")
        self._open.setVisible(bool(still))
        self.preview.show_filled(Filled(page.subject, page.body))
        if draft and not (same and self.form.dirty()):
            self._seen = page.version
            self.form.set_values(
                {
                    "subject": page.subject,
                    "addressee": page.addressee,
                    "on": page.on,
                    "body": page.body,
                }
            )

    def _save(self, values: dict[str, Any]) -> None:
        if self.page is not None:
            self._desk.do(actions.edit_letter, self.page.id, self._seen, values)
            self.form.mark_clean()
            self.reload()

    def _saved(self) -> LetterPage | None:
        """The letter with what was typed saved, or None where that cannot be."""
        if self.page is not None and self.page.state == "draft" and self.form.dirty():
            return self.page if self.form.submit() else None
        return self.page

    def print_it(self) -> None:
        """Make the letter final and show its pages to print."""
        page = self._saved()
        if page is None:
            return
        try:
            self._desk.do(actions.finish_letter, page.id, printed=True)
        except UserError as error:
            self.form.show_error(error)
            return
        self.reload()
        self.print_shown()

    def print_shown(self) -> None:
        """Show the letter's pages as they stand."""
        page = self._saved()
        if page is not None:
            self._desk.print_document(LETTER, page.id, f"Letter {page.number}")

    def send(self) -> None:
        """Write the mail the letter goes with; it becomes final when that is queued."""
        composer, page = self.composer, self._saved()
        if composer is None or page is None:
            return
        if page.state == "draft" and page.missing:
            self.form.show_error(UserError(f"Fill in [{page.missing[0]}] first.", "body"))
            return
        letter_id = page.id
        composer.open(
            self._desk.ask(queries.letter_mail, letter_id),
            lambda store, progress, typed: runs.queue_letter(store, progress, letter_id, typed),
        )
        self.show_letter(letter_id)

    def _discard(self) -> None:
        if self.page is not None:
            letter_id, self.page = self.page.id, None
            self._desk.do(actions.discard_letter, letter_id)
            self.form.mark_clean()

    def focus_first(self) -> None:
        """Go to the words of a draft, or to what can be done with a letter that went out."""
        if self.page is not None and self.page.state == "draft":
            self.form.focus_first()
        else:
            self.look_button.setFocus()
