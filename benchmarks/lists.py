"""Lists of history: the first page, sorting, the jump to the end, painting, and memory."""

import sqlite3
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QTableView

from mspdesk import dates
from mspdesk.database.books import open_books
from mspdesk.database.store import Store
from mspdesk.tickets import queries
from mspdesk.tickets.queries import Past, TicketRow
from mspdesk.tickets.view.lists import past_columns
from mspdesk.widgets import theme
from mspdesk.widgets.paged import Order, PagedTable, Source

from .measure import Bench, Ratio, in_turn
from .shops import NOW, shop_of
from .starting import child

SORTS = ("opened", "number", "title", "status", "assigned", "priority")
PAINTED, REPAINT, FAR, MEMORY = 4.0, 1.6, 4.0, 0.35
_ROOM = (1200, 800)
_PLAIN_COLUMNS = 9


def application() -> QApplication:
    """The one application of this process, in the program's clothes."""
    found = QApplication.instance()
    app = found if isinstance(found, QApplication) else QApplication(["benchmarks"])
    theme.apply(app, "light", 100)
    return app


def paged() -> PagedTable[TicketRow]:
    """An empty list of history, shown."""
    table = PagedTable[TicketRow](past_columns(), "Closed tickets")
    table.resize(*_ROOM)
    table.show()
    return table


def source(store: Store, past: Past = Past()) -> Source[TicketRow]:  # noqa: B008 - frozen
    """History as the Tickets tab asks for it."""
    return Source(
        rows=lambda order, skip, limit: store.ask(
            queries.past_rows, past, order.key, order.descending, skip, limit
        ),
        count=lambda: store.ask(queries.past_count, past),
    )


def plain(rows: int) -> QTableView:
    """A bare Qt table whose rows Qt itself holds, as high as ours."""
    model = QStandardItemModel(rows, _PLAIN_COLUMNS)
    for row in range(rows):
        for column in range(_PLAIN_COLUMNS):
            model.setItem(row, column, QStandardItem(f"Printer does not start {row}"))
    table = QTableView()
    table.setModel(model)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(theme.height("row"))
    table.resize(*_ROOM)
    table.show()
    return table


def history(bench: Bench) -> list[Ratio]:
    """B6 to B9."""
    books = shop_of(bench.size, bench.work)
    with ExitStack() as stack:
        stack.enter_context(dates.frozen(NOW))
        home = stack.enter_context(TemporaryDirectory())
        memory = _memory(books, Path(home), bench)
        app = application()
        store = open_books(books)
        stack.callback(store.close)
        bare, table = plain(50), paged()
        app.processEvents()
        every = source(store)
        client = Past(client_id=store.ask(_a_client))

        def show(shown: Source[TicketRow], order: Order) -> Callable[[], None]:
            def work() -> None:
                table.show_source(shown, order)
                table.viewport().repaint()

            return work

        works = {f"sorted by {key}": show(every, Order(key, descending=True)) for key in SORTS}
        works["of one client"] = show(source(store, client), Order("opened", descending=True))
        works["plain"] = bare.viewport().repaint
        works["repaint"] = table.viewport().repaint

        def jump() -> None:
            table.show_source(every, Order("opened", descending=True))
            table.scrollToBottom()
            table.viewport().repaint()

        works["jump"] = jump

        def middle() -> None:
            table.show_source(every, Order("title"))
            table.verticalScrollBar().setValue(table.verticalScrollBar().maximum() // 2)
            table.viewport().repaint()

        works["middle"] = middle
        took = in_turn(works, bench.rounds)
        page, first = took.pop("plain"), took["sorted by opened"]
        repaint, far, half = took.pop("repaint"), took.pop("jump"), took.pop("middle")
        for one in (bare, table):
            one.close()
            one.deleteLater()
        app.processEvents()
    painted = "painting a page of a bare Qt table"
    return [
        *(
            Ratio("B6", f"history {name}", painted, sec, page, PAINTED)
            for name, sec in took.items()
        ),
        Ratio("B7", "repainting a page of history", painted, repaint, page, REPAINT),
        Ratio("B8", "jump to the end of history", "its first page", far, first, FAR),
        Ratio("B8", "jump into its middle, by title", "its first page", half, first, FAR),
        memory,
    ]


def _a_client(session: Any) -> int:
    newest = queries.past_rows(session, Past(), "opened", descending=True, skip=0, limit=1)
    return newest[0].client_id


def _memory(books: Path, home: Path, bench: Bench) -> Ratio:
    """B9: what history takes above an empty window, against all its rows as tuples."""
    kinds = ("empty", "paged", "rows")
    # A try holds them all in one program, which says nothing but that it can be done.
    runs = {kind: kinds if bench.rounds == 1 else (kind,) for kind in kinds}
    peaks = {
        run: int(child("memory", str(books), *run, home=home, compiled=bench.compiled)["peak"])
        for run in set(runs.values())
    }
    peak = {kind: peaks[run] for kind, run in runs.items()}
    ours = max(0, peak["paged"] - peak["empty"])
    return Ratio(
        "B9",
        "memory of history, jumped and sorted",
        "all rows at once",
        ours,
        max(1, peak["rows"] - peak["empty"]),
        MEMORY,
        f"{ours / 1e6:.0f} MB",
    )


def hold(books: str, what: str) -> None:
    """Show an empty list, walk the paged one through, or hold every row; for memory alone."""
    app = application()
    store = open_books(books)
    table = paged()
    store.ask(queries.past_count, Past())
    if what == "paged":
        table.show_source(source(store), Order("opened", descending=True))
        table.scrollToBottom()
        app.processEvents()
        table.show_source(source(store), Order("title"))
        table.scrollToBottom()
        app.processEvents()
    elif what == "rows":
        asked = "SELECT * FROM ticket JOIN client ON client.id = ticket.client_id"
        with sqlite3.connect(Path(books) / "books.db") as connection:
            connection.execute(asked).fetchall()
    app.processEvents()
