"""The report on offerings: how far each is, and what it says it is worth."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from ..desk.area import Period, Report
from ..exchange.columns import DATE, TEXT, WHOLE, OutColumn
from ..money import USD, Currency
from .queries.offerings import OfferingRow, offerings

_COLUMNS: tuple[OutColumn[OfferingRow], ...] = (
    OutColumn("Offering", TEXT, lambda row: row.name),
    OutColumn("Stage", TEXT, lambda row: "Set aside" if row.aside_on else row.stage_words),
    OutColumn("Since", DATE, lambda row: row.aside_on or row.stage_on),
    OutColumn("Kinds of value", WHOLE, lambda row: row.values),
    OutColumn("Price", TEXT, lambda row: row.price),
    OutColumn("Next step", TEXT, lambda row: row.next_step),
)


def rows(session: Session, _period: Period, _filters: Mapping[str, int]) -> list[OfferingRow]:
    """Every offering, those set aside last."""
    return sorted(offerings(session, aside=True), key=lambda row: row.aside_on is not None)


def reports(_currency: Currency = USD) -> tuple[Report, ...]:
    """The report of offerings."""
    return (
        Report(
            "offerings",
            "Offerings",
            "Quarter",
            "What we offer, how far each is on its way, and how many kinds of value it names.",
            "as_of",
            _COLUMNS,
            rows,
        ),
    )
