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
    store.do(set_up, "Quillfeather IT", 15_000, "US", {"trip_charge": 7_500})
    hired = {"hired_on": date(2024, 1, 1)}
    owner = store.do(add_person, "Dana Whitlock", ("owner",), hired)
    tech = store.do(add_person, "Sam Ortiz", ("technician",), hired)
    store.person_id = owner
    store.do(start_hats)
    own = store.do(add_internal, "Quillfeather IT")
    terms = {"status": "active", "hourly_terms_on": date(2025, 1, 1)}
    hourly = store.do(add_client, "Dunmore Title & Escrow", terms)
    managed = store.do(add_client, "Kestrel Machine & Tool", terms)
    floor = Floor(store, owner, tech, hourly, managed, own, 0, 0)
    floor.agree(managed, "managed", plan="Gold")
    ticket = floor.ticket_for(hourly, "Vendor call about print driver")
    covered = floor.ticket_for(managed, "Backup not confirmed")
    return Floor(store, owner, tech, hourly, managed, own, ticket, covered)
