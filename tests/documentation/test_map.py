"""The network map: drawn from facts, adjusted by hand and remembered, whole at any size."""

from dataclasses import replace
from datetime import datetime
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from mspdesk.clients import actions as clients
from mspdesk.database.store import Store
from mspdesk.documentation.actions import facts as fact_actions
from mspdesk.documentation.actions import map as actions
from mspdesk.documentation.models.network import MapLink
from mspdesk.documentation.printables.map import drawing_block, map_block
from mspdesk.documentation.queries.map import hidden_boxes, map_document, network_map
from mspdesk.documentation.rules.map import (
    MOST,
    WIDTH,
    Box,
    Facts,
    Gear,
    Held,
    Line,
    Place,
    Way,
    Wire,
    drawn,
)
from mspdesk.documentation.rules.map_ways import Rect
from mspdesk.errors import UserError
from mspdesk.printing.document import Layout, Printable, prepare
from mspdesk.printing.page import Foot, Head, Paper
from tests.printing.pdftext import flat, pages_of
from tests.sample import Sample


def gear(id_: int, kind: str, name: str = "", **more: Any) -> Gear:
    """A device with whatever matters."""
    held = Gear(id_, kind, name or f"{kind}{id_}", "", "", "", "", None, None, "")
    return replace(held, **more)


CLINIC = Facts(
    lines=[Line(1, "Prairie Fiber", "44-0187", "fiber", "Fiber box", None)],
    gear=[
        gear(1, "firewall", "FW1", model="Edge 60", serial="FX-20418", ip="10.20.4.1"),
        gear(2, "switch", "SW1", model="24 port PoE", ip="10.20.4.2", port="24"),
        gear(3, "server", "BWV-SRV1", ip="10.20.4.10", port="1"),
        gear(4, "access point", "AP1", place="Hall ceiling", port="11"),
        gear(5, "workstation", "FRONT1", place="Front desk", port="3"),
        gear(6, "printer", "PRN1", place="Front desk", port="7"),
        gear(7, "workstation", "BARN1", site_id=2),
    ],
    places=[Place(1, "Main clinic", True, "Server closet"), Place(2, "Barn", False, "")],
    networks=[("10.20.4.0/24", "Clinic"), ("10.20.9.0/24", "Guests")],
    vpn=True,
)


def test_a_clinic_is_drawn_as_it_hangs_together() -> None:
    found = drawn(CLINIC)
    words = {box.title: box.under for box in found.boxes}
    assert words == {
        "Internet": ("Prairie Fiber", "44-0187"),
        "Fiber box": ("ISP property",),
        "FW1": ("Edge 60, .1", "FX-20418"),
        "SW1": ("24 port PoE, .2",),
        "BWV-SRV1": (".10", "port 1"),
        "AP1": ("Hall ceiling, port 11",),
        "Front desk": ("1 PC, 1 printer", "ports 3 to 7"),
        "Barn": ("VPN", "1 device"),
    }
    wires = {(one.one, one.other): (one.way.value, one.label) for one in found.wires}
    assert wires == {
        ("internet:1", "modem:1"): ("cable", ""),
        ("modem:1", "device:1"): ("cable", "WAN"),
        ("device:1", "device:2"): ("cable", "LAN to 24"),
        ("device:2", "device:3"): ("cable", ""),
        ("device:2", "device:4"): ("cable", ""),
        ("device:2", "group:Front desk"): ("cable", ""),
        ("device:1", "site:2"): ("vpn", ""),
    }
    assert [room.title for room in found.rooms] == ["Server closet"]
    assert found.words == (
        "Clinic 10.20.4.0/24; Guests 10.20.9.0/24. Addresses on the map are the last number."
    )


def test_what_is_written_of_an_uplink_counts() -> None:
    held = [*CLINIC.gear, gear(8, "switch", "SW2"), gear(9, "server", "NAS1", uplink_id=8)]
    wires = {(one.one, one.other) for one in drawn(replace(CLINIC, gear=held)).wires}
    assert ("device:2", "device:8") in wires
    assert ("device:8", "device:9") in wires


def test_what_a_person_did_stays() -> None:
    facts = replace(
        CLINIC,
        held={
            "device:4": Held(60, 300, "Kennel AP", "by the door\nport 12"),
            "group:Front desk": Held(hidden=True),
            "note:x": Held(0, 0, "Generator"),
        },
        links=[Wire("note:x", "device:3", Way.CABLE, "power")],
        cut=frozenset({("device:2", "device:4")}),
    )
    found = drawn(facts)
    box = found.box("device:4")
    assert box is not None
    assert (box.title, box.under, box.x, box.y) == (
        "Kennel AP",
        ("by the door", "port 12"),
        60,
        300,
    )
    assert found.box("group:Front desk") is None
    wires = {(one.one, one.other) for one in found.wires}
    assert ("note:x", "device:3") in wires
    assert ("device:2", "device:4") not in wires


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(
                ["firewall", "switch", "server", "nas", "access point", "workstation", "printer"]
            ),
            st.sampled_from(["", "Closet, rack 1", "Front desk", "Room 2", "Attic"]),
        ),
        max_size=40,
    )
)
def test_boxes_that_nobody_moved_never_lie_on_each_other(found: list[tuple[str, str]]) -> None:
    facts = replace(
        CLINIC, gear=[gear(n, kind, place=place) for n, (kind, place) in enumerate(found, 1)]
    )
    boxes = drawn(facts).boxes
    for at, one in enumerate(boxes):
        assert one.x >= 0
        assert one.x + one.width <= WIDTH
        for other in boxes[at + 1 :]:
            apart = (
                one.x + one.width <= other.x
                or other.x + other.width <= one.x
                or one.y + one.height <= other.y
                or other.y + other.height <= one.y
            )
            assert apart, (one, other)


def test_five_hundred_nodes_are_drawn_together_on_one_page() -> None:
    many = [
        gear(n, kind, f"{kind} {n}", place=f"Room {n % 90}")
        for n in range(500)
        for kind in [("server", "switch", "access point", "workstation", "firewall")[n % 5]]
    ]
    found = drawn(replace(CLINIC, gear=many))
    assert len(found.boxes) <= sum(MOST.values()) + 8
    assert found.left_out.startswith("Not drawn: ")
    assert found.left_out.endswith("The list names them.")
    layout = Layout(
        title="Map", head=Head("Clinic", "Map"), foot=Foot("Shop"), blocks=[drawing_block(found)]
    )
    printable = Printable("map", "Map", lambda _session: None, lambda _document: layout)
    assert prepare(printable, None, Paper.LETTER).pages == 1


BIG = Facts(
    lines=[
        Line(1, "Prairie Fiber", "44-0187", "fiber", "Fiber box", None),
        Line(2, "Northern Cellular", "NC-1", "cellular", "LTE box", None),
        Line(3, "Cable Co", "C-2", "cable", "", 3),
    ],
    gear=[
        gear(1, "firewall", "FW1", model="Edge 60", serial="FX-20418", ip="10.20.4.1"),
        gear(2, "switch", "SW1", model="48 port", port="48"),
        gear(3, "switch", "SW2", model="24 port", port="24", uplink_id=2),
        gear(4, "switch", "SW3", model="24 port", port="23", uplink_id=2),
        gear(5, "switch", "SW4", model="8 port", port="8", uplink_id=4),
        *[gear(10 + n, "server", uplink_id=(2, 2, 3, 5, 2)[n]) for n in range(5)],
        *[gear(20 + n, "access point", uplink_id=(3, 3, 4, 4, 5, 2)[n]) for n in range(6)],
        *[
            gear(40 + n, "workstation", place=f"Room {n % 7}", port=str(n), uplink_id=2 + n % 4)
            for n in range(30)
        ],
        gear(90, "workstation", site_id=2),
    ],
    places=[
        Place(1, "Head office", True, "Server room"),
        *(Place(n, f"Site {n}", False, "") for n in (2, 3, 4)),
    ],
    networks=[("10.20.4.0/24", "Office")],
    tunnels=frozenset({2}),
)
"""Four switches, six access points, three other places."""


def shown(box: Box) -> Rect:
    return Rect(box.x, box.y, box.width, box.height)


@pytest.mark.parametrize("facts", [CLINIC, BIG])
def test_lines_run_at_right_angles_around_boxes_and_lie_on_no_other_line(facts: Facts) -> None:
    found = drawn(facts)
    boxes = {box.key: shown(box) for box in found.boxes}
    assert {key for wire in found.wires for key in (wire.one, wire.other)} == set(boxes)
    laid: list[tuple[set[str], tuple[tuple[int, int], tuple[int, int]]]] = []
    for wire in found.wires:
        for key, end in ((wire.one, wire.points), (wire.other, wire.points)):
            assert any(touches(boxes[key], point) for point in (end[0], end[-1]))
        for a, b in pairwise(wire.points):
            assert a[0] == b[0] or a[1] == b[1]
            assert not [key for key, box in boxes.items() if box.crossed(a, b)], wire
            for ends, other in laid:
                assert ends & {wire.one, wire.other} or not lie_on(a, b, *other), wire
        stretches = list(pairwise(wire.points))
        laid += [({wire.one, wire.other}, stretch) for stretch in stretches]


def touches(box: Rect, point: tuple[int, int]) -> bool:
    x, y = point
    return box.x <= x <= box.right and box.y <= y <= box.low


def lie_on(a: tuple[int, int], b: tuple[int, int], c: tuple[int, int], d: tuple[int, int]) -> bool:
    """Whether two stretches share more than a point."""
    for along in (0, 1):
        if a[1 - along] == b[1 - along] == c[1 - along] == d[1 - along]:
            first = max(min(a[along], b[along]), min(c[along], d[along]))
            return min(max(a[along], b[along]), max(c[along], d[along])) - first > 1
    return False


@pytest.mark.parametrize("facts", [CLINIC, BIG])
def test_words_of_lines_lie_on_no_box_and_no_frame(facts: Facts) -> None:
    found = drawn(facts)
    for wire in found.wires:
        if not wire.label:
            continue
        half = int(len(wire.label) * 4.3) // 2 + 2
        words = Rect(wire.spot[0] - half, wire.spot[1] - 4, 2 * half, 8)
        for box in found.boxes:
            apart = (
                words.right <= box.x
                or words.x >= box.x + box.width
                or words.low <= box.y
                or words.y >= box.y + box.height
            )
            assert apart, (wire, box)
        for room in found.rooms:
            for x in (room.x, room.x + room.width):
                assert not words.x < x < words.right, wire
            for y in (room.y, room.y + room.height):
                assert not words.y < y < words.low, wire


def test_every_place_hangs_on_something() -> None:
    wires = {one.other: one for one in drawn(BIG).wires if one.other.startswith("site:")}
    assert {key: (one.one, one.way) for key, one in wires.items()} == {
        "site:2": ("device:1", Way.VPN),
        "site:3": ("internet:1", Way.CABLE),
        "site:4": ("device:1", Way.CABLE),
    }


def test_rooms_hang_on_the_switch_they_are_written_down_at() -> None:
    held = [
        *CLINIC.gear,
        gear(8, "switch", "SW2"),
        gear(9, "workstation", place="Attic", uplink_id=8, port="4"),
    ]
    found = drawn(replace(CLINIC, gear=held))
    wires = {one.other: one.one for one in found.wires}
    assert wires["group:Attic"] == "device:8"
    assert wires["group:Front desk"] == "device:2"
    box = found.box("group:Attic")
    assert box is not None
    assert box.under == ("1 PC", "port 4")


def test_the_network_of_a_place_says_that_it_comes_over_a_vpn(
    store: Store, shop: Sample, clock: datetime
) -> None:
    client = shop.brightwater
    site = store.do(clients.add_site, client, {"name": "Barn"})
    store.do(fact_actions.add_fact, client, "device", {"name": "FW1", "kind": "firewall"})
    at_barn = {"cidr": "10.20.30.0/24", "name": "Barn", "purpose": "Over VPN", "site_id": site}
    ids = store.do(fact_actions.add_fact, client, "network", at_barn)
    wire = next(one for one in store.ask(network_map, client).wires if one.other == f"site:{site}")
    assert wire.way is Way.VPN
    store.do(fact_actions.remove_facts, "network", [ids])
    wire = next(one for one in store.ask(network_map, client).wires if one.other == f"site:{site}")
    assert wire.way is Way.CABLE


def test_a_map_is_adjusted_and_remembered(store: Store, shop: Sample, clock: datetime) -> None:
    client = shop.brightwater
    subject = f"device:{shop.server}"
    store.do(actions.move_box, client, subject, 61, 207)
    store.do(actions.name_box, client, subject, "The server", "lower shelf")
    box = store.ask(network_map, client).box(subject)
    assert box is not None
    assert (box.x, box.y, box.title, box.under) == (60, 204, "The server", ("lower shelf",))
    store.do(actions.hide_box, client, subject)
    assert store.ask(network_map, client).box(subject) is None
    assert store.ask(hidden_boxes, client) == [(subject, "The server")]
    assert store.undo() == "Hide on map"
    store.do(actions.lay_out_again, client)
    box = store.ask(network_map, client).box(subject)
    assert box is not None
    assert not box.moved
    note = store.do(actions.add_note, client, "Generator")
    store.do(actions.link_boxes, client, note, subject, {"kind": "wireless", "label": "power"})
    store.do(actions.walk_map, client)
    document = store.ask(map_document, client)
    assert (note, subject) in {(one.one, one.other) for one in document.drawing.wires}
    assert document.walked == "walked and checked Mar 11, 2026, Dana Whitlock"
    with pytest.raises(UserError, match="two different"):
        store.do(actions.link_boxes, client, note, note, {})
    # Drawn from the other end it is the same line.
    store.do(actions.link_boxes, client, subject, note, {"kind": "cable"})
    with store.read() as session:
        lines = session.execute(select(MapLink.one, MapLink.other, MapLink.kind)).all()
    assert [tuple(line) for line in lines if note in line] == [(note, subject, "cable")]


HOSTILE = ("AT&T <b>x</b>", "a < b", "{{7*7}}", "Łódź 日本", "x" * 300)


def test_hostile_words_print_as_they_are(store: Store, shop: Sample, clock: datetime) -> None:
    for words in HOSTILE[:4]:
        store.do(actions.add_note, shop.kestrel, words)
    document = store.ask(map_document, shop.kestrel)
    layout = Layout(
        title="Map", head=Head("K", "Map"), foot=Foot("Shop"), blocks=[map_block(document)]
    )
    printable = Printable("map", "Map", lambda _session: None, lambda _document: layout)
    text = flat("".join(pages_of(prepare(printable, None, Paper.A4).pdf)))
    for words in HOSTILE[:4]:
        assert flat(words) in text
    with pytest.raises(UserError):
        store.do(actions.name_box, shop.kestrel, "site:1", HOSTILE[4], "")
