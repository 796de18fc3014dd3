"""How a backlog review is sorted, and which keys of a ticket it put right (S077)."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from ...rows import dataclass
from ...tickets import rules as ticket_rules
from ...tickets.queries import TicketRow

ORDERS: Mapping[str, str] = {
    "queue": "Priority, then oldest",
    "oldest": "Oldest first",
    "missing": "Missing keys first",
    "waiting": "Waiting past its day first",
    "nobody": "Nobody has it first",
    "client": "By client",
    "person": "By technician",
    "largest": "Most left to do first",
}
"""The orders a backlog is walked through in; a review takes more than one of them."""

KEYS: Mapping[str, str] = {
    "title": "Title",
    "description": "Description",
    "status": "Status",
    "priority": "Priority",
    "agreement_id": "Agreement",
    "no_agreement": "Agreement",
    "client_id": "Client",
    "device_id": "Device",
    "no_device": "Device",
    "estimate_minutes": "Estimate",
    "assigned_id": "Owner",
    "tier": "Tier",
    "follow_up_on": "Follow-up",
}
"""Columns of a ticket that a review puts right, and what they are called."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One row of the journal about a ticket: what its columns held before and after."""

    ticket_id: int
    before: Mapping[str, Any]
    after: Mapping[str, Any]


def fixed(edits: Sequence[Edit]) -> dict[int, tuple[str, ...]]:
    """Which keys of which tickets hold something else after these edits than before them.

    What was changed and taken back is not there; a ticket of which nothing is left is not, either.
    """
    first: dict[tuple[int, str], Any] = {}
    last: dict[tuple[int, str], Any] = {}
    for edit in edits:
        for name in edit.after:
            if name in KEYS:
                place = (edit.ticket_id, name)
                first.setdefault(place, edit.before.get(name))
                last[place] = edit.after[name]
    found: dict[int, list[str]] = {}
    for (ticket_id, name), value in last.items():
        if value != first[ticket_id, name]:
            words = found.setdefault(ticket_id, [])
            if KEYS[name] not in words:
                words.append(KEYS[name])
    order = list(dict.fromkeys(KEYS.values()))
    return {id_: tuple(sorted(words, key=order.index)) for id_, words in found.items()}


def missing_keys(row: TicketRow) -> tuple[str, ...]:
    """What a ticket on the board still lacks, as far as its line tells."""
    found = []
    if row.estimate_minutes is None:
        found.append("Estimate")
    if row.assigned_id is None:
        found.append("Owner")
    if row.agreement_id is None and not row.no_agreement:
        found.append("Agreement")
    if row.status == ticket_rules.Status.NEW:
        found.append("Status")
    return tuple(found)


def waits_too_long(row: TicketRow, day: date) -> bool:
    """Whether a ticket rests and its day to ask again has come or was never said."""
    resting = row.status in ticket_rules.RESTING
    return resting and (row.follow_up_on is None or row.follow_up_on <= day)


def sorted_for(rows: Sequence[TicketRow], order: str, day: date) -> list[TicketRow]:
    """The board in one of the orders; within it by priority, then oldest."""
    first: dict[str, Callable[[TicketRow], Any]] = {
        "oldest": lambda row: (row.opened_at, row.id),
        "missing": lambda row: -len(missing_keys(row)),
        "waiting": lambda row: (not waits_too_long(row, day), row.follow_up_on or date.min),
        "nobody": lambda row: row.assigned_id is not None,
        "client": lambda row: row.client.casefold(),
        "person": lambda row: (row.assigned is None, (row.assigned or "").casefold()),
        "largest": lambda row: -row.remaining_minutes,
    }
    queue = sorted(rows, key=lambda row: (row.priority, row.opened_at, row.id))
    return sorted(queue, key=first[order]) if order in first else queue
