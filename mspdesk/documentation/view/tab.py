"""The Documentation tab of a client's page: sections at the left, one of them at the right."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from importlib import import_module

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from ...dates import short_date
from ...desk.area import Place
from ...desk.desk import Desk
from ...errors import Cancelled, UserError
from ...shop.queries import shop
from ...widgets import theme
from ...widgets.dialogs import choose_file
from ...widgets.glyphs import Glyph
from ...widgets.gridedits import MANY
from ...widgets.layout import Ground, Rule, beside, lead_focus, stack
from ...widgets.picker import Pick, Picker, PickGroup
from ..queries.completeness import Completeness, SectionState, completeness, table_names
from ..queries.facts import client_name, facts
from ..queries.lists import columns_of
from ..rules.chapters import CHAPTERS, chapter
from ..rules.pasting import Paste
from ..rules.sections import section
from ..runs.tables import read_table, write_table
from .chapter import ChapterPage
from .facts import EVERY
from .find import FindPage

PAPERS: tuple[tuple[str, str, str, tuple[str, ...]], ...] = (
    ("Device list", "devices", "DEVICES", ("machines", "warranties")),
    ("Pouch labels", "devices", "POUCHES", ("machines", "warranties")),
    ("Internet-services form", "forms", "SERVICES", ("isp", "mail", "services", "applications")),
    ("Completeness of all sections", "forms", "COMPLETENESS", ()),
)
"""Words, where the paper is made, and the sections it belongs to; none mean all."""

LISTS = "Lists (*.csv *.tsv *.txt *.xlsx)"
SIDE, NARROW_SIDE, TIGHT_SIDE = 262, 256, 212
WIDE_PAGE, TIGHT_PAGE = 1080, 820
SETTLE_MS = 250


class DocumentationPart(QWidget):
    """What is written down of one client, section by section."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._client_id = 0
        self._known: Completeness | None = None
        self._shown, self._tight = "", False
        self.picker = Picker[str](
            "Sections of the documentation", on_select=self._choose, on_enter=self._enter, lines=1
        )
        self._side = Ground()
        stack(self._side, self.picker, margin=(0, 6, 0, 0))
        self.page = ChapterPage(desk, self._import, self._entries)
        self.finding: FindPage | None = None
        self._pages = QStackedWidget()
        self._pages.addWidget(self.page)
        layout = beside(self, self._side, Rule(upright=True), self._pages, gap=0)
        layout.setStretch(2, 1)
        lead_focus(self, self.picker)
        # Typing goes on at once; what it means for the whole is worked out a moment later.
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(SETTLE_MS)
        self._later.timeout.connect(self._recount)
        desk.keep_fresh(self, set(table_names()) | {"site", "contact"}, self._changed)

    def show_id(self, client_id: int) -> None:
        """Show another client on the same section, or this one afresh."""
        if client_id == self._client_id:
            return
        self._client_id = client_id
        self._pages.setCurrentWidget(self.page)
        self._recount()
        if self.picker.selected_key() is None:
            self.picker.select_first()
        else:
            self._choose(self.picker.selected_key())

    def _changed(self) -> None:
        if self._client_id:
            self.page.facts.reload()
            self._later.start()

    def _recount(self) -> None:
        self._known = self._desk.ask(completeness, self._client_id)
        self._list()
        self._choose(self.picker.selected_key())

    def _list(self) -> None:
        """List the sections with what is done of each."""
        known = self._known
        if known is None:
            return
        counted = [_pick(one, self._tight) for one in known.sections if one.counted]
        beside_them = [_pick(one, self._tight) for one in known.sections if not one.counted]
        whole = f"{known.complete} of {known.counted} done"
        self.picker.show_groups(
            [PickGroup("Binder", whole, counted), PickGroup("Also kept", "", beside_them)]
        )

    def _choose(self, key: str | None) -> None:
        if key is not None and self._known is not None:
            if key != self._shown:
                self._pages.setCurrentWidget(self.page)
            self._shown = key
            self.page.show_chapter(self._client_id, chapter(key), self._known.section(key))

    def _enter(self) -> None:
        self.page.setFocus()

    def arrive(self, place: Place) -> None:
        """Go to a section, and to a row there; or to where one looks for what is there."""
        if place.about.get("find"):
            self.look()
            return
        key, kind = place.about.get("chapter"), place.about.get("section")
        if not key and kind:
            key = next((one.key for one in CHAPTERS if kind in one.sections), None)
        if not key:
            self.picker.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return
        self.picker.select(key)
        self.page.arrive(place)

    def _import(self) -> None:
        """Look for devices, or bring a list of anything else as if it was pasted."""
        if self.page.section_key() in ("device", ""):
            self.look()
            return
        path = choose_file(self, "Choose a list", LISTS)
        if path is not None:
            key = self.page.section_key()
            job = self._desk.fetch(f"Reading {path.name}", read_table, key, path)
            job.then(partial(self._bring, self._client_id, key)).otherwise(self._failed)

    def _bring(self, client_id: int, key: str, paste: Paste) -> None:
        """Put a list into the grid; one that is very long goes straight into the books."""
        if (client_id, key) != (self._client_id, self.page.section_key()):
            return
        if len(paste.rows) > MANY:
            title = f"Writing down {len(paste.rows):,} rows"
            self._desk.run(title, write_table, client_id, key, paste).otherwise(self._failed)
            return
        grid = self.page.facts.grid
        grid.begin_new()
        grid.view.edits.put_rows(paste.fields, paste.rows)
        if paste.unknown:
            self._desk.say(
                f"Not taken over, because nothing is called so: {', '.join(paste.unknown)}."
            )

    def _failed(self, wrong: BaseException) -> None:
        if isinstance(wrong, UserError):
            self._desk.say(wrong.text)
        elif not isinstance(wrong, Cancelled):
            raise wrong

    def look(self) -> None:
        """Show where to look for what is there."""
        if self.finding is None:
            self.finding = FindPage(self._desk, self._back)
            self._pages.addWidget(self.finding)
        self.finding.show_id(self._client_id)
        self._pages.setCurrentWidget(self.finding)
        self.finding.setFocus()

    def _back(self) -> None:
        self._pages.setCurrentWidget(self.page)
        self.page.setFocus()

    def _entries(self) -> list[tuple[str, Callable[[], object]] | None]:
        """The papers that show this section, and the section as a file."""
        key = self.picker.selected_key() or ""
        entries: list[tuple[str, Callable[[], object]] | None] = [
            (words, partial(self._print, module, name, words))
            for words, module, name, chapters in PAPERS
            if not chapters or key in chapters
        ]
        kept = self.page.section_key()
        if kept:
            entries += [None, (f"Export {section(kept).title.lower()}", self._export)]
        return entries

    def _print(self, module: str, name: str, words: str) -> None:
        printable = getattr(import_module(f"mspdesk.documentation.printables.{module}"), name)
        title = f"{words} {self._desk.ask(client_name, self._client_id)}"
        self._desk.print_document(printable, self._client_id, title)

    def _export(self) -> None:
        kept = section(self.page.section_key())
        rows = self._desk.ask(facts, self._client_id, kept.key, limit=EVERY)
        name = f"{kept.title} {self._desk.ask(client_name, self._client_id)}".strip()
        money = self._desk.ask(shop).money
        self._desk.export(name, columns_of(kept.key, money), rows)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to the sections."""
        focused: QWidget | None = QApplication.focusWidget()
        inside = focused is not None and self._pages.isAncestorOf(focused)
        if event.key() == Qt.Key.Key_Escape and inside:
            self.picker.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: object) -> None:
        """Narrow the side list on a narrow page; on a very narrow one it leaves the days out."""
        px, wide = theme.current().px, self.width()
        tight = wide < px(TIGHT_PAGE)
        size = SIDE if wide >= px(WIDE_PAGE) else TIGHT_SIDE if tight else NARROW_SIDE
        self._side.setFixedWidth(px(size))
        if tight != self._tight:
            self._tight = tight
            self._list()


def _pick(state: SectionState, tight: bool) -> Pick[str]:
    checked = short_date(state.checked_on) if state.checked_on else ""
    right = "" if tight else "none" if state.none else checked
    percent = 100 if state.done else state.percent
    return Pick(state.key, state.title, right=right, glyph=Glyph.ring(percent))
