"""How accounts at vendors leave the program: columns of a file (S143)."""

from ...exchange.columns import DATE, FLAG, TEXT, OutColumn
from .vendors import AccountRow

ACCOUNTS: tuple[OutColumn[AccountRow], ...] = (
    OutColumn("Client", TEXT, lambda r: r.client),
    OutColumn("Vendor", TEXT, lambda r: r.vendor),
    OutColumn("For", TEXT, lambda r: r.what),
    OutColumn("Account number", TEXT, lambda r: r.account_number),
    OutColumn("Support phone", TEXT, lambda r: r.support_phone),
    OutColumn("Authorized callers", TEXT, lambda r: ", ".join(r.callers)),
    OutColumn("We may call", FLAG, lambda r: r.we_may_call),
    OutColumn("Letter", DATE, lambda r: r.letter_on),
    OutColumn("Contract until", DATE, lambda r: r.contract_until),
    OutColumn("PIN is kept", TEXT, lambda r: r.pin_hint),
    OutColumn("In use", FLAG, lambda r: r.active),
    OutColumn("Notes", TEXT, lambda r: r.notes),
)
