"""Books that move from a file to a server and back: equal row for row, or nothing at all."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from sqlalchemy import Connection, text

from mspdesk.__main__ import main
from mspdesk.app import keeping, moving
from mspdesk.app.move_page import MovePage
from mspdesk.app.program import Program
from mspdesk.database import books, engines, marks, migrate, transit
from mspdesk.database.lock import BooksLock
from mspdesk.database.places import normalise
from mspdesk.desk.desk import Desk
from mspdesk.errors import Cancelled, Trouble, UserError
from mspdesk.progress import Progress
from mspdesk.tickets import actions as tickets
from mspdesk.tickets import queries as ticket_queries
from mspdesk.timekeeping import actions as timekeeping
from tests.pgserver import Server
from tests.sample import Sample


@pytest.fixture
def worked_in(books_file: Path, shop: Sample) -> Path:
    """The small shop with a ticket, time, a file on it and odd signs, and nobody in it."""
    store = books.open_books(books_file, durable=False)
    store.person_id = shop.dana
    ticket = store.do(tickets.open_ticket, shop.brightwater, "Scanner jams, \\ and \\N", _COMPLETE)
    store.do(timekeeping.log_time, ticket, date(2026, 3, 11), 45, "Cleaned it")
    for _ in range(2):
        store.do(tickets.add_note, ticket, "Ça va? 漢字 \\N\tafter a tab\nsecond line")
    store.undo()
    store.do(tickets.add_file, ticket, "plan.pdf", bytes(range(256)) * 9_000)
    store.close()
    return books_file


_COMPLETE = {"no_device": True, "coverage": "billable"}


@pytest.fixture
def place(server: Server) -> Iterator[str]:
    """A database on the server that holds nothing."""
    made = server.empty()
    yield normalise(made)
    server.drop(made)


def sums(place: str | Path) -> list[transit.Sum]:
    """What the tables of some books come to."""
    engine = engines.read_engine(normalise(place))
    try:
        with engine.connect() as connection:
            return [transit.sum_of(connection, table) for table in transit.tables()]
    finally:
        engine.dispose()


def asked(place: str | Path, question: str) -> list[tuple[object, ...]]:
    """The answer to one question of SQL."""
    engine = engines.read_engine(normalise(place))
    try:
        with engine.connect() as connection:
            return [tuple(row) for row in connection.execute(text(question))]
    finally:
        engine.dispose()


class Joined(Progress):
    """Somebody opens the books while they are compared."""

    def __init__(self, place: str) -> None:
        super().__init__()
        self._engine, self._line = engines.read_engine(place), ExitStack()
        self.here = False

    def step(self, done: int, total: int, words: str = "") -> None:
        """Connect once."""
        if words.startswith("Comparing") and not self.here:
            self._line.enter_context(self._engine.connect())
            self.here = True
        super().step(done, total, words)

    def leave(self) -> None:
        """Go again."""
        self._line.close()
        self._engine.dispose()


def test_books_move_to_a_server_and_back_equal_row_for_row(
    worked_in: Path,
    place: str,
    tmp_path: Path,
    clock: datetime,
    capsys: pytest.CaptureFixture[str],
) -> None:
    before, bytes_before = sums(worked_in), worked_in.read_bytes()
    at = ["--home", str(tmp_path / "home"), "--books", str(worked_in)]
    assert main([*at, "move", "--to", place]) == 0
    said = capsys.readouterr().out
    assert "rows and 1 attachments are the same" in said
    assert "can only be read from now on" in said
    assert sums(place) == before
    assert main([*at, "bill", "--through", "2026-03-11"]) == 3
    assert "These books were moved to" in capsys.readouterr().err
    assert worked_in.read_bytes() == bytes_before
    with pytest.raises(Trouble, match=r"moved already, to .* on Mar 11, 2026"):
        moving.move_books(worked_in, tmp_path / "again", Progress())
    somebody = Joined(place)
    with pytest.raises(Trouble, match="One other program is connected"):
        moving.move_books(place, tmp_path / "back", somebody)
    somebody.leave()
    assert somebody.here
    assert not (tmp_path / "back").exists()
    back = moving.move_books(place, tmp_path / "back", Progress())
    assert list(back.sums) == before == sums(tmp_path / "back")
    lines = moving.lines_of(back)
    assert any(line.split()[:2] == ["ticket_note", "1"] for line in lines)
    kept = worked_in.parent / "blobs", tmp_path / "back" / "blobs"
    files = [{one.name: one.read_bytes() for one in folder.glob("??/*")} for folder in kept]
    assert files[0] == files[1] != {}
    is_only_read(worked_in)
    is_only_read(place)
    assert main([*at[:2], "--books", place, "move", "--resume"]) == 0
    for found in (tmp_path / "back", place):
        works_on(found)


def is_only_read(place: str | Path) -> None:
    """Books that were moved open for reading only, and say where they are now."""
    store = books.open_books(place)
    try:
        assert store.read_only
        assert "These books were moved to " in store.notices[0]
        with pytest.raises(Trouble, match="They were moved to"), store.step("Write"):
            pass
    finally:
        store.close()


def works_on(place: str | Path) -> None:
    """Search finds, ids go on after the one that was undone, sums grow by what is added."""
    store = books.open_books(place, durable=False)
    try:
        store.person_id = 1
        assert [row.title for row in store.ask(ticket_queries.search_tickets, "scanner")]
        (note,) = store.ask(ticket_queries.search_notes, "漢字")
        assert note.text == "Ça va? 漢字 \\N\tafter a tab\nsecond line"
        assert store.do(tickets.add_note, note.ticket_id, "Third") == 3
        store.do(timekeeping.log_time, note.ticket_id, date(2026, 3, 11), 30, "Cleaned it again")
        assert keeping.check(store, Progress()) == []
    finally:
        store.close()
    assert asked(place, "SELECT sum(minutes) FROM time_by_person_month") == [(75,)]


class StopAt(Progress):
    """Asks to stop at the first step that says these words."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self._words, self.heard = words, False

    def step(self, done: int, total: int, words: str = "") -> None:
        """Stop where it was said to."""
        if words.startswith(self._words):
            self.heard = True
            self.stop()
        super().step(done, total, words)


class CutAt(StopAt):
    """Loses the server at the first step that says these words."""

    def __init__(self, words: str, server: Server, place: str) -> None:
        super().__init__(words)
        self._server, self._place = server, place

    def stop(self) -> None:
        """End every line to the books."""
        self._server.end_lines(self._place)


def test_a_move_that_is_stopped_leaves_nothing_behind(
    worked_in: Path, place: str, server: Server, tmp_path: Path
) -> None:
    before = sums(worked_in)
    # One that was cut off before, however early, is nothing yet and does not stand in the way.
    made: list[Connection] = []

    def cut(connection: Connection) -> None:
        if made:
            raise InterruptedError
        marks.begin(connection)
        made.append(connection)

    with pytest.raises(InterruptedError):
        books.bring_forward(place, empty=True, then=cut)
    with pytest.raises(Trouble, match="did not arrive whole"):
        books.open_books(place)
    ends: tuple[tuple[StopAt, str | Path, type[Exception]], ...] = (
        (StopAt("The books are the same"), tmp_path / "new" / "shop", Cancelled),
        (CutAt("Comparing change", server, place), place, Trouble),
    )
    for stop, target, raised in ends:
        with pytest.raises(raised):
            moving.move_books(worked_in, target, stop)
        assert stop.heard
        assert not (tmp_path / "new").exists()
        assert not marks.file_of(worked_in).exists()
    of_ours = "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace"
    functions = "SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace"
    assert asked(place, of_ours) == asked(place, functions) == []
    assert sums(worked_in) == before
    store = books.open_books(worked_in, durable=False)
    assert not store.read_only
    store.close()


def test_a_server_that_holds_something_else_keeps_it(
    books_file: Path, place: str, tmp_path: Path
) -> None:
    engine = engines.migration_engine(place)
    try:
        with engine.begin() as connection:
            connection.execute(text("CREATE TABLE theirs (words text)"))
    finally:
        engine.dispose()
    with pytest.raises(UserError, match="holds something else"):
        moving.move_books(books_file, place, Progress())
    assert asked(place, "SELECT count(*) FROM theirs") == [(0,)]


def test_where_the_old_books_cannot_be_marked_nothing_is_moved(
    books_file: Path, tmp_path: Path
) -> None:
    mark = marks.file_of(books_file)
    mark.with_name(f"{mark.name}.part").mkdir()
    to = tmp_path / "new" / "books.db"
    store = moving.opened_after(str(books_file), str(to))(Progress())
    assert store.place == str(books_file)
    assert "cannot be marked as moved; nothing was moved" in store.notices[-1]
    assert not store.read_only
    assert not to.parent.exists()
    store.close()


@pytest.mark.parametrize("done", [True, False])
def test_a_cut_in_the_last_moment_leaves_one_place_to_work_in(
    books_file: Path, server_books: str, place: str, done: bool
) -> None:
    there, to = normalise(books_file), server_books if done else place
    if not done:
        engine = engines.migration_engine(to)
        with engine.begin() as connection:
            connection.exec_driver_sql("CREATE TABLE book_format (words text)").close()
            marks.begin(connection)
        engine.dispose()
    marks.mark(there, to, sure=False)
    store = books.open_books(there, durable=False)
    assert store.read_only is done
    store.close()
    left = marks.moved_to(there)
    assert (left.sure if left else False) is done


def test_while_somebody_still_moves_them_nobody_says_that_it_came_to_nothing(
    server_books: str, tmp_path: Path
) -> None:
    mover = BooksLock(tmp_path / "books.db")
    assert mover.take()
    marks.mark(server_books, str(tmp_path / "books.db"), sure=False)
    for moving_still in (True, False):
        store = books.open_books(server_books)
        assert store.read_only is moving_still
        store.close()
        mover.release()


def test_a_place_that_cannot_be_looked_at_keeps_the_old_books_shut(
    books_file: Path, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    marks.mark(str(books_file), str(stick / "books.db"), sure=False)
    for there in (False, True):
        if there:
            shutil.copytree(books_file.parent, stick)
        store = books.open_books(books_file, durable=False)
        assert store.read_only
        store.close()
        found = marks.moved_to(str(books_file))
        assert found is not None
        assert found.sure is there


def test_a_move_is_refused_where_it_would_lose_something(
    worked_in: Path, server_books: str, tmp_path: Path
) -> None:
    def refused(source: str | Path, target: str | Path, words: str) -> None:
        with pytest.raises((UserError, Trouble), match=words):
            moving.move_books(source, target, Progress())

    refused(worked_in, server_books, "There are books already")
    refused(worked_in, worked_in.parent, "there already")
    refused(tmp_path / "nowhere", tmp_path / "x", "There are no books")
    refused(worked_in, "postgresql://dana:pssst@host/books", "password out of the address")
    store = books.open_books(worked_in, durable=False)
    refused(worked_in, tmp_path / "x", "has these books open")
    store.close()
    other = books.open_books(server_books)
    refused(server_books, tmp_path / "x", "connected to these books")
    other.close()
    with closing(sqlite3.connect(worked_in)) as older:
        older.execute(f"PRAGMA user_version={migrate.newest() - 1}").close()
    refused(worked_in, tmp_path / "x", "form of an older MSPDesk. Open them once")
    with closing(sqlite3.connect(worked_in)) as again:
        again.execute(f"PRAGMA user_version={migrate.newest()}").close()
    (lost,) = (worked_in.parent / "blobs").glob("??/*")
    lost.write_bytes(b"damaged")
    refused(worked_in, tmp_path / "x", "One attachment is missing or damaged")
    assert not (tmp_path / "x").exists()


def desks(program: Program) -> list[Desk]:
    """The desk of a window that has books open."""
    return [program.window.desk] if program.window.desk is not None else []


def test_the_window_moves_its_books_behind_it_and_goes_on_there(
    program: Program, books_file: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    program.move_books()
    page = program.window.view()
    assert isinstance(page, MovePage)
    field = page.form.entry("to").field
    for wrong, words in ((str(books_file.parent), "there already"), ("mysql://x/y", "PostgreSQL")):
        field.setFocus()
        QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClicks(field, wrong)
        QTest.keyClick(field, Qt.Key.Key_Return)
        assert words in page.form.error("to")
    page.form.entry("to").set_value(str(tmp_path / "new"))
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert not desks(program)
    assert program._opening is not None
    # Stopped, the books are opened again as they were, and it is said.
    program._opening.progress.stop()
    qtbot.waitUntil(lambda: bool(desks(program)), timeout=60_000)
    assert [one.store.place for one in desks(program)] == [str(books_file)]
    assert "The books were not moved. Stopped." in desks(program)[0].store.notices
    assert not (tmp_path / "new").exists()
    program.move_to(str(tmp_path / "new" / "books.db"))
    assert not desks(program)
    qtbot.waitUntil(lambda: bool(desks(program)), timeout=60_000)
    (desk,) = desks(program)
    assert desk.store.place == str(tmp_path / "new" / "books.db")
    assert desk.person_name.startswith("Dana")
    assert "they can only be read" in desk.store.notices[-1]
    assert program.settings.books == str(tmp_path / "new" / "books.db")
    left = marks.moved_to(str(books_file))
    assert left is not None
    assert left.sure
