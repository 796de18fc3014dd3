"""Purchases through the real verbs, and the sums of the grid, on both kinds of books."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mspdesk.agreements import actions as agreements
from mspdesk.catalog import actions as catalog
from mspdesk.errors import UserError
from mspdesk.grid import actions, queries
from mspdesk.grid.queries import Bought, GridRow
from mspdesk.grid.reports import reports
from tests.agreements.made import held, sent

from .conftest import MARCH, Grid

APRIL = date(2026, 4, 1)


def row(shop: Grid, month: date = MARCH) -> GridRow:
    """The agents of the client on Gold."""
    found = shop.books.ask(queries.grid_rows, month, shop.kestrel)
    return next(one for one in found if one.item_id == shop.agent)


def test_a_purchase_goes_on_until_it_changes(shop: Grid) -> None:
    store = shop.books
    agents = Bought(shop.kestrel, shop.agent, 110_000, 400)
    first = store.do(actions.enter_purchase, agents, date(2026, 3, 17))
    assert (row(shop).bought, row(shop, APRIL).bought) == (110_000, 110_000)
    assert store.do(actions.enter_purchase, agents, APRIL) == first
    more = Bought(shop.kestrel, shop.agent, 140_000, 450)
    second = store.do(actions.enter_purchase, more, APRIL)
    assert second != first
    assert (row(shop).bought, row(shop, APRIL).bought) == (110_000, 140_000)
    assert (row(shop).cost, row(shop, APRIL).cost) == (4_400, 6_300)
    again = Bought(shop.kestrel, shop.agent, 130_000, 450)
    assert store.do(actions.enter_purchase, again, APRIL) == second
    held = store.ask(queries.purchase, second)
    assert held is not None
    store.do(actions.end_purchase, second, held.version, date(2026, 6, 1))
    assert row(shop, date(2026, 5, 1)).bought == 130_000
    assert row(shop, date(2026, 6, 1)).bought == 0


def test_what_is_written_for_an_earlier_month_ends_before_the_later_one(shop: Grid) -> None:
    store = shop.books
    store.do(actions.enter_purchase, Bought(shop.kestrel, shop.agent, 140_000, 400), APRIL)
    store.do(actions.enter_purchase, Bought(shop.kestrel, shop.agent, 110_000, 400), MARCH)
    assert (row(shop).bought, row(shop, APRIL).bought) == (110_000, 140_000)


def test_a_pasted_list_is_matched_line_by_line(shop: Grid) -> None:
    store = shop.books
    pasted = (
        "Client\tService\tQty\tCost\n"
        "Kestrel Machine & Tool\tRMM\t14\t$4.00\n"
        "kestrel\tmonitoring agent\t14\t\n"
        "Nobody Inc\tRMM\t3\t4\n"
        "Kestrel Machine & Tool\tStars\t3\t4\n"
        "Kestrel Machine & Tool\tRMM\tmany\t4\n"
        "\tSPAM\t5\t1.90\n"
    )
    found = store.ask(queries.match_pasted, pasted)
    assert [bool(one.bought) for one in found] == [True, True, False, False, False, True]
    assert found[0].bought == found[1].bought == Bought(shop.kestrel, shop.agent, 140_000, 400)
    assert found[5].bought == Bought(None, shop.spam, 50_000, 190)
    assert "Nobody Inc is not in your clients." in found[2].wrong
    assert "Stars is not in the catalog." in found[3].wrong


def test_many_purchases_are_entered_at_once_and_a_whole_list_ends_the_rest(shop: Grid) -> None:
    store = shop.books
    agents = Bought(shop.kestrel, shop.agent, 110_000, 400)
    spam = Bought(shop.kestrel, shop.spam, 50_000, 190)
    assert store.do(actions.enter_purchases, [agents, spam], MARCH) == 2
    assert store.do(actions.enter_purchases, [agents, spam], APRIL) == 0
    assert store.do(actions.enter_purchases, [agents], APRIL) == 0
    assert len(store.ask(queries.purchases, APRIL)) == 2
    assert store.do(actions.enter_purchases, [agents], APRIL, whole=True) == 1
    assert [one.item_id for one in store.ask(queries.purchases, APRIL)] == [shop.agent]
    assert len(store.ask(queries.purchases, MARCH)) == 2
    store.undo()
    assert len(store.ask(queries.purchases, APRIL)) == 2


def test_the_same_thing_twice_in_a_list_is_one_purchase(shop: Grid) -> None:
    store = shop.books
    half = Bought(shop.kestrel, shop.agent, 70_000, 400)
    store.do(actions.enter_purchases, [half, half], MARCH)
    assert row(shop).bought == 140_000
    with pytest.raises(UserError) as caught:
        other = Bought(shop.kestrel, shop.agent, 70_000, 500)
        store.do(actions.enter_purchases, [half, other], MARCH)
    assert caught.value.field == "cost"


def test_plans_nobody_is_billed_for_are_missed_once_not_once_a_member(shop: Grid) -> None:
    store = shop.books
    plan = store.do(
        catalog.add_item,
        "DESK",
        "Desk plan",
        {"price": 6_000, "members": [(shop.agent, 10_000), (shop.spam, 20_000)]},
    )
    made = store.do(agreements.add_agreement, shop.oldmill, "managed", MARCH, {"plan": "Desk"})
    sheet = store.do(agreements.new_sheet, made, MARCH)
    for text, price, item in (("Desk plan", 6_000, plan), ("Extra mailbox", 250, shop.spam)):
        line = {"text": text, "quantity": 100_000, "price": price, "item_id": item}
        store.do(agreements.add_line, sheet, line)
    sent(store, made)
    store.do(agreements.sign, made, held(store, made).version, date(2026, 3, 11), "Lou Oldmill")
    # Thirteen plans are bought and ten sold: one agent and two mailboxes each, ten mailboxes more.
    bought = [
        Bought(shop.oldmill, shop.agent, 130_000, 400),
        Bought(shop.oldmill, shop.spam, 360_000, 190),
    ]
    store.do(actions.enter_purchases, bought, MARCH)
    rows = store.ask(queries.grid_rows, MARCH, shop.oldmill)
    found = {one.item_id: (one.left, one.missed) for one in rows}
    assert (found[shop.agent], found[shop.spam]) == ((30_000, 18_000), (60_000, 18_000))
    assert queries.sums(rows).missed == 18_000
    report = next(one for one in reports() if one.key == "grid-variances")
    assert report.totals is not None
    assert report.totals(rows) == {"unbilled_cost": 1_200 + 1_140, "missed": 18_000}
    # Three more of what is sold on its own are missed besides.
    store.do(actions.enter_purchase, Bought(shop.kestrel, shop.agent, 140_000, 400), MARCH)
    assert queries.sums(store.ask(queries.grid_rows, MARCH)).missed == 36_000


@pytest.mark.parametrize(
    ("quantity", "cost", "item", "field"),
    [(-1, 0, 0, "quantity"), (1, -1, 0, "unit_cost"), (1, 1, 999_999, "item_id")],
)
def test_what_is_wrong_with_a_purchase_is_said(
    shop: Grid, quantity: int, cost: int, item: int, field: str
) -> None:
    bought = Bought(shop.kestrel, item or shop.agent, quantity, cost)
    with pytest.raises(UserError) as caught:
        shop.books.do(actions.enter_purchase, bought, MARCH)
    assert caught.value.field == field


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(st.sampled_from((0, 1, 2, None)), st.booleans(), st.integers(0, 400_000)),
        max_size=6,
        unique_by=lambda one: one[:2],
    ),
    st.integers(0, 5_000),
)
def test_the_grid_adds_up_whatever_is_bought(
    shop: Grid, lines: list[tuple[int | None, bool, int]], cost: int
) -> None:
    store, whom = shop.books, (shop.kestrel, shop.former, shop.oldmill)
    bought = [
        Bought(None if n is None else whom[n], shop.agent if agent else shop.spam, count, cost)
        for n, agent, count in lines
    ]
    store.do(actions.enter_purchases, bought, MARCH, whole=True)
    rows = store.ask(queries.grid_rows, MARCH)
    every = queries.sums(rows)
    held = store.ask(queries.purchases, MARCH)
    assert every.bought == sum(one.quantity for one in held)
    assert sum(one.left for one in rows) == every.bought - every.sold - every.bundled
    assert every.unbilled_cost == sum(one.unbilled_cost for one in rows) >= 0
    assert every.orphans == store.ask(queries.orphan_count, MARCH)
    assert every.revenue == 85_000
    assert {one.id for one in rows if one.orphan} == {
        (one.client_id or 0, one.item_id)
        for one in held
        if one.quantity and one.client_id != shop.kestrel
    }
