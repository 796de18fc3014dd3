"""Pages on the screen are the pages of the PDF, and go to paper and to files whole."""

import io
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas

from mspdesk.errors import Cancelled, Trouble
from mspdesk.progress import Progress
from mspdesk.widgets import dialogs, print_dialog
from mspdesk.widgets.pages import Pages
from mspdesk.widgets.preview import Preview

LETTER, FLAT = (612, 792), (792, 612)


def pdf(*sizes: tuple[int, int]) -> bytes:
    """A PDF with a page of each size, black in its lower left quarter."""
    written = io.BytesIO()
    canvas = Canvas(written, invariant=1)
    for number, size in enumerate(sizes, 1):
        canvas.setPageSize(size)
        canvas.rect(0, 0, size[0] / 2, size[1] / 2, fill=1)
        canvas.drawString(size[0] * 0.6, size[1] * 0.9, f"Sheet {number}")
        canvas.showPage()
    canvas.save()
    return written.getvalue()


def test_a_page_becomes_a_picture_of_its_size_and_ink() -> None:
    with Pages(pdf(LETTER, FLAT)) as pages:
        assert len(pages) == 2
        picture = pages.picture(0, 72)
        assert (picture.width(), picture.height()) == LETTER
        assert picture.pixelColor(10, 780).lightness() == 0
        assert picture.pixelColor(600, 10).lightness() == 255
        assert pages.text(1).strip() == "Sheet 2"
        assert pages.picture(1, 144).width() == 1584
    assert len(pages) == 0


def test_keys_turn_pages_and_change_the_size(qtbot: QtBot) -> None:
    preview = Preview("Invoice")
    qtbot.addWidget(preview)
    preview.resize(900, 600)
    preview.show()
    document = pdf(LETTER, LETTER, LETTER, FLAT)
    preview.show_pdf(document, "invoice")
    assert preview.pdf == document
    assert preview.page_count() == 4
    assert preview.where() == "page 1 of 4"
    for key, where in (
        (Qt.Key.Key_PageDown, 2),
        (Qt.Key.Key_PageDown, 3),
        (Qt.Key.Key_PageUp, 2),
        (Qt.Key.Key_End, 4),
        (Qt.Key.Key_PageDown, 4),
        (Qt.Key.Key_Home, 1),
    ):
        QTest.keyClick(preview.view, key)
        assert preview.where() == f"page {where} of 4", key
    fitted = preview.view.percent()
    QTest.keyClick(preview.view, Qt.Key.Key_Plus)
    assert preview.view.percent() > fitted
    QTest.keyClick(preview.view, Qt.Key.Key_0)
    assert preview.view.percent() == fitted
    assert "Sheet 1" in preview.view.accessibleDescription()


def test_a_click_on_a_small_page_turns_to_it(qtbot: QtBot) -> None:
    preview = Preview("Invoice")
    qtbot.addWidget(preview)
    preview.resize(900, 600)
    preview.show()
    preview.show_pdf(pdf(LETTER, LETTER, LETTER))
    where = preview.thumbs._rect(1).center().toPoint()
    QTest.mouseClick(preview.thumbs.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert preview.where() == "page 2 of 3"
    preview.show_pdf(pdf(LETTER))
    assert preview.where() == "page 1 of 1"
    assert not preview.thumbs.isVisible()


def test_print_and_save_are_asked_for_with_the_pdf(qtbot: QtBot) -> None:
    preview = Preview("Invoice")
    qtbot.addWidget(preview)
    document = pdf(LETTER)
    preview.show_pdf(document)
    with qtbot.waitSignal(preview.print_wanted) as printed:
        preview.print_button.click()
    with qtbot.waitSignal(preview.save_wanted) as saved:
        preview.save_button.click()
    assert printed.args == [document]
    assert saved.args == [document]


def test_only_pages_in_sight_are_drawn(qtbot: QtBot) -> None:
    preview = Preview("Binder")
    qtbot.addWidget(preview)
    preview.resize(900, 600)
    preview.show()
    preview.show_pdf(pdf(*[LETTER] * 60))
    preview.grab()
    assert len(preview.view._pictures) <= 2
    assert len(preview.thumbs._pictures) <= 8


def test_paper_gets_every_chosen_page_in_its_direction(qtbot: QtBot, tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    printer.setResolution(100)
    with Pages(pdf(LETTER, FLAT, LETTER)) as pages:
        assert print_dialog.send(printer, pages, Progress()) == 3
    boxes = [page.mediabox for page in PdfReader(tmp_path / "out.pdf").pages]
    assert [(int(box.width), int(box.height)) for box in boxes] == [LETTER, FLAT, LETTER]
    with Pages((tmp_path / "out.pdf").read_bytes()) as printed:
        picture = printed.picture(0, 72)
        assert picture.pixelColor(20, 770).lightness() < 10
        assert picture.pixelColor(590, 20).lightness() > 250


def test_a_range_of_pages_is_kept_to(qtbot: QtBot, tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    printer.setResolution(72)
    printer.setFromTo(2, 3)
    with Pages(pdf(*[LETTER] * 5)) as pages:
        assert print_dialog.send(printer, pages, Progress()) == 2


def test_printing_goes_on_behind_the_window_and_can_be_stopped(
    qtbot: QtBot, tmp_path: Path
) -> None:
    def paper(name: str) -> QPrinter:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(tmp_path / name))
        printer.setResolution(72)
        return printer

    document, said = pdf(*[LETTER] * 30), list[int]()

    def stop_at_the_third(done: int, _total: int, _words: str) -> None:
        said.append(done)
        if done == 2:
            stopped.stop()

    stopped = Progress(stop_at_the_third)
    with Pages(document) as seen, Pages(document) as pages:
        with ThreadPoolExecutor(1) as behind:
            sheets = behind.submit(print_dialog.send, paper("out.pdf"), pages, Progress())
            # Meanwhile the preview draws the same pages.
            drawn = [seen.picture(page, 30).width() for page in range(30)]
            assert sheets.result() == 30
        assert set(drawn) == {255}
        with pytest.raises(Cancelled):
            print_dialog.send(paper("none.pdf"), pages, stopped)
    assert len(PdfReader(tmp_path / "out.pdf").pages) == 30
    assert said == [0, 1, 2]


def test_a_pdf_is_saved_whole_where_it_was_asked_for(qtbot: QtBot, tmp_path: Path) -> None:
    owner, document = QWidget(), pdf(LETTER)
    qtbot.addWidget(owner)
    asked: list[tuple[str, Path]] = []

    def choose(title: str, start: Path) -> Path:
        asked.append((title, start))
        return tmp_path / "Invoice 7"

    with dialogs.answer_files(choose):
        file = print_dialog.save_pdf(owner, document, "invoice-7", tmp_path)
    assert asked == [("Save as PDF", tmp_path / "invoice-7.pdf")]
    assert file == tmp_path / "Invoice 7.pdf"
    assert file.read_bytes() == document
    assert [path.name for path in tmp_path.iterdir()] == ["Invoice 7.pdf"]
    with dialogs.answer_files(lambda _title, _start: None):
        assert print_dialog.save_pdf(owner, document, "x", tmp_path) is None


def test_a_pdf_that_cannot_be_written_says_so(qtbot: QtBot, tmp_path: Path) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)
    nowhere = tmp_path / "gone" / "x.pdf"
    with pytest.raises(Trouble, match=r"x\.pdf was not saved"):
        print_dialog.save_pdf(owner, pdf(LETTER), "x", tmp_path, lambda _title, _start: nowhere)


def test_dialogs_are_answered_by_the_innermost_answer(qtbot: QtBot, tmp_path: Path) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)
    with dialogs.answer_files(lambda _title, _start: tmp_path):
        with dialogs.answer_files(lambda _title, _start: None):
            assert dialogs.choose_folder(owner, "Folder") is None
        assert dialogs.choose_folder(owner, "Folder") == tmp_path
        assert dialogs.choose_file(owner, "File") == tmp_path
        assert dialogs.save_file(owner, "File", "", tmp_path / "a") == tmp_path
    with dialogs.answer_deletions(lambda title, _text: title == "Delete"):
        assert dialogs.confirm_deletion(owner, "Delete", "Gone for good.")
        assert not dialogs.confirm_deletion(owner, "Other", "Gone for good.")
