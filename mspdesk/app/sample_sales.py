"""A prospect of the sample shop: what it knows of its own technology, and what it does not."""

from datetime import date

from ..clients import actions as clients
from ..database.store import Store
from ..sales.actions import worksheet as sales
from ..sales.queries import worksheet as queries
from ..sales.rules.worksheet import Answer, State

NAME = "Pinecrest Assisted Living"
_KNOWN = {
    1: "Prairie Fiber, 100 Mbit",
    2: "pinecrest.example",
    5: "A nephew of the director set it up",
    7: "Hosted mailboxes, 9 of them",
    11: "On the director's laptop and a USB disk",
    14: "Came with the laptops, ran out in May?",
}
_UNKNOWN = (3, 4, 6, 8, 9, 10, 12, 13, 15)


def add_prospect(store: Store, today: date) -> int:
    """Add a prospect with a worksheet filled in at the table: 6 of 15 known (B8)."""
    client = store.do(
        clients.add_client,
        NAME,
        {
            "status": "prospect",
            "address": "77 Pinecrest Way",
            "city": "Cloquet",
            "region": "MN",
            "postal_code": "55720",
            "phone": "218-555-0177",
            "people_count": 9,
            "industry": "Assisted living",
        },
    )
    store.do(
        clients.add_contact,
        client,
        {
            "first_name": "Maud",
            "last_name": "Ostby",
            "title": "Director",
            "phone": "218-555-0177",
            "main": True,
            "decides": True,
        },
    )
    sheet = store.do(sales.begin_worksheet, client, today)
    answers = {number: Answer(State.KNOWN, words) for number, words in _KNOWN.items()}
    answers |= {number: Answer(State.UNKNOWN) for number in _UNKNOWN}
    version = store.ask(queries.worksheet, sheet).version
    details = {"answered_by": "Maud Ostby", "answers": answers, "notes": "Moves in the fall."}
    store.do(sales.save_worksheet, sheet, version, details)
    return client
