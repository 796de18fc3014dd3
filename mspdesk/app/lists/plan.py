"""Looking at a list before it comes in, and bringing it in as one batch."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from sqlalchemy.orm import Session

from ...database.action import action, tell
from ...database.batch import open_batch
from ...database.store import Store
from ...errors import UserError
from ...exchange import aliases
from ...exchange.columns import TEXT, WHOLE, OutColumn
from ...exchange.export import write_table
from ...progress import Progress
from ...rows import dataclass
from . import deals, devices, folk, money, records, work
from .opened import Opened
from .reading import Reading
from .said import FieldSeen, Question, Said
from .shape import ACT_WORDS, Act, Planned
from .sources import keep, keep_source, link

KINDS = aliases.KINDS

_PLANS: Mapping[str, Callable[[Reading, Mapping[str, str]], Planned]] = {
    "clients": records.plan_client,
    "sites": records.plan_site,
    "contacts": folk.plan_contact,
    "people": folk.plan_person,
    "devices": devices.plan_device,
    "agreements": deals.plan_agreement,
    "tickets": work.plan_ticket,
    "time": work.plan_time,
    "payments": money.plan_payment,
}
STEP = 200


@dataclass(frozen=True, slots=True)
class Preview:
    """What would become of a file, and how it is read.

    `source` is where it comes from, `kept` whether that is known from before; `fields` where each
    of our fields stands; `questions` must be answered before it can come in, `missing` are the
    fields without which it cannot. `has_client` says whether its rows are of clients, of
    `client_id` where they name none.
    """

    kind: str
    file: str
    source: str
    kept: bool
    headers: tuple[str, ...]
    fields: tuple[FieldSeen, ...]
    unknown: tuple[str, ...]
    notices: tuple[str, ...]
    questions: tuple[Question, ...]
    missing: tuple[str, ...]
    has_client: bool
    client_id: int | None
    rows: tuple[Planned, ...]

    def count(self, act: Act) -> int:
        """How many rows will be added, changed, left as they are or refused."""
        return Counter(row.act for row in self.rows)[act]

    @property
    def ready(self) -> bool:
        """Whether it can come in as it is."""
        return not (self.missing or any(not one.answer for one in self.questions))

    @property
    def words(self) -> str:
        """What will be done in one line."""
        add, change, same, refuse = (f"{self.count(act):,}" for act in Act)
        return f"Will add {add}, change {change}; {same} the same, {refuse} refused"

    @property
    def done(self) -> str:
        """What was done in one line."""
        add, change, same, refuse = (f"{self.count(act):,}" for act in Act)
        return f"{add} added, {change} changed, {same} the same, {refuse} refused"

    @property
    def found(self) -> tuple[tuple[str, str], ...]:
        """Each header that is read, with the title of its field."""
        return tuple((one.header, one.title) for one in self.fields if one.header)


@dataclass(frozen=True, slots=True)
class ListBrought:
    """What came of a list: its batch (None when nothing was new) and the plan that was done."""

    batch_id: int | None
    preview: Preview


def preview(
    store: Store, progress: Progress, kind: str, path: Path, said: Said | None = None
) -> Preview:
    """Read a list and say what would become of each row; nothing is written."""
    with store.read() as session:
        opened = Opened(session, progress, kind, path, said or Said())
        return _preview(session, progress, opened)


def _preview(session: Session, progress: Progress, opened: Opened) -> Preview:
    questions = opened.questions()
    rows: tuple[Planned, ...] = ()
    if not opened.missing:
        reader = Reading(session, opened.source, opened.order, opened.style)
        rows = tuple(_planned(reader, progress, opened))
    asked_elsewhere = {title for title in opened.missing if title.startswith("Client or ")}
    return Preview(
        opened.kind,
        opened.table.name,
        opened.source.name,
        opened.source.kept,
        tuple(opened.table.headers),
        opened.fields(),
        opened.unread(),
        tuple(opened.table.notices),
        questions,
        tuple(title for title in opened.missing if title not in asked_elsewhere),
        opened.has_client,
        opened.source.client_id,
        rows,
    )


def _planned(reader: Reading, progress: Progress, opened: Opened) -> list[Planned]:
    """The plan of each row, those that hold none among them, in the order of the lines."""
    rows = [(row.line, opened.mapping.take(row.cells)) for row in opened.table.rows()]
    if opened.kind == "invoices":
        progress.step(0, len(rows), f"{len(rows):,} rows")
        planned = money.plan_invoices(reader, rows)
    else:
        planned = _each(reader, progress, _PLANS[opened.kind], rows)
    looked = opened.table.remarks()
    planned = [
        replace(one, why=f"{one.why} {looked[one.line]}".strip()) if one.line in looked else one
        for one in planned
    ]
    broken = [Planned(line, Act.REFUSE, "", why) for line, why in opened.table.broken()]
    return sorted(planned + broken, key=lambda one: one.line)


def _each(
    reader: Reading,
    progress: Progress,
    plan: Callable[[Reading, Mapping[str, str]], Planned],
    rows: list[tuple[int, dict[str, str]]],
) -> list[Planned]:
    planned = []
    for place, (line, cells) in enumerate(rows):
        if place % STEP == 0:
            progress.step(place, len(rows), f"{place:,} rows")
        reader.line = line
        try:
            planned.append(plan(reader, cells))
        except UserError as error:
            planned.append(Planned(line, Act.REFUSE, _called(cells)[:80], error.text))
    return planned


def _called(cells: Mapping[str, str]) -> str:
    """What a row that is refused is called; a person by both names, not by a job title."""
    person = f"{cells.get('first_name', '')} {cells.get('last_name', '')}".strip()
    named = cells.get("name") or person or cells.get("title") or cells.get("number")
    others = ("email", "client_note", "reference", "client")
    return named or next((cells[one] for one in others if cells.get(one)), "")


class _NothingNewError(Exception):
    """The list holds nothing that is not here already."""


def bring_list(
    store: Store, progress: Progress, kind: str, path: Path, said: Said | None = None
) -> ListBrought:
    """Bring a list in as one step that can be undone; rows that are wrong are left out.

    How it was read is kept for the next file of its source. Raises UserError when the file cannot
    be read or does not tell what must be known, Cancelled when stopped; then nothing is written.
    """
    said = said or Said()
    with store.read() as session:
        opened = Opened(session, progress, kind, path, said)
        opened.require()
    try:
        return store.do(bring_rows, progress, opened)
    except _NothingNewError:
        with store.read() as session:
            seen = _preview(session, progress, opened)
        store.do(keep_source, opened.source, _links(seen))
        return ListBrought(None, seen)


@action("Import list", batch=True)
def bring_rows(session: Session, progress: Progress, opened: Opened) -> ListBrought:
    """Plan a file's rows against the books as they are now, and do the plan."""
    batch_id = open_batch(session, opened.kind, opened.table.name)
    seen = _preview(session, progress, opened)
    doing = sorted((r for r in seen.rows if r.write is not None), key=lambda row: row.late)
    if not doing:
        raise _NothingNewError
    links = _links(seen)
    for place, row in enumerate(doing):
        if place % STEP == 0:
            progress.step(place, len(doing), f"{place:,} of {len(doing):,}")
        id_ = _write(session, row)
        if row.key:
            links[row.key] = id_
    session.flush()
    progress.step(len(doing), len(doing), f"{len(doing):,} of {len(doing):,}")
    keep(session, opened.source)
    link(session, opened.source, links)
    tell(session, f"{opened.table.name}: {seen.done}")
    return ListBrought(batch_id, seen)


def _links(seen: Preview) -> dict[str, int]:
    """Under which keys the source knows the rows that are here."""
    return {row.key: row.row_id for row in seen.rows if row.key and row.row_id is not None}


def _write(session: Session, row: Planned) -> int:
    """Write one row; raises UserError naming its line."""
    assert row.write is not None  # noqa: S101 - chosen by that
    try:
        return row.write(session)
    except UserError as error:
        raise UserError(f"Line {row.line}: {error.text} Nothing was imported.") from error


LISTED = (
    OutColumn[Planned]("Line", WHOLE, lambda one: one.line),
    OutColumn[Planned]("What", TEXT, lambda one: ACT_WORDS[one.act]),
    OutColumn[Planned]("Row", TEXT, lambda one: one.title),
    OutColumn[Planned]("Why", TEXT, lambda one: one.why),
)
"""What would become of each row, as a list of its own."""


def write_preview(progress: Progress, seen: Preview, path: Path) -> int:
    """Write what would become of each row as .csv, .xlsx or .json; answers how many rows.

    Raises UserError for another ending, Trouble when the file cannot be saved.
    """
    return write_table(path, "Import", LISTED, seen.rows, progress, len(seen.rows))
