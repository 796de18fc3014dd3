"""The sole proprietor's way: a prospect becomes a client whose call is answered (domain.md G1).

Keys go to the focused widget only; what is asserted stands on the screen, in the books, on paper.
"""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

from mspdesk.agreements.queries import agreements_of
from mspdesk.clients.queries import clients
from mspdesk.sales.queries.worksheet import worksheet_of
from mspdesk.sales.rules.worksheet import QUESTIONS
from mspdesk.widgets.dialogs import answer_files
from tests.printing.pdftext import pages_of

from .hands import Hands
from .promising import begin_to_send, send, sign
from .test_owner import set_up

WEDNESDAY = datetime(2026, 3, 11, 13, 0)
COMPANY, NUMBER = "Brightwater Veterinary", "A0001"
KNOWN = {
    1: "Prairie Fiber",
    2: "brightwatervet.example",
    5: "Loon Creek Web Studio",
    7: "Hosted mailboxes",
    11: "On the server in the closet",
    14: "Came with the computers",
}
"""What the prospect knows; of the other nine it says that it does not."""


def test_a_prospect_becomes_a_client_with_nothing_typed_twice(
    sit_down: Callable[[datetime], Hands], tmp_path: Path
) -> None:
    hands = sit_down(WEDNESDAY)
    hands.begin()
    set_up(hands)
    enter_the_prospect(hands)
    print_a_blank_one(hands, tmp_path / "blank.pdf")
    fill_the_worksheet(hands)
    go_through_the_stages(hands)
    win(hands)
    sign_the_agreement(hands)
    hands.clock.moment = datetime(2026, 3, 11, 16, 30)
    take_the_call(hands)
    work_with_the_timer(hands)
    look_at_friday(hands)
    assert hands.dialogs() == []


def enter_the_prospect(hands: Hands) -> None:
    """From the palette: a company, a name, how many people, and what it may bring."""
    hands.press("Ctrl+K")
    hands.type("new prospect")
    hands.choose("New prospect")
    hands.until(lambda: hands.focus().accessibleName() == "Company", "the prospect's form")
    hands.type(COMPANY)
    hands.fill("First name", "Ines")
    hands.fill("Last name", "Varga")
    hands.fill("City", "Mankato")
    hands.fill("People", "11")
    hands.fill("Computers", "10")
    hands.fill("A month", "850")
    hands.press("Return")
    hands.until(lambda: f"{COMPANY} added as a prospect" in hands.status(), "the prospect")
    assert "1 open, $850 a month" in hands.words()


def fill_the_worksheet(hands: Hands) -> None:
    """At the table: six of fifteen are known, which is 40 %."""
    hands.tab_to("Begin worksheet")
    hands.press("Space")
    hands.until(lambda: "Page 1 of 2" in hands.words(), "the worksheet")
    for number in range(1, 16):
        if number in KNOWN:
            hands.fill(field_of(number), KNOWN[number])
        else:
            hands.tab_to(tick_of(number))
            hands.press("Space")
    hands.press("Ctrl+Return")
    hands.until(lambda: "6 of 15 known" in hands.status(), "the worksheet saved")
    assert "40%" in hands.words()


def field_of(number: int) -> str:
    """The name of the field of a question."""
    return f"{number} {name_of(number)}"


def tick_of(number: int) -> str:
    """The name of its box for what nobody knows."""
    return f"{number} {name_of(number)}: We do not know"


def name_of(number: int) -> str:
    """The short name of a question."""
    return QUESTIONS[number - 1].name


def print_a_blank_one(hands: Hands, paper: Path) -> None:
    """An empty copy for the prospect's table: two pages."""
    hands.press("Ctrl+K")
    hands.type("brightwater")
    hands.choose(f"Technology worksheet of {COMPANY}")
    hands.tab_to("Print blank")
    hands.press("Space")
    hands.until(lambda: "page 1 of 2" in hands.words_everywhere(), "the preview")
    hands.tab_to("Save as PDF")
    with answer_files(lambda _title, _start: paper):
        hands.press("Space")
        hands.until(paper.exists, "the file")
    assert len(pages_of(paper.read_bytes())) == 2
    hands.press("Escape")


def go_through_the_stages(hands: Hands) -> None:
    """The opportunity is found by typing; one key after the other takes it on."""
    hands.press("Ctrl+K")
    hands.type("brightwater")
    hands.choose(f"{COMPANY}: Managed services")
    for stage in ("Contacted", "Talking", "Worksheet", "Assessment booked", "Assessed"):
        hands.tab_to(f"On to {stage}")
        hands.press("Space")
        hands.until(partial(_said, hands, f"{COMPANY}: {stage}"), stage)


def _said(hands: Hands, words: str) -> bool:
    return words in hands.status()


def win(hands: Hands) -> None:
    """Yes: by card, from the first of April; the draft is there and the onboarding is planned."""
    hands.tab_to("Won")
    hands.press("Space")
    hands.until(lambda: hands.focus().accessibleName() == "Begins on", "what follows")
    hands.fill("Pays by", "Card")
    hands.press("Ctrl+Return")
    hands.until(lambda: "agreement drafted, onboarding planned" in hands.status(), "won")
    desk = hands.window.desk
    assert desk is not None
    rows = [one for one in desk.ask(clients) if one.name == COMPANY]
    assert [one.status for one in rows] == ["proposed"]
    sheet = desk.ask(worksheet_of, rows[0].id)
    assert sheet is not None
    assert sheet.count.percent == 40
    (drafted,) = desk.ask(agreements_of, rows[0].id)
    assert (drafted.client_id, drafted.state, drafted.monthly_fee) == (rows[0].id, "draft", 85_000)


def sign_the_agreement(hands: Hands) -> None:
    """The page leads to the draft; a lawyer has read it, it goes out, it is signed."""
    hands.tab_to("Agreement: Open the draft")
    hands.press("Space")
    hands.until(lambda: NUMBER in hands.words(), "the agreement")
    begin_to_send(hands)
    send(hands, NUMBER, "2026-03-10")
    sign(hands, NUMBER, "Ines Varga")
    desk = hands.window.desk
    assert desk is not None
    assert [one.status for one in desk.ask(clients) if one.name == COMPANY] == ["active"]


def take_the_call(hands: Hands) -> None:
    """The phone rings: the client's new ticket, with sixty minutes to it."""
    hands.press("Ctrl+K")
    hands.type("bri")
    hands.choose(f"New ticket for {COMPANY}")
    hands.until(lambda: hands.focus().accessibleName() == "Title", "the new ticket")
    hands.type("Database will not open on any PC")
    hands.fill("Description", "Front desk sees an error since the power cut.")
    hands.fill("Estimate", "60")
    hands.fill("Device", "no dev")
    hands.wait(200)
    hands.press("Down", "Return")
    hands.press("Ctrl+Return")
    hands.until(lambda: f"opened for {COMPANY}" in hands.status(), "ticket opened")


def work_with_the_timer(hands: Hands) -> None:
    """Half past four to six; the onboarding is #1, so this call is #2."""
    hands.press("T")
    hands.until(lambda: "Timer started" in hands.status(), "timer started")
    hands.clock.pass_by(minutes=90)
    hands.press("T")
    hands.until(lambda: hands.focus().accessibleName().startswith("What was done"), "the note")
    hands.press("Return")
    hands.until(lambda: "note" in hands.words_everywhere().lower(), "the refusal")
    hands.type("Repaired the database after the power cut, tested with the front desk.")
    hands.press("Return")
    hands.until(lambda: "1.50 h logged on #2" in hands.status(), "time logged")


def look_at_friday(hands: Hands) -> None:
    """On Friday the board holds what is left to do: the call, and taking the client on."""
    hands.clock.moment = datetime(2026, 3, 13, 16, 0)
    hands.turn_to("Time")
    hands.turn_to("Tickets")
    hands.until(lambda: hands.seen_in("Open tickets", f"Onboard {COMPANY}"), "the onboarding")
    assert hands.seen_in("Open tickets", "Database will not open", "1.00")
