"""What areas do by themselves: as books open, as the day turns, and right after a change."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from ..dates import today
from ..desk.desk import Desk
from ..errors import Trouble, UserError

if TYPE_CHECKING:
    from ..desk.area import Dated


class DayTurn(QObject):
    """Does once a day what was promised for that day; a day that is over is not asked again.

    What waits for a change (a server is down, a client came) is looked at once the step that made
    the change is done; its own changes are not looked at again.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._done: date | None = None
        self._moved: set[str] = set()
        self._acting = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.look)
        desk.changed.connect(self._hear)

    def turn(self) -> None:
        """Do what the day asks for; while books can only be read, or are busy, it waits."""
        day = today()
        if self._done == day:
            return
        if self._act([one for area in self._desk.areas for one in area.dated()], day):
            self._done = day

    def look(self) -> None:
        """Do what waits for the tables that changed since."""
        if self._desk.left or not self._moved:
            return
        moved = frozenset(self._moved)
        every = (one for area in self._desk.areas for one in area.dated())
        if self._act([one for one in every if one.tables & moved], today()):
            self._moved.clear()

    def _hear(self, tables: frozenset[str]) -> None:
        if not self._acting:
            self._moved |= tables
            self._soon.start(0)

    def _act(self, wanted: list[Dated], day: date) -> bool:
        """Do what there is; False where it has to wait."""
        desk = self._desk
        if desk.store.read_only:
            return False
        self._acting = True
        try:
            # Each has its turn, whatever became of the one before it.
            did = [self._did(one, day) for one in wanted]
            return all(did)
        finally:
            self._acting = False

    def _did(self, one: Dated, day: date) -> bool:
        desk = self._desk
        try:
            if desk.ask(one.waits, day):
                (desk.quietly if one.quiet else desk.do)(one.act)
        except (Trouble, UserError):
            return False
        return True
