"""The store: opens the books, reads them, and writes them one step at a time."""

import gc
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar
from uuid import uuid4

from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoneFreeError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from ..errors import Cancelled, Conflict, Trouble, UserError
from ..progress import Progress
from ..rows import dataclass
from . import engines, places, reading
from .action import Action
from .batch import take_out
from .catalogue import whole
from .commit import happened, hold_name, refuse_twice
from .faults import AlreadyDone, refusal
from .foreign import ForeignSteps
from .history import StepRow
from .journal import Journal
from .lease import Hold, Replaced
from .lock import Holder
from .signs import refuse_broken
from .stale import overtaken
from .undo import (
    batch_step,
    named_step,
    plain_label,
    redo_target,
    refuse_if_barred,
    reverse,
    undo_target,
)

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Committed:
    """What a step left behind: its id, its words, and the tables that moved.

    `step_id` is None when nothing changed, or when other computers made the steps.
    """

    step_id: int | None
    label: str
    words: str
    undoable: bool
    tables: frozenset[str]


_DONE = {"Undo": "Undone", "Redo": "Redone"}

Listener = Callable[[Committed], None]

__all__ = ["AlreadyDone", "Committed", "Conflict", "Listener", "Store"]


def _nothing(_: Session) -> AbstractContextManager[None]:
    return nullcontext()


class Store:
    """One set of books, open; usable from several threads, writing one step at a time.

    The app hands in two things that only areas know: `name_person` says a person's name in a
    conflict, `around_batch` puts roll-ups and search aside while a whole batch is taken out.
    `shown` are the versions somebody was shown in a conflict and is saving over knowingly.
    """

    def __init__(
        self,
        place: str,
        write_engine: Engine | None,
        read_engine: Engine,
        person_id: int | None = None,
        *,
        hold: Hold | None = None,
    ) -> None:
        self.place = place
        self.person_id = person_id
        self.writer: Holder | None = None
        self.moved = ""
        self.why = ""
        self.notices: tuple[str, ...] = ()
        self.name_person: Callable[[Session, int], str] | None = None
        self.shown: dict[tuple[str, int | None, int], int] = {}
        self.around_batch: Callable[[Session], AbstractContextManager[None]] = _nothing
        self._write_engine = write_engine
        self._read_engine = read_engine
        self._engines = [one for one in (read_engine, write_engine) if one is not None]
        self._hold = hold
        self._writing = threading.RLock()
        self._stepping = False
        self._strained = False
        self._foreign = ForeignSteps()
        self._listeners: list[Listener] = []
        self._closers: list[Callable[[], None]] = []

    @classmethod
    def connect(
        cls, place: str, *, read_only: bool = False, durable: bool = True, journal: str = "WAL"
    ) -> "Store":
        """Connect to books that exist and are current; see `books.open_books` for the whole door.

        `place` is a books.db file or a postgresql:// URL. `durable=False` is for throw-away books.
        """
        reading = engines.read_engine(place, apart=read_only)
        if read_only:
            return cls(place, None, reading)
        return cls(place, engines.write_engine(place, durable=durable, journal=journal), reading)

    @property
    def dialect(self) -> str:
        """What the books are kept by: sqlite or postgresql."""
        return self._read_engine.dialect.name

    @property
    def read_only(self) -> bool:
        """Whether these books can only be read; `writer` is who writes, `why` another cause."""
        return self._write_engine is None

    @property
    def folder(self) -> Path | None:
        """The folder of the books on this computer; None on a server."""
        return places.folder_of(self.place)

    @property
    def write_engine(self) -> Engine | None:
        """The engine that writes, for the door and for copies; areas use steps."""
        return self._write_engine

    def held_by(self, hold: Hold) -> None:
        """From now on check before each step that the file is still the one that was opened."""
        self._hold = hold
        for engine in self._engines:
            hold.watch(engine)
        hold.note()

    def listen(self, listener: Listener) -> None:
        """Call a listener after each commit, on the thread that made it."""
        self._listeners.append(listener)

    def on_close(self, closer: Callable[[], None]) -> None:
        """Call something when the books are closed, last come first."""
        self._closers.append(closer)

    # --- reading -------------------------------------------------------------------------------

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session that can only read, gone at the end of the block."""
        session = Session(self._read_engine, expire_on_commit=False, autoflush=False)
        engines.forbid_writes(session)
        session.info |= {"folder": self.folder, "reader_id": self.person_id}
        reading.begin(session)
        try:
            with self._minding_lines():
                yield session
        except DBAPIError as error:
            raise engines.trouble(error) from error
        except NoneFreeError as error:
            raise engines.none_free(self._read_engine) from error
        finally:
            self._strained = not engines.let_go(session) or self._strained

    def ask(
        self, query: Callable[Concatenate[Session, P], R], *args: P.args, **kwargs: P.kwargs
    ) -> R:
        """Ask one question in a read session of its own."""
        with self.read() as session:
            return query(session, *args, **kwargs)

    def ask_stoppable(
        self,
        progress: Progress,
        query: Callable[Concatenate[Session, P], R],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> R:
        """Ask one long question that can be stopped; raises Cancelled then.

        It stops before its next statement, and a file in the middle of one as well.
        """
        try:
            with self.read() as session, engines.stopping_with(session, progress):
                return query(session, *args, **kwargs)
        except Trouble:
            if progress.stopping:
                raise Cancelled from None
            raise

    @contextmanager
    def _minding_lines(self) -> Iterator[None]:
        """Note a mistake with which a connection may have been lost, so that none is kept after it.

        What the database itself refuses, and what people are told, leaves them whole.
        """
        try:
            yield
        except MemoryError as error:
            self._strained = True
            raise engines.no_memory() from error
        except (UserError, Trouble, Cancelled, DBAPIError, NoneFreeError, StaleDataError):
            raise
        except Exception:
            self._strained = True
            raise

    # --- writing -------------------------------------------------------------------------------

    @contextmanager
    def step(
        self,
        label: str,
        *,
        undoable: bool = True,
        batch: bool = False,
        undoes: int | None = None,
        once: str | None = None,
    ) -> Iterator[Session]:
        """One write transaction: journalled and committed at the end of the block, or nothing.

        `once` names the step for ever: it can be done a single time, whoever tries again.
        Raises Conflict when another writer was first, AlreadyDone when `once` was used, UserError
        when a rule of the books forbids it, Trouble when the books cannot be written.
        """
        with self._writing:
            session = self._begin(batch, once)
            journal: Journal = session.info["journal"]
            try:
                with self._minding_lines():
                    if once is not None:
                        refuse_twice(session, label)
                    yield session
                    done = self._finish(session, journal, label, undoable, undoes)
            except StaleDataError as error:
                session.rollback()
                raise self._overtaken(journal, error) from error
            except DBAPIError as error:
                raise refusal(error) from error
            finally:
                self._stepping = False
                # Letting go rolls back whatever was not committed.
                self._strained = not engines.let_go(session) or self._strained
                if self._hold is not None:
                    self._hold.note(session.info.get("step_id"))
        self._foreign.own(done.step_id)
        for listener in list(self._listeners):
            listener(done)

    def _begin(self, batch: bool, once: str | None) -> Session:
        """A session in an open write transaction, with its journal."""
        if self._stepping:
            raise AssertionError("a step is open already; call the action with its session")
        engine = self._write_engine
        if engine is None:
            raise Trouble("These books are open for reading only.", self._who_writes())
        whole()
        self._recover()
        session = Session(engine, expire_on_commit=False)
        session.info |= {
            "person_id": self.person_id,
            "once": once or str(uuid4()),
            "folder": self.folder,
            "shown": self.shown,
            "name_person": self.name_person,
            "journal": Journal(session, batch=batch),
        }
        try:
            self._check_hold(session)
            hold_name(session)
            if batch and self.dialect == "postgresql":
                session.connection().execute(text("SET LOCAL statement_timeout = 0"))
        except DBAPIError as error:
            engines.let_go(session)
            raise engines.trouble(error) from error
        except NoneFreeError as error:
            engines.let_go(session)
            raise engines.none_free(engine) from error
        except MemoryError as error:
            self._strained = True
            engines.let_go(session)
            raise engines.no_memory() from error
        except BaseException:
            engines.let_go(session)
            raise
        self._stepping = True
        return session

    def _recover(self) -> None:
        """After a mistake, let go of connections that were lost in the middle of something.

        What was told of it still held them then, and one of them may keep everybody else waiting.
        """
        if self._strained:
            self._strained = False
            gc.collect()
            for engine in self._engines:
                engine.dispose()

    def _check_hold(self, session: Session) -> None:
        """Stop writing for good when the file was exchanged underneath us."""
        if self._hold is None:
            return
        engine = self._write_engine
        try:
            self._hold.check(session.connection())
        except Replaced as found:
            self._write_engine = None
            engines.let_go(session)
            raise found.with_ours(self._hold.keep_ours(engine) if engine else None) from None

    def _finish(
        self,
        session: Session,
        journal: Journal,
        label: str,
        undoable: bool,
        undoes: int | None,
    ) -> Committed:
        """Write the journal and commit; when that ends in doubt, ask the books what happened."""
        session.flush()
        step_id = journal.write(label, undoable=undoable, undoes=undoes)
        done = Committed(
            step_id,
            label,
            str(session.info.get("words", "")),
            journal.can_be_undone(asked=undoable),
            frozenset(journal.tables()),
        )
        try:
            session.commit()
        except Exception:
            # Whatever was raised, the server or the disk may have kept it before it failed.
            engines.let_go(session)
            if step_id is None or not happened(session, label):
                raise
        session.info["step_id"] = step_id
        return done

    def do(self, verb: Action[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Do one action in one step."""
        if not verb.batch:
            refuse_broken((*args, *kwargs.values()))
        with self.step(verb.label, undoable=verb.undoable, batch=verb.batch) as session:
            return verb(session, *args, **kwargs)

    def do_once(self, once: str, verb: Action[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Do one action that may never be done twice under this name; raises AlreadyDone."""
        if not verb.batch:
            refuse_broken((*args, *kwargs.values()))
        made = {"undoable": verb.undoable, "batch": verb.batch}
        with self.step(verb.label, once=once, **made) as session:
            return verb(session, *args, **kwargs)

    # --- undo ----------------------------------------------------------------------------------

    def undo(self) -> str:
        """Take back the newest own step; answers the label of what was undone.

        Raises UserError when there is nothing to undo, or it cannot be undone any more.
        """
        target = self.ask(undo_target, self.person_id)
        if target is None:
            raise UserError("There is nothing to undo.")
        self._reverse(target, "Undo")
        return target.label

    def redo(self) -> str:
        """Do again what was undone last; answers its label. Raises UserError when there is none."""
        target = self.ask(redo_target, self.person_id)
        if target is None:
            raise UserError("There is nothing to redo.")
        self._reverse(target, "Redo")
        return plain_label(target)

    def undo_step(self, step_id: int) -> str:
        """Take back one named step; raises UserError when later changes stand on it."""
        target = self.ask(named_step, step_id)
        self._reverse(target, "Undo")
        return target.label

    def undo_batch(self, batch_id: int) -> dict[str, int]:
        """Take a whole batch out again; answers how many rows went, by table.

        Raises UserError, and changes nothing, when a row was touched since or a newer one needs it.
        """
        return self._reverse(self.ask(batch_step, batch_id), "Undo")

    def _reverse(self, target: StepRow, verb: str) -> dict[str, int]:
        """Reverse a step in a step of its own; answers rows by table where it was a batch."""
        label = plain_label(target)
        batch = target.batch_id is not None
        with self.step(
            f"{verb} {label}", undoable=not batch, undoes=target.id, batch=batch
        ) as session:
            session.info["words"] = f"{_DONE[verb]}: {label}"
            # Looked up again inside the transaction: another computer may have been quicker.
            target = named_step(session, target.id)
            refuse_if_barred(target)
            journal: Journal = session.info["journal"]
            if batch:
                with self.around_batch(session):
                    return take_out(session, target, journal)
            if reverse(session, target.id, journal):
                session.info["words"] += ", and what had begun by itself"
        return {}

    # --- others --------------------------------------------------------------------------------

    def poll_foreign(self) -> Committed | None:
        """What other computers did since the last call: the tables that moved; None for nothing.

        The words are the names of who did it, where the app said how to name people.
        Cheap; the desk calls it every ten seconds. Raises Trouble when the server is gone.
        """
        tables = self.ask(self._foreign.since)
        if not tables:
            return None
        names = ""
        if self.name_person is not None:
            known = [self.ask(self.name_person, one) for one in sorted(self._foreign.people)]
            names = " and ".join(", ".join(known).rsplit(", ", 1))
        return Committed(None, "", names, undoable=False, tables=tables)

    def _overtaken(self, journal: Journal, error: StaleDataError) -> Conflict:
        with self.read() as session:
            session.info["shown"] = self.shown
            return overtaken(session, journal, str(error), self.name_person)

    def _who_writes(self) -> str:
        if self.moved:
            return f"They were moved {self.moved}; work there."
        if self.why:
            return self.why
        if self.writer is None:
            return "Close MSPDesk and open it again to write."
        return f"{self.writer.user} on {self.writer.host} is writing them."

    def analyze(self) -> None:
        """Let the database look at its tables anew, so that questions stay quick; after imports.

        Takes about a second for a million rows.
        """
        if self._write_engine is not None:
            with self._writing, self._write_engine.begin() as connection:
                connection.execute(text("ANALYZE"))
            if self._hold is not None:
                self._hold.note()

    def _leave(self) -> None:
        """Keep what was saved here when the file was exchanged since the last step."""
        engine = self._write_engine
        if self._hold is None or engine is None:
            return
        try:
            with engine.connect() as connection:
                self._hold.check(connection)
        except Replaced:
            self._write_engine = None
            self._hold.keep_ours(engine)
        except (Trouble, DBAPIError):
            # The disk is away; there is nothing to be done for it here.
            self._write_engine = None

    def _tidy(self) -> None:
        """Let SQLite renew what it knows of tables that grew; it decides whether it is worth it."""
        if self._write_engine is not None and self.dialect == "sqlite":
            with suppress(DBAPIError), self._write_engine.begin() as connection:
                connection.execute(text("PRAGMA analysis_limit=400"))
                connection.execute(text("PRAGMA optimize"))

    def close(self) -> None:
        """Close the books and let go of their lock."""
        with self._writing:
            self._leave()
            self._tidy()
            # The writer goes last: it alone may tidy up the files.
            for engine in self._engines:
                engine.dispose()
            for closer in reversed(self._closers):
                closer()
            self._closers.clear()
