"""The sole proprietor's way: a new shop, a call that is answered, the week's end, the first bill.

Domain.md G1. Keys go to the focused widget only; how the client was won is in cold_call.py.
"""

from datetime import datetime
from pathlib import Path

from .hands import Hands
from .reading import ask_for, save_pages, see, to_report

OWNER, SHOP = "Dana Whitlock", "Harbor IT"
COMPANY = "Brightwater Veterinary"
TITLE = "Database will not open on any PC"
HATS = ("Sales", "Marketing", "Finance", "Admin", "Service manager", "Technician")


def set_up(hands: Hands) -> None:
    """The first page offers three equal choices; Enter takes the first."""
    assert "Set up my shop" in hands.words()
    assert "Look around first" in hands.words()
    assert "I have data already" in hands.words()
    hands.press("Return")
    hands.until(lambda: hands.focus().accessibleName() == "Shop name", "the shop's form")
    hands.type(SHOP)
    hands.fill("Hourly rate", "150")
    hands.fill("Your name", OWNER)
    hands.fill("Street address", "612 Harbor View Ave")
    hands.fill("City", "Duluth")
    hands.fill("Phone", "218-555-0100")
    hands.fill("After-hours phone", "218-555-0101")
    hands.press("Ctrl+Return")
    hands.until(lambda: hands.window.desk is not None, "the desk")
    hands.until(lambda: "Wednesday, March 11" in hands.words(), "Today")


def see_the_hats(hands: Hands) -> None:
    """One person wears every hat: his own and six nobody else is there for (S001)."""
    assert "7, of which 6 unfilled" in hands.words()
    hands.turn_to("Org chart")
    hands.until(lambda: "7 hats, 1 person" in hands.words(), "the chart")
    boxes = hands.stop_names()
    assert f"Owner. Worn by {OWNER}." in boxes
    for hat in HATS:
        assert f"{hat}. Unfilled, {OWNER} wears it for now. Reports to Owner." in boxes


def take_the_call(hands: Hands) -> None:
    """The phone rings: the client's new ticket, with sixty minutes to it."""
    hands.press("Ctrl+K")
    hands.type("bri")
    hands.choose(f"New ticket for {COMPANY}")
    hands.until(lambda: hands.focus().accessibleName() == "Title", "the new ticket")
    hands.type(TITLE)
    hands.fill("Description", "Front desk sees an error since the power cut.")
    hands.fill("Estimate", "60")
    hands.fill("Device", "no dev")
    hands.wait(200)
    hands.press("Down", "Return")
    # Gold begins in April: until then work is billed as it is done.
    hands.fill("Agreement", "no agr")
    hands.wait(200)
    hands.press("Down", "Return")
    hands.press("Ctrl+Return")
    see(hands, f"opened for {COMPANY}")
    assert hands.seen_in("Open tickets", TITLE, "1.00")


def work_with_the_timer(hands: Hands) -> None:
    """T starts the timer on the chosen ticket; at six it stops, and asks for the client's note."""
    hands.press("T")
    see(hands, "Timer started")
    hands.clock.pass_by(minutes=90)
    hands.press("T")
    hands.until(lambda: hands.focus().accessibleName().startswith("What was done"), "the note")
    hands.press("Return")
    hands.until(lambda: "note" in hands.words_everywhere().lower(), "the refusal")
    hands.type("Repaired the database after the power cut, tested with the front desk.")
    hands.press("Return")
    see(hands, "1.50 h logged on #")
    hands.turn_to("Time")
    hands.until(lambda: hands.seen_in("Entries", "4:30", "1.50", "Brightwater"), "the entry")
    assert "1.50 h logged" in hands.facts()


def look_at_friday(hands: Hands) -> None:
    """The board holds what is left to do; the week's report says which minutes are missing."""
    hands.clock.moment = datetime(2026, 3, 13, 16, 0)
    hands.turn_to("Time")
    hands.turn_to("Tickets")
    hands.until(lambda: hands.seen_in("Open tickets", f"Onboard {COMPANY}"), "the onboarding")
    assert hands.seen_in("Open tickets", TITLE, "1.00")
    backlog = "2 open | 1.00 h in backlog, 1 not estimated"
    hands.until(lambda: backlog in hands.words_everywhere(), "the backlog")
    to_report(hands, "100% time")
    # Five days of eight hours are paid; an hour and a half of them is logged.
    missing = (OWNER, "40.00", "1.50", "38.50", "Open")
    hands.until(lambda: hands.seen_in("100% time", *missing), "the minutes that are missing")


def bill(hands: Hands) -> None:
    """One draft, its questions answered in place, ready, issued.

    The plan begins in April, so the call is billed by the hour: 16:30 to 17:00 at $150 and the
    hour after closing at twice that, which somebody approved: $75.00 and $300.00 (B3).
    """
    hands.turn_to("Billing")
    hands.tab_to("Make drafts")
    hands.press("Space")
    see(hands, "1 draft through")
    assert hands.seen_in("Drafts", COMPANY, "$375.00", "After hours, no approval")
    hands.tab_to("Approved by…: After hours, no approval, entry:1")
    hands.press("Space")
    hands.type("Ines Varga")
    hands.press("Return")
    see(hands, "Answered")
    assert "approved by Ines Varga" in hands.words()
    hands.press("R")
    hands.until(lambda: hands.seen_in("Drafts", "Ready, 1"), "the draft among the ready ones")
    hands.tab_to("Issue 1 ready")
    hands.press("Space")
    see(hands, "Invoice 2026-0001 issued, $375.00")


def save_the_paper(hands: Hands, paper: Path) -> None:
    """The first real invoice is a PDF."""
    hands.tab_to("Print 1")
    hands.press("Space")
    text = "".join(save_pages(hands, paper))
    for words in ("2026-0001", SHOP, COMPANY, "2210 Riverbend Rd", "$375.00"):
        assert words in text, words
    assert "Repaired the database after the power cut" in text


def look_at_history(hands: Hands) -> None:
    """History knows who did it all."""
    ask_for(hands, ">history", "History of changes")
    hands.until(lambda: hands.seen_in("History of changes", "Issue"), "History")
    assert hands.seen_in("History of changes", OWNER, "Open ticket")
