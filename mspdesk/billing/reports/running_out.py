"""The one list of what runs out at clients, with the cards that pay by themselves beside (B1)."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from sqlalchemy.orm import Session

from ...dates import add_months
from ...desk.area import Chart, Figure, Glance, Period, Place, Report
from ...documentation.queries.expiries import DAYS, Expiry, expiries
from ...exchange.columns import DATE, TEXT, WHOLE, OutColumn
from ...rows import dataclass
from ..queries.autopay import auto_payments

Filters = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class ExpiryRow:
    """Something that runs out; `days` are left, below zero when it has."""

    id: int
    client: str
    kind: str
    name: str
    on: date
    days: int


def cards(session: Session, until: date, client_id: int | None) -> list[Expiry]:
    """Cards of clients and of ours that run out by a day."""
    found = []
    for row in auto_payments(session):
        # A card is good until the end of its month, of which the first day is kept.
        last = row.expires_on and add_months(row.expires_on, 1) - timedelta(days=1)
        if last is not None and last <= until and client_id in (None, row.client_id):
            place = Place("billing", row.id, "autopay")
            name = " ".join(filter(None, (row.what, row.card)))
            found.append(Expiry(row.client_id or 0, row.who, "Card", name, last, place))
    return found


def _rows(session: Session, period: Period, filters: Filters) -> list[ExpiryRow]:
    day = period.last
    found = expiries(session, day + timedelta(days=DAYS), filters.get("client"), (cards,), on=day)
    return [
        ExpiryRow(n, one.client, one.kind, one.name, one.on, one.days(day))
        for n, one in enumerate(found, 1)
    ]


_COLUMNS: tuple[OutColumn[ExpiryRow], ...] = (
    OutColumn("Client", TEXT, lambda r: r.client),
    OutColumn("Kind", TEXT, lambda r: r.kind),
    OutColumn("What", TEXT, lambda r: r.name),
    OutColumn("Last day", DATE, lambda r: r.on, "on"),
    OutColumn("Days left", WHOLE, lambda r: r.days, "days"),
)

EXPIRIES = Report(
    "expiries",
    "Running out in 90 days",
    "Month",
    "Domains, warranties, licenses, certificates, subscriptions, leases and cards.",
    "as_of",
    _COLUMNS,
    _rows,
    filters=("client",),
)

SOON = 30
"""Days within which something that runs out wants doing now."""


def expiries_glance(
    _session: Session, _period: Period, _filters: Filters, rows: Sequence[ExpiryRow]
) -> list[Figure | Chart]:
    """How much ran out already, how much does soon, and how much later."""
    gone = sum(row.days < 0 for row in rows)
    soon = sum(0 <= row.days <= SOON for row in rows)
    clients = len({row.client for row in rows})
    noun = "client" if clients == 1 else "clients"
    return [
        Figure("Ran out", str(gone), "and is still in use"),
        Figure(f"Within {SOON} days", str(soon), "to renew or let go"),
        Figure(f"Within {DAYS} days", str(len(rows) - gone), f"at {clients} {noun}"),
    ]


EXPIRIES_GLANCE = Glance("expiries", expiries_glance)
