"""The rooms as somebody uses them: writing, teaching, reading, bringing in, searching, marking."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from mspdesk import dates
from mspdesk.checklists.actions.runs import plan_run
from mspdesk.desk.area import Place
from mspdesk.desk.desk import Desk
from mspdesk.procedures.actions import rollouts, sops
from mspdesk.procedures.models import Sop as SopRow
from mspdesk.procedures.queries import kept
from mspdesk.procedures.queries import sops as queries
from mspdesk.procedures.rules.sop import write
from mspdesk.procedures.view.cards import EtiquetteCard
from mspdesk.procedures.view.guideline import GuidelineMode
from mspdesk.procedures.view.library import LibraryRoom
from mspdesk.procedures.view.offer import TrainingOffer
from mspdesk.procedures.view.pieces import PiecesPart
from mspdesk.procedures.view.room import ALL, CORE, ROLLOUTS, ProceduresRoom
from mspdesk.timekeeping.queries import EntryRow, entries_of_category
from mspdesk.widgets import dialogs, theme
from mspdesk.widgets.buttons import LinkButton
from mspdesk.widgets.safe import Label
from tests.procedures.conftest import OWN, Written, written
from tests.sample import open_ticket


@pytest.fixture(autouse=True)
def look(qapp: QApplication) -> None:
    """The theme every window needs."""
    theme.apply(qapp, "light", 100)


@pytest.fixture
def room(qtbot: QtBot, desk: Desk) -> Iterator[ProceduresRoom]:
    """The room of procedures in sight."""
    made = ProceduresRoom(desk)
    qtbot.addWidget(made)
    made.resize(1280, 640)
    made.show()
    yield made
    made.hide()


def said(desk: Desk) -> list[str]:
    heard: list[str] = []
    desk.said.connect(lambda message: heard.append(message.words))
    return heard


def test_the_matrix_counts_and_narrows(room: ProceduresRoom, held: Written) -> None:
    assert room.picker.selected_key() == ALL
    rows = room.matrix.table.rows()
    assert len(rows) == int(room.picker._count.text())
    counts = queries.matrix(rows)
    for audience, metric in room.matrix.counts.items():
        words = [label.text() for label in metric.findChildren(Label)]
        assert str(counts[audience]["all"]) in words
    room.matrix.audience.set_value("vendors")
    room.matrix._fill()
    assert all("vendors" in row.audiences for row in room.matrix.table.rows())
    room.show_place(Place("checklists", do="procedures", about={"part": "review"}))
    assert room.matrix.table.rows() == []


def test_writing_is_kept_as_it_is_typed(room: ProceduresRoom, desk: Desk, held: Written) -> None:
    room.open(OWN)
    room.sop.edit()
    editor = room.sop.editor
    version = desk.ask(queries.sop_page, OWN).version
    assert editor.keep()
    # Looking at it changes nothing.
    assert desk.ask(queries.sop_page, OWN).version == version
    editor.body.set_value("1. Answer.\n2. Listen.")
    editor.form.entry("title").set_value("")
    editor._typed()
    assert editor._later.isActive()
    # Turning to something else keeps it, whole or not.
    room.picker.select(CORE)
    kept = desk.ask(queries.sop_page, OWN).editing
    assert (kept.title, kept.body) == ("", "1. Answer.\n2. Listen.")
    room.open(OWN)
    room.sop.edit()
    assert editor.body.text() == "1. Answer.\n2. Listen."
    # What one procedure is, another does not become.
    room.open("backups")
    room.sop.edit()
    assert (editor.words().code, editor.words().core) == ("backups", 7)
    room.open(OWN)
    room.sop.edit()
    assert (editor.words().code, editor.words().core) == (OWN, 0)
    editor.form.entry("title").set_value("Handing on")
    editor.finish()
    assert desk.ask(queries.sop_page, OWN).editing.title == "Handing on"
    assert "1. Answer." in room.sop.words.text()


def test_checklists_of_a_procedure_are_named_by_their_titles(
    room: ProceduresRoom, desk: Desk, held: Written
) -> None:
    room.open("backups")
    room.sop.edit()
    editor = room.sop.editor
    field = editor.form.entry("checklists")
    before = editor.words().checklists
    assert "Backup restore test" in field.text().splitlines()
    editor._add_checklist(editor._find_checklist("suspend a leaver")[0])
    assert field.text().splitlines()[-1] == "Suspend a leaver, same day"
    assert editor.words().checklists == (*before, "suspend-leaver")
    editor._add_checklist(editor._find_checklist("suspend a leaver")[0])
    assert editor.words().checklists == (*before, "suspend-leaver")


def test_two_who_write_lose_nothing(room: ProceduresRoom, desk: Desk, held: Written) -> None:
    room.open(OWN)
    room.sop.edit()
    editor = room.sop.editor
    editor.body.set_value("Mine.")
    words = desk.ask(queries.sop_page, OWN).editing
    desk.do(sops.save_draft, OWN, written(words, body="Theirs."))
    assert not editor.keep()
    assert editor.clash.isVisible()
    # Elsewhere and back: mine is still there, theirs is in the books.
    room.open("naming")
    room.sop.edit()
    assert editor.body.text() == ""
    assert desk.ask(queries.sop_page, OWN).editing.body == "Theirs."
    room.open(OWN)
    room.sop.edit()
    assert editor.body.text() == "Mine."
    assert editor.clash.isVisible()
    editor._show_theirs()
    assert (editor.body.text(), editor.clash.isVisible()) == ("Theirs.", False)
    editor.body.set_value("Mine again.")
    desk.do(sops.save_draft, OWN, written(words, body="Theirs again."))
    assert not editor.keep()
    editor._keep_mine()
    assert desk.ask(queries.sop_page, OWN).editing.body == "Mine again."


def test_a_mistake_in_the_words_is_named_beside_them(room: ProceduresRoom, held: Written) -> None:
    room.open(OWN)
    room.sop.edit()
    editor = room.sop.editor
    editor.body.set_value("Call {shop.fone}.")
    editor._typed()
    assert editor.wrong.wrong().startswith("Line 1: there is no field {shop.fone}")
    for audience in ("clients", "employees"):
        editor.form.entry(audience).set_value(False)
    assert "at least one of the four" in editor.wrong.wrong()


def test_a_life_from_the_page(room: ProceduresRoom, desk: Desk, held: Written) -> None:
    room.open(OWN)
    page = room.sop
    assert page.next_button.words() == "Begin training"
    page.next_button.click()
    assert page.next_button.words() == "Put in force"
    desk.do(rollouts.roll_out, OWN, "employees", [held.oskar])
    page.next_button.click()
    assert page.why.isVisible()
    page._anyway()
    page._why.set_value("He is away until Monday.")
    page._anyway()
    assert not page.why.isVisible()
    found = desk.ask(queries.sop_page, OWN)
    assert found.row.state == "live"
    assert found.exceptions[0].reason.endswith("He is away until Monday.")
    page._acknowledge()
    readers = desk.ask(queries.sop_page, OWN).readers
    assert [one.on is not None for one in readers].count(True) == 1
    page._reviewed()
    texts = [entry[0] for entry in page._more() if entry]
    assert "Retire procedure" in texts
    page._do(sops.retire)
    assert page.next_button.words() == "Take up again"


def test_a_technician_reads_and_writes_but_does_not_decide(
    room: ProceduresRoom, desk: Desk, held: Written
) -> None:
    desk.do(sops.start_training, OWN)
    room.open(OWN)
    page = room.sop
    desk.work_as(held.oskar, "Oskar Lind", frozenset({"tickets", "time"}))
    assert not page.next_button.isVisible()
    assert page.edit_button.isVisible()
    assert not page.rail.rollouts.action.isVisible()
    assert [entry[0] for entry in page._more() if entry] == ["Print a sheet to sign"]
    page._acknowledge()
    readers = desk.ask(queries.sop_page, OWN).readers
    assert [one.person for one in readers if one.on] == ["Oskar Lind"]


def test_an_update_is_shown_before_it_is_taken(room: ProceduresRoom, desk: Desk) -> None:
    code = "priorities-and-order"
    words = desk.ask(queries.sop_page, code).words
    desk.do(sops.save_draft, code, written(words, body=f"{words.body}\n\nOurs."))
    with desk.store.step("Earlier release") as session:
        row = session.scalars(select(SopRow).where(SopRow.code == code)).one()
        row.shipped = write(written(words, title="An older title"))
    room.open(code)
    page = room.sop
    assert page.notice.isVisible()
    page.compare()
    assert page._front.currentWidget() is page.changes
    assert page.changes.lines() == ["– An older title", f"+ {words.title}"]
    page.changes.take.click()
    assert page._front.currentWidget() is page._read
    assert not page.notice.isVisible()
    assert desk.ask(queries.sop_page, code).editing.body.endswith("Ours.")
    desk.undo()
    assert page.notice.isVisible()
    page._keep_ours()
    assert not page.notice.isVisible()


def test_an_exception_and_a_roll_out_are_written_on_forms(
    room: ProceduresRoom, desk: Desk, held: Written
) -> None:
    desk.do(sops.start_training, OWN)
    room.open(OWN)
    room.sop.write_exception()
    form = room.sop.laid.form
    assert form is not None
    assert not form.submit()
    form.entry("reason").set_value("Payroll day")
    assert form.submit()
    assert [one.reason for one in desk.ask(kept.exceptions)] == ["Payroll day"]
    room.sop.roll_out()
    form = room.sop.laid.form
    assert form is not None
    assert {"person-1", "training_on"} <= set(form.shown())
    form.entry("audience").set_value("clients")
    assert not {"person-1", "training_on"} & set(form.shown())
    heard: list[Place] = []
    desk.asked_to_go.connect(heard.append)
    assert form.submit()
    room.show_place(heard[-1])
    assert room.picker.selected_key() == ROLLOUTS
    listed = room.rollouts
    assert listed.words.text() == "0 of 2 acknowledged"
    listed.reach.select_first()
    listed.mail()
    assert listed.composer is not None
    assert listed.composer.shown()
    listed.composer.form.cancel_button.click()
    assert listed._front.currentWidget() is listed.laid
    listed.edit()
    form = listed.laid.form
    assert form is not None
    form.set_values({"training_on": date(2026, 4, 8), "live_on": date(2026, 4, 6)})
    assert not form.submit()
    form.entry("live_on").set_value(date(2026, 4, 20))
    assert form.submit()
    assert "live Apr 20, 2026" in listed.meta.text()
    listed._told()
    listed._mark()
    listed._agree()
    assert listed.agree.isVisible()
    listed._by.set_value("Ines Varga")
    listed._agree()
    assert listed.words.text() == "1 of 2 acknowledged"
    listed._end()
    assert listed.held is not None
    assert listed.held.ended_on is not None


def test_a_new_procedure_begins_with_a_title(room: ProceduresRoom, desk: Desk) -> None:
    assert room.new_here()
    form = room.laid.form
    assert form is not None
    assert not form.submit()
    form.entry("title").set_value("Lending a computer")
    # Looking elsewhere does not throw away what was typed.
    room.picker.select(CORE)
    room.new()
    assert room.laid.form is form
    assert form.submit()
    assert room.picker.selected_key() == "lending-a-computer"
    assert room.sop._front.currentWidget() is room.sop.editor


def test_the_core_line_is_put_away(room: ProceduresRoom, desk: Desk, held: Written) -> None:
    room.show_place(Place("checklists", do="procedures", about={"part": "core"}))
    assert [row.core for row in room.core.table.rows()] == list(range(1, 11))
    assert room.core.away.isVisible()
    room.core._put_away()
    assert not room.core.away.isVisible()
    assert desk.ask(queries.core_put_away, held.shop.dana)


def test_the_card_and_the_guideline_lead_to_their_texts(
    qtbot: QtBot, desk: Desk, held: Written
) -> None:
    card, guide = EtiquetteCard(desk), GuidelineMode(desk)
    heard: list[Place] = []
    desk.asked_to_go.connect(heard.append)
    for widget in (card, guide):
        qtbot.addWidget(widget)
        widget.show_id(held.shop.kestrel)
        widget.show()
    names = [one.accessibleName() for one in card.findChildren(LinkButton)]
    assert len([name for name in names if name.startswith("Policy ")]) == 4
    guide.focus_first()
    assert "# Before you touch anything" in guide.words.text()
    for widget in (card, guide):
        widget.hide()


@pytest.fixture
def library(qtbot: QtBot, desk: Desk) -> Iterator[LibraryRoom]:
    """The library in sight."""
    made = LibraryRoom(desk)
    qtbot.addWidget(made)
    made.resize(1280, 640)
    made.show()
    yield made
    made.hide()


def test_the_library_is_searched_narrowed_and_added_to(
    library: LibraryRoom, desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    part = library.part()
    assert isinstance(part, PiecesPart)
    about = {"part": "pieces", "kind": "checklist", "department": "service", "text": ""}
    library.show_place(Place("checklists", do="library", about=about))
    kinds = {(row.kind, row.department) for row in part.table.rows()}
    assert kinds == {("checklist", "service")}
    places: list[Place] = []
    desk.asked_to_go.connect(places.append)
    part.open()
    assert places[-1].do == "master"
    library.new_here()
    form = part.laid.form
    assert form is not None
    form.entry("title").set_value("Alarm codes")
    assert not form.submit()
    file = tmp_path / "Alarm.pdf"
    file.write_bytes(b"%PDF")
    form.entry("file").set_value(file)
    assert form.submit()
    desk.drain()
    qtbot.waitUntil(lambda: part.laid.form is None)
    library.show_place(Place("checklists", do="library", about={"part": "pieces", "text": "alarm"}))
    part.table.select_first()
    assert part.held is not None
    assert (part.held.title, part.held.format) == ("Alarm codes", "pdf")
    target = tmp_path / "copy.pdf"
    with dialogs.answer_files(lambda _title, _start: target):
        part.open()
    desk.drain()
    qtbot.waitUntil(target.exists)
    part.edit()
    changed = part.laid.form
    assert changed is not None
    changed.entry("title").set_value("Alarm numbers")
    assert changed.submit()
    assert [row.title for row in part.table.rows()][:1] == ["Alarm numbers"]
    part._retire()
    assert "Alarm numbers" not in [row.title for row in part.table.rows()]


def test_a_form_for_a_client_asks_which_one(library: LibraryRoom, desk: Desk) -> None:
    part = library.part()
    heard = said(desk)
    about = {"part": "pieces", "kind": "form", "text": "", "key": "screen:device-list"}
    library.show_place(Place("checklists", do="library", about=about))
    library.print_shown()
    assert heard == ["Say for which client first."]
    printed: list[str] = []
    desk.asked_to_print.connect(lambda _printable, _key, title: printed.append(title))
    part.client.line.setText("Kestrel")
    part.client.taken()
    part.table.select("screen:tsr-log")
    library.print_shown()
    assert printed == ["TSR log, blank"]


def test_sets_are_marked_with_space_and_training_is_recorded(
    library: LibraryRoom, desk: Desk, held: Written
) -> None:
    library.show_place(Place("checklists", do="library", about={"part": "roadmaps"}))
    sets = library.part()
    if sets.picker.keys():
        one = sets.table.rows()[0]
        sets._mark(one, True)
        assert sets.table.rows()[0].on is not None
    library.show_place(Place("checklists", do="library", about={"part": "training", "new": True}))
    part = library.part()
    form = part.laid.form
    assert form is not None
    form.entry("minutes").set_value(60)
    form.entry("book").set_value(True)
    form.entry(f"p{held.oskar}").set_value(True)
    assert form.submit()
    part.picker.select(held.oskar)
    (row,) = part.table.rows()
    assert (row.topic, row.minutes, row.ticket is not None) == ("DNS", 60, True)
    assert "Oskar Lind" not in part.waiting.column("person")
    part._edit(row)
    change = part.laid.form
    assert change is not None
    change.entry("result").set_value("Passed")
    assert change.submit()
    assert part.table.rows()[0].result == "Passed"
    part.table.select_first()
    part.away.click()
    assert part.table.rows() == []
    assert not part.away.isVisible()
    desk.undo()
    assert len(part.table.rows()) == 1


def test_the_ticket_of_a_training_day_asks_who_was_there(
    library: LibraryRoom, desk: Desk, held: Written, qtbot: QtBot
) -> None:
    ticket = open_ticket(desk.store, held.shop.own, "Final Friday, March 2026")
    offer = TrainingOffer(desk)
    qtbot.addWidget(offer)
    offer.show()
    offer.show_id(ticket)
    assert not offer.line.isVisible()
    desk.do(plan_run, "final-friday", ticket_id=ticket)
    offer.show_id(ticket)
    assert offer.line.isVisible()
    heard: list[Place] = []
    desk.asked_to_go.connect(heard.append)
    offer._record()
    library.show_place(heard[-1])
    form = library.part().laid.form
    assert form is not None
    form.entry("minutes").set_value(90)
    assert form.submit()
    assert [row.ticket_id for row in booked(desk)] == [ticket]
    assert not offer.line.isVisible()
    offer.hide()


def booked(desk: Desk) -> list[EntryRow]:
    """The training that was logged today."""
    return desk.ask(entries_of_category, dates.today(), dates.today(), "training")
