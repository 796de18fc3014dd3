"""A shop with three clients and two people, for tests about time."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from mspdesk.agreements.models import Agreement
from mspdesk.clients.actions import add_client, add_internal
from mspdesk.database.store import Store
from mspdesk.people.actions import add_person, start_hats
from mspdesk.shop.actions import set_up
from mspdesk.tickets.actions import open_ticket

DAY = date(2026, 3, 11)
"""A Wednesday."""


def at(hour: int, minute: int = 0, day: int = 11) -> datetime:
    """A moment of March 2026."""
    return datetime(2026, 3, day, hour, minute)


@dataclass(frozen=True, slots=True)
class Floor:
    """The ids of what stands in the books."""

    store: Store
    owner: int
    tech: int
    hourly: int
    managed: int
    own: int
    ticket: int
    covered: int

    def ticket_for(self, client_id: int, title: str = "Fix printer", **details: Any) -> int:
        """Open another ticket."""
        return self.store.do(open_ticket, client_id, title, details)

    def agree(self, client_id: int, kind: str, **terms: Any) -> int:
        """Sign an agreement with a client."""
        with self.store.step("Prepare") as session:
            number = f"A{1000 + client_id}-{kind}"
            row = Agreement(
                client_id=client_id,
                kind=kind,
                number=number,
                start_on=date(2025, 1, 1),
                end_on=None,
                signed_on=None,
                **terms,
            )
            session.add(row)
            session.flush()
            return row.id


def furnish(store: Store) -> Floor:
    """Set up the shop: $150 an hour, Monday to Friday 8 to 5, twice after hours, trip $75."""
    hired = {"hired_on": date(2024, 1, 1)}
    terms = {"status": "active", "hourly_terms_on": date(2025, 1, 1)}
    with store.step("Furnish") as session:
        set_up(session, "Quillfeather IT", 15_000, "US", {"trip_charge": 7_500})
        owner = add_person(session, "Dana Whitlock", ("owner",), hired)
        tech = add_person(session, "Sam Ortiz", ("technician",), hired)
        session.info["person_id"] = owner
        start_hats(session)
        own = add_internal(session, "Quillfeather IT")
        hourly = add_client(session, "Dunmore Title & Escrow", terms)
        managed = add_client(session, "Kestrel Machine & Tool", terms)
        gold = Agreement(
            client_id=managed,
            kind="managed",
            number="A0001",
            plan="Gold",
            start_on=date(2025, 1, 1),
        )
        session.add(gold)
        ticket = open_ticket(session, hourly, "Vendor call about print driver")
        covered = open_ticket(session, managed, "Backup not confirmed")
    store.person_id = owner
    return Floor(store, owner, tech, hourly, managed, own, ticket, covered)
