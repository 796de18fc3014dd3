"""The garden as a picture: what an hour with each client brings in, over the hours it takes."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy

from ...dates import hours_h
from ...money import shown_whole
from ...widgets import cells, painting, theme
from ...widgets.hot import Drawing, Spot
from ...widgets.safe import one_line
from ..queries import GardenPage
from ..rules.layout import (
    Box,
    Bubble,
    Chart,
    Placed,
    Sizes,
    free_spot,
    lay_chart,
    lay_named,
    leader_ends,
    left_spot,
)

HIGH, LEAST = 396, 250
"""Px at 100 %: as high as it likes to be, and at least."""

_SIDE, _RIGHT, _FOOT, _HEAD = 50, 14, 44, 14
_SHADE, _FAINT = 56, 30
"""How much of its ink a bubble's ground has, of 255, light and dark."""


class GardenChart(Drawing):
    """Bubbles with their names; the line of the target parts what grows well from the rest.

    Tab comes here, the arrows go from client to client by the hours they take, Enter chooses one.
    """

    def __init__(self, on_client: Callable[[int], object]) -> None:
        super().__init__("What an hour with each client brings in")
        self._on_client = on_client
        self._page: GardenPage | None = None
        self._chart: Chart | None = None
        self._picked: int | None = None
        self.pressable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(theme.current().px(LEAST))

    def sizeHint(self) -> QSize:
        """As in a window of 900 px."""
        px = theme.current().px
        return QSize(px(640), px(HIGH))

    def show_page(self, page: GardenPage) -> None:
        """Show the clients of another time."""
        self._page = page
        self.chosen = -1
        said = [self.words(one) for one in sorted(page.bubbles, key=lambda one: one.minutes)]
        self.tell(". ".join(said) or "No hours were recorded in this time")
        self.refresh()

    def pick(self, client_id: int | None) -> None:
        """Mark a client that was chosen elsewhere; None marks nobody."""
        self._picked = client_id
        self.update()

    def words(self, bubble: Bubble) -> str:
        """A bubble as it is read aloud."""
        page = self._page
        if page is None:
            return ""
        name = next(row.client for row in page.rows if row.client_id == bubble.key)
        rate, target = shown_whole(bubble.rate, page.money), shown_whole(page.target, page.money)
        side = "below" if bubble.rate < page.target else "at or above"
        income = shown_whole(bubble.income, page.money)
        return (
            f"{name}: {rate} an hour, {hours_h(bubble.minutes)} and {income} a month,"
            f" {side} the line of {target}"
        )

    def laid(self) -> Chart | None:
        """Where everything stands, as it was drawn last; None before."""
        return self._chart

    def spot_at(self, point: QPointF) -> Spot | None:
        """The bubble or the words under a point; of bubbles that overlap the nearest one."""
        found = [spot for spot in self.spots if spot.rect.contains(point)]
        return min(
            found,
            key=lambda spot: (spot.rect.center() - point).manhattanLength(),
            default=None,
        )

    def draw(self, painter: QPainter) -> None:
        """Draw the ground, the line of the target, then the bubbles and their names."""
        page = self._page
        if page is None:
            return
        if not page.bubbles:
            room = QRectF(0, 0, self.width(), self.height())
            words = "No hours were recorded for a client in this time."
            painting.text(painter, room, words, theme.font("body"), "ink2", painting.CENTER)
            return
        px = theme.current().px
        ground = Box(px(_SIDE), px(_HEAD), self.width() - px(_RIGHT), self.height() - px(_FOOT))
        money = 10**page.money.digits
        sizes = Sizes(px(8), px(18), px(16), px(5), money)
        names = self._names(page, ground, sizes)
        font = theme.font("label")
        taken = [box for box, *_ in names]

        def width(words: str) -> int:
            return painting.width_of(one_line(words), font)

        chart = lay_named(page.bubbles, width, page.target, ground, sizes, taken)
        self._chart = chart
        self._grid(painter, chart, page)
        for box, text, align, role in names:
            place = QRectF(box.left, box.top, box.right - box.left, box.foot - box.top)
            painting.text(painter, place, text, theme.font(role), "ink3", align)
        for placed in chart.placed:
            self._bubble(painter, placed, page)
        for placed in chart.placed:
            self._name(painter, placed)
        for placed in sorted(chart.placed, key=lambda one: (one.bubble.minutes, one.bubble.key)):
            around = placed.box.wider(px(3))
            rect = QRectF(
                around.left, around.top, around.right - around.left, around.foot - around.top
            )
            words = self.words(placed.bubble)
            press = partial(self._on_client, placed.bubble.key)
            self.spots.append(Spot(rect, words, press, int(rect.width() / 2)))

    def _names(
        self, page: GardenPage, ground: Box, sizes: Sizes
    ) -> list[tuple[Box, str, Qt.AlignmentFlag, str]]:
        """The words that stand on the ground itself: box, text, side and role of each."""
        px = theme.current().px
        # The line stands where the chart will put it: asked for once without words.
        bare = lay_chart(page.bubbles, {}, page.target, ground, sizes)
        found: list[tuple[Box, str, Qt.AlignmentFlag, str]] = []
        high, y = px(16), bare.target_y
        for line in target_words(page):
            wide = painting.width_of(line, theme.font("caption")) + px(6)
            spot = free_spot(wide, high, (y - high - px(2), y + px(3)), bare, px(4))
            if spot is not None:
                found.append((spot, line, painting.RIGHT, "caption"))
                break
        for text, top in (
            ("Growing well", ground.top + px(5)),
            ("Needs tending", ground.foot - high - px(6)),
        ):
            room = painting.width_of(text, theme.font("strong")) + 2
            spot = left_spot(room, high, top, bare, px(10))
            if spot is not None and (top < y - high or top > y):
                found.append((spot, text, painting.LEFT, "strong"))
        return found

    def _grid(self, painter: QPainter, chart: Chart, page: GardenPage) -> None:
        """The ground below the target, round figures at both sides, the target as a dashed line."""
        now, px, ground = theme.current(), theme.current().px, chart.ground
        below = QRectF(
            ground.left, chart.target_y, ground.right - ground.left, ground.foot - chart.target_y
        )
        painter.fillRect(below, now.color("sunk"))
        font = theme.font("caption", 400)
        for rate in chart.upward.ticks():
            y = chart.y(rate)
            base = rate == chart.upward.low
            painting.across(painter, ground.left, ground.right, y, "line2" if base else "row")
            room = QRectF(0, y - px(8), ground.left - px(8), px(16))
            words = shown_whole(rate, page.money)
            painting.text(painter, room, words, font, "ink3", painting.RIGHT)
        wide = px(56)
        for minutes in chart.across.ticks():
            x = min(max(chart.x(minutes), wide // 2), self.width() - wide // 2)
            room = QRectF(x - wide / 2, ground.foot + px(5), wide, px(16))
            painting.text(painter, room, f"{minutes // 60} h", font, "ink3", painting.CENTER)
        foot = QRectF(ground.left, ground.foot + px(23), ground.right - ground.left, px(16))
        label = theme.font("caption")
        painting.text(painter, foot, "Hours we spend a month", label, "ink3", painting.CENTER)
        pen = QPen(now.color("ink2"), 1.2)
        pen.setDashPattern([4, 3])
        painter.setPen(pen)
        level = chart.target_y + 0.5
        painter.drawLine(QPointF(ground.left, level), QPointF(ground.right, level))

    def _bubble(self, painter: QPainter, placed: Placed, page: GardenPage) -> None:
        now = theme.current()
        ink = now.color(_ink(placed.bubble.rate, page.target))
        shade = QColor(now.color("paper"))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(shade)
        centre = QPointF(placed.x, placed.y)
        painter.drawEllipse(centre, placed.radius, placed.radius)
        fill = QColor(ink)
        fill.setAlpha(_SHADE)
        picked = placed.bubble.key == self._picked
        painter.setBrush(fill)
        painter.setPen(QPen(ink, 2.6 if picked else 1.3))
        painter.drawEllipse(centre, placed.radius, placed.radius)

    def _name(self, painter: QPainter, placed: Placed) -> None:
        box = placed.words
        if box is None:
            return
        if placed.leader:
            painter.setPen(theme.current().pen("edge"))
            painter.drawLine(*leader_ends(placed, box))
        room = QRectF(box.left, box.top, box.right - box.left + 1, box.foot - box.top)
        ink = "accent" if placed.bubble.key == self._picked else "ink"
        cells.draw(painter, room, one_line(placed.bubble.label), ("label", ink), whole=True)


def target_words(page: GardenPage) -> tuple[str, str]:
    """What the dashed line means, at length and in short."""
    target = shown_whole(page.target, page.money)
    return f"Our cost plus target margin, {target} an hour", f"Target, {target} an hour"


def _ink(rate: int, target: int) -> str:
    """Green grows well, blue stands within a tenth above the line, amber needs tending."""
    if rate < target:
        return "amber"
    return "accent" if rate * 10 < target * 11 else "green"
