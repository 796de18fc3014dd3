"""How parts stand on a page: rows, columns, bars and the spaces between them."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSize, Qt
from PySide6.QtGui import QFocusEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from . import painting, theme
from .keycap import KeyCap
from .safe import Label
from .titles import Title

NEAR, GAP, BETWEEN, MARGIN, WIDE, RECORD = 4, 8, 12, 16, 20, 22


class _Stretch:
    """The place in a row or column that takes all the room left over."""


STRETCH = _Stretch()
Item = QWidget | QLayout | int | _Stretch | None
Margin = int | tuple[int, int, int, int]
Box = TypeVar("Box", bound=QBoxLayout)


def stack(owner: QWidget, *items: Item, gap: int = 0, margin: Margin = 0) -> QVBoxLayout:
    """Put things below each other on a widget; numbers are px of space, None is left out."""
    layout = QVBoxLayout(owner)
    return _fill(layout, items, gap, margin)


def beside(owner: QWidget, *items: Item, gap: int = GAP, margin: Margin = 0) -> QHBoxLayout:
    """Put things beside each other on a widget."""
    layout = QHBoxLayout(owner)
    return _fill(layout, items, gap, margin)


def row(*items: Item, gap: int = GAP, margin: Margin = 0, shares: Sequence[int] = ()) -> QWidget:
    """A widget with things beside each other.

    `shares` say, from the left, how the room that is left over is given out; 0 gets none.
    """
    owner = QWidget()
    layout = beside(owner, *items, gap=gap, margin=margin)
    for at, share in enumerate(shares):
        layout.setStretch(at, share)
    return owner


def column(*items: Item, gap: int = GAP, margin: Margin = 0) -> QWidget:
    """A widget with things below each other."""
    owner = QWidget()
    stack(owner, *items, gap=gap, margin=margin)
    return owner


def _fill(layout: Box, items: tuple[Item, ...], gap: int, margin: Margin) -> Box:
    around = (margin,) * 4 if isinstance(margin, int) else margin
    layout.setContentsMargins(*around)
    layout.setSpacing(gap)
    for item in items:
        put(layout, item)
    return layout


def put(layout: QBoxLayout, item: Item) -> None:
    """Add one thing at the end of a row or column."""
    match item:
        case QWidget():
            layout.addWidget(item)
        case QLayout():
            layout.addLayout(item)
        case int():
            layout.addSpacing(item)
        case _Stretch():
            layout.addStretch(1)


def clear(layout: QLayout) -> None:
    """Take everything out of a layout and let it go."""
    while (item := layout.takeAt(0)) is not None:
        inner, widget = item.layout(), item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear(inner)


class _Lead(QObject):
    """Hands the keyboard on from a page to one of its parts."""

    def __init__(self, page: QWidget, part: QWidget | Callable[[], QWidget]) -> None:
        super().__init__(page)
        self._part = part
        page.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move the focus from the page to the part."""
        if isinstance(event, QFocusEvent) and event.type() == QEvent.Type.FocusIn:
            part = self._part if isinstance(self._part, QWidget) else self._part()
            part.setFocus(event.reason())
        return False


def lead_focus(page: QWidget, part: QWidget | Callable[[], QWidget]) -> None:
    """Give the keyboard to a part of a page whenever the page gets it; a function says which now.

    A focus proxy must not be used for this: Qt then skips everything that stands before the part
    when somebody presses Tab. The page itself is no stop of Tab, or it would skip them too.
    """
    page.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    _Lead(page, part)


class Panel(QWidget):
    """A plain ground in one ink, perhaps with a rule at one side."""

    def __init__(self, ground: str = "paper", rule: str = "") -> None:
        super().__init__()
        self._ground, self._rule = ground, rule

    def paintEvent(self, event: QPaintEvent) -> None:
        """Fill the ground and draw the rule."""
        painter = painting.begin(self)
        painter.fillRect(self.rect(), theme.current().color(self._ground))
        wide, high = self.width(), self.height()
        edges = {
            "top": (0, 0, wide, 1),
            "bottom": (0, high - 1, wide, 1),
            "left": (0, 0, 1, high),
            "right": (wide - 1, 0, 1, high),
        }
        if self._rule:
            painter.fillRect(*edges[self._rule], theme.current().color("line"))


class Rule(QWidget):
    """A hairline across."""

    def __init__(self, color: str = "line", *, upright: bool = False) -> None:
        super().__init__()
        self._color = color
        if upright:
            self.setFixedWidth(1)
        else:
            self.setFixedHeight(1)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the hairline."""
        painting.begin(self).fillRect(self.rect(), theme.current().color(self._color))


_DEEP = 4


class Scroll(QScrollArea):
    """A page that scrolls up and down, never sideways."""

    def __init__(self, page: QWidget, ground: str = "") -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._ground = ground
        page.setProperty("k", "page")
        self.setWidget(page)

    def settle(self) -> None:
        """Give the page at once the room its parts want now, so that nothing is painted cut."""
        # A part tells the one it stands in, and that the next, each by a request of its own.
        for _ in range(_DEEP):
            QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)

    def minimumSizeHint(self) -> QSize:
        """As wide as the page needs, as low as one likes."""
        page = self.widget()
        return QSize(page.minimumSizeHint().width() if page else 0, 40)


class Toolbar(QWidget):
    """The bar at the top of a page: its title, what it counts, then whatever belongs there.

    Where there is no room, key caps go first, then the count; then the title takes smaller letters,
    and at last goes what may (`let_go`): the title where the tab over it says it as well.
    """

    def __init__(self, title: str, note: str = "", *items: Item) -> None:
        super().__init__()
        self._title = Title(title)
        self._note = Label(note, "body", "ink2")
        beside(self, self._title, self._note, 10, *items, margin=(MARGIN, 0, MARGIN, 0))
        self._spare = [*(item for item in items if isinstance(item, KeyCap)), self._note]
        self._first = len(self._spare)
        self._away: list[QWidget] = []
        self.setFixedHeight(theme.height("toolbar"))

    def let_go(self, widget: QWidget | None = None) -> None:
        """Let something of it go where there is no room, the title if nothing is named."""
        self._spare.append(widget or self._title)
        self._fit()

    def _need(self, without: int) -> int:
        """The width in px that all things need, the first few spare ones left out.

        With those left out that nobody misses, the title is asked for its smallest letters.
        """
        layout = self.layout()
        if layout is None:
            return 0
        around = layout.contentsMargins()
        wide, gap = around.left() + around.right(), layout.spacing()
        for at in range(layout.count()):
            item = layout.itemAt(at)
            widget = item.widget() if item is not None else None
            if widget is None and item is not None:
                wide += item.sizeHint().width()
            elif widget is not None and widget not in self._spare[:without]:
                hidden = widget.isHidden() and widget not in self._away
                small = widget is self._title and without >= self._first
                need = self._title.least() if small else widget.sizeHint().width()
                wide += 0 if hidden else need + gap
        return wide

    def minimumSizeHint(self) -> QSize:
        """What stays when all spare things are gone and the title has its smallest letters."""
        return QSize(self._need(len(self._spare)), self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Drop spare things where there is no room, and show them again where there is."""
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        """Other words or buttons need other room."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return done

    def _fit(self) -> None:
        gone = 0
        while gone < len(self._spare) and self._need(gone) > self.width():
            gone += 1
        for at, widget in enumerate(self._spare):
            if at < gone and not widget.isHidden():
                widget.hide()
                self._away.append(widget)
            elif at >= gone and widget in self._away:
                self._away.remove(widget)
                widget.show()

    def set_title(self, title: str, note: str | None = None) -> None:
        """Show another title, and another note when one is given."""
        self._title.set_text(title)
        if note is not None:
            self._note.set_text(note)

    def set_note(self, note: str) -> None:
        """Say another count."""
        self._note.set_text(note)

    def note(self) -> str:
        """The count that is stated."""
        return self._note.text()


class Footer(Panel):
    """The 48 px at the foot of a pane that hold its decision."""

    def __init__(self, *items: Item) -> None:
        super().__init__("paper", "top")
        beside(self, *items, margin=(WIDE, 0, WIDE, 0))
        self.setFixedHeight(theme.height("footer"))


class Section(QWidget):
    """A line of words above a part of a page: what it is, a note, perhaps a sum at the right."""

    def __init__(self, title: str, note: str = "", right: str = "", color: str = "ink") -> None:
        super().__init__()
        self._title = Label(title, "strong", color)
        self._note = Label(note, "meta", "ink3")
        self._right = Label(right, "meta", "ink3")
        beside(self, self._title, self._note, STRETCH, self._right)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_note(self, note: str, right: str = "") -> None:
        """Say something else beside the title."""
        self._note.set_text(note)
        self._right.set_text(right)

    def note(self) -> str:
        """The note beside the title."""
        return self._note.text()


class Metric(QWidget):
    """One figure with what it is above and what it means below."""

    def __init__(
        self,
        label: str,
        value: str = "",
        note: str = "",
        role: str = "metric",
        *,
        elide: bool = False,
    ) -> None:
        super().__init__()
        self._label = Label(label, "label", "ink2", elide=elide)
        self._value = Label(value, role)
        self._note = Label(note, "meta", "ink3", elide=elide)
        stack(self, self._label if label else None, self._value, self._note, gap=2)

    def set_metric(self, value: str, note: str | None = None) -> None:
        """Show another figure."""
        self._value.set_text(value)
        if note is not None:
            self._note.set_text(note)

    def value(self) -> str:
        """The figure."""
        return self._value.text()
