"""Reports on vendors and stock."""

from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from ..desk.area import Chart, Figure, Glance, Period, Report
from ..exchange.columns import PERCENT, TEXT, WHOLE, OutColumn
from . import queries, rules
from .queries import ItemRow, StackRow

Filters = Mapping[str, int]

_STACK: tuple[OutColumn[StackRow], ...] = (
    OutColumn("How they sell", TEXT, lambda r: r.commitment),
    OutColumn("Vendors", WHOLE, lambda r: r.vendors),
    OutColumn("Share", PERCENT, lambda r: r.share),
    OutColumn("Who they are", TEXT, lambda r: r.names),
)

_SHORT: tuple[OutColumn[ItemRow], ...] = (
    OutColumn("Code", TEXT, lambda r: r.code),
    OutColumn("Item", TEXT, lambda r: r.name),
    OutColumn("On hand", WHOLE, lambda r: r.on_hand),
    OutColumn("At least", WHOLE, lambda r: r.least),
    OutColumn("To buy", WHOLE, lambda r: r.least - r.on_hand, "to_buy"),
    OutColumn("Vendor", TEXT, lambda r: r.vendor),
    OutColumn("Place", TEXT, lambda r: r.place),
)


def stack_rows(session: Session, _period: Period, _filters: Filters) -> list[StackRow]:
    """Our stack by commitment, with the share of each (S114)."""
    return queries.stack_rows(session)


def stack_totals(rows: Sequence[StackRow]) -> dict[str, int]:
    """How many vendors are in the stack."""
    return {"vendors": sum(row.vendors for row in rows)}


def short_rows(session: Session, _period: Period, _filters: Filters) -> list[ItemRow]:
    """What runs short in the stock room (S115)."""
    return queries.below_least(session)


def stack_glance(
    session: Session, _period: Period, _filters: Filters, rows: Sequence[StackRow]
) -> list[Figure | Chart]:
    """The share of channel-only vendors in our stack, and what nobody looked at."""
    held = queries.stack(session)
    if not held.vendors:
        return []
    only = rules.Commitment.CHANNEL_ONLY
    unknown = held.count(rules.Commitment.UNKNOWN)
    noun = "vendor" if held.vendors == 1 else "vendors"
    return [
        Figure(
            "Channel-only",
            rules.percent_words(held.share(only)),
            f"{held.count(only)} of {held.vendors} {noun} in our stack",
        ),
        Figure("Not looked at yet", str(unknown), "in our stack"),
        Chart(
            "Vendors in our stack by channel",
            tuple(rules.COMMITMENT_SHORT.values()),
            (("Vendors", tuple(row.vendors for row in rows)),),
        ),
    ]


REPORTS = (
    Report(
        "our-stack",
        "Our stack",
        "Quarter",
        "How far the vendors in our stack are committed to the channel, and the share of each.",
        "as_of",
        _STACK,
        stack_rows,
        stack_totals,
    ),
    Report(
        "stock-below-least",
        "Stock running low",
        "Month",
        "What there are fewer of than there should be, and how many to buy.",
        "as_of",
        _SHORT,
        short_rows,
    ),
)
GLANCES = (Glance("our-stack", stack_glance),)
