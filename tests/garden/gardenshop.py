"""A shop with a garden: one technician, three clients, five months of invoices and time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy.orm import Session

from mspdesk import dates
from mspdesk.billing import actions as billing
from mspdesk.billing.queries import drafts
from mspdesk.database.store import Store
from mspdesk.people import actions as people
from mspdesk.tickets.actions import open_ticket
from mspdesk.timekeeping import actions as timekeeping
from tests.sample import Sample
from tests.sample import furnish as furnish_sample

Line = tuple[str, int, dict[str, Any]]
"""Kind, price in cents, and details: on, unit_cost, quantity, ticket_id."""


@dataclass(frozen=True, slots=True)
class GardenShop:
    """The small shop of all tests, its books, and two of its tickets."""

    store: Store
    sample: Sample
    ticket: int
    project: int

    def bill(self, client: int, on: date, *lines: Line) -> int:
        """Issue an invoice on a day and answer its id."""
        with dates.frozen(datetime.combine(on, time(9))), self.store.step("Bill") as session:
            return bill(session, client, on, lines)


def bill(session: Session, client: int, on: date, lines: Sequence[Line]) -> int:
    """Issue an invoice within a step."""
    draft = billing.new_draft(session, client)
    for kind, price, details in lines:
        more = dict(details)
        quantity = more.pop("quantity", 10_000)
        billing.add_line(session, draft, kind, f"Some {kind}", quantity, price, more)
    session.flush()
    for asked in drafts.draft_page(session, draft).row.questions:
        billing.answer_question(session, draft, asked.kind, asked.subject, asked.answers[0])
    billing.mark_ready(session, draft)
    return billing.issue(session, [draft], on)[0].id


def log(session: Session, ticket: int, who: int, on: date, minutes: int, **more: Any) -> int:
    """Log minutes on a ticket on a day."""
    with dates.frozen(datetime.combine(on, time(23, 30))):
        return timekeeping.log_time(
            session, ticket, on, minutes, "Looked after their machines.", person_id=who, **more
        )


def furnish(store: Store) -> GardenShop:
    """$32 an hour and a quarter on top, $34 from March; paid for eight hours each weekday."""
    with dates.frozen(datetime(2025, 10, 1, 8)):
        sample = furnish_sample(store)
    with store.step("Prepare") as session:
        people.set_wage(session, sample.marcus, date(2025, 1, 1), 3_200, 12_500)
        people.set_wage(session, sample.marcus, date(2026, 3, 1), 3_400, 12_500)
        people.set_paid_hours(session, sample.dana, {})
        people.set_paid_hours(session, sample.priya, {})
        people.set_paid_hours(session, sample.marcus, dict.fromkeys(range(5), 480))
        people.enter_leave(session, sample.marcus, date(2026, 1, 5), 480, "Vacation")
        told = {"coverage": "covered", "no_device": True, "no_agreement": True}
        ticket = open_ticket(session, sample.kestrel, "Spindle PC will not boot", told)
        project = open_ticket(
            session, sample.kestrel, "New server room", told | {"project": "Move"}
        )
    shop = GardenShop(store, sample, ticket, project)
    _bill(shop)
    _work(shop)
    return shop


def _bill(shop: GardenShop) -> None:
    sample = shop.sample
    shop.bill(
        sample.kestrel,
        date(2025, 11, 20),
        ("plan", 90_000, {"on": date(2025, 12, 1)}),
        ("hardware", 33_333, {"unit_cost": 22_221, "quantity": 15_000}),
        ("discount", 1_000, {}),
    )
    shop.bill(
        sample.kestrel,
        date(2026, 1, 15),
        ("plan", 90_000, {"on": date(2026, 1, 1)}),
        ("time", 15_000, {"ticket_id": shop.project, "on": date(2025, 12, 30)}),
        ("time", 7_500, {"ticket_id": shop.ticket, "on": date(2026, 1, 14)}),
        ("trip", 7_500, {"ticket_id": shop.project}),
        ("software", 4_000, {"unit_cost": 3_100, "quantity": 70_000}),
    )
    shop.bill(
        sample.brightwater,
        date(2026, 1, 31),
        ("service", 12_000, {"unit_cost": 9_000}),
        ("setup", 50_000, {}),
        ("late_fee", 500, {}),
    )
    shop.bill(sample.oldmill, date(2026, 2, 10), ("time", 30_000, {"on": date(2026, 2, 9)}))


def _work(shop: GardenShop) -> None:
    sample, tickets = shop.sample, {shop.sample.kestrel: shop.ticket}
    with shop.store.step("Work") as session:
        told = {"coverage": "covered", "no_device": True, "no_agreement": True}
        for client in (sample.brightwater, sample.oldmill):
            tickets[client] = open_ticket(session, client, "Printer is slow", told)
        standing = people_hat(session)
        day, turn = date(2025, 12, 1), 0
        while day <= date(2026, 3, 10):
            if day.weekday() in (0, 2, 4):
                client = list(tickets)[turn % 3]
                log(session, tickets[client], sample.marcus, day, 120 + 7 * (turn % 11))
                log(session, standing, sample.marcus, day, 150)
                turn += 1
            day += timedelta(days=1)


def people_hat(session: Session) -> int:
    """The standing ticket of a hat, for time that is no client's."""
    from mspdesk.people.queries import roles

    return timekeeping.standing_ticket(session, roles(session)[-1].id)
