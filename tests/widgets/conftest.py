"""Every test of a widget starts in the light at 100 %."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from mspdesk.widgets import splitter, theme


@pytest.fixture(autouse=True)
def light(qapp: QApplication) -> Iterator[None]:
    """Dress the application, and leave it as it was found."""
    now = theme.current()
    if now.dark or now.scale != 100 or not qapp.styleSheet():
        theme.apply(qapp, "light", 100)
    splitter._kept.clear()
    yield
    if now.dark or now.scale != 100:
        theme.apply(qapp, "light", 100)
