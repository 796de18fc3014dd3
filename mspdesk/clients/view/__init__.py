"""The Clients tab: the clients at the left, the chosen one's page at the right."""

from .clients import ClientsView

__all__ = ["ClientsView"]
