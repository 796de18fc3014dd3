"""Fill the disk under the books: it is said, everything can still be read, and work goes on.

python -m tests.torture.diskfull [--small|--full] [--seed N]

A file system of a few megabytes is filled until a work finds no room for itself. A person reads
one sentence; after room was made the same program does what was refused, once. Where no file
system can be mounted, files are kept from growing instead.
"""

import shutil
from contextlib import AbstractContextManager
from pathlib import Path

from mspdesk.database import books
from mspdesk.database.store import Store
from mspdesk.errors import Trouble

from .deeds import Say
from .rig import Child, Rig, main, opened, wrong_with
from .tight import filled, limited, mount
from .works import OUTSIDE, WORKS, Ledger, Shop, Work, again, attempt, set_up

SIZE = 32 << 20
"""Bytes of the disk: the books with their log, and a copy or two."""
EVENTS = {False: 14, True: 600}
DOORS = {False: 2, True: 40}
ROOM = (0, 0, 0, 4_096, 16_384, 65_536)
"""Bytes that are left; a work that fits into them is done."""


class Place:
    """A shop on a disk with little room, and how that is made to have none."""

    def __init__(self, rig: Rig, shop: Shop, *, mounted: bool) -> None:
        self.rig, self.shop, self.mounted = rig, shop, mounted
        self.ledger = Ledger()

    def short(self) -> AbstractContextManager[None]:
        """Leave hardly any room, for the length of a block."""
        if self.mounted:
            return filled(self.rig.folder, self.rig.luck.choice(ROOM))
        largest = max(one.stat().st_size for one in Path(self.shop.place).parent.glob("books.db*"))
        return limited(self.rig.luck.randrange(largest // 2) if self.rig.luck.random() < 0.5 else 0)

    def live(self, works: list[Work], say: Say) -> None:
        """Do works while there is no room, and again after there is."""
        with opened(self.shop.place, durable=True) as store:
            store.person_id = self.shop.known.owner
            for work, serial in zip(works, self.shop.serials(len(works)), strict=True):
                self.once(store, work, serial, say)
            for line in self.ledger.wrong(store):
                say(f"! {line}")
        for line in wrong_with(self.shop.place):
            say(f"! {line}")
        say("end")

    def once(self, store: Store, work: Work, serial: int, say: Say) -> None:
        """One work: refused in a sentence or done, then done once; all can be read meanwhile."""
        mark = work.lay(store, self.shop, serial)
        with self.short():
            ended, words = attempt(store, self.shop, work, mark)
            for line in self.ledger.wrong(store):
                say(f"! while full: {line}")
        say(f"{ended} works")
        if ended != "done":
            say("full disks")
            if self.mounted and not any(sign in words for sign in ("room", "full", "space")):
                say(f"! {work.name}: {words}")
            ended, words = again(store, self.shop, work, mark)
        if ended != "done":
            say(f"! {work.name} with room again: {words}")
        self.ledger.said[work.name, mark] = ended
        if work in OUTSIDE:
            del self.ledger.said[work.name, mark]
            self.tidy(str(mark))

    def tidy(self, mark: str) -> None:
        """Take away what a work wrote beside the books, so that the disk lasts."""
        if Path(mark).is_dir():
            shutil.rmtree(mark)
        else:
            Path(mark).unlink()

    def door(self, say: Say) -> None:
        """Open the books while there is no room: they open, or a sentence says why not."""
        with self.short():
            try:
                store = books.open_books(self.shop.place)
            except Trouble as error:
                say("doors shut")
                if self.mounted and "full" not in str(error) and "room" not in str(error):
                    say(f"! at the door: {error}")
            else:
                say("doors to read only" if store.read_only else "doors open")
                if store.read_only and "room" not in store.why:
                    say("! at the door: nobody said why the books can only be read")
                for line in self.ledger.wrong(store):
                    say(f"! at the door: {line}")
                store.close()
        with opened(self.shop.place) as store:
            if store.read_only:
                say("! with room again the books are for reading only")


def torture(rig: Rig, *, mounted: bool) -> None:
    """Works on a disk of our own, or with files that may not grow."""
    folder, outer = rig.folder / ("disk" if mounted else "files"), rig.folder
    folder.mkdir()
    fresh = rig.fresh("sqlite")
    works = [(*WORKS, *OUTSIDE)[n % (len(WORKS) + len(OUTSIDE))] for n in range(EVENTS[rig.full])]
    if not (mounted or rig.full or rig.report.skipped):
        # All of them met a disk that was full already.
        works = works[::2]

    def live(say: Say) -> None:
        if mounted and (reason := mount(folder, SIZE)):
            say(f"skip {reason}")
            return
        (folder / "shop").mkdir()
        rig.folder = folder
        shutil.copy(fresh, folder / "shop" / "books.db")
        place = Place(rig, set_up(rig, str(folder / "shop" / "books.db")), mounted=mounted)
        place.live(works, say)
        for _ in range(DOORS[rig.full]):
            place.door(say)
        say("end")

    said = Child(live).end()
    rig.folder = outer
    for line in said:
        if line.startswith("skip "):
            rig.report.skip(line[5:])
            return
        if line.startswith(("! ", "fault")):
            rig.report.faults.append(f"{folder.name}: {line.removeprefix('! ')}")
        elif line != "end":
            rig.report.count(f"{folder.name}: {line}")
    rig.report.expect(said[-1:] == ["end"], f"{folder.name}: it ended with {said[-1:]}")


def work(rig: Rig) -> None:
    """A disk of our own where one can be mounted, and files that may not grow everywhere."""
    torture(rig, mounted=True)
    torture(rig, mounted=False)


if __name__ == "__main__":
    main("diskfull", work)
