"""Money pushed about at random: whatever is done, the sums hold.

    python -m tests.torture.money --small|--full [--seed N]

prints one line of JSON and ends with 0 when nothing was at fault (reliability.md 3). First pure
sums (shares, tax, credits) against exact fractions; then real books on which random drafts, issues,
credits, payments, refunds and bounced checks are made, every check of the books is asked, and
ageing is counted again by hand from the bare rows, on today and on random days of the past.
"""

import argparse
import json
import random
import sys
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, timedelta
from fractions import Fraction
from pathlib import Path

from sqlalchemy import text

from mspdesk import dates
from mspdesk.billing import actions, queries
from mspdesk.billing.rules import totals
from mspdesk.billing.rules.ageing import bucket
from mspdesk.database import books
from mspdesk.database.store import Store
from mspdesk.errors import UserError
from mspdesk.money import split
from tests.billing.moneyshop import MoneyShop, furnish

START = datetime(2026, 1, 5, 9, 0)
RATES = (0, 10_000, 55_000, 87_500, 88_750, 200_000)


@dataclass(frozen=True, slots=True)
class Size:
    """How much is tried: pure cases, steps on real books, and how often the books are checked."""

    cases: int
    steps: int
    checked_every: int = 20


SMALL = Size(2_000, 60)
FULL = Size(200_000, 3_000, 100)


@dataclass(slots=True)
class Report:
    """What was tried and what was at fault."""

    seed: int
    cases: int = 0
    steps: int = 0
    refused: int = 0
    faults: list[str] = field(default_factory=list)


def run(size: Size, seed: int = 1, place: Path | None = None) -> Report:
    """Try so much with these dice; a fault is one sentence in the report."""
    report, dice = Report(seed), random.Random(seed)
    for _ in range(size.cases):
        report.cases += 1
        _pure(dice, report)
    if place is not None:
        _on_books(place, size, dice, report)
        return report
    with tempfile.TemporaryDirectory() as folder:
        _on_books(Path(folder), size, dice, report)
    return report


def _half_up(amount: Fraction) -> int:
    """The reference: exact, half away from zero."""
    whole = int(abs(amount) + Fraction(1, 2))
    return whole if amount >= 0 else -whole


def _pure(dice: random.Random, report: Report) -> None:
    """One random invoice in sums alone."""
    lines = [
        totals.Sum(
            dice.randrange(-50_000, 500_000),
            dice.random() < 0.7,
            dice.choice("ABC"),
            dice.choice(RATES),
        )
        for _ in range(dice.randrange(1, 12))
    ]
    bill = totals.totals(lines)
    bases: dict[tuple[str, int], int] = {}
    for line in lines:
        if line.taxable:
            bases[line.code, line.rate] = bases.get((line.code, line.rate), 0) + line.amount
    tax = sum(_half_up(Fraction(base * rate, 1_000_000)) for (_, rate), base in bases.items())
    if (bill.tax, bill.total) != (tax, sum(line.amount for line in lines) + tax):
        report.faults.append(f"totals of {lines}")
    weights = [dice.randrange(0, 90) for _ in range(dice.randrange(1, 9))] + [1]
    parts = split(bill.total, weights)
    exact = [Fraction(bill.total * weight, sum(weights)) for weight in weights]
    if sum(parts) != bill.total or any(abs(a - b) >= 1 for a, b in zip(parts, exact, strict=True)):
        report.faults.append(f"split of {bill.total} by {weights}")
    untaxed = bill.subtotal - sum(one.base for one in bill.taxes)
    if bill.total > 0 and untaxed >= 0 and all(one.base >= 0 for one in bill.taxes):
        amount = dice.randrange(1, bill.total + 1)
        given = totals.credit_parts(amount, untaxed, bill.taxes)
        if sum(one.net + one.tax for one in given) != amount:
            report.faults.append(f"credit of {amount} on {bill}")


# --- on real books --------------------------------------------------------------------------------


def _on_books(place: Path, size: Size, dice: random.Random, report: Report) -> None:
    """Random deeds on a shop of its own, day after day."""
    with dates.frozen(START):
        books.new_books(place / "shop", durable=False).close()
        store = books.open_books(place / "shop", durable=False)
        shop = furnish(store)
    now = START
    try:
        for step in range(size.steps):
            now += timedelta(days=dice.choice((0, 0, 1, 3, 9)))
            with dates.frozen(now):
                _step(shop, dice, report)
                if step % size.checked_every == 0 or step == size.steps - 1:
                    _check(store, now.date(), dice, report)
    finally:
        store.close()


def _step(shop: MoneyShop, dice: random.Random, report: Report) -> None:
    """One deed; a refusal in words is as good as a success."""
    deed: Callable[[MoneyShop, random.Random], object] = dice.choice(DEEDS)
    report.steps += 1
    try:
        deed(shop, dice)
    except UserError:
        report.refused += 1


def _client(shop: MoneyShop, dice: random.Random) -> int:
    return dice.choice((shop.kestrel, shop.dunmore))


def _bill(shop: MoneyShop, dice: random.Random) -> None:
    """A draft with lines of every kind, issued."""
    draft = shop.store.do(actions.new_draft, _client(shop, dice))
    for _ in range(dice.randrange(1, 5)):
        kind = dice.choice(("plan", "hardware", "service", "software", "setup", "discount"))
        quantity = dice.choice((10_000, 12_500, 3_333, 70_000))
        price = dice.randrange(0, 90_000) // (9 if kind == "discount" else 1)
        details = {"taxable": dice.random() < 0.5}
        shop.store.do(actions.add_line, draft, kind, "Work", quantity, price, details)
    for asked in shop.store.ask(queries.draft_page, draft).questions:
        reply = asked.answers[0]
        shop.store.do(actions.answer_question, draft, asked.kind, asked.subject, reply)
    shop.store.do(actions.mark_ready, draft)
    shop.store.do(actions.issue, [draft])


def _invoice(shop: MoneyShop, dice: random.Random) -> int:
    rows = shop.store.ask(queries.invoices, "issued", True, 40)
    if not rows:
        raise UserError("Nothing was issued yet.")
    return dice.choice(rows).id


def _payment(shop: MoneyShop, dice: random.Random) -> int:
    rows = shop.store.ask(queries.payments, "received", True, 40)
    if not rows:
        raise UserError("No money came in yet.")
    return dice.choice(rows).id


def _pay(shop: MoneyShop, dice: random.Random) -> None:
    client, amount = _client(shop, dice), dice.randrange(1, 300_000)
    opened = shop.store.ask(queries.open_invoices, client)
    shares = None
    if opened and dice.random() < 0.4:
        invoice, rest = dice.choice(opened)
        shares = {invoice: min(amount, max(1, rest // 2))}
    shop.store.do(actions.add_payment, client, amount, "check", None, "", shares)


def _credit(shop: MoneyShop, dice: random.Random) -> None:
    invoice = _invoice(shop, dice)
    page = shop.store.ask(queries.invoice_page, invoice)
    if dice.random() < 0.3:
        line = dice.choice(page.lines)
        net = max(1, line.amount // 2)
        shop.store.do(actions.credit_invoice, invoice, "Returned", None, {line.id: net})
    else:
        amount = dice.choice((None, dice.randrange(1, max(2, page.row.total))))
        shop.store.do(actions.credit_invoice, invoice, "Agreed", amount)


def _void(shop: MoneyShop, dice: random.Random) -> None:
    shop.store.do(actions.void_invoice, _invoice(shop, dice), "Wrong")


def _write_off(shop: MoneyShop, dice: random.Random) -> None:
    shop.store.do(actions.write_off_invoice, _invoice(shop, dice), "Gone")


def _apply(shop: MoneyShop, dice: random.Random) -> None:
    shop.store.do(actions.apply_credit, _payment(shop, dice))


def _refund(shop: MoneyShop, dice: random.Random) -> None:
    payment = _payment(shop, dice)
    over = shop.store.ask(queries.available, payment)
    shop.store.do(actions.refund, payment, dice.randrange(1, max(2, over + 2)))


def _bounce(shop: MoneyShop, dice: random.Random) -> None:
    shop.store.do(actions.reverse_payment, _payment(shop, dice), None, "Returned")


def _take_off(shop: MoneyShop, dice: random.Random) -> None:
    payment = _payment(shop, dice)
    pays = shop.store.ask(queries.payment_page, payment).pays
    if pays:
        shop.store.do(actions.unapply, payment, dice.choice(pays).invoice_id)


def _undo(shop: MoneyShop, dice: random.Random) -> None:
    shop.store.undo()


DEEDS = (
    *(_bill,) * 5,
    *(_pay,) * 5,
    _credit,
    _credit,
    _void,
    _write_off,
    _apply,
    _refund,
    _bounce,
    _take_off,
    _undo,
)


def _check(store: Store, today: date, dice: random.Random, report: Report) -> None:
    """Every check of the books, and ageing counted again from the bare rows."""
    for check in queries.CHECKS:
        report.faults += store.ask(check)
    row = store.ask(queries.ageing_row, today)
    if store.ask(queries.receivables).ageing != row:
        report.faults.append(f"the open invoices kept do not sum to the ageing of {today}")
    for day in (today, today - timedelta(days=dice.randrange(1, 120))):
        found, wanted = store.ask(queries.ageing_row, day), _by_hand(store, day)
        if (found.amounts, found.unapplied) != wanted:
            report.faults.append(f"ageing at {day}: {found} instead of {wanted}")


def _by_hand(store: Store, day: date) -> tuple[dict[str, int], int]:
    """Ageing without a single join: plain rows, added up here."""
    with store.read() as session:
        ask = session.connection().execute
        invoices = ask(text("SELECT id, kind, due_on, total, applies_to_id, issued_on FROM invoice"
                            " WHERE state = 'issued'")).all()  # fmt: skip
        payments = ask(text("SELECT id, amount, received_on FROM payment")).all()
        shares = ask(text('SELECT payment_id, invoice_id, amount, "on" FROM allocation')).all()
    opened = {i.id: i.total for i in invoices if i.kind == "invoice" and _day(i.issued_on) <= day}
    for one in invoices:
        if one.applies_to_id in opened and _day(one.issued_on) <= day:
            opened[one.applies_to_id] += one.total
    over = sum(one.amount for one in payments if _day(one.received_on) <= day)
    came = {one.id: _day(one.received_on) for one in payments}
    for one in shares:
        if (_day(one.on) if one.on else came[one.payment_id]) <= day:
            over -= one.amount
            if one.invoice_id in opened:
                opened[one.invoice_id] -= one.amount
    amounts = dict.fromkeys(("current", "1-30", "31-60", "61-90", "over-90"), 0)
    for one in invoices:
        if opened.get(one.id):
            amounts[bucket((day - _day(one.due_on)).days)] += opened[one.id]
    return amounts, over


def _day(value: object) -> date:
    return value if isinstance(value, date) else date.fromisoformat(str(value))


def main(argv: list[str] | None = None) -> int:
    """Run from a terminal; 0 when nothing was at fault."""
    asked = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    size = asked.add_mutually_exclusive_group(required=True)
    size.add_argument("--small", action="store_true", help="as in every test run")
    size.add_argument("--full", action="store_true", help="200,000 cases, 3,000 steps")
    asked.add_argument("--seed", type=int, default=1)
    said = asked.parse_args(argv)
    report = run(FULL if said.full else SMALL, said.seed)
    sys.stdout.write(json.dumps(asdict(report)) + "\n")
    return 1 if report.faults else 0


if __name__ == "__main__":
    sys.exit(main())
