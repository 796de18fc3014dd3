"""What the made-up shop takes to the bank, owes, and lets pay by itself; figures are samples."""

from datetime import date, datetime, time, timedelta

from sqlalchemy.orm import Session

from .. import dates
from ..billing import actions as billing
from ..billing import queries as billed
from ..vendors.queries import vendor_names

BANK = "First Lakeland, ending 0117"
NEWEST = 14
"""Payments of so many days wait for the bank."""

CASH, PAY_DAY = 1_862_340, 420_000
"""Cents at the bank a week ago, and what one pay day costs."""

BILLS = (
    ("Tern Distribution", "Switches and disks", "Cost of goods", 61_240, 9, 0),
    ("Kettle Backup", "Off-site backup", "Cost of goods", 24_800, 14, 1),
    ("", "Office rent", "Rent", 120_000, 21, 1),
    ("", "Liability insurance", "Insurance", 41_500, 33, 3),
)
"""Vendor or none, what, category, cents, days until it is due, every so many months."""

CARDS = (
    ("Cedar Remote", "Agents and antivirus", "4417", 101_775, 1, 40),
    ("Granite Cloud", "Mailboxes", "4417", 38_600, 5, 40),
    ("Prairie Fiber", "Our own line", "9023", 12_900, 18, 700),
)
"""Vendor, what, last four digits, cents, day of the month, days until the card expires."""


BUDGET = (
    ("income", "Plan", 1_250_000),
    ("income", "Time", 380_000),
    ("income", "Prepaid hours", 155_000),
    ("income", "Hardware", 40_000),
    ("cost", "Wages", 920_000),
    ("cost", "Cost of goods", 160_000),
    ("cost", "Rent", 120_000),
    ("cost", "Insurance", 14_000),
)
"""Side, category, and cents a month."""


def keep_money(session: Session, today: date) -> None:
    """Take old checks to the bank; write down bills, automatic payments and the year's budget."""
    sellers = {name: id_ for id_, name in vendor_names(session).items()}
    _to_the_bank(session, today)
    for seller, what, category, amount, days, months in BILLS:
        bill = {
            "vendor_id": sellers.get(seller),
            "payee": "" if seller else what,
            "what": what,
            "category": category,
            "amount": amount,
            "due_on": today + timedelta(days=days),
            "every_months": months,
        }
        billing.save_bill(session, bill)
    for seller, what, digits, amount, day, left in CARDS:
        card = {
            "direction": "out",
            "vendor_id": sellers[seller],
            "what": what,
            "method": "card",
            "last_four": digits,
            "expires_on": dates.month_start(today + timedelta(days=left)),
            "amount": amount,
            "day": day,
        }
        billing.save_auto_payment(session, card)
    for side, category, amount in BUDGET:
        billing.set_budget(session, side, category, amount, today.replace(month=1, day=1), 12)
    _look_at_cash(session, today)


def _to_the_bank(session: Session, today: date) -> None:
    """Match the bank's list of a month: checks and what came by itself, but not the newest."""
    months: dict[tuple[date, bool], list[billed.WaitingRow]] = {}
    for row in billed.waiting(session):
        if row.received_on < today - timedelta(days=NEWEST):
            key = (dates.month_start(row.received_on), row.carried)
            months.setdefault(key, []).append(row)
    for _, rows in sorted(months.items()):
        last = max(row.received_on for row in rows)
        billing.make_deposit(session, [row.id for row in rows], last + timedelta(days=1), BANK)


def _look_at_cash(session: Session, today: date) -> None:
    """Keep the view of a week ago, as on every Monday, with what a pay day costs."""
    before = dates.monday(today) - timedelta(days=7)
    with dates.frozen(datetime.combine(before, time(9))):
        billing.keep_week(session, CASH, PAY_DAY, "Rent is due on the first.")
