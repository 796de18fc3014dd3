"""Sliders: a figure that is tried out by moving it, with the figure itself beside to type in."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QSlider, QStyle, QStyleOptionSlider, QWidget

from ..errors import UserError
from . import painting, theme
from .boxes import row, stack
from .fields import LineEntry
from .safe import Label

_TRACK, _KNOB, _FIELD = 4, 16, 96


class Slider(QSlider):
    """A track with a knob; arrows move by a step, Page keys by ten, Home and End to the ends."""

    def __init__(self, name: str, low: int, high: int) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setAccessibleName(name)
        self.setRange(low, high)
        self.setSingleStep(1)
        self.setPageStep(10)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As high as the knob with its ring."""
        px = theme.current().px
        return QSize(px(140), px(_KNOB) + 8)

    def minimumSizeHint(self) -> QSize:
        """A track one can still aim at."""
        return QSize(theme.current().px(80), self.sizeHint().height())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        super().focusInEvent(event)
        painting.note_focus(self, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the track, the part below the knob, and the knob."""
        px = theme.current().px
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        style = self.style()
        control = QStyle.ComplexControl.CC_Slider
        handle = style.subControlRect(control, option, QStyle.SubControl.SC_SliderHandle, self)
        painter = painting.begin(self)
        middle, at = self.height() / 2, QRectF(handle).center().x()
        track = QRectF(2, middle - _TRACK / 2, self.width() - 4, _TRACK)
        painting.box(painter, track, 2, "line2")
        filled = QRectF(track)
        filled.setRight(max(track.left(), at))
        quiet = not self.isEnabled()
        painting.box(painter, filled, 2, "edge" if quiet else "accent")
        size = px(_KNOB)
        left = min(max(at - size / 2, 2), self.width() - size - 2)
        knob = QRectF(left, middle - size / 2, size, size)
        painting.box(painter, knob, size // 2, "paper", "edge" if quiet else "accent")
        if painting.ringed(self):
            painting.focus_ring(painter, knob.adjusted(-2, -2, 2, 2), size // 2 + 2)


class SliderLine(QWidget):
    """A slider with what it is above, and the exact figure in a field at the right.

    The slider counts in steps of `step` from `low` to `high`; a figure that is typed is kept as it
    is, between the steps and beyond the ends, too. `to_field` and `from_field` turn the figure into
    what the field holds and back.
    """

    changed = Signal(int)

    def __init__(
        self,
        title: str,
        entry: LineEntry,
        low: int,
        high: int,
        step: int = 1,
        *,
        to_field: Callable[[int], Any] = int,
        from_field: Callable[[Any], int] = int,
    ) -> None:
        super().__init__()
        self._low, self._step, self._value = low, step, low
        self._to_field, self._from_field = to_field, from_field
        self.entry = entry
        self.slider = Slider(title, 0, max(1, (high - low) // step))
        entry.name_it(f"{title}, figure")
        entry.setFixedWidth(theme.current().px(_FIELD))
        self._words = Label("", "meta", "ink3", wrap=True)
        title_label = Label(title, "label", "ink2", wrap=True)
        stack(self, title_label, row(self.slider, entry, gap=10), self._words, gap=2)
        self._words.hide()
        self.slider.valueChanged.connect(self._moved)
        entry.committed.connect(self._typed)
        entry.left.connect(self._typed)

    def value(self) -> int:
        """The figure."""
        return self._value

    def set_value(self, value: int) -> None:
        """Show a figure without telling."""
        self._value = value
        self.slider.blockSignals(True)
        self.slider.setValue((value - self._low) // self._step)
        self.slider.blockSignals(False)
        self.entry.set_value(self._to_field(value))
        self._say("")

    def _moved(self, at: int) -> None:
        self._value = self._low + at * self._step
        self.entry.set_value(self._to_field(self._value))
        self._say("")
        self.changed.emit(self._value)

    def _typed(self) -> None:
        try:
            typed = self.entry.value()
        except UserError as error:
            self._say(error.text)
            return
        if typed is None:
            self.entry.set_value(self._to_field(self._value))
            return
        value = self._from_field(typed)
        if value != self._value:
            self.set_value(value)
            self.changed.emit(value)
        self._say("")

    def _say(self, wrong: str) -> None:
        self.entry.set_error(bool(wrong))
        self._words.set_text(wrong)
        self._words.setVisible(bool(wrong))
