"""What more than one journey does: the palette, a row of a list, a report, a page as a PDF."""

from pathlib import Path

from mspdesk.widgets.dialogs import answer_files
from tests.printing.pdftext import pages_of

from .hands import Hands


def see(hands: Hands, words: str) -> None:
    """Wait until the status bar says something."""
    hands.until(lambda: words in hands.status(), words)


def do(hands: Hands, name: str) -> None:
    """Go to a button by Tab and press it."""
    hands.tab_to(name)
    hands.press("Space")


def back_to(hands: Hands, name: str) -> None:
    """Go back to something above by Shift+Tab."""
    for _ in range(80):
        if hands.focus().accessibleName() == name:
            return
        hands.press("Shift+Tab")
    raise AssertionError(f"Shift+Tab never reached {name}; {hands.where()}")


def at(hands: Hands, name: str) -> None:
    """Wait until something of this name has the keyboard."""
    hands.until(lambda: hands.focus().accessibleName() == name, name)


def to_row(hands: Hands, table: str, words: str) -> None:
    """Down to a row of a list that has the focus."""
    hands.press("Home")
    for _ in hands.lines(table):
        if words in hands.row(table):
            return
        hands.press("Down")
    raise AssertionError(f"{words} is not in {table}: {hands.lines(table)}")


def ask_for(hands: Hands, typed: str, line: str) -> None:
    """Through the palette, to a line that says just this."""
    hands.press("Ctrl+K")
    hands.type(typed)
    hands.until(lambda: line in hands.offered(), f"{line} on offer")
    way, before = "Down", ""
    for _ in range(200):  # more may come in while the arrow is pressed
        if hands.chosen() == line:
            break
        if hands.chosen() == before:
            way = "Up" if way == "Down" else "Down"
        before = hands.chosen()
        hands.press(way)
    assert hands.chosen() == line, (line, hands.chosen(), hands.offered())
    hands.press("Return")


def work_as(hands: Hands, before: str, after: str) -> None:
    """Somebody else sits down and says so."""
    table = "People who work here"
    do(hands, f"Working as {before}")
    hands.until(lambda: hands.seen_in(table, after), "the people")
    to_row(hands, table, after)
    hands.press("Return")
    hands.until(lambda: f"Working as {after}" in hands.stop_names(), "the name")


def to_report(hands: Hands, title: str) -> None:
    """To a report, by its name in the list of reports."""
    hands.turn_to("Reports")
    hands.until(lambda: "Reports" in hands.stop_names(), "the reports")
    hands.tab_to("Find a report")
    hands.press("Tab")
    to_row(hands, "Reports", title)


def save_pages(hands: Hands, file: Path) -> list[str]:
    """Save the pages that come up as a PDF; answers the words of each."""
    hands.until(lambda: "page 1 of" in hands.words(), "the pages")
    hands.tab_to("Save as PDF")
    with answer_files(lambda _title, _start: file):
        hands.press("Space")
        hands.until(file.exists, "the file")
    leave_the_pages(hands)
    return pages_of(file.read_bytes())


def leave_the_pages(hands: Hands) -> None:
    """Esc goes back from the pages to where they were asked for."""
    hands.press("Escape")
    hands.until(lambda: "page 1 of" not in hands.words(), "the page before")
