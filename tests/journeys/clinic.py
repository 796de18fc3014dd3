"""A clinic whose plan is nearly written, a technician and an assistant: what G3 begins with.

The clinic is a client of books that exist already: the one the owner won.
"""

from datetime import date, datetime
from pathlib import Path

from mspdesk import dates
from mspdesk.clients import actions as clients
from mspdesk.database.store import Store
from mspdesk.documentation import actions as documentation
from mspdesk.documentation.actions import backups
from mspdesk.documentation.actions.credentials import add_credential
from mspdesk.documentation.actions.facts import add_facts
from mspdesk.people import actions as people
from mspdesk.progress import Progress
from mspdesk.recovery.actions import calls, lists, plan, systems
from mspdesk.recovery.queries.plan import StepRow
from mspdesk.vault import runs
from mspdesk.vault.secret import Secret
from tests.exchange.scans import DOWN, host, scan

CLINIC = "Brightwater Veterinary"
BEFORE = datetime(2026, 3, 16, 17, 0)
"""The Monday on which all of it was written down."""
DANA, MARCUS = "a long drive to Duluth", "seven quiet routers"
KEPT = "Okra-72-lantern"
"""The firewall's password: it must be in no page, and on no screen of an assistant."""

ADDRESSES = (
    "IP address\tName\tKind\n"
    "10.20.4.9\tX-ray console\tReserved\n"
    "10.20.4.12\tLab analyzer\tReserved\n"
    "10.20.4.50\tLabel printer\tStatic\n"
)
"""As it is copied out of a spreadsheet."""

NIGHTLY = {
    "name": "Server image",
    "what": "All of BWV-SRV1",
    "method": "bdr",
    "gigabytes": 2_000,
    "speed": 600,
    "window_from": 18 * 60,
    "window_to": 6 * 60,
    "every_minutes": 24 * 60,
    "offline_full": True,
    "offline_every": "month",
    "offline_media": "USB drive, 2 TB",
    "media_cost": 15_000,
    "media_a_year": 12,
    "offline_on": date(2026, 3, 1),
    "key_place": "Sealed envelope, office safe",
}
WORDS = {
    "objectives": "See patients the same day; lose no record older than one night.",
    "scope": "Clinic and barn: records, phones, mail.",
    "what_counts": "The server, the internet or the building cannot be used for two hours.",
    "who_declares": "Ines Varga, or Dr. Tom Kessel when she cannot be reached.",
    "meeting_place": "Parking lot behind the clinic, then the barn",
    "insurer": "Lakes Mutual",
    "insurer_policy": "BOP-118-2207",
}
"""All but the insurer's number."""


def furnish(store: Store, client: int) -> None:
    """Give a client of books that exist what the technician's day begins with.

    A technician and an assistant work here by then, the vault is sealed, two machines are known,
    and the plan is written but for the insurer's number.
    """
    with dates.frozen(BEFORE):
        dana = store.person_id
        assert dana is not None
        marcus = store.do(
            people.add_person,
            "Marcus Oduya",
            ("technician",),
            {"title": "Technician", "tier": 2, "hired_on": date(2026, 3, 16)},
        )
        store.do(people.add_person, "Priya Raman", ("admin",), {"takes_tickets": False})
        _places(store, client)
        server = _devices(store, client)
        _seal(store, client, marcus)
        _plan(store, client, server, dana)


def scan_of_the_clinic(path: Path) -> Path:
    """What nmap found there: a switch, an access point, and the server by its address."""
    path.write_text(
        scan(
            host("10.20.4.2", "00:17:C5:AA:BB:02", "SonicWall", "sw1.clinic.lan"),
            DOWN,
            host("10.20.4.21", "74:83:C2:00:00:21", "Ubiquiti", "ap1.clinic.lan"),
        )
    )
    return path


def _places(store: Store, client: int) -> None:
    """Two sites, and the owner of the clinic beside the contact who is known already."""
    for name, address, city in (
        ("Main clinic", "2210 Riverbend Rd", "Mankato"),
        ("Large-animal barn", "418 County 12", "St. Peter"),
    ):
        store.do(clients.add_site, client, {"name": name, "address": address, "city": city})
    owner = {"first_name": "Tom", "last_name": "Kessel", "title": "Owner", "decides": True}
    store.do(clients.add_contact, client, owner)


def _devices(store: Store, client: int) -> int:
    """The server, whose id this answers, and a workstation."""
    server = {
        "kind": "server",
        "name": "BWV-SRV1",
        "make": "Dell",
        "model": "PowerEdge T350",
        "serial": "FX-20418",
        "ip": "192.168.100.110",
        "place": "Closet, rack shelf",
        "purchased_on": date(2024, 11, 4),
        "warranty_until": date(2027, 11, 3),
    }
    exam = {"kind": "workstation", "name": "BWV-EXAM2", "warranty_until": date(2027, 6, 1)}
    made = store.do(documentation.add_device, client, server)
    store.do(documentation.add_device, client, exam)
    return made


def _seal(store: Store, client: int, marcus: int) -> None:
    """Dana and Marcus have keys of the vault, Priya has none."""
    made = runs.set_up(store, Progress(), Secret(DANA))
    runs.add_person(store, Progress(), made.opened, marcus, Secret(MARCUS), True, ())
    values = {"label": "Firewall", "kind": "login", "emergency": True}
    secrets = {"user": Secret("admin"), "secret": Secret(KEPT)}
    store.do(add_credential, made.opened, client, values, secrets)
    made.opened.lock()


def _plan(store: Store, client: int, server_id: int, dana: int) -> None:
    """Whom to call, the backup with its test, the systems in their order, the words."""
    network = {"cidr": "10.20.4.0/24", "name": "Clinic", "gateway": "10.20.4.1"}
    store.do(add_facts, client, "network", [network])
    for kind, name, phone, does in (
        ("client", "Ines Varga", "507-555-0142", "decides if the clinic closes"),
        ("us", "Quillfeather IT", "218-555-0101", "starts recovery"),
        ("client", "Dr. Tom Kessel", "507-555-0143", "approves spending"),
    ):
        told = {"kind": kind, "name": name, "phone": phone, "does": does}
        store.do(calls.add_call, client, told)
    job = store.do(backups.add_backup_job, client, {**NIGHTLY, "device_id": server_id})
    tested = {
        "on": date(2026, 3, 16),
        "item": "Charts of the day before",
        "restored_to": "The spare server",
        "minutes": 190,
        "evidence": "restored",
        "person_id": dana,
        "verified_by": "Ines Varga",
    }
    store.do(backups.record_restore_test, job, tested)
    line = store.do(systems.add_system, client, {"name": "Internet line", "rto_minutes": 240})
    server = store.do(
        systems.add_system,
        client,
        {
            "name": "Server",
            "does": "Files and the practice database",
            "rto_minutes": 480,
            "rpo_minutes": 1_440,
            "backup_job_id": job,
            "device_id": server_id,
        },
        [line],
        [StepRow("Look at the UPS.", "Green: go on.", 5), StepRow("Restore the image.", "", 120)],
    )
    program = {"name": "VetCharts", "rto_minutes": 600, "rpo_minutes": 1_440}
    store.do(systems.add_system, client, {**program, "backup_job_id": job}, [server])
    workaround = {"department": "Front desk", "on_paper": "Green pad", "place": "Blue bin"}
    store.do(lists.add_workaround, client, workaround)
    store.do(plan.save_plan, client, 0, WORDS)
