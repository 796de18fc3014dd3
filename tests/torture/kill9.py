"""Kill the writer at any moment: what was said to be issued is there, and nothing is half done.

python -m tests.torture.kill9 [--small|--full] [--seed N]
"""

import time

from sqlalchemy import select
from sqlalchemy.orm import Session

from mspdesk.billing.models import Invoice, Payment

from .deeds import Say, bill_for_ever, furnish_books, stock_up
from .rig import Child, Rig, main, opened, wrong_with

LONGEST = 0.12
"""Seconds a writer lives at most after it has opened the books."""


def saved(session: Session) -> dict[str, set[str]]:
    """What stands in the books: the numbers of invoices by id, credits, payments with amounts."""
    issued = select(Invoice).where(Invoice.state == "issued")
    rows = session.scalars(issued).all()
    return {
        "invoice": {f"{row.id} {row.number}" for row in rows if row.kind == "invoice"},
        "void": {f"{row.applies_to_id} {row.id}" for row in rows if row.kind == "credit"},
        "payment": {f"{row.id} {row.amount}" for row in session.scalars(select(Payment))},
    }


def torture(rig: Rig, kind: str, kills: int) -> None:
    """Kill so many writers, and compare after each."""
    place = rig.fresh("postgresql" if kind == "postgresql" else "sqlite")
    owner, clients = furnish_books(place, 15 if rig.full else 6)
    promised: dict[str, set[str]] = {"invoice": set(), "void": set(), "payment": set()}

    def work(say: Say) -> None:
        with opened(place, durable=True) as store:
            if store.read_only:
                raise AssertionError("the lock of a killed writer was not free")
            store.person_id = owner
            bill_for_ever(store, say)

    for done in range(kills):
        if done % 10 == 0:
            stock_up(place, owner, clients)
        child = Child(work)
        if done % 5 == 4:
            # Somewhere between its birth and its first invoice.
            time.sleep(rig.luck.random() * 3 * LONGEST)
            said = child.kill()
        else:
            said = child.lines_until("warm")
            time.sleep(rig.luck.random() * LONGEST)
            said += child.kill()
        for line in said:
            what, _, rest = line.partition(" ")
            rig.report.expect(what in {*promised, "warm"}, f"{kind}: the writer said {line}")
            promised.get(what, set()).add(rest)
        _compare(rig, kind, place, promised)
    rig.report.count(f"{kind} kills", kills)
    for what, kept in promised.items():
        rig.report.count(f"{kind} {what}s", len(kept))
    deeds = sum(len(kept) for kept in promised.values())
    rig.report.expect(deeds >= kills, f"{kind}: only {deeds} deeds in {kills} lives")
    rig.report.faults += [f"{kind}: {line}" for line in wrong_with(place)]


def _compare(rig: Rig, kind: str, place: str, promised: dict[str, set[str]]) -> None:
    """Everything that was promised must be there; what is there beyond it is counted."""
    # By the front door, as the next start would: it must be free, and mend what was cut off.
    with opened(place, durable=False) as store:
        rig.report.expect(not store.read_only, f"{kind}: the lock of a killed writer is not free")
        found = store.ask(saved)
    for what, kept in promised.items():
        for one in sorted(kept - found[what]):
            rig.report.faults.append(f"{kind}: {what} {one} was promised and is lost")
        rig.report.count(f"{kind} kept but not said", len(found[what] - kept))
        kept.update(found[what])


def work(rig: Rig) -> None:
    """Files with the log of a local disk, files of a synced folder, and a server."""
    kills = 1000 if rig.full else 6
    torture(rig, "wal", kills)
    torture_synced(rig, kills)
    torture(rig, "postgresql", 300 if rig.full else kills)


def torture_synced(rig: Rig, kills: int) -> None:
    """The same in a folder that looks synced, where the books are kept in one file."""
    home = rig.folder
    rig.folder = home / "Dropbox"
    rig.folder.mkdir()
    torture(rig, "delete", kills)
    rig.folder = home


if __name__ == "__main__":
    main("kill9", work)
