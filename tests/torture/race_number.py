"""Several processes issue invoices at once: no number is missing and none is given twice.

python -m tests.torture.race_number [--small|--full] [--seed N]
"""

import os
from collections import Counter

from sqlalchemy import select

from mspdesk import dates
from mspdesk.billing import actions
from mspdesk.billing.models import Invoice
from mspdesk.database.store import Store
from mspdesk.errors import Trouble, UserError

from .deeds import Say, furnish_books, issue, ready_draft
from .plans import MADE, promise, unissued
from .rig import Child, Rig, joined, main, wrong_with

SHARED = 5
"""Drafts that every process tries to issue."""


def torture(rig: Rig, kind: str, processes: int, each: int) -> None:
    """Let processes issue drafts of their own, and some drafts that all of them want."""
    place = rig.fresh(kind)
    owner, clients = furnish_books(place, SHARED + processes * each)
    if not rig.full:
        promise(place, clients)
    with joined(place) as store:
        store.person_id = owner
        drafts = [ready_draft(store, one) for one in clients] if rig.full else _at_once(store)
    shared, rest = drafts[:SHARED], drafts[SHARED:]
    own = [rest[n::processes] for n in range(processes)]
    # Nobody writes to it: all begin at the same moment, when it is closed by the last that could.
    waits, gate = os.pipe()

    def life(mine: list[int]) -> Child:
        todo = mine + shared
        rig.luck.shuffle(todo)

        def work(say: Say) -> None:
            with joined(place) as store:
                store.person_id = owner
                os.close(gate)
                say("born")
                os.read(waits, 1)
                for draft in todo:
                    _issue(store, draft, say)

        return Child(work)

    children = [life(mine) for mine in own]
    for child in children:
        child.lines_until("born")
    for end in (gate, waits):
        os.close(end)
    given: dict[int, set[str]] = {}
    for child in children:
        for line in child.end():
            word, _, told = line.partition(" ")
            rig.report.count(f"{kind} {word}")
            if word == "issued":
                draft, number = told.split(" ")
                given.setdefault(int(draft), set()).add(number)
            else:
                rig.report.expect(word == "refused", f"{kind}: {line}")
    _judge(rig, kind, place, given, SHARED + processes * each)


def _at_once(store: Store) -> list[int]:
    """Drafts of what was promised, one for each client; one by one they take four times as long."""
    store.do(actions.make_drafts, MADE.date())
    drafts = store.ask(unissued)
    for draft in drafts:
        store.do(actions.mark_ready, draft)
    return drafts


def _issue(store: Store, draft: int, say: Say) -> None:
    """Issue one draft, again and again while it is told to try again."""
    for _ in range(50):
        try:
            say(f"issued {draft} {issue(store, draft)}")
        except (UserError, Trouble) as error:
            say(f"refused {draft} {type(error).__name__} {error}")
        else:
            return


def _judge(rig: Rig, kind: str, place: str, given: dict[int, set[str]], wanted: int) -> None:
    """Every draft has one number, said alike to everybody; the numbers are 1 to N."""
    with joined(place) as store, store.read() as session:
        issued = select(Invoice.id, Invoice.number, Invoice.number_int)
        rows = session.execute(issued.where(Invoice.state == "issued")).all()
    expect = rig.report.expect
    expect(len(rows) == wanted, f"{kind}: {len(rows)} of {wanted} drafts were issued")
    numbers = Counter(row.number_int for row in rows)
    expect(sorted(numbers) == list(range(1, len(rows) + 1)), f"{kind}: a gap in {sorted(numbers)}")
    expect(set(numbers.values()) == {1}, f"{kind}: a number was given twice")
    for row in rows:
        expect(given.get(row.id) == {row.number}, f"{kind}: draft {row.id} was told {given}")
    rig.report.count(f"{kind} invoices", len(rows))
    rig.report.faults += [f"{kind}: {line}" for line in wrong_with(place)]


def work(rig: Rig) -> None:
    """Four processes on a file and on a server; eight on the server before a release."""
    with dates.frozen(MADE):
        torture(rig, "sqlite", 4, 50 if rig.full else 15)
        torture(rig, "postgresql", *((8, 500) if rig.full else (4, 15)))


if __name__ == "__main__":
    main("race_number", work)
