"""Drafts that hold nothing but what agreements ask for: all of a run's begun together."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...clients.models import Client
from ...database.many import insert_many
from ...shop.queries import ShopRow
from ..models import BilledPeriod, Invoice, InvoiceLine
from ..queries.parties import Codes, TaxChoice, Taxed, tax_choice_of
from ..queries.recurring import CHUNK, PlanDue
from ..rules.totals import totals
from ..rules.words import rank
from .recurring import Values, line_values, period_values


def begin_plans(
    session: Session,
    run_id: int,
    through_on: date,
    plans: Mapping[int, Sequence[PlanDue]],
    shop: ShopRow,
    codes: Codes,
) -> None:
    """Begin a draft for each client with what its agreements ask for, and nothing else yet."""
    heads: list[Values] = []
    lines: list[list[Values]] = []
    choices: dict[Taxed, TaxChoice] = {}
    facts = _facts(session, list(plans))
    for client_id, dues in plans.items():
        order_number, taxed = facts[client_id]
        taxes = choices.get(taxed) or choices.setdefault(taxed, tax_choice_of(taxed, shop, codes))
        some = [one for due in dues for one in line_values(0, due, taxes)]
        some.sort(key=lambda one: rank(one["kind"]))
        sums = totals(
            taxes.sum_for(one["amount"], one["tax_code"], taxable=one["taxable"]) for one in some
        )
        head = _head(client_id, run_id, through_on, dues, shop.currency)
        head["order_number"] = order_number
        head["subtotal"], head["tax"], head["total"] = sums.subtotal, sums.tax, sums.total
        heads.append(head)
        lines.append(some)
    ids = insert_many(session, Invoice, heads)
    for id_, some in zip(ids, lines, strict=True):
        for position, one in enumerate(some):
            one["invoice_id"], one["position"] = id_, position
    insert_many(session, InvoiceLine, [one for some in lines for one in some])
    periods = [
        one
        for id_, dues in zip(ids, plans.values(), strict=True)
        for due in dues
        for one in period_values(id_, due)
    ]
    insert_many(session, BilledPeriod, periods)


def _facts(session: Session, ids: Sequence[int]) -> dict[int, tuple[str, Taxed]]:
    """Order number and taxes of clients, asked for together and without the rest of them."""
    columns = [getattr(Client, name) for name in Taxed.__dataclass_fields__]
    found: dict[int, tuple[str, Taxed]] = {}
    for start in range(0, len(ids), CHUNK):
        some = Client.id.in_(ids[start : start + CHUNK])
        rows = session.execute(select(Client.id, Client.order_number, *columns).where(some))
        found |= {id_: (order, Taxed(*taxed)) for id_, order, *taxed in rows}
    return found


def _head(
    client_id: int, run_id: int, through_on: date, dues: Sequence[PlanDue], currency: str
) -> Values:
    """The columns of a new draft that is paid in advance."""
    return {
        "kind": "invoice",
        "state": "draft",
        "number": None,
        "number_int": None,
        "key": str(uuid.uuid4()),
        "run_id": run_id,
        "client_id": client_id,
        "applies_to_id": None,
        "void": False,
        "issued_on": None,
        "issued_at": None,
        "period_from": min(due.bill.first for due in dues),
        "period_to": max(due.bill.last for due in dues),
        "due_on": min(due.bill.first for due in dues),
        "terms_days": 0,
        "currency": currency,
        "order_number": "",
        "subtotal": 0,
        "tax": 0,
        "total": 0,
        "seller": "",
        "buyer": "",
        "note": "",
        "reason": "",
        "reviewed_by_id": None,
        "reviewed_at": None,
        "through_on": through_on,
        "prepaid_left": None,
        "prepaid_drawn": None,
        "source": "",
        "source_id": "",
        "batch_id": None,
    }
