"""What a renewal is decided by: a year of revenue and hours, and what each plan would cost."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mspdesk import dates
from mspdesk.billing.queries.renewals import PROPOSED, YearOfWork, renewal_of, renewals
from mspdesk.billing.reports import reports
from mspdesk.database.store import Store
from mspdesk.desk.area import Period
from tests.billing.moneyshop import MoneyShop
from tests.bookcase import Standing

DAY = date(2026, 3, 11)


@pytest.fixture
def shop(store: Store, standing: Standing) -> MoneyShop:
    """The shop with money."""
    found: MoneyShop = standing(store)
    return replace(found, store=store)


def plan(shop: MoneyShop, **more: object) -> int:
    terms = {"end_on": date(2026, 4, 30), "monthly_fee": 85_000} | more
    end = terms.pop("end_on")
    made = shop.plan(shop.kestrel, **terms)
    with shop.store.step("Prepare") as session:
        from mspdesk.agreements.models import Agreement

        session.get_one(Agreement, made).end_on = end  # type: ignore[assignment]  # a day
    return made


def test_a_year_of_work_stands_beside_the_price(shop: MoneyShop) -> None:
    with dates.frozen(datetime(2026, 3, 11, 15)):
        made = plan(shop)
        shop.invoice(shop.kestrel, 85_000, date(2026, 3, 2))
        ticket = shop.ticket(shop.kestrel, coverage="covered")
        shop.log(ticket, DAY, "9:00-11:00")
        found = shop.store.ask(renewal_of, made)
        assert found is not None
        year = found.year
    assert (year.revenue, year.minutes, year.covered) == (85_000, 120, 120)
    assert year.covered_worth == 30_000
    assert year.hourly == 42_500
    assert (found.monthly, found.proposed) == (85_000, 89_250)


def test_the_worked_effective_rate_comes_out() -> None:
    """B6: 3,000 for 62 h is $48.39 an hour."""
    assert YearOfWork(revenue=300_000, minutes=62 * 60).hourly == 4_839
    assert YearOfWork(revenue=300_000).hourly is None


@pytest.mark.parametrize(
    ("ends", "group"),
    [
        (date(2026, 3, 11), 30),
        (date(2026, 4, 10), 30),
        (date(2026, 4, 11), 60),
        (date(2026, 5, 10), 60),
        (date(2026, 6, 9), 90),
        (date(2026, 6, 10), None),
    ],
)
def test_renewals_stand_in_ninety_sixty_and_thirty_days(
    shop: MoneyShop, ends: date, group: int | None
) -> None:
    with dates.frozen(datetime(2026, 3, 11, 15)):
        plan(shop, end_on=ends)
        found = shop.store.ask(renewals, DAY)
    assert [one.group for one in found] == ([] if group is None else [group])


def test_the_report_lists_them(shop: MoneyShop) -> None:
    with dates.frozen(datetime(2026, 3, 11, 15)):
        plan(shop)
        report = next(one for one in reports() if one.key == "renewals")
        rows = shop.store.ask(report.rows, Period(DAY, DAY), {})
        assert report.cadence == "Renewal"
        shown = {column.title: column.value(rows[0]) for column in report.columns}
        assert shown["Client"] == "Kestrel Machine & Tool"
        assert (shown["Now"], shown["Proposed"]) == (85_000, 89_250)
        assert len(report.columns) == 9
        assert shown["Response met"] == ""
        held = {column.title: column.value(rows[0]) for column in report.written}
        assert (held["Monthly now"], held["No."]) == (85_000, rows[0].held.number)
        assert report.group is not None
        assert report.group(rows[0]) == f"Within {rows[0].group} days, end"
        assert shop.store.ask(report.rows, Period(DAY, DAY), {"client": shop.dunmore}) == []


@given(st.integers(0, 10**9), st.integers(1, 10**6))
def test_an_hour_never_brings_more_than_everything_by_the_minute(
    revenue: int, minutes: int
) -> None:
    hourly = YearOfWork(revenue=revenue, minutes=minutes).hourly
    assert hourly is not None
    assert 0 <= hourly <= revenue * 60
    assert PROPOSED > 0
