"""S057: response targets stand in the agreement, one for each priority, and are kept."""

import pytest
from pytestqt.qtbot import QtBot

from mspdesk.agreements import actions, queries
from mspdesk.agreements.printables import AGREEMENT
from mspdesk.database.store import Store
from mspdesk.desk.area import Place
from mspdesk.desk.desk import Desk
from mspdesk.errors import UserError
from mspdesk.printing.document import prepare
from mspdesk.printing.page import Paper
from tests.agreements.made import draft
from tests.bookcase import Furnish, Standing
from tests.printing.pdftext import text_of
from tests.sample import Sample, furnish

pytestmark = [pytest.mark.system(57), pytest.mark.usefixtures("clock")]


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """What stands in the books of these tests."""
    return furnish


@pytest.fixture
def shop(store: Store, standing: Standing) -> Sample:
    """The small shop."""
    made: Sample = standing(store)
    return made


def test_targets_are_kept_by_priority_and_changed(store: Store, shop: Sample) -> None:
    store.do(actions.set_targets, shop.gold, {1: 60, 2: 240, 3: 480, 4: 1440})
    assert store.ask(queries.targets_of, shop.gold) == {1: 60, 2: 240, 3: 480, 4: 1440}
    store.do(actions.set_targets, shop.gold, {1: 30, 2: 240})
    assert store.ask(queries.targets_of, shop.gold) == {1: 30, 2: 240}
    with pytest.raises(UserError) as refused:
        store.do(actions.set_targets, shop.gold, {1: 0})
    assert refused.value.field == "target_1"
    assert store.ask(queries.targets_of, shop.gold) == {1: 30, 2: 240}


def test_they_stand_on_the_paper(store: Store, shop: Sample) -> None:
    made = draft(store, shop.kestrel)
    store.do(actions.set_targets, made, {1: 30, 2: 90, 4: 1440})
    words = text_of(prepare(AGREEMENT, store.ask(AGREEMENT.gather, made), Paper.LETTER).pdf)
    for line in ("Critical: within 30 minutes", "High: within 1.5 hours", "Low: within 24 hours"):
        assert line in words
    assert "Medium: within" not in words


def test_they_are_typed_on_the_form_and_seen_on_the_page(
    sqlite_store: Store, standing: Standing, qtbot: QtBot
) -> None:
    from mspdesk.agreements.view import AgreementsView
    from mspdesk.app.areas import AREAS

    shop: Sample = standing(sqlite_store)
    desk = Desk(sqlite_store, AREAS)
    view = AgreementsView(desk)
    qtbot.addWidget(view)
    view.show()
    view.show_place(Place("agreements", shop.gold, do="edit"))
    over = view.page.over
    assert over is not None
    from mspdesk.widgets.form import Form

    form = over.findChild(Form)
    assert isinstance(form, Form)
    form.entry("target_1").set_value(60)
    form.entry("target_3").set_value(480)
    assert form.submit(), form.error()
    assert sqlite_store.ask(queries.targets_of, shop.gold) == {1: 60, 3: 480}
    assert view.page.facts.facts.value("targets") == "P1 1 h, P3 8 h"
    desk.leave()
