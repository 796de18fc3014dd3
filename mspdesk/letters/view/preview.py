"""A filled text as it reads: subject, paragraphs, lists, tables, lines to sign on."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ...widgets.layout import STRETCH, Rule, Scroll, clear, column, stack
from ...widgets.safe import Label
from ...widgets.texttable import text_table
from ..rules.texts import Filled, Part, parts


class LetterPreview(QWidget):
    """Plain words only; whatever a name or a text holds is shown as it is."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._subject = Label("", "card_large", wrap=True)
        self._words = QWidget()
        self._box = QVBoxLayout(self._words)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(10)
        self._said = Filled("", "")
        body = column(self._subject, 8, self._words, STRETCH, margin=(0, 14, 16, 16))
        stack(self, Scroll(body))

    def show_filled(self, said: Filled) -> None:
        """Show a filled text."""
        if said == self._said:
            return
        self._said = said
        self._subject.set_text(said.subject)
        clear(self._box)
        for part in parts(said.body):
            widget = _shown(part)
            self._box.addWidget(widget)
            widget.show()

    def words(self) -> str:
        """What is shown, subject first."""
        return f"{self._said.subject}\n\n{self._said.body}"


def _shown(part: Part) -> QWidget:
    if part.kind == "heading":
        return Label(part.text, "row", wrap=True)
    if part.kind == "list":
        return column(*(Label(f"–  {item}", wrap=True) for item in part.items), gap=4)
    if part.kind == "table":
        return text_table(part.rows)
    if part.kind == "sign":
        captions = "          ".join(part.items)
        return column(14, Rule("ink3"), Label(captions, "meta", "ink3", wrap=True), gap=2)
    return Label(part.text, wrap=True)
