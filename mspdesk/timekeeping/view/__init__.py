"""The Time tab, the timer in the header, and what time adds to a ticket's page."""

from .pieces import HoursField, TicketTime, TimerButton
from .screen import TimeView
from .timer import HeaderTimer

__all__ = ["HeaderTimer", "HoursField", "TicketTime", "TimeView", "TimerButton"]
