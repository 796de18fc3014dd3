"""Commits whose end is in doubt: a cable pulled or a disk full while the answer was under way.

Every step carries a name of its own, so the books can be asked afterwards whether it is there.
"""

import time
from contextlib import suppress

from sqlalchemy import Connection, Engine, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from .faults import AlreadyDone, Doubt
from .tables import Step

PATIENCE = (0.0, 0.3, 1.0, 2.0)
"""Seconds to wait before each try to reach the books again."""

_HOLD = text("SELECT pg_advisory_xact_lock(hashtextextended(:once, 0))")


def hold_name(session: Session) -> None:
    """Hold the step's name until its transaction is over, on a server.

    Whoever asks for the name after a broken line waits until the server has made up its mind.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.connection().execute(_HOLD, {"once": session.info["once"]})


def refuse_twice(session: Session, label: str) -> None:
    """Raise AlreadyDone when a step of this name is in the books."""
    found = session.connection().execute(select(Step.at).where(Step.once == session.info["once"]))
    if (at := found.scalar_one_or_none()) is not None:
        raise AlreadyDone(label, at)


def happened(session: Session, label: str) -> bool:
    """Whether a step is in the books, asked anew after its commit raised something.

    Raises Doubt when the books do not answer.
    """
    engine = session.get_bind()
    if not isinstance(engine, Engine):
        raise TypeError("a step's session is bound to an engine")
    once: str = session.info["once"]
    for pause in PATIENCE:
        time.sleep(pause)
        engine.dispose()
        with suppress(DBAPIError, MemoryError), engine.connect() as connection:
            return is_there(connection, once)
    raise Doubt(
        f"It is not known whether “{label}” was saved.",
        "Look in History before doing it again.",
    )


def is_there(connection: Connection, once: str) -> bool:
    """Whether a step of this name was saved; waits for one that is still being saved."""
    if connection.dialect.name == "postgresql":
        connection.execute(_HOLD, {"once": once})
    return connection.execute(select(Step.id).where(Step.once == once)).first() is not None
