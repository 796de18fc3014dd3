"""Revenue month by month, for what stands above the reports."""

from datetime import date, timedelta

from sqlalchemy import case, func, literal_column, select
from sqlalchemy.orm import Session

from ...dates import add_months, month_start
from ...rows import dataclass
from ..models import Invoice


@dataclass(frozen=True, slots=True)
class MonthRevenue:
    """What was invoiced in a month less credits, without tax, in minor units."""

    first: date
    revenue: int


def revenue_by_month(
    session: Session, last: date, months: int, client_id: int | None = None
) -> list[MonthRevenue]:
    """The months up to a day's, oldest first; a write-off does not lessen revenue."""
    firsts = [add_months(month_start(last), -back) for back in reversed(range(months))]
    ends = [add_months(first, 1) - timedelta(days=1) for first in firsts]
    sums = [
        func.coalesce(
            func.sum(case((Invoice.issued_on.between(first, end), Invoice.subtotal), else_=0)), 0
        )
        for first, end in zip(firsts, ends, strict=True)
    ]
    found = select(*sums).where(
        Invoice.issued_on.between(firsts[0], ends[-1]),
        Invoice.state == literal_column("'issued'"),
        Invoice.kind != literal_column("'write_off'"),
    )
    if client_id is not None:
        found = found.where(Invoice.client_id == client_id)
    amounts = session.execute(found).one()
    return [MonthRevenue(first, int(sum_)) for first, sum_ in zip(firsts, amounts, strict=True)]
