"""Workbooks as we write them: real dates, real numbers, text that is only text."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from mspdesk.errors import Trouble, UserError
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
    OutColumn,
    money_in,
)
from mspdesk.exchange.export import write_table
from mspdesk.exchange.workbook import Sheet, write_xlsx
from mspdesk.money import Currency
from mspdesk.progress import Progress

from .hostile import HOSTILE


@dataclass(frozen=True, slots=True)
class Line:
    """A row with a value of every kind."""

    name: str | None = "Acme"
    day: date | None = date(2026, 3, 11)
    at: datetime | None = datetime(2026, 3, 11, 9, 14)
    minutes: int | None = 45
    amount: int | None = -148_550
    quantity: int | None = 17_500
    rate: int | None = 88_750
    flag: bool | None = True
    count: int | None = 3


COLUMNS = (
    OutColumn[Line]("Client", TEXT, lambda line: line.name),
    OutColumn[Line]("Date", DATE, lambda line: line.day),
    OutColumn[Line]("Started", MOMENT, lambda line: line.at),
    OutColumn[Line]("Minutes", MINUTES, lambda line: line.minutes),
    OutColumn[Line]("Hours", HOURS, lambda line: line.minutes),
    OutColumn[Line]("Amount", money_in(), lambda line: line.amount),
    OutColumn[Line]("Quantity", QUANTITY, lambda line: line.quantity),
    OutColumn[Line]("Tax rate", PERCENT, lambda line: line.rate),
    OutColumn[Line]("Billable", FLAG, lambda line: line.flag),
    OutColumn[Line]("Count", WHOLE, lambda line: line.count),
)
NOTHING = Line(None, None, None, None, None, None, None, None, None)


def opened(path: Path) -> Any:
    """The first sheet of a file, as another program reads it."""
    return load_workbook(path).worksheets[0]


def written(path: Path, *lines: Line, **more: Any) -> Any:
    """The first sheet of a file of some lines."""
    write_xlsx(path, [Sheet[Line]("List", COLUMNS, lines, **more)])
    return opened(path)


@pytest.mark.system("S143")
def test_dates_and_numbers_are_real(tmp_path: Path) -> None:
    page = written(tmp_path / "list.xlsx", Line(), NOTHING)

    assert [cell.value for cell in page[1]] == [column.title for column in COLUMNS]
    assert [cell.value for cell in page[2]] == [
        "Acme",
        datetime(2026, 3, 11),
        datetime(2026, 3, 11, 9, 14),
        45,
        0.75,
        -1485.5,
        1.75,
        0.08875,
        True,
        3,
    ]
    assert [cell.data_type for cell in page[2]] == ["s", "d", "d", *"nnnnn", "b", "n"]
    assert page["B2"].number_format == "yyyy-mm-dd"
    assert page["F2"].number_format == "#,##0.00"
    assert page["H2"].number_format.endswith("%")
    assert all(cell.value is None for cell in page[3])


def test_the_header_is_bold_frozen_filtered_and_repeated(tmp_path: Path) -> None:
    page = written(tmp_path / "list.xlsx", Line(name="A very long name of a client, indeed"))

    assert page["A1"].font.bold
    assert page.freeze_panes == "A2"
    assert page.auto_filter.ref == "A1:J2"
    assert page.print_title_rows == "$1:$1"
    assert page.column_dimensions["A"].width == len("A very long name of a client, indeed") + 2
    assert page.column_dimensions["B"].width == len("2026-03-11") + 2


def test_report_lines_stand_above_and_sums_below(tmp_path: Path) -> None:
    page = written(
        tmp_path / "report.xlsx", Line(), Line(), above=("Revenue", "=March 2026"), totals=True
    )

    assert (page["A1"].value, page["A2"].value, page["A2"].data_type) == (
        "Revenue",
        "=March 2026",
        "s",
    )
    assert page.freeze_panes == "A4"
    assert page["A6"].value == "Total"
    assert page["F6"].value == "=SUM(F4:F5)"
    assert page["F6"].data_type == "f"
    assert page["H6"].value is None


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_becomes_a_formula(tmp_path: Path, text: str) -> None:
    page = written(tmp_path / "list.xlsx", Line(name=text), Line(name="next"))

    assert page["A2"].data_type == "s"
    assert page["A2"].value == re.sub("_(?=x[0-9A-F]{4}_)", "_x005F_", text.replace("\r", "\n"))
    assert (page["A3"].value, page["A3"].data_type) == ("next", "s")


def test_control_characters_are_dropped(tmp_path: Path) -> None:
    page = written(tmp_path / "list.xlsx", Line(name="a\x00\x01\x0b\ud83db\uffff"))

    assert page["A2"].value == "a\ufffdb"


def test_a_text_too_long_for_a_cell_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    written(path, Line(name="x" * 32_767))
    before = path.read_bytes()

    with pytest.raises(UserError, match=r"“Client” in row 3 is longer"):
        written(path, Line(), Line(name="x" * 32_768))

    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["list.xlsx"]


def test_what_a_spreadsheet_counts_wrong_is_written_as_text(tmp_path: Path) -> None:
    page = written(
        tmp_path / "list.xlsx",
        Line(day=date(1900, 2, 28), at=datetime(1899, 12, 31, 5), amount=10**17, count=10**15),
        Line(day=date(1900, 3, 1), amount=10**15 - 1),
    )

    assert [page[place].value for place in ("B2", "C2", "F2", "J2")] == [
        "1900-02-28",
        "1899-12-31 05:00",
        "1000000000000000.00",
        "1000000000000000",
    ]
    assert page["B3"].value == datetime(1900, 3, 1)
    assert page["F3"].value == 9999999999999.99


def test_currencies_keep_their_decimals(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    columns = [
        OutColumn[int](code, money_in(Currency(code)), lambda amount: amount)
        for code in ("JPY", "USD", "KWD")
    ]
    write_xlsx(path, [Sheet[int]("Money", columns, [12_345])])

    assert [cell.value for cell in opened(path)[2]] == [12345, 123.45, 12.345]
    assert [cell.number_format for cell in opened(path)[2]] == ["#,##0", "#,##0.00", "#,##0.000"]


def test_sheet_names_are_made_to_fit_and_to_differ(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    names = ["a/b:c", "A b c", "", "x" * 40, "x" * 50, "'quoted'"]
    write_xlsx(path, [Sheet[Line](name, COLUMNS, []) for name in names])

    assert load_workbook(path).sheetnames == [
        "a b c",
        "A b c (2)",
        "Sheet",
        "x" * 31,
        "x" * 27 + " (2)",
        "quoted",
    ]


def test_a_list_is_written_by_the_ending_of_its_name(tmp_path: Path) -> None:
    assert write_table(tmp_path / "a.xlsx", "Time", COLUMNS, [Line()]) == 1
    assert write_table(tmp_path / "a.csv", "Time", COLUMNS, [Line()]) == 1
    assert write_table(tmp_path / "a.json", "Time", COLUMNS, [Line()]) == 1
    assert load_workbook(tmp_path / "a.xlsx").sheetnames == ["Time"]
    with pytest.raises(UserError, match=r"\.csv, \.xlsx or \.json"):
        write_table(tmp_path / "a.doc", "Time", COLUMNS, [Line()])


def test_writing_tells_how_far(tmp_path: Path) -> None:
    told: list[tuple[int, int, str]] = []
    sheet = Sheet[int]("N", [OutColumn[int]("N", WHOLE, lambda n: n)], range(2_500), total=2_500)
    write_xlsx(tmp_path / "n.xlsx", [sheet], Progress(lambda *step: told.append(step)))

    assert told == [(1_000, 2_500, "1,000 rows"), (2_000, 2_500, "2,000 rows")]


def test_a_folder_that_is_not_there_is_trouble(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="folder"):
        write_xlsx(tmp_path / "none" / "list.xlsx", [Sheet[Line]("List", COLUMNS, [])])
