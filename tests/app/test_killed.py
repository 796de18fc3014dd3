"""The program is killed while somebody types: the words are offered when it starts again."""

import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from mspdesk.app import crash
from mspdesk.app.program import Program
from mspdesk.app.typed import TypedKeeper
from mspdesk.app.typed_file import Kept, TypedFile
from mspdesk.app.typed_page import TypedPage
from mspdesk.app.window import Window
from mspdesk.widgets.buttons import Button
from tests.sample import Sample

from .killed import Desktop

TYPED = [
    ("Site visit", "Town", "Rockford or Mankato"),
    ("Site visit", "Lines, new row: Name", "Fiber"),
    ("Site visit", "Lines, new row: Place", "Cellar"),
    ("Site visit", "Note of the day", "Looked at it twice."),
]


def files(place: Path) -> list[Path]:
    """The files of typed words beside books."""
    return sorted(place.parent.glob("typed-*"))


@contextmanager
def killed(place: Path, home: Path) -> Iterator[None]:
    """Another program with these books open in which somebody types, killed when it is kept."""
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.app.killed", str(place), str(home)],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        cwd=Path(__file__).parents[2],
    )
    try:
        end = time.monotonic() + 90
        while not (found := files(place)) or found[0].suffix != ".json":
            assert child.poll() is None
            assert time.monotonic() < end
            time.sleep(0.1)
        yield
    finally:
        child.send_signal(signal.SIGKILL)
        child.wait()


def watched(program: Program, monkeypatch: pytest.MonkeyPatch) -> TypedKeeper:
    """The keeper of a window; the tests' own hook comes back later."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    crash.watch(program.window)
    keeper = program.window.findChild(TypedKeeper)
    assert keeper is not None
    return keeper


def test_what_was_typed_survives_a_kill_and_is_offered_again(
    empty_program: Program,
    books_file: Path,
    shop: Sample,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with killed(books_file, tmp_path / "home"):
        (left,) = files(books_file)
        assert stat.S_IMODE(left.stat().st_mode) == 0o600
    for words in (b"not for anybody", b"stands in the books"):
        assert words not in left.read_bytes()
    keeper, window = watched(empty_program, monkeypatch), empty_program.window
    empty_program.begin(str(books_file))
    qtbot.waitUntil(lambda: window.desk is not None, timeout=20_000)
    keeper.keep()
    assert window.status.message() == (
        "MSPDesk ended before all was saved. What was typed into 4 fields is kept."
    )
    # Where the form is in front again, its words are offered to be put in.
    back = window.close_pages_to(window.view())
    form = Desktop()
    window.lay_over(form)
    keeper.keep()
    assert window.status.action() == "Put it in"
    window.status.press_action()
    assert form.form.entry("town").text() == "Rockford or Mankato"
    keeper.keep()
    assert window.status.action() != "Put it in"
    form.form.mark_clean()
    back()
    keeper.keep()
    assert window.status.action() == "See what was typed"
    window.status.press_action()
    page = window.view()
    assert isinstance(page, TypedPage)
    (one,) = page._left
    assert [(kept.page, kept.label, kept.words) for kept in one.kept] == TYPED
    copy = next(one for one in page.findChildren(Button) if one.words() == "Copy all of it")
    copy.click()
    assert "Rockford or Mankato\n\nLines, new row: Name\nFiber" in QApplication.clipboard().text()
    assert files(books_file) == [left]
    page.throw_away()
    assert not isinstance(window.view(), TypedPage)
    assert files(books_file) == []


def test_the_file_goes_with_the_save_and_with_the_window(
    window: Window, program: Program, books_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeper = watched(program, monkeypatch)
    page = Desktop()
    window.lay_over(page)
    keeper.keep()
    assert files(books_file) == []
    page.type()
    keeper.keep()
    (file,) = files(books_file)
    stood = file.stat().st_mtime_ns
    keeper.keep()
    assert file.stat().st_mtime_ns == stood, "nothing new was typed, so nothing is written"
    window.lay_over(QWidget())
    keeper.keep()
    assert file.stat().st_mtime_ns == stood, "it stands in its fields still"
    for cell in page.grid.unsaved():
        assert page.grid.put_typed(cell)
    page.form.mark_clean()
    page.note.set_value("")
    page.grid.forget_typed()
    keeper.keep()
    assert files(books_file) == []
    another = Desktop()
    window.lay_over(another)
    QTest.keyClicks(another.note.field, "More.")
    keeper.keep()
    assert len(files(books_file)) == 1
    assert window.desk is not None
    window.desk.drain()
    window.unseat()
    keeper.keep()
    assert files(books_file) == []


def test_words_belong_to_who_typed_them_and_rubbish_is_passed_over(tmp_path: Path) -> None:
    place = str(tmp_path / "books.db")
    file = TypedFile(place)
    file.write([Kept("Page", "Label", "Words \ud83d")], 1)
    (mine,) = files(tmp_path / "books.db")
    dead = mine.with_name(mine.name.replace(str(os.getpid()), "4000000"))
    mine.rename(dead)
    dead.with_name(dead.name.replace("4000000", "4000001")).write_text("{cut")
    cut_off = dead.with_name(dead.name.replace("4000000.json", "4000002.part"))
    cut_off.write_text("words of somebody")
    again = TypedFile(place)
    assert [one.kept[0].label for one in again.left(1)] == ["Label"]
    assert not cut_off.exists()
    assert again.left(2) == []
    (tmp_path / "shut").write_text("no folder")
    TypedFile(str(tmp_path / "shut" / "books.db")).write([Kept("a", "b", "c")], 1)
