"""The columns the catalogue leaves the program with (S143)."""

from ..exchange.columns import FLAG, TEXT, OutColumn, money_in
from ..money import USD, Currency
from . import rules
from .queries import ItemRow


def item_columns(currency: Currency = USD) -> tuple[OutColumn[ItemRow], ...]:
    """The columns of the list of offerings."""
    money = money_in(currency)
    return (
        OutColumn("Code", TEXT, lambda r: r.code),
        OutColumn("Name", TEXT, lambda r: r.name),
        OutColumn("On invoices as", TEXT, lambda r: rules.KINDS.get(r.kind, r.kind)),
        OutColumn("Unit", TEXT, lambda r: r.unit_words),
        OutColumn("Counted from", TEXT, lambda r: rules.COUNTS[r.counts] if r.counts else ""),
        OutColumn("Recurring", FLAG, lambda r: r.recurring),
        OutColumn("Price", money, lambda r: r.price, "price"),
        OutColumn("Cost", money, lambda r: r.cost, "cost"),
        OutColumn("Taxable", FLAG, lambda r: r.taxable),
        OutColumn("Tax", TEXT, lambda r: r.tax_code),
        OutColumn(
            "To set up", TEXT, lambda r: rules.SETUP_KINDS[r.setup_kind] if r.setup_kind else ""
        ),
        OutColumn("Set up by", TEXT, lambda r: r.setup_words),
        OutColumn("Holds", TEXT, lambda r: ", ".join(one.code for one in r.members)),
        OutColumn("In the grid", FLAG, lambda r: r.in_grid),
        OutColumn("Offered", FLAG, lambda r: r.active),
    )
