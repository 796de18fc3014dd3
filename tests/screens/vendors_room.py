"""The walk past vendors and stock: empty rooms, then words and figures long enough to be cut."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from mspdesk.database.store import Store
from mspdesk.desk.area import Place
from mspdesk.vendors import actions, queries
from mspdesk.vendors.view.page import TABS

if TYPE_CHECKING:
    from .tour import Walker

Stop = tuple[str, Callable[[], object]]


def rooms(walker: Walker, client_id: int) -> Iterator[Stop]:
    """Every screen of the two rooms by its name and how it is reached; leaves the clients open."""

    def vendors(**about: Any) -> None:
        walker.go(Place("clients", do="vendors", about=about))

    def stock(**about: Any) -> None:
        walker.go(Place("clients", do="stock", about=about))

    desk = walker.window.desk
    assert desk is not None
    if not desk.ask(queries.vendors):
        yield "vendors-none", vendors
        yield "stock-none", stock
        fill_rooms(desk.store, client_id)
    vendor = desk.ask(queries.vendors)[0].id
    yield "vendors", partial(vendors, all=True)
    for key in TABS:
        yield f"vendor-{key}", partial(vendors, vendor_id=vendor, tab=key)
    yield "vendor-account", partial(vendors, vendor_id=vendor, tab="accounts", new=True)
    walker.escape()
    yield "vendor-new", partial(vendors, new_vendor=True)
    walker.escape()
    yield "stock", partial(stock, all=True)
    for item in desk.ask(queries.items):
        yield f"stock-{item.code}", partial(stock, item_id=item.id)
        for do in ("in", "out", "count"):
            yield f"stock-{item.code}-{do}", partial(stock, item_id=item.id, do=do)
        walker.escape()
    yield "stock-new", partial(stock, new_item=True)
    walker.escape()
    yield "client-accounts-held", partial(walker.go, Place("clients", client_id, do="accounts"))
    walker.go(Place("clients", client_id, do="overview"))


def fill_rooms(store: Store, client_id: int) -> None:
    """Write down two vendors, a client's account, and two items that moved."""
    person = store.person_id
    carrier = store.do(
        actions.add_vendor,
        {
            "name": "Prairie Fiber and Telephone Cooperative",
            "kind": "carrier",
            "support_phone": "800-555-0133",
            "support_hours": "Day and night",
            "address": "PO Box 12\nAda, MN 56510",
            "notes": "Say the account number first, then the street of the site.",
        },
    )
    held = store.ask(queries.vendor, carrier)
    assert held is not None
    found = {
        "commitment": "channel_first",
        "commitment_on": date(2026, 1, 14),
        "poaches": True,
        "deal_registration": True,
        "in_stack": True,
        "commitment_notes": "Their shop sold a line to a client of ours in November.",
    }
    store.do(actions.look_at_channel, carrier, held.version, found)
    store.do(actions.add_contact, carrier, {"name": "Lee Park", "phone": "612-555-0192"})
    store.do(actions.allow_person, carrier, person, may_order=True)
    for letter in (True, False):
        account = store.do(
            actions.add_account,
            {
                "client_id": client_id,
                "vendor_id": carrier,
                "what": "Internet line of the office",
                "account_number": "44-0187-2210",
                "authorized": "Ines Varga\nDr. Tom Kessel\nRosa Bell",
                "contract_until": date(2027, 4, 30),
            },
        )
        if letter:
            store.do(actions.write_authorization, account)
    store.do(actions.add_vendor, {"name": "Tern Distribution", "account_number": "QF-1184"})
    cable = store.do(
        actions.add_item,
        {"code": "CAT6-2M", "name": "Patch cable 2 m", "least": 1_500, "vendor_id": carrier},
    )
    store.do(actions.bring_in, cable, {"quantity": 1_200, "unit_cost": 123_456})
    out = {"quantity": 1_201, "client_id": client_id, "reason": "Delivery is not booked yet"}
    store.do(actions.take_out, cable, out)
    switch = store.do(
        actions.add_item,
        {
            "code": "SW-8",
            "name": "Switch, 8 ports",
            "serials": True,
            "place": "Cabinet in the hall",
        },
    )
    store.do(actions.bring_in, switch, {"serials": "SN-2026-000184-A\nSN-2026-000184-B"})
    store.do(actions.reverse_move, store.ask(queries.moves, switch)[0].id, "Not ours")
