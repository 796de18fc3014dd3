"""The Pay calendar room: looked at, moved, exported and printed by keys; refusals keep words."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from mspdesk.app.areas import AREAS
from mspdesk.database.store import Store
from mspdesk.desk.area import Place
from mspdesk.desk.desk import Desk
from mspdesk.employment.view.pay import PayRoom
from mspdesk.widgets import dialogs
from mspdesk.widgets.buttons import LinkButton
from tests.bookcase import Furnish, Standing
from tests.employment.test_pay import furnish


@pytest.fixture(scope="module")
def furniture() -> Furnish:
    return furnish


@pytest.fixture
def desk(sqlite_store: Store, standing: Standing, clock: object) -> Iterator[Desk]:
    standing(sqlite_store)
    made = Desk(sqlite_store, AREAS)
    made.work_as(1, "Dana Whitlock", frozenset({"*"}))
    yield made
    made.leave()


@pytest.fixture
def room(desk: Desk, qtbot: QtBot) -> PayRoom:
    made = PayRoom(desk)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    made.show_place(Place("orgchart", do="pay", about={"year": 2027}))
    return made


def test_a_year_is_shown_and_a_date_is_moved_by_keys(room: PayRoom, qtbot: QtBot) -> None:
    assert room.note == "Every two weeks, 26 pay dates"
    assert room.table.column("pay")[0] == "Fri, Jan 8"
    assert room.count.text() == "10 company holidays, 11 days off in 2027"
    assert len(room.closed.rows()) == 11
    qtbot.keyClick(room.table, Qt.Key.Key_Return)
    form = room.body.form
    assert form is not None
    form.set_values({"pay_on": date(2027, 1, 9), "words": "Bank is closed"})
    form.submit()
    assert "is Saturday" in form.error("pay_on")
    assert form.values()["words"] == "Bank is closed"
    form.set_values({"pay_on": date(2027, 1, 7), "words": "Bank is closed"})
    form.submit()
    assert room.body.form is None
    assert room.table.column("pay")[0] == "Thu, Jan 7"
    assert room.table.column("why")[0] == "moved from Fri, Jan 8: Bank is closed"
    assert room.usual_button.isEnabled()
    room.usual_button.click()
    assert room.table.column("pay")[0] == "Fri, Jan 8"
    assert not room.usual_button.isEnabled()


def test_the_day_of_the_law_is_one_press_away(room: PayRoom) -> None:
    (offer,) = room.findChildren(LinkButton)[-1:]
    assert offer.words() == "Add Juneteenth, Fri, Jun 18"
    offer.click()
    assert room.count.text() == "11 company holidays, 12 days off in 2027. Ten is the usual choice."


def test_the_handout_is_printed_and_saved(
    room: PayRoom, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed: list[object] = []
    desk.asked_to_print.connect(lambda paper, key, title: printed.append((paper.key, key, title)))
    room.print_shown()
    assert printed == [("pay-calendar", 2027, "Pay calendar 2027")]
    file = tmp_path / "Pay.xlsx"
    monkeypatch.setattr(dialogs, "save_file", lambda *_: file)
    room.export_list()
    desk.drain()
    rows = load_workbook(file)["Pay dates 2027"].iter_rows(min_row=4, values_only=True)
    assert len(list(rows)) == 26


def test_a_shop_that_never_said_how_is_told_what_to_do(room: PayRoom) -> None:
    assert room.new_here()
    form = room.body.form
    assert form is not None
    form.set_values({"pay_from_on": None})
    form.submit()
    assert room.note == ""
    assert room.first.isVisible()
    assert not room.table.isVisible()
    assert not room.print_button.isEnabled()
    room.set_up()
    form = room.body.form
    assert form is not None
    form.set_values({"pay_schedule": "monthly", "pay_lag_days": 3})
    form.submit()
    assert room.note == "Every month, 12 pay dates"


def test_whoever_does_not_keep_people_may_look_and_print(desk: Desk, qtbot: QtBot) -> None:
    desk.work_as(1, "Marcus Oduya", frozenset({"tickets", "time"}))
    room = PayRoom(desk)
    qtbot.addWidget(room)
    room.show()
    room.move_day(room.table.rows()[0])
    assert room.body.form is None
    assert not room.new_here()
    assert room.how_button.isHidden()
    assert room.print_button.isEnabled()
