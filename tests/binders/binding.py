"""A client whose network and plan are written down, and its binders printed for tests."""

from dataclasses import dataclass

from mspdesk.binders.runs.printing import Order, Proof, prepare, record
from mspdesk.database.store import Store
from mspdesk.documentation.actions import facts
from mspdesk.documentation.actions.editions import Placed
from mspdesk.printing.page import Paper
from mspdesk.progress import Progress
from mspdesk.recovery.actions import calls, plan, systems
from mspdesk.recovery.queries.plan import StepRow
from tests import sample

CLOSET = Placed("Server closet, second shelf")
HOME = Placed("Home safe", "Dr. Kessel")
SYSTEM = {"name": "Server", "rto_minutes": 480}


@dataclass(frozen=True, slots=True)
class Documented:
    """Ids of the shop, and of what is written down of Brightwater."""

    shop: sample.Sample
    client: int
    server: int
    firewall: int
    circuit: int


def furnish(store: Store) -> Documented:
    """The small shop, and enough of Brightwater to fill a binder."""
    shop = sample.furnish(store)
    client = shop.brightwater
    wall = {"name": "FW1", "kind": "firewall", "serial": "FX-20418", "ip": "10.20.4.1"}
    firewall = store.do(facts.add_fact, client, "device", wall)
    store.do(facts.add_fact, client, "network", {"cidr": "10.20.4.0/24", "name": "Clinic"})
    computers = [
        {"name": f"PC{number:02}", "kind": "workstation", "ip": f"10.20.4.{60 + number}"}
        for number in range(34)
    ]
    store.do(facts.add_facts, client, "device", computers)
    circuit = store.do(
        facts.add_fact,
        client,
        "circuit",
        {"name": "Fiber", "provider": "Prairie Fiber", "support_phone": "800-555-0117"},
    )
    for name in ("Ines Varga", "Quillfeather IT"):
        store.do(calls.add_call, client, {"name": name, "phone": "507-555-0142", "kind": "client"})
    store.do(systems.add_system, client, SYSTEM, (), [StepRow("Call us", "Tab 1.", 5)])
    store.do(plan.save_plan, client, 0, {"what_counts": "Nothing works for two hours."})
    return Documented(shop, client, shop.server, firewall, circuit)


def proof_of(store: Store, client: int, kind: str = "dr", **wanted: object) -> Proof:
    """A binder ready to print; without a word about copies, for the closet."""
    named = {"paper": Paper.LETTER} | wanted
    if not {"bring", "placed"} & set(named):
        named["placed"] = (CLOSET,)
    return prepare(store, Progress(), Order(client, kind, **named))  # type: ignore[arg-type]  # as the tests say


def printed(store: Store, client: int, kind: str = "dr", **wanted: object) -> Proof:
    """A binder printed and written down."""
    proof = proof_of(store, client, kind, **wanted)
    record(store, proof)
    return proof
