"""Agreements made through the real verbs, for tests."""

from datetime import date
from typing import Any

from mspdesk.agreements import actions, queries
from mspdesk.agreements.queries import AgreementRow, SheetRow
from mspdesk.database.store import Store

START = date(2026, 4, 1)
END = date(2027, 3, 31)


def held(store: Store, agreement_id: int) -> AgreementRow:
    """An agreement as it is now."""
    row = store.ask(queries.agreement, agreement_id)
    assert row is not None
    return row


def sheet(store: Store, sheet_id: int) -> SheetRow:
    """A sheet as it is now."""
    row = store.ask(queries.sheet, sheet_id)
    assert row is not None
    return row


def draft(store: Store, client: int, kind: str = "managed", **more: Any) -> int:
    """A draft from April on for a year."""
    details = {"plan": "Gold", "end_on": END, **more}
    return store.do(actions.add_agreement, client, kind, START, details)


GOLD = (("Gold, server", 10_000, 25_000), ("Gold, workstations", 100_000, 6_000))
"""The lines of the worked example of B5: one server at $250, ten workstations at $60."""


def with_sheet(
    store: Store,
    agreement_id: int,
    on: date = START,
    lines: tuple[tuple[str, int, int], ...] = GOLD,
) -> int:
    """A sheet with these lines and no others: text, count in ten-thousandths, price in cents."""
    made = store.do(actions.new_sheet, agreement_id, on)
    for line in store.ask(queries.sheet_lines, made):
        store.do(actions.drop_line, line.id)
    for text, quantity, price in lines:
        store.do(actions.add_line, made, {"text": text, "quantity": quantity, "price": price})
    return made


def accepted(store: Store, sheet_id: int, on: date = START, by: str = "Tom Kessel") -> None:
    """Agree to a sheet."""
    store.do(actions.accept_sheet, sheet_id, sheet(store, sheet_id).version, on, by)


def sent(store: Store, agreement_id: int) -> None:
    """Send it, reviewed the day before."""
    row = held(store, agreement_id)
    store.do(actions.send, row.id, row.version, date(2026, 3, 11), date(2026, 3, 10))


def signed(store: Store, client: int, kind: str = "managed", **more: Any) -> int:
    """An agreement from April on that was sent and signed today, with the lines of Gold."""
    made = draft(store, client, kind, **more)
    if kind == "managed":
        with_sheet(store, made)
    sent(store, made)
    row = held(store, made)
    store.do(actions.sign, made, row.version, date(2026, 3, 11), "Tom Kessel", "Owner")
    return made
