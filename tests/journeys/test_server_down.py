"""A server is down: its ticket opens with checklist and log, and is worked by keys (S075)."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

from mspdesk import dates
from mspdesk.database.books import new_books
from tests.sample import furnish

from .hands import Hands

TRIES = (
    ("Looked at lights and cables", "Dark, no fan"),
    ("Swapped the power supply", "It starts"),
)
BACKUP, BACKED_UP = 9, 19
"""The steps after which the rest opens: a good backup is known, and one of the mended server."""

SOLVED = "Another power supply was built in."
MORNING = datetime(2026, 3, 11, 9, 0)


def test_a_server_is_down(sit_down: Callable[[datetime], Hands], tmp_path: Path) -> None:
    place = str(tmp_path / "home" / "shop")
    with dates.frozen(MORNING):
        store = new_books(place, durable=False)
        furnish(store)
        store.close()
    hands = sit_down(MORNING)
    hands.begin(place)
    take_the_call(hands)
    work_the_checklist(hands)
    keep_the_log(hands)
    see_what_it_still_needs(hands)
    do_the_rest(hands)
    complete(hands)
    assert hands.dialogs() == []


def take_the_call(hands: Hands) -> None:
    """Critical asks which fact makes it so; checklist and log come with it."""
    hands.press("Ctrl+K")
    hands.type("bri")
    hands.choose("New ticket for Brightwater Veterinary")
    hands.until(lambda: hands.focus().accessibleName() == "Title", "the new ticket")
    hands.type("Server down, nobody can work")
    hands.fill("Description", "Front desk sees no files since the storm last night.")
    hands.fill("Estimate", "120")
    hands.fill("Priority", "Critical")
    hands.fill("Which fact", "Server down")
    hands.fill("Device", "BWV")
    hands.wait(200)
    hands.press("Down", "Return")
    hands.fill("Assigned to", "Dana")
    hands.press("Ctrl+Return")
    hands.until(lambda: "#1 opened for Brightwater Veterinary" in hands.status(), "the ticket")


def work_the_checklist(hands: Hands) -> None:
    """C opens the checklist that came with it; Space marks what is done already."""
    hands.press("C")
    hands.until(lambda: "0 of 22" in hands.words(), "the checklist")
    assert "BWV-SRV1" in hands.words()
    assert "Open the Critical ticket and begin the TSR log" in hands.words()
    hands.press("Space")
    hands.until(lambda: "Step 1: done" in hands.status(), "the first step")


def keep_the_log(hands: Hands) -> None:
    """L opens the log that came with it; each try is written before it is made."""
    hands.press("L")
    hands.until(lambda: hands.focus().accessibleName() == "What is tried", "the log")
    for n, (tried, result) in enumerate(TRIES, 1):
        hands.type(tried)
        hands.fill("What happened", result)
        hands.press("Return")
        hands.until(partial(hands.seen_in, "What was tried", str(n), tried), tried)
        hands.clock.pass_by(minutes=10)
    hands.press("Escape")


def see_what_it_still_needs(hands: Hands) -> None:
    """It cannot be completed before its checklist is done."""
    hands.press("Escape")
    hands.until(lambda: hands.focus().accessibleName() == "Open tickets", "the list")
    hands.press("T")
    hands.until(lambda: "Timer started" in hands.status(), "the timer")
    hands.clock.pass_by(minutes=30)
    hands.press("T")
    hands.until(lambda: hands.focus().accessibleName().startswith("What was done"), "the note")
    hands.type("Found the power supply dead, built in another.")
    hands.press("Return")
    hands.until(lambda: "0.50 h logged on #1" in hands.status(), "the time")
    hands.until(lambda: hands.focus().accessibleName() == "Open tickets", "the list again")
    hands.press("S")
    hands.until(lambda: hands.focus().accessibleName() == "Status", "the ways out")
    hands.pick("Completed")
    hands.fill("How it was solved", SOLVED)
    hands.press("Ctrl+Return")
    hands.until(lambda: "17 steps of its checklists must be done first" in hands.words(), "why")
    hands.press("Escape")


def do_the_rest(hands: Hands) -> None:
    """The steps this night did not need are marked so; the log ends with cause and cure."""
    hands.press("C")
    hands.until(lambda: "1 of 22" in hands.words(), "the checklist")
    for step in range(2, 23):
        if step == BACKUP:
            hands.press("Return")
            hands.type("2026-03-10")
            hands.fill("What you saw", "Cloud, 3:12 am, seen by Dana.")
            hands.press("Ctrl+Return")
            said(hands, f"Step {step}: done")
        elif step == BACKED_UP:
            hands.press("X")
            hands.until(lambda: "stay shut until this one is done" in hands.words(), "why not")
            hands.press("Space")
            said(hands, f"Step {step}: done")
        else:
            hands.press("X")
            said(hands, f"Step {step}: not applicable")
    hands.press("L")
    hands.until(lambda: hands.focus().accessibleName() == "What is tried", "the log")
    hands.tab_to("Close log")
    hands.press("Space")
    hands.until(lambda: hands.focus().accessibleName() == "Root cause", "its end")
    hands.type("The power supply was dead.")
    hands.fill("What mended it", SOLVED)
    hands.press("Ctrl+Return")
    said(hands, "TSR log R0001 closed")


def complete(hands: Hands) -> None:
    """Now it can be completed."""
    hands.press("Escape")
    hands.until(lambda: hands.focus().accessibleName() == "Open tickets", "the list")
    hands.press("S")
    hands.until(lambda: hands.focus().accessibleName() == "Status", "the ways out")
    hands.pick("Completed")
    hands.fill("How it was solved", SOLVED)
    hands.press("Ctrl+Return")
    said(hands, "#1: Completed")


def said(hands: Hands, words: str) -> None:
    """See words in the status bar."""
    hands.until(lambda: words in hands.status(), words)
