"""What an eye would object to on a window: words that are cut, controls without a name."""

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtGui import Qt as Rich
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QTabBar, QWidget

from mspdesk.app.glossary import ABBREVIATION, abbreviations
from mspdesk.widgets import theme
from mspdesk.widgets.buttons import Button, LinkButton
from mspdesk.widgets.chips import Chip
from mspdesk.widgets.columns import WHOLE
from mspdesk.widgets.listview import ListView
from mspdesk.widgets.palette import CommandPalette
from mspdesk.widgets.safe import Label
from mspdesk.widgets.segments import SegmentControl
from mspdesk.widgets.ticks import CheckBox
from mspdesk.widgets.titles import Title

SUM = re.compile(r"[$€£]\s?\d|\b\d[\d,]*\.\d\d h?\b")
DATE = re.compile(
    r"\b(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* \d{1,2}\b|\d{4}-\d\d-\d\d"
)
NAMES = {"IL", "MN", "LLC", "TAX"}
"""Capitals on screens that are no abbreviation of the program's: states, names, a code."""

_CODES = re.compile(r"\S*[A-Za-z0-9]-[A-Z0-9]\S*|\S*\d-\S*")
"""Numbers of things, like BDR-OFF and KMT-FW1."""

TITLES = {"first", "hero", "title", "record", "metric", "card", "card_large"}


def cut(window: QWidget) -> list[str]:
    """Every title, sum and date in sight that is not shown whole, and every cut button."""
    found = [f"{label.text()!r} is cut" for label in labels(window) if is_cut(label)]
    for button in in_sight(window):
        if isinstance(button, Button | Chip | LinkButton | CheckBox):
            if too_small(button):
                found.append(f"button {button.words()!r} is cut")
        elif isinstance(button, SegmentControl) and too_small(button):
            found.append(f"{button.words()} are cut")
    for listing in in_sight(window):
        if isinstance(listing, ListView):
            found += cut_cells(listing)
    return found


_still: dict[QWidget, list[QWidget]] = {}


@contextmanager
def still(window: QWidget) -> Iterator[None]:
    """A moment in which nothing on a window comes or goes: it is walked through only once."""
    _still[window] = list(in_sight(window))
    try:
        yield
    finally:
        del _still[window]


def in_sight(widget: QWidget) -> Iterator[QWidget]:
    """The widgets in sight below one, those of pages that are not shown left out."""
    if widget in _still:
        yield from _still[widget]
        return
    # One list of who is still to come: handing each up through all that it lies in took a third
    # longer, and this is asked ten times of each screen.
    coming = widget.children()[::-1]
    while coming:
        child = coming.pop()
        if isinstance(child, QWidget) and child.isVisible():
            yield child
            coming += child.children()[::-1]


def labels(window: QWidget) -> Iterator[Label]:
    """The words in sight that are a title, a sum or a date."""
    for label in in_sight(window):
        if isinstance(label, Label) and (words := label.text()):
            role = label._full if isinstance(label, Title) else label._role
            important = role in TITLES or SUM.search(words) or DATE.search(words)
            if important:
                yield label


def too_small(control: Button | Chip | LinkButton | CheckBox | SegmentControl) -> bool:
    """Whether words to press have no room, in the page or beyond the edge of what shows it."""
    least = control.minimumSizeHint() if not isinstance(control, Button) else control.sizeHint()
    low = control.height() < control.sizeHint().height()
    return bool(control.words()) and (low or control.width() < least.width() or beyond(control) > 1)


def beyond(part: QWidget) -> int:
    """How many px of a part lie beyond the left or right edge of what it stands in."""
    left, most, around = 0, 0, part
    while (outer := around.parentWidget()) is not None and not around.isWindow():
        left += around.x()
        if isinstance(outer.parentWidget(), ListView):
            return most  # A list that is too wide is moved along.
        most, around = max(most, -left, left + part.width() - outer.width()), outer
    return most


def is_cut(label: Label) -> bool:
    """Whether some of a label's words are not seen."""
    room = label.contentsRect()
    if label.folded():
        return label.height() < label.sizeHint().height()
    metrics = QFontMetricsF(label.font())
    if label.wordWrap():
        longest = max(metrics.horizontalAdvance(word) for word in label.text().split())
        return label.height() < label.heightForWidth(label.width()) or longest > room.width()
    return (
        label.shown() != label.text() or metrics.horizontalAdvance(label.text()) > room.width() + 1
    )


def cut_cells(listing: ListView) -> list[str]:
    """The figures, sums and dates of a list that have less room than they need."""
    found = []
    model = listing.model()
    for at, column in enumerate(listing.grid.columns):
        if listing.header.isSectionHidden(at):
            continue
        room = listing.header.sectionSize(at) - listing.grid.padding(at) + 1
        where = f"{listing.accessibleName()}, {column.title}"
        font = QFontMetricsF(theme.font(listing.grid.plain[at].role))
        if column.kind in WHOLE:
            texts = {
                str(model.index(row, at).data() or "")
                for row in range(min(60, model.rowCount()))
                if listing._shown.group(row) is None
            }
            found += [f"{where}: {t!r} is cut" for t in texts if font.horizontalAdvance(t) > room]
        heavy = QFontMetricsF(theme.font("row"))
        found += [
            f"{where}: {t!r} is cut" for t in listing.sums(at) if heavy.horizontalAdvance(t) > room
        ]
        edge = listing.header.sectionViewportPosition(at) + listing.header.sectionSize(at)
        # With larger words than usual a list may be moved along, with the usual ones it fits.
        moves = theme.current().scale > 100 and listing.horizontalScrollBar().isVisible()
        if edge > listing.viewport().width() + 1 and not moves:
            found.append(f"{where} is outside the list")
    return found


def words_of(window: QWidget) -> Iterator[str]:
    """Everything that is written in sight: labels, buttons, tabs, titles of columns, hints."""
    for one in in_sight(window):
        if isinstance(one, QLabel):
            yield one.text()
        elif isinstance(one, QLineEdit):
            yield one.placeholderText()
        elif isinstance(one, QTabBar):
            yield from (one.tabText(at) for at in range(one.count()))
        elif isinstance(one, ListView):
            yield from (column.title for column in one.grid.columns)
        elif isinstance(one, Button | LinkButton):
            yield one.words()


def unexplained(window: QWidget) -> list[str]:
    """Abbreviations in sight that the glossary has no entry for (S144)."""
    known = abbreviations() | NAMES
    found = {
        (short, words)
        for words in words_of(window)
        for short in ABBREVIATION.findall(_CODES.sub("", words))
        if short not in known and short.removesuffix("s") not in known
    }
    return [f"{short!r} in {words[:60]!r} is not in the glossary" for short, words in found]


def escaped(tip: str) -> bool:
    """Whether a tooltip is shown literally: plain, or our own wrapping around escaped words."""
    if not Rich.mightBeRichText(tip):
        return True
    inner = tip.removeprefix("<qt>").removesuffix("</qt>").replace("<br>", "")
    return tip.startswith("<qt>") and "<" not in inner


def markup(window: QWidget) -> list[str]:
    """Labels in sight that would take words for markup, and tooltips that do."""
    found = [
        f"{one.text()[:60]!r} could be markup"
        for one in in_sight(window)
        if isinstance(one, QLabel) and one.textFormat() != Qt.TextFormat.PlainText
    ]
    tips = [one.toolTip() for one in in_sight(window)]
    return found + [f"tooltip {tip[:60]!r} is markup" for tip in tips if not escaped(tip)]


def stops(window: QWidget) -> list[QWidget]:
    """All widgets in sight that the keyboard can come to."""
    return [
        widget
        for widget in in_sight(window)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isEnabled()
        and widget.focusProxy() is None
        and widget.objectName() != "qt_edit"
    ]


def reachable(window: QWidget) -> list[QWidget]:
    """The stops of a window; those of the palette alone while it lies over everything."""
    palette = next((one for one in in_sight(window) if isinstance(one, CommandPalette)), None)
    return [one for one in stops(window) if palette is None or palette.isAncestorOf(one)]


def badly_named(window: QWidget) -> list[str]:
    """Controls without a name, and names that two controls share."""
    words = [one for one in in_sight(window) if isinstance(one, QLabel) and one.text()]
    buddies = {label.buddy(): label.text() for label in words}
    names = [(one, one.accessibleName() or buddies.get(one, "")) for one in reachable(window)]
    found = [
        f"{type(one).__name__} in {type(one.parent()).__name__} has no name"
        for one, name in names
        if not name.strip()
    ]
    counts = Counter(name for _, name in names if name)
    return found + [f"{n} controls are called {name!r}" for name, n in counts.items() if n > 1]


def not_reached(window: QWidget) -> list[str]:
    """The controls Tab does not come to when it is pressed all the way round."""
    missing = set(reachable(window))
    now = QApplication.focusWidget() or window
    seen: Counter[QWidget] = Counter()
    while missing and seen[now] < 3:
        missing.discard(now)
        seen[now] += 1
        QTest.keyClick(now, Qt.Key.Key_Tab)
        now = QApplication.focusWidget() or window
    return [f"Tab does not reach {one.accessibleName()!r}, {type(one).__name__}" for one in missing]
