"""The Clients tab: the clients at the left, the chosen one's page at the right, rooms beside."""

from .screen import ClientsView

__all__ = ["ClientsView"]
