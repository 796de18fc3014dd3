"""The report on advice: what was recommended within some days, and what clients answered."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from ...desk.area import Period, Report
from ...exchange.columns import DATE, TEXT, OutColumn, money_in
from ...money import USD, Currency
from ..queries import advice as queries
from ..queries.advice import AdviceRow


def advice_rows(session: Session, period: Period, filters: Mapping[str, int]) -> list[AdviceRow]:
    """Advice given or answered within the period, by client (S130)."""
    rows = queries.all_advice(session, period.first, period.last)
    client_id = filters.get("client")
    return [row for row in rows if client_id is None or row.client_id == client_id]


def reports(currency: Currency = USD) -> tuple[Report, ...]:
    """The report on advice, prices in the shop's currency."""
    money = money_in(currency)
    columns: tuple[OutColumn[AdviceRow], ...] = (
        OutColumn("Client", TEXT, lambda row: row.client),
        OutColumn("Said on", DATE, lambda row: row.advised_on),
        OutColumn("What we recommended", TEXT, lambda row: row.title),
        OutColumn("Answer", TEXT, lambda row: row.words),
        OutColumn("Answered on", DATE, lambda row: row.answered_on),
        OutColumn("They chose", TEXT, lambda row: row.choice),
        OutColumn("Signed on", DATE, lambda row: row.signed_on),
        OutColumn("Once", money, lambda row: row.price),
        OutColumn("A month", money, lambda row: row.monthly),
    )
    return (
        Report(
            "advice",
            "Advice and answers",
            "Quarter",
            "What we recommended, what was taken, and what was declined and signed for.",
            "quarter",
            columns,
            advice_rows,
            filters=("client",),
        ),
    )
