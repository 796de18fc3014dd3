"""Chips narrow a list: on or off, one of several, or one more filter."""

from collections.abc import Callable, Hashable, Sequence

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QWidget

from . import icons, painting, theme
from .buttons import OPENS_MENU, Pressed, menu_of
from .safe import Label, one_line, unmnemonic

_PAD, _CLOSE, _GAP, _ICON = 12, 4, 6, 16


class Chip(Pressed):
    """A pill of 26 px that is on or off."""

    def __init__(
        self,
        text: str,
        icon: str = "",
        *,
        on: bool = False,
        checkable: bool = True,
        dashed: bool = False,
        name: str = "",
    ) -> None:
        super().__init__(name or text, None)
        self._icon, self._dashed, self._named = icon, dashed, bool(name)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setCheckable(checkable)
        self.setChecked(on)
        self.set_text(text)

    def set_text(self, text: str) -> None:
        """Show other words."""
        self.setText(unmnemonic(text))
        if not self._named:
            self.setAccessibleName(one_line(text))
        self.updateGeometry()
        self.update()

    def words(self) -> str:
        """The words on the chip."""
        return self.text().replace("&&", "&")

    def lit(self) -> bool:
        """Whether the chip narrows the list now."""
        return self.isChecked()

    def sizeHint(self) -> QSize:
        """Words, icon and even padding."""
        return QSize(self._inner() + 2 * theme.current().px(_PAD) - 1, theme.height("chip"))

    def minimumSizeHint(self) -> QSize:
        """The words are never cut, but stand close to the edge where there is no room."""
        return QSize(self._inner() + 2 * theme.current().px(_CLOSE) - 1, theme.height("chip"))

    def _inner(self) -> int:
        """The width in px of words and icon."""
        now, wide = theme.current(), painting.width_of(self.words(), theme.font("label"))
        return wide + (now.px(_ICON) + now.px(_GAP) + 1 if self._icon else 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the pill."""
        painter = painting.begin(self)
        now = theme.current()
        whole, lit = QRectF(self.rect()), self.lit()
        radius = self.height() // 2
        if self._dashed:
            painting.dashed_box(painter, whole, radius, "sunk" if self.over() else "")
        elif lit:
            painting.box(painter, whole, radius, "tint", "tint2")
        else:
            painting.box(painter, whole, radius, "paper", "edge" if self.over() else "line2")
        if painting.ringed(self):
            painting.focus_ring(painter, whole, radius)
        ink = "accent" if lit else "ink3" if self._dashed else "ink2"
        left = min(now.px(_PAD), max(0, (self.width() - self._inner() + 1) // 2)) - 0.5
        if self._icon:
            size = now.px(_ICON)
            at = QRectF(int(left), (self.height() - size) // 2, size, size)
            icons.paint(painter, self._icon, at, ink)
            left += size + now.px(_GAP) - 1.5
        rest = QRectF(left, 0, self.width() - left, self.height())
        painting.text(painter, rest, self.words(), theme.font("label"), ink)


class FilterChip(Chip):
    """A chip with a menu of values; the first entry lifts the filter."""

    picked = Signal(object)

    def __init__(
        self,
        name: str,
        any_text: str,
        options: Sequence[tuple[Hashable, str]] = (),
        on_change: Callable[[Hashable], object] | None = None,
        icon: str = "",
    ) -> None:
        super().__init__(any_text, icon, checkable=False, name=name)
        self._label, self._any = name, any_text
        self._options = list(options)
        self._value: Hashable = None
        self.setAccessibleDescription(f"{one_line(any_text)}. {OPENS_MENU}")
        self.clicked.connect(lambda _checked=False: self.open_menu())
        if on_change is not None:
            self.picked.connect(on_change)

    def value(self) -> Hashable:
        """The chosen value, or None for any."""
        return self._value

    def lit(self) -> bool:
        """Lit while a value narrows the list."""
        return self._value is not None

    def set_options(self, options: Sequence[tuple[Hashable, str]]) -> None:
        """Offer other values; a chosen one that is gone is lifted."""
        self._options = list(options)
        if self._value is not None and self._value not in [value for value, _text in options]:
            self.set_value(None)

    def set_value(self, value: Hashable) -> None:
        """Choose a value, None for any; tells about it only when it is another one."""
        if value == self._value:
            return
        self._value = value
        words = dict(self._options).get(value, self._any)
        self.set_text(words)
        self.setAccessibleDescription(
            OPENS_MENU if self.lit() else f"{one_line(words)}. {OPENS_MENU}"
        )
        self.setAccessibleName(one_line(f"{self._label}: {words}" if self.lit() else self._label))
        self.picked.emit(value)

    def choices(self) -> QMenu:
        """The menu of values."""

        def chooser(value: Hashable) -> Callable[[], object]:
            return lambda: self.set_value(value)

        entries: list[tuple[str, Callable[[], object]] | None] = [(self._any, chooser(None)), None]
        entries += [(text, chooser(value)) for value, text in self._options]
        return menu_of(entries, self)

    def open_menu(self) -> None:
        """Open the menu below the chip."""
        self.choices().popup(self.mapToGlobal(QPoint(0, self.height() + 2)))


class ChipBar(QWidget):
    """The row of chips above a list: 36 px, a dashed chip for more, a sum at the right."""

    more_wanted = Signal(str)

    def __init__(
        self,
        *chips: QWidget,
        more: Sequence[tuple[str, str]] = (),
        on_more: Callable[[str], object] | None = None,
        right: str = "",
    ) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(16, 0, 16, 0)
        self._layout.setSpacing(6)
        for chip in chips:
            self._layout.addWidget(chip)
        self._more = list(more)
        self.add_chip = Chip("Filter", "plus", checkable=False, dashed=True, name="Add a filter")
        self.add_chip.clicked.connect(lambda _checked=False: self._open())
        self._layout.addWidget(self.add_chip)
        self.add_chip.setVisible(bool(more))
        self._layout.addStretch(1)
        self._layout.addSpacing(4)
        self._right = Label(right, "meta", "ink2", align="right", elide=True)
        self._layout.addWidget(self._right)
        if on_more is not None:
            self.more_wanted.connect(on_more)

    def set_right(self, text: str) -> None:
        """State the sum of what is listed."""
        self._right.set_text(text)

    def right(self) -> str:
        """The sum that is stated."""
        return self._right.text()

    def add(self, chip: QWidget) -> None:
        """Add a chip before the dashed one."""
        self._layout.insertWidget(self._layout.indexOf(self.add_chip), chip)

    def set_more(self, more: Sequence[tuple[str, str]]) -> None:
        """Offer other filters behind the dashed chip; none hides it."""
        self._more = list(more)
        self.add_chip.setVisible(bool(more))

    def _open(self) -> None:
        def teller(key: str) -> Callable[[], object]:
            return lambda: self.more_wanted.emit(key)

        menu = menu_of([(text, teller(key)) for key, text in self._more], self.add_chip)
        menu.popup(self.add_chip.mapToGlobal(QPoint(0, self.add_chip.height() + 2)))

    def event(self, event: QEvent) -> bool:
        """Other chips or another sum need other room."""
        done = super().event(event)
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize):
            self._fit()
        return done

    def _fit(self) -> None:
        """The sum is whole or away, never cut: where chips need all the room, groups state it."""
        around = self._layout.contentsMargins()
        need = around.left() + around.right() + self._right.sizeHint().width()
        for at in range(self._layout.count()):
            item = self._layout.itemAt(at)
            widget = item.widget() if item is not None else None
            if widget is not None and widget is not self._right and not widget.isHidden():
                need += widget.sizeHint().width() + self._layout.spacing()
        fits = need <= self.width()
        if self._right.isHidden() == fits:
            self._right.setVisible(fits)

    def sizeHint(self) -> QSize:
        """As high as a chip row."""
        return QSize(super().sizeHint().width(), theme.height("chips"))
