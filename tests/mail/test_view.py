"""Mail in a real window, driven by keys, against a real mail server."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mspdesk.app.outgoing import Outgoing
from mspdesk.app.window import Answers, Window
from mspdesk.billing.area import AREA as BILLING
from mspdesk.billing.queries import mailing
from mspdesk.clients.actions import add_contact
from mspdesk.desk.area import Place
from mspdesk.desk.desk import Desk
from mspdesk.mail import actions, queries
from mspdesk.mail.area import AREA as MAIL
from mspdesk.mail.runs import passwords
from mspdesk.mail.view import Composer, MailPreferences
from mspdesk.settings import MachineSettings
from mspdesk.widgets import dialogs, theme
from tests.billing.test_mailing import issued
from tests.billing.test_view import Hands
from tests.database.test_passwords import Ring

from .conftest import MailShop
from .postoffice import PASSWORD

Key = Qt.Key


class MailHands(Hands):
    """Somebody at the keyboard who sends."""

    shop_of_mail: MailShop

    def until(self, seen: Callable[[], object], why: str) -> None:
        """Wait until something is seen."""
        for _ in range(500):
            if seen():
                return
            self.desk.drain()
            QTest.qWait(20)
        raise AssertionError(f"not seen: {why}; the status bar says {self.said()!r}")

    def states(self) -> list[str]:
        """How far each mail is, in the order of the outbox."""
        return [row.state for row in self.desk.ask(queries.mails)]


@pytest.fixture
def hands(qtbot: QtBot, desk_shop: MailShop) -> Iterator[MailHands]:
    theme.apply(QApplication.instance() or QApplication([]), "light")  # type: ignore[arg-type]  # the application of pytest-qt
    shop = desk_shop.money
    shop.store.do(
        add_contact,
        shop.kestrel,
        {"first_name": "Ida", "email": "ida@kestrel.example", "billing": True},
    )
    settings = MachineSettings()
    desk = Desk(shop.store, [MAIL, BILLING], settings)
    window = Window([MAIL, BILLING], settings)
    qtbot.addWidget(window)
    window.resize(1440, 900)
    desk.work_as(shop.owner, "Priya Raman", frozenset({"*"}))
    outgoing = Outgoing(desk)
    window.answers = Answers(also=outgoing.facts)
    window.seat(desk)
    window.show()
    window.activateWindow()
    found = MailHands(window, desk, shop)
    found.shop_of_mail = desk_shop
    yield found
    window.unseat()


def composer_of(hands: MailHands) -> Composer:
    """The composer on the page of an invoice."""
    found = hands.view.invoices.detail.composer
    assert isinstance(found, Composer)
    return found


def test_an_invoice_is_sent_from_its_page_with_keys_only(hands: MailHands) -> None:
    shop = hands.shop_of_mail
    passwords.forget(shop.store, shop.account)
    invoice = issued(hands.shop, hands.shop.kestrel)
    hands.window.go(Place("billing", invoice, "invoice"))
    pane = hands.view.invoices.detail
    assert dict(facts(pane))["Sent"] == "not sent yet"
    hands.to("Send")
    hands.press(Key.Key_Space)
    composer = composer_of(hands)
    assert hands.focus() is composer.form.entry("to").field
    assert composer.form.entry("to").text() == "ida@kestrel.example"
    hands.type("x, ")
    hands.press(Key.Key_Return)
    assert "is no mail address" in composer.form.error("to")
    assert hands.states() == []
    composer.form.entry("to").set_value("ida@kestrel.example")
    hands.press(Key.Key_Return)
    strip = composer.strip
    hands.until(strip.bar.isVisible, "the password being asked for")
    assert hands.states() == ["queued"]
    assert "1 mail waits" in hands.window.status.facts()
    hands.type(PASSWORD)
    hands.press(Key.Key_Return)
    hands.until(lambda: hands.states() == ["sent"], "the mail being sent")
    hands.until(lambda: dict(facts(pane))["Sent"] == "Mar 11, 2026", "the day on the page")
    assert not strip.isVisible()
    (taken,) = shop.office.taken
    (file,) = taken.message.iter_attachments()
    assert file.get_filename() == "Invoice 2026-0001.pdf"
    assert file.get_content().startswith(b"%PDF")
    assert hands.view.invoices.table.column("sent") == ["Mar 11"]
    assert not any("wait" in fact for fact in hands.window.status.facts())


def facts(pane: Any) -> list[tuple[str, str]]:
    """The facts a pane shows."""
    return [("Sent", pane._facts.value("sent"))]


def test_what_was_never_sent_goes_out_together(hands: MailHands) -> None:
    shop = hands.shop
    sent = [issued(shop, shop.kestrel), issued(shop, shop.kestrel)]
    issued(shop, shop.dunmore)
    hands.window.go(Place("billing", sent[0], "invoice"))
    hands.to("Send unsent")
    hands.press(Key.Key_Space)
    card = hands.view.invoices.unsent
    assert card.table.column("to") == [
        "ida@kestrel.example",
        "ida@kestrel.example",
        "No address for bills",
    ]
    card._check(card.table.rows()[2], True)
    assert "has no address for bills" in card._wrong.words()
    assert hands.focus() is card.send_button
    assert card.send_button.words() == "Queue and send 2"
    hands.press(Key.Key_Space)
    hands.until(lambda: hands.states() == ["sent", "sent"], "both being sent")
    assert hands.view.segments.current() == "outbox"
    assert len(hands.shop_of_mail.office.taken) == 2
    assert len(hands.desk.ask(mailing.unsent)) == 1


def test_a_person_answers_in_the_outbox(hands: MailHands) -> None:
    shop = hands.shop_of_mail
    shop.office.manners.at_end = ["drop", "drop"]
    first, second = shop.queue(), shop.queue("bo@kestrel.example")
    hands.window.go(Place("billing", do="outbox"))
    hands.to("Send what waits")
    hands.press(Key.Key_Space)
    hands.until(lambda: hands.states() == ["unknown", "unknown"], "both in doubt")
    assert "2 not known" in hands.said()
    pane = hands.view._section().detail
    hands.window.go(Place("billing", first, "mail"))
    assert set(pane.buttons) == {"again", "arrived"}
    hands.to("It arrived, outbox")
    hands.press(Key.Key_Space)
    assert shop.row(first).state == "sent"
    hands.window.go(Place("billing", second, "mail"))
    hands.to("Send it again, outbox")
    hands.press(Key.Key_Space)
    hands.until(lambda: shop.row(second).state == "sent", "the second being sent")
    assert len(shop.office.taken) == 1


def test_a_refused_address_is_mended_where_it_stands(hands: MailHands, tmp_path: Path) -> None:
    shop = hands.shop_of_mail
    shop.office.manners.refuses = {"old@kestrel.example"}
    mail = shop.queue("old@kestrel.example", files=[("a.pdf", b"%PDF", "application/pdf")])
    hands.window.go(Place("billing", do="send"))
    hands.until(lambda: hands.states() == ["failed"], "the refusal")
    hands.window.go(Place("billing", mail, "mail"))
    pane = hands.view._section().detail
    assert pane.form is not None
    pane.focus_first()
    assert hands.focus() is pane.form.entry("to").field
    pane.form.entry("to").set_value("new@kestrel.example")
    hands.press(Key.Key_Return)
    hands.until(lambda: hands.states() == ["sent"], "the second try")
    with dialogs.answer_files(lambda _title, _start: tmp_path / "copy.pdf"):
        hands.to("Save a.pdf")
        hands.press(Key.Key_Space)
    assert (tmp_path / "copy.pdf").read_bytes() == b"%PDF"


def test_trouble_stands_in_the_outbox_until_it_is_dealt_with(
    hands: MailHands, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop = hands.shop_of_mail
    shop.queue()
    monkeypatch.delenv("SSL_CERT_FILE")
    hands.window.go(Place("billing", do="send"))
    strip = hands.view._section().strip
    hands.until(strip.notice.isVisible, "the trouble")
    assert "is not trusted" in strip.notice.words()[1]
    assert hands.states() == ["queued"]
    monkeypatch.setenv("SSL_CERT_FILE", str(shop.office.authority))
    hands.to("Send again, outbox")
    hands.press(Key.Key_Space)
    hands.until(lambda: hands.states() == ["sent"], "the second try")
    assert not strip.isVisible()


class Program(QObject):
    """The user's mail program: it is handed files and links."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[QUrl] = []

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        """Remember what was opened."""
        self.opened.append(url)


@pytest.fixture
def program() -> Iterator[Program]:
    """A mail program that the system opens drafts and links with."""
    found = Program()
    for scheme in ("file", "mailto"):
        QDesktopServices.setUrlHandler(scheme, found, "take")  # type: ignore[arg-type]  # its stub asks for bytes, Qt for words
    yield found
    for scheme in ("file", "mailto"):
        QDesktopServices.unsetUrlHandler(scheme)


def test_a_draft_is_opened_and_answered_for(hands: MailHands, program: Program) -> None:
    shop = hands.shop_of_mail
    shop.set_up(way="program")
    invoice = issued(hands.shop, hands.shop.kestrel)
    hands.window.go(Place("billing", invoice, "invoice"))
    hands.to("Send")
    hands.press(Key.Key_Space)
    composer = composer_of(hands)
    assert composer.form.save_button.words() == "Open as a draft"
    hands.press(Key.Key_Return)
    hands.until(lambda: program.opened, "the draft in the mail program")
    assert hands.states() == ["drafted"]
    (opened,) = program.opened
    assert opened.toLocalFile().endswith(".eml")
    assert b"X-Unsent: 1" in Path(opened.toLocalFile()).read_bytes()
    (row,) = hands.desk.ask(queries.mails)
    hands.window.go(Place("billing", row.id, "mail"))
    hands.to("I sent it, outbox")
    hands.press(Key.Key_Space)
    assert hands.states() == ["sent"]
    assert shop.office.taken == []


def test_a_link_is_the_last_way(hands: MailHands, program: Program) -> None:
    shop = hands.shop_of_mail
    shop.set_up(way="program")
    mail = shop.queue()
    hands.window.go(Place("billing", mail, "mail"))
    hands.to("Without files, outbox")
    hands.press(Key.Key_Space)
    assert program.opened[0].toString().startswith("mailto:ann@kestrel.example?subject=")
    assert hands.states() == ["drafted"]


def test_a_mail_is_cancelled_and_taken_back(hands: MailHands) -> None:
    mail = hands.shop_of_mail.queue()
    hands.window.go(Place("billing", mail, "mail"))
    hands.to("Cancel mail, outbox")
    hands.press(Key.Key_Space)
    assert hands.states() == ["cancelled"]
    hands.desk.undo()
    assert hands.states() == ["queued"]


@pytest.fixture
def page(qtbot: QtBot, desk_shop: MailShop) -> Iterator[MailPreferences]:
    theme.apply(QApplication.instance() or QApplication([]), "light")  # type: ignore[arg-type]  # the application of pytest-qt
    desk = Desk(desk_shop.store, [MAIL], MachineSettings())
    made = MailPreferences(desk)
    qtbot.addWidget(made)
    made.show()
    yield made
    desk.drain()


def tried(page: MailPreferences, qtbot: QtBot) -> str:
    """Press the button and wait for what it says."""
    page.test_button.click()
    qtbot.waitUntil(page.test_button.isEnabled, timeout=10_000)
    return page.said.text()


def test_preferences_say_whether_the_server_works(
    page: MailPreferences, desk_shop: MailShop, qtbot: QtBot, ring: Ring
) -> None:
    passwords.forget(desk_shop.store, desk_shop.account)
    assert tried(page, qtbot) == ""
    assert "Type the password" in page.form.error("password")
    page.form.entry("password").set_value("wrong")
    tried(page, qtbot)
    assert "does not take this password" in page.form.error("password")
    page.form.entry("password").set_value(PASSWORD)
    assert "took a test mail to billing@quillfeather.example" in tried(page, qtbot)
    assert page.form.entry("password").text() == ""
    assert list((ring.kept or {}).values()) == [PASSWORD]
    page.form.entry("port").set_value(1)
    assert "cannot be reached" in tried(page, qtbot)
    page.form.entry("from_address").set_value("nobody")
    page.test_button.click()
    assert "is no mail address" in page.form.error("from_address")


def test_preferences_ask_about_a_server_only_where_there_is_one(
    page: MailPreferences, desk_shop: MailShop
) -> None:
    assert page.form.box("host").isVisible()
    page.form.entry("way").set_value("program")
    page._show_way()
    assert not page.form.box("host").isVisible()
    assert not page.test_button.isVisible()
    assert page.form.submit()
    assert desk_shop.account.way == "program"


def test_the_usual_port_goes_with_the_security(page: MailPreferences) -> None:
    page.form.entry("port").set_value(465)
    page.form.entry("security").set_value("starttls")
    page._show_port()
    assert page.form.entry("port").text() == "587"
    page.form.entry("port").set_value(2525)
    page.form.entry("security").set_value("tls")
    page._show_port()
    assert page.form.entry("port").text() == "2525"


def test_a_start_asks_about_what_was_cut_off(qtbot: QtBot, desk_shop: MailShop) -> None:
    mail = desk_shop.queue()
    desk_shop.store.do(actions.begin_sending, mail, desk_shop.row(mail).version)
    desk = Desk(desk_shop.store, [MAIL], MachineSettings())
    outgoing = Outgoing(desk)
    assert outgoing.facts() == ["1 mail waits"]
    outgoing.settle()
    QTest.qWait(10)
    assert desk_shop.state(mail) == "unknown"
    assert outgoing.facts() == ["Mail: 1 to look at"]
    assert datetime(2026, 3, 11, 15, 0) == desk_shop.row(mail).tried_at
