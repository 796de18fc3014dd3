"""A fresh computer with nothing of MSPDesk on it, and somebody sitting at it."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import keyring
import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mspdesk import dates, paths
from mspdesk.mail.runs import passwords
from mspdesk.widgets import theme
from tests.database.test_passwords import Ring
from tests.mail.postoffice import PostOffice, make_certificates, post_office

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


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[PostOffice]:
    """A mail server this computer trusts, and a keyring that knows nothing yet."""
    certificates = make_certificates(tmp_path / "certificates")
    monkeypatch.setenv("SSL_CERT_FILE", str(certificates.authority))
    before = keyring.get_keyring()
    keyring.set_keyring(Ring({}))
    passwords._typed.clear()
    with post_office(certificates) as found:
        yield found
    keyring.set_keyring(before)
    passwords._typed.clear()
