"""Reports on hiring: what was asked and decided, and the room before the next hire."""

from ..desk.area import Glance, Report
from ..money import USD, Currency


def reports(_currency: Currency = USD) -> tuple[Report, ...]:
    """The reports of hiring."""
    return ()


GLANCES: tuple[Glance, ...] = ()
