"""Which fields the form of an agreement shows for which kind, and what the others mean then."""

from collections.abc import Mapping
from typing import Any

from ...rows import dataclass
from .. import rules

PERIODS = {"term_months": 12, "notice_days": 30, "every": 1, "periods_ahead": 1, "days_before": 10}
"""What stands where nobody typed a figure."""

TARGETS = tuple(f"target_{priority}" for priority in rules.PRIORITIES)

_ALWAYS = frozenset(
    "client_id kind state start_on body_form signer_theirs signer_theirs_title signer_ours"
    " reviewed_on review_waiver notes".split()
)
_ENDS = frozenset("end_on notice_days term_months auto_renew".split())
_PAID = frozenset("payment_type terms_days bill_from".split())
_EACH = frozenset("every every_unit periods_ahead day_rule days_before".split())
_WORK = frozenset("rate factor trip_charge increment_minutes minimum_minutes".split())
_CARE = frozenset(TARGETS) | {"no_hiring"}
_OF_KIND: Mapping[str, frozenset[str]] = {
    "managed": _ENDS
    | _PAID
    | _EACH
    | _WORK
    | _CARE
    | {"plan", "tier", "monthly_fee", "setup_fee", "proration", "bucket", "after_hours_bills"},
    "hourly": _ENDS | _PAID | _WORK | _CARE,
    "block": _ENDS | _PAID | _WORK | _CARE | {"plan", "monthly_fee", "bucket"},
    "project": _PAID | _WORK | {"title", "end_on", "setup_fee"},
    "contractor": _ENDS | {"person_id", "rate", "terms_days"},
    "nda": frozenset(),
}
_OF_BUCKET: Mapping[str, frozenset[str]] = {
    "": frozenset(),
    "block": frozenset({"included_minutes", "overage_rate", "rollover_months"}),
    "month": _EACH | {"included_minutes", "overage_rate", "rollover"},
}
_OF_ROLLOVER: Mapping[str, frozenset[str]] = {
    "none": frozenset(),
    "all": frozenset({"rollover_months"}),
    "cap": frozenset({"rollover_minutes", "rollover_months"}),
}

ABOUT_HOURS = frozenset({"rollover"}).union(*_OF_BUCKET.values(), *_OF_ROLLOVER.values()) - _EACH
"""Fields about hours paid ahead, apart from how they are."""

NOTHING: Mapping[str, Any] = {
    "tier": "",
    "plan": "",
    "title": "",
    "person_id": None,
    "end_on": None,
    "auto_renew": False,
    "no_hiring": False,
    "monthly_fee": 0,
    "setup_fee": 0,
    "payment_type": "",
    "terms_days": None,
    "bill_from": None,
    "every_unit": "month",
    "day_rule": "",
    "proration": "next",
    "bucket": "",
    "included_minutes": 0,
    "overage_rate": None,
    "rollover": "none",
    "rollover_minutes": 0,
    "rollover_months": 0,
    "rate": None,
    "factor": None,
    "after_hours_bills": False,
    "trip_charge": None,
    "increment_minutes": None,
    "minimum_minutes": None,
    **PERIODS,
    **dict.fromkeys(TARGETS),
}
"""What a field says that is not asked for; with it the agreement promises nothing about it."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The choices that decide what else is asked: the kind, and how hours are paid ahead.

    `ends` says whether there is a last day, `runs` whether it was signed already.
    """

    kind: str
    bucket: str = ""
    rollover: str = "none"
    ends: bool = True
    runs: bool = False


def asked(chosen: Chosen) -> frozenset[str]:
    """The names of the fields a kind of agreement needs."""
    found = _ALWAYS | _OF_KIND.get(chosen.kind, frozenset())
    if "bucket" in found:
        found |= _OF_BUCKET.get(chosen.bucket, frozenset())
        if chosen.bucket == "month":
            found |= _OF_ROLLOVER.get(chosen.rollover, frozenset())
    if not chosen.ends:
        found -= {"term_months", "auto_renew"}
    if chosen.runs:
        found |= {"signed_on"}
    return found


def said(values: Mapping[str, Any]) -> frozenset[str]:
    """The fields of a record that say something; they are shown whatever its kind asks."""
    return frozenset(
        name for name, value in values.items() if name in NOTHING and value != NOTHING[name]
    )


Words = tuple[str, str]
_FEE: Words = ("Fee a month", "Where no plan sheet names prices.")
_RATE: Words = ("Hourly rate", "")
_SETUP: Words = (rules.once_words(""), "")
_TERMS: Words = ("Terms", "")
_KEPT: Words = ("Keep them for", "Empty: without an end.")
_PLAN: Words = ("Plan or name", "As clients and invoices call it.")
_UNTIL: Words = ("To", "Empty for an open end.")


def called(chosen: Chosen) -> dict[str, Words]:
    """What fields are called whose sense the kind changes: label and help by name."""
    block = chosen.kind == "block"
    words = {
        "monthly_fee": _FEE,
        "rate": _RATE,
        "setup_fee": _SETUP,
        "terms_days": _TERMS,
        "rollover_months": _KEPT,
        "plan": _PLAN,
        "end_on": _UNTIL,
    }
    if block:
        words["plan"] = ("Name", "As clients and invoices call it.")
    if chosen.bucket == "block":
        words["monthly_fee"] = ("Price of the block", "For all of its hours.")
        words["rollover_months"] = ("To be used within", "Empty: without an end.")
    elif block:
        words["monthly_fee"] = ("Price of a month's hours", "")
    if chosen.kind == "project":
        words["setup_fee"] = (rules.once_words(chosen.kind), "Asked for with the first invoice.")
        words["end_on"] = ("Planned to end", "")
    if chosen.kind == "contractor":
        words["rate"] = ("We pay an hour", "")
        words["terms_days"] = ("We pay within", "Days after their invoice.")
    return words
