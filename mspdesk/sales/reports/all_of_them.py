"""All reports of sales for the Reports tab."""

from ...desk.area import Report
from ...money import USD, Currency
from . import advice, commission, pipeline, worksheets


def reports(currency: Currency = USD) -> tuple[Report, ...]:
    """The reports of sales, sums in the shop's currency."""
    return (
        *pipeline.reports(currency),
        *worksheets.reports(currency),
        *commission.reports(currency),
        *advice.reports(currency),
    )
