"""One description of a column serves every way out."""

from dataclasses import dataclass
from datetime import date, datetime

import pytest

from mspdesk.exchange.columns import (
    DATE,
    FLAG,
    HOURS,
    MINUTES,
    MOMENT,
    PERCENT,
    QUANTITY,
    TEXT,
    WHOLE,
    Kind,
    OutColumn,
    money_in,
    plain,
    plain_value,
    shown,
)
from mspdesk.money import Currency


@dataclass(frozen=True, slots=True)
class Line:
    """A row to write."""

    name: str
    amount: int | None


@pytest.mark.parametrize(
    ("kind", "value", "written"),
    [
        (TEXT, "Acme", "Acme"),
        (DATE, date(2026, 3, 11), "2026-03-11"),
        (MOMENT, datetime(2026, 3, 11, 9, 14), "2026-03-11 09:14"),
        (MOMENT, datetime(2026, 3, 11, 9, 14, 5), "2026-03-11 09:14:05"),
        (MINUTES, 45, "45"),
        (HOURS, 45, "0.75"),
        (HOURS, 20, "0.33"),
        (HOURS, -90, "-1.50"),
        (money_in(), -3750, "-37.50"),
        (money_in(Currency("JPY")), 1500, "1500"),
        (money_in(Currency("KWD")), 1500, "1.500"),
        (QUANTITY, 17_500, "1.75"),
        (PERCENT, 88_750, "8.875%"),
        (FLAG, True, "yes"),
        (FLAG, False, "no"),
        (WHOLE, 0, "0"),
    ],
)
def test_each_kind_has_one_written_form(kind: Kind, value: object, written: str) -> None:
    assert plain_value(kind, value) == written


@pytest.mark.parametrize("kind", [TEXT, DATE, MOMENT, MINUTES, HOURS, money_in(), FLAG, WHOLE])
def test_nothing_is_an_empty_cell(kind: Kind) -> None:
    assert plain_value(kind, None) == ""


def test_a_column_takes_its_value_from_any_row() -> None:
    column = OutColumn[Line]("Open amount", money_in(), lambda line: line.amount)

    assert plain(column, Line("Acme", 148_500)) == "1485.00"
    assert shown(column, Line("Acme", 148_500)) == "$1,485.00"
    assert shown(column, Line("Acme", None)) == ""
    assert column.json_key == "open_amount"
    assert OutColumn[Line]("90+", money_in(), lambda line: line.amount, "over").json_key == "over"
