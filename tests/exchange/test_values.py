"""Cells become what the program keeps, or a sentence that says what to type."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mspdesk import money
from mspdesk.errors import UserError
from mspdesk.exchange import values
from mspdesk.exchange.values import DateOrder, DecimalStyle, Phone
from mspdesk.money import Currency

from .hostile import HOSTILE

MONTH, DAY = DateOrder.MONTH_FIRST, DateOrder.DAY_FIRST
POINT, COMMA = DecimalStyle.POINT, DecimalStyle.COMMA


@pytest.mark.parametrize(
    ("cell", "order", "day"),
    [
        ("2026-03-11", None, date(2026, 3, 11)),
        ("2026-3-1", None, date(2026, 3, 1)),
        ("20260311", None, date(2026, 3, 11)),
        ("2026-03-11T09:14:05Z", None, date(2026, 3, 11)),
        ("2026-03-11 23:59", None, date(2026, 3, 11)),
        ("3/4/2026", MONTH, date(2026, 3, 4)),
        ("3/4/2026", DAY, date(2026, 4, 3)),
        ("3/3/2026", None, date(2026, 3, 3)),
        ("25/3/2026", None, date(2026, 3, 25)),
        ("3/25/26 9:14 AM", None, date(2026, 3, 25)),
        ("12-31-99", MONTH, date(1999, 12, 31)),
        ("11.3.2026", None, date(2026, 3, 11)),
        ("11. 3. 2026", MONTH, date(2026, 3, 11)),
        ("Mar 15 2024", None, date(2024, 3, 15)),
        ("March 15, 2024", None, date(2024, 3, 15)),
        ("15 Sept. 2024", None, date(2024, 9, 15)),
        ("15-Sep-24", None, date(2024, 9, 15)),
        ("46092.5", None, date(2026, 3, 11)),
        ("Fri, Mar 15, 2024", None, date(2024, 3, 15)),
        ("", None, None),
        ("  ", None, None),
        ("0/0/00", None, None),
    ],
)
def test_dates(cell: str, order: DateOrder | None, day: date | None) -> None:
    assert values.read_date(cell, order) == day


@pytest.mark.parametrize(
    "cell",
    [
        "4609",
        "96092",
        "2026-02-30",
        "13/13/2026",
        "0/1/2026",
        "soon",
        "1850-01-01",
        "#DATE!",
        "9999-01-01",
    ],
)
def test_what_is_no_date_is_refused(cell: str) -> None:
    with pytest.raises(UserError) as caught:
        values.read_date(cell, MONTH, "worked_on")

    assert caught.value.text == f"Type a date as 2026-03-11, not “{cell}”."
    assert caught.value.field == "worked_on"


def test_a_date_that_reads_two_ways_is_refused() -> None:
    with pytest.raises(UserError, match="can be March 4 or April 3"):
        values.read_date("3/4/2026")


@pytest.mark.parametrize(
    ("cells", "order", "ask", "shown"),
    [
        (["3/4/2026", "3/25/2026"], MONTH, False, ""),
        (["25/3/2026", "", "3/4/26 10:00"], DAY, False, ""),
        (["3/4/2026", "5/5/2026"], None, True, "3/4/2026"),
        (["25/3/2026", "3/25/2026", "3/4/2026"], None, True, "3/4/2026"),
        (["25/3/2026", "3/25/2026"], None, False, ""),
        (["5/5/2026", "2026-03-04", "4.3.2026"], None, False, ""),
        ([], None, False, ""),
    ],
)
def test_a_column_tells_its_order(
    cells: list[str], order: DateOrder | None, *, ask: bool, shown: str
) -> None:
    assert values.dates_seen(cells) == values.DatesSeen(order, ask, shown)


@pytest.mark.parametrize(
    ("cell", "moment"),
    [
        ("2026-03-11T09:14", datetime(2026, 3, 11, 9, 14)),
        ("2026-03-11 09:14:05", datetime(2026, 3, 11, 9, 14, 5)),
        ("2026-03-11 09:14:05.123", datetime(2026, 3, 11, 9, 14, 5)),
        ("3/25/2026 4:30 PM", datetime(2026, 3, 25, 16, 30)),
        ("3/25/2026, 12:05:09 am", datetime(2026, 3, 25, 0, 5, 9)),
        ("2026-03-11", datetime(2026, 3, 11)),
        ("46092.3847222222", datetime(2026, 3, 11, 9, 14)),
        ("", None),
    ],
)
def test_moments(cell: str, moment: datetime | None) -> None:
    assert values.read_moment(cell) == moment


def test_a_moment_with_a_zone_is_put_on_the_wall_clock() -> None:
    zoned = datetime.fromisoformat("2026-03-11T09:14:00+02:00")
    wall = zoned.astimezone().replace(tzinfo=None)

    assert values.read_moment("2026-03-11T09:14:00+02:00") == wall
    assert values.read_moment("2026-03-11T07:14:00Z") == wall
    assert values.read_moment("2026-03-11T0714Z".replace("T07", " 07:")) == wall


@pytest.mark.parametrize("cell", ["2026-03-11 25:00", "2026-03-11 9:99", "noon", "9:14"])
def test_what_is_no_moment_is_refused(cell: str) -> None:
    with pytest.raises(UserError, match=r"^Type a date"):
        values.read_moment(cell)


def test_times_of_day() -> None:
    assert values.read_clock("9:14") == 554
    assert values.read_clock("09:14:30") == 554
    assert values.read_clock("4:30 PM") == 990
    assert values.read_clock("") is None
    with pytest.raises(UserError):
        values.read_clock("25:00")


@pytest.mark.parametrize(
    ("cell", "style", "amount"),
    [
        ("1250.50", None, 125_050),
        ("$1,250.50", None, 125_050),
        ("1.250,50", None, 125_050),
        ("1,234,567", None, 123_456_700),
        ("1.234.567", None, 123_456_700),
        ("12,5", None, 1250),
        ("1250", None, 125_000),
        ("1,234", POINT, 123_400),
        ("1.234", COMMA, 123_400),
        ("1'234.50", None, 123_450),
        ("USD 12", None, 1200),
        ("(37.50)", None, -3750),
        ("-37.50", None, -3750),
        ("37.50-", None, -3750),
        ("\u221237.50", None, -3750),
        ("-$37.50", None, -3750),
        ("+5", None, 500),
        (".5", None, 50),
        ("5.", POINT, 500),
        ("0.50", None, 50),
        ("10 000.00", None, 1_000_000),
        ("", None, None),
    ],
)
def test_amounts(cell: str, style: DecimalStyle | None, amount: int | None) -> None:
    assert values.read_money(cell, style=style) == amount


@pytest.mark.parametrize("cell", ["1,234", "1.234", "12,345", "$9.999"])
def test_an_amount_that_reads_two_ways_is_refused(cell: str) -> None:
    with pytest.raises(UserError, match="or a small amount with decimals"):
        values.read_money(cell)


@pytest.mark.parametrize(
    ("cell", "style"),
    [
        ("12,50", POINT),
        ("12.50", COMMA),
        ("1,23,456", POINT),
        ("1,2345.00", POINT),
        ("1.2.3", None),
        ("1,234.5.6", None),
        ("NaN", None),
        ("inf", None),
        ("1e5", None),
        ("€5", None),
        ("-", None),
        ("--5", None),
        ("12.345", POINT),
        ("1" * 16, None),
        ("٣", None),
        ("abc", None),
    ],
)
def test_what_is_no_amount_is_refused(cell: str, style: DecimalStyle | None) -> None:
    with pytest.raises(UserError, match=r"^Type "):
        values.read_money(cell, style=style)


def test_currencies_without_and_with_three_decimals() -> None:
    assert values.read_money("¥1,500", Currency("JPY"), POINT) == 1500
    assert values.read_money("1.500 KWD", Currency("KWD"), POINT) == 1500
    with pytest.raises(UserError, match="at most 0 decimals"):
        values.read_money("1.5", Currency("JPY"))


@given(amount=st.integers(-(10**14), 10**14), code=st.sampled_from(["USD", "JPY", "KWD", "EUR"]))
def test_what_we_write_reads_back(amount: int, code: str) -> None:
    currency = Currency(code)

    assert values.read_money(money.plain(amount, currency), currency, POINT) == amount
    assert values.read_money(money.shown(amount, currency), currency, POINT) == amount
    assert values.read_quantity(money.quantity(amount)) == amount
    assert values.read_percent(money.percent(amount)) == amount


@pytest.mark.parametrize(
    ("cells", "style", "ask"),
    [
        (["1,234.50", "5"], POINT, False),
        (["1.234,50", "1.234"], COMMA, False),
        (["12,5"], COMMA, False),
        (["1,234,567"], POINT, False),
        (["1,234", "5"], None, True),
        (["1,50", "1.50"], None, True),
        (["5", "", "x"], None, False),
    ],
)
def test_a_column_tells_its_decimals(
    cells: list[str], style: DecimalStyle | None, *, ask: bool
) -> None:
    seen = values.decimals_seen(cells)

    assert (seen.style, seen.ask) == (style, ask)


@pytest.mark.parametrize(
    ("cell", "unit", "minutes"),
    [
        ("45", "minutes", 45),
        ("45.0", "minutes", 45),
        ("1.5", "hours", 90),
        ("2", "hours", 120),
        ("0.33", "hours", 20),
        ("0.333333", "hours", 20),
        ("0.333333333333333", "hours", 20),
        ("-0.75", "hours", -45),
        ("0:45", "minutes", 45),
        ("1:30:00", "hours", 90),
        ("0:44:30", "minutes", 45),
        ("1.5h", "minutes", 90),
        ("1h 30m", "minutes", 90),
        ("9:10-9:55", "minutes", 45),
        ("", "minutes", None),
    ],
)
def test_durations(cell: str, unit: Any, minutes: int | None) -> None:
    assert values.read_minutes(cell, unit) == minutes


@pytest.mark.parametrize("cell", ["0.75", "long", "9" * 5000, "99999999h", "1:75", "9:55-9:10"])
def test_what_is_no_duration_is_refused(cell: str) -> None:
    with pytest.raises(UserError, match=r"^Type time as 45, 0:45 or 1.5h"):
        values.read_minutes(cell)


@given(minutes=st.integers(-100_000, 100_000))
@example(minutes=-1)
def test_hours_of_two_decimals_read_back_exactly(minutes: int) -> None:
    from mspdesk.dates import hours

    assert values.read_minutes(hours(minutes), "hours") == minutes


@pytest.mark.parametrize(
    ("cell", "days"),
    [
        *(("Net 30", 30), ("30 days", 30), ("15", 15), ("2% 10 Net 30", 30), ("", None)),
        *(("Due on receipt", 0), ("Payable on receipt", 0), ("COD", 0)),
    ],
)
def test_terms(cell: str, days: int | None) -> None:
    assert values.read_terms(cell) == days
    with pytest.raises(UserError, match="like Net 30, not “EOM”"):
        values.read_terms("EOM")


def test_whole_numbers_flags_and_text() -> None:
    assert values.read_whole("1,200") == 1200
    assert values.read_whole("3.0") == 3
    assert values.read_whole("-2") == -2
    assert [values.read_flag(cell) for cell in ("Yes", "x", "FALSE", "0", "")] == [
        True,
        True,
        False,
        False,
        None,
    ]
    assert values.read_text(" a\x00b ") == "ab"
    for refused in (
        lambda: values.read_whole("3.5"),
        lambda: values.read_flag("maybe"),
        lambda: values.read_text("x" * 201, 200, "name"),
        lambda: values.read_text("#N/A"),
        lambda: values.read_percent("a lot"),
    ):
        with pytest.raises(UserError):
            refused()


@pytest.mark.parametrize(
    ("cell", "phone"),
    [
        ("(916) 555-0100", Phone("9165550100")),
        ("+1 916.555.0100 ext. 12", Phone("19165550100", "12")),
        ("916-555-0100x7", Phone("9165550100", "7")),
        ("916 555 0100 #9", Phone("9165550100", "9")),
        ("", None),
    ],
)
def test_phones(cell: str, phone: Phone | None) -> None:
    assert values.read_phone(cell) == phone
    assert values.phone_digits("+1 (916) 555") == "1916555"


@pytest.mark.parametrize("cell", ["ask Bob", "12", "1" * 18])
def test_what_is_no_phone_is_refused(cell: str) -> None:
    with pytest.raises(UserError, match="Type a phone number"):
        values.read_phone(cell)


READERS: list[Callable[[str], object]] = [
    values.read_date,
    values.read_moment,
    values.read_clock,
    values.read_money,
    values.read_minutes,
    lambda cell: values.read_minutes(cell, "hours"),
    values.read_quantity,
    values.read_percent,
    values.read_whole,
    values.read_flag,
    values.read_text,
    values.read_phone,
]


@given(
    cell=st.text(max_size=30)
    | st.text("0123456789.,-+/:' apmAPMTZ()$%h#x\u221211", max_size=20)
    | st.sampled_from(HOSTILE)
)
def test_no_cell_ends_in_anything_but_a_sentence(cell: str) -> None:
    for read in READERS:
        told = ""
        try:
            read(cell)
        except UserError as error:
            told = error.text
        assert told.replace("\u200c", "").replace("\u200d", "").isprintable()
    values.dates_seen([cell])
    values.decimals_seen([cell])
