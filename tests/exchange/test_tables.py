"""Lists in a terminal and as JSON."""

import json
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
    TEXT,
    WHOLE,
    OutColumn,
    money_in,
)
from mspdesk.exchange.tables import as_json, as_table, json_rows

from .hostile import HOSTILE


@dataclass(frozen=True, slots=True)
class Line:
    """A row to show."""

    client: str
    minutes: int
    revenue: int


COLUMNS = (
    OutColumn[Line]("Client", TEXT, lambda line: line.client),
    OutColumn[Line]("Minutes", MINUTES, lambda line: line.minutes),
    OutColumn[Line]("Revenue", money_in(), lambda line: line.revenue),
)


def test_a_list_is_aligned_for_a_terminal() -> None:
    lines = [Line("Bluebird Catering (West)", 1451, 3_031_106), Line("王小明", 20, -500)]

    assert as_table(COLUMNS, lines, Line("Total", 1471, 3_030_606)).splitlines() == [
        "Client                    Minutes     Revenue",
        "------------------------  -------  ----------",
        "Bluebird Catering (West)     1451  $30,311.06",
        "王小明                         20      -$5.00",
        "------------------------  -------  ----------",
        "Total                        1471  $30,306.06",
    ]


def test_an_empty_list_says_so() -> None:
    assert as_table(COLUMNS, []) == "Nothing to show"


@pytest.mark.parametrize(
    "text", [*HOSTILE, "\x1b[31mred", "\x9b31mred", "a\x00\x07b", "half \ud83d"]
)
def test_no_text_moves_the_cursor_or_the_reading_direction(text: str) -> None:
    shown = as_table(COLUMNS, [Line(text, 1, 1)])

    assert shown.count("\n") == 2
    assert not {"\x1b", "\r", "\t", "\u202e", "\x00", "\x07", "\x9b"} & set(shown)
    assert shown.encode()


def test_json_keeps_money_as_text_and_minutes_as_numbers() -> None:
    rows = json_rows(COLUMNS, [Line("Bluebird", 1451, 3_031_106)])

    assert rows == [{"client": "Bluebird", "minutes": 1451, "revenue": "30311.06"}]
    assert json.loads(as_json(rows)) == rows
    assert as_json(rows).endswith("]\n")


def test_json_of_every_kind() -> None:
    made = datetime(2026, 3, 11, 9, 14)
    columns = [
        OutColumn[None]("Day", DATE, lambda _: date(2026, 3, 11)),
        OutColumn[None]("At", MOMENT, lambda _: made),
        OutColumn[None]("Hours", HOURS, lambda _: 45),
        OutColumn[None]("Tax rate", PERCENT, lambda _: 88_750),
        OutColumn[None]("Billable", FLAG, lambda _: True),
        OutColumn[None]("Count", WHOLE, lambda _: 3),
        OutColumn[None]("Nothing", TEXT, lambda _: None, "source_id"),
    ]

    assert json_rows(columns, [None]) == [
        {
            "day": "2026-03-11",
            "at": "2026-03-11T09:14",
            "hours": "0.75",
            "tax_rate": "8.875",
            "billable": True,
            "count": 3,
            "source_id": None,
        }
    ]
    assert json.loads(as_json({"as_of": date(2026, 1, 2), "open_invoices": 0})) == {
        "as_of": "2026-01-02",
        "open_invoices": 0,
    }
    with pytest.raises(TypeError):
        as_json({"amount": {1, 2}})
