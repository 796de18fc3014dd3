"""What billing offers the desk: hits of the search, verbs of the palette, lists on Today."""

from datetime import date, timedelta

from sqlalchemy.orm import Session

from ..dates import short_date
from ..desk.area import Finder, Found, Place, TodayList, TodayRow, Verb
from ..money import shown
from ..shop.queries import shop as the_shop
from . import queries
from .queries import cash
from .queries.invoices import search_invoices

BILLS_AHEAD_DAYS = 7
"""How soon a bill must be due to stand on Today."""


def find_invoices(session: Session, text: str, limit: int) -> list[Found]:
    """Invoices by the beginning or a part of their number."""
    currency = the_shop(session).money
    return [
        Found(
            f"{row.number}  {row.client}",
            f"{shown(row.total, currency)}, {row.status.lower()}",
            Place("billing", row.id, "invoice"),
            icon="receipt",
            client_id=row.client_id,
            client=row.client,
        )
        for row in search_invoices(session, text, limit)
    ]


FINDERS = (Finder("Invoices", find_invoices, order=50),)

VERBS = (
    Verb("Go to the billing run", Place("billing", do="run"), "receipt", needs="bill"),
    Verb(
        "New invoice for {client}",
        Place("billing", do="new"),
        "receipt",
        needs="bill",
        for_client=True,
        words="draft bill",
    ),
    Verb(
        "Record a payment from {client}",
        Place("billing", do="pay"),
        "banknote",
        needs="bill",
        for_client=True,
        words="check deposit money received",
    ),
    Verb(
        "Print a statement for {client}",
        Place("billing", do="statement"),
        "printer",
        needs="bill",
        for_client=True,
    ),
    Verb(
        "Agreements to bill",
        Place("billing", do="agreements"),
        "file-pen-line",
        needs="bill",
        words="recurring advance mrr next invoices",
    ),
    Verb(
        "Prepaid hours",
        Place("billing", do="prepaid"),
        "clock",
        needs="bill",
        words="block bucket ledger left",
    ),
    Verb("Who owes what", Place("billing", do="receivables"), "hand-coins", needs="bill"),
    Verb(
        "Print statements for all who owe",
        Place("billing", do="statements"),
        "printer",
        needs="bill",
        words="everybody remind",
    ),
    Verb(
        "Make a deposit",
        Place("billing", do="deposits"),
        "landmark",
        needs="bill",
        words="bank checks cash",
    ),
    Verb(
        "Late steps and late fee",
        Place("billing", do="collections"),
        "list",
        needs="bill",
        words="collections overdue rules promises",
    ),
    Verb(
        "Automatic payments",
        Place("billing", do="autopay"),
        "banknote",
        needs="bill",
        words="cards expire recurring ach",
    ),
    Verb(
        "Look at cash, next four weeks",
        Place("billing", do="cash"),
        "landmark",
        needs="bill",
        words="weekly cash flow forecast",
    ),
    Verb(
        "Bills we owe",
        Place("billing", do="bills"),
        "receipt",
        needs="bill",
        words="payable vendor rent",
    ),
    Verb(
        "Budget",
        Place("billing", do="budget"),
        "list",
        needs="bill",
        words="plan variance projection",
    ),
    Verb(
        "Hand books over to the accountant",
        Place("billing", do="accountant"),
        "download",
        needs="bill",
        words="quickbooks iif export bookkeeper",
    ),
)


def drafts_today(session: Session, _person_id: int | None, _day: date) -> list[TodayRow]:
    """Invoices that wait: drafts with a question, drafts to review, and ready ones to issue."""
    sheet = queries.run_sheet(session)
    lists = (
        (sheet.with_question, "with a question", "Answer", "circle-alert", "amber"),
        (sheet.to_review, "to review", "Review", "receipt", "ink2"),
        (sheet.ready, "ready", "Issue", "circle-check", "green"),
    )
    rows = []
    for drafts, words, link, icon, color in lists:
        if drafts:
            title = f"{len(drafts)} draft{'s' if len(drafts) > 1 else ''} {words}"
            total = shown(sheet.sum_of(drafts), sheet.currency)
            names = ", ".join(row.client for row in drafts[:3])
            rows.append(
                TodayRow(title, f"{total}: {names}", link, Place("billing", do="run"), icon, color)
            )
    return rows


def plans_today(session: Session, _person_id: int | None, day: date) -> list[TodayRow]:
    """Agreements whose day to be billed has come, are held back, or wait for their first day."""
    rows = queries.upcoming(session)
    lists = (
        (
            [one for one in rows if not one.held and one.made_on and one.made_on <= day],
            "to bill in advance",
            "Make drafts",
            Place("billing", do="run"),
        ),
        (
            [one for one in rows if one.held],
            "to look at before they are billed",
            "Look",
            Place("billing", do="agreements"),
        ),
    )
    found = []
    for some, words, link, place in lists:
        if some:
            many = f"{len(some)} agreement{'s' if len(some) > 1 else ''} {words}"
            names = ", ".join(one.client for one in some[:3])
            found.append(TodayRow(many, names, link, place, "file-pen-line"))
    return found


def calls_today(session: Session, _person_id: int | None, day: date) -> list[TodayRow]:
    """Clients whose next late step is due (S107); the program takes none by itself."""
    found = queries.receivables(session)
    return [
        TodayRow(
            row.client,
            f"{row.next.words}, since {short_date(row.next.on)}. "
            f"{shown(row.open_total, found.currency)} open",
            "Open",
            Place("billing", row.id, "receivables"),
            "phone" if row.next.does == "call" else "mail",
        )
        for row in found.clients
        if row.next is not None and row.next.on <= day
    ]


def deposits_today(session: Session, _person_id: int | None, day: date) -> list[TodayRow]:
    """Money that came in today."""
    found = queries.deposits(session, day, day)
    if not found:
        return []
    currency = the_shop(session).money
    total = shown(sum(amount for *_, amount in found), currency)
    many = sum(count for _, _, count, _ in found)
    words = f"{many} payment{'s' if many != 1 else ''}"
    return [TodayRow(total, words, "Open", Place("billing", do="payments"), "banknote", "green")]


def cards_today(session: Session, _person_id: int | None, day: date) -> list[TodayRow]:
    """Cards that ran out or do within sixty days (S116)."""
    return [
        TodayRow(
            row.who,
            ", ".join(
                filter(None, (row.card, row.expiry, row.what if row.what != row.who else ""))
            ),
            "Open",
            Place("billing", row.id, "autopay"),
            "banknote",
            "amber",
        )
        for row in queries.expiring_cards(session, day)
    ]


def bills_today(session: Session, _person_id: int | None, day: date) -> list[TodayRow]:
    """Bills we owe that are overdue or due within a week (S108)."""
    currency = the_shop(session).money
    return [
        TodayRow(
            row.who,
            f"{shown(row.amount, currency)}, due {short_date(row.due_on)}",
            "Open",
            Place("billing", row.id, "bills"),
            "receipt",
            "amber" if row.due_on < day else "ink2",
        )
        for row in cash.bills_due(session, day + timedelta(days=BILLS_AHEAD_DAYS))
        if row.paid_on is None
    ]


TODAY = (
    TodayList("Invoices", drafts_today, order=50, needs="bill"),
    TodayList("Plans to bill", plans_today, order=51, needs="bill"),
    TodayList("Money to ask for", calls_today, order=60, needs="bill"),
    TodayList("Deposits", deposits_today, order=70, needs="bill"),
    TodayList("Cards that run out", cards_today, order=75, needs="bill", quiet=True),
    TodayList("Bills to pay", bills_today, order=78, needs="bill"),
)
