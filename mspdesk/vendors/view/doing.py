"""What the screens of vendors and stock do alike: entries, forms over a page, a side list."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QStackedWidget, QWidget

from ...clients.queries import choose_client
from ...desk.desk import Desk
from ...shop.queries import shop
from ...widgets.entry import DateEntry, Found, LookupEntry
from ...widgets.form import Form
from ...widgets.laid import Laid
from ...widgets.layout import EmptyState
from ...widgets.picker import Pick, Picker, PickGroup

ALL = 0
"""The pick that shows all of them."""

Entries = list[tuple[str, Callable[[], object]] | None]


def date_entry(desk: Desk) -> DateEntry:
    """A day in the order the shop writes them."""
    return DateEntry(day_first=desk.ask(shop).day_first)


def client_entry(desk: Desk) -> LookupEntry:
    """A client found by typing."""

    def find(text: str) -> list[Found]:
        return [Found(one.id, one.name, one.city) for one in desk.ask(choose_client, text, 8)]

    return LookupEntry(find, "Type a few letters")


class Side:
    """A side list with all of them on top, and what it shows: all, one, or that there is none.

    `picker` stands at the left and `page` at the right; forms are laid over the page.
    """

    def __init__(
        self,
        title: str,
        find: str,
        add: tuple[str, Callable[[], object]],
        *,
        empty: EmptyState,
        every: QWidget,
        one: QWidget,
        show_one: Callable[[int], object],
    ) -> None:
        self.picker = Picker[int](
            title,
            title=title,
            placeholder=find,
            on_select=self.show,
            on_add=add[1],
            on_enter=self.to_page,
            add_name=add[0],
            lines=2,
        )
        self.empty = empty
        self._every, self._one, self._show_one = every, one, show_one
        self._front = QStackedWidget()
        for widget in (empty, every, one):
            self._front.addWidget(widget)
        self.page = Laid(self._front, self.picker)

    def fill(self, first: Pick[int], groups: Sequence[tuple[str, list[Pick[int]]]]) -> None:
        """List all of them in groups; what was chosen stays chosen."""
        held = self.picker.selected_key()
        some = [PickGroup(title, str(len(picks)), picks) for title, picks in groups if picks]
        self.picker.show_groups([PickGroup("", "", [first]), *some] if some else [])
        if held is None or not self.picker.select(held):
            self.picker.select_first()
        if not some:
            self._front.setCurrentWidget(self.empty)

    def show(self, id_: int | None) -> None:
        """Show one, or all of them; a half typed form waits behind."""
        if id_ is None:
            return
        self.page.step_aside()
        if id_ == ALL:
            self._front.setCurrentWidget(self._every)
        else:
            self._show_one(id_)
            self._front.setCurrentWidget(self._one)

    def open(self, id_: int) -> None:
        """Go to one of them, whatever was searched for."""
        self.picker.filter("")
        self.picker.select(id_)
        self.show(id_)

    def to_page(self) -> None:
        """Give the keyboard to what is shown."""
        shown = self._front.currentWidget()
        if shown is not None:
            shown.setFocus()

    def begin(self, title: str, words: str, make: Callable[[], Form]) -> None:
        """Show the form of a new one; one that was left half typed is taken up again."""
        if self.page.busy():
            self.page.resume()
            return
        self.page.lay(title, words, make())
