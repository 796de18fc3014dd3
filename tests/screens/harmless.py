"""Whether a window that is looked at sets people against each other (S030)."""

from PySide6.QtWidgets import QWidget

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
