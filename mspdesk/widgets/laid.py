"""A form laid over a page: under its title, as wide as reads well, gone again with Esc."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from .form import Form
from .layout import STRETCH, Scroll, column
from .safe import Label

FORM_WIDTH = 900
"""Px; wider lines are hard to read."""


def laid_form(title: str, words: str, form: Form) -> QWidget:
    """A form under its title and perhaps a sentence, to be laid over a page."""
    body = column(
        Label(title, "record"),
        Label(words, "body", "ink2", wrap=True) if words else None,
        6,
        form,
        STRETCH,
        margin=(22, 14, 22, 22),
    )
    body.setMaximumWidth(FORM_WIDTH)
    return Scroll(body)


def tell_laid(where: QWidget, there: bool) -> None:
    """Tell the nearest thing around that wants to know that something hides the page, or not."""
    around = where.parentWidget()
    while around is not None:
        told = getattr(around, "form_laid", None)
        if told is not None:
            told(where, there)
            return
        around = around.parentWidget()


class Laid(QStackedWidget):
    """A page over which a form is laid; Esc or the form itself puts it away again.

    `home` gets the keyboard back, the page itself without one. The first thing around it that has
    a `form_laid(laid, there)` is told whenever a form comes or goes.
    """

    def __init__(self, page: QWidget, home: QWidget | None = None) -> None:
        super().__init__()
        self._page, self._home = page, home or page
        self._holder: QWidget | None = None
        self.form: Form | None = None
        self.addWidget(page)

    def lay(self, title: str, words: str, form: Form) -> None:
        """Show a form in place of the page."""
        self.back()
        self.form, self._holder = form, laid_form(title, words, form)
        self.addWidget(self._holder)
        self.setCurrentWidget(self._holder)
        self._tell()
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
        self._tell()
        if had_keys:
            self._home.setFocus(Qt.FocusReason.OtherFocusReason)

    def step_aside(self) -> None:
        """Show the page; a form in which something was typed waits behind it."""
        if self.busy():
            self.setCurrentWidget(self._page)
            self._tell()
        else:
            self.back()

    def resume(self) -> None:
        """Show the form again that waits."""
        if self.form is not None and self._holder is not None:
            self.setCurrentWidget(self._holder)
            self._tell()
            self.form.focus_first()

    def in_front(self) -> bool:
        """Whether a form hides the page."""
        return self._holder is not None and self.currentWidget() is self._holder

    def _tell(self) -> None:
        tell_laid(self, self.in_front())

    def busy(self) -> bool:
        """Whether something is being typed that would be lost."""
        return self.form is not None and self.form.dirty()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc puts the form away."""
        if event.key() == Qt.Key.Key_Escape and self._holder is not None:
            self.back()
            return
        super().keyPressEvent(event)
