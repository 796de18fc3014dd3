"""What was planned by month and category, beside what became of it (S117)."""

from collections import defaultdict
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...dates import add_months, month_start
from ...rows import dataclass
from ...shop.queries import shop as the_shop
from ..models import BudgetLine
from .income import COST, INCOME, SIDE_WORDS, actuals, fiscal_start, months_between

SIDES = (INCOME, COST)


@dataclass(frozen=True, slots=True)
class BudgetRow:
    """A category of a time: planned, actual, and by how much it went better (or worse, negative).

    More income and less cost than planned are better. Amounts are minor units.
    """

    side: str
    category: str
    budget: int
    actual: int

    @property
    def variance(self) -> int:
        """Above zero where it went better than planned."""
        if self.side == INCOME:
            return self.actual - self.budget
        return self.budget - self.actual

    @property
    def id(self) -> tuple[str, str]:
        """Side and category, for lists."""
        return self.side, self.category

    @property
    def signed_budget(self) -> int:
        """The budget with costs negative, so that a list sums to the result."""
        return self.budget if self.side == INCOME else -self.budget

    @property
    def signed_actual(self) -> int:
        """The actual amount with costs negative."""
        return self.actual if self.side == INCOME else -self.actual


def budget_rows(session: Session, first: date, last: date) -> list[BudgetRow]:
    """Every category with a budget or an actual amount in the months of a time."""
    planned: dict[tuple[str, str], int] = {}
    spelled: dict[tuple[str, str], tuple[str, str]] = {}
    found = (
        select(BudgetLine.side, BudgetLine.category, func.sum(BudgetLine.amount))
        .where(BudgetLine.month.between(month_start(first), last))
        .group_by(BudgetLine.side, BudgetLine.category)
    )
    for side, category, amount in session.execute(found):
        spelled[side, category.casefold()] = (side, category)
        planned[side, category.casefold()] = int(amount)
    came: dict[tuple[str, str], int] = defaultdict(int)
    basis = the_shop(session).accounting_basis
    end = add_months(month_start(last), 1) - timedelta(days=1)
    for (side, what), amount in actuals(session, month_start(first), end, basis).items():
        spelled.setdefault((side, what.casefold()), (side, what))
        came[side, what.casefold()] += amount
    rows = [
        BudgetRow(*spelled[key], planned.get(key, 0), came.get(key, 0)) for key in {*planned, *came}
    ]
    return sorted(rows, key=lambda row: (SIDES.index(row.side), row.category.casefold()))


@dataclass(frozen=True, slots=True)
class YearLine:
    """A category's budget of a fiscal year, month by month; None where none was typed."""

    side: str
    category: str
    amounts: tuple[int | None, ...]

    @property
    def side_words(self) -> str:
        """Income or Costs."""
        return SIDE_WORDS[self.side]

    @property
    def total(self) -> int:
        """The year's budget."""
        return sum(amount or 0 for amount in self.amounts)


def budget_months(session: Session, day: date) -> tuple[date, ...]:
    """The twelve months of the fiscal year a day lies in."""
    first = fiscal_start(day, the_shop(session).fiscal_year_month)
    return tuple(months_between(first, add_months(first, 11)))


def budget_year(session: Session, day: date) -> list[YearLine]:
    """The budget of the fiscal year a day lies in, a line for each category."""
    months = budget_months(session, day)
    found = select(BudgetLine.side, BudgetLine.category, BudgetLine.month, BudgetLine.amount).where(
        BudgetLine.month.in_(months)
    )
    cells: dict[tuple[str, str], dict[date, int]] = defaultdict(dict)
    for side, category, month, amount in session.execute(found):
        cells[side, category][month] = amount
    lines = [
        YearLine(side, category, tuple(by_month.get(month) for month in months))
        for (side, category), by_month in cells.items()
    ]
    return sorted(lines, key=lambda line: (SIDES.index(line.side), line.category.casefold()))
