"""What stands above a report's list: figures in cards, charts in cards."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from ..desk.area import Chart, Figure
from . import theme
from .charts import AgeingBar, AreaLine, Bucket, GroupedBars, Legend
from .layout import Card, Metric, clear

SERIES_INKS = ("series", "accent")
HIGH = 150


class FigureCards(QWidget):
    """Up to four figures in a row, each in a card of its own."""

    def __init__(self) -> None:
        super().__init__()
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(12)
        self._figures: tuple[Figure, ...] = ()
        self._metrics: list[Metric] = []

    def show_figures(self, figures: Sequence[Figure]) -> None:
        """Show these; cards that say the same thing as before only change their figure."""
        labels = [one.label for one in self._figures]
        if labels != [one.label for one in figures]:
            clear(self._line)
            self._metrics = [Metric(one.label, elide=True) for one in figures]
            for metric in self._metrics:
                card = Card()
                card.add(metric)
                self._line.addWidget(card, 1)
        self._figures = tuple(figures)
        for metric, one in zip(self._metrics, figures, strict=True):
            metric.set_metric(one.value, one.words)
        self.setVisible(bool(figures))

    def figures(self) -> dict[str, str]:
        """The figures that are shown, by what they are."""
        return {one.label: one.value for one in self._figures}


class ChartCard(Card):
    """One chart with its title, its note and, where it has two series, their names."""

    def __init__(self, chart: Chart) -> None:
        super().__init__(chart.title, chart.note)
        names = [name for name, _values in chart.series]
        if len(names) > 1:
            self.add_right(Legend(*zip(names, SERIES_INKS, strict=True)))
        self.drawing: GroupedBars | AreaLine | AgeingBar
        match chart.kind:
            case "ages":
                self.drawing = AgeingBar(chart.title)
            case "line":
                self.drawing = AreaLine(chart.title, "", chart.words, HIGH)
            case _:
                self.drawing = GroupedBars(
                    chart.title, names, chart.words, HIGH, axis=chart.axis, unit=chart.unit
                )
        self.add(self.drawing)
        self.show_chart(chart)

    def show_chart(self, chart: Chart) -> None:
        """Show other figures in the same chart."""
        self.set_subtitle(chart.note)
        values = [numbers for _name, numbers in chart.series]
        match self.drawing:
            case AgeingBar():
                pairs = zip(chart.labels, values[0], strict=True)
                self.drawing.show_buckets(
                    [Bucket(label, label, max(0, one), chart.words(one)) for label, one in pairs]
                )
            case AreaLine():
                self.drawing.show_line(chart.labels, values[0])
            case GroupedBars():
                self.drawing.show_bars(chart.labels, *values)


class ChartCards(QWidget):
    """The charts of a report, beside each other or, beside a narrow list, below each other."""

    def __init__(self, way: QBoxLayout.Direction) -> None:
        super().__init__()
        upright = way == QBoxLayout.Direction.TopToBottom
        self._line: QBoxLayout = QVBoxLayout(self) if upright else QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(12)
        self._upright = upright
        self.cards: list[ChartCard] = []
        self._shape: list[tuple[str, ...]] = []

    def show_charts(self, charts: Sequence[Chart]) -> None:
        """Show these; the same charts as before only change their figures."""
        shape = [(one.kind, one.title, *(name for name, _ in one.series)) for one in charts]
        if shape != self._shape:
            clear(self._line)
            self.cards = [ChartCard(one) for one in charts]
            for card in self.cards:
                self._line.addWidget(card, 0 if self._upright else 1)
            if self._upright:
                self._line.addStretch(1)
            self._shape = shape
        for card, one in zip(self.cards, charts, strict=True):
            card.show_chart(one)
        self._keep_low()
        self.setVisible(bool(charts))

    def _keep_low(self) -> None:
        """Charts above a list leave the list its room."""
        px = theme.current().px
        for card in self.cards:
            if not isinstance(card.drawing, AgeingBar):
                card.drawing.setFixedHeight(px(220 if self._upright else HIGH))
