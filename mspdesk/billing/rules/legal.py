"""What must stand on an invoice, by profile: US sales-tax practice, and article 226 in the EU."""

import re
from collections.abc import Iterator
from typing import Any

from ...rows import dataclass

REVERSE = "reverse charge"
"""Words in a client's exemption reason that shift the tax to the client."""

_REASON = re.compile(
    r"\b(vat|exempt\w*|reverse charge|article|artikel|artigo|articolo|artículo|outside the scope|"
    r"mwst|ust|umsatzsteuer\w*|steuerfrei\w*|tva|btw|iva|moms|dph|pvm|pdv|ddv|alv)\b|\bart\.|§|áfa|φπα",
    re.IGNORECASE,
)
"""What a sentence names that says why no VAT is charged: the tax, or the provision."""


def says_why(words: str) -> bool:
    """Whether words can be the reference of article 226 (11): they name the tax or an article."""
    return _REASON.search(words) is not None


@dataclass(frozen=True, slots=True)
class Party:
    """Seller or buyer as frozen into an invoice; `address` line by line as printed.

    `logo` is the hash of the picture. What belongs to one side only is empty on the other.
    """

    name: str
    address: tuple[str, ...] = ()
    tax_number: str = ""
    phone: str = ""
    after_hours_phone: str = ""
    email: str = ""
    website: str = ""
    logo: str = ""
    number: str = ""
    attention: str = ""
    site: tuple[str, ...] = ()
    exempt_reason: str = ""
    how_to_pay: str = ""
    closing: str = ""
    profile: str = ""
    day_first: bool = False
    country: str = ""

    def plain(self) -> dict[str, Any]:
        """What is frozen as JSON; empty fields are left out."""
        kept = {name: getattr(self, name) for name in self.__dataclass_fields__}
        return {name: value for name, value in kept.items() if value}

    @classmethod
    def of(cls, kept: dict[str, Any]) -> "Party":
        """The party that was frozen; unknown fields of a later release are passed by."""
        known = {name: kept[name] for name in cls.__dataclass_fields__ if name in kept}
        for name in ("address", "site"):
            known[name] = tuple(known.get(name, ()))
        return cls(**({"name": ""} | known))


@dataclass(frozen=True, slots=True)
class LegalFacts:
    """What the check looks at: both parties, the lines' texts, exemption, dates, money.

    `money` is the invoice's currency, `national` that of the seller's country in Europe. `untaxed`
    are lines that bear no tax, each with the words that may say why.
    """

    seller: Party
    buyer: Party
    texts: tuple[str, ...]
    exempt: bool
    taxed: bool
    period: bool
    money: str = ""
    national: str = ""
    note: str = ""
    untaxed: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Gap:
    """One missing thing: the field that lacks it and the sentence that says what to do."""

    field: str
    sentence: str
    where: str = "client"


def gaps(profile: str, facts: LegalFacts) -> tuple[Gap, ...]:
    """What is missing for an invoice of this profile (US or EU), in the order to mend it."""
    found = list(_everywhere(facts))
    if profile == "EU":
        found += _european(facts)
    return tuple(found)


def _everywhere(facts: LegalFacts) -> Iterator[Gap]:
    """Name and address of both, and a description on every line."""
    if not facts.seller.name:
        yield Gap("shop.name", "Type your shop's name in Preferences.", "shop")
    if not facts.seller.address:
        yield Gap(
            "shop.address",
            "Type your shop's address in Preferences; every invoice carries it.",
            "shop",
        )
    if not facts.buyer.name:
        yield Gap("client.name", "Type the client's name.")
    if not facts.buyer.address:
        name = facts.buyer.name or "the client"
        yield Gap("client.address", f"Type an address for {name}; every invoice carries it.")
    if not facts.texts:
        yield Gap("lines", "Add a line first; there is nothing to ask money for.", "invoice")
    if any(not text.strip() for text in facts.texts):
        yield Gap("line.text", "Say on every line what it is for.", "invoice")


def _european(facts: LegalFacts) -> Iterator[Gap]:
    """VAT numbers, the supply period, why a line bears no VAT (VAT Directive, article 226)."""
    if not facts.seller.tax_number:
        yield Gap("shop.tax_number", "Type your VAT number in Preferences.", "shop")
    if not facts.period:
        yield Gap("period", "Say for which period or day the work was supplied.", "invoice")
    elsewhere = facts.national and facts.money != facts.national
    if elsewhere and facts.taxed and not facts.exempt and facts.national not in facts.note:
        yield Gap(
            "note",
            f"Say the VAT in {facts.national} too, in the note: like VAT {facts.national} 105.00.",
            "invoice",
        )
    bare = next((text for text, why in facts.untaxed if not says_why(why)), None)
    if bare is not None and not facts.exempt:
        yield Gap(
            "note",
            f"“{bare}” bears no VAT, and nothing says why. Tax the line, or write the reason into "
            "its details or the note of the invoice, like VAT exempt, article 132.",
            "invoice",
        )
    if facts.exempt:
        reason = facts.buyer.exempt_reason
        if not reason:
            yield Gap("client.tax_exempt_reason", "Say why no VAT is charged to this client.")
        elif REVERSE in reason.lower() and not facts.buyer.tax_number:
            yield Gap(
                "client.tax_number",
                "Type the client's VAT number; it owes the tax (reverse charge).",
            )
