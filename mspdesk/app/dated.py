"""What areas do by themselves when the books open and when the day turns."""

from datetime import date

from ..dates import today
from ..desk.desk import Desk
from ..errors import Trouble, UserError


class DayTurn:
    """Does once a day what was promised for that day; a day that is over is not asked again."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._done: date | None = None

    def turn(self) -> None:
        """Do what the day asks for; while books can only be read, or are busy, it waits."""
        day = today()
        if self._done == day or self._desk.store.read_only:
            return
        try:
            for area in self._desk.areas:
                for one in area.dated():
                    if self._desk.ask(one.waits, day):
                        self._desk.do(one.act)
        except (Trouble, UserError):
            return
        self._done = day
