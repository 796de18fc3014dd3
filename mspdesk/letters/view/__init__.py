"""Screens of letters: the texts in Preferences, and the Letters tab of a client."""

from .client import LettersPart
from .texts import TextsPage

__all__ = ["LettersPart", "TextsPage"]
