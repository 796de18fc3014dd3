"""A tick in a long checklist: the mark in the books, the line on the screen."""

import shutil
from contextlib import ExitStack, closing
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QCoreApplication, QEvent
from sqlalchemy import select

from mspdesk import dates
from mspdesk.app.areas import AREAS
from mspdesk.checklists.actions.marking import write_beside
from mspdesk.checklists.actions.runs import plan_and_start
from mspdesk.checklists.models import Checklist, ChecklistRevision, RunResult
from mspdesk.checklists.view.runs import RunsRoom
from mspdesk.clients.models import Client
from mspdesk.database.books import open_books
from mspdesk.database.store import Store
from mspdesk.desk.area import Place
from mspdesk.desk.desk import Desk

from .lists import application
from .measure import Bench, Ratio, Work, in_turn, wall
from .shops import NOW, shop_of

BUDGET = 2.0
LINES = 400
CODE = "four-hundred"
_ROOM = (1_280, 720)


def tick(bench: Bench) -> list[Ratio]:
    """B25: the baseline changes one step's row in a step of its own, and repaints its line.

    Beside it stands what follows once the hands rest: the side list and the counts.
    """
    application()
    with TemporaryDirectory(dir=bench.work) as folder, dates.frozen(NOW), ExitStack() as stack:
        store, bare = (_books(stack, bench, Path(folder) / name) for name in ("ours", "bare"))
        run_id, bare_id = _long_run(store), _long_run(bare)
        desk = Desk(store, AREAS)
        room = RunsRoom(desk)
        room.resize(*_ROOM)
        room.show()
        room.show_place(Place("checklists", run_id))
        QCoreApplication.processEvents()
        works = _works(room, bare, bare_id)
        took = in_turn(works, bench.rounds, wall)
        work = in_turn(works, bench.rounds)
        after = in_turn({"settle": room.settle}, bench.rounds)["settle"]
        room.close()
        room.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        desk.leave()
    note = f"{work['ours'] * 1000:.1f} ms of work against {work['bare'] * 1000:.1f}; "
    note += f"the side list a moment later {after * 1000:.0f} ms"
    base = "a row changed and committed, a line repainted"
    return [
        Ratio("B25", f"a tick in {LINES} lines", base, took["ours"], took["bare"], BUDGET, note)
    ]


def _books(stack: ExitStack, bench: Bench, place: Path) -> Store:
    """A copy of a shop's books, opened as the program does."""
    kept = shop_of(bench.size, bench.work)
    shutil.copytree(kept, place, ignore=shutil.ignore_patterns("*.lock", "*.writer"))
    return stack.enter_context(closing(open_books(place)))


def _works(room: RunsRoom, bare: Store, bare_id: int) -> dict[str, Work]:
    """A tick as the Space key makes it, and the least that a change of one line takes."""
    lines = room.pane.lines

    def ours() -> None:
        lines.do_verb("done")
        QCoreApplication.processEvents()

    turn = [0]

    def one() -> None:
        turn[0] += 1
        with bare.step("Tick") as session:
            row = session.scalars(select(RunResult).where(RunResult.run_id == bare_id)).one()
            row.note = str(turn[0])
        lines.list.viewport().repaint(lines.list.visualRect(lines.list.currentIndex()))

    return {"ours": ours, "bare": one}


def _long_run(store: Store) -> int:
    """A checklist of so many lines, begun for a client, something written beside its first line."""
    lines = "".join(
        f'[[section.line]]\nkey = "l{n}"\ntext = "Look at thing number {n} in the room"\n'
        "mandatory = true\n"
        for n in range(LINES)
    )
    body = f'code = "{CODE}"\ntitle = "Long"\n[[section]]\ntitle = "All"\n{lines}'
    with store.step("Long checklist") as session:
        row = Checklist(code=CODE, title="Long", revision=1, draft="", shipped="")
        session.add(row)
        session.flush()
        revision = ChecklistRevision(checklist_id=row.id, number=1, at=NOW, note="", body=body)
        session.add(revision)
        client = session.scalars(select(Client.id).where(Client.internal.is_(False))).first()
    run_id = store.do(plan_and_start, CODE, client)
    store.do(write_beside, run_id, "l0", note="begun")
    return run_id
