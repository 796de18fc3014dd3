"""What was found at a client, matched with what is written down: nothing is guessed twice.

A thing found is one of the devices known when its card (MAC) is, else its serial number, else its
address, and for lists its name. A second look at the same network finds nothing new.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from ...rows import dataclass
from .addresses import same_mac
from .of_devices import DEVICE

FIELDS = tuple(
    kept.name
    for kept in DEVICE.fields
    if kept.name not in ("checked_on", "uplink_id", "uplink_port", "pouch", "pouch_place")
)
"""What may be taken over of a thing found."""

MACHINE_SAYS = frozenset({"ip", "mac"})
"""What a scan sees for itself. All else that is written down wins, unless somebody asks."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """A thing somebody saw: a host that answered, or a row of a list.

    `values` are fields of a device as they are kept; `row` is its place in the list or scan,
    `named` says that its name is worth comparing. `guessed` fields are good for a new device and
    say nothing against what is written down of a known one.
    """

    row: int
    values: Mapping[str, Any]
    named: bool = False
    guessed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Known:
    """A device that is written down, as far as it is compared."""

    id: int
    version: int
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that is written differently; `ticked` says that taking it over is proposed."""

    field: str
    before: Any
    after: Any
    ticked: bool


@dataclass(frozen=True, slots=True)
class Match:
    """A thing found and the device it is; `by` is mac, serial, ip, name, or empty for a new one.

    One without a sighting is a device whose address somebody else has now.
    """

    sighting: Sighting | None
    known: Known | None
    by: str
    differences: tuple[Difference, ...]

    @property
    def state(self) -> str:
        """Whether it is new, the same with changes, or the same."""
        if self.known is None:
            return "new"
        return "changed" if self.differences else "same"


def match_all(sightings: Sequence[Sighting], known: Iterable[Known]) -> list[Match]:
    """Match everything found with everything known; each device is found once.

    The surest signs come first, so that a device that moved to another address is not taken for
    the one that had it before.
    """
    left = {one.id: one for one in known}
    found: dict[int, tuple[Known, str]] = {}
    for sign in ("mac", "serial", "ip", "name"):
        index = _index(left.values(), sign)
        for sighting in sightings:
            key = "" if sighting.row in found else _key(sighting.values, sign)
            if not key or (sign == "name" and not sighting.named):
                continue
            here = [one for one in index.get(key, ()) if one.id in left]
            same = next((one for one in here if not _differs(sighting, one, sign)), None)
            if same is not None:
                found[sighting.row] = (same, sign)
                del left[same.id]
    matches = [_match(sighting, found.get(sighting.row)) for sighting in sightings]
    return [*matches, *_overtaken(sightings, left.values())]


def _index(known: Iterable[Known], sign: str) -> dict[str, list[Known]]:
    index: dict[str, list[Known]] = {}
    for one in known:
        key = _key(one.values, sign)
        if key:
            index.setdefault(key, []).append(one)
    return index


def _key(values: Mapping[str, Any], sign: str) -> str:
    value = str(values.get(sign) or "")
    return same_mac(value) if sign == "mac" else value.strip().casefold()


def _differs(sighting: Sighting, one: Known, sign: str) -> bool:
    """Whether a surer sign says that these are two things, though this one agrees."""
    if sign in ("ip", "name") and _apart(sighting.values.get("site_id"), one.values.get("site_id")):
        return True
    surer = {"mac": (), "serial": ("mac",), "ip": ("mac", "serial"), "name": ("mac", "serial")}
    for other in surer[sign]:
        seen, kept = _key(sighting.values, other), _key(one.values, other)
        # A serial number outweighs a card: cards are swapped, and a dock has its own.
        if seen and kept and seen != kept and not (sign == "serial" and other == "mac"):
            return True
    return False


def _apart(one: int | None, other: int | None) -> bool:
    """Whether two things are known to be at different sites, which may use the same addresses."""
    return one is not None and other is not None and one != other


def _match(sighting: Sighting, found: tuple[Known, str] | None) -> Match:
    if found is None:
        return Match(sighting, None, "", ())
    one, by = found
    return Match(sighting, one, by, tuple(_differences(sighting, one.values)))


def _differences(sighting: Sighting, kept: Mapping[str, Any]) -> list[Difference]:
    """The fields a sighting says otherwise; what it only guesses is left alone."""
    found = []
    for name, after in sighting.values.items():
        before = kept.get(name)
        if after in (None, "") or _alike(name, before, after):
            continue
        if name in sighting.guessed or name in ("seen_on", "ports"):
            continue
        empty = before in (None, "")
        found.append(Difference(name, before, after, empty or name in MACHINE_SAYS))
    return found


def _alike(name: str, before: Any, after: Any) -> bool:
    if name == "mac":
        return same_mac(str(before or "")) == same_mac(str(after))
    if isinstance(before, str) and isinstance(after, str):
        one, other = before.casefold().strip(), after.casefold().strip()
        # A card's maker is told with the company's whole name: Dell, and Dell Inc.
        return one == other or (name == "make" and bool(one) and f"{other} ".startswith(f"{one} "))
    return bool(before == after)


def _overtaken(sightings: Sequence[Sighting], left: Iterable[Known]) -> list[Match]:
    """Devices that were not found, whose address answers with another card."""
    taken: dict[str, list[Sighting]] = {}
    for sighting in sightings:
        taken.setdefault(_key(sighting.values, "ip"), []).append(sighting)
    return [
        Match(None, one, "ip", (Difference("ip", one.values.get("ip"), "", ticked=True),))
        for one in left
        if _key(one.values, "ip")
        and any(
            not _apart(other.values.get("site_id"), one.values.get("site_id"))
            for other in taken.get(_key(one.values, "ip"), ())
        )
    ]


def later(one: date | None, other: date | None) -> date | None:
    """The later of two days, whichever is there."""
    return max((day for day in (one, other) if day is not None), default=None)


_KINDS = {
    "printer": "printer",
    "print server": "printer",
    "firewall": "firewall",
    "router": "firewall",
    "broadband router": "firewall",
    "switch": "switch",
    "wap": "access point",
    "storage-misc": "nas",
    "voip phone": "phone",
    "voip adapter": "phone",
    "phone": "phone",
    "power-device": "ups",
}
"""nmap's kinds of device and ours."""

_PRINTING = ("9100/tcp", "631/tcp", "515/tcp")
_SERVING = ("88/tcp", "389/tcp", "53/tcp", "1433/tcp")


_CALLED = {
    "switch": ("sw", "usw", "switch", "sws", "gs", "catalyst", "procurve"),
    "access point": ("ap", "wap", "uap", "accesspoint", "u6", "u7", "wlan", "sonicwave"),
    "firewall": ("fw", "utm", "usg", "udm", "firewall", "fir", "gateway", "router", "tz", "nsa"),
    "printer": ("prn", "prt", "print", "printer", "mfp", "laserjet", "officejet"),
    "nas": ("nas", "diskstation", "ds", "rackstation"),
    "ups": ("ups",),
    "server": ("srv", "server", "dc", "hv", "esx", "esxi", "sql"),
    "phone": ("phone", "voip", "sip"),
    "laptop": ("lt", "laptop", "notebook", "nb"),
    "workstation": ("pc", "ws", "desktop", "workstation", "imac"),
}
"""Words and letters that names and models of things begin with, by kind; numbers aside."""

_MADE = {
    "firewall": ("sonicwall", "fortinet", "watchguard", "palo alto", "sophos", "netgate"),
    "access point": ("ubiquiti", "ruckus", "aruba", "meraki", "cambium", "engenius"),
    "nas": ("synology", "qnap", "buffalo"),
    "ups": ("american power", "apc", "eaton", "cyberpower", "cyber power"),
    "printer": (
        *("brother", "lexmark", "kyocera", "ricoh", "xerox", "zebra", "epson", "canon"),
        *("konica", "oki data"),
    ),
    "phone": ("yealink", "polycom", "grandstream", "snom", "mitel"),
}
"""What a maker is best known for; a name or a model says more."""


def kind_by_words(maker: str, *words: str) -> str:
    """What a thing most likely is by its model and its name, else by who made it; else other.

    A SonicWall that calls itself a switch is one, and a Ubiquiti is an access point unless its
    name says otherwise.
    """
    for said in words:
        first = [re.sub(r"\d+[a-z]?$", "", one) for one in re.split(r"[^a-z0-9]+", said.casefold())]
        for kind, begins in _CALLED.items():
            if any(one in begins for one in first):
                return kind
    made = maker.casefold()
    known = (kind for kind, makers in _MADE.items() if any(made.startswith(m) for m in makers))
    return next(known, "other")


def kind_of(kinds: Sequence[str], system: str, ports: Sequence[str]) -> str:
    """What a host most likely is, by what nmap takes it for and by what answers; else other."""
    known = next((_KINDS[one] for one in kinds if one in _KINDS), "")
    if known:
        return known
    open_ones = {port.split(" ", 1)[0] for port in ports}
    if open_ones & set(_PRINTING[:1]) or len(open_ones & set(_PRINTING)) > 1:
        return "printer"
    said = system.casefold()
    if "server" in said or len(open_ones & set(_SERVING)) > 1:
        return "server"
    return "workstation" if "windows" in said or "mac os" in said else "other"


def name_of(names: Sequence[str], maker: str, ip: str) -> str:
    """What to call a host: its name without the domain, else who made it and its address."""
    for name in names:
        first = name.split(".", 1)[0].strip()
        if first and not first.isdecimal():
            return first[:200]
    return f"{maker or 'Device'} {ip}".strip()[:200]
