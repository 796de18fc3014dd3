"""S019: which clients bring too little, what letting some go frees and loses; the owner decides."""

from datetime import date, datetime, time, timedelta

import pytest

from mspdesk import dates
from mspdesk.app.setup import start_shop
from mspdesk.clients.actions import add_client
from mspdesk.database.store import Store
from mspdesk.errors import UserError
from mspdesk.garden import actions
from mspdesk.garden.queries import choices, garden
from mspdesk.garden.rules import CHOICE_WORDS, Mode, Terms, dropped, garden_row
from mspdesk.people import actions as people
from mspdesk.tickets.actions import open_ticket
from tests.billing.moneyshop import ADDRESS, SHOP
from tests.bookcase import NOON, Furnish, Standing
from tests.garden.gardenshop import bill, log, people_hat

pytestmark = pytest.mark.system(19)

FIRST, LAST = date(2025, 7, 7), date(2025, 8, 4)
"""Twenty-one weekdays without a holiday."""

MANY, PRICE, MINUTES = 25, 50_000, 300
"""The seed: 25 clients, $500 and five hours each."""
OURS = SHOP | {"owner_name": "Dana"}
TERMS = ADDRESS | {"hourly_terms_on": date(2025, 1, 1)}


def furnish(store: Store) -> int:
    """The seed's 25 clients, and one technician at $25 who records every paid minute."""
    with dates.frozen(datetime.combine(FIRST, time(8))):
        owner = start_shop(
            store, "Quillfeather IT, LLC", 15_000, "US", SHOP | {"owner_name": "Dana"}
        )
        with store.step("Prepare") as session:
            tech = people.add_person(session, "Marcus Oduya", ("technician",))
            people.set_wage(session, tech, date(2025, 1, 1), 2_000, 12_500)
            people.set_paid_hours(session, owner, {})
            # 21 days of 9.6 h are 201.6 h: 125 of them are 62.0 %.
            people.set_paid_hours(session, tech, dict.fromkeys(range(5), 576))
            standing = people_hat(session)
            days = [FIRST + timedelta(days=n) for n in range(29)]
            days = [day for day in days if day.weekday() < 5]
            told = {"coverage": "covered", "no_device": True, "no_agreement": True}
            for n in range(MANY):
                client = add_client(session, f"Client {n:02d}", TERMS)
                ticket = open_ticket(session, client, "Printer is slow", told)
                log(session, ticket, tech, days[n % len(days)], MINUTES)
                bill(session, client, LAST, [("plan", PRICE, {})])
            for day in days:
                log(session, standing, tech, day, 219)
    return owner


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """The seed's shop."""
    return furnish


@pytest.fixture
def shop(store: Store, standing: Standing) -> Store:
    """The seed's shop on both kinds of books, its owner at work."""
    store.person_id = standing(store)
    return store


def test_the_seed_to_the_cent_and_as_it_was_printed(shop: Store) -> None:
    exact = shop.ask(garden, FIRST, LAST)
    assert len(exact) == MANY
    assert (exact[0].terms.percent, exact[0].terms.per_hour) == (620_000, 2_500)
    assert exact[0].terms.assumed == ()
    every = dropped(exact, MANY)
    assert (every.revenue, every.recorded) == (1_250_000, 125 * 60)
    assert (every.paid, every.labor_cost, every.profit) == (20_161, 504_032, 745_968)
    seed = dropped(shop.ask(garden, FIRST, LAST, "seed"), MANY)
    assert (seed.paid, seed.labor_cost, seed.profit) == (20_000, 500_000, 750_000)


def test_the_same_from_the_bare_arithmetic() -> None:
    for mode, paid, cost, profit in (
        (Mode.EXACT, 20_161, 504_032, 745_968),
        (Mode.SEED, 20_000, 500_000, 750_000),
    ):
        terms = Terms(620_000, 2_500, mode)
        rows = [
            garden_row(n, f"Client {n}", {"labor": PRICE}, 0, MINUTES, terms) for n in range(MANY)
        ]
        every = dropped(rows, MANY)
        assert (every.paid, every.labor_cost, every.profit) == (paid, cost, profit)


def test_some_of_them_free_their_hours_and_lose_their_profit(shop: Store) -> None:
    rows = shop.ask(garden, FIRST, LAST)
    ten = dropped(rows, 10)
    # 50 h at 62 % are 80.65 paid hours, $2,016.13 of $5,000.
    assert (ten.k, ten.paid, ten.profit) == (10, 8_065, 500_000 - 201_613)


def test_only_the_owner_decides_and_nobody_is_marked_by_itself(shop: Store) -> None:
    with dates.frozen(NOON):
        rows = shop.ask(garden, FIRST, LAST)
        assert shop.ask(choices) == {}
        client = rows[0].client_id
        shop.do(actions.choose, client, "raise", "They grew to nine people.", date(2026, 6, 1))
        shop.do(actions.choose, client, "release", "They will not pay more.")
        found = shop.ask(choices)
        assert list(found) == [client]
        assert (found[client].choice, found[client].by) == ("release", "Dana")
        shop.do(actions.take_back, client)
        assert shop.ask(choices)[client].choice == "raise"
        manager = shop.do(people.add_person, "Priya Raman", ("office_manager",))
        shop.person_id = manager
        with pytest.raises(UserError, match="Only the owner"):
            shop.do(actions.choose, client, "keep", "I like them.")
        with pytest.raises(UserError, match="Only the owner"):
            shop.do(actions.take_back, client)


@pytest.mark.parametrize(
    ("choice", "why", "again", "field"),
    [
        ("fire", "No.", None, "choice"),
        ("keep", "  ", None, "why"),
        ("coach", "Teach them.", date(2026, 3, 11), "look_again_on"),
    ],
)
def test_a_decision_says_what_why_and_when(
    shop: Store, choice: str, why: str, again: date | None, field: str
) -> None:
    with dates.frozen(NOON):
        client = shop.ask(garden, FIRST, LAST)[0].client_id
        with pytest.raises(UserError) as refused:
            shop.do(actions.choose, client, choice, why, again)
    assert refused.value.field == field
    assert shop.ask(choices) == {}


def test_the_words_for_choices_are_kind() -> None:
    assert set(CHOICE_WORDS) == {"keep", "raise", "coach", "release"}
    assert not any("fire" in words.lower() for words in CHOICE_WORDS.values())
