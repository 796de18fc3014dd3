"""The org chart on one landscape page, to be posted where everyone can see it (S001, S010)."""

from collections.abc import Sequence

from ...dates import full_date
from ...printing import blocks
from ...printing.boxchart import BoxChart, ChartBox, ChartLine, Lettering
from ...printing.document import Layout, Printable
from ...printing.page import Foot, Head
from ..queries.chart_paper import ChartDocument, chart_document
from ..rules.layout import PAGE, Spot, lay_out, pages
from ..rules.tree import Seat

LEGEND = ("Filled", "Unfilled. The owner wears this hat until someone is hired")


def org_chart(document: ChartDocument) -> Layout:
    """The chart on a page; one of more than forty roles may need several."""
    shop = document.shop
    found: list[blocks.Block] = []
    for seats in pages(document.seats):
        if found:
            found.append(blocks.page_break())
        found.append(_chart(document, seats))
    return Layout(
        title="Organization chart",
        author=shop.name,
        head=Head(shop.name, "Organization chart", _edition(document)),
        foot=Foot(shop.name, "", "Post it where everyone can see it"),
        blocks=found or [blocks.note("No roles yet.")],
        landscape=True,
    )


def _edition(document: ChartDocument) -> str:
    number = f"Rev {document.revision}" if document.revision else ""
    changed = " and changes" if document.changed else ""
    return "   ".join(filter(None, (f"{number}{changed}", full_date(document.on))))


def _chart(document: ChartDocument, seats: Sequence[Seat]) -> BoxChart:
    drawn = lay_out(seats)
    measure = drawn.measure
    step = 16 if measure.key == "roomy" else measure.line - 1
    return BoxChart(
        [_box(spot, open_=spot.id in document.open) for spot in drawn.spots],
        [ChartLine(line.x, line.y, line.to_x, line.to_y) for line in drawn.strokes],
        Lettering(measure.title, measure.name, step),
        drawn.scale / 1_000,
        PAGE.height,
        (*LEGEND, document.counts),
    )


def _box(spot: Spot, *, open_: bool) -> ChartBox:
    under = tuple(filter(None, (spot.wearer, spot.note)))
    return ChartBox(spot.x, spot.y, spot.width, spot.height, spot.title, under, open_)


ORG_CHART = Printable("orgchart", "Org chart", chart_document, org_chart)
