"""A shop for tests of planned work: twelve clients, one technician, and nothing planned yet."""

from dataclasses import dataclass
from datetime import date

from mspdesk.agreements import actions as agreements
from mspdesk.app.setup import start_shop
from mspdesk.checklists.actions.marking import mark
from mspdesk.checklists.queries.results import run_lines
from mspdesk.checklists.rules.master import Line
from mspdesk.checklists.rules.master_text import plain_number
from mspdesk.clients import actions as clients
from mspdesk.clients import queries as client_queries
from mspdesk.database.store import Store
from mspdesk.documentation import actions as documentation
from mspdesk.people import actions as people
from mspdesk.tickets import actions as tickets

NAMES = (
    "Alder Street Dental",
    "Birch & Lowe Architects",
    "Copperline Plumbing",
    "Dunmore Freight",
    "Eastgate Pediatrics",
    "Fernhill Montessori",
    "Granite Title",
    "Hollis Orchards",
    "Ironwood Credit",
    "Juniper Law Group",
    "Kestrel Machine & Tool",
    "Larkspur Veterinary",
)


@dataclass(frozen=True, slots=True)
class Planned:
    """Ids of the shop: Dana owns it, Marcus is its technician; `clients` are twelve."""

    dana: int
    marcus: int
    own: int
    clients: tuple[int, ...]
    server: int


def furnish(store: Store) -> Planned:
    """Fill fresh books; Dana is at work afterwards."""
    dana = start_shop(store, "Quillfeather IT", 16_500, "US", {"owner_name": "Dana Whitlock"})
    skills = {"title": "Technician", "tier": 2, "hired_on": date(2023, 5, 8)}
    marcus = store.do(people.add_person, "Marcus Oduya", ("technician",), skills)
    made = []
    for name in NAMES:
        facts = {"status": "active", "since_on": date(2024, 1, 1), "primary_person_id": marcus}
        client = store.do(clients.add_client, name, facts)
        terms = {
            "state": "active",
            "signer_theirs": "The owner",
            "plan": "Gold",
            "monthly_fee": 90_000,
            "signed_on": date(2024, 1, 1),
        }
        store.do(agreements.add_agreement, client, "managed", date(2024, 1, 1), terms)
        made.append(client)
    server = store.do(documentation.add_device, made[10], {"name": "KMT-SRV1", "kind": "server"})
    own = store.ask(client_queries.internal_id)
    assert own is not None
    return Planned(dana, marcus, own, tuple(made), server)


def work_off(store: Store, run_id: int) -> None:
    """Mark every line of a run as done in one go, with a reading where it asks for one."""
    with store.step("Work off") as session:
        for line in run_lines(session, run_id).lines():
            mark(session, run_id, line.key, "ok", value=_value(line), note="Seen and in order.")


def _value(line: Line) -> str:
    low, high = line.low or 0, line.high
    middle = (low + high) // 2 if high is not None else low + 1_000
    values = {
        "number": str(plain_number(middle)),
        "choice": line.choices[0] if line.choices else "",
        "date": "2026-03-11",
        "text": "As it should be",
        "sign": "Tom Kessel",
    }
    return values.get(line.kind, "")


def close_ticket(store: Store, ticket_id: int) -> None:
    """Work a ticket to its end without time, and let the owner close it."""
    store.do(tickets.begin_work, ticket_id)
    store.do(tickets.complete, ticket_id, None, "Done as described.", True)
    store.do(tickets.close, ticket_id)
