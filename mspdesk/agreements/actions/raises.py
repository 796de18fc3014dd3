"""New prices: planned, told to the client ahead with the letter, in force on their day (S120)."""

from datetime import date, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from ...database.action import action, tell
from ...database.stale import as_seen
from ...dates import full_date, today
from ...desk.area import Dated
from ...errors import UserError
from ...letters.actions import write_letter
from ...money import shown
from ...shop.models import Shop
from ...shop.queries import shop as the_shop
from .. import queries, rules
from ..models import Agreement, AgreementLine, PlanSheet, PriceRaise
from ..rules import State
from .sheets import take_tier

LETTER = "letters/rate-rise"


@action("Plan price raise")
def plan_raise(
    session: Session,
    agreement_id: int,
    effective_on: date,
    percent: int = 0,
    new_rate: int | None = None,
) -> int:
    """Plan new prices from a day on; answers the id.

    `percent` in ten-thousandths raises every line (500 is 5 %); `new_rate` is the hourly rate in
    minor units. Raises UserError by field.
    """
    held = session.get_one(Agreement, agreement_id)
    if held.state not in rules.RUNNING:
        raise UserError("Prices are raised under an agreement that runs.", "effective_on")
    if percent == 0 and new_rate is None:
        raise UserError("Say by how much prices rise, or the new hourly rate.", "percent")
    if percent <= -10_000:
        raise UserError("Prices cannot fall by all of it.", "percent")
    if new_rate is not None and new_rate < 0:
        raise UserError("Type a figure that is not below zero.", "new_rate")
    rules.check_raise(today(), effective_on, _notice(session))
    row = PriceRaise(
        agreement_id=agreement_id,
        planned_on=today(),
        effective_on=effective_on,
        percent=percent,
        old_rate=queries.hourly_rate(session, agreement_id),
        new_rate=new_rate,
    )
    session.add(row)
    session.flush()
    tell(session, f"New prices of {held.number} planned for {full_date(effective_on)}")
    return row.id


def _notice(session: Session) -> int:
    """How many days ahead the shop tells new prices."""
    return session.scalars(select(Shop.price_notice_days)).one()


@action("Announce price raise")
def announce_raise(
    session: Session, raise_id: int, version: int, announced_on: date | None = None
) -> int:
    """Write the letter that tells the client, and let the new prices wait for their day (S120).

    Answers the id of the letter. Raises UserError when the day is too near to be told in time.
    """
    row = as_seen(session, PriceRaise, raise_id, version)
    if row.state != "planned":
        raise UserError("This raise was announced already.")
    on = announced_on or today()
    rules.check_raise(on, row.effective_on, _notice(session))
    held = session.get_one(Agreement, row.agreement_id)
    letter = write_letter(
        session, held.client_id, LETTER, _fields(session, held, row), about=f"agreement:{held.id}"
    )
    if row.percent:
        _raise_lines(session, held, row)
    row.state, row.announced_on, row.letter_id = "announced", on, letter
    session.flush()
    tell(session, f"New prices of {held.number} announced for {full_date(row.effective_on)}")
    return letter


def _fields(session: Session, held: Agreement, row: PriceRaise) -> dict[str, str]:
    """What the letter says: the old and the new price, what for, from when, and every line."""
    money = the_shop(session).money
    sheet = queries.price_change(session, held.id, row.effective_on, row.percent, row.new_rate)
    head = sheet.headline
    table = ["| What | Until now | From then |"]
    table += [
        f"| {one.text} | {shown(one.old, money)} | {shown(one.new, money)} |" for one in sheet.rows
    ]
    return {
        "rate.old": shown(head.old, money),
        "rate.new": shown(head.new, money),
        "rate.unit": head.unit,
        "rate.from": full_date(row.effective_on),
        "rate.table": "\n".join(table),
    }


def _raise_lines(session: Session, held: Agreement, row: PriceRaise) -> None:
    """End every line the day before and begin it again at the new price; a fee becomes a line."""
    on = row.effective_on
    for n, line in enumerate(queries.lines_on(session, held.id, on, on), 1):
        old = session.get(AgreementLine, line.id) if line.id else None
        session.add(
            AgreementLine(
                agreement_id=held.id,
                sheet_id=line.sheet_id,
                item_id=line.item_id,
                position=old.position if old else n,
                kind=line.kind,
                text=line.text,
                unit=line.unit,
                counts=line.counts,
                quantity=old.quantity if old else line.quantity,
                price=line.price if line.bundled else rules.raised(line.price, row.percent),
                cost=line.cost,
                taxable=line.taxable,
                tax_code=line.tax_code,
                bundled=line.bundled,
                from_on=on,
                to_on=old.to_on if old else None,
                replaces_id=old.id if old else None,
            )
        )
        if old is not None:
            old.to_on = on - timedelta(days=1)
    session.flush()


@action("Drop price raise")
def drop_raise(session: Session, raise_id: int, version: int) -> None:
    """Take back new prices that are not in force yet; the old ones go on."""
    row = as_seen(session, PriceRaise, raise_id, version)
    if row.state not in ("planned", "announced"):
        raise UserError("These prices are in force. Plan others from a day on instead.")
    if row.state == "announced" and row.effective_on <= today():
        raise UserError("These prices are in force. Plan others from a day on instead.")
    if row.state == "announced":
        _lower_lines(session, row)
    row.state = "dropped"
    tell(session, f"New prices for {full_date(row.effective_on)} dropped")


def _lower_lines(session: Session, row: PriceRaise) -> None:
    """Let the lines before the raise go on, and take off those that were to follow them."""
    new = select(AgreementLine).where(
        AgreementLine.agreement_id == row.agreement_id,
        AgreementLine.from_on == row.effective_on,
        or_(AgreementLine.replaces_id.is_not(None), AgreementLine.sheet_id.is_(None)),
    )
    for line in session.scalars(new):
        before = session.get(AgreementLine, line.replaces_id) if line.replaces_id else None
        if before is not None:
            before.to_on = line.to_on
        session.delete(line)
    session.flush()


@action("Apply price raise")
def apply_raise(session: Session, raise_id: int, version: int) -> None:
    """Let announced prices hold from today: the hourly rate changes, the lines already have."""
    row = as_seen(session, PriceRaise, raise_id, version)
    _apply(session, row)


def _apply(session: Session, row: PriceRaise) -> None:
    if row.state != "announced":
        raise UserError("Announce these prices to the client first.")
    if row.effective_on > today():
        raise UserError(f"These prices begin on {full_date(row.effective_on)}.")
    held = session.get_one(Agreement, row.agreement_id)
    if row.new_rate is not None:
        held.rate = row.new_rate
    row.state = "applied"
    session.flush()
    tell(session, f"New prices of {held.number} are in force")


@action("Bring agreements up to date")
def come_into_force(session: Session, day: date | None = None) -> int:
    """Do what the day asks for: prices that begin, sheets that begin, notice that ran out.

    It happens by itself when the books open and when the day turns. A term that ran out without
    notice waits for somebody, who extends it, renews it or lets it end. Answers how many agreements
    changed.
    """
    on = day or today()
    changed: set[int] = set()
    due = select(PriceRaise).where(PriceRaise.state == "announced", PriceRaise.effective_on <= on)
    for row in session.scalars(due).all():
        _apply(session, row)
        changed.add(row.agreement_id)
    changed |= _begin_sheets(session, on)
    changed |= _end_terms(session, on)
    session.flush()
    count = len(changed)
    words = "1 agreement changed today" if count == 1 else f"{count} agreements changed today"
    tell(session, f"{words}, as agreed")
    return count


def _begin_sheets(session: Session, on: date) -> set[int]:
    """Name agreements by the accepted sheet whose day has come."""
    found = (
        select(PlanSheet, Agreement)
        .join(Agreement, Agreement.id == PlanSheet.agreement_id)
        .where(
            PlanSheet.state == "accepted",
            PlanSheet.effective_on <= on,
            Agreement.state.in_(rules.RUNNING),
            or_(Agreement.tier != PlanSheet.tier, Agreement.plan != PlanSheet.title),
            PlanSheet.title != "",
        )
        .order_by(PlanSheet.agreement_id, PlanSheet.effective_on, PlanSheet.number)
    )
    changed = set()
    for sheet, held in session.execute(found).all():
        take_tier(session, held, sheet)
        changed.add(held.id)
    return changed


def _end_terms(session: Session, on: date) -> set[int]:
    """End agreements under notice whose last day is past."""
    found = select(Agreement).where(
        Agreement.state.in_(rules.RUNNING),
        Agreement.end_on < on,
        Agreement.notice_on.is_not(None),
    )
    changed = set()
    for held in session.scalars(found):
        held.state, held.ended_on = State.TERMINATED, held.end_on
        changed.add(held.id)
    return changed


def begins(session: Session, day: date) -> bool:
    """Whether prices or sheets begin by a day, or agreements under notice ended before it."""
    return bool(queries.due_on(session, day))


DATED = (Dated(begins, come_into_force),)
