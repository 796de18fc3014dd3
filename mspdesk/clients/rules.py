"""What a client can be, and how phone numbers are compared."""

import re
from enum import StrEnum


class Status(StrEnum):
    """How far a client is with us (B1)."""

    PROSPECT = "prospect"
    ASSESSED = "assessed"
    PROPOSED = "proposed"
    ACTIVE = "active"
    NOTICE = "notice"
    OFFBOARDING = "offboarding"
    FORMER = "former"
    DECLINED = "declined"


WORDS = {
    Status.PROSPECT: "Prospect",
    Status.ASSESSED: "Assessed",
    Status.PROPOSED: "Proposed",
    Status.ACTIVE: "Client",
    Status.NOTICE: "Notice given",
    Status.OFFBOARDING: "Offboarding",
    Status.FORMER: "Former client",
    Status.DECLINED: "Declined",
}

NEXT: dict[Status, tuple[Status, ...]] = {
    Status.PROSPECT: (Status.ASSESSED, Status.PROPOSED, Status.ACTIVE, Status.DECLINED),
    Status.ASSESSED: (Status.PROPOSED, Status.ACTIVE, Status.DECLINED),
    Status.PROPOSED: (Status.ACTIVE, Status.DECLINED),
    Status.ACTIVE: (Status.NOTICE,),
    Status.NOTICE: (Status.OFFBOARDING, Status.ACTIVE),
    Status.OFFBOARDING: (Status.FORMER,),
    Status.FORMER: (Status.PROSPECT,),
    Status.DECLINED: (Status.PROSPECT,),
}
"""Where a client can go from each status; Active asks for hourly terms or an agreement."""

WORKED_FOR = (Status.ACTIVE, Status.NOTICE, Status.OFFBOARDING)
"""Statuses for which work is done and billed."""

PAYMENT_TYPES = {"card": "Card", "ach": "Bank debit (ACH)", "check": "Check"}
RMM_LEVELS = {
    "": "Not said",
    "none": "None",
    "monitor": "Monitoring only",
    "basic": "Basic patches",
    "full": "Patches and repair",
}


def digits(phone: str) -> str:
    """The digits of a phone number, for comparing whatever the spacing; at most 40."""
    return re.sub(r"\D", "", phone)[:40]


def full_name(first: str, last: str) -> str:
    """A contact's name in one line."""
    return f"{first} {last}".strip()


def address_line(address: str, city: str, region: str, postal_code: str) -> str:
    """An address in one line: 2210 Riverbend Rd, Mankato, MN 56001; what is empty is left out."""
    street = " ".join(address.split())
    place = ", ".join(filter(None, (city, region)))
    return ", ".join(filter(None, (street, f"{place} {postal_code}".strip())))
