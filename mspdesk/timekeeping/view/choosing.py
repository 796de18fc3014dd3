"""Choosing what time is put on: a ticket by number, title or client, or a hat."""

from ...desk.desk import Desk
from ...widgets import glyphs
from ...widgets.entry import Found, LookupEntry
from .. import queries
from ..queries import TimeChoice

Target = tuple[int | None, int | None]
"""A ticket's id, or none and a hat's."""


def offered(choice: TimeChoice) -> Found:
    """A choice as the list under the field shows it."""
    glyph = None if choice.ticket_id else glyphs.Glyph.drawn("user", "ink3")
    return Found((choice.ticket_id, choice.role_id), choice.text, choice.note, glyph)


class TargetEntry(LookupEntry):
    """A field for a ticket or a hat; its value is a pair of ids, one of them None."""

    def __init__(
        self, desk: Desk, name: str, placeholder: str = "Ticket no. or hat", *, width: int = 0
    ) -> None:
        self._desk = desk
        super().__init__(self._answers, placeholder, name, width=width)

    def _answers(self, text: str) -> list[Found]:
        choices = self._desk.ask(queries.time_choices, self._desk.person_id or 0, text)
        return [offered(one) for one in choices]

    def show_ticket(self, ticket_id: int) -> None:
        """Show a ticket as if it had been chosen."""
        choice = self._desk.ask(queries.ticket_choice, ticket_id)
        self.set_value(offered(choice) if choice else None)

    def value(self) -> Target | None:
        """The ids that were chosen, None when empty; a ticket's bare number counts as chosen.

        Raises UserError for loose words.
        """
        if self.taken() is None and not self.is_empty():
            typed = self.text().strip().lstrip("#")
            found = self._answers(typed)
            exact = [one for one in found if one.text.startswith(f"#{typed} ")] or found
            if len(exact) == 1:
                self.set_value(exact[0])
        chosen: Target | None = super().value()
        return chosen

    def target(self) -> Target:
        """The ids that were chosen, both None when empty; raises UserError for loose words."""
        return self.value() or (None, None)
