"""A small shop with people, clients and what they have, for the tests of tickets."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from mspdesk.agreements.models import Agreement
from mspdesk.clients import actions as clients
from mspdesk.database.store import Store
from mspdesk.documentation.models.device import Device
from mspdesk.people import actions as people
from mspdesk.shop import actions as shop
from mspdesk.tickets import actions


@dataclass(frozen=True, slots=True)
class Small:
    """Ids of the small shop; Dana owns it, Marcus is a technician of the first tier."""

    dana: int
    marcus: int
    kestrel: int
    brightwater: int
    own: int
    gold: int
    server: int
    ines: int


def set_up(store: Store) -> Small:
    """Fill fresh books: two people, two clients and our own company, an agreement, a device."""
    store.do(shop.set_up, "Quillfeather IT", 15000, "US")
    dana = store.do(people.add_person, "Dana Whitlock", ("owner",), {"tier": 3})
    marcus = store.do(people.add_person, "Marcus Oyelaran", ("technician",), {"tier": 1})
    store.person_id = dana
    kestrel = store.do(clients.add_client, "Kestrel Machine & Tool", {"status": "active"})
    brightwater = store.do(clients.add_client, "Brightwater Veterinary", {"status": "active"})
    own = store.do(clients.add_internal, "Quillfeather IT")
    ines = store.do(
        clients.add_contact,
        brightwater,
        {"first_name": "Ines", "last_name": "Varga", "phone": "555-0142"},
    )
    with store.step("Prepare") as session:
        gold = Agreement(
            number="A0001",
            client_id=brightwater,
            plan="Gold",
            start_on=date(2025, 10, 1),
            end_on=date(2026, 9, 30),
        )
        server = Device(client_id=brightwater, kind="server", name="BRW-SRV1")
        session.add_all([gold, server])
        session.flush()
        return Small(dana, marcus, kestrel, brightwater, own, gold.id, server.id, ines)


COMPLETE: dict[str, Any] = {
    "description": "It has been failing since the power flicker.",
    "priority": 3,
    "no_device": True,
    "no_agreement": True,
    "estimate_minutes": 60,
}
"""What completes the first contact of any client's ticket."""


def opened(store: Store, client_id: int, title: str = "Fix the printer", **more: Any) -> int:
    """Open a ticket whose first contact is complete unless something is overridden."""
    return store.do(actions.open_ticket, client_id, title, {**COMPLETE, **more})


def with_time(store: Store, ticket_id: int, minutes: int, billable: int = 0) -> None:
    """Give a ticket logged minutes as the triggers of time entries would."""
    from sqlalchemy import text

    with store.step("Prepare") as session:
        session.connection().execute(
            text("UPDATE ticket SET logged_minutes = :m, billable_minutes = :b WHERE id = :i"),
            {"m": minutes, "b": billable, "i": ticket_id},
        )
