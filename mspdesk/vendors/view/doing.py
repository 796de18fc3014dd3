"""What the screens of vendors and stock do alike: entries of theirs, forms laid over a page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from ...clients.queries import choose_client
from ...desk.desk import Desk
from ...errors import UserError
from ...shop.queries import shop
from ...widgets.entry import DateEntry, Found, LookupEntry
from ...widgets.form import Form
from ...widgets.layout import STRETCH, Scroll, column
from ...widgets.safe import Label

FORM_WIDTH = 900
Entries = list[tuple[str, Callable[[], object]] | None]


def attempt(desk: Desk, verb: Any, *args: Any, **more: Any) -> Any:
    """Do something at a press; what is wrong is said in the status bar and answers None."""
    try:
        return desk.do(verb, *args, **more)
    except UserError as error:
        desk.say(error.text)
        return None


def date_entry(desk: Desk) -> DateEntry:
    """A day in the order the shop writes them."""
    return DateEntry(day_first=desk.ask(shop).day_first)


def client_entry(desk: Desk) -> LookupEntry:
    """A client found by typing."""

    def find(text: str) -> list[Found]:
        return [Found(one.id, one.name, one.city) for one in desk.ask(choose_client, text, 8)]

    return LookupEntry(find, "Type a few letters")


class Pages(QStackedWidget):
    """A page over which a form is laid; Esc or the form itself puts it away again."""

    def __init__(self, page: QWidget, home: QWidget) -> None:
        super().__init__()
        self._page, self._home = page, home
        self._holder: QWidget | None = None
        self.form: Form | None = None
        self.addWidget(page)

    def lay(self, title: str, words: str, form: Form) -> None:
        """Show a form in place of the page."""
        self.back()
        body = column(
            Label(title, "title"),
            Label(words, "body", "ink2", wrap=True) if words else None,
            6,
            form,
            STRETCH,
            margin=(22, 18, 22, 22),
        )
        body.setMaximumWidth(FORM_WIDTH)
        self.form, self._holder = form, Scroll(body)
        self.addWidget(self._holder)
        self.setCurrentWidget(self._holder)
        form.focus_first()

    def back(self, *_: object) -> None:
        """Put the form away."""
        if self._holder is None:
            return
        focused: QWidget | None = QApplication.focusWidget()
        had_keys = focused is not None and self._holder.isAncestorOf(focused)
        self.removeWidget(self._holder)
        self._holder.deleteLater()
        self._holder, self.form = None, None
        self.setCurrentWidget(self._page)
        if had_keys:
            self._home.setFocus(Qt.FocusReason.OtherFocusReason)

    def step_aside(self) -> None:
        """Show the page; a form in which something was typed waits behind it."""
        if self.busy():
            self.setCurrentWidget(self._page)
        else:
            self.back()

    def resume(self) -> None:
        """Show the form again that waits."""
        if self.form is not None and self._holder is not None:
            self.setCurrentWidget(self._holder)
            self.form.focus_first()

    def busy(self) -> bool:
        """Whether something is being typed that would be lost."""
        return self.form is not None and self.form.dirty()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc puts the form away."""
        if event.key() == Qt.Key.Key_Escape and self._holder is not None:
            self.back()
            return
        super().keyPressEvent(event)
