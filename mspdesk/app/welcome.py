"""The first page: set up my shop, look around first, I have data already."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from .. import paths
from ..widgets import dialogs, theme
from ..widgets.buttons import Button, LinkButton
from ..widgets.form import EntryBar
from ..widgets.layout import Card, Scroll, column, lead_focus, row, stack
from ..widgets.safe import Label
from ..widgets.sign import Sign
from .shop_form import ShopForm

if TYPE_CHECKING:
    from .program import Program

CARD_WIDTH = 272
GAP = 16


class Picture(QWidget):
    """The binder page that greets somebody new."""

    def __init__(self) -> None:
        super().__init__()
        px = theme.current().px
        self.setFixedSize(px(150), px(118))

    def sizeHint(self) -> QSize:
        """As large as it was drawn."""
        return self.size()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a page with three holes, four lines and its tabs."""
        now = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(self.width() / 150, self.height() / 118)
        painter.setPen(Qt.PenStyle.NoPen)
        for n, token in enumerate(("hi", "tint2", "line2")):
            painter.setBrush(now.color(token))
            painter.drawRoundedRect(QRectF(122, 17 + n * 26, 26, 20), 4, 4)
        painter.setPen(QPen(now.color("line2"), 1.4))
        painter.setBrush(now.color("paper"))
        painter.drawRoundedRect(QRectF(1, 2, 131, 112), 7, 7)
        painter.setBrush(now.color("sunk"))
        for n in range(3):
            painter.drawEllipse(QRectF(11, 22 + n * 32, 9, 9))
        _stroke(painter, now.color("accent"), 3, (34, 27, 85, 27))
        for n, length in enumerate((63, 51, 67, 38)):
            y = 47 + n * 16
            _stroke(painter, now.color("line2"), 2, (51, y, 51 + length, y))
            if n < 3:
                _stroke(painter, now.color("green"), 2.2, (34, y, 36.5, y + 3))
                _stroke(painter, now.color("green"), 2.2, (36.5, y + 3, 41, y - 4))
        painter.setPen(QPen(now.color("edge"), 1.4))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(34, 91, 7.5, 7.5), 2, 2)
        painter.end()


def _stroke(
    painter: QPainter, color: QColor, width: float, ends: tuple[float, float, float, float]
) -> None:
    pen = QPen(color, width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.drawLine(*(int(end) if end == int(end) else round_half(end) for end in ends))


def round_half(value: float) -> int:
    """The nearest whole pixel."""
    return int(value + 0.5)


class ChoiceCard(Card):
    """One of three equal choices: icon, what it is, one button."""

    def __init__(self, icon: str, title: str, text: str, button: Button) -> None:
        super().__init__("")
        px = theme.current().px
        self.setFixedSize(px(CARD_WIDTH), px(214))
        body = QWidget()
        lines = QVBoxLayout(body)
        lines.setContentsMargins(px(6), px(6), px(6), px(4))
        lines.setSpacing(px(8))
        lines.addWidget(Sign(icon, 26, "accent"))
        lines.addSpacing(px(2))
        lines.addWidget(Label(title, role="card"))
        words = Label(text, color="ink2", wrap=True)
        words.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.MinimumExpanding)
        words.setAlignment(Qt.AlignmentFlag.AlignTop)
        lines.addWidget(words, 1)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        lines.addWidget(button)
        self.add(body)


class WelcomePage(QWidget):
    """What somebody sees who has no books open."""

    def __init__(self, program: Program) -> None:
        super().__init__()
        self.setAccessibleName("Welcome")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._program = program
        self._folder = paths.books_folder()
        self._start = Button("Start with my shop", kind="primary", on_click=self._set_up)
        sample = Button("Open the sample shop", on_click=program.open_sample)
        other = Button("Open or import", on_click=self._bring)
        cards = row(
            ChoiceCard(
                "store",
                "Set up my shop",
                "Name, hourly rate and country; the rest is filled in. About four minutes.",
                self._start,
            ),
            ChoiceCard(
                "flask-conical",
                "Look around first",
                "A made-up shop with 14 clients and a year of work. It has books of its own.",
                sample,
            ),
            ChoiceCard(
                "archive-restore",
                "I have data already",
                "Open MSPDesk books, bring back a copy, or import a shop from files.",
                other,
            ),
            gap=GAP,
        )
        self._where = Label(str(self._folder), role="row", elide=True)
        change = LinkButton("Change", self._change, name="Change the folder of the books")
        note = Label("on this computer, yours", role="meta", color="ink3")
        place = EntryBar("", Sign("folder"), self._where, note, change, stretch=2)
        place.setFixedWidth(theme.current().px(3 * CARD_WIDTH + 2 * GAP))
        words = "Clients, tickets, time, billing and their paper. For one to five people."
        centre = column(
            Picture(),
            14,
            Label("Your whole shop in one folder", role="first"),
            4,
            Label(words, color="ink2"),
            18,
            cards,
            14,
            place,
            *self._recent(),
            gap=0,
            margin=20,
        )
        layout = centre.layout()
        for n in range(layout.count() if layout else 0):
            item = layout.itemAt(n) if layout else None
            if item is not None and item.widget() is not None:
                item.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        box = QWidget()
        lines = QVBoxLayout(box)
        lines.addStretch(1)
        lines.addWidget(centre, 0, Qt.AlignmentFlag.AlignHCenter)
        lines.addStretch(1)
        stack(self, Scroll(box))
        lead_focus(self, self._start)
        program.window.status.set_facts(["No books are open"])
        program.window.status.set_copy("No account needed. Nothing leaves this computer")

    def _recent(self) -> list[QWidget | int]:
        """Links to books that were opened before and are still there."""
        known = [place for place in self._program.settings.recent if _there(place)]
        if not known:
            return []
        links = [
            LinkButton(place, partial(self._open, place), name=f"Open {place}")
            for place in known[:3]
        ]
        return [14, Label("Opened before", role="meta", color="ink3"), *links]

    def _change(self) -> None:
        chosen = dialogs.choose_folder(self, "Folder for the books", self._folder.parent)
        if chosen is not None:
            self._folder = chosen
            self._where.set_text(str(chosen))

    def _set_up(self) -> None:
        form = ShopForm(self._begin, self._program.window.close_pages_to(self))
        self._program.window.lay_over(form)

    def _begin(self, name: str, rate: int, country: str, more: dict[str, object]) -> None:
        self._program.start_shop(str(self._folder), name, rate, country, more)

    def _open(self, place: str) -> None:
        self._program.open(place)

    def _bring(self) -> None:
        from .bring import OpenOrImportPage

        self._program.window.lay_over(OpenOrImportPage(self._program, self._folder))


def _there(place: str) -> bool:
    return "://" in place or Path(place).exists()
