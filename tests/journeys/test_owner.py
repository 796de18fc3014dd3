"""The owner's day: a new shop, a first client, a call, the timer, and the first invoice as a PDF.

Keys are sent to the focused widget only; what is asserted stands in tables, the status bar and the
text of the PDF (domain.md G1, as far as these rooms go).
"""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from mspdesk.widgets.dialogs import answer_files
from tests.printing.pdftext import text_of

from .hands import Hands

WEDNESDAY = datetime(2026, 3, 11, 16, 30)


def test_from_a_new_laptop_to_an_invoice(
    sit_down: Callable[[datetime], Hands], tmp_path: Path
) -> None:
    hands = sit_down(WEDNESDAY)
    hands.begin()
    set_up(hands)
    add_client(hands)
    take_a_call(hands)
    work_with_the_timer(hands)
    bill(hands)
    save_the_paper(hands, tmp_path / "first invoice.pdf")
    look_at_history(hands)
    assert hands.dialogs() == []


def set_up(hands: Hands) -> None:
    """The first page offers three equal choices; Enter takes the first."""
    assert "Set up my shop" in hands.words()
    assert "Look around first" in hands.words()
    assert "I have data already" in hands.words()
    hands.press("Return")
    hands.until(lambda: hands.focus().accessibleName() == "Shop name", "the shop's form")
    hands.type("Harbor IT")
    hands.fill("Hourly rate", "150")
    hands.fill("Your name", "Dana Whitlock")
    hands.fill("Street address", "612 Harbor View Ave")
    hands.fill("City", "Duluth")
    hands.press("Ctrl+Return")
    hands.until(lambda: hands.window.desk is not None, "the desk")
    hands.until(lambda: "Wednesday, March 11" in hands.words(), "Today")
    # One person wears every hat (S001).
    assert "7, of which 6 unfilled" in hands.words()


def add_client(hands: Hands) -> None:
    """A client through the palette."""
    hands.press("Ctrl+K")
    hands.type("new client")
    hands.press("Return")
    hands.until(lambda: hands.focus().accessibleName() == "Name", "the client's form")
    hands.type("Brightwater Veterinary")
    hands.fill("Street address", "2210 Riverbend Rd")
    hands.fill("City", "Mankato")
    hands.press("Return")
    hands.until(lambda: "Brightwater Veterinary added" in hands.status(), "client added")


def take_a_call(hands: Hands) -> None:
    """Ctrl+K, three letters of the client, new ticket, title, estimate, Enter."""
    hands.press("Ctrl+K")
    hands.type("bri")
    hands.choose("New ticket for Brightwater Veterinary")
    hands.until(lambda: hands.focus().accessibleName() == "Title", "the new ticket")
    hands.type("Database will not open on any PC")
    hands.fill("Description", "Front desk sees an error since the power cut.")
    hands.fill("Estimate", "60")
    hands.fill("Device", "no dev")
    hands.wait(200)
    hands.press("Down", "Return")
    hands.press("Ctrl+Return")
    hands.until(lambda: "opened for Brightwater Veterinary" in hands.status(), "ticket opened")
    assert hands.seen_in("Open tickets", "1", "Database will not open on any PC", "1.00")


def work_with_the_timer(hands: Hands) -> None:
    """T starts the timer on the chosen ticket; at six it stops, and asks for the client's note."""
    hands.press("T")
    hands.until(lambda: "Timer started" in hands.status(), "timer started")
    hands.clock.pass_by(minutes=90)
    hands.press("T")
    hands.until(lambda: hands.focus().accessibleName().startswith("What was done"), "the note")
    hands.press("Return")
    hands.until(lambda: "note" in hands.words_everywhere().lower(), "the refusal")
    hands.type("Repaired the database after the power cut, tested with the front desk.")
    hands.press("Return")
    hands.until(lambda: "1.50 h logged on #1" in hands.status(), "time logged")
    hands.turn_to("Time")
    hands.until(lambda: hands.seen_in("Entries", "4:30", "1.50", "Brightwater"), "the entry")
    assert "1.50 h logged" in hands.facts()


def bill(hands: Hands) -> None:
    """One draft with its question answered in place, ready, issued: an hour at twice the rate."""
    hands.turn_to("Billing")
    hands.tab_to("Make drafts")
    hands.press("Space")
    hands.until(lambda: "1 draft through" in hands.status(), "the draft")
    assert hands.seen_in("Drafts", "Brightwater Veterinary", "$375.00", "After hours, no approval")
    hands.tab_to("Approved by…: After hours, no approval, entry:1")
    hands.press("Space")
    hands.type("Ines Varga")
    hands.press("Return")
    hands.until(lambda: "Answered" in hands.status(), "the answer")
    assert "approved by Ines Varga" in hands.words()
    hands.press("R")
    hands.until(lambda: hands.seen_in("Drafts", "Ready, 1"), "the draft among the ready ones")
    hands.tab_to("Issue 1 ready")
    hands.press("Space")
    hands.until(lambda: "2026-0001" in hands.status(), "the number")
    assert "Invoice 2026-0001 issued, $375.00" in hands.status()


def save_the_paper(hands: Hands, paper: Path) -> None:
    """The first real invoice is a PDF."""
    hands.tab_to("Print 1")
    hands.press("Space")
    hands.until(lambda: "page 1 of" in hands.words(), "the preview")
    hands.tab_to("Save as PDF")
    with answer_files(lambda _title, _start: paper):
        hands.press("Space")
        hands.until(paper.exists, "the file")
    text = text_of(paper.read_bytes())
    for words in ("2026-0001", "Harbor IT", "Brightwater Veterinary", "2210 Riverbend Rd"):
        assert words in text
    assert "$375.00" in text
    assert "Repaired the database after the power cut" in text


def look_at_history(hands: Hands) -> None:
    """Esc goes back, and History knows who did it all."""
    hands.press("Escape")
    hands.press("Ctrl+K")
    hands.type(">history")
    hands.choose("History of changes")
    hands.until(lambda: hands.seen_in("History of changes", "Issue"), "History")
    assert hands.seen_in("History of changes", "Dana Whitlock", "Open ticket")
