"""The proof of the figures kept by month: they are what the invoices say, computed anew."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from sqlalchemy import literal_column, select
from sqlalchemy.orm import Session

from ...billing.models import Invoice, InvoiceLine
from ...clients.models import Client
from ...money import QUANTITY, half_up
from ...rows import dataclass
from ...tickets.models import Ticket
from ..models import MoneyByClientMonth

SHOWN = 20
"""How many faults a check names."""

OTHER, PROJECT = "other", "project"
_ON_PROJECTS = ("time", "trip")

Kept = dict[tuple[int, str, str], tuple[int, int]]
"""Amount and cost in minor units by client, month and kind."""


@dataclass(frozen=True, slots=True)
class MoneyPart:
    """A part of what was billed: whose, on which day, of what kind, for how much, at what cost."""

    client_id: int
    day: date
    kind: str
    amount: int
    cost: int


def money_parts(session: Session) -> list[MoneyPart]:
    """Everything that was billed and counts, from the invoices themselves and nothing kept."""
    counts = (
        Invoice.state == literal_column("'issued'"),
        Invoice.kind != literal_column("'write_off'"),
        Invoice.issued_on.is_not(None),
    )
    invoices = session.execute(
        select(
            Invoice.id,
            Invoice.client_id,
            Invoice.issued_on,
            Invoice.subtotal,
            Invoice.void,
            Invoice.applies_to_id,
        ).where(*counts)
    ).all()
    days = {id_: on for id_, on in session.execute(select(Invoice.id, Invoice.issued_on)) if on}
    lines = _lines(session)
    found: list[MoneyPart] = []
    for id_, client_id, _, subtotal, void, applies_to in invoices:
        # A credit that voids an invoice takes that one's lines back; its own count for nothing.
        of, sign = (applies_to, -1) if void and applies_to is not None else (id_, 1)
        on, rest = days[id_], subtotal
        for day, kind, amount, cost in lines.get(of, ()):
            at = day or days.get(of, on)
            found.append(MoneyPart(client_id, at, kind, sign * amount, sign * cost))
            rest -= sign * amount
        if rest:
            found.append(MoneyPart(client_id, on, OTHER, rest, 0))
    return found


def _lines(session: Session) -> dict[int, list[tuple[date | None, str, int, int]]]:
    """Day, kind, amount and cost of every line, by invoice."""
    rows = session.execute(
        select(
            InvoiceLine.invoice_id,
            InvoiceLine.on,
            InvoiceLine.kind,
            InvoiceLine.amount,
            InvoiceLine.unit_cost,
            InvoiceLine.quantity,
            Ticket.project,
        ).outerjoin(Ticket, Ticket.id == InvoiceLine.ticket_id)
    )
    found: dict[int, list[tuple[date | None, str, int, int]]] = defaultdict(list)
    for invoice, on, kind, amount, each, quantity, project in rows:
        into = PROJECT if project and kind in _ON_PROJECTS else kind
        found[invoice].append((on, into, amount, half_up((each or 0) * quantity, QUANTITY)))
    return found


def by_month(parts: Iterable[MoneyPart]) -> Kept:
    """Parts summed by client, month and kind; what sums to nothing is left out."""
    sums: dict[tuple[int, str, str], list[int]] = defaultdict(lambda: [0, 0])
    for part in parts:
        here = sums[part.client_id, f"{part.day:%Y-%m}", part.kind]
        here[0] += part.amount
        here[1] += part.cost
    return {key: (amount, cost) for key, (amount, cost) in sums.items() if amount or cost}


def kept_money(session: Session) -> Kept:
    """The figures as they are kept; those of nothing are left out."""
    kept = MoneyByClientMonth
    rows = session.execute(select(kept.client_id, kept.month, kept.kind, kept.amount, kept.cost))
    return {
        (client_id, month, kind): (amount, cost)
        for client_id, month, kind, amount, cost in rows
        if amount or cost
    }


def check_money(session: Session) -> list[str]:
    """Compare every kept figure with the invoices; one sentence a fault."""
    true, kept = by_month(money_parts(session)), kept_money(session)
    wrong = sorted({key[:2] for key in true.keys() | kept.keys() if true.get(key) != kept.get(key)})
    names = dict(session.execute(select(Client.id, Client.name)).all()) if wrong else {}
    return [
        f"What {names.get(client_id, f'client {client_id}')} was billed in {month} is not the sum"
        " of its invoices."
        for client_id, month in wrong
    ][:SHOWN]


CHECKS = (check_money,)
"""What check_books asks of the garden; answers sentences, none when all is well."""
