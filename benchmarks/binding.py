"""B18: a binder of sixty pages, against the same words and rules drawn straight onto a canvas."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial, wraps
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from reportlab.pdfgen.canvas import Canvas

from mspdesk import dates
from mspdesk.binders.runs.printing import Known, Order, gather, put_together
from mspdesk.database.books import new_books
from mspdesk.database.store import Store
from mspdesk.documentation.actions.editions import Placed
from mspdesk.documentation.actions.facts import add_facts
from mspdesk.printing.canvas import PageCanvas
from mspdesk.printing.page import Paper
from mspdesk.printing.press import BinderCanvas
from mspdesk.progress import Progress

from .measure import Bench, Ratio, in_turn
from .paper import _DRAWS as DRAWS
from .shops import NOW

BUDGET = 2.0
ADDRESSES = 1_300
"""Rows of addresses that make a network binder of about sixty pages."""


class Stroke(NamedTuple):
    """One call of the canvas."""

    name: str
    given: tuple[Any, ...]
    named: dict[str, Any]


def binder_on_paper(bench: Bench) -> list[Ratio]:
    """The baseline knows where everything goes; the ratio is what layout, labels and marks cost."""
    with dates.frozen(NOW), TemporaryDirectory(dir=bench.work) as folder:
        store = new_books(Path(folder) / "books", durable=False)
        try:
            order = Order(_client(store), "ndb", Paper.LETTER, placed=(Placed("Server closet"),))
            known = gather(store, order)
        finally:
            store.close()
        with _watched() as pages:
            made = _ours(known, order)
        took = in_turn(
            {"ours": partial(_ours, known, order), "bare": partial(_draw, pages)}, bench.rounds
        )
    note = f"{made} pages, {sum(map(len, pages)):,} strokes"
    return [
        Ratio("B18", "a binder", "a bare canvas", took["ours"], took["bare"], BUDGET, note),
    ]


def _ours(known: Known, order: Order) -> int:
    return put_together(known, order, Progress()).rendered.pages


def _client(store: Store) -> int:
    """A client with so many addresses, in books of its own."""
    from mspdesk.app.setup import start_shop
    from mspdesk.clients import actions as clients

    start_shop(store, "Quillfeather IT, LLC", 15_000, "US", {})
    client: int = store.do(clients.add_client, "Kestrel Machine & Tool")
    rows = [
        {"ip": f"10.20.{n // 250}.{n % 250 + 1}", "name": f"Machine {n}", "mac": ""}
        for n in range(ADDRESSES)
    ]
    store.do(add_facts, client, "address", rows)
    return client


@contextmanager
def _watched() -> Iterator[list[list[Stroke]]]:
    """Write down what is drawn, page by page; furniture goes to the page it is put around."""
    pages: list[list[Stroke]] = []
    bodies: dict[int, list[Stroke]] = {}
    at: dict[str, Any] = {"strokes": [], "deep": 0}
    plain = {name: getattr(PageCanvas, name) for name in DRAWS}
    take, put_back, show = BinderCanvas.take, BinderCanvas.put_back, BinderCanvas.showPage

    def watch(name: str, draw: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(draw)
        def drawing(canvas: PageCanvas, *given: Any, **named: Any) -> Any:
            if not at["deep"]:
                at["strokes"].append(Stroke(name, given, named))
            at["deep"] += 1
            try:
                return draw(canvas, *given, **named)
            finally:
                at["deep"] -= 1

        return drawing

    def taken(canvas: Any) -> Any:
        state, mark = take(canvas)
        bodies[id(state)], at["strokes"] = at["strokes"], []
        return state, mark

    def back(canvas: Any, state: dict[str, Any]) -> None:
        put_back(canvas, state)
        at["strokes"] = list(bodies[id(state)])

    def shown(canvas: Any) -> None:
        pages.append(at["strokes"])
        at["strokes"] = []
        show(canvas)

    changed: dict[str, Any] = {name: watch(name, plain[name]) for name in DRAWS}
    for name, drawing in changed.items():
        setattr(PageCanvas, name, drawing)
    own = {"take": taken, "put_back": back, "showPage": shown}
    for name, drawing in own.items():
        setattr(BinderCanvas, name, drawing)
    try:
        yield pages
    finally:
        for name in changed:
            delattr(PageCanvas, name)
        setattr(BinderCanvas, "take", take)  # noqa: B010 -- put back as they were
        setattr(BinderCanvas, "put_back", put_back)  # noqa: B010 -- put back as they were
        delattr(BinderCanvas, "showPage")


def _draw(pages: list[list[Stroke]]) -> None:
    """The same strokes again, on a canvas of reportlab's own; fonts are read already."""
    canvas = Canvas(BytesIO(), pagesize=Paper.LETTER.size, pageCompression=1)
    for strokes in pages:
        for stroke in strokes:
            getattr(canvas, stroke.name)(*stroke.given, **stroke.named)
        canvas.showPage()
    canvas.save()
