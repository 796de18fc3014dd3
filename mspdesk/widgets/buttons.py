"""Things to press: a button, an icon, a link, a menu."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt
from PySide6.QtGui import (
    QEnterEvent,
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QKeySequence,
    QPaintEvent,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import QAbstractButton, QMenu, QSizePolicy, QWidget

from . import icons, painting, theme
from .safe import one_line, plain_tip, unmnemonic

Press = Callable[[], object]

# Kind: (fill, edge, text, fill under the mouse, edge under the mouse).
_KINDS: dict[str, tuple[str, str, str, str, str]] = {
    "primary": ("accent", "", "on_accent", "accent_hover", ""),
    "default": ("paper", "line2", "ink", "paper", "edge"),
    "quiet": ("", "", "ink2", "sunk", ""),
    "danger": ("paper", "line2", "red", "red_soft", "red"),
    "disabled": ("sunk", "line", "ink3", "sunk", "line"),
}
_PAD, _GAP, _ICON, _RADIUS = 12, 6, 16, 6


class Pressed(QAbstractButton):
    """What all buttons share: hand-painted, hovered, ringed by the keyboard, pressed by Enter."""

    def __init__(self, name: str, on_click: Press | None) -> None:
        super().__init__()
        self.setAccessibleName(one_line(name))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        if on_click is not None:
            self.on_click(on_click)

    def on_click(self, press: Press) -> None:
        """Call something on every press."""
        self.clicked.connect(lambda _checked=False: press())

    def say_words(self, words: str) -> None:
        """Let readers hear the words that are seen where they are not in the name."""
        seen = one_line(words)
        self.setAccessibleDescription("" if seen in self.accessibleName() else seen)

    def over(self) -> bool:
        """Whether the mouse is over the button and it can be pressed."""
        return self.isEnabled() and (self.underMouse() or self.isDown())

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show the hover."""
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Hide the hover."""
        super().leaveEvent(event)
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        super().focusInEvent(event)
        painting.note_focus(self, event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the ring."""
        super().focusOutEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses, as Space does."""
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


class Button(Pressed):
    """A button with words; primary is the one main action of a page."""

    def __init__(
        self,
        text: str,
        kind: str = "default",
        icon: str = "",
        on_click: Press | None = None,
        *,
        name: str = "",
        shortcut: str = "",
    ) -> None:
        super().__init__(name or text, on_click)
        self._kind, self._icon, self._named = kind, icon, bool(name)
        self.set_text(text)
        if shortcut:
            press_on(self, shortcut, self.click)

    def set_text(self, text: str) -> None:
        """Show other words."""
        words = unmnemonic(text)
        if words == self.text():
            return
        self.setText(words)
        if not self._named:
            self.setAccessibleName(one_line(text))
        else:
            self.say_words(text)
        self.updateGeometry()
        self.update()

    def words(self) -> str:
        """The words on the button."""
        return self.text().replace("&&", "&")

    def kind(self) -> str:
        """What the button means: primary, default, quiet or danger."""
        return self._kind

    def set_kind(self, kind: str, icon: str | None = None) -> None:
        """Change what the button means, and its icon when one is named."""
        self._kind = kind
        self._icon = self._icon if icon is None else icon
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Words, icon and even padding."""
        now = theme.current()
        wide = painting.width_of(self.words(), self._font()) + 2 * now.px(_PAD) + 1
        if self._icon:
            wide += now.px(_ICON) + now.px(_GAP)
        return QSize(wide, theme.height("button"))

    def minimumSizeHint(self) -> QSize:
        """A button is never cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the button."""
        painter = painting.begin(self)
        now = theme.current()
        fill, edge, ink, over_fill, over_edge = _KINDS[
            self._kind if self.isEnabled() else "disabled"
        ]
        if self.over():
            fill, edge = over_fill, over_edge
        whole = QRectF(self.rect())
        ring = painting.ringed(self)
        if ring and self._kind == "primary":
            painting.box(painter, whole.adjusted(3, 3, -3, -3), _RADIUS - 2, fill)
        elif fill:
            painting.box(painter, whole, _RADIUS, fill, edge)
        if ring:
            painting.focus_ring(painter, whole, _RADIUS)
        font = self._font()
        wide = QFontMetricsF(font).horizontalAdvance(self.words())
        icon_wide = now.px(_ICON) + now.px(_GAP) if self._icon else 0
        left = (self.width() - wide - icon_wide) / 2
        if self._icon:
            size = now.px(_ICON)
            at = QRectF(int(left), (self.height() - size) // 2, size, size)
            icons.paint(painter, self._icon, at, ink if ink != "ink" else "ink2")
        rest = QRectF(left + icon_wide, -0.6, self.width() - left - icon_wide, self.height())
        painting.text(painter, rest, self.words(), font, ink)

    def _font(self) -> QFont:
        return theme.font("row", 600 if self._kind == "primary" else 0)


class IconButton(Pressed):
    """An icon of 28 px to press; its name is its tooltip and what readers say."""

    def __init__(
        self,
        icon: str,
        name: str,
        on_click: Press | None = None,
        *,
        size: int = 16,
        color: str = "ink2",
        shortcut: str = "",
        tip: str = "",
    ) -> None:
        super().__init__(name, on_click)
        self._icon, self._size, self._color = icon, size, color
        self.setToolTip(plain_tip(tip or name))
        if shortcut:
            press_on(self, shortcut, self.click)

    def set_icon(self, icon: str, name: str) -> None:
        """Show another icon, with its name."""
        self._icon = icon
        self.setAccessibleName(one_line(name))
        self.setToolTip(plain_tip(name))
        self.update()

    def sizeHint(self) -> QSize:
        """A square of a button's height."""
        side = theme.height("button")
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the icon."""
        painter = painting.begin(self)
        if self.over():
            painting.box(painter, QRectF(self.rect()), _RADIUS, "sunk")
        if painting.ringed(self):
            painting.focus_ring(painter, QRectF(self.rect()), _RADIUS)
        size = theme.current().px(self._size)
        side = min(self.width(), theme.height("button"))
        at = QRectF((side - size) // 2, (self.height() - size) // 2, size, size)
        icons.paint(painter, self._icon, at, self._color if self.isEnabled() else "line2")
        if self.text():
            room = QRectF(side, -0.6, self.width() - side, self.height())
            words = self.text().replace("&&", "&")
            painting.text(painter, room, words, theme.font("row"), "ink2")


class LinkButton(Pressed):
    """Words in blue that do one thing: "Edit", "Undo", "All devices".

    Where a page lets them be narrower than they are, they go on in further lines.
    """

    def __init__(
        self,
        text: str,
        on_click: Press | None = None,
        *,
        name: str = "",
        role: str = "strong",
        color: str = "accent",
        pad: int = 4,
    ) -> None:
        super().__init__(name or text, on_click)
        self._role, self._color, self._named, self._pad = role, color, bool(name), pad
        self._folded = 0
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.set_text(text)

    def set_text(self, text: str) -> None:
        """Show other words."""
        self.setText(unmnemonic(text))
        if not self._named:
            self.setAccessibleName(one_line(text))
        else:
            self.say_words(text)
        self.updateGeometry()
        self.update()

    def words(self) -> str:
        """The words to press."""
        return self.text().replace("&&", "&")

    def sizeHint(self) -> QSize:
        """The words, with room for the ring."""
        font, high = theme.font(self._role), theme.current().px(20)
        wide = painting.width_of(self.words(), font) + 2 * self._pad
        return QSize(wide, max(high, self._folded))

    def minimumSizeHint(self) -> QSize:
        """No narrower than the longest word."""
        font = theme.font(self._role)
        longest = max((painting.width_of(word, font) for word in self.words().split()), default=0)
        return QSize(longest + 2 * self._pad, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the height that the words want in the room there is now."""
        super().resizeEvent(event)
        narrow, room = self.width() < self.sizeHint().width(), self.width() - 2 * self._pad
        font = theme.font(self._role)
        high = painting.folded_height(self.words(), font, room) if narrow else 0
        if high != self._folded:
            self._folded = high
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the words."""
        painter = painting.begin(self)
        whole = QRectF(self.rect())
        if painting.ringed(self):
            painting.focus_ring(painter, whole, 5)
        ink = self._color if self.isEnabled() else "ink3"
        if self.over() and ink == "accent":
            ink = "accent_hover"
        rest = whole.adjusted(self._pad, 0, -self._pad, 0)
        if self._folded > theme.current().px(20):
            font = QFont(theme.font(self._role))
            font.setUnderline(self.over())
            painter.setFont(font)
            painter.setPen(theme.current().color(ink))
            painter.drawText(rest, painting.LEFT | Qt.TextFlag.TextWordWrap, self.words())
            return
        wide = painting.text(painter, rest, self.words(), theme.font(self._role), ink)
        if self.over():
            low = rest.center().y() + theme.current().px(7)
            painting.across(painter, rest.x(), rest.x() + wide, low, ink)


Entries = Sequence[tuple[str, Press] | None]

OPENS_MENU = "Opens a menu"
"""What readers are told of a button besides its name."""


def menu_of(entries: Entries, parent: QWidget) -> QMenu:
    """A menu of words and what they do; None is a separator."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for entry in entries:
        if entry is None:
            menu.addSeparator()
        else:
            words, press = entry
            menu.addAction(unmnemonic(words)).triggered.connect(
                lambda _checked=False, press=press: press()
            )
    return menu


class MenuButton(IconButton):
    """An icon, perhaps with words, that opens a short menu; entries may be made as it opens."""

    def __init__(
        self, text: str, icon: str, name: str, entries: Entries | Callable[[], Entries]
    ) -> None:
        super().__init__(icon, name, self.open_menu)
        self._entries, self._words = entries, one_line(text)
        self.setText(unmnemonic(text))
        self.setAccessibleDescription(OPENS_MENU)

    def sizeHint(self) -> QSize:
        """A square, or icon and words."""
        side = super().sizeHint()
        if not self._words:
            return side
        wide = painting.width_of(self._words, theme.font("row"))
        return QSize(wide + side.width() + theme.current().px(8), side.height())

    def open_menu(self) -> None:
        """Open the menu."""
        entries = self._entries() if callable(self._entries) else self._entries
        menu = menu_of(entries, self)
        menu.popup(self.mapToGlobal(QPoint(0, self.height() + 2)))


def press_on(widget: QWidget, keys: str, press: Press) -> QShortcut:
    """Call something when keys are pressed anywhere in the widget's window."""
    shortcut = QShortcut(QKeySequence(keys), widget)
    shortcut.activated.connect(press)
    return shortcut
