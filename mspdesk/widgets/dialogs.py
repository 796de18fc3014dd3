"""The only places where a window of the system comes up: files, permanent deletion, the end.

Tests answer with `answer_files` and `answer_deletions` instead of clicking.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox, QWidget

from .safe import clean, one_line

# Gets the title of the dialog and the file or folder it would start at.
Chooser = Callable[[str, Path], Path | None]
Decider = Callable[[str, str], bool]

_choosers: list[Chooser] = []
_deciders: list[Decider] = []


@contextmanager
def answer_files(chooser: Chooser) -> Iterator[None]:
    """Answer every file dialog while the block runs."""
    _choosers.append(chooser)
    try:
        yield
    finally:
        _choosers.pop()


@contextmanager
def answer_deletions(decider: Decider) -> Iterator[None]:
    """Answer every question about permanent deletion while the block runs."""
    _deciders.append(decider)
    try:
        yield
    finally:
        _deciders.pop()


def choose_file(
    parent: QWidget, title: str, pattern: str = "", folder: Path | None = None
) -> Path | None:
    """Ask for a file that is there; a pattern is like "Spreadsheets (*.csv *.xlsx)"."""
    start = folder or Path.home()
    if _choosers:
        return _choosers[-1](title, start)
    chosen, _kind = QFileDialog.getOpenFileName(parent, one_line(title), str(start), pattern)
    return Path(chosen) if chosen else None


def choose_folder(parent: QWidget, title: str, folder: Path | None = None) -> Path | None:
    """Ask for a folder."""
    start = folder or Path.home()
    if _choosers:
        return _choosers[-1](title, start)
    chosen = QFileDialog.getExistingDirectory(parent, one_line(title), str(start))
    return Path(chosen) if chosen else None


def save_file(parent: QWidget, title: str, pattern: str, suggested: Path) -> Path | None:
    """Ask where to write a file; the system asks before one is replaced."""
    if _choosers:
        return _choosers[-1](title, suggested)
    chosen, _kind = QFileDialog.getSaveFileName(parent, one_line(title), str(suggested), pattern)
    return Path(chosen) if chosen else None


def confirm_deletion(parent: QWidget, title: str, text: str, action: str = "Delete") -> bool:
    """Ask once before something is gone for good; Cancel is the safe answer."""
    if _deciders:
        return _deciders[-1](title, text)
    box = QMessageBox(parent)
    box.setWindowTitle(one_line(title))
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(clean(text))
    yes = box.addButton(action, QMessageBox.ButtonRole.DestructiveRole)
    no = box.addButton("Cancel", QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(no)
    box.setEscapeButton(no)
    box.exec()
    return box.clickedButton() is yes


def run_until_closed(app: QApplication) -> int:
    """Run the program until its window is closed; returns its exit code."""
    return app.exec()
