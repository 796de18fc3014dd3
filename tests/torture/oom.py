"""Let memory run out in the middle of a work: it ends in words, and nothing is half done.

python -m tests.torture.oom [--small|--full] [--seed N]

Three ways: SQLite gets no more than it has and a little, Python is refused its n-th piece of
memory once or some times on end, and the whole process may not grow. A process that dies of it is
as good as one that was killed.
"""

import ctypes
import json
import os
import resource
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, partial
from typing import Any, Protocol, cast

from mspdesk.database.store import Store
from mspdesk.headroom import with_headroom

from .deeds import Say
from .rig import Child, Rig, main, opened, wrong_with
from .works import OUTSIDE, WORKS, Ledger, Shop, Work, again, attempt, set_up

STEPS = {False: 6, True: 200}
"""Works in each way."""
LIFE = 25
"""Works after which a process ends."""
LONGEST = 120
"""Seconds a process may take for its works."""
SMALL = ("issue", "attach", "bring", "copy")
_PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096


class _Hooks(Protocol):
    def set_nomemory(self, start: int, stop: int = 0, /) -> None: ...
    def remove_mem_hooks(self) -> None: ...


@cache
def _hooks() -> _Hooks | None:
    """What Python's own tests refuse memory with; not every Python brings it."""
    try:
        import _testcapi  # type: ignore[import-not-found] # Python's own tests alone have types
    except ImportError:
        return None
    return cast("_Hooks", _testcapi)


@cache
def _sqlite() -> Any:
    """The very SQLite that Python uses; None where its limit on memory cannot be reached."""
    try:
        import _sqlite3

        found = ctypes.CDLL(_sqlite3.__file__)
        found.sqlite3_hard_heap_limit64.argtypes = [ctypes.c_int64]
        found.sqlite3_memory_used.restype = ctypes.c_int64
    except (AttributeError, ImportError, OSError):
        return None
    return found


@contextmanager
def sqlite_short(rig: Rig) -> Iterator[None]:
    """SQLite may have a little more memory than it has now."""
    sqlite = _sqlite()
    more = int(10 ** rig.luck.uniform(1, 5.5))
    sqlite.sqlite3_hard_heap_limit64(sqlite.sqlite3_memory_used() + more)
    try:
        yield
    finally:
        sqlite.sqlite3_hard_heap_limit64(0)


@contextmanager
def python_short(rig: Rig) -> Iterator[None]:
    """Python is refused one piece of memory, or thirty on end."""
    hooks = _hooks()
    assert hooks
    start = int(10 ** rig.luck.uniform(0, 5))
    # Without any memory for good not even Python's own search for a handler comes to an end.
    stop = start + (1 if rig.luck.random() < 0.7 else 30)
    try:
        hooks.set_nomemory(start, stop)
        yield
    finally:
        hooks.remove_mem_hooks()


@contextmanager
def process_short(rig: Rig) -> Iterator[None]:
    """The process may hardly grow."""
    with open("/proc/self/statm") as words:  # noqa: PTH123 -- no file of anybody's
        now = int(words.read().split()[0]) * _PAGE
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (now + int(10 ** rig.luck.uniform(0, 6.5)), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


WAYS = {"sqlite": sqlite_short, "python": python_short, "process": process_short}


def torture(rig: Rig, shop: Shop, way: str, steps: int) -> None:
    """Works while memory is short in one way, in as many processes as die of it."""
    works = [one for one in (*WORKS, *OUTSIDE) if rig.full or one.name in SMALL]
    todo = [works[n % len(works)] for n in range(steps)]
    ledger = Ledger()
    while todo:
        part = todo[:LIFE]
        serials = shop.serials(len(part))
        rig.luck.random()

        def live(say: Say, part: list[Work] = part, serials: range = serials) -> None:
            # Whoever hangs dies of it, and is counted with the dead.
            signal.alarm(LONGEST)
            with opened(shop.place, durable=True) as store:
                store.person_id = shop.known.owner
                for work, serial in zip(part, serials, strict=True):
                    _one(rig, store, shop, work, serial, way, say)

        # With the same room for calls as the program itself; without it Python is torn.
        child = Child(partial(_roomy, live))
        said = child.end()
        todo = todo[max(1, _read(rig, way, said, ledger)) :]
    with opened(shop.place) as store:
        rig.report.faults += [f"{way}: {line}" for line in ledger.wrong(store)]
    rig.report.faults += [f"{way}: {line}" for line in wrong_with(shop.place)]


def _roomy(live: Callable[[Say], None], say: Say) -> None:
    with_headroom(partial(live, say))


def _one(rig: Rig, store: Store, shop: Shop, work: Work, serial: int, way: str, say: Say) -> None:
    """One work while memory is short, and again after it is not."""
    mark = work.lay(store, shop, serial)
    say(json.dumps([work.name, mark, "begun", ""]))
    try:
        with WAYS[way](rig):
            ended, words = attempt(store, shop, work, mark)
    except Exception as error:  # noqa: BLE001 -- its kind is counted
        ended, words = "mistake", type(error).__name__
    say(json.dumps([work.name, mark, ended, words]))
    if ended != "done":
        then, after = again(store, shop, work, mark)
        say(json.dumps([work.name, mark, then, after]))


def _read(rig: Rig, way: str, said: list[str], ledger: Ledger) -> int:
    """Take down what a process said; answers how many works it began."""
    report, begun = rig.report, 0
    before = ""
    for line in said:
        if not line.startswith("["):
            report.faults.append(f"{way}: {line}")
            continue
        name, mark, ended, words = json.loads(line)
        if ended == "begun":
            begun += 1
        elif before == "begun":
            report.count(f"{way}: {ended}")
            if ended == "mistake":
                report.count(f"mistakes: {words}")
        else:
            report.expect(ended == "done", f"{way}: {name} with memory again: {ended} {words}")
        before = ended
        ledger.said[name, mark] = ended if ended in ("done", "refused") else "begun"
    report.count(f"{way}: works", begun)
    if before == "begun":
        report.count(f"{way}: died")
    return begun


def work(rig: Rig) -> None:
    """All three ways, as far as this machine has them."""
    shop = set_up(rig, rig.fresh("sqlite"))
    if _sqlite():
        torture(rig, shop, "sqlite", STEPS[rig.full])
    else:
        rig.report.skip("the SQLite of this Python cannot be limited")
    if _hooks():
        torture(rig, shop, "python", STEPS[rig.full])
    else:
        rig.report.skip("this Python was installed without what its own tests need")
    torture(rig, shop, "process", STEPS[rig.full])


if __name__ == "__main__":
    main("oom", work)
