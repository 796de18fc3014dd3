"""What people do about money that is late: steps, promises, the late fee; nothing by itself."""

import re
from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...clients.models import Client
from ...database.action import acting, action, tell
from ...dates import full_date, short_date, today
from ...errors import UserError
from ...letters.actions import write_letter
from ...letters.queries import text_of
from ...money import QUANTITY, percent, shown
from ...shop.models import Shop
from ...shop.queries import shop as the_shop
from ..models import CollectionRule, CollectionStep, PaymentPromise, Receivable
from ..queries import collections as asked
from ..rules.collections import FEE_EVERY_DAYS, Rule, checked
from ..rules.words import LineKind
from .common import ensure_draft
from .lines import add_line

LONGEST_PROMISE = 730
"""A promise further ahead than this is a slip of the finger; days."""


def _oldest(session: Session, client_id: int) -> date:
    """The due day late steps are counted from; raises UserError where nothing is overdue."""
    found = asked.oldest_due(session, client_id)
    if found is None or found >= today():
        raise UserError(f"Nothing of {_name(session, client_id)} is overdue.")
    return found


def _name(session: Session, client_id: int) -> str:
    return session.get_one(Client, client_id).name


def _overdue(session: Session, client_id: int) -> int:
    return sum(row.open for row in asked.late_rows(session, client_id))


def _log(
    session: Session, client_id: int, key: str, words: str, letter_id: int | None = None
) -> CollectionStep:
    step = CollectionStep(
        client_id=client_id,
        rule_key=key,
        on=today(),
        oldest_due_on=_oldest(session, client_id),
        amount=_overdue(session, client_id),
        letter_id=letter_id,
        person_id=acting(session),
        words=words.strip(),
    )
    session.add(step)
    session.flush()
    return step


@action("Take late step")
def take_step(
    session: Session, client_id: int, key: str, words: str = "", *, letter: bool = True
) -> int | None:
    """Log that a step was taken with a client (S107), and write its letter where it has one.

    Answers the id of the letter, a draft that nobody has sent yet, or None. A fee step puts the
    line on the draft. Raises UserError where the step is unknown or nothing is overdue.
    """
    rule = next((one for one in asked.late_rules(session) if one.key == key), None)
    if rule is None:
        raise UserError("Choose a step from the list.", "step")
    _oldest(session, client_id)
    if rule.does == "fee":
        add_late_fee(session, client_id, words)
        return None
    letter_id = None
    if letter and rule.form:
        fields = asked.letter_fields(session, client_id)
        letter_id = write_letter(session, client_id, rule.form, fields, f"collection:{client_id}")
    _log(session, client_id, key, words, letter_id)
    more = ", letter written" if letter_id else ""
    tell(session, f"Noted for {_name(session, client_id)}: {rule.words.lower()}{more}")
    return letter_id


@action("Let work go on")
def lift_stop(session: Session, client_id: int, words: str = "") -> None:
    """Take “stop non-critical work” back, for a plan that was agreed or any other reason."""
    if asked.standing(session, client_id).stopped_on is None:
        raise UserError("Work for this client is not stopped.")
    _log(session, client_id, asked.LIFT, words)
    tell(session, f"Work for {_name(session, client_id)} goes on")


@action("Add late fee")
def add_late_fee(session: Session, client_id: int, words: str = "") -> int:
    """Put one month's late fee on the client's draft, where the shop asks for one.

    Answers the line's id. Raises UserError where there is no fee, nothing is a month late, or the
    last fee is not a month old.
    """
    rate = asked.late_fee_rate(session)
    if not rate:
        raise UserError("Your shop asks for no late fee. Set one under Collections first.")
    fee = asked.fee_now(session, client_id)
    if not fee:
        raise UserError(f"Nothing is {FEE_EVERY_DAYS} days late yet.")
    _refuse_second_fee(session, client_id)
    rows = [row for row in asked.late_rows(session, client_id) if row.days >= FEE_EVERY_DAYS]
    numbers = ", ".join(row.number for row in rows)
    text = f"Late fee, {percent(rate)} for a month on invoice{'s' * (len(rows) > 1)} {numbers}"
    draft = ensure_draft(session, client_id)
    line = add_line(session, draft.id, LineKind.LATE_FEE, text[:2000], QUANTITY, fee)
    _log(session, client_id, "fee", words or shown(fee, the_shop(session).money))
    tell(session, f"Late fee of {shown(fee, the_shop(session).money)} on the draft")
    return line


def _refuse_second_fee(session: Session, client_id: int) -> None:
    last = session.scalar(
        select(func.max(CollectionStep.on)).where(
            CollectionStep.client_id == client_id, CollectionStep.rule_key == "fee"
        )
    )
    if last is not None and (today() - last).days < FEE_EVERY_DAYS:
        raise UserError(
            f"A late fee was added on {short_date(last)}. It is for a month; the next one can come "
            f"{FEE_EVERY_DAYS} days later."
        )


# --- promises ----------------------------------------------------------------------------------


@action("Note promise")
def add_promise(
    session: Session,
    client_id: int,
    amount: int,
    promised_on: date,
    by: str = "",
    words: str = "",
    invoice_id: int | None = None,
) -> int:
    """Note what a client said will be paid by when; the next late step waits until then.

    Whether it is kept is counted from the money that comes. Raises UserError naming the field.
    """
    if amount <= 0:
        raise UserError("Type the amount that was promised, above zero.", "amount")
    if promised_on < today():
        raise UserError("Choose today or a day to come.", "promised_on")
    if (promised_on - today()).days > LONGEST_PROMISE:
        raise UserError("Choose a day within the next two years.", "promised_on")
    opened = _open(session, client_id, invoice_id)
    money = the_shop(session).money
    if amount > opened:
        raise UserError(f"Only {shown(opened, money)} is open.", "amount")
    row = PaymentPromise(
        client_id=client_id,
        invoice_id=invoice_id,
        amount=amount,
        promised_on=promised_on,
        made_on=today(),
        by=by.strip(),
        person_id=acting(session),
        words=words.strip(),
    )
    session.add(row)
    session.flush()
    said = f"{shown(amount, money)} promised by {full_date(promised_on)}"
    tell(session, f"{_name(session, client_id)}: {said}")
    return row.id


def _open(session: Session, client_id: int, invoice_id: int | None) -> int:
    found = select(func.coalesce(func.sum(Receivable.open), 0)).where(
        Receivable.client_id == client_id
    )
    if invoice_id is not None:
        found = found.where(Receivable.invoice_id == invoice_id)
    return int(session.scalar(found) or 0)


@action("Withdraw promise")
def withdraw_promise(session: Session, promise_id: int) -> None:
    """Take a promise out of the count: it was made by mistake or replaced by another one."""
    row = session.get(PaymentPromise, promise_id)
    if row is None or row.state == "withdrawn":
        raise UserError("This promise is no longer there.")
    row.state = "withdrawn"
    session.flush()
    tell(session, "Promise withdrawn")


# --- the steps themselves ----------------------------------------------------------------------


def _own_rules(session: Session) -> None:
    """Write the usual steps down as the shop's own before the first of them is changed."""
    if session.scalar(select(func.count()).select_from(CollectionRule)):
        return
    session.add_all(CollectionRule(**asdict(rule)) for rule in asked.late_rules(session))
    session.flush()


@action("Change late step")
def save_rule(session: Session, key: str, changes: Mapping[str, Any]) -> None:
    """Change a step: day, does, words, form, active. Raises UserError naming the field."""
    known = {rule.key: rule for rule in asked.late_rules(session)}
    if key not in known:
        raise UserError("This step is no longer there.")
    rule = checked(replace(known[key], **changes))
    if rule.form:
        text_of(session, rule.form)
    _own_rules(session)
    row = session.scalars(select(CollectionRule).where(CollectionRule.key == key)).one()
    for name in ("day", "does", "words", "form", "active"):
        setattr(row, name, getattr(rule, name))
    session.flush()
    tell(session, f"{rule.words} saved")


@action("Add late step")
def add_rule(session: Session, day: int, does: str, words: str, form: str = "") -> str:
    """Add a step of the shop's own and answer its key; raises UserError naming the field."""
    known = {rule.key for rule in asked.late_rules(session)} | {asked.LIFT}
    stem = re.sub(r"[^a-z0-9]+", "_", words.lower()).strip("_")[:30] or "step"
    key, n = stem, 1
    while key in known:
        n += 1
        key = f"{stem}_{n}"
    rule = checked(Rule(key, day, does, " ".join(words.split()), form))
    if form:
        text_of(session, form)
    _own_rules(session)
    session.add(CollectionRule(**asdict(rule)))
    session.flush()
    tell(session, f"{rule.words} added")
    return key


@action("Set late fee")
def set_late_fee(session: Session, rate: int) -> None:
    """Say what late money costs a month, in millionths (15_000 is 1.5 %); 0 for nothing."""
    if not 0 <= rate <= 100_000:
        raise UserError("Type a percentage from 0 to 10 a month.", "late_fee")
    row = session.get_one(Shop, the_shop(session).id)
    row.late_fee = rate
    session.flush()
    tell(session, f"Late fee {percent(rate)} a month" if rate else "No late fee")
