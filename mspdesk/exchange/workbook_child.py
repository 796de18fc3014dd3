"""Taking a workbook apart; runs in a process of its own that may use little of anything.

`gather` does the work and says what is wrong in sentences; `serve` is the process around it.
"""

import zipfile
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import IO, Any

from ..errors import UserError
from ..rows import dataclass

CHUNK = 500
MANY_NOTICES = 20
PLAIN_DIGITS = 15
# Excel counts 29 February 1900, which never was; before it every date is off by one.
FIRST_DATE = datetime(1900, 3, 1)
BAD_DATE = "#DATE!"

_KINDS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_SAVE_AGAIN = "Open it, save it again as .xlsx, and try again."


@dataclass(frozen=True, slots=True)
class Caps:
    """The most a workbook may ask for (reliability rule 6.7.2, decisions.md)."""

    seconds: int = 30
    memory: int = 512 * 1024 * 1024
    rows: int = 50_000
    columns: int = 200
    packed: int = 50_000_000
    unpacked: int = 200_000_000
    ratio: int = 200
    members: int = 2_000
    cell: int = 1_000_000
    characters: int = 100_000_000


@dataclass(frozen=True, slots=True)
class Styles:
    """Which cell styles are dates, spans of hours, percentages; `early` counts from 1904."""

    dates: frozenset[int]
    spans: frozenset[int]
    percents: frozenset[int]
    early: bool


def warm() -> None:
    """Load the library before a file is seen."""
    import openpyxl.reader.excel
    import openpyxl.worksheet._reader  # noqa: F401 - loaded, so that no file decides when


def serve(asked: dict[str, Any], _raw: bytes) -> Iterator[tuple[str, Any]]:
    """Read the workbook of a question."""
    return gather(Path(asked["path"]), asked["sheet"], Caps(**asked["caps"]))


def gather(path: Path, sheet: str | None, caps: Caps) -> Iterator[tuple[str, Any]]:
    """Everything about one sheet: header, rows in chunks, notices; or one sentence of refusal."""
    try:
        yield from _gathered(path, sheet, caps)
    except UserError as error:
        yield "refused", error.text
    except MemoryError:
        yield "refused", f"{path.name} is too large to read. Save the sheet as .csv instead."
    except Exception:  # noqa: BLE001 - the library raises ten kinds for damaged files (fact T14)
        yield "refused", f"{path.name} is damaged and cannot be read. {_SAVE_AGAIN}"


def _gathered(path: Path, sheet: str | None, caps: Caps) -> Iterator[tuple[str, Any]]:
    """As `gather`, raising UserError for what is refused and anything for what is damaged."""
    with path.open("rb") as file:
        _look_inside(path.name, file, caps)
        reader, part, title, notices = _opened(path.name, file, sheet)
        styles = _styles(reader)
        header: list[str] | None = None
        chunk: list[tuple[int, list[str]]] = []
        count = characters = 0
        for line, cells in _filled_rows(reader, part, styles, notices, caps):
            if header is None:
                header = cells
                yield "header", header
                continue
            count += 1
            characters += sum(map(len, cells))
            if count > caps.rows:
                raise UserError(
                    f"The sheet “{title}” has more than {caps.rows:,} rows. "
                    "Save it as .csv, which may be as long as it likes."
                )
            if characters > caps.characters:
                raise MemoryError
            chunk.append((line, cells))
            if len(chunk) == CHUNK:
                yield "rows", chunk
                chunk = []
    if header is None:
        raise UserError(f"The sheet “{title}” of {path.name} is empty. Choose another sheet.")
    yield "rows", chunk
    yield "done", notices


def _look_inside(name: str, file: IO[bytes], caps: Caps) -> None:
    """Refuse an archive that is no workbook, or that would unpack into too much."""
    file.seek(0, 2)
    size = file.tell()
    file.seek(0)
    head = file.read(8)
    file.seek(0)
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        raise UserError(
            f"{name} is an old or a password-protected workbook. "
            "Open it, save it as .xlsx without a password, and try again."
        )
    if size > caps.packed:
        raise UserError(f"{name} is larger than 50 MB. Save the sheet as .csv instead.")
    with zipfile.ZipFile(file) as archive:
        members = archive.infolist()
        names = {member.filename for member in members}
        if "content.xml" in names and "mimetype" in names:
            raise UserError(f"{name} is an OpenDocument sheet. Save it as .xlsx or .csv.")
        if "xl/workbook.bin" in names:
            raise UserError(f"{name} is a binary workbook. Save it as .xlsx or .csv.")
        _weigh(name, members, size, caps)


def _weigh(name: str, members: list[zipfile.ZipInfo], size: int, caps: Caps) -> None:
    """Refuse too many members, too much inside, or names that reach outside."""
    unpacked = sum(member.file_size for member in members)
    if len(members) > caps.members or unpacked > caps.unpacked:
        raise UserError(f"{name} unpacks into too much to read. Save the sheet as .csv instead.")
    small = 1_000_000
    for member in members:
        parts = member.filename.replace("\\", "/").split("/")
        swollen = member.file_size > small and (
            member.file_size > caps.ratio * max(member.compress_size, 1)
        )
        if swollen or unpacked > small + caps.ratio * size:
            raise UserError(
                f"{name} unpacks into far more than its size; that is how a hostile file is made. "
                "Ask where it comes from, or save the sheet as .csv."
            )
        if ".." in parts or parts[0] in {"", "."} or ":" in parts[0]:
            raise UserError(f"{name} holds names that reach outside of it. {_SAVE_AGAIN}")
        if member.flag_bits & 1 or member.compress_type not in _KINDS:
            raise UserError(f"{name} is protected or packed in a strange way. {_SAVE_AGAIN}")


def _opened(name: str, file: IO[bytes], wanted: str | None) -> tuple[Any, str, str, list[str]]:
    """The library's reader, the place and the title of the sheet, and what to tell about it.

    Goes below `load_workbook`, which reads a sheet without a size twice (reliability fact 10).
    """
    from openpyxl.reader.excel import ExcelReader

    reader = ExcelReader(file, read_only=True, data_only=True, keep_links=False)
    reader.read_manifest()
    reader.read_strings()
    reader.read_workbook()
    sheets = [
        (str(sheet.name), str(link.target))
        for sheet, link in reader.parser.find_sheets()
        if "chartsheet" not in str(link.Type) and sheet.state in {None, "visible"}
    ]
    if not sheets:
        raise UserError(f"{name} has no visible sheet with cells. {_SAVE_AGAIN}")
    if wanted is not None and wanted not in {title for title, _ in sheets}:
        others = ", ".join(title for title, _ in sheets)
        raise UserError(f"{name} has no sheet “{wanted}”. It has: {others}.")
    title, part = next(one for one in sheets if wanted in {None, one[0]})
    notices = []
    if wanted is None and len(sheets) > 1:
        notices.append(
            f"The sheet “{title}” was read; the workbook has {len(sheets)} sheets."
            " To read another one, move it to the front."
        )
    return reader, part, title, notices


def _styles(reader: Any) -> Styles:
    """What the number formats say; nothing else of the styles is looked at.

    Other programs write fonts and fills that the library refuses, and they do not matter here.
    """
    from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format
    from openpyxl.utils.datetime import MAC_EPOCH
    from openpyxl.xml.constants import ARC_STYLE, SHEET_MAIN_NS
    from openpyxl.xml.functions import fromstring

    codes: list[str] = []
    if ARC_STYLE in reader.valid_files:
        root = fromstring(reader.archive.read(ARC_STYLE))
        own = {
            each.get("numFmtId"): each.get("formatCode", "")
            for each in root.iter(f"{{{SHEET_MAIN_NS}}}numFmt")
        }
        for each in root.iterfind(f"{{{SHEET_MAIN_NS}}}cellXfs/*"):
            place = each.get("numFmtId", "0")
            codes.append(own.get(place) or BUILTIN_FORMATS.get(int(place), ""))
    return Styles(
        dates=frozenset(n for n, code in enumerate(codes) if is_date_format(code)),
        spans=frozenset(n for n, code in enumerate(codes) if is_timedelta_format(code)),
        percents=frozenset(n for n, code in enumerate(codes) if "%" in code),
        early=reader.wb.epoch == MAC_EPOCH,
    )


def _filled_rows(
    reader: Any, part: str, styles: Styles, notices: list[str], caps: Caps
) -> Iterator[tuple[int, list[str]]]:
    """Each row that holds anything, as its number and its cells up to the last filled one.

    Only rows are looked at: links, tables and colors around them may be as odd as they like.
    """
    from openpyxl.worksheet._reader import ROW_TAG, WorkSheetParser
    from openpyxl.xml.functions import iterparse

    with reader.archive.open(part) as source:
        parser = WorkSheetParser(
            source,
            reader.shared_strings,
            data_only=True,
            epoch=reader.wb.epoch,
            date_formats=set(styles.dates),
            timedelta_formats=set(styles.spans),
        )
        for _, element in iterparse(source):
            if element.tag != ROW_TAG:
                continue
            line, found = parser.parse_row(element)
            element.clear()
            filled = {int(cell["column"]): cell_text(cell, styles) for cell in found}
            last = max((column for column, words in filled.items() if words), default=0)
            if last:
                yield line, _row(line, filled, last, notices, caps)


def _row(line: int, filled: dict[int, str], last: int, notices: list[str], caps: Caps) -> list[str]:
    """A row's cells in their columns; raises UserError when it is too wide or too long."""
    if last > caps.columns:
        raise UserError(
            f"Row {line} reaches beyond column {caps.columns}. "
            "Remove the columns that are not needed."
        )
    cells = [filled.get(column, "") for column in range(1, last + 1)]
    if any(len(cell) > caps.cell for cell in cells):
        raise UserError(f"Row {line} holds a cell of more than a million characters.")
    if BAD_DATE in cells and len(notices) < MANY_NOTICES:
        notices.append(f"Row {line} holds a date that does not exist.")
    return cells


def cell_text(cell: dict[str, Any], styles: Styles) -> str:
    """A cell as text, in the one written form of its kind."""
    value, style = cell["value"], int(cell["style_id"])
    if cell["data_type"] == "e" and style in styles.dates:
        text = BAD_DATE
    elif value is None:
        text = ""
    elif isinstance(value, bool):
        text = "yes" if value else "no"
    elif isinstance(value, str):
        text = value.replace("_x000D_", "").replace("_x005F_", "_")
    elif isinstance(value, datetime):
        text = _moment(value, early=styles.early)
    elif isinstance(value, timedelta):
        text = _span(round_seconds(value))
    elif isinstance(value, time):
        text = _span(value.hour * 3600 + value.minute * 60 + value.second)
    else:
        text = _number(value, percent=style in styles.percents)
    return text


def round_seconds(span: timedelta) -> int:
    """A span in whole seconds, half a second up."""
    return (span + timedelta(milliseconds=500)) // timedelta(seconds=1)


def _span(seconds: int) -> str:
    """Seconds as 0:45, with seconds only where there are some."""
    sign, (minutes, rest) = "-" if seconds < 0 else "", divmod(abs(seconds), 60)
    text = f"{sign}{minutes // 60}:{minutes % 60:02d}"
    return f"{text}:{rest:02d}" if rest else text


def _moment(value: datetime, *, early: bool) -> str:
    """A date, or a moment where it has a time; BAD_DATE before spreadsheets count right."""
    if value < FIRST_DATE and not early:
        return BAD_DATE
    moment = (value + timedelta(milliseconds=500)).replace(microsecond=0)
    if moment.time() == time():
        return moment.date().isoformat()
    return moment.isoformat(timespec="seconds" if moment.second else "minutes")


def _number(value: Any, *, percent: bool) -> str:
    """A number as a plain decimal of at most fifteen digits, which is all a cell holds."""
    if isinstance(value, int) and not percent:
        return str(value)
    try:
        number = Decimal(format(value, f".{PLAIN_DIGITS}g"))
    except (InvalidOperation, ValueError):
        return ""
    if not number.is_finite():
        return ""
    number = number * 100 if percent else number
    text = format(number, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return f"{text}%" if percent else text
