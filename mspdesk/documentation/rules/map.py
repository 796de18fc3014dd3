"""How a client's network is drawn from what is written down of it.

Measures are points on a sheet as wide as Letter's text; the same drawing stands on the screen and
on paper. What a person moved, renamed or hid stays so; everything else finds its own place.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field, replace
from enum import StrEnum
from functools import lru_cache
from ipaddress import IPv4Network, ip_address, ip_network

from ...rows import dataclass
from .devices import DEVICE_KINDS
from .map_ways import Rect, Ways, spot_of

WIDTH = 530
"""Points across; Letter and A4 both have room for it."""

SIDE, CORE, LEAF, LINE, AIR = 118, 150, 98, 12, 12
"""Widths of the boxes at the sides, in the middle and below; a line of text; between two boxes."""

GAP, BETWEEN = 22, 22
"""Between boxes of the middle: above each other, with room for words; and beside each other."""

LANES = (124, 130, 136, 142, 150, 178, 265, 352, 380, 388, 394, 400, 406)
"""Where lines go up and down: at the sides, beside the middle, between what stands below it."""

MOST = {
    "firewall": 2,
    "switch": 4,
    "server": 6,
    "access point": 6,
    "group": 6,
    "site": 4,
    "internet": 3,
}
"""Boxes of a kind that are drawn one by one; the rest share one, and the list names them."""

STEP = 6
"""Points a box moves by one press of an arrow key, and the grid it snaps to."""


class Look(StrEnum):
    """What a box is: outside the building, what all depends on, or anything else."""

    OUTSIDE = "outside"
    CORE = "core"
    PLAIN = "plain"
    NOTE = "note"


class Way(StrEnum):
    """How two boxes hang together."""

    CABLE = "cable"
    WIRELESS = "wireless"
    VPN = "vpn"


WAY_WORDS = {Way.CABLE: "Cable", Way.WIRELESS: "Wireless", Way.VPN: "VPN"}


@dataclass(frozen=True, slots=True)
class Box:
    """One box: its subject, a bold line, quieter ones below, and where it stands."""

    key: str
    title: str
    under: tuple[str, ...] = ()
    look: Look = Look.PLAIN
    x: int = 0
    y: int = 0
    width: int = SIDE
    moved: bool = False

    @property
    def height(self) -> int:
        """Points from top to bottom."""
        return 14 + LINE * (1 + len(self.under)) + 6

    @property
    def middle(self) -> tuple[int, int]:
        """Its middle, in points."""
        return self.x + self.width // 2, self.y + self.height // 2


@dataclass(frozen=True, slots=True)
class Wire:
    """A line between two boxes, its kind, its way, and words with their middle at `spot`."""

    one: str
    other: str
    way: Way = Way.CABLE
    label: str = ""
    drawn: bool = False
    points: tuple[tuple[int, int], ...] = ()
    spot: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Room:
    """A dashed frame around what stands in a locked room."""

    title: str
    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class NetworkMap:
    """A whole drawing; `words` is the line below it, `left_out` says what is not drawn singly."""

    height: int
    boxes: tuple[Box, ...]
    wires: tuple[Wire, ...]
    rooms: tuple[Room, ...] = ()
    words: str = ""
    left_out: str = ""

    def box(self, key: str) -> Box | None:
        """A box by its subject."""
        return next((one for one in self.boxes if one.key == key), None)


# What is known.


@dataclass(frozen=True, slots=True)
class Line:
    """A line to the world."""

    id: int
    provider: str
    account: str
    kind: str
    modem: str
    site_id: int | None


@dataclass(frozen=True, slots=True)
class Gear:
    """A device, as far as a map asks for it."""

    id: int
    kind: str
    name: str
    model: str
    serial: str
    ip: str
    place: str
    site_id: int | None
    uplink_id: int | None
    port: str


@dataclass(frozen=True, slots=True)
class Place:
    """One of the client's places."""

    id: int
    name: str
    main: bool
    room: str


@dataclass(frozen=True, slots=True)
class Held:
    """What a person did to a box: where it stands, its words, whether it is hidden."""

    x: int | None = None
    y: int | None = None
    label: str = ""
    under: str = ""
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything a map is drawn from; `tunnels` are the places a VPN is known to lead to."""

    lines: Sequence[Line] = ()
    gear: Sequence[Gear] = ()
    places: Sequence[Place] = ()
    networks: Sequence[tuple[str, str]] = ()
    vpn: bool = False
    tunnels: frozenset[int] = frozenset()
    held: Mapping[str, Held] = field(default_factory=dict)
    links: Sequence[Wire] = ()
    cut: frozenset[tuple[str, str]] = frozenset()
    words: str = ""


_CORE = ("firewall", "switch")
_THROUGH_THE_AIR = ("cellular", "wireless", "satellite")
_SINGLE = ("server", "nas", "bdr", "access point")
_SHORT = {
    "workstation": ("PC", "PCs"),
    "laptop": ("laptop", "laptops"),
    "printer": ("printer", "printers"),
    "phone": ("phone", "phones"),
    "ups": ("UPS", "UPS"),
    "other": ("other thing", "other things"),
}


def drawn(facts: Facts) -> NetworkMap:
    """Draw a network; boxes that a person put somewhere stand there."""
    main = next((one for one in facts.places if one.main), None) or next(iter(facts.places), None)
    here = [one for one in facts.gear if main is None or one.site_id in {None, main.id}]
    plan = _Plan(facts, main, here)
    boxes = [_as_held(box, facts.held.get(box.key)) for box in plan.boxes()]
    shown = [box for box in boxes if not facts.held.get(box.key, Held()).hidden]
    shown += _notes(facts.held)
    keys = {box.key for box in shown}
    wires = [
        wire for wire in plan.wires() if frozenset((wire.one, wire.other)) not in _cut(facts.cut)
    ]
    wires += [replace(link, drawn=True) for link in facts.links]
    bottom = max((box.y + box.height for box in shown), default=0)
    rooms = _rooms(main, [box for box in shown if box.key in plan.in_room])
    bottom = max([bottom, *(room.y + room.height for room in rooms)])
    kept = _laid(
        tuple(wire for wire in wires if {wire.one, wire.other} <= keys), tuple(shown), rooms
    )
    words = facts.words or _network_words(facts.networks)
    return NetworkMap(bottom + 12, tuple(shown), kept, rooms, words, plan.left_out())


@lru_cache(maxsize=64)
def _laid(
    wires: tuple[Wire, ...], boxes: tuple[Box, ...], rooms: tuple[Room, ...]
) -> tuple[Wire, ...]:
    """Every line with its way around the boxes, and a place for its words."""
    rects = {box.key: Rect(box.x, box.y, box.width, box.height) for box in boxes}
    frames = [Rect(room.x, room.y, room.width, room.height) for room in rooms]
    ways, found = Ways(rects, LANES), []
    for wire in wires:
        points = ways.lay(wire.one, wire.other, wire.way.value)
        spot = spot_of(wire.label, points, rects.values(), frames) if wire.label else points[0]
        found.append(replace(wire, points=points, spot=spot))
    return tuple(found)


def _cut(pairs: Iterable[tuple[str, str]]) -> set[frozenset[str]]:
    return {frozenset(pair) for pair in pairs}


def _as_held(box: Box, held: Held | None) -> Box:
    """A box as a person left it."""
    if held is None:
        return box
    if held.label:
        box = replace(box, title=held.label)
    if held.under:
        box = replace(box, under=tuple(line.strip() for line in held.under.splitlines())[:4])
    if held.x is not None and held.y is not None:
        x = min(max(0, held.x), WIDTH - box.width)
        box = replace(box, x=x, y=max(0, held.y), moved=True)
    return box


def _notes(held: Mapping[str, Held]) -> list[Box]:
    """Boxes that a person added, of things nobody else knows of."""
    return [
        Box(
            key,
            one.label or "Note",
            tuple(line.strip() for line in one.under.splitlines() if line.strip())[:4],
            Look.NOTE,
            min(max(0, one.x or 0), WIDTH - SIDE),
            max(0, one.y or 0),
            moved=True,
        )
        for key, one in held.items()
        if key.startswith("note:") and not one.hidden
    ]


class _Plan:
    """Which boxes there are, and where each stands by itself.

    The world is at the left and right on top, the gear in the middle, what hangs on it below and
    beside.
    """

    def __init__(self, facts: Facts, main: Place | None, here: Sequence[Gear]) -> None:
        self._facts, self._main = facts, main
        self._net = _home(facts.networks)
        by_kind: dict[str, list[Gear]] = {}
        for one in here:
            by_kind.setdefault(one.kind, []).append(one)
        self._more: list[str] = []
        self._firewalls = self._first(by_kind.get("firewall", []), "firewall")
        self._switches = self._first(by_kind.get("switch", []), "switch")
        rest = [one for kind in ("server", "nas", "bdr") for one in by_kind.get(kind, [])]
        self._servers = self._first(rest, "server")
        self._wireless = self._first(by_kind.get("access point", []), "access point")
        self._groups = self._grouped(
            [one for one in here if one.kind not in _CORE and one.kind not in _SINGLE]
        )
        here_lines = [one for one in facts.lines if main is None or one.site_id in {None, main.id}]
        self._lines = list(here_lines)[: MOST["internet"]]
        others = [one for one in facts.places if main is not None and one.id != main.id]
        self._sites = others[: MOST["site"]]
        if len(others) > len(self._sites):
            self._more.append(f"{len(others) - len(self._sites)} more sites")
        self.in_room: set[str] = set()

    def _first(self, found: list[Gear], kind: str) -> list[Gear]:
        """As many as are drawn one by one."""
        if len(found) > MOST[kind]:
            words = DEVICE_KINDS.get(found[0].kind, "device").lower()
            self._more.append(f"{len(found) - MOST[kind]} more of kind {words}")
        return found[: MOST[kind]]

    def left_out(self) -> str:
        """What is not drawn, in a sentence; empty when everything is."""
        return f"Not drawn: {', '.join(self._more)}. The list names them." if self._more else ""

    def _grouped(self, found: Sequence[Gear]) -> list[tuple[str, list[Gear]]]:
        """What people use, by the room it stands in; the smallest rooms share one box."""
        rooms: dict[str, list[Gear]] = {}
        for one in found:
            rooms.setdefault(one.place.split(",")[0].strip() or "Elsewhere", []).append(one)
        order = sorted(rooms.items(), key=lambda pair: (-len(pair[1]), pair[0]))
        if len(order) > MOST["group"]:
            kept, rest = order[: MOST["group"] - 1], order[MOST["group"] - 1 :]
            order = [*kept, ("Other rooms", [one for _, held in rest for one in held])]
        return order

    # Where everything stands.

    def boxes(self) -> list[Box]:
        """Every box in its own place."""
        middle, y = (WIDTH - CORE) // 2, 26
        modems = [
            Box(f"modem:{line.id}", line.modem, ("ISP property",))
            for line in self._lines
            if line.modem
        ]
        walls = [self._core(gear) for gear in self._firewalls]
        found: list[Box] = []
        for row in (modems, walls):
            placed, y = _across(row, y)
            found += placed
        switches = y
        for gear in self._switches:
            box = replace(self._core(gear), x=middle, y=y)
            found.append(box)
            y += box.height + GAP
        found += self._below(y)
        self.in_room = {box.key for box in found}
        left, right = self._sides(26, switches)
        return [*found, *left, *right]

    def _core(self, gear: Gear) -> Box:
        return Box(f"device:{gear.id}", gear.name, self._told(gear), Look.CORE, width=CORE)

    def _below(self, y: int) -> list[Box]:
        """Servers and storage, two beside each other with a lane between them."""
        alone = len(self._servers) == 1
        start = (WIDTH - LEAF) // 2 if alone else (WIDTH - 2 * LEAF - BETWEEN) // 2
        found: list[Box] = []
        for at, gear in enumerate(self._servers):
            row, place = divmod(at, 2)
            under = self._told(gear, with_model=False)
            x = start + place * (LEAF + BETWEEN)
            found.append(
                Box(f"device:{gear.id}", gear.name, under, x=x, y=y + row * 64, width=LEAF)
            )
        return found

    def _sides(self, top: int, switches: int) -> tuple[list[Box], list[Box]]:
        """The world on top, then what people use: at the left and at the right."""
        left = [
            Box(f"internet:{one.id}", "Internet", _under(one), Look.OUTSIDE) for one in self._lines
        ]
        right = [
            Box(f"site:{one.id}", one.name, self._site_words(one), Look.OUTSIDE)
            for one in self._sites
        ]
        wireless = [Box(f"device:{one.id}", one.name, self._spoken(one)) for one in self._wireless]
        groups = [self._group(title, held) for title, held in self._groups]
        half = (len(groups) + len(wireless) + 1) // 2
        at_left = groups[: min(half, len(groups))]
        at_right = [*wireless, *groups[len(at_left) :]]
        return (
            _down(left, at_left, 0, top, switches),
            _down(right, at_right, WIDTH - SIDE, top, switches),
        )

    def _group(self, title: str, held: list[Gear]) -> Box:
        counted = Counter(one.kind for one in held)
        words = [
            f"{n} {_SHORT.get(kind, ('thing', 'things'))[n != 1]}" for kind, n in counted.items()
        ]
        lines = tuple(", ".join(words[at : at + 2]) for at in range(0, len(words), 2))[:3]
        ports = _ports(held)
        return Box(f"group:{title}", title, (*lines, *([ports] if ports else [])))

    def _site_words(self, place: Place) -> tuple[str, ...]:
        kinds = [one.kind for one in self._facts.lines if one.site_id == place.id and one.kind]
        count = sum(one.site_id == place.id for one in self._facts.gear)
        tunnel = "VPN" if self._has_tunnel(place) else ""
        first = ", ".join(filter(None, (kinds[0] if kinds else "", tunnel)))
        noun = "device" if count == 1 else "devices"
        return tuple(filter(None, (first, f"{count} {noun}" if count else "")))

    def _has_tunnel(self, place: Place) -> bool:
        known = self._facts.vpn or place.id in self._facts.tunnels
        return known and bool(self._firewalls)

    def _told(self, gear: Gear, *, with_model: bool = True) -> tuple[str, ...]:
        """What stands under a device's name: model and the end of its address, serial, port."""
        short = _short_address(gear.ip, self._net)
        if with_model:
            first = ", ".join(filter(None, (gear.model, short)))
            return tuple(filter(None, (first, gear.serial)))
        return tuple(filter(None, (short, f"port {gear.port}" if gear.port else "")))

    def _spoken(self, gear: Gear) -> tuple[str, ...]:
        where = gear.place.split(",")[0].strip()
        port = f"port {gear.port}" if gear.port else _short_address(gear.ip, self._net)
        return tuple(filter(None, (", ".join(filter(None, (where, port))),)))

    # How it hangs together.

    def wires(self) -> list[Wire]:
        """The lines that the facts draw, from the world inwards."""
        found: list[Wire] = []
        first = self._firewalls[0] if self._firewalls else None
        hub = self._switches[0] if self._switches else first
        for line in self._lines:
            inner = f"modem:{line.id}" if line.modem else (_key(first) or _key(hub))
            found.append(Wire(f"internet:{line.id}", inner))
            if line.modem and (first or hub):
                found.append(Wire(f"modem:{line.id}", _key(first) or _key(hub), label="WAN"))
        drawn_ones = {
            one.id: one
            for one in (*self._firewalls, *self._switches, *self._servers, *self._wireless)
        }
        for gear in drawn_ones.values():
            up = self._up(gear, drawn_ones, first, hub)
            if up is not None:
                label = f"LAN to {gear.port}" if gear.kind == "switch" and gear.port else ""
                found.append(Wire(_key(up), _key(gear), label=label))
        found += [wire for one in self._sites if (wire := self._to_site(one, first, hub))]
        if hub is not None:
            for title, held in self._groups:
                found.append(Wire(_key(self._trunk(held, drawn_ones, hub)), f"group:{title}"))
        return found

    def _to_site(self, place: Place, first: Gear | None, hub: Gear | None) -> Wire | None:
        """How another place hangs on this one: over a VPN, over its own line, else a cable."""
        if self._has_tunnel(place):
            return Wire(_key(first), f"site:{place.id}", Way.VPN)
        own = [one for one in self._facts.lines if one.site_id == place.id]
        if own and self._lines:
            way = Way.WIRELESS if own[0].kind in _THROUGH_THE_AIR else Way.CABLE
            return Wire(f"internet:{self._lines[0].id}", f"site:{place.id}", way)
        return Wire(_key(first) or _key(hub), f"site:{place.id}") if first or hub else None

    def _trunk(self, held: Sequence[Gear], drawn_ones: Mapping[int, Gear], hub: Gear) -> Gear:
        """The switch most things of a room are written down at, else the first."""
        counted = Counter(one.uplink_id for one in held if one.uplink_id in drawn_ones)
        if not counted:
            return hub
        most = counted.most_common(1)[0][0]
        return drawn_ones[most] if most is not None else hub

    def _up(
        self, gear: Gear, all_of_them: Mapping[int, Gear], first: Gear | None, hub: Gear | None
    ) -> Gear | None:
        """What a device hangs on: what is written, else the usual.

        Switches hang on each other in a row from the firewall down, servers on the last of them.
        """
        said = all_of_them.get(gear.uplink_id or 0)
        if said is not None and said.id != gear.id:
            return said
        if gear.kind == "firewall":
            # A second one stands beside the first and guards the same cables.
            return hub if gear is not first and hub is not first else None
        if gear in self._switches:
            at = self._switches.index(gear)
            return self._switches[at - 1] if at else first
        return self._switches[-1] if self._switches and gear in self._servers else hub


def _across(boxes: list[Box], y: int) -> tuple[list[Box], int]:
    """Boxes beside each other above the middle; where the next row begins."""
    if not boxes:
        return [], y
    if len(boxes) == 1:
        wide = CORE if boxes[0].look is Look.CORE else CORE - 16
        starts = [(WIDTH - wide) // 2]
    elif len(boxes) == 2:
        wide = LEAF
        starts = [(WIDTH - BETWEEN) // 2 - wide, (WIDTH + BETWEEN) // 2]
    else:
        wide, step = 68, 76
        starts = [(WIDTH - wide) // 2 + (at - 1) * step for at in range(len(boxes))]
    placed = [replace(box, x=x, y=y, width=wide) for box, x in zip(boxes, starts, strict=True)]
    return placed, y + max(box.height for box in placed) + GAP


def _down(above: list[Box], below: list[Box], x: int, top: int, under: int) -> list[Box]:
    """Boxes at a side: the world from the top, the rest from `under` or where there is room."""
    y, found = top, []
    for box in above:
        found.append(replace(box, x=x, y=y))
        y += box.height + AIR
    y = max(y + AIR, under)
    for box in below:
        found.append(replace(box, x=x, y=y))
        y += box.height + AIR
    return found


def _key(gear: Gear | None) -> str:
    return f"device:{gear.id}" if gear else ""


def _under(line: Line) -> tuple[str, ...]:
    return tuple(filter(None, (line.provider, line.account)))


def _ports(held: Sequence[Gear]) -> str:
    """The ports of a switch that a room uses: ports 3 to 7."""
    found = sorted({int(one.port) for one in held if one.port.isdecimal()})
    if not found:
        return ""
    return f"port {found[0]}" if len(found) == 1 else f"ports {found[0]} to {found[-1]}"


def _home(networks: Sequence[tuple[str, str]]) -> IPv4Network | None:
    """The first network, whose addresses are shown by their last number."""
    for cidr, _ in networks:
        try:
            found = ip_network(cidr, strict=False)
        except ValueError:
            continue
        if isinstance(found, IPv4Network) and found.prefixlen >= 24:
            return found
    return None


def _short_address(ip: str, home: IPv4Network | None) -> str:
    try:
        inside = home is not None and ip_address(ip) in home
    except ValueError:
        return ip
    return f".{ip.rpartition('.')[2]}" if inside else ip


def _network_words(networks: Sequence[tuple[str, str]]) -> str:
    told = [f"{name} {cidr}".strip() if name else cidr for cidr, name in networks]
    if not told:
        return ""
    end = " Addresses on the map are the last number." if _home(networks) else ""
    return f"{'; '.join(told[:4])}.{end}"


def _rooms(main: Place | None, boxes: Sequence[Box]) -> tuple[Room, ...]:
    """The frame around what stands in the equipment room, where that is written down."""
    if main is None or not main.room or not boxes:
        return ()
    held = [box for box in boxes if not box.moved]
    if not held:
        return ()
    left, right = min(box.x for box in held), max(box.x + box.width for box in held)
    top, bottom = min(box.y for box in held), max(box.y + box.height for box in held)
    return (Room(main.room, left - 12, top - 20, right - left + 24, bottom - top + 30),)
