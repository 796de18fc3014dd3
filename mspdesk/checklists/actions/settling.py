"""What becomes of clients' own words when the master moves under them."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...errors import UserError
from ...exchange.toml_text import write_toml
from ..models import ChecklistDifference
from ..queries.differences import difference_of
from ..rules.arrange import key_for
from ..rules.master import Master
from ..rules.master_text import line_table
from ..rules.merge import ADD, HIDE, Collision, collisions

KEEP, FOLLOW = "keep", "follow"
DECISIONS = {KEEP: "Keep theirs", FOLLOW: "Follow the master"}


def settle(
    session: Session,
    checklist_id: int,
    before: Master | None,
    after: Master,
    decisions: Mapping[int, str],
) -> None:
    """Bring what clients have different to the new text, as was decided for each.

    Raises UserError naming `reach` for a client's words that the new text meets undecided.
    """
    found = session.scalars(
        select(ChecklistDifference)
        .where(ChecklistDifference.checklist_id == checklist_id)
        .order_by(ChecklistDifference.id)
    )
    for row in list(found):
        met = collisions(after, [difference_of(row)])
        if row.kind == HIDE:
            if met:
                session.delete(row)
        elif met:
            _decided(session, row, met[0], decisions.get(row.id, ""), before, after)
        elif row.kind == ADD and before is not None:
            row.after = _anchor(before, after, row.after)
    session.flush()


def _decided(
    session: Session,
    row: ChecklistDifference,
    met: Collision,
    decision: str,
    before: Master | None,
    after: Master,
) -> None:
    if decision not in DECISIONS:
        words = "Decide for each client whether its own words stay."
        raise UserError(words, "reach")
    if decision == FOLLOW:
        session.delete(row)
    elif met.why == "gone":
        _made_own(row, before, after)
    elif met.why == "taken":
        every = {line.key for section in after.sections for line in section.lines}
        row.key = key_for(met.ours, every)
    else:
        row.was = said_of(after, row.key, dict(met.difference.was))


def said_of(master: Master, key: str, names: Mapping[str, Any]) -> str:
    """What a master says in some fields of a line, as text; what is usual is an empty one."""
    line = master.line(key)
    table = line_table(line) if line is not None else {}
    return write_toml({name: table.get(name, "") for name in names})


def _made_own(row: ChecklistDifference, before: Master | None, after: Master) -> None:
    """A reworded line that the master gave up becomes a line the client has besides."""
    line = before.line(row.key) if before is not None else None
    fields = (line_table(line) if line is not None else {}) | dict(difference_of(row).fields)
    fields.pop("key", None)
    row.after = _anchor(before, after, row.key) if before is not None else ""
    row.kind, row.body, row.was = ADD, write_toml(fields), ""


def _anchor(before: Master, after: Master, key: str) -> str:
    """The line a client's own one stands after; where that went, the last that is still there."""
    order = [line.key for section in before.sections for line in section.lines]
    upto = order[: order.index(key) + 1] if key in order else []
    kept = [one for one in upto if after.line(one) is not None]
    return kept[-1] if kept else key
