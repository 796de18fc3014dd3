"""Cut the line to the server at any question: nothing is lost, doubled or half done.

python -m tests.torture.pg_drop [--small|--full] [--seed N]

The line is cut before a question of a work reaches the server, right behind it, and before the
answer is heard, also of the last question that makes it last. Then the server ends the program's
connections at any moment, as one does that is started again.
"""

import json
import time

from mspdesk.errors import Trouble

from .deeds import Say
from .rig import Child, Rig, main, opened, wrong_with
from .wire import WAYS, Wire
from .works import WORKS, Ledger, Shop, Work, again, attempt, set_up

FARTHEST = 100_000
LIFE = 60
"""Works after which a process ends and the books are compared."""
SMALL = {"issue": 2, "attach": 1, "bring": 1, "undo": 1}
"""Works of the small run, and how many of their questions are cut off in each way."""
KILLS = {False: 4, True: 1_000}
"""Times the server ends our connections."""


def sweep(rig: Rig, shop: Shop, wire: Wire, work: Work) -> None:
    """Cut the line at the questions of one work, in every way, and have it done in the end."""
    orders = _orders(rig, _once(rig, shop, wire, work), SMALL.get(work.name, 0))
    for at in range(0, len(orders), LIFE):
        life = orders[at : at + LIFE]
        serials = shop.serials(len(life))

        def live(say: Say, life: list[str] = life, serials: range = serials) -> None:
            with opened(shop.place) as store:
                store.person_id = shop.known.owner
                for order, serial in zip(life, serials, strict=True):
                    mark = work.lay(store, shop, serial)
                    wire.tell(order)
                    ended, words = attempt(store, shop, work, mark)
                    cuts = wire.tell("well")
                    retried = ended
                    if ended != "done":
                        retried, after = again(store, shop, work, mark)
                        words = f"{words} {after}".strip()
                    say(json.dumps([mark, order, cuts, ended, words, retried]))

        _judge(rig, shop, work, Child(live).end(), len(life))


def _once(rig: Rig, shop: Shop, wire: Wire, work: Work) -> int:
    """How many questions a work asks of the server."""

    def live(say: Say) -> None:
        with opened(shop.place) as store:
            store.person_id = shop.known.owner
            for serial in serials:
                # Counted the second time: the first one also makes the connections.
                mark = work.lay(store, shop, serial)
                wire.tell(f"cut {FARTHEST} before once")
                work.do(store, shop, mark)
            say(f"questions {wire.tell('seen')}")

    serials = shop.serials(2)
    said = Child(live).end()
    found = [int(line.split()[1]) for line in said if line.startswith("questions")]
    rig.report.expect(found, f"{work.name} on a good line: {said}")
    return found[0] if found else 0


def _orders(rig: Rig, questions: int, few: int) -> list[str]:
    """Where the line is cut and how; the last question is always one of them."""
    if rig.full:
        every = [f"cut {n} {way} once" for n in range(1, questions + 1) for way in WAYS]
        return every + [f"cut {n} after stays" for n in range(questions, 0, -7)]
    chosen = rig.luck.sample(range(1, questions), min(few, questions - 1))
    orders = [f"cut {n} {rig.luck.choice(WAYS)} once" for n in chosen]
    return orders + [f"cut {n} after once" for n in (questions - 1, questions) if few]


def _judge(rig: Rig, shop: Shop, work: Work, said: list[str], lived: int) -> None:
    """Compare what one process said with what is in the books."""
    ledger, report = Ledger(), rig.report
    lines = [json.loads(line) for line in said if line.startswith("[")]
    report.expect(len(lines) == lived, f"{work.name}: it ended after {len(lines)}: {said[-1:]}")
    for mark, order, cuts, ended, words, retried in lines:
        report.count("works")
        report.count("cuts", int(bool(cuts)))
        report.count(f"{ended} at a cut", int(bool(cuts)))
        report.expect(retried == "done", f"{work.name}, {order}: then {retried}: {words}")
        report.expect(ended == "done" or words.endswith("."), f"{order}: no sentence: {words}")
        ledger.said[work.name, mark] = retried
    _compare(rig, shop, ledger)


def _compare(rig: Rig, shop: Shop, ledger: Ledger) -> None:
    with opened(shop.place) as store:
        rig.report.faults += ledger.wrong(store)
    if rig.full:
        rig.report.faults += wrong_with(shop.place)


def storm(rig: Rig, shop: Shop, kills: int) -> None:
    """Have the server end the program's connections again and again while it works."""
    serials = iter(shop.serials(200 * kills))

    def live(say: Say) -> None:
        with opened(shop.place) as store:
            store.person_id = shop.known.owner
            for n, serial in enumerate(serials):
                work = WORKS[n % len(WORKS)]
                try:
                    mark = work.lay(store, shop, serial)
                except Trouble:
                    # What was to lie ready was cut off as well; nobody was told of it.
                    continue
                ended, words = attempt(store, shop, work, mark)
                say(json.dumps([work.name, mark, ended, words]))

    child = Child(live)
    child.line()
    for _ in range(kills):
        time.sleep(0.02 + rig.luck.random() / 4)
        rig.report.count("connections ended", rig.server.end_lines(shop.place))
    said = [child.line()]
    # However busy the computer is: once the storm is over, something comes to its end again.
    while '"done"' not in said[-1]:
        said.append(child.line())
    ledger = Ledger()
    for line in [*said, *child.kill()]:
        if not line.startswith("["):
            rig.report.faults.append(f"in the storm: {line}")
            continue
        what, mark, ended, _ = json.loads(line)
        ledger.said[what, mark] = ended
        rig.report.count(f"{ended} in the storm")
    _compare(rig, shop, ledger)


def work(rig: Rig) -> None:
    """Cut the line at each question, then let the server end connections."""
    uri = rig.fresh("postgresql")
    wire = Wire(rig.folder / "wire", uri)
    try:
        shop = set_up(rig, wire.place)
        for one in WORKS:
            if rig.full or one.name in SMALL:
                sweep(rig, shop, wire, one)
        storm(rig, shop, KILLS[rig.full])
        rig.report.faults += wrong_with(shop.place)
    finally:
        wire.close()


if __name__ == "__main__":
    main("pg_drop", work)
