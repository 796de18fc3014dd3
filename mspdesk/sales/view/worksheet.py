"""The technology worksheet of a prospect: two pages as on paper, and what they lead to."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from ...desk.area import Place
from ...desk.desk import Desk
from ...errors import UserError
from ...widgets import dialogs, theme
from ...widgets.boxes import STRETCH
from ...widgets.buttons import Button, MenuButton
from ...widgets.entry import DateEntry, NoteEntry, TextEntry
from ...widgets.form import Field, Form
from ...widgets.layout import Card, EmptyState, Scroll, Toolbar, beside, column, row, stack
from .. import runs
from ..actions import worksheet as actions
from ..queries import worksheet as queries
from ..queries.worksheet import WorksheetPage
from ..rules.worksheet import (
    QUESTIONS,
    SECOND_PAGE,
    Question,
)
from .answers import AnswerEntry
from .found import FoundNotice
from .rail import Rail

_TABLES = {"worksheet", "worksheet_answer", "client"}
_RAIL, _NARROW_RAIL, _WIDE = 314, 270, 1_100
_WHAT = (
    "Fifteen questions on two pages. What a prospect does not know says as much as what it does. "
    "Fill it in at the table, on paper, or let them fill in the PDF."
)


class WorksheetPart(QWidget):
    """The worksheet of one client: empty, or with its two pages and what was decided."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._client_id = 0
        self._page: WorksheetPage | None = None
        begin = Button("Begin worksheet", "primary", icon="plus", on_click=self.begin)
        self.empty = EmptyState("file-pen-line", "No worksheet yet", _WHAT, begin)
        self.sheet = _Sheet(desk)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.empty)
        self._pages.addWidget(self.sheet)
        blank = Button("Print blank", kind="quiet", icon="printer", on_click=self.print_blank)
        self.blank_row = row(blank, STRETCH, margin=(22, 8, 22, 0))
        stack(self, self.blank_row, self._pages)
        desk.keep_fresh(self, _TABLES, self._reload)

    def show_id(self, client_id: int) -> None:
        """Show the worksheet of another client."""
        if client_id != self._client_id:
            self._client_id = client_id
            self._page = None
        self._reload()

    def arrive(self, place: Place) -> None:
        """Begin one where a place asks for it."""
        if place.about.get("new"):
            self.begin()

    def begin(self) -> None:
        """Begin a worksheet, or go on with the one that is undecided."""
        if self._desk.attempt(actions.begin_worksheet, self._client_id) is None:
            return
        self._reload()
        self.sheet.first.focus_first()

    def print_blank(self) -> None:
        """Print two empty pages to write on."""
        print_blank(self._desk)

    def _reload(self) -> None:
        if not self._client_id:
            return
        page = self._desk.ask(queries.worksheet_of, self._client_id)
        self.blank_row.setVisible(page is None)
        if page is not None:
            self.sheet.show_page(page)
        self._page = page
        self._pages.setCurrentWidget(self.empty if page is None else self.sheet)


class _Sheet(QWidget):
    """The two pages at the left, how much is known and the decision at the right."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._page: WorksheetPage | None = None
        self._seen = 0
        self.save_button = Button("Save", "primary", on_click=self.save, shortcut="Ctrl+Return")
        give = Button("PDF to fill", icon="file-pen-line", on_click=self.print_form)
        take = Button("Read filled PDF", icon="folder", on_click=self.read_filled)
        paper = Button("Print", icon="printer", on_click=self.print_sheet)
        more = MenuButton("", "ellipsis", "More about this worksheet", self._more)
        self.bar = Toolbar("Worksheet", "", take, give, paper, more, self.save_button)
        who = TextEntry()
        self.first = _page_form(
            [one for one in QUESTIONS if one.number < SECOND_PAGE],
            [
                Field("answered_by", "Answered by", who),
                Field("on", "Day", DateEntry(), required=True),
            ],
            [],
        )
        self.second = _page_form(
            [one for one in QUESTIONS if one.number >= SECOND_PAGE],
            [],
            [Field("notes", "Notes", NoteEntry(lines=3), span=2)],
        )
        for form in (self.first, self.second):
            form.dirty_changed.connect(self._tell)
        self.found = FoundNotice(self._take_found)
        self.found.hide()
        one = Card("Page 1 of 2", "Internet, names, mail")
        one.add(self.first)
        two = Card("Page 2 of 2", "Filter, files, protection")
        two.add(self.second)
        self.rail = Rail(desk)
        self._side = QWidget()
        stack(self._side, self.rail, STRETCH)
        body = QWidget()
        pages = column(self.found, one, two, STRETCH, gap=12)
        beside(body, pages, self._side, gap=14, margin=(22, 12, 22, 20)).setStretch(0, 1)
        stack(self, self.bar, Scroll(body))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Narrow the rail on a narrow page."""
        px = theme.current().px
        self._side.setFixedWidth(px(_RAIL if self.width() >= px(_WIDE) else _NARROW_RAIL))
        super().resizeEvent(event)

    def show_page(self, page: WorksheetPage) -> None:
        """Show a worksheet; what is typed and not saved stays while it is the same one."""
        same = self._page is not None and self._page.id == page.id
        self._page = page
        self.rail.show_page(page)
        self.bar.set_note(f"{page.count.known} of {len(QUESTIONS)} known")
        if same and self._dirty():
            return
        self._seen = page.version
        answers = {f"q{one.number}": page.answers.get(one.number) for one in QUESTIONS}
        self.first.set_values({"answered_by": page.answered_by, "on": page.on, **answers})
        self.second.set_values({"notes": page.notes, **answers})
        if not same:
            self.found.hide()

    def _dirty(self) -> bool:
        return self.first.dirty() or self.second.dirty()

    def _tell(self, _dirty: bool) -> None:
        self.save_button.set_kind("primary" if self._dirty() else "default")

    def save(self) -> bool:
        """Keep both pages; False where something has to be mended first, which is then shown."""
        if self._page is None:
            return False
        try:
            values = self.first.values() | self.second.values()
        except UserError as error:
            self._focus(error.field)
            return False
        answers = {one.number: values[f"q{one.number}"] for one in QUESTIONS}
        details = {name: values[name] for name in ("answered_by", "on", "notes")}
        try:
            with self.first.knowing(), self.second.knowing():
                self._desk.do(
                    actions.save_worksheet,
                    self._page.id,
                    self._seen,
                    details | {"answers": answers},
                )
        except UserError as error:
            form = self.first if error.field in self.first.names() else self.second
            form.show_error(error)
            self._focus(error.field)
            return False
        for form in (self.first, self.second):
            form.clear_errors()
            form.mark_clean()
        self._seen = self._page.version
        return True

    def _focus(self, name: str | None) -> None:
        if name:
            form = self.first if name in self.first.names() else self.second
            form.entry(name).setFocus()

    def print_sheet(self) -> None:
        """Print what is saved; what is typed is saved first."""
        self._print("FILLED", "Technology worksheet")

    def print_form(self) -> None:
        """Show the PDF that a prospect can fill in, to save and send."""
        self._print("FIELDS", "Technology worksheet to fill")

    def _print(self, name: str, title: str) -> None:
        from ..printables import worksheet as printables

        if self._page is None or (self._dirty() and not self.save()):
            return
        self._desk.print_document(getattr(printables, name), self._page.client_id, title)

    def read_filled(self) -> None:
        """Choose a PDF that came back, and show what it says before it is taken over."""
        file = dialogs.choose_file(self, "Read a filled worksheet", "PDF (*.pdf)", self._folder())
        if file is None or self._page is None:
            return
        self._desk.settings.last_folder["worksheet"] = str(file.parent)
        asked = self._page.id
        job = self._desk.fetch(f"Reading {file.name}", runs.read_returned, file)
        job.then(lambda found: self._show_found(found, file.name, asked))

    def _folder(self) -> Path | None:
        held = self._desk.settings.last_folder.get("worksheet")
        return Path(held) if held else None

    def _show_found(self, found: runs.Returned, name: str, asked: int) -> None:
        # Another client's sheet may have come up while the file was read.
        if self._page is not None and self._page.id == asked:
            self.found.show_found(found, self._page, name)

    def _take_found(self, found: runs.Returned) -> None:
        """Put what came back into the fields; Save keeps it."""
        for number, answer in found.answers.items():
            form = self.first if number < SECOND_PAGE else self.second
            form.entry(f"q{number}").set_value(answer)
        if found.answered_by:
            self.first.entry("answered_by").set_value(found.answered_by)
        if found.notes:
            notes = self.second.entry("notes")
            held = notes.text().strip()
            notes.set_value(f"{held}\n{found.notes}".strip() if held != found.notes else held)
        self._desk.say("The answers stand in their fields. Look them over, then save.")
        self.save_button.setFocus()

    def _more(self) -> list[tuple[str, Callable[[], object]] | None]:
        return [("Print blank", partial(print_blank, self._desk))]


def print_blank(desk: Desk) -> None:
    """Print two empty pages for the pen."""
    from ..printables.worksheet import BLANK

    desk.print_document(BLANK, (), "Technology worksheet, blank")


def _page_form(questions: list[Question], before: list[Field], after: list[Field]) -> Form:
    """A page of the worksheet as a form, in the order of the paper."""
    asked = [
        Field(
            f"q{one.number}",
            f"{one.number}  {one.name}",
            AnswerEntry(one),
            help=f"{one.ask} {one.why}",
            span=2,
        )
        for one in questions
    ]
    # The words below a question belong to it, and not to the next one.
    return Form([*before, *asked, *after], columns=2, buttons=False, gap=18)
