"""Employment as the rest of the program sees it."""

from ..desk.area import Area, Panel, made_by

_VIEW = "mspdesk.employment.view"

PANELS = (Panel("orgchart.room", "People", made_by(f"{_VIEW}.room:PeopleRoom"), 20, key="people"),)

AREA = Area("employment", "Employment", panels=lambda: PANELS)
"""Tables of people as employees; private columns are on no list, file or paper of others."""
