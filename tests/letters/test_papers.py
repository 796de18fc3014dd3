"""Signed copies and what is enclosed: kept as they came, asked for field by field."""

from datetime import date, datetime
from typing import Any

import pytest

from mspdesk import dates
from mspdesk.database.store import Store
from mspdesk.errors import UserError
from mspdesk.letters import actions, queries
from mspdesk.letters.printables import LETTER
from mspdesk.letters.runs import queue_letter
from mspdesk.mail import queries as outbox
from mspdesk.mail.rules.compose import Typed
from mspdesk.printing.document import prepare
from mspdesk.printing.page import Paper
from mspdesk.progress import Progress
from tests.letters.conftest import Sample
from tests.letters.test_fields import DENIAL, DENIED
from tests.printing.pdftext import text_of

TODAY = date(2026, 3, 11)
SCAN = b"%PDF-1.4 the scan"


@pytest.fixture
def letter(store: Store, sample: Sample) -> int:
    return store.do(actions.write_letter, sample.brightwater, DENIAL, DENIED)


def test_a_signed_copy_is_kept_with_its_day_and_scan(store: Store, letter: int) -> None:
    store.do(actions.finish_letter, letter, printed=True)
    (row,) = store.ask(queries.letters)
    assert (row.awaits, row.words) == (True, "Printed Mar 11")
    file = store.do(actions.sign_letter, letter, TODAY, " Ines  Sorensen ", "", "scan.pdf", SCAN)
    page = store.ask(queries.letter_page, letter)
    (copy,) = page.copies
    assert (copy.id, copy.signed_on, copy.signed_by) == (file, TODAY, "Ines Sorensen")
    assert store.ask(queries.file_bytes, file) == SCAN
    (row,) = store.ask(queries.letters)
    assert (row.awaits, row.words, row.signed_by) == (False, "Signed Mar 11", "Ines Sorensen")
    store.undo()
    assert store.ask(queries.letters)[0].awaits
    store.redo()
    store.do(actions.remove_file, file)
    assert store.ask(queries.letter_page, letter).copies == ()


def test_a_draft_that_was_signed_is_final(store: Store, letter: int) -> None:
    store.do(actions.sign_letter, letter, TODAY, "Ines", "folder 3")
    page = store.ask(queries.letter_page, letter)
    (copy,) = page.copies
    assert (page.state, copy.place, copy.scanned) == ("final", "folder 3", False)
    with pytest.raises(UserError, match="No scan of this paper is kept"):
        store.ask(queries.file_bytes, copy.id)


WRONG: tuple[tuple[dict[str, Any], str, str], ...] = (
    ({"signed_on": None}, "signed_on", "Type the day it was signed, today or before."),
    ({"signed_on": date(2026, 3, 12)}, "signed_on", "Type the day it was signed"),
    ({"signed_on": date(2026, 3, 10)}, "signed_on", "The letter is of Mar 11, 2026;"),
    ({"signed_by": "  "}, "signed_by", "Say who signed it."),
    ({"signed_by": "x" * 201}, "signed_by", "Keep it within 200 signs."),
    ({"place": "x" * 201}, "place", "Keep it within 200 signs."),
    ({"place": ""}, "file", "Choose the scan, or say where the signed paper lies."),
)


def test_what_a_signed_copy_needs(store: Store, letter: int) -> None:
    for said, field, words in WRONG:
        given: dict[str, Any] = {"signed_on": TODAY, "signed_by": "Ines", "place": "folder 3"}
        given |= said
        with pytest.raises(UserError) as caught:
            store.do(actions.sign_letter, letter, **given)
        assert caught.value.field == field
        assert caught.value.text.startswith(words)
    assert store.ask(queries.letter_page, letter).state == "draft"


def test_nobody_signs_a_letter_with_a_gap(store: Store, sample: Sample) -> None:
    letter = store.do(actions.write_letter, sample.brightwater, DENIAL)
    with pytest.raises(UserError, match=r"Fill in \[When you recommended it\] first"):
        store.do(actions.sign_letter, letter, TODAY, "Ines", "folder")
    assert store.ask(queries.letter_page, letter).copies == ()


def test_letters_wait_for_their_signature_oldest_first(store: Store, sample: Sample) -> None:
    made = []
    for day in (1, 9):
        with dates.frozen(datetime(2026, 3, day, 9)):
            one = store.do(actions.write_letter, sample.brightwater, DENIAL, DENIED)
            store.do(actions.finish_letter, one, printed=True)
            made.append(one)
    store.do(actions.write_letter, sample.kestrel, "letters/welcome")
    waiting = store.ask(queries.awaited, TODAY)
    assert [(row.id, row.days) for row in waiting] == [(made[0], 10), (made[1], 2)]
    assert [row.id for row in store.ask(queries.awaited, TODAY, 7)] == [made[0]]
    store.do(actions.sign_letter, made[0], TODAY, "Ines", "folder")
    assert [row.id for row in store.ask(queries.awaited, TODAY)] == [made[1]]


def test_what_is_enclosed_goes_out_with_the_mail(store: Store, sample: Sample) -> None:
    letter = store.do(actions.write_letter, sample.brightwater, "letters/prospect-decline")
    store.do(actions.enclose, letter, "Technology worksheet.pdf", b"%PDF-1.4 first")
    file = store.do(actions.enclose, letter, "Technology worksheet.pdf", b"%PDF-1.4 second")
    page = store.ask(queries.letter_page, letter)
    assert [one.name for one in page.enclosed] == ["Technology worksheet.pdf"]
    assert store.ask(queries.file_bytes, file) == b"%PDF-1.4 second"
    said = text_of(prepare(LETTER, store.ask(LETTER.gather, letter), Paper.LETTER).pdf)
    assert "Enclosed: Technology worksheet" in said
    compose = store.ask(queries.letter_mail, letter)
    assert compose.files[1:] == ("Technology worksheet.pdf",)
    typed = Typed(compose.to, "", compose.subject, compose.body, compose.key)
    (queued,) = queue_letter(store, Progress(), letter, typed)
    names = [one.name for one in store.ask(outbox.attached, queued)]
    assert names == ["Letter L00001 Brightwater Veterinary.pdf", "Technology worksheet.pdf"]
    with pytest.raises(UserError, match="went out"):
        store.do(actions.enclose, letter, "a.pdf", b"%PDF")
    with pytest.raises(UserError, match="went out"):
        store.do(actions.remove_file, file)


def test_a_draft_is_thrown_away_with_what_is_enclosed(store: Store, letter: int) -> None:
    with pytest.raises(UserError, match="This file is empty"):
        store.do(actions.enclose, letter, "a.pdf", b"")
    store.do(actions.enclose, letter, "C:\\scans\\a.pdf", b"%PDF")
    assert store.ask(queries.letter_page, letter).files[0].name == "a.pdf"
    store.do(actions.discard_letter, letter)
    assert store.ask(queries.letters) == []
    store.undo()
    assert len(store.ask(queries.letter_page, letter).enclosed) == 1
