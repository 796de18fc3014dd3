"""Things beside each other that go on in the next line where there is no room for all."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QSizePolicy, QWidget

GAP = 8


class Flow(QLayout):
    """Lays its widgets out as words of a paragraph; each keeps the size it asks for."""

    def __init__(self, owner: QWidget, gap: int = GAP) -> None:
        super().__init__(owner)
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(gap)

    def addItem(self, item: QLayoutItem) -> None:
        """Add one at the end."""
        self._items.append(item)

    def count(self) -> int:
        """How many there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """One of them, None past the end."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Take one out."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """It wants no more than it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Narrow means high."""
        return True

    def heightForWidth(self, wide: int) -> int:
        """The height in px of all lines in a width."""
        return self._lay(QRect(0, 0, wide, 0), really=False)

    def setGeometry(self, rect: QRect) -> None:
        """Lay all out."""
        super().setGeometry(rect)
        self._lay(rect, really=True)

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def sizeHint(self) -> QSize:
        """All in one line."""
        sizes = [item.sizeHint() for item in self._shown()]
        wide = sum(size.width() for size in sizes) + self.spacing() * max(0, len(sizes) - 1)
        return QSize(wide, max((size.height() for size in sizes), default=0))

    def minimumSize(self) -> QSize:
        """As wide as the widest."""
        sizes = [item.sizeHint() for item in self._shown()]
        wide = max((size.width() for size in sizes), default=0)
        return QSize(wide, max((size.height() for size in sizes), default=0))

    def _lay(self, rect: QRect, *, really: bool) -> int:
        """Put all where they belong, if really; answers the height in px they take."""
        left, top, high = rect.x(), rect.y(), 0
        for item in self._shown():
            size = item.sizeHint()
            if left > rect.x() and left + size.width() > rect.x() + rect.width():
                left, top, high = rect.x(), top + high + self.spacing(), 0
            if really:
                item.setGeometry(QRect(QPoint(left, top), size))
            left, high = left + size.width() + self.spacing(), max(high, size.height())
        return top + high - rect.y()


def flow(*widgets: QWidget, gap: int = GAP) -> QWidget:
    """A widget with others beside each other, in further lines where there is no room."""
    owner = QWidget()
    layout = Flow(owner, gap)
    for widget in widgets:
        layout.addWidget(widget)
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    owner.setSizePolicy(policy)
    return owner
