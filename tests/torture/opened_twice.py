"""Whoever else opens the books, however they got there: exactly one writes.

python -m tests.torture.opened_twice [--small|--full] [--seed N]
"""

import json
import os
import time
from pathlib import Path

from mspdesk.database import books
from mspdesk.errors import Trouble

from .deeds import Say, furnish_books
from .rig import Child, Rig, main, opened

NOBODY = 65534


def role(place: str | Path) -> str:
    """How the books let us in: writing, reading, or refused with a sentence."""
    try:
        with opened(place, durable=False) as store:
            return "reading" if store.read_only else "writing"
    except Trouble as error:
        return f"refused {error.text}"


def holder(place: str, say_when: float = 30.0) -> Child:
    """A process that writes the books and stays; answers it once it has them."""

    def work(say: Say) -> None:
        with opened(place, durable=False) as store:
            say("reading" if store.read_only else "writing")
            time.sleep(say_when)

    child = Child(work)
    child.lines_until("writing")
    return child


def while_held(rig: Rig, place: str) -> None:
    """By its own name, by links to file and folder, by a path with dots: all of them only read."""
    file = Path(place)
    link, folder = rig.folder / "link.db", rig.folder / "linked"
    link.symlink_to(file)
    folder.symlink_to(file.parent)
    dotted = file.parent / ".." / file.parent.name / file.name
    ways = {"itself": file, "a link": link, "a linked folder": folder, "dots": dotted}
    child = holder(place)
    for name, way in ways.items():
        rig.report.expect(role(way) == "reading", f"by {name}: {role(way)}")
        rig.report.count("ways tried")
    _as_nobody(rig, place)
    child.kill()
    rig.report.expect(role(place) == "writing", "the lock of a killed writer is not free")
    for way in (link, folder):
        way.unlink()


def _as_nobody(rig: Rig, place: str) -> None:
    """Another user of this computer, where we may become one."""
    if os.name == "nt" or os.geteuid() != 0:
        rig.report.count("another user: not tried, we may not become one")
        return

    def work(say: Say) -> None:
        os.setgid(NOBODY)
        os.setuid(NOBODY)
        say(role(place))

    (said,) = Child(work).end()
    rig.report.expect(said.startswith(("reading", "refused")), f"another user: {said}")
    rig.report.count("another user")


def all_at_once(rig: Rig, place: str, many: int) -> None:
    """Many start at the same moment: one writes, the others read, nobody falls over."""
    start = time.monotonic() + 0.3

    def work(say: Say) -> None:
        time.sleep(max(0, start - time.monotonic()))
        with opened(place, durable=False) as store:
            say("reading" if store.read_only else "writing")
            time.sleep(1.0)

    children = [Child(work) for _ in range(many)]
    said = [line for child in children for line in child.end()]
    rig.report.expect(
        sorted(said) == ["reading"] * (many - 1) + ["writing"], f"{many} at once: {said}"
    )
    rig.report.count("starts at once", many)


def another_computer(rig: Rig, place: str) -> None:
    """A note of another computer is asked about, and believed until a person knows better."""
    note = Path(place).with_name("books.writer")
    facts = {"host": "elsewhere", "user": "bob", "pid": 1, "since": "2026-03-11T09:00:00"}
    note.write_text(json.dumps(facts), encoding="utf-8")
    store = books.open_books(place, durable=False)
    rig.report.expect(store.read_only and store.writer, "another computer was not asked about")
    rig.report.expect(store.writer and store.writer.host == "elsewhere", "its name was not said")
    store.close()
    rig.report.expect(note.exists(), "reading took the other computer's note away")
    with opened(place, take_over=True, durable=False) as over:
        rig.report.expect(not over.read_only, "a person could not take over")
    rig.report.expect(role(place) == "writing", "after a clean end the books are not free")


def stale(rig: Rig, place: str, times: int) -> None:
    """A killed writer never leaves the books locked, whenever it was killed."""
    for _ in range(times):

        def work(say: Say) -> None:
            with opened(place, durable=False):
                say("in")
                time.sleep(30)

        child = Child(work)
        time.sleep(rig.luck.random() / 5)
        child.kill()
        rig.report.expect(role(place) == "writing", "a killed writer left the books locked")
        rig.report.count("killed at the door")


def new_at_once(rig: Rig, times: int) -> None:
    """Two start a new shop in one folder: one of them gets it, whole."""
    for n in range(times):
        folder = rig.folder / f"new-{n}"
        start = time.monotonic() + 0.1

        def work(say: Say, folder: Path = folder, start: float = start) -> None:
            time.sleep(max(0, start - time.monotonic()))
            try:
                books.new_books(folder, durable=False).close()
                say("made")
            except Exception as error:  # noqa: BLE001 -- its kind is looked at
                say(f"refused {type(error).__name__}")

        children = [Child(work), Child(work)]
        said = sorted(line for child in children for line in child.end())
        rig.report.expect(
            said[0] == "made" and said[1] in {"refused UserError", "refused Trouble"},
            f"two new shops in one folder: {said}",
        )
        rig.report.expect(role(folder) == "writing", "the new books do not open")
        rig.report.count("new at once")


def work(rig: Rig) -> None:
    """All of it, a few times or many."""
    place = rig.fresh("sqlite")
    furnish_books(place, 1)
    while_held(rig, place)
    another_computer(rig, place)
    stale(rig, place, 100 if rig.full else 6)
    for _ in range(20 if rig.full else 1):
        all_at_once(rig, place, 5)
    new_at_once(rig, 20 if rig.full else 1)


if __name__ == "__main__":
    main("opened_twice", work)
