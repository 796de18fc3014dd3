"""The rooms of procedures and of the library, and what both put on lower screens."""

from .library import LibraryRoom
from .room import ProceduresRoom

__all__ = ["LibraryRoom", "ProceduresRoom"]
