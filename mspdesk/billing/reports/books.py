"""Reports of cash, income, budget, and what months to come may bring (S108, S109, S117)."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from ...desk.area import Chart, Figure, Glance, Period, Report
from ...exchange.columns import DATE, PERCENT, TEXT, WHOLE, OutColumn, money_in
from ...money import USD, Currency, half_up, shown, shown_whole
from ...shop.queries import shop as company
from ...shop.rules import ACCOUNTING_BASES
from ..queries.budget import BudgetRow, budget_months, budget_rows
from ..queries.cash import BillRow, CashWeekRow, bills_due, cash_view
from ..queries.income import (
    COST,
    INCOME,
    SIDE_WORDS,
    ClientRevenueRow,
    IncomeRow,
    ProjectionRow,
    client_revenue,
    income_summary,
    projection,
)
from ..rules import cash as rules

Filters = Mapping[str, int]


def bill_columns(currency: Currency = USD) -> tuple[OutColumn[BillRow], ...]:
    """The columns of the bills we owe."""
    return (
        OutColumn("Due", DATE, lambda r: r.due_on),
        OutColumn("To", TEXT, lambda r: r.who),
        OutColumn("What for", TEXT, lambda r: r.what),
        OutColumn("Category", TEXT, lambda r: r.category),
        OutColumn("Reference", TEXT, lambda r: r.reference),
        OutColumn("Amount", money_in(currency), lambda r: r.amount, "amount"),
        OutColumn("Paid", DATE, lambda r: r.paid_on),
        OutColumn("Again after months", WHOLE, lambda r: r.every_months or None),
    )


def _cash_rows(session: Session, period: Period, _filters: Filters) -> list[CashWeekRow]:
    rows = cash_view(session, period.last).weeks
    return list(rows) if any(row.change or row.bills for row in rows) else []


def _bill_rows(session: Session, period: Period, _filters: Filters) -> list[BillRow]:
    return bills_due(session, rules.last_day(period.last))


def _income_rows(session: Session, period: Period, _filters: Filters) -> list[IncomeRow]:
    return income_summary(session, period.first, period.last)


def _client_rows(session: Session, period: Period, filters: Filters) -> list[ClientRevenueRow]:
    return client_revenue(session, period.first, period.last, filters.get("client"))


def _budget_rows(session: Session, period: Period, _filters: Filters) -> list[BudgetRow]:
    return budget_rows(session, period.first, period.last)


def _budget_year_rows(session: Session, period: Period, _filters: Filters) -> list[BudgetRow]:
    months = budget_months(session, period.last)
    return budget_rows(session, months[0], months[-1])


def _projection_rows(session: Session, period: Period, _filters: Filters) -> list[ProjectionRow]:
    return projection(session, period.last)


def _sum(*keys: str) -> Any:
    """A sum of row attributes, by column key."""

    def totals(rows: Sequence[Any]) -> dict[str, int]:
        return {key: sum(getattr(row, key) for row in rows) for key in keys}

    return totals


def books_reports(currency: Currency = USD) -> tuple[Report, ...]:
    """The reports of cash, income, budget and what may come, in a currency."""
    money = money_in(currency)
    budget_columns = (
        OutColumn[BudgetRow]("Part", TEXT, lambda r: SIDE_WORDS[r.side]),
        OutColumn[BudgetRow]("Category", TEXT, lambda r: r.category),
        OutColumn[BudgetRow]("Budget", money, lambda r: r.signed_budget, "signed_budget"),
        OutColumn[BudgetRow]("Actual", money, lambda r: r.signed_actual, "signed_actual"),
        OutColumn[BudgetRow]("Variance", money, lambda r: r.variance, "variance"),
    )
    return (
        Report(
            "cash",
            "Cash, next four weeks",
            "Week",
            "What clients pay by their own habits, what is due; wages are typed on the page",
            "as_of",
            (
                OutColumn("From", DATE, lambda r: r.first),
                OutColumn("Until", DATE, lambda r: r.last),
                OutColumn("Expected", money, lambda r: r.expected, "expected"),
                OutColumn("Promised", money, lambda r: r.promised, "promised"),
                OutColumn("Bills", money, lambda r: r.bills, "bills"),
                OutColumn("Comes less goes", money, lambda r: r.change, "change"),
            ),
            _cash_rows,
            _sum("expected", "promised", "bills", "change"),
            needs="money",
        ),
        Report(
            "bills",
            "Bills due",
            "Week",
            "What has to be paid within four weeks, and what is overdue",
            "as_of",
            bill_columns(currency),
            _bill_rows,
            _sum("amount"),
            needs="money",
        ),
        Report(
            "income",
            "Income summary",
            "Month",
            "What came and what it cost, on the shop's basis, without tax; a summary, no ledger",
            "month",
            (
                OutColumn("Part", TEXT, lambda r: SIDE_WORDS[r.side]),
                OutColumn("What", TEXT, lambda r: r.what),
                OutColumn("Amount", money, lambda r: r.amount, "amount"),
                OutColumn("Year so far", money, lambda r: r.year_to_date, "year_to_date"),
            ),
            _income_rows,
            _sum("amount", "year_to_date"),
            needs="money",
        ),
        Report(
            "client-revenue",
            "Revenue by client, one month",
            "Month",
            "Invoiced less credits, without tax, the most first",
            "month",
            (
                OutColumn("Client", TEXT, lambda r: r.client),
                OutColumn("Invoices and credits", WHOLE, lambda r: r.documents, "documents"),
                OutColumn("Revenue", money, lambda r: r.revenue, "revenue"),
                OutColumn("Share", PERCENT, lambda r: half_up(r.share, 1_000) * 1_000),
            ),
            _client_rows,
            _sum("documents", "revenue"),
            filters=("client",),
            needs="money",
        ),
        Report(
            "budget",
            "Budget and actual",
            "Month",
            "By category; costs are below zero, a variance above zero is better than planned",
            "month",
            budget_columns,
            _budget_rows,
            _sum("signed_budget", "signed_actual", "variance"),
            needs="money",
        ),
        Report(
            "budget-year",
            "Budget of the year",
            "Year",
            "The fiscal year that the last day lies in, by category, against what came and went",
            "year",
            budget_columns,
            _budget_year_rows,
            _sum("signed_budget", "signed_actual", "variance"),
            needs="money",
        ),
        Report(
            "projection",
            "Revenue projection",
            "Month",
            "Agreements in force, and all else as the last year averaged: an estimate, no promise",
            "as_of",
            (
                OutColumn("Month", DATE, lambda r: r.month),
                OutColumn("Agreements", money, lambda r: r.recurring, "recurring"),
                OutColumn("All else, on average", money, lambda r: r.other, "other"),
                OutColumn("Together", money, lambda r: r.together, "together"),
            ),
            _projection_rows,
            _sum("recurring", "other", "together"),
            needs="money",
        ),
    )


# --- what stands above them ----------------------------------------------------------------------


def _income_glance(
    session: Session, _period: Period, _filters: Filters, rows: Sequence[IncomeRow]
) -> list[Figure | Chart]:
    """What came, what it cost, and what is left."""
    shop = company(session)
    came = sum(row.amount for row in rows if row.side == INCOME)
    cost = -sum(row.amount for row in rows if row.side == COST)
    basis = ACCOUNTING_BASES.get(shop.accounting_basis, shop.accounting_basis)
    return [
        Figure("Income", shown(came, shop.money), "without tax"),
        Figure("Costs", shown(cost, shop.money), "bills, and what was written off"),
        Figure("Result", shown(came - cost, shop.money), basis),
    ]


def _cash_glance(
    session: Session, period: Period, _filters: Filters, rows: Sequence[CashWeekRow]
) -> list[Figure | Chart]:
    """What comes and what goes in the four weeks."""
    if not rows:
        return []
    view = cash_view(session, period.last)
    money = view.currency
    came = sum(row.expected + row.promised for row in rows)
    days = ", ".join(f"{day:%b} {day.day}" for day in view.pay_dates)
    return [
        Figure("Comes", shown(came, money), f"{shown(view.later, money)} later or not counted on"),
        Figure("Bills", shown(-sum(row.bills for row in rows), money), "due in these weeks"),
        Figure("Pay dates", str(len(view.pay_dates)), days or "none known; see Preferences"),
        Chart(
            "What comes and what is due, by week",
            tuple(f"{row.first:%b} {row.first.day}" for row in rows),
            (
                ("Comes", tuple(row.expected + row.promised for row in rows)),
                ("Bills", tuple(-row.bills for row in rows)),
            ),
            lambda minor: shown(minor, money),
            lambda minor: shown_whole(minor, money),
            10**money.digits,
        ),
    ]


def _projection_glance(
    session: Session, _period: Period, _filters: Filters, rows: Sequence[ProjectionRow]
) -> list[Figure | Chart]:
    """The next month and the next twelve."""
    if not rows:
        return []
    money = company(session).money
    year = sum(row.together for row in rows)
    return [
        Figure("Next month", shown_whole(rows[0].together, money), "an estimate, no promise"),
        Figure("Of it from agreements", shown_whole(rows[0].recurring, money), "in force then"),
        Figure("Next twelve months", shown_whole(year, money), "if nothing changes"),
        Chart(
            "What months may bring",
            tuple(f"{row.month:%b}" for row in rows),
            (
                ("Agreements", tuple(row.recurring for row in rows)),
                ("All else", tuple(row.other for row in rows)),
            ),
            lambda minor: shown(minor, money),
            lambda minor: shown_whole(minor, money),
            10**money.digits,
        ),
    ]


BOOKS_GLANCES = (
    Glance("income", _income_glance, needs="money"),
    Glance("cash", _cash_glance, needs="money"),
    Glance("projection", _projection_glance, needs="money"),
)
