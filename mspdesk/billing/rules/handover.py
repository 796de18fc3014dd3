"""To whom books are handed over: the accountant's programs, and what each takes."""

from datetime import date

from ...exchange import iif, qbo
from ...rows import dataclass

IIF = "iif"
QBO = "qbo"
CSV = "csv"
XLSX = "xlsx"

TARGETS = {
    IIF: "QuickBooks Desktop (.iif)",
    QBO: "QuickBooks Online (.csv)",
    CSV: "Plain lists (.csv)",
    XLSX: "Workbook (.xlsx)",
}

NAME_LIMITS = {IIF: iif.NAME_LIMIT, QBO: qbo.NAME_LIMIT}
"""How long a customer's name may be over there; elsewhere names go as they are."""

CUSTOMER = "customer"
INVOICE = "invoice"
PAYMENT = "payment"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for: where to, up to which day, and from which when said.

    `again` hands over what went already, on purpose.
    """

    target: str
    last: date
    first: date | None = None
    again: bool = False
