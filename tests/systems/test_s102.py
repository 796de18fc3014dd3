"""S102: exactly three plans ship; counts price them, a sheet accepted is an agreement."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from pytestqt.qtbot import QtBot

from mspdesk import dates
from mspdesk.agreements import queries as agreed
from mspdesk.app.areas import AREAS
from mspdesk.billing import actions as billing
from mspdesk.billing.queries import drafts
from mspdesk.catalog import queries
from mspdesk.catalog.printables import PRICE_SHEET
from mspdesk.catalog.view import PricesPage
from mspdesk.database.store import Store
from mspdesk.desk.desk import Desk
from mspdesk.errors import UserError
from mspdesk.printing.document import prepare
from mspdesk.printing.page import Paper
from tests.bookcase import Furnish, Standing
from tests.catalog.conftest import Offering, furnish, in_force
from tests.printing.pdftext import text_of
from tests.sample import furnish as furnish_shop
from tests.snapshots.compare import compare_snapshot

pytestmark = [pytest.mark.system(102), pytest.mark.usefixtures("clock")]

COUNTS = {"server": 1, "workstation": 10}
DECEMBER = date(2026, 12, 1)
SIGNED = {
    "payment_type": "check",
    "signed_on": date(2026, 11, 10),
    "signer": "Tom Kessel",
    "reviewed_on": date(2026, 11, 2),
}


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """What stands in the books of these tests."""
    return furnish


def shop_of(store: Store, standing: Standing) -> Offering:
    """The shop whose Gold plan is that of the worked example, its plans in force."""
    shop: Offering = replace(standing(store), store=store)
    in_force(shop)
    return shop


def test_exactly_three_plans_ship_with_what_they_include_and_leave_out_and_no_price(
    empty_store: Store,
) -> None:
    furnish_shop(empty_store)
    grid = empty_store.ask(queries.plan_grid)
    assert grid is not None
    assert [tier.name for tier in grid.tiers] == ["Silver", "Gold", "Platinum"]
    assert [one.price for one in empty_store.ask(queries.unit_prices, grid.id) if one.price] == []
    for code in ("silver", "gold", "platinum"):
        words = queries.tier_texts(grid, code)
        assert words["included"]
        assert "Additions, moves and changes" in words["excluded"].splitlines()
    minutes = {
        one.minutes for one in empty_store.ask(queries.unit_prices, grid.id) if one.unit == "server"
    }
    assert minutes == {60, 75, 90}


def test_gold_for_a_server_and_ten_workstations_is_850_and_leaves_592_39(
    store: Store, standing: Standing
) -> None:
    shop = shop_of(store, standing)
    plans = {one.code: one for one in store.ask(queries.priced, shop.grid, COUNTS)}
    gold = plans["gold"]
    assert gold.monthly == 85_000
    assert (gold.margin.cost, gold.margin.before_labor) == (5_600, 79_400)
    assert (gold.margin.minutes, gold.margin.labor, gold.margin.left) == (300, 20_161, 59_239)


def test_a_sheet_that_is_accepted_is_agreement_lines_and_first_invoice(
    store: Store, standing: Standing
) -> None:
    with dates.frozen(datetime(2026, 11, 10, 9, 0)):
        shop = shop_of(store, standing)
        made = store.do(
            billing.accept_prices, shop.prospect, shop.grid, "gold", COUNTS, DECEMBER, SIGNED
        )
        held = store.ask(agreed.agreement, made.agreement_id)
        assert held is not None
        assert (held.state, held.plan, held.tier, held.start_on) == (
            "active",
            "Gold",
            "gold",
            DECEMBER,
        )
        sheet = store.ask(agreed.sheet, made.sheet_id)
        assert sheet is not None
        assert (sheet.grid_id, sheet.state, sheet.setup_fee) == (shop.grid, "accepted", 40_000)
        assert "Workstations and laptops looked after" in sheet.included.splitlines()
        lines = store.ask(agreed.sheet_lines, made.sheet_id)
        assert [(one.text, one.quantity, one.price) for one in lines] == [
            ("Gold, servers", 10_000, 25_000),
            ("Gold, workstations", 100_000, 6_000),
        ]
        assert store.ask(agreed.monthly_on, made.agreement_id, DECEMBER) == 85_000
        assert made.draft_id is not None
        page = store.ask(drafts.draft_page, made.draft_id)
        assert [(one.kind, one.amount) for one in page.lines] == [
            ("plan", 75_000),
            ("plan", 180_000),
            ("setup", 40_000),
        ]
        assert sum(one.amount for one in page.lines if one.kind == "plan") == 255_000
        assert page.due_on == DECEMBER
        again = store.do(billing.make_drafts, date(2026, 11, 10))
        assert again.plans == 0


def test_accepting_asks_for_what_signing_asks_for_and_undo_takes_it_all_back(
    store: Store,
    standing: Standing,
) -> None:
    with dates.frozen(datetime(2026, 11, 10, 9, 0)):
        shop = shop_of(store, standing)
        for missing, field in (("reviewed_on", "reviewed_on"), ("signer", "signer_theirs")):
            said = {name: value for name, value in SIGNED.items() if name != missing}
            with pytest.raises(UserError) as caught:
                store.do(
                    billing.accept_prices, shop.prospect, shop.grid, "gold", COUNTS, DECEMBER, said
                )
            assert caught.value.field == field
        for tier, counts in (("bronze", COUNTS), ("gold", {})):
            with pytest.raises(UserError) as caught:
                store.do(
                    billing.accept_prices, shop.prospect, shop.grid, tier, counts, DECEMBER, SIGNED
                )
            assert caught.value.field == "tier"
        assert store.ask(agreed.agreements_of, shop.prospect) == []
        store.do(billing.accept_prices, shop.prospect, shop.grid, "gold", COUNTS, DECEMBER, SIGNED)
        store.undo()
        assert store.ask(agreed.agreements_of, shop.prospect) == []
        assert store.ask(drafts.draft_of, shop.prospect) is None


def test_without_a_signature_it_is_a_draft_that_nobody_is_billed_for(
    store: Store, standing: Standing
) -> None:
    with dates.frozen(datetime(2026, 11, 10, 9, 0)):
        shop = shop_of(store, standing)
        made = store.do(
            billing.accept_prices, shop.prospect, shop.grid, "gold", COUNTS, DECEMBER, {}
        )
        held = store.ask(agreed.agreement, made.agreement_id)
        assert held is not None
        assert (held.state, made.draft_id) == ("draft", None)
        assert store.ask(drafts.draft_of, shop.prospect) is None


def test_the_price_sheet_shows_prices_and_no_cost_and_no_margin(
    store: Store, standing: Standing
) -> None:
    shop = shop_of(store, standing)
    key = (shop.grid, shop.prospect, tuple(sorted(COUNTS.items())))
    for paper in Paper:
        document = store.ask(PRICE_SHEET.gather, *key)
        text = text_of(prepare(PRICE_SHEET, document, paper).pdf)
        for said in ("Silver", "Gold", "Platinum", "Included", "Not included, Gold", "$850.00"):
            assert said in text, said
        assert "$600.00" in text
        assert "10 × $60.00" in text
        low = text.lower()
        for ours in (
            "margin",
            "labor costs",
            "our cost",
            "before labor",
            "16.00",
            "56.00",
            "794.00",
            "201.61",
            "592.39",
            "25.00 a paid",
            "80 min",
            "1.33 h",
        ):
            assert ours not in low, ours
        if paper is Paper.LETTER:
            compare_snapshot(text, "catalog/price-sheet")


def test_what_is_left_stands_on_the_screen_while_a_price_is_typed(
    qtbot: QtBot, sqlite_store: Store, standing: Standing
) -> None:
    shop: Offering = replace(standing(sqlite_store), store=sqlite_store)
    desk = Desk(sqlite_store, AREAS)
    page = PricesPage(desk)
    qtbot.addWidget(page)
    page.resize(1200, 900)
    page.show()
    page.for_client(shop.prospect)
    page.counts["server"].set_value(1)
    page.counts["workstation"].set_value(10)
    at = {key: page.plans.column(key) for key in ("plan", "monthly", "before", "left")}
    assert at["plan"] == ["Silver", "Gold", "Platinum"]
    assert (at["monthly"][1], at["before"][1], at["left"][1]) == ("$850.00", "$794.00", "$592.39")
    entry = page.prices._entries[shop.gold, "workstation"]
    entry.field.setFocus()
    entry.set_value(7_000)
    assert page.plans.column("monthly")[1] == "$950.00"
    assert page.plans.column("left")[1] == "$692.39"
    entry.left.emit()
    found = sqlite_store.ask(queries.unit_prices, shop.grid)
    price = next(one for one in found if (one.tier_id, one.unit) == (shop.gold, "workstation"))
    assert price.price == 7_000


def test_the_client_says_yes_at_the_screen(
    qtbot: QtBot, sqlite_store: Store, standing: Standing
) -> None:
    shop: Offering = replace(standing(sqlite_store), store=sqlite_store)
    page = PricesPage(Desk(sqlite_store, AREAS))
    qtbot.addWidget(page)
    page.resize(1200, 900)
    page.show()
    page.for_client(shop.prospect)
    page.counts["server"].set_value(1)
    page.counts["workstation"].set_value(10)
    assert page.accept is not None
    page.accept.open_button.click()
    form = page.accept.form
    form.set_values({"tier": "gold", "start_on": date(2026, 4, 1), "payment_type": "check"})
    form.set_values({"signed_on": date(2026, 3, 11), "signer": "Tom Kessel"})
    assert not form.submit()
    assert "into force" in form.error("tier")
    page.main_button.click()
    page.force.entry("effective_on").set_value(date(2026, 3, 11))
    assert page.force.submit()
    page.accept.open_form()
    form.set_values({"tier": "gold", "start_on": date(2026, 4, 1), "payment_type": "check"})
    assert not form.submit()
    assert form.error("reviewed_on")
    form.set_values({"reviewed_on": date(2026, 3, 2)})
    assert form.submit()
    (held,) = sqlite_store.ask(agreed.agreements_of, shop.prospect)
    assert (held.state, held.plan, held.periods_ahead) == ("active", "Gold", 3)
    draft = sqlite_store.ask(drafts.draft_of, shop.prospect)
    assert draft is not None
    assert sqlite_store.ask(drafts.draft_page, draft).row.total == 295_000
