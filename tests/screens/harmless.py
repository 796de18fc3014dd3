"""Whether a window that is looked at sets people against each other (S030)."""

from typing import Any

from PySide6.QtWidgets import QWidget

from mspdesk.app.window import Window
from mspdesk.exchange.columns import plain
from mspdesk.exchange.formulas import WorkedBook
from mspdesk.widgets.buttons import MenuButton, Pressed
from mspdesk.widgets.charts import AgeingBar, WeekBars, _Plot
from mspdesk.widgets.listview import ListView
from tests.ranking import AGAINST, identity, ranked_rows, ranked_words

from .looking import in_sight

PEOPLE = ("Dana Whitlock", "Marcus Oduya", "Priya Raman")
MOST_ROWS = 60


def setting_against(window: QWidget) -> list[str]:
    """Lists of people that are not by name or can be sorted by a figure; charts of people."""
    found = []
    for widget in in_sight(window):
        if isinstance(widget, ListView):
            found += _list(widget)
        elif isinstance(widget, _Plot | WeekBars | AgeingBar):
            found += ranked_words(widget.accessibleName(), [widget.story()], PEOPLE)
    return found


def _list(listing: ListView) -> list[str]:
    title, columns = listing.accessibleName(), listing.grid.columns
    model, heads = listing.model(), [one.title for one in listing.grid.columns]
    rows, groups = [], []
    for row in range(min(MOST_ROWS, model.rowCount())):
        group = listing._shown.group(row)
        if group is not None:
            groups.append(group.title)
            continue
        rows.append([str(model.index(row, at).data() or "") for at in range(len(columns))])
    found = ranked_rows(title, heads, rows, PEOPLE)
    named = [one for one in groups if one in PEOPLE]
    if named != sorted(named):
        found.append(f"{title}: headings stand as {named}, not by name")
    if identity(rows, PEOPLE) is not None:
        found += [
            f"{title}: can be sorted by “{one.title}”"
            for one in columns
            if one.sort is not None and (one.kind in {"num", "money"} or AGAINST.search(one.title))
        ]
    return found


def files_setting_against(window: Window) -> list[str]:
    """What the exports in sight would write: nobody is ranked in a file, either.

    Where a file would lie is asked of nobody: the dialog is a stand-in that gives up.
    """
    desk = window.desk
    if desk is None:
        return []
    given: list[tuple[str, Any, Any]] = []

    def take(title: str, columns: Any, rows: Any) -> None:
        given.append((title, columns, rows))

    desk.asked_to_export.connect(take)
    for button in list(in_sight(window)):
        if isinstance(button, MenuButton):
            entries = button._entries
            for entry in entries() if callable(entries) else entries:
                if entry is not None and entry[0].startswith("Export"):
                    entry[1]()
        elif isinstance(button, Pressed) and button.accessibleName().startswith("Export"):
            button.click()
    desk.asked_to_export.disconnect(take)
    found = []
    for title, what, rows in given:
        # A workbook with formulas carries its columns; all else is given by them.
        columns = what.columns if isinstance(what, WorkedBook) else what
        asked = desk.ask(rows) if callable(rows) else rows
        lines = [[plain(one, row) for one in columns] for row in list(asked)[:MOST_ROWS]]
        found += ranked_rows(f"{title}, file", [one.title for one in columns], lines, PEOPLE)
    return found
