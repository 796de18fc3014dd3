"""Masters in the window, by keys and by mouse: read, edited, published, for one client."""

import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from mspdesk import paths
from mspdesk.app.areas import AREAS
from mspdesk.checklists.actions import differences
from mspdesk.checklists.actions import masters as actions
from mspdesk.checklists.actions.runs import plan_run
from mspdesk.checklists.queries import masters as queries
from mspdesk.checklists.queries.shipped import shipped
from mspdesk.checklists.rules import arrange
from mspdesk.checklists.rules.master import Line
from mspdesk.checklists.rules.master_text import read, write
from mspdesk.checklists.view.differences import ClientChecklists
from mspdesk.checklists.view.editor import MasterEditor
from mspdesk.checklists.view.master import MasterPage
from mspdesk.checklists.view.screen import ChecklistsView
from mspdesk.clients import actions as clients
from mspdesk.database.store import Store
from mspdesk.desk.area import Place
from mspdesk.desk.desk import Desk
from mspdesk.widgets import theme
from mspdesk.widgets.buttons import LinkButton
from mspdesk.widgets.form import Form
from mspdesk.widgets.safe import Label
from mspdesk.widgets.segments import SegmentControl
from tests.sample import Sample

from .masters import VISIT, begun, edit, version

Key, ALT = Qt.Key, Qt.KeyboardModifier.AltModifier
HOSTILE = "<b>Read</b> & [[section]] %s \"quoted\" 'logs'"


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
def page(desk: Desk, qtbot: QtBot) -> MasterPage:
    """The page of the yard visit, shown."""
    code = begun(desk.store)
    made = MasterPage(desk, lambda _code: None)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    qtbot.waitExposed(made)
    made.show_code(code)
    return made


def _form(editor: MasterEditor) -> Form:
    (found,) = [one for one in editor.findChildren(Form) if one.isVisible()]
    return found


def _type(widget: QWidget, words: str) -> None:
    QTest.keyClicks(widget, words)


def _press(widget: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
    QTest.keyClick(widget, key, modifier or Qt.KeyboardModifier.NoModifier)


def _draft(desk: Desk) -> list[str]:
    """The lines of the draft in the books, with their numbers."""
    master = read(desk.ask(queries.master_page, "yard-visit").draft, draft=True)
    return [f"{line.number} {line.key}" for line in master.lines()]


def test_a_line_is_written_moved_crossed_off_and_published_by_keys(
    page: MasterPage, desk: Desk
) -> None:
    assert page.read.table.groups() == ["Server, 3 steps", "Paper, 2 steps"]
    page.read.edit_button.click()
    editor = page.editor
    editor.table.setFocus()
    editor.table.select("line:logs")
    _press(editor.table, Key.Key_Insert)
    text = _form(editor).entry("text").field
    assert text.hasFocus()
    _type(text, HOSTILE)
    # Nothing was pressed to save it: going to another row keeps it.
    editor.table.select("line:space")
    kept = read(desk.ask(queries.master_page, "yard-visit").draft, draft=True).line("new-1")
    assert kept is not None
    assert kept.text == HOSTILE
    editor.table.select("line:new-1")
    for _ in range(3):
        _press(editor.table, Key.Key_Down, ALT)
    chosen = editor.table.selected()
    assert chosen is not None
    assert chosen.id == "line:new-1"
    assert _draft(desk) == ["1 logs", "2 space", "3 updates", "4 new-1", "5 binder", "6 time"]
    editor.table.select("line:space")
    _press(editor.table, Key.Key_X)
    assert _draft(desk) == ["1 logs", "3 updates", "4 new-1", "5 binder", "6 time"]
    editor.publish_button.click()
    assert page.changes.table.column("what") == ["Changed", "New step"]
    page.changes.apply_button.click()
    master = desk.ask(queries.body_by_code, "yard-visit")
    assert [line.number for line in master.lines()] == ["1", "3", "4", "5", "6"]
    assert next(one.note for one in desk.ask(queries.revisions, "yard-visit")) == "1 changed, 1 new"
    assert page.read.isVisible()


def test_sections_move_with_their_lines_by_keys_and_by_dragging(
    page: MasterPage, desk: Desk
) -> None:
    page.edit()
    table = page.editor.table
    paper = next(one.id for one in table.rows() if one.text == "Paper")
    table.select(paper)
    _press(table, Key.Key_Up, ALT)
    assert _draft(desk) == ["1 binder", "2 time", "3 logs", "4 space", "5 updates"]
    chosen = table.selected()
    assert chosen is not None
    assert chosen.text == "Paper"
    # The line at the foot of the list is dragged to above the first one.
    rows = [one.id for one in table.rows()]
    down, up = (_middle(table, rows.index(one)) for one in ("line:updates", "line:binder"))
    view = table.viewport()
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=down)
    QTest.mouseMove(view, QPoint(down.x(), down.y() - 40))
    QTest.mouseMove(view, QPoint(up.x(), up.y() - 8))
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(up.x(), up.y() - 8))
    assert _draft(desk) == ["1 updates", "2 binder", "3 time", "4 logs", "5 space"]
    desk.undo()
    assert _draft(desk)[0] == "1 binder"
    assert next(one.id for one in table.rows() if one.key) == "line:binder"


def _middle(table: QWidget, row: int) -> QPoint:
    rect = table.visualRect(table.model().index(row, 1))  # type: ignore[attr-defined] # a table
    found: QPoint = rect.center()
    return found


def test_every_field_of_a_line_and_the_heading_are_edited(page: MasterPage, desk: Desk) -> None:
    page.edit()
    editor = page.editor
    editor.table.select("line:binder")
    form = _form(editor)
    form.entry("kind").set_value("number")
    assert {"unit", "low", "high"} <= set(form.shown())
    for name, words in (("unit", "min"), ("low", "2.5"), ("high", "90")):
        _type(form.entry(name).field, words)
    form.entry("doer").set_value("outside")
    form.entry("evidence").set_value(True)
    _type(form.entry("maps").field, "warranty")
    _press(form.entry("maps").field, Key.Key_Return)
    editor.keep()
    line = read(desk.ask(queries.master_page, "yard-visit").draft).line("binder")
    assert line is not None
    assert (line.kind, line.unit, line.low, line.high) == ("number", "min", 2_500, 90_000)
    assert (line.doer, line.evidence, line.maps) == ("outside", True, "device.warranty_until")
    paper = next(one for one in editor.table.rows() if one.text == "Paper")
    editor.table.select(paper.id)
    _form(editor).entry("section").set_value("On paper")
    _form(editor).entry("ours").set_value(True)
    editor.table.select("head")
    assert [one.text for one in editor.table.rows() if one.heads][2] == "On paper"
    _type(_form(editor).entry("purpose").field, "So that nothing is forgotten.")
    editor.leave()
    draft = read(desk.ask(queries.master_page, "yard-visit").draft)
    assert draft.purpose == "So that nothing is forgotten."
    assert (draft.sections[1].title, draft.sections[1].ours) == ("On paper", True)
    assert page.read.isVisible()


def test_text_that_cannot_be_read_is_kept_and_its_line_named(page: MasterPage, desk: Desk) -> None:
    page.edit()
    editor = page.editor
    ways = editor.findChild(SegmentControl)
    assert ways is not None
    ways.choose("text")
    whole = editor.text.entry.text()
    editor.text.entry.set_value(whole.replace('doer = "t2"', 'doer = "t9"'))
    editor.keep()
    assert 'doer = "t9"' in desk.ask(queries.master_page, "yard-visit").draft
    assert editor.text.link.words() == "Line 23"
    ways.choose("lines")
    assert ways.current() == "text"
    editor.publish_button.click()
    assert editor.isVisible()
    editor.text.entry.set_value(whole.replace("Look at the binder", "Look at every binder"))
    ways.choose("lines")
    assert "Look at every binder" in editor.table.column("text")


def test_what_lacks_is_said_where_it_is(page: MasterPage, desk: Desk) -> None:
    page.edit()
    editor = page.editor
    editor.table.select("line:logs")
    editor.add_line()
    editor.publish_button.click()
    assert editor.isVisible()
    assert _form(editor).error("text") == "Say what is to be done in step 2."
    editor.remove()
    assert desk.ask(queries.master_page, "yard-visit").draft == ""
    editor.add_section()
    editor.publish_button.click()
    assert _form(editor).error("section") == "Give this section a heading."


def test_two_who_write_at_once_are_told_and_both_texts_stay(
    page: MasterPage, desk: Desk, sqlite_store: Store
) -> None:
    page.edit()
    editor = page.editor
    editor.table.select("line:logs")
    text = _form(editor).entry("text").field
    _type(text, "All: ")
    theirs = arrange.without_line(VISIT, "time")
    edit(sqlite_store, "yard-visit", theirs)
    editor.keep()
    assert _form(editor).entry("text").text().startswith("All: ")
    assert "while you had it open" in editor._said.words()
    # Looking at another checklist meanwhile costs nothing of it.
    page.show_code("restore-test")
    page.edit()
    assert editor.code() == "restore-test"
    page.show_code("yard-visit")
    page.edit()
    assert "while you had it open" in editor._said.words()
    editor._mine.click()
    draft = read(desk.ask(queries.master_page, "yard-visit").draft)
    assert next(draft.lines()).text == "All: Read the logs since the last visit"
    desk.undo()
    assert read(desk.ask(queries.master_page, "yard-visit").draft) == theirs
    assert "Enter time" not in editor.table.column("text")


def test_what_the_books_cannot_take_now_waits_and_goes_in_later(
    page: MasterPage, desk: Desk, qtbot: QtBot
) -> None:
    page.edit()
    editor = page.editor
    free = Event()
    job = desk.run("Importing", lambda _store, _progress: free.wait(20))
    try:
        editor.table.select("line:logs")
        _type(_form(editor).entry("text").field, "All: ")
        editor.table.select("line:time")
        assert "Importing is still running" in editor._said.words()
        assert desk.ask(queries.master_page, "yard-visit").draft == ""
        editor.leave()
        assert editor.isVisible()
    finally:
        free.set()
        qtbot.waitUntil(lambda: job not in desk.jobs)
    editor.leave()
    assert page.read.isVisible()
    draft = read(desk.ask(queries.master_page, "yard-visit").draft)
    assert next(draft.lines()).text == "All: Read the logs since the last visit"


def test_new_and_copied_checklists_are_named_and_put_away(page: MasterPage, desk: Desk) -> None:
    begun_codes: list[str] = []
    page.opened.connect(begun_codes.append)
    page.new_master()
    page._begin()
    assert page._naming.wrong() == "Say what the checklist is called."
    _type(page._name.line, "Audit of the yard")
    _press(page._name.line, Key.Key_Return)
    assert begun_codes == ["audit-of-the-yard"]
    assert page.editor.isVisible()
    page.editor.add_line()
    _type(_form(page.editor).entry("text").field, "Count the gates of the yard")
    left: list[bool] = []
    page.left.connect(lambda: left.append(True))
    page.editor._away.click()
    assert left == [True]
    desk.undo()
    assert "Count the gates" in desk.ask(queries.master_page, "audit-of-the-yard").draft
    page.show_code("yard-visit")
    page.duplicate()
    _press(page._name.line, Key.Key_Return)
    assert begun_codes[-1] == "yard-visit-our-way"
    page.editor.publish_button.click()
    page.changes.apply_button.click()
    copy = desk.ask(queries.body_by_code, "yard-visit-our-way")
    assert [line.text for line in copy.lines()] == [line.text for line in VISIT.lines()]


# --- reach ---------------------------------------------------------------------------------------


def test_ten_of_twelve_clients_follow_and_two_are_shown(
    desk: Desk, sqlite_store: Store, qtbot: QtBot
) -> None:
    """Through the tab itself: the place leads to the editor, the rest is pressed and typed."""
    begun(sqlite_store)
    ids = []
    for nth in range(12):
        ids.append(sqlite_store.do(clients.add_client, f"Client {nth:02}", {"status": "active"}))
        sqlite_store.do(plan_run, "yard-visit", client_id=ids[-1])
    words = Line("updates", "Ask their admin", doer="t2", expect="None is left.")
    sqlite_store.do(differences.reword_line, "yard-visit", ids[10], "updates", words)
    sqlite_store.do(differences.leave_out, "yard-visit", ids[11], "updates")
    tab = ChecklistsView(desk)
    qtbot.addWidget(tab)
    tab.resize(1280, 640)
    with qtbot.waitActive(tab):
        tab.show()
        tab.activateWindow()
    tab.show_place(Place("checklists", do="edit", about={"code": "yard-visit"}))
    page = tab.room("runs").master_page()
    assert page.isVisible()
    page.editor.table.select("line:updates")
    _form(page.editor).entry("text").set_value("Install the updates of the month")
    page.editor.publish_button.click()
    changes = page.changes
    assert changes.table.column("reach") == ["10 follow, 2 own"]
    shown = " ".join(one.text() for one in _labels(changes))
    for part in ("10 clients follow", "Client 00, ", "Client 10", "“Ask their admin”", "Client 11"):
        assert part in shown
    changes.apply_button.click()
    assert "Decide for each client" in changes._said.words()
    assert desk.ask(queries.master_page, "yard-visit").revision == 1
    (choose,) = changes.side.choices
    assert choose.field.hasFocus()
    _press(choose.field, Key.Key_Down)
    assert changes.decisions == {1: "keep"}
    assert changes._met.text().endswith("all decided.")
    _type(changes.note.line, "The month is named")
    _press(changes.note.line, Key.Key_Return)
    assert desk.ask(queries.master_page, "yard-visit").note == "The month is named"
    wanted = []
    for client_id in ids:
        row_id = desk.ask(queries.id_of, "yard-visit") or 0
        wanted.append(desk.ask(queries.for_run, row_id, client_id).line("updates"))
    assert [one.text for one in wanted if one is not None and not one.off] == [
        *["Install the updates of the month"] * 10,
        "Ask their admin",
    ]


def _labels(widget: QWidget) -> list[Any]:
    return [one for one in widget.findChildren(QLabel) if one.isVisible()]


# --- what ships ----------------------------------------------------------------------------------


@pytest.fixture
def bundle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of checklists of an installed program, ours to change."""
    folder = tmp_path / "forms" / "checklists"
    folder.mkdir(parents=True)
    (tmp_path / "resources").symlink_to(paths.resource(""))
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    return folder


def test_an_update_is_offered_line_by_line_and_a_bad_file_is_named_quietly(
    bundle: Path, desk: Desk, qtbot: QtBot, clock: datetime
) -> None:
    first = replace(VISIT, code="gate", title="Gate")
    file = bundle / "gate.toml"
    file.write_text(write(first), encoding="utf-8")
    own = arrange.with_line(first, replace(first.sections[0].lines[0], text="Read our logs"))
    edit(desk.store, "gate", own)
    desk.do(actions.publish, "gate", version(desk.store, "gate"))
    newer = arrange.with_line(first, replace(first.sections[0].lines[0], text="Read every log"))
    newer = arrange.with_line(newer, replace(first.sections[0].lines[2], text="Install them"))
    file.write_text(write(newer), encoding="utf-8")
    (bundle / "wrong.toml").write_text('code = "wrong"\ntitel = "Wrong"\n', encoding="utf-8")
    made = MasterPage(desk, lambda _code: None)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    made.show_code("gate")
    assert made.read._update.isVisible()
    assert "wrong.toml, line 2: nothing is called “titel”" in made.read._wrong.text()
    assert list(shipped()) == ["gate"]
    made.compare()
    table = made.updates.table
    assert table.column("about") == ["1 Read every log", "3 Install them"]
    # The shop's own words are left alone unless somebody says otherwise.
    assert [one.taken for one in table.rows()] == [False, True]
    made.updates.apply_button.click()
    lines = list(desk.ask(queries.body_by_code, "gate").lines())
    assert (lines[0].text, lines[2].text) == ("Read our logs", "Install them")
    assert not made.read._update.isVisible()
    made.compare(whole=True)
    assert table.column("about") == ["1 Read every log"]
    table.setFocus()
    _press(table, Key.Key_Space)
    made.updates.apply_button.click()
    assert desk.ask(queries.body_by_code, "gate") == newer


# --- one client ----------------------------------------------------------------------------------


def test_a_client_gets_its_own_lines_on_its_page(
    desk: Desk, desk_shop: Sample, qtbot: QtBot
) -> None:
    begun(desk.store)
    part = ClientChecklists(desk)
    qtbot.addWidget(part)
    part.resize(1000, 700)
    part.show()
    part.show_id(desk_shop.kestrel)
    part.arrive(Place("clients", desk_shop.kestrel, "masters", {"code": "yard-visit"}))
    assert part.table.column("number") == ["1", "2", "3", "4", "5"]
    part.table.select("space")
    _press(part.table, Key.Key_Return)
    form = part.form
    assert form is not None
    form.entry("text").set_value("Read the space of both")
    form.entry("reason").set_value(HOSTILE)
    assert form.submit()
    assert part.table.column("own")[1] == "Reworded"
    assert part.table.column("text")[1] == "Read the space of both\nMaster: Read the free space"
    part.table.select("updates")
    _press(part.table, Key.Key_X)
    _type(part._why.line, "No server")
    _press(part._why.line, Key.Key_Return)
    assert part.table.column("own")[2] == "Left out"
    part.table.select("logs")
    _press(part.table, Key.Key_Insert)
    form = part.form
    assert form is not None
    assert not form.submit()
    assert form.error("text") == "Say what is to be done."
    form.entry("text").set_value("Walk to the barn")
    assert form.submit()
    assert part.table.column("number") == ["1", "1a", "2", "3", "4", "5"]
    chosen = part.table.selected()
    assert chosen is not None
    assert chosen.id == "walk-to-the-barn"
    assert part._count.text() == "5 steps, 3 of its own"
    for key in ("walk-to-the-barn", "updates", "space"):
        part.table.select(key)
        _press(part.table, Key.Key_Delete)
    assert part._count.text() == "5 steps, all as the master says"
    desk.undo()
    assert part.table.column("own")[1] == "Reworded"


def test_the_step_that_is_picked_is_shown_whole_and_its_procedure_by_name(
    page: MasterPage,
) -> None:
    """The list cuts what does not fit; beside it nothing is cut."""
    page.show_code("client-onboarding")
    read = page.read
    assert not read._picked.isVisible()
    assert any(link.words() == "Taking on a new client" for link in read.findChildren(LinkButton))
    line = next(iter(shipped()["client-onboarding"].master.lines()))
    read.table.select(f"line:{line.key}")
    assert read._picked.isVisible()
    assert read._step.text() == "Step 1"
    words = [label.text() for label in read._step_words.findChildren(Label)]
    assert {line.text, line.expect, line.otherwise} <= set(words)
