"""From a cold call to a signed Gold client with nothing typed twice; another is declined kindly.

Domain.md G1 and B8. A name, a number and a street are typed once, where they are first heard.
"""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QTableView

from mspdesk.agreements.queries import agreements_of
from mspdesk.campaigns.queries.members import candidates
from mspdesk.campaigns.rules.audience import Audience
from mspdesk.clients.queries import client_names, clients
from mspdesk.desk.desk import Desk
from mspdesk.sales.queries.worksheet import worksheet_of
from mspdesk.sales.rules.worksheet import QUESTIONS

from .hands import Hands
from .promising import begin_to_send, send, sign
from .reading import ask_for, at, back_to, do, leave_the_pages, save_pages, see

COMPANY = "Brightwater Veterinary"
KENNEL = "Hilltop Boarding Kennels"
SHORT = "Hilltop"
HEARD = {
    COMPANY: {
        "Phone": "507-555-0140",
        "Whom to ask for": "Ines Varga",
        "Their title": "Practice manager",
        "City": "Mankato",
        "Notes": "Two vets, a front desk and a barn.",
    },
    KENNEL: {"Phone": "507-555-0188", "Whom to ask for": "Moe Lund", "City": "St. Peter"},
}
"""What stands in the phone book, as it is typed onto the list."""
STREET = "2210 Riverbend Rd"
LIST = "Animal clinics nearby"
SALE = "Network assessment"
"""What the usual script offers, and so what the opportunity is called."""
KNOWN = {
    1: "Prairie Fiber",
    2: "brightwatervet.example",
    5: "Loon Creek Web Studio",
    7: "Hosted mailboxes",
    11: "On the server in the closet",
    14: "Came with the computers",
}
"""What the prospect knows; of the other nine it says that it does not."""


def desk_of(hands: Hands) -> Desk:
    """The desk of the window, to look into the books."""
    desk = hands.window.desk
    assert desk is not None
    return desk


def client_id(hands: Hands, name: str) -> int:
    """The one client row of a name."""
    (found,) = (id_ for id_, one in desk_of(hands).ask(client_names).items() if one == name)
    return found


def begin_a_list(hands: Hands) -> None:
    """The usual script is put to use, and two companies are written down to be called."""
    ask_for(hands, "call lists", "Call lists and scripts")
    at(hands, "Begin with the usual script")
    hands.press("Space")
    do(hands, "Publish")
    see(hands, "published")
    ask_for(hands, "new call", "New call list")
    at(hands, "What the list is called")
    hands.type(LIST)
    hands.press("Return")
    for company, button in ((COMPANY, "Type the first company"), (KENNEL, "Add company")):
        do(hands, button)
        at(hands, "Company")
        hands.type(company)
        for field, words in HEARD[company].items():
            hands.fill(field, words)
        hands.press("Ctrl+Return")
        hands.until(partial(hands.seen_in, "Companies to call", company), company)


def call_them(hands: Hands) -> None:
    """Two numbers, one key each: both want to be looked at; each is a prospect from then on."""
    ask_for(hands, "start call", "Start calling")
    hands.until(lambda: HEARD[COMPANY]["Phone"] in hands.words(), "the first number")
    hands.clock.pass_by(minutes=4)
    hands.press("8", "Return")
    see(hands, f"{COMPANY}: we meet Mar 13, 10:00 am")
    hands.until(lambda: HEARD[KENNEL]["Phone"] in hands.words(), "the next number")
    hands.clock.pass_by(minutes=3)
    hands.press("8", "Return")
    hands.until(lambda: "2 appointments" in hands.words(), "nobody is left")
    hands.press("Escape")


def set_prices(hands: Hands) -> None:
    """Three plans in force from today; Gold is $250 a server and $60 a workstation (B5)."""
    ask_for(hands, "price grid", "Price grid")
    for plan, price in (("Silver", "250"), ("Gold", "250"), ("Platinum", "300")):
        hands.fill(f"Price, {plan}, server", price)
    hands.fill("Price, Gold, workstation", "60")
    back_to(hands, "Put into force")
    hands.press("Space")
    at(hands, "Holds from")
    hands.press("Return")
    hands.until(lambda: "Since Mar 11, 2026" in hands.words(), "the prices")


def fill_the_worksheet(hands: Hands, company: str, known: dict[int, str]) -> None:
    """At their table: what they know is written down, the rest is ticked."""
    ask_for(hands, company.split(maxsplit=1)[0].lower(), f"{company}: {SALE}")
    do(hands, "Begin worksheet")
    hands.until(lambda: "Page 1 of 2" in hands.words(), "the worksheet")
    for number, question in enumerate(QUESTIONS, 1):
        field = f"{number} {question.name}"
        if number in known:
            hands.fill(field, known[number])
        elif known is KNOWN:
            do(hands, f"{field}: We do not know")
    hands.press("Ctrl+Return")
    see(hands, f"{len(known)} of 15 known")
    if known is KNOWN:
        assert "40%" in hands.words()


def print_a_blank_one(hands: Hands, paper: Path) -> None:
    """An empty copy for the prospect's table: two pages."""
    ask_for(hands, "brightwater", f"Technology worksheet of {COMPANY}")
    do(hands, "Print blank")
    assert len(save_pages(hands, paper)) == 2


def know_the_street(hands: Hands) -> None:
    """He was there: the one fact of theirs that nobody had heard yet."""
    ask_for(hands, "brightwater", COMPANY)
    do(hands, "Edit: Notes")
    hands.fill("Street address", STREET)
    hands.press("Ctrl+Return")
    see(hands, COMPANY)


def say_what_they_need(hands: Hands) -> None:
    """Gold for ten computers and a server, written on the opportunity; the price follows."""
    ask_for(hands, "brightwater", f"{COMPANY}: {SALE}")
    do(hands, "On to Assessed")
    see(hands, f"{COMPANY}: Assessed")
    do(hands, "Change: Value")
    at(hands, "What it is about")
    hands.press("Ctrl+A")
    hands.type("Managed services")
    hands.fill("Plan", "Gold")
    hands.fill("Computers", "10")
    hands.fill("Servers", "1")
    hands.press("Ctrl+Return")
    see(hands, "saved")


def propose(hands: Hands, paper: Path) -> None:
    """The proposal fills itself; it is read on paper, sent, and they say yes."""
    do(hands, "New proposal: Proposals")
    hands.until(lambda: "$850.00" in hands.words(), "what it asks")
    do(hands, "Change proposal")
    at(hands, "Title")
    hands.fill("Paid by", "Card")
    hands.press("Ctrl+Return")
    hands.until(lambda: "Change proposal" in hands.stop_names(), "the page again")
    do(hands, "Mark sent")
    see(hands, "sent")
    do(hands, "Print")
    text = "".join(save_pages(hands, paper))
    for words in (COMPANY, STREET, "Gold, workstations 10 $60.00 $600.00", "Each month $850.00"):
        assert words in text, words
    assert "not sent yet" not in text
    do(hands, "Accepted")
    at(hands, "Who said it")
    hands.press("Ctrl+Return")
    see(hands, "accepted, agreement drafted")


def win(hands: Hands) -> None:
    """Won: the draft stands, and taking them on is planned."""
    ask_for(hands, "brightwater", f"{COMPANY}: Managed services")
    do(hands, "Won")
    at(hands, "Begins on")
    hands.press("Ctrl+Return")
    see(hands, "onboarding planned")
    rows = [one for one in desk_of(hands).ask(clients) if one.name == COMPANY]
    assert [one.status for one in rows] == ["proposed"]
    sheet = desk_of(hands).ask(worksheet_of, rows[0].id)
    assert sheet is not None
    assert sheet.count.percent == 40
    (drafted,) = desk_of(hands).ask(agreements_of, rows[0].id)
    assert (drafted.state, drafted.plan, drafted.payment_type) == ("draft", "Gold", "card")


def sign_the_agreement(hands: Hands) -> str:
    """Not before a lawyer has read it; then it goes out and is signed. Answers its number."""
    (drafted,) = desk_of(hands).ask(agreements_of, client_id(hands, COMPANY))
    number = drafted.number
    do(hands, "Agreement: Open the draft")
    hands.until(lambda: number in hands.words(), "the agreement")
    hands.until(lambda: "$850.00 a month" in hands.words(), "what it asks")
    assert "Have a lawyer read this" in hands.words()
    begin_to_send(hands)
    hands.press("Ctrl+Return")
    hands.until(lambda: "Note the day a lawyer reviewed it" in hands.words(), "the refusal")
    send(hands, number, "2026-03-10")
    sign(hands, number)
    assert "signed by Ines Varga on Mar 11, 2026" in hands.words()
    hands.press("Ctrl+P")
    hands.until(lambda: "page 1 of" in hands.words(), "the preview")
    assert f"Agreement {number}" in hands.words_everywhere()
    leave_the_pages(hands)
    (client,) = (one for one in desk_of(hands).ask(clients) if one.name == COMPANY)
    assert (client.status, client.plan) == ("active", "Gold")
    return number


def see_nothing_was_typed_twice(hands: Hands) -> None:
    """From the call list to the signature each fact was typed once, where it was first heard."""
    for words in (COMPANY, *HEARD[COMPANY].values(), STREET):
        assert hands.times_typed(words) == 1, (words, hands.typed)
    assert not [text for _field, text in hands.typed if "Varga" in text and text != "Ines Varga"]


def decline(hands: Hands) -> None:
    """Not for us: a reason for ourselves, and nothing is sent by itself."""
    ask_for(hands, "hilltop", f"{KENNEL}: {SALE}")
    hands.fill("What we do", "Decline")
    hands.fill("Why", "They want somebody on site every day; we are one person.")
    do(hands, "Save decision")
    hands.until(lambda: "Write a kind letter" in hands.stop_names(), "the letter is offered")


def write_a_kind_letter(hands: Hands, paper: Path) -> None:
    """The letter is offered; their worksheet goes with it. It is finished by being printed."""
    do(hands, "Write a kind letter")
    at(hands, "Text of the letter")
    do(hands, "Write letter")
    see(hands, "nclos")
    do(hands, "Print")
    (page,) = save_pages(hands, paper)
    for words in (
        *(KENNEL, "Attn: Moe Lund", "not the right company for you", "We wish you well"),
        *("Of its 15 questions 1 could be answered", "Enclosed: Technology worksheet"),
    ):
        assert words in page, words
    # Why is for us alone.
    assert "every day" not in page


def see_it_nowhere_but_there(hands: Hands) -> None:
    """No list, no search, no audience, not Today, not the board: the Declined list alone."""
    hands.press("Ctrl+K")
    hands.type(SHORT.lower())
    hands.until(lambda: "Results" not in hands.stop_names(), "nothing found")
    hands.press("Escape")
    for typed, line, there in (
        ("call lists", "Call lists and scripts", LIST),
        ("prospects", "Prospects", "Won"),
        ("brightwater", COMPANY, COMPANY),
    ):
        ask_for(hands, typed, line)
        hands.until(partial(_alone, hands, there), line)
    for tab in ("Today", "Tickets"):
        hands.turn_to(tab)
        hands.wait(50)
        assert SHORT not in all_said(hands), tab
    kennel = client_id(hands, KENNEL)
    assert kennel not in {one.client_id for one in desk_of(hands).ask(candidates, Audience())}
    ask_for(hands, "declined", "Prospects we declined")
    hands.until(lambda: hands.seen_in("Opportunities", KENNEL), "the one list")


def _alone(hands: Hands, words: str) -> bool:
    said = all_said(hands)
    return words in said and SHORT not in said


def all_said(hands: Hands) -> str:
    """Every word, every name and every row of a list in the window, as read aloud too."""
    said = [hands.words_everywhere(), *hands.stop_names()]
    for view in hands.window.findChildren(QAbstractItemView):
        model = view.model()
        if view.isVisible() and model is not None:
            said += [
                str(model.index(row, column).data(role) or "")
                for row in range(model.rowCount())
                for column in range(model.columnCount() if isinstance(view, QTableView) else 1)
                for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
            ]
    return " | ".join(said)
