"""Files kept with a ticket: by content, under safe names, within a size that is said."""

import os
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import select

from mspdesk.database import blobs
from mspdesk.database.check import check_books
from mspdesk.database.store import Store
from mspdesk.errors import Trouble, UserError
from mspdesk.progress import Progress
from mspdesk.tickets import actions, queries, rules
from mspdesk.tickets.models import TicketFile
from mspdesk.tickets.runs import files as runs
from tests.tickets.board import Small, opened


def png(wide: int = 8, high: int = 6) -> bytes:
    """A small picture."""
    target = BytesIO()
    Image.new("RGB", (wide, high), (20, 120, 60)).save(target, "PNG")
    return target.getvalue()


# Names.


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("photo of the rack.jpg", "photo of the rack.jpg"),
        ("Rechnung M\u00fcller.pdf", "Rechnung M\u00fcller.pdf"),
        ("\u8a2d\u5b9a.txt", "\u8a2d\u5b9a.txt"),
        ("../../../etc/passwd", "passwd"),
        ("..\\..\\Windows\\win.ini", "win.ini"),
        ("/etc/shadow", "shadow"),
        ("C:\\temp\\a.log", "a.log"),
        ("CON", "file-CON"),
        ("con.txt", "file-con.txt"),
        ("Lpt1.pdf", "file-Lpt1.pdf"),
        ("COM\u00b9.pdf", "file-COM\u00b9.pdf"),
        ("nul.tar.gz", "file-nul.tar.gz"),
        ("invoice\u202egpj.exe", "invoicegpj.exe"),
        ("a\u200bb\ufeff.txt", "ab.txt"),
        ("two\nlines\r.txt", "twolines.txt"),
        ("nul\0byte.txt", "nulbyte.txt"),
        ('what<is>:"this|?*.txt', "what-is-this.txt"),
        ("  . .hidden . ", "hidden"),
        ("report.pdf.", "report.pdf"),
        ("...", "file"),
        ("", "file"),
        ("\u202e\u200f", "file"),
        ("e\u0301tude.txt", "\u00e9tude.txt"),
    ],
)
def test_a_name_is_one_that_every_system_takes(given: str, kept: str) -> None:
    assert rules.shown_name(given) == kept


def test_a_long_name_keeps_its_ending_and_fits_a_file_system() -> None:
    assert rules.shown_name("a" * 400 + ".pdf") == "a" * 116 + ".pdf"
    wide = rules.shown_name("\U0001f5a8" * 300 + ".pdf")
    assert wide.endswith(".pdf")
    assert len(wide.encode()) <= 200
    assert len(rules.shown_name("x." + "y" * 500)) <= 120


@pytest.mark.parametrize("name", ["invoice.pdf.exe", "a.SCR", "x.lnk", "m.xlsm", "k.ps1", "d.iso"])
def test_what_can_run_is_known_by_its_last_ending(name: str) -> None:
    assert rules.can_run(rules.shown_name(name))


@pytest.mark.parametrize("name", ["invoice.pdf", "exe.txt", "photo.jpg", "scr", "a.xlsx"])
def test_what_cannot_run_is_left_in_peace(name: str) -> None:
    assert not rules.can_run(name)


def test_a_name_too_long_to_show_keeps_both_ends() -> None:
    assert rules.short_name("photo.jpg") == "photo.jpg"
    assert rules.short_name("a" * 60 + ".pdf.exe") == "a" * 21 + "…" + "aaaa.pdf.exe"
    assert len(rules.short_name("\u8a2d" * 60 + ".txt")) == 17


def test_sizes_in_words() -> None:
    words = [rules.size_words(size) for size in (1, 812, 1024, 1025, 1 << 20, 3_500_000)]
    assert words == ["1 byte", "812 bytes", "1 KB", "2 KB", "1 MB", "3.4 MB"]


# Keeping.


def test_a_file_is_kept_as_it_came_and_once(store: Store, small: Small) -> None:
    one, other = opened(store, small.kestrel), opened(store, small.kestrel, "Another")
    raw = b"%PDF-1.7 whatever\0\xff"
    first = store.do(actions.add_file, one, "../offer.pdf", raw)
    store.do(actions.add_file, other, "the same.pdf", raw)
    (row,) = store.ask(queries.files_of, one)
    assert (row.id, row.name, row.size, row.who) == (first, "offer.pdf", len(raw), "Dana Whitlock")
    found = store.ask(queries.file_bytes, first)
    assert found is not None
    assert found.content == raw
    assert len(store.ask(blobs.known)) == 1
    page = store.ask(queries.ticket_page, one)
    assert page is not None
    assert page.files == (row,)


def test_the_same_file_twice_on_one_ticket_is_refused(store: Store, small: Small) -> None:
    ticket_id = opened(store, small.kestrel)
    store.do(actions.add_file, ticket_id, "a.txt", b"words")
    with pytest.raises(UserError, match=r"already, as a\.txt") as refused:
        store.do(actions.add_file, ticket_id, "b.txt", b"words")
    assert refused.value.field == "file"


def test_an_empty_and_a_large_file_are_refused_with_the_size(store: Store, small: Small) -> None:
    ticket_id = opened(store, small.kestrel)
    with pytest.raises(UserError, match="is empty"):
        store.do(actions.add_file, ticket_id, "a.txt", b"")
    with pytest.raises(UserError, match=r"25\.1 MB\. 25 MB fit"):
        store.do(actions.add_file, ticket_id, "a.iso", bytes(rules.LARGEST + 1))
    assert store.ask(queries.files_of, ticket_id) == ()
    assert store.ask(blobs.known) == {}


def test_removing_is_undone_with_every_byte(store: Store, small: Small) -> None:
    ticket_id = opened(store, small.kestrel)
    file_id = store.do(actions.add_file, ticket_id, "a.bin", bytes(range(256)))
    store.do(actions.remove_file, file_id)
    assert store.ask(queries.files_of, ticket_id) == ()
    store.undo()
    found = store.ask(queries.file_bytes, file_id)
    assert found is not None
    assert found.content == bytes(range(256))
    store.undo()
    assert store.ask(queries.files_of, ticket_id) == ()


def test_the_books_know_that_the_bytes_are_needed(store: Store, small: Small) -> None:
    ticket_id = opened(store, small.kestrel)
    store.do(actions.add_file, ticket_id, "a.txt", b"kept")
    assert check_books(store) == []
    with store.step("Look") as session:
        assert session.scalars(select(TicketFile.blob)).one() in blobs.known(session)


def test_lost_bytes_are_said(store: Store, small: Small) -> None:
    ticket_id = opened(store, small.kestrel)
    file_id = store.do(actions.add_file, ticket_id, "a.txt", b"lost")
    with store.step("Lose") as session:
        folder = session.info.get("folder")
    if folder is None:
        pytest.skip("the bytes lie in the database here")
    for file in blobs.files_in(blobs.folder_of_blobs(folder)):
        file.unlink()
    with pytest.raises(Trouble, match="missing or damaged"):
        store.ask(queries.file_bytes, file_id)


# Bringing files in.


def test_files_are_read_and_kept_in_turn(store: Store, small: Small, tmp_path: Path) -> None:
    ticket_id = opened(store, small.kestrel)
    paths = [tmp_path / "one.txt", tmp_path / "two.txt"]
    for path in paths:
        path.write_text(path.name)
    kept = runs.take_files(store, Progress(), ticket_id, paths)
    assert [one.id for one in store.ask(queries.files_of, ticket_id)] == list(kept)


def test_nothing_is_kept_where_one_cannot_be_read(
    store: Store, small: Small, tmp_path: Path
) -> None:
    ticket_id = opened(store, small.kestrel)
    good, large = tmp_path / "good.txt", tmp_path / "large.bin"
    good.write_text("good")
    with large.open("wb") as file:
        file.truncate(rules.LARGEST + 1)
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for wrong in (large, pipe, tmp_path, tmp_path / "gone.txt"):
        with pytest.raises(UserError):
            runs.take_files(store, Progress(), ticket_id, [good, wrong])
    assert store.ask(queries.files_of, ticket_id) == ()


# Looking.


def looked(store: Store, ticket_id: int, name: str, content: bytes) -> runs.Looked:
    """A file as it is shown."""
    file_id = store.do(actions.add_file, ticket_id, name, content)
    found = runs.look_at(store, Progress(), file_id)
    assert found is not None
    return found


def test_a_picture_is_shown_clean_whatever_its_name(store: Store, small: Small) -> None:
    ticket_id = opened(store, small.kestrel)
    found = looked(store, ticket_id, "rack.dat", png() + b"<script>tail</script>")
    assert found.png.startswith(b"\x89PNG")
    assert b"script" not in found.png
    broken = looked(store, ticket_id, "broken.png", png()[:40])
    assert (broken.png, broken.words) == (
        b"",
        "This picture cannot be shown. Save a copy to look at it.",
    )


def test_a_text_is_shown_to_a_length_and_a_program_never(store: Store, small: Small) -> None:
    ticket_id = opened(store, small.kestrel)
    assert looked(store, ticket_id, "a.log", "line one\n\u00fc".encode()).text == "line one\n\u00fc"
    long = looked(store, ticket_id, "b.log", b"x" * 90_000)
    assert len(long.text) == 40_002
    assert looked(store, ticket_id, "c.dat", b"\xff\xfe\0\0").words.startswith("Save a copy")
    program = looked(store, ticket_id, "invoice.pdf.exe", b"plain words")
    assert program.text == ""
    assert "can run" in program.words


def test_a_file_that_went_meanwhile_is_none(store: Store) -> None:
    assert runs.look_at(store, Progress(), 4711) is None
