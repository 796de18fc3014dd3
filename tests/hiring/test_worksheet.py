"""The worksheet in the Hiring room: it is weighed by keys, tried out, decided, and printed."""

from datetime import date
from threading import Event
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mspdesk.database.store import Store
from mspdesk.desk.area import Figure, Period, Place
from mspdesk.desk.desk import Desk
from mspdesk.hiring.actions import cases as actions
from mspdesk.hiring.printables.worksheet import WORKSHEET
from mspdesk.hiring.queries import cases as queries
from mspdesk.hiring.queries import listing
from mspdesk.hiring.reports import GLANCES, reports
from mspdesk.hiring.view.room import HiringRoom
from mspdesk.printing.document import prepare
from mspdesk.printing.page import Paper
from mspdesk.progress import Progress
from tests.printing.pdftext import pages_of
from tests.snapshots.compare import compare_snapshot

from .busyshop import BusyShop

TECHNICIAN = {"title": "Technician", "wage": 1_800, "minutes_week": 2_400}
OUTSIDE = {"title": "Contractor", "kind": "contractor", "wage": 6_500, "minutes_week": 600}
SELLS = {"title": "Seller", "kind": "salesperson", "income": 7_500_000}


@pytest.fixture
def room(desk: Desk, qtbot: QtBot) -> HiringRoom:
    """The room, in front."""
    made = HiringRoom(desk)
    qtbot.addWidget(made)
    made.resize(1380, 800)
    made.show()
    return made


def case_of(desk: Desk) -> int:
    return desk.ask(listing.cases)[0].id


def submit(room: HiringRoom, **values: Any) -> None:
    """Fill the form that lies over the page and save it."""
    form = room.pages.form
    assert form is not None
    for name, value in values.items():
        form.entry(name).set_value(value)
    form.submit()


def test_the_five_steps_show_the_books(room: HiringRoom) -> None:
    first, second, third, fourth, fifth = room.worksheet.steps
    assert first.figures.values() == ["120.00 h", "25.00 h", "62.5%", "5.1 weeks"]
    assert second.figures.values() == ["30.00 h", "23.75 h", "+6.25 h", "+6.25 h"]
    assert "6.25 h a week" in second.says()
    assert third.figures.values() == ["5.00 h", "0.00 h"]
    assert fourth.figures.values()[0] == "2"
    assert fifth.figures.values()[0] == "0 of 7"
    assert "Add an option" in room.worksheet.bottom.words.text()
    assert room.note == "1 open, 0 decided"


def test_options_are_put_down_and_bad_ones_stay_in_the_form(room: HiringRoom, desk: Desk) -> None:
    room.worksheet.options.add_button.click()
    form = room.pages.form
    assert form is not None
    submit(room, title="Technician", wage=1_800, minutes_week=0)
    assert "nothing to pay" in form.error("minutes_week")
    assert form.entry("title").value() == "Technician"
    submit(room, minutes_week=400_000)
    assert room.pages.form is None
    desk.do(actions.add_option, case_of(desk), OUTSIDE)
    options = room.worksheet.options
    assert options.table.column("title") == ["Technician", "Contractor"]
    assert options.table.column("year") == ["$46,800", "$33,600"]
    costs = next(one for one in options.comparison.rows() if one.text.startswith("A productive"))
    # 46,800 over 2,080 h at 62.5 %; a contractor costs what was agreed.
    assert costs.cells == ("$36.00", "$65.00")
    options.table.select(options.table.rows()[1].id)
    options.choose_button.click()
    assert options.table.column("chosen") == ["", "sums are of it"]
    options.change_button.click()
    submit(room, wage=7_000)
    assert desk.ask(queries.options_of, case_of(desk))[1].wage == 7_000
    options.remove_button.click()
    assert options.table.column("title") == ["Technician"]


def test_a_salesperson_is_asked_for_other_figures(room: HiringRoom) -> None:
    room.add_option()
    form = room.pages.form
    assert form is not None
    assert "income" not in form.shown()
    form.entry("kind").set_value("salesperson")
    assert form.shown() == ["title", "kind", "income", "sales_share", "profit_share"]
    submit(room, title="Seller", income=7_500_000)
    assert "$750,000 of new business" in room.worksheet.options._sold.text()
    assert not room.worksheet.options.comparison.isVisible()


def test_what_if_moves_a_copy_and_never_the_books(room: HiringRoom, desk: Desk) -> None:
    desk.do(actions.add_option, case_of(desk), TECHNICIAN)
    steps = desk.store.ask(lambda session: session.info.get("steps"))
    before = desk.ask(queries.case_page, case_of(desk))
    rail = room.what_if
    share = rail.line("tenths")
    assert (share.value(), share.entry.text()) == (625, "62.5%")
    assert rail.results.value("Net a week") == "+6.25 h"
    share.slider.setFocus()
    QTest.keyClick(share.slider, Qt.Key.Key_PageUp)
    QTest.keyClick(share.slider, Qt.Key.Key_PageUp)
    # Twenty steps of half a percent: 72.5 % of 38 h a week are 27.55 h.
    assert share.entry.text() == "72.5%"
    assert rail.results.value("Done a week") == "27.55 h"
    assert rail.results.value("Net a week") == "+2.45 h"
    wage = rail.line("wage")
    wage.entry.line.setFocus()
    wage.entry.set_text("19.37")
    QTest.keyClick(wage.entry.line, Qt.Key.Key_Return)
    assert (wage.value(), rail.tried().wage) == (1_937, 1_937)
    assert rail.results.value("A year costs") == "$50,400"
    wage.entry.set_text("much")
    QTest.keyClick(wage.entry.line, Qt.Key.Key_Return)
    assert wage.entry.has_error()
    assert wage.entry.text() == "much"
    assert desk.ask(queries.case_page, case_of(desk)) == before
    assert desk.store.ask(lambda session: session.info.get("steps")) == steps
    rail.back_button.click()
    assert (share.value(), wage.value()) == (625, 1_800)
    assert not rail.back_button.isEnabled()


def test_what_was_tried_is_kept_only_when_it_is_saved(room: HiringRoom, desk: Desk) -> None:
    desk.do(actions.add_option, case_of(desk), TECHNICIAN)
    QTest.keyClick(room.what_if.line("wage").slider, Qt.Key.Key_Right)
    room.what_if.keep_button.click()
    assert len(desk.ask(queries.options_of, case_of(desk))) == 1
    submit(room)
    kept = desk.ask(queries.options_of, case_of(desk))[1]
    assert (kept.title, kept.wage) == ("Technician, tried out", 1_850)


def test_a_hire_is_approved_only_after_four_alternatives(room: HiringRoom, desk: Desk) -> None:
    option = desk.do(actions.add_option, case_of(desk), TECHNICIAN)
    room.decide()
    form = room.pages.form
    assert form is not None
    submit(room, state="approved", option_id=str(option), words="We are sure")
    assert "4 more alternatives" in form.error("state")
    assert form.entry("words").value() == "We are sure"
    room.pages.back()
    for code in ("rmm", "intern", "outsource", "crew"):
        line = room.worksheet.alternatives.lines[code]
        line.words.set_text("Not here")
        QTest.keyClick(line.words.line, Qt.Key.Key_Return)
        QTest.keyClick(line.answer, Qt.Key.Key_End)
    assert "4 weighed" in room.worksheet.alternatives.subtitle()
    room.decide()
    submit(room, state="approved", option_id=str(option), words="It lasts")
    assert room.pages.form is None
    assert not room.worksheet.decide_button.isVisible()
    assert not room.worksheet.steps[0].note.isEnabled()
    assert not room.worksheet.alternatives.lines["rmm"].answer.isEnabled()
    assert "All figures are those of that day" in room.worksheet._decided.text()
    assert room.note == "0 open, 1 decided"
    room.worksheet.again_button.click()
    assert room.note == "1 open, 1 decided"
    assert room.worksheet.decide_button.isVisible()


def test_a_note_is_kept_when_its_line_is_left(room: HiringRoom, desk: Desk) -> None:
    note = room.worksheet.steps[1].note
    note.line.setFocus()
    QTest.keyClicks(note.line, "Marcus was away")
    # Somebody else's change must not take away what is being typed.
    desk.do(actions.set_drop, case_of(desk), 1)
    assert note.value() == "Marcus was away"
    room.worksheet.steps[2].note.line.setFocus()
    page = desk.ask(queries.case_page, case_of(desk))
    assert page is not None
    assert page.notes["2"] == "Marcus was away"
    drop = room.worksheet.drop
    assert drop.value() == 1
    drop.line.setFocus()
    drop.set_text("2")
    QTest.keyClick(drop.line, Qt.Key.Key_Return)
    assert room.worksheet.steps[3].figures.values()[1] == "2"


def test_a_role_card_leads_here(room: HiringRoom, desk: Desk) -> None:
    from mspdesk.people.queries import roles

    role = desk.ask(roles)[-1]
    there = Place("orgchart", do="hiring", about={"role_id": role.id, "new": True})
    room.show_place(there)
    form = room.pages.form
    assert form is not None
    assert form.entry("title").value() == f"Hire for {role.title}?"
    submit(room, why="It eats the week")
    (asked,) = [row for row in desk.ask(listing.cases) if row.role_id == role.id]
    # A second press goes to the question that is open.
    room.picker.select_first()
    room.show_place(there)
    assert room.pages.form is None
    assert room.picker.selected_key() == asked.id
    room.change()
    submit(room, title="", why="")
    submit(room, title="Hire for it", role_id="")
    assert desk.ask(listing.cases)[0].role_id is None


def test_who_does_not_own_the_shop_prepares_and_does_not_decide(desk: Desk, qtbot: QtBot) -> None:
    desk.work_as(desk.person_id, "Priya", frozenset({"people"}))
    made = HiringRoom(desk)
    qtbot.addWidget(made)
    made.show()
    assert not made.worksheet.decide_button.isVisible()
    assert "The owner decides" in made.worksheet._missing.text()
    made.worksheet.remove_button.click()
    assert made.empty.isVisible()
    assert not made.what_if.isVisible()
    assert made.new_here()
    submit(made, title="A third?")
    assert made.worksheet.isVisible()


# --- paper and reports ----------------------------------------------------------------------------


def test_two_pages_in_one_ink(sqlite_store: Store, standing: Any, clock: object) -> None:
    shop: BusyShop = standing(sqlite_store)
    case = shop.case
    for details in (TECHNICIAN, OUTSIDE, SELLS):
        sqlite_store.do(actions.add_option, case, details)
    sqlite_store.do(actions.set_drop, case, 1)
    sqlite_store.do(actions.weigh, case, "rmm", "no", "Have it")
    for step in "1234":
        sqlite_store.do(actions.write_note, case, step, "Something worth a line of its own")
    found = prepare(WORKSHEET, sqlite_store.ask(WORKSHEET.gather, case), Paper.LETTER)
    assert (found.pages, found.missing) == (2, ())
    assert prepare(WORKSHEET, sqlite_store.ask(WORKSHEET.gather, case), Paper.A4).pages == 2
    pages = pages_of(found.pdf)
    assert all(f"{n}  " in pages[0] + pages[1] or f"{n} " in pages[0] + pages[1] for n in "12345")
    compare_snapshot("\n".join(pages), "hiring/worksheet")
    row = sqlite_store.ask(listing.cases)[0]
    sqlite_store.do(
        actions.decide, case, row.version, "put_off", "Not now.", None, date(2026, 9, 1)
    )
    decided = prepare(WORKSHEET, sqlite_store.ask(WORKSHEET.gather, case), Paper.LETTER)
    said = " ".join(" ".join(pages_of(decided.pdf)).split())
    assert "Put off on Mar 11, 2026 by Priya Raman. Not now. Look at it again Sep 1, 2026." in said


def test_reports_and_figures_above_them(desk: Desk) -> None:
    math, asked = reports()
    period = Period(date(2026, 1, 1), date(2026, 12, 31))
    rows = desk.ask(math.rows, period, {})
    assert [row.label for row in rows][:2] == ["Backlog", "Left of it"]
    assert not {"Loses", "Weighed"} & {row.label for row in rows}
    for glance in GLANCES:
        figures = desk.ask(glance.make, period, {}, rows)
        assert all(isinstance(one, Figure) and one.value for one in figures)
    desk.do(actions.add_option, case_of(desk), TECHNICIAN)
    desk.do(actions.choose_option, desk.ask(queries.options_of, case_of(desk))[0].id)
    (row,) = desk.ask(asked.rows, period, {})
    assert (row.case.title, row.option, row.year) == (
        "A second technician?",
        "Technician",
        46_800_00,
    )
    assert desk.ask(asked.rows, Period(date(2025, 1, 1), date(2025, 12, 31)), {}) == []


def test_a_form_that_was_begun_waits_while_another_question_is_looked_at(
    room: HiringRoom, desk: Desk
) -> None:
    other = desk.do(actions.open_case, "A salesperson?")
    first = desk.ask(listing.cases)[-1].id
    room.show_place(Place("orgchart", first, "hiring"))
    room.add_option()
    form = room.pages.form
    assert form is not None
    form.entry("title").set_value("Technician")
    room.picker.select(other)
    assert room.worksheet.head.title() == "A salesperson?"
    room.decide()
    assert room.pages.form is form
    submit(room, wage=1_800)
    # It is saved where it was begun.
    assert [one.title for one in desk.ask(queries.options_of, first)] == ["Technician"]
    assert desk.ask(queries.options_of, other) == ()


def test_a_note_that_cannot_be_kept_now_stays_typed(
    room: HiringRoom, desk: Desk, qtbot: QtBot
) -> None:
    done = Event()

    def importing(_store: Store, _progress: Progress) -> bool:
        return done.wait(10)

    job = desk.run("Importing", importing)
    note = room.worksheet.steps[0].note
    note.set_text("Worth remembering")
    QTest.keyClick(note.line, Qt.Key.Key_Return)
    desk.refresh()
    assert note.value() == "Worth remembering"
    done.set()
    desk.drain()
    qtbot.waitUntil(lambda: job not in desk.jobs)
    QTest.keyClick(note.line, Qt.Key.Key_Return)
    page = desk.ask(queries.case_page, case_of(desk))
    assert page is not None
    assert page.notes["1"] == "Worth remembering"
