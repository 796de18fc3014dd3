"""A tab of rooms: one head with a segment for each, the room in front below it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QWidget

from ..desk.area import Found, Place
from ..desk.desk import Desk
from . import theme
from .buttons import MenuButton
from .layout import STRETCH, Panel, Toolbar, lead_focus, stack
from .segments import SegmentControl
from .splitter import CanvasInspector, PickerPage

LOW = 42
"""Px of a head without a title: a segment and a little air."""


class RoomSegments(SegmentControl):
    """The rooms of a tab; those that find no room in the head wait behind a button.

    The one in front is always in sight. Arrow keys go along all of them.
    """

    def __init__(self, name: str, rooms: list[tuple[str, str]]) -> None:
        super().__init__(name, rooms)
        self.more = MenuButton("", "ellipsis", f"More {name[0].lower()}{name[1:]}", self._rest)
        self.more.setParent(self)
        self.more.hide()

    def _need(self, tabs: list[int], *, close: bool = False) -> int:
        """The width in px of some of the segments, near each other where they are `close`."""
        size = self.minimumTabSizeHint if close else self.tabSizeHint
        return sum(size(at).width() for at in tabs)

    def fit(self, room: int, coming: int | None = None) -> None:
        """Show as many as `room` px hold, from the left, and the one in front in any case.

        So is one that is about to be: hidden, Qt would bring another to the front instead.
        """
        every = list(range(self.count()))
        shown = every
        if self._need(every, close=True) > room:
            room -= self.more.sizeHint().width()
            shown = sorted({self.currentIndex(), *([] if coming is None else [coming])})
            for at in every:
                if at not in shown:
                    if self._need([*shown, at], close=True) > room:
                        break
                    shown.append(at)
        if sorted(shown) == self.seen():
            return
        for at in every:
            self.setTabVisible(at, at in shown)
        self.more.setVisible(len(shown) < len(every))
        self._put_more()
        self.updateGeometry()

    def seen(self) -> list[int]:
        """The places of those in sight."""
        return [at for at in range(self.count()) if self.isTabVisible(at)]

    def whole(self) -> int:
        """The width in px that all of them like to have."""
        return self._need(list(range(self.count())))

    def least(self) -> int:
        """The width in px below which nothing is left to give up."""
        every = range(self.count())
        widest = max((self._need([at], close=True) for at in every), default=0)
        return min(self._need(list(every), close=True), widest + self.more.sizeHint().width())

    def choose(self, key: str) -> None:
        """Choose a room by key, one without room as well; raises ValueError for an unknown one."""
        self._reach(self._keys.index(key))

    def _reach(self, at: int) -> None:
        hidden = not self.isTabVisible(at)
        if hidden:
            self.fit(self.width(), at)
        self.setCurrentIndex(at)
        if hidden:
            self.fit(self.width())

    def step(self, to: int) -> None:
        """Go to the room at a place, as the arrow keys do."""
        self._reach(to)

    def _rest(self) -> list[tuple[str, Callable[[], object]] | None]:
        """The rooms without room, as entries of a menu."""
        words = self.words()
        return [
            (words[at], partial(self.choose, self._keys[at]))
            for at in range(self.count())
            if not self.isTabVisible(at)
        ]

    def _put_more(self) -> None:
        size = self.more.sizeHint()
        self.more.setGeometry(
            self.width() - size.width(),
            (self.height() - size.height()) // 2,
            size.width(),
            size.height(),
        )

    def _beside(self) -> int:
        return 0 if self.more.isHidden() else self.more.sizeHint().width()

    def sizeHint(self) -> QSize:
        """Those in sight side by side, and the button for the rest."""
        return QSize(self._need(self.seen()) + self._beside(), theme.height("segment"))

    def minimumSizeHint(self) -> QSize:
        """Those in sight near each other, and the button for the rest."""
        wide = self._need(self.seen(), close=True) + self._beside()
        return QSize(wide, theme.height("segment"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the button at the end."""
        super().resizeEvent(event)
        self._put_more()


class _Head(Toolbar):
    """The head of the tab; where it is narrow its title goes, which the tab says as well.

    What a room counts stands after the rooms, so that these stay where they are. What is at the
    right stays, and the rooms make do with what is left.
    """

    def __init__(self, title: str, rooms: RoomSegments, right: QWidget) -> None:
        self._rooms: RoomSegments | None = None
        super().__init__(title, "", rooms, STRETCH, right)
        layout = self.layout()
        if isinstance(layout, QHBoxLayout):
            layout.removeWidget(self._note)
            layout.insertSpacing(layout.indexOf(rooms) + 1, 6)
            layout.insertWidget(layout.indexOf(rooms) + 2, self._note)
            if not title:
                # Nothing stands before the rooms then, no space either.
                layout.takeAt(1)
                layout.setContentsMargins(12, 0, 12, 0)
                self.setFixedHeight(theme.current().px(LOW))
        if title:
            self.let_go()
        else:
            self._title.hide()
        self._rooms = rooms
        self._fit()

    def _need(self, without: int) -> int:
        """The width in px that all things need, the rooms as many and as wide as they like."""
        if self._rooms is None:
            return super()._need(without)
        return super()._need(without) - self._rooms.sizeHint().width() + self._rooms.whole()

    def minimumSizeHint(self) -> QSize:
        """What stays when all that may go is gone, and the rooms wait behind their button."""
        wide = super().minimumSizeHint().width()
        if self._rooms is not None:
            wide += self._rooms.least() - self._rooms.whole()
        return QSize(wide, self.height())

    def _fit(self) -> None:
        super()._fit()
        if self._rooms is not None:
            gone = sum(widget in self._away for widget in self._spare)
            beside = self._need(gone) - self._rooms.whole()
            self._rooms.fit(self.width() - beside)


class _Bodies(QStackedWidget):
    """The rooms over each other; the keyboard goes to the one in front."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the keyboard on."""
        front = self.currentWidget()
        if front is not None:
            front.setFocus(event.reason())


class Rooms(QWidget):
    """A tab whose rooms areas give at the spot `<tab>.room`, the first of them the tab's own.

    A room is a widget made from the desk when somebody first looks at it, or something with a
    `picker` and a `page` that are put beside each other. It may have `show_place(place)`,
    `new_here() -> bool`, `print_shown()`, `export_list()`, `focus_filter()` and
    `next_pane() -> bool` and `client_in_front() -> Found | None`, for whom the palette offers
    commands; what it has not is not done there. `head_parts` are widgets for the
    right of the head while the room is in front, `noted` is a signal with the words beside the
    rooms (`note` is what it says at first), `rail` a widget beside head and room, shown as its
    signal `railed` says. While a form is laid over a room its head parts are away (`form_laid`,
    called by Laid). A Place whose `do` is the key of a room leads there; any other leads to the
    tab's own room, the first. Without a `title` the head is low, and one room alone has none.
    """

    def __init__(self, desk: Desk, spot: str, tab: str, name: str, title: str = "") -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._desk, self._spot = desk, spot
        panels = desk.panels(f"{spot}.room")
        self._own = panels[0].key
        self._makers = {panel.key: panel.make for panel in panels}
        self._rooms: dict[str, Any] = {}
        self._widgets: dict[str, QWidget] = {}
        self._parts: dict[str, QWidget] = {}
        self._notes: dict[str, str] = {}
        self._railed: dict[str, bool] = {}
        self._covered: set[str] = set()
        self.segments = RoomSegments(
            f"Rooms of the {tab} tab", [(panel.key, panel.title) for panel in panels]
        )
        self._actions = QHBoxLayout()
        self._actions.setContentsMargins(0, 0, 0, 0)
        self._actions.setSpacing(8)
        right = QWidget()
        right.setLayout(self._actions)
        self.bar = _Head(title, self.segments, right)
        self.head = Panel("paper" if title else "sheet", rule="bottom")
        stack(self.head, self.bar)
        self._bodies = _Bodies()
        left, self._side = QWidget(), Panel("paper")
        stack(left, self.head, self._bodies)
        self._rails = QStackedWidget()
        stack(self._side, self._rails)
        self._panes = CanvasInspector(spot if title else f"{spot}-rooms", left, self._side)
        stack(self, self._panes)
        self._side.hide()
        if len(panels) < 2 and not title:
            self.head.hide()
        lead_focus(self, self._bodies)
        self._turn(self.segments.current())
        self.segments.picked.connect(self._turn)

    def room(self, key: str = "") -> Any:
        """The room of a key, the one in front without; made when first looked at."""
        key = key or self.segments.current()
        if key not in self._rooms:
            room = self._rooms[key] = self._makers[key](self._desk)
            self._widgets[key] = self._laid_out(key, room)
            self._bodies.addWidget(self._widgets[key])
            self._furnish(key, room)
        return self._rooms[key]

    def _laid_out(self, key: str, room: Any) -> QWidget:
        """The widget of a room; a side list and a page are put beside each other."""
        if isinstance(room, QWidget) and (room.layout() is not None or not hasattr(room, "picker")):
            return room
        widget = PickerPage(f"{self._spot}-{key}", room.picker, room.page)
        lead_focus(widget, room.picker)
        return widget

    def _furnish(self, key: str, room: Any) -> None:
        """Put what a room has beside itself into the head and the rail, and hear its words."""
        parts = QWidget()
        line = QHBoxLayout(parts)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        for part in getattr(room, "head_parts", ()):
            line.addWidget(part)
        self._actions.addWidget(parts)
        self._parts[key] = parts
        if hasattr(room, "noted"):
            room.noted.connect(lambda words: self._note(key, words))
            self._note(key, getattr(room, "note", ""))
        if hasattr(room, "railed"):
            self._rails.addWidget(room.rail)
            room.railed.connect(lambda shown: self._rail(key, shown))

    def _note(self, key: str, words: str) -> None:
        self._notes[key] = words
        if key == self.segments.current():
            self.bar.set_note(words)

    def form_laid(self, where: QWidget, there: bool) -> None:
        """A form in a room hides what the head offers: its own button is the one to press."""
        for key, widget in self._widgets.items():
            if widget is where or widget.isAncestorOf(where):
                self._covered = self._covered | {key} if there else self._covered - {key}
        self._show_parts()

    def _show_parts(self) -> None:
        front = self.segments.current()
        for name, parts in self._parts.items():
            parts.setVisible(name == front and name not in self._covered)

    def _rail(self, key: str, shown: bool) -> None:
        self._railed[key] = shown
        if key == self.segments.current():
            self._side.setVisible(shown)

    def _turn(self, key: str) -> None:
        focused: QWidget | None = QApplication.focusWidget()
        left = focused is not None and (
            self._bodies.isAncestorOf(focused) or self._side.isAncestorOf(focused)
        )
        room = self.room(key)
        self._bodies.setCurrentWidget(self._widgets[key])
        self._show_parts()
        self.bar.set_note(self._notes.get(key, ""))
        if hasattr(room, "railed"):
            self._rails.setCurrentWidget(room.rail)
        self._side.setVisible(self._railed.get(key, False))
        if left:
            self._bodies.setFocus(Qt.FocusReason.OtherFocusReason)

    def leads(self, place: Place) -> str:
        """The key of the room that a place leads to."""
        return place.do if place.do in self._makers else self._own

    def show_place(self, place: Place) -> None:
        """Go to a room, and let it do what was asked for."""
        self.segments.choose(self.leads(place))
        self._ask("show_place", place)

    def _ask(self, verb: str, *about: object) -> bool:
        """Let the room in front do something; False where it does no such thing, or says so."""
        do = getattr(self.room(), verb, None)
        return do is not None and do(*about) is not False

    def new_here(self) -> bool:
        """N adds what the room in front keeps; False where it adds nothing."""
        room = self.room()
        return bool(room.new_here()) if hasattr(room, "new_here") else False

    def focus_filter(self) -> None:
        """The / key goes to the search of the room in front."""
        room = self.room()
        if hasattr(room, "focus_filter"):
            room.focus_filter()
        elif hasattr(room, "picker"):
            room.picker.search.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def print_shown(self) -> None:
        """Ctrl+P prints what the room in front shows."""
        self._ask("print_shown")

    def export_list(self) -> None:
        """Write what the room in front shows into a file."""
        self._ask("export_list")

    def next_pane(self) -> bool:
        """F6 goes to the next pane of the room in front."""
        room = self.room()
        return bool(room.next_pane()) if hasattr(room, "next_pane") else False

    def client_in_front(self) -> Found | None:
        """The client that the room in front shows."""
        room = self.room()
        shown: Found | None = room.client_in_front() if hasattr(room, "client_in_front") else None
        return shown
