"""The grid as reports: what differs each month, what belongs to nobody each week (B5, S084)."""

from collections.abc import Callable, Mapping, Sequence

from sqlalchemy.orm import Session

from ..desk.area import Period, Report
from ..exchange.columns import QUANTITY, TEXT, OutColumn, money_in
from ..money import USD, Currency
from . import queries
from .queries import GridRow, PurchaseRow

Filters = Mapping[str, int]


def grid_columns(currency: Currency = USD) -> tuple[OutColumn[GridRow], ...]:
    """The columns of the whole grid, for .xlsx and CSV."""
    money = money_in(currency)
    return (
        OutColumn("Client", TEXT, lambda r: r.client),
        OutColumn("Pays by", TEXT, lambda r: r.payment),
        OutColumn("Plan", TEXT, lambda r: r.plan),
        OutColumn("RMM level", TEXT, lambda r: r.rmm_level),
        OutColumn("Code", TEXT, lambda r: r.code),
        OutColumn("Service", TEXT, lambda r: r.item),
        OutColumn("Bought", QUANTITY, lambda r: r.bought, "bought"),
        OutColumn("Sold", QUANTITY, lambda r: r.sold, "sold"),
        OutColumn("Bundled", QUANTITY, lambda r: r.bundled, "bundled"),
        OutColumn("In use", QUANTITY, lambda r: r.in_use, "in_use"),
        OutColumn("Cost", money, lambda r: r.cost, "cost"),
        OutColumn("Revenue", money, lambda r: r.revenue, "revenue"),
        OutColumn("Variance", QUANTITY, lambda r: r.left, "variance"),
        OutColumn("Unbilled cost", money, lambda r: r.unbilled_cost, "unbilled_cost"),
        OutColumn("Missed revenue", money, lambda r: r.missed, "missed"),
        OutColumn("Orphan", TEXT, lambda r: r.orphan),
    )


def purchase_columns(currency: Currency = USD) -> tuple[OutColumn[PurchaseRow], ...]:
    """The columns of what is bought, in the order in which a list is pasted."""
    return (
        OutColumn("Client", TEXT, lambda r: r.client),
        OutColumn("Service", TEXT, lambda r: r.item),
        OutColumn("Count", QUANTITY, lambda r: r.quantity, "quantity"),
        OutColumn("Cost", money_in(currency), lambda r: r.unit_cost, "unit_cost"),
        OutColumn("Vendor", TEXT, lambda r: r.vendor),
    )


def _variance_rows(session: Session, period: Period, filters: Filters) -> list[GridRow]:
    return queries.variances(session, period.last, filters.get("client"))


def _orphan_rows(session: Session, period: Period, filters: Filters) -> list[GridRow]:
    return queries.orphans(session, period.last, filters.get("client"))


def _sum(*keys: str) -> Callable[[Sequence[GridRow]], dict[str, int]]:
    columns = {column.json_key: column for column in grid_columns()}

    def totals(rows: Sequence[GridRow]) -> dict[str, int]:
        found = {key: sum(int(columns[key].value(row) or 0) for row in rows) for key in keys}
        # What a bundle would ask for stands in the row of each of its members.
        return found | {"missed": queries.missed(rows)} if "missed" in keys else found

    return totals


def reports(currency: Currency = USD) -> tuple[Report, ...]:
    """The reports of what is bought and sold, in a currency."""
    named = {column.json_key: column for column in grid_columns(currency)}
    return (
        Report(
            "grid-variances",
            "Grid variances",
            "Month",
            "Bought less sold and bundled, and what is not billed",
            "month",
            tuple(
                named[key]
                for key in (
                    "client",
                    "service",
                    "bought",
                    "sold",
                    "bundled",
                    "variance",
                    "unbilled_cost",
                    "missed",
                )
            ),
            _variance_rows,
            _sum("unbilled_cost", "missed"),
            filters=("client",),
            needs="money",
        ),
        Report(
            "orphan-services",
            "Orphan services",
            "Week",
            "Bought for former clients, or for some without an agreement; none at month end",
            "as_of",
            tuple(named[key] for key in ("client", "service", "bought", "cost", "orphan")),
            _orphan_rows,
            _sum("cost"),
            filters=("client",),
            needs="money",
        ),
    )
