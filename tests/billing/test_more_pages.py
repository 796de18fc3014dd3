"""Deposits, late steps, automatic payments and what was promised, by keys in the real window."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mspdesk import dates
from mspdesk.app.areas import AREAS
from mspdesk.app.window import Window
from mspdesk.billing import actions, queries
from mspdesk.billing.view import BillingView
from mspdesk.database.store import Store
from mspdesk.desk.area import Place
from mspdesk.desk.desk import Desk
from mspdesk.letters import queries as letters
from mspdesk.settings import MachineSettings
from mspdesk.tickets.view.new_ticket import NewTicket
from mspdesk.widgets import theme
from mspdesk.widgets.tags import Tag
from tests.billing.moneyshop import MoneyShop, furnish
from tests.billing.test_view import Hands
from tests.bookcase import Furnish, Standing

Key = Qt.Key
DUE = date(2026, 2, 9)


def late_and_waiting(store: Store) -> MoneyShop:
    """Kestrel is thirty days late with 2,792.50; three payments wait for the bank."""
    with dates.frozen(datetime(2026, 2, 1, 9, 0)):
        shop = furnish(store)
        shop.invoice(shop.kestrel, 279_250, due=DUE)
    with dates.frozen(datetime(2026, 3, 11, 9, 0)):
        for amount, method in ((10_000, "check"), (2_500, "cash"), (30_000, "card")):
            store.do(actions.add_payment, shop.dunmore, amount, method, None, "1021")
    return shop


@pytest.fixture(scope="module")
def furniture() -> Furnish:
    return late_and_waiting


@pytest.fixture
def hands(qtbot: QtBot, sqlite_store: Store, standing: Standing) -> Iterator[Hands]:
    """Priya looks at who owes what, a month after the due day."""
    theme.apply(QApplication.instance() or QApplication([]), "light")  # type: ignore[arg-type]  # the application of pytest-qt
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
        window.go(Place("billing", do="receivables"))
        qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
        yield Hands(window, desk, shop)
        window.unseat()


def view(hands: Hands) -> BillingView:
    found = hands.window.view()
    assert isinstance(found, BillingView)
    return found


# --- receivables --------------------------------------------------------------------------------


def test_a_step_is_taken_with_its_letter_by_keys(hands: Hands) -> None:
    pane = view(hands).receivables.detail
    assert view(hands).receivables.table.column("next")[0] == "Friendly note"
    hands.to("What was said")
    hands.type("Sent by post")
    hands.press(Key.Key_Return)
    assert hands.said().startswith("Noted for Kestrel Machine & Tool: friendly note")
    (letter,) = hands.desk.ask(letters.letters, hands.shop.kestrel)
    assert letter.form == "letters/overdue-1"
    assert pane.step.value() == "call"
    assert not pane.letter.isVisible()
    hands.to("Letter L00001")
    hands.press(Key.Key_Space)
    assert hands.window.header.tabs.current_key() == "clients"


def test_a_promise_is_noted_and_holds_the_next_step(hands: Hands) -> None:
    hands.to("Note a promise")
    hands.press(Key.Key_Space)
    hands.to("Promised for")
    hands.type("mar 20")
    hands.to("Who promised")
    hands.type("Tom")
    hands.press(Key.Key_Return)
    table = view(hands).receivables.table
    assert (table.column("next")[0], table.column("since")[0]) == ("Promised", "Mar 21")
    hands.to("Note a promise")
    hands.press(Key.Key_Space)
    hands.to("Promised for")
    hands.type("2/1/2026")
    hands.press(Key.Key_Return)
    form = view(hands).receivables.detail.form
    assert form.error("promised_on") == "Choose today or a day to come."
    assert len(hands.desk.ask(queries.promises_of, hands.shop.kestrel)) == 1


def test_the_fee_goes_on_the_draft_and_stopped_work_is_lifted(hands: Hands) -> None:
    pane = view(hands).receivables.detail
    assert not pane.fee_button.isVisible()
    hands.desk.do(actions.set_late_fee, 15_000)
    assert pane.fee_button.words() == "Add late fee $41.89 to the draft"
    hands.to("Add late fee $41.89 to the draft")
    hands.press(Key.Key_Space)
    assert hands.said() == "Late fee of $41.89 on the draft"
    hands.desk.do(actions.take_step, hands.shop.kestrel, "stop", "", letter=False)
    hands.to("Let work go on")
    hands.press(Key.Key_Space)
    assert hands.desk.ask(queries.stopped_words, hands.shop.kestrel) == ""


def test_stopped_work_is_said_on_the_client_and_the_new_ticket(hands: Hands) -> None:
    hands.desk.do(actions.take_step, hands.shop.kestrel, "stop", "", letter=False)
    hands.window.go(Place("clients", hands.shop.kestrel))
    page = hands.window.view()
    assert page is not None
    tags = [tag.text() for tag in page.findChildren(Tag)]
    assert "Only critical work since Mar 11" in tags
    hands.window.go(Place("tickets", do="new", about={"client_id": hands.shop.kestrel}))
    board = hands.window.view()
    assert board is not None
    (form,) = board.findChildren(NewTicket)
    assert "Critical work goes on" in form.facts()
    hands.window.go(Place("tickets", do="new", about={"client_id": hands.shop.dunmore}))
    assert form.facts() == ""


# --- more ---------------------------------------------------------------------------------------


def test_a_deposit_is_made_by_keys_and_its_list_printed(hands: Hands) -> None:
    hands.window.go(Place("billing", do="deposits"))
    section = view(hands)._section().page()
    assert section.table.column("amount") == ["$100.00", "$25.00", "$300.00"]
    assert hands.window.status.facts()[-1] == "$125.00 ticked"
    hands.to("Payments to deposit")
    hands.press(Key.Key_End, Key.Key_Space)
    assert hands.window.status.facts()[-1] == "$425.00 ticked"
    hands.press(Key.Key_Space)
    hands.to("Account")
    hands.type("First Bank 0117")
    hands.press(Key.Key_Return)
    assert hands.said() == "Deposit D0001: $125.00, 2 payments"
    assert section.table.column("amount") == ["$300.00"]
    view(hands).print_shown()
    assert hands.printed[-1][2] == "Deposit D0001"
    hands.window.go(Place("billing", do="payments"))
    payments = view(hands).payments
    went = zip(payments.table.column("how"), payments.table.column("deposit"), strict=True)
    assert sorted(went) == [("Card, 1021", ""), ("Cash, 1021", "D0001"), ("Check, 1021", "D0001")]
    hands.window.go(Place("billing", do="deposits"))
    hands.to("Take D0001 apart")
    hands.press(Key.Key_Space)
    assert len(section.table.column("amount")) == 3


def test_a_check_goes_from_its_payment_to_the_bank_by_keys(hands: Hands) -> None:
    hands.window.go(Place("billing", do="pay", about={"client_id": hands.shop.kestrel}))
    hands.type("500")
    hands.press(Key.Key_Return)
    assert "3 to take to the bank" in hands.window.status.facts()
    # The keyboard stands on the way on.
    assert hands.focus().accessibleName() == "Take this payment to the bank"
    hands.press(Key.Key_Space)
    page = view(hands)._section().page()
    row = page.table.selected()
    assert (row.client, row.amount) == ("Kestrel Machine & Tool", 50_000)
    assert hands.window.status.facts()[-1] == "$625.00 ticked"
    hands.window.go(Place("billing", do="payments"))
    payments = view(hands).payments
    found = hands.desk.ask(queries.payments, "received", False, 10)
    payments.table.select(next(one.id for one in found if one.method == "card"))
    assert payments.pane.deposit_button.isHidden()
    hands.to("Deposit")
    hands.press(Key.Key_Space)
    assert view(hands)._section().tabs.current_key() == "deposits"


def test_a_late_step_is_changed_and_turned_off_by_keys(hands: Hands) -> None:
    hands.window.go(Place("billing", do="collections"))
    section = view(hands)._section().page()
    hands.to("Late steps")
    hands.press(Key.Key_Down, Key.Key_Return)
    assert section.detail._title.text() == "Call"
    hands.to("Days past due")
    QTest.keyClick(hands.focus(), Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    hands.type("7")
    hands.press(Key.Key_Return)
    rules = {rule.key: rule for rule in hands.desk.ask(queries.late_rules)}
    assert rules["call"].day == 7
    hands.to("Late steps")
    hands.press(Key.Key_Space)
    assert not {rule.key: rule for rule in hands.desk.ask(queries.late_rules)}["call"].active
    hands.to("Late fee a month")
    hands.type("1.5")
    hands.press(Key.Key_Return)
    assert hands.desk.ask(queries.late_fee_rate) == 15_000
    assert hands.said() == "Late fee 1.5% a month"


def test_an_automatic_payment_is_added_by_keys(hands: Hands) -> None:
    hands.window.go(Place("billing", do="autopay"))
    section = view(hands)._section().page()
    hands.to("New")
    hands.press(Key.Key_Space)
    hands.to("What for")
    hands.type("Internet line")
    hands.to("Last four digits")
    hands.type("42424242")
    hands.to("Card runs out")
    hands.type("4/1/2026")
    hands.press(Key.Key_Return)
    assert section.detail.form.error("last_four").startswith("Type the last four digits only")
    hands.to("Last four digits")
    QTest.keyClick(hands.focus(), Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    hands.type("4242")
    hands.press(Key.Key_Return)
    assert section.table.column("who") == ["Internet line"]
    assert section.table.column("expiry") == ["04/26, 50 days left"]
    at = [one.key for one in section.table.grid.columns].index("card")
    need = QFontMetricsF(theme.font("row")).horizontalAdvance("Card 4242")
    assert section.table.header.sectionSize(at) >= need
    assert hands.window.status.facts()[-1] == "1 runs out within 60 days"
    hands.to("It ended")
    hands.press(Key.Key_Space)
    assert section.table.column("who") == []


def test_statements_of_all_who_owe_with_one_verb(hands: Hands) -> None:
    hands.window.go(Place("billing", do="statements"))
    printed = hands.printed[-1]
    assert (printed[1], printed[2]) == ((hands.shop.kestrel,), "1 statements")
    with dates.frozen(datetime(2026, 3, 11) + timedelta(days=1)):
        assert hands.desk.ask(queries.receivables).oldest is not None
