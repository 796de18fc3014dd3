"""Handing something to the system's own programs: a file of ours, or a link that writes a mail."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from ..errors import Trouble


def open_file(file: Path) -> None:
    """Open a file that MSPDesk wrote with the program the system has for it.

    Raises Trouble, naming the file, where there is none.
    """
    if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(file))):
        raise Trouble("No program on this computer opens this file.", f"It lies at {file}.")


def write_mail(link: str) -> None:
    """Open a mailto link in the user's mail program; raises Trouble where there is none."""
    url = QUrl(link, QUrl.ParsingMode.StrictMode)
    if url.scheme() != "mailto" or not QDesktopServices.openUrl(url):
        raise Trouble(
            "No mail program is set up on this computer.", "Set one up, or use a mail server."
        )
