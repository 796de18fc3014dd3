"""S062: the troubleshooting guideline is one key away from any ticket."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mspdesk.app.areas import AREAS
from mspdesk.database.store import Store
from mspdesk.desk.desk import Desk
from mspdesk.procedures.queries.sops import GUIDELINE, sop_page
from mspdesk.procedures.rules.words import STEPS, parts
from mspdesk.tickets.view.screen import TicketsView
from mspdesk.widgets import theme
from tests.bookcase import Furnish, Standing
from tests.sample import Sample, furnish, open_ticket

pytestmark = [pytest.mark.system(62), pytest.mark.usefixtures("clock")]


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """The small shop of all tests."""
    return furnish


def test_the_guideline_ships_as_short_steps(empty_store: Store) -> None:
    page = empty_store.ask(sop_page, GUIDELINE)
    assert page.row.kind == "guideline"
    assert len([part for part in parts(page.words.body) if part.kind == STEPS]) >= 3


def test_one_key_opens_it_beside_the_ticket(
    sqlite_store: Store, standing: Standing, qtbot: QtBot, qapp: QApplication
) -> None:
    shop: Sample = standing(sqlite_store)
    open_ticket(sqlite_store, shop.kestrel, "Printer prints blank pages")
    theme.apply(qapp, "light", 100)
    desk = Desk(sqlite_store, AREAS)
    desk.work_as(shop.dana, "Dana Whitlock", frozenset({"*"}))
    view = TicketsView(desk)
    qtbot.addWidget(view)
    view.show()
    view.board.table.select_first()
    assert view.pane.modes.current() == "ticket"
    qtbot.keyClick(view.board.table, Qt.Key.Key_G)
    assert view.pane.modes.current() == "guideline"
    guide = view.pane.modes._made["guideline"]
    words = desk.ask(sop_page, GUIDELINE).words
    assert guide.words.text() == f"{words.purpose}\n\n{words.body}"
    assert view.board.isVisible()
    view.hide()
    desk.leave()
