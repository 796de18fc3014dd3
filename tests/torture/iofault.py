"""Let each operation of the disk fail in its turn: nothing is lost, doubled or half done.

python -m tests.torture.iofault [--small|--full] [--seed N]

The disk fails at the n-th operation of a work, once or from there on for good, for n = 1, 2, ...
until the work no longer gets that far. A person is told each time in one sentence, and when the
disk is well again the same program goes on, and does what was refused exactly once.
"""

import errno
import json
from functools import partial

from mspdesk.database import books
from mspdesk.errors import Trouble

from . import disk
from .rig import Rig, main, opened, wrong_with
from .works import OUTSIDE, WORKS, Ledger, Shop, Work, again, attempt, set_up

KINDS = {
    # Whoever has no room can still throw things away.
    errno.ENOSPC: {"write", "create", "folder"},
    errno.EIO: {"write", "create", "folder", "sync", "cut", "rename", "remove", "read"},
}
LIFE = 40
"""Works after which a process ends and the books are compared."""
FARTHEST = 4_000
"""Operations that no work has; a sweep that comes so far does not end."""
MOST = 150
"""Operations of one work that fail in the full run; a copy has a thousand, page after page."""
SMALL = {"issue": 3, "attach": 2, "bring": 2, "copy": 2, "print": 2}
"""Works of the small run, and how many of their operations fail."""
DOORS = 2
"""Operations that fail in the small run while books are opened."""


class Failing:
    """The judge: lets the n-th operation fail, once or for good, until it is told to be well."""

    def __init__(self) -> None:
        self._at = self._seen = self._fault = self._hits = 0
        self._sticky = False

    def __call__(self, op: disk.Op) -> int:
        """0, or the errno a call ends in; for words, how often something has failed."""
        if op.kind == "say":
            return self._told(op.written.decode().split())
        if not self._fault or op.kind not in KINDS[self._fault]:
            return 0
        self._seen += 1
        if self._seen == self._at or (self._sticky and self._seen > self._at):
            self._hits += 1
            return self._fault
        return 0

    def _told(self, words: list[str]) -> int:
        if words[0] == "fail":
            self._at, self._fault, self._sticky = int(words[1]), int(words[2]), words[3] == "on"
            self._seen = self._hits = 0
        elif words[0] == "well":
            self._fault = 0
            return self._hits
        elif words[0] == "seen":
            return self._seen
        return 0


def sweep(rig: Rig, shop: Shop, works: list[Work], fault: int, how: str) -> None:
    """Let the operations of each work fail in turn, some works in each life of a process."""
    operations = _once(rig, shop, works, fault)
    points = [
        (work, n)
        for work in works
        for n in _points(rig, operations[work.name], SMALL.get(work.name, 0))
    ]
    for at in range(0, len(points), LIFE):
        life = points[at : at + LIFE]
        serials = shop.serials(len(life))

        def live(
            say: disk.Tell, life: list[tuple[Work, int]] = life, serials: range = serials
        ) -> None:
            with opened(shop.place, durable=True) as store:
                store.person_id = shop.known.owner
                for (work, n), serial in zip(life, serials, strict=True):
                    mark = work.lay(store, shop, serial)
                    say(f"fail {n} {fault} {how}")
                    ended, words = attempt(store, shop, work, mark)
                    hits = say("well")
                    retried = ended
                    if ended != "done":
                        retried, after = again(store, shop, work, mark)
                        words = f"{words} {after}".strip()
                    say(json.dumps([work.name, mark, n, hits, ended, words, retried]))

        said = disk.Watched(live, rig.folder, Failing()).run()
        _judge(rig, shop, f"{errno.errorcode[fault]} {how}", said)


def _once(rig: Rig, shop: Shop, works: list[Work], fault: int) -> dict[str, int]:
    """How many operations each work has that may fail in this way."""

    def live(say: disk.Tell) -> None:
        with opened(shop.place, durable=True) as store:
            store.person_id = shop.known.owner
            for work, serial in zip(works, serials, strict=True):
                mark = work.lay(store, shop, serial)
                say(f"fail {FARTHEST} {fault} once")
                work.do(store, shop, mark)
                say(json.dumps([work.name, say("seen")]))

    serials = shop.serials(len(works))
    said = disk.Watched(live, rig.folder, Failing()).run()
    found: dict[str, int] = dict(json.loads(line) for line in said if line.startswith("["))
    rig.report.expect(len(found) == len(works), f"without a fault: {said[-1:]}")
    return {work.name: found.get(work.name, 0) for work in works}


def _points(rig: Rig, operations: int, few: int) -> list[int]:
    """All operations and one that never comes; where they are too many, some by luck."""
    if rig.full and operations <= MOST:
        return [*range(1, operations + 2)]
    many = MOST if rig.full else few
    return sorted(rig.luck.sample(range(1, operations + 1), min(many, operations)))


def _judge(rig: Rig, shop: Shop, how: str, said: list[str]) -> None:
    """Compare what one process said with what is in the books."""
    ledger = Ledger()
    report = rig.report
    for line in said:
        if line.startswith(("died", "fault")):
            report.faults.append(f"{how}: {line}")
        if not line.startswith("["):
            continue
        name, mark, n, hits, ended, words, retried = json.loads(line)
        report.count("works")
        report.count("faults", hits)
        report.count("points", int(bool(hits)))
        report.count(f"{ended} at a fault", int(bool(hits)))
        report.expect(retried == "done", f"{name}, {how} at {n}: then {retried}: {words}")
        report.expect(
            ended == "done" or words.endswith((".", "?")), f"{n}: not a sentence: {words}"
        )
        # SQLite hardly says why a copy fails; on a disk that is full it is looked at (diskfull).
        if "ENOSPC" in how and ended == "refused" and name != "copy":
            clear = "room" in words or "space" in words
            report.expect(clear, f"{name}, {how} at {n}: {words}")
        ledger.said[name, mark] = retried
    with opened(shop.place) as store:
        report.faults += [f"{how}: {line}" for line in ledger.wrong(store)]
    if report.full:
        report.faults += [f"{how}: {line}" for line in wrong_with(shop.place, full=False)]


def doors(rig: Rig, shop: Shop, fault: int, how: str) -> None:
    """Let the operations fail in turn while the books are opened and closed."""

    def live(say: disk.Tell, n: int = FARTHEST) -> None:
        say(f"fail {n} {fault} {how}")
        ended = "opened"
        try:
            books.open_books(shop.place).close()
        except Trouble as error:
            ended = f"refused {error}"
        say(f"operations {say('seen')}")
        say(ended)
        say(f"hits {say('well')}")
        with opened(shop.place) as store:
            say("reads only" if store.read_only else "writes")

    said = disk.Watched(live, rig.folder, Failing(), reads=True).run()
    operations = int(next(line for line in said if line.startswith("operations")).split()[1])
    for n in _points(rig, operations, DOORS):
        said = disk.Watched(partial(live, n=n), rig.folder, Failing(), reads=True).run()
        rig.report.expect(said[-1:] == ["writes"], f"opening, {errno.errorcode[fault]} {n}: {said}")
        hits = next((line for line in said if line.startswith("hits")), "hits 0")
        rig.report.count("faults", int(hits.split()[1]))
        rig.report.count("doors")
    if rig.full:
        found = wrong_with(shop.place, full=False)
        rig.report.faults += [f"after opening: {line}" for line in found]


def torture(rig: Rig, kind: str) -> None:
    """All works on books of one kind: in a log beside the file, or in a synced folder."""
    shop = set_up(rig, rig.fresh("sqlite"))
    faults = [(errno.EIO, "once"), (errno.ENOSPC, "on"), (errno.ENOSPC, "once"), (errno.EIO, "on")]
    if not rig.full:
        del faults[2 if kind == "wal" else 1 :]
    names = SMALL if kind == "wal" else ("issue",)
    works = [work for work in (*WORKS, *OUTSIDE) if rig.full or work.name in names]
    for fault, how in faults:
        sweep(rig, shop, works, fault, how)
        if rig.full or kind == "wal":
            doors(rig, shop, fault, how)
    rig.report.faults += [f"{kind}: {line}" for line in wrong_with(shop.place)]


def work(rig: Rig) -> None:
    """Books on a local disk, and books in a synced folder."""
    if reason := disk.why_not():
        rig.report.skip(reason)
        return
    torture(rig, "wal")
    home = rig.folder
    rig.folder = home / "Dropbox"
    rig.folder.mkdir()
    torture(rig, "delete")
    rig.folder = home


if __name__ == "__main__":
    main("iofault", work)
