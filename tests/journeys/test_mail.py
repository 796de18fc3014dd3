"""The owner sets mail up and sends an invoice, with keys only, against a real mail server."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from mspdesk import dates
from mspdesk.clients.actions import add_contact
from mspdesk.database.books import new_books
from tests.billing.moneyshop import MoneyShop, furnish
from tests.mail.postoffice import HOST, PASSWORD, USER, PostOffice
from tests.printing.pdftext import text_of

from .hands import Hands

DUNMORE = "Dunmore Title & Escrow"
MONDAY = datetime(2026, 12, 14, 9, 0)


def prepare(home: Path) -> str:
    """An invoice of Dunmore's that nobody has sent, and whom bills go to."""
    place = str(home / "shop")
    with dates.frozen(datetime(2026, 12, 7, 9, 0)):
        store = new_books(place, durable=False)
        shop: MoneyShop = furnish(store)
        tom = {"first_name": "Tom", "email": "tom@dunmore.example", "billing": True}
        store.do(add_contact, shop.dunmore, tom)
        shop.invoice(shop.dunmore, 41_250)
    store.close()
    return place


def test_from_no_mail_at_all_to_an_invoice_at_the_client(
    sit_down: Callable[[datetime], Hands], tmp_path: Path, office: PostOffice
) -> None:
    place = prepare(tmp_path / "home")
    hands = sit_down(MONDAY)
    hands.begin(place)

    set_mail_up(hands, office)
    send_the_invoice(hands, office)
    look_into_the_outbox(hands)
    assert hands.dialogs() == []
    books = [one.read_bytes() for one in Path(place).rglob("*") if one.is_file()]
    assert books
    assert not any(PASSWORD.encode() in whole for whole in books)


def set_mail_up(hands: Hands, office: PostOffice) -> None:
    """Server, user, password, address; a wrong password first; the test says what came of it."""
    hands.press("Ctrl+K")
    hands.type(">preferences")
    hands.choose("Preferences")
    hands.until(lambda: "Appearance and keys" in hands.words(), "the preferences")
    hands.press("/")
    hands.type("mail")
    hands.press("Down", "Return")
    hands.until(lambda: "How mail leaves" in hands.words(), "the page about mail")
    hands.fill("How mail leaves", "MSPDesk sends it")
    hands.fill("Mail server", HOST)
    hands.fill("Port", str(office.port))
    hands.fill("User", USER)
    hands.fill("Password of the mail server", "guessed")
    hands.fill("Address", "billing@quillfeather.example")
    hands.tab_to("Send a test mail to myself")
    hands.press("Space")
    hands.until(lambda: "does not take this password" in hands.words(), "the refusal")
    hands.fill("Password of the mail server", PASSWORD)
    hands.tab_to("Send a test mail to myself")
    hands.press("Space")
    hands.until(lambda: "took a test mail" in hands.words(), "the test mail")
    assert [taken.recipients for taken in office.taken] == [("billing@quillfeather.example",)]


def send_the_invoice(hands: Hands, office: PostOffice) -> None:
    """From the search to the client's mail box."""
    hands.press("Ctrl+K")
    hands.type("2026-0001")
    hands.choose("2026-0001")
    hands.until(lambda: "not sent yet" in hands.words(), "the invoice")
    hands.tab_to("Send")
    hands.press("Space")
    hands.until(lambda: hands.focus().accessibleName() == "To", "the composer")
    hands.press("Ctrl+Return")
    hands.until(lambda: len(office.taken) == 2, "the mail at the server")
    hands.until(lambda: "Mail: 1 sent." in hands.status(), "what came of it")
    hands.until(lambda: "Dec 14, 2026" in hands.words(), "the day it was sent")
    taken = office.taken[1]
    assert taken.recipients == ("tom@dunmore.example",)
    assert taken.message["Subject"] == "Invoice 2026-0001 from Quillfeather IT, LLC"
    (pdf,) = taken.message.iter_attachments()
    assert "2026-0001" in text_of(pdf.get_content())


def look_into_the_outbox(hands: Hands) -> None:
    """What went out stands there, with what it carried."""
    hands.press("Ctrl+K")
    hands.type(">outbox")
    hands.choose("Go to the outbox")
    hands.until(lambda: hands.seen_in("Outbox", "Sent", DUNMORE), "the outbox")
    assert "Invoice 2026-0001.pdf" in hands.words()
    assert "mails wait" not in hands.facts()
