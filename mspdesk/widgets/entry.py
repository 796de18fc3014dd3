"""Everything to type into or choose from, in one place to import from."""

from .choice import ChoiceEntry, Found, LookupEntry
from .dateentry import DateEntry
from .fields import Entry, LineEntry, NoteEntry, SecretEntry, TextEntry
from .figures import (
    ClockEntry,
    HoursEntry,
    MinutesEntry,
    MoneyEntry,
    NumberEntry,
    PercentEntry,
    QuantityEntry,
    SpanEntry,
    TakesEntry,
)
from .ticks import CheckEntry, FileEntry

__all__ = [
    "CheckEntry",
    "ChoiceEntry",
    "ClockEntry",
    "DateEntry",
    "Entry",
    "FileEntry",
    "Found",
    "HoursEntry",
    "LineEntry",
    "LookupEntry",
    "MinutesEntry",
    "MoneyEntry",
    "NoteEntry",
    "NumberEntry",
    "PercentEntry",
    "QuantityEntry",
    "SecretEntry",
    "SpanEntry",
    "TakesEntry",
    "TextEntry",
]
