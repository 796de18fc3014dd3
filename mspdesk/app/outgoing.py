"""What the window says of mail that is on its way, and what a start does about what was cut off."""

from __future__ import annotations

from PySide6.QtCore import QObject

from ..desk.desk import Desk


class Outgoing(QObject):
    """Counts the mails that wait or ask, again only when the outbox moved."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._words: str | None = None
        desk.changed.connect(self.moved)

    def moved(self, tables: frozenset[str]) -> None:
        """Count again next time, when the outbox is among what moved."""
        if "outbox_mail" in tables:
            self._words = None

    def facts(self) -> list[str]:
        """A quiet word or two: 2 mails wait, 1 to look at; nothing when none does."""
        if self._words is None:
            from ..mail import queries

            self._words = self._desk.ask(queries.waiting).words
        return [self._words] if self._words else []

    def settle(self) -> None:
        """Let a person answer for mails that were being sent when the program last ended."""
        from ..mail import actions, queries

        if not self._desk.store.read_only and self._desk.ask(queries.sending):
            self._desk.do(actions.settle)
