"""Forms laid over a page, one a record: what was typed waits until one comes back to it."""

from __future__ import annotations

from collections.abc import Callable, Hashable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from ...widgets.form import Form
from ...widgets.layout import STRETCH, Scroll, column
from ...widgets.safe import Label


class FormShelf(QStackedWidget):
    """A page, and forms over it by what they are about; Esc or Cancel throws one away.

    A form in which nothing was typed is gone when one turns to something else.
    """

    def __init__(self, page: QWidget) -> None:
        super().__init__()
        self._page = page
        self._forms: dict[Hashable, tuple[Form, QWidget]] = {}
        self.key: Hashable = None
        self.addWidget(page)

    @property
    def form(self) -> Form | None:
        """The form in front."""
        held = self._forms.get(self.key)
        return held[0] if held is not None and self.currentWidget() is held[1] else None

    def turn(self, key: Hashable) -> None:
        """Show what waits for another record, or the page; clean forms are put away."""
        if key != self.key:
            held = self._forms.get(self.key)
            if held is not None and not held[0].dirty():
                self.drop(self.key)
        self.key = key
        held = self._forms.get(key)
        self.setCurrentWidget(held[1] if held is not None else self._page)

    def lay(self, title: str, words: str, make: Callable[[], Form]) -> Form:
        """Lay a form over the page for the record in front, or show the one that waits."""
        if self.key not in self._forms:
            form = make()
            body = column(
                Label(title, "card_large"),
                Label(words, "body", "ink2", wrap=True) if words else None,
                6,
                form,
                STRETCH,
                margin=(20, 18, 18, 16),
            )
            holder = Scroll(body)
            self._forms[self.key] = (form, holder)
            self.addWidget(holder)
        form, laid = self._forms[self.key]
        self.setCurrentWidget(laid)
        form.focus_first()
        return form

    def back(self) -> None:
        """Throw the form in front away and show the page."""
        self.drop(self.key)
        self.setCurrentWidget(self._page)

    def drop(self, key: Hashable) -> None:
        """Throw the form of a record away."""
        held = self._forms.pop(key, None)
        if held is None:
            return
        holder = held[1]
        focused: QWidget | None = QApplication.focusWidget()
        had_keys = focused is not None and holder.isAncestorOf(focused)
        self.removeWidget(holder)
        holder.deleteLater()
        if had_keys:
            self._page.setFocus(Qt.FocusReason.OtherFocusReason)

    def waiting(self) -> list[Hashable]:
        """The records for which something typed waits."""
        return [key for key, (form, _) in self._forms.items() if form.dirty()]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc throws the form in front away."""
        if event.key() == Qt.Key.Key_Escape and self.form is not None:
            self.back()
            return
        super().keyPressEvent(event)
