"""Workbooks made by hand, part by part, so that each can be wrong in one way."""

import zipfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"

TYPES = (
    f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
    'relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPE}.worksheet+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/>'
    f'<Override PartName="/xl/sharedStrings.xml" ContentType="{_TYPE}.sharedStrings+xml"/>'
    "</Types>"
)
RELS = (
    f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
    "</Relationships>"
)
BOOK_RELS = (
    f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{_OFFICE}/styles" Target="styles.xml"/>'
    f'<Relationship Id="rId3" Type="{_OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
    "</Relationships>"
)
# Style 0 plain, 1 date, 2 percent, 3 hours and minutes beyond a day, 4 time of day.
STYLES = (
    f'<styleSheet xmlns="{MAIN}"><numFmts count="1">'
    '<numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts>'
    "<fonts><font/></fonts><fills><fill><patternFill/></fill></fills><borders><border/></borders>"
    '<cellStyleXfs><xf numFmtId="0"/></cellStyleXfs><cellXfs>'
    '<xf numFmtId="0" xfId="0"/><xf numFmtId="164" xfId="0"/><xf numFmtId="10" xfId="0"/>'
    '<xf numFmtId="46" xfId="0"/><xf numFmtId="20" xfId="0"/>'
    "</cellXfs></styleSheet>"
)


def book(*, early: bool = False) -> str:
    """The part that names the sheets; `early` counts dates from 1904."""
    dates = '<workbookPr date1904="1"/>' if early else "<workbookPr/>"
    return (
        f'<workbook xmlns="{MAIN}" xmlns:r="{_OFFICE}">{dates}'
        '<sheets><sheet name="List" sheetId="1" r:id="rId1"/></sheets></workbook>'
    )


def sheet(rows: str, before: str = "") -> str:
    """A sheet of rows written as XML."""
    return f'<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData></worksheet>'


def row(number: int, *cells: str) -> str:
    """A row of cells written as XML."""
    return f'<row r="{number}">{"".join(cells)}</row>'


def text(place: str, value: str) -> str:
    """A cell of text."""
    return f'<c r="{place}" t="inlineStr"><is><t>{value}</t></is></c>'


def number(place: str, value: str, style: int = 0) -> str:
    """A cell of a number in a style."""
    return f'<c r="{place}" s="{style}"><v>{value}</v></c>'


def strings(*values: str) -> str:
    """The part that holds texts used by several cells."""
    items = "".join(f"<si><t>{value}</t></si>" for value in values)
    return f'<sst xmlns="{MAIN}">{items}</sst>'


def parts(sheet_xml: str, **others: str) -> dict[str, str | bytes]:
    """The parts of a whole workbook around a sheet; others by types, rels, book, styles."""
    return {
        "[Content_Types].xml": others.get("types", TYPES),
        "_rels/.rels": others.get("rels", RELS),
        "xl/workbook.xml": others.get("book", book()),
        "xl/_rels/workbook.xml.rels": others.get("book_rels", BOOK_RELS),
        "xl/styles.xml": others.get("styles", STYLES),
        "xl/sharedStrings.xml": others.get("strings", strings()),
        "xl/worksheets/sheet1.xml": sheet_xml,
    }


def pack(path: Path, members: Mapping[str, str | bytes]) -> Path:
    """Write parts as an archive and give its path back."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def pack_with(path: Path, name: str, chunks: Iterable[bytes]) -> Path:
    """Write a workbook of which one part comes in chunks, however long it gets."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for other, content in parts(GOOD).items():
            if other != name:
                archive.writestr(other, content)
        with archive.open(name, "w") as file:
            for chunk in chunks:
                file.write(chunk)
    return path


def million_rows() -> Iterator[bytes]:
    """A sheet of a million rows."""
    yield f'<worksheet xmlns="{MAIN}"><sheetData>'.encode()
    for start in range(0, 1_000_000, 1_000):
        yield b"".join(b"<row><c><v>%d</v></c></row>" % n for n in range(start, start + 1_000))
    yield b"</sheetData></worksheet>"


def swollen_text() -> Iterator[bytes]:
    """One shared text of 150 million letters."""
    yield f'<sst xmlns="{MAIN}"><si><t>'.encode()
    for _ in range(150):
        yield b"x" * 1_000_000
    yield b"</t></si></sst>"


STRINGS_PART = "xl/sharedStrings.xml"
SHEET_PART = "xl/worksheets/sheet1.xml"
GOOD = sheet(
    row(1, text("A1", "Name"), text("B1", "Amount"), text("C1", "Day"))
    + row(2, text("A2", "Acme"), number("B2", "12.5"), number("C2", "46092", 1))
)
