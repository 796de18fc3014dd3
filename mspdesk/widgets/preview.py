"""What a printer would print: the pages, small ones at the left to jump by, print and save."""

from collections import OrderedDict

from PySide6.QtCore import QEvent, QObject, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from . import painting, spoken, theme
from .boxes import STRETCH, Panel, Rule, beside, lead_focus
from .buttons import Button, IconButton
from .pages import POINTS, Pages
from .safe import Label, one_line

_GAP, _KEPT = 16, 24
_ZOOMS = (50, 67, 80, 100, 125, 150, 200, 300)
_FIT = 0


class PageView(QAbstractScrollArea):
    """Pages below each other, drawn when they come into sight; `zoom` 0 fits the width."""

    spoken_as = spoken.Role.Document

    page_changed = Signal(int)

    def __init__(self, name: str, *, small: bool = False) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        painting.watch_focus(self)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self._small = small
        self._pages = Pages(b"")
        self._pictures: OrderedDict[tuple[int, int], QImage] = OrderedDict()
        self.zoom, self.page = _FIT, 0
        self.verticalScrollBar().valueChanged.connect(lambda _value: self._scrolled())

    def show_pages(self, pages: Pages) -> None:
        """Show another document from its first page."""
        self._pages = pages
        self._pictures.clear()
        self.page = 0
        self._measure()
        self.verticalScrollBar().setValue(0)
        self.page_changed.emit(0)
        self.viewport().update()

    def set_zoom(self, zoom: int) -> None:
        """Show pages at a percentage of their size on paper, or 0 to fit the width."""
        at = self.page
        self.zoom = zoom
        self._measure()
        self.go_to(at)
        self.viewport().update()

    def go_to(self, page: int) -> None:
        """Bring a page to the top."""
        if not len(self._pages):
            return
        page = min(max(page, 0), len(self._pages) - 1)
        if self._small:
            rect = self._rect(page)
            top = self.verticalScrollBar().value()
            if not top <= rect.top() + top <= top + self.viewport().height() - rect.height():
                self.verticalScrollBar().setValue(int(rect.top() + top - _GAP))
        else:
            self.verticalScrollBar().setValue(int(self._tops[page]) - _GAP)
        self._turn(page)

    def percent(self) -> int:
        """The size shown, in percent of paper."""
        return int(self._scale(0) * 100 * POINTS / self._dots() + 0.5) if len(self._pages) else 100

    # Measures, in px.

    def _dots(self) -> float:
        """Dots per inch of 100 %: the screen's own measure for text."""
        return 96.0

    def _scale(self, page: int) -> float:
        """Pixels a point."""
        if self.zoom:
            return self.zoom / 100 * self._dots() / POINTS
        wide = max((self._pages.size(at).width() for at in range(len(self._pages))), default=1.0)
        margin = 2 * _GAP + (24 if self._small else 0)
        return max(0.05, min((self.viewport().width() - margin) / wide, 2.0))

    def _measure(self) -> None:
        y, wide = float(_GAP), 0.0
        self._tops: list[float] = []
        self._sizes: list[QSizeF] = []
        for page in range(len(self._pages)):
            size = self._pages.size(page) * self._scale(page)
            self._tops.append(y)
            self._sizes.append(size)
            y += size.height() + _GAP + (18 if self._small else 0)
            wide = max(wide, size.width())
        bar = self.verticalScrollBar()
        bar.setPageStep(self.viewport().height())
        bar.setSingleStep(40)
        bar.setRange(0, max(0, int(y) - self.viewport().height()))
        across = self.horizontalScrollBar()
        across.setPageStep(self.viewport().width())
        across.setRange(0, max(0, int(wide + 2 * _GAP) - self.viewport().width()))

    def _rect(self, page: int) -> QRectF:
        """Where a page lies in the viewport."""
        size = self._sizes[page]
        x = max(float(_GAP), (self.viewport().width() - size.width()) / 2)
        top = self._tops[page] - self.verticalScrollBar().value()
        return QRectF(int(x) - self.horizontalScrollBar().value(), top, size.width(), size.height())

    def _scrolled(self) -> None:
        if self._small or not len(self._pages):
            return
        middle = self.verticalScrollBar().value() + self.viewport().height() / 3
        seen = [page for page, top in enumerate(self._tops) if top <= middle]
        self._turn(seen[-1] if seen else 0)

    def _turn(self, page: int) -> None:
        if page != self.page:
            self.page = page
            self.page_changed.emit(page)
            self.viewport().update()

    def _picture(self, page: int, wide: int) -> QImage:
        """A page as a picture of some width in device px; the last ones are kept."""
        key = (page, wide)
        if key not in self._pictures:
            dots = wide / self._pages.size(page).width() * POINTS
            self._pictures[key] = self._pages.picture(page, dots)
            while len(self._pictures) > (len(self._pages) if self._small else _KEPT):
                self._pictures.popitem(last=False)
        self._pictures.move_to_end(key)
        return self._pictures[key]

    # Qt.

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Page keys turn pages, Home and End jump."""
        to = {
            Qt.Key.Key_PageDown: self.page + 1,
            Qt.Key.Key_PageUp: self.page - 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: len(self._pages) - 1,
        }
        if self._small:
            to |= {Qt.Key.Key_Down: self.page + 1, Qt.Key.Key_Up: self.page - 1}
        page = to.get(Qt.Key(event.key()))
        if page is None:
            super().keyPressEvent(event)
        else:
            self.go_to(page)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on a small page turns to it."""
        for page in range(len(self._pages)):
            if self._small and self._rect(page).contains(event.position()):
                self._turn(page)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the new width."""
        super().resizeEvent(event)
        self._measure()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the pages in sight."""
        painter = painting.begin(self.viewport())
        now = theme.current()
        painter.fillRect(self.viewport().rect(), now.color("sheet" if self._small else "sunk"))
        for page in range(len(self._pages)):
            rect = self._rect(page)
            if rect.bottom() + 20 < 0 or rect.top() > self.viewport().height():
                continue
            ratio = self.devicePixelRatioF()
            painter.drawImage(rect, self._picture(page, max(1, int(rect.width() * ratio))))
            chosen = self._small and page == self.page
            if chosen:
                painting.focus_ring(painter, rect.adjusted(-4, -4, 4, 4), 5)
            else:
                painting.box(painter, rect.adjusted(-1, -1, 1, 1), 0, "", "line2")
            if self._small:
                foot = QRectF(rect.x(), rect.bottom() + 3, rect.width(), 16)
                ink = "accent" if chosen else "ink3"
                font = theme.font("caption")
                painting.text(painter, foot, str(page + 1), font, ink, painting.CENTER)
        if painting.ringed(self):
            painting.focus_ring(painter, QRectF(self.viewport().rect()), 3)
        painter.end()


class Preview(QWidget):
    """A document's pages with thumbnails; `pdf` is what is shown, print and save are asked for.

    Page keys turn pages, + and - change the size, 0 fits the width.
    """

    print_wanted = Signal(bytes)
    save_wanted = Signal(bytes)

    def __init__(self, title: str, *actions: QWidget) -> None:
        super().__init__()
        self.pdf, self.name = b"", ""
        self._pages = Pages(b"")
        self.thumbs = PageView("Small pages", small=True)
        self.thumbs.setFixedWidth(theme.current().px(168))
        self.view = PageView("Pages")
        self._where = Label("", "meta", "ink2")
        self._size = Label("", "meta", "ink2", align="center")
        self._size.setFixedWidth(theme.current().px(44))
        self.print_button = Button(
            "Print", "primary", "printer", lambda: self.print_wanted.emit(self.pdf)
        )
        self.save_button = Button(
            "Save as PDF", "default", "download", lambda: self.save_wanted.emit(self.pdf)
        )
        bar = Panel("paper", "bottom")
        bar.setFixedHeight(theme.height("toolbar"))
        self._title = Label(title, "record", elide=True)
        beside(
            bar,
            self._title,
            2,
            self._where,
            STRETCH,
            IconButton("minus", "Smaller", lambda: self._step(-1)),
            self._size,
            IconButton("plus", "Larger", lambda: self._step(1)),
            8,
            *actions,
            self.save_button,
            self.print_button,
            margin=(16, 0, 16, 0),
        )
        sheets = QHBoxLayout()
        sheets.setContentsMargins(0, 0, 0, 0)
        sheets.setSpacing(0)
        sheets.addWidget(self.thumbs)
        sheets.addWidget(Rule("line", upright=True))
        sheets.addWidget(self.view, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(bar)
        layout.addLayout(sheets, 1)
        lead_focus(self, self.view)
        self.thumbs.page_changed.connect(self._jumped)
        self.view.page_changed.connect(self._turned)
        self.view.installEventFilter(self)

    def show_pdf(self, pdf: bytes, name: str = "") -> None:
        """Show a document; the name is what a saved file would be called."""
        self._pages.close()
        self.pdf, self.name = pdf, name
        self._pages = Pages(pdf)
        self.view.show_pages(self._pages)
        self.thumbs.show_pages(self._pages)
        self.thumbs.setVisible(len(self._pages) > 1)
        self._say()

    def page_count(self) -> int:
        """How many pages there are."""
        return len(self._pages)

    def where(self) -> str:
        """Which page is in sight, in words."""
        return self._where.text()

    def _turned(self, page: int) -> None:
        self.thumbs.go_to(page)
        self._say()

    def _jumped(self, page: int) -> None:
        if self.view.page != page:
            self.view.go_to(page)

    def _say(self) -> None:
        count = len(self._pages)
        self._where.set_text(f"page {self.view.page + 1} of {count}" if count else "no pages")
        self._size.set_text(f"{self.view.percent()}%")
        if count:
            words = one_line(self._pages.text(self.view.page))
            self.view.setAccessibleDescription(f"{self.where()}: {words}")

    def _step(self, way: int) -> None:
        """The next size up or down from the one shown."""
        now = self.view.percent()
        larger = [zoom for zoom in _ZOOMS if zoom > now]
        smaller = [zoom for zoom in _ZOOMS if zoom < now]
        found = larger[:1] if way > 0 else smaller[-1:]
        if found:
            self.view.set_zoom(found[0])
            self._say()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Plus, minus and 0 change the size."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = Qt.Key(event.key())
            if key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
                self._step(1)
                return True
            if key == Qt.Key.Key_Minus:
                self._step(-1)
                return True
            if key == Qt.Key.Key_0:
                self.view.set_zoom(_FIT)
                self._say()
                return True
        return False
