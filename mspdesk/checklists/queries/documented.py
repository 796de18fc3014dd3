"""What a run will write into the documentation when it ends, said before it happens (S074)."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...clients.models import Client
from ...dates import today
from ...documentation.queries.pasting import reading_of
from ...documentation.queries.tables import table_of
from ...documentation.rules.cells import Reading, read_cell, show_cell
from ...documentation.rules.section import Section
from ...errors import UserError
from ...rows import dataclass
from ..models import ChecklistRun
from ..rules import mapping
from ..rules.mapping import Target
from ..rules.master import Line
from .results import Result, lines_of, results

DEVICE = "device"


@dataclass(frozen=True, slots=True)
class Writing:
    """One fact a run writes: at which line, where to, what, and what stood there.

    `row_id` is the row it changes with the `version` seen, None for a new one. With a `fault` it
    is not written, and that says why.
    """

    key: str
    step: str
    section: str
    title: str
    name: str
    field: str
    label: str
    words: str
    was: str = ""
    value: Any = None
    row_id: int | None = None
    version: int = 0
    fault: str = ""

    @property
    def line(self) -> str:
        """As it is shown before it happens: Warranty until of PC-14: Mar 11, 2029."""
        return f"{self.label} of {self.name or self.title.lower()}: {self.words}"


def writings(session: Session, run_id: int) -> list[Writing]:
    """What will be written when a run ends, in the order of its lines; faults are among them."""
    run = session.get_one(ChecklistRun, run_id)
    client = session.get(Client, run.client_id) if run.client_id is not None else None
    if client is None:
        return []
    found = results(session, run_id)
    wanted: dict[str, list[tuple[Line, Target, str]]] = {}
    for line in lines_of(session, run).lines():
        where = mapping.target(line.maps) if line.maps else None
        words = _words(line, where, found.get(line.key)) if where else ""
        if where is not None and words:
            wanted.setdefault(where.key, []).append((line, where, words))
    rows = []
    for parts in wanted.values():
        wanted_section = parts[0][1].section
        if wanted_section is None:
            rows += _of_client(client, parts)
        else:
            rows += _of_section(session, run, client.id, wanted_section, parts)
    return rows


def _words(line: Line, where: Target, one: Result | None) -> str:
    if one is None or one.written:
        return ""
    day = one.at.date() if one.at else today()
    return mapping.words_of(where.field, line, one.state, one.value, one.note, day)


def _of_client(client: Client, parts: list[tuple[Line, Target, str]]) -> list[Writing]:
    row = {where.field.name: getattr(client, where.field.name) for _, where, _ in parts}
    reading = Reading()
    return [
        _writing(line, where, words, reading, client.name, row, client.id, client.version)
        for line, where, words in parts
    ]


def _of_section(
    session: Session,
    run: ChecklistRun,
    client_id: int,
    wanted: Section,
    parts: list[tuple[Line, Target, str]],
) -> list[Writing]:
    """The facts of one section: of the run's device, of the row so called, or of a new one."""
    reading = reading_of(session, client_id, wanted)
    typed = {where.field.name: words for _, where, words in parts}
    row, why = _row(session, run, wanted, typed.get(wanted.name, ""))
    held = {one.name: getattr(row, one.name) for one in wanted.fields} if row is not None else {}
    name = str(held.get(wanted.name) or typed.get(wanted.name, "") or wanted.one.capitalize())
    version = row.version if row is not None else 0
    return [
        _writing(
            line,
            where,
            words,
            reading,
            name,
            held,
            row.id if row is not None else None,
            version,
            why,
        )
        for line, where, words in parts
    ]


def _row(session: Session, run: ChecklistRun, wanted: Section, name: str) -> tuple[Any | None, str]:
    """The row the facts belong to, or why it cannot be told."""
    table: Any = table_of(wanted)
    if wanted.key == DEVICE and run.device_id is not None:
        return session.get(table, run.device_id), ""
    gone = getattr(table, wanted.gone)
    whose = select(table).where(table.client_id == run.client_id, gone.is_(None))
    if name:
        # Compared here: a file's own lower() knows no letter beyond a to z.
        same = (
            row
            for row in session.scalars(whose.order_by(table.id))
            if getattr(row, wanted.name).casefold() == name.casefold()
        )
        return next(same, None), ""
    if wanted.key == DEVICE:
        return None, "Choose the device this checklist is about."
    found = session.scalars(whose.limit(2)).all()
    if len(found) > 1:
        return None, f"There are several {wanted.title.lower()}; write it down there by hand."
    return (found[0] if found else None), ""


def _writing(
    line: Line,
    where: Target,
    words: str,
    reading: Reading,
    name: str,
    held: Mapping[str, Any],
    row_id: int | None,
    version: int,
    fault: str = "",
) -> Writing:
    kept, value, shown = where.field, None, words
    try:
        value = read_cell(kept, words, reading)
        shown = show_cell(kept, value, reading.names, reading.currency) or words
    except UserError as error:
        fault = fault or error.text
    was = show_cell(kept, held.get(kept.name), reading.names, reading.currency)
    return Writing(
        line.key,
        line.number,
        where.key,
        where.title,
        name,
        kept.name,
        kept.label,
        shown,
        was,
        value,
        row_id,
        version,
        fault,
    )
