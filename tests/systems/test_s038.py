"""S038: a pay calendar a year, on one page and in a workbook, changed by hand where need be."""

from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from mspdesk.app.setup import start_shop
from mspdesk.database.store import Store
from mspdesk.employment.actions.pay import move_pay_date
from mspdesk.employment.printables.pay import PAY_CALENDAR
from mspdesk.employment.printables.pay_workbook import save_pay_calendar
from mspdesk.printing.document import render
from mspdesk.printing.page import Paper
from mspdesk.progress import Progress
from mspdesk.shop import actions as shop
from mspdesk.shop.queries import shop as the_shop
from mspdesk.shop.rules import OFFERED_HOLIDAYS
from tests.bookcase import Furnish, Standing
from tests.printing.pdftext import flat, pages_of

pytestmark = [pytest.mark.system(38), pytest.mark.usefixtures("clock")]


def furnish(store: Store) -> None:
    """A shop that pays every two weeks from Friday, January 8, 2027, on."""
    start_shop(store, "Quillfeather IT", 15_000, "US", {})
    pay(store, "biweekly", date(2027, 1, 8))


def pay(store: Store, schedule: str, from_on: date | None, lag: int = 0) -> None:
    """Change how wages are paid."""
    terms = {"pay_schedule": schedule, "pay_from_on": from_on, "pay_lag_days": lag}
    store.do(shop.edit_shop, store.ask(the_shop).version, terms)


@pytest.fixture(scope="module")
def furniture() -> Furnish:
    return furnish


@pytest.fixture
def books(store: Store, standing: Standing) -> Store:
    standing(store)
    return store


def test_every_two_weeks_from_january_8_is_26_dates_in_a_workbook_and_on_a_page(
    books: Store, tmp_path: Path
) -> None:
    file = save_pay_calendar(books, Progress(), tmp_path / "pay.xlsx", 2027)
    book = load_workbook(file)
    assert book.sheetnames == ["Pay dates 2027", "Holidays 2027"]
    rows = list(book["Pay dates 2027"].iter_rows(min_row=4, values_only=True))
    assert len(rows) == 26
    assert all(isinstance(cell, datetime) for row in rows for cell in row[1:4])
    assert rows[0][3] == datetime(2027, 1, 8)
    assert rows[-1][3:] == (datetime(2027, 12, 23), "Thursday", "Fri, Dec 24 is Christmas Day")
    kept = list(book["Holidays 2027"].iter_rows(min_row=4, values_only=True))
    assert len(kept) == 11
    assert kept[-1][:2] == (datetime(2027, 12, 31), "Friday")
    pages = pages_of(render(PAY_CALENDAR, books.ask(PAY_CALENDAR.gather, 2027), Paper.LETTER))
    assert len(pages) == 1
    text = flat(pages[0])
    for words in (
        "Pay calendar 2027",
        "Every two weeks, 26 pay dates",
        "Dec 26 to Jan 8",
        "Fri, Dec 24 is Christmas Day",
        "10 company holidays, 11 days off in 2027",
        "Fri, Dec 31",
    ):
        assert flat(words) in text, words


@pytest.mark.parametrize("paper", list(Paper))
@pytest.mark.parametrize("schedule", ["weekly", "semimonthly", "monthly"])
def test_a_year_is_one_page_however_often_it_pays(
    books: Store, schedule: str, paper: Paper
) -> None:
    pay(books, schedule, date(2027, 1, 1), 6)
    for name, rule in OFFERED_HOLIDAYS:
        books.do(shop.add_holiday, name, rule)
    for day in range(1, 11):
        books.do(shop.add_holiday, f"A rather long name of local day {day}", f"fixed 03-{day:02}")
    pages = pages_of(render(PAY_CALENDAR, books.ask(PAY_CALENDAR.gather, 2027), paper))
    assert len(pages) == 1
    count = {"weekly": 53, "semimonthly": 24, "monthly": 12}[schedule]
    assert flat(f"{count} pay dates") in flat(pages[0])


def test_a_date_moved_by_hand_is_on_the_handout(books: Store) -> None:
    books.do(move_pay_date, date(2027, 1, 8), date(2027, 1, 7), "Bank is closed")
    pages = pages_of(render(PAY_CALENDAR, books.ask(PAY_CALENDAR.gather, 2027), Paper.LETTER))
    assert flat("moved from Fri, Jan 8: Bank is closed") in flat(pages[0])
