"""Reports of the pipeline: what is open and likely, the funnel, and what is expected when."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from ...desk.area import Figure, Glance, Period, Report
from ...exchange.columns import DATE, TEXT, WHOLE, OutColumn, money_in
from ...money import USD, Currency, shown_whole
from ...shop.queries import shop
from ..queries import funnel as questions
from ..queries.funnel import FunnelRow, MonthRow
from ..queries.pipeline import OpportunityRow, opportunities, totals
from ..rules.pipeline import a_month


def open_rows(
    session: Session, _period: Period, _filters: Mapping[str, int]
) -> list[OpportunityRow]:
    """What is open, stage by stage (S129)."""
    return opportunities(session, "open")


def funnel_rows(session: Session, period: Period, _filters: Mapping[str, int]) -> list[FunnelRow]:
    """How far the opportunities of a year came."""
    return questions.funnel(session, period.first, period.last)


def month_rows(session: Session, _period: Period, _filters: Mapping[str, int]) -> list[MonthRow]:
    """What is expected, by month."""
    return questions.expected(session)


def _sum(*keys: str) -> Any:
    def summed(rows: Sequence[Any]) -> dict[str, int]:
        return {key: sum(getattr(row, key) or 0 for row in rows) for key in keys}

    return summed


def _month(row: MonthRow) -> str:
    return f"{row.month:%B %Y}" if row.month else "No day yet"


def reports(currency: Currency = USD) -> tuple[Report, ...]:
    """The reports of the pipeline, sums in the shop's currency."""
    money = money_in(currency)
    return (
        Report(
            "pipeline",
            "Weighted pipeline",
            "Week",
            "What may be sold, by stage: what it brings, how likely it is, the next step.",
            "as_of",
            (
                OutColumn[OpportunityRow]("Company", TEXT, lambda r: r.client),
                OutColumn[OpportunityRow]("About", TEXT, lambda r: r.title),
                OutColumn[OpportunityRow]("A month", money, lambda r: r.monthly, "monthly"),
                OutColumn[OpportunityRow]("Once", money, lambda r: r.once, "once"),
                OutColumn[OpportunityRow]("Likely %", WHOLE, lambda r: r.likelihood),
                OutColumn[OpportunityRow]("Weighted", money, lambda r: r.weighted, "weighted"),
                OutColumn[OpportunityRow]("Expected", DATE, lambda r: r.expected_on),
                OutColumn[OpportunityRow]("Next step", TEXT, lambda r: r.next_step),
                OutColumn[OpportunityRow]("On", DATE, lambda r: r.next_on),
            ),
            open_rows,
            _sum("monthly", "once", "weighted"),
            needs="clients",
            group=lambda row: row.stage_words,
        ),
        Report(
            "pipeline-funnel",
            "Sales funnel",
            "Year",
            "How far the opportunities opened in a year came, stage by stage, and how they ended.",
            "year",
            (
                OutColumn[FunnelRow]("Stage", TEXT, lambda r: r.stage),
                OutColumn[FunnelRow]("Came so far", WHOLE, lambda r: r.reached),
                OutColumn[FunnelRow]("Of all %", WHOLE, lambda r: r.of_first),
                OutColumn[FunnelRow]("Of the stage before %", WHOLE, lambda r: r.of_before),
            ),
            funnel_rows,
            needs="clients",
        ),
        Report(
            "pipeline-forecast",
            "Sales expected",
            "Month",
            "What is open by the month it is expected in, whole and weighted by likelihood.",
            "as_of",
            (
                OutColumn[MonthRow]("Month", TEXT, _month),
                OutColumn[MonthRow]("Opportunities", WHOLE, lambda r: r.count, "count"),
                OutColumn[MonthRow]("A month", money, lambda r: r.monthly, "monthly"),
                OutColumn[MonthRow]("Once", money, lambda r: r.once, "once"),
                OutColumn[MonthRow](
                    "A month, weighted", money, lambda r: r.weighted_monthly, "weighted_monthly"
                ),
                OutColumn[MonthRow](
                    "Once, weighted", money, lambda r: r.weighted_once, "weighted_once"
                ),
            ),
            month_rows,
            _sum("count", "monthly", "once", "weighted_monthly", "weighted_once"),
            needs="clients",
        ),
    )


def _open_glance(
    session: Session, _period: Period, _filters: Mapping[str, int], rows: Sequence[OpportunityRow]
) -> list[Figure]:
    money, summed = shop(session).money, totals(list(rows))
    return [
        Figure("Open", str(summed.count), "opportunities"),
        Figure("A month", shown_whole(summed.monthly, money), "if all were won"),
        Figure("Weighted", shown_whole(summed.weighted, money), "first year, by likelihood"),
    ]


def _forecast_glance(
    session: Session, period: Period, _filters: Mapping[str, int], rows: Sequence[MonthRow]
) -> list[Figure]:
    money = shop(session).money
    weighted = sum(one.weighted_once + 12 * one.weighted_monthly for one in rows)
    won = questions.won_in_year(session, period.last)
    return [
        Figure("Likely new", shown_whole(weighted, money), "in the first year"),
        Figure("To deliver", shown_whole(a_month(weighted), money), "a month if it comes"),
        Figure(
            "Won in a year",
            shown_whole(won.first_year, money),
            f"{won.count} won, {shown_whole(won.a_month, money)} a month to deliver",
        ),
    ]


GLANCES = (
    Glance("pipeline", _open_glance, needs="clients"),
    Glance("pipeline-forecast", _forecast_glance, needs="clients"),
)
