"""One writer at a time, nothing half done, and a plain word when two were too quick."""

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import event, func, select, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from mspdesk.clients.models import Client
from mspdesk.database.action import action, touched
from mspdesk.database.commit import is_there
from mspdesk.database.faults import AlreadyDone, Doubt
from mspdesk.database.history import recent_steps
from mspdesk.database.stale import as_seen, touch
from mspdesk.database.store import Committed, Store
from mspdesk.database.tables import Step
from mspdesk.errors import Cancelled, Conflict, Trouble, UserError
from mspdesk.progress import Progress

from ..bookcase import on_a_server
from ..pgserver import Server
from .shop import add_client, add_contact, change_client, delete_client, versions

Another = Callable[[], Store]


def test_an_action_answers_and_says_what_it_did(store: Store) -> None:
    heard: list[Committed] = []
    store.listen(heard.append)
    client_id = store.do(add_client, "C1", "Acme")
    assert client_id
    (done,) = heard
    assert (done.label, done.words, done.undoable) == ("Add client", "Client Acme added", True)
    assert done.tables == {"client"}
    assert done.step_id == store.ask(recent_steps)[0].id


def test_a_batch_names_the_tables_it_touched(store: Store) -> None:
    @action("Touch", batch=True)
    def verb(session: Session) -> None:
        """Say that a table moved."""
        touched(session, "ticket", "client")

    heard: list[Committed] = []
    store.listen(heard.append)
    store.do(verb)
    assert heard[0].tables == {"ticket", "client"}


def test_a_listener_may_write(store: Store) -> None:
    once = [True]

    def follow(_: Committed) -> None:
        if once.pop() if once else False:
            store.do(add_client, "C2", "Second")

    store.listen(follow)
    store.do(add_client, "C1", "First")
    assert store.ask(lambda s: s.scalar(select(func.count()).select_from(Client))) == 2


def test_reading_cannot_write(store: Store) -> None:
    with pytest.raises(AssertionError, match="use an action"), store.read() as session:
        session.add(Client(number="C", name="C"))
        session.flush()
    with pytest.raises(Trouble), store.read() as session:
        session.execute(text("INSERT INTO number_series VALUES ('a', 0, 'b', 1, 1, 1)"))


def test_a_long_question_ends_when_it_is_told_to(store: Store) -> None:
    progress = Progress()

    def count(session: Session, most: int) -> int:
        numbers = (
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :most) "
            "SELECT count(*) FROM n"
        )
        found = session.scalar(text(numbers), {"most": most})
        assert isinstance(found, int)
        return found

    def told_between(session: Session) -> None:
        assert count(session, 10) == 10
        progress.stop()
        count(session, 10)

    assert store.ask_stoppable(progress, count, 10) == 10
    if store.dialect == "sqlite":
        timer = threading.Timer(0.05, progress.stop)
        timer.start()
        with pytest.raises(Cancelled):
            store.ask_stoppable(progress, count, 10**12)
        timer.join()
        progress = Progress()
    with pytest.raises(Cancelled):
        store.ask_stoppable(progress, told_between)
    # The line is whole again for whoever asks next.
    assert store.ask(count, 1_000_000) == 1_000_000


def test_a_step_inside_a_step_is_a_mistake(store: Store) -> None:
    with store.step("Outer"):
        with pytest.raises(AssertionError, match="open already"):
            store.do(add_client)
        with pytest.raises(AssertionError, match="open already"), store.step("Inner"):
            pass
    store.do(add_client)


def test_steps_of_several_threads_wait_for_each_other(store: Store) -> None:
    faults: list[BaseException] = []

    def work(letter: str) -> None:
        try:
            for n in range(10):
                store.do(add_client, f"{letter}{n}", letter)
                store.ask(recent_steps)
        except BaseException as error:  # noqa: BLE001 -- a thread would swallow it
            faults.append(error)

    threads = [threading.Thread(target=work, args=(letter,)) for letter in "abc"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert store.ask(lambda s: s.scalar(select(func.count()).select_from(Client))) == 30


# --- two writers ----------------------------------------------------------------------------------


def test_the_second_of_two_writers_is_told_who_was_first(
    store: Store, again: Another, clock: datetime
) -> None:
    client_id = store.do(add_client)
    other = again() if store.dialect == "postgresql" else None
    store.person_id = 1
    store.name_person = lambda _session, person_id: {5: "Bob"}[person_id]
    with pytest.raises(Conflict) as caught, store.step("Mine") as session:
        client = session.get_one(Client, client_id)
        client.city = "Rome"
        if other:
            other.person_id = 5
            other.do(change_client, client_id, city="Oslo")
        else:
            # One file has one writer; this is what a stale row in a session looks like.
            session.connection().execute(text("UPDATE client SET version = version + 1"))
    assert "while you had it open" in caught.value.text
    if other:
        assert caught.value.table == "client"
        assert caught.value.text == (
            "Bob changed the city of this client at 15:00 while you had it open; "
            "nothing was saved over it."
        )
        assert (caught.value.row_id, caught.value.person_id) == (client_id, 5)
        assert caught.value.at == clock
    assert store.ask(recent_steps)[0].label == ("Change client" if other else "Add client")


@on_a_server
def test_a_row_deleted_by_somebody_else_says_so(store: Store, again: Another) -> None:
    client_id = store.do(add_client)
    other = again()
    with pytest.raises(Conflict, match="Somebody deleted this client"), store.step("M") as session:
        session.get_one(Client, client_id).city = "Rome"
        other.do(delete_client, client_id)


def test_a_form_filled_long_ago_is_refused(store: Store) -> None:
    client_id = store.do(add_client)
    seen = versions(store, client_id)
    assert seen == 1
    store.do(change_client, client_id, city="Oslo")
    with (
        pytest.raises(Conflict, match="changed the city of this client"),
        store.step("Save") as session,
    ):
        as_seen(session, Client, client_id, seen).city = "Rome"
    store.do(delete_client, client_id)
    with pytest.raises(Conflict, match="deleted this client"), store.step("Save") as session:
        as_seen(session, Client, client_id, 2)


def test_touching_an_owner_lets_its_version_grow_without_a_line(store: Store) -> None:
    client_id = store.do(add_client)
    with store.step("Line changed") as session:
        touch(session.get_one(Client, client_id))
    assert versions(store, client_id) == 2
    assert store.ask(recent_steps)[0].label == "Add client"


def test_a_number_taken_is_a_conflict_that_names_the_field(store: Store) -> None:
    store.do(add_client, "C1", "Acme")
    with pytest.raises(Conflict, match="already a client with this number") as caught:
        store.do(add_client, "C1", "Other")
    assert (caught.value.field, caught.value.table) == ("number", "client")


def test_a_row_that_others_need_is_a_conflict(store: Store) -> None:
    client_id = store.do(add_client)
    store.do(add_contact, client_id)
    with pytest.raises(Conflict, match="still needs it"):
        store.do(delete_client, client_id)
    with pytest.raises(Conflict, match="was removed"):
        store.do(add_contact, client_id + 99)


def test_something_missing_is_named(store: Store) -> None:
    with pytest.raises(UserError, match=r"name"), store.step("Nameless") as session:
        session.add(Client(number="C1"))


# --- commits in doubt -----------------------------------------------------------------------------


def test_a_thing_is_done_once(store: Store) -> None:
    store.do_once("draft-1", add_client, "C1", "Acme")
    with pytest.raises(AlreadyDone, match="“Add client” has been done already"):
        store.do_once("draft-1", add_client, "C2", "Twice")
    assert store.ask(lambda s: s.scalar(select(func.count()).select_from(Client))) == 1


def cut_the_line_at_commit(store: Store, *, kept: bool) -> None:
    """Let the next commit raise, before or after the books have kept it."""
    engine = store.write_engine
    assert engine is not None

    def fail(connection: object) -> None:
        event.remove(engine, "commit", fail)
        if kept:
            connection.connection.commit()  # type: ignore[attr-defined]  # the bare one
        else:
            connection.connection.rollback()  # type: ignore[attr-defined]  # the bare one
        raise OperationalError("COMMIT", {}, Exception("disk I/O error"))

    event.listen(engine, "commit", fail)


def test_a_commit_that_failed_after_it_was_kept_counts(store: Store) -> None:
    cut_the_line_at_commit(store, kept=True)
    heard: list[Committed] = []
    store.listen(heard.append)
    client_id = store.do(add_client, "C1", "Acme")
    assert [one.label for one in heard] == ["Add client"]
    assert versions(store, client_id) == 1


@on_a_server
def test_who_asks_after_a_broken_line_waits_for_the_servers_answer(
    store: Store, again: Another
) -> None:
    engine = again().write_engine
    assert engine is not None
    found: list[bool] = []

    def ask() -> None:
        with engine.connect() as connection:
            found.append(is_there(connection, "slow"))

    asking = threading.Thread(target=ask)
    with store.step("Slow", once="slow") as session:
        session.add(Client(number="C1", name="Acme"))
        asking.start()
        asking.join(0.3)
        assert asking.is_alive(), "it answered before the commit"
    asking.join()
    assert found == [True]


def test_a_commit_that_failed_before_it_was_kept_is_refused(store: Store) -> None:
    cut_the_line_at_commit(store, kept=False)
    with pytest.raises(Trouble, match="nothing was saved"):
        store.do(add_client, "C1", "Acme")
    assert store.ask(lambda s: s.scalar(select(func.count()).select_from(Step))) == 0
    store.do(add_client, "C1", "Acme")


@contextmanager
def out_of_reach(store: Store, request: pytest.FixtureRequest) -> Iterator[None]:
    """Take the books away for the length of the block: the file, or the server's door."""
    if store.dialect == "sqlite":
        file = Path(store.place)
        away = file.rename(file.with_name("away.db"))
        yield
        away.rename(file)
    else:
        server: Server = request.getfixturevalue("server")
        server.shut(store.place)
        yield
        server.shut(store.place, shut=False)


def test_a_commit_that_cannot_be_asked_about_is_in_doubt(
    store: Store, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    monkeypatch.setattr("mspdesk.database.commit.PATIENCE", (0, 0))
    cut_the_line_at_commit(store, kept=True)
    with (
        ExitStack() as away,
        pytest.raises(Doubt, match="not known whether “Add client” was saved"),
        store.step("Add client") as session,
    ):
        session.add(Client(number="C1", name="Acme"))
        session.flush()
        away.enter_context(out_of_reach(store, request))
    assert [s.label for s in store.ask(recent_steps)] == ["Add client"]


@on_a_server
def test_a_server_that_drops_us_is_told_apart_from_a_lost_step(store: Store) -> None:
    with pytest.raises(Trouble, match="does not answer"), store.step("Cut") as session:
        session.add(Client(number="C1", name="Acme"))
        session.flush()
        me = session.scalar(text("SELECT pg_backend_pid()"))
        with store.read() as reading:
            reading.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": me})
    assert store.ask(recent_steps) == []
    store.do(add_client)


# --- other computers ------------------------------------------------------------------------------


def test_steps_of_other_computers_are_noticed_once(store: Store, again: Another) -> None:
    assert store.poll_foreign() is None
    other = again()
    assert other.poll_foreign() is None
    client_id = store.do(add_client)
    store.do(add_contact, client_id)
    assert store.poll_foreign() is None, "one's own steps are no news"
    news = other.poll_foreign()
    assert news is not None
    assert news.tables == {"client", "contact"}
    assert news.step_id is None
    assert other.poll_foreign() is None


def test_books_brought_forward_elsewhere_are_noticed(store: Store, again: Another) -> None:
    other = again()
    assert other.poll_foreign() is None
    with store.step("Newer") as session:
        session.connection().execute(text("UPDATE alembic_version SET version_num = '0099'"))
    with pytest.raises(Trouble, match="brought forward by a newer MSPDesk"):
        other.poll_foreign()


@on_a_server
def test_a_lower_step_that_appears_late_is_noticed(store: Store, again: Another) -> None:
    other, third = again(), again()
    store.do(add_client, "C1", "One")
    third.poll_foreign()
    with other.step("Slow") as session:
        session.add(Client(number="C2", name="Two"))
        session.flush()
        early = session.scalar(text("SELECT nextval('step_id_seq')"))
        store.do(add_contact, 1)
        news = third.poll_foreign()
        assert news is not None
        session.connection().execute(
            text(
                "INSERT INTO step (id, at, label, words, undoable, once, tables)"
                " VALUES (:id, now(), 'Late', '', true, 'late', 'ticket')"
            ),
            {"id": early},
        )
    late = third.poll_foreign()
    assert late is not None
    assert "ticket" in late.tables


# --- trouble in words -----------------------------------------------------------------------------


def test_read_only_books_say_so(store: Store) -> None:
    reader = Store.connect(store.place, read_only=True)
    with pytest.raises(Trouble, match="for reading only"):
        reader.do(add_client)
    reader.close()


def test_no_fault_shows_what_was_typed(store: Store) -> None:
    """Neither the sentence nor the causes below it, as they would stand in a log."""
    import traceback

    secret = "canary-4711"
    try:
        with store.step("Fails") as session:
            session.add(Client(number="C1", notes=secret))
    except UserError as error:
        shown = "".join(traceback.format_exception(error))
    else:
        pytest.fail("a client without a name was saved")
    assert secret not in shown


@on_a_server
def test_a_line_that_breaks_at_the_last_moment_shuts_nothing(store: Store, server: Server) -> None:
    with store.read() as session:
        session.execute(text("SELECT 1"))
        server.end_lines(store.place)
    with pytest.raises(UserError, match="Not like this"), store.step("Break") as session:
        session.execute(text("SELECT 1"))
        server.end_lines(store.place)
        raise UserError("Not like this.")
    assert store.do(add_client), "the next step has a line of its own"
