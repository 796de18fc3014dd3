"""One letter: a form while it is a draft; its words and its papers once it went out."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ...desk.desk import Desk
from ...errors import UserError
from ...shop.queries import shop
from ...widgets.buttons import Button
from ...widgets.drop import FileDrop
from ...widgets.entry import DateEntry, NoteEntry, TextEntry
from ...widgets.form import Field, Form
from ...widgets.layout import STRETCH, Footer, Panel, Scroll, column, stack
from ...widgets.safe import Label
from .. import actions, queries, runs
from ..printables import LETTER
from ..queries import LetterPage
from ..rules.checks import still_open
from ..rules.texts import Filled
from .papers import PapersCard, SigningCard
from .preview import LetterPreview


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
        self.papers = PapersCard(desk)
        self.signing = SigningCard(desk, self.reload)
        self.discard_button = Button("Discard", "quiet", on_click=self._discard)
        self.look_button = Button("Look at it", on_click=self.print_shown)
        self.send_button = Button("Send", icon="mail", on_click=self.send)
        self.print_button = Button("Print", icon="printer", on_click=self.print_it)
        self.sign_button = Button("Signed copy", icon="file-check-2", on_click=self.sign)
        self._footer = Footer(
            self.discard_button,
            STRETCH,
            self.sign_button,
            self.look_button,
            self.send_button,
            self.print_button,
        )
        self.drop = FileDrop(self, self._drop_words, self._dropped)
        if self.composer is None:
            self.send_button.hide()
        head = column(self._number, self._open, gap=2)
        parts = [self.composer] if self.composer is not None else []
        self.enclosing = PapersCard(desk)
        self._draft = Scroll(
            column(head, *parts, 4, self.form, 6, self.enclosing, STRETCH, margin=(20, 14, 20, 12))
        )
        self._nothing = Label("Choose a letter.", "body", "ink3", align="center")
        went = column(self.signing, self.papers, self.preview, gap=10, margin=(20, 12, 20, 0))
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
        self.sign_button.setVisible(page.signs and not draft)
        self.papers.show_letter(page)
        self.enclosing.show_letter(page)
        self.signing.show_letter(page, same=same)
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
        wrong = still_open(page.subject, page.body) if page.state == "draft" else None
        if wrong is not None:
            self.form.show_error(wrong)
            return
        letter_id = page.id
        composer.open(
            self._desk.ask(queries.letter_mail, letter_id),
            lambda store, progress, typed: runs.queue_letter(store, progress, letter_id, typed),
        )
        self.show_letter(letter_id)

    def sign(self) -> None:
        """Ask for the day, the name and the scan of the signed copy."""
        if self.page is not None and self.page.signs:
            self.signing.begin()

    def _drop_words(self, paths: Sequence[Path]) -> str:
        page = self.page
        if page is None or len(paths) != 1:
            return ""
        if page.state == "draft":
            return f"Enclose {paths[0].name}" if paths[0].suffix.lower() == ".pdf" else ""
        return f"Keep {paths[0].name} as the signed copy" if page.signs else ""

    def _dropped(self, paths: Sequence[Path]) -> None:
        page = self._saved()
        if page is None:
            return
        if page.state == "draft":
            self.enclosing.enclose(paths[0])
        else:
            self.signing.begin(paths[0])

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
