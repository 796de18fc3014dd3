"""The pay calendar: days moved by hand, what is refused, the days the law offers."""

from datetime import date

import pytest

from mspdesk.app.setup import start_shop
from mspdesk.billing.queries.cash import cash_view
from mspdesk.database.store import Store
from mspdesk.employment.actions.pay import move_pay_date, put_back
from mspdesk.employment.queries.pay import closed_words, find_year, pay_document
from mspdesk.errors import UserError
from mspdesk.shop import actions as shop
from mspdesk.shop.queries import shop as the_shop
from mspdesk.shop.queries.pay import offered_days, pay_year
from tests.bookcase import Furnish, Standing
from tests.systems.test_s038 import pay

JAN_8 = date(2027, 1, 8)


@pytest.fixture(scope="module")
def furniture() -> Furnish:
    return furnish


def furnish(store: Store) -> None:
    """A shop that pays every two weeks from Friday, January 8, 2027, on."""
    start_shop(store, "Quillfeather IT", 15_000, "US", {})
    pay(store, "biweekly", JAN_8)


@pytest.fixture
def books(store: Store, standing: Standing, clock: object) -> Store:
    standing(store)
    return store


def first_paid(store: Store) -> date:
    return store.ask(pay_year, 2027).days[0].pay_on


def test_a_pay_date_is_moved_and_put_back(books: Store) -> None:
    books.do(move_pay_date, JAN_8, date(2027, 1, 6), "Away")
    assert first_paid(books) == date(2027, 1, 6)
    books.do(move_pay_date, JAN_8, date(2027, 1, 7), "")
    assert first_paid(books) == date(2027, 1, 7)
    books.do(put_back, JAN_8)
    assert first_paid(books) == JAN_8
    books.do(move_pay_date, JAN_8, date(2027, 1, 6), "Away")
    books.do(move_pay_date, JAN_8, JAN_8, "Away")
    assert not store_has_moves(books)
    books.do(put_back, JAN_8)


def store_has_moves(store: Store) -> bool:
    return any(one.by_hand for one in store.ask(pay_year, 2027).days)


@pytest.mark.parametrize(
    ("pay_on", "words"),
    [
        (None, "on which day"),
        (date(2027, 1, 9), "is Saturday"),
        (date(2027, 1, 18), "Martin Luther King Jr. Day"),
        (date(2027, 1, 22), "between Dec 24, 2026 and Jan 22, 2027"),
        (date(2026, 12, 23), "between Dec 24, 2026 and Jan 22, 2027"),
    ],
)
def test_a_day_that_cannot_be_is_refused_beside_its_field(
    books: Store, pay_on: date | None, words: str
) -> None:
    with pytest.raises(UserError) as refused:
        books.do(move_pay_date, JAN_8, pay_on)
    assert refused.value.field == "pay_on"
    assert words in refused.value.text
    assert not store_has_moves(books)


def test_a_date_the_schedule_no_longer_names_cannot_be_moved(books: Store) -> None:
    with pytest.raises(UserError):
        books.do(move_pay_date, date(2027, 1, 7), date(2027, 1, 6))


def test_without_a_day_there_is_no_calendar_and_it_says_what_to_do(books: Store) -> None:
    pay(books, "biweekly", None)
    page = books.ask(pay_year, 2027)
    assert (page.days, page.terms.known) == ((), False)
    with pytest.raises(UserError, match="Say on which day wages were paid"):
        books.ask(pay_document, 2027)


@pytest.mark.parametrize("lag", [-1, 32])
def test_a_period_ends_within_a_month_of_its_pay_date(books: Store, lag: int) -> None:
    with pytest.raises(UserError) as refused:
        pay(books, "monthly", None, lag)
    assert refused.value.field == "pay_lag_days"


def test_a_year_is_read_as_people_type_it(books: Store) -> None:
    assert books.ask(find_year, " 2027 ") == 2027
    assert books.ask(find_year, "") == 2026
    for wrong in ("next", "27", "3000"):
        with pytest.raises(UserError):
            books.ask(find_year, wrong)


def test_the_law_offers_a_day_that_is_not_kept_and_counts_it_gently(books: Store) -> None:
    (offered,) = books.ask(offered_days, 2027)
    assert (offered.name, offered.kept_on, offered.rule) == (
        "Juneteenth",
        date(2027, 6, 18),
        "fixed 06-19",
    )
    assert books.ask(pay_year, 2027).listed == 10
    books.do(shop.add_holiday, offered.name, offered.rule)
    assert books.ask(offered_days, 2027) == []
    words = closed_words(books.ask(pay_year, 2027))
    assert words == "11 company holidays, 12 days off in 2027. Ten is the usual choice."
    assert closed_words(books.ask(pay_year, 2026)) == (
        "11 company holidays. Ten is the usual choice."
    )


def test_a_shop_abroad_is_offered_what_its_law_names_that_year(books: Store) -> None:
    books.do(shop.edit_shop, books.ask(the_shop).version, {"country": "FR"})
    books.do(shop.replace_holidays, [("New Year", "fixed 01-01")])
    found = {one.name: one.rule for one in books.ask(offered_days, 2027)}
    assert found["National Day"] == "fixed 07-14"
    assert found["Easter Monday"] == "on 2027-03-29"


def test_cash_leaves_on_the_day_that_was_chosen(books: Store) -> None:
    pay(books, "biweekly", date(2026, 3, 6))
    assert books.ask(cash_view).pay_dates == (date(2026, 3, 20), date(2026, 4, 3))
    books.do(move_pay_date, date(2026, 3, 20), date(2026, 3, 18), "")
    assert books.ask(cash_view).pay_dates == (date(2026, 3, 18), date(2026, 4, 3))
