"""Things people do so that one client's checklist differs: add, leave out, reword a line."""

from dataclasses import fields
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...clients.models import Client
from ...database.action import acting, action, tell
from ...dates import now
from ...errors import UserError
from ...exchange.toml_text import write_toml
from ..models import Checklist, ChecklistDifference
from ..queries import masters as queries
from ..rules.arrange import key_for, line_faults
from ..rules.master import Line, Master
from ..rules.master_text import line_of, line_table, plain_number
from ..rules.merge import ADD, HIDE, REWORD
from .counting import recount
from .masters import ensure
from .settling import said_of

_FIELDS = [one.name for one in fields(Line) if one.name not in ("key", "number", "off", "about")]


@action("Add a step for a client")
def add_line(
    session: Session, code: str, client_id: int, line: Line, after: str, reason: str = ""
) -> str:
    """Give a client a line it has besides, after a line of the master, and answer its key.

    The key of `line` does not count. Raises UserError by field of the line.
    """
    row_id, client = _whose(session, code, client_id)
    _checked(line)
    master = queries.body_of(session, row_id)
    every = {one.key for section in master.sections for one in section.lines}
    own = select(ChecklistDifference.key, ChecklistDifference.after).where(
        ChecklistDifference.checklist_id == row_id, ChecklistDifference.client_id == client_id
    )
    anchors = {row[0]: row[1] for row in session.execute(own)}
    row = _new(row_id, client_id, ADD, key_for(line.text, every | set(anchors)))
    # After a line the client has besides: that one's place, which its own come to in their order.
    row.after = anchors.get(after) or after
    row.body, row.reason = write_toml(_table(line)), _short(reason)
    row.person_id = acting(session)
    session.add(row)
    session.flush()
    recount(session, row_id, client_id)
    tell(session, f"Step added for {client.name}")
    return row.key


@action("Reword a step for a client")
def reword_line(
    session: Session, code: str, client_id: int, key: str, line: Line, reason: str = ""
) -> None:
    """Let a line say something else for one client: what is the master's word keeps following it.

    A line the client has besides is changed itself; one that says what the master says again
    follows it. Raises UserError by field of the line.
    """
    row_id, client = _whose(session, code, client_id)
    _checked(line)
    row = _held(session, row_id, client_id, key)
    if row is not None and row.kind == ADD:
        row.body, row.reason = write_toml(_table(line)), _short(reason)
        tell(session, f"Step of {client.name} changed")
        session.flush()
        recount(session, row_id, client_id)
        return
    master = queries.body_of(session, row_id)
    theirs = _apart(_line(master, key), line)
    if not theirs:
        if row is None:
            raise UserError("This is what the master says already.", "text")
        session.delete(row)
        tell(session, f"{client.name} follows the master here again")
    else:
        if row is None:
            row = _new(row_id, client_id, REWORD, key)
            session.add(row)
        row.kind, row.body, row.reason = REWORD, write_toml(theirs), _short(reason)
        row.was = said_of(master, key, theirs)
        row.at, row.person_id = now(), acting(session)
        tell(session, f"Step reworded for {client.name}")
    session.flush()
    recount(session, row_id, client_id)


@action("Leave a step out for a client")
def leave_out(session: Session, code: str, client_id: int, key: str, reason: str = "") -> None:
    """Cross a line of the master off for one client; the other lines keep their numbers (S093)."""
    row_id, client = _whose(session, code, client_id)
    line = _line(queries.body_of(session, row_id), key)
    row = _held(session, row_id, client_id, key)
    if row is None:
        row = _new(row_id, client_id, HIDE, key)
        session.add(row)
    row.kind, row.body, row.was, row.reason = HIDE, "", "", _short(reason)
    row.at, row.person_id = now(), acting(session)
    session.flush()
    recount(session, row_id, client_id)
    tell(session, f"Step {line.number} left out for {client.name}")


@action("Follow the master again")
def follow(session: Session, code: str, client_id: int, key: str) -> None:
    """Take back what a client has different in a line; one it has besides goes."""
    row_id, client = _whose(session, code, client_id)
    row = _held(session, row_id, client_id, key)
    if row is None:
        raise UserError(f"{client.name} follows the master here already.")
    own = row.kind == ADD
    session.delete(row)
    session.flush()
    recount(session, row_id, client_id)
    said = f"Step of {client.name} removed" if own else f"{client.name} follows the master again"
    tell(session, said)


def _whose(session: Session, code: str, client_id: int) -> tuple[int, Client]:
    client = session.get(Client, client_id)
    if client is None:
        raise UserError("Choose a client first.", "client")
    row = session.get_one(Checklist, ensure(session, code))
    if row.retired:
        raise UserError(f"{row.title} is out of use. Bring it back first.")
    return row.id, client


def _held(session: Session, row_id: int, client_id: int, key: str) -> ChecklistDifference | None:
    return session.scalar(
        select(ChecklistDifference).where(
            ChecklistDifference.checklist_id == row_id,
            ChecklistDifference.client_id == client_id,
            ChecklistDifference.key == key,
        )
    )


def _new(row_id: int, client_id: int, kind: str, key: str) -> ChecklistDifference:
    return ChecklistDifference(
        checklist_id=row_id, client_id=client_id, kind=kind, key=key, body="", was="", at=now()
    )


def _line(master: Master, key: str) -> Line:
    line = master.line(key)
    if line is None:
        raise UserError("The master has no such step any more.")
    return line


def _checked(line: Line) -> None:
    """Refuse a line that lacks something, by its field."""
    lacking = line_faults(line)
    if lacking:
        name, words = lacking[0]
        raise UserError("Say what is to be done." if name == "text" else words, name)
    line_of(line_table(line) | {"key": line.key or "own"})


def _table(line: Line) -> dict[str, Any]:
    table = line_table(line)
    table.pop("key", None)
    return table


def _apart(master: Line, theirs: Line) -> dict[str, Any]:
    """The fields a client says otherwise, with what is usual written out."""
    found: dict[str, Any] = {}
    for name in _FIELDS:
        value = getattr(theirs, name)
        if value == getattr(master, name):
            continue
        if name in ("low", "high"):
            found[name] = "" if value is None else plain_number(value)
        else:
            found[name] = list(value) if isinstance(value, tuple) else value
    return found


def _short(reason: str) -> str:
    return " ".join(reason.split())[:200]
