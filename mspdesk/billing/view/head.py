"""The head of billing: title, pages and buttons, on two lines where one is too narrow."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from ...widgets import theme
from ...widgets.safe import Label
from ...widgets.segments import SegmentControl

_LEFT, _RIGHT, _GAP = 16, 14, 12


class BillingHead(QWidget):
    """One line while there is room; else without the title, else the pages on their own line."""

    def __init__(self, segments: SegmentControl, deeds: QWidget) -> None:
        super().__init__()
        self.title = Label("Billing", "title")
        self._segments, self._deeds = segments, deeds
        self._lay = QGridLayout(self)
        self._lay.setContentsMargins(_LEFT, 0, _RIGHT, 0)
        self._lay.setHorizontalSpacing(_GAP)
        self._lay.setVerticalSpacing(0)
        self._lay.setColumnStretch(2, 1)
        self._lay.addWidget(self.title, 0, 0)
        self._lay.addWidget(segments, 0, 1)
        self._lay.addWidget(deeds, 0, 3)
        self._lines = 1
        self.setFixedHeight(theme.height("toolbar"))

    def minimumSizeHint(self) -> QSize:
        """As narrow as two lines may be; one line never holds a pane open."""
        upper = self.title.sizeHint().width() + 2 * _GAP + self._deeds.sizeHint().width()
        wide = max(self._segments.sizeHint().width(), upper) + _LEFT + _RIGHT
        return QSize(wide, self.minimumHeight())

    def fit(self) -> None:
        """Choose the shape that cuts nothing at the present width."""
        bare = self._segments.sizeHint().width() + self._deeds.sizeHint().width()
        bare += _LEFT + _RIGHT + 2 * _GAP
        whole = bare + self.title.sizeHint().width() + _GAP
        lines = 1 if bare <= self.width() else 2
        self.title.setVisible(lines == 2 or whole <= self.width())
        if lines != self._lines:
            self._lines = lines
            self._place()

    def _place(self) -> None:
        self._lay.removeWidget(self._segments)
        line = theme.height("toolbar")
        if self._lines == 1:
            self._lay.addWidget(self._segments, 0, 1)
        else:
            start = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
            self._lay.addWidget(self._segments, 1, 0, 1, 4, start)
        lower = theme.height("segment") + theme.current().px(10)
        self._lay.setRowMinimumHeight(0, line if self._lines == 2 else 0)
        self._lay.setRowMinimumHeight(1, lower if self._lines == 2 else 0)
        self.setFixedHeight(line + (lower if self._lines == 2 else 0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the new width."""
        super().resizeEvent(event)
        self.fit()
