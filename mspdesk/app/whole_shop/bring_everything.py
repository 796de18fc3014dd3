"""Bringing back all of a shop that MSPDesk wrote, into books in which nothing was done yet."""

import csv
import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import Table, bindparam, delete, func, insert, select, text, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from ...database import blobs
from ...database.action import action, tell, touched
from ...errors import Trouble, UserError
from ...exchange.pictures import PAGE, clean_picture, is_clean
from ...exchange.text import one_line
from ...money import Currency
from ...people.models import Wage
from ...progress import Progress
from ...shop.queries import shop
from ...tickets.runs import pause_search, rebuild_search
from ...timekeeping.actions import without_rollups
from . import everything
from .folder import FIELD_LIMIT, ShopFolder
from .give import Going, number_staff

Check = Callable[[Session], list[str]]
Names = dict[str, str]

_NO_BURDEN = 10_000

CHUNK = 1_000
PICTURES = (("shop", "logo"), ("map_sheet", "picture"))
"""Attachments that are drawn here and on paper, so they come through the process that may."""

# What set-up itself writes; anything elsewhere, or more people and clients, is work.
_SET_UP = frozenset(
    "shop open_hours holiday number_series tax_code person access paid_hours role wearing client"
    " catalog_item catalog_member pricing_grid plan_tier plan_row plan_cell plan_price tier"
    " monthly_single batch".split()
)


def is_everything(path: Path) -> bool:
    """Whether a folder holds a whole shop as MSPDesk wrote it, with all its tables."""
    return (path / everything.FOLDER).is_dir()


def currency_of(path: Path) -> Currency:
    """What such a shop counts money in; raises UserError where its row cannot be read."""
    file = path / everything.FOLDER / "shop.csv"
    records = list(islice(_records(file), 2)) if file.is_file() else []
    if len(records) < 2 or "currency" not in records[0][1]:
        raise UserError(f"{path.name} has no tables/shop.csv. Nothing was imported.")
    place = records[0][1].index("currency")
    code = records[1][1][place] if len(records[1][1]) > place else ""
    if not re.fullmatch(r"[A-Z]{3}", code):
        raise _fault(file, records[1][0], "currency should be three capital letters")
    return Currency(code)


def rows_of(path: Path) -> int:
    """How many rows the tables of such a shop have; raises UserError for one that is no CSV."""
    files = sorted((path / everything.FOLDER).glob("*.csv"))
    return sum(max(sum(1 for _ in _records(file)) - 1, 0) for file in files)


def is_fresh(session: Session) -> bool:
    """Whether nothing was done in these books but to set them up."""
    for table in everything.tables():
        least = 1 if table.name in ("person", "client") else 0
        if table.name in _SET_UP and not least:
            continue
        if (session.scalar(select(func.count()).select_from(table)) or 0) > least:
            return False
    return True


@action("Import whole shop", undoable=False, batch=True)
def bring_everything(
    session: Session, path: Path, progress: Progress, checks: Sequence[Check]
) -> dict[str, int]:
    """Put the tables of a folder in place of what set-up wrote; answers rows by table.

    Raises UserError naming file and line of the first thing that is wrong, or what does not hold
    together once all is there; Cancelled when stopped. Nothing has changed then.
    """
    if not is_fresh(session):
        raise UserError(
            f"{path.name} is a whole shop of MSPDesk, and work was done in these books already. "
            "Start new books for it; or take the folder “tables” out of it, and its clients, "
            "tickets and money are added here."
        )
    found = everything.tables()
    _refuse_unknown(path, found)
    _empty(session, found)
    drawn = _drawn(path / everything.FOLDER)
    names = _attachments(session, path / everything.FILES_FOLDER, drawn, progress)
    pause_search(session)
    counts = {}
    waiting: list[tuple[Table, list[dict[str, Any]]]] = []
    with without_rollups(session):
        for place, table in enumerate(found):
            progress.step(place, len(found), table.name.replace("_", " "))
            file = path / everything.FOLDER / f"{table.name}.csv"
            late: list[dict[str, Any]] = []
            rows = _rows(file, table, late, names)
            counts[table.name] = _put(session, table, rows)
            waiting.append((table, late))
        # Backwards, as what belongs to a row is filled before that row is closed.
        for table, late in reversed(waiting):
            _fill(session, table, late)
    _count_on(session, found)
    session.expire_all()
    _pay_again(session, path, progress)
    rebuild_search(session)
    for check in checks:
        for words in check(session):
            raise UserError(f"{path.name} does not hold together: {words} Nothing was imported.")
    touched(session, *(name for name, rows in counts.items() if rows))
    tell(session, f"{path.name}: {sum(counts.values()):,} rows imported")
    return counts


def _refuse_unknown(path: Path, found: Sequence[Table]) -> None:
    """Refuse a folder with tables this release does not know: a newer one wrote it."""
    known = {table.name for table in found}
    files = {one.stem for one in (path / everything.FOLDER).glob("*.csv")}
    if files - known:
        raise UserError(
            f"{path.name} was written by a newer MSPDesk: {min(files - known)}.csv is "
            "not known here. Install that release. Nothing was imported."
        )
    if "shop" not in files:
        raise UserError(f"{path.name} has no tables/shop.csv. Nothing was imported.")


def _empty(session: Session, found: Sequence[Table]) -> None:
    """Take out what set-up wrote."""
    connection = session.connection()
    connection.execute(delete(Wage))
    for table in found:
        own = [name for name in everything.late(table) if name in everything.refers(table)]
        if own:
            connection.execute(update(table).values(dict.fromkeys(own)))
    for table in reversed(found):
        connection.execute(delete(table))
    session.expire_all()


# --- rows -----------------------------------------------------------------------------------------


def _rows(
    file: Path, table: Table, late: list[dict[str, Any]], names: Names
) -> Iterator[dict[str, Any]]:
    """The rows of a file; what is filled later goes to `late`."""
    if not file.is_file():
        return
    waits = everything.late(table)
    first = everything.LATE.get(table.name, {})
    columns = {one.name: one for one in everything.columns(table)}
    usual = {one.name: _usual(one) for one in table.c if one.name not in columns}
    records = _records(file)
    header = next(records, (1, []))[1]
    _refuse_header(file, header, columns)
    missing = {name: _usual(one) for name, one in columns.items() if name not in header}
    for line, cells in records:
        if len(cells) != len(header):
            raise _fault(file, line, f"it has {len(cells)} cells, the header has {len(header)}")
        row = usual | missing
        for name, cell in zip(header, cells, strict=True):
            try:
                row[name] = everything.read(columns[name], cell)
            except ValueError as error:
                said = f"“{one_line(cell[:40])}”" if cell else "an empty cell"
                raise _fault(file, line, f"{name} should be {error}, not {said}") from None
            if (table.name, name) in PICTURES and row[name]:
                row[name] = names.get(row[name], row[name])
        if waits:
            if any(row[name] is not None for name in waits):
                late.append({"this_id": row["id"], **{name: row[name] for name in waits}})
            row |= {name: first.get(name) for name in waits}
        yield row


def _usual(column: Any) -> Any:
    """What stands in a column nobody said anything of."""
    usual = getattr(column.default, "arg", None)
    if usual is not None and not callable(usual):
        return usual
    if column.nullable:
        return None
    return {str: "", int: 0, bool: False}.get(column.type.python_type)


def _refuse_header(file: Path, header: list[str], columns: dict[str, Any]) -> None:
    if len(set(header)) != len(header) or "id" not in header:
        raise _fault(file, 1, "its columns are not those of this table")
    for name in header:
        if name not in columns:
            raise _fault(file, 1, f"the column {one_line(name[:40])} is not known to this release")


def _records(file: Path) -> Iterator[tuple[int, list[str]]]:
    csv.field_size_limit(FIELD_LIMIT)
    line = 1
    try:
        with file.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.reader(stream, strict=True)
            for record in reader:
                if record:
                    if any("\0" in cell for cell in record):
                        raise _fault(file, line, "it holds a character that is no text")
                    yield line, record
                line = reader.line_num + 1
    except csv.Error:
        raise _fault(file, line, "its quotation marks do not match, or a cell is endless") from None
    except UnicodeDecodeError:
        raise _fault(file, line, "it, or a line soon after, is not UTF-8") from None
    except OSError as error:
        raise Trouble(f"{file.name} cannot be read: {error.strerror}.", "Try again.") from error


def _fault(file: Path, line: int, words: str) -> UserError:
    return UserError(f"tables/{file.name}, line {line}: {words}. Nothing was imported.")


def _put(session: Session, table: Table, rows: Iterator[dict[str, Any]]) -> int:
    total = 0
    while chunk := list(islice(rows, CHUNK)):
        try:
            session.connection().execute(insert(table), chunk)
        except IntegrityError as error:
            raise UserError(
                f"tables/{table.name}.csv: a row belongs to something that is not in the folder, "
                "or stands there twice. Nothing was imported."
            ) from error
        total += len(chunk)
    return total


def _fill(session: Session, table: Table, late: list[dict[str, Any]]) -> None:
    """Fill what refers to the table itself, and what closes a row."""
    if not late:
        return
    names = [name for name in late[0] if name != "this_id"]
    said = update(table).where(table.c.id == bindparam("this_id"))
    statement = said.values({name: bindparam(f"new_{name}") for name in names})
    found = [
        {"this_id": one["this_id"], **{f"new_{name}": one[name] for name in names}} for one in late
    ]
    for start in range(0, len(found), CHUNK):
        session.connection().execute(statement, found[start : start + CHUNK])


def _count_on(session: Session, found: Sequence[Table]) -> None:
    """Let a server number new rows above those that came; a file does so by itself."""
    connection = session.connection()
    if connection.dialect.name != "postgresql":
        return
    for table in found:
        top = connection.scalar(select(func.max(table.c.id)))
        if top is not None:
            said = text("SELECT setval(pg_get_serial_sequence(:name, 'id'), :top)")
            connection.execute(said, {"name": table.name, "top": top})


# --- attachments ----------------------------------------------------------------------------------


def _attachments(session: Session, folder: Path, drawn: set[str], progress: Progress) -> Names:
    """Keep the attachments of a folder; answers the new names of those that were drawn anew.

    `drawn` are those that are shown here as pictures. Raises UserError for a file that is not what
    its name says.
    """
    names: Names = {}
    files = sorted(folder.iterdir()) if folder.is_dir() else []
    for place, file in enumerate(files):
        progress.step(place, len(files), "attachments")
        content = _content(file)
        if hashlib.sha256(content).hexdigest() != file.name:
            raise UserError(
                f"files/{one_line(file.name[:40])} does not hold what its name says; it was "
                "changed, or is not of this shop. Nothing was imported."
            )
        if file.name in drawn and not is_clean(content, PAGE):
            content = clean_picture(content, PAGE, progress)
        names[file.name] = blobs.put(session, content)
    return names


def _content(file: Path) -> bytes:
    """The bytes of a file of the folder, of nothing it only points to."""
    try:
        if file.is_symlink() or not file.is_file():
            raise UserError(f"files/{one_line(file.name[:40])} is no file. Nothing was imported.")
        with file.open("rb") as stream:
            return stream.read(blobs.LARGEST + 1)
    except OSError as error:
        words = f"{one_line(file.name[:40])} cannot be read: {error.strerror}."
        raise Trouble(words, "Nothing was imported.") from error


def _drawn(folder: Path) -> set[str]:
    """The attachments that some row wants drawn."""
    found: set[str] = set()
    for name, column in PICTURES:
        file = folder / f"{name}.csv"
        records = _records(file) if file.is_file() else iter(())
        header = next(records, (1, []))[1]
        if column in header:
            place = header.index(column)
            found |= {cells[place] for _, cells in records if len(cells) > place}
    return found


# --- pay ------------------------------------------------------------------------------------------


def _pay_again(session: Session, path: Path, progress: Progress) -> None:
    """Write what each person earns now, as staff.csv says it, since the days a raise was."""
    folder = ShopFolder(path, shop(session).money, progress)
    numbers = _staff_numbers(session)
    for row in folder.rows("staff"):
        number, _, _, hired, _, pay, burden, _ = row.values
        person_id = numbers.get(number)
        if person_id is None:
            raise row.fault("there is nobody of this number in tables/person.csv")
        if pay or burden != _NO_BURDEN:
            began = hired or date(1900, 1, 1)
            session.add(Wage(person_id=person_id, from_on=began, per_hour=pay, burden=burden))
    session.flush()


def _staff_numbers(session: Session) -> dict[int, int]:
    """The people of these books by the numbers staff.csv has for them."""
    going = Going(session, shop(session))
    number_staff(going)
    return {number: id_ for id_, number in going.numbers["staff"].items()}
