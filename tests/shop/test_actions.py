"""What people do to the company's own record, on both kinds of books."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from sqlalchemy.orm import Session

from mspdesk.database.action import action
from mspdesk.database.store import Store
from mspdesk.errors import Conflict, Trouble, UserError
from mspdesk.shop import actions, queries, rules
from mspdesk.shop.queries import address_lines

pytestmark = pytest.mark.usefixtures("clock")


def _shop(store: Store, **choices: object) -> queries.ShopRow:
    store.do(actions.set_up, "Quillfeather IT", 15_000, "US", choices)
    return store.ask(queries.shop)


def test_books_without_a_shop_say_so(store: Store) -> None:
    assert store.ask(queries.find_shop) is None
    with pytest.raises(Trouble):
        store.ask(queries.shop)


def test_a_new_shop_has_what_its_country_brings(store: Store) -> None:
    shop = _shop(store)
    assert (shop.currency, shop.paper, shop.rate) == ("USD", "Letter", 15_000)
    assert shop.after_hours_factor == 20_000
    assert store.ask(queries.calendar).hours == dict(rules.DEFAULT_HOURS)
    assert len(store.ask(queries.holidays, 2026)) == 10


def test_choices_win_over_the_country(store: Store) -> None:
    shop = _shop(store, currency="EUR", paper="A4", trip_charge=7_500)
    assert (shop.currency, shop.paper, shop.trip_charge) == ("EUR", "A4", 7_500)


@pytest.mark.parametrize(
    ("name", "rate", "country", "field"),
    [("  ", 15_000, "US", "name"), ("Q", 0, "US", "rate"), ("Q", 15_000, "XX", "country")],
)
def test_a_shop_needs_name_rate_and_country(
    store: Store, name: str, rate: int, country: str, field: str
) -> None:
    with pytest.raises(UserError) as refused:
        store.do(actions.set_up, name, rate, country)
    assert refused.value.field == field
    assert store.ask(queries.find_shop) is None


def test_books_hold_one_shop(store: Store) -> None:
    _shop(store)
    with pytest.raises(UserError):
        store.do(actions.set_up, "Another", 15_000, "US")


def test_a_change_is_kept_and_can_be_undone(store: Store) -> None:
    shop = _shop(store)
    store.do(actions.edit_shop, shop.version, {"name": " Quill ", "rate": 16_500})
    assert store.ask(queries.shop).name == "Quill"
    store.undo()
    assert store.ask(queries.shop).rate == 15_000


def test_the_second_of_two_changes_is_told(store: Store) -> None:
    shop = _shop(store)
    store.do(actions.edit_shop, shop.version, {"city": "Duluth"})
    with pytest.raises(Conflict):
        store.do(actions.edit_shop, shop.version, {"city": "Superior"})
    assert store.ask(queries.shop).city == "Duluth"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", " "),
        ("rate", 0),
        ("trip_charge", -1),
        ("after_hours_factor", 9_999),
        ("increment_minutes", 0),
        ("billability_target", 101),
        ("fiscal_year_month", 13),
        ("country", "XX"),
    ],
)
def test_a_figure_outside_its_bounds_is_refused_by_name(
    store: Store, field: str, value: object
) -> None:
    shop = _shop(store)
    with pytest.raises(UserError) as refused:
        store.do(actions.edit_shop, shop.version, {field: value})
    assert refused.value.field == field
    assert store.ask(queries.shop) == shop


def test_hours_are_replaced_whole(store: Store) -> None:
    _shop(store)
    store.do(actions.set_hours, {0: (540, 1020), 5: (540, 720)})
    assert store.ask(queries.calendar).hours == {0: (540, 1020), 5: (540, 720)}
    with pytest.raises(UserError):
        store.do(actions.set_hours, {0: (600, 600)})
    assert store.ask(queries.calendar).hours == {0: (540, 1020), 5: (540, 720)}


def test_a_calendar_knows_the_years_around(store: Store) -> None:
    _shop(store)
    calendar = store.ask(queries.calendar)
    assert date(2026, 7, 3) in calendar.closed
    assert date(2025, 12, 25) in calendar.closed
    assert calendar.open_minutes(date(2027, 1, 1)) is None
    assert date(2030, 12, 25) in store.ask(queries.calendar, 2030).closed


def test_holidays_come_in_order_and_say_when_there_is_none(store: Store) -> None:
    _shop(store)
    store.do(actions.add_holiday, "Leap day", "fixed 02-29")
    rows = store.ask(queries.holidays, 2026)
    assert [row.on for row in rows[:2]] == [date(2026, 1, 1), date(2026, 1, 19)]
    assert (rows[-1].name, rows[-1].on) == ("Leap day", None)


def test_a_plain_date_is_a_holiday_of_that_year(store: Store) -> None:
    _shop(store)
    store.do(actions.add_holiday, "Town fair", "2026-08-03")
    assert store.ask(queries.holidays, 2026)[-1].name != "Town fair"
    assert date(2026, 8, 3) in store.ask(queries.calendar).closed


@pytest.mark.parametrize(
    ("name", "rule", "field"),
    [
        (" ", "fixed 12-24", "name"),
        ("Eve", "soon", "rule"),
        ("christmas DAY", "fixed 12-25", "name"),
    ],
)
def test_a_holiday_without_name_or_day_or_twice_is_refused(
    store: Store, name: str, rule: str, field: str
) -> None:
    _shop(store)
    with pytest.raises(UserError) as refused:
        store.do(actions.add_holiday, name, rule)
    assert refused.value.field == field


def test_a_tax_keeps_its_code_to_itself(store: Store) -> None:
    _shop(store)
    first = store.do(actions.save_tax_code, "MN", "Minnesota", 68_750)
    with pytest.raises(UserError) as refused:
        store.do(actions.save_tax_code, " MN ", "Again", 10_000)
    assert refused.value.field == "code"
    store.do(actions.save_tax_code, "MN", "", 70_000, first)
    (row,) = store.ask(queries.tax_codes)
    assert (row.code, row.name, row.rate) == ("MN", "MN", 70_000)
    with pytest.raises(UserError):
        store.do(actions.save_tax_code, "X", "", 1_000_000)


def test_a_logo_that_is_no_picture_is_refused(store: Store) -> None:
    _shop(store)
    with pytest.raises(UserError) as refused:
        store.do(actions.set_logo, b"\x89PNG\r\n\x1a\n no, it is none")
    assert refused.value.field == "logo"
    assert store.ask(queries.shop).logo == ""


# Number series.


@action("Take a number")
def _take(session: Session, kind: str, year: int = 0) -> str:
    return actions.next_number(session, kind, year)


@action("Take a number and fail")
def _take_and_fail(session: Session, kind: str) -> str:
    actions.next_number(session, kind)
    raise UserError("Never mind.")


def test_numbers_are_written_as_the_shop_writes_them(store: Store) -> None:
    _shop(store)
    assert [store.do(_take, "client") for _ in range(2)] == ["C0001", "C0002"]
    assert store.do(_take, "ticket") == "T000001"
    assert store.do(_take, "invoice", 2026) == "2026-0001"
    assert store.do(_take, "invoice", 2027) == "2027-0001"
    assert store.do(_take, "invoice", 2026) == "2026-0002"


def test_a_number_of_a_step_that_failed_is_given_again(store: Store) -> None:
    _shop(store)
    assert store.do(_take, "client") == "C0001"
    with pytest.raises(UserError):
        store.do(_take_and_fail, "client")
    assert store.do(_take, "client") == "C0002"


def test_two_writers_leave_no_gap_and_take_none_twice(
    store: Store, again: Callable[[], Store]
) -> None:
    """Forty numbers by two hands: one file has one writer, a server has two computers."""
    _shop(store)
    hands = [store, store if store.place.endswith(".db") else again()]
    start = Barrier(2)

    def hand(own: Store) -> list[str]:
        start.wait()
        return [own.do(_take, "invoice", 2026) for _ in range(20)]

    with ThreadPoolExecutor(2) as two:
        found = [number for numbers in two.map(hand, hands) for number in numbers]
    assert sorted(found) == [f"2026-{n:04d}" for n in range(1, 41)]


def test_a_block_of_numbers_is_taken_at_once(store: Store) -> None:
    _shop(store)

    @action("Reserve")
    def _reserve(session: Session, count: int) -> list[str]:
        return actions.reserve(session, "client", count)

    assert store.do(_reserve, 3) == ["C0001", "C0002", "C0003"]
    assert store.do(_reserve, 0) == []
    assert store.do(_take, "client") == "C0004"


def test_a_series_never_goes_back(store: Store) -> None:
    _shop(store)

    @action("Move past")
    def _past(session: Session, highest: int) -> None:
        actions.move_past(session, "ticket", highest)

    store.do(_past, 900)
    store.do(_past, 20)
    assert store.do(_take, "ticket") == "T000901"


def test_a_series_can_be_set_forward_and_written_otherwise(store: Store) -> None:
    _shop(store)
    store.do(actions.set_series, "invoice", 2026, "INV-{year}-{n:05d}", 313)
    assert store.do(_take, "invoice", 2026) == "INV-2026-00313"
    with pytest.raises(UserError) as refused:
        store.do(actions.set_series, "invoice", 2026, "INV-{year}-{n:05d}", 313)
    assert refused.value.field == "next_one"
    assert store.do(_take, "invoice", 2027) == "INV-2027-00001"


def test_series_not_used_yet_stand_with_their_usual_pattern(store: Store) -> None:
    _shop(store)
    rows = {row.kind: row for row in store.ask(queries.series)}
    assert set(rows) == set(rules.SERIES)
    assert (rows["invoice"].pattern, rows["invoice"].next) == ("{year}-{n:04d}", 1)


# Addresses.


@pytest.mark.parametrize(
    ("country", "home", "lines"),
    [
        ("US", "US", ("612 Harbor View Ave", "Duluth, MN 55802")),
        ("US", "DE", ("612 Harbor View Ave", "Duluth, MN 55802", "United States")),
        ("DE", "DE", ("612 Harbor View Ave", "55802 Duluth, MN")),
    ],
)
def test_an_address_stands_as_on_envelopes(country: str, home: str, lines: tuple[str, ...]) -> None:
    found = address_lines("612 Harbor View Ave\n ", "Duluth", "MN", "55802", country, home)
    assert found == lines


def test_an_address_with_parts_missing_has_no_stray_commas() -> None:
    assert address_lines("", "Duluth", "", "", "US") == ("Duluth",)
    assert address_lines("", "", "MN", "", "US") == ("MN",)
    assert address_lines("", "", "", "", "US") == ()
    assert address_lines("1 Elm\r\nSuite 2", "", "", "55802", "US") == (
        "1 Elm",
        "Suite 2",
        "55802",
    )
