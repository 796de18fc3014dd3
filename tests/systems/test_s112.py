"""S112: a trip is charged once per visit, however many tickets it served."""

from datetime import date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from mspdesk import dates
from mspdesk.clients.models import Client
from mspdesk.database.store import Store
from mspdesk.desk.desk import Desk
from mspdesk.timekeeping import actions, queries
from mspdesk.timekeeping.view.screen import TimeView
from tests.timekeeping.shopfloor import Floor, at, furnish

pytestmark = pytest.mark.system(112)
DAY = date(2026, 3, 11)


def on_site(floor: Floor, ticket: int, span: str, *, second: bool = False) -> int:
    return floor.store.do(
        actions.log_time,
        ticket,
        DAY,
        span,
        "Worked at the client's office",
        "",
        "on_site",
        new_visit=second,
    )


def test_three_tickets_on_one_visit_are_one_charge(store: Store) -> None:
    with dates.frozen(at(15)):
        floor = furnish(store)
        others = [floor.ticket_for(floor.hourly, f"Job {n}") for n in range(2)]
        on_site(floor, floor.ticket, "9:00-9:30")
        on_site(floor, others[0], "9:30-10:00")
        on_site(floor, others[1], "10:00-10:30")
        (visit,) = store.ask(queries.unbilled_visits, DAY)
        assert (visit.charge, visit.ticket_ids) == (7_500, (floor.ticket, *others))
        on_site(floor, floor.ticket, "13:00-13:30", second=True)
        assert [one.charge for one in store.ask(queries.unbilled_visits, DAY)] == [7_500, 7_500]


def test_a_client_may_have_a_charge_of_its_own_and_our_own_office_none(store: Store) -> None:
    with dates.frozen(at(15)):
        floor = furnish(store)
        with store.step("Prepare") as session:
            session.get_one(Client, floor.hourly).trip_charge = 9_900
        on_site(floor, floor.ticket, "9:00-9:30")
        on_site(floor, floor.covered, "10:00-10:30")
        on_site(floor, floor.ticket_for(floor.own, "Clean up"), "11:00-11:30")
        charges = {one.client: one.charge for one in store.ask(queries.unbilled_visits, DAY)}
    assert charges == {"Dunmore Title & Escrow": 9_900, "Kestrel Machine & Tool": 7_500}


def test_the_screen_says_which_tickets_share_the_charge(
    sqlite_store: Store, qtbot: QtBot, clock: datetime
) -> None:
    floor = furnish(sqlite_store)
    other = floor.ticket_for(floor.hourly, "Job 2")
    on_site(floor, floor.ticket, "9:00-9:30")
    on_site(floor, other, "9:30-10:00")
    desk = Desk(sqlite_store)
    desk.work_as(floor.owner, "Dana Whitlock", frozenset({"*"}))
    view = TimeView(desk)
    qtbot.addWidget(view)
    view.show()
    view.table.setFocus()
    QTest.keyClick(view.table, Qt.Key.Key_Home)
    QTest.keyClick(view.table, Qt.Key.Key_Return)
    said = [label.text() for label in view.editor.findChildren(QLabel)]
    assert "On site with #1, #3: one trip charge of $75.00 for the visit." in said
