"""Values a file keeps that no program could have written: a flipped bit, a stranger's hand.

SQLite keeps any value in any column, and its own check asks only how pages hang together. A server
refuses such values when they come.
"""

from collections.abc import Iterator, Mapping

from sqlalchemy import Boolean, Column, Date, DateTime, Integer, String, text
from sqlalchemy.orm import Session

from .catalogue import whole
from .faults import said

_DAY = "(date({0}) IS NOT {0})"
_MOMENT = (
    "(strftime('%Y-%m-%d %H:%M:%S', substr({0}, 1, 19)) IS NOT substr({0}, 1, 19)"
    " OR substr({0}, 20) NOT GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]' AND length({0}) <> 19)"
)
_NUMBER = "(typeof({0}) <> 'integer')"
_WORDS = "(typeof({0}) <> 'text')"
_SIGNS = (
    (DateTime, _MOMENT),
    (Date, _DAY),
    ((Integer, Boolean), _NUMBER),
    (String, _WORDS),
)
_AT_ONCE = 40
"""Tables that are asked in one question; SQLite takes 500 at most."""


def unreadable(session: Session, there: Mapping[str, set[str]]) -> Iterator[str]:
    """One sentence for each table of a file that holds values nothing can read.

    `there` are the columns of each table these books have.
    """
    asked = []
    tables = [one for one in whole().sorted_tables if one.name in there]
    filled = _filled(session, [one.name for one in tables])
    for table in tables:
        if table.name not in filled:
            continue
        columns = [one for one in table.columns if one.name in there[table.name]]
        wrong = " OR ".join(filter(None, map(_wrong, columns)))
        if wrong:
            asked.append(f"SELECT '{table.name}', count(*) FROM \"{table.name}\" WHERE {wrong}")  # noqa: S608 -- our own names
    for at in range(0, len(asked), _AT_ONCE):
        together = text(" UNION ALL ".join(asked[at : at + _AT_ONCE]))
        for name, count in session.execute(together):
            if count:
                rows = "row" if count == 1 else "rows"
                yield f"{count} {rows} of {said(name)} hold values that cannot be read."


def _filled(session: Session, names: list[str]) -> set[str]:
    """The tables that hold anything: most are empty in a young shop, and asking costs words."""
    found: set[str] = set()
    for at in range(0, len(names), _AT_ONCE):
        asked = " UNION ALL ".join(
            f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM \"{name}\")"  # noqa: S608 -- our own names
            for name in names[at : at + _AT_ONCE]
        )
        found.update(session.scalars(text(asked)))
    return found


def _wrong(column: Column[object]) -> str:
    """What holds of a value that a column cannot hold; nothing where every value will do."""
    for kind, sign in _SIGNS:
        if isinstance(column.type, kind):
            name = f'"{column.name}"'
            wrong = sign.format(name)
            return f"({name} IS NOT NULL AND {wrong})" if column.nullable else wrong
    return ""
