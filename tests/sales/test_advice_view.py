"""The Advice tab by keys in a real window, from the advice to the signed letter."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mspdesk.database.store import Store
from mspdesk.desk.area import Place
from mspdesk.desk.desk import Desk
from mspdesk.letters.area import AREA as LETTERS
from mspdesk.letters.queries import letter_page
from mspdesk.letters.view import LettersPart
from mspdesk.mail.area import AREA as MAIL
from mspdesk.sales.actions import advice as actions
from mspdesk.sales.actions import opportunities
from mspdesk.sales.area import AREA
from mspdesk.sales.queries import advice as queries
from mspdesk.sales.queries import understanding as agreed
from mspdesk.sales.view.advice import AdvicePart
from mspdesk.sales.view.understanding import UnderstandingCard
from mspdesk.widgets import dialogs, theme
from tests.bookcase import Furnish, Standing
from tests.letters.conftest import Sample, furnish
from tests.letters.test_view import Hands

Key = Qt.Key


@pytest.fixture(scope="module")
def furniture() -> Furnish:
    """A company, its owner, two clients."""
    return furnish


@pytest.fixture
def hands(
    sqlite_store: Store, standing: Standing, clock: datetime, qapp: QApplication, qtbot: QtBot
) -> Iterator[Hands]:
    """Dana at work with the small shop."""
    sample: Sample = standing(sqlite_store)
    theme.apply(qapp, "light", 100)
    desk = Desk(sqlite_store, (AREA, LETTERS, MAIL))
    desk.work_as(sample.dana, "Dana Whitlock", frozenset({"*"}))
    yield Hands(desk, sample, qtbot)
    desk.leave()


def test_from_the_advice_to_the_signed_no_by_keys(hands: Hands, tmp_path: Path) -> None:
    went: list[Place] = []
    hands.desk.asked_to_go.connect(went.append)
    part = AdvicePart(hands.desk)
    hands.show(part)
    part.show_id(hands.sample.brightwater)
    hands.to("New advice")
    hands.press(Key.Key_Space)
    hands.type("a second internet line")
    hands.to("Save advice")
    hands.press(Key.Key_Space)
    wanted = "Say in plain words what can happen without it."
    assert part.advice.form.error("risk") == wanted
    hands.type("Nobody can open a chart")
    hands.to("Price a month")
    hands.type("65")
    hands.to("Save advice")
    hands.press(Key.Key_Space)
    assert [row.what for row in part.table.rows()] == ["A second internet line"]
    hands.to("They said no")
    hands.press(Key.Key_Space)
    hands.to("Write down the no")
    hands.press(Key.Key_Space)
    assert "chose" in part.advice.answer.error("choice")
    hands.type("to wait a year")
    hands.to("Write down the no")
    hands.press(Key.Key_Space)
    (row,) = hands.desk.ask(queries.declined_advice, hands.sample.brightwater)
    assert (row.choice, row.monthly, row.letter) == ("to wait a year", 6_500, "L00001")
    hands.to("Open letter L00001")
    hands.press(Key.Key_Space)
    (place,) = went
    assert place.about == {"letter_id": row.letter_id}
    assert sign_by_keys(hands, place, tmp_path) == ["Signed Mar 11, 2026 by Ines Sorensen"]
    again = hands.desk.ask(queries.advice, row.id)
    assert again is not None
    assert (again.signed_on, again.signed_by) == (date(2026, 3, 11), "Ines Sorensen")
    assert part.table.rows()[0].tag.text == "Declined, signed"


def sign_by_keys(hands: Hands, place: Place, folder: Path) -> list[str]:
    """Print the letter a place leads to and keep its signed copy; answers the papers of it."""
    letters = LettersPart(hands.desk)
    hands.show(letters)
    letters.show_id(hands.sample.brightwater)
    letters.arrive(place)
    hands.to("Print")
    hands.press(Key.Key_Space)
    scan = folder / "no.pdf"
    scan.write_bytes(b"%PDF scan")
    hands.to("Signed copy")
    hands.press(Key.Key_Space)
    hands.to("Choose: Scan")
    with dialogs.answer_files(lambda _title, _start: scan):
        hands.press(Key.Key_Space)
    hands.to("Keep signed copy")
    hands.press(Key.Key_Space)
    return letters.pane.papers.words()


def test_a_letter_is_drawn_from_what_the_books_know(hands: Hands) -> None:
    one = hands.desk.do(
        actions.give_advice, hands.sample.brightwater, "a spare disk", "Two days without a server"
    )
    part = LettersPart(hands.desk)
    hands.show(part)
    part.show_id(hands.sample.brightwater)
    about = {"write": True, "form": "letters/denial-of-services", "about": f"advice:{one}"}
    part.arrive(Place("clients", hands.sample.brightwater, "letters", about))
    form = part.writing.form
    assert form is not None
    assert form.names() == ["advice_choice"]
    hands.to("What the client chose instead")
    hands.type("to wait")
    hands.to("Write letter")
    hands.press(Key.Key_Space)
    page = part.pane.page
    assert page is not None
    assert (page.about, page.missing) == (f"advice:{one}", [])
    assert "we recommended: a spare disk." in page.body
    hands.desk.do(actions.decline_advice, one, "to wait", letter=False)
    row = hands.desk.ask(queries.advice, one)
    assert row is not None
    assert row.letter == page.number


def test_an_understanding_of_an_opportunity_by_keys(hands: Hands) -> None:
    sold = hands.desk.do(
        opportunities.open_opportunity, hands.sample.kestrel, "New switch in the plant"
    )
    went: list[Place] = []
    hands.desk.asked_to_go.connect(went.append)
    card = UnderstandingCard(hands.desk)
    hands.show(card)
    card.show_id(sold)
    card.action.click()
    part = AdvicePart(hands.desk)
    hands.show(part)
    part.show_id(hands.sample.kestrel)
    part.arrive(went[0])
    for name, words in (
        ("What we do", "replace the switch"),
        ("What they do", "choose a Saturday"),
        ("Money", "$1,180.00, half ahead"),
        ("We begin on", "3/21/2026"),
    ):
        hands.to(name)
        hands.type(words)
    hands.to("Save understanding")
    hands.press(Key.Key_Space)
    (row,) = hands.desk.ask(agreed.understandings, None, sold)
    assert (row.title, row.start_on) == ("New switch in the plant", date(2026, 3, 21))
    hands.to("Write the letter")
    hands.press(Key.Key_Space)
    (row,) = hands.desk.ask(agreed.understandings, None, sold)
    assert went[-1].about == {"letter_id": row.letter_id}
    assert "Choose a Saturday" in hands.desk.ask(letter_page, row.letter_id or 0).body
    # What was decided at a roadmap meeting is not typed again.
    known = {"new": "advice", "source": "roadmap:1", "what": "A new rack", "price": 90_000}
    part.arrive(Place("clients", hands.sample.kestrel, "advice", known))
    assert part.advice.form.values()["what"] == "A new rack"
    assert part.advice.form.values()["price"] == 90_000
