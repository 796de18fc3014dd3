"""Handing a mail to the user's own mail program: as a draft in a file of ours, or as a link.

Nothing else is ever opened from here: a file that came from somewhere may be a program.
"""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from ..errors import Trouble


def open_draft(file: Path) -> None:
    """Open a draft that MSPDesk wrote; raises Trouble, naming the file, where nothing opens it."""
    if file.suffix != ".eml":
        raise AssertionError("only drafts are opened")
    if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(file))):
        raise Trouble("No program on this computer opens this file.", f"It lies at {file}.")


def write_mail(link: str) -> None:
    """Open a mailto link in the user's mail program; raises Trouble where there is none."""
    url = QUrl(link, QUrl.ParsingMode.StrictMode)
    if url.scheme() != "mailto" or not QDesktopServices.openUrl(url):
        raise Trouble(
            "No mail program is set up on this computer.", "Set one up, or use a mail server."
        )
