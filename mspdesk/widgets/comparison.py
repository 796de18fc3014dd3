"""Offers side by side: one column each, rows of yes, no or words, the chosen one tinted."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy

from ..rows import dataclass
from . import icons, painting, theme
from .hot import Drawing, Spot
from .safe import one_line
from .tags import tag_width

_HEAD, _ROW, _SIDE, _NAMES = 64, 33, 14, 330


@dataclass(frozen=True, slots=True)
class Offer:
    """One column: its name, its price in words, what the price is for; `tag` marks the chosen."""

    name: str
    price: str = ""
    unit: str = ""
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Compared:
    """One row: what it is about, and for each offer yes (True), no (False) or words."""

    text: str
    cells: tuple[bool | str, ...]


class Comparison(Drawing):
    """A card that compares offers; the column with a tag is tinted from top to foot."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._title, self._note = "", ""
        self._offers: list[Offer] = []
        self._rows: list[Compared] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_offers(
        self, title: str, note: str, offers: Sequence[Offer], rows: Sequence[Compared]
    ) -> None:
        """Show other offers."""
        self._title, self._note = one_line(title), one_line(note)
        self._offers, self._rows = list(offers), list(rows)
        self.tell(_story(self._offers, self._rows))
        self.setFixedHeight(self.sizeHint().height())
        self.refresh()

    def rows(self) -> list[Compared]:
        """The rows that are compared."""
        return list(self._rows)

    def offers(self) -> list[Offer]:
        """The columns."""
        return list(self._offers)

    def sizeHint(self) -> QSize:
        """The head and all rows."""
        px = theme.current().px
        return QSize(px(640), px(_HEAD) + px(_ROW) * len(self._rows) + 2)

    def minimumSizeHint(self) -> QSize:
        """No row is left out; words are cut first."""
        return QSize(theme.current().px(420), self.sizeHint().height())

    def _columns(self) -> tuple[float, float]:
        """Where the offers begin and how wide each is."""
        count = max(1, len(self._offers))
        names = min(float(theme.current().px(_NAMES)), self.width() * 0.34)
        longest = _widest([row.text for row in self._rows], "body") + _SIDE + 10
        most = self.width() - 1 - count * self._least()
        names = max(names, min(longest, most))
        return names, (self.width() - names - 1) / count

    def _least(self) -> float:
        """The width of an offer that cuts neither its head nor its words."""
        heads = [
            _widest([offer.name], "card") + (10 + tag_width(offer.tag) if offer.tag else 0)
            for offer in self._offers
        ]
        prices = [
            _widest([offer.price], "row") + 6 + _widest([offer.unit], "meta")
            for offer in self._offers
        ]
        words = [cell for row in self._rows for cell in row.cells if isinstance(cell, str)]
        return max(0.0, *heads, *prices, _widest([*words, "Not included"], "row")) + _SIDE + 8

    def draw(self, painter: QPainter) -> None:
        """Draw the card, the tinted column, heads, rules and rows."""
        px = theme.current().px
        painting.box(painter, QRectF(self.rect()), 8, "paper", "line")
        first, wide = self._columns()
        for at, offer in enumerate(self._offers):
            if offer.tag:
                left = first + at * wide
                painter.fillRect(
                    QRectF(int(left), 1, int(wide), self.height() - 2),
                    theme.current().color("tint"),
                )
        room = QRectF(_SIDE, px(11), first - _SIDE - 8, px(22))
        painting.text(painter, room, self._title, theme.font("card"), "ink")
        room = QRectF(_SIDE, px(33), first - _SIDE - 8, px(20))
        painting.text(painter, room, self._note, theme.font("meta"), "ink3")
        for at, offer in enumerate(self._offers):
            self._head(painter, QRectF(first + at * wide, 0, wide, px(_HEAD)), offer)
        for n, compared in enumerate(self._rows):
            top = px(_HEAD) + n * px(_ROW)
            painting.across(painter, 1, self.width() - 1, top, "line" if n == 0 else "row")
            self._row(painter, top, compared)

    def _head(self, painter: QPainter, cell: QRectF, offer: Offer) -> None:
        px = theme.current().px
        line = cell.adjusted(_SIDE, px(11), -6, 0)
        line.setHeight(px(22))
        ink = "accent" if offer.tag else "ink"
        wide = painting.text(painter, line, one_line(offer.name), theme.font("card"), ink)
        if offer.tag:
            tag = tag_width(offer.tag)
            box = QRectF(line.x() + wide + 10, line.y() + 1, tag, theme.height("tag"))
            if box.right() <= cell.right() - 4:
                painting.box(painter, box, 5, "tint2")
                painting.text(painter, box, offer.tag, theme.font("tag"), "accent", painting.CENTER)
        below = QRectF(line.x(), px(33), line.width(), px(20))
        wide = painting.text(painter, below, one_line(offer.price), theme.font("row", 600), "ink")
        after = below.adjusted(wide + 6 if wide else 0, 0, 0, 0)
        painting.text(painter, after, one_line(offer.unit), theme.font("meta"), "ink2")

    def _row(self, painter: QPainter, top: float, compared: Compared) -> None:
        px = theme.current().px
        first, wide = self._columns()
        room = QRectF(_SIDE, top, first - _SIDE - 8, px(_ROW))
        painting.text(painter, room, one_line(compared.text), theme.font("body"), "ink")
        self.spots.append(Spot(room, one_line(compared.text)))
        for at, (offer, cell) in enumerate(zip(self._offers, compared.cells, strict=False)):
            place = QRectF(first + at * wide + _SIDE, top, wide - _SIDE - 6, px(_ROW))
            self._cell(painter, place, cell, chosen=bool(offer.tag))
            self.spots.append(Spot(place, f"{offer.name}: {_said(cell)}"))

    def _cell(self, painter: QPainter, place: QRectF, cell: bool | str, *, chosen: bool) -> None:
        if isinstance(cell, str):
            style = ("row", "ink") if chosen else ("meta", "ink2")
            painting.text(painter, place, one_line(cell), theme.font(style[0]), style[1])
        elif cell:
            size = theme.current().px(16)
            at = QRectF(place.x(), int(place.center().y() - size / 2), size, size)
            icons.paint(painter, "check", at, "accent" if chosen else "green")
        else:
            painting.text(painter, place, "Not included", theme.font("meta"), "ink3")


def _widest(texts: Sequence[str], role: str) -> float:
    """The width of the longest of some texts."""
    return max((painting.width_of(one_line(text), theme.font(role)) for text in texts), default=0)


def _said(cell: bool | str) -> str:
    if isinstance(cell, str):
        return one_line(cell)
    return "included" if cell else "not included"


def _story(offers: Sequence[Offer], rows: Sequence[Compared]) -> str:
    """What the chosen offer includes, in words; the names of all where none is chosen."""
    for at, offer in enumerate(offers):
        if offer.tag:
            said = [f"{row.text} {_said(row.cells[at])}" for row in rows if at < len(row.cells)]
            return f"{offer.name}, {offer.tag}. " + ". ".join(said)
    return ", ".join(f"{offer.name} {offer.price}".strip() for offer in offers)
