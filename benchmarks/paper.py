"""B17: an invoice on paper, against the same words, rules and logo drawn straight onto a canvas."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from functools import partial, wraps
from io import BytesIO
from itertools import cycle, islice
from typing import Any, NamedTuple

from PIL import Image
from reportlab.pdfgen.canvas import Canvas
from sqlalchemy import text

from mspdesk import dates
from mspdesk.billing import queries
from mspdesk.billing.printables import INVOICE
from mspdesk.billing.queries.papers import InvoiceDocument
from mspdesk.database.books import open_books
from mspdesk.exchange.pictures import LOGO, clean_picture
from mspdesk.printing.canvas import PageCanvas
from mspdesk.printing.document import prepare
from mspdesk.printing.page import Paper

from .measure import Bench, Ratio, in_turn
from .shops import NOW, shop_of

BUDGET = 1.6
LINES = 12
"""Lines of the invoice; with its slip they fill one page."""

_DRAWS = (
    "setFont",
    "drawString",
    "drawImage",
    "line",
    "rect",
    "roundRect",
    "setLineWidth",
    "setStrokeGray",
    "setFillGray",
    "setDash",
)
"""What our papers ask of reportlab's canvas."""


class Stroke(NamedTuple):
    """One call of the canvas: its page, its name, what it was given."""

    page: int
    name: str
    given: tuple[Any, ...]
    named: dict[str, Any]


def invoice_on_paper(bench: Bench) -> list[Ratio]:
    """The baseline knows beforehand where everything goes, so the ratio is what layout costs."""
    with dates.frozen(NOW):
        document = _document(bench)
        with watched() as strokes:
            pages = prepare(INVOICE, document, Paper.LETTER).pages

        def ours() -> None:
            prepare(INVOICE, document, Paper.LETTER)

        bare = partial(drawn_bare, strokes)
        took = in_turn({"ours": ours, "bare": bare}, bench.rounds)
    note = f"{LINES} lines, {pages} page{'s' * (pages > 1)}, {len(strokes)} strokes"
    what = "a bare canvas"
    return [Ratio("B17", "an invoice on paper", what, took["ours"], took["bare"], BUDGET, note)]


def _document(bench: Bench) -> InvoiceDocument:
    """The newest invoice of the shop, with a logo and as many lines as fit its page."""
    store = open_books(shop_of(bench.size, bench.work), read_only=True)
    with closing(store), store.read() as session:
        newest = text("SELECT max(id) FROM invoice WHERE state = 'issued'")
        found = queries.invoice_document(session, session.execute(newest).scalar_one())
    lines = tuple(islice(cycle(found.lines), LINES))
    return replace(found, lines=lines, logo=_logo())


def _logo() -> bytes:
    """A picture of many colors, as a shop's logo comes out of the books."""
    picture = Image.merge("RGB", [Image.radial_gradient("L").resize((600, 200)) for _ in range(3)])
    target = BytesIO()
    picture.save(target, "JPEG", quality=90)
    return clean_picture(target.getvalue(), LOGO)


@contextmanager
def watched() -> Iterator[list[Stroke]]:
    """Write down what is drawn on our canvas while it is drawn, by page."""
    strokes: list[Stroke] = []
    at = {"page": 1, "deep": 0}
    plain = {name: getattr(PageCanvas, name) for name in (*_DRAWS, "hold_page", "_fill_slots")}

    def watch(name: str, draw: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(draw)
        def drawing(canvas: PageCanvas, *given: Any, **named: Any) -> Any:
            if not at["deep"]:
                strokes.append(Stroke(at["page"], name, given, named))
            at["deep"] += 1
            try:
                return draw(canvas, *given, **named)
            finally:
                at["deep"] -= 1

        return drawing

    def hold_page(canvas: PageCanvas) -> None:
        at["page"] += 1
        plain["hold_page"](canvas)

    def fill_slots(canvas: PageCanvas, page: int, pages: int) -> None:
        # Pages are counted by document; those of the ones before are on the canvas already.
        at["page"] = canvas.pages + page
        plain["_fill_slots"](canvas, page, pages)
        at["page"] = canvas.pages + pages + 1

    watching = {name: watch(name, plain[name]) for name in _DRAWS}
    watching |= {"hold_page": hold_page, "_fill_slots": fill_slots}
    for name, draw in watching.items():
        setattr(PageCanvas, name, draw)
    try:
        yield strokes
    finally:
        for name in watching:
            if name in _DRAWS:
                delattr(PageCanvas, name)
            else:
                setattr(PageCanvas, name, plain[name])
        strokes.sort(key=lambda stroke: stroke.page)


def drawn_bare(strokes: list[Stroke]) -> bytes:
    """The same strokes again, on a canvas of reportlab's own; fonts and logo are read already."""
    target = BytesIO()
    canvas = Canvas(target, pagesize=Paper.LETTER.size, pageCompression=1)
    page = 1
    for stroke in strokes:
        if stroke.page != page:
            canvas.showPage()
            page = stroke.page
        getattr(canvas, stroke.name)(*stroke.given, **stroke.named)
    canvas.showPage()
    canvas.save()
    return target.getvalue()
