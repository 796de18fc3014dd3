"""The store: opens the books, reads them, and writes them one step at a time."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from ..errors import Trouble, UserError
from . import engines
from .action import Action
from .faults import Conflict
from .journal import Journal, redo_target, reverse, undo_target

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Committed:
    """What a step left behind: its id, its words, and the tables that moved."""

    step_id: int | None
    label: str
    words: str
    undoable: bool
    tables: frozenset[str]


Listener = Callable[[Committed], None]


class Store:
    """One set of books, open; usable from several threads, writing one step at a time."""

    def __init__(
        self,
        place: str,
        write_engine: Engine | None,
        read_engine: Engine,
        person_id: int | None = None,
    ) -> None:
        self.place = place
        self.person_id = person_id
        self._write_engine = write_engine
        self._read_engine = read_engine
        self._writing = threading.RLock()
        self._listeners: list[Listener] = []
        self._closers: list[Callable[[], None]] = []

    @classmethod
    def connect(cls, place: str, *, read_only: bool = False, durable: bool = True) -> "Store":
        """Connect to books that exist and are current; see `books.open_books` for the whole door.

        `place` is a books.db file or a postgresql:// URL. `durable=False` is for throw-away books.
        """
        write = None if read_only else engines.write_engine(place, durable=durable)
        return cls(place, write, engines.read_engine(place))

    @property
    def dialect(self) -> str:
        """Sqlite or postgresql."""
        return self._read_engine.dialect.name

    @property
    def read_only(self) -> bool:
        """Whether these books were opened for reading only."""
        return self._write_engine is None

    @property
    def folder(self) -> Path | None:
        """The folder of the books on this computer; None on a server."""
        return None if "://" in self.place else Path(self.place).parent

    def listen(self, listener: Listener) -> None:
        """Call a listener after each commit, on the thread that made it."""
        self._listeners.append(listener)

    def on_close(self, closer: Callable[[], None]) -> None:
        """Call something when the books are closed, last come first."""
        self._closers.append(closer)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session that can only read, gone at the end of the block."""
        with Session(self._read_engine, expire_on_commit=False, autoflush=False) as session:
            engines.forbid_writes(session)
            try:
                yield session
            except OperationalError as error:
                raise engines.trouble(error) from error

    @contextmanager
    def step(
        self, label: str, *, undoable: bool = True, batch: bool = False, undoes: int | None = None
    ) -> Iterator[Session]:
        """One write transaction: journalled and committed at the end of the block, or nothing.

        Raises Conflict when another writer was first, Trouble when the books cannot be written.
        """
        if self._write_engine is None:
            raise Trouble(
                "These books are open for reading only.", "Another MSPDesk is writing them."
            )
        with self._writing:
            session = Session(self._write_engine, expire_on_commit=False)
            session.info["person_id"] = self.person_id
            journal = Journal(session, batch=batch)
            session.info["journal"] = journal
            try:
                yield session
                session.flush()
                step_id = journal.write(label, undoable=undoable, undoes=undoes)
                tables = frozenset(journal.tables())
                words = str(session.info.get("words", ""))
                session.commit()
            except StaleDataError as error:
                session.rollback()
                raise Conflict("Somebody changed this record while you had it open.") from error
            except IntegrityError:
                session.rollback()
                raise
            except DBAPIError as error:
                session.rollback()
                raise engines.trouble(error) from error
            except BaseException:
                session.rollback()
                raise
            finally:
                session.close()
        done = Committed(step_id, label, words, undoable and not journal.private, tables)
        for listener in list(self._listeners):
            listener(done)

    def ask(
        self, query: Callable[Concatenate[Session, P], R], *args: P.args, **kwargs: P.kwargs
    ) -> R:
        """Ask one question in a read session of its own."""
        with self.read() as session:
            return query(session, *args, **kwargs)

    def do(self, verb: Action[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Do one action in one step."""
        with self.step(verb.label, undoable=verb.undoable, batch=verb.batch) as session:
            return verb(session, *args, **kwargs)

    def undo(self) -> str:
        """Take back the newest own step; answers the label of what was undone.

        Raises UserError when there is nothing to undo, or it cannot be undone any more.
        """
        return self._reverse(undo=True)

    def redo(self) -> str:
        """Do again what was undone last; answers its label. Raises UserError when there is none."""
        return self._reverse(undo=False)

    def undo_step(self, step_id: int, label: str) -> None:
        """Take back one named step; raises UserError when later changes stand on it."""
        with self.step(f"Undo {label}", undoes=step_id) as session:
            reverse(session, step_id, session.info["journal"])

    def _reverse(self, *, undo: bool) -> str:
        with self.read() as session:
            target = (undo_target if undo else redo_target)(session, self.person_id)
        if target is None:
            raise UserError("There is nothing to undo." if undo else "There is nothing to redo.")
        if undo and not target.undoable:
            raise UserError(f"“{target.label}” cannot be undone: it has left the building.")
        label = target.label.removeprefix("Undo ")
        with self.step(f"{'Undo' if undo else 'Redo'} {label}", undoes=target.id) as session:
            session.info["words"] = f"{'Undone' if undo else 'Redone'}: {label}"
            reverse(session, target.id, session.info["journal"])
        return label

    def close(self) -> None:
        """Close the books and let go of their lock."""
        with self._writing:
            for closer in reversed(self._closers):
                closer()
            self._closers.clear()
            for engine in (self._write_engine, self._read_engine):
                if engine is not None:
                    engine.dispose()
