"""Workbooks other people made: read as they look, refused in one sentence."""

import time
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from xml.etree.ElementTree import ParseError

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from mspdesk.errors import Cancelled, Trouble, UserError
from mspdesk.exchange.columns import DATE, MOMENT, PERCENT, QUANTITY, TEXT, OutColumn, money_in
from mspdesk.exchange.reading import open_table
from mspdesk.exchange.workbook import Sheet, read_xlsx, write_xlsx
from mspdesk.exchange.workbook_child import Caps, gather
from mspdesk.progress import Progress

from .crafted import (
    GOOD,
    SHEET_PART,
    STRINGS_PART,
    STYLES,
    TYPES,
    book,
    million_rows,
    number,
    pack,
    pack_with,
    parts,
    row,
    sheet,
    strings,
    swollen_text,
    text,
)
from .hostile import HOSTILE

# The reading process keeps the library's remarks to itself; here there is no such process.
pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")


@dataclass(frozen=True, slots=True)
class Line:
    """A row to write and to read back."""

    name: str
    amount: int
    day: date
    at: datetime
    rate: int
    quantity: int


COLUMNS = (
    OutColumn[Line]("Name", TEXT, lambda line: line.name),
    OutColumn[Line]("Amount", money_in(), lambda line: line.amount),
    OutColumn[Line]("Day", DATE, lambda line: line.day),
    OutColumn[Line]("At", MOMENT, lambda line: line.at),
    OutColumn[Line]("Rate", PERCENT, lambda line: line.rate),
    OutColumn[Line]("Quantity", QUANTITY, lambda line: line.quantity),
)


def told(path: Path, caps: Caps | None = None) -> str:
    """The sentence with which a workbook is refused, without the process around it."""
    answers = list(gather(path, None, caps or Caps()))
    assert answers[-1][0] == "refused", answers[-1]
    sentence = str(answers[-1][1])
    assert "\n" not in sentence
    assert "Traceback" not in sentence
    return sentence


def cells(path: Path) -> list[list[str]]:
    """The rows of a workbook, without the process around it."""
    rows: list[list[str]] = []
    for kind, answer in gather(path, None, Caps()):
        assert kind != "refused", answer
        if kind == "rows":
            rows += [found for _, found in answer]
    return rows


def first_cells(tmp_path: Path, *values: str, early: bool = False) -> list[str]:
    """What a row of cells written as XML is read as."""
    xml = sheet(row(1, *(text(f"{letter}1", letter) for letter in "ABCDEFGH")) + row(2, *values))
    return cells(pack(tmp_path / "list.xlsx", parts(xml, book=book(early=early))))[0]


# --- what is read -------------------------------------------------------------------------------


def test_a_workbook_comes_through_its_own_process(tmp_path: Path) -> None:
    table = open_table(pack(tmp_path / "list.xlsx", parts(GOOD)))

    assert table.headers == ["Name", "Amount", "Day"]
    assert [(found.line, found.cells) for found in table.rows()] == [
        (2, {"Name": "Acme", "Amount": "12.5", "Day": "2026-03-11"})
    ]
    assert table.notices == []


def test_hostile_text_comes_back_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    names = [name for name in HOSTILE if "\r" not in name]
    columns = [OutColumn[str]("Name", TEXT, lambda name: name)]
    write_xlsx(path, [Sheet[str]("List", columns, names)])

    assert list(read_xlsx(path).column("Name")) == names


NAMES = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], include_characters="\t\n"),
    min_size=1,
    max_size=20,
).filter(lambda name: "\ufffe" not in name and "\uffff" not in name)
LINES = st.builds(
    Line,
    NAMES,
    st.integers(-(10**12), 10**12),
    st.dates(date(1900, 3, 1), date(2200, 12, 31)),
    st.datetimes(datetime(1900, 3, 1), datetime(2200, 12, 31)).map(
        lambda at: at.replace(microsecond=0)
    ),
    st.integers(0, 10**6),
    st.integers(-(10**9), 10**9),
)


@settings(max_examples=60, deadline=None)
@given(lines=st.lists(LINES, min_size=1, max_size=5))
def test_everything_comes_back(tmp_path_factory: pytest.TempPathFactory, lines: list[Line]) -> None:
    path = tmp_path_factory.mktemp("xlsx") / "list.xlsx"
    write_xlsx(path, [Sheet[Line]("List", COLUMNS, lines)])

    for line, (name, amount, day, at, rate, quantity) in zip(lines, cells(path), strict=True):
        assert name == line.name
        assert float(amount) == line.amount / 100
        assert date.fromisoformat(day) == line.day
        assert datetime.fromisoformat(at) == line.at
        assert float(rate.removesuffix("%")) == line.rate / 10_000
        assert float(quantity) == line.quantity / 10_000


def test_cells_are_read_as_they_look(tmp_path: Path) -> None:
    assert first_cells(
        tmp_path,
        number("A2", "9165550100"),
        number("B2", "0.30000000000000004"),
        number("C2", "0.08875", 2),
        number("D2", "1.0416666666666667", 3),
        number("E2", "0.38472222222222224", 4),
        number("F2", "46092.384722222225", 1),
        '<c r="G2" t="b"><v>1</v></c>',
        '<c r="H2" t="e"><v>#N/A</v></c>',
    ) == ["9165550100", "0.3", "8.875%", "25:00", "9:14", "2026-03-11T09:14", "yes", "#N/A"]


@pytest.mark.parametrize("serial", ["-5", "0.5E1", "59", "60", "2958466", "99999999"])
def test_dates_no_spreadsheet_has_are_marked(tmp_path: Path, serial: str) -> None:
    assert first_cells(tmp_path, number("A2", serial, 1)) == ["#DATE!"]


def test_the_first_and_the_last_date(tmp_path: Path) -> None:
    found = first_cells(tmp_path, number("A2", "61", 1), number("B2", "2958465", 1))

    assert found == ["1900-03-01", "9999-12-31"]


def test_dates_counted_from_1904(tmp_path: Path) -> None:
    found = first_cells(tmp_path, number("A2", "0.5E1", 1), number("B2", "44630", 1), early=True)

    assert found == ["1904-01-06", "2026-03-11"]


def test_formulas_show_their_last_result_and_merged_cells_their_first(tmp_path: Path) -> None:
    found = first_cells(
        tmp_path,
        '<c r="A2"><f>1+1</f><v>2</v></c>',
        '<c r="B2"><f>HYPERLINK("x")</f></c>',
        number("C2", "5"),
    )

    assert found == ["2", "", "5"]


def test_shared_texts_and_rich_ones(tmp_path: Path) -> None:
    xml = sheet(row(1, '<c r="A1" t="s"><v>0</v></c>') + row(5, '<c r="A5" t="s"><v>1</v></c>'))
    items = "<si><t>Plain</t></si><si><r><t>te</t></r><r><rPr><b/></rPr><t>xt</t></r></si>"
    shared = strings().replace("</sst>", f"{items}</sst>")
    path = pack(tmp_path / "a.xlsx", parts(xml, strings=shared))

    assert list(gather(path, None, Caps())) == [
        ("header", ["Plain"]),
        ("rows", [(5, ["text"])]),
        ("done", []),
    ]


def test_a_sheet_is_chosen_by_name_and_hidden_ones_are_not_offered(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    made = Workbook()
    made.remove(made.worksheets[0])
    for title in ("Secret", "Clients", "Sites"):
        made.create_sheet(title).append([title])
    made.worksheets[0].sheet_state = "hidden"
    made.save(path)

    assert read_xlsx(path).headers == ["Clients"]
    (told,) = read_xlsx(path).notices
    assert told.startswith("The sheet “Clients” was read; the workbook has 2 sheets.")
    assert read_xlsx(path, "Sites").headers == ["Sites"]
    with pytest.raises(UserError, match=r"no sheet “Secret”\. It has: Clients, Sites"):
        read_xlsx(path, "Secret")


def test_fonts_and_links_that_the_library_refuses_do_not_matter(tmp_path: Path) -> None:
    odd = STYLES.replace("<patternFill/>", "").replace("<font/>", '<font><sz val="a"/></font>')
    linked = GOOD.replace("</sheetData>", "</sheetData><hyperlinks><hyperlink/></hyperlinks>")

    assert cells(pack(tmp_path / "a.xlsx", parts(linked, styles=odd))) == [
        ["Acme", "12.5", "2026-03-11"]
    ]


def test_a_row_far_below_titles_is_found_with_its_number_and_what_stands_beside(
    tmp_path: Path,
) -> None:
    header = row(3, text("B3", "Name"), text("C3", "City"), text("D3", "Phone"))
    far = row(900_000, text("B900000", "Acme"), text("F900000", "ask Bob"))
    xml = sheet(row(1, text("A1", "Customers")) + header + far)
    table = read_xlsx(pack(tmp_path / "a.xlsx", parts(xml)))

    assert table.headers == ["Column 1", "Name", "City", "Phone", "Column 5", "Column 6"]
    assert [(found.line, found.cells["Name"]) for found in table.rows()] == [(900_000, "Acme")]
    assert table.notices == [
        "The columns are named in line 3; what stands above was left out.",
        "Column 1 has no name of its own; it is called “Column 1” here.",
        "Row 900000 has cells right of the last named column, from “Column 5” on.",
    ]


# --- what is refused ----------------------------------------------------------------------------


def test_a_cell_in_the_last_corner_costs_nothing(tmp_path: Path) -> None:
    corner = row(1_048_576, text("XFD1048576", "x"))
    path = pack(tmp_path / "a.xlsx", parts(sheet(corner, '<dimension ref="A1:XFD1048576"/>')))
    assert path.stat().st_size < 4096
    begun = time.monotonic()

    with pytest.raises(UserError, match="beyond column 200"):
        read_xlsx(path)

    assert time.monotonic() - begun < 10


def test_a_size_that_is_only_claimed_costs_nothing(tmp_path: Path) -> None:
    claimed = GOOD.replace("<sheetData>", '<dimension ref="A1:XFD1048576"/><sheetData>')

    assert cells(pack(tmp_path / "a.xlsx", parts(claimed))) == [["Acme", "12.5", "2026-03-11"]]


def test_a_file_that_swells_is_refused_before_it_does(tmp_path: Path) -> None:
    path = pack_with(tmp_path / "a.xlsx", STRINGS_PART, swollen_text())
    assert path.stat().st_size < 600_000

    assert "far more than its size" in told(path)


def test_a_long_list_is_refused_by_its_length(tmp_path: Path) -> None:
    path = pack_with(tmp_path / "a.xlsx", SHEET_PART, million_rows())

    with pytest.raises(UserError, match=r"more than 50,000 rows\. Save it as \.csv"):
        read_xlsx(path)


def test_a_file_that_takes_too_long_or_too_much_is_given_up(tmp_path: Path) -> None:
    path = pack(tmp_path / "a.xlsx", parts(GOOD))

    with pytest.raises(UserError, match="takes too long to read"):
        read_xlsx(path, caps=Caps(seconds=-1))
    big = pack(
        tmp_path / "b.xlsx", parts(sheet(row(1, text("A1", "x" * 30_000_000))), styles=STYLES)
    )
    with pytest.raises(UserError):
        read_xlsx(big, caps=Caps(memory=100_000_000, ratio=10**6, cell=10**9))


LONG = "".join(map(str, range(200_000)))


def test_reading_tells_how_far_and_stops_when_asked(tmp_path: Path) -> None:
    rows = "".join(row(n, number(f"A{n}", str(n))) for n in range(1, 1_203))
    path = pack(tmp_path / "a.xlsx", parts(sheet(rows)))
    steps: list[int] = []
    progress = Progress(lambda done, *_: steps.append(done))

    assert len(read_xlsx(path, progress=progress).found) == 1_201
    assert steps == [500, 1_000, 1_201]
    progress.stop()
    with pytest.raises(Cancelled):
        read_xlsx(path, progress=progress)


DOCTYPE = '<?xml version="1.0"?><!DOCTYPE sst [<!ENTITY a "lol">]>'


@pytest.mark.parametrize(
    ("members", "words"),
    [
        (parts(GOOD) | {"../../evil": "x"}, "reach outside"),
        (parts(GOOD) | {"/etc/passwd": "x"}, "reach outside"),
        (parts(GOOD) | {"C:/x": "x"}, "reach outside"),
        (parts(GOOD) | {f"junk/{n}": "" for n in range(2_000)}, "too much"),
        ({"mimetype": "application/vnd.oasis", "content.xml": ""}, "OpenDocument"),
        (parts(GOOD) | {"xl/workbook.bin": ""}, "binary"),
        (parts(GOOD, strings=DOCTYPE + strings("&a;")), "damaged"),
        (parts(DOCTYPE.replace("sst", "worksheet") + GOOD), "damaged"),
        (parts(sheet("")), "is empty"),
        (parts(sheet(row(1, text("A1", "")))), "is empty"),
        (parts(sheet(row(1, text("GS1", "x")))), "beyond column 200"),
        (parts(sheet(row(1, text("A1", LONG)))), "million characters"),
    ],
)
def test_each_trick_has_its_sentence(
    tmp_path: Path, members: dict[str, str | bytes], words: str
) -> None:
    assert words in told(pack(tmp_path / "a.xlsx", members))


def test_an_old_or_protected_workbook_is_named(tmp_path: Path) -> None:
    path = tmp_path / "old.xls"
    path.write_bytes(b"\xd0\xcf\x11\xe0" + b"\0" * 600)

    with pytest.raises(UserError, match="without a password"):
        open_table(path)


def _garbled(path: Path) -> None:
    """Break the packed bytes of a workbook's sheet, not its lengths."""
    pack(path, parts(GOOD))
    with zipfile.ZipFile(path) as archive:
        start = archive.getinfo("xl/worksheets/sheet1.xml").header_offset
    raw = bytearray(path.read_bytes())
    raw[start + 60 : start + 90] = b"\xff" * 30
    path.write_bytes(raw)


def _cut(path: Path) -> None:
    """Leave out the end of a workbook."""
    pack(path, parts(GOOD))
    path.write_bytes(path.read_bytes()[:-200])


def _made(**others: str) -> Callable[[Path], None]:
    """What writes a workbook with one part that is wrong."""
    wrong = others.pop("sheet", GOOD)

    def write(path: Path) -> None:
        pack(path, parts(wrong, **others))

    return write


def _without(name: str) -> Callable[[Path], None]:
    """What writes a workbook with one part missing."""

    def write(path: Path) -> None:
        pack(path, {part: content for part, content in parts(GOOD).items() if part != name})

    return write


def _marked(place: int, value: int) -> Callable[[Path], None]:
    """What writes a workbook whose parts claim to be encrypted, or packed in a strange way."""

    def write(path: Path) -> None:
        raw = bytearray(pack(path, parts(GOOD)).read_bytes())
        for kind, start in ((b"PK\x01\x02", place), (b"PK\x03\x04", place - 2)):
            found = raw.find(kind)
            while found >= 0:
                raw[found + start] = value
                found = raw.find(kind, found + 1)
        path.write_bytes(raw)

    return write


# What the library raises for each, found by trying; reliability.md T14 counted nine kinds.
DAMAGED: list[tuple[type[Exception], Callable[[Path], None]]] = [
    (zipfile.BadZipFile, _cut),
    (zlib.error, _garbled),
    (ParseError, _made(sheet=GOOD.replace("</row>", "", 1))),
    (KeyError, _without("[Content_Types].xml")),
    (KeyError, _made(book=book().replace('r:id="rId1"', 'r:id="rId9"'))),
    (OSError, _made(types=TYPES.replace("sheet.main+xml", "nothing+xml"))),
    (ValueError, _made(sheet=GOOD.replace('r="B2"', 'r="2B"'))),
    (ValueError, _made(sheet=GOOD.replace("12.5", "12.5.5"))),
    (
        IndexError,
        _made(sheet=GOOD.replace('t="inlineStr"', 't="s"').replace("<is>", "<v>7</v><is>")),
    ),
    (TypeError, _made(book=book().replace(' sheetId="1"', ""))),
    (RuntimeError, _marked(8, 1)),
    (NotImplementedError, _marked(10, 99)),
]


def _read_plainly(path: Path) -> None:
    """Read a workbook with the bare library."""
    with path.open("rb") as file:
        for page in load_workbook(file, read_only=True, data_only=True).worksheets:
            list(page.iter_rows(max_row=100, max_col=100))


@pytest.mark.parametrize(("kind", "write"), DAMAGED)
def test_each_kind_of_damage_becomes_one_sentence(
    tmp_path: Path, kind: type[Exception], write: Callable[[Path], None]
) -> None:
    path = tmp_path / "a.xlsx"
    write(path)

    with pytest.raises(kind) as raised:
        _read_plainly(path)
    assert raised.type is kind
    with pytest.raises(UserError, match=r"damaged and cannot be read|packed in a strange way"):
        open_table(path)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no file"):
        read_xlsx(tmp_path / "none.xlsx")
    with pytest.raises((UserError, Trouble)):
        read_xlsx(tmp_path)
