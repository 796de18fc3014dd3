"""B6, B7: a client with 2,000 devices and 20,000 addresses opens, is typed into and scrolls."""

import shutil
from contextlib import ExitStack
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import text

from mspdesk import dates
from mspdesk.database.books import open_books
from mspdesk.database.store import Store
from mspdesk.desk.desk import Desk
from mspdesk.documentation.actions.facts import add_facts
from mspdesk.documentation.view.devices import DevicesPart
from mspdesk.documentation.view.facts import FactGrid

from .lists import PAINTED, REPAINT, application, plain
from .measure import Bench, Ratio, in_turn
from .shops import NOW, shop_of

DEVICES, ADDRESSES, TRY = 2_000, 20_000, 200
_ROOM = (1200, 800)
_STEP = 2_000


def document(bench: Bench) -> list[Ratio]:
    """B6 and B7 of the grid of facts and of the list of devices."""
    with ExitStack() as stack:
        stack.enter_context(dates.frozen(NOW))
        place = Path(stack.enter_context(TemporaryDirectory(dir=bench.work))) / "books"
        shutil.copytree(
            shop_of(bench.size, bench.work), place, ignore=shutil.ignore_patterns("*.lock")
        )
        app = application()
        store = open_books(place)
        stack.callback(store.close)
        client = _crowded(store, trying=bench.rounds == 1)
        desk = Desk(store)
        bare, grid, devices = plain(50), FactGrid(desk), DevicesPart(desk)
        for one in (grid, devices):
            one.resize(*_ROOM)
            one.show()
        app.processEvents()

        grid.show_section(client, "address")
        other = FactGrid(desk, "Machines")
        other.resize(*_ROOM)
        other.show()
        other.show_section(client, "device")

        def show(facts: FactGrid) -> None:
            facts.sort_again()
            facts.grid.view.viewport().repaint()

        def listed() -> None:
            devices.show_id(client)
            devices.table.viewport().repaint()

        times = count()

        def typed() -> None:
            other.grid.rows.write({5: {"place": f"Office {next(times)}"}})
            other.reload()
            other.grid.view.viewport().repaint()

        took = in_turn(
            {
                "plain": bare.viewport().repaint,
                "addresses": lambda: show(grid),
                "repaint": grid.grid.view.viewport().repaint,
                "devices": lambda: show(other),
                "a cell typed into": typed,
                "the list of devices": listed,
            },
            bench.rounds,
        )
        for widget in (bare, grid, other, devices):
            widget.close()
            widget.deleteLater()
        desk.leave()
        app.processEvents()
    painted, page = "painting a page of a bare Qt table", took["plain"]
    return [
        *(
            Ratio("B6", f"documentation, {name}", painted, took[name], page, PAINTED)
            for name in ("addresses", "devices", "a cell typed into", "the list of devices")
        ),
        Ratio("B7", "repainting a page of addresses", painted, took["repaint"], page, REPAINT),
    ]


def _crowded(store: Store, *, trying: bool) -> int:
    """A client with more devices and addresses than anybody has; few for a mere try."""
    with store.read() as session:
        client = int(session.execute(text("SELECT min(id) FROM client")).scalar_one())
    devices, addresses = (TRY, TRY) if trying else (DEVICES, ADDRESSES)
    store.do(
        add_facts,
        client,
        "device",
        [{"name": f"PC-{n:04d}", "make": "Dell", "serial": f"S{n}"} for n in range(devices)],
    )
    for first in range(0, addresses, _STEP):
        some = range(first, min(first + _STEP, addresses))
        rows = [{"ip": f"10.{n >> 16}.{n >> 8 & 255}.{n & 255}", "name": f"H{n}"} for n in some]
        store.do(add_facts, client, "address", rows)
    return client
