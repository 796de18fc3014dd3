"""Small parts that several pages of billing share."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QScrollArea, QSizePolicy, QWidget

from ...desk.desk import Desk
from ...errors import UserError
from ...shop.queries import shop
from ...widgets import theme
from ...widgets.entry import DateEntry
from ...widgets.layout import clear
from ...widgets.safe import Label


def attempt(desk: Desk, deed: Callable[[], object]) -> bool:
    """Do something that may be refused; a refusal is said in the status bar."""
    try:
        deed()
    except UserError as error:
        desk.refuse(error)
        return False
    return True


def date_entry(desk: Desk, name: str = "", width: int = 0) -> DateEntry:
    """A field for a day, read in the order the shop writes its days."""
    return DateEntry(name=name, width=width, day_first=desk.ask(shop).day_first)


def put_in(box: QBoxLayout, widget: QWidget) -> None:
    """Put a widget into a box that is on the screen already, and show it at once."""
    box.addWidget(widget)
    widget.show()


def wide(words: str) -> Label:
    """Words that wrap and take all the room of their line."""
    label = Label(words, "meta", "ink2", wrap=True)
    label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    return label


def chain(first: QWidget, *later: QWidget) -> None:
    """Let Tab go from one to the next; what is made late would otherwise come last."""
    for widget in later:
        QWidget.setTabOrder(first, widget)
        first = widget


class Sums(QWidget):
    """Lines of words with an amount at the right; the last one may stand out."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(0, 1)
        self._words: list[tuple[str, str]] = []

    def show_sums(
        self, lines: Sequence[tuple[str, str]], total: tuple[str, str] | None = None
    ) -> None:
        """Show lines, and a total in larger figures."""
        clear(self._grid)
        self._words = [*lines, *([total] if total else [])]
        for at, (words, amount) in enumerate(self._words):
            last = total is not None and at == len(self._words) - 1
            left = Label(words, "row" if last else "body", "ink" if last else "ink2", wrap=True)
            if last:
                left.set_role("row")
            right = Label(amount, "record" if last else "row", align="right")
            self._grid.addWidget(left, at, 0, Qt.AlignmentFlag.AlignBottom)
            self._grid.addWidget(right, at, 1, Qt.AlignmentFlag.AlignBottom)
        self._grid.setRowMinimumHeight(0, theme.current().px(18))

    def words(self) -> list[tuple[str, str]]:
        """What is shown, the total last."""
        return list(self._words)


def bring_up(scroll: QScrollArea, part: QWidget) -> None:
    """Scroll until a part that opened can be seen whole, once it has its place."""
    QTimer.singleShot(0, part, lambda: scroll.ensureWidgetVisible(part, 0, 12))
