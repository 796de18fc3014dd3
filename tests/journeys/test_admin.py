"""The admin assistant's Monday: the billing run, its questions, a payment, who owes what.

The books are prepared by the same actions the window uses; everything she does is keys to the
focused widget (the money half of domain.md G2).
"""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from mspdesk import dates
from mspdesk.database.books import new_books
from mspdesk.people.actions import add_person
from mspdesk.widgets.dialogs import answer_files
from tests.billing.moneyshop import MoneyShop, furnish
from tests.printing.pdftext import text_of

from .hands import Hands

MONDAY = datetime(2026, 12, 14, 9, 0)


def prepare(home: Path) -> str:
    """A week of work at Kestrel, and an older invoice of Dunmore's that is late."""
    place = str(home / "shop")
    with dates.frozen(datetime(2026, 10, 1, 9, 0)):
        store = new_books(place, durable=False)
        shop: MoneyShop = furnish(store)
        store.do(add_person, "Anna Reyes", ("admin",))
        shop.invoice(shop.dunmore, 41_250, due=date(2026, 10, 16))
    with dates.frozen(datetime(2026, 12, 9, 19, 0)):
        ticket = shop.ticket(shop.kestrel, "Server down")
        shop.log(ticket, date(2026, 12, 9), "9:00-10:35", place="on_site")
        shop.log(ticket, date(2026, 12, 9), "18:00-18:50", place="on_site")
    store.close()
    return place


def test_monday_from_drafts_to_money(sit_down: Callable[[datetime], Hands], tmp_path: Path) -> None:
    place = prepare(tmp_path / "home")
    hands = sit_down(MONDAY)
    hands.begin(place)

    work_as_anna(hands)
    draft_and_answer(hands)
    issue_and_save(hands, tmp_path / "invoice.pdf")
    record_a_payment(hands)
    see_who_owes(hands, tmp_path / "statement.pdf")
    assert hands.dialogs() == []

    # Closing makes one more copy of what changed.
    hands.window.close()
    assert list((tmp_path / "home" / "shop" / "backups").glob("books-*.db"))


def work_as_anna(hands: Hands) -> None:
    """She works under her own name."""
    hands.tab_to("Working as Priya Raman")
    hands.press("Space")
    hands.until(lambda: hands.seen_in("People who work here", "Anna Reyes"), "the people")
    while "Anna" not in hands.row("People who work here"):
        hands.press("Up")
    hands.press("Return")
    hands.until(lambda: "Working as Anna Reyes" in hands.stop_names(), "her name")


def draft_and_answer(hands: Hands) -> None:
    """Monday: one draft per client with what is in it and why; the question is answered there."""
    hands.press("Ctrl+6")
    hands.tab_to("Make drafts")
    hands.press("Space")
    hands.until(lambda: "1 draft through" in hands.status(), "the drafts")
    assert hands.seen_in("Drafts", "Kestrel Machine & Tool", "$637.50", "After hours, no approval")
    assert "after hours on #1 on Wednesday, Dec 9" in hands.words(), hands.words()

    # What the agreement and the goods bring is typed in; agreements bill by themselves later.
    line(hands, "Plan", "Gold plan, December 2026", "850")
    line(hands, "Hardware", "Drive", "1200")
    assert hands.seen_in("Lines of the draft", "Gold plan, December 2026", "$850.00")

    # She answers the question in place, then the draft is ready.
    hands.tab_to("Approved by…: After hours, no approval, entry:2")
    hands.press("Space")
    hands.type("T. Brandt")
    hands.press("Return")
    hands.until(lambda: "Answered" in hands.status(), "the answer")
    hands.press("R")
    hands.until(lambda: hands.seen_in("Drafts", "Ready, 1"), "the draft among the ready ones")
    hands.until(lambda: hands.seen_in("Drafts", "Kestrel", "$2,792.50"), "the total")
    hands.until(lambda: "$105.00" in hands.words(), "the tax")
    assert "1 ready, $2,792.50" in hands.facts()


def issue_and_save(hands: Hands, paper: Path) -> None:
    """The ready one gets its number and becomes a PDF with the worked total of B6."""
    hands.tab_to("Issue 1 ready")
    hands.press("Space")
    hands.until(lambda: "Invoice 2026-0002 issued, $2,792.50" in hands.status(), "the number")
    hands.tab_to("Print 1")
    hands.press("Space")
    hands.until(lambda: "page 1 of" in hands.words(), "the preview")
    hands.tab_to("Save as PDF")
    with answer_files(lambda _title, _start: paper):
        hands.press("Space")
        hands.until(paper.exists, "the file")
    text = text_of(paper.read_bytes())
    for words in ("2026-0002", "Kestrel Machine & Tool", "1840 Foundry Rd", "$2,687.50", "$105.00"):
        assert words in text, words
    assert "$2,792.50" in text
    hands.press("Escape")


def record_a_payment(hands: Hands) -> None:
    """A check comes in; it pays the oldest first."""
    hands.press("Ctrl+K")
    hands.type("dunm")
    hands.choose("Record a payment from Dunmore Title & Escrow")
    hands.until(lambda: "59 days late" in hands.words(), "what Dunmore owes")
    hands.fill("Amount", "412.50")
    hands.fill("Check number or reference", "10442")
    hands.press("Return")
    hands.until(lambda: "$412.50 from Dunmore Title & Escrow" in hands.status(), "the payment")
    hands.until(lambda: "Nothing is overdue" in hands.words(), "the aging bar")
    assert hands.seen_in("Payments", "Dunmore Title & Escrow", "$412.50")


def see_who_owes(hands: Hands, sheet: Path) -> None:
    """Who owes what, and the statement for it."""
    hands.press("Ctrl+K")
    hands.type(">who owes")
    hands.choose("Who owes what")
    hands.until(lambda: hands.seen_in("Who owes what", "Kestrel", "$2,792.50"), "who owes")
    hands.tab_to("Statement")
    hands.press("Space")
    hands.until(lambda: "page 1 of" in hands.words(), "the statement")
    hands.tab_to("Save as PDF")
    with answer_files(lambda _title, _start: sheet):
        hands.press("Space")
        hands.until(sheet.exists, "the file")
    assert "$2,792.50" in text_of(sheet.read_bytes())


def line(hands: Hands, kind: str, words: str, price: str) -> None:
    """Type a line into the draft that is shown."""
    hands.tab_to("Add line")
    hands.press("Space")
    hands.until(lambda: hands.focus().accessibleName() == "Kind", "the line's form")
    hands.pick(kind)
    hands.fill("What", words)
    hands.fill("Price", price)
    hands.press("Return")
    hands.until(lambda: hands.seen_in("Lines of the draft", words), f"the line {words}")
