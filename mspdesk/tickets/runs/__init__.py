"""Long work on tickets: the search index around a big import, files, mails."""

from .indexing import pause_search, rebuild_search

__all__ = ["pause_search", "rebuild_search"]
