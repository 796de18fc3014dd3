"""Credentials on screen: their list, their form, looking at them, and opening the vault."""

from .part import CredentialsPart
from .unlock import Unlock

__all__ = ["CredentialsPart", "Unlock"]
