"""The first run's third choice: open books, bring back a copy, or begin from other data."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from ..widgets import dialogs
from ..widgets.buttons import Button
from ..widgets.glyphs import Glyph, GlyphBox
from ..widgets.layout import STRETCH, Card, PageHead, Scroll, column, row, stack
from ..widgets.safe import Label
from .restore_page import COPIES, RestorePage
from .shop_form import ShopForm

if TYPE_CHECKING:
    from .program import Program

LISTS = "Lists (*.csv *.tsv *.txt *.xlsx)"


class OpenOrImportPage(QWidget):
    """Four ways to go on with data there is; new books are made in `folder`."""

    def __init__(self, program: Program, folder: Path) -> None:
        super().__init__()
        self.setAccessibleName("I have data already")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._program = program
        self._folder = folder
        books = Button("Choose folder", kind="primary", on_click=self._open, name="Choose books")
        back = Button("Choose copy", on_click=self._bring_back)
        shop = Button("Choose folder", on_click=self._import_shop, name="Choose a shop's folder")
        lists = Button("Choose file", on_click=self._import_clients, name="Choose a list")
        cards = (
            _choice(
                "database",
                "Open MSPDesk books",
                "A folder with books.db in it, on this computer or a disk. They stay where they"
                " are.",
                books,
            ),
            _choice(
                "archive-restore",
                "Bring back a copy",
                "A copy from the folder backups. You see what it holds before it is put into"
                f" {folder}.",
                back,
            ),
            _choice(
                "folder",
                "Import a whole shop",
                "A folder of eleven CSV files: clients, tickets, time, invoices and the rest."
                " You name your shop first.",
                shop,
            ),
            _choice(
                "users",
                "Import clients from a spreadsheet",
                "CSV or Excel from another program. You name your shop first, then see every row"
                " before it comes in.",
                lists,
            ),
        )
        body = column(*cards, STRETCH, gap=12, margin=(22, 4, 22, 22))
        body.setMaximumWidth(920)
        words = "Nothing you have is changed. What you bring in can be undone as a whole."
        head = column(PageHead("I have data already", meta=(words,)), margin=(22, 18, 22, 10))
        stack(self, head, Scroll(body))
        self.setFocusProxy(books)

    def _open(self) -> None:
        chosen = dialogs.choose_folder(self, "Open MSPDesk books", self._folder.parent)
        if chosen is not None:
            self._program.window.close_pages()
            self._program.open(str(chosen))

    def _bring_back(self) -> None:
        start = self._folder / "backups"
        where = start if start.is_dir() else self._folder.parent
        copy = dialogs.choose_file(self, "Bring back a copy", COPIES, where)
        if copy is not None:
            page = RestorePage(self._program, copy.parent, self._folder, copy)
            self._program.window.lay_over(page)

    def _import_shop(self) -> None:
        chosen = dialogs.choose_folder(self, "Import a whole shop")
        if chosen is not None:
            self._name_shop("shop", chosen)

    def _import_clients(self) -> None:
        chosen = dialogs.choose_file(self, "Import clients", LISTS)
        if chosen is not None:
            self._name_shop("clients", chosen)

    def _name_shop(self, kind: str, path: Path) -> None:
        """Ask for the shop these data belong to, make its books, then show what is in the file."""
        back: Callable[[], None] = self._program.window.close_pages_to(self)

        def begin(name: str, rate: int, country: str, more: dict[str, object]) -> None:
            self._program.start_shop(str(self._folder), name, rate, country, more)
            self._show_import(kind, path)

        self._program.window.lay_over(ShopForm(begin, back))

    def _show_import(self, kind: str, path: Path) -> None:
        from .bring import BringPage

        desk = self._program.window.desk
        if desk is not None:
            self._program.window.lay_over(BringPage(desk, kind, path))


def _choice(icon: str, title: str, text: str, button: Button) -> Card:
    """One way to go on: a sign, what it is, one button."""
    card = Card("")
    words = column(Label(title, role="card"), Label(text, color="ink2", wrap=True), gap=4)
    sign = GlyphBox(Glyph.drawn(icon, "accent", 20))
    words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    card.add(row(sign, words, button, gap=14))
    return card
