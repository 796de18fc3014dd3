"""The Checklists tab: a room in front, and a segment for each along the top."""

from __future__ import annotations

from ...desk.desk import Desk
from ...widgets.rooms import Rooms


class ChecklistsView(Rooms):
    """Checklists, and whatever else the shop's practice keeps, a room each (`checklists.room`)."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "checklists", "Checklists", "Checklists and practice")
