"""What a shop does all day, through the real actions, for the torture scripts."""

from collections.abc import Callable
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from mspdesk.billing import actions
from mspdesk.billing.models import Invoice
from mspdesk.billing.queries import drafts
from mspdesk.clients.actions import add_client
from mspdesk.database.store import Store
from tests.billing.moneyshop import ADDRESS, furnish

from .rig import joined

PRICE = 12_345
HOURLY = ADDRESS | {"hourly_terms_on": date(2025, 1, 1)}
"""What must be known of a client before it is billed."""
Say = Callable[[str], None]


def furnish_books(place: str, clients: int) -> tuple[int, list[int]]:
    """Put a shop with so many clients into fresh books; answers its owner and the clients."""
    with joined(place) as store:
        shop = furnish(store)
        made = [store.do(add_client, f"Client {n}", HOURLY) for n in range(clients)]
    return shop.owner, made


def ready_draft(store: Store, client_id: int, price: int = PRICE) -> int:
    """A draft that only waits to be issued."""
    draft = store.do(actions.new_draft, client_id)
    store.do(actions.add_line, draft, "plan", "Gold plan", 10_000, price)
    for asked in store.ask(drafts.draft_page, draft).row.questions:
        store.do(actions.answer_question, draft, asked.kind, asked.subject, asked.answers[0])
    store.do(actions.mark_ready, draft)
    return draft


def issue(store: Store, draft: int) -> str:
    """Issue one draft; answers its number."""
    return store.do(actions.issue, [draft])[0].number


def bill_for_ever(store: Store, say: Say) -> None:
    """Issue, pay, void, draft again, and say each of them after it was saved, until killed."""
    warm = False
    while True:
        for draft, client in store.ask(ready_drafts):
            say(f"invoice {draft} {issue(store, draft)}")
            if draft % 3 == 0:
                say(f"void {draft} {store.do(actions.void_invoice, draft, 'Made in error')}")
            else:
                say(f"payment {store.do(actions.add_payment, client, PRICE)} {PRICE}")
            if not warm:
                say("warm")
                warm = True
            ready_draft(store, client)


def ready_drafts(session: Session) -> list[tuple[int, int]]:
    """The drafts that only wait to be issued, with their clients."""
    found = select(Invoice.id, Invoice.client_id).where(Invoice.state == "ready")
    return [(row.id, row.client_id) for row in session.execute(found.order_by(Invoice.id))]


def stock_up(place: str, owner: int, clients: list[int]) -> None:
    """Lay a draft ready for every client, so that a short life can be spent on issuing."""
    with joined(place) as store:
        store.person_id = owner
        has = {client for _, client in store.ask(ready_drafts)}
        for client in clients:
            if client not in has:
                ready_draft(store, client)
