"""Tabs: binder dividers across the window, an underline on a page."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from . import painting, theme
from .buttons import MenuButton
from .safe import one_line, unmnemonic


class _Strip(QTabBar):
    """A row of words with keys, one chosen."""

    chosen = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(False)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        self._over = -1
        self._quiet = False
        self.currentChanged.connect(self._tell)

    def add(self, key: str, text: str) -> int:
        """Add a tab at the right; returns its place."""
        self._quiet = True
        at = self.addTab(unmnemonic(text))
        self.setTabData(at, key)
        self._quiet = False
        return at

    def keys(self) -> list[str]:
        """The keys from left to right."""
        return [str(self.tabData(at)) for at in range(self.count())]

    def words(self) -> list[str]:
        """The words from left to right."""
        return [one_line(self.tabText(at).replace("&&", "&")) for at in range(self.count())]

    def choose(self, key: str) -> None:
        """Choose a tab by key; raises ValueError for an unknown one."""
        self.setCurrentIndex(self.keys().index(key))

    def current_key(self) -> str:
        """The key of the chosen tab, empty when there is none."""
        return str(self.tabData(self.currentIndex())) if self.count() else ""

    def _tell(self, at: int) -> None:
        if at >= 0 and not self._quiet:
            self.chosen.emit(str(self.tabData(at)))

    def _rect(self, at: int) -> QRectF:
        return QRectF(self.tabRect(at))

    def minimumTabSizeHint(self, index: int) -> QSize:
        """Tabs are never cut."""
        return self.tabSizeHint(index)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the mouse for the hover."""
        over = self.tabAt(event.position().toPoint())
        if over != self._over:
            self._over = over
            self.update()

    def leaveEvent(self, event: object) -> None:
        """Hide the hover."""
        self._over = -1
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        super().focusInEvent(event)
        painting.note_focus(self, event)


class BinderTabs(_Strip):
    """The main tabs: the chosen one is paper and joins the sheet below, the rule breaks there."""

    _PAD, _LEAST_PAD = 13, 6

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._pad = self._PAD

    def fit(self, room: int) -> None:
        """Move the words nearer to each other where all of them have less room than they like."""
        count = max(self.count(), 1)
        px = theme.current().px
        words = sum(self._wide(at) for at in range(self.count()))
        pad = next(
            (
                one
                for one in range(self._PAD, self._LEAST_PAD, -1)
                if words + count * (2 * px(one) + 1) <= room
            ),
            self._LEAST_PAD,
        )
        if pad != self._pad:
            self._pad = pad
            # Qt asks for the widths of tabs again when one of them changes.
            self.setTabText(0, self.tabText(0) + " ")
            self.setTabText(0, self.tabText(0)[:-1])
            self.updateGeometry()

    def _wide(self, index: int) -> int:
        words = self.tabText(index).replace("&&", "&")
        return painting.width_of(words, theme.font("row"))

    def tabSizeHint(self, index: int) -> QSize:
        """Words and padding; never bold, so that widths stay."""
        wide = self._wide(index) + 2 * theme.current().px(self._pad) + 1
        return QSize(wide, theme.height("tab"))

    def sizeHint(self) -> QSize:
        """All tabs side by side."""
        wide = sum(self.tabSizeHint(at).width() for at in range(self.count()))
        return QSize(wide, theme.height("tab"))

    def gap(self) -> tuple[int, int]:
        """Where the rule under the strip breaks: left and right of the chosen tab, in px."""
        rect = self.tabRect(self.currentIndex())
        return rect.left(), rect.right() + 1

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the dividers and the broken rule."""
        painter = painting.begin(self)
        foot = self.height() - 1
        left, right = self.gap() if self.count() else (0, 0)
        painting.across(painter, 0, left, foot, "line2")
        painting.across(painter, right, self.width(), foot, "line2")
        for at in range(self.count()):
            chosen = at == self.currentIndex()
            rect = self._rect(at)
            if chosen:
                self._divider(painter, rect)
            ink = "ink" if chosen or at == self._over else "ink2"
            words = self.tabText(at).replace("&&", "&")
            painting.text(painter, rect, words, theme.font("row"), ink, painting.CENTER)
            if chosen and painting.ringed(self):
                painting.focus_ring(painter, rect.adjusted(3, 3, -3, -3), 5)

    def _divider(self, painter: QPainter, rect: QRectF) -> None:
        """The chosen tab: two rounded corners above, open below."""
        now = theme.current()
        x1, x2 = rect.left() + 0.5, rect.right() - 0.5
        y1, y2, radius = rect.top() + 0.5, rect.bottom() + 1, 7
        path = QPainterPath()
        path.moveTo(x1, y2)
        path.lineTo(x1, y1 + radius)
        path.quadTo(x1, y1, x1 + radius, y1)
        path.lineTo(x2 - radius, y1)
        path.quadTo(x2, y1, x2, y1 + radius)
        path.lineTo(x2, y2)
        painter.setPen(now.pen("line2"))
        painter.setBrush(now.brush("paper"))
        painter.drawPath(path)


class UnderlineTabs(_Strip):
    """The tabs of one record: words, perhaps a count, and a line under the chosen one.

    Where they do not fit they move nearer; those that still have no room wait behind a button.
    """

    _GAP, _TIGHT, _NEAR, _RING = 22, 14, 5, 5

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._counts: dict[str, str] = {}
        self._out: set[str] = set()
        self._gap_now, self._fitting = self._GAP, False
        self.more = MenuButton("", "ellipsis", f"More of {one_line(name).lower()}", self._rest)
        self.more.setParent(self)
        self.more.hide()
        self.currentChanged.connect(lambda _at: self.fit())

    def set_count(self, key: str, count: int | str) -> None:
        """Say how many there are behind a tab; an empty text says nothing."""
        if self._counts.get(key) == str(count):
            return
        self._counts[key] = str(count)
        self.setTabText(self.keys().index(key), self.tabText(self.keys().index(key)))
        self.fit()
        self.updateGeometry()
        self.update()

    def set_shown(self, key: str, *, shown: bool) -> None:
        """Leave a tab out, or show it again; the first one takes over from a chosen one."""
        at = self.keys().index(key)
        if shown is not (key in self._out):
            return
        self._out ^= {key}
        if not shown and at == self.currentIndex():
            self.setTabVisible(at, False)
        self.fit()
        self.updateGeometry()

    def _wanted(self) -> list[int]:
        """The tabs that are not left out."""
        return [at for at, key in enumerate(self.keys()) if key not in self._out]

    def fit(self, coming: int | None = None) -> None:
        """Give the tabs the room there is; the chosen one is always among those in sight.

        So is one that is about to be chosen: a strip that is too wide at that moment would scroll.
        """
        if self._fitting or self.width() <= 1:
            return
        px, wanted = theme.current().px, self._wanted()
        gaps = [gap for gap in (self._GAP, self._TIGHT) if self._need(wanted, gap) <= self.width()]
        self._gap_now = gaps[0] if gaps else self._TIGHT
        seen = set(wanted)
        if not gaps:
            room = self.width() - self.more.sizeHint().width() - px(self._TIGHT)
            seen = {self.currentIndex()} | ({coming} if coming is not None else set())
            for at in wanted:
                if self._need([*seen, at] if at not in seen else [*seen], self._TIGHT) > room:
                    break
                seen.add(at)
        self._fitting = True
        for at in range(self.count()):
            if self.isTabVisible(at) != (at in seen):
                self.setTabVisible(at, at in seen)
        self._fitting = False
        # A change of font makes Qt measure the tabs anew; a change of their distance does not.
        self.setIconSize(QSize(self._gap_now, 1))
        first = min(seen, default=0)
        if self.isVisible() and self.tabRect(first).left() != 0:
            # It was too wide for a moment and Qt moved it along; told its size, it moves it back.
            super().resizeEvent(QResizeEvent(self.size(), self.size()))
        self._put_more(len(seen) < len(wanted))

    def _need(self, tabs: Sequence[int], gap: int) -> int:
        """The width in px of some tabs at a distance; the last one needs none behind it."""
        return sum(self._width(at) + theme.current().px(gap) for at in tabs)

    def _put_more(self, needed: bool) -> None:
        size = self.more.sizeHint()
        self.more.setGeometry(
            self.width() - size.width(),
            (self.height() - size.height()) // 2,
            size.width(),
            size.height(),
        )
        self.more.setVisible(needed)

    def _rest(self) -> list[tuple[str, Callable[[], object]] | None]:
        """The tabs without room, as entries of a menu."""
        words, keys = self.words(), self.keys()
        return [
            (
                f"{words[at]} {self._counts.get(keys[at], '')}".strip(),
                partial(self.choose, keys[at]),
            )
            for at in self._wanted()
            if not self.isTabVisible(at)
        ]

    def choose(self, key: str) -> None:
        """Choose a tab by key, one without room or left out as well."""
        at = self.keys().index(key)
        self._out.discard(key)
        if not self.isTabVisible(at):
            self.fit(at)
            self.setTabVisible(at, True)
        self.setCurrentIndex(at)

    def _width(self, index: int) -> int:
        words = self.tabText(index).replace("&&", "&")
        wide = painting.width_of(words, theme.font("row"))
        count = self._counts.get(str(self.tabData(index)), "")
        if count:
            wide += theme.current().px(self._NEAR) + painting.width_of(count, theme.font("meta"))
        return wide

    def tabSizeHint(self, index: int) -> QSize:
        """Words, count and the space to the next."""
        gap = theme.current().px(self._gap_now)
        return QSize(self._width(index) + gap, theme.height("tab"))

    def sizeHint(self) -> QSize:
        """All tabs side by side."""
        return QSize(self._need(self._wanted(), self._GAP), theme.height("tab") + 1)

    def minimumSizeHint(self) -> QSize:
        """Those without room wait behind the button."""
        return QSize(theme.current().px(160), theme.height("tab") + 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows, Home and End go along all tabs, those behind the button as well."""
        wanted, now = self._wanted(), self.currentIndex()
        at = wanted.index(now) if now in wanted else 0
        to = {
            Qt.Key.Key_Left: at - 1,
            Qt.Key.Key_Right: at + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: len(wanted) - 1,
        }.get(Qt.Key(event.key()))
        if to is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif 0 <= to < len(wanted):
            self.choose(self.keys()[wanted[to]])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit anew."""
        super().resizeEvent(event)
        self.fit()

    def showEvent(self, event: QShowEvent) -> None:
        """Fit once it is in sight."""
        super().showEvent(event)
        self.fit()

    def changeEvent(self, event: QEvent) -> None:
        """Fit the words in another size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the words, the line and the rule."""
        painter = painting.begin(self)
        now = theme.current()
        foot = self.height() - 1
        painting.across(painter, 0, self.width(), foot, "line")
        for at in range(self.count()):
            if not self.isTabVisible(at):
                continue
            chosen = at == self.currentIndex()
            rect = self._rect(at).adjusted(0, 0, -now.px(self._gap_now), 0)
            ringed = chosen and painting.ringed(self)
            # The first one begins at the edge: its words make room for the ring.
            rect.translate(self.nudge(at) if ringed else 0, 0)
            ink = "ink" if chosen or at == self._over else "ink2"
            font = theme.font("row")
            words = self.tabText(at).replace("&&", "&")
            wide = painting.text(painter, rect.adjusted(0, 0, 2, 0), words, font, ink)
            count = self._counts.get(str(self.tabData(at)), "")
            if count:
                rest = rect.adjusted(wide + now.px(self._NEAR), 0, 4, 0)
                painting.text(painter, rest, count, theme.font("meta"), "ink3")
            if chosen:
                painter.fillRect(
                    QRectF(rect.left(), self.height() - 3, rect.width(), 2), now.color("accent")
                )
                if ringed:
                    painting.focus_ring(painter, self.ring(at), 5)

    def nudge(self, at: int) -> float:
        """How far in px the words of a tab move in while the ring is around them."""
        return max(0.0, self._RING - self._rect(at).left())

    def ring(self, at: int) -> QRectF:
        """Where the ring around a tab stands: a little wider than its words, never cut."""
        gap, more = theme.current().px(self._gap_now), self._RING
        around = self._rect(at).translated(self.nudge(at), 0).adjusted(-more, 5, more - gap, -5)
        return around.intersected(QRectF(self.rect()))


class TabPages(QWidget):
    """Underline tabs over their pages; a page is made when it is first looked at."""

    chosen = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.tabs = UnderlineTabs(name)
        self.tabs.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._pages = QStackedWidget()
        self._makers: dict[str, Callable[[], QWidget]] = {}
        self._made: dict[str, QWidget] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.tabs)
        layout.addWidget(self._pages, 1)
        self.tabs.chosen.connect(self._show)

    def add(self, key: str, text: str, make: Callable[[], QWidget]) -> None:
        """Add a tab whose page `make` builds on first sight."""
        self._makers[key] = make
        self.tabs.add(key, text)
        if self.tabs.count() == 1:
            self._show(key)

    def choose(self, key: str) -> None:
        """Turn to a page; raises ValueError for an unknown key."""
        self.tabs.choose(key)
        self._show(key)

    def current_key(self) -> str:
        """The key of the page in sight."""
        return self.tabs.current_key()

    def page(self, key: str) -> QWidget:
        """The page behind a key, made now if it was not yet."""
        if key not in self._made:
            self._made[key] = self._makers[key]()
            self._pages.addWidget(self._made[key])
        return self._made[key]

    def _show(self, key: str) -> None:
        self._pages.setCurrentWidget(self.page(key))
        self.chosen.emit(key)
