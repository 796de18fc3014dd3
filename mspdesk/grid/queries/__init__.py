"""Questions about what is bought and sold, in one place to import from."""

from .pasted import Bought, Matched, match_pasted
from .rows import GridRow, grid_rows, last_of, revenue_by_client
from .sums import (
    GridSums,
    PurchaseRow,
    ReviewRow,
    missed,
    orphan_count,
    orphans,
    purchase,
    purchases,
    review_of,
    sums,
    variances,
)

__all__ = [
    "Bought",
    "GridRow",
    "GridSums",
    "Matched",
    "PurchaseRow",
    "ReviewRow",
    "grid_rows",
    "last_of",
    "match_pasted",
    "missed",
    "orphan_count",
    "orphans",
    "purchase",
    "purchases",
    "revenue_by_client",
    "review_of",
    "sums",
    "variances",
]
