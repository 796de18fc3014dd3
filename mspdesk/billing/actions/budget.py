"""The budget by month and category: typed line by line, or brought in from a workbook (S117)."""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...database.action import action, tell
from ...dates import add_months, month_start
from ...errors import UserError
from ..models import BudgetLine

SIDES = ("income", "cost")
MOST_MONTHS = 60


@action("Set budget")
def set_budget(
    session: Session, side: str, category: str, amount: int | None, month: date, months: int = 1
) -> None:
    """Say what a category may cost or should bring in each of some months; None takes it away.

    Raises UserError naming side, category, amount or months.
    """
    if not 1 <= months <= MOST_MONTHS:
        raise UserError("Say for how many months, from 1 to 60.", "months")
    name = _checked(side, category, amount)
    first = month_start(month)
    for ahead in range(months):
        _set(session, side, name, add_months(first, ahead), amount)
    session.flush()
    tell(session, f"Budget of {name} {'saved' if amount is not None else 'taken away'}")


def _checked(side: str, category: str, amount: int | None) -> str:
    if side not in SIDES:
        raise UserError("Say whether it is income or a cost.", "side")
    name = " ".join(category.split())
    if not name:
        raise UserError("Type a category, like Rent or Plan.", "category")
    if amount is not None and amount < 0:
        raise UserError("Type the amount without a minus; costs are costs already.", "amount")
    return name


def _set(session: Session, side: str, category: str, month: date, amount: int | None) -> None:
    row = session.scalars(
        select(BudgetLine)
        .where(
            BudgetLine.side == side,
            BudgetLine.month == month,
            func.lower(BudgetLine.category) == category.lower(),
        )
        .limit(1)
    ).first()
    if amount is None:
        if row is not None:
            session.delete(row)
    elif row is None:
        session.add(BudgetLine(side=side, category=category, month=month, amount=amount))
    else:
        row.category, row.amount = category, amount


Cells = Sequence[tuple[str, str, Mapping[date, int | None]]]
"""Side, category and the amount of each month; None empties a month."""


@action("Bring in budget")
def bring_budget(session: Session, cells: Cells) -> int:
    """Write the budget of a file over what is there for its categories; answers the categories."""
    for side, category, months in cells:
        for month, amount in months.items():
            name = _checked(side, category, amount)
            _set(session, side, name, month_start(month), amount)
    session.flush()
    many = len(cells)
    tell(session, f"Budget of {many} {'category' if many == 1 else 'categories'} brought in")
    return many
