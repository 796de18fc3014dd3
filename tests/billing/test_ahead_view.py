"""What is paid in advance, in a real window: the run's line, agreements, prepaid hours."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mspdesk import dates
from mspdesk.agreements.models import Agreement
from mspdesk.app.window import Window
from mspdesk.billing import actions, queries
from mspdesk.billing.area import AREA
from mspdesk.billing.printables import INVOICE, hours_left_words
from mspdesk.billing.reports import reports
from mspdesk.billing.view.agreements import AgreementsSection
from mspdesk.billing.view.prepaid import PrepaidSection
from mspdesk.billing.view.preview import NextCard
from mspdesk.database.store import Store
from mspdesk.desk.area import Period
from mspdesk.desk.desk import Desk
from mspdesk.printing.document import prepare
from mspdesk.printing.page import Paper
from mspdesk.settings import MachineSettings
from mspdesk.tickets.actions import open_ticket
from mspdesk.widgets import theme
from mspdesk.widgets.buttons import Button
from tests.billing.moneyshop import MoneyShop, furnish
from tests.billing.test_prepaid import block
from tests.billing.test_printables import words
from tests.billing.test_recurring import issue, on, page, run
from tests.bookcase import Furnish, Standing
from tests.snapshots.compare import compare_snapshot

MADE = date(2026, 11, 21)


def ahead(store: Store) -> MoneyShop:
    """A plan from December on, one nobody bills here, and ten hours of which some are drawn."""
    with on(date(2026, 11, 16), 18):
        shop = furnish(store)
        block(shop, bill_from=date(2026, 11, 16))
        run(shop)
        issue(shop, shop.kestrel)
        shop.plan(shop.dunmore, monthly_fee=85_000, bill_from=date(2026, 12, 1))
        shop.plan(shop.kestrel, monthly_fee=40_000, plan="Silver")
        with store.step("Prepare") as session:
            session.get_one(Agreement, 1).start_on = date(2026, 2, 1)
        ticket = store.do(open_ticket, shop.kestrel, "Printer driver")
        shop.log(ticket, date(2026, 11, 16), "8:00-14:15", note="Rolled out the new driver")
    return shop


@pytest.fixture(scope="module")
def furniture() -> Furnish:
    return ahead


@pytest.fixture
def shop(sqlite_store: Store, standing: Standing) -> Iterator[MoneyShop]:
    """That shop on the day on which December is made."""
    with on(MADE, 18):
        yield replace(standing(sqlite_store), store=sqlite_store)


@pytest.fixture
def desk(qtbot: QtBot, shop: MoneyShop) -> Iterator[Desk]:
    """A window on that shop, at the run."""
    theme.apply(QApplication.instance() or QApplication([]), "light")  # type: ignore[arg-type]  # the application of pytest-qt
    settings = MachineSettings()
    desk = Desk(shop.store, [AREA], settings)
    window = Window([AREA], settings)
    qtbot.addWidget(window)
    window.resize(1440, 900)
    desk.work_as(shop.owner, "Priya Raman", frozenset({"*"}))
    window.seat(desk)
    window.show()
    desk.window = window  # type: ignore[attr-defined]  # for the tests below
    yield desk
    window.unseat()


def view(desk: Desk) -> Any:
    """The Billing tab."""
    return desk.window.view()  # type: ignore[attr-defined]  # set above


def test_the_run_says_what_agreements_ask_for_and_what_a_draft_comes_from(
    desk: Desk, shop: MoneyShop
) -> None:
    found = view(desk).run
    assert found.ahead.words.text() == "1 agreement due to be made, 1 agreement not billed here yet"
    run(shop)
    found.reload()
    assert found.table.column("client") == ["Dunmore Title & Escrow"]
    assert found.table.column("from") == ["Gold, December 2026"]
    assert found.ahead.words.text() == (
        "1 agreement not billed here yet, next: Gold for Dunmore Title & Escrow on Dec 22"
    )


def test_a_draft_paid_in_advance_does_not_call_its_month_work(desk: Desk, shop: MoneyShop) -> None:
    run(shop)
    found = view(desk).run
    found.reload()
    found.table.select_first()
    assert "in advance for Gold, December 2026" in found.detail._meta.text()
    assert "work from" not in found.detail._meta.text()


def test_a_voided_invoice_asks_whether_its_month_is_billed_again(
    desk: Desk, shop: MoneyShop
) -> None:
    run(shop)
    invoice = issue(shop, shop.dunmore)
    view(desk).show_invoice(invoice)
    pane = view(desk).invoices.detail
    assert pane.voided.isHidden()
    shop.store.do(actions.void_invoice, invoice, "Wrong plan")
    view(desk).show_invoice(invoice)
    assert not pane.voided.isHidden()
    again = pane.voided.findChildren(Button)[-1]  # the others are on their way out
    again.click()
    assert pane.voided.isHidden()
    assert run(shop).plans == 1


def test_an_agreement_from_another_program_is_billed_from_a_day(
    desk: Desk, shop: MoneyShop
) -> None:
    view(desk).show_section("agreements")
    section = view(desk)._section().page()
    assert isinstance(section, AgreementsSection)
    assert section.table.groups() == [
        "Not billed here yet, say from when, 1",
        "Billed in advance, 1",
    ]
    pane = section.detail
    assert pane.row is not None
    assert pane.form.isVisibleTo(pane)
    pane.form.set_values({"from_on": date(2024, 1, 1)})
    pane.form.submit()
    assert "Choose that day or a later one" in pane.form.error("from_on")
    pane.form.set_values({"from_on": date(2026, 12, 1)})
    assert pane.form.submit()
    assert section.table.groups() == ["Billed in advance, 2"]
    assert not pane.form.isVisibleTo(pane)
    first = pane.next.sums.words()[0]
    assert first == ("December 2026, due now", "$400.00")
    assert len(pane.next.sums.words()) == 12


def test_a_change_is_tried_on_last_month_and_changes_nothing(desk: Desk, shop: MoneyShop) -> None:
    with dates.frozen(datetime(2026, 12, 5, 9, 0)):
        view(desk).show_section("agreements")
        pane = view(desk)._section().page().detail
        pane.trial.show_id(1)
        pane.trial.form.set_values({"included_minutes": 300})
        assert pane.trial.form.submit()
    found = shop.store.ask(
        queries.trial, 1, {"included_minutes": 300}, date(2026, 11, 1), date(2026, 11, 30)
    )
    assert (found.old.prepaid_minutes, found.old.billed_minutes) == (375, 0)
    assert (found.new.prepaid_minutes, found.new.billed_minutes) == (300, 75)
    assert found.difference == 20_625
    assert shop.store.ask(queries.hours_left, shop.kestrel) == 225


def test_the_ledger_shows_what_is_left_and_gives_it_back(desk: Desk, shop: MoneyShop) -> None:
    view(desk).show_section("prepaid")
    section = view(desk)._section().page()
    assert isinstance(section, PrepaidSection)
    assert section.table.column("left") == ["3.75 h"]
    assert section.detail.draws.column("minutes") == ["6.25 h"]
    assert section.facts() == ["1 block", "*3.75 h left"]
    section.detail.form.set_values({"reason": ""})
    assert not section.detail.form.submit()
    section.detail.form.set_values({"reason": "They leave"})
    assert section.detail.form.submit()
    assert section.table.column("state") == ["Refunded"]
    assert section.detail.pairs.value("Given back") == "3.75 h, $562.50"


def test_the_card_beside_an_agreement_says_when_it_is_billed(
    desk: Desk, shop: MoneyShop, qtbot: QtBot
) -> None:
    card = NextCard(desk)
    qtbot.addWidget(card)
    card.show_id(2)
    assert card.note.text() == "Due on the first day of the period; next on Dec 1, 2026."
    card.show_id(3)
    assert card.note.text().startswith("Not billed here yet")
    assert card.pairs.value("Due now").startswith("$400.00")
    # What nobody has signed is not billed, and is not over either; here with a fee and without.
    for state, fee in (("draft", 0), ("sent", 85_000)):
        with shop.store.step("Prepare") as session:
            held = session.get_one(Agreement, 3)
            held.state, held.monthly_fee = state, fee
        card.show_id(3)
        assert card.note.text() == "Billed from Jan 1, 2025 on, once it is signed."
        assert "Due now" not in card.pairs._values
    assert card.pairs.value("Nov 21") == "$850.00, December 2026"


def test_the_invoice_says_how_many_hours_are_left(shop: MoneyShop) -> None:
    shop.store.do(actions.begin_billing, 3, date(2026, 12, 1))
    run(shop)
    row = page(shop, shop.kestrel).row
    draft = words(shop, INVOICE, row.id)
    assert "Prepaid hours: 6.25 h used here, 3.75 h left." in draft
    invoice = issue(shop, shop.kestrel)
    said = words(shop, INVOICE, invoice)
    for one in ("Silver plan, monthly", "December 2026", "Drawn from your prepaid hours"):
        assert one in said, one
    compare_snapshot(said, "billing/invoice-in-advance")
    with on(date(2026, 11, 27), 18):
        ticket = shop.store.do(open_ticket, shop.kestrel, "Another")
        shop.log(ticket, date(2026, 11, 25), "60")
        assert words(shop, INVOICE, invoice) == said
    document = shop.store.ask(INVOICE.gather, invoice)
    assert prepare(INVOICE, document, Paper.LETTER).pdf
    assert hours_left_words(None) == ""


def test_recurring_revenue_is_the_sum_of_what_is_in_force(shop: MoneyShop) -> None:
    with shop.store.step("Prepare") as session:
        held = session.get_one(Agreement, 2)
        held.every_unit = "year"
    (report,) = [one for one in reports() if one.key == "mrr"]
    period = Period(MADE, MADE)
    with shop.store.read() as session:
        rows = report.rows(session, period, {})
    assert [(row.client, row.every, row.monthly) for row in rows] == [
        ("Dunmore Title & Escrow", "every year", 85_000),
        ("Kestrel Machine & Tool", "every month", 40_000),
    ]
    assert report.totals is not None
    assert report.totals(rows) == {"monthly": 125_000}
    (hours,) = [one for one in reports() if one.key == "prepaid"]
    with shop.store.read() as session:
        (only,) = hours.rows(session, period, {})
    assert (only.minutes, only.drawn, only.minutes_left) == (600, 375, 225)
