"""Every piece of the library: searched with and without a word, narrowed, opened, printed."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from ... import paths
from ...checklists.rules.master import DEPARTMENTS
from ...desk.area import Place
from ...desk.desk import Desk
from ...exchange.columns import TEXT, OutColumn
from ...people.queries import roles
from ...widgets import dialogs
from ...widgets.buttons import Button, MenuButton
from ...widgets.chips import FilterChip
from ...widgets.entry import ChoiceEntry, FileEntry, LookupEntry, NoteEntry, TextEntry
from ...widgets.fields import FindLine
from ...widgets.form import Field, Form
from ...widgets.laid import Laid
from ...widgets.layout import (
    STRETCH,
    EmptyState,
    Pairs,
    Panel,
    Toolbar,
    column,
    lead_focus,
    row,
    stack,
)
from ...widgets.safe import Label
from ...widgets.splitter import ListDetail
from ...widgets.table import Column, Table
from .. import runs
from ..actions import library as actions
from ..queries import library as queries
from ..queries.library import FORMATS, KINDS, OWN_KINDS, PieceRow, Wanted
from ..rules.screens import SCREENS
from .forms import client_entry
from .opening import open_piece, print_paper

_TABLES = {"sop", "checklist", "checklist_revision", "library_piece", "role"}
LOOK_MS = 150

EXPORT: tuple[OutColumn[PieceRow], ...] = (
    OutColumn("Title", TEXT, lambda row: row.title),
    OutColumn("Type", TEXT, lambda row: row.kind_words),
    OutColumn("Department", TEXT, lambda row: row.department_words),
    OutColumn("For", TEXT, lambda row: row.role),
    OutColumn("Format", TEXT, lambda row: row.format_words),
    OutColumn("What it is", TEXT, lambda row: row.words),
)


class PiecesPart(QWidget):
    """Search over every piece, with and without a word (S139)."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setAccessibleName("Everything in the library")
        self._desk = desk
        self.held: PieceRow | None = None
        self._hats = desk.ask(queries.role_words)
        self.search = FindLine("Search titles and words", "Search the library")
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(LOOK_MS)
        self._later.timeout.connect(self._reload)
        self.search.textEdited.connect(lambda _text: self._later.start())
        self.search.returnPressed.connect(self._to_list)
        self.kind = self._chip("Type", "Any type", list(KINDS.items()))
        self.department = self._chip("Department", "Any department", list(DEPARTMENTS.items()))
        self.role = self._chip("Role", "Any role", list(self._hats.items()))
        self.format = self._chip("Format", "Any format", list(FORMATS.items()))
        self.counted = Label("", "meta", "ink3")
        self.table = Table[PieceRow](
            (
                Column("title", "Title", "title", lambda r: r.title, stretch=5, sort=_title),
                Column("kind", "Type", "muted", lambda r: r.kind_words, width=96),
                Column(
                    "department",
                    "Department",
                    "muted",
                    lambda r: r.department_words,
                    width=136,
                ),
                Column("role", "For", "muted", self._role, width=130),
                Column("format", "Format", "muted", lambda r: r.format_words, width=110),
            ),
            name="Pieces of the library",
            key=lambda r: r.key,
            on_select=self._show,
            on_activate=lambda _row: self.open(),
            empty="Nothing in the library is like this.",
        )
        add = Button("Add our own", kind="primary", icon="plus", on_click=self.new)
        add.setAccessibleName("Add a piece of our own")
        self.bar = Toolbar("Library", "", STRETCH, add)
        left = Panel("paper")
        chips = row(
            self.kind, self.department, self.role, self.format, STRETCH, margin=(16, 0, 16, 6)
        )
        stack(
            left,
            self.bar,
            column(self.search, margin=(16, 0, 16, 8)),
            chips,
            column(self.counted, margin=(16, 0, 16, 4)),
            column(self.table, margin=(0, 0, 0, 8)),
        )
        self.laid = Laid(ListDetail("library", left, self._detail(), 380, 330), self.table)
        stack(self, self.laid)
        lead_focus(self, self.search)
        desk.keep_fresh(self, _TABLES, self._reload)

    def _chip(self, name: str, any_text: str, options: list[tuple[Any, str]]) -> FilterChip:
        return FilterChip(name, any_text, options, lambda _value: self._reload())

    def _role(self, one: PieceRow) -> str:
        return self._hats.get(one.role, "")

    def _detail(self) -> QWidget:
        self.title = Label("", "record", wrap=True)
        self.words = Label("", "body", "ink2", wrap=True)
        self.facts = Pairs()
        self.client: LookupEntry = client_entry(self._desk)
        self.client.name_it("For which client")
        self._asks = column(Label("For which client", "label", "ink2"), self.client, gap=3)
        self.open_button = Button("Open", "primary", on_click=self.open)
        self.print_button = Button("Print", icon="printer", on_click=self.print_shown)
        self.print_button.setAccessibleName("Print this piece")
        self.more = MenuButton("", "ellipsis", "More about this piece", self._more)
        self._nothing = EmptyState(
            "book-open", "Nothing chosen", "Choose a piece to see what it is for."
        )
        self._one = column(
            self.title,
            self.words,
            4,
            self.facts,
            8,
            self._asks,
            row(self.open_button, self.print_button, self.more, STRETCH),
            STRETCH,
            gap=8,
            margin=(20, 18, 20, 18),
        )
        side = Panel("paper")
        stack(side, self._nothing, self._one)
        return side

    # --- showing -----------------------------------------------------------------------------

    def wanted(self) -> Wanted:
        """What is searched for."""
        chips = (self.role, self.department, self.kind, self.format)
        narrowed = ["" if one.value() is None else str(one.value()) for one in chips]
        return Wanted(self.search.text(), *narrowed)

    def _reload(self) -> None:
        self._later.stop()
        rows = self._desk.ask(queries.library, self.wanted())
        self.table.show_rows(rows)
        noun = "piece" if len(rows) == 1 else "pieces"
        self.counted.set_text(f"{len(rows)} {noun}")
        if rows and self.table.selected() is None:
            self.table.select_first()
        self._show(self.table.selected())

    def _show(self, one: PieceRow | None) -> None:
        self.held = one
        self._one.setVisible(one is not None)
        self._nothing.setVisible(one is None)
        if one is None:
            return
        self.title.set_text(one.title)
        self.words.set_text(one.words)
        self.words.setVisible(bool(one.words))
        self.facts.show_pairs(
            [
                pair
                for pair in (
                    ("Type", one.kind_words),
                    ("Department", one.department_words),
                    ("For", self._role(one)),
                    ("Format", one.format_words),
                    ("File", one.file_name),
                    ("Where", one.place),
                )
                if pair[1]
            ]
        )
        screen = SCREENS.get(one.code) if one.source == "screen" else None
        self._asks.setVisible(screen is not None and screen.for_client)
        own = one.source == "piece"
        on_paper = screen is not None and bool(screen.paper)
        self.open_button.set_text(_open_words(one) if own else "Open")
        self.open_button.setVisible(not on_paper and (not own or bool(one.file_name or one.place)))
        self.print_button.setVisible(on_paper or one.source in ("checklist", "sop"))
        self.print_button.set_kind("primary" if on_paper else "default", "printer")
        self.more.setVisible(own)

    def _more(self) -> list[Any]:
        return [("Change this piece", self.edit), ("Take out of the library", self._retire)]

    # --- deeds -------------------------------------------------------------------------------

    def _to_list(self) -> None:
        self._reload()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def open(self) -> None:
        """Open the piece itself: where it stands in the program, or a copy of its file."""
        one = self.held
        if one is None:
            return
        if one.source == "piece":
            self._take_out(one)
        elif one.source == "screen" and SCREENS[one.code].paper:
            self.print_shown()
        else:
            open_piece(self._desk, one.key)

    def _take_out(self, one: PieceRow) -> None:
        """Save a copy of a file; a link is put where it can be pasted."""
        held = self._desk.ask(queries.own_piece, int(one.code))
        if held is None:
            return
        if held.blob:
            name = paths.safe_name(held.file_name or held.title)
            chosen = dialogs.save_file(
                self, f"Save a copy of {held.title}", "", paths.documents_folder() / name
            )
            if chosen is not None:
                job = self._desk.fetch(f"Saving {name}", runs.save_copy, held.blob, chosen)
                job.then(lambda file: self._desk.say(f"Saved {file.name} in {file.parent}"))
                job.otherwise(self._tell)
        elif held.place:
            QApplication.clipboard().setText(held.place)
            self._desk.say("Copied. Paste it where you want to open it.")

    def _tell(self, error: BaseException) -> None:
        self._desk.say(str(error), refusal=True)

    def print_shown(self) -> None:
        """Print a form, or the checklist or procedure that is chosen."""
        one = self.held
        if one is None:
            return
        screen = SCREENS.get(one.code) if one.source == "screen" else None
        if screen is not None and screen.for_client and self.client.value() is None:
            self._desk.say("Say for which client first.")
            self.client.setFocus()
            return
        client = self.client.text() if screen is not None and screen.for_client else ""
        print_paper(self._desk, one, client)

    def new(self) -> None:
        """Show the form of a piece of our own; a half typed one is taken up again."""
        if self.laid.busy():
            self.laid.resume()
            return
        words = "A file, a link, or where the book stands. It is found like every other piece."
        self.laid.lay("Add to the library", words, self._form(None))

    def edit(self) -> None:
        """Change a piece of our own."""
        if self.held is not None and self.held.source == "piece":
            held = self._desk.ask(queries.own_piece, int(self.held.code))
            if held is not None:
                self.laid.lay(held.title, "", self._form(held))

    def _form(self, held: queries.OwnPiece | None) -> Form:
        hats = [(one.id, one.title) for one in self._desk.ask(roles)]
        file = FileEntry(lambda: dialogs.choose_file(self, "File for the library"))
        form = Form(
            [
                Field("title", "Title", TextEntry(), required=True, span=2),
                Field("kind", "Type", ChoiceEntry(list(OWN_KINDS.items()))),
                Field("department", "Department", ChoiceEntry(list(DEPARTMENTS.items()))),
                Field("role_id", "For", ChoiceEntry([(None, "Everybody"), *hats])),
                Field("format", "Format", ChoiceEntry(list(FORMATS.items()))),
                Field("file", "File", file, "A copy is kept in the books", span=3),
                Field("place", "Link, or where it stands", TextEntry(), span=3),
                Field("words", "What it is, in the words people look for", NoteEntry(), span=3),
            ],
            columns=3,
            on_save=lambda values: self._save(held, values),
            save="Add to library" if held is None else "Save piece",
            on_cancel=self.laid.back,
        )
        usual: dict[str, Any] = {"kind": "memo", "department": "service", "format": "other"}
        if held is not None:
            usual = {name: getattr(held, name) for name in (*usual, "title", "place", "words")}
            usual["role_id"] = held.role_id
        form.set_values(usual)
        return form

    def _save(self, held: queries.OwnPiece | None, values: dict[str, Any]) -> None:
        file = values.pop("file", None)
        known = (held.id, held.version) if held is not None else None
        if file is None:
            if known is None:
                made = self._desk.do(actions.add_piece, values)
            else:
                self._desk.do(actions.edit_piece, *known, values)
                made = known[0]
            self._saved(made)
            return
        job = self._desk.run(f"Keeping {file.name}", runs.keep_piece, values, file, known)
        job.then(self._saved)
        job.otherwise(self._tell)

    def _saved(self, piece_id: int) -> None:
        self.laid.back()
        self._reload()
        self.table.select(f"piece:{piece_id}")

    def _retire(self) -> None:
        if self.held is not None and self.held.source == "piece":
            self._desk.attempt(actions.retire_piece, int(self.held.code))

    # What the room asks of a part.

    def arrive(self, place: Place) -> None:
        """Search as a place says, or begin a new piece."""
        about = place.about
        for chip, name in (
            (self.kind, "kind"),
            (self.department, "department"),
            (self.role, "role"),
            (self.format, "format"),
        ):
            if name in about or "text" in about:
                chip.set_value(about.get(name) or None)
        self.search.setText(str(about.get("text", self.search.text())))
        self._reload()
        if about.get("key"):
            self.table.select(about["key"])
        if about.get("new"):
            self.new()

    def new_here(self) -> bool:
        """N adds a piece of our own."""
        self.new()
        return True

    def focus_filter(self) -> None:
        """The / key goes to the search."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def export_list(self) -> None:
        """Write the pieces in sight into a file."""
        self._desk.export("Library", EXPORT, self.table.rows())


def _title(one: PieceRow) -> str:
    return one.title.casefold()


def _open_words(one: PieceRow) -> str:
    return "Save a copy" if one.file_name else "Copy the link"
