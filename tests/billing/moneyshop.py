"""A shop that bills two clients, for tests about money."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from mspdesk.agreements.models import Agreement
from mspdesk.billing import actions
from mspdesk.billing.queries import drafts
from mspdesk.clients.actions import add_client, add_internal
from mspdesk.database.store import Store
from mspdesk.people.actions import add_person
from mspdesk.shop.actions import save_tax_code, set_up
from mspdesk.tickets.actions import open_ticket
from mspdesk.timekeeping import actions as timekeeping

DAY = date(2026, 3, 11)
"""A Wednesday."""

ADDRESS = {
    "address": "1840 Foundry Rd",
    "city": "Rockford",
    "region": "IL",
    "postal_code": "61109",
    "status": "active",
}
SHOP = {
    "trip_charge": 7_500,
    "address": "612 Harbor View Ave",
    "city": "Duluth",
    "region": "MN",
    "postal_code": "55802",
    "phone": "218-555-0100",
    "after_hours_phone": "218-555-0101",
    "email": "billing@quillfeather.example",
    "how_to_pay": "By check to the address above, or by bank transfer.",
}


@dataclass(frozen=True, slots=True)
class MoneyShop:
    """The ids of what stands in the books."""

    store: Store
    owner: int
    tech: int
    kestrel: int
    dunmore: int
    tax: int

    def ticket(self, client_id: int, title: str = "Spindle PC will not boot", **more: Any) -> int:
        """Open a ticket of which somebody said that it bills."""
        return self.store.do(open_ticket, client_id, title, {"coverage": "billable"} | more)

    def log(self, ticket_id: int, day: date, span: str, **more: Any) -> int:
        """Log the technician's time."""
        note = str(more.pop("note", "Replaced power supply, tested twice"))
        more.setdefault("person_id", self.tech)
        return self.store.do(timekeeping.log_time, ticket_id, day, span, note, **more)

    def plan(self, client_id: int, **more: Any) -> int:
        """Give a client a managed agreement."""
        with self.store.step("Prepare") as session:
            row = Agreement(
                number=f"A{client_id:04d}",
                client_id=client_id,
                kind="managed",
                plan=more.pop("plan", "Gold"),
                start_on=date(2025, 1, 1),
                end_on=more.pop("end_on", None),
                signed_on=None,
                **more,
            )
            session.add(row)
            session.flush()
            return row.id

    def draft(self, client_id: int, *lines: tuple[str, str, int]) -> int:
        """A draft with lines typed by hand: kind, text, price."""
        draft = self.store.do(actions.new_draft, client_id)
        for kind, text, price in lines:
            self.store.do(actions.add_line, draft, kind, text, 10_000, price)
        return draft

    def invoice(
        self, client_id: int, price: int = 85_000, on: date | None = None, due: date | None = None
    ) -> int:
        """Issue an invoice of one line."""
        draft = self.draft(client_id, ("plan", "Gold plan", price))
        if due:
            self.store.do(actions.edit_draft, draft, {"due_on": due})
        for asked in self.store.ask(drafts.draft_page, draft).row.questions:
            self.store.do(
                actions.answer_question, draft, asked.kind, asked.subject, asked.answers[0]
            )
        self.store.do(actions.mark_ready, draft)
        return self.store.do(actions.issue, [draft], on)[0].id


def furnish(store: Store, **shop: Any) -> MoneyShop:
    """$150 an hour, twice after hours, trip $75, goods taxed at 8.75 %, net 15."""
    with store.step("Furnish") as session:
        set_up(session, "Quillfeather IT, LLC", 15_000, "US", SHOP | shop)
        owner = add_person(session, "Priya Raman", ("owner",))
        tech = add_person(session, "Marcus Hale", ("technician",))
        add_internal(session, "Quillfeather IT")
        tax = save_tax_code(session, "IL", "Sales tax", 87_500)
        terms = ADDRESS | {"hourly_terms_on": date(2025, 1, 1), "tax_code_id": tax}
        kestrel = add_client(session, "Kestrel Machine & Tool", terms)
        dunmore = add_client(session, "Dunmore Title & Escrow", terms)
    store.person_id = owner
    return MoneyShop(store, owner, tech, kestrel, dunmore, tax)
