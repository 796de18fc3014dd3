"""CSV as we write it, and CSV as other people do."""

import csv
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mspdesk.errors import Cancelled, UserError
from mspdesk.exchange import csv_files
from mspdesk.exchange.columns import DATE, TEXT, OutColumn, money_in
from mspdesk.exchange.text import guarded, unguarded
from mspdesk.progress import Progress

from .hostile import HOSTILE, LOSSY

Write = Callable[[str | bytes], Path]


@dataclass(frozen=True, slots=True)
class Line:
    """A row to write."""

    name: str
    amount: int | None
    day: date | None = None


COLUMNS = (
    OutColumn[Line]("Name", TEXT, lambda line: line.name),
    OutColumn[Line]("Amount", money_in(), lambda line: line.amount),
    OutColumn[Line]("Day", DATE, lambda line: line.day),
)


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a file and give its path."""

    def written(content: str | bytes) -> Path:
        path = tmp_path / "list.csv"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return written


def cells(path: Path) -> list[dict[str, str]]:
    """The rows of a file as our reader gives them."""
    return [row.cells for row in csv_files.read(path).rows()]


def refusal(path: Path) -> str:
    """The one sentence with which a file is refused."""
    with pytest.raises(UserError) as caught:
        list(csv_files.read(path).records())
    assert "\n" not in caught.value.text
    return caught.value.text


# --- writing ------------------------------------------------------------------------------------


def test_people_get_a_marked_file_with_every_cell_quoted(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"

    count = csv_files.write(path, COLUMNS, [Line("Löwe", -3750, date(2026, 3, 11))])

    assert count == 1
    assert path.read_bytes() == (
        b'\xef\xbb\xbf"Name","Amount","Day"\r\n"L\xc3\xb6we","-37.50","2026-03-11"\r\n'
    )


def test_text_is_guarded_and_our_own_numbers_are_not(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"

    csv_files.write(path, COLUMNS, [Line("=1+1", -1), Line("+1 555", 1), Line("AT&T", None)])

    with path.open(encoding="utf-8-sig", newline="") as file:
        written = list(csv.reader(file))[1:]
    assert written == [["'=1+1", "-0.01", ""], ["'+1 555", "0.01", ""], ["AT&T", "", ""]]


def test_a_whole_shop_file_is_as_its_makers_wrote_it(tmp_path: Path) -> None:
    path = tmp_path / "clients.csv"

    csv_files.write_raw(path, ["id", "name"], [[1, 'The "Best", Inc.'], [2, None], [3, "=1 ü"]])

    assert path.read_bytes() == (b'id,name\n1,"The ""Best"", Inc."\n2,\n3,=1 \xc3\xbc\n')
    again = csv_files.read(path, guarded=False)
    assert [found for _, found in again.records()] == [
        ["1", 'The "Best", Inc.'],
        ["2", ""],
        ["3", "=1 ü"],
    ]


def test_the_apostrophe_of_a_whole_shop_file_stays(tmp_path: Path) -> None:
    path = tmp_path / "clients.csv"
    csv_files.write_raw(path, ["name"], [["'=1"]])

    assert [found for _, found in csv_files.read(path, guarded=False).records()] == [["'=1"]]
    assert [found for _, found in csv_files.read(path).records()] == [["=1"]]


def test_writing_tells_how_far_and_leaves_nothing_when_stopped(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    progress = Progress(lambda done, total, _: told.append((done, total)))
    lines = [Line("x", n) for n in range(5_000)]
    csv_files.write(tmp_path / "a.csv", COLUMNS, lines, progress, 5_000)
    assert told == [(2_000, 5_000), (4_000, 5_000)]

    progress.stop()
    with pytest.raises(Cancelled):
        csv_files.write(tmp_path / "b.csv", COLUMNS, lines, progress, 5_000)
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]


# --- there and back -----------------------------------------------------------------------------


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_comes_back_as_it_was(tmp_path: Path, text: str) -> None:
    path = tmp_path / "list.csv"
    csv_files.write(path, COLUMNS, [Line(text, 1), Line("next", 2)])

    assert [row["Name"] for row in cells(path)] == [text, "next"]


@pytest.mark.parametrize(("text", "left"), LOSSY.items())
def test_what_no_text_may_hold_is_dropped(tmp_path: Path, text: str, left: str) -> None:
    path = tmp_path / "list.csv"
    csv_files.write(path, COLUMNS, [Line(text, 1)])

    assert [row["Name"] for row in cells(path)] == [left]


WRITABLE = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], include_characters="\t\n\r"),
    max_size=30,
).filter(lambda text: "\ufffe" not in text and "\uffff" not in text)
TRICKY = st.text("='+-@\t\r\n \"',;|a\uff1d", max_size=6)


@settings(max_examples=150, deadline=None)
@given(rows=st.lists(st.tuples(WRITABLE | TRICKY, st.integers(-(10**12), 10**12)), max_size=5))
def test_any_text_and_amount_come_back(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, int]]
) -> None:
    path = tmp_path_factory.mktemp("csv") / "list.csv"
    csv_files.write(path, COLUMNS, [Line(name, amount) for name, amount in rows])

    found = [(row["Name"], int(row["Amount"].replace(".", ""))) for row in cells(path)]
    assert found == rows


@settings(max_examples=300, deadline=None)
@given(text=WRITABLE | TRICKY)
def test_the_guard_comes_off_exactly(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert guarded(text)[:1] not in {"=", "+", "-", "@", "\t", "\r", "\n", "\uff1d"}


# --- reading ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_encodings_are_found_out(write: Write, encoding: str, mark: str) -> None:
    table = csv_files.read(write(f"{mark}Name,City\r\nJürgen,Łódź\r\n".encode(encoding)))

    assert [row.cells for row in table.rows()] == [{"Name": "Jürgen", "City": "Łódź"}]
    assert table.notices == []


def test_western_european_is_read_with_a_notice(write: Write) -> None:
    table = csv_files.read(write("Name\nJürgen – Café\n".encode("cp1252")))

    assert [row.cells["Name"] for row in table.rows()] == ["Jürgen – Café"]
    assert len(table.notices) == 1
    assert "cp1252" in table.notices[0]


def test_a_late_accent_decides_for_the_whole_file(write: Write) -> None:
    table = csv_files.read(write(b"Name\n" + b"plain\n" * 30_000 + b"caf\xe9\n"))

    assert list(table.column("Name"))[-1] == "café"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_separators_are_found_out(write: Write, delimiter: str) -> None:
    lines = [["Client", "Amount", "Note"], ["Smith; Sons", "1,5", "a|b"], ["B", "2", "c\td"]]
    quoted = "\n".join(delimiter.join(f'"{cell}"' for cell in line) for line in lines)

    assert [list(row.values()) for row in cells(write(quoted))] == lines[1:]


def test_decimal_commas_do_not_hide_the_semicolon(write: Write) -> None:
    found = cells(write("Kunde;Betrag\nMeier;1.234,50\nSchulz;3,00\n"))

    assert found[0] == {"Kunde": "Meier", "Betrag": "1.234,50"}


def test_one_column_and_spreadsheet_hint(write: Write) -> None:
    assert cells(write("Name\nAcme\n")) == [{"Name": "Acme"}]
    assert cells(write("sep=;\nName;City\nAcme;Rome\n")) == [{"Name": "Acme", "City": "Rome"}]


@pytest.mark.parametrize("sign", [",", ";"])
def test_the_header_is_found_below_the_titles_of_a_report(write: Write, sign: str) -> None:
    rows = f"Contacts\nTest IT\n\nCustomer{sign}Phone{sign}City\nAcme{sign}1{sign}Rome\n"
    table = csv_files.read(write(rows))

    assert [(row.line, row.cells["City"]) for row in table.rows()] == [(5, "Rome")]
    assert table.notices == ["The columns are named in line 4; what stands above was left out."]
    assert cells(write("Name\nAlder; Bay; Co\nElm\n"))[0] == {"Name": "Alder; Bay; Co"}


def test_text_that_others_keep_from_being_a_number_is_read_bare(write: Write) -> None:
    assert cells(write('Name,Zip\n"=""A=B""",="00123"\n')) == [{"Name": "A=B", "Zip": "00123"}]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_of_all_systems(write: Write, end: str) -> None:
    table = csv_files.read(write(end.join(["A,B", '1,"x', 'y"', "", "2,z", ""])))

    assert [(row.line, row.cells["A"]) for row in table.rows()] == [(2, "1"), (5, "2")]


def test_nul_is_dropped_and_short_rows_are_filled(write: Write) -> None:
    assert cells(write(b"A,B,C\n1\0,2\n")) == [{"A": "1", "B": "2", "C": ""}]


def test_a_row_with_a_cell_too_many_is_named(write: Write) -> None:
    text = refusal(write("A,B\n1,2\nSmith, John,3\n"))

    assert text.startswith("Line 3 has 3 cells where the header has 2.")
    assert cells(write("A,B\n1,2,,\n")) == [{"A": "1", "B": "2"}]


def test_a_quotation_mark_without_partner_is_named(write: Write) -> None:
    lines = "".join(f"{n},text\n" for n in range(50))

    assert refusal(write(f'A,B\n1,2\n3,"lost\n{lines}')).startswith("Line 3 opens a quotation")


def test_a_cell_of_many_lines_is_told_once(write: Write) -> None:
    table = csv_files.read(write('A,Note\n1,"a\nb\nc\nd\ne"\n2,"a\nb\nc\nd\ne"\n'))

    assert len(list(table.records())) == 2
    assert [notice[:31] for notice in table.notices] == ["Line 2 holds 5 lines of text in"]


def test_a_long_cell_is_read_and_a_huge_one_refused(write: Write) -> None:
    assert len(cells(write(f"A\n{'x' * 200_000}\n"))[0]["A"]) == 200_000
    assert "longer than a million" in refusal(write(f"A\n1\n{'x' * 1_000_001}\n"))


def test_too_many_columns_are_refused(write: Write) -> None:
    assert "100,000 columns" in refusal(write(",".join(map(str, range(100_000)))))


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xef\xbb\xbf", b" \r\n", b"\xff\xfe"])
def test_an_empty_file_is_named(write: Write, content: bytes) -> None:
    assert "is empty" in refusal(write(content))


def test_rows_without_any_text_are_left_out(write: Write) -> None:
    table = csv_files.read(write("A,B\n,,\n1,\n , \n"))

    assert [(row.line, row.cells) for row in table.rows()] == [(3, {"A": "1", "B": ""})]


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"%PDF-1.7\n", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"PK\x03\x04", "archive"),
        (b"SQLite format 3\0", "database"),
        (bytes(range(1, 32)) * 40, "not a table"),
    ],
)
def test_other_kinds_of_files_are_called_by_name(write: Write, content: bytes, word: str) -> None:
    assert word in refusal(write(content))


def test_a_missing_file_and_a_folder_are_told(tmp_path: Path) -> None:
    assert "no file" in refusal(tmp_path / "none.csv")
    assert "is a folder" in refusal(tmp_path)


def test_headers_are_made_to_differ(write: Write) -> None:
    table = csv_files.read(write("Name , E-\u200bmail,\x10,Name,\nA,b,c,d,\n"))

    assert table.headers == ["Name", "E-mail", "Column 3", "Name (2)"]
    assert len(table.notices) == 2


def test_a_header_without_a_name_is_refused(write: Write) -> None:
    assert "names no columns" in refusal(write("\u200b,\u200b\nAcme,Rome\n"))


def test_a_million_rows_stream(write: Write) -> None:
    path = write(b"A,B\n" + b"1,x\n" * 1_000_000)
    table = csv_files.read(path)
    told: list[int] = []

    count = sum(1 for _ in table.records(Progress(lambda done, *_: told.append(done))))

    assert count == 1_000_000
    assert told[-1] == path.stat().st_size
