"""The vendors and the stock room of the made-up shop."""

from collections.abc import Mapping
from datetime import date, timedelta

from sqlalchemy.orm import Session

from ..vendors import actions, queries

VENDORS = (
    ("Tern Distribution", "distributor", "Computers, switches, cables", "channel_only", True),
    ("Kettle Backup", "cloud", "Image backup and off site", "channel_only", True),
    ("Redpoll Security", "maker", "Antivirus, mail filter", "channel_only", True),
    ("Osprey Networks", "maker", "Firewalls, access points", "channel_first", True),
    ("Bluestem Hardware", "maker", "Workstations, laptops", "mixed", True),
    ("Granite Cloud", "cloud", "Mailboxes, office programs", "mixed", True),
    ("Cedar Remote", "cloud", "Remote monitoring", "", True),
    ("NameHarbor", "cloud", "Domain names", "direct", False),
    ("Prairie Fiber", "carrier", "Internet lines", "direct", False),
    ("Loon Creek Web Studio", "contractor", "Web sites", "", False),
)
"""Name, kind, what they sell, how they sell, and whether they are in the stack (S114)."""

NOTES = {
    "channel_only": "They quote no end client and send leads on to us.",
    "channel_first": "Accounts over 500 seats are their own. We register deals.",
    "mixed": "Their web shop undersells us. Ask for the partner price before quoting.",
    "direct": "Sells to everybody. We only look after the account.",
}

ITEMS = (
    ("CAT6-2M", "Patch cable 2 m", 260, 20, "Shelf A", 34, ""),
    ("CAT6-5M", "Patch cable 5 m", 410, 10, "Shelf A", 14, ""),
    ("SSD-1T", "SSD 1 TB", 6_900, 2, "Drawer 2", 3, ""),
    ("KB-USB", "Keyboard, USB", 1_850, 2, "Shelf B", 5, ""),
    ("UPS-600", "UPS 600 VA", 8_450, 1, "Shelf C", 0, "UP26-0091 UP26-0092"),
    ("SW-8", "Switch, 8 ports", 8_900, 2, "Cabinet", 0, "TS8-44017 TS8-44018 TS8-44031"),
)
"""Code, name, cost in minor units, the least there should be, place, pieces, serials."""


def add_vendors(
    session: Session, clients: Mapping[str, int], people: Mapping[str, int], day: date
) -> None:
    """Write down whom the shop buys from, accounts of clients there, and what lies in stock."""
    made = {}
    for n, (name, kind, sells, commitment, in_stack) in enumerate(VENDORS):
        word = name.split()[0].lower()
        details = {
            "name": name,
            "kind": kind,
            "sells": sells,
            "in_stack": in_stack,
            "account_number": f"QF-{1184 + 37 * n}",
            "terms": "Net 30" if in_stack else "",
            "support_phone": f"800-555-01{9 + n:02}",
            "support_hours": "Mon-Fri 7:00 to 19:00" if n % 2 else "Day and night",
            "email": f"orders@{word}.example",
            "portal": f"https://partners.{word}.example",
        }
        made[name] = actions.add_vendor(session, details)
        _look(session, made[name], commitment, day - timedelta(days=30 + 11 * n))
    _people(session, made, people)
    _accounts(session, made, clients)
    _stock(session, made["Tern Distribution"], clients, day)


def _look(session: Session, vendor_id: int, commitment: str, day: date) -> None:
    held = queries.vendor(session, vendor_id)
    if not commitment or held is None:
        return
    found = {
        "commitment": commitment,
        "commitment_on": day,
        "poaches": held.name == "Granite Cloud",
        "deal_registration": commitment in ("channel_only", "channel_first"),
        "commitment_notes": NOTES[commitment],
    }
    actions.look_at_channel(session, vendor_id, held.version, found)


def _people(session: Session, made: Mapping[str, int], people: Mapping[str, int]) -> None:
    tern = made["Tern Distribution"]
    for name, may_order in zip(people, (True, False, True), strict=False):
        actions.allow_person(session, tern, people[name], may_order=may_order)
    lee = {"name": "Lee Park", "role": "Orders", "phone": "612-555-0192"}
    amara = {"name": "Amara Diaz", "role": "Returns", "phone": "612-555-0193"}
    for contact in (lee, amara):
        actions.add_contact(session, tern, contact)


def _accounts(session: Session, made: Mapping[str, int], clients: Mapping[str, int]) -> None:
    for n, client in enumerate(clients.values()):
        line = actions.add_account(
            session,
            {
                "client_id": client,
                "vendor_id": made["Prairie Fiber"],
                "what": "Internet line",
                "account_number": f"44-0{187 + 13 * n}",
                "we_may_call": n % 3 != 1,
                "pin_hint": "Sealed envelope in the office",
            },
        )
        if n % 3 == 1:
            actions.write_authorization(session, line)
        if n % 2 == 0:
            name = {"client_id": client, "vendor_id": made["NameHarbor"], "what": "Domain name"}
            actions.add_account(session, {**name, "account_number": f"NH{70_114 + 29 * n}"})


def _stock(session: Session, vendor_id: int, clients: Mapping[str, int], day: date) -> None:
    client = next(iter(clients.values()))
    for code, name, cost, least, place, pieces, serials in ITEMS:
        details = {
            "code": code,
            "name": name,
            "least": least,
            "place": place,
            "serials": bool(serials),
            "vendor_id": vendor_id,
            "price": cost * 3 // 2,
        }
        item = actions.add_item(session, details)
        held = serials.split()
        came = {
            "quantity": pieces or len(held),
            "serials": "\n".join(held),
            "unit_cost": cost,
            "on": day - timedelta(days=40),
        }
        actions.bring_in(session, item, came)
        gone = {
            "quantity": 1,
            "serials": held[0] if held else "",
            "client_id": client,
            "on": day - timedelta(days=12),
        }
        actions.take_out(session, item, gone)
