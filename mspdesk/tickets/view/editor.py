"""A field of the ticket being changed, right below the facts."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ...errors import Conflict, UserError
from ...widgets import painting
from ...widgets.form import Form
from ...widgets.layout import clear
from .recipes import Recipe


class FieldEditor(QWidget):
    """Holds the form of one field; Enter saves, Esc leaves it as it was."""

    closed = Signal()
    outdated = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(13, 10, 13, 10)
        self.form: Form | None = None
        self.key = ""
        self.hide()

    def open(self, key: str, recipe: Recipe, *, first: str = "") -> None:
        """Offer a field for change, with the keyboard in it or in the one named."""
        self._empty()
        form = Form(
            recipe.fields,
            columns=recipe.columns,
            on_save=self._saver(recipe),
            save=recipe.button,
            on_cancel=self.close_field,
        )
        form.setAccessibleName(recipe.title)
        recipe.wire(form)
        form.saved.connect(lambda _values: self.close_field())
        self.form, self.key = form, key
        self._layout.addWidget(form)
        self.show()
        if first:
            form.entry(first).setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            form.focus_first()

    def close_field(self) -> None:
        """Take the form away."""
        if self.form is None:
            return
        self._empty()
        self.hide()
        self.closed.emit()

    def busy(self) -> bool:
        """Whether something was typed that is not saved."""
        return self.form is not None and self.form.dirty()

    def _empty(self) -> None:
        self.form, self.key = None, ""
        clear(self._layout)

    def _saver(self, recipe: Recipe) -> Callable[[dict[str, object]], object]:
        """Save, and show what is wrong where a field of the form is meant, else above it."""
        names = {one.name for one in recipe.fields}

        def save(values: dict[str, object]) -> None:
            try:
                recipe.save(values)
            except Conflict:
                self.outdated.emit()
                raise
            except UserError as error:
                if error.field is not None and error.field not in names:
                    raise UserError(error.text) from error
                raise

        return save

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves the field as it was."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_field()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the card."""
        painting.box(painting.begin(self), QRectF(self.rect()), 8, "sheet", "line")
