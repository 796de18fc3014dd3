"""S133: commission a month under either rule: $20,000 with $6,000 profit is $2,000 or $1,800.

Everybody sees their own, who leads people sees all of it, and nobody is set beside another.
"""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mspdesk.database.store import Store
from mspdesk.database.tables import Change
from mspdesk.desk.area import Period
from mspdesk.errors import UserError
from mspdesk.printing.document import render
from mspdesk.printing.page import Paper
from mspdesk.sales.actions import commission as actions
from mspdesk.sales.actions import opportunities, winning
from mspdesk.sales.printables.commission import COMMISSION
from mspdesk.sales.queries import commission as queries
from mspdesk.sales.queries.opportunity import opportunity_page
from mspdesk.sales.reports.commission import commission_rows
from mspdesk.sales.reports.commission import reports as made_reports
from mspdesk.sales.rules import commission as rules
from mspdesk.sales.rules.commission import Sold, Terms
from mspdesk.sales.rules.pipeline import Value
from tests.bookcase import Furnish, Standing
from tests.printing.pdftext import flat, text_of
from tests.ranking import ranked_rows
from tests.sample import Sample, furnish

pytestmark = [pytest.mark.system(133), pytest.mark.usefixtures("clock")]
MARCH = date(2026, 3, 1)
SALE = {"once": 2_000_000, "once_cost": 1_400_000}


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """The small shop of all tests."""
    return furnish


@pytest.fixture
def shop(store: Store, standing: Standing) -> Sample:
    found: Sample = standing(store)
    return found


def won(store: Store, client: int, owner: int, title: str = "New server", **value: int) -> int:
    details = {**(value or SALE), "owner_id": owner}
    made = store.do(opportunities.open_opportunity, client, title, details)
    store.do(winning.win, made, None, {"make": "none", "onboard": False})
    return made


def test_both_rules_of_the_field() -> None:
    sale = rules.sold(Value(**SALE), 12)
    assert sale == Sold(2_000_000, 600_000)
    assert rules.amount(Terms("gross", 100_000), sale) == 200_000
    assert rules.amount(Terms("profit", 300_000), sale) == 180_000
    assert rules.USUAL == {"gross": 100_000, "profit": 300_000, "none": 0}


def test_a_monthly_price_counts_for_the_months_agreed() -> None:
    value = Value(monthly=85_000, monthly_cost=25_500)
    assert rules.sold(value, 12) == Sold(1_020_000, 714_000)
    assert rules.amount(Terms("gross", 100_000), rules.sold(value, 12)) == 102_000


@given(
    st.integers(-(10**12), 10**12), st.integers(0, 1_000_000), st.sampled_from(["gross", "profit"])
)
def test_nobody_owes_for_a_sale_at_a_loss(base: int, share: int, rule: str) -> None:
    paid = rules.amount(Terms(rule, share), Sold(base, base))
    assert 0 <= paid <= max(base, 0)


def test_the_month_under_either_rule(store: Store, shop: Sample) -> None:
    won(store, shop.kestrel, shop.dana)
    won(store, shop.kestrel, shop.marcus, "Second server")
    assert [one.amount for one in store.ask(queries.commissions, MARCH)] == [0, 0]
    store.do(actions.set_compensation, None, date(2026, 1, 1), "gross")
    store.do(actions.set_compensation, shop.marcus, date(2026, 1, 1), "profit")
    rows = store.ask(queries.commissions, MARCH)
    assert [(one.person, one.amount) for one in rows] == [
        ("Dana Whitlock", 200_000),
        ("Marcus Oduya", 180_000),
    ]
    assert store.ask(queries.commissions, date(2026, 2, 1)) == []
    # A newer row counts from its day on; the sale of today is paid by what holds today.
    store.do(actions.set_compensation, shop.marcus, date(2026, 4, 1), "none")
    assert [one.amount for one in store.ask(queries.commissions, MARCH)] == [200_000, 180_000]


def test_what_was_settled_stays(store: Store, shop: Sample) -> None:
    sale = won(store, shop.kestrel, shop.dana)
    store.do(actions.set_compensation, None, date(2026, 1, 1), "gross")
    with pytest.raises(UserError, match="Settle the month first"):
        store.do(actions.mark_paid, MARCH, shop.dana)
    assert store.do(actions.settle_month, MARCH) == 1
    assert store.do(actions.settle_month, MARCH) == 0
    page = store.ask(opportunity_page, sale)
    assert page is not None
    store.do(opportunities.edit_opportunity, sale, page.row.version, {"once": 100})
    store.do(actions.set_compensation, None, date(2026, 2, 1), "none")
    (row,) = store.ask(queries.commissions, MARCH)
    assert (row.amount, row.state) == (200_000, "Settled")
    assert store.ask(queries.checks) == []
    store.do(actions.mark_paid, MARCH, shop.dana, date(2026, 3, 31))
    (row,) = store.ask(queries.commissions, MARCH)
    assert row.state == "Paid"
    with pytest.raises(UserError, match="It was paid"):
        store.do(actions.unsettle, row.id)
    with pytest.raises(UserError, match="not begun"):
        store.do(actions.settle_month, date(2026, 4, 1))


def test_the_journal_keeps_no_pay(store: Store, shop: Sample) -> None:
    won(store, shop.kestrel, shop.dana)
    store.do(actions.set_compensation, None, date(2026, 1, 1), "gross", 123_456, 12, "Agreed aloud")
    store.do(actions.settle_month, MARCH)
    with store.read() as session:
        told = " ".join(
            f"{one.before} {one.after}"
            for one in session.query(Change)
            if one.table_name in {"compensation_plan", "commission"}
        )
    assert told
    assert not any(words in told for words in ("123456", "246912", "Agreed aloud"))


def test_one_sees_ones_own(sqlite_store: Store, standing: Standing) -> None:
    store = sqlite_store
    shop: Sample = standing(store)
    won(store, shop.kestrel, shop.dana, "Dana's server")
    won(store, shop.kestrel, shop.marcus, "Marcus's server")
    store.do(actions.set_compensation, shop.dana, date(2026, 1, 1), "profit")
    store.do(actions.set_compensation, shop.marcus, date(2026, 1, 1), "gross")
    period = Period(MARCH, date(2026, 3, 31))
    store.person_id = shop.marcus
    assert [one.person for one in store.ask(commission_rows, period, {})] == ["Marcus Oduya"]
    assert [one.person for one in store.ask(commission_rows, period, {"person": shop.dana})] == [
        "Marcus Oduya"
    ]
    assert [one.person for one in store.ask(queries.plans)] == ["Marcus Oduya"]
    for verb, said in (
        (actions.settle_month, (MARCH,)),
        (actions.mark_paid, (MARCH, shop.marcus)),
        (actions.set_compensation, (shop.marcus, MARCH, "gross", 900_000)),
    ):
        with pytest.raises(UserError, match="those who lead people"):
            store.do(verb, *said)
    with pytest.raises(UserError, match="those who lead people"):
        store.ask(COMMISSION.gather, shop.dana, MARCH)
    paper = flat(
        text_of(render(COMMISSION, store.ask(COMMISSION.gather, shop.marcus, MARCH), Paper.LETTER))
    )
    assert flat("$2,000.00") in paper
    assert flat("10% of what was sold") in paper
    assert flat("Dana's") not in paper
    store.person_id = shop.dana
    rows = store.ask(commission_rows, period, {})
    assert {one.person for one in rows} == {"Dana Whitlock", "Marcus Oduya"}
    # Sale by sale: no line belongs to a person, and nothing adds a person up.
    report = next(one for one in made_reports() if one.key == "commission")
    assert report.group is None
    heads = [column.title for column in report.columns]
    cells = [[str(column.value(row)) for column in report.columns] for row in rows]
    assert ranked_rows("Commission", heads, cells, {"Dana Whitlock", "Marcus Oduya"}) == []


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        (("half", None, 12), "rule"),
        (("gross", 1_000_001, 12), "share"),
        (("gross", None, 0), "months"),
    ],
)
def test_terms_that_cannot_be_name_their_field(
    store: Store, shop: Sample, facts: tuple[str, int | None, int], field: str
) -> None:
    with pytest.raises(UserError) as refused:
        store.do(actions.set_compensation, None, MARCH, *facts)
    assert refused.value.field == field
