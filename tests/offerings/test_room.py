"""The Offerings room by keys, from the first idea to its price, with lists of upper areas."""

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mspdesk.app.areas import AREAS
from mspdesk.catalog import actions as catalog
from mspdesk.catalog import queries as offered
from mspdesk.database.store import Store
from mspdesk.desk.area import Place
from mspdesk.desk.desk import Desk
from mspdesk.offerings.actions import offerings as actions
from mspdesk.offerings.queries import offerings as queries
from mspdesk.offerings.queries.finding import find_offerings
from mspdesk.offerings.view.room import OfferingsRoom
from mspdesk.sales.actions import commission
from mspdesk.sales.actions.opportunities import open_opportunity
from mspdesk.sales.actions.winning import win
from mspdesk.sales.view.objection_list import ObjectionList
from mspdesk.widgets.form import Form
from tests.sample import Sample


@pytest.fixture
def desk(sqlite_store: Store, desk_shop: Sample) -> Iterator[Desk]:
    """A desk with every area, the owner at work."""
    made = Desk(sqlite_store, AREAS)
    made.work_as(desk_shop.dana, "Dana Whitlock", frozenset({"*"}))
    yield made
    made.leave()


@pytest.fixture
def room(desk: Desk, qtbot: QtBot) -> Iterator[OfferingsRoom]:
    """The room in a window of its own."""
    made = OfferingsRoom(desk)
    qtbot.addWidget(made)
    made.resize(1150, 760)
    made.show()
    yield made
    made.hide()


def form(room: OfferingsRoom) -> Form:
    assert room.laid.form is not None
    return room.laid.form


def test_from_the_empty_room_to_the_next_stage(room: OfferingsRoom, sqlite_store: Store) -> None:
    assert room.empty.isVisible()
    assert room.note == ""
    QTest.keyClick(room.first, Qt.Key.Key_Space)
    form(room).entry("name").set_value("Help line")
    form(room).entry("functional").set_value("A number that is answered until nine.")
    QTest.keyClick(form(room).save_button, Qt.Key.Key_Space)
    (row,) = sqlite_store.ask(queries.offerings)
    assert room.picker.titles()[0] == "Help line"
    assert room.note == "0 on sale, 1 being made"
    assert room.page.hint.isVisible()
    assert "second one" in room.page.hint.words()[1]
    assert room.page.loop.story() == "Stage 1 of 7: Idea"
    QTest.keyClick(room.page.move_on, Qt.Key.Key_Space)
    QTest.keyClick(form(room).save_button, Qt.Key.Key_Space)
    assert form(room).error("words")
    form(room).entry("words").set_value("Three clinics asked for it.")
    QTest.keyClick(form(room).save_button, Qt.Key.Key_Space)
    assert room.page.loop.story() == "Stage 2 of 7: Define client and value"
    assert "Three clinics asked for it." in room.page.rail.timeline.texts()[0]
    # N while something is typed does not lose it.
    room.change()
    form(room).entry("social").set_value("Half typed")
    room.new_here()
    assert form(room).entry("social").value() == "Half typed"
    room.laid.back()
    room.show_place(Place("clients", row.id, "offerings"))
    assert room.page.head.title() == "Help line"


def test_lists_of_upper_areas_stand_beside(
    room: OfferingsRoom, desk: Desk, desk_shop: Sample, sqlite_store: Store, qtbot: QtBot
) -> None:
    sqlite_store.do(actions.bring_starter)
    room.show_place(Place("clients", do="offerings", about={"list": "objections"}))
    assert room.picker.selected_key() == -1
    assert not room.page.isVisible()
    room.new_here()
    assert room.laid.form is None
    room.show_place(Place("clients", do="offerings", about={"list": "commission"}))
    assert room.picker.selected_key() == -2
    page = room.beside(-2)
    assert page.settle.isVisible()
    # What was settled or typed by mistake is taken back; History says only that it was.
    sale = sqlite_store.do(open_opportunity, desk_shop.kestrel, "Switch", {"once": 50_000})
    sqlite_store.do(win, sale, None, {"make": "none", "onboard": False})
    sqlite_store.do(commission.set_compensation, None, date(2026, 1, 1), "gross")
    QTest.keyClick(page.settle, Qt.Key.Key_Space)
    (row,) = page.table.rows()
    assert (row.state, row.amount) == ("Settled", 5_000)
    page.table.select(row.id)
    page.unsettle()
    assert page.table.rows()[0].state == "Not settled"
    page.plans.select_first()
    page.remove()
    assert page.table.rows()[0].amount == 0
    # Whoever sits down next sees their own alone, and settles nothing.
    desk.work_as(desk_shop.marcus, "Marcus Oduya", frozenset({"tickets", "time"}))
    assert not page.settle.isVisible()
    assert not page.more.isVisible()
    assert not page.who.isVisible()
    assert page.print_button.isEnabled()
    # The list of objections is read by everybody, and written by who works with clients.
    objections = ObjectionList(desk)
    qtbot.addWidget(objections)
    objections.new_here()
    assert objections.laid.form is None


def test_prices_come_from_the_catalog_and_the_plans(sqlite_store: Store, desk_shop: Sample) -> None:
    store = sqlite_store
    made = store.do(actions.add_offering, {"name": "Care", "tier": "gold"})
    page = store.ask(queries.offering_page, made)
    assert page is not None
    assert (page.row.price, page.priced_as, page.prices) == (queries.NO_PRICE, "Gold plan", ())
    grid = store.ask(offered.plan_grid)
    assert grid is not None
    gold = next(tier for tier in grid.tiers if tier.code == "gold")
    store.do(catalog.set_price, gold.id, "workstation", {"price": 6_500})
    store.do(catalog.set_price, gold.id, "server", {"price": 15_000})
    (row,) = store.ask(queries.offerings)
    assert row.price == "from $150.00 each server, a month"
    store.do(actions.edit_offering, made, row.version, {"price_words": "$850 a month"})
    assert store.ask(queries.offerings)[0].price == "$850 a month"
    (hit,) = store.ask(find_offerings, "care offering", 5)
    assert (hit.title, hit.detail) == ("Care", "Offering, idea")
    assert store.ask(find_offerings, "care nothing", 5) == []
