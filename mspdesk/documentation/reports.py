"""Reports on documentation: how complete it is, what changed, whose devices, who pays."""

from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from ..desk.area import Chart, Figure, Glance, Period, Report
from ..exchange.columns import DATE, PERCENT, TEXT, WHOLE, OutColumn, money_in
from ..money import USD, Currency
from .queries import reports as queries
from .queries.reports import ChangedRow, CompleteRow, OrphanRow, OwnedRow

Filters = Mapping[str, int]

_COMPLETE: tuple[OutColumn[CompleteRow], ...] = (
    OutColumn("Client", TEXT, lambda r: r.client),
    OutColumn("Complete", PERCENT, lambda r: r.share, "share"),
    OutColumn("Sections", WHOLE, lambda r: r.complete, "complete"),
    OutColumn("Of", WHOLE, lambda r: r.counted, "counted"),
    OutColumn("Last checked", DATE, lambda r: r.checked_on),
    OutColumn("Not complete", TEXT, lambda r: r.missing, "missing"),
)

_CHANGED: tuple[OutColumn[ChangedRow], ...] = (
    OutColumn("Client", TEXT, lambda r: r.client),
    OutColumn("Day", DATE, lambda r: r.on),
    OutColumn("Section", TEXT, lambda r: r.section),
    OutColumn("What", TEXT, lambda r: r.what),
    OutColumn("Who", TEXT, lambda r: r.who),
)

_OWNED: tuple[OutColumn[OwnedRow], ...] = (
    OutColumn("Client", TEXT, lambda r: r.client),
    OutColumn("Status", TEXT, lambda r: r.status),
    OutColumn("Device", TEXT, lambda r: r.device),
    OutColumn("Kind", TEXT, lambda r: r.kind),
    OutColumn("Belongs to", TEXT, lambda r: r.owner, "owner"),
    OutColumn("Lessor", TEXT, lambda r: r.lessor),
    OutColumn("Lease until", DATE, lambda r: r.lease_until),
    OutColumn("Serial", TEXT, lambda r: r.serial),
    OutColumn("Where", TEXT, lambda r: r.place, "place"),
)


def _orphans(currency: Currency) -> tuple[OutColumn[OrphanRow], ...]:
    return (
        OutColumn("Client", TEXT, lambda r: r.client),
        OutColumn("Status", TEXT, lambda r: r.status),
        OutColumn("Subscription", TEXT, lambda r: r.name, "subscription"),
        OutColumn("Provider", TEXT, lambda r: r.provider),
        OutColumn("Account", TEXT, lambda r: r.account),
        OutColumn("Who pays", TEXT, lambda r: r.paid_by, "paid_by"),
        OutColumn("Quantity", WHOLE, lambda r: r.quantity),
        OutColumn("Cost each", money_in(currency), lambda r: r.unit_cost, "unit_cost"),
    )


def _complete(session: Session, _period: Period, filters: Filters) -> list[CompleteRow]:
    wanted = filters.get("client")
    return [row for row in queries.complete_rows(session) if wanted in (None, row.id)]


def _changed(session: Session, period: Period, filters: Filters) -> list[ChangedRow]:
    return queries.changed_rows(session, period.first, period.last, filters.get("client"))


def _owned(session: Session, _period: Period, filters: Filters) -> list[OwnedRow]:
    return queries.owned_rows(session, filters.get("client"))


def _orphan_rows(session: Session, _period: Period, _filters: Filters) -> list[OrphanRow]:
    return queries.orphan_rows(session)


def complete_glance(
    _session: Session, _period: Period, _filters: Filters, rows: Sequence[CompleteRow]
) -> list[Figure | Chart]:
    """How many clients are documented whole, and how many sections are left."""
    if not rows:
        return []
    whole = sum(row.complete == row.counted for row in rows)
    left = sum(row.counted - row.complete for row in rows)
    noun = "client" if len(rows) == 1 else "clients"
    return [
        Figure("Whole", str(whole), f"of {len(rows)} {noun}"),
        Figure("Sections to do", str(left), "over all clients"),
    ]


def reports(currency: Currency = USD) -> tuple[Report, ...]:
    """The reports of documentation, in a currency."""
    return (
        Report(
            "documentation",
            "Documentation by client",
            "Month",
            "How many of the sixteen sections are complete, and which are not.",
            "as_of",
            _COMPLETE,
            _complete,
            filters=("client",),
        ),
        Report(
            "documentation-changed",
            "Documentation changed",
            "Week",
            "What was written down, changed or taken away at clients.",
            "week",
            _CHANGED,
            _changed,
            filters=("client",),
        ),
        Report(
            "devices-of-others",
            "Devices that are not the client's",
            "Month",
            "What stands at clients and belongs to us or a lessor; former clients first.",
            "as_of",
            _OWNED,
            _owned,
            filters=("client",),
        ),
        Report(
            "subscriptions-unclear",
            "Subscriptions without a payer",
            "Month",
            "What runs on for businesses that left, and what nobody knows who pays.",
            "as_of",
            _orphans(currency),
            _orphan_rows,
        ),
    )


GLANCES = (Glance("documentation", complete_glance),)
