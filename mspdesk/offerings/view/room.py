"""The Offerings room of the Clients tab: what we offer along its loop, one of them at the right."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from ...desk.area import Place
from ...desk.desk import Desk
from ...widgets.buttons import Button
from ...widgets.laid import Laid
from ...widgets.layout import EmptyState, Ground, lead_focus, row, stack
from ...widgets.picker import Pick, Picker, PickerPage, PickGroup
from ..actions import offerings as actions
from ..printables.sheet import SALES_SHEET
from ..queries import offerings as queries
from ..queries.offerings import OfferingPage, OfferingRow
from ..rules import values
from .forms import lay_aside, lay_move, lay_offering
from .page import Deeds, OfferingPageView

_TABLES = {"offering", "offering_step", "catalog_item", "plan_price", "plan_tier", "pricing_grid"}
_WHY = (
    "An offering begins with the client and what it is worth to them. Write an idea down, give it"
    " two or three kinds of value, test it, and print its sales sheet."
)


class OfferingsRoom(QWidget):
    """Offerings by how far they are, and the page of one."""

    noted = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._page: OfferingPage | None = None
        self.note = ""
        writes = desk.may("clients")
        self.new_button = Button("New offering", "primary", "plus", self.new)
        self.head_parts = (self.new_button,) if writes else ()
        self.picker = Picker[int](
            "Offerings",
            placeholder="Find an offering",
            on_select=self._picked,
            on_enter=self._to_page,
            lines=2,
        )
        self.page = OfferingPageView(
            Deeds(self.change, self.move, self.print_shown, self._more), writes=writes
        )
        self.first = Button("Write down an idea", "primary", "plus", self.new)
        self.examples = Button("Begin with four examples", on_click=self._examples)
        offered = row(self.first, self.examples) if writes else None
        self.empty = EmptyState("tag", "What do we offer?", _WHY, offered)
        self._lists = {-at: panel for at, panel in enumerate(desk.panels("offerings.list"), 1)}
        self._made: dict[int, Any] = {}
        self._faces = QStackedWidget()
        self._faces.addWidget(self.empty)
        self._faces.addWidget(self.page)
        lead_focus(self._faces, self._keys)
        self.laid = Laid(self._faces, self.picker)
        side = Ground()
        stack(side, 8, self.picker)
        stack(self, PickerPage("offerings", side, self.laid, self.page.rail, width=250))
        lead_focus(self, self._keys)
        desk.keep_fresh(self, _TABLES, self._reload)

    # --- showing -------------------------------------------------------------------------------

    def _keys(self) -> QWidget:
        """Where the keyboard begins: in a form, on the list, or on writing the first one down."""
        if self.laid.in_front() and self.laid.form is not None:
            return self.laid.form
        empty = self._faces.currentWidget() is self.empty
        return self.first if empty and not self.first.isHidden() else self.picker

    def _reload(self) -> None:
        rows = self._desk.ask(queries.offerings, aside=True)
        beside = [Pick(key, panel.title) for key, panel in self._lists.items()]
        groups = [PickGroup("While you sell", "", beside)] if beside else []
        self.picker.show_groups([*_groups(rows), *groups])
        if rows and self.picker.selected_key() is None:
            self.picker.select_first()
        here = [one for one in rows if one.aside_on is None]
        sold = sum(one.on_sale for one in here)
        self.note = f"{sold} on sale, {len(here) - sold} being made" if rows else ""
        self.noted.emit(self.note)
        self._show(self.picker.selected_key())

    def _picked(self, offering_id: int | None) -> None:
        """Show the one that was picked; a form in which something was typed waits behind."""
        self.laid.step_aside()
        self._show(offering_id)

    def beside(self, key: int) -> Any:
        """A list of an upper area, made when somebody first looks at it."""
        if key not in self._made:
            made = self._made[key] = self._lists[key].make(self._desk)
            self._faces.addWidget(made)
        return self._made[key]

    def _show(self, offering_id: int | None) -> None:
        if offering_id in self._lists:
            self._page = None
            self._offer(False)
            self._faces.setCurrentWidget(self.beside(offering_id))
            return
        page = self._desk.ask(queries.offering_page, offering_id) if offering_id else None
        self._page = page
        self._offer(page is not None)
        if page is None:
            self._faces.setCurrentWidget(self.empty)
            return
        self.page.show_page(page)
        self._faces.setCurrentWidget(self.page)

    def _offer(self, known: bool) -> None:
        """The rail and the head belong to an offering; in the empty room its middle offers."""
        self.page.rail.setVisible(known)
        # Until the tab has put it into its head it must not be shown.
        if not known or self.new_button.parentWidget() is not None:
            self.new_button.setVisible(known)

    def _to_page(self) -> None:
        """Enter goes to what there is to do."""
        if self._front() is not None:
            self._faces.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        for button in (self.page.move_on, self.page.print_button):
            if button.isVisible() and button.isEnabled():
                button.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def _open(self, offering_id: int) -> None:
        """Go to an offering, whatever was searched for."""
        self.picker.filter("")
        self.picker.select(offering_id)
        self._show(offering_id)

    def show_place(self, place: Place) -> None:
        """Go to an offering, or begin one where that was asked for."""
        wanted = place.about.get("list")
        if wanted is not None:
            keys = [key for key, panel in self._lists.items() if panel.key == wanted]
            self._open(keys[0])
        elif place.id is not None:
            self._open(place.id)
        elif place.about.get("new"):
            self.new()

    # --- deeds ---------------------------------------------------------------------------------

    def new(self, *_: object) -> None:
        """Lay the form of a new offering over the page."""
        if self._desk.may("clients"):
            lay_offering(self._desk, self.laid, None, self._open)

    def change(self, *_: object) -> None:
        """Lay the form of the offering over it."""
        if self._page is not None:
            lay_offering(self._desk, self.laid, self._page, self._open)

    def move(self, *_: object) -> None:
        """Lay the form of the next stage over the page."""
        if self._page is not None:
            lay_move(self._desk, self.laid, self._page, self._open)

    def _aside(self) -> None:
        if self._page is not None:
            lay_aside(self._desk, self.laid, self._page, self._open)

    def _take_up(self) -> None:
        if self._page is not None:
            self._desk.attempt(actions.take_up, self._page.row.id)

    def _more(self) -> list[Any]:
        if self._page is None:
            return []
        if self._page.row.aside_on is not None:
            return [("Take up again", self._take_up)]
        return [("Set aside", self._aside), None, ("Bring in examples", self._examples)]

    def _examples(self, *_: object) -> None:
        self._desk.attempt(actions.bring_starter)

    def _front(self) -> Any:
        """The list in front, None while an offering is."""
        return self._made.get(self.picker.selected_key() or 0)

    def new_here(self) -> bool:
        """N writes an offering down, or adds to the list in front."""
        front = self._front()
        if front is not None and hasattr(front, "new_here"):
            return bool(front.new_here())
        self.new()
        return True

    def print_shown(self) -> None:
        """Ctrl+P prints the sales sheet, or what the list in front prints."""
        front = self._front()
        if front is not None:
            if hasattr(front, "print_shown"):
                front.print_shown()
        elif self._page is not None:
            one = self._page.row
            self._desk.print_document(SALES_SHEET, one.id, f"Sales sheet, {one.name}")

    def focus_filter(self) -> None:
        """The / key goes to the search over offerings."""
        self.picker.search.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes from the page back to the list."""
        if not self.picker.takes_back(event):
            super().keyPressEvent(event)


def _groups(rows: list[OfferingRow]) -> list[PickGroup[int]]:
    """What is on sale, what is being made, ideas, what was set aside."""
    groups = (
        ("On sale", [one for one in rows if one.on_sale]),
        ("Being made", [one for one in rows if _being_made(one)]),
        ("Ideas", [one for one in rows if one.stage == "idea" and one.aside_on is None]),
        ("Set aside", [one for one in rows if one.aside_on is not None]),
    )
    return [
        PickGroup(title, str(len(some)), [_pick(one) for one in some])
        for title, some in groups
        if some
    ]


def _being_made(one: OfferingRow) -> bool:
    return one.aside_on is None and not one.on_sale and one.stage != "idea"


def _pick(one: OfferingRow) -> Pick[int]:
    few = one.values < values.ENOUGH and one.aside_on is None
    right = f"{one.values} of {len(values.KINDS)}"
    said = f"{one.stage_words}. {values.count_words(one.values)}. {one.hint}".strip()
    return Pick(
        one.id, one.name, one.stage_words, right=right, color="amber" if few else "", hint=said
    )
