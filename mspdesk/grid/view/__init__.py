"""The page of the services grid, and where purchases are entered."""

from .services import ServicesPage

__all__ = ["ServicesPage"]
