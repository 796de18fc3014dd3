"""The budget as a workbook: a line for each category, a column for each month (S117)."""

import re
from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path

from ...database.store import Store
from ...errors import UserError
from ...exchange import reading, values
from ...exchange.columns import TEXT, OutColumn, money_in
from ...exchange.export import write_table
from ...money import Currency
from ...progress import Progress
from ...shop.queries import shop as the_shop
from .. import actions
from ..queries.budget import YearLine, budget_months, budget_year
from ..queries.income import COST, INCOME

_MONTH = re.compile(r"(\d{4})-(\d{2})(?:-\d{2})?")
_SIDES = {"income": INCOME, "revenue": INCOME, "cost": COST, "costs": COST, "expenses": COST}


def budget_columns(months: Sequence[date], currency: Currency) -> tuple[OutColumn[YearLine], ...]:
    """The columns of the budget: side, category, and a month each, written 2026-01."""
    money = money_in(currency)
    return (
        OutColumn("Side", TEXT, lambda r: r.side_words),
        OutColumn("Category", TEXT, lambda r: r.category),
        *(
            OutColumn[YearLine](f"{month:%Y-%m}", money, partial(_amount, at))
            for at, month in enumerate(months)
        ),
    )


def _amount(at: int, line: YearLine) -> int | None:
    return line.amounts[at]


def save_budget(store: Store, progress: Progress, path: Path, day: date) -> int:
    """Write the budget of the fiscal year a day lies in; answers the number of categories."""
    with store.read() as session:
        columns = budget_columns(budget_months(session, day), the_shop(session).money)
        lines = budget_year(session, day)
    return write_table(path, "Budget", columns, lines, progress, len(lines))


def read_budget(store: Store, progress: Progress, path: Path) -> int:
    """Bring a budget in from a workbook or CSV, all of it or nothing; answers the categories.

    Needs columns Side, Category and months written 2026-01; an empty cell empties that month.
    Raises UserError naming the line that cannot be read.
    """
    table = reading.open_table(path, progress)
    heads = {head.strip().casefold(): head for head in table.headers}
    months = {
        head: date(int(found[1]), int(found[2]), 1)
        for head in table.headers
        if (found := _MONTH.fullmatch(head.strip())) and 1 <= int(found[2]) <= 12
    }
    if "side" not in heads or "category" not in heads or not months:
        raise UserError(
            "The file needs the columns Side, Category, and a month each, like 2026-01. "
            "Save the budget from here first and fill that file in."
        )
    currency = store.ask(the_shop).money
    cells = []
    for row in table.rows(progress):
        side = _SIDES.get(row.cells[heads["side"]].strip().casefold())
        category = row.cells[heads["category"]].strip()
        if side is None or not category:
            raise UserError(f"Line {row.line}: say Income or Costs, and a category.")
        try:
            amounts = {
                month: values.read_money(row.cells[head], currency, None, "amount")
                for head, month in months.items()
            }
        except UserError as error:
            raise UserError(f"Line {row.line}, {category}: {error.text}") from error
        cells.append((side, category, amounts))
    if not cells:
        raise UserError("The file has no categories in it.")
    return store.do(actions.bring_budget, cells)
