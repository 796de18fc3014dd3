"""Sums at the right below a table, as invoices end."""

from collections.abc import Sequence

from .block import Block
from .canvas import PageCanvas
from .clean import clean
from .lines import Line, break_lines
from .safe import draw_lines
from .styles import CELL, TOTAL, TOTAL_LARGE, Style
from .table_cells import INSET

_ROW_AIR = 4.8
_FINAL_AIR = 8.0


class Sums(Block):
    """Labels that end where the amounts' column begins, the last sum large above a rule."""

    stay_with_previous = True
    space_before = 3.0
    space_after = 12.0

    def __init__(
        self, rows: Sequence[tuple[str, str]], final: tuple[str, str] | None, amount_width: float
    ) -> None:
        self._rows = [(clean(label), clean(amount)) for label, amount in rows]
        self._final = (clean(final[0]), clean(final[1])) if final else None
        self._amount_width = amount_width

    def _looks(self) -> list[tuple[str, str, Style, Style, float]]:
        """Label, amount, their looks and the air around them, line by line."""
        rows = [(label, amount, CELL, CELL, _ROW_AIR) for label, amount in self._rows]
        if self._final:
            rows.append((*self._final, TOTAL, TOTAL_LARGE, _FINAL_AIR))
        return rows

    def _room(self, width: float) -> float:
        """The room of labels."""
        return max(width - self._amount_width, width * 0.4)

    def _label(self, label: str, width: float, style: Style) -> tuple[Line, ...]:
        """The lines of a label."""
        return break_lines(label, style, self._room(width))

    def height(self, width: float) -> float:
        """Each sum a line, or more where its label is long."""
        return sum(
            len(self._label(label, width, style)) * style.leading + air
            for label, _, style, _, air in self._looks()
        )

    def words(self) -> str:
        """Labels and amounts."""
        return "\n".join(f"{label} {amount}" for label, amount, *_ in self._looks())

    def paint(self, canvas: PageCanvas, x: float, top: float, width: float) -> None:
        """Line by line, then the rule below the last sum."""
        canvas.note(self.words())
        room, reach = self._room(width), 0.0
        for label, amount, style, large, air in self._looks():
            found = self._label(label, width, style)
            draw_lines(canvas, found, (x, top - 2.4), room, style.aligned("right"))
            at, level = x + room + INSET, top - 2.4 - style.leading * 0.77
            canvas.line_of(amount, (at, level), width - room - 2 * INSET, large.aligned("right"))
            top -= len(found) * style.leading + air
            reach = max(line.width for line in found)
        if self._final:
            begin = min(x + width * 0.5, x + room - reach - 4)
            canvas.rule(begin, top, x + width, 1.4)


def sums(
    rows: Sequence[tuple[str, str]],
    final: tuple[str, str] | None = None,
    amount_width: float = 96,
) -> Block:
    """Right-hand sums below a table whose last column is `amount_width` points wide."""
    return Sums(rows, final, amount_width)
