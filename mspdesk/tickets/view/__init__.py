"""The Tickets tab: the board beside one ticket."""

from .screen import TicketsView

__all__ = ["TicketsView"]
