"""Paper out of a PDF: the system's print dialog, and Save as PDF."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from ..errors import Trouble
from ..printing import unfinished
from . import dialogs
from .pages import Pages
from .safe import one_line

# A printer is given pictures of at most this many dots per inch; more is not seen on paper.
_DOTS = 300


def print_pdf(parent: QWidget, pdf: bytes, name: str) -> bool:
    """Open the system's print dialog and print what it says; False when it was closed.

    Raises Trouble when the printer cannot be reached.
    """
    with Pages(pdf) as pages:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(one_line(name))
        _fit(printer, pages.size(0))
        dialog = QPrintDialog(printer, parent)
        dialog.setWindowTitle(f"Print {one_line(name)}")
        dialog.setMinMax(1, len(pages))
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange, True)
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return False
        send(printer, pages)
    return True


def send(printer: QPrinter, pages: Pages) -> int:
    """Paint the chosen pages onto a printer; returns how many sheets went out.

    Raises Trouble when the printer cannot be reached.
    """
    first = printer.fromPage() or 1
    last = min(printer.toPage() or len(pages), len(pages))
    painter, sent = QPainter(), 0
    copies = 1 if printer.supportsMultipleCopies() else max(1, printer.copyCount())
    for page in [*range(first - 1, last)] * copies:
        _fit(printer, pages.size(page))
        ready = painter.begin(printer) if sent == 0 else printer.newPage()
        if not ready:
            raise Trouble("The printer did not answer.", "Check that it is on and try again.")
        dots = min(_DOTS, printer.resolution())
        sheet = QRectF(printer.paperRect(QPrinter.Unit.DevicePixel))
        sheet.moveTo(0, 0)
        painter.drawImage(sheet, pages.picture(page, dots))
        sent += 1
    painter.end()
    return sent


def _fit(printer: QPrinter, size: QSizeF) -> None:
    """Take the paper and its direction from a page, without margins: the page has its own."""
    wide, high = size.width(), size.height()
    upright = QSizeF(min(wide, high), max(wide, high))
    layout = printer.pageLayout()
    layout.setMode(QPageLayout.Mode.FullPageMode)
    match = QPageSize.SizeMatchPolicy.FuzzyMatch
    layout.setPageSize(QPageSize(upright, QPageSize.Unit.Point, "", match))
    flat = wide > high
    layout.setOrientation(
        QPageLayout.Orientation.Landscape if flat else QPageLayout.Orientation.Portrait
    )
    printer.setPageLayout(layout)
    printer.setFullPage(True)


def save_pdf(
    parent: QWidget,
    pdf: bytes,
    name: str,
    folder: Path,
    choose: Callable[[str, Path], Path | None] | None = None,
) -> Path | None:
    """Ask where, and write the PDF there whole or not at all; None when nobody chose a place.

    Raises Trouble when it cannot be written.
    """
    suggested = folder / f"{name}.pdf"
    if choose is not None:
        file = choose("Save as PDF", suggested)
    else:
        file = dialogs.save_file(parent, "Save as PDF", "PDF (*.pdf)", suggested)
    if file is None:
        return None
    if not file.suffix:
        file = file.with_suffix(".pdf")
    part = file.with_name(file.name + ".part")
    try:
        with unfinished.noted(part):
            part.write_bytes(pdf)
            part.replace(file)
    except OSError as error:
        part.unlink(missing_ok=True)
        reason = error.strerror or "it cannot be written"
        raise Trouble(f"{file.name} was not saved: {reason}.", "Choose another folder.") from error
    return file
