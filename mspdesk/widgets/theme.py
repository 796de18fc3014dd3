"""Which ink is on the desk now: tokens, fonts, sizes, the palette and the one stylesheet."""

from functools import cache
from string import Template

from PySide6.QtCore import QMetaObject, QObject, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QFont, QFontDatabase, QGuiApplication, QPalette, QPen
from PySide6.QtWidgets import QApplication, QStyleFactory

from .. import paths
from . import spoken
from .tokens import DARK, HEIGHTS, LIGHT, ROLES, SCALES, Tokens, contrast

__all__ = ["Theme", "apply", "contrast", "current", "font", "height"]

_FAMILIES = {
    "text": ["Inter", "Segoe UI", "Sans Serif"],
    "display": ["Inter Display", "Inter", "Segoe UI", "Sans Serif"],
}
_WEIGHTS = {
    400: QFont.Weight.Normal,
    500: QFont.Weight.Medium,
    600: QFont.Weight.DemiBold,
    700: QFont.Weight.Bold,
}


class Theme(QObject):
    """The colours, pens and sizes in force; `changed` follows every change of scheme or size."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.tokens: Tokens = LIGHT
        self.dark = False
        self.scale = 100
        self.app: QApplication | None = None
        self._colors: dict[str, QColor] = {}
        self._pens: dict[tuple[str, int], QPen] = {}
        self._brushes: dict[str, QBrush] = {}

    def take(self, tokens: Tokens, *, dark: bool, scale: int) -> None:
        """Put one set of tokens in force at a text size in percent."""
        self.tokens, self.dark, self.scale = tokens, dark, scale
        for kept in (self._colors, self._pens, self._brushes):
            kept.clear()

    def look(self) -> tuple[bool, int]:
        """Dark or light, and the text size in percent: what widgets must follow when it changes.

        Qt tells a widget that its style changed each time one above it gets a parent, too.
        """
        return self.dark, self.scale

    def color(self, name: str) -> QColor:
        """The colour of a token, the same object each time."""
        found = self._colors.get(name)
        if found is None:
            found = self._colors[name] = QColor(getattr(self.tokens, name))
        return found

    def brush(self, name: str) -> QBrush:
        """A solid brush in the colour of a token."""
        found = self._brushes.get(name)
        if found is None:
            found = self._brushes[name] = QBrush(self.color(name))
        return found

    def pen(self, name: str, tenths: int = 10) -> QPen:
        """A pen in the colour of a token; width in tenths of a pixel."""
        found = self._pens.get((name, tenths))
        if found is None:
            found = QPen(self.color(name), tenths / 10)
            found.setCapStyle(Qt.PenCapStyle.FlatCap)
            self._pens[(name, tenths)] = found
        return found

    def px(self, size: int) -> int:
        """A size in px at 100 %, at the text size in force."""
        return (size * self.scale + 50) // 100


@cache
def current() -> Theme:
    """The one theme of the program."""
    return Theme()


def apply(app: QApplication, mode: str = "system", scale: int = 100) -> None:
    """Dress the application: mode is system, light or dark; scale one of 90, 100, 115, 130.

    Raises ValueError for anything else.
    """
    if mode not in ("system", "light", "dark") or scale not in SCALES:
        raise ValueError(f"no theme {mode} at {scale} %")
    current().app = app
    spoken.install()
    _load_fonts()
    hints = QGuiApplication.styleHints()
    _follow(app, scale if mode == "system" else 0)
    system = mode == "system" and hints.colorScheme() == Qt.ColorScheme.Dark
    _dress(app, dark=system or mode == "dark", scale=scale)


def apply_again(mode: str, scale: int) -> None:
    """Dress the application that was dressed before; raises ValueError as apply does."""
    app = current().app
    if app is not None:
        apply(app, mode, scale)


def _dress(app: QApplication, *, dark: bool, scale: int) -> None:
    """Put one set of inks and sizes on everything there is, unless it wears it already.

    Qt goes through every widget for it: seconds once all rooms have been looked into.
    """
    theme = current()
    wears = app.property(_WEARS)
    if wears == [dark, scale] and (theme.dark, theme.scale) == (dark, scale):
        return
    theme.take(DARK if dark else LIGHT, dark=dark, scale=scale)
    _font.cache_clear()
    if wears is None:
        app.setStyle(QStyleFactory.create("fusion"))
    app.setPalette(_palette(theme.tokens))
    app.setFont(font("body"))
    app.setStyleSheet(_sheet(theme))
    app.setProperty(_WEARS, [dark, scale])
    theme.changed.emit()


_WEARS = "mspdesk_wears"
"""The property in which an application keeps whether it is dark and how large its text is."""


_following: list[QMetaObject.Connection] = []


def _follow(app: QApplication, scale: int) -> None:
    """Follow the system's scheme at a text size; scale 0 stops it."""
    hints = QGuiApplication.styleHints()
    while _following:
        hints.colorSchemeChanged.disconnect(_following.pop())
    if scale:

        def follow(scheme: Qt.ColorScheme) -> None:
            _dress(app, dark=scheme == Qt.ColorScheme.Dark, scale=scale)

        _following.append(hints.colorSchemeChanged.connect(follow))


@cache
def _load_fonts() -> tuple[int, ...]:
    """Hand the bundled fonts to Qt once; none there means the system's are used."""
    return tuple(
        QFontDatabase.addApplicationFont(str(file))
        for pattern in ("Inter-*.ttf", "InterDisplay-*.ttf")
        for file in sorted(paths.resource("fonts").glob(pattern))
    )


def font(role: str, weight: int = 0, scale: int = 0) -> QFont:
    """The font of a role (see tokens.ROLES), with figures that line up; weight 400 to 700.

    Without a scale in percent it has the text size in force.
    """
    return _font(role, weight, scale or current().scale)


@cache
def _font(role: str, weight: int, scale: int) -> QFont:
    family, size, usual = ROLES[role]
    made = QFont()
    made.setFamilies(_FAMILIES[family])
    made.setPixelSize((size * scale + 50) // 100)
    made.setWeight(_WEIGHTS[weight or usual])
    made.setFeature(QFont.Tag("tnum"), 1)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    made.setStyleStrategy(QFont.StyleStrategy.PreferAntialias)
    return made


def height(part: str) -> int:
    """The height in px of a part (see tokens.HEIGHTS) at the text size in force."""
    return current().px(HEIGHTS[part])


def _palette(tokens: Tokens) -> QPalette:
    """Qt's own palette in our inks, for whatever Fusion still paints."""
    role, group = QPalette.ColorRole, QPalette.ColorGroup
    palette = QPalette()
    for part, name in (
        (role.Window, tokens.paper),
        (role.WindowText, tokens.ink),
        (role.Base, tokens.paper),
        (role.AlternateBase, tokens.sheet),
        (role.Text, tokens.ink),
        (role.Button, tokens.paper),
        (role.ButtonText, tokens.ink),
        (role.BrightText, tokens.red),
        (role.ToolTipBase, tokens.ink),
        (role.ToolTipText, tokens.paper),
        (role.PlaceholderText, tokens.ink3),
        (role.Highlight, tokens.tint2),
        (role.HighlightedText, tokens.ink),
        (role.Link, tokens.accent),
        (role.LinkVisited, tokens.accent),
        (role.Accent, tokens.accent),
        (role.Light, tokens.paper),
        (role.Midlight, tokens.sheet),
        (role.Mid, tokens.line2),
        (role.Dark, tokens.edge),
        (role.Shadow, tokens.edge),
    ):
        palette.setColor(part, QColor(name))
    for part in (role.Text, role.WindowText, role.ButtonText):
        palette.setColor(group.Disabled, part, QColor(tokens.ink3))
    return palette


def _sheet(theme: Theme) -> str:
    """The one stylesheet, for the few widgets Qt paints itself."""
    values = theme.tokens.named() | {f"px{size}": str(theme.px(size)) for size in (12, 26, 28)}
    return Template(_SHEET).substitute(values)


_SHEET = """
QToolTip { background: $ink; color: $paper; border: 0; padding: 4px 7px; font-size: ${px12}px; }
QAbstractScrollArea { background: $paper; border: 0; }
QLineEdit, QPlainTextEdit {
    background: $paper; color: $ink; border: 1px solid $edge; border-radius: 6px;
    placeholder-text-color: $ink3; selection-background-color: $tint2; selection-color: $ink;
}
QLineEdit { min-height: ${px28}px; max-height: ${px28}px; padding: 0 8px; }
QLineEdit:focus { border: 2px solid $accent; padding: 0 7px;
    min-height: ${px26}px; max-height: ${px26}px; }
QPlainTextEdit { padding: 3px 5px; }
QPlainTextEdit:focus { border: 2px solid $accent; padding: 2px 4px; }
QLineEdit[wrong="true"], QPlainTextEdit[wrong="true"] {
    background: $red_soft; border: 1px solid $red; placeholder-text-color: $ink2; }
QLineEdit[wrong="true"]:focus, QPlainTextEdit[wrong="true"]:focus { border: 2px solid $red; }
QLineEdit:disabled, QPlainTextEdit:disabled, QLineEdit:read-only {
    background: $sunk; color: $ink3; border-color: $line2; }
QLineEdit[k="bare"], QLineEdit[k="bare"]:focus, QPlainTextEdit[k="bare"],
QPlainTextEdit[k="bare"]:focus {
    background: transparent; border: 0; padding: 0; border-radius: 0; }
QListView[k="side"] { background: $sheet; }
QAbstractScrollArea::corner { background: $paper; border: 0; }
QTableCornerButton::section { background: $paper; border: 0; border-bottom: 1px solid $line; }
QComboBox QAbstractItemView { background: $paper; border: 1px solid $line2; padding: 4px; }
QScrollArea, QScrollArea > QWidget > QWidget[k="page"] { background: transparent; border: 0; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: $line2; border-radius: 2px; margin: 3px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: $edge; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QSplitter::handle { background: $line; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }
QMenu { background: $paper; border: 1px solid $line2; border-radius: 8px; padding: 5px; }
QMenu::item { padding: 6px 22px 6px 12px; border-radius: 5px; color: $ink; }
QMenu::item:selected { background: $tint; color: $accent; }
QMenu::item:disabled { color: $ink3; }
QMenu::separator { height: 1px; background: $line; margin: 5px 4px; }
QMenu::icon { padding-left: 8px; }
QMenu::indicator { width: 14px; height: 14px; margin-left: 8px; }
QDialog, QMessageBox { background: $paper; }
"""
