"""The page that brings files in: choose, see what would happen to each row, then import."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from ..desk.desk import Desk
from ..errors import Cancelled, Trouble, UserError
from ..widgets import dialogs
from ..widgets.buttons import Button
from ..widgets.layout import (
    STRETCH,
    Card,
    Footer,
    Notice,
    Toolbar,
    column,
    lead_focus,
    row,
    stack,
)
from ..widgets.picker import Pick, Picker, PickGroup
from ..widgets.safe import Label
from ..widgets.segments import SegmentControl
from ..widgets.splitter import PickerPage
from ..widgets.table import Column, Table
from . import batches
from .batches import BatchLine
from .open_or_import import OpenOrImportPage

if TYPE_CHECKING:
    from .lists.plan import ListBrought, Preview
    from .lists.shape import Planned
    from .whole_shop.bring import Brought
    from .whole_shop.look import FileSeen

__all__ = ["BringPage", "OpenOrImportPage"]

KINDS = {
    "shop": (
        "A whole shop",
        "Eleven CSV files in one folder",
        (
            "Clients, contacts, devices, agreements, staff, tickets, time, invoices and payments."
            " Numbers and amounts stay as they are; what is here already is left alone."
        ),
    ),
    "clients": (
        "Clients",
        "CSV or Excel",
        "One row a client, with a column Name. A main site and contact may stand in the same row.",
    ),
    "sites": ("Sites", "CSV or Excel", "One row a site, with columns Client and Name."),
    "contacts": (
        "Contacts",
        "CSV or Excel",
        "One row a person, with columns Client and Name. Mail and phone programs' exports read.",
    ),
    "people": (
        "People",
        "CSV or Excel",
        "One row for each person who works here, with a column Name.",
    ),
    "tickets": (
        "Tickets",
        "CSV or Excel",
        "One row a ticket, with columns Client and Title. Numbers written like ours are kept.",
    ),
    "time": (
        "Time",
        "CSV or Excel",
        "One row an entry, with Person, Ticket, Date, Minutes or Hours, and a Note.",
    ),
    "invoices": (
        "Invoices",
        "CSV or Excel",
        "History: one row an invoice or one row a line, with Number, Client, Date and Total.",
    ),
    "payments": (
        "Payments",
        "CSV or Excel",
        "History: one row a payment, with Client, Date and Amount; Invoice says what it paid.",
    ),
}
"""What can be brought in: its title, its form, and what its file should hold."""

PATTERN = "Lists (*.csv *.tsv *.txt *.xlsx)"
ACT_COLORS = {"Add": "green", "Update": "accent", "Skip": "amber"}


class BringPage(QWidget):
    """The kinds at the left; the chosen file with its preview, or the earlier imports, beside."""

    def __init__(self, desk: Desk, kind: str = "shop", path: Path | None = None) -> None:
        super().__init__()
        self.setAccessibleName("Import from files")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._desk = desk
        self._kind = kind
        self._path: Path | None = None
        self._picker = Picker[str]("What to import", "Import", on_select=self._choose_kind)
        picks = [Pick(key, title, form) for key, (title, form, _) in KINDS.items()]
        self._picker.show_groups([PickGroup("", "", picks)])
        self._choose = Button("Choose folder", icon="folder", on_click=self._choose_file)
        self._head = Toolbar("", "", STRETCH, self._choose)
        self._about = Label("", color="ink2", wrap=True)
        self._wrong = Notice("", "", icon="circle-alert", color="red")
        self._asked = _DateQuestion(self._look)
        self._seen = _Seen(self._import, self._drop)
        self._earlier = _Earlier(desk)
        top = column(
            self._about,
            self._wrong,
            self._asked,
            gap=12,
            margin=(16, 4, 16, 12),
        )
        top.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        page = QWidget()
        stack(page, self._head, top, self._seen, self._earlier)
        stack(self, PickerPage("bring", self._picker, page, width=240))
        lead_focus(self, self._choose)
        self._picker.select(kind)
        self._choose_kind(kind)
        if path is not None:
            self._take(path)

    # --- choosing ----------------------------------------------------------------------------

    def _choose_kind(self, kind: str | None) -> None:
        if kind is None:
            return
        self._kind = kind
        title, form, about = KINDS[kind]
        self._head.set_title(f"Import {title.lower()}", form)
        self._about.set_text(about)
        self._choose.set_text("Choose folder" if kind == "shop" else "Choose file")
        self._drop()

    def _choose_file(self) -> None:
        title = f"Import {KINDS[self._kind][0].lower()}"
        if self._kind == "shop":
            chosen = dialogs.choose_folder(self, title)
        else:
            chosen = dialogs.choose_file(self, title, PATTERN)
        if chosen is not None:
            self._take(chosen)

    def _take(self, path: Path) -> None:
        self._drop()
        self._path = path
        self._look()

    def _drop(self) -> None:
        """Forget the file; nothing of it was written."""
        self._path = None
        self._wrong.hide()
        self._asked.ask("")
        self._seen.hide()
        self._earlier.show()

    def _look(self) -> None:
        """Read the file and show what would become of it."""
        if self._path is None:
            return
        self._wrong.hide()
        title = f"Reading {self._path.name}"
        job: Any
        if self._kind == "shop":
            from .whole_shop.look import look_at_folder

            job = self._desk.fetch(title, look_at_folder, self._path)
            job.then(self._show_folder)
        else:
            from .lists.plan import preview

            order = self._asked.order()
            job = self._desk.fetch(title, preview, self._kind, self._path, order)
            job.then(self._show_list)
        job.otherwise(self._refuse)

    # --- what was seen -----------------------------------------------------------------------

    def _show_folder(self, files: tuple[FileSeen, ...]) -> None:
        if self._path is None:
            return
        self._earlier.hide()
        self._seen.show_folder(self._path.name, files)

    def _show_list(self, seen: Preview) -> None:
        if self._path is None:
            return
        self._earlier.hide()
        if seen.question:
            self._asked.ask(seen.question)
        self._seen.show_list(seen, ready=not seen.question)

    def _refuse(self, error: BaseException) -> None:
        """Say beside the file why it cannot be read; a bug is for the crash page."""
        if isinstance(error, Cancelled):
            self._desk.say("Stopped. Nothing was imported.")
            return
        if not isinstance(error, (UserError, Trouble)):
            raise error
        name = self._path.name if self._path else "This file"
        self._wrong.set_notice(f"{name} was not imported", str(error))
        self._wrong.show()
        self._seen.hide()
        self._earlier.show()

    # --- doing it ----------------------------------------------------------------------------

    def _import(self) -> None:
        if self._path is None:
            return
        title = f"Importing {self._path.name}"
        job: Any
        try:
            if self._kind == "shop":
                from .whole_shop.bring import bring_whole_shop

                job = self._desk.run(title, bring_whole_shop, self._path)
                job.then(self._came)
            else:
                from .lists.plan import bring_list

                order = self._asked.order()
                job = self._desk.run(title, bring_list, self._kind, self._path, order)
                job.then(self._list_came)
        except UserError as error:
            self._refuse(error)
            return
        job.otherwise(self._refuse)
        self._seen.busy()

    def _came(self, brought: Brought) -> None:
        if brought.batch_id is None:
            self._desk.say("Everything in this folder is here already.")
        self._drop()

    def _list_came(self, brought: ListBrought) -> None:
        if brought.batch_id is None:
            self._desk.say("Nothing in this file is new.")
        self._drop()


class _DateQuestion(QWidget):
    """Asked once for a file whose dates read two ways."""

    def __init__(self, answered: Callable[[], None]) -> None:
        super().__init__()
        self._words = Label("", role="strong")
        self._segments = SegmentControl(
            "Order of dates",
            [("ask", "Not said"), ("month", "Month first"), ("day", "Day first")],
            lambda _: answered(),
        )
        stack(self, row(self._words, self._segments, STRETCH, gap=12))
        self.hide()

    def ask(self, words: str) -> None:
        """Ask in these words; none takes the question away."""
        self._words.set_text(words)
        self.setVisible(bool(words))
        if not words:
            self._segments.choose("ask")

    def order(self) -> Any:
        """The order that was said, or None."""
        from .bringing import ORDERS

        chosen = self._segments.current()
        return ORDERS[None if chosen == "ask" else chosen]


class _Seen(QWidget):
    """What was found in a file: how it is read, each row with what becomes of it, and Import."""

    def __init__(self, go: Callable[[], None], drop: Callable[[], None]) -> None:
        super().__init__()
        self._read_as = Label("", color="ink2", wrap=True)
        self._rows = Table[Any](
            (
                Column("line", "Line", "num", lambda one: f"{one.line}", width=64),
                Column("act", "", "text", _word, width=76, color=_color),
                Column("title", "Row", "title", lambda one: one.title, stretch=2),
                Column("why", "What changes, or why not", "muted", lambda one: one.why, stretch=3),
            ),
            name="Rows of the file",
            key=lambda one: one.line,
            spoken=lambda one: f"Line {one.line}: {_word(one)} {one.title}. {one.why}",
        )
        self._files = Table[Any](
            (
                Column("name", "File", "title", lambda one: one.name, stretch=1),
                Column("rows", "Rows", "num", lambda one: f"{one.rows:,}", width=110),
            ),
            name="Files of the folder",
        )
        self._words = Label("", role="strong")
        self._go = Button("Import", kind="primary", on_click=go)
        cancel = Button("Cancel", kind="quiet", on_click=drop)
        foot = Footer(self._words, STRETCH, cancel, self._go)
        note = column(self._read_as, margin=(16, 0, 16, 10))
        stack(self, note, self._rows, self._files, foot)
        self.hide()

    def show_folder(self, name: str, files: tuple[FileSeen, ...]) -> None:
        """Show the files of a whole shop with their rows."""
        self._rows.hide()
        self._files.show()
        self._files.show_rows(files)
        self._read_as.set_text("Every cell was read. Whatever is here already will be left alone.")
        total = sum(one.rows for one in files)
        self._offer(f"{name}: {total:,} rows in {len(files)} files", ready=total > 0)

    def show_list(self, seen: Preview, *, ready: bool) -> None:
        """Show the rows of a list, what will be done first."""
        self._files.hide()
        self._rows.show()
        self._rows.show_rows(seen.rows)
        self._read_as.set_text(read_as(seen))
        words = seen.words if ready else f"{seen.words}. Say the order of its dates first."
        self._offer(words, ready=ready and any(one.write for one in seen.rows))

    def _offer(self, words: str, *, ready: bool) -> None:
        self._words.set_text(words)
        self._go.setEnabled(ready)
        self.show()

    def busy(self) -> None:
        """Wait for the import that runs; its progress stands in the status bar."""
        self._go.setEnabled(False)


def _word(one: Planned) -> str:
    from .lists.shape import ACT_WORDS

    return ACT_WORDS[one.act]


def _color(one: Planned) -> str:
    return ACT_COLORS[_word(one)]


def read_as(seen: Preview) -> str:
    """How the columns of a file are read, and which are not, in sentences."""
    other = [f"“{header}” as {title}" for header, title in seen.found if header != title]
    same = [title for header, title in seen.found if header == title]
    parts = [*seen.notices]
    if same:
        parts.append(f"Reads {', '.join(same)}.")
    if other:
        parts.append(f"Reads {', '.join(other)}.")
    if seen.unknown:
        parts.append(f"Does not read {', '.join(f'“{one}”' for one in seen.unknown)}.")
    return " ".join(parts)


class _Earlier(QWidget):
    """What came in before, newest first; one import can be undone as a whole."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._undo = Button("Undo this import", icon="undo-2", on_click=self._undo_chosen)
        self._table = Table[BatchLine](
            (
                Column("when", "When", "muted", lambda one: one.when, width=180),
                Column("what", "What", "text", lambda one: one.what, width=110),
                Column("source", "From", "title", lambda one: one.source, stretch=1),
                Column("counts", "Brought in", "muted", lambda one: one.counts, stretch=2),
                Column("state", "", "muted", lambda one: one.state, width=80),
            ),
            name="Earlier imports",
            on_select=self._chosen,
            row="card",
            side=14,
            empty="Nothing has been imported yet.",
        )
        card = Card("Earlier imports", "each can be undone as a whole", flush=True)
        card.add_right(self._undo)
        card.add(self._table)
        stack(self, card, margin=(16, 4, 16, 16))
        desk.keep_fresh(self, {"batch"}, self._reload)

    def _reload(self) -> None:
        self._table.show_rows(self._desk.ask(batches.earlier))
        self._chosen(self._table.selected())

    def _chosen(self, one: BatchLine | None) -> None:
        self._undo.setEnabled(one is not None and one.can_undo)

    def _undo_chosen(self) -> None:
        """Take the chosen import out; a refusal stays in the status bar until it is dealt with."""
        one = self._table.selected()
        if one is not None:
            self._desk.run(f"Undoing {one.source}", batches.undo, one.id)
