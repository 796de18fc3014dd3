"""The eleven files of a whole shop: their columns, and the words that stand in them."""

from typing import NamedTuple

from ...money import Currency
from . import cells
from .cells import Reader

SOURCE = "shop"
"""What `source` says on every row that came from such a folder."""

BEFORE = "before"
"""What `source` says on the tickets that hold time without one; they are not written again."""

BEFORE_TITLE = "Time before MSPDesk"

CLIENT_KINDS = {
    "internal": "internal",
    "prospect": "prospect",
    "client": "active",
    "former": "former",
}
AGREEMENT_KINDS = {"managed": "managed", "block": "block", "break-fix": "hourly"}
TICKET_STATES = {
    "new": "new",
    "scheduled": "scheduled",
    "in progress": "in_progress",
    "waiting on client": "waiting_client",
    "waiting on vendor": "waiting_third_party",
    "closed": "closed",
}
BILLINGS = {
    "billable": "billable",
    "covered": "covered",
    "block": "prepaid",
    "nonbillable": "no_charge",
}
INVOICE_KINDS = {"invoice": "invoice", "credit": "credit"}
LINE_KINDS = {"recurring": "plan", "labor": "time", "goods": "hardware", "credit": "credit"}
PAYMENT_KINDS = {"payment": "payment", "reversal": "reversal"}
DEVICE_KINDS = (
    "server,workstation,laptop,printer,firewall,switch,access point,nas,bdr,ups,phone,other"
)

WORKS_AS = {
    "owner": ("owner", 3),
    "admin": ("admin", 1),
    "service manager": ("service_manager", 3),
    "tech I": ("technician", 1),
    "tech II": ("technician", 2),
    "tech III": ("technician", 3),
}
"""The words for what somebody does: the access role and the tier they stand for."""

CENTURY_OF_DAYS = 36_500
MOST_MINUTES = 1_000_000


class Column(NamedTuple):
    """One column of a file and how its cells are read."""

    name: str
    read: Reader


def layout(currency: Currency) -> dict[str, tuple[Column, ...]]:
    """The columns of every file in their order; amounts are of a currency."""
    key, day, flag, minutes = cells.key, cells.day, cells.flag, cells.whole(0, MOST_MINUTES)
    amount = cells.money(currency)
    no_key, no_day, line = cells.or_none(key), cells.or_none(day), cells.text(200)
    code = cells.text(40)
    written = {
        "staff": (
            ("staff_id", key),
            ("name", cells.text(200, needed=True)),
            ("role", line),
            ("hired_on", no_day),
            ("left_on", no_day),
            ("pay_per_hour", amount),
            ("load_factor", cells.decimal(4, 0, 1_000_000)),
            ("target_billable_pct", cells.or_none(cells.whole(0, 100))),
        ),
        "clients": (
            ("client_id", key),
            ("name", cells.text(200, needed=True)),
            ("kind", cells.choice(CLIENT_KINDS)),
            ("since_on", no_day),
            ("until_on", no_day),
            ("terms_days", cells.whole(0, CENTURY_OF_DAYS)),
            ("tax_rate_pct", cells.decimal(4, 0, 1_000_000)),
            ("tax_exempt", flag),
            ("labor_taxable", flag),
            ("address1", cells.text(10_000)),
            ("city", line),
            ("region", code),
            ("postal", code),
            ("country", cells.text(2)),
            ("email_domain", line),
        ),
        "contacts": (
            ("contact_id", key),
            ("client_id", key),
            ("first_name", line),
            ("last_name", line),
            ("email", line),
            ("phone", code),
            ("role", line),
            ("active", flag),
        ),
        "devices": (
            ("device_id", key),
            ("client_id", key),
            ("kind", cells.choice({kind: kind for kind in DEVICE_KINDS.split(",")})),
            ("name", cells.text(200, needed=True)),
            ("make", line),
            ("model", line),
            ("serial", line),
            ("mac", code),
            ("ip", code),
            ("os", line),
            ("purchased_on", no_day),
            ("warranty_until", no_day),
            ("retired_on", no_day),
        ),
        "agreements": (
            ("agreement_id", key),
            ("client_id", key),
            ("kind", cells.choice(AGREEMENT_KINDS)),
            ("start_on", day),
            ("end_on", no_day),
            ("monthly_fee", amount),
            ("included_hours", cells.whole(0, 100_000)),
            ("hourly_rate", amount),
            ("after_hours_multiplier", cells.decimal(4, 0, 1_000_000)),
            ("increment_minutes", cells.whole(0, 1440)),
            ("minimum_minutes", cells.whole(0, 1440)),
        ),
        "tickets": (
            ("ticket_id", key),
            ("client_id", key),
            ("contact_id", no_key),
            ("device_id", no_key),
            ("opened_at", cells.moment),
            ("first_response_at", cells.or_none(cells.moment)),
            ("closed_at", cells.or_none(cells.moment)),
            ("reopened_count", cells.whole(0, 10_000)),
            ("priority", cells.whole(1, 4)),
            ("status", cells.choice(TICKET_STATES)),
            ("category", line),
            ("title", cells.text(200, needed=True)),
            ("estimate_minutes", cells.or_none(minutes)),
            ("assigned_to", no_key),
        ),
        "invoices": (
            ("invoice_id", key),
            ("number", cells.text(40, needed=True)),
            ("kind", cells.choice(INVOICE_KINDS)),
            ("client_id", key),
            ("issued_on", day),
            ("due_on", day),
            ("subtotal", amount),
            ("tax", amount),
            ("total", amount),
            ("applies_to_invoice_id", no_key),
        ),
        "invoice_lines": (
            ("line_id", key),
            ("invoice_id", key),
            ("position", cells.whole(0, 100_000)),
            ("kind", cells.choice(LINE_KINDS)),
            ("description", cells.text(10_000)),
            ("ticket_id", no_key),
            ("quantity", cells.decimal(4, -(2**31), 2**31 - 1)),
            ("unit_price", amount),
            ("amount", amount),
            ("taxable", flag),
            ("unit_cost", cells.or_none(amount)),
        ),
        "payments": (
            ("payment_id", key),
            ("client_id", key),
            ("received_on", day),
            ("kind", cells.choice(PAYMENT_KINDS)),
            ("method", code),
            ("reference", line),
            ("amount", amount),
        ),
        "allocations": (("payment_id", key), ("invoice_id", key), ("amount", amount)),
        "time_entries": (
            ("entry_id", key),
            ("ticket_id", no_key),
            ("client_id", key),
            ("staff_id", key),
            ("started_at", cells.moment),
            ("minutes", minutes),
            ("work_type", code),
            ("billing", cells.choice(BILLINGS)),
            ("after_hours", flag),
            ("billed_minutes", minutes),
            ("invoice_id", no_key),
            ("note", cells.text(100_000)),
        ),
    }
    return {
        name: tuple(Column(title, read) for title, read in columns)
        for name, columns in written.items()
    }


FILES = tuple(layout(Currency()))
"""The names of the files without ending, in the order in which they are brought in."""


def header(name: str) -> tuple[str, ...]:
    """The column names of a file."""
    return tuple(column.name for column in layout(Currency())[name])
