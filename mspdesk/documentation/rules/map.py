"""How a client's network is drawn from what is written down of it.

Measures are points on a sheet as wide as Letter's text; the same drawing stands on the screen and
on paper. What a person moved, renamed or hid stays so; everything else finds its own place.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field, replace
from enum import StrEnum
from ipaddress import IPv4Network, ip_address, ip_network

from ...rows import dataclass
from .devices import DEVICE_KINDS

WIDTH = 530
"""Points across; Letter and A4 both have room for it."""

MOST_HIGH = 600
"""Points; higher drawings would not fit a page and are drawn smaller."""

SIDE, CORE, LEAF, LINE, AIR = 118, 150, 104, 12, 14
"""Widths of the boxes at the sides, in the middle and below; a line of text; between two boxes."""

MOST = {"switch": 4, "server": 6, "access point": 6, "group": 6, "site": 4, "internet": 3}
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
    """A line between two boxes, its kind, and words beside it."""

    one: str
    other: str
    way: Way = Way.CABLE
    label: str = ""
    drawn: bool = False


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
    """Everything a map is drawn from."""

    lines: Sequence[Line] = ()
    gear: Sequence[Gear] = ()
    places: Sequence[Place] = ()
    networks: Sequence[tuple[str, str]] = ()
    vpn: bool = False
    held: Mapping[str, Held] = field(default_factory=dict)
    links: Sequence[Wire] = ()
    cut: frozenset[tuple[str, str]] = frozenset()
    words: str = ""


_CORE = ("firewall", "switch")
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
    kept = tuple(wire for wire in wires if {wire.one, wire.other} <= keys)
    bottom = max((box.y + box.height for box in shown), default=0)
    rooms = _rooms(main, [box for box in shown if box.key in plan.in_room])
    bottom = max([bottom, *(room.y + room.height for room in rooms)])
    words = facts.words or _network_words(facts.networks)
    return NetworkMap(bottom + 12, tuple(shown), kept, rooms, words, plan.left_out())


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
        self._firewalls = self._first(by_kind.get("firewall", []), "switch")
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
        found: list[Box] = []
        for line in self._lines:
            if line.modem:
                box = Box(f"modem:{line.id}", line.modem, ("ISP property",), x=middle + 8, y=y)
                found.append(replace(box, width=CORE - 16))
                y += box.height + AIR + 6
        for gear in (*self._firewalls, *self._switches):
            box = Box(f"device:{gear.id}", gear.name, self._told(gear), Look.CORE, middle, y, CORE)
            found.append(box)
            y += box.height + AIR + 6
        core = y
        servers = self._row_below(y)
        found += servers
        self.in_room = {box.key for box in found}
        left, right = self._sides(26, max(core, 150))
        return [*found, *left, *right]

    def _row_below(self, y: int) -> list[Box]:
        """Servers and storage, two or three beside each other."""
        across = 3 if len(self._servers) > 2 else max(1, len(self._servers))
        wide = LEAF if across < 3 else 86
        room = across * wide + (across - 1) * 10
        found: list[Box] = []
        for at, gear in enumerate(self._servers):
            row, place = divmod(at, across)
            under = self._told(gear, with_model=False)
            x = (WIDTH - room) // 2 + place * (wide + 10)
            found.append(
                Box(f"device:{gear.id}", gear.name, under, x=x, y=y + row * 64, width=wide)
            )
        return found

    def _sides(self, top: int, core: int) -> tuple[list[Box], list[Box]]:
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
            _down(left, at_left, 0, top, core - 40),
            _down(right, at_right, WIDTH - SIDE, top, core - 40),
        )

    def _group(self, title: str, held: list[Gear]) -> Box:
        counted = Counter(one.kind for one in held)
        words = [
            f"{n} {_SHORT.get(kind, ('thing', 'things'))[n != 1]}" for kind, n in counted.items()
        ]
        lines = tuple(", ".join(words[at : at + 2]) for at in range(0, len(words), 2))[:3]
        return Box(f"group:{title}", title, lines)

    def _site_words(self, place: Place) -> tuple[str, ...]:
        kinds = [one.kind for one in self._facts.lines if one.site_id == place.id and one.kind]
        count = sum(one.site_id == place.id for one in self._facts.gear)
        first = ", ".join(filter(None, (kinds[0] if kinds else "", "VPN" if self._vpn else "")))
        noun = "device" if count == 1 else "devices"
        return tuple(filter(None, (first, f"{count} {noun}" if count else "")))

    @property
    def _vpn(self) -> bool:
        return self._facts.vpn and bool(self._firewalls)

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
        if hub is not None:
            for title, held in self._groups:
                found.append(Wire(_key(hub), f"group:{title}", label=_ports(held)))
        if self._vpn:
            found += [Wire(_key(first), f"site:{one.id}", Way.VPN) for one in self._sites]
        return found

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
            return None
        if gear in self._switches:
            at = self._switches.index(gear)
            return self._switches[at - 1] if at else first
        return self._switches[-1] if self._switches and gear in self._servers else hub


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
    """The ports of a switch that a room uses: 3-7."""
    found = sorted(int(one.port) for one in held if one.port.isdecimal())
    if not found:
        return ""
    return str(found[0]) if len(found) == 1 else f"{found[0]}-{found[-1]}"


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


def path(one: Box, other: Box) -> list[tuple[int, int]]:
    """The way of a line between two boxes: straight, or with two corners at right angles."""
    overlap = min(one.x + one.width, other.x + other.width) - max(one.x, other.x)
    if overlap > 16:
        x = max(one.x, other.x) + overlap // 2
        upper, lower = (one, other) if one.y < other.y else (other, one)
        return [(x, upper.y + upper.height), (x, lower.y)]
    left, right = (one, other) if one.x < other.x else (other, one)
    start, end = left.x + left.width, right.x
    at_left, at_right = left.middle[1], right.middle[1]
    shared_top = max(left.y, right.y) + 6
    shared_low = min(left.y + left.height, right.y + right.height) - 6
    if shared_top <= shared_low:
        level = (shared_top + shared_low) // 2
        return [(start, level), (end, level)]
    turn = (start + end) // 2
    return [(start, at_left), (turn, at_left), (turn, at_right), (end, at_right)]
