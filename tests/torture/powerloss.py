"""Cut the power at any moment: what was acknowledged is there, and nothing is broken.

python -m tests.torture.powerloss [--small|--full] [--seed N]

A process works while every write, every forcing out and every change of a name is noted in order.
Then the disk is laid down as it may be found after a power cut in between, again and again, and
the next start has to find everything that was acknowledged until then.
"""

import json
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from mspdesk.database import backup, books, restore
from mspdesk.database.ddl import MIGRATIONS
from tests.database.later import with_later

from . import disk
from .medium import Medium
from .migrate import FIRST, FORMS, SECOND, form, wrong_with_form
from .rig import Rig, joined, main, opened, wrong_with
from .works import BY_NAME, HALF, OUTSIDE, WORKS, Shop, set_up

SHOP, AFTER = "shop", "after"
LASTS = ("copy", "print", "give list")
"""Works with files that are there after a power cut once they were said to be."""

Look = Callable[[Path, list[str]], list[str]]
"""What is wrong with a folder after a power cut, where so much had been said before."""


def cut(rig: Rig, what: str, folder: Path, life: Callable[[disk.Tell], None], look: Look) -> None:
    """Let a process live its life, then cut the power at many moments of it."""
    medium = Medium(folder)
    log: list[disk.Op] = []

    def note(op: disk.Op) -> int:
        log.append(op)
        return 0

    said = disk.Watched(life, folder, note).run()
    rig.report.expect(said[-1:] == ["end"], f"{what}: {said[-1:]}")
    moments = rig.luck.choices(range(len(log) + 1), k=POINTS[what][rig.full])
    before: list[str] = []
    place = 0
    for moment in sorted(moments):
        for op in log[place:moment]:
            if op.kind == "say":
                before.append(op.written.decode())
            else:
                medium.do(op)
        place = moment
        after = rig.folder / AFTER
        medium.after_cut(rig.luck, after)
        for fault in look(after, before):
            rig.report.faults.append(f"{what}, cut at {moment} of {len(log)}: {fault}")
        shutil.rmtree(after)
        rig.report.count("power cuts")
        rig.report.count(f"{what} cuts")
    rig.report.count("operations", len(log))
    rig.report.count("acknowledged", sum('"done"' in line for line in said))


def busy(shop: Shop, names: list[str], say: disk.Tell) -> None:
    """Do works one after the other, and say each before and after."""
    with opened(shop.place, durable=True) as store:
        store.person_id = shop.known.owner
        for name, serial in zip(names, shop.serials(len(names)), strict=True):
            work = BY_NAME[name]
            mark = work.lay(store, shop, serial)
            say(json.dumps([name, mark, "begun"]))
            work.do(store, shop, mark)
            say(json.dumps([name, mark, "done"]))
    say("end")


def whole(rig: Rig, shop: Shop, seen: list[int], after: Path, said: list[str]) -> list[str]:
    """What was said to be done is there, what was begun is there or not, and nothing is broken."""
    marks: dict[tuple[str, Any], str] = {}
    for line in said:
        if line.startswith("["):
            name, mark, state = json.loads(line)
            marks[name, mark] = state
    home = Path(shop.place).parent.parent
    place = str(after / Path(shop.place).relative_to(home))
    seen.append(1)
    # By the front door now and then: the lock and the lease have to be got over as well.
    door = opened if len(seen) % 10 == 1 else joined
    found = []
    with door(place) as store, store.read() as session:
        for (name, mark), state in marks.items():
            at = mark.replace(str(home), str(after)) if name in LASTS else mark
            times = BY_NAME[name].there(session, at)
            if times == HALF or times > 1:
                found.append(f"{name} {mark} is there {times} times")
            elif state == "done" and not times:
                found.append(f"{name} {mark} was acknowledged and is lost")
    if len(seen) % 10 == 1:
        found += wrong_with(place, full=len(seen) % 20 == 1)
    else:
        found += wrong_with_form(place)
    return found


def torture_works(rig: Rig, kind: str) -> None:
    """A busy day on books of one kind."""
    home = rig.folder / kind
    (home / SHOP).mkdir(parents=True)
    shutil.copy(rig.fresh("sqlite"), home / SHOP / "books.db")
    rig.folder, outer = home, rig.folder
    shop = set_up(rig, str(home / SHOP / "books.db"))
    rig.folder = outer
    names = [one.name for one in (*WORKS, *OUTSIDE) if one.name != "give shop"]
    if not rig.full:
        names = [one for one in names if one in ("issue", "pay", "attach", "bring", "print")]
    names = names * (3 if rig.full else 1)
    rig.luck.shuffle(names)
    cut(rig, kind, home, partial(busy, shop, names), partial(whole, rig, shop, []))


def torture_new(rig: Rig) -> None:
    """A new shop is there as a whole once it was said to be, or not at all."""
    home = rig.folder / "new"
    home.mkdir()

    def life(say: disk.Tell) -> None:
        books.new_books(home / SHOP).close()
        say("made")
        say("end")

    def look(after: Path, said: list[str]) -> list[str]:
        if not (after / SHOP / "books.db").exists():
            return ["the new books are lost"] if "made" in said else []
        with opened(after / SHOP) as store:
            return ["the new books cannot be written"] if store.read_only else []

    cut(rig, "new", home, life, look)


def torture_restore(rig: Rig) -> None:
    """A copy that comes back is there as a whole once it was said to be, or not at all."""
    home = rig.folder / "again"
    home.mkdir()
    place = rig.fresh("sqlite")
    shop = set_up(rig, place)
    with opened(place) as store:
        store.person_id = shop.known.owner
        for n, name in enumerate(("attach", "attach", "issue")):
            work = BY_NAME[name]
            work.do(store, shop, work.lay(store, shop, 1_000 + n))
    copy = backup.make(place, home / "copies").file

    def life(say: disk.Tell) -> None:
        restore.restore(copy, home / SHOP)
        say("back")
        say("end")

    def look(after: Path, said: list[str]) -> list[str]:
        if not (after / SHOP / "books.db").exists():
            return ["what came back is lost"] if "back" in said else []
        return wrong_with(str(after / SHOP / "books.db"), full=False)

    cut(rig, "restore", home, life, look)


def torture_upgrade(rig: Rig) -> None:
    """Books that are brought forward are of the old form or of the new one, with a good copy."""
    later = with_later(MIGRATIONS, rig.folder / "later", FIRST, SECOND)
    home = rig.folder / "upgrade"
    (home / SHOP).mkdir(parents=True)
    shutil.copy(rig.fresh("sqlite"), home / SHOP / "books.db")

    def life(say: disk.Tell) -> None:
        books.open_books(home / SHOP, scripts=later).close()
        say("end")

    def look(after: Path, _: list[str]) -> list[str]:
        place = str(after / SHOP / "books.db")
        found = [f"the file is damaged: {line}" for line in wrong_with_form(place)]
        now = form(place)
        if now not in FORMS:
            found.append(f"between the forms: {now}")
        elif now != FORMS[0]:
            copies = backup.copies(after / SHOP / "backups")
            if not any(form(str(one.file)) == FORMS[0] for one in copies):
                found.append("brought forward without a copy that lasts")
        return found

    cut(rig, "upgrade", home, life, look)


POINTS = {
    "wal": (10, 8_000),
    "delete": (9, 6_000),
    "new": (4, 2_000),
    "restore": (3, 2_000),
    "upgrade": (4, 2_000),
}
"""Power cuts in the small and in the full run."""


def work(rig: Rig) -> None:
    """Books on a local disk and in a synced folder; new books, a copy brought back, an upgrade."""
    if reason := disk.why_not():
        rig.report.skip(reason)
        return
    torture_works(rig, "wal")
    home = rig.folder
    rig.folder = home / "Dropbox"
    rig.folder.mkdir()
    torture_works(rig, "delete")
    rig.folder = home
    torture_new(rig)
    torture_restore(rig)
    torture_upgrade(rig)


if __name__ == "__main__":
    main("powerloss", work)
