"""Paper out of a PDF: the system's print dialog, and Save as PDF."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from ..desk.desk import Desk
from ..errors import Cancelled, Trouble, UserError
from ..printing import unfinished
from ..progress import Progress
from . import dialogs
from .pages import Pages
from .safe import one_line

# A printer is given pictures of at most this many dots per inch; more is not seen on paper.
_DOTS = 300


def print_pdf(
    parent: QWidget, desk: Desk, pdf: bytes, name: str, then: Callable[[], object]
) -> None:
    """Open the system's print dialog, and print what it says behind the window.

    `then` is called once every page is on its way, also where the page on the screen is gone by
    then. A printer that cannot be reached, and printing that was stopped, are said below.
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
            return

    def broke(error: BaseException) -> None:
        if isinstance(error, Cancelled):
            desk.say("Printing was stopped. Pages the printer has already may come out.")
        elif isinstance(error, (Trouble, UserError)):
            desk.refuse(error)
        else:
            raise error

    job = desk.fetch(f"Printing {one_line(name)}", _sent, printer, pdf)
    job.then(lambda _sheets: then()).otherwise(broke)


def _sent(_store: object, progress: Progress, printer: QPrinter, pdf: bytes) -> int:
    with Pages(pdf) as pages:
        return send(printer, pages, progress)


def send(printer: QPrinter, pages: Pages, progress: Progress) -> int:
    """Paint the chosen pages onto a printer, on any thread; returns how many sheets went out.

    Raises Trouble when the printer cannot be reached, Cancelled when it was stopped.
    """
    first = printer.fromPage() or 1
    last = min(printer.toPage() or len(pages), len(pages))
    copies = 1 if printer.supportsMultipleCopies() else max(1, printer.copyCount())
    wanted = [*range(first - 1, last)] * copies
    painter = QPainter()
    try:
        for sent, page in enumerate(wanted):
            progress.step(sent, len(wanted), f"page {sent + 1} of {len(wanted)}")
            _fit(printer, pages.size(page))
            _next_sheet(printer, painter)
            dots = min(_DOTS, printer.resolution())
            sheet = QRectF(printer.paperRect(QPrinter.Unit.DevicePixel))
            sheet.moveTo(0, 0)
            painter.drawImage(sheet, pages.picture(page, dots))
    except BaseException:
        if painter.isActive():
            printer.abort()
        raise
    finally:
        # A printer must not go while it is painted on.
        painter.end()
    return len(wanted)


def _next_sheet(printer: QPrinter, painter: QPainter) -> None:
    ready = printer.newPage() if painter.isActive() else painter.begin(printer)
    if not ready:
        raise Trouble("The printer did not answer.", "Check that it is on and try again.")


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
