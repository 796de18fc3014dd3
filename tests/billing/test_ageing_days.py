"""Ageing on any day of the past: counted back from today, it equals what the bare rows say."""

import random
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from mspdesk.billing import queries
from mspdesk.billing.models import Allocation, Invoice, Payment
from mspdesk.billing.rules.ageing import bucket
from mspdesk.database.action import action
from tests.billing.moneyshop import DAY, MoneyShop

DAYS = 40
"""Everything happens within so many days; with few days many things fall on the same one."""


@action("Write old money", undoable=False, batch=True)
def write_old_money(session: Session, clients: list[int], seed: int) -> None:
    """Invoices, credits, payments, refunds and allocations, as they come, by a seed."""
    dice = random.Random(seed)

    def on() -> date:
        return DAY - timedelta(days=dice.randrange(DAYS))

    def issued(n: int, kind: str, total: int, applies_to_id: int | None = None) -> Invoice:
        return Invoice(
            number=f"{kind}{n}",
            key=f"{kind}-{n}",
            kind=kind,
            state="issued",
            client_id=dice.choice(clients),
            applies_to_id=applies_to_id,
            issued_on=on(),
            due_on=dice.choice((None, on() - timedelta(days=dice.randrange(100)))),
            subtotal=total,
            total=total,
        )

    invoices = [issued(n, "invoice", dice.randrange(0, 900)) for n in range(12)]
    session.add_all(invoices)
    session.flush()
    session.add_all(
        issued(n, dice.choice(("credit", "write_off")), -dice.randrange(1, 400), dice.choice(ids))
        for ids in ([one.id for one in invoices],)
        for n in range(6)
    )
    payments = [
        Payment(client_id=dice.choice(clients), received_on=on(), amount=dice.randrange(-300, 900))
        for _ in range(10)
    ]
    session.add_all(payments)
    session.flush()
    session.add_all(
        Allocation(
            payment_id=dice.choice(payments).id,
            invoice_id=dice.choice(invoices).id,
            amount=dice.randrange(-200, 500),
            on=dice.choice((None, on())),
        )
        for _ in range(18)
    )


Wanted = dict[int, tuple[dict[str, int], int, int, date | None]]


@dataclass
class Bare:
    """The bare rows, read once and never summed by the books."""

    invoices: dict[int, Invoice]
    payments: dict[int, Payment]
    shares: list[Allocation]


def bare(session: Session) -> Bare:
    """Read them."""
    return Bare(
        {one.id: one for one in session.query(Invoice).filter_by(state="issued")},
        {one.id: one for one in session.query(Payment)},
        session.query(Allocation).all(),
    )


def by_hand(rows: Bare, day: date) -> Wanted:
    """By client: open sums by bucket, invoices, credit over, oldest due day; bare rows added up."""
    invoices, payments = rows.invoices, rows.payments
    opened = {
        id_: one.total
        for id_, one in invoices.items()
        if one.kind == "invoice" and one.issued_on and one.issued_on <= day
    }
    for one in invoices.values():
        if one.applies_to_id in opened and one.issued_on and one.issued_on <= day:
            opened[one.applies_to_id] += one.total
    over = dict.fromkeys({one.client_id for one in invoices.values()}, 0)
    for paid in payments.values():
        over.setdefault(one.client_id, 0)
        over[paid.client_id] += paid.amount if paid.received_on <= day else 0
    for share in rows.shares:
        paid = payments[share.payment_id]
        if (share.on or paid.received_on) <= day:
            over[paid.client_id] -= share.amount
            if share.invoice_id in opened:
                opened[share.invoice_id] -= share.amount
    found = {}
    for client_id, credit in over.items():
        mine = [invoices[id_] for id_, rest in opened.items() if rest]
        mine = [one for one in mine if one.client_id == client_id]
        sums = dict.fromkeys(("current", "1-30", "31-60", "61-90", "over-90"), 0)
        for one in mine:
            sums[bucket((day - one.due_on).days if one.due_on else 0)] += opened[one.id]
        if mine or credit:
            oldest = min((one.due_on for one in mine if one.due_on), default=None)
            found[client_id] = (sums, len(mine), credit, oldest)
    return found


@pytest.mark.parametrize("seed", range(3))
def test_ageing_on_any_day_equals_the_bare_rows(shop: MoneyShop, seed: int) -> None:
    shop.store.do(write_old_money, [shop.kestrel, shop.dunmore], seed)

    with shop.store.read() as session:
        rows = bare(session)
        for back in range(-1, DAYS + 2):
            day = DAY - timedelta(days=back)
            wanted = by_hand(rows, day)
            found = {
                row.id: (row.amounts, row.invoices, row.unapplied, row.oldest_due_on)
                for row in queries.ageing_by_client(session, day)
            }
            assert found == wanted, day
            whole = queries.ageing_row(session, day)
            assert whole.open_total == sum(sum(one[0].values()) for one in wanted.values())
            assert whole.open_invoices == sum(one[1] for one in wanted.values())
            assert whole.unapplied == sum(one[2] for one in wanted.values())
