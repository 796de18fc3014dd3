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


class Laid(QStackedWidget):
    """A page over which a form is laid; Esc or the form itself puts it away again.

    `home` gets the keyboard back, the page itself without one.
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
