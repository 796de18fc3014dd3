"""The network map on paper: the drawing with its legend, or the picture in its place."""

from ...printing.block import Block
from ...printing.drawing import Drawing, DrawnBox, DrawnLine, DrawnRoom
from ..queries.map import MapDocument
from ..rules.map import WIDTH, NetworkMap, path


def map_block(document: MapDocument) -> Block:
    """A client's map as one block, for a binder's page."""
    return drawing_block(document.drawing)


def drawing_block(drawing: NetworkMap) -> Block:
    """A drawing as boxes, lines and rooms on paper."""
    held = {box.key: box for box in drawing.boxes}
    boxes = [
        DrawnBox(one.title, one.under, one.look.value, one.x, one.y, one.width, one.height)
        for one in drawing.boxes
    ]
    lines = [
        DrawnLine(tuple(path(held[one.one], held[one.other])), one.way.value, one.label)
        for one in drawing.wires
    ]
    rooms = [DrawnRoom(one.title, one.x, one.y, one.width, one.height) for one in drawing.rooms]
    words = " ".join(filter(None, (drawing.words, drawing.left_out)))
    return Drawing((WIDTH, drawing.height), boxes, lines, rooms, words)
