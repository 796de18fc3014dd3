"""The desk: the one object a view is given."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

from PySide6.QtCore import QEvent, QObject, QThreadPool, Signal
from PySide6.QtWidgets import QWidget

from ..errors import Trouble, UserError
from ..progress import Progress
from ..rows import dataclass
from ..settings import MachineSettings
from .area import Area, Panel, Place
from .job import Job

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from ..database.action import Action
    from ..database.store import Committed, Store
    from ..vault.opened import OpenVault

P = ParamSpec("P")
R = TypeVar("R")

FOREIGN_STEPS_MS = 10_000


@dataclass(frozen=True, slots=True)
class Message:
    """One sentence for the status bar; `undo` offers the last step back.

    A `refusal` says why something was not done.
    """

    words: str
    undo: bool = False
    refusal: bool = False


_HEARD = itertools.count()


class Desk(QObject):
    """Asks, does and runs for views, tells them what changed, and takes people to places.

    `heard` is another number after each change that this desk was told of, and for each desk.
    """

    changed = Signal(object)
    said = Signal(object)
    refused = Signal(str)
    job_started = Signal(object)
    job_ended = Signal(object)
    asked_to_go = Signal(object)
    asked_to_print = Signal(object, object, str)
    asked_to_export = Signal(str, object, object)
    person_changed = Signal()
    vault_changed = Signal()
    _committed = Signal(object)

    def __init__(
        self,
        store: Store,
        areas: Iterable[Area] = (),
        settings: MachineSettings | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.store = store
        self.areas = tuple(areas)
        self.settings = settings or MachineSettings()
        self.permits: frozenset[str] = frozenset({"*"})
        self.person_name = ""
        self.vault: OpenVault | None = None
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._jobs: list[Job[Any]] = []
        self._fresh: list[_Fresh] = []
        self._quiet = False
        self.left = False
        self.heard = next(_HEARD)
        store.listen(self._committed.emit)
        self._committed.connect(self._after_commit)

    @property
    def person_id(self) -> int | None:
        """The person every change is signed with."""
        return self.store.person_id

    def work_as(self, person_id: int | None, name: str, permits: frozenset[str]) -> None:
        """Sign changes as this person from now on, and offer what they may do."""
        if person_id != self.store.person_id:
            self.lock_vault()
        self.store.person_id = person_id
        self.person_name = name
        self.permits = permits
        self.person_changed.emit()
        self.refresh()

    def open_vault(self, opened: OpenVault) -> None:
        """Hold a vault that the person at work opened, until it is locked; tell who asks."""
        if opened.person_id != self.person_id:
            # Somebody else took the desk while it was being opened.
            opened.lock()
            return
        if self.vault is not None and self.vault is not opened:
            self.vault.lock()
        self.vault = opened
        self.vault_changed.emit()

    def lock_vault(self) -> None:
        """Forget the key of the vault; what was to be seen is hidden by whoever showed it."""
        if self.vault is not None:
            self.vault.lock()
            self.vault = None
            self.vault_changed.emit()

    def may(self, permit: str) -> bool:
        """Whether the person at work is offered this; no permit asked for means yes."""
        return not permit or "*" in self.permits or permit in self.permits

    def ask(
        self, query: Callable[Concatenate[Session, P], R], *args: P.args, **kwargs: P.kwargs
    ) -> R:
        """Ask one question, now."""
        return self.store.ask(query, *args, **kwargs)

    def do(self, verb: Action[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Do one action, now; a UserError is the caller's to show beside its field."""
        self.refuse_while_writing()
        return self.store.do(verb, *args, **kwargs)

    def attempt(self, verb: Action[P, R], *args: P.args, **kwargs: P.kwargs) -> R | None:
        """Do one action at a press where no form is; what is wrong is said, and answers None."""
        try:
            return self.do(verb, *args, **kwargs)
        except UserError as error:
            self.refuse(error)
            return None

    def quietly(self, verb: Action[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Do one action that nobody asked for just now: it is no step of the person at work.

        No word is said of it either: what they did themselves stands in the status bar, with Undo.
        """
        self.refuse_while_writing()
        held, self.store.person_id = self.store.person_id, None
        self._quiet = True
        try:
            return self.store.do(verb, *args, **kwargs)
        finally:
            self.store.person_id = held
            self._quiet = False

    def run(
        self,
        title: str,
        work: Callable[Concatenate[Store, Progress, P], R],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> Job[R]:
        """Start long work that writes; the answer comes to `.then` on the main thread."""
        self.refuse_while_writing()
        return self._start(
            Job(title, lambda progress: work(self.store, progress, *args, **kwargs), writes=True)
        )

    def fetch(
        self,
        title: str,
        work: Callable[Concatenate[Store, Progress, P], R],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> Job[R]:
        """Start long work that only reads or draws paper; other verbs go on meanwhile."""
        return self._start(
            Job(title, lambda progress: work(self.store, progress, *args, **kwargs), writes=False)
        )

    def look(self, work: Callable[[], R]) -> Job[R]:
        """Ask behind the window for what nobody waits for; no word is said of it.

        It takes some tens of milliseconds and stops by itself: a list is there before it.
        """
        return self._start(Job("", lambda _progress: work(), writes=False), told=False)

    def _start(self, job: Job[R], *, told: bool = True) -> Job[R]:
        def end() -> None:
            self._jobs.remove(job)
            self.job_ended.emit(job)

        self._jobs.append(job)
        job.when_ended(end)
        if told:
            self.job_started.emit(job)
        self._pool.start(job)
        return job

    def refuse_while_writing(self) -> None:
        """Raise UserError while work that writes is running; one write at a time."""
        writing = next((job for job in self._jobs if job.writes), None)
        if writing is not None:
            raise UserError(
                f"{writing.title} is still running. Try again when it is done, or stop it."
            )

    @property
    def jobs(self) -> tuple[Job[Any], ...]:
        """The work that is waiting or running."""
        return tuple(job for job in self._jobs if job.title)

    def drain(self) -> None:
        """Wait until the worker is done; for closing the window and for tests."""
        self._pool.waitForDone()

    def leave(self) -> None:
        """Stop work that only reads, wait for the rest, and hand no answer to anybody any more."""
        self.left = True
        for job in self._jobs:
            if not job.writes:
                job.stop()
        self.drain()
        self.lock_vault()
        for job in self._jobs:
            job.forget()
        self._jobs.clear()

    def keep_fresh(self, view: QWidget, tables: set[str], reload: Callable[[], None]) -> None:
        """Reload a view now, whenever one of its tables changed, and when next shown if hidden."""
        fresh = _Fresh(view, frozenset(tables), reload)
        self._fresh.append(fresh)
        view.destroyed.connect(lambda: self._fresh.remove(fresh) if fresh in self._fresh else None)
        reload()

    def refresh(self, tables: frozenset[str] | None = None) -> None:
        """Ask every view that shows these tables (all without any) to load again."""
        self.heard = next(_HEARD)
        for fresh in list(self._fresh):
            if tables is None or fresh.tables & tables:
                fresh.stale()

    def shown(self, tables: frozenset[str], page: QWidget) -> frozenset[str]:
        """Those of some tables that this page, or a part of it, shows."""
        found = [one.tables & tables for one in self._fresh if one.belongs_to(page)]
        return frozenset().union(*found)

    def say(self, words: str, *, undo: bool = False, refusal: bool = False) -> None:
        """Put one sentence into the status bar."""
        self.said.emit(Message(words, undo, refusal))

    def refuse(self, error: UserError | Trouble) -> None:
        """Say in the status bar why something was not done, and what to do about it."""
        hint = error.hint if isinstance(error, Trouble) else ""
        self.say(f"{error.text} {hint}".strip(), refusal=True)

    def go(self, place: Place) -> None:
        """Take the person to a place."""
        self.asked_to_go.emit(place)

    def print_document(self, printable: Any, key: Any, title: str) -> None:
        """Show a document's pages, to print or save; `key` is what the printable gathers from."""
        self.asked_to_print.emit(printable, key, title)

    def export(self, title: str, columns: Any, rows: Any) -> None:
        """Offer a list as CSV or .xlsx; `columns` are exchange.columns.OutColumn (S143)."""
        self.asked_to_export.emit(title, columns, rows)

    def panels(self, where: str) -> list[Panel]:
        """What the areas put at this spot, in order, for the person at work."""
        found = [panel for area in self.areas for panel in area.panels() if panel.where == where]
        return sorted((p for p in found if self.may(p.needs)), key=lambda panel: panel.order)

    def undo(self) -> None:
        """Take back the newest step of the person at work and say so."""
        self._reversed(self.store.undo)

    def redo(self) -> None:
        """Do again what was undone last and say so."""
        self._reversed(self.store.redo)

    def undo_step(self, step_id: int) -> None:
        """Take back one step of long ago and say so, or say why it cannot be."""
        self._reversed(lambda: self.store.undo_step(step_id))

    def _reversed(self, reverse: Callable[[], str]) -> None:
        try:
            self.refuse_while_writing()
            reverse()
        except UserError as error:
            self.refuse(error)

    def _after_commit(self, committed: Committed) -> None:
        self.refresh(committed.tables)
        self.changed.emit(committed.tables)
        if committed.words and not self._quiet:
            self.say(committed.words, undo=committed.undoable and committed.step_id is not None)


class _Fresh(QObject):
    """Keeps one view fresh: reloads it when shown, or marks it for its next showing."""

    def __init__(self, view: QWidget, tables: frozenset[str], reload: Callable[[], None]) -> None:
        super().__init__(view)
        self.tables = tables
        self._view = view
        self._reload = reload
        self._waits = False
        view.installEventFilter(self)

    def belongs_to(self, page: QWidget) -> bool:
        """Whether the view is this page, or lies in it or around it."""
        view = self._view
        return view is page or page.isAncestorOf(view) or view.isAncestorOf(page)

    def stale(self) -> None:
        """Reload now when the view can be seen, else when it is next shown."""
        if self._view.isVisible() or not self._view.parentWidget():
            self._waits = False
            self._reload()
        else:
            self._waits = True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Reload on the first showing after a change."""
        if watched is self._view and event.type() == QEvent.Type.Show and self._waits:
            self._waits = False
            self._reload()
        return False
