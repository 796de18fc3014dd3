"""Reports before a renewal, and on roadmap meetings, budgets and what was decided."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from ..desk.area import Figure, Glance, Period, Report
from ..exchange.columns import DATE, HOURS, PERCENT, TEXT, WHOLE, Kind, OutColumn, money_in
from ..money import USD, Currency
from .queries.decisions import DecisionRow, decisions
from .queries.due import DueRow, due_list
from .queries.places import BudgetRow, budget_rows
from .queries.renewing import (
    MoneyFacts,
    RenewalRow,
    ServiceFacts,
    money_facts,
    renewal_rows,
    service_facts,
)
from .rules.rhythm import old

Filters = Mapping[str, int]


def _service(session: Session, period: Period, filters: Filters) -> list[ServiceFacts]:
    return service_facts(session, period.last, filters.get("client"))


def _money(session: Session, period: Period, filters: Filters) -> list[MoneyFacts]:
    return money_facts(session, period.last, filters.get("client"))


def _renewals(session: Session, period: Period, _filters: Filters) -> list[RenewalRow]:
    return renewal_rows(session, period.last)


def due_rows(session: Session, period: Period, _filters: Filters) -> list[DueRow]:
    """With whom the next roadmap meeting is due, the longest first (S119)."""
    return due_list(session, period.last)


def place_rows(session: Session, period: Period, _filters: Filters) -> list[BudgetRow]:
    """Where clients keep us in their budgets, those to be asked first (S118)."""
    return budget_rows(session, period.last)


def decided_rows(session: Session, period: Period, filters: Filters) -> list[DecisionRow]:
    """What was decided at meetings of a quarter, and how it stands."""
    client = filters.get("client")
    return decisions(session, client_id=client, since=period.first, until=period.last)


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


def _money_columns(money: Kind) -> tuple[OutColumn[MoneyFacts], ...]:
    """What a client brings; the last ones stand in files alone."""
    return (
        OutColumn("Client", TEXT, lambda r: r.client),
        OutColumn("Renews", DATE, lambda r: r.renews_on),
        OutColumn("12 months", money, lambda r: r.revenue, "revenue"),
        OutColumn("Profit", money, lambda r: r.profit, "profit"),
        OutColumn("Pays in, days", WHOLE, lambda r: r.pays_in, "pays_in"),
        OutColumn("Overdue", money, lambda r: r.overdue, "overdue"),
        OutColumn("Declined", WHOLE, lambda r: r.declined, "declined"),
        OutColumn("They renew", TEXT, lambda r: r.renews, "they_renew"),
        OutColumn("Plan", TEXT, lambda r: r.plan),
        OutColumn("A month", money, lambda r: r.monthly, "monthly"),
        OutColumn("Proposed", money, lambda r: r.proposed, "proposed"),
        OutColumn("Letter", TEXT, lambda r: r.letter),
        OutColumn("12 months before", money, lambda r: r.revenue_before, "revenue_before"),
        OutColumn("Budget", TEXT, lambda r: r.budget),
    )


def _renewal_columns(money: Kind) -> tuple[OutColumn[RenewalRow], ...]:
    """What an agreement is renewed by; the last ones stand in files alone (B5)."""
    return (
        OutColumn("Client", TEXT, lambda r: r.client),
        OutColumn("Agreement", TEXT, lambda r: r.title),
        OutColumn("Ends", DATE, lambda r: r.last),
        OutColumn("12 months", money, lambda r: r.revenue, "revenue"),
        OutColumn("Hours", HOURS, lambda r: r.minutes, "minutes"),
        OutColumn("Per hour", money, lambda r: r.hourly, "effective_rate"),
        OutColumn("Profit", money, lambda r: r.profit, "profit"),
        OutColumn("In time", PERCENT, lambda r: r.answered, "response_met"),
        OutColumn("Declined", WHOLE, lambda r: r.declined, "declined"),
        OutColumn("They renew", TEXT, lambda r: r.renews, "they_renew"),
        OutColumn("A month", money, lambda r: r.monthly, "monthly"),
        OutColumn("Proposed", money, lambda r: r.proposed, "proposed"),
        OutColumn("Budget", TEXT, lambda r: r.budget),
        OutColumn("Notice by", DATE, lambda r: r.notice_by, "notice_by"),
    )


def _place_columns(money: Kind) -> tuple[OutColumn[BudgetRow], ...]:
    return (
        OutColumn("Client", TEXT, lambda r: r.client),
        OutColumn("Where we stand", TEXT, lambda r: r.place.category_words if r.place else ""),
        OutColumn("What it means to them", TEXT, lambda r: r.place.meaning if r.place else ""),
        OutColumn("Next year", TEXT, lambda r: r.place.next_year_words if r.place else ""),
        OutColumn("They renew", TEXT, lambda r: r.place.renew_words if r.place else ""),
        OutColumn("A year", money, lambda r: r.place.planned if r.place else None, "planned"),
        OutColumn("Asked", DATE, lambda r: r.place.asked_on if r.place else None, "asked"),
        OutColumn("To ask", TEXT, lambda r: r.missing_words),
    )


def reports(currency: Currency = USD) -> tuple[Report, ...]:
    """The reports of roadmaps, sums in the shop's currency."""
    money = money_in(currency)
    return (
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
            _money_columns(money)[:-3],
            _money,
            _sum("revenue", "profit", "overdue", "declined", "monthly", "proposed"),
            filters=("client",),
            needs="money",
            files=_money_columns(money),
        ),
        Report(
            "renewal-ahead",
            "Renewals ahead, all that is known",
            "Renewal",
            "Agreements that end within ninety days, with a year of work and money, what they said"
            " no to, and what they said of their budget.",
            "as_of",
            _renewal_columns(money)[:-2],
            _renewals,
            _sum("revenue", "minutes", "profit", "declined", "monthly", "proposed"),
            needs="money",
            group=lambda r: f"Within {r.group} days",
            files=_renewal_columns(money),
        ),
        Report(
            "roadmaps-due",
            "Roadmap meetings due",
            "Quarter",
            "Each client's last roadmap meeting and the next, three months later at the latest.",
            "as_of",
            (
                OutColumn[DueRow]("Client", TEXT, lambda r: r.client),
                OutColumn[DueRow]("Last", DATE, lambda r: r.last_on, "last"),
                OutColumn[DueRow]("Due by", DATE, lambda r: r.due_on, "due_by"),
                OutColumn[DueRow]("Planned", DATE, lambda r: r.planned_on, "planned"),
                OutColumn[DueRow]("State", TEXT, lambda r: r.state),
                OutColumn[DueRow]("Left out because", TEXT, lambda r: r.rests, "left_out"),
            ),
            due_rows,
        ),
        Report(
            "budget-places",
            "Where we stand in budgets",
            "Quarter",
            "Where each client keeps us in its own budget, and whom to ask: nobody knows, or it was"
            " said more than six months ago.",
            "as_of",
            _place_columns(money),
            place_rows,
            needs="money",
        ),
        Report(
            "roadmap-decisions",
            "Decided at roadmap meetings",
            "Quarter",
            "What was decided with clients in the last 90 days, and how it stands.",
            "quarter",
            (
                OutColumn[DecisionRow]("Client", TEXT, lambda r: r.client),
                OutColumn[DecisionRow]("Day", DATE, lambda r: r.on),
                OutColumn[DecisionRow]("Decided", TEXT, lambda r: r.text, "decided"),
                OutColumn[DecisionRow]("Who", TEXT, lambda r: r.doer or r.kind_words, "who"),
                OutColumn[DecisionRow]("By", DATE, lambda r: r.due_on, "due"),
                OutColumn[DecisionRow]("Price", money, lambda r: r.amount, "amount"),
                OutColumn[DecisionRow]("How it stands", TEXT, lambda r: r.stands, "stands"),
            ),
            decided_rows,
            _sum("amount"),
            filters=("client",),
        ),
    )


def _due_glance(
    _session: Session, _period: Period, _filters: Filters, rows: Sequence[DueRow]
) -> list[Figure]:
    states = [row.state for row in rows]
    return [
        Figure("Overdue", str(states.count("Overdue")), "and nothing is planned"),
        Figure("Planned", str(states.count("Planned")), "in time"),
        Figure("Planned late", str(states.count("Planned late")), "after it is due"),
        Figure("Left out", str(states.count("Left out")), "with a reason"),
    ]


def _place_glance(
    _session: Session, period: Period, _filters: Filters, rows: Sequence[BudgetRow]
) -> list[Figure]:
    aged = sum(row.place is not None and old(row.place.asked_on, period.last) for row in rows)
    never = sum(row.place is None for row in rows)
    return [
        Figure("Known", str(sum(row.known for row in rows)), f"of {len(rows)} clients"),
        Figure("Never asked", str(never), "ask at the next meeting"),
        Figure("Too long ago", str(aged), "more than six months"),
    ]


GLANCES = (Glance("roadmaps-due", _due_glance), Glance("budget-places", _place_glance))
