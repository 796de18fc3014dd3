"""The worksheet on a client's page."""

from .worksheet import WorksheetPart

__all__ = ["WorksheetPart"]
