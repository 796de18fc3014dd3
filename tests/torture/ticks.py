"""Kill who works through a checklist at any moment: every step said to be ticked is there.

python -m tests.torture.ticks [--small|--full] [--seed N]
"""

import time

from sqlalchemy import select
from sqlalchemy.orm import Session

from mspdesk.checklists.actions.marking import mark
from mspdesk.checklists.actions.runs import plan_and_start
from mspdesk.checklists.models import RunResult
from mspdesk.checklists.queries.results import run_lines
from mspdesk.checklists.rules.run import State
from mspdesk.database.store import Store

from .deeds import Say, furnish_books
from .rig import Child, Rig, main, opened, wrong_with

LONGEST = 0.25
"""Seconds somebody ticks at most after the first."""

CODE = "assessment"


def tick(store: Store, client: int, say: Say) -> None:
    """Work through one checklist after the other, saying each step only when it is in the books."""
    while True:
        run_id = store.do(plan_and_start, CODE, client)
        say("warm")
        for line in store.ask(run_lines, run_id).lines():
            store.do(mark, run_id, line.key, State.NA, note="Nothing to do here")
            say(f"tick {run_id} {line.key}")


def ticked(session: Session) -> set[str]:
    """The steps that stand marked in the books, with their words."""
    found = select(RunResult.run_id, RunResult.key).where(
        RunResult.state == State.NA, RunResult.note == "Nothing to do here"
    )
    return {f"{run_id} {key}" for run_id, key in session.execute(found)}


def torture(rig: Rig, kind: str, kills: int) -> None:
    """Kill so many of them on one kind of books."""
    place = rig.fresh(kind)
    owner, clients = furnish_books(place, 1)
    promised: set[str] = set()

    def work(say: Say) -> None:
        with opened(place, durable=True) as store:
            store.person_id = owner
            tick(store, clients[0], say)

    for _ in range(kills):
        child = Child(work)
        said = [*child.lines_until("warm"), child.line()]
        time.sleep(rig.luck.random() * LONGEST)
        for line in [*said, *child.kill()]:
            what, _, rest = line.partition(" ")
            rig.report.expect(what in {"tick", "warm"}, f"{kind}: it said {line}")
            if what == "tick":
                promised.add(rest)
        with opened(place, durable=False) as store:
            rig.report.expect(not store.read_only, f"{kind}: the lock of who was killed is held")
            found = store.ask(ticked)
        for one in sorted(promised - found):
            rig.report.faults.append(f"{kind}: step {one} was said to be ticked and is lost")
        rig.report.count(f"{kind} kills")
    rig.report.count(f"{kind} ticks", len(promised))
    rig.report.faults += [f"{kind}: {line}" for line in wrong_with(place)]


def work(rig: Rig) -> None:
    """Both kinds of books."""
    for kind in ("sqlite", "postgresql"):
        torture(rig, kind, 200 if rig.full else 3)


if __name__ == "__main__":
    main("ticks", work)
