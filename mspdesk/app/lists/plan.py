"""Looking at a list before it comes in, and bringing it in as one batch."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from sqlalchemy.orm import Session

from ...database.action import action, tell
from ...database.batch import open_batch
from ...database.store import Store
from ...errors import UserError
from ...exchange import aliases, reading, values
from ...exchange.incoming import InTable
from ...exchange.values import DateOrder, DecimalStyle
from ...progress import Progress
from ...rows import dataclass
from . import money, records, work
from .shape import Act, Planned, Reading

KINDS = aliases.KINDS

_PLANS: Mapping[str, Callable[[Reading, Mapping[str, str]], Planned]] = {
    "clients": records.plan_client,
    "sites": records.plan_site,
    "contacts": records.plan_contact,
    "people": records.plan_person,
    "tickets": work.plan_ticket,
    "time": work.plan_time,
    "payments": money.plan_payment,
}
_DATES = tuple(
    (
        "since_on until_on hired_on left_on opened_at closed_at completed_at due_at work_on"
        " started_at issued_on due_on received_on"
    ).split()
)
_AMOUNTS = ("rate", "amount", "subtotal", "tax", "total", "unit_price", "line_amount", "wage")
STEP = 200


@dataclass(frozen=True, slots=True)
class Preview:
    """What would become of a file; `question` asks for the order of its dates when they need it."""

    kind: str
    file: str
    found: tuple[tuple[str, str], ...]
    unknown: tuple[str, ...]
    notices: tuple[str, ...]
    question: str
    rows: tuple[Planned, ...]

    def count(self, act: Act) -> int:
        """How many rows will be added, updated or skipped."""
        return Counter(row.act for row in self.rows)[act]

    @property
    def words(self) -> str:
        """What will be done in one line."""
        add, update, skip = (self.count(act) for act in Act)
        return f"Will add {add:,}, will update {update:,}, skipped {skip:,}"


@dataclass(frozen=True, slots=True)
class ListBrought:
    """What came of a list: its batch (None when nothing was new) and the plan that was done."""

    batch_id: int | None
    preview: Preview


class _File:
    """An open table with its mapping and how its dates and amounts are written."""

    def __init__(self, kind: str, path: Path, order: DateOrder | None) -> None:
        self.table: InTable = reading.open_table(path)
        self.mapping = aliases.match(self.table.headers, kind)
        self.mapping.require()
        self.question = ""
        self.order = order or self._order()
        self.style = self._style()

    def _columns(self, fields: Sequence[str]) -> list[str]:
        found = self.mapping.found
        return [cell for f in fields if f in found for cell in self.table.column(found[f])]

    def _order(self) -> DateOrder | None:
        seen = values.dates_seen(self._columns(_DATES))
        if seen.ask:
            self.question = f"Is {seen.example} written month first or day first?"
        return seen.order

    def _style(self) -> DecimalStyle | None:
        return values.decimals_seen(self._columns(_AMOUNTS)).style


def preview(
    store: Store, progress: Progress, kind: str, path: Path, order: DateOrder | None = None
) -> Preview:
    """Read a list and say what would become of each row; nothing is written."""
    file = _File(kind, path, order)
    with store.read() as session:
        return _preview(session, progress, kind, file)


def _preview(session: Session, progress: Progress, kind: str, file: _File) -> Preview:
    reader = Reading(session, kind, file.order, file.style)
    rows = tuple(_planned(reader, progress, kind, file))
    titles = {one.name: one.title for one in aliases.fields(kind)}
    found = tuple((header, titles[field]) for field, header in file.mapping.found.items())
    notices = tuple(file.table.notices)
    return Preview(kind, file.table.name, found, file.mapping.unknown, notices, file.question, rows)


def _planned(reader: Reading, progress: Progress, kind: str, file: _File) -> list[Planned]:
    rows = [(row.line, file.mapping.take(row.cells)) for row in file.table.rows()]
    if kind == "invoices":
        progress.step(0, len(rows), f"{len(rows):,} rows")
        return money.plan_invoices(reader, rows)
    plan = _PLANS[kind]
    planned = []
    for place, (line, cells) in enumerate(rows):
        if place % STEP == 0:
            progress.step(place, len(rows), f"{place:,} rows")
        reader.line = line
        try:
            planned.append(plan(reader, cells))
        except UserError as error:
            title = cells.get("name") or cells.get("title") or cells.get("number", "")
            planned.append(Planned(line, Act.SKIP, title[:80], error.text))
    return planned


class _NothingNewError(Exception):
    """The list holds nothing that is not here already."""


def bring_list(
    store: Store, progress: Progress, kind: str, path: Path, order: DateOrder | None = None
) -> ListBrought:
    """Bring a list in as one step that can be undone; rows that are wrong are left out.

    Raises UserError when the file cannot be read, or its dates read two ways and nobody said how.
    """
    file = _File(kind, path, order)
    if file.question:
        raise UserError(file.question, "order")
    try:
        return store.do(bring_rows, progress, kind, file)
    except _NothingNewError:
        with store.read() as session:
            return ListBrought(None, _preview(session, progress, kind, file))


@action("Import list", batch=True)
def bring_rows(session: Session, progress: Progress, kind: str, file: _File) -> ListBrought:
    """Plan a file's rows against the books as they are now, and do the plan."""
    batch_id = open_batch(session, kind, file.table.name)
    seen = _preview(session, progress, kind, file)
    doing = [row for row in seen.rows if row.write is not None]
    if not doing:
        raise _NothingNewError
    for place, row in enumerate(doing):
        if place % STEP == 0:
            progress.step(place, len(doing), f"{place:,} of {len(doing):,}")
        _write(session, row)
    session.flush()
    added, updated = seen.count(Act.ADD), seen.count(Act.UPDATE)
    tell(session, f"{file.table.name}: {added:,} added, {updated:,} updated")
    return ListBrought(batch_id, seen)


def _write(session: Session, row: Planned) -> None:
    """Write one row; raises UserError naming its line."""
    assert row.write is not None  # noqa: S101 - chosen by that
    try:
        row.write(session)
    except UserError as error:
        raise UserError(f"Line {row.line}: {error.text} Nothing was imported.") from error
