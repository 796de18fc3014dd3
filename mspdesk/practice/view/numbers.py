"""Naming a ticket by its number in a form."""

from __future__ import annotations

from ...desk.desk import Desk
from ...errors import UserError
from ...tickets.queries import search_tickets
from ...widgets.entry import NumberEntry


def ticket_numbered() -> NumberEntry:
    """A field for the number of a ticket."""
    return NumberEntry(1, 10_000_000, "")


def ticket_by_number(desk: Desk, number: int | None) -> int | None:
    """The ticket of a number; None without one. Raises UserError naming `ticket`."""
    if number is None:
        return None
    found = [one for one in desk.ask(search_tickets, f"#{number}", 20) if one.number == number]
    if not found:
        raise UserError(f"There is no ticket #{number}.", "ticket")
    return found[0].id
