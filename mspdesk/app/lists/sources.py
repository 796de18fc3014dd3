"""How the lists of a source are read: recognised by their headers, kept, changed."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import PurePath

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from ...database.action import action, touched
from ...dates import utc_now
from ...exchange import alias_programs, aliases
from ...exchange.text import header_key, one_line
from ...rows import dataclass
from ...shop.models import ImportField, ImportLink, ImportSource
from .said import APP, FILE

OWN = "MSPDesk"
"""The source of lists that MSPDesk wrote."""

USUAL = {"notes": APP}
"""Who owns a field until somebody says: what people write down here is never written over."""

LONGEST_KEY = 200
CHUNK = 400
_ALIKE = 2
_NAMED_BY_DAY = "0123456789-_. ()"


@dataclass(frozen=True, slots=True)
class Source:
    """A source of lists of one kind, as it is kept or as it would be."""

    kind: str
    name: str
    headers: tuple[str, ...] = ()
    order: str = ""
    encoding: str = ""
    client_id: int | None = None
    columns: tuple[tuple[str, str], ...] = ()
    owners: tuple[tuple[str, str], ...] = ()
    kept: bool = False
    decimals: str = ""

    def owner(self, field: str) -> str:
        """Whose word holds for a field."""
        return dict(self.owners).get(field) or USUAL.get(field, FILE)


def kept_sources(session: Session, kind: str) -> list[Source]:
    """The sources of a kind, the one used last first."""
    rows = select(ImportSource).where(ImportSource.kind == kind)
    found = session.scalars(rows.order_by(ImportSource.used_at.desc(), ImportSource.id.desc()))
    return [_source(session, row) for row in found]


def _source(session: Session, row: ImportSource) -> Source:
    fields = session.execute(
        select(ImportField.field, ImportField.header, ImportField.owner)
        .where(ImportField.source_id == row.id)
        .order_by(ImportField.id)
    ).all()
    return Source(
        row.kind,
        row.name,
        tuple(row.headers.splitlines()),
        row.order,
        row.encoding,
        row.client_id,
        tuple((field, header) for field, header, _ in fields if header),
        tuple((field, owner) for field, _, owner in fields if owner),
        kept=True,
        decimals=row.decimals,
    )


def source_of(
    session: Session,
    kind: str,
    headers: Sequence[str],
    file: str,
    named: str = "",
    program: str = "",
) -> Source:
    """The source a file is from: by its name where a person said it, else by its headers.

    `file` is its name, `program` what writes files of its form.

    A file is of a kept source when it has the same headers, or all that a person chose columns of
    and most of the rest; otherwise it is of a program whose lists we know, or of its own.
    """
    kept = kept_sources(session, kind)
    if named:
        same = [one for one in kept if one.name.lower() == named.lower()]
        return same[0] if same else Source(kind, named)
    mine = {header_key(header) for header in headers}
    for one in kept:
        if mine == {header_key(header) for header in one.headers}:
            return one
    program = program or _program(headers, kind)
    alike = [one for one in kept if _is_alike(one, mine) and one.name == (program or one.name)]
    if alike:
        return alike[0]
    name = program or _named_by(file)
    same = [one for one in kept if one.name.lower() == name.lower()]
    return same[0] if same else Source(kind, name)


def _program(headers: Sequence[str], kind: str) -> str:
    titles = {header_key(one.title) for one in aliases.fields(kind)}
    if all(header_key(header) in titles for header in headers) and len(headers) > len(titles) // 2:
        return OWN
    return alias_programs.program_of(headers, kind)


def _is_alike(source: Source, mine: set[str]) -> bool:
    """Whether a file has what was chosen for a source, and most of its other headers."""
    theirs = {header_key(header) for header in source.headers}
    chosen = {header_key(header) for _, header in source.columns if header != "-"}
    return chosen <= mine and len(theirs & mine) * _ALIKE > len(theirs | mine)


def _named_by(file: str) -> str:
    """What a file is called without the day that many programs put at its end."""
    stem = one_line(PurePath(file).stem)
    return (stem.strip(_NAMED_BY_DAY) or stem or "File")[:80]


def meant(source: Source) -> Mapping[str, str]:
    """Headers by field that stand above the tables of names: a person's, else the program's."""
    program = alias_programs.MEANT.get((source.name, source.kind), {})
    return program | dict(source.columns)


@action("Keep how a file is read", batch=True)
def keep_source(session: Session, source: Source, links: Mapping[str, int]) -> None:
    """Keep how a source is read and under which keys it knows our rows."""
    keep(session, source)
    link(session, source, links)


def keep(session: Session, source: Source) -> None:
    """Write down how a source is read; a later file of it is recognised and read the same way."""
    here = session.connection()
    known = [one for one in kept_sources(session, source.kind) if one.name == source.name]
    same = (ImportSource.kind == source.kind) & (ImportSource.name == source.name)
    if known and known[0] == replace(source, kept=True):
        here.execute(update(ImportSource).where(same).values(used_at=utc_now()))
        return
    values = {
        "headers": "\n".join(source.headers),
        "order": source.order,
        "decimals": source.decimals,
        "encoding": source.encoding,
        "client_id": source.client_id,
        "used_at": utc_now(),
    }
    if known:
        here.execute(update(ImportSource).where(same).values(**values))
        id_ = here.execute(select(ImportSource.id).where(same)).scalar_one()
        here.execute(delete(ImportField).where(ImportField.source_id == id_))
    else:
        new = insert(ImportSource).values(kind=source.kind, name=source.name, **values)
        id_ = here.execute(new.returning(ImportSource.id)).scalar_one()
    columns, owners = dict(source.columns), dict(source.owners)
    rows = [
        {
            "source_id": id_,
            "field": field,
            "header": columns.get(field, ""),
            "owner": owners.get(field, ""),
        }
        for field in dict.fromkeys((*columns, *owners))
    ]
    if rows:
        here.execute(insert(ImportField), rows)
    touched(session, "import_source")


def link(session: Session, source: Source, links: Mapping[str, int]) -> None:
    """Write down under which keys a source knows rows of ours."""
    here = session.connection()
    keys = list(links)
    for begin in range(0, len(keys), CHUNK):
        part = keys[begin : begin + CHUNK]
        same = (ImportLink.source == source.name) & (ImportLink.kind == source.kind)
        here.execute(delete(ImportLink).where(same, ImportLink.key.in_(part)))
        rows = [
            {"source": source.name, "kind": source.kind, "key": key, "row_id": links[key]}
            for key in part
        ]
        here.execute(insert(ImportLink), rows)


@action("Forget how a file is read", batch=True)
def forget(session: Session, kind: str, name: str) -> None:
    """Forget how the lists of a source are read; what came from it stays, and is known again."""
    same = (ImportSource.kind == kind) & (ImportSource.name == name)
    here = session.connection()
    ids = select(ImportSource.id).where(same)
    here.execute(delete(ImportField).where(ImportField.source_id.in_(ids)))
    here.execute(delete(ImportSource).where(same))
    touched(session, "import_source")
