"""The admin assistant's Monday, all of its money: from what was promised to the bank.

The books are prepared by the same actions the window uses; everything the owner and she do is keys
to the focused widget (domain.md G2, the figures of B5 and B6).
"""

import re
from collections.abc import Callable
from datetime import date, datetime, time
from email.message import EmailMessage
from functools import partial
from pathlib import Path

from sqlalchemy import select

from mspdesk import dates
from mspdesk.agreements import actions as agreements
from mspdesk.agreements import queries as agreed
from mspdesk.billing.actions import add_payment, make_drafts, mark_ready
from mspdesk.billing.actions import issue as issue_drafts
from mspdesk.billing.queries.drafts import run_sheet
from mspdesk.catalog.models import CatalogItem
from mspdesk.clients.actions import add_client, add_contact
from mspdesk.database.store import Store
from mspdesk.mail.actions import edit_account
from mspdesk.mail.queries import account
from mspdesk.mail.runs import passwords
from mspdesk.shop.actions import edit_shop, save_tax_code
from mspdesk.shop.queries import shop as shop_row
from mspdesk.timekeeping.actions import explain_day, submit_week
from mspdesk.widgets.dialogs import answer_files
from tests.billing.moneyshop import ADDRESS, SHOP, MoneyShop
from tests.mail.postoffice import HOST, PASSWORD, USER, PostOffice
from tests.printing.pdftext import text_of

from .hands import Hands
from .hosting import set_up_the_account
from .promising import begin_to_send, say_what_is_paid, send, sign, write_agreement
from .reading import work_as

MONDAY = datetime(2026, 12, 28, 9, 0)
JANUARY = date(2027, 1, 1)
OWNER, TECH, ASSISTANT = "Dana Whitlock", "Marcus Oduya", "Priya Raman"
KESTREL, DUNMORE, ALDER = "Kestrel Machine & Tool", "Dunmore Title & Escrow", "Alder Dental"
AGENT = "Monitoring agent"
MAILBOX = "Hosted mailbox"

OLD_INVOICES = (
    (date(2026, 8, 18), date(2026, 9, 1), 7_500),
    (date(2026, 10, 1), date(2026, 10, 15), 120_000),
    (date(2026, 11, 5), date(2026, 11, 20), 26_250),
    (date(2026, 12, 1), date(2026, 12, 15), 30_000),
    (date(2026, 12, 16), date(2026, 12, 31), 85_000),
)
"""Alder's five invoices, one in each bucket of the aging: issued, due, cents (B6)."""


def furnish(store: Store, tech: int, won: int, office: PostOffice) -> None:
    """Give books that exist what Monday begins with; `won` is the client the owner won.

    Two more clients and one who owes, five old invoices, an agreement, a week of work, mail, and
    the months of the client who was won, billed and paid by card. All in the order of its days.
    """
    owner = store.person_id
    assert owner is not None
    with dates.frozen(datetime(2026, 3, 31, 8, 0)):
        store.do(edit_shop, store.ask(shop_row).version, SHOP)
        tax = store.do(save_tax_code, "IL", "Sales tax", 87_500)
        terms = ADDRESS | {"hourly_terms_on": date(2025, 1, 1), "tax_code_id": tax}
        kestrel, dunmore = (store.do(add_client, name, terms) for name in (KESTREL, DUNMORE))
        alder = store.do(add_client, ALDER, ADDRESS)
        for client, who in ((kestrel, "kestrel"), (dunmore, "dunmore")):
            email = {"first_name": "Ines", "email": f"bills@{who}.example", "billing": True}
            store.do(add_contact, client, email)
    shop = MoneyShop(store, owner, tech, kestrel, dunmore, tax)
    deeds: list[tuple[date, Callable[[], object]]] = [
        (on, partial(shop.invoice, alder, amount, due=due)) for on, due, amount in OLD_INVOICES
    ]
    deeds += [(date(2026, n, 1), partial(bill_by_card, store, won)) for n in range(4, 13)]
    deeds += [(date(2026, 12, 21), partial(promised, store, kestrel))]
    deeds += [(date(2026, 12, 23), partial(work, shop))]
    for day, deed in sorted(deeds, key=lambda one: one[0]):
        with dates.frozen(datetime.combine(day, time(19, 0))):
            deed()
    write_mail_down(store, office)


def bill_by_card(store: Store, client: int) -> None:
    """What a client's plan asks for by today: drafted, issued, and paid at once."""
    store.do(make_drafts, dates.today(), client)
    (one,) = (one for one in store.ask(run_sheet).rows if one.client_id == client)
    store.do(mark_ready, one.id)
    store.do(issue_drafts, [one.id])
    store.do(add_payment, client, one.total, "card")


def promised(store: Store, client: int) -> None:
    """Gold at Kestrel by card from January on: one server and ten workstations, agents inside."""
    details = {"plan": "Gold", "payment_type": "card", "bill_from": JANUARY}
    made = store.do(agreements.add_agreement, client, "managed", date(2026, 12, 1), details)
    sheet = store.do(agreements.new_sheet, made, date(2026, 12, 1))
    with store.read() as session:
        agent = session.scalars(select(CatalogItem.id).where(CatalogItem.name == AGENT)).one()
    for text, count, price in (("Gold, server", 1, 25_000), ("Gold, workstations", 10, 6_000)):
        line = {"text": text, "quantity": count * 10_000, "price": price, "item_id": agent}
        store.do(agreements.add_line, sheet, line)
    for step in (agreements.send, agreements.sign):
        row = store.ask(agreed.agreement, made)
        assert row is not None
        more = (date(2026, 12, 20),) if step is agreements.send else ("Tom Brandt", "Owner")
        store.do(step, made, row.version, date(2026, 12, 21), *more)


def work(shop: MoneyShop) -> None:
    """A server is down on Tuesday, by day and into the evening; the week is handed in."""
    ticket = shop.ticket(shop.kestrel, "Server down")
    shop.log(ticket, date(2026, 12, 22), "9:00-10:35", place="on_site")
    shop.log(ticket, date(2026, 12, 22), "18:00-18:50", place="on_site")
    with dates.frozen(datetime(2026, 12, 27, 19, 0)):
        for day in range(21, 26):
            shop.store.do(explain_day, date(2026, 12, day), "Away", shop.tech)
        shop.store.do(submit_week, date(2026, 12, 22), shop.tech)


def write_mail_down(store: Store, office: PostOffice) -> None:
    """The shop's mail server is set up, its password known (another journey does that by keys)."""
    values = {
        "way": "smtp",
        "host": HOST,
        "port": office.port,
        "user": USER,
        "from_address": "billing@quillfeather.example",
        "from_name": "Quillfeather IT",
    }
    store.do(edit_account, 0, values)
    passwords.keep(store, store.ask(account), PASSWORD, in_keyring=True)


def the_money(hands: Hands, office: PostOffice, papers: Path) -> None:
    """The owner's approval, and the assistant's Monday."""
    approve_the_week(hands)
    work_as(hands, OWNER, ASSISTANT)
    see_what_she_is_not_offered(hands)
    set_up_the_account(hands, KESTREL)
    promise(hands)
    see_what_it_asks(hands)
    draft_and_answer(hands)
    issue(hands)
    mail_them(hands, office)
    print_the_statement(hands, papers / "statement.pdf")
    look_for_what_is_not_billed(hands)
    take_it_to_the_bank(hands, papers / "deposit.pdf")
    assert hands.dialogs() == []


def approve_the_week(hands: Hands) -> None:
    """The owner approves the technician's week: Today leads there, one key does it."""
    hands.turn_to("Billing")
    hands.until(lambda: "1 time sheet waits to be approved" in hands.words(), "the run")
    hands.turn_to("Today")
    hands.tab_to(f"Approve: {TECH}, week of Dec 21")
    hands.press("Space")
    hands.until(lambda: hands.focus().accessibleName() == "Approve week", "the week")
    assert hands.seen_in("Entries", "9:00", "1.58", "Kestrel")
    hands.press("Space")
    hands.until(lambda: f"Dec 21 of {TECH} approved" in hands.status(), "approved")


def see_what_she_is_not_offered(hands: Hands) -> None:
    """An assistant's role: nobody else's time, and no settings of the shop."""
    hands.turn_to("Time")
    hands.until(lambda: "Whose time" not in hands.stop_names(), "her own time only")
    assert "Approve week" not in hands.stop_names()
    hands.press("Ctrl+K")
    hands.type(">preferences")
    hands.choose("Preferences")
    hands.until(lambda: "Appearance and keys" in hands.words(), "the preferences")
    pages = hands.lines("Preferences")
    assert "Letters and texts" in pages
    assert not {"Rates and billing", "People", "Mail", "Numbers"} & set(pages)
    hands.press("Escape")


def promise(hands: Hands) -> None:
    """Gold for Dunmore from January on, by check, with a setup fee; agents are inside (B5)."""
    typed = {"Plan or name": "Gold", "From": "2027-01-01", "Pays by": "Check"}
    typed["Setup fee, once"] = "400"
    number = write_agreement(hands, "dunm agree", DUNMORE, typed)
    say_what_is_paid(hands, AGENT)
    begin_to_send(hands)
    send(hands, number, "2026-12-22")
    sign(hands, number, "Ines Varga")


def see_what_it_asks(hands: Hands) -> None:
    """The preview says what the first check is for."""
    hands.until(lambda: "$2,950.00, Jan 2027 to Mar 2027" in hands.words(), "the next invoices")
    assert "$2,550.00, Apr 2027 to Jun 2027" in hands.words()
    assert "By check, 3 months ahead at a time" in hands.words()
    assert "Setup fee | $400.00, once" in hands.words()


def draft_and_answer(hands: Hands) -> None:
    """One draft per client with what is in it and why; the question is answered there."""
    hands.turn_to("Billing")
    hands.tab_to("Make drafts")
    hands.press("Space")
    hands.until(lambda: "3 drafts through" in hands.status(), "the drafts")
    assert hands.seen_in("Drafts", DUNMORE, "Gold, Jan 2027 to Mar 2027", "$2,950.00")
    assert hands.seen_in("Drafts", KESTREL, "$1,487.50", "After hours, no approval")
    assert re.search(r"after hours on #\d+ on Tuesday, Dec 22", hands.words()), hands.words()
    lines = "Lines of the draft"
    assert hands.seen_in(lines, "Gold, server", "January 2027", "$250.00")
    assert hands.seen_in(lines, "Gold, workstations", "10 at $60.00", "$600.00")

    # Goods are typed in, with their tax.
    hands.tab_to("Add line")
    hands.press("Space")
    hands.until(lambda: hands.focus().accessibleName() == "Kind", "the line's form")
    hands.pick("Hardware")
    hands.fill("What", "Drive")
    hands.fill("Price", "1200")
    hands.press("Return")
    hands.until(lambda: hands.seen_in(lines, "Drive", "$1,200.00"), "the line")

    # She answers the question in place, then all are ready.
    asks = "Approved by…: After hours, no approval, entry:"
    hands.tab_to(next(name for name in hands.stop_names() if name.startswith(asks)))
    hands.press("Space")
    hands.type("T. Brandt")
    hands.press("Return")
    hands.until(lambda: "Answered" in hands.status(), "the answer")
    hands.until(lambda: "$105.00" in hands.words(), "the tax")
    hands.press("R")
    hands.until(lambda: hands.seen_in("Drafts", "Ready, 1"), "the draft among the ready ones")
    hands.until(lambda: hands.seen_in("Drafts", "Kestrel", "$2,792.50"), "the total")

    # The client of the spring pays a month by card, as each month.
    hands.until(lambda: hands.seen_in(lines, "Gold, workstations", "$600.00"), "the next one")
    hands.press("R")
    hands.until(lambda: hands.seen_in("Drafts", "Ready, 2"), "that one as well")

    # Who pays by check pays three months and the setup fee at once: $2,550.00 and $400.00.
    hands.until(lambda: hands.seen_in(lines, "Gold, server", "3 months", "$750.00"), "the next one")
    assert hands.seen_in(lines, "Gold, workstations", "10 × 3 months", "$1,800.00")
    assert hands.seen_in(lines, "Setup, Gold", "$400.00")
    hands.press("R")
    hands.until(lambda: hands.seen_in("Drafts", "Ready, 3"), "all ready")
    # $2,792.50 and $2,950.00, and $850.00 of the spring's client.
    assert "3 ready, $6,592.50" in hands.facts()


def issue(hands: Hands) -> None:
    """All get their numbers in one step."""
    hands.tab_to("Issue 3 ready")
    hands.press("Space")
    hands.until(lambda: "3 invoices issued" in hands.status(), "the numbers")
    assert re.search(r"2026-\d{4} to 2026-\d{4}, \$6,592.50", hands.status()), hands.status()


def mail_them(hands: Hands, office: PostOffice) -> None:
    """What nobody sent yet goes out together; Alder's have no address and stay unticked."""
    hands.until(lambda: hands.focus().accessibleName() == "Send what was issued", "what is next")
    hands.press("Space")
    hands.until(lambda: hands.seen_in("Invoices", KESTREL, "$2,792.50", "Open"), "the list")
    kestrel, dunmore = number_of(hands, KESTREL), number_of(hands, DUNMORE)
    assert "not sent yet" in hands.words()
    assert hands.seen_in("Invoices nobody sent yet", ALDER, "No address for bills")
    hands.tab_to("Queue and send 2")
    hands.press("Space")
    hands.until(lambda: len(office.taken) == 2, "the mails at the server")
    hands.until(lambda: "Mail: 2 sent." in hands.status(), "what came of it")
    for whom in (KESTREL, DUNMORE):
        hands.until(partial(hands.seen_in, "Outbox", "Sent", whom), whom)
    check_the_mails(
        kestrel, dunmore, {taken.recipients[0]: taken.message for taken in office.taken}
    )
    hands.press("Ctrl+K")
    hands.type(kestrel)
    hands.choose(kestrel)
    hands.until(lambda: hands.seen_in("Invoices", kestrel, "$2,792.50", "Dec 28"), "sent")
    hands.until(lambda: "mail sent: bills@kestrel.example" in hands.words(), "what became of it")


def number_of(hands: Hands, client: str) -> str:
    """The number of a client's only invoice, as the list shows it."""
    (row,) = (" ".join(row) for row in hands.cells("Invoices") if client in " ".join(row))
    found = re.search(r"2026-\d{4}", row)
    assert found is not None, row
    return found[0]


def check_the_mails(first: str, second: str, mails: dict[str, EmailMessage]) -> None:
    """What the clients got: each its invoice, whose text can be read."""
    kestrel, dunmore = mails["bills@kestrel.example"], mails["bills@dunmore.example"]
    assert kestrel["Subject"] == f"Invoice {first} from Harbor IT"
    text = text_in(kestrel)
    for words in (
        *(first, KESTREL, "1840 Foundry Rd", "Gold, server", "January 2027", "$250.00"),
        *("Gold, workstations", "$600.00", "1.75 h", "$262.50", "1.00 h", "$300.00", "$75.00"),
        *("approved by T. Brandt", "Drive", "$1,200.00", "$2,687.50", "8.75%", "$105.00"),
    ):
        assert words in text, words
    assert "Amount due by Jan 1, 2027 $2,792.50" in text
    text = text_in(dunmore)
    for words in (second, "Jan 2027 to Mar 2027", "$750.00", "$1,800.00", "Setup, Gold"):
        assert words in text, words
    assert "Amount due by Jan 1, 2027 $2,950.00" in text
    body = dunmore.get_body()
    assert body is not None
    assert "for $2,950.00 is attached" in body.get_content()


def text_in(mail: EmailMessage) -> str:
    """The words of the one PDF a mail carries."""
    (paper,) = mail.iter_attachments()
    assert paper.get_content_type() == "application/pdf"
    return text_of(paper.get_content())


def print_the_statement(hands: Hands, sheet: Path) -> None:
    """Alder owes $2,687.50, an invoice in each of the five buckets."""
    hands.press("Ctrl+K")
    hands.type(">who owes")
    hands.choose("Who owes what")
    hands.until(lambda: hands.seen_in("Who owes what", ALDER, "$2,687.50"), "who owes")
    cells = ("$850.00", "$300.00", "$262.50", "$1,200.00", "$75.00", "$2,687.50")
    assert hands.seen_in("Who owes what", ALDER, *cells)
    for _ in hands.cells("Who owes what"):
        if ALDER in hands.row("Who owes what"):
            break
        hands.press("Down")
    hands.tab_to("Statement")
    hands.press("Space")
    hands.until(lambda: "page 1 of" in hands.words(), "the statement")
    hands.tab_to("Save as PDF")
    with answer_files(lambda _title, _start: sheet):
        hands.press("Space")
        hands.until(sheet.exists, "the file")
    text = text_of(sheet.read_bytes())
    assert "Current 1 to 30 days 31 to 60 days 61 to 90 days Over 90" in text
    assert "$850.00 $300.00 $262.50 $1,200.00 $75.00 $0.00 $2,687.50" in text
    hands.press("Escape")


def look_for_what_is_not_billed(hands: Hands) -> None:
    """Fourteen agents are bought and eleven sold: three cost $12 and miss $180 (B5)."""
    hands.press("Ctrl+K")
    hands.type(">what we bought")
    hands.choose("Enter what we bought this month")
    hands.until(lambda: hands.focus().accessibleName() == "Pasted list", "the field")
    hands.type(f"{KESTREL}, {AGENT}, 14, 4.00")
    hands.press("Return")
    hands.type(f"{KESTREL}, {MAILBOX}, 1, 3.00")
    hands.until(lambda: hands.seen_in("Lines of the pasted list", "understood"), "the line")
    hands.tab_to("Keep 2 purchases")
    hands.press("Space")
    grid = "Services of the month"
    hands.until(lambda: hands.seen_in(grid, AGENT, "14", "11", "3 not billed"), "the variance")
    assert hands.seen_in(grid, AGENT, "costs $12.00, misses $180.00")
    assert hands.seen_in(grid, MAILBOX, "1", "0", "1 not billed")
    assert "Bought and not billed | $15.00 | Revenue missed | $180.00" in hands.words()

    # What she wrote into Dunmore's agreement is sold from January on, and not bought yet.
    hands.tab_to("The month after")
    hands.press("Space")
    hands.until(lambda: hands.seen_in(grid, DUNMORE, "Gold, Check", "$850.00"), "January")
    assert hands.seen_in(grid, AGENT, "0", "11", "$850.00", "11 more sold")


def take_it_to_the_bank(hands: Hands, paper: Path) -> None:
    """Dunmore's check comes in, and goes to the bank on a deposit with its list."""
    hands.press("Ctrl+K")
    hands.type("dunm pay")
    hands.choose(f"Record a payment from {DUNMORE}")
    hands.until(lambda: hands.focus().accessibleName() == "Amount", "the form")
    hands.type("2950")
    hands.fill("Check number or reference", "10442")
    hands.press("Return")
    hands.until(lambda: f"$2,950.00 from {DUNMORE}" in hands.status(), "the payment")
    hands.press("Ctrl+K")
    hands.type(">deposit")
    hands.choose("Make a deposit")
    hands.until(lambda: hands.seen_in("Payments to deposit", DUNMORE, "$2,950.00"), "the check")
    assert "1 payment ticked" in hands.words()
    hands.fill("Account", "First Bank, ending 0117")
    hands.press("Return")
    hands.until(lambda: "Deposit D0001: $2,950.00, 1 payment" in hands.status(), "the deposit")
    hands.press("Ctrl+P")
    hands.until(lambda: "page 1 of" in hands.words(), "the list for the bank")
    hands.tab_to("Save as PDF")
    with answer_files(lambda _title, _start: paper):
        hands.press("Space")
        hands.until(paper.exists, "the file")
    text = text_of(paper.read_bytes())
    for words in ("D0001", "First Bank, ending 0117", DUNMORE, "10442", "$2,950.00"):
        assert words in text, words
    hands.press("Escape")
