"""A shop that is busy: one technician, four weeks in which more came in than was done."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from mspdesk import dates
from mspdesk.database.store import Store
from mspdesk.hiring.actions import cases as actions
from mspdesk.people.actions import edit_person, set_paid_hours, set_wage, start_hats
from mspdesk.people.queries import person
from tests.billing import moneyshop
from tests.billing.moneyshop import MoneyShop

FIRST = date(2026, 2, 9)
"""The Monday of the first of the four whole weeks before Wednesday 2026-03-11."""

SPANS = ("9:00-14:00",) * 4 + ("9:00-12:45",)
"""What is done in a week: 23.75 h."""


@dataclass(frozen=True, slots=True)
class BusyShop:
    """The shop, and a question that is open in it."""

    money: MoneyShop
    case: int


def furnish(store: Store) -> BusyShop:
    """30 h come in each week and 23.75 are done: 95 of 152 paid hours are productive, 62.5 %."""
    shop = moneyshop.furnish(store)
    with store.step("Hats") as session:
        start_hats(session)
    hired = {"hired_on": date(2023, 5, 8)}
    tech = store.ask(person, shop.tech)
    assert tech is not None
    store.do(edit_person, shop.tech, tech.version, hired)
    store.do(set_paid_hours, shop.tech, dict.fromkeys(range(5), 480))
    with dates.frozen(datetime(2025, 1, 2, 9)):
        store.do(set_wage, shop.tech, date(2025, 1, 1), 2_500, 12_500)
    for week in range(4):
        _week(shop, FIRST + timedelta(days=7 * week))
    with dates.frozen(datetime(2026, 2, 27, 9)):
        shop.invoice(shop.kestrel, 90_000_00)
        shop.invoice(shop.dunmore, 400_00)
    case = store.do(actions.open_case, "A second technician?", "Tickets wait for days.")
    return BusyShop(shop, case)


def _week(shop: MoneyShop, monday: date) -> None:
    """Six tickets of five hours, the last of them work an admin could do; five days of work."""
    with dates.frozen(datetime.combine(monday, time(8))):
        details = {"estimate_minutes": 300, "assigned_id": shop.tech}
        tickets = [shop.ticket(shop.kestrel, f"Job {n}", **details) for n in range(5)]
        clerical = {**details, "admin_capable": monday == FIRST}
        shop.ticket(shop.dunmore, "Set up mailboxes", **clerical)
    for day, (ticket, span) in enumerate(zip(tickets, SPANS, strict=True)):
        on = monday + timedelta(days=day)
        with dates.frozen(datetime.combine(on, time(17))):
            shop.log(ticket, on, span)
