"""The garden's figures are those of a brute-force computation, for any time (B26)."""

from datetime import date, timedelta
from fractions import Fraction

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from mspdesk.clients.models import Client
from mspdesk.database.store import Store
from mspdesk.garden.queries import garden, team_of, terms_of
from mspdesk.garden.queries.checks import money_parts
from mspdesk.garden.queries.terms import FULL, NO_PAID_HOURS, NO_TIME, Team
from mspdesk.garden.rules import KIND_OF, KINDS, GardenRow, Terms
from mspdesk.people.actions import set_paid_hours
from mspdesk.people.models import Wage
from mspdesk.timekeeping.models import TimeEntry
from mspdesk.timekeeping.queries.splits import paid_split
from tests.garden.gardenshop import GardenShop

LAST = date(2026, 3, 11)
"""Today; days ahead are not paid yet."""

days = st.dates(date(2025, 10, 15), LAST)


def half_up(value: Fraction) -> int:
    """A figure without its fraction, a half away from zero."""
    sign = -1 if value < 0 else 1
    return sign * int(abs(value) + Fraction(1, 2))


def brute_terms(session: Session, first: date, last: date) -> tuple[Fraction, Fraction]:
    """The share of paid time for clients, to a tenth of a percent, and the cost of a paid hour."""
    inside = set(session.scalars(select(Client.id).where(Client.internal)))
    entries = session.execute(
        select(TimeEntry.client_id, TimeEntry.minutes).where(TimeEntry.work_on.between(first, last))
    ).all()
    logged = sum(minutes for _, minutes in entries)
    clients = sum(minutes for who, minutes in entries if who not in inside)
    # Nothing was recorded before December, so nobody is counted as paid before.
    begins = max(first, date(2025, 12, 1))
    paid, cost = 0, Fraction(0)
    wages = session.execute(select(Wage.from_on, Wage.per_hour, Wage.burden)).all()
    day = begins
    while day <= last:
        minutes = paid_split(session, day, day).paid
        newest = max(row for row in wages if row[0] <= day)
        paid += minutes
        cost += minutes * half_up(Fraction(newest[1] * newest[2], 10_000))
        day += timedelta(days=1)
    if not paid or not clients:
        return Fraction(62, 100), cost / paid if paid else Fraction(4_250)
    whole = paid if half_up(Fraction(logged * 100, paid)) >= FULL else logged
    return min(Fraction(1), Fraction(half_up(Fraction(clients * 1_000, whole)), 1_000)), cost / paid


def brute_row(session: Session, row: GardenRow, first: date, last: date) -> tuple[int, ...]:
    """A client's figures from invoices and entries, one after the other."""
    parts = [
        one
        for one in money_parts(session)
        if one.client_id == row.client_id and first <= one.day <= last
    ]
    sums = dict.fromkeys(KINDS, 0)
    for one in parts:
        sums[KIND_OF.get(one.kind, "other")] += one.amount
    minutes = sum(
        session.scalars(
            select(TimeEntry.minutes).where(
                TimeEntry.client_id == row.client_id, TimeEntry.work_on.between(first, last)
            )
        )
    )
    percent, per_hour = brute_terms(session, first, last)
    paid = Fraction(minutes, 60) / percent
    cost = half_up(paid * half_up(per_hour))
    cogs = sum(one.cost for one in parts)
    revenue = sum(sums.values())
    return (
        revenue,
        *sums.values(),
        cogs,
        minutes,
        half_up(paid * 100),
        cost,
        revenue - cogs - cost,
    )


@settings(
    max_examples=8,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(one=days, other=days)
def test_any_time_gives_what_brute_force_gives(shop: GardenShop, one: date, other: date) -> None:
    first, last = min(one, other), max(one, other)
    with shop.store.read() as session:
        rows = garden(session, first, last)
        running = 0
        for row in rows:
            found = (row.revenue, *(getattr(row, kind) for kind in KINDS), row.cogs, row.recorded)
            found += (row.paid, row.labor_cost, row.profit)
            assert found == brute_row(session, row, first, last)
            running += row.profit
            assert row.running == running
        assert [row.profit for row in rows] == sorted(row.profit for row in rows)


def test_paid_hours_are_those_of_every_single_day(shop: GardenShop) -> None:
    first, last = date(2025, 12, 3), date(2026, 3, 10)
    with shop.store.read() as session:
        team = team_of(session, first, last)
        assert team.paid == paid_split(session, first, last).paid
        # $40.00 an hour until February, $42.50 from March.
        march = paid_split(session, date(2026, 3, 1), last).paid
        assert team.cost == (team.paid - march) * 4_000 + march * 4_250


def test_paid_hours_that_changed_are_those_of_every_single_day(shop: GardenShop) -> None:
    store, marcus = shop.store, shop.sample.marcus
    first, last = date(2025, 12, 3), date(2026, 3, 10)
    before = store.ask(team_of, first, date(2026, 2, 17))
    store.do(set_paid_hours, marcus, {0: 360, 5: 240}, date(2026, 2, 18))
    assert store.ask(team_of, first, date(2026, 2, 17)) == before
    with store.read() as session:
        team = team_of(session, first, last)
        assert team.paid == paid_split(session, first, last).paid > before.paid
        march = paid_split(session, date(2026, 3, 1), last).paid
        assert team.cost == (team.paid - march) * 4_000 + march * 4_250


def test_what_the_books_do_not_know_is_said(shop: GardenShop) -> None:
    store, sample = shop.store, shop.sample
    before = store.ask(terms_of, date(2025, 6, 1), date(2025, 6, 30))
    assert before.percent == 620_000
    assert NO_PAID_HOURS in before.assumed
    store.do(set_paid_hours, sample.marcus, {})
    nobody = store.ask(terms_of, date(2026, 1, 1), date(2026, 1, 31))
    # Today's mean wage of those who take tickets: $34 and a quarter.
    assert (nobody.percent, nobody.per_hour) == (620_000, 4_250)
    assert len(nobody.assumed) == 2


def test_a_time_without_work_for_clients_takes_the_target(shop: GardenShop) -> None:
    terms = shop.store.ask(terms_of, date(2025, 12, 6), date(2025, 12, 7))
    assert terms.assumed[0] in (NO_PAID_HOURS, NO_TIME)
    assert shop.store.ask(garden, date(2025, 12, 6), date(2025, 12, 7)) == []


def test_empty_books_have_an_empty_garden(empty_store: Store) -> None:
    from mspdesk.app.setup import start_shop

    start_shop(empty_store, "New shop", 15_000, "US", {})
    assert empty_store.ask(garden, date(1900, 1, 1), date(2999, 12, 31)) == []
    assert isinstance(empty_store.ask(terms_of, date(2026, 1, 1), LAST), Terms)


def test_what_no_time_tells_is_called_the_shops_target() -> None:
    assert "target" in Team(0, 0, 0, 0, 0).words
    assert "target" in Team(4_800, 0, 0, 0, 0).words
    assert "target" in Team(4_800, 60, 0, 0, 0).words
    assert Team(4_800, 4_800, 60, 0, 0).words == "of paid hours go to clients"
