"""The binders of the made-up shop: three editions of Brightwater's DR plan, two copies of it.

The newest edition lies two changes behind what is known, as a binder usually does.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from .. import dates
from ..binders.runs.printing import Order, prepare
from ..clients import actions as clients
from ..clients.queries import contacts
from ..database.action import action
from ..database.store import Store
from ..documentation.actions import facts
from ..documentation.actions.editions import Placed, Print, check_copy, record_edition
from ..documentation.models.copies import Edition
from ..documentation.models.device import Device
from ..documentation.queries.editions import copies
from ..printing.page import Paper
from ..progress import Progress

WHOLE = "Brightwater Veterinary"
SEEN_DAYS = 20

OLDER = (
    (5, 384, "Dana Whitlock", "Server replaced, restore steps rewritten and tested"),
    (6, 211, "Marcus Oduya", "Barn site added, cellular internet"),
)
"""Number, days ago, who printed it, what changed."""

NEWEST = (7, 36, "Dana Whitlock", "New firewall, new map, alarm code moved to sealed envelope")
COPIES = (
    Placed("Server closet, second shelf"),
    Placed("Home safe", "Dr. Kessel"),
)


RENEWED = {"warranty_until": date(2028, 1, 31)}


def print_binders(
    store: Store, known: Mapping[str, int], people: Mapping[str, int], now: datetime
) -> None:
    """Print Brightwater's DR plan three times, then let two things change."""
    client, at_work = known[WHOLE], store.person_id
    for number, days, who, what in OLDER:
        old = Print(number, "letter", 34 + number, False, "", b"", what)
        store.do(_print, (client, people[who]), old, (), now - timedelta(days=days))
    number, days, who, what = NEWEST
    printed = now - timedelta(days=days)
    with dates.frozen(printed):
        store.person_id = people[who]
        order = Order(client, "dr", Paper.LETTER, placed=COPIES)
        proof = prepare(store, Progress(), order, what)
        store.person_id = at_work
    store.do(_print, (client, people[who]), proof.print, COPIES, printed)
    first = store.ask(copies, client, "dr")[0]
    store.do(check_copy, first.id, (now - timedelta(days=SEEN_DAYS)).date())
    _change(store, client)


@action("Print a sample binder", undoable=False)
def _print(
    session: Session,
    whose: tuple[int, int],
    print_: Print,
    placed: Sequence[Placed],
    at: datetime,
) -> None:
    """Write a print down as it was done on a day, by a person."""
    client, person = whose
    with dates.frozen(at):
        edition = record_edition(session, client, "dr", print_, placed)
    session.get_one(Edition, edition).person_id = person


def _change(store: Store, client: int) -> None:
    """What was written down since the newest edition: support that was renewed, a mobile number."""
    with store.read() as session:
        found = session.execute(
            select(Device.id, Device.version)
            .where(Device.client_id == client, Device.kind == "switch")
            .order_by(Device.name)
        ).first()
    if found is not None:
        store.do(facts.edit_facts, "device", [(found.id, found.version, RENEWED)])
    for one in store.ask(contacts, client, all_of_them=False):
        if one.name == "Ines Varga":
            mobile = {"mobile": "507-555-0199"}
            store.do(clients.edit_contact, one.id, one.version, mobile)
