"""A small believable shop for tests: three people, three clients and what they have.

Everything is made through the real actions, so a test that asks for it starts from books that
could exist. `furnish` answers the ids by name.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from mspdesk.agreements import actions as agreements
from mspdesk.app.setup import start_shop
from mspdesk.clients import actions as clients
from mspdesk.clients import queries as client_queries
from mspdesk.database.store import Store
from mspdesk.documentation import actions as documentation
from mspdesk.people import actions as people
from mspdesk.tickets import actions as tickets

SHOP = "Quillfeather IT, LLC"
RATE = 16_500


@dataclass(frozen=True, slots=True)
class Sample:
    """Ids of the small shop. Dana owns it, Marcus is a technician, Priya keeps the books."""

    dana: int
    marcus: int
    priya: int
    kestrel: int
    brightwater: int
    oldmill: int
    own: int
    ines: int
    server: int
    gold: int


def furnish(store: Store) -> Sample:
    """Fill fresh books with the small shop; Dana is at work afterwards."""
    dana = start_shop(store, SHOP, RATE, "US", _letterhead())
    marcus, priya = _staff(store)
    kestrel, brightwater, oldmill = _clients(store)
    ines, _tom = _contacts(store, brightwater)
    server = _devices(store, brightwater, kestrel)
    gold = store.do(
        agreements.add_agreement,
        brightwater,
        "managed",
        date(2025, 10, 1),
        {
            "state": "active",
            "signer_theirs": "Tom Kessel",
            "plan": "Gold",
            "monthly_fee": 148_500,
            "included_minutes": 600,
            "signed_on": date(2025, 9, 12),
            "end_on": date(2026, 9, 30),
        },
    )
    own = store.ask(client_queries.internal_id)
    assert own is not None
    return Sample(dana, marcus, priya, kestrel, brightwater, oldmill, own, ines, server, gold)


def _letterhead() -> dict[str, Any]:
    return {
        "owner_name": "Dana Whitlock",
        "owner_email": "dana@quillfeather.example",
        "address": "612 Harbor View Ave",
        "city": "Duluth",
        "region": "MN",
        "postal_code": "55802",
        "phone": "218-555-0100",
        "after_hours_phone": "218-555-0101",
        "email": "billing@quillfeather.example",
        "trip_charge": 7_500,
        "tax": ("Sales tax", 68_750),
    }


def _staff(store: Store) -> tuple[int, int]:
    marcus = store.do(
        people.add_person,
        "Marcus Oduya",
        ("technician",),
        {"title": "Technician", "tier": 2, "hired_on": date(2023, 5, 8)},
    )
    priya = store.do(
        people.add_person,
        "Priya Raman",
        ("admin",),
        {"title": "Admin assistant", "kind": "part_time", "takes_tickets": False},
    )
    store.do(people.set_wage, marcus, date(2025, 1, 1), 3_400, 12_500)
    return marcus, priya


def _clients(store: Store) -> tuple[int, int, int]:
    kestrel = store.do(
        clients.add_client,
        "Kestrel Machine & Tool",
        {
            "status": "active",
            "address": "1900 Rail Spur Rd",
            "city": "Rockford",
            "region": "IL",
            "postal_code": "61102",
            "phone": "(815) 555-0120",
            "people_count": 22,
            "since_on": date(2021, 2, 1),
        },
    )
    brightwater = store.do(
        clients.add_client,
        "Brightwater Veterinary",
        {
            "status": "active",
            "plan": "Gold",
            "address": "2210 Riverbend Rd",
            "city": "Mankato",
            "region": "MN",
            "postal_code": "56001",
            "phone": "507-555-0140",
            "people_count": 11,
            "since_on": date(2019, 5, 6),
            "billing_email": "ap@brightwater.example",
        },
    )
    oldmill = store.do(clients.add_client, "Old Mill Brewing", {"city": "Asheville"})
    return kestrel, brightwater, oldmill


def _contacts(store: Store, client: int) -> tuple[int, int]:
    for name, address, city in (
        ("Main clinic", "2210 Riverbend Rd", "Mankato"),
        ("Large-animal barn", "418 County 12", "St. Peter"),
    ):
        store.do(clients.add_site, client, {"name": name, "address": address, "city": city})
    ines = store.do(
        clients.add_contact,
        client,
        {
            "first_name": "Ines",
            "last_name": "Varga",
            "title": "Practice manager",
            "phone": "507 555-0142",
            "email": "ines@brightwater.example",
            "billing": True,
        },
    )
    tom = store.do(
        clients.add_contact,
        client,
        {
            "first_name": "Tom",
            "last_name": "Kessel",
            "title": "Owner",
            "mobile": "507.555.0143",
            "decides": True,
            "may_approve_after_hours": True,
        },
    )
    return ines, tom


def _devices(store: Store, brightwater: int, kestrel: int) -> int:
    server = store.do(
        documentation.add_device,
        brightwater,
        {
            "kind": "server",
            "name": "BWV-SRV1",
            "make": "Dell",
            "model": "PowerEdge T350",
            "serial": "FX-20418",
            "ip": "192.168.100.110",
            "place": "Closet, rack shelf",
            "purchased_on": date(2024, 11, 4),
            "warranty_until": date(2027, 11, 3),
        },
    )
    store.do(
        documentation.add_device,
        brightwater,
        {"kind": "workstation", "name": "BWV-EXAM2", "warranty_until": date(2025, 6, 1)},
    )
    store.do(documentation.add_device, kestrel, {"kind": "firewall", "name": "KMT-FW1"})
    return server


def open_ticket(store: Store, client: int, title: str, **details: Any) -> int:
    """Open a ticket whose first contact is complete; answers its id."""
    known = {
        "description": "As told on the phone.",
        "priority": 3,
        "no_device": True,
        "no_agreement": True,
        "estimate_minutes": 60,
    }
    return store.do(tickets.open_ticket, client, title, {**known, **details})
