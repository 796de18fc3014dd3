"""What a view is given: asking, doing, running, staying fresh, and taking back."""

from collections.abc import Iterator
from datetime import date
from threading import Event, current_thread, main_thread

import pytest
import shiboken6
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from mspdesk.clients import actions as clients
from mspdesk.clients import queries
from mspdesk.database.store import Store
from mspdesk.desk.area import Area, Panel
from mspdesk.desk.desk import Desk, Message
from mspdesk.desk.job import Job
from mspdesk.errors import Cancelled, Trouble, UserError
from mspdesk.progress import Progress
from tests.sample import Sample

pytestmark = pytest.mark.usefixtures("qapp", "clock")


@pytest.fixture
def desk(sqlite_store: Store, shop: Sample) -> Iterator[Desk]:
    """A desk over the small shop."""
    made = Desk(sqlite_store)
    yield made
    made.leave()


def _names(desk: Desk) -> list[str]:
    return [row.name for row in desk.ask(queries.clients)]


def test_what_was_done_is_there_when_asked(desk: Desk) -> None:
    desk.do(clients.add_client, "Northfold Printing")
    assert "Northfold Printing" in _names(desk)


def test_a_refusal_is_the_callers_to_show(desk: Desk) -> None:
    with pytest.raises(UserError) as refused:
        desk.do(clients.add_client, "")
    assert refused.value.field == "name"


def test_what_an_action_tells_is_said_with_undo(desk: Desk, qtbot: QtBot) -> None:
    with qtbot.waitSignal(desk.said) as heard:
        desk.do(clients.add_client, "Northfold Printing")
    assert heard.args == [Message("Northfold Printing added", undo=True)]
    with qtbot.waitSignal(desk.said) as heard:
        desk.undo()
    assert heard.args == [Message("Undone: Add client", undo=True)]
    assert "Northfold Printing" not in _names(desk)
    desk.redo()
    assert "Northfold Printing" in _names(desk)


def test_nothing_to_redo_is_said_not_raised(desk: Desk, qtbot: QtBot) -> None:
    with qtbot.waitSignal(desk.said) as heard:
        desk.redo()
    assert heard.args == [Message("There is nothing to redo.", refusal=True)]


def test_what_was_refused_is_said_with_what_to_do(desk: Desk, qtbot: QtBot) -> None:
    with qtbot.waitSignal(desk.said) as heard:
        desk.refuse(Trouble("The disk is full.", "Make room, then try again."))
    assert heard.args == [Message("The disk is full. Make room, then try again.", refusal=True)]
    with qtbot.waitSignal(desk.said) as heard:
        desk.attempt(clients.add_client, "")
    assert heard.args[0].refusal


def test_an_old_step_is_taken_back_or_the_reason_said(desk: Desk, qtbot: QtBot) -> None:
    from mspdesk.database.history import recent_steps

    first = desk.do(clients.add_client, "Northfold Printing")
    step = desk.ask(recent_steps)[0].id
    desk.do(clients.add_contact, first, {"first_name": "Ada"})
    with qtbot.waitSignal(desk.said) as heard:
        desk.undo_step(step)
    assert "Northfold Printing" in _names(desk)
    assert heard.args[0].undo is False
    desk.undo()
    desk.undo_step(step)
    assert "Northfold Printing" not in _names(desk)


# Working as.


def test_changes_are_signed_by_who_works(desk: Desk, shop: Sample, qtbot: QtBot) -> None:
    with qtbot.waitSignal(desk.person_changed):
        desk.work_as(shop.priya, "Priya Raman", frozenset({"clients", "bill"}))
    desk.do(clients.add_talk, shop.kestrel, date(2026, 3, 11), "Called about the invoice")
    assert desk.ask(queries.talks, shop.kestrel)[0].person == "Priya Raman"
    assert desk.person_id == shop.priya


def test_permits_decide_what_is_offered(desk: Desk) -> None:
    assert desk.may("settings")
    desk.work_as(None, "", frozenset({"tickets"}))
    assert desk.may("tickets")
    assert desk.may("")
    assert not desk.may("settings")


def test_panels_come_in_order_and_by_permit(sqlite_store: Store, shop: Sample) -> None:
    panels = (
        Panel("client.tab", "Money", QWidget, 60, needs="money"),
        Panel("client.tab", "Devices", QWidget, 30),
        Panel("client.rail", "Elsewhere", QWidget, 1),
    )
    desk = Desk(sqlite_store, [Area("one", "One", panels=lambda: panels)])
    assert [panel.title for panel in desk.panels("client.tab")] == ["Devices", "Money"]
    desk.work_as(shop.marcus, "Marcus", frozenset({"tickets"}))
    assert [panel.title for panel in desk.panels("client.tab")] == ["Devices"]


# Keeping views fresh.


def test_a_view_reloads_when_its_table_changed(desk: Desk, qtbot: QtBot) -> None:
    seen: list[int] = []
    view = QWidget()
    qtbot.addWidget(view)
    view.show()
    desk.keep_fresh(view, {"client"}, lambda: seen.append(len(_names(desk))))
    assert seen == [4]
    desk.do(clients.add_client, "Northfold Printing")
    qtbot.waitUntil(lambda: seen == [4, 5])
    desk.do(clients.add_contact, 2, {"first_name": "Ada"})
    QApplication.processEvents()
    assert seen == [4, 5]


def test_a_hidden_view_waits_until_it_is_shown(desk: Desk, qtbot: QtBot) -> None:
    seen: list[int] = []
    window, view = QWidget(), QWidget()
    qtbot.addWidget(window)
    QVBoxLayout(window).addWidget(view)
    window.show()
    view.hide()
    desk.keep_fresh(view, {"client"}, lambda: seen.append(len(_names(desk))))
    for n in range(3):
        desk.do(clients.add_client, f"Client {n}")
    QApplication.processEvents()
    assert seen == [4]
    view.show()
    assert seen == [4, 7]


def test_a_view_that_is_gone_is_not_asked(desk: Desk) -> None:
    seen: list[int] = []
    view = QWidget()
    desk.keep_fresh(view, {"client"}, lambda: seen.append(1))
    shiboken6.delete(view)
    desk.do(clients.add_client, "Northfold Printing")
    QApplication.processEvents()
    assert seen == [1]


# Jobs.


def _add(store: Store, progress: Progress, name: str) -> int:
    progress.step(0, 1)
    return store.do(clients.add_client, name)


def test_two_hundred_jobs_end_in_order_on_the_main_thread(desk: Desk, qtbot: QtBot) -> None:
    ended: list[int] = []
    threads = set()

    def show(n: int) -> None:
        ended.append(n)
        threads.add(current_thread())

    def answer(_store: Store, _progress: Progress, n: int) -> int:
        return n

    for n in range(200):
        desk.fetch(f"Job {n}", answer, n).then(show)
    assert len(desk.jobs) == 200
    qtbot.waitUntil(lambda: len(ended) == 200, timeout=20_000)
    assert ended == list(range(200))
    assert threads == {main_thread()}
    assert desk.jobs == ()


def test_jobs_that_write_one_after_another(desk: Desk, qtbot: QtBot) -> None:
    done: list[int] = []
    for n in range(3):
        desk.run(f"Adding {n}", _add, f"Client {n}").then(done.append)
        qtbot.waitUntil(lambda n=n: len(done) == n + 1, timeout=20_000)  # type: ignore[misc]  # a loop's lambda
    assert len(_names(desk)) == 7


def test_work_runs_off_the_main_thread(desk: Desk, qtbot: QtBot) -> None:
    found: list[object] = []
    desk.fetch("Where", lambda _store, _progress: current_thread()).then(found.append)
    qtbot.waitUntil(lambda: bool(found))
    assert found != [main_thread()]


def test_while_a_job_writes_other_verbs_say_what_to_do(desk: Desk, qtbot: QtBot) -> None:
    go = Event()
    ended: list[str] = []

    def slow(store: Store, progress: Progress) -> str:
        go.wait(20)
        return "done"

    desk.run("Importing", slow).then(ended.append)
    with pytest.raises(UserError, match=r"Importing is still running\. Try again"):
        desk.do(clients.add_client, "Northfold Printing")
    with pytest.raises(UserError):
        desk.run("Another", slow)
    said: list[str] = []
    desk.said.connect(lambda message: said.append(message.words))
    desk.undo()
    assert said[0].startswith("Importing is still running")
    # Reading goes on meanwhile.
    assert "Kestrel Machine & Tool" in _names(desk)
    go.set()
    qtbot.waitUntil(lambda: ended == ["done"], timeout=20_000)
    desk.do(clients.add_client, "Northfold Printing")


def test_what_follows_a_writing_job_may_write(desk: Desk, qtbot: QtBot) -> None:
    made: list[int] = []

    def follow(_client: int) -> None:
        made.append(desk.do(clients.add_client, "Second"))

    desk.run("Adding", _add, "First").then(follow)
    qtbot.waitUntil(lambda: bool(made), timeout=20_000)
    assert {"First", "Second"} <= set(_names(desk))


def test_a_stopped_job_leaves_nothing_and_is_told(desk: Desk, qtbot: QtBot) -> None:
    begun = Event()
    told: list[object] = []

    def slow(store: Store, progress: Progress) -> None:
        with store.step("Half") as session:
            clients.add_client(session, "Half done")
            begun.set()
            while True:
                progress.step(1, 2)

    job = desk.run("Importing", slow).otherwise(told.append)
    assert begun.wait(20)
    job.stop()
    qtbot.waitUntil(lambda: bool(told), timeout=20_000)
    assert isinstance(told[0], Cancelled)
    assert "Half done" not in _names(desk)
    assert desk.jobs == ()


def test_a_job_stopped_before_its_turn_never_works(desk: Desk, qtbot: QtBot) -> None:
    go = Event()
    told: list[object] = []
    done: list[object] = []
    desk.fetch("First", lambda _store, _progress: go.wait(20)).then(done.append)
    second = desk.fetch("Second", lambda _store, progress: progress.step(0, 1))
    second.then(done.append).otherwise(told.append)
    second.stop()
    go.set()
    qtbot.waitUntil(lambda: bool(told), timeout=20_000)
    assert isinstance(told[0], Cancelled)
    assert len(done) == 1


def test_a_failure_reaches_the_main_thread(desk: Desk, qtbot: QtBot) -> None:
    told: list[BaseException] = []

    def broken(store: Store, progress: Progress) -> None:
        raise UserError("The file is empty.")

    desk.fetch("Reading", broken).otherwise(told.append)
    qtbot.waitUntil(lambda: bool(told), timeout=20_000)
    assert str(told[0]) == "The file is empty."
    assert desk.jobs == ()


def test_progress_is_heard(desk: Desk, qtbot: QtBot) -> None:
    heard: list[tuple[int, int, str]] = []

    def counted(store: Store, progress: Progress) -> None:
        for n in range(3):
            progress.step(n, 3, f"row {n}")

    started: list[Job[None]] = []
    desk.job_started.connect(started.append)
    ended: list[object] = []
    desk.job_ended.connect(ended.append)
    job = desk.fetch("Counting", counted)
    job.signals.moved.connect(lambda *moved: heard.append(moved))
    qtbot.waitUntil(lambda: bool(ended), timeout=20_000)
    assert heard[-1] == (2, 3, "row 2")
    assert started == ended == [job]


def test_leaving_stops_reading_and_tells_nobody(desk: Desk) -> None:
    begun = Event()
    told: list[object] = []

    def endless(store: Store, progress: Progress) -> None:
        begun.set()
        while True:
            progress.step(1, 2)

    desk.fetch("Looking", endless).then(told.append).otherwise(told.append)
    assert begun.wait(20)
    desk.leave()
    QApplication.processEvents()
    assert told == []
    assert desk.jobs == ()


def test_what_a_press_is_refused_is_said_and_answers_nothing(desk: Desk, shop: Sample) -> None:
    said: list[Message] = []
    desk.said.connect(said.append)
    assert desk.attempt(clients.change_status, shop.own, "former") is None
    assert [one.words for one in said] == ["This is our own company; it stays a client."]
    made = desk.attempt(clients.add_client, "Juniper Law Group", {})
    assert made is not None
