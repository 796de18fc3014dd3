"""Imports the first lists need, made on the opening thread while the window paints.

Nothing here loads Qt: widgets are built on the main thread alone.
"""

from sqlalchemy.orm import configure_mappers

from . import day  # noqa: F401 - Today is the first list most people see
from .areas import AREAS


def warm_up() -> None:
    """Load what Today, the palette and the first tab ask, and settle how tables hang together."""
    configure_mappers()
    for area in AREAS:
        area.today()
        area.panels()
        area.finders()
