"""Bills we owe, and the weekly look at cash that is kept (S108)."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...database.action import acting, action, tell
from ...database.stale import as_seen
from ...dates import full_date, monday, now, today
from ...errors import UserError
from ...money import shown
from ...shop.queries import shop as the_shop
from ...vendors.queries import vendor_names
from ..models import Bill, CashWeek
from ..queries.cash import cash_view, meant_for, page_of
from ..rules.cash import due_after

_WORDS = {"payee", "what", "category", "reference", "notes"}
_FIELDS = (
    "vendor_id",
    "payee",
    "what",
    "category",
    "reference",
    "billed_on",
    "due_on",
    "amount",
    "every_months",
    "auto_payment_id",
    "notes",
)


@action("Save bill")
def save_bill(
    session: Session,
    details: Mapping[str, Any],
    bill_id: int | None = None,
    version: int | None = None,
) -> int:
    """Add or change a bill and answer its id; raises UserError naming the field."""
    if bill_id is None:
        bill = Bill(payee="", what="", category="", reference="", notes="", every_months=0)
        bill.amount = 0
    else:
        bill = as_seen(session, Bill, bill_id, version or 0)
    for name in _FIELDS:
        if name in details:
            value = details[name]
            setattr(bill, name, " ".join(str(value or "").split()) if name in _WORDS else value)
    if bill.vendor_id is None and not bill.payee:
        raise UserError("Choose the vendor, or type whom the bill is from.", "payee")
    if bill.due_on is None:
        raise UserError("Type the day by which it has to be paid.", "due_on")
    if (bill.amount or 0) <= 0:
        raise UserError("Type the amount of the bill, above zero.", "amount")
    bill.every_months = bill.every_months or 0
    if not 0 <= bill.every_months <= 120:
        raise UserError("Say every how many months it comes, or 0 for once.", "every_months")
    session.add(bill)
    session.flush()
    tell(session, f"Bill of {_who(session, bill)} saved")
    return bill.id


def _who(session: Session, bill: Bill) -> str:
    return vendor_names(session).get(bill.vendor_id or 0, "") or bill.payee or bill.what


def _bill(session: Session, bill_id: int) -> Bill:
    bill = session.get(Bill, bill_id)
    if bill is None:
        raise UserError("This bill is no longer there.")
    return bill


@action("Pay bill")
def pay_bill(session: Session, bill_id: int, on: date | None = None) -> int | None:
    """Say that a bill was paid; one that comes again begins its next, whose id is answered."""
    bill = _bill(session, bill_id)
    day = on or today()
    if bill.paid_on is not None:
        raise UserError(f"This bill was paid on {full_date(bill.paid_on)} already.")
    if day > today():
        raise UserError("Choose the day it was paid; it cannot lie ahead.", "paid_on")
    bill.paid_on = day
    amount = shown(bill.amount, the_shop(session).money)
    tell(session, f"{amount} paid to {_who(session, bill)}")
    if not bill.every_months:
        session.flush()
        return None
    due = due_after(bill.due_on, bill.every_months, meant_for(session, bill))
    following = Bill(
        **{name: getattr(bill, name) for name in _FIELDS if name not in {"billed_on", "due_on"}}
    )
    following.due_on, following.reference = due, ""
    session.add(following)
    session.flush()
    return following.id


@action("Take bill's payment back")
def unpay_bill(session: Session, bill_id: int) -> None:
    """Say that a bill was not paid after all; the next one it began stays."""
    bill = _bill(session, bill_id)
    bill.paid_on = None
    session.flush()
    tell(session, f"Bill of {_who(session, bill)} is open again")


@action("Remove bill")
def remove_bill(session: Session, bill_id: int) -> None:
    """Take a bill off the list; it comes back with Undo."""
    bill = _bill(session, bill_id)
    said = f"Bill of {_who(session, bill)} removed"
    session.delete(bill)
    session.flush()
    tell(session, said)


@action("Keep the week's cash")
def keep_week(session: Session, cash: int, wages: int = 0, words: str = "") -> int:
    """Keep the view of today with the cash at the bank; a week is kept once and written over."""
    if wages < 0:
        raise UserError("Type what one pay day costs, or leave it empty.", "wages")
    start = monday(today())
    week = session.scalars(select(CashWeek).where(CashWeek.monday == start)).one_or_none()
    if week is None:
        week = CashWeek(monday=start, page="", words="")
        session.add(week)
    week.at, week.person_id, week.cash = now(), acting(session), cash
    view = cash_view(session, today(), wages)
    week.page = json.dumps(page_of(view, cash, wages), ensure_ascii=False)
    week.words = words.strip()
    session.flush()
    tell(session, f"Cash of the week of {full_date(start)} kept")
    return week.id
