"""The machines of Brightwater Veterinary as they stand in its closet, its rooms and its barn.

Names, addresses and serial numbers are those of the papers that the shop shows around.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..clients.models import Site
from ..dates import add_months
from ..documentation.actions.facts import edit_facts
from ..documentation.models.device import Device

CLINIC = "10.20.4."
BARN = "10.20.30."

GEAR: dict[str, dict[str, Any]] = {
    "BWV-FIR1": {
        "name": "FW1",
        "make": "SonicWall",
        "model": "Edge 60",
        "serial": "FX-20418",
        "ip": CLINIC + "1",
        "place": "Closet, rack 1",
        "job": "Firewall, VPN to the barn",
        "warranty_until": 264,
    },
    "BWV-SWI1": {
        "name": "SW1",
        "model": "24 port PoE",
        "serial": "SW-8841",
        "ip": CLINIC + "2",
        "place": "Closet, rack 2",
        "job": "All jacks of the clinic",
        "uplink": ("BWV-FIR1", "24"),
    },
    "BWV-SRV1": {
        "serial": "7QX-2041",
        "ip": CLINIC + "10",
        "place": "Closet, rack shelf",
        "job": "Server, Hyper-V and files",
        "os": "Windows Server 2022",
        "warranty_until": 20,
        "uplink": ("BWV-SWI1", "1"),
        "pouch": "Warranty card\nRestore steps\nRecovery USB stick",
        "pouch_place": "Inside the closet door",
    },
    "BWV-PC12": {
        "name": "BACKUP1",
        "kind": "bdr",
        "make": "Kettle",
        "model": "Backup box",
        "serial": "BK-1190",
        "ip": CLINIC + "11",
        "place": "Closet, top shelf",
        "job": "Backup appliance",
        "warranty_until": 7,
        "uplink": ("BWV-SWI1", "2"),
    },
    "BWV-SWI2": {
        "name": "AP1",
        "kind": "access point",
        "make": "Osprey",
        "model": "Access point",
        "serial": "W-311",
        "ip": CLINIC + "21",
        "place": "Hall ceiling",
        "job": "Staff and guests",
        "uplink": ("BWV-SWI1", "11"),
    },
    "BWV-PRI2": {
        "name": "AP2",
        "kind": "access point",
        "make": "Osprey",
        "model": "Access point",
        "serial": "W-312",
        "ip": CLINIC + "22",
        "place": "Kennel",
        "job": "Staff and guests",
        "uplink": ("BWV-SWI1", "12"),
    },
    "BWV-PRI1": {
        "name": "BWV-PRN1",
        "model": "Laser printer",
        "serial": "VNB-7702",
        "ip": CLINIC + "40",
        "place": "Front desk",
        "job": "Labels and letters",
        "uplink": ("BWV-SWI1", "7"),
    },
    "BWV-UPS1": {"ip": "", "place": "Closet, bottom of the rack", "job": "Server and firewall"},
    "BWV-PC1": {"name": "BWV-FRONT1", "place": "Front desk", "warranty_until": 10},
    "BWV-PC2": {"name": "BWV-EXAM2", "place": "Exam room 2", "warranty_until": -1},
    "BWV-LAP1": {
        "name": "BWV-LT-IVARGA",
        "place": "Office",
        "used_by": "Ines Varga",
        "warranty_until": 24,
    },
    "BWV-PRI3": {"name": "BWV-PRN2", "job": "Labels", "ip": BARN + "40"},
}
"""What is known of a machine, by the name it had before; `warranty_until` in months from now.

Above a hundred it is days; the machine it is plugged into comes by its name of before, with a port.
"""

ROOMS: Mapping[str, tuple[str, str]] = {
    "BWV-PC3": ("Front desk", "4"),
    "BWV-PC4": ("Front desk", "5"),
    "BWV-PC5": ("Front desk", "6"),
    "BWV-PC6": ("Exam room 1", "9"),
    "BWV-PC7": ("Exam room 3", "10"),
    "BWV-PC8": ("Office", "13"),
    "BWV-LAP2": ("Office", "14"),
    "BWV-PC1": ("Front desk", "3"),
    "BWV-PC2": ("Exam room 2", "8"),
    "BWV-LAP1": ("Office", "15"),
}
"""Where the computers of the clinic stand, and their port at the switch."""

AT_THE_BARN = ("BWV-PC9", "BWV-PC10", "BWV-PC11", "BWV-LAP3", "BWV-PRI3")

WITHOUT_WARRANTY = ("switch", "access point", "printer")
"""Kinds for which nobody bought one."""

A_MONTH_AT_MOST = 100


def arrange(session: Session, client_id: int, barn: int, today: date) -> None:
    """Bring the machines of the clinic and its barn to where they stand on paper."""
    found = select(Device).where(Device.client_id == client_id).order_by(Device.id)
    devices = {one.name: one for one in session.scalars(found)}
    ids = {name: one.id for name, one in devices.items()}
    clinic = select(Site.id).where(Site.client_id == client_id, Site.id != barn)
    sites = session.scalars(clinic).one(), barn
    edits = [
        (one.id, one.version, dict(_told(name, one, ids, sites, n, today)))
        for n, (name, one) in enumerate(devices.items())
    ]
    edit_facts(session, "device", edits)


def _told(
    name: str,
    one: Device,
    ids: Mapping[str, int],
    sites: tuple[int, int],
    place: int,
    today: date,
) -> Iterator[tuple[str, Any]]:
    """What is written of one machine, field by field; the later word wins."""
    far = name in AT_THE_BARN
    known = dict(GEAR.get(name, {}))
    kind = known.get("kind", one.kind)
    if kind in ("workstation", "laptop"):
        yield "os", "Windows 11 Pro"
    yield "ip", f"{BARN if far else CLINIC}{100 + place}"
    yield "site_id", sites[far]
    if far:
        yield "place", "Tack room"
    if name in ROOMS:
        room, port = ROOMS[name]
        known = {"place": room, "uplink": ("BWV-SWI1", port)} | known
    months = known.pop("warranty_until", None)
    uplink = known.pop("uplink", None)
    if uplink is not None:
        yield "uplink_id", ids[uplink[0]]
        yield "uplink_port", uplink[1]
    if months is not None:
        until = _until(months, today)
        yield "warranty_until", until
        yield "purchased_on", add_months(until, -36)
    elif kind in WITHOUT_WARRANTY:
        yield "warranty_until", None
    yield from known.items()


def _until(months: int, today: date) -> date:
    if months > A_MONTH_AT_MOST:
        return today + timedelta(days=months)
    return add_months(today, months)
