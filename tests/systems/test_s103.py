"""S103: a catalogue of standard offerings: unit, price, cost, taxable, set up by, bundle."""

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mspdesk.catalog import queries
from mspdesk.catalog.reports import item_columns
from mspdesk.catalog.view import CataloguePage
from mspdesk.database.store import Store
from mspdesk.desk.desk import Desk
from mspdesk.exchange.columns import plain
from mspdesk.widgets.form import Form
from tests.sample import furnish

pytestmark = pytest.mark.system(103)


@pytest.mark.usefixtures("clock")
def test_an_offering_is_entered_by_keyboard_and_left_with_all_it_says(
    qtbot: QtBot, sqlite_store: Store
) -> None:
    furnish(sqlite_store)
    desk = Desk(sqlite_store)
    page = CataloguePage(desk)
    qtbot.addWidget(page)
    page.resize(1200, 800)
    page.show()
    page.new_here()
    form = page.findChildren(Form)[-1]
    wanted = {
        "code": "vpn",
        "name": "Remote access",
        "price": "15.00",
        "cost": "6.50",
    }
    for name, words in wanted.items():
        field = form.entry(name).field
        field.setFocus()
        QTest.keyClicks(field, words)
    form.entry("members").set_value("RMM\nAV 2")
    form.entry("setup_kind").set_value("bdr")
    assert form.entry("setup_by").value() == "tech"
    form.entry("setup_by").set_value("admin")
    form.entry("taxable").set_value(True)
    assert not form.submit()
    assert "technician" in form.error("setup_by")
    form.entry("setup_by").set_value("tech")
    assert form.submit()
    (made,) = sqlite_store.ask(queries.items, "remote")
    columns = {column.title: plain(column, made) for column in item_columns()}
    assert columns["Code"] == "VPN"
    assert (columns["Unit"], columns["Price"]) == ("Each", "15.00")
    assert (columns["Taxable"], columns["Set up by"]) == ("yes", "Technician")
    assert columns["Holds"] == "RMM, AV"
    assert made.cost == 0  # a bundle costs what its members do, and they cost nothing yet
