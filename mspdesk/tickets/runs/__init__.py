"""Long work on tickets: the search index around a big import, files read and looked at."""

from .files import Looked, look_at, take_files
from .indexing import pause_search, rebuild_search

__all__ = ["Looked", "look_at", "pause_search", "rebuild_search", "take_files"]
