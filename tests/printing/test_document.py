"""Papers become bytes and files: always the same bytes, and files that are whole or not there."""

import errno
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PIL import Image

from mspdesk.errors import Trouble
from mspdesk.printing import blocks, fonts
from mspdesk.printing.document import Printable, prepare, render, render_many, write
from mspdesk.printing.page import Letterhead, Paper
from tests.printing.papers import COLUMNS, INVOICE, LINES, SHOP, numbered, paper
from tests.printing.pdftext import text_of
from tests.snapshots.compare import compare_snapshot

PDF = render(INVOICE, LINES, Paper.LETTER)


@pytest.mark.parametrize("size", Paper)
def test_an_invoice_reads_as_it_always_did(size: Paper) -> None:
    compare_snapshot(text_of(render(INVOICE, LINES, size)), f"printing/invoice-{size.value}")


def test_same_facts_same_bytes() -> None:
    # Something else in between, with other characters: fonts are shared, papers are not.
    for text in ("Łódź 🧿 漢", "שלום"):
        render(paper(blocks.paragraph(text)), None, Paper.A4)
    assert render(INVOICE, LINES, Paper.LETTER) == PDF
    sheaf = [(INVOICE, LINES), (INVOICE, LINES * 9)]
    once = render_many(sheaf, Paper.A4, title="Both")
    assert render_many(sheaf, Paper.A4, title="Both") == once


def test_papers_made_at_once_do_not_mix() -> None:
    found: dict[int, bytes] = {}
    threads = [
        threading.Thread(
            target=lambda n=n: found.update({n: render(INVOICE, LINES * (n + 1), Paper.LETTER)})
        )
        for n in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == {n: render(INVOICE, LINES * (n + 1), Paper.LETTER) for n in range(6)}


def test_only_our_own_fonts_are_used_and_all_are_inside() -> None:
    assert b"Helvetica" not in PDF
    assert PDF.count(b"/FontFile2") == PDF.count(b"/ToUnicode") == 5


def test_a_paper_names_what_it_is_and_who_made_it() -> None:
    opened = pypdfium2.PdfDocument(render(INVOICE, LINES, Paper.LETTER))
    facts = opened.get_metadata_dict()
    opened.close()
    assert facts["Title"] == "Invoice 2026-0312"
    assert facts["Author"] == "Quillfeather IT, LLC"
    assert facts["Creator"] == "MSPDesk"


def test_a_printable_may_name_its_facts() -> None:
    layout = paper(blocks.paragraph("x")).lay_out(None)
    kind = Printable[str]("note", "Note", str, lambda _: layout)
    assert render(kind, "facts", Paper.LETTER).endswith(b"%%EOF\n")


def test_a_sheaf_is_taken_one_by_one_and_may_stop_the_work() -> None:
    taken: list[int] = []

    def sheaf() -> Iterator[tuple[Printable[Any], Any]]:
        for number in range(5):
            taken.append(number)
            if number == 3:
                raise Trouble("Stopped.")
            yield INVOICE, LINES

    with pytest.raises(Trouble, match="Stopped"):
        render_many(sheaf(), Paper.LETTER, title="x")
    assert taken == [0, 1, 2, 3]
    assert render(INVOICE, LINES, Paper.LETTER) == PDF, "the next paper is not harmed"
    with pytest.raises(ValueError, match="Nothing was given"):
        render_many([], Paper.LETTER, title="x")


def test_a_paper_that_fails_leaves_the_next_one_whole() -> None:
    broken = paper(blocks.table(COLUMNS, [("too", "few")]))
    with pytest.raises(ValueError, match="cells"):
        render(broken, None, Paper.LETTER)
    assert render(INVOICE, LINES, Paper.LETTER) == PDF


def test_a_missing_font_is_trouble_with_a_way_out() -> None:
    with pytest.raises(Trouble, match=r"NoSuchFont\.ttf is missing. Install MSPDesk again"):
        fonts.face("NoSuchFont")


def test_a_letterhead_can_be_gathered_without_loading_the_paper_machine() -> None:
    ask = "import sys, mspdesk.printing.page; sys.exit('reportlab' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", ask], check=False).returncode == 0


# files


def test_a_file_is_whole_under_its_name(tmp_path: Path) -> None:
    file = tmp_path / "Invoice 2026-0312.pdf"
    write(file, PDF)
    write(file, PDF)
    assert file.read_bytes() == PDF
    assert list(tmp_path.iterdir()) == [file]


def test_half_a_paper_is_never_written(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="not complete"):
        write(tmp_path / "half.pdf", PDF[: len(PDF) // 2])
    assert not list(tmp_path.iterdir())


def test_a_full_disk_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "old.pdf"
    file.write_bytes(b"the old one")
    room = [20_000]
    real = os.write

    def until_full(handle: int, piece: bytes) -> int:
        if not room[0]:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        done = real(handle, bytes(piece)[: room[0]])
        room[0] -= done
        return done

    monkeypatch.setattr(os, "write", until_full)
    with pytest.raises(Trouble, match=r"old\.pdf could not be saved: No space left") as trouble:
        write(file, PDF)
    assert "Free some space" in trouble.value.hint
    assert file.read_bytes() == b"the old one"
    assert list(tmp_path.iterdir()) == [file]


def test_a_disk_that_swallows_bytes_is_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "write", lambda _, piece: len(piece))
    with pytest.raises(Trouble, match="not everything was written"):
        write(tmp_path / "new.pdf", PDF)
    assert not list(tmp_path.iterdir())


def test_a_folder_that_is_gone_is_trouble(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="could not be saved"):
        write(tmp_path / "gone" / "x.pdf", PDF)


# logo


def picture(size: tuple[int, int]) -> bytes:
    target = BytesIO()
    Image.new("RGB", size).save(target, "PNG")
    return target.getvalue()


def test_a_logo_is_inside_once_however_many_papers_carry_it() -> None:
    shop = Letterhead(SHOP.name, SHOP.address, logo=picture((900, 300)))
    one = paper(blocks.letterhead(shop))
    made = render_many([(one, None)] * 20, Paper.LETTER, title="x")
    assert made.pdf.count(b"/Subtype /Image") == 1
    assert made.pages == 20


# expected texts


def test_an_expected_text_is_written_on_demand_and_compared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("MSPDESK_SNAPSHOTS", raising=False)
    with pytest.raises(pytest.fail.Exception, match="make snapshots"):
        compare_snapshot("one\n", "area/paper", tmp_path)
    monkeypatch.setenv("MSPDESK_SNAPSHOTS", "write")
    compare_snapshot("one\n", "area/paper", tmp_path)
    monkeypatch.delenv("MSPDESK_SNAPSHOTS")
    compare_snapshot("one\n", "area/paper", tmp_path)
    with pytest.raises(pytest.fail.Exception, match=r"-one\n\+two"):
        compare_snapshot("two\n", "area/paper", tmp_path)


def test_a_batch_costs_little_more_than_its_fonts() -> None:
    one = prepare(paper(blocks.table(COLUMNS, numbered(5))), None, Paper.LETTER)
    sheaf = [(paper(blocks.table(COLUMNS, numbered(5))), None)] * 100
    many = render_many(sheaf, Paper.LETTER, title="x")
    assert many.pages == 100
    assert len(many.pdf) - len(one.pdf) < 99 * 1_500
