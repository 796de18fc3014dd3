"""The sheet of all parts on one page; run it to look at them: gallery.py OUT.png [light|dark]."""

import sys
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from mspdesk.widgets import glyphs, painting, theme
from mspdesk.widgets.buttons import Button, IconButton
from mspdesk.widgets.chips import Chip
from mspdesk.widgets.entry import MoneyEntry, TextEntry
from mspdesk.widgets.form import Field, FieldBox
from mspdesk.widgets.keycap import KeyCap
from mspdesk.widgets.layout import Card, EmptyState, Notice
from mspdesk.widgets.safe import Label
from mspdesk.widgets.segments import SegmentControl
from mspdesk.widgets.statusbar import StatusBar
from mspdesk.widgets.table import Column, StatusCell, Table
from mspdesk.widgets.tags import Tag

PAIRS = [
    ("ink", "paper", "ink on paper"),
    ("ink2", "paper", "ink2 on paper"),
    ("ink3", "paper", "ink3 on paper"),
    ("ink3", "desk", "ink3 on desk"),
    ("accent", "paper", "accent on paper"),
    ("accent", "tint", "accent on tint"),
    ("on_accent", "accent", "text on accent"),
    ("on_hi", "hi", "on highlighter"),
    ("red", "paper", "red on paper"),
    ("red", "red_soft", "red on red tint"),
    ("amber", "amber_soft", "amber on tint"),
    ("green", "green_soft", "green on tint"),
]


class Swatch(QWidget):
    """One pair of colours with its contrast."""

    def __init__(self, ink: str, ground: str) -> None:
        super().__init__()
        self.resize(128, 44)
        self._ink, self._ground = ink, ground

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the pair."""
        painter = painting.begin(self)
        now = theme.current()
        painting.box(painter, QRectF(self.rect()), 6, self._ground, "line2")
        inside = QRectF(self.rect()).adjusted(10, 0, -10, 0)
        painting.text(painter, inside, "Aa 128", theme.font("card_large"), self._ink)
        ratio = theme.contrast(getattr(now.tokens, self._ink), getattr(now.tokens, self._ground))
        words = f"{ratio:.1f}"
        painting.text(painter, inside, words, theme.font("label"), self._ink, painting.RIGHT)


class Sheet(QWidget):
    """Everything at the place it has in the design picture."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(1440, 800)
        self.setAutoFillBackground(True)
        self._left()
        self._fields()
        self._bars()
        self._right()

    def put(self, widget: QWidget, x: int, y: int, width: int = 0, height: int = 0) -> None:
        """Place a widget; without a size it takes its own."""
        widget.setParent(self)
        hint = widget.sizeHint()
        size = widget.size() if isinstance(widget, Swatch) else hint
        widget.setGeometry(x, y, width or size.width(), height or size.height())

    def head(self, text: str, x: int, y: int) -> None:
        """A heading of the sheet."""
        self.put(Label(text, "strong", "ink3"), x, y - 8, 500, 16)

    def _left(self) -> None:
        self.head("Colour, with contrast ratio", 34, 32)
        for at, (ink, ground, words) in enumerate(PAIRS):
            line, place = divmod(at, 4)
            x, y = 34 + place * 138, 47 + line * 74
            self.put(Swatch(ink, ground), x, y)
            self.put(Label(words, "caption", "ink3", weight=400), x + 2, y + 46, 126, 16)
        self.head("Type", 34, 284)
        samples = [
            ("Page 20 / 600 Display", "Brightwater Veterinary", "title", 312),
            ("Card 14 / 600 Display", "What they pay", "card", 340),
            ("Title 13 / 500", "Nightly backup has not confirmed", "row", 363),
            ("Body 13 / 400", "Server reachable, service is stopped.", "body", 386),
            ("Meta 12 / 400", "Dana 10:34, included in agreement", "meta", 409),
            ("Figures 13 / 500 tnum", "$1,485.00\u2003$912.40\u2003$77.11", "row", 431),
        ]
        for words, sample, role, y in samples:
            self.put(Label(words, "meta", "ink3"), 34, y - 10, 150, 20)
            self.put(Label(sample, role), 184, y - 16, 400, 32)
        self.head("Priority, number and shape as well as colour", 34, 464)
        for number, x, words in (
            (1, 34, "Emergency"),
            (2, 138, "High"),
            (3, 205, "Normal"),
            (4, 287, "Low"),
        ):
            self.put(glyphs.GlyphBox(glyphs.Glyph.priority(number)), x, 479)
            self.put(Label(words, "meta", "ink2"), x + 24, 478, 100, 20)
        self.head("Status", 34, 522)
        for key, x, words in (
            ("new", 34, "New"),
            ("assigned", 96, "Assigned"),
            ("scheduled", 185, "Scheduled"),
            ("in_progress", 282, "In progress"),
            ("waiting", 382, "Waiting"),
            ("done", 460, "Done"),
        ):
            self.put(glyphs.GlyphBox(glyphs.Glyph.status(key)), x, 538)
            self.put(Label(words, "meta", "ink2"), x + 20, 535, 100, 20)
        self.head("Buttons", 34, 578)
        off = Button("Disabled")
        off.setEnabled(False)
        for widget, x, y in (
            (Button("Primary", "primary"), 34, 593),
            (Button("Default"), 115, 593),
            (Button("Quiet", "quiet"), 189, 593),
            (off, 253, 593),
            (Button("Void invoice", "danger"), 340, 593),
            (IconButton("printer", "Print"), 447, 593),
            (KeyCap("Ctrl K"), 483, 597),
        ):
            self.put(widget, x, y)
        self.head("Chips and segments", 34, 646)
        self.put(Chip("Priority order", "arrow-down-narrow-wide", on=True), 34, 663)
        self.put(Chip("Any client"), 163, 663)
        self.put(Chip("Filter", "plus", dashed=True, checkable=False), 251, 663)
        segments = SegmentControl("Whose", [("mine", "Mine"), ("all", "Everyone")])
        segments.choose("all")
        self.put(segments, 334, 661)
        self.head("Tags", 34, 716)
        for words, tone, x in (
            ("We do", "accent", 34),
            ("Vendor does", "grey", 90),
            ("Client does", "amber", 180),
            ("Signed", "green", 263),
            ("Overdue", "red", 323),
            ("Unfilled", "hi", 391),
        ):
            self.put(Tag(words, tone), x, 731)

    def _fields(self) -> None:
        self.head("Fields: help below, error below, no pop-up", 668, 32)
        name, mail, rate = TextEntry(), TextEntry(), MoneyEntry()
        boxes = [
            FieldBox(Field("name", "Client name", name)),
            FieldBox(Field("mail", "E-mail for invoices", mail)),
            FieldBox(Field("rate", "Hourly rate", rate, "After hours bills at 2\u00d7, $330.00")),
        ]
        name.set_value("Granite Bay Surveyors")
        mail.set_value("ap@granitebay")
        rate.set_value(16500)
        boxes[1].say("Needs a part after the dot, like .com")
        for at, box in enumerate(boxes):
            self.put(box, 668 + at * 250, 47, 238, 68)
        self.focused = rate
        self.head("Notice inside the page, only where the work is", 668, 140)
        notice = Notice(
            "Two of these tickets have no agreement",
            "They will bill at the hourly rate of $165.",
            [Button("Show them")],
        )
        self.put(notice, 668, 155, 738, 52)

    def _bars(self) -> None:
        self.head("Status bar: the only place for messages", 668, 232)
        said, working, failed = StatusBar(), StatusBar(), StatusBar()
        said.say("Note saved on #1181", undo=lambda: None)
        said.set_copy("fades after 8 seconds, never covers work")
        working.progress("dr", "Printing DR plan, page 11 of 18", 11, 18, lambda: None)
        working.set_copy("work goes on while this runs")
        failed.fail(
            "The copy to USB \u201cBlue\u201d did not finish. The disk is full, 0.2 GB short.",
            "Choose another disk",
        )
        for at, bar in enumerate((said, working, failed)):
            self.put(bar, 668, 247 + 34 * at, 738, 28)
        self.head("Empty state: what it is for, one action", 668, 368)
        card = Card()
        empty = EmptyState(
            "file-check-2",
            "No checklists are running here",
            "Start one from a template. It keeps evidence with each step and prints the same "
            "page for the binder.",
            Button("Start a checklist", "primary"),
            "C",
        )
        card.add(empty)
        self.put(card, 668, 383, 738, 196)

    def _right(self) -> None:
        self.head("Rows: selected, hover, plain", 668, 604)
        columns: list[Column[TicketLine]] = [
            Column("prio", "", "prio", lambda line: line.priority, width=40),
            Column("no", "No.", "id", lambda line: line.number, width=52),
            Column("title", "Title", "title", lambda line: line.title, stretch=1),
            Column("client", "Client", "text", lambda line: line.client, width=170),
            Column("status", "Status", "status", lambda line: StatusCell(*line.status), width=124),
            Column("age", "Age", "num", lambda line: line.age, width=66),
        ]
        table = Table(columns, "Tickets", key=lambda line: line.number, fit=True)
        table.show_rows(LINES)
        table.select("1181")
        table._hover(1)
        self.put(table, 668, 619, 738, 134)


@dataclass(frozen=True)
class TicketLine:
    """A row of the sheet."""

    priority: int
    number: str
    title: str
    client: str
    status: tuple[str, str]
    age: str


LINES = [
    TicketLine(
        2,
        "1181",
        "Nightly backup has not confirmed",
        "Kestrel Machine & Tool",
        ("in_progress", "In progress"),
        "1d",
    ),
    TicketLine(
        2, "1179", "New hire starts Monday", "Juniper Law Group", ("scheduled", "Scheduled"), "1d"
    ),
    TicketLine(3, "1183", "Scan to folder stopped", "Alder Street Dental", ("new", "New"), "2h"),
]


def main() -> None:
    """Draw the sheet into a file."""
    app = QApplication(sys.argv[:1])
    theme.apply(app, sys.argv[2] if len(sys.argv) > 2 else "light")
    sheet = Sheet()
    sheet.show()
    sheet.activateWindow()
    sheet.focused.setFocus()
    app.processEvents()
    sheet.grab().save(str(Path(sys.argv[1])))


if __name__ == "__main__":
    main()
