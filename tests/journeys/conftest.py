"""A fresh computer with nothing of MSPDesk on it, and somebody sitting at it."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mspdesk import dates, paths
from mspdesk.widgets import theme

from .hands import Hands


@pytest.fixture
def sit_down(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> Iterator[Callable[[datetime], Hands]]:
    """Sit down at a moment; the window is closed and the clock runs again afterwards."""
    theme.apply(qapp, "light", 100)
    seated: list[Hands] = []

    def sit(moment: datetime) -> Hands:
        seated.append(Hands(tmp_path / "home", moment))
        return seated[-1]

    yield sit
    for hands in seated:
        hands.window.close()
        hands.window.deleteLater()
    dates.set_clock(None)
    paths.set_home(None)
