"""How the lists of vendors and stock leave the program (S143)."""

from __future__ import annotations

from ...exchange.columns import DATE, FLAG, TEXT, WHOLE, OutColumn, money_in
from ...money import Currency
from ..queries import ContactRow, ItemRow, MoveRow, PersonRow, VendorRow

VENDORS: tuple[OutColumn[VendorRow], ...] = (
    OutColumn("Number", TEXT, lambda r: r.number),
    OutColumn("Name", TEXT, lambda r: r.name),
    OutColumn("Kind", TEXT, lambda r: r.kind_words),
    OutColumn("Sells", TEXT, lambda r: r.sells),
    OutColumn("Channel", TEXT, lambda r: r.commitment_words),
    OutColumn("Looked at", DATE, lambda r: r.commitment_on),
    OutColumn("In our stack", FLAG, lambda r: r.in_stack),
    OutColumn("Goes after clients", FLAG, lambda r: r.poaches),
    OutColumn("Deal registration", FLAG, lambda r: r.deal_registration),
    OutColumn("Account number", TEXT, lambda r: r.account_number),
    OutColumn("Terms", TEXT, lambda r: r.terms),
    OutColumn("Phone", TEXT, lambda r: r.phone),
    OutColumn("Support phone", TEXT, lambda r: r.support_phone),
    OutColumn("Support hours", TEXT, lambda r: r.support_hours),
    OutColumn("Email", TEXT, lambda r: r.email),
    OutColumn("Portal", TEXT, lambda r: r.portal),
    OutColumn("Address", TEXT, lambda r: r.address),
    OutColumn("In use", FLAG, lambda r: r.active),
    OutColumn("Channel notes", TEXT, lambda r: r.commitment_notes),
    OutColumn("Notes", TEXT, lambda r: r.notes),
)

CONTACTS: tuple[OutColumn[ContactRow], ...] = (
    OutColumn("Name", TEXT, lambda r: r.name),
    OutColumn("Role", TEXT, lambda r: r.role),
    OutColumn("Phone", TEXT, lambda r: r.phone),
    OutColumn("Email", TEXT, lambda r: r.email),
    OutColumn("Notes", TEXT, lambda r: r.notes),
)

PEOPLE: tuple[OutColumn[PersonRow], ...] = (
    OutColumn("Name", TEXT, lambda r: r.name),
    OutColumn("May order", FLAG, lambda r: r.may_order),
    OutColumn("Since", DATE, lambda r: r.since_on),
)


def items(currency: Currency) -> tuple[OutColumn[ItemRow], ...]:
    """The columns of the stock room; costs in the shop's currency."""
    money = money_in(currency)
    return (
        OutColumn("Code", TEXT, lambda r: r.code),
        OutColumn("Name", TEXT, lambda r: r.name),
        OutColumn("On hand", WHOLE, lambda r: r.on_hand),
        OutColumn("At least", WHOLE, lambda r: r.least),
        OutColumn("Place", TEXT, lambda r: r.place),
        OutColumn("Vendor", TEXT, lambda r: r.vendor),
        OutColumn("Serials", FLAG, lambda r: r.serials),
        OutColumn("Unit cost", money, lambda r: r.unit_cost),
        OutColumn("Price", money, lambda r: r.price),
        OutColumn("Value", money, lambda r: r.value),
        OutColumn("Last counted", DATE, lambda r: r.counted_on),
        OutColumn("In use", FLAG, lambda r: r.active),
        OutColumn("Notes", TEXT, lambda r: r.notes),
    )


def moves(currency: Currency) -> tuple[OutColumn[MoveRow], ...]:
    """The columns of what came and went."""
    return (
        OutColumn("Day", DATE, lambda r: r.on),
        OutColumn("Code", TEXT, lambda r: r.code),
        OutColumn("Item", TEXT, lambda r: r.item),
        OutColumn("What", TEXT, lambda r: r.words),
        OutColumn("Pieces", WHOLE, lambda r: r.quantity),
        OutColumn("Serial", TEXT, lambda r: r.serial),
        OutColumn("Unit cost", money_in(currency), lambda r: r.unit_cost),
        OutColumn("Client", TEXT, lambda r: r.client),
        OutColumn("By", TEXT, lambda r: r.person),
        OutColumn("Reason", TEXT, lambda r: r.reason),
        OutColumn("Reversed", FLAG, lambda r: r.reversed),
    )
