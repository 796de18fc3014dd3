"""The page that brings files in: choose, see what would happen to each row, then import."""

from __future__ import annotations

from dataclasses import replace
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
    Notice,
    Toolbar,
    column,
    lead_focus,
    stack,
)
from ..widgets.picker import Pick, Picker, PickGroup
from ..widgets.safe import Label
from ..widgets.splitter import PickerPage
from ..widgets.table import Column, Table
from . import batches
from .batches import BatchLine
from .bring_asked import Asked
from .bring_seen import Reads, Seen
from .open_or_import import OpenOrImportPage

if TYPE_CHECKING:
    from .lists.plan import ListBrought, Preview
    from .lists.said import Said
    from .whole_shop.bring import Brought
    from .whole_shop.look import FileSeen

__all__ = ["BringPage", "OpenOrImportPage"]

KINDS = {
    "shop": (
        "A whole shop",
        "A folder of CSV files",
        (
            "Clients, contacts, devices, agreements, staff, tickets, time, invoices and payments."
            " Numbers and amounts stay as they are; what is here already is left alone."
        ),
    ),
    "clients": (
        "Clients",
        "CSV, Excel or IIF",
        "One row a client, with a column Name. A main site and contact may stand in the same row.",
    ),
    "sites": ("Sites", "CSV or Excel", "One row a site, with columns Client and Name."),
    "contacts": (
        "Contacts",
        "CSV, Excel or vCard",
        "One row or card a person, with Client and Name. Exports of Google, Outlook, phones read.",
    ),
    "devices": (
        "Devices",
        "CSV or Excel",
        "One row a device, with columns Client and Name.",
    ),
    "agreements": (
        "Agreements",
        "CSV or Excel",
        "One row an agreement, with Client, Start and a Monthly fee. Billing begins when you say.",
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

PATTERN = "Lists (*.csv *.tsv *.txt *.xlsx *.vcf *.iif)"


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
        self._said: Said | None = None
        self._list: Preview | None = None
        self._asked = Asked(self._answered, self._clients, self._choose)
        self._seen = Seen(
            self._import, self._drop, self._save, Reads(self._answered, self._clients)
        )
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
        """Forget the file and what was said of it; nothing of it was written."""
        self._path = self._said = self._list = None
        self._wrong.hide()
        self._asked.forget()
        self._seen.start()
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

            job = self._desk.fetch(title, preview, self._kind, self._path, self._said)
            job.then(self._show_list)
        job.otherwise(self._refuse)

    # --- what was said ----------------------------------------------------------------------

    def _answered(self, about: str, answer: Any) -> None:
        """Take an answer, or a change of how the file is read, and look at it again."""
        from .bringing import ORDERS
        from .lists.said import Said

        said = self._said or Said()
        if about == "forget":
            self._forget()
            return
        if about == "order":
            said = replace(said, order=ORDERS[answer])
        elif about == "client":
            said = replace(said, client_id=answer)
        elif about == "source":
            said = replace(said, source=answer, columns=None, owners=None)
        else:
            said = replace(said, **{about: answer})
        if said != self._said:
            self._said = said
            self._look()

    def _forget(self) -> None:
        """Forget how files of this source are read, and look at this one with fresh eyes."""
        from .lists.sources import forget

        if self._list is not None:
            self._desk.attempt(forget, self._kind, self._list.source)
            self._said = None
            self._asked.forget()
            self._look()

    def _clients(self) -> list[tuple[int, str]]:
        """Every client to choose among, by name."""
        from .bringing import client_names

        return self._desk.ask(client_names)

    # --- what was seen -----------------------------------------------------------------------

    def _show_folder(self, files: tuple[FileSeen, ...]) -> None:
        if self._path is None:
            return
        self._earlier.hide()
        self._seen.show_folder(self._path.name, files)

    def _show_list(self, seen: Preview) -> None:
        if self._path is None:
            return
        self._list = seen
        self._earlier.hide()
        self._asked.ask(seen.questions)
        self._seen.show_list(seen)

    def _refuse(self, error: BaseException) -> None:
        """Say beside the file why it cannot be read; what was said of it stays where it was."""
        if isinstance(error, Cancelled):
            self._desk.say("Stopped. Nothing was imported.")
            self._seen.again()
            return
        if not isinstance(error, (UserError, Trouble)):
            raise error
        name = self._path.name if self._path else "This file"
        self._wrong.set_notice(f"{name} was not imported", str(error))
        self._wrong.show()
        if self._list is None:
            self._seen.hide()
            self._earlier.show()
        self._seen.again()

    def _save(self) -> None:
        """Write down what would become of each row."""
        if self._list is not None:
            from .lists.plan import LISTED

            self._desk.export(f"Import of {self._list.file}", LISTED, self._list.rows)

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

                job = self._desk.run(title, bring_list, self._kind, self._path, self._said)
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


class _Earlier(QWidget):
    """What came in before, newest first; one import can be undone as a whole."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._undo = Button("Undo this import", icon="undo-2", on_click=self._undo_chosen)
        self._table = Table[BatchLine](
            (
                Column("when", "When", "muted", lambda one: one.when, width=220),
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
