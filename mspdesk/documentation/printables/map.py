"""The network map on paper: the drawing with its legend, or the picture in its place."""

from sqlalchemy.orm import Session

from ...clients.printables import find_client, letterhead_of
from ...desk.area import Paper
from ...printing import blocks
from ...printing.block import Block
from ...printing.document import Layout, Printable
from ...printing.drawing import Drawing, DrawnBox, DrawnLine, DrawnRoom
from ...printing.page import Foot, Head, Letterhead
from ...printing.picture import picture
from ...rows import dataclass
from ..queries.map import MapDocument, map_document
from ..rules.map import WIDTH, NetworkMap


def map_block(document: MapDocument) -> Block:
    """A client's map as one block, for a binder's page."""
    if document.png:
        return picture(document.png)
    return drawing_block(document.drawing)


def drawing_block(drawing: NetworkMap) -> Block:
    """A drawing as boxes, lines and rooms on paper."""
    boxes = [
        DrawnBox(one.title, one.under, one.look.value, one.x, one.y, one.width, one.height)
        for one in drawing.boxes
    ]
    lines = [DrawnLine(one.points, one.way.value, one.label, one.spot) for one in drawing.wires]
    rooms = [DrawnRoom(one.title, one.x, one.y, one.width, one.height) for one in drawing.rooms]
    words = " ".join(filter(None, (drawing.words, drawing.left_out)))
    return Drawing((WIDTH, drawing.height), boxes, lines, rooms, words)


@dataclass(frozen=True, slots=True)
class MapPaper:
    """A map alone, on a sheet of the shop's."""

    document: MapDocument
    letterhead: Letterhead


def map_paper(session: Session, client_id: int) -> MapPaper:
    """Gather a client's map."""
    return MapPaper(map_document(session, client_id), letterhead_of(session))


def lay_out(paper: MapPaper) -> Layout:
    """Title, who walked it when, the map, lines for what changes by hand."""
    document = paper.document
    return Layout(
        title=f"Network map, {document.client}",
        author=paper.letterhead.name,
        head=Head(document.client, "Network documentation"),
        foot=Foot.of(paper.letterhead),
        blocks=[
            blocks.title("Network map", document.walked),
            map_block(document),
            blocks.section("Changes by hand since this print", "Date and initial each one"),
            blocks.lines(3),
        ],
    )


MAP: Printable[MapPaper] = Printable("map", "Network map", map_paper, lay_out)
PAPER = Paper("map", "Network map", MAP, find_client)
