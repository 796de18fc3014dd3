"""Bringing something in, whatever it is: a whole shop from a folder, or a list from a file."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ..clients.models import Client
from ..database.store import Store
from ..errors import UserError
from ..exchange import aliases, encodings
from ..exchange.text import header_key
from ..exchange.values import DateOrder
from ..progress import Progress
from ..rows import dataclass
from .lists.plan import Preview, bring_list, preview, write_preview
from .lists.said import OWNERS, Said
from .lists.shape import ACT_WORDS, HERE, Act, Planned
from .whole_shop.bring import Brought, bring_whole_shop, try_whole_shop

__all__ = ["Result", "bring", "client_names", "said_of", "write_preview"]

ORDERS = {None: None, "day": DateOrder.DAY_FIRST, "month": DateOrder.MONTH_FIRST}
SHOWN = 50
_HOW = {
    "order": "Say --month-first or --day-first.",
    "decimals": "Say --decimals point or --decimals comma.",
    "encoding": "Say --encoding cp1252, cp1250, cp1251, mac_roman or cp850.",
    "client": "Say --client NAME, or --column Client=HEADER.",
    "columns": "Or say --column FIELD=HEADER.",
}
"""How a question is answered where nobody can be asked."""


@dataclass(frozen=True, slots=True)
class Result:
    """What came of it: lines for a person, and the batch to undo (None when nothing was new).

    `seen` is the plan of a list, row by row.
    """

    lines: list[str]
    batch_id: int | None
    seen: Preview | None = None


def bring(
    store: Store,
    progress: Progress,
    kind: str,
    path: Path,
    order: str | None = None,
    *,
    dry_run: bool = False,
    said: Said | None = None,
) -> Result:
    """Bring in a `shop` folder or a list of a kind; with `dry_run` only say what would happen.

    `order` is day or month, where 3/4/2026 could be either; `said` whatever else a person said of
    a list. Raises UserError when the file is refused, Cancelled when stopped; then nothing of it
    is in the books.
    """
    if kind == "shop":
        return _shop(store, progress, path, dry_run=dry_run)
    said = said or Said()
    said = replace(said, order=ORDERS[order]) if order is not None else said
    said = replace(said, columns=_fields(kind, said.columns), owners=_fields(kind, said.owners))
    if dry_run:
        seen = preview(store, progress, kind, path, said)
        return Result(_lines(seen), None, seen)
    try:
        done = bring_list(store, progress, kind, path, said)
    except UserError as error:
        how = _HOW.get(error.field or "", "")
        raise UserError(f"{error.text} {how}".strip(), error.field) from error
    return Result(_lines(done.preview, done=True), done.batch_id, done.preview)


def said_of(
    store: Store,
    *,
    encoding: str = "",
    decimals: str = "",
    client: str | None = None,
    source: str = "",
    columns: Sequence[str] | None = None,
    owners: Sequence[str] | None = None,
) -> Said:
    """What a command line says of a list; raises UserError for what makes no sense."""
    if encoding and encoding not in encodings.WORDS:
        raise UserError(f"Use one of the encodings {', '.join(encodings.WORDS)}.", "encoding")
    client_id = store.ask(client_named, client) if client else None
    who = _pairs(owners, "--owner FIELD=file or --owner FIELD=app")
    if who and set(who.values()) - set(OWNERS):
        raise UserError("An owner is file or app.", "owner")
    named = _pairs(columns, "--column FIELD=HEADER")
    return Said(None, encoding, client_id, source, named, who, decimals)


def _pairs(words: Sequence[str] | None, form: str) -> dict[str, str] | None:
    """Fields with what is said of each; None where nothing was."""
    if words is None:
        return None
    found = {}
    for word in words:
        field, sign, value = word.partition("=")
        if not (field and sign and value):
            raise UserError(f"“{word}” is not understood. Say {form}.")
        found[field.strip()] = value.strip()
    return found


def _fields(kind: str, said: Mapping[str, str] | None) -> dict[str, str] | None:
    """What was said of fields, each by its name; a person may say the title of our lists.

    Raises UserError for a field that a list of the kind does not have.
    """
    if said is None:
        return None
    names = {one.name: one.name for one in aliases.fields(kind)}
    titles = {header_key(one.title): one.name for one in aliases.fields(kind)}
    known = {header_key(name): name for name in names} | titles
    wrong = next((field for field in said if header_key(field) not in known), None)
    if wrong is not None:
        listed = ", ".join(one.title for one in aliases.fields(kind))
        raise UserError(f"A list of {kind} has no field “{wrong}”. It has: {listed}.")
    return {known[header_key(field)]: word for field, word in said.items()}


def client_names(session: Session) -> list[tuple[int, str]]:
    """Every client but our own company, by name."""
    found = select(Client.id, Client.name).where(Client.internal.is_(False))
    rows = session.execute(found.order_by(func.lower(Client.name), Client.id))
    return [(id_, name) for id_, name in rows]


def client_named(session: Session, name: str) -> int:
    """The client a person names by name or number; raises UserError when there is none, or two."""
    same = (func.lower(Client.name) == name.lower()) | (Client.number == name)
    found = session.scalars(select(Client.id).where(same).limit(2)).all()
    if not found:
        raise UserError(f"There is no client “{name}”. Add it first, or look at its name.")
    if len(found) > 1:
        raise UserError(f"Several clients are called “{name}”. Say the number of one.")
    return found[0]


def _shop(store: Store, progress: Progress, path: Path, *, dry_run: bool) -> Result:
    run = try_whole_shop if dry_run else bring_whole_shop
    found: Brought = run(store, progress, path)
    lines = found.lines
    if not sum(found.added.values()):
        lines = [*lines, "Everything in this folder is here already."]
    return Result(lines, found.batch_id)


def _lines(seen: Preview, *, done: bool = False) -> list[str]:
    """What became of a list, or would: the sums, then each row that was left out and why."""
    lines = list(seen.notices)
    if seen.unknown:
        lines.append(f"Not read: {', '.join(seen.unknown)}")
    if not done:
        lines += [
            f'There is no column for {title}. Say --column "{title.partition(" or ")[0]}=HEADER".'
            for title in seen.missing
        ]
        unclear = [question for question in seen.questions if not question.answer]
        lines += [f"{question.words} {_HOW[question.about]}" for question in unclear]
    for act in Act:
        if done and act is not Act.REFUSE:
            continue
        rows = [row for row in seen.rows if row.act is act and row.why != HERE]
        lines += [_line(row) for row in rows[:SHOWN]]
        if len(rows) > SHOWN:
            lines.append(f"... and {len(rows) - SHOWN:,} more to {ACT_WORDS[act].lower()}")
    lines.append(seen.done if done else seen.words)
    return lines


def _line(row: Planned) -> str:
    title = f" {row.title}" if row.title else ""
    why = f": {row.why}" if row.why else ""
    return f"Line {row.line}: {ACT_WORDS[row.act].lower()}{title}{why}"
