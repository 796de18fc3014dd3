"""Books in a folder that a tool keeps in step: what it does to the files is noticed in time.

python -m tests.torture.synced [--small|--full] [--seed N]

Another process has the books open while a file is replaced, overwritten, taken away, locked or
copied, as tools do that keep folders in step, and people who put a copy back. The next step has to
be refused before it writes, and what both sides saved has to be there afterwards.
"""

import os
import shutil
import signal
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from mspdesk.database import backup
from mspdesk.errors import Trouble

from .deeds import Say
from .rig import Child, Rig, main, opened, wrong_with
from .works import BY_NAME, Shop, set_up

ROUNDS = {False: 1, True: 60}
PAY = BY_NAME["pay"]
BEFORE, MEANWHILE = 2, 3
"""Payments before a copy is taken, and after that."""


class Desk:
    """A process with the books open: it pays, waits while something is done to them, pays again."""

    def __init__(self, shop: Shop, file: Path) -> None:
        self.file = file
        self.amounts = [500_000 + n for n in shop.serials(BEFORE + MEANWHILE + 2)]
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGUSR1})
        self._shop = shop
        self._child = Child(self._live)

    def _live(self, say: Say) -> None:
        with opened(self.file, durable=True) as store:
            store.person_id = self._shop.known.owner
            for n, amount in enumerate(self.amounts):
                if n in (BEFORE, BEFORE + MEANWHILE):
                    say("waits")
                    signal.sigwait({signal.SIGUSR1})
                try:
                    PAY.do(store, self._shop, amount)
                    say(f"paid {amount}")
                except Trouble as error:
                    say(f"refused {error}")
            say("closing")

    def waits(self) -> list[str]:
        """What it said until it waits."""
        return self._child.lines_until("waits")

    def go_on(self) -> None:
        """Let it go on."""
        os.kill(self._child.pid, signal.SIGUSR1)

    def end(self) -> list[str]:
        """What it said until its end."""
        return self._child.end()

    def kill(self) -> list[str]:
        """Kill it where it is."""
        return self._child.kill()


def paid(said: list[str]) -> set[int]:
    """The payments that were acknowledged."""
    return {int(line.split()[1]) for line in said if line.startswith("paid")}


def payments(file: Path) -> set[int]:
    """The payments in a file, by bare SQLite."""
    with closing(sqlite3.connect(file)) as connection:
        found = connection.execute("SELECT amount FROM payment WHERE amount >= 500000").fetchall()
    return {int(amount) for (amount,) in found}


def snapshot(file: Path, target: Path) -> None:
    """A whole copy of the books as they are now."""
    backup.copy_pages(str(file), target)


def others(shop: Shop, file: Path) -> set[int]:
    """Another computer opens a copy and pays; answers its payments."""
    amount = 500_000 + shop.serials(1)[0]
    with opened(file, take_over=True) as store:
        store.person_id = shop.known.owner
        PAY.do(store, shop, amount)
    return {amount}


def by_rename(file: Path, new: Path) -> None:
    """What most tools do: write another file and give it the name."""
    new.replace(file)


def in_place(file: Path, new: Path) -> None:
    """What a person does who copies a file over another."""
    file.write_bytes(new.read_bytes())


def replaced(rig: Rig, shop: Shop, folder: Path, exchange: Callable[[Path, Path], None]) -> None:
    """Our file is exchanged for another computer's, or for an earlier one of our own."""
    foreign = rig.luck.random() < 0.5 if rig.full else exchange is by_rename
    file, copy = folder / "books.db", folder.parent / f"{folder.name}-copy.db"
    desk = Desk(shop, file)
    said = desk.waits()
    snapshot(file, copy)
    theirs = payments(copy)
    if foreign:
        elsewhere = folder.parent / f"{folder.name}-elsewhere"
        elsewhere.mkdir()
        copy.replace(elsewhere / "books.db")
        theirs |= others(shop, elsewhere / "books.db")
        (elsewhere / "books.db").replace(copy)
    desk.go_on()
    said += desk.waits()
    exchange(file, copy)
    desk.go_on()
    said += desk.end()
    what = f"{exchange.__name__}{' by another computer' if foreign else ''}"
    _stopped(rig, what, said)
    left = payments(file)
    rig.report.expect(theirs <= left, f"{what}: theirs are lost: {theirs - left}")
    kept = set(left).union(*(payments(one.file) for one in backup.copies(folder / "backups")))
    if exchange is by_rename:
        rig.report.expect(paid(said) <= kept, f"{what}: ours are lost: {paid(said) - kept}")


def _stopped(rig: Rig, what: str, said: list[str]) -> None:
    """The step after the exchange was refused, in a sentence, and nothing was written."""
    refusals = [line for line in said if line.startswith("refused")]
    rig.report.expect(len(refusals) == 2, f"{what}: it was not noticed: {said}")
    rig.report.expect(all(line.endswith(".") for line in refusals), f"{what}: {refusals}")
    rig.report.expect("closing" in said, f"{what}: it ended with {said[-1:]}")
    rig.report.count("refused", len(refusals))


def log_taken(rig: Rig, shop: Shop, folder: Path) -> None:
    """The log is removed under the open books; what it held comes back into the file."""
    desk = Desk(shop, folder / "books.db")
    said = desk.waits()
    desk.go_on()
    said += desk.waits()
    (folder / "books.db-wal").unlink()
    desk.go_on()
    said += desk.end()
    _stopped(rig, "log taken", said)
    lost = paid(said) - payments(folder / "books.db")
    rig.report.expect(not lost, f"log taken: ours are lost: {lost}")


def log_lost(rig: Rig, shop: Shop, folder: Path) -> None:
    """The program is killed and its log is gone: what is missing is said at the next start."""
    file = folder / "books.db"
    desk = Desk(shop, file)
    said = desk.waits()
    desk.go_on()
    said += desk.waits()
    desk.kill()
    (folder / "books.db-wal").unlink()
    with opened(file) as store:
        told = any("log" in one for one in store.notices)
    rig.report.expect(told or paid(said) <= payments(file), "log lost: nobody was told")


def old_below_log(rig: Rig, shop: Shop, folder: Path) -> None:
    """An earlier file comes back under a newer log: all is there, or it is not opened."""
    file, old = folder / "books.db", folder.parent / f"{folder.name}-old.db"
    shutil.copy(file, old)
    desk = Desk(shop, file)
    said = desk.waits()
    desk.go_on()
    said += desk.waits()
    desk.kill()
    shutil.copy(old, file)
    try:
        with opened(file):
            pass
    except Trouble as error:
        rig.report.expect(str(error).endswith("."), f"old below log: {error}")
        rig.report.count("refused to open")
        return
    lost = paid(said) - payments(file)
    rig.report.expect(not lost, f"old below log: opened, and {lost} are lost")


def conflict_copy(rig: Rig, shop: Shop, folder: Path) -> None:
    """A second copy beside the books is named."""
    del shop
    name = "books (Ann's conflicted copy 2026-03-11).db"
    shutil.copy(folder / "books.db", folder / name)
    with opened(folder / "books.db") as store:
        rig.report.expect(any(name in one for one in store.notices), "a second copy is not named")


def locked(rig: Rig, shop: Shop, folder: Path) -> None:
    """A tool holds the file for a moment: the step waits for it."""
    file = folder / "books.db"

    def hold(say: Say) -> None:
        with closing(sqlite3.connect(file, isolation_level=None)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            say("held")
            signal.sigtimedwait({signal.SIGUSR1}, 0.3)

    desk = Desk(shop, file)
    said = desk.waits()
    tool = Child(hold)
    tool.line()
    desk.go_on()
    said += desk.waits()
    desk.kill()
    tool.end()
    rig.report.expect(len(paid(said)) == BEFORE + MEANWHILE, f"locked: {said}")


def copied(rig: Rig, shop: Shop, folder: Path) -> None:
    """In a synced folder the one file that a tool takes holds all that was acknowledged."""
    synced, copy = folder.parent / "Dropbox" / folder.name, folder.parent / f"{folder.name}-taken"
    synced.mkdir(parents=True)
    shutil.copy(folder / "books.db", synced / "books.db")
    desk = Desk(shop, synced / "books.db")
    said = desk.waits()
    names = {one.name for one in synced.glob("books.db-*")}
    rig.report.expect(not names, f"copied: {names} lie beside the books")
    copy.mkdir()
    shutil.copy(synced / "books.db", copy / "books.db")
    desk.kill()
    rig.report.expect(paid(said) <= payments(copy / "books.db"), "copied: acknowledged is lost")
    rig.report.faults += [f"copied: {line}" for line in wrong_with(str(copy / "books.db"))]


TRICKS: tuple[Callable[[Rig, Shop, Path], None], ...] = (
    lambda rig, shop, folder: replaced(rig, shop, folder, by_rename),
    lambda rig, shop, folder: replaced(rig, shop, folder, in_place),
    log_taken,
    log_lost,
    old_below_log,
    conflict_copy,
    locked,
    copied,
)


def work(rig: Rig) -> None:
    """Each trick on books of its own."""
    place = rig.fresh("sqlite")
    shop = set_up(rig, place)
    for n in range(ROUNDS[rig.full]):
        for nth, trick in enumerate(TRICKS):
            folder = rig.folder / f"round-{n}-{nth}"
            folder.mkdir()
            snapshot(Path(place), folder / "books.db")
            trick(rig, shop, folder)
            rig.report.count("tricks")
        for made in rig.folder.glob(f"**/round-{n}-*"):
            shutil.rmtree(made) if made.is_dir() else made.unlink()


if __name__ == "__main__":
    main("synced", work)
