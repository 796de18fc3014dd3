"""The live figures of what a role is measured by, from whatever areas know them."""

from collections.abc import Iterable

from ...desk.desk import Desk
from ..queries.measures import FIGURES, figure, own_figure, parts


def figures(desk: Desk, role_id: int, measures: Iterable[str]) -> list[tuple[str, str]]:
    """Each measure with its figure; empty where only people know it, or one may not see it.

    "Calls a day: 12" is a figure somebody writes by hand.
    """
    upper = {panel.title.casefold(): panel for panel in desk.panels("role.figure")}
    found = []
    for line in measures:
        name, value = parts(line)
        known = own_figure(name)
        panel = upper.get(name.casefold())
        if known and desk.may(FIGURES[known].needs):
            value = desk.ask(figure, known)
        elif panel is not None and panel.words is not None:
            value = desk.ask(panel.words, role_id)
        found.append((name, value))
    return found


def known_figures(desk: Desk) -> list[str]:
    """The names of all figures the books know, for the help of a form."""
    return sorted([*FIGURES, *(panel.title for panel in desk.panels("role.figure"))])
