"""Panes whose widths a person may drag, and which are found again as they were left."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent, QShowEvent
from PySide6.QtWidgets import QSplitter, QSplitterHandle, QWidget

from . import painting, theme

Read = Callable[[str], list[int] | None]
Write = Callable[[str, list[int]], None]

_kept: dict[str, list[int]] = {}
_memory: tuple[Read, Write] = (_kept.get, _kept.__setitem__)
# The pane beside a list is a little narrower in a window under this width, in px.
_NARROW = 1400


def set_memory(read: Read, write: Write) -> None:
    """Keep widths outside the program; without it they last until the program ends."""
    global _memory  # noqa: PLW0603 -- set once at start, by the app
    _memory = (read, write)


class _Handle(QSplitterHandle):
    """A hairline that is easy to catch."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the hairline."""
        painter = painting.begin(self)
        painter.fillRect(self.rect(), theme.current().color("line2"))


class RememberedSplitter(QSplitter):
    """Panes side by side; `usual` and `narrow` are widths in px of all but the stretching pane."""

    def __init__(
        self,
        key: str,
        panes: list[QWidget],
        stretch: int = 0,
        usual: tuple[int, ...] = (),
        narrow: tuple[int, ...] = (),
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._key, self._usual, self._narrow, self._stretch = key, usual, narrow or usual, stretch
        self.setObjectName(f"split-{key}")
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        for at, pane in enumerate(panes):
            self.addWidget(pane)
            self.setStretchFactor(at, 1 if at == stretch else 0)
        self._placed = False
        self.splitterMoved.connect(lambda _at, _index: _memory[1](self._key, self.sizes()))

    def createHandle(self) -> QSplitterHandle:
        """Use the hairline."""
        return _Handle(self.orientation(), self)

    def showEvent(self, event: QShowEvent) -> None:
        """Give every pane its remembered or usual width, once the window has its size."""
        super().showEvent(event)
        if not self._placed:
            self._placed = True
            self._place()

    def _place(self) -> None:
        kept = _memory[0](self._key)
        if kept and len(kept) == self.count():
            self.setSizes(kept)
            return
        fixed = list(self._narrow if self.window().width() < _NARROW else self._usual)
        if len(fixed) != self.count() - 1:
            return
        fixed.insert(self._stretch, max(1, self.width() - sum(fixed)))
        self.setSizes(fixed)


class ListDetail(RememberedSplitter):
    """The page shape of a list that stretches beside a pane of 500 px (460 when narrow)."""

    def __init__(
        self,
        key: str,
        listing: QWidget,
        detail: QWidget,
        width: int = 500,
        narrow: int = 460,
    ) -> None:
        super().__init__(key, [listing, detail], 0, (width,), (narrow,))


class PickerPage(RememberedSplitter):
    """The page shape of a side list, a page that stretches and perhaps a rail."""

    def __init__(
        self,
        key: str,
        picker: QWidget,
        page: QWidget,
        rail: QWidget | None = None,
        width: int = 262,
    ) -> None:
        panes = [picker, page] + ([rail] if rail is not None else [])
        rails = 1 if rail is not None else 0
        super().__init__(key, panes, 1, (width, 334)[: 1 + rails], (width, 290)[: 1 + rails])


class CanvasInspector(RememberedSplitter):
    """The page shape of a canvas that stretches beside an inspector of 316 px (262)."""

    def __init__(self, key: str, canvas: QWidget, inspector: QWidget) -> None:
        super().__init__(key, [canvas, inspector], 0, (316,), (262,))
