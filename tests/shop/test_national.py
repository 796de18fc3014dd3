"""Observed holidays: our short rule against the library, and other countries by their law."""

from datetime import date

import pytest

from mspdesk.app.setup import start_shop
from mspdesk.database.store import Store
from mspdesk.shop import queries, rules
from mspdesk.shop.rules.national import moved_days, national_days

NOT_KEPT = {"Juneteenth National Independence Day"}
CALLED = {"Washington's Birthday": "Presidents' Day"}


@pytest.mark.parametrize("year", range(2000, 2061))
def test_the_ten_are_those_of_the_federal_law(year: int) -> None:
    law = {
        day.kept_on: CALLED.get(day.name, day.name)
        for day in national_days("US", year)
        if day.name not in NOT_KEPT
    }
    assert rules.holidays_of(rules.TEN_HOLIDAYS, year) == law


def test_a_country_keeps_its_own_days_in_place_of_weekends() -> None:
    british = rules.holidays_of(rules.country_defaults("GB").holidays, 2027, "GB")
    assert british[date(2027, 12, 27)] == "Christmas Day"
    assert british[date(2027, 12, 28)] == "Boxing Day"
    assert date(2027, 12, 24) in british
    german = rules.holidays_of(rules.country_defaults("DE").holidays, 2027, "DE")
    assert german[date(2027, 5, 1)] == "Labour Day"
    assert date(2027, 4, 30) not in german


def test_nothing_is_said_of_a_country_nobody_knows() -> None:
    assert national_days("XX", 2027) == ()
    assert moved_days("XX", 2027) == {}


def test_the_calendar_of_a_shop_abroad_follows_its_law(store: Store) -> None:
    start_shop(store, "Quillfeather IT", 15_000, "GB", {})
    closed = store.ask(queries.calendar, 2027).closed
    assert closed[date(2027, 12, 27)] == "Christmas Day"
    kept = {row.name: row.on for row in store.ask(queries.holidays, 2027)}
    assert kept["Boxing Day"] == date(2027, 12, 28)
