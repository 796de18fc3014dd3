"""Income and costs on both bases, the budget to and from a workbook, what months may bring."""

from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from mspdesk import dates
from mspdesk.billing import actions
from mspdesk.billing.queries import budget as budgets
from mspdesk.billing.queries import income as queries
from mspdesk.billing.queries.budget import BudgetRow
from mspdesk.billing.queries.income import COST, INCOME, _net_parts
from mspdesk.billing.runs import budget as runs
from mspdesk.errors import UserError
from mspdesk.exchange.csv_files import write_raw
from mspdesk.progress import Progress
from mspdesk.shop.actions import edit_shop
from mspdesk.shop.queries import shop as the_shop
from tests.billing.moneyshop import MoneyShop

MARCH = (date(2026, 3, 1), date(2026, 3, 31))
APRIL = (date(2026, 4, 1), date(2026, 4, 30))


def at(month: int, day: int) -> datetime:
    return datetime(2026, month, day, 9, 0)


def furnished(shop: MoneyShop) -> int:
    """A drive of 1,200.00 with 105.00 tax and a plan of 850.00, paid by half in each month."""
    with dates.frozen(at(3, 11)):
        lines = (("hardware", "Drive", 120_000), ("plan", "Gold plan", 85_000))
        draft = shop.draft(shop.kestrel, *lines)
        shop.store.do(actions.mark_ready, draft)
        shop.store.do(actions.issue, [draft])
        shop.store.do(actions.add_payment, shop.kestrel, 107_750, allocations={draft: 107_750})
        bill = {"payee": "Harbor Rent", "category": "Rent", "amount": 120_000}
        due = {"billed_on": date(2026, 3, 28), "due_on": date(2026, 4, 1)}
        rent = shop.store.do(actions.save_bill, bill | due)
    with dates.frozen(at(4, 2)):
        shop.store.do(actions.add_payment, shop.kestrel, 107_751, allocations={draft: 107_750})
        shop.store.do(actions.pay_bill, rent)
    return draft


def summary(shop: MoneyShop, month: tuple[date, date], basis: str) -> dict[str, int]:
    rows = shop.store.ask(queries.income_summary, *month, basis)
    return {row.what: row.amount for row in rows}


def test_the_bases_differ_in_time_and_agree_in_the_end(shop: MoneyShop) -> None:
    furnished(shop)
    assert summary(shop, MARCH, "accrual") == {
        "Plan": 85_000,
        "Hardware": 120_000,
        "Rent": -120_000,
    }
    assert summary(shop, APRIL, "accrual") == {"Plan": 0, "Hardware": 0, "Rent": 0}
    march, april = (summary(shop, month, "cash") for month in (MARCH, APRIL))
    # Half of 2,155.00 holds half of the 105.00 of tax, which is nobody's income.
    assert (march["Plan"], march["Hardware"]) == (42_500, 60_000)
    assert march["Plan"] + april["Plan"] == 85_000
    assert march["Hardware"] + april["Hardware"] == 120_000
    assert april["Paid, on no invoice yet"] == 1
    assert april["Rent"] == -120_000
    assert "Rent" not in march


def test_the_shops_basis_rules_the_summary_and_the_year_adds_up(shop: MoneyShop) -> None:
    furnished(shop)
    shop.store.do(edit_shop, shop.store.ask(the_shop).version, {"accounting_basis": "cash"})
    rows = shop.store.ask(queries.income_summary, *APRIL)
    years = {row.what: row.year_to_date for row in rows}
    assert years["Plan"] == 85_000
    assert years["Rent"] == -120_000
    assert sum(row.year_to_date for row in rows) == 85_000 + 120_000 + 1 - 120_000


def test_credits_lessen_income_and_write_offs_are_a_cost(shop: MoneyShop) -> None:
    with dates.frozen(at(3, 11)):
        invoice = shop.invoice(shop.dunmore, 30_000)
        shop.store.do(actions.credit_invoice, invoice, "Wrong", 10_000)
        shop.store.do(actions.write_off_invoice, invoice, "Gone")
    found = summary(shop, MARCH, "accrual")
    assert found == {"Plan": 30_000, "Credit": -10_000, "Written off": -20_000}


@given(
    some.lists(some.integers(1, 10**8), min_size=1, max_size=4),
    some.integers(0, 10**7),
    some.lists(some.integers(0, 1_000), min_size=1, max_size=5),
)
def test_what_is_paid_in_parts_brings_exactly_the_net(
    amounts: list[int], tax: int, weights: list[int]
) -> None:
    net = sum(amounts)
    total = net + tax
    parts = {f"Kind {at}": amount for at, amount in enumerate(amounts)}
    steps = [0, *(total * sum(weights[:n]) // (sum(weights) or 1) for n in range(len(weights)))]
    got = dict.fromkeys(parts, 0)
    for before, after in zip(steps, [*steps[1:], total], strict=True):
        now, then = (_net_parts(paid, net, total, parts) for paid in (after, before))
        for kind in parts:
            got[kind] += now[kind] - then[kind]
    assert got == parts


def test_revenue_by_client_in_any_month(shop: MoneyShop) -> None:
    with dates.frozen(at(3, 11)):
        shop.invoice(shop.kestrel, 30_000)
        shop.invoice(shop.dunmore, 10_000)
    rows = shop.store.ask(queries.client_revenue, *MARCH)
    assert [(row.client, row.revenue, row.share) for row in rows] == [
        ("Kestrel Machine & Tool", 30_000, 750_000),
        ("Dunmore Title & Escrow", 10_000, 250_000),
    ]
    assert shop.store.ask(queries.client_revenue, *APRIL) == []


def test_the_projection_is_agreements_and_an_average_of_all_else(shop: MoneyShop) -> None:
    for month in (1, 2):
        with dates.frozen(at(month, 20)):
            draft = shop.draft(shop.dunmore, ("time", "Work", 40_000), ("plan", "Gold", 85_000))
            shop.store.do(actions.mark_ready, draft)
            shop.store.do(actions.issue, [draft])
    terms = {"monthly_fee": 85_000, "bill_from": date(2026, 1, 1)}
    shop.plan(shop.dunmore, end_on=date(2026, 6, 30), auto_renew=False, **terms)
    rows = shop.store.ask(queries.projection, date(2026, 3, 11))
    found = [(row.month.month, row.recurring, row.other) for row in rows]
    assert found[:4] == [
        (4, 85_000, 40_000),
        (5, 85_000, 40_000),
        (6, 85_000, 40_000),
        (7, 0, 40_000),
    ]
    assert len(found) == 12
    assert shop.store.ask(queries.projection, date(2020, 1, 1)) == []


# --- budget --------------------------------------------------------------------------------------


def test_actual_stands_against_budget(shop: MoneyShop) -> None:
    furnished(shop)
    for side, category, amount in ((INCOME, "plan", 100_000), (COST, "Rent", 110_000)):
        shop.store.do(actions.set_budget, side, category, amount, date(2026, 3, 15), 2)
    rows = shop.store.ask(budgets.budget_rows, *MARCH)
    assert [(row.category, row.budget, row.actual, row.variance) for row in rows] == [
        ("Hardware", 0, 120_000, 120_000),
        ("plan", 100_000, 85_000, -15_000),
        ("Rent", 110_000, 120_000, -10_000),
    ]
    shop.store.do(actions.set_budget, COST, "rent", None, date(2026, 3, 1))
    assert shop.store.ask(budgets.budget_rows, *MARCH)[-1].budget == 0
    assert shop.store.ask(budgets.budget_rows, *APRIL)[-1].budget == 110_000


@given(some.integers(0, 10**9), some.integers(0, 10**9))
def test_better_is_above_zero_on_both_sides(planned: int, actual: int) -> None:
    for side in (INCOME, COST):
        row = BudgetRow(side, "x", planned, actual)
        assert row.variance == row.signed_actual - row.signed_budget


def test_the_budget_goes_to_a_workbook_and_comes_back(shop: MoneyShop, tmp_path: Path) -> None:
    shop.store.do(actions.set_budget, COST, "Rent", 120_000, date(2026, 1, 1), 12)
    shop.store.do(actions.set_budget, INCOME, "Plan", 1_500_050, date(2026, 3, 1), 1)
    file = tmp_path / "Budget 2026.xlsx"
    assert runs.save_budget(shop.store, Progress(), file, date(2026, 3, 11)) == 2
    before = shop.store.ask(budgets.budget_year, date(2026, 3, 11))
    shop.store.do(actions.set_budget, COST, "Rent", 1, date(2026, 5, 1))
    shop.store.do(actions.set_budget, COST, "Travel", 2, date(2026, 5, 1))
    assert runs.read_budget(shop.store, Progress(), file) == 2
    after = shop.store.ask(budgets.budget_year, date(2026, 3, 11))
    assert [line for line in after if line.category != "Travel"] == before
    assert [line.total for line in before] == [1_500_050, 1_440_000]
    assert before[0].amounts[:3] == (None, None, 1_500_050)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([["Costs", "Rent", "1000"], ["Costs", "Power", "many"]], "Line 3, Power: "),
        ([["Maybe", "Rent", "1000"]], "Line 2: say Income or Costs"),
        ([["Costs", "Rent", "-5"]], "without a minus"),
        ([], "no categories"),
    ],
)
def test_a_file_with_a_fault_changes_nothing(
    shop: MoneyShop, tmp_path: Path, rows: list[list[str]], said: str
) -> None:
    file = tmp_path / "budget.csv"
    write_raw(file, ["Side", "Category", "2026-01"], rows)
    with pytest.raises(UserError, match=said):
        runs.read_budget(shop.store, Progress(), file)
    assert shop.store.ask(budgets.budget_year, date(2026, 1, 1)) == []


def test_a_file_without_months_says_what_is_needed(shop: MoneyShop, tmp_path: Path) -> None:
    file = tmp_path / "budget.csv"
    write_raw(file, ["Side", "Category", "January"], [["Costs", "Rent", "1"]])
    with pytest.raises(UserError, match="a month each, like 2026-01"):
        runs.read_budget(shop.store, Progress(), file)


@pytest.mark.parametrize(
    ("side", "category", "amount", "months", "field"),
    [
        ("both", "Rent", 1, 1, "side"),
        (COST, " ", 1, 1, "category"),
        (COST, "Rent", -1, 1, "amount"),
        (COST, "Rent", 1, 0, "months"),
    ],
)
def test_a_budget_that_makes_no_sense_is_refused(
    shop: MoneyShop, side: str, category: str, amount: int, months: int, field: str
) -> None:
    with pytest.raises(UserError) as refused:
        shop.store.do(actions.set_budget, side, category, amount, date(2026, 1, 1), months)
    assert refused.value.field == field
