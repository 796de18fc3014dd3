"""Everything to type into or choose from, in one place to import from."""

from .choice import ChoiceEntry, Found, LookupEntry
from .fields import (
    CheckEntry,
    ClockEntry,
    DateEntry,
    Entry,
    FileEntry,
    LineEntry,
    MinutesEntry,
    MoneyEntry,
    NoteEntry,
    NumberEntry,
    PercentEntry,
    QuantityEntry,
    SecretEntry,
    SpanEntry,
    TextEntry,
)

__all__ = [
    "CheckEntry",
    "ChoiceEntry",
    "ClockEntry",
    "DateEntry",
    "Entry",
    "FileEntry",
    "Found",
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
    "TextEntry",
]
