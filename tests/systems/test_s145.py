"""S145 a log of talks with each client: dated notes, the next talk's day, and the day's list."""

from datetime import date

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from mspdesk.app.program import Program
from mspdesk.clients import actions, queries
from mspdesk.clients.offers import talks_due, talks_to_come
from mspdesk.clients.printables import FACTS
from mspdesk.clients.view import ClientsView
from mspdesk.database.store import Store
from mspdesk.desk.area import Place
from mspdesk.printing.document import render
from mspdesk.printing.page import Paper
from mspdesk.widgets.form import Form
from tests.app.conftest import empty_program, program, shop
from tests.bookcase import Furnish, Standing
from tests.printing.pdftext import text_of
from tests.sample import Sample, furnish

__all__ = ["empty_program", "program", "shop"]

pytestmark = [pytest.mark.system(145), pytest.mark.usefixtures("clock")]

DAY = date(2026, 3, 11)


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """What stands in the books of these tests."""
    return furnish


def test_a_talk_is_noted_with_its_day_and_the_next(store: Store, standing: Standing) -> None:
    made: Sample = standing(store)
    store.do(actions.add_talk, made.brightwater, date(2026, 2, 3), "Barn needs a line", None)
    store.do(
        actions.add_talk, made.brightwater, DAY, "Budget is fine", date(2026, 3, 20), made.ines
    )
    rows = store.ask(queries.talks, made.brightwater)
    assert [(r.on, r.text, r.next_on, r.contact, r.person) for r in rows] == [
        (DAY, "Budget is fine", date(2026, 3, 20), "Ines Varga", "Dana Whitlock"),
        (date(2026, 2, 3), "Barn needs a line", None, "", "Dana Whitlock"),
    ]


def test_the_day_lists_who_to_talk_to_within_two_weeks(store: Store, standing: Standing) -> None:
    made: Sample = standing(store)
    store.do(actions.add_talk, made.kestrel, date(2026, 3, 1), "Soon", date(2026, 3, 25))
    store.do(actions.add_talk, made.oldmill, date(2026, 3, 1), "Later", date(2026, 3, 26))
    store.do(actions.add_talk, made.brightwater, date(2026, 2, 1), "Was due", date(2026, 3, 2))
    assert [
        [(row.title, row.detail) for row in store.ask(asked, None, DAY)]
        for asked in (talks_due, talks_to_come)
    ] == [
        [("Brightwater Veterinary", "Talk on Mar 2")],
        [("Kestrel Machine & Tool", "Talk on Mar 25")],
    ]


def test_the_screen_notes_a_talk_and_says_what_is_missing(program: Program, shop: Sample) -> None:
    window = program.window
    window.go(Place("clients", shop.brightwater, do="talk"))
    page = window.view()
    assert isinstance(page, ClientsView)
    form = next(f for f in page.findChildren(Form) if f.isVisible())
    assert form.entry("on").value() == DAY
    form.entry("next_on").field.setFocus()
    QTest.keyClicks(form.entry("next_on").field, "2026-03-10")
    QTest.keyClicks(form.entry("text").field, "Talked about the barn")
    assert not form.submit()
    assert form.error("next_on") == "The next talk comes after this one."
    assert form.entry("text").text() == "Talked about the barn"
    form.entry("next_on").set_value(date(2026, 3, 18))
    assert form.submit()
    QApplication.processEvents()
    desk = window.desk
    assert desk is not None
    (talk,) = desk.ask(queries.talks, shop.brightwater)
    assert (talk.text, talk.next_on) == ("Talked about the barn", date(2026, 3, 18))
    window.show_tab("today")
    QApplication.processEvents()
    assert window.status.message() == "Talk noted"


def test_the_fact_sheet_prints_the_latest_talks(store: Store, standing: Standing) -> None:
    made: Sample = standing(store)
    store.do(actions.add_talk, made.brightwater, DAY, "Budget is fine", date(2026, 3, 20))
    document = store.ask(FACTS.gather, made.brightwater)
    words = text_of(render(FACTS, document, Paper.LETTER))
    assert "Latest talks" in words
    assert "Budget is fine" in words
    assert "Mar 11, 2026" in words
