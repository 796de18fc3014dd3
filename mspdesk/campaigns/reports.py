"""Reports on campaigns: what each month brought, the year's plan, and who looks after profiles."""

from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from ..dates import month_start
from ..desk.area import Chart, Figure, Glance, Period, Report
from ..exchange.columns import DATE, FLAG, TEXT, WHOLE, OutColumn, money_in
from ..money import USD, Currency, shown
from ..rows import dataclass
from ..shop.queries import shop as the_shop
from .queries.campaigns import CampaignRow, running
from .queries.optouts import OptOutRow, opt_outs
from .queries.profiles import ProfileRow, profiles
from .queries.progress import MonthRow, progress
from .rules.campaigns import for_each

Filters = Mapping[str, int]
MONTHS, PLAN, OUT, PROFILES = "campaign-months", "marketing-plan", "opt-outs", "online-profiles"
"""The keys of the reports."""


@dataclass(frozen=True, slots=True)
class MonthLine:
    """A month of a campaign with what the campaign is."""

    campaign: CampaignRow
    month: MonthRow
    number: int
    of: int


def month_rows(session: Session, period: Period, _filters: Filters) -> list[MonthLine]:
    """What the months of a period brought, campaign by campaign (S128)."""
    first = month_start(period.first)
    rows = running(session, first, period.last)
    found = progress(session, rows)
    lines = []
    for row in rows:
        months = found[row.id]
        lines += [
            MonthLine(row, one, number, len(months))
            for number, one in enumerate(months, 1)
            if first <= one.month <= period.last
        ]
    return lines


def plan_rows(session: Session, period: Period, _filters: Filters) -> list[CampaignRow]:
    """The campaigns of a year with what was planned and what came of it."""
    return running(session, period.first, period.last)


def out_rows(session: Session, _period: Period, _filters: Filters) -> list[OptOutRow]:
    """Who gets no mail of campaigns any more."""
    return opt_outs(session)


def profile_rows(session: Session, _period: Period, _filters: Filters) -> list[ProfileRow]:
    """Where people look us up, and when somebody last looked."""
    return profiles(session)


def reports(currency: Currency = USD) -> tuple[Report, ...]:
    """The reports of campaigns, money in one currency."""
    money = money_in(currency)
    return (
        Report(
            MONTHS,
            "Campaign months",
            "Month",
            "What each campaign sent, cost and brought in the month, and what was said of it.",
            "month",
            (
                OutColumn[MonthLine]("Campaign", TEXT, lambda r: r.campaign.title),
                OutColumn[MonthLine]("Month", TEXT, lambda r: f"{r.number} of {r.of}", "month"),
                OutColumn[MonthLine]("Mails", WHOLE, lambda r: r.month.mails),
                OutColumn[MonthLine]("Letters", WHOLE, lambda r: r.month.letters),
                OutColumn[MonthLine]("Came back", WHOLE, lambda r: r.month.bounced),
                OutColumn[MonthLine]("Cost", money, lambda r: r.month.cost),
                OutColumn[MonthLine]("Leads", WHOLE, lambda r: r.month.leads),
                OutColumn[MonthLine]("Cost of a lead", money, lambda r: r.month.lead_cost),
                OutColumn[MonthLine]("Won", WHOLE, lambda r: r.month.won),
                OutColumn[MonthLine]("What it brought", TEXT, lambda r: r.month.words, "words"),
            ),
            month_rows,
            totals=lambda rows: {
                "mails": sum(row.month.mails for row in rows),
                "letters": sum(row.month.letters for row in rows),
                "came_back": sum(row.month.bounced for row in rows),
                "cost": sum(row.month.cost for row in rows),
                "leads": sum(row.month.leads for row in rows),
                "won": sum(row.month.won for row in rows),
            },
            needs="clients",
        ),
        Report(
            PLAN,
            "Marketing plan",
            "Year",
            "The campaigns of the year: when, for how much, how many leads were hoped for and"
            " came.",
            "year",
            (
                OutColumn[CampaignRow]("Campaign", TEXT, lambda r: r.title),
                OutColumn[CampaignRow]("State", TEXT, lambda r: r.state_words),
                OutColumn[CampaignRow]("From", DATE, lambda r: r.starts_on),
                OutColumn[CampaignRow]("To", DATE, lambda r: r.ends_on),
                OutColumn[CampaignRow]("Budget", money, lambda r: r.budget),
                OutColumn[CampaignRow]("Cost", money, lambda r: r.cost),
                OutColumn[CampaignRow]("Hoped for", WHOLE, lambda r: r.leads_hoped),
                OutColumn[CampaignRow]("Leads", WHOLE, lambda r: r.leads),
                OutColumn[CampaignRow]("Cost of a lead", money, lambda r: r.lead_cost),
                OutColumn[CampaignRow]("Who", TEXT, lambda r: r.owner),
            ),
            plan_rows,
            totals=lambda rows: {
                "budget": sum(row.budget for row in rows),
                "cost": sum(row.cost for row in rows),
                "hoped_for": sum(row.leads_hoped for row in rows),
                "leads": sum(row.leads for row in rows),
            },
            group=lambda r: r.channel_words,
            needs="clients",
        ),
        Report(
            OUT,
            "Opted out of campaigns",
            "Quarter",
            "The addresses that get no mail of campaigns any more, since when and why.",
            "as_of",
            (
                OutColumn[OptOutRow]("Address", TEXT, lambda r: r.address),
                OutColumn[OptOutRow]("Client", TEXT, lambda r: r.client),
                OutColumn[OptOutRow]("Since", DATE, lambda r: r.on),
                OutColumn[OptOutRow]("Why", TEXT, lambda r: r.why),
                OutColumn[OptOutRow]("Noted by", TEXT, lambda r: r.person),
            ),
            out_rows,
            needs="clients",
        ),
        Report(
            PROFILES,
            "Online profiles",
            "Quarter",
            "Where people look us up, how it was when somebody last looked, and when to look"
            " again.",
            "as_of",
            (
                OutColumn[ProfileRow]("Place", TEXT, lambda r: r.place),
                OutColumn[ProfileRow]("Address", TEXT, lambda r: r.address),
                OutColumn[ProfileRow]("Who", TEXT, lambda r: r.owner),
                OutColumn[ProfileRow]("Looked at", DATE, lambda r: r.looked_on),
                OutColumn[ProfileRow]("Look again", DATE, lambda r: r.due_on),
                OutColumn[ProfileRow]("How it was", TEXT, lambda r: r.state_words, "state"),
                OutColumn[ProfileRow]("What is wrong", TEXT, lambda r: r.words, "words"),
            ),
            profile_rows,
            files=(
                OutColumn[ProfileRow]("Place", TEXT, lambda r: r.place),
                OutColumn[ProfileRow]("Address", TEXT, lambda r: r.address),
                OutColumn[ProfileRow]("Who", TEXT, lambda r: r.owner),
                OutColumn[ProfileRow]("Every months", WHOLE, lambda r: r.every_months),
                OutColumn[ProfileRow]("Looked at", DATE, lambda r: r.looked_on),
                OutColumn[ProfileRow]("Look again", DATE, lambda r: r.due_on),
                OutColumn[ProfileRow]("Right", FLAG, lambda r: r.state == "fine"),
                OutColumn[ProfileRow]("What is wrong", TEXT, lambda r: r.words, "words"),
                OutColumn[ProfileRow]("Notes", TEXT, lambda r: r.notes),
            ),
            needs="clients",
        ),
    )


def _plan_glance(
    session: Session, _period: Period, _filters: Filters, rows: Sequence[CampaignRow]
) -> list[Figure | Chart]:
    """What the year is to cost and to bring, and what it did so far."""
    money = the_shop(session).money
    cost, leads = sum(row.cost for row in rows), sum(row.leads for row in rows)
    each = for_each(cost, leads)
    return [
        Figure("Campaigns", str(len(rows)), f"{sum(row.open for row in rows)} still going"),
        Figure("Cost", shown(cost, money), f"of {shown(sum(r.budget for r in rows), money)}"),
        Figure("Leads", str(leads), f"of {sum(row.leads_hoped for row in rows)} hoped for"),
        Figure("Cost of a lead", shown(each, money) if each is not None else "-", "so far"),
    ]


GLANCES = (Glance(PLAN, _plan_glance),)
