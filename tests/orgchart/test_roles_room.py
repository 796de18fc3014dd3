"""The Roles room by keys: walk, move, give, add, grow, look back; nothing needs the mouse."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from mspdesk.database.store import Store
from mspdesk.desk.area import Place
from mspdesk.desk.desk import Desk
from mspdesk.orgchart.actions import chart as actions
from mspdesk.orgchart.actions.roles import assign_role
from mspdesk.orgchart.queries.chart import revisions
from mspdesk.orgchart.queries.roles import RoleBox, role_boxes
from mspdesk.orgchart.view.history import HistoryPage
from mspdesk.orgchart.view.room import RolesRoom
from mspdesk.orgchart.view.screen import OrgChartView
from mspdesk.orgchart.view.stages import StagePage
from mspdesk.widgets.buttons import Button
from tests.sample import Sample

Key = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def view(desk: Desk, qtbot: QtBot) -> OrgChartView:
    """The tab, in front, its first room with the keyboard."""
    made = OrgChartView(desk)
    qtbot.addWidget(made)
    made.resize(1280, 640)
    made.show()
    made.activateWindow()
    made.setFocus()
    QApplication.processEvents()
    return made


@pytest.fixture
def room(view: OrgChartView) -> RolesRoom:
    """The Roles room."""
    found: RolesRoom = view.room("roles")
    return found


def box(desk: Desk, code: str) -> RoleBox:
    return next(one for one in desk.ask(role_boxes) if one.code == code)


def press(room: RolesRoom, *keys: Any) -> None:
    """Press keys wherever the keyboard is; a pair is a key with its modifier."""
    for key in keys:
        target: QWidget = QApplication.focusWidget() or room.canvas
        if isinstance(key, tuple):
            QTest.keyClick(target, *key)
        else:
            QTest.keyClick(target, key)
        QApplication.processEvents()


def in_front(pane: QWidget) -> bool:
    """Whether the keyboard is inside a pane."""
    focused = QApplication.focusWidget()
    return focused is not None and pane.isAncestorOf(focused)


def chosen(room: RolesRoom) -> str:
    return room.canvas.title_of(room.canvas.chosen())


def test_arrows_walk_enter_opens_the_card_and_esc_comes_back(
    room: RolesRoom, view: OrgChartView
) -> None:
    assert view.bar.note() == "7 hats, 3 people"
    assert chosen(room) == "Owner"
    press(room, Key.Key_Down)
    first = chosen(room)
    press(room, Key.Key_Right)
    assert chosen(room) not in ("Owner", first)
    press(room, Key.Key_Up)
    assert chosen(room) == "Owner"
    focused: Any = QApplication.focusWidget()
    assert focused.accessibleName() == "Owner. Worn by Dana Whitlock."
    assert not room.rail.isVisible()
    press(room, Key.Key_Return)
    assert room.rail.isVisible()
    assert in_front(room.rail)
    press(room, Key.Key_Escape)
    assert not room.rail.isVisible()
    assert in_front(room.canvas)
    assert "Sales. Unfilled, Dana Whitlock wears it for now. Reports to Owner." in (
        room.canvas.story()
    )
    for pane in (room.strip, room.canvas):
        view.next_pane()
        assert in_front(pane)


def test_alt_with_an_arrow_moves_a_role(room: RolesRoom, desk: Desk) -> None:
    sales, marketing = box(desk, "sales"), box(desk, "marketing")
    room.canvas.choose(marketing.id, focus=True)
    press(room, (Key.Key_Left, ALT))
    assert [one.code for one in room.chart.boxes][1:3] == ["marketing", "sales"]
    press(room, (Key.Key_Right, ALT), (Key.Key_Down, ALT))
    assert box(desk, "marketing").reports_to_id == sales.id
    assert chosen(room) == "Marketing"
    # In a list of its own it goes out to the left, behind the one it was under.
    press(room, (Key.Key_Left, ALT))
    assert box(desk, "marketing").reports_to_id == box(desk, "owner").id
    assert [one.code for one in room.chart.boxes][1:3] == ["sales", "marketing"]
    said: list[str] = []
    desk.said.connect(lambda message: said.append(message.words))
    press(room, (Key.Key_Up, ALT))
    room.canvas.choose(box(desk, "owner").id, focus=True)
    press(room, (Key.Key_Right, ALT))
    assert said == ["Marketing reports to the top already.", "The owner stands at the top."]


def test_somebody_is_taken_along_from_the_strip(
    room: RolesRoom, desk: Desk, desk_shop: Sample
) -> None:
    room.strip.setFocus()
    press(room, Key.Key_Right, Key.Key_Return)
    assert room.legend.said.text().startswith("Marcus Oduya: go to a role")
    press(room, Key.Key_Escape)
    assert room.legend.said.text() == ""
    room.strip.setFocus()
    press(room, Key.Key_Return)
    room.canvas.choose(box(desk, "technician").id, focus=True)
    press(room, Key.Key_Return)
    assert box(desk, "technician").wearer_id == desk_shop.marcus
    assert room.strip.people()[1] == "Marcus Oduya: 1 own"
    assert not room.rail.isVisible()
    press(room, Key.Key_G)
    assert room.rail.card.shelf.form is not None


def test_a_role_is_added_promoted_and_given_up_by_letters(
    room: RolesRoom, desk: Desk, desk_shop: Sample
) -> None:
    room.canvas.choose(box(desk, "service_manager").id, focus=True)
    press(room, Key.Key_A)
    form = room.forms.form
    assert form is not None
    form.set_values({"usual": "Dispatch"})
    form.entry("usual").changed.emit()
    assert form.entry("title").value() == "Dispatch"
    assert form.submit()
    assert chosen(room) == "Dispatch"
    assert box(desk, "dispatch").reports_to_id == box(desk, "service_manager").id
    press(room, Key.Key_Delete)
    assert "dispatch" not in {one.code for one in desk.ask(role_boxes)}
    assert chosen(room) == "Service manager"
    focused: QWidget | None = QApplication.focusWidget()
    assert focused is not None
    assert focused.accessibleName().startswith("Service manager.")
    room.canvas.choose(box(desk, "admin").id, focus=True)
    said: list[str] = []
    desk.said.connect(lambda message: said.append(message.words))
    press(room, Key.Key_P)
    assert said == ["Nobody has taken Admin yet. Assign it first."]
    desk.do(assign_role, box(desk, "admin").id, desk_shop.priya)
    press(room, Key.Key_P)
    form = room.forms.form
    assert form is not None
    assert form.submit()
    assert chosen(room) == "Office manager"
    assert box(desk, "admin").reports_to_id == box(desk, "office_manager").id
    room.canvas.choose(box(desk, "marketing").id, focus=True)
    press(room, Key.Key_M)
    form = room.forms.form
    assert form is not None
    form.set_values({"second_lead_id": box(desk, "office_manager").id})
    assert form.submit()
    assert box(desk, "marketing").second_lead_id == box(desk, "office_manager").id


def test_a_stage_is_shown_before_and_lines_are_left_out(
    room: RolesRoom, view: OrgChartView, desk: Desk
) -> None:
    view.show_place(Place("orgchart", about={"do": "stages"}))
    page: Any = room.currentWidget()
    assert isinstance(page, StagePage)
    page.segments.choose("4")
    assert page.sum.text().startswith("2 roles then report to Dana.")
    assert "Office manager" in page.canvas.story()
    join = next(one for one in page.table.rows() if one.kind == "join")
    page.table.checked_row.emit(join, False)
    page._tick(join, False)
    assert page.sum.text().startswith("3 roles then report to Dana.")
    office = next(one for one in page.table.rows() if one.code == "office_manager")
    before = len(page.chosen())
    page._tick(office, False)
    # Those that were to go under it stay, too.
    assert len(page.chosen()) < before - 2
    page._tick(next(one for one in page.table.rows() if one.needs == office.key), True)
    assert office in page.chosen()
    assert len(desk.ask(role_boxes)) == 7
    page.do_button.click()
    assert room.currentWidget() is room.forms
    assert "sales" in {one.code for one in desk.ask(role_boxes)}
    assert (
        len([one for one in room.chart.boxes if one.reports_to_id == room.chart.boxes[0].id]) == 3
    )
    desk.undo()
    assert len(desk.ask(role_boxes)) == 7


def test_history_tells_what_changed_and_brings_a_role_back(
    room: RolesRoom, view: OrgChartView, desk: Desk
) -> None:
    view.show_place(Place("orgchart", about={"do": "history"}))
    page: Any = room.currentWidget()
    assert isinstance(page, HistoryPage)
    page.why.set_values({"why": "As we began"})
    assert page.why.submit()
    assert [one.why for one in desk.ask(revisions)] == ["As we began"]
    assert not page.why.submit()
    desk.do(actions.give_up_role, box(desk, "marketing").id)
    words = {label.text() for label in page.since.findChildren(QWidget) if hasattr(label, "text")}
    assert "Marketing was given up" in words
    back = next(
        one
        for one in page.gone.findChildren(QWidget)
        if one.accessibleName() == "Bring back Marketing"
    )
    QTest.mouseClick(back, Qt.MouseButton.LeftButton)
    assert "marketing" in {one.code for one in desk.ask(role_boxes)}
    assert page.looked.submit()
    page.table.setFocus()
    press(room, Key.Key_Escape)
    assert room.currentWidget() is room.forms


def test_a_technician_looks_and_changes_nothing(
    sqlite_store: Store, desk_shop: Sample, desk: Desk, qtbot: QtBot
) -> None:
    desk.work_as(desk_shop.marcus, "Marcus Oduya", frozenset({"tickets", "time"}))
    view = OrgChartView(desk)
    qtbot.addWidget(view)
    view.resize(1280, 640)
    view.show()
    room: RolesRoom = view.room("roles")
    names = {one.accessibleName() for one in view.findChildren(Button) if one.isVisible()}
    assert "Print the chart" in names
    assert "Add a role" not in names
    assert view.segments.words()[0] == "Roles"
    room.canvas.choose(box(desk, "sales").id, focus=True)
    before = desk.ask(role_boxes)
    press(room, Key.Key_Delete, Key.Key_A, (Key.Key_Right, ALT))
    room.strip.taken.emit(desk_shop.marcus)
    press(room, Key.Key_Return)
    assert desk.ask(role_boxes) == before
    exported: list[Any] = []
    desk.asked_to_export.connect(lambda *told: exported.append((told[0], told[2])))
    view.export_list()
    assert [title for title, _ in exported] == ["Roles and duties"]
    assert {line.role for line in exported[0][1]} == {one.title for one in before}
