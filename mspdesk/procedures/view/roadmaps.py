"""Starter sets: a few pieces in order, each opening the thing itself, with done marks (S140)."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ...desk.area import Place
from ...desk.desk import Desk
from ...exchange.columns import DATE, TEXT, WHOLE, OutColumn
from ...widgets.buttons import Button
from ...widgets.glyphs import Glyph
from ...widgets.layout import (
    STRETCH,
    EmptyState,
    Ground,
    Toolbar,
    column,
    lead_focus,
    row,
    stack,
)
from ...widgets.picker import Pick, Picker, PickerPage
from ...widgets.progress import Bar
from ...widgets.safe import Label
from ...widgets.table import Column, Table
from ..actions import library as actions
from ..queries import roadmaps as queries
from ..queries.roadmaps import PieceMark, RoadmapPage
from .opening import open_piece
from .words import tight

_TABLES = {"roadmap_mark", "sop", "checklist"}

EXPORT: tuple[OutColumn[PieceMark], ...] = (
    OutColumn("No.", WHOLE, lambda one: one.number),
    OutColumn("Piece", TEXT, lambda one: one.title),
    OutColumn("Type", TEXT, lambda one: one.kind),
    OutColumn("Why now", TEXT, lambda one: one.why),
    OutColumn("Done", DATE, lambda one: one.on),
)


class RoadmapsPart(QWidget):
    """The sets at the left, the pieces of one at the right."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setAccessibleName("Starter sets")
        self._desk = desk
        self._pages: dict[str, RoadmapPage] = {}
        self.picker = Picker[str](
            "Starter sets", on_select=self._show, on_enter=self._to_table, lines=2
        )
        self.bar = Toolbar("", "", STRETCH)
        self.purpose = Label("", "body", "ink2", wrap=True)
        self.progress = Bar()
        self.table = Table[PieceMark](
            (
                Column("done", "", "check", lambda r: r.on is not None, width=44),
                Column("number", "No.", "num", lambda r: str(r.number), width=40),
                Column("title", "Piece", "two_line", lambda r: (r.title, r.why), stretch=6),
                Column("kind", "Type", "muted", lambda r: r.kind, width=100),
            ),
            name="Pieces of the set",
            key=lambda r: r.open,
            row="two_line",
            on_activate=lambda one: open_piece(desk, one.open),
            on_check=self._mark,
            empty="This set is empty.",
        )
        go = Button("Open", "primary", on_click=self._open, name="Open the chosen piece")
        note = Label("Space marks it done for you, Enter opens it.", "meta", "ink3")
        self._page = column(
            self.bar,
            tight(column(self.purpose, self.progress, gap=10, margin=(16, 0, 16, 12))),
            column(self.table, margin=(0, 0, 0, 0)),
            row(go, note, STRETCH, margin=(16, 8, 16, 12)),
        )
        self.empty = EmptyState(
            "book-open",
            "No starter sets here",
            "The sets that ship with MSPDesk are missing. Install it again.",
        )
        self.empty.hide()
        side = Ground()
        stack(side, 8, self.picker)
        stack(self, self.empty, PickerPage("roadmaps", side, self._page))
        lead_focus(self, self.picker)
        desk.keep_fresh(self, _TABLES, self._reload)
        desk.person_changed.connect(self._reload)

    def _reload(self) -> None:
        found = self._desk.ask(queries.roadmap_pages, self._desk.person_id)
        self._pages = {one.code: one for one in found}
        held = self.picker.selected_key()
        self.picker.show_picks([_pick(one) for one in found])
        self.empty.setVisible(not found)
        self._page.setVisible(bool(found))
        if held is None or not self.picker.select(held):
            self.picker.select_first()
        self._show(self.picker.selected_key())

    def _show(self, code: str | None) -> None:
        page = self._pages.get(code or "")
        if page is None:
            return
        self.bar.set_title(page.title, page.words)
        self.purpose.set_text(page.purpose)
        self.progress.set_share(page.done, max(len(page.pieces), 1))
        self.table.show_rows(list(page.pieces))

    def _mark(self, one: PieceMark, done: bool) -> None:
        code, me = self.picker.selected_key(), self._desk.person_id
        if code is not None and me is not None:
            self._desk.attempt(actions.mark_piece, code, one.open, me, done=done)

    def _open(self) -> None:
        one = self.table.selected()
        if one is not None:
            open_piece(self._desk, one.open)

    def _to_table(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    # What the room asks of a part.

    def arrive(self, place: Place) -> None:
        """Go to a set by its code."""
        if place.about.get("roadmap"):
            self.picker.select(place.about["roadmap"])

    def new_here(self) -> bool:
        """Sets are files; there is nothing to add here."""
        return False

    def focus_filter(self) -> None:
        """There is nothing to search in a set; the list gets the keyboard."""
        self.picker.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def print_shown(self) -> None:
        """A set prints as a list."""
        self.export_list()

    def export_list(self) -> None:
        """Write the set into a file."""
        page = self._pages.get(self.picker.selected_key() or "")
        if page is not None:
            self._desk.export(page.title, EXPORT, list(page.pieces))


def _pick(one: RoadmapPage) -> Pick[str]:
    percent = one.done * 100 // max(len(one.pieces), 1)
    return Pick(one.code, one.title, one.words, glyph=Glyph.ring(percent))
