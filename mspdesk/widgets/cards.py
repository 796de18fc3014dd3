"""Cards, notices, empty pages and facts: the furniture of a record page."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ..rows import dataclass
from . import icons, painting, theme
from .boxes import STRETCH, Item, beside, clear, put, row, stack
from .buttons import LinkButton, Press
from .glyphs import Glyph, GlyphBox
from .keycap import KeyCap
from .safe import Label
from .titles import Title


class Card(QWidget):
    """A sheet with a line around it, its title at the left and one action at the right."""

    def __init__(
        self,
        title: str = "",
        subtitle: str = "",
        action: str = "",
        on_action: Press | None = None,
        *,
        flush: bool = False,
        ground: str = "paper",
    ) -> None:
        super().__init__()
        self._ground = ground
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._title = Label(title, "card")
        self._subtitle = Label(subtitle, "meta", "ink3")
        self.action = LinkButton(action, on_action, name=f"{action}: {title}" if title else action)
        self._head = QWidget()
        self._right = QHBoxLayout()
        self._right.setSpacing(8)
        side = 15
        beside(
            self._head,
            self._title,
            self._subtitle,
            STRETCH,
            self._right,
            self.action,
            margin=(side, 0, side - (4 if action else 0), 0),
        )
        if not action:
            self.action.hide()
        if not (title or subtitle or action):
            self._head.hide()
        self.body = QVBoxLayout()
        inset = 1 if flush else side
        self.body.setContentsMargins(inset, 0, inset, 7 if flush else 12)
        self.body.setSpacing(6)
        stack(self, self._head, self.body, gap=4, margin=(0, 10, 0, 0))

    def add(self, *items: Item) -> None:
        """Add things below each other."""
        for item in items:
            put(self.body, item)

    def add_right(self, *widgets: QWidget) -> None:
        """Add things at the right of the title."""
        self._head.show()
        for widget in widgets:
            self._right.addWidget(widget)

    def set_title(self, title: str) -> None:
        """Show another title."""
        self._title.set_text(title)
        self._head.show()

    def set_subtitle(self, subtitle: str) -> None:
        """Show another note beside the title."""
        self._subtitle.set_text(subtitle)

    def subtitle(self) -> str:
        """The note beside the title."""
        return self._subtitle.text()

    def clear(self) -> None:
        """Take everything out but the head."""
        clear(self.body)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the sheet and its line."""
        painting.box(painting.begin(self), QRectF(self.rect()), 8, self._ground, "line")


class Notice(QWidget):
    """A question or a piece of news where the work is, with its decisions inside."""

    def __init__(
        self,
        title: str,
        text: str,
        buttons: Sequence[QWidget] = (),
        *,
        icon: str = "circle-alert",
        color: str = "amber",
        below: bool = False,
    ) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._icon, self._color, self._below = icon, color, below
        self._title = Label(title, "row", weight=600)
        self._text = Label(text, "body" if below else "meta", "ink2", wrap=True)
        if below:
            stack(
                self,
                row(24, self._title, STRETCH, gap=0),
                self._text,
                row(*buttons, STRETCH) if buttons else None,
                gap=8,
                margin=(14, 10, 14, 12),
            )
        else:
            words = QWidget()
            stack(words, STRETCH, self._title, self._text, STRETCH, gap=0)
            beside(self, words, *buttons, margin=(41, 9, 10, 9), gap=8)
            self.setMinimumHeight(52)

    def set_notice(self, title: str, text: str) -> None:
        """Say something else."""
        self._title.set_text(title)
        self._text.set_text(text)

    def words(self) -> tuple[str, str]:
        """Title and text."""
        return self._title.text(), self._text.text()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the card and its sign."""
        painter = painting.begin(self)
        painting.box(painter, QRectF(self.rect()), 8, "sheet", "line")
        size = theme.current().px(16)
        middle = self._title.geometry().center().y() + 10 if self._below else self.height() / 2
        icons.paint(
            painter, self._icon, QRectF(15, int(middle - size / 2), size, size), self._color
        )


class EmptyState(QWidget):
    """What an empty place is for, and the one thing to do about it."""

    def __init__(
        self,
        icon: str,
        title: str,
        text: str,
        action: QWidget | None = None,
        key: str = "",
    ) -> None:
        super().__init__()
        self._icon = icon
        self._title = Label(title, "card", align="center")
        self._text = Label(text, "meta", "ink2", wrap=True, align="center")
        self._text.setFixedWidth(theme.current().px(352))
        keys = [action, KeyCap(key) if key else None] if action is not None else []
        space = theme.current().px(44)
        stack(
            self,
            STRETCH,
            space,
            self._title,
            row(STRETCH, self._text, STRETCH),
            row(STRETCH, *keys, STRETCH) if keys else None,
            STRETCH,
            gap=8,
            margin=16,
        )

    def set_empty(self, title: str, text: str) -> None:
        """Say something else."""
        self._title.set_text(title)
        self._text.set_text(text)

    def words(self) -> tuple[str, str]:
        """Title and text."""
        return self._title.text(), self._text.text()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the icon above the title."""
        painter = painting.begin(self)
        size = theme.current().px(34)
        top = self._title.geometry().top() - size - 8
        at = QRectF((self.width() - size) // 2, top, size, size)
        icons.paint(painter, self._icon, at, "edge")


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact about a record; with `on_click` its value is a link, a `plain` one in ink."""

    name: str
    label: str
    value: str
    on_click: Callable[[], object] | None = None
    glyph: Glyph | None = None
    color: str = "ink"
    plain: bool = False


class _FactValue(QWidget):
    """The value of a fact with its sign."""

    def __init__(self, fact: Fact, role: str, *, fold: bool = False) -> None:
        super().__init__()
        sign = GlyphBox(fact.glyph) if fact.glyph else None
        self.words: Label | LinkButton
        if fact.on_click is not None:
            name = f"{fact.label}: {fact.value}"
            ink = "accent" if fact.color == "ink" and not fact.plain else fact.color
            self.words = LinkButton(
                fact.value, fact.on_click, name=name, role=role, color=ink, pad=0
            )
        else:
            self.words = Label(fact.value, role, fact.color, elide=True, fold=fold)
        beside(self, sign, self.words, STRETCH, gap=6 if sign else 0)


class Facts(QWidget):
    """Facts in columns, the label above its value."""

    def __init__(self, columns: int = 3) -> None:
        super().__init__()
        self._columns = columns
        self._values: dict[str, str] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(0)
        self._pairs: list[tuple[Label, _FactValue]] = []
        self._now = columns
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_facts(self, facts: Sequence[Fact]) -> None:
        """Show these facts, in reading order."""
        clear(self._grid)
        self._values = {fact.name: fact.value for fact in facts}
        now = theme.current()
        self._pairs = []
        for fact in facts:
            label = Label(fact.label, "caption", "ink2", elide=True)
            value = _FactValue(fact, "row")
            label.setFixedHeight(now.px(15))
            value.setFixedHeight(now.px(22))
            self._pairs.append((label, value))
        self._place()

    def _widths(self, columns: int) -> list[int]:
        """What each column needs so that nothing in it is cut."""
        needs = [
            max(label.sizeHint().width(), value.sizeHint().width()) for label, value in self._pairs
        ]
        return [max(needs[at::columns], default=0) for at in range(columns)]

    def _fitting(self) -> int:
        """All columns where nothing is cut then, else two."""
        gaps = (self._columns - 1) * self._grid.horizontalSpacing()
        fits = sum(self._widths(self._columns)) + gaps <= self.width()
        return self._columns if fits or self.width() <= 1 else min(2, self._columns)

    def _place(self) -> None:
        """Put labels above values; columns are even unless one needs more."""
        self._now = columns = self._fitting()
        for at, (label, value) in enumerate(self._pairs):
            line, place = divmod(at, columns)
            self._grid.addWidget(label, line * 3, place)
            self._grid.addWidget(value, line * 3 + 1, place)
            self._grid.setRowMinimumHeight(line * 3 + 2, theme.current().px(8))
        last = (len(self._pairs) - 1) // columns * 3 + 2
        for row_at in range(last, self._grid.rowCount()):
            self._grid.setRowMinimumHeight(row_at, 0)
        widths = self._widths(columns)
        gaps = (columns - 1) * self._grid.horizontalSpacing()
        roomy = sum(widths) + gaps <= self.width()
        for place in range(self._columns):
            used = place < columns
            self._grid.setColumnStretch(place, 1 if used else 0)
            self._grid.setColumnMinimumWidth(place, widths[place] if used and roomy else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new width, in fewer columns where it is small."""
        super().resizeEvent(event)
        self._place()

    def minimumSizeHint(self) -> QSize:
        """Two columns of short words."""
        return QSize(theme.current().px(200), super().minimumSizeHint().height())

    def value(self, name: str) -> str:
        """The value of a fact, as seen; raises KeyError for an unknown one."""
        return self._values[name]

    def press(self, name: str) -> None:
        """Follow the link of a fact, as a click would; raises KeyError where there is none."""
        for link in self.findChildren(LinkButton):
            if link.accessibleName().endswith(f": {self._values[name]}"):
                link.click()
                return
        raise KeyError(name)


class Pairs(QWidget):
    """Facts below each other, the label at the left of its value."""

    def __init__(self, label_width: int = 92) -> None:
        super().__init__()
        self._values: dict[str, str] = {}
        self._label_width = label_width
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(1, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_pairs(self, pairs: Sequence[tuple[str, str] | Fact]) -> None:
        """Show these pairs from top to bottom."""
        clear(self._grid)
        now = theme.current()
        facts = [pair if isinstance(pair, Fact) else Fact(pair[0], *pair) for pair in pairs]
        self._values = {fact.name: fact.value for fact in facts}
        for line, fact in enumerate(facts):
            label = Label(fact.label, "meta", "ink3", elide=True)
            label.setFixedSize(now.px(self._label_width), now.px(20))
            self._grid.addWidget(label, line, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(_FactValue(fact, "body", fold=True), line, 1)

    def value(self, name: str) -> str:
        """The value of a pair by its label, as seen; raises KeyError for an unknown one."""
        return self._values[name]


class PageHead(QWidget):
    """The head of a record page: name, tags, a line of facts, its actions at the right."""

    def __init__(
        self,
        title: str = "",
        meta: Sequence[str] = (),
        tags: Sequence[QWidget] = (),
        actions: Sequence[QWidget] = (),
        *,
        role: str = "title",
    ) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._title = Title(title, role)
        self._tags, self._meta = QHBoxLayout(), QHBoxLayout()
        self._tags.setSpacing(6)
        self._meta.setSpacing(16)
        words = QWidget()
        stack(words, row(self._title, 2, self._tags, STRETCH), self._meta, gap=4)
        layout = beside(self, words, *actions)
        layout.setStretch(0, 1)
        self.set_head(title, meta, tags)

    def set_head(self, title: str, meta: Sequence[str] = (), tags: Sequence[QWidget] = ()) -> None:
        """Show another record."""
        self._title.set_text(title)
        clear(self._tags)
        clear(self._meta)
        for tag in tags:
            self._tags.addWidget(tag)
        longest = max(meta, key=len, default="")
        for words in meta:
            # Only the longest, most often an address, gives way; a number never does.
            self._meta.addWidget(Label(words, "meta", "ink2", elide=words == longest))
        self._meta.addStretch(1)

    def title(self) -> str:
        """The name of the record."""
        return self._title.text()

    def minimumSizeHint(self) -> QSize:
        """The name may stand in two lines, the actions never go."""
        return QSize(theme.current().px(320), super().minimumSizeHint().height())


class Ground(QWidget):
    """A side list's ground, `sheet`, behind whatever stands on it."""

    def __init__(self) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, False)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Fill the ground."""
        painting.begin(self).fillRect(self.rect(), theme.current().color("sheet"))
