"""The Billing tab in a real window, driven by keys sent to what has the keyboard."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from mspdesk import dates
from mspdesk.app.window import Window
from mspdesk.billing import actions, queries
from mspdesk.billing.area import AREA
from mspdesk.billing.view import BillingView
from mspdesk.database.store import Store
from mspdesk.desk.area import Place
from mspdesk.desk.desk import Desk
from mspdesk.settings import MachineSettings
from mspdesk.widgets import theme
from mspdesk.widgets.safe import Label
from tests.billing.moneyshop import DAY, MoneyShop, furnish
from tests.bookcase import Furnish, Standing
from tests.screens.looking import in_sight

Key = Qt.Key


class Hands:
    """Somebody at the keyboard: keys go to whatever has the focus."""

    def __init__(self, window: Window, desk: Desk, shop: MoneyShop) -> None:
        self.window, self.desk, self.shop = window, desk, shop
        self.printed: list[tuple[Any, Any, str]] = []
        desk.asked_to_print.connect(lambda *asked: self.printed.append(asked))

    @property
    def view(self) -> BillingView:
        """The tab that is shown."""
        found = self.window.view()
        assert isinstance(found, BillingView)
        return found

    def focus(self) -> QWidget:
        """What has the keyboard."""
        return QApplication.focusWidget() or self.window

    def press(self, *keys: Key, shift: bool = False) -> None:
        """Press keys one after the other."""
        held = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
        for key in keys:
            QTest.keyClick(self.focus(), key, held)

    def type(self, words: str) -> None:
        """Type words."""
        QTest.keyClicks(self.focus(), words)

    def to(self, name: str) -> None:
        """Tab on until something of this name has the keyboard."""
        seen = []
        for _ in range(120):
            here = self.focus()
            said = here.accessibleName() or getattr(here, "words", lambda: "")()
            if said == name:
                return
            seen.append(str(said))
            QTest.keyClick(here, Key.Key_Tab)
        raise AssertionError(f"{name} cannot be reached; passed {sorted(set(seen))}")

    def said(self) -> str:
        """What the status bar says."""
        return self.window.status.message()

    def wait(self) -> None:
        """Let the worker end and its answer arrive."""
        self.desk.drain()
        QTest.qWait(30)


def evening(store: Store) -> MoneyShop:
    """The small shop with a ticket and some time at two clients, at nine in the evening."""
    with dates.frozen(datetime(2026, 3, 11, 21, 0)):
        shop = furnish(store)
        ticket = shop.ticket(shop.kestrel)
        shop.log(ticket, date(2026, 3, 10), "18:00-19:30")
        shop.log(shop.ticket(shop.dunmore, "Print driver"), DAY, "9:00-10:00")
    return shop


@pytest.fixture(scope="module")
def furniture() -> Furnish:
    return evening


@pytest.fixture
def hands(qtbot: QtBot, sqlite_store: Store, standing: Standing) -> Iterator[Hands]:
    theme.apply(QApplication.instance() or QApplication([]), "light")  # type: ignore[arg-type]  # the application of pytest-qt
    with dates.frozen(datetime(2026, 3, 11, 21, 0)):
        shop: MoneyShop = replace(standing(sqlite_store), store=sqlite_store)
        settings = MachineSettings()
        desk = Desk(sqlite_store, [AREA], settings)
        window = Window([AREA], settings)
        qtbot.addWidget(window)
        window.resize(1440, 900)
        desk.work_as(shop.owner, "Priya Raman", frozenset({"*"}))
        window.seat(desk)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
        yield Hands(window, desk, shop)
        window.unseat()


def make_drafts(hands: Hands) -> None:
    hands.to("Make drafts")
    hands.press(Key.Key_Space)
    hands.to("Drafts")


def test_drafts_are_made_answered_ticked_and_issued_by_keys(hands: Hands) -> None:
    make_drafts(hands)
    table = hands.view.run.table
    assert table.groups() == [
        "Have a question, look before they go out, 1",
        "To review, no question; tick them when you have looked, 1",
    ]
    assert table.column("client") == ["Kestrel Machine & Tool", "Dunmore Title & Escrow"]
    assert table.column("total") == ["$450.00", "$150.00"]
    assert table.column("question")[0] == "After hours, no approval"
    hands.press(Key.Key_Home)
    hands.press(Key.Key_R)
    assert "Nobody at the client is noted as having approved it." in hands.said()
    hands.press(Key.Key_Return)
    assert hands.focus().accessibleName().startswith("Approved by")
    hands.press(Key.Key_Space)
    hands.type("T. Brandt")
    hands.press(Key.Key_Return)
    assert hands.said() == "Answered for Kestrel Machine & Tool"
    hands.to("Drafts")
    hands.press(Key.Key_Home)
    hands.press(Key.Key_Space)
    assert hands.said() == "Dunmore Title & Escrow is ready"
    hands.press(Key.Key_Home)
    hands.press(Key.Key_R)
    assert hands.said() == "Kestrel Machine & Tool is ready"
    assert table.groups() == ["Ready, 2"]
    assert hands.window.status.facts()[1:] == ["2 drafts, $600.00", "2 ready, $600.00"]
    hands.to("Issue 2 ready")
    hands.press(Key.Key_Space)
    hands.wait()
    assert hands.said() == "2 invoices issued, 2026-0001 to 2026-0002, $600.00"
    assert table.rows() == []
    rows = hands.desk.ask(queries.invoices)
    assert {row.number: row.client for row in rows} == {
        "2026-0001": "Dunmore Title & Escrow",
        "2026-0002": "Kestrel Machine & Tool",
    }
    assert hands.view.band.words()[0] == "$600 from 2 clients"
    hands.to("Print 2")
    hands.press(Key.Key_Space)
    assert hands.printed[0][2] == "2 invoices"
    assert hands.desk.ask(queries.unprinted_ids) == []


def test_bill_at_the_plain_rate_is_one_key_away(hands: Hands) -> None:
    make_drafts(hands)
    hands.press(Key.Key_Home, Key.Key_Return, Key.Key_Tab)
    assert hands.focus().accessibleName().startswith("Bill at 1×")
    hands.press(Key.Key_Space)
    assert hands.view.run.detail.sums()[-1] == ("Total", "$225.00")
    assert hands.view.run.table.column("total") == ["$150.00", "$225.00"]


def test_a_line_is_added_by_keys_and_a_wrong_one_is_named_beside_its_field(hands: Hands) -> None:
    make_drafts(hands)
    hands.press(Key.Key_End)
    hands.to("Add line")
    hands.press(Key.Key_Space)
    form = hands.view.run.detail.lines.form
    hands.to("Price")
    hands.type("41.555")
    hands.press(Key.Key_Return)
    assert form.error("text") or form.error("unit_price")
    hands.to("What")
    hands.type("Power supply, 650 W")
    hands.to("Price")
    hands.type("41.55")
    hands.press(Key.Key_Return)
    lines = hands.view.run.detail.lines.table
    assert "$41.55" in lines.column("amount")
    assert hands.said() == "Line added: Power supply, 650 W"


def test_time_is_left_off_and_put_back(hands: Hands) -> None:
    make_drafts(hands)
    hands.press(Key.Key_End)
    hands.to("Lines of the draft")
    hands.press(Key.Key_Home)
    hands.to("Leave off Mar 11, Marcus Hale, 1.00 h worked")
    hands.press(Key.Key_Space)
    assert hands.view.run.detail.sums()[-1] == ("Total", "$0.00")
    hands.to("Put back #2, Marcus Hale, Mar 11")
    hands.press(Key.Key_Space)
    assert hands.view.run.detail.sums()[-1] == ("Total", "$150.00")


def test_a_payment_is_typed_and_pays_the_oldest_first(hands: Hands) -> None:
    first = hands.shop.invoice(hands.shop.kestrel, 30_000)
    second = hands.shop.invoice(hands.shop.kestrel, 50_000)
    hands.desk.go(Place("billing", do="pay", about={"client_id": hands.shop.kestrel}))
    form = hands.view.payments.form
    hands.type("400")
    assert {key: entry.text() for key, entry in form.entries.items()} == {
        first: "300.00",
        second: "100.00",
    }
    hands.to("Check number or reference")
    hands.type("4411")
    hands.press(Key.Key_Return)
    assert hands.said() == "$400.00 from Kestrel Machine & Tool"
    assert hands.view.payments.table.column("amount") == ["$400.00"]
    assert hands.desk.ask(queries.invoice_page, second).row.open == 40_000
    assert hands.view.band.words()[0] == "$400 from 1 client"


def test_a_payment_from_nobody_or_of_nothing_is_named_beside_its_field(hands: Hands) -> None:
    hands.desk.go(Place("billing", do="pay"))
    form = hands.view.payments.form.form
    hands.to("Amount")
    hands.type("abc")
    hands.press(Key.Key_Return)
    assert form.error("client")
    assert form.error("amount")
    assert hands.desk.ask(queries.payment_count) == 0


def test_an_invoice_is_credited_and_voided_in_place(hands: Hands) -> None:
    invoice = hands.shop.invoice(hands.shop.kestrel, 30_000)
    other = hands.shop.invoice(hands.shop.dunmore, 20_000)
    hands.desk.go(Place("billing", invoice, "invoice"))
    pane = hands.view.invoices.detail
    pane.open_credit()
    hands.to("Amount with tax")
    hands.press(Key.Key_Home)
    QTest.keyClick(hands.focus(), Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    hands.type("50")
    hands.to("Why")
    hands.type("Agreed by phone")
    hands.press(Key.Key_Return)
    assert hands.said() == "Credit note CR-2026-0001, $50.00"
    assert pane.page is not None
    assert pane.page.row.open == 25_000
    hands.desk.go(Place("billing", other, "invoice"))
    pane.open_void()
    hands.to("Why")
    hands.press(Key.Key_Return)
    assert pane.form is not None
    assert pane.form.error("reason")
    hands.type("Wrong client")
    hands.press(Key.Key_Return)
    assert "is void by CR-2026-0002" in hands.said()


def test_receivables_show_who_owes_and_log_the_next_step(hands: Hands) -> None:
    hands.shop.invoice(hands.shop.kestrel, 30_000, due=DAY)
    with dates.frozen(datetime(2026, 3, 25, 9, 0)):
        hands.desk.refresh()
        hands.desk.go(Place("billing", do="receivables"))
        table = hands.view.receivables.table
        assert table.column("client") == ["Kestrel Machine & Tool"]
        assert table.column("1-30") == ["$300.00"]
        assert table.column("next") == ["Friendly note"]
        hands.to("What was said")
        hands.type("Will pay on Friday")
        hands.press(Key.Key_Return)
        assert hands.said() == "Noted for Kestrel Machine & Tool: friendly note, letter written"
        assert table.column("next") == ["Call"]
        assert hands.view.band.words()[1] == (
            "Oldest: Kestrel Machine & Tool, 14 days, friendly note noted Mar 25"
        )


def test_the_pages_are_reached_by_keys_and_say_their_sums(hands: Hands) -> None:
    hands.shop.invoice(hands.shop.kestrel, 30_000)
    hands.to("Billing pages")
    hands.press(Key.Key_Right)
    assert hands.view.segments.current() == "invoices"
    assert hands.view.invoices.table.column("status") == ["Open"]
    assert hands.window.status.facts() == ["Invoices", "1 issued"]
    hands.press(Key.Key_Right, Key.Key_Right)
    assert hands.view.segments.current() == "receivables"
    assert hands.window.status.facts()[1] == "$300.00 open"
    # The palette offers its verbs for whoever owes, and for whose invoice is shown.
    owes = hands.view.client_in_front()
    hands.view.show_section("invoices")
    front = hands.view.client_in_front()
    assert owes is not None
    assert owes == front
    assert owes.client_id == hands.shop.kestrel
    hands.view.show_section("run")
    assert hands.view.client_in_front() is None


def test_single_letters_can_be_turned_off(hands: Hands) -> None:
    make_drafts(hands)
    hands.desk.settings.single_keys = False
    hands.press(Key.Key_End)
    hands.press(Key.Key_R)
    assert not hands.desk.ask(queries.run_sheet).ready


def test_no_title_sum_or_date_is_cut_off(hands: Hands) -> None:
    hands.shop.invoice(hands.shop.kestrel, 123_456_789)
    hands.desk.do(actions.make_drafts, DAY)
    for mode in ("light", "dark"):
        theme.apply(QApplication.instance(), mode)  # type: ignore[arg-type]  # the application of pytest-qt
        for size in ((1440, 900), (1280, 720)):
            hands.window.resize(*size)
            QTest.qWait(20)
            for key in ("run", "invoices", "payments", "receivables"):
                hands.view.show_section(key)
                QTest.qWait(10)
                for label in in_sight(hands.view):
                    cut = isinstance(label, Label) and label.shown() != label.text()
                    assert not cut, (mode, size, key, label.accessibleName())
    theme.apply(QApplication.instance(), "light")  # type: ignore[arg-type]  # the application of pytest-qt
