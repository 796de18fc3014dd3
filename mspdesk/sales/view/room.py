"""The Prospects room of the Clients tab: the pipeline as board and list, one opportunity whole."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from ...desk.area import Found, Place, found_client
from ...desk.desk import Desk
from ...money import shown_whole
from ...shop.queries import shop
from ...widgets.boxes import STRETCH
from ...widgets.buttons import Button, MenuButton
from ...widgets.entry import TextEntry
from ...widgets.laid import Laid
from ...widgets.layout import EmptyState, lead_focus, row, stack
from ...widgets.segments import SegmentControl
from ..actions import moving, opportunities
from ..printables.pipeline import PIPELINE
from ..queries import pipeline as queries
from ..queries.pipeline import SHOWN, OpportunityRow, StageRow
from ..rules.pipeline import Kind
from .board import Board
from .forms import opportunity_form, prospect_form
from .listing import columns, listing, show_list
from .opportunity import OpportunityView
from .stages import StagesPage

_TABLES = {
    "opportunity",
    "opportunity_answer",
    "opportunity_move",
    "pipeline_stage",
    "qualification",
    "client",
    "device",
    "contact",
    "worksheet",
    "worksheet_answer",
    "checklist_run",
    "run_result",
    "person",
    "shop",
}
_WHY = (
    "Write down who might become a client: a name and a number are enough. From there it goes stage"
    " by stage to a signed agreement, and nothing is typed twice."
)
BOARD = "board"
Entries = list[tuple[str, Callable[[], object]] | None]


class ProspectsRoom(QWidget):
    """The pipeline, its lists, and the page of one opportunity."""

    noted = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.note = ""
        self._money = desk.ask(shop).money
        self._rows: list[OpportunityRow] = []
        self._stages: list[StageRow] = []
        self.new_button = Button("New prospect", "primary", "plus", self.new)
        self.more = MenuButton("", "ellipsis", "More about the pipeline", self._more)
        self.head_parts = (self.new_button, self.more)
        lists = [(BOARD, "Board"), *SHOWN.items()]
        lists[1] = ("open", "List")
        self.lists = SegmentControl("Lists of opportunities", lists, self._turned)
        self.filter = TextEntry("Find in this list", "Find in the opportunities", width=210)
        self.filter.changed.connect(self._filtered)
        self.bar = row(self.lists, STRETCH, self.filter, margin=(14, 10, 14, 8))
        self.board = Board(self._money)
        self.board.opened.connect(self.open)
        self.board.moved.connect(self.move_card)
        self.board.listed.connect(self._list)
        self.table = listing(self._money, lambda row: self.open(row.id), "Opportunities")
        self.first = Button("Add the first prospect", "primary", "plus", self.new)
        self.empty = EmptyState("users", "Whom may we help next?", _WHY, self.first)
        self._faces = QStackedWidget()
        for face in (self.empty, self.board, self.table):
            self._faces.addWidget(face)
        self._overview = QWidget()
        stack(self._overview, self.bar, self._faces)
        self.opportunity = OpportunityView(desk, self.back)
        self.stages = StagesPage(desk, self.back)
        self._pages = QStackedWidget()
        for page in (self._overview, self.opportunity, self.stages):
            self._pages.addWidget(page)
        self.laid = Laid(self._pages)
        stack(self, self.laid)
        lead_focus(self._pages, self._keys)
        lead_focus(self, self._keys)
        desk.keep_fresh(self, _TABLES, self._reload)

    # --- showing -------------------------------------------------------------------------------

    def _keys(self) -> QWidget:
        """Where the keyboard begins."""
        if self.laid.in_front() and self.laid.form is not None:
            return self.laid.form
        page = self._pages.currentWidget()
        if page is self.opportunity:
            return self.opportunity.keys()
        if page is self.stages:
            return self.stages.table
        front = self._faces.currentWidget()
        return self.first if front is self.empty else front or self.table

    def _shown(self) -> str:
        key = self.lists.current()
        return "open" if key == BOARD else key

    def _reload(self) -> None:
        shown = self._shown()
        self._stages = self._desk.ask(queries.stages)
        counts = self._desk.ask(queries.counts)
        rows = self._desk.ask(queries.opportunities, shown)
        self._rows = rows
        open_ = rows if shown == "open" else self._desk.ask(queries.opportunities, "open")
        self._tell(open_)
        self._fill(counts)
        nothing = not any(counts.values())
        self.bar.setVisible(not nothing)
        if self._pages.currentWidget() is self._overview:
            self.new_button.set_kind("default" if nothing else "primary")
        front = self.board if self.lists.current() == BOARD else self.table
        self._faces.setCurrentWidget(self.empty if nothing else front)
        if self._pages.currentWidget() is self.stages:
            self.stages.reload()
        page = self.opportunity.page
        if page is not None and not self.opportunity.show_id(page.id):
            self.back()

    def _fill(self, counts: dict[str, int] | None = None) -> None:
        words = self.filter.text().strip().lower()
        rows = [one for one in self._rows if not words or words in _found_by(one)]
        if self.lists.current() == BOARD:
            said = counts if counts is not None else self._desk.ask(queries.counts)
            self.board.show_board(self._stages, rows, said)
        else:
            grouped = self._shown() == "open"
            show_list(self.table, rows, self._stages, self._money, grouped=grouped)

    def _tell(self, rows: list[OpportunityRow]) -> None:
        summed = queries.totals(rows)
        said = [f"{summed.count} open"] if summed.count else []
        if summed.monthly:
            said.append(f"{shown_whole(summed.monthly, self._money)} a month")
        if summed.once:
            said.append(f"{shown_whole(summed.once, self._money)} once")
        self.note = ", ".join(said)
        self.noted.emit(self.note)

    def _turned(self, _key: str) -> None:
        self._reload()

    def _filtered(self) -> None:
        self._fill()

    def _list(self, kind: str) -> None:
        """Show the list of a kind of end."""
        self.lists.choose(kind if kind in SHOWN else "open")
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_place(self, place: Place) -> None:
        """Go to an opportunity, or enter a prospect or one of a client."""
        client = place.about.get("client", place.about.get("client_id"))
        new = place.about.get("new")
        if new and (client is not None or new == "opportunity"):
            self.new_opportunity(client)
        elif new:
            self.new()
        elif place.about.get("stages"):
            self.show_stages()
        elif place.about.get("list") in SHOWN:
            self.back()
            self._list(str(place.about["list"]))
        elif place.id is not None:
            self.open(place.id)
        else:
            self.laid.step_aside()
            self.back()

    def open(self, opportunity_id: int) -> None:
        """Show the page of one opportunity."""
        self.laid.step_aside()
        if not self.opportunity.show_id(opportunity_id):
            self._desk.say("This opportunity is no longer there.")
            return
        self._turn(self.opportunity)
        self._keys().setFocus(Qt.FocusReason.OtherFocusReason)

    def _turn(self, page: QWidget) -> None:
        """Bring a page to the front; a new prospect is what the pipeline itself is for."""
        self._pages.setCurrentWidget(page)
        self.new_button.set_kind("primary" if page is self._overview else "default")

    def back(self, *_: object) -> None:
        """Go back to the pipeline, to the card or row that was open."""
        held = self.opportunity.page.id if self.opportunity.page is not None else 0
        self._turn(self._overview)
        front = self._faces.currentWidget()
        if front is self.board:
            self.board.go_to(held)
        elif front is self.table:
            self.table.select(held)
        self._keys().setFocus(Qt.FocusReason.OtherFocusReason)

    def show_stages(self) -> None:
        """Show the stages to change."""
        self.laid.step_aside()
        self.stages.reload()
        self._turn(self.stages)
        self.stages.table.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- keys of the window --------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to the pipeline."""
        if event.key() == Qt.Key.Key_Escape and self._pages.currentWidget() is not self._overview:
            self.back()
            return
        super().keyPressEvent(event)

    def new_here(self) -> bool:
        """N enters a prospect."""
        self.new()
        return True

    def client_in_front(self) -> Found | None:
        """Whose opportunity is shown, for the palette; none over the board and the lists."""
        page = self.opportunity.page
        if page is None or self._pages.currentWidget() is not self.opportunity:
            return None
        return found_client(page.row.client_id, page.row.client)

    def focus_filter(self) -> None:
        """The / key goes to the filter of the list."""
        self._turn(self._overview)
        self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def print_shown(self) -> None:
        """Ctrl+P prints the pipeline."""
        self._desk.print_document(PIPELINE, (), "Pipeline")

    def export_list(self) -> None:
        """Write the list that is shown into a file."""
        title = f"Opportunities, {SHOWN[self._shown()].lower()}"
        self._desk.export(title, columns(self._money), self._rows)

    # --- deeds ---------------------------------------------------------------------------------

    def _free(self) -> bool:
        """Whether no form is in the way; one that is comes to the front."""
        if self.laid.busy():
            self.laid.resume()
            self._desk.say("Save or cancel what you began first.")
            return False
        return True

    def new(self, *_: object) -> None:
        """Lay the form of a prospect over the room."""
        if not self._free():
            return

        def save(values: dict[str, Any]) -> None:
            name = values.pop("name")
            made = self._desk.do(opportunities.add_prospect, name, values)
            self.laid.back()
            self.open(made)

        form = prospect_form(self._desk, self._desk.ask(queries.stages), save, self.laid.back)
        words = "The company is enough to begin with; all else can wait until you know it."
        self.laid.lay("New prospect", words, form)

    def new_opportunity(self, client_id: int | None = None) -> None:
        """Lay the form of an opportunity over the room, of a client where one is known."""
        if not self._free():
            return

        def save(values: dict[str, Any]) -> None:
            whose = int(values.pop("client_id", None) or client_id or 0)
            title = values.pop("title")
            made = self._desk.do(opportunities.open_opportunity, whose, title, values)
            self.laid.back()
            self.open(made)

        ask = client_id is None
        form = opportunity_form(self._desk, None, save, self.laid.back, ask_client=ask)
        self.laid.lay("New opportunity", "", form)

    def move_card(self, opportunity_id: int, key: str) -> None:
        """Move a card to a stage; where more has to be said, its page asks for it."""
        stage = next((one for one in self._stages if one.key == key), None)
        if stage is None:
            return
        if stage.kind != Kind.OPEN:
            self.open(opportunity_id)
            self.opportunity.move_to(key)
            return
        held = next((one for one in self._rows if one.id == opportunity_id), None)
        if held is not None:
            self._desk.attempt(moving.move_stage, held.id, held.version, key)
            self.board.go_to(opportunity_id)

    def _more(self) -> Entries:
        return [
            ("New opportunity", self.new_opportunity),
            ("Change the stages", self.show_stages),
            None,
            ("Print pipeline", self.print_shown),
            ("Export this list", self.export_list),
        ]


def _found_by(row: OpportunityRow) -> str:
    return f"{row.client} {row.title} {row.number} {row.owner} {row.city} {row.source}".lower()
