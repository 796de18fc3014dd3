"""The Org chart tab: a head with a segment for each room, the room in front below it."""

from __future__ import annotations

from ...desk.desk import Desk
from ...widgets.rooms import Rooms


class OrgChartView(Rooms):
    """Roles, and whatever upper areas keep of people and plans, a room each (`orgchart.room`)."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "orgchart", "Org chart", "Org chart and people", "Org chart")
