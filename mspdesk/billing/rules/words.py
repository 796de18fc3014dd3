"""The kinds and states of billing, and the words people read for them."""

from enum import StrEnum


class InvoiceKind(StrEnum):
    """What an invoice row is: a request for money, or something that takes it back."""

    INVOICE = "invoice"
    CREDIT = "credit"
    WRITE_OFF = "write_off"


KIND_WORDS = {
    InvoiceKind.INVOICE: "Invoice",
    InvoiceKind.CREDIT: "Credit note",
    InvoiceKind.WRITE_OFF: "Write-off",
}


class InvoiceState(StrEnum):
    """How far an invoice is; sent, printed, paid and overdue are facts, not states."""

    DRAFT = "draft"
    READY = "ready"
    ISSUED = "issued"


STATE_WORDS = {
    InvoiceState.DRAFT: "Draft",
    InvoiceState.READY: "Ready",
    InvoiceState.ISSUED: "Issued",
}


class LineKind(StrEnum):
    """What a line asks money for (B6)."""

    PLAN = "plan"
    SETUP = "setup"
    PREPAID = "prepaid"
    SERVICE = "service"
    TIME = "time"
    TRIP = "trip"
    HARDWARE = "hardware"
    SOFTWARE = "software"
    PREPAID_DRAW = "prepaid_draw"
    DISCOUNT = "discount"
    LATE_FEE = "late_fee"
    CREDIT = "credit"


LINE_WORDS = {
    LineKind.PLAN: "Plan",
    LineKind.SETUP: "One-time fee",
    LineKind.PREPAID: "Prepaid hours",
    LineKind.SERVICE: "Service",
    LineKind.TIME: "Time",
    LineKind.TRIP: "Trip charge",
    LineKind.HARDWARE: "Hardware",
    LineKind.SOFTWARE: "Software",
    LineKind.PREPAID_DRAW: "Prepaid draw",
    LineKind.DISCOUNT: "Discount",
    LineKind.LATE_FEE: "Late fee",
    LineKind.CREDIT: "Credit",
}

MANUAL_KINDS = tuple(kind for kind in LineKind if kind is not LineKind.CREDIT)
"""The kinds a person may type by hand."""

NEGATIVE_KINDS = frozenset({LineKind.DISCOUNT, LineKind.PREPAID_DRAW})
"""Kinds that take off: typed as a plain amount, kept as a negative one."""

GOODS = frozenset({LineKind.HARDWARE, LineKind.SOFTWARE})
"""Kinds that are taxed as goods, whatever is said of labor."""

UNTAXED = frozenset({LineKind.LATE_FEE})
"""Kinds that start untaxed until a person says otherwise; a discount follows what it lowers."""

_ORDER: dict[str, int] = {kind: place for place, kind in enumerate(LineKind)}


def rank(kind: str) -> int:
    """Where a kind stands on an invoice: plans first, what is taken off last."""
    return _ORDER.get(kind, len(_ORDER))


class PaymentKind(StrEnum):
    """Money that came in, went back, or never arrived after all."""

    PAYMENT = "payment"
    REFUND = "refund"
    REVERSAL = "reversal"


PAYMENT_WORDS = {
    PaymentKind.PAYMENT: "Payment",
    PaymentKind.REFUND: "Refund",
    PaymentKind.REVERSAL: "Reversed",
}

METHOD_WORDS = {
    "check": "Check",
    "ach": "Bank transfer (ACH)",
    "card": "Card",
    "cash": "Cash",
    "transfer": "Wire",
    "other": "Other",
}
"""How people pay, by the word the books keep."""


def method_words(method: str) -> str:
    """A way of paying in words; one that a file brought along is shown as it came."""
    return METHOD_WORDS.get(method, method)


class EventKind(StrEnum):
    """What happened to an issued invoice."""

    SENT = "sent"
    PRINTED = "printed"
    SAVED = "saved"
    VOIDED = "voided"
    CREDITED = "credited"
    WRITTEN_OFF = "written_off"
    REMINDED = "reminded"


EVENT_WORDS = {
    EventKind.SENT: "Sent",
    EventKind.PRINTED: "Printed",
    EventKind.SAVED: "Saved as PDF",
    EventKind.VOIDED: "Voided",
    EventKind.CREDITED: "Credited",
    EventKind.WRITTEN_OFF: "Written off",
    EventKind.REMINDED: "Reminded",
}


def event_words(kind: str) -> str:
    """What happened, in words; a kind of a later release is shown as it is."""
    return EVENT_WORDS.get(EventKind(kind), kind) if kind in set(EventKind) else kind


TIME_KIND_WORDS = {
    "billable": "Billable",
    "covered": "Covered by plan",
    "prepaid": "Prepaid",
    "no_charge": "No charge",
    "internal": "Internal",
}
TIME_STATE_WORDS = {
    "unbilled": "not billed yet",
    "on_draft": "on a draft",
    "invoiced": "invoiced",
    "written_off": "written off",
    "": "",
}


def time_words(kind: str, state: str) -> str:
    """A kind and state of minutes in words: Billable, on a draft."""
    words = TIME_KIND_WORDS.get(kind, kind)
    more = TIME_STATE_WORDS.get(state, state) if kind == "billable" else ""
    return f"{words}, {more}" if more else words


def from_words(kinds: list[str], tickets: int, parts: int, plan: str = "") -> str:
    """What a draft comes from in few words: Gold for December 2026, 1 ticket."""
    said = []
    if plan:
        said.append(plan)
    elif LineKind.PLAN in kinds:
        said.append("Agreement")
    elif tickets:
        said.append("Hourly")
    if tickets:
        said.append(f"{tickets} ticket{'s' if tickets > 1 else ''}")
    if parts:
        said.append("parts")
    if not said:
        said = [LINE_WORDS[LineKind(kind)] for kind in dict.fromkeys(kinds)]
    return ", ".join(said) or "Nothing yet"
