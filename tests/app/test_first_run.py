"""From no books to Today: the first page, the one form, what is refused, what is loaded."""

import subprocess
import sys
import textwrap
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from mspdesk import paths
from mspdesk.app.program import Program
from mspdesk.app.shop_form import ShopForm
from mspdesk.app.welcome import ChoiceCard, WelcomePage
from mspdesk.database.books import new_books
from mspdesk.people import queries as people
from mspdesk.shop import queries
from mspdesk.widgets.buttons import Button, LinkButton
from mspdesk.widgets.entry import DateEntry

Key = Qt.Key


@pytest.fixture
def welcome(empty_program: Program) -> WelcomePage:
    """The first page, as on a new computer."""
    empty_program.begin(None)
    page = empty_program.window.view()
    assert isinstance(page, WelcomePage)
    return page


def _press(key: Qt.Key) -> None:
    target = QApplication.focusWidget()
    assert target is not None
    QTest.keyClick(target, key)


def _button(page: QWidget, words: str) -> Button:
    found = [b for b in page.findChildren(Button) if b.words() == words]
    assert len(found) == 1
    return found[0]


def _form(program: Program) -> ShopForm:
    form = program.window.view()
    assert isinstance(form, ShopForm)
    return form


def _type(form: ShopForm, name: str, words: str) -> None:
    field = form.form.entry(name).field
    field.setFocus()
    QTest.keyClicks(field, words)


def test_a_new_computer_is_offered_three_equal_choices(welcome: WelcomePage) -> None:
    cards = welcome.findChildren(ChoiceCard)
    assert len(cards) == 3
    assert len({(card.width(), card.height()) for card in cards}) == 1
    said = " ".join(label.text() for label in welcome.findChildren(QLabel))
    assert str(paths.books_folder()) in said


def test_nothing_is_written_before_a_choice(welcome: WelcomePage, home: Path) -> None:
    assert not (paths.books_folder() / "books.db").exists()


def test_esc_does_not_take_the_first_page_away(
    welcome: WelcomePage, empty_program: Program
) -> None:
    _press(Key.Key_Escape)
    assert empty_program.window.view() is welcome


def test_enter_begins_with_my_shop_and_esc_comes_back(
    welcome: WelcomePage, empty_program: Program
) -> None:
    _press(Key.Key_Return)
    form = _form(empty_program)
    field = QApplication.focusWidget()
    assert field is form.form.entry("name").field
    _press(Key.Key_Escape)
    assert empty_program.window.view() is welcome


def test_three_facts_make_a_shop_and_today_comes_up(
    welcome: WelcomePage, empty_program: Program
) -> None:
    _press(Key.Key_Return)
    form = _form(empty_program)
    _type(form, "name", "Quillfeather IT")
    _type(form, "rate", "150")
    _press(Key.Key_Return)
    window = empty_program.window
    assert window.view().accessibleName() == "Today"
    assert window.windowTitle() == "Quillfeather IT - MSPDesk"
    assert window.status.person() == "Owner"
    desk = window.desk
    assert desk is not None
    shop = desk.ask(queries.shop)
    assert (shop.rate, shop.country, shop.currency, shop.paper) == (15_000, "US", "USD", "Letter")
    assert len(desk.ask(queries.holidays, 2026)) == 10
    assert [hat.code for hat in desk.ask(people.hats, 1)][:2] == ["owner", "sales"]
    assert (paths.books_folder() / "books.db").exists()


def test_a_country_fills_in_the_rest_and_typed_facts_stay(
    welcome: WelcomePage, empty_program: Program
) -> None:
    _press(Key.Key_Return)
    form = _form(empty_program)
    _type(form, "city", "Leeds")
    form.form.entry("country").set_value("GB")
    form.form.entry("country").changed.emit()
    values = {name: form.form.entry(name).value() for name in ("currency", "paper", "city")}
    assert values == {"currency": "GBP", "paper": "A4", "city": "Leeds"}
    assert "Boxing Day" in form.form.entry("holidays").value()


def test_dates_are_typed_as_the_country_writes_them(
    welcome: WelcomePage, empty_program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(DateEntry, "usual_day_first", False)
    _press(Key.Key_Return)
    form = _form(empty_program)
    _type(form, "name", "Aire Valley IT")
    _type(form, "rate", "85")
    form.form.entry("country").set_value("GB")
    _press(Key.Key_Return)
    assert empty_program.window.desk is not None
    entry = DateEntry()
    entry.set_text("4/5/2026")
    assert entry.value() == date(2026, 5, 4)


def test_what_is_missing_is_named_and_nothing_typed_is_lost(
    welcome: WelcomePage, empty_program: Program
) -> None:
    _press(Key.Key_Return)
    form = _form(empty_program)
    _type(form, "name", "Quillfeather IT")
    _press(Key.Key_Return)
    assert form.form.error("rate") == "Fill in the hourly rate."
    assert form.form.entry("name").text() == "Quillfeather IT"
    assert QApplication.focusWidget() is form.form.entry("rate").field
    assert not (paths.books_folder() / "books.db").exists()


@pytest.mark.parametrize(
    ("name", "words", "said"),
    [
        ("hours", "always", "Write the hours"),
        ("holidays", "Town fair", "Say when"),
        ("tax_name", "Sales tax", "Type the rate"),
        ("rate", "lots", ""),
    ],
)
def test_what_cannot_be_read_is_said_beside_its_field(
    welcome: WelcomePage, empty_program: Program, name: str, words: str, said: str
) -> None:
    _press(Key.Key_Return)
    form = _form(empty_program)
    _type(form, "name", "Quillfeather IT")
    _type(form, "rate", "150")
    form.form.set_values({name: None, "name": "Quillfeather IT"})
    field = form.form.entry(name)
    _type(form, name, words)
    _button(form, "Start my shop").click()
    wrong = form.form.error("tax_rate" if name == "tax_name" else name)
    assert wrong
    assert said in wrong
    assert field.text().strip() == words
    assert empty_program.window.desk is None
    assert not (paths.books_folder() / "books.db").exists()


def test_books_that_never_became_a_shop_are_taken_up(
    welcome: WelcomePage, empty_program: Program
) -> None:
    """The computer went off between making the books and setting up the shop."""
    new_books(str(paths.books_folder()), durable=False).close()
    _press(Key.Key_Return)
    form = _form(empty_program)
    _type(form, "name", "Quillfeather IT")
    _type(form, "rate", "150")
    _press(Key.Key_Return)
    assert empty_program.window.desk is not None


def test_a_shop_is_never_written_over(
    welcome: WelcomePage, empty_program: Program, books_file: Path, shop: object
) -> None:
    before = books_file.stat().st_size
    welcome._folder = books_file.parent
    _press(Key.Key_Return)
    form = _form(empty_program)
    _type(form, "name", "Another")
    _type(form, "rate", "150")
    _press(Key.Key_Return)
    assert "already" in form.form.error()
    assert empty_program.window.desk is None
    assert books_file.stat().st_size == before


def test_the_last_books_open_by_themselves(
    empty_program: Program, books_file: Path, shop: object, qtbot: QtBot
) -> None:
    empty_program.settings.remember_books(str(books_file))
    empty_program.begin(None)
    qtbot.waitUntil(lambda: empty_program.window.desk is not None, timeout=20_000)
    assert empty_program.window.view().accessibleName() == "Today"


def test_other_books_can_be_opened_from_the_recent_ones(program: Program, books_file: Path) -> None:
    program.open_other()
    assert program.window.desk is None
    page = program.window.view()
    assert isinstance(page, WelcomePage)
    links = [link.accessibleName() for link in page.findChildren(LinkButton)]
    assert f"Open {books_file}" in links


HEAVY = (
    "sqlalchemy",
    "alembic",
    "reportlab",
    "openpyxl",
    "keyring",
    "holidays",
    "psycopg",
    "cryptography",
)

PAINT = """
    import json, sys
    from mspdesk.app.areas import AREAS
    from mspdesk.app.program import Program
    from mspdesk.app.start import make_application
    from mspdesk.app.window import Window
    from mspdesk.settings import MachineSettings
    from mspdesk.widgets import theme

    app = make_application(["mspdesk"])
    theme.apply(app, "light", 100)
    window = Window(AREAS, MachineSettings())
    program = Program(window, MachineSettings())
    window.show()
    window.grab()
    sys.stdout.write(json.dumps([name for name in {heavy} if name in sys.modules]))
"""


def test_the_first_paint_loads_nothing_heavy() -> None:
    """Performance B2: tabs are on the screen before the books are thought of."""
    script = textwrap.dedent(PAINT).replace("{heavy}", repr(HEAVY))
    ran = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=120
    )
    assert ran.stdout == "[]"
