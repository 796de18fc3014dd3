"""The header: mark, binder tabs, search, the timer's place and the gear."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ..desk.area import Area
from ..widgets import glyphs, theme
from ..widgets.buttons import MenuButton
from ..widgets.searchbox import LEAST_SEARCH, SearchBox
from ..widgets.tabs import BinderTabs

NARROW = 1400


class Mark(QWidget):
    """The program's mark, a binder with a yellow tab."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(theme.current().px(22), theme.current().px(22))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the mark."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        glyphs.paint_mark(painter, self.rect().toRectF())
        painter.end()


class Header(QWidget):
    """One row over the sheet; the chosen tab joins the page below."""

    def __init__(
        self,
        areas: Sequence[Area],
        *,
        on_tab: Callable[[str], None],
        on_search: Callable[[], None],
        menu: Callable[[], Sequence[tuple[str, Callable[[], None]] | None]],
    ) -> None:
        super().__init__()
        self.setFixedHeight(theme.height("header"))
        self.tabs = BinderTabs("Main tabs")
        self._areas = list(areas)
        self.show_areas(self._areas)
        self.tabs.chosen.connect(on_tab)
        self.search = SearchBox(on_search)
        self.gear = MenuButton("", "settings", "Menu", lambda: list(menu()))
        self._timer: QWidget | None = None
        px = theme.current().px
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(px(16), 0, px(14), 0)
        self._line.setSpacing(px(8))
        self._line.addWidget(Mark())
        self._line.addSpacing(px(4))
        self._line.addWidget(self.tabs, 0, Qt.AlignmentFlag.AlignBottom)
        self._line.addStretch(1)
        self._line.addWidget(self.search)
        self._line.addWidget(self.gear)

    def show_areas(self, areas: Sequence[Area]) -> None:
        """Show these tabs, without choosing another one."""
        held = self.tabs.current_key()
        self.tabs.blockSignals(True)
        while self.tabs.count():
            self.tabs.removeTab(0)
        for area in areas:
            self.tabs.add(area.key, area.title)
        if held and held in {area.key for area in areas}:
            self.tabs.choose(held)
        self.tabs.blockSignals(False)

    def seat_timer(self, timer: QWidget | None) -> None:
        """Put the timer's pill between search and gear; None takes it away."""
        if self._timer is not None:
            self._line.removeWidget(self._timer)
            self._timer.deleteLater()
        self._timer = timer
        if timer is not None:
            self._line.insertWidget(self._line.indexOf(self.gear), timer)

    @property
    def timer(self) -> QWidget | None:
        """The timer's pill, when there is one."""
        return self._timer

    def _fit(self) -> None:
        """Narrow the search in a narrow window, and further before a tab would be lost.

        Where that is not enough the tabs move nearer to each other.
        """
        px = theme.current().px
        self.tabs.fit(self._room_for_tabs())
        others = [self._line.itemAt(at) for at in range(self._line.count())]
        taken = sum(
            one.sizeHint().width()
            for one in others
            if one is not None and one.widget() is not self.search
        )
        margins = self._line.contentsMargins()
        gaps = self._line.spacing() * (self._line.count() - 1)
        room = self.width() - taken - gaps - margins.left() - margins.right()
        wanted = px(170) if self.width() < px(NARROW) else px(230)
        self.search.setFixedWidth(max(px(LEAST_SEARCH), min(wanted, room)))

    def _room_for_tabs(self) -> int:
        """What is left for the tabs once the search is as narrow as it may be."""
        others = [self._line.itemAt(at) for at in range(self._line.count())]
        spared = (self.tabs, self.search)
        taken = sum(
            one.sizeHint().width()
            for one in others
            if one is not None and one.widget() not in spared
        )
        margins = self._line.contentsMargins()
        gaps = self._line.spacing() * (self._line.count() - 1)
        least = theme.current().px(LEAST_SEARCH)
        return self.width() - taken - gaps - least - margins.left() - margins.right()

    def event(self, event: QEvent) -> bool:
        """Share the width anew when a tab comes or the timer's pill grows."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width."""
        self._fit()
        super().resizeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Lay the desk behind the tabs, with the rule broken under the chosen one."""
        painter = QPainter(self)
        now = theme.current()
        painter.fillRect(self.rect(), now.color("desk"))
        foot = self.height() - 1
        left, right = self.tabs.gap() if self.tabs.count() else (0, 0)
        painter.fillRect(0, foot, self.tabs.x() + left, 1, now.color("line2"))
        start = self.tabs.x() + right
        painter.fillRect(start, foot, self.width() - start, 1, now.color("line2"))
        painter.end()
