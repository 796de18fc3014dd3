"""Reports on prospects, and on clients before they are asked to renew."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from ...desk.area import Period, Report
from ...exchange.columns import DATE, HOURS, PERCENT, TEXT, WHOLE, Kind, OutColumn, money_in
from ...money import USD, Currency
from ..queries import worksheet as queries
from ..queries.renewing import MoneyFacts, ServiceFacts, money_facts, service_facts
from ..queries.worksheet import WorksheetRow

_WORKSHEETS: tuple[OutColumn[WorksheetRow], ...] = (
    OutColumn("Prospect", TEXT, lambda row: row.client),
    OutColumn("Day", DATE, lambda row: row.on),
    OutColumn("Known", WHOLE, lambda row: row.known),
    OutColumn("Not known", WHOLE, lambda row: row.unknown),
    OutColumn("Not asked", WHOLE, lambda row: row.open),
    OutColumn("Known %", WHOLE, lambda row: row.percent),
    OutColumn("Nobody in charge of", TEXT, lambda row: row.nobody),
    OutColumn("Decision", TEXT, lambda row: row.decision),
)


def worksheet_rows(
    session: Session, _period: Period, _filters: Mapping[str, int]
) -> list[WorksheetRow]:
    """The newest worksheet of each prospect, the least known first (S083)."""
    return queries.worksheets(session)


def _service(session: Session, period: Period, filters: Mapping[str, int]) -> list[ServiceFacts]:
    return service_facts(session, period.last, filters.get("client"))


def _money(session: Session, period: Period, filters: Mapping[str, int]) -> list[MoneyFacts]:
    return money_facts(session, period.last, filters.get("client"))


def _sum(*keys: str) -> Any:
    def totals(rows: Sequence[Any]) -> dict[str, int]:
        return {key: sum(getattr(row, key) or 0 for row in rows) for key in keys}

    return totals


def _service_columns(money: Kind) -> tuple[OutColumn[ServiceFacts], ...]:
    """What is said of a client's service; the last one stands in files alone."""
    return (
        OutColumn("Client", TEXT, lambda r: r.client),
        OutColumn("Renews", DATE, lambda r: r.renews_on),
        OutColumn("Tickets", WHOLE, lambda r: r.tickets, "tickets"),
        OutColumn("Hours", HOURS, lambda r: r.minutes, "minutes"),
        OutColumn("Per hour", money, lambda r: r.hourly, "effective_rate"),
        OutColumn("In time", PERCENT, lambda r: r.answered, "response_met"),
        OutColumn("Devices", WHOLE, lambda r: r.devices, "devices"),
        OutColumn("Known", PERCENT, lambda r: r.documented * 10_000, "documented"),
        OutColumn("Restores", WHOLE, lambda r: r.restores, "restores"),
        OutColumn("DR copy", TEXT, lambda r: r.dr_copy),
        OutColumn("Last restore", DATE, lambda r: r.restored_on),
    )


def reports(currency: Currency = USD) -> tuple[Report, ...]:
    """The reports of sales, sums in the shop's currency."""
    money = money_in(currency)
    return (
        Report(
            "worksheets",
            "Technology worksheets",
            "Month",
            "What prospects know of their own technology, and what we decided.",
            "as_of",
            _WORKSHEETS,
            worksheet_rows,
        ),
        Report(
            "renewal-service",
            "Renewal, what we did",
            "Renewal",
            "Each client's last twelve months: tickets, hours, answers in time, what is documented"
            " and tested.",
            "as_of",
            _service_columns(money)[:-1],
            _service,
            _sum("tickets", "minutes", "devices", "restores"),
            filters=("client",),
            needs="money",
            files=_service_columns(money),
        ),
        Report(
            "renewal-money",
            "Renewal, what it brings",
            "Renewal",
            "Each client's last twelve months of money, what is left of it, advice it declined, and"
            " what a renewal would ask.",
            "as_of",
            (
                OutColumn[MoneyFacts]("Client", TEXT, lambda r: r.client),
                OutColumn[MoneyFacts]("Renews", DATE, lambda r: r.renews_on),
                OutColumn[MoneyFacts]("12 months", money, lambda r: r.revenue, "revenue"),
                OutColumn[MoneyFacts]("Profit", money, lambda r: r.profit, "profit"),
                OutColumn[MoneyFacts]("Pays in, days", WHOLE, lambda r: r.pays_in, "pays_in"),
                OutColumn[MoneyFacts]("Overdue", money, lambda r: r.overdue, "overdue"),
                OutColumn[MoneyFacts]("Declined", WHOLE, lambda r: r.declined, "declined"),
                OutColumn[MoneyFacts]("Plan", TEXT, lambda r: r.plan),
                OutColumn[MoneyFacts]("A month", money, lambda r: r.monthly, "monthly"),
                OutColumn[MoneyFacts]("Proposed", money, lambda r: r.proposed, "proposed"),
                OutColumn[MoneyFacts]("Letter", TEXT, lambda r: r.letter),
            ),
            _money,
            _sum("revenue", "profit", "overdue", "declined", "monthly", "proposed"),
            filters=("client",),
            needs="money",
        ),
    )
