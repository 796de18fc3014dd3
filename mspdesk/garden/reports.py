"""Reports of what clients bring and cost: the garden, and profit by client of a month (B10)."""

from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from ..dates import hours_h, today
from ..desk.area import Figure, Glance, Period, Report, made_by
from ..exchange.columns import HOURS, PERCENT, QUANTITY, TEXT, OutColumn, money_in
from ..money import USD, Currency, shown_whole
from ..shop.queries import shop
from . import rules
from .queries import backlog_pace, garden, target_of, team_of, terms_of
from .rules import GardenRow

Filters = Mapping[str, int]
GARDEN, BY_CLIENT = "garden", "profit-by-client"
"""The keys of the two reports."""

WHAT = (
    "What each client brought and cost, the least profit first. A recorded hour costs more than an"
    " hour's pay, as not every paid hour is recorded for a client."
)


def rows_of(session: Session, period: Period, filters: Filters) -> list[GardenRow]:
    """The garden of a time, or one client of it."""
    wanted = filters.get("client")
    rows = garden(session, period.first, min(period.last, today()))
    return [row for row in rows if wanted in (None, row.client_id)]


def columns(currency: Currency = USD) -> tuple[OutColumn[GardenRow], ...]:
    """The columns of the garden, in a currency (B9)."""
    money = money_in(currency)
    return (
        OutColumn("Client", TEXT, lambda r: r.client),
        OutColumn("Revenue", money, lambda r: r.revenue, "revenue"),
        OutColumn("Labor", money, lambda r: r.labor, "labor"),
        OutColumn("Project", money, lambda r: r.project, "project"),
        OutColumn("Hardware", money, lambda r: r.hardware, "hardware"),
        OutColumn("Software", money, lambda r: r.software, "software"),
        OutColumn("Services", money, lambda r: r.services, "services"),
        OutColumn("Other", money, lambda r: r.other, "other"),
        OutColumn("Goods at cost", money, lambda r: r.cogs, "cogs"),
        OutColumn("Hours", HOURS, lambda r: r.recorded, "recorded_minutes"),
        OutColumn("Paid hours", QUANTITY, lambda r: r.paid * 100, "paid_hours"),
        OutColumn("Labor cost", money, lambda r: r.labor_cost, "labor_cost"),
        OutColumn("Profit", money, lambda r: r.profit, "profit"),
        OutColumn("Profit %", PERCENT, lambda r: r.profit_share, "profit_share"),
        OutColumn("Per hour", money, lambda r: r.effective_rate, "effective_rate"),
        OutColumn("Running", money, lambda r: r.running, "running"),
    )


_SUMMED = ("revenue", *rules.KINDS, "cogs")


def totals(rows: Sequence[GardenRow]) -> dict[str, int]:
    """Sums of all rows; hours and their cost are counted together and rounded once."""
    every = rules.dropped(rows, len(rows))
    sums = {key: sum(getattr(row, key) for row in rows) for key in _SUMMED}
    return sums | {
        "recorded_minutes": every.recorded,
        "paid_hours": every.paid * 100,
        "labor_cost": every.labor_cost,
        "profit": every.profit,
    }


def reports(currency: Currency = USD) -> tuple[Report, ...]:
    """The reports of the garden, sums in the shop's currency."""
    every = columns(currency)
    month = tuple(one for one in every if one.json_key in _OF_A_MONTH)
    return (
        Report(
            BY_CLIENT,
            "Profit by client",
            "Month",
            "What each client brought in a month, what it cost, and what is left of it.",
            "month",
            month,
            rows_of,
            totals,
            filters=("client",),
            needs="people",
            files=every,
        ),
        Report(
            GARDEN,
            "Client garden",
            "Year",
            WHAT,
            "quarter",
            every,
            rows_of,
            totals,
            filters=("client",),
            needs="people",
            page=made_by("mspdesk.garden.view:GardenPage"),
        ),
    )


_OF_A_MONTH = {"client", "revenue", "cogs", "recorded_minutes", "labor_cost", "profit"} | {
    "profit_share",
    "effective_rate",
}


def _garden_glance(
    session: Session, period: Period, _filters: Filters, rows: Sequence[GardenRow]
) -> list[Figure]:
    """How long the backlog is, how much of paid time clients get, what an hour brings in."""
    last = min(period.last, today())
    pace = backlog_pace(session, last)
    money = shop(session).money
    terms = rows[0].terms if rows else terms_of(session, period.first, last)
    team = team_of(session, period.first, last)
    brought = rules.dropped(rows, len(rows))
    hourly = brought.hourly
    return [
        Figure(
            "Backlog",
            pace.days_words,
            f"{hours_h(pace.minutes)} at {pace.daily_words} a day"
            if pace.daily
            else f"{hours_h(pace.minutes)}, no pace to tell yet",
        ),
        Figure(team.title, rules.tenths_words(terms.percent), team.words),
        Figure(
            "Brought in per hour",
            shown_whole(hourly, money) if hourly is not None else "none yet",
            f"target {shown_whole(target_of(session, terms), money)}"
            if terms.per_hour
            else "no target without a wage",
        ),
    ]


GLANCES = (Glance(GARDEN, _garden_glance, order=10),)
