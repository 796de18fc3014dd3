"""Facts on paper: captions with values below them, labels with values behind them."""

from collections.abc import Sequence

from .block import Block
from .canvas import PageCanvas
from .clean import clean
from .lines import Line, break_lines, draw_line, measure, whole_or_broken
from .safe import draw_lines, first_baseline
from .styles import BODY, BODY_BOLD, BODY_MEDIUM, CAPTION, LARGE_BOLD, REMARK, Align, Style

_GAP = 14.0
_AIR = 5.0
_PITCH = 14.3

Pairs = Sequence[tuple[str, str]]


def _words(pairs: Pairs) -> str:
    """Pairs as plain lines."""
    return "\n".join(f"{label}: {fact}" for label, fact in pairs)


class Facts(Block):
    """Captions with values below them, in a grid of equal columns, row by row."""

    space_before = 6.0
    space_after = 10.0

    def __init__(self, pairs: Pairs, columns: int, value: Style) -> None:
        self._pairs = [(clean(caption), clean(fact)) for caption, fact in pairs]
        self._columns, self._value = max(columns, 1), value

    def words(self) -> str:
        """All pairs."""
        return _words(self._pairs)

    def _rows(self) -> list[list[tuple[str, str]]]:
        """The pairs, cut into rows."""
        step = self._columns
        return [self._pairs[start : start + step] for start in range(0, len(self._pairs), step)]

    def _room(self, width: float) -> float:
        """The width of one value."""
        return (width - _GAP * (self._columns - 1)) / self._columns

    def _row_height(self, row: list[tuple[str, str]], room: float) -> float:
        """As high as the longest caption and the longest value of the row."""
        captions = max(len(break_lines(caption, CAPTION, room)) for caption, _ in row)
        longest = max(len(break_lines(fact, self._value, room)) for _, fact in row)
        return captions * CAPTION.leading + longest * self._value.leading + _AIR

    def height(self, width: float) -> float:
        """All rows."""
        room = self._room(width)
        return sum(self._row_height(row, room) for row in self._rows())

    def paint(self, canvas: PageCanvas, x: float, top: float, width: float) -> None:
        """Row by row."""
        canvas.note(self.words())
        room = self._room(width)
        for row in self._rows():
            self._paint_row(canvas, row, (x, top), room)
            top -= self._row_height(row, room)

    def _paint_row(
        self,
        canvas: PageCanvas,
        row: list[tuple[str, str]],
        corner: tuple[float, float],
        room: float,
    ) -> None:
        """One row; a fact nobody knows is a line to write on."""
        x, top = corner
        captions = [break_lines(caption, CAPTION, room) for caption, _ in row]
        below = top - max(map(len, captions)) * CAPTION.leading
        for found, (_, fact) in zip(captions, row, strict=True):
            draw_lines(canvas, found, (x, top), room, CAPTION)
            if fact:
                lines = break_lines(fact, self._value, room)
                draw_lines(canvas, lines, (x, below), room, self._value)
            else:
                canvas.rule(x, top - self._row_height(row, room) + _AIR, x + room, 0.5)
            x += room + _GAP

    def least(self, width: float) -> float:
        """The first row."""
        return self._row_height(self._rows()[0], self._room(width)) if self._pairs else 0.0

    def split(self, width: float, height: float) -> tuple[Block, Block] | None:
        """Between two rows."""
        room, used, fit = self._room(width), 0.0, 0
        for row in self._rows():
            used += self._row_height(row, room)
            if used > height:
                break
            fit += self._columns
        if not 0 < fit < len(self._pairs):
            return None
        first = Facts(self._pairs[:fit], self._columns, self._value)
        return first, Facts(self._pairs[fit:], self._columns, self._value)


class FactList(Block):
    """Labels at the left and their values behind them or at the right edge, a pair a line."""

    def __init__(
        self,
        pairs: Pairs,
        looks: dict[str, Style],
        label_width: float | None,
        *,
        values_right: bool,
    ) -> None:
        self._pairs = [(clean(label), clean(fact)) for label, fact in pairs]
        self._looks = looks
        self._label_width = label_width
        self._align: Align = "right" if values_right else "left"

    def words(self) -> str:
        """All pairs."""
        return _words(self._pairs)

    def _rooms(self, width: float) -> tuple[float, float]:
        """The room of the labels and of the values."""
        widest = max((measure(label, REMARK) for label, _ in self._pairs), default=0.0)
        label = min(self._label_width or widest + 9, width * 0.6)
        return label, width - label

    def _rows(self, width: float) -> list[tuple[tuple[Line, ...], tuple[Line, ...], Style]]:
        """Broken label, broken value and the value's look, pair by pair."""
        label_room, room = self._rooms(width)
        rows = []
        for label, fact in self._pairs:
            look = self._looks.get(label, BODY).aligned(self._align)
            found, look = whole_or_broken(fact, look, room)
            rows.append((break_lines(label, REMARK, label_room), found, look))
        return rows

    def height(self, width: float) -> float:
        """As many lines as labels and values take."""
        return sum(map(_pair_height, self._rows(width)))

    def paint(self, canvas: PageCanvas, x: float, top: float, width: float) -> None:
        """Label and value on one baseline."""
        canvas.note(self.words())
        label_room, room = self._rooms(width)
        for row in self._rows(width):
            label, fact, look = row
            level = top - first_baseline(look)
            for line in label:
                draw_line(canvas, line, (x, level), label_room, REMARK)
                level -= _PITCH
            draw_lines(canvas, fact, (x + label_room, top), room, look)
            top -= _pair_height(row)


def _pair_height(row: tuple[tuple[Line, ...], tuple[Line, ...], Style]) -> float:
    """The higher of label and value, in points."""
    label, fact, look = row
    return max(len(label) * _PITCH, _PITCH + (len(fact) - 1) * look.leading)


def facts(pairs: Pairs, columns: int = 2, value: Style = BODY_MEDIUM) -> Block:
    """Captions with values below them, in a grid; a value nobody knows is a line to write on."""
    return Facts(pairs, columns, value)


def fact_list(
    pairs: Pairs,
    *,
    bold: Sequence[str] = (),
    large: Sequence[str] = (),
    medium: Sequence[str] = (),
    label_width: float | None = None,
    values_right: bool = True,
) -> Block:
    """Labels at the left, values at the right edge; what `bold` or `large` name stands out."""
    looks = {clean(label): BODY_MEDIUM for label in medium}
    looks |= {clean(label): BODY_BOLD for label in bold}
    looks |= {clean(label): LARGE_BOLD for label in large}
    return FactList(pairs, looks, label_width, values_right=values_right)


class Inline(Block):
    """Captions with their values behind them, in a row, or below each other where it is tight."""

    space_before = 4.0
    space_after = 4.0
    _APART = 26.0
    _BEHIND = 7.0

    def __init__(self, pairs: Pairs) -> None:
        self._pairs = [(clean(caption), clean(fact)) for caption, fact in pairs]

    def words(self) -> str:
        """All pairs."""
        return _words(self._pairs)

    def _places(self, width: float) -> tuple[list[tuple[float, float, int]], float]:
        """Where each pair stands, in points from the left and the top, in how many lines."""
        places: list[tuple[float, float, int]] = []
        across, down, high = 0.0, 0.0, BODY_MEDIUM.leading
        for caption, fact in self._pairs:
            own = measure(caption, CAPTION) + self._BEHIND
            wide = own + measure(fact, BODY_MEDIUM)
            if across and across + wide > width:
                across, down, high = 0.0, down + high, BODY_MEDIUM.leading
            count = len(break_lines(fact, BODY_MEDIUM, max(width - own, BODY_MEDIUM.size)))
            high = max(high, count * BODY_MEDIUM.leading)
            places.append((across, down, count))
            across += wide + self._APART
        return places, down + high

    def height(self, width: float) -> float:
        """All rows."""
        return self._places(width)[1]

    def paint(self, canvas: PageCanvas, x: float, top: float, width: float) -> None:
        """Caption, then value, on one baseline."""
        canvas.note(self.words())
        lower = first_baseline(BODY_MEDIUM) - first_baseline(CAPTION)
        places = self._places(width)[0]
        for (across, down, _), (caption, fact) in zip(places, self._pairs, strict=True):
            own = measure(caption, CAPTION) + self._BEHIND
            level = top - down
            draw_lines(
                canvas,
                break_lines(caption, CAPTION, own),
                (x + across, level - lower),
                own,
                CAPTION,
            )
            room = max(width - own, BODY_MEDIUM.size)
            found = break_lines(fact, BODY_MEDIUM, room)
            draw_lines(canvas, found, (x + across + own, level), room, BODY_MEDIUM)


def inline_facts(pairs: Pairs) -> Block:
    """Captions with values behind them, beside each other: Last tested  Jan 20, 2026."""
    return Inline([(caption, fact) for caption, fact in pairs if fact])
