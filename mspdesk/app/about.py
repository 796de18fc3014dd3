"""What this program is, which release, and whose work it stands on."""

import platform
import sqlite3

from PySide6.QtCore import Qt, qVersion
from PySide6.QtWidgets import QWidget

from .. import __version__
from ..widgets import spoken
from ..widgets.layout import STRETCH, Card, PageHead, Pairs, Scroll, column, stack
from ..widgets.safe import Label


class AboutPage(QWidget):
    """Release, licences, versions; nothing is sent anywhere."""

    spoken_as = spoken.Role.Document

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("About MSPDesk")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        versions = Pairs()
        versions.show_pairs(
            [
                ("MSPDesk", __version__),
                ("Python", platform.python_version()),
                ("Qt", qVersion()),
                ("SQLite", sqlite3.sqlite_version),
                ("System", platform.platform(terse=True)),
            ]
        )
        card = Card("Versions")
        card.add(versions)
        words = Label(
            "MSPDesk is free software under the MIT license. Inter and the other typefaces are"
            " under the SIL Open Font License and licenses like it, the icons come from Lucide"
            " (ISC, MIT), Qt is used under the LGPL. Every license lies in resources/licenses.",
            color="ink2",
            wrap=True,
        )
        promise = Label(
            "It talks to nobody but the servers you set. There is no account, and nothing leaves"
            " this computer.",
            color="ink2",
            wrap=True,
        )
        body = column(card, words, promise, STRETCH, gap=16, margin=(22, 8, 22, 22))
        body.setMaximumWidth(720)
        stack(self, column(PageHead("About MSPDesk"), margin=(22, 18, 22, 10)), Scroll(body))
