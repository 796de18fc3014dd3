"""A shop whose goals cascade from the owner down, with the admin and the salesperson of B9."""

from dataclasses import dataclass
from datetime import date, datetime

from mspdesk import dates
from mspdesk.database.store import Store
from mspdesk.goals.actions.goals import add_goal, agree_goal
from mspdesk.people import actions as people
from mspdesk.people.queries import roles
from tests.sample import Sample, furnish

YEAR, NOW = 2026, 1


@dataclass(frozen=True, slots=True)
class Goals:
    """Ids of people and goals. Ana sells, Priya keeps the office, Marcus is a technician."""

    shop: Sample
    dana: int
    marcus: int
    priya: int
    ana: int
    owner: int
    company: int
    sales: int
    agreements: int
    paperwork: int
    notes: int


def furnish_goals(store: Store) -> Goals:
    """Fill fresh books with people, hats and goals of the first quarter of 2026, all agreed on."""
    shop = furnish(store)
    seller = {"title": "Salesperson", "hired_on": date(2024, 3, 4)}
    ana = store.do(people.add_person, "Ana Sorel", ("technician",), seller)
    wearers = {"technician": shop.marcus, "admin": shop.priya, "sales": ana}
    for role in store.ask(roles):
        if role.code in wearers:
            store.do(people.wear, role.id, wearers[role.code])

    def goal(text: str, level: str, **details: object) -> int:
        made = store.do(add_goal, text, level, {"year": YEAR, "quarter": NOW} | details)
        store.do(agree_goal, made, date(2026, 1, 5))
        return made

    with dates.frozen(datetime(2026, 1, 5, 9)):
        owner = goal("Four weeks away without the phone", "owner", quarter=0)
        company = goal("Thirty clients on an agreement", "company", quarter=0, parent_id=owner)
        sales = goal("Two first visits a week", "department", department="Sales", parent_id=company)
        signed = goal(
            "Four new agreements",
            "person",
            person_id=ana,
            parent_id=sales,
            measure="Signed by March 31",
        )
        paperwork = goal(
            "Sign-up paperwork within two days",
            "person",
            person_id=shop.priya,
            parent_id=company,
            affects=[ana],
            links=[signed],
        )
        notes = goal(
            "Notes on the ticket the same day",
            "person",
            person_id=shop.marcus,
            parent_id=company,
            kind="corrective",
        )
    found = (owner, company, sales, signed, paperwork, notes)
    return Goals(shop, shop.dana, shop.marcus, shop.priya, ana, *found)
