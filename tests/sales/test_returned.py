"""A worksheet goes out as a PDF, is filled by another program, and comes back as it was filled."""

from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject, TextStringObject

from mspdesk.errors import UserError
from mspdesk.exchange.pdf_form import FilledForm, gather
from mspdesk.printing.document import render
from mspdesk.printing.page import Letterhead, Paper
from mspdesk.sales.printables.worksheet import BLANK, FIELDS, FORM, WorksheetDocument
from mspdesk.sales.rules.worksheet import Answer, State
from mspdesk.sales.runs import Returned, returned

from .viewer import fill

SHOP = Letterhead("Quillfeather IT, LLC", ("612 Harbor View Ave",), "218-555-0100")
TEXTS = {
    "company": "Harborview Dental",
    "answered_by": "Zoë Łódzka",
    "q1": "Prairie Fiber & Sons <44-0187> 100 %",
    "q2": "harborview.example, 日本.example",
    "q13": "USB disk\nNever tried",
    "notes": "Moves in June",
}
TICKS = ("q3_1", "q9_2")


def form() -> bytes:
    """The PDF that goes out."""
    return render(FIELDS, WorksheetDocument(SHOP), Paper.LETTER)


def read(pdf: bytes, folder: Path) -> Returned:
    """What comes back, read in this process."""
    file = folder / "back.pdf"
    file.write_bytes(pdf)
    told = dict(gather(file))
    assert "refused" not in told, told
    return returned(FilledForm(told["subject"], told["fields"]), file.name)


def test_what_a_viewer_filled_comes_back_equal(tmp_path: Path) -> None:
    found = read(fill(form(), TEXTS, TICKS), tmp_path)
    assert found.answers == {
        1: Answer(State.KNOWN, TEXTS["q1"]),
        2: Answer(State.KNOWN, TEXTS["q2"]),
        3: Answer(State.UNKNOWN),
        9: Answer(State.NONE),
        13: Answer(State.KNOWN, TEXTS["q13"]),
    }
    assert (found.company, found.answered_by) == (TEXTS["company"], TEXTS["answered_by"])
    assert (found.notes, found.faults) == (TEXTS["notes"], [])


def test_a_field_that_was_renamed_or_removed_is_reported_and_not_guessed(tmp_path: Path) -> None:
    writer = PdfWriter(PdfReader(_kept(fill(form(), TEXTS, TICKS), tmp_path)))
    for page in writer.pages:
        for note in page.annotations or ():
            field: Any = note.get_object()
            if field["/T"] == "q1":
                field[NameObject("/T")] = TextStringObject("provider")
            elif field["/T"] == "q2":
                field[NameObject("/T")] = TextStringObject("gone")
                field[NameObject("/V")] = TextStringObject("")
    file = tmp_path / "renamed.pdf"
    writer.write(file)
    found = read(file.read_bytes(), tmp_path)
    assert {1, 2}.isdisjoint(found.answers)
    assert found.faults == [
        "1 Internet provider: this field is not in the file any more. Ask for the answer.",
        "2 Domain name: this field is not in the file any more. Ask for the answer.",
        f"The worksheet has no field “provider”, the file has; it says “{TEXTS['q1']}”.",
    ]


def _kept(pdf: bytes, folder: Path) -> Path:
    file = folder / "kept.pdf"
    file.write_bytes(pdf)
    return file


def test_words_beside_a_tick_are_asked_about(tmp_path: Path) -> None:
    found = read(fill(form(), {"q5": "Loon Creek"}, ("q5_1", "q6_1", "q6_2")), tmp_path)
    assert found.answers == {}
    assert found.faults == [
        "5 Web host: “Loon Creek” is written and a box is ticked beside it. Ask which is meant.",
        "6 Who manages the web site: both boxes are ticked. Ask which is meant.",
    ]


def test_another_pdf_is_no_worksheet(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="is not a technology worksheet"):
        returned(FilledForm("", {"total": "12"}), "invoice.pdf")
    blank = _kept(render(BLANK, WorksheetDocument(SHOP), Paper.A4), tmp_path)
    told = dict(gather(blank))
    assert (told["subject"], told["fields"]) == (FORM, {})


@pytest.mark.parametrize(
    "content", [b"", b"%PDF-1.7\n%%EOF", b"PK\x03\x04" * 50, b"%PDF-1.4\n" + b"<<" * 20_000]
)
def test_what_is_no_pdf_is_refused_in_a_sentence(content: bytes, tmp_path: Path) -> None:
    file = _kept(content, tmp_path)
    kind, told = list(gather(file))[-1]
    assert kind == "refused"
    assert told == "kept.pdf cannot be read as a PDF. Open it, save it again, and try again."


def test_a_locked_pdf_asks_for_one_without_a_password(tmp_path: Path) -> None:
    writer = PdfWriter(PdfReader(_kept(form(), tmp_path)))
    writer.encrypt("secret")
    locked = tmp_path / "locked.pdf"
    writer.write(locked)
    assert list(gather(locked)) == [
        ("refused", "locked.pdf is locked with a password. Ask for it without one.")
    ]
