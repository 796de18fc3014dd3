"""Questions about what was promised, in one place to import from."""

from .lines import (
    FEE,
    LineOn,
    counts_of,
    lines_of_all,
    lines_on,
    monthly_of_all,
    monthly_on,
)
from .records import (
    COLUMNS,
    AgreementRow,
    active_by_client,
    agreement,
    agreements_of,
    all_in_force,
    contractor_signed,
    in_force,
    in_force_where,
)

__all__ = [
    "COLUMNS",
    "FEE",
    "AgreementRow",
    "LineOn",
    "active_by_client",
    "agreement",
    "agreements_of",
    "all_in_force",
    "contractor_signed",
    "counts_of",
    "in_force",
    "in_force_where",
    "lines_of_all",
    "lines_on",
    "monthly_of_all",
    "monthly_on",
]
