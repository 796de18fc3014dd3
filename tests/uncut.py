"""Finds words that a screen cuts off though they never may: titles, sums, dates, buttons."""

import re

from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QTabBar, QWidget

from mspdesk.widgets import theme
from mspdesk.widgets.buttons import Button, LinkButton
from mspdesk.widgets.listview import ListView
from mspdesk.widgets.safe import Label
from tests.screens.looking import in_sight

NEVER = frozenset({"title", "id", "date", "num", "money"})
"""Kinds of cells that stand whole."""

_TITLES = frozenset({"hero", "title", "first", "record", "card", "card_large", "metric"})
_FIGURE = re.compile(
    r"[$€£]\d|\d[.,]\d\d\b|\b\d{4}-\d\d|\b(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\w* \d"
)


def cuts(screen: QWidget) -> list[str]:
    """What is cut off on a screen, a line each; empty when everything stands whole."""
    found: list[str] = []
    for part in in_sight(screen):
        if isinstance(part, ListView):
            found += _in_list(part)
        elif isinstance(part, Label):
            found += _in_label(part)
        elif isinstance(part, Button | LinkButton | QTabBar) and _narrow(part):
            found.append(f"{type(part).__name__} {part.accessibleName()}")
    return found


def _narrow(part: QWidget) -> bool:
    """Whether a button or a row of tabs has less room than its words need.

    Tabs that wait behind the button for the rest are not in sight.
    """
    if isinstance(part, QTabBar):
        seen = (part.tabRect(at) for at in range(part.count()) if part.isTabVisible(at))
        return any(rect.right() > part.width() for rect in seen)
    least = part.sizeHint() if isinstance(part, Button) else part.minimumSizeHint()
    return part.width() < least.width() or part.height() < part.sizeHint().height()


def _in_list(table: ListView) -> list[str]:
    found, wide = [], 0
    for at, column in enumerate(table.grid.columns):
        if table.header.isSectionHidden(at):
            continue
        wide += table.header.sectionSize(at)
        room = table.header.sectionSize(at) - table.grid.padding(at)
        metrics = QFontMetricsF(theme.font(table.grid.plain[at].role))
        for row in range(table.model().rowCount()):
            cell = table._shown.cell(row, at)
            if column.kind in NEVER and cell and metrics.horizontalAdvance(cell.text) > room + 1:
                found.append(f"{table.accessibleName()}, {column.title or column.key}: {cell.text}")
    if wide > table.viewport().width() + 1:
        found.append(f"{table.accessibleName()} is wider than its place")
    return found


def _in_label(label: Label) -> list[str]:
    words = label.text().replace("&&", "&")
    matters = label._role in _TITLES or _FIGURE.search(words)
    if not matters or label.wordWrap():
        return []
    if label.folded():
        return [f"label: {words}"] if label.height() < label.sizeHint().height() else []
    needs = QFontMetricsF(label.font()).horizontalAdvance(words)
    cut = label.shown() != words or needs > label.contentsRect().width() + 1
    return [f"label: {words}"] if cut else []
