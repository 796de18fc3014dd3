"""Checklists as the rest of the program sees them: a tab of rooms, and panels on lower screens."""

from ..desk.area import Area, Lazy, Panel, made_by

_OFFERS = "mspdesk.checklists.offers"
_VIEW = "mspdesk.checklists.view"

# Here and not among the offers, which bring the questions about runs along. The rooms of upper
# areas stand beside the first: a segment each along the top of the tab.
PANELS = (
    Panel("checklists.room", "Checklists", made_by(f"{_VIEW}.runs:RunsRoom"), 10, key="runs"),
)

AREA = Area(
    "checklists",
    "Checklists",
    order=5,
    tab=Lazy(f"{_VIEW}.screen:ChecklistsView"),
    finders=Lazy(f"{_OFFERS}:FINDERS"),
    verbs=Lazy(f"{_OFFERS}:VERBS"),
    today=Lazy(f"{_OFFERS}:TODAY"),
    panels=lambda: PANELS,
)
