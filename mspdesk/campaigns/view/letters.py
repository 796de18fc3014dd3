"""Every letter of a step before it prints, and the pages of those that are set out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QWidget
from shiboken6 import isValid

from ... import paths
from ...dates import short_date, today
from ...desk.desk import Desk
from ...letters.rules.texts import plain
from ...widgets import print_dialog
from ...widgets.buttons import Button
from ...widgets.layout import lead_focus, stack
from ...widgets.preview import Preview
from ...widgets.table import Column, Group, TagCell
from .. import runs
from ..actions.posting import note_printed
from ..queries import posting as queries
from ..queries.merging import Prepared
from ..queries.steps import StepRow
from ..rules.audience import left_out_words
from ..runs import Stack
from .merged import MergedPage, MergedWords, tag

_WORDS = MergedWords(
    page="Letters before they are printed",
    table="Who gets this letter",
    text="The letter as it prints",
    edit="Change the letter",
    working="Putting the letters together…",
    stopped="Stopped. Nothing was printed.",
    broken="These letters cannot be printed",
    empty="Nobody gets this letter. Choose whom under Audience.",
)


class LettersPage(MergedPage):
    """The letters of one step: looked through, set out stack by stack, printed and noted.

    What prints is what was seen. Whoever has theirs is asked for again only by choice.
    """

    def __init__(
        self, desk: Desk, on_done: Callable[[], object], on_edit: Callable[[StepRow], object]
    ) -> None:
        super().__init__(desk, on_done, on_edit, _WORDS, _COLUMNS)
        self.letters: list[Prepared] = []
        self._again: set[int] = set()
        self._stack: Stack | None = None
        self._setting = False
        self.print_button = Button("Print letters", "primary", "printer", self.print_next)
        self.look_button = Button("Look at this letter", icon="eye", on_click=self._look)
        self.again_button = Button("Print all again", "quiet", on_click=self._all_again)
        self.list = QWidget()
        self._lay_out(
            self.list,
            "campaign-letters",
            self.print_button,
            self.look_button,
            self.edit_button,
            self.again_button,
        )
        to_list = Button("Back to the letters", icon="arrow-left", on_click=self.leave_pages)
        self.preview = Preview("Letters to print", to_list)
        self.preview.print_wanted.connect(self._print)
        self.preview.save_wanted.connect(self._save)
        self._faces = QStackedWidget()
        self._faces.addWidget(self.list)
        self._faces.addWidget(self.preview)
        stack(self, self._faces)
        lead_focus(self, self._front)
        desk.keep_fresh(self, {"campaign_letter"}, self._refresh)

    def _front(self) -> QWidget:
        return self.preview.view if self.looks_at_pages() else self.table

    def looks_at_pages(self) -> bool:
        """Whether the pages of a stack are in front."""
        return self._faces.currentWidget() is self.preview

    # --- putting them together -----------------------------------------------------------------

    def show_step(self, step: StepRow) -> None:
        """Put the letters of a step together; the window goes on meanwhile."""
        self.letters, self._again = [], set()
        self._setting = False
        self._faces.setCurrentWidget(self.list)
        super().show_step(step)
        self.title.set_text(step.title)

    def _begin(self, step: StepRow) -> None:
        job = self._desk.fetch("Putting letters together", runs.prepare_letters, step.id)
        job.then(self._prepared).otherwise(self._broke)

    def _prepared(self, letters: Sequence[Prepared]) -> None:
        self.letters = list(letters)
        self._show_letters()
        self.table.select_first()
        if self.isVisible():
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _refresh(self) -> None:
        """Some were printed, or that was taken back."""
        if self.step is None or not self.letters:
            return
        had = self._desk.ask(queries.printed_days, self.step.id)
        self.letters = [replace(one, printed_on=had.get(one.member_id)) for one in self.letters]
        self._show_letters()

    def _pending(self) -> list[Prepared]:
        """Those that are printed next: what was not printed yet, or what is wanted once more."""
        return [
            one
            for one in self.letters
            if one.goes and (one.printed_on is None or one.member_id in self._again)
        ]

    def _show_letters(self) -> None:
        going = [one for one in self.letters if one.goes]
        pending = self._pending()
        waits = {one.member_id for one in pending}
        printed = [one for one in going if one.member_id not in waits]
        away = [one for one in self.letters if not one.goes]
        groups = [
            Group(title, some, str(len(some)))
            for title, some in (("To print", pending), ("Printed", printed), ("Get none", away))
            if some
        ]
        self.table.show_groups(groups)
        many = len(going)
        words = [f"{many} get this letter" if many != 1 else "1 gets this letter"]
        had = sum(one.printed_on is not None for one in going)
        words += [f"{had} printed"] if had else []
        look = sum(bool(one.words) for one in going)
        words += [f"{look} to look at"] if look else []
        left_out = left_out_words(one.reason for one in away)
        self.said.set_text(", ".join(words) + (f". Left out: {left_out}" if away else ""))
        self._offer()

    def _offer(self) -> None:
        pending = len(self._pending())
        many = min(pending, queries.STACK)
        words = f"Print {many} letter{'' if many == 1 else 's'}" if many else "Print letters"
        self.print_button.set_text(words)
        self.print_button.setEnabled(bool(many) and not self._setting)
        chosen = self.table.selected()
        self.look_button.setEnabled(chosen is not None and chosen.goes and not self._setting)
        had = any(one.goes and one.printed_on is not None for one in self.letters)
        self.again_button.setVisible(had and not self._again)
        # What was printed stays as it went out.
        self.edit_button.setVisible(not any(one.printed_on for one in self.letters))
        self.sum.set_text(f"{pending - many:,} more after these" if pending > many else "")

    def _show(self, one: Prepared | None) -> None:
        super()._show(one)
        goes = one is not None and one.goes
        self.to.set_text(one.address if one is not None and goes else "")
        self.body.set_value(plain(one.body) if one is not None and goes else "")
        self._offer()

    def _broke(self, error: BaseException) -> None:
        self._setting = False
        super()._broke(error)

    # --- setting them out ----------------------------------------------------------------------

    def _go(self) -> None:
        self.print_next()

    def print_next(self) -> None:
        """Set out the next stack of those to print, or print the pages in front."""
        if self.looks_at_pages():
            self._print(self.preview.pdf)
        elif self.print_button.isEnabled():
            self._set_out(self._pending()[: queries.STACK])

    def _all_again(self) -> None:
        self._again = {one.member_id for one in self.letters if one.goes}
        self._show_letters()
        self.table.select_first()
        self.print_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _look(self) -> None:
        chosen = self.table.selected()
        if chosen is not None and chosen.goes:
            self._set_out([chosen])

    def _set_out(self, letters: Sequence[Prepared]) -> None:
        if self.step is None or self._setting:
            return
        self._setting = True
        self._offer()
        job = self._desk.fetch("Setting out letters", runs.set_letters, self.step.id, letters)
        job.then(self._set).otherwise(self._broke)

    def _set(self, made: Stack) -> None:
        self._setting = False
        self._stack = made
        self._offer()
        self.preview.show_pdf(made.rendered.pdf, paths.safe_name(self._name(made)))
        self._faces.setCurrentWidget(self.preview)
        if self.isVisible():
            self.preview.view.setFocus(Qt.FocusReason.OtherFocusReason)
        if made.rendered.missing:
            signs = ", ".join(made.rendered.missing[:3])
            self._desk.say(f"No typeface has these signs: {signs}")

    def _name(self, made: Stack) -> str:
        """What the print job, or the file, is called."""
        title = self.step.title if self.step is not None else "Letters"
        one = made.letters[0].client if len(made.letters) == 1 else f"{len(made.letters)} letters"
        return f"{title}, {one}"

    def leave_pages(self, *_: object) -> None:
        """Back from the pages to the list of letters."""
        self._faces.setCurrentWidget(self.list)
        self._stack = None
        self.preview.show_pdf(b"")
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _print(self, pdf: bytes) -> None:
        made = self._stack
        if made is not None and self.step is not None:
            noted = partial(self._note, made, self.step.id)
            print_dialog.print_pdf(self, self._desk, pdf, self._name(made), noted)

    def _save(self, pdf: bytes) -> None:
        made = self._stack
        if made is None or self.step is None:
            return
        folder = self._desk.settings.last_folder.get("paper", str(paths.documents_folder()))
        name = paths.safe_name(self._name(made))
        file = print_dialog.save_pdf(self, pdf, name, Path(folder))
        if file is not None:
            self._desk.settings.last_folder["paper"] = str(file.parent)
            self._note(made, self.step.id)

    def _note(self, made: Stack, step_id: int) -> None:
        """Write down who has a letter now, in one step that Undo takes back."""
        printed = [(one.member_id, one.address) for one in made.letters]
        self._again -= {one.member_id for one in made.letters}
        done = self._desk.attempt(note_printed, step_id, printed) is not None
        # Printing takes a while; they may be looking at something else by now.
        if done and isValid(self) and self._stack is made:
            self.leave_pages()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back, from the pages to the letters first."""
        if event.key() == Qt.Key.Key_Escape and self.looks_at_pages():
            self.leave_pages()
        else:
            super().keyPressEvent(event)


def _place(one: Prepared) -> str:
    """Where it goes, without whom: both stand beside it."""
    return ", ".join(line for line in one.address.split("\n")[1:] if not line.startswith("Attn: "))


def _tag(one: Prepared) -> TagCell | None:
    if one.goes and one.printed_on is not None:
        return TagCell(f"Printed {short_date(one.printed_on, today())}", "green")
    return tag(one)


_COLUMNS: list[Column[Prepared]] = [
    Column("client", "Company", "title", lambda one: one.client, stretch=2),
    Column("name", "Who", "text", lambda one: one.name, stretch=1),
    Column("address", "Address", "muted", _place, stretch=3, hide_under=660),
    Column("tag", "", "tag", _tag, width=150),
]
