"""Remembering what went to the accountant's program, and taking that back."""

import json
from collections.abc import Sequence
from dataclasses import asdict

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...database.action import acting, action, tell
from ...dates import now
from ...errors import UserError
from ...exchange.accountant import Accounts
from ..models import HandedOver, Handover
from ..queries.handover import Packed
from ..rules.handover import CUSTOMER, INVOICE, PAYMENT, TARGETS, Wanted


@action("Hand over to the accountant", undoable=False)
def record_handover(
    session: Session, wanted: Wanted, packed: Packed, file: str, accounts: Accounts
) -> int:
    """Remember a hand-over with everything in it, and answer its id.

    Raises UserError when something of it went meanwhile and nobody asked for it again.
    """
    row = Handover(
        target=wanted.target,
        at=now(),
        person_id=acting(session),
        first_on=packed.first,
        last_on=packed.last,
        file=file,
        customers=len(packed.customers),
        invoices=len(packed.invoices),
        payments=len(packed.payments),
        accounts=json.dumps(asdict(accounts), ensure_ascii=False),
    )
    session.add(row)
    session.flush()
    for kind, ids in (
        (CUSTOMER, packed.customers),
        (INVOICE, packed.invoices),
        (PAYMENT, packed.payments),
    ):
        _remember(session, row, kind, ids, again=wanted.again)
    many = f"{row.invoices} invoices and credit notes, {row.payments} payments"
    tell(session, f"{many} handed over to {TARGETS[wanted.target]}")
    return row.id


def _remember(
    session: Session, row: Handover, kind: str, ids: Sequence[int], *, again: bool
) -> None:
    there = set(
        session.scalars(
            select(HandedOver.record_id).where(
                HandedOver.target == row.target, HandedOver.kind == kind
            )
        )
    )
    if not again and there.intersection(ids):
        raise UserError(
            "Somebody handed some of this over meanwhile. Look again, then save the rest."
        )
    session.add_all(
        HandedOver(handover_id=row.id, target=row.target, kind=kind, record_id=record_id)
        for record_id in ids
        if record_id not in there
    )
    session.flush()


@action("Withdraw hand-over")
def withdraw_handover(session: Session, handover_id: int) -> None:
    """Say that a file was never taken in: what was in it is offered again."""
    row = session.get(Handover, handover_id)
    if row is None or row.withdrawn_at is not None:
        raise UserError("This hand-over was withdrawn already.")
    row.withdrawn_at = now()
    for one in session.scalars(select(HandedOver).where(HandedOver.handover_id == handover_id)):
        session.delete(one)
    session.flush()
    tell(session, f"Hand-over of {row.at:%b} {row.at.day} withdrawn; it is offered again")
