"""Screens of mail: the composer, the outbox, the line that sends, and the page of preferences."""

from .composer import Composer
from .outbox import OutboxSection
from .preferences import MailPreferences
from .strip import SendStrip

__all__ = ["Composer", "MailPreferences", "OutboxSection", "SendStrip"]
