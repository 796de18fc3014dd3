"""S039 ten company holidays: chosen, listed, changeable, the eleventh only counted gently."""

from datetime import date, datetime

import pytest

from mspdesk.app.program import Program
from mspdesk.app.setup import start_shop
from mspdesk.database.store import Store
from mspdesk.shop import actions, queries
from mspdesk.shop.queries.pay import pay_year
from mspdesk.shop.view import HoursPage
from mspdesk.widgets.buttons import Button
from tests.app.conftest import empty_program, program, shop

__all__ = ["empty_program", "program", "shop"]

pytestmark = [pytest.mark.system(39), pytest.mark.usefixtures("clock")]


def test_a_new_shop_starts_with_exactly_ten(store: Store) -> None:
    start_shop(store, "Quillfeather IT", 15_000, "US", {})
    rows = store.ask(queries.holidays, 2026)
    assert [row.on for row in rows] == [
        date(2026, 1, 1),
        date(2026, 1, 19),
        date(2026, 2, 16),
        date(2026, 5, 25),
        date(2026, 7, 3),
        date(2026, 9, 7),
        date(2026, 10, 12),
        date(2026, 11, 11),
        date(2026, 11, 26),
        date(2026, 12, 25),
    ]
    assert "Juneteenth" not in [row.name for row in rows]


@pytest.mark.parametrize(
    ("year", "days"),
    [
        (2017, "01-02 01-16 02-20 05-29 07-04 09-04 10-09 11-10 11-23 12-25"),
        # New Year 2028 is a Saturday: it is kept on the last Friday of the year before.
        (2027, "01-01 01-18 02-15 05-31 07-05 09-06 10-11 11-11 11-25 12-24 12-31"),
        (2028, "01-17 02-21 05-29 07-04 09-04 10-09 11-10 11-23 12-25"),
    ],
)
def test_each_is_kept_on_a_working_day(store: Store, year: int, days: str) -> None:
    start_shop(store, "Quillfeather IT", 15_000, "US", {})
    page = store.ask(pay_year, year)
    assert [on.isoformat() for on, _ in page.closed] == [f"{year}-{day}" for day in days.split()]
    assert page.listed == 10
    assert all(store.ask(queries.calendar, year).open_minutes(on) is None for on, _ in page.closed)


def test_the_list_is_editable_and_decides_what_is_after_hours(store: Store) -> None:
    start_shop(store, "Quillfeather IT", 15_000, "US", {})
    friday = datetime(2026, 6, 19, 10)
    assert store.ask(queries.calendar).segments(friday, 60) == [(False, 60)]
    store.do(actions.add_holiday, "Juneteenth", "fixed 06-19")
    assert store.ask(queries.calendar).segments(friday, 60) == [(True, 60)]
    columbus = next(r for r in store.ask(queries.holidays, 2026) if r.name == "Columbus Day")
    store.do(actions.remove_holiday, columbus.id)
    monday = datetime(2026, 10, 12, 10)
    assert store.ask(queries.calendar).segments(monday, 60) == [(False, 60)]


def test_the_page_counts_the_eleventh_gently(program: Program) -> None:
    window = program.window
    assert window.desk is not None
    page = HoursPage(window.desk)
    page.setParent(window)
    page.show()
    assert page._count.text() == "10 company holidays"
    offer = next(b for b in page.findChildren(Button) if b.words() == "Add Juneteenth")
    offer.click()
    assert page._count.text() == ("11 company holidays. Ten is the usual choice.")
    assert "Jun 19, 2026" in page.table.column("on")
    assert not offer.isVisible()
    page.table.select(page.table.rows()[0].id)
    next(b for b in page.findChildren(Button) if b.words() == "Remove the chosen one").click()
    assert page._count.text() == "10 company holidays"
