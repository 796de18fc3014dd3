"""What the made-up shop has written down about its clients: one whole, others as far as they are.

Brightwater Veterinary of Mankato is the well documented one, with a clinic and a barn.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..clients import actions as clients
from ..clients.models import Site
from ..documentation.actions.facts import add_facts, check_section, edit_facts
from ..documentation.actions.inventory import addresses_from_devices
from ..documentation.actions.map import walk_map
from ..documentation.models.device import Device
from ..documentation.rules.chapters import COUNTED
from ..tickets.models import Ticket
from . import sample_network as network

WHOLE = "Brightwater Veterinary"
TALKED_OF = ("BWV-SRV1", "BWV-FRONT1", "BWV-EXAM2", "BWV-LT-IVARGA", "BWV-PRN1")
"""Devices that the newest tickets are about, the latest first."""

FACTS: dict[str, tuple[dict[str, Any], ...]] = {
    "network": (
        {
            "name": "Clinic",
            "cidr": "10.20.4.0/24",
            "gateway": "10.20.4.1",
            "name_servers": "10.20.4.10, 1.1.1.1",
            "dhcp_from": "10.20.4.100",
            "dhcp_to": "10.20.4.199",
            "dhcp_by": "BWV-SRV1",
            "purpose": "Computers and printers",
        },
        {
            "name": "Guests",
            "cidr": "10.20.9.0/24",
            "vlan": "90",
            "gateway": "10.20.9.1",
            "name_servers": "1.1.1.1",
            "purpose": "Wireless for visitors, cannot see the clinic",
        },
        {
            "name": "Barn",
            "cidr": "10.20.30.0/24",
            "gateway": "10.20.30.1",
            "name_servers": "10.20.4.10",
            "purpose": "Large-animal barn, over VPN",
        },
    ),
    "address": (
        {"ip": "10.20.4.9", "name": "X-ray console", "kind": "reserved"},
        {"ip": "10.20.4.12", "name": "Lab analyzer", "kind": "reserved"},
        {"ip": "10.20.4.50", "name": "Label printer", "kind": "reserved"},
        {"ip": "10.20.30.1", "name": "Barn router", "kind": "static"},
        {"ip": "10.20.9.1", "name": "Guest gateway", "kind": "virtual"},
    ),
    "circuit": (
        {
            "name": "Clinic fiber",
            "kind": "fiber",
            "provider": "Prairie Fiber",
            "account_number": "44-0187",
            "circuit_number": "PF-MKO-2218",
            "support_phone": "800-555-0117",
            "speed_down": "500 Mb/s",
            "speed_up": "500 Mb/s",
            "public_addresses": "203.0.113.26/29",
            "gateway": "203.0.113.25",
            "modem": "Fiber box, closet",
            "managed_by": "us",
        },
        {
            "name": "Barn cellular",
            "kind": "cellular",
            "provider": "Northern Cellular",
            "account_number": "NC-771204",
            "support_phone": "800-555-0190",
            "speed_down": "40 Mb/s",
            "managed_by": "us",
        },
    ),
    "domain": (
        {
            "name": "brightwatervet.example",
            "registrar": "NameHarbor",
            "holder": "Ines Varga",
            "technical_contact": "Quillfeather IT",
            "dns_host": "NameHarbor",
            "managed_by": "us",
            "expires_on": 85,
        },
    ),
    "web_site": (
        {
            "name": "www.brightwatervet.example",
            "host": "Loon Creek Web Studio",
            "manager": "Loon Creek Web Studio",
            "phone": "555-0177",
            "managed_by": "vendor",
        },
    ),
    "certificate": (
        {
            "name": "remote.brightwatervet.example",
            "issuer": "Let's Encrypt",
            "used_on": "Firewall, VPN portal",
            "expires_on": 41,
            "renews_itself": True,
        },
    ),
    "data_place": (
        {
            "what": "Patient records",
            "place": r"BWV-SRV1, D:\VetCharts",
            "manager": "Quillfeather IT",
            "gigabytes": 240,
            "backed_up_by": "Image nightly + off site",
        },
        {
            "what": "X-ray images",
            "place": r"BWV-SRV1, E:\Images",
            "manager": "Quillfeather IT",
            "gigabytes": 1460,
            "backed_up_by": "Image nightly + off site",
        },
        {
            "what": "Books",
            "place": "Hosted ledger",
            "manager": "Ines Varga",
            "gigabytes": 2,
        },
    ),
    "printer": (
        {
            "name": "Front desk laser",
            "ip": "10.20.4.40",
            "driver": "HP Universal PCL 6",
            "queue": r"\\BWV-SRV1\Front",
            "place": "Front desk",
            "supplies": "CF259X, cupboard",
        },
    ),
    "policy": (
        {
            "name": "Lock screens",
            "applies_to": "All computers",
            "does": "Locks after ten minutes",
            "why": "Records in sight of visitors",
        },
        {
            "name": "Map drives",
            "applies_to": "Staff",
            "does": "S: shared, X: images",
            "why": "VetCharts needs both",
        },
    ),
    "mail_system": (
        {
            "name": "Hosted mailboxes",
            "place": "Through our distributor",
            "mailboxes": 11,
            "managed_by": "us",
            "filter": "Distributor's filter",
            "filter_manager": "Quillfeather IT",
            "dns_records": "SPF, DKIM and DMARC at NameHarbor",
        },
    ),
    "backup_job": (
        {
            "name": "Image nightly + off site",
            "what": "BWV-SRV1, whole",
            "method": "disk",
            "gigabytes": 1700,
            "schedule": "Every night at 10 pm",
            "retention": "30 days, 12 months",
            "goes_to": "USB disk, then the cloud",
            "offline_full": True,
            "offline_place": "Dr. Kessel's home safe",
            "key_place": "Vault: Backup key",
            "last_good_on": -1,
            "watched": "Checked every morning",
            "restore_steps": "Start from the rescue stick.\nChoose the newest image.\nTest.",
        },
    ),
    "license": (
        {
            "product": "Windows Server 2022 Standard",
            "maker": "Microsoft",
            "seats": 16,
            "key_place": "Vault",
            "proof_place": "Binder, tab 9",
        },
        {
            "product": "VetCharts",
            "maker": "VetCharts Software",
            "seats": 12,
            "key_place": "Vault",
            "expires_on": 203,
        },
    ),
    "share": (
        {"path": r"\\BWV-SRV1\Shared", "purpose": "Everybody's papers", "groups": "Staff"},
        {"path": r"\\BWV-SRV1\Images", "purpose": "X-ray images", "groups": "Doctors, Techs"},
    ),
    "directory_user": (
        {"name": "Ines Varga", "login": "ivarga", "groups": "Staff, Managers"},
        {"name": "Tom Kessel", "login": "tkessel", "groups": "Staff, Doctors"},
        {"name": "Rosa Bell", "login": "rbell", "groups": "Staff"},
        {"name": "Backup", "login": "svc-backup", "kind": "service", "groups": "Backup Operators"},
    ),
    "firewall_rule": (
        {
            "name": "Staff VPN",
            "from_where": "Internet",
            "to_where": "Firewall",
            "port": "443",
            "reason": "Work from home",
            "position": 1,
        },
        {
            "name": "Barn tunnel",
            "from_where": "Barn",
            "to_where": "Clinic",
            "port": "Any",
            "reason": "Records at the barn",
            "position": 2,
        },
    ),
    "application": (
        {
            "name": "VetCharts",
            "maker": "VetCharts Software",
            "edition": "9.4",
            "business": True,
            "used_for": "Patient records, bills",
            "runs_on": "BWV-SRV1",
            "support_phone": "800-555-0163",
            "media_place": r"S:\Install\VetCharts",
        },
    ),
    "subscription": (
        {
            "name": "Managed",
            "kind": "antivirus",
            "provider": "Distributor",
            "quantity": 14,
            "paid_by": "us",
            "managed_by": "us",
            "unit_cost": 215,
            "expires_on": 204,
        },
    ),
    "remote_access": (
        {
            "name": "BWV-Guest",
            "kind": "wifi",
            "who_may": "Visitors",
            "guests": True,
            "security": "WPA2, own network",
        },
    ),
}
"""Facts of Brightwater by section; a number where a day belongs is that many days from now."""

KNOWN = {
    "Alder Street Dental": 15,
    "Calloway & Finch CPAs": 16,
    "Copperline Plumbing Supply": 12,
    "Dunmore Title & Escrow": 13,
    "Eastgate Physical Therapy": 11,
    "Fernhill Montessori": 8,
    "Granite Bay Surveyors": 12,
    "Hollis Orchards": 15,
    "Juniper Law Group": 14,
    "Kestrel Machine & Tool": 14,
    "Larkspur Property Mgmt": 7,
    "Northfold Printing": 13,
    "Old Mill Brewing": 9,
}
"""Of how many of the sixteen sections each of the others is known to have nothing or all."""

WALKED_DAYS = 36
"""As many days ago somebody walked the clinic with the map in hand."""

_DAYS = frozenset({"expires_on", "last_good_on"})


def write_down(session: Session, known: Mapping[str, int], today: date) -> None:
    """Write down what the shop knows of its clients; `known` are their ids by name."""
    own = known[WHOLE]
    barn = _sites(session, own)
    network.arrange(session, own, barn, today)
    server = select(Device.id).where(Device.client_id == own, Device.kind == "server")
    whose = {"Image nightly + off site": {"device_id": session.scalars(server).one()}}
    whose |= {name: {"site_id": barn} for name in ("Barn cellular", "Barn")}
    for key, rows in FACTS.items():
        told = [_dated(row, today) | whose.get(row.get("name", ""), {}) for row in rows]
        add_facts(session, own, key, told)
    addresses_from_devices(session, own)
    walk_map(session, own, today - timedelta(days=WALKED_DAYS))
    _work_on(session, own)
    for n, one in enumerate(COUNTED):
        if one.key not in ("map", "passwords"):
            check_section(session, own, one.key, on=today - timedelta(days=20 + 3 * n))
    for name, sections in KNOWN.items():
        if name in known:
            _mostly(session, known[name], sections, today)


def _dated(row: Mapping[str, Any], today: date) -> dict[str, Any]:
    return {
        name: today + timedelta(days=value) if name in _DAYS else value
        for name, value in row.items()
    }


def _sites(session: Session, client_id: int) -> int:
    """The clinic with all that is known of it, and the barn; answers the barn's id."""
    clinic = session.scalars(select(Site).where(Site.client_id == client_id)).one()
    told = {
        "name": "Main clinic",
        "hours": "Mon to Sat, 7 am to 6 pm",
        "landlord": "Riverbend Properties",
        "landlord_phone": "507-555-0136",
        "alarm": "Code on file, Mankato Alarm 507-555-0118",
        "parking": "Behind the building",
        "equipment_room": "Closet",
        "binder_place": "Front desk, lower drawer",
    }
    clients.edit_site(session, clinic.id, clinic.version, told)
    return clients.add_site(
        session,
        client_id,
        {
            "name": "Large-animal barn",
            "address": "418 County 12",
            "city": "St. Peter",
            "region": "MN",
            "postal_code": "56082",
            "access": "Gate on the east side; the keypad code is in the vault.",
            "equipment_room": "Tack room",
        },
    )


def _work_on(session: Session, client_id: int) -> None:
    """Let the newest tickets be about the devices that people talk of."""
    found = select(Device.name, Device.id).where(
        Device.client_id == client_id, Device.name.in_(TALKED_OF)
    )
    ids = {row.name: row.id for row in session.execute(found)}
    newest = select(Ticket).where(Ticket.client_id == client_id).order_by(Ticket.opened_at.desc())
    for ticket, name in zip(session.scalars(newest.limit(len(TALKED_OF))), TALKED_OF, strict=False):
        ticket.device_id = ids[name]


def _mostly(session: Session, client_id: int, sections: int, today: date) -> None:
    """Say of a client's sections that there is none, until so many of them are known."""
    there = ("machines", "warranties")
    free = [one.key for one in COUNTED if one.key not in there]
    devices = select(Device).where(Device.client_id == client_id)
    computers = [
        (one.id, one.version, {"os": "Windows 11 Pro"})
        for one in session.scalars(devices)
        if one.kind in ("server", "workstation", "laptop")
    ]
    if computers:
        edit_facts(session, "device", computers)
    # No two look alike: what is missing begins at another section for each of them.
    turned = free[client_id % len(free) :] + free[: client_id % len(free)]
    for n, key in enumerate(turned[: max(0, sections - len(there))]):
        check_section(session, client_id, key, none=True, on=today - timedelta(days=9 + 5 * n))
