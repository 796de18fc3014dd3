"""Bringing something in, whatever it is: a whole shop from a folder, or a list from a file."""

from pathlib import Path

from ..database.store import Store
from ..errors import UserError
from ..exchange.values import DateOrder
from ..progress import Progress
from ..rows import dataclass
from .lists.plan import Preview, bring_list, preview
from .lists.shape import ACT_WORDS, KNOWN, Act, Planned
from .whole_shop.bring import Brought, bring_whole_shop, try_whole_shop

ORDERS = {None: None, "day": DateOrder.DAY_FIRST, "month": DateOrder.MONTH_FIRST}
SHOWN = 50


@dataclass(frozen=True, slots=True)
class Result:
    """What came of it: lines for a person, and the batch to undo (None when nothing was new)."""

    lines: list[str]
    batch_id: int | None


def bring(
    store: Store,
    progress: Progress,
    kind: str,
    path: Path,
    order: str | None = None,
    *,
    dry_run: bool = False,
) -> Result:
    """Bring in a `shop` folder or a list of a kind; with `dry_run` only say what would happen.

    `order` is day or month, where 3/4/2026 could be either. Raises UserError when the file is
    refused, Cancelled when stopped; then nothing of it is in the books.
    """
    if kind == "shop":
        return _shop(store, progress, path, dry_run=dry_run)
    if dry_run:
        seen = preview(store, progress, kind, path, ORDERS[order])
        return Result(_lines(seen), None)
    try:
        done = bring_list(store, progress, kind, path, ORDERS[order])
    except UserError as error:
        if error.field != "order":
            raise
        raise UserError(f"{error.text} Say --month-first or --day-first.", "order") from error
    return Result(_lines(done.preview, done=True), done.batch_id)


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
    if seen.question and not done:
        lines.append(seen.question)
    for act in Act:
        if done and act is not Act.SKIP:
            continue
        rows = [row for row in seen.rows if row.act is act and row.why not in KNOWN]
        lines += [_line(row) for row in rows[:SHOWN]]
        if len(rows) > SHOWN:
            lines.append(f"... and {len(rows) - SHOWN:,} more to {ACT_WORDS[act].lower()}")
    known = sum(row.why in KNOWN for row in seen.rows)
    if known:
        lines.append(f"{known:,} are here already")
    lines.append(_done(seen) if done else seen.words)
    return lines


def _line(row: Planned) -> str:
    why = f": {row.why}" if row.why else ""
    return f"Line {row.line}: {ACT_WORDS[row.act].lower()} {row.title}{why}"


def _done(seen: Preview) -> str:
    add, update, skip = (seen.count(act) for act in Act)
    return f"{add:,} added, {update:,} updated, {skip:,} skipped"
