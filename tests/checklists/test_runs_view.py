"""The room of checklists, worked through by keys."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from mspdesk.app.areas import AREAS
from mspdesk.checklists.actions import marking, runs
from mspdesk.checklists.queries import on_ticket
from mspdesk.checklists.queries import runs as queries
from mspdesk.checklists.queries.results import Result, results
from mspdesk.checklists.rules.run import RunState, State
from mspdesk.checklists.view.panels import ClientRuns, TicketRuns
from mspdesk.checklists.view.run_rows import HeadRow
from mspdesk.checklists.view.runs import RunsRoom
from mspdesk.database.store import Store
from mspdesk.desk.area import Place
from mspdesk.desk.desk import Desk
from mspdesk.widgets import dialogs, theme
from mspdesk.widgets.buttons import LinkButton
from tests.sample import Sample, open_ticket

from . import pieces

KEY = Qt.Key


@pytest.fixture
def run_id(sqlite_store: Store, desk_shop: Sample) -> int:
    """A run at Kestrel, begun."""
    code = pieces.keep(sqlite_store, pieces.MONTHLY)
    return sqlite_store.do(runs.plan_and_start, code, desk_shop.kestrel)


@pytest.fixture
def desk(sqlite_store: Store, desk_shop: Sample, qapp: QApplication) -> Iterator[Desk]:
    """A desk with every area, the owner at work."""
    if not qapp.styleSheet():
        theme.apply(qapp, "light", 100)
    made = Desk(sqlite_store, AREAS)
    made.work_as(desk_shop.dana, "Dana Whitlock", frozenset({"*"}))
    yield made
    made.leave()


@pytest.fixture
def room(desk: Desk, run_id: int) -> Iterator[RunsRoom]:
    """The room in a window of its own."""
    made = RunsRoom(desk)
    made.resize(1_280, 720)
    made.show()
    made.show_place(Place("checklists", run_id))
    yield made
    made.close()
    made.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def found(store: Store, run_id: int, key: str) -> Result:
    """What the books say of a line."""
    return store.ask(results, run_id).get(key) or Result(key)


def press(room: RunsRoom, *keys: KEY) -> None:
    """Press keys in the list."""
    for key in keys:
        QTest.keyClick(room.pane.lines.list, key)
        QCoreApplication.processEvents()


def opened(room: RunsRoom) -> str:
    """The key of the open line."""
    row = room.pane.lines.list.open_line()
    return row.line.key if row is not None else ""


def test_a_run_is_worked_through_by_keys(
    room: RunsRoom, sqlite_store: Store, desk_shop: Sample, run_id: int
) -> None:
    lines = room.pane.lines
    assert opened(room) == "told"
    assert lines.list.hasFocus()
    press(room, KEY.Key_Space)
    assert found(sqlite_store, run_id, "told").state == State.OK
    # Done leads on; a reading is typed, Enter marks it, and one outside is asked about.
    assert opened(room) == "space"
    assert lines.editor.hint.text() == "A fifth of the disk is free."
    assert lines.editor.otherwise.text() == "If not: Delete the oldest set, or order a disk."
    press(room, KEY.Key_Tab)
    value = lines.editor.value
    assert value is not None
    assert QApplication.focusWidget() is value.field
    lines.focus_list()
    press(room, KEY.Key_Return)
    field = QApplication.focusWidget()
    assert field is not None
    QTest.keyClicks(field, "12")
    QTest.keyClick(field, KEY.Key_Return)
    assert found(sqlite_store, run_id, "space").state == ""
    assert lines.editor.asks()
    assert "below 20%" in lines.editor.said.text()
    assert QApplication.focusWidget() is lines.editor.sure
    QTest.keyClick(lines.editor.sure, KEY.Key_Space)
    assert found(sqlite_store, run_id, "space").state == State.OK
    # Evidence is asked for, beside the line; nothing pops up.
    assert opened(room) == "restore"
    lines.focus_list()
    press(room, KEY.Key_Space)
    assert "needs evidence" in lines.editor.said.text()
    assert QApplication.focusWidget() is lines.editor.note.sheet
    QTest.keyClicks(lines.editor.note.sheet, "quote-0311 opened")
    QTest.keyClick(lines.editor.note.sheet, KEY.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert found(sqlite_store, run_id, "restore").note == "quote-0311 opened"
    assert opened(room) == "label"
    lines.focus_list()
    press(room, KEY.Key_X)
    assert found(sqlite_store, run_id, "label").state == State.NA
    # The heads count; the bar says how far it is.
    heads = [row for row in lines.list.lines.rows if isinstance(row, HeadRow)]
    assert [(head.title, head.count) for head in heads] == [
        ("Before", "1 of 1"),
        ("Backup", "3 of 3"),
    ]
    assert room.pane.bar.percent() == 100
    room.settle()
    assert room.rail.sign.isEnabled()
    room.rail.shown_to.set_value("Lou Kestrel")
    QTest.keyClick(room.rail.sign, KEY.Key_Space)
    row = sqlite_store.ask(queries.run_row, run_id)
    assert row is not None
    assert (row.state, row.shown_to) == (RunState.DONE, "Lou Kestrel")
    # Who did it cannot verify it; the refusal stands below the button.
    assert room.rail.sign.words() == "Verify"
    QTest.keyClick(room.rail.sign, KEY.Key_Space)
    assert "somebody else verifies" in room.rail._said.text()


def test_p_asks_for_a_word_then_opens_a_ticket(
    room: RunsRoom, sqlite_store: Store, run_id: int
) -> None:
    lines = room.pane.lines
    lines.list.open_key((run_id, "restore"))
    press(room, KEY.Key_P)
    assert "Say what you saw" in lines.editor.said.text()
    QTest.keyClicks(lines.editor.note.sheet, "The file is empty")
    QTest.keyClick(lines.editor.problem, KEY.Key_Space)
    one = found(sqlite_store, run_id, "restore")
    assert one.state == State.ATTENTION
    assert one.ticket is not None
    room.settle()
    page = room.pane.page
    assert page is not None
    assert [problem.ticket for problem in page.problems] == [one.ticket]


def test_letters_typed_into_a_field_are_no_verbs(
    room: RunsRoom, sqlite_store: Store, run_id: int
) -> None:
    lines = room.pane.lines
    press(room, KEY.Key_Return)
    QTest.keyClicks(lines.editor.note.sheet, "xp ")
    QTest.keyClick(lines.editor.na, KEY.Key_P)
    assert found(sqlite_store, run_id, "told").state == ""
    # Going to another line keeps what was typed.
    QTest.keyClick(lines.editor.note.sheet, KEY.Key_Escape)
    press(room, KEY.Key_Down)
    assert found(sqlite_store, run_id, "told").note == "xp"
    press(room, KEY.Key_Up)
    assert lines.editor.note.value() == "xp"


def test_what_was_typed_is_kept_when_the_page_goes(
    room: RunsRoom, sqlite_store: Store, run_id: int
) -> None:
    press(room, KEY.Key_Return)
    QTest.keyClicks(room.pane.lines.editor.note.sheet, "half a sent")
    room.hide()
    assert found(sqlite_store, run_id, "told").note == "half a sent"
    # Back again, what was marked meanwhile stands in the side list.
    sqlite_store.do(marking.mark, run_id, "label", State.NA)
    room.show()
    assert "1/4" in [pick.right for pick in room.picker._groups[0].picks]


def test_who_is_second_sees_what_the_first_wrote(
    room: RunsRoom, sqlite_store: Store, desk_shop: Sample, run_id: int
) -> None:
    lines = room.pane.lines
    press(room, KEY.Key_Return)
    QTest.keyClicks(lines.editor.note.sheet, "Nobody answers")
    # Somebody else marks the same line meanwhile.
    sqlite_store.person_id = desk_shop.marcus
    sqlite_store.do(marking.mark, run_id, "told", State.OK, note="Called Ray")
    sqlite_store.person_id = desk_shop.dana
    QTest.keyClick(lines.editor.na, KEY.Key_Space)
    assert "Marcus marked step 1 done" in lines.editor.said.text()
    assert "Called Ray" in lines.editor.said.text()
    assert lines.editor.note.value() == "Nobody answers"
    assert found(sqlite_store, run_id, "told").note == "Called Ray"
    # Told, one may still decide.
    QTest.keyClick(lines.editor.na, KEY.Key_Space)
    assert found(sqlite_store, run_id, "told").note == "Nobody answers"


def test_admin_items_are_marked_where_they_stand(
    room: RunsRoom, sqlite_store: Store, run_id: int
) -> None:
    room.show_place(Place("checklists", do="list", about={"kind": "admin"}))
    assert room.across.lines.list.keys() == [(run_id, "told")]
    assert room.across._count.text() == "1 left"
    QTest.keyClick(room.across.lines.list, KEY.Key_Space)
    assert found(sqlite_store, run_id, "told").state == State.OK
    assert room.across._count.text() == "0 left"
    assert not room.rail.isVisible()


def test_a_checklist_is_begun_from_the_form(
    room: RunsRoom, sqlite_store: Store, desk_shop: Sample
) -> None:
    room.show_place(Place("checklists", do="start", about={"client_id": desk_shop.brightwater}))
    form = room._form
    assert form is not None
    form.code.set_value("test-monthly")
    assert form.form.submit()
    row = sqlite_store.ask(queries.running)[0]
    assert (row.client, row.title) == ("Brightwater Veterinary", "Monthly test")
    assert room.pane.title.text() == "Monthly test"


def test_the_form_asks_only_what_can_be_answered(
    room: RunsRoom, desk: Desk, desk_shop: Sample
) -> None:
    start = Place("checklists", do="start", about={"code": "new-pc"})
    room.show_place(start)
    form = room._form
    assert form is not None
    assert not form.form.box("variant").isVisible()
    form.code.set_value("assessment")
    form._fit()
    assert form.form.box("variant").isVisible()
    # Who does not lead people begins one about themselves alone.
    form.person.set_value(desk_shop.marcus)
    assert form.person.value() == desk_shop.marcus
    desk.work_as(desk_shop.priya, "Priya Raman", frozenset({"tickets", "time"}))
    room.show_place(start)
    form.person.set_value(desk_shop.marcus)
    assert form.person.value() is None
    form.person.set_value(desk_shop.priya)
    assert form.person.value() == desk_shop.priya


def test_no_client_signs_what_is_about_ourselves(
    room: RunsRoom, desk: Desk, desk_shop: Sample
) -> None:
    assert room.rail.shown_to.field.accessibleName() == "Shown to"
    about = (("assigned_id", desk_shop.dana),)
    own = desk.do(runs.plan_and_start, "week-end", None, about)
    room.show_place(Place("checklists", own))
    assert room.rail.shown_to.field.accessibleName() == "Seen by"
    assert "client" not in room.rail.shown_to.line.placeholderText().lower()


def test_a_ticket_carries_its_checklist(
    room: RunsRoom, desk: Desk, sqlite_store: Store, desk_shop: Sample
) -> None:
    ticket_id = open_ticket(sqlite_store, desk_shop.kestrel, "Maintenance")
    part = TicketRuns(desk)
    part.setParent(room)
    part.show_id(ticket_id)
    part.begin_adding()
    part.choice.set_value("test-monthly")
    part.add()
    (row,) = sqlite_store.ask(queries.runs_of_ticket, ticket_id)
    assert part.pane.page is not None
    assert part.pane.page.row.id == row.id
    assert sqlite_store.ask(on_ticket.has_on_ticket, ticket_id)
    assert sqlite_store.ask(on_ticket.count_on_ticket, ticket_id) == 3
    assert not part.sign.isEnabled()
    card = ClientRuns(desk)
    card.setParent(room)
    card.show_id(desk_shop.kestrel)
    names = [link.words() for link in card.findChildren(LinkButton)]
    assert names.count("Monthly test") == 2


def test_a_gate_is_seen_before_it_is_met(
    room: RunsRoom, sqlite_store: Store, desk_shop: Sample
) -> None:
    code = pieces.keep(sqlite_store, pieces.BUILD)
    about = (("device_id", desk_shop.server),)
    run_id = sqlite_store.do(runs.plan_and_start, code, desk_shop.brightwater, about)
    room.show_place(Place("checklists", run_id))
    lines = room.pane.lines
    lines.list.open_key((run_id, "bought"))
    assert lines.editor.needs.text() == "after step 1"
    buttons = [lines.editor.done, lines.editor.problem]
    assert not any(button.isEnabled() for button in buttons)
    lines.list.open_key((run_id, "backup"))
    lines.focus_list()
    press(room, KEY.Key_Space)
    lines.list.open_key((run_id, "bought"))
    assert all(button.isEnabled() for button in buttons)


def test_a_picture_is_added_looked_at_and_taken_away(
    room: RunsRoom, desk: Desk, sqlite_store: Store, run_id: int, tmp_path: Path
) -> None:
    lines = room.pane.lines
    lines.list.open_key((run_id, "restore"))
    file = tmp_path / "rack photo.png"
    pixmap = room.grab().scaled(40, 30)
    assert pixmap.save(str(file))
    with dialogs.answer_files(lambda _title, _start: file):
        press(room, KEY.Key_F)
    desk.drain()
    QCoreApplication.processEvents()
    (photo,) = found(sqlite_store, run_id, "restore").photos
    assert photo.name == "rack photo.png"
    lines.editor.photo_wanted.emit(photo.id)
    assert lines.photo is not None
    assert lines.photo.isVisible()
    assert lines.photo.picture.isVisible()
    QTest.keyClick(lines.photo.remove, KEY.Key_Space)
    assert found(sqlite_store, run_id, "restore").photos == ()
    assert lines.list.isVisible()
    desk.undo()
    assert len(found(sqlite_store, run_id, "restore").photos) == 1


def test_the_list_of_runs_becomes_a_file(
    room: RunsRoom, desk: Desk, sqlite_store: Store, run_id: int
) -> None:
    sqlite_store.do(marking.mark, run_id, "told", State.OK)
    given: list[list[str]] = []

    def take(_title: str, columns: Any, rows: Any) -> None:
        given.extend([str(column.value(row)) for column in columns] for row in rows)

    desk.asked_to_export.connect(take)
    room.export_list()
    assert given[0][:4] == ["K00001", "Monthly test", "Kestrel Machine & Tool", "Running"]
    assert given[0][6:8] == ["4", "1"]
