"""Cash, bills, budget and the accountant's page, by keys in the real window."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mspdesk import dates
from mspdesk.app.areas import AREAS
from mspdesk.app.window import Window
from mspdesk.billing import actions
from mspdesk.billing.queries import budget, cash, handover
from mspdesk.billing.rules.handover import Wanted
from mspdesk.database.store import Store
from mspdesk.desk.area import Place
from mspdesk.desk.desk import Desk
from mspdesk.settings import MachineSettings
from mspdesk.shop.queries import shop as the_shop
from mspdesk.shop.view import BooksPage
from mspdesk.widgets import dialogs, theme
from tests.billing.moneyshop import DAY, MoneyShop, furnish
from tests.billing.test_view import Hands
from tests.bookcase import Furnish, Standing
from tests.exchange.iif_reader import read_iif

Key = Qt.Key


def billed(store: Store) -> MoneyShop:
    """Kestrel owes 2,792.50 from today on, due in two weeks; a bill is overdue."""
    with dates.frozen(datetime(2026, 3, 11, 9, 0)):
        shop = furnish(store)
        shop.invoice(shop.kestrel, 279_250, due=date(2026, 3, 25))
        bill = {"payee": "Toolhouse", "due_on": date(2026, 3, 2), "amount": 8_450}
        store.do(actions.save_bill, bill | {"category": "Tools"})
    return shop


@pytest.fixture(scope="module")
def furniture() -> Furnish:
    return billed


@pytest.fixture
def hands(qtbot: QtBot, sqlite_store: Store, standing: Standing) -> Iterator[Hands]:
    """Priya on a Wednesday morning."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    if not app.styleSheet():
        theme.apply(app, "light")
    shop: MoneyShop = replace(standing(sqlite_store), store=sqlite_store)
    with dates.frozen(datetime(2026, 3, 11, 9, 0)):
        # Not by way of Today, which takes longer than most of these tests.
        settings = MachineSettings(last_tab="billing")
        desk = Desk(sqlite_store, AREAS, settings)
        window = Window(AREAS, settings)
        qtbot.addWidget(window)
        window.resize(1440, 900)
        desk.work_as(shop.owner, "Priya Raman", frozenset({"*"}))
        window.seat(desk)
        window.show()
        window.activateWindow()
        window.go(Place("billing", do="cash"))
        qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
        yield Hands(window, desk, shop)
        window.unseat()


def everything(hands: Hands) -> None:
    """Mark what is typed already, to type over it."""
    QTest.keyClick(hands.focus(), Key.Key_A, Qt.KeyboardModifier.ControlModifier)


def test_the_week_is_looked_at_kept_and_printed_by_keys(hands: Hands) -> None:
    page = hands.view._section().page()
    assert page.table.column("who") == ["Toolhouse", "Kestrel Machine & Tool"]
    assert page.table.column("out") == ["$84.50", ""]
    page.print_shown()
    assert hands.said() == "Keep this week first; what is kept is printed."
    hands.to("Cash at the bank")
    hands.type("10000")
    hands.press(Key.Key_Tab)
    assert page.detail.sums.words()[1] == ("By Mar 17", "$9,915.50")
    assert page.detail.sums.words()[-1] == ("By Apr 7", "$12,708.00")
    hands.to("Note")
    hands.type("Call Kestrel")
    hands.press(Key.Key_Return)
    assert hands.said() == "Cash of the week of Mar 9, 2026 kept"
    (week,) = hands.desk.ask(cash.kept_weeks)
    assert (week.cash, week.left, week.words) == (1_000_000, 1_270_800, "Call Kestrel")
    page.print_shown()
    assert hands.printed[-1][2] == "Cash 2026-03-09"


def test_a_bill_is_added_and_paid_by_keys(hands: Hands) -> None:
    hands.window.go(Place("billing", do="bills"))
    page = hands.view._section().page()
    assert page.table.groups() == ["Overdue"]
    hands.to("New bill")
    hands.press(Key.Key_Space)
    hands.to("Or whom")
    hands.type("Harbor Rent")
    hands.to("Amount")
    hands.type("1200")
    hands.press(Key.Key_Return)
    assert page.detail.form.error("due_on") != ""
    hands.to("Due")
    hands.type("4/1/2026")
    hands.to("Comes again after")
    everything(hands)
    hands.type("1")
    hands.press(Key.Key_Return)
    assert page.table.column("often") == ["", "monthly"]
    hands.to("It is paid")
    hands.press(Key.Key_Space)
    rows = hands.desk.ask(cash.bills)
    assert [(row.due_on, row.paid_on) for row in rows if row.who == "Harbor Rent"] == [
        (date(2026, 4, 1), DAY),
        (date(2026, 5, 1), None),
    ]


def test_a_category_is_planned_by_keys_and_the_year_saved(
    hands: Hands, tmp_path: Path, qtbot: QtBot
) -> None:
    hands.window.go(Place("billing", do="budget"))
    page = hands.view._section().page()
    assert page.table.column("category") == ["Plan", "Tools"]
    hands.to("New")
    hands.press(Key.Key_Space)
    hands.to("Category")
    hands.type("Rent")
    hands.to("Each month")
    hands.type("1200")
    hands.press(Key.Key_Return)
    assert page.table.column("budget") == ["", "$1,200.00", ""]
    assert page.detail.sums.words()[0] == ("Planned result", "-$1,200.00")
    sums = [group.sums["variance"] for group in page.table._groups]
    assert sums == [page.table.column("variance")[0], "+$1,115.50"]
    file = tmp_path / "Budget 2026.xlsx"
    with dialogs.answer_files(lambda _title, _start: file):
        page.save_file()
        qtbot.waitUntil(file.exists)
    (rent,) = hands.desk.ask(budget.budget_year, DAY)
    assert rent.total == 120_000 * 10
    hands.desk.do(actions.set_budget, "cost", "Rent", None, date(2026, 3, 1))
    with dialogs.answer_files(lambda _title, _start: file):
        page.bring_file()
        hands.desk.drain()
        qtbot.waitUntil(lambda: not hands.desk.jobs)
    (rent,) = hands.desk.ask(budget.budget_year, DAY)
    assert rent.total == 120_000 * 10


def test_books_are_handed_over_by_keys_and_withdrawn(
    hands: Hands, tmp_path: Path, qtbot: QtBot
) -> None:
    hands.window.go(Place("billing", do="accountant"))
    page = hands.view._section().page()
    assert page.detail.sums.words()[0] == ("1 invoice", "$2,792.50")
    hands.to("Work and plans")
    everything(hands)
    hands.type("Income:Services")
    hands.to("Save the files")
    folder = tmp_path / "accountant"
    folder.mkdir()
    with dialogs.answer_files(lambda _title, _start: folder):
        hands.press(Key.Key_Space)
        hands.desk.drain()
        qtbot.waitUntil(lambda: not hands.desk.jobs)
    (file,) = folder.iterdir()
    (block,) = read_iif(file).transactions
    assert block.splits[0]["ACCNT"] == "Income:Services"
    assert hands.said() == f"Saved {file.name} in {folder}"
    assert not page.detail.save_button.isEnabled()
    assert page.detail.note.text() == "Nothing is left: it went up to Mar 11, 2026."
    hands.to("Again, on purpose: what went already too")
    hands.press(Key.Key_Space)
    assert page.detail.save_button.isEnabled()
    assert "1 of it went before: 2026-0001 on Mar 11, 2026." in page.detail.note.text()
    hands.press(Key.Key_Space)
    hands.to("Withdraw")
    hands.press(Key.Key_Space)
    assert hands.desk.ask(handover.outlook, Wanted("iif", DAY)).invoices == 1
    assert page.table.column("target") == ["QuickBooks Desktop (.iif)"]


def test_basis_and_pay_dates_are_set_in_preferences(hands: Hands, qtbot: QtBot) -> None:
    page = BooksPage(hands.desk)
    qtbot.addWidget(page)
    page.show()
    values = {"accounting_basis": "cash", "pay_schedule": "weekly", "pay_from_on": DAY}
    for name, value in values.items():
        page.form.entry(name).set_value(value)
    assert page.form.submit()
    row = hands.desk.ask(the_shop)
    assert (row.accounting_basis, row.pay_schedule, row.pay_from_on) == ("cash", "weekly", DAY)
    page.form.entry("pay_from_on").set_value(None)
    assert page.form.submit()
    assert hands.desk.ask(the_shop).pay_from_on is None
