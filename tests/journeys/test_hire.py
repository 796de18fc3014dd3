"""The owner's decision, from "we are busy" to the printed worksheet, by keys at the real window."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from mspdesk import dates
from mspdesk.database.books import new_books
from mspdesk.hiring.actions.cases import remove_case
from mspdesk.hiring.queries.cases import case_page
from mspdesk.hiring.queries.listing import cases
from mspdesk.widgets.dialogs import answer_files
from tests.hiring.busyshop import furnish
from tests.printing.pdftext import pages_of

from .hands import Hands

MORNING = datetime(2026, 3, 11, 9, 0)
REASONS = {
    "Remote monitoring": "We have it, and it patches all",
    "An intern": "Nobody could lead one before June",
    "Outsource set tasks": "The night watch is outside already",
    "A short-term crew": "It would take Marcus all week",
}


def test_from_we_are_busy_to_the_printed_worksheet(
    sit_down: Callable[[datetime], Hands], tmp_path: Path
) -> None:
    place = str(tmp_path / "home" / "shop")
    with dates.frozen(MORNING):
        store = new_books(place, durable=False)
        store.do(remove_case, furnish(store).case)
        store.close()
    hands = sit_down(MORNING)
    hands.begin(place)
    ask(hands)
    read_the_steps(hands)
    put_down_an_option(hands)
    try_what_if(hands)
    is_not_approved_yet(hands)
    weigh_the_alternatives(hands)
    decide(hands)
    print_it(hands, tmp_path / "worksheet.pdf")
    later_changes_move_nothing(hands)
    assert hands.dialogs() == []


def ask(hands: Hands) -> None:
    """What one types is that we are busy; the form asks what and why."""
    hands.press("Ctrl+K")
    hands.type(">we are busy")
    hands.choose("We are busy: should we hire?")
    hands.until(lambda: "Should we hire?" in hands.words(), "the form")
    hands.fill("What is asked", "A second technician?")
    hands.fill("Why now", "Tickets wait for days, and Priya works at night.")
    hands.press("Ctrl+Return")
    hands.until(lambda: "Bottom line" in hands.words(), "the worksheet")


def read_the_steps(hands: Hands) -> None:
    """Five steps with the shop's own numbers, and no verdict without an option."""
    said = hands.words()
    for words in (
        "1 Backlog and productivity",
        "120.00 h",
        "62.5%",
        "2 Service labor turnover",
        "+6.25 h",
        "3 Push non-technical work down",
        "4 Weed the garden",
        "5 Creative alternatives",
        "Add an option",
    ):
        assert words in said, words


def put_down_an_option(hands: Hands) -> None:
    """No hours make no sum: it says so beside the field, and what was typed stays."""
    hands.tab_to("Add option")
    hands.press("Space")
    hands.fill("What it is", "Technician, full time")
    hands.fill("An hour", "18")
    hands.fill("Hours a week", "0")
    hands.press("Return")
    hands.until(lambda: "With none there is nothing to pay" in hands.words(), "the refusal")
    hands.fill("Hours a week", "40")
    hands.press("Return")
    hands.until(lambda: hands.seen_in("Options of this question", "$46,800"), "the option")
    assert "would take the profit of" in hands.words()


def try_what_if(hands: Hands) -> None:
    """A better share of the paid hours on a copy: the backlog would shrink."""
    assert "+6.25 h" in hands.words()
    hands.tab_to("Productive share of paid hours")
    for _ in range(4):
        QTest.keyClick(hands.focus(), Qt.Key.Key_PageUp)
    hands.until(lambda: "31.35 h" in hands.words(), "82.5 % of 38 h a week")
    assert "The shortage looks temporary" in hands.words()
    hands.tab_to("Back to the books")
    hands.press("Space")
    hands.until(lambda: "31.35 h" not in hands.words(), "the books again")


def is_not_approved_yet(hands: Hands) -> None:
    """An approval waits for four alternatives; what was typed stays until it is put away."""
    hands.tab_to("Decide")
    hands.press("Space")
    hands.fill("Decision", "Approved")
    hands.fill("Option", "Technician, full time")
    hands.fill("Why", "It lasts.")
    hands.press("Ctrl+Return")
    hands.until(lambda: "4 more alternatives" in hands.words(), "what is missing")
    hands.press("Escape")
    hands.until(lambda: "Bottom line" in hands.words(), "the worksheet again")


def weigh_the_alternatives(hands: Hands) -> None:
    """Four of the seven get a no and a reason."""
    for title, why in REASONS.items():
        hands.tab_to(f"{title}: would it do?")
        hands.press("End")
        hands.fill(f"{title}: why", why)
        hands.press("Return")
    hands.until(lambda: "4 weighed" in hands.words(), "four weighed")


def decide(hands: Hands) -> None:
    """The owner decides, and the figures stand still from here on."""
    hands.tab_to("Decide")
    hands.press("Space")
    hands.fill("Decision", "Approved")
    hands.fill("Option", "Technician, full time")
    hands.fill("Why", "It lasts, and two new agreements carry it.")
    hands.tab_to("Write the decision")
    hands.press("Space")
    hands.until(lambda: "All figures are those of that day" in hands.words(), "the decision")
    assert "Decision written down: approved" in hands.status()


def print_it(hands: Hands, paper: Path) -> None:
    """Ctrl+P shows two pages; they are saved as a file."""
    hands.press("Ctrl+P")
    hands.until(lambda: "page 1 of 2" in hands.words(), "the preview")
    hands.tab_to("Save as PDF")
    with answer_files(lambda _title, _start: paper):
        hands.press("Space")
        hands.until(paper.exists, "the file")
    said = " ".join(" ".join(pages_of(paper.read_bytes())).split())
    for words in (
        "A second technician?",
        "Tickets wait for days",
        "A Technician, full time (approved)",
        "$46,800",
        "Nobody could lead one before June",
        "Approved on Mar 11, 2026 by Priya Raman: Technician, full time. It lasts, and two",
    ):
        assert words in said, words
    hands.press("Escape")


def later_changes_move_nothing(hands: Hands) -> None:
    """A new month and new work leave the decision as it was."""
    desk = hands.window.desk
    assert desk is not None
    (row,) = desk.ask(cases)
    before = desk.ask(case_page, row.id)
    hands.clock.moment = datetime(2026, 4, 15, 9, 0)
    assert desk.ask(case_page, row.id) == before
