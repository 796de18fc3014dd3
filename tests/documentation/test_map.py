"""The network map: drawn from facts, adjusted by hand and remembered, whole at any size."""

from dataclasses import replace
from datetime import datetime
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from mspdesk.database.store import Store
from mspdesk.documentation.actions import map as actions
from mspdesk.documentation.models.network import MapLink
from mspdesk.documentation.printables.map import drawing_block, map_block
from mspdesk.documentation.queries.map import hidden_boxes, map_document, network_map
from mspdesk.documentation.rules.map import (
    MOST,
    WIDTH,
    Facts,
    Gear,
    Held,
    Line,
    Place,
    Way,
    Wire,
    drawn,
    path,
)
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
        "Front desk": ("1 PC, 1 printer",),
        "Barn": ("VPN", "1 device"),
    }
    wires = {(one.one, one.other): (one.way.value, one.label) for one in found.wires}
    assert wires == {
        ("internet:1", "modem:1"): ("cable", ""),
        ("modem:1", "device:1"): ("cable", "WAN"),
        ("device:1", "device:2"): ("cable", "LAN to 24"),
        ("device:2", "device:3"): ("cable", ""),
        ("device:2", "device:4"): ("cable", ""),
        ("device:2", "group:Front desk"): ("cable", "3-7"),
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


def test_a_line_is_straight_or_turns_twice() -> None:
    found = drawn(CLINIC)
    for wire in found.wires:
        one, other = found.box(wire.one), found.box(wire.other)
        assert one is not None
        assert other is not None
        points = path(one, other)
        assert len(points) in {2, 4}
        for (ax, ay), (bx, by) in pairwise(points):
            assert ax == bx or ay == by


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
