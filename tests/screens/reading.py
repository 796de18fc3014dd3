"""What a screen reader finds on a window, and whether it is all that an eye finds there.

Words that widgets paint themselves are caught as they are painted, with the ink they have and the
ground they stand on; words that Qt paints are those of labels and fields, which it tells readers.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType
from typing import Any

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QColor, QImage, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QHeaderView,
    QTabBar,
    QTableView,
    QWidget,
)

from mspdesk.widgets import theme
from mspdesk.widgets.hot import Drawing
from mspdesk.widgets.listview import ListView
from mspdesk.widgets.palette import CommandPalette
from mspdesk.widgets.safe import Label

from .looking import in_sight, reachable

Role, Text = QAccessible.Role, QAccessible.Text

SPOKEN = Qt.ItemDataRole.AccessibleTextRole
MOST_ROWS = 400

LARGE, LARGE_BOLD = 24, 18.6
"""Sizes in px from which WCAG calls text large: 18 points, or 14 where it is bold."""


NEAR = ((0, 0), (4, -3), (8, 3), (2, 5), (6, -5))
"""Where the ground of words is looked at, from where they stand; rules and edges are passed by."""


@dataclass(frozen=True, slots=True)
class Word:
    """Words that were painted: by which widget, in which ink, where, how large."""

    widget: QWidget
    words: str
    ink: str
    at: tuple[int, int]
    large: bool


def _painter_of(depth: int) -> QWidget | None:
    """The widget whose paintEvent is under way, or whose cells a delegate paints."""
    frame: FrameType | None = sys._getframe(depth)
    while frame is not None:
        held = frame.f_locals
        for name in ("self", "option"):
            one = held.get(name)
            if name == "option" and one is not None:
                one = getattr(one, "widget", None)
            if isinstance(one, QWidget):
                return one
        frame = frame.f_back
    return None


@contextmanager
def _catching(found: list[Word]) -> Iterator[None]:
    """Catch the words that are painted from now on instead of painting them."""
    kind: Any = QPainter
    draw_text, draw_static = kind.drawText, kind.drawStaticText

    def note(painter: QPainter, place: Any, words: str) -> None:
        widget = _painter_of(3)
        if widget is None or not words.strip():
            return
        spot = QPointF(place.center() if hasattr(place, "center") else place)
        if not hasattr(place, "center"):
            spot += QPointF(1, 4)
        at = painter.deviceTransform().map(spot).toPoint()
        pixels = painter.font().pixelSize()
        large = pixels >= LARGE or (pixels >= LARGE_BOLD and painter.font().weight() >= 600)
        found.append(Word(widget, words, painter.pen().color().name(), (at.x(), at.y()), large))

    def caught_text(painter: QPainter, place: Any, *rest: Any) -> None:
        note(painter, place, str(rest[-1]))

    def caught_static(painter: QPainter, place: Any, static: Any) -> None:
        note(painter, place, static.text())

    kind.drawText, kind.drawStaticText = caught_text, caught_static
    try:
        yield
    finally:
        kind.drawText, kind.drawStaticText = draw_text, draw_static


def painted(window: QWidget) -> tuple[list[Word], QImage]:
    """The words that widgets paint themselves, and the window without them."""
    ground = QImage(window.size(), QImage.Format.Format_RGB32)
    found: list[Word] = []
    with _catching(found):
        window.render(ground)
    return found, ground


# --- what readers are told -----------------------------------------------------------------------


def told(widget: QWidget) -> str:
    """All that readers are told of one widget: name, description, value, cells and headers."""
    if isinstance(widget, QHeaderView):
        parent = widget.parentWidget()
        return told(parent) if parent else ""
    there = QAccessible.queryAccessibleInterface(widget)
    said = [there.text(kind) for kind in (Text.Name, Text.Description, Text.Value)]
    if isinstance(widget, QAbstractItemView):
        said += _cells(widget)
    if isinstance(widget, Drawing):
        # Arrows lead from one to the next, and each is the description then.
        said += [widget.story(), *(spot.words for spot in widget.spots)]
    if isinstance(widget, QTabBar):
        said += [there.child(at).text(Text.Name) for at in range(there.childCount())]
    return " ".join(said)


def _cells(view: QAbstractItemView) -> Iterator[str]:
    """The words of cells and headers, as Qt asks a model for them when readers want to know."""
    model, top = view.model(), view.rootIndex()
    wide = model.columnCount(top) if isinstance(view, QTableView) else 1
    for row in range(min(model.rowCount(top), MOST_ROWS)):
        for at in range(wide):
            index = model.index(row, at)
            yield str(index.data(SPOKEN) or index.data() or "")
    for at in range(wide):
        across = Qt.Orientation.Horizontal
        yield str(model.headerData(at, across, SPOKEN) or model.headerData(at, across) or "")


_LETTERS = re.compile(r"[^\W\d_]{3,}")
"""Words, without numbers and without initials, which stand for a name that is told."""


_HINTS = set("choose decide job box type paste here".split())
"""What stands in a field that is empty, to say what to do there; its name says what for."""


def _said(words: str) -> set[str]:
    """The words of a text, for comparing what is painted with what is told."""
    return {one.casefold() for one in _LETTERS.findall(words)}


def untold(words: list[Word]) -> list[str]:
    """Words that an eye sees painted and that readers are not told."""
    by: dict[QWidget, set[str]] = {}
    for one in words:
        # The end of what was cut may be half a word.
        whole = one.words.rpartition(" ")[0] if one.words.endswith("…") else one.words
        by.setdefault(one.widget, set()).update(_said(whole))
    found = []
    for widget, seen in by.items():
        if isinstance(widget, Drawing) and widget.story():
            continue  # its marks of scale stand in a sentence of their own
        missing = seen - _said(told(widget)) - _HINTS
        if missing:
            name = widget.accessibleName() or type(widget).__name__
            found.append(f"{type(widget).__name__} {name!r} does not say {sorted(missing)[:6]}")
    return found


def _in_view(widget: QWidget, window: QWidget, at: QPoint) -> bool:
    """Whether a place of a window shows a widget, and not what a list was scrolled under."""
    one: QWidget | None = widget
    while one is not None and one is not window:
        if not one.rect().contains(one.mapFrom(window, at)):
            return False
        one = one.parentWidget()
    return True


def pale(window: QWidget, words: list[Word], ground: QImage) -> list[str]:
    """Words with too little contrast to what lies under them: 4.5, or 3 where they are large."""
    found = []
    over = next((one for one in in_sight(window) if isinstance(one, CommandPalette)), None)
    seen = [
        (one.widget, one.words, one.ink, [QPoint(*one.at) + QPoint(*by) for by in NEAR], one.large)
        for one in words
    ]
    for label in in_sight(window):
        if isinstance(label, Label) and label.text().strip() and not label._elide:
            ink = theme.current().color(label._color).name()
            large = label.font().pixelSize() >= LARGE
            seen.append((label, label.text(), ink, list(_corners(label, window)), large))
    for widget, text, ink, places, large in seen:
        # What lies under the palette is dimmed on purpose, and what is off cannot be pressed.
        hidden = over is not None and not over.isAncestorOf(widget)
        if hidden or not widget.isEnabled() or not _in_view(widget, window, places[0]):
            continue
        near = [ground.pixel(one) for one in places if ground.rect().contains(one)]
        under = QColor(Counter(near).most_common(1)[0][0]).name()
        ratio = theme.contrast(ink, under)
        if ratio < (3 if large else 4.5):
            found.append(f"{text[:30]!r} in {type(widget).__name__}: {ink} on {under}, {ratio:.2f}")
    return found


def _corners(label: Label, window: QWidget) -> Iterator[QPoint]:
    """Places around a label's words, which are on the picture already: its left and right edge."""
    inner = label.rect()
    for part in range(5):
        for x in (inner.left(), inner.right()):
            yield label.mapTo(window, QPoint(x, inner.height() * part // 5 + 1))


def badly_told(window: QWidget) -> list[str]:
    """Stops of the keyboard that readers take for an empty frame, columns without a name."""
    found = []
    for one in reachable(window):
        there = QAccessible.queryAccessibleInterface(one)
        name = f"{type(one).__name__} {one.accessibleName()!r}"
        if not there.isValid():
            found.append(f"{name} is not told at all")
            continue
        if not there.state().focusable:
            found.append(f"{name} is no place for the keys")
        scrolls = isinstance(one, QAbstractScrollArea)
        if there.role() in {Role.Client, Role.NoRole} and not scrolls:
            found.append(f"{name} does not say what it is")
        if isinstance(one, ListView) and not all(column.called for column in one.grid.columns):
            found.append(f"{name} has a column that is called nothing")
    return found
