"""What a file does not tell is asked once, beside rows of it as each answer would read them."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ..widgets import theme
from ..widgets.choice import ChoiceEntry
from ..widgets.glyphs import Glyph, GlyphBox
from ..widgets.layout import STRETCH, column, row, stack
from ..widgets.safe import Label
from ..widgets.segments import SegmentControl

if TYPE_CHECKING:
    from .lists.said import Question

NOT_SAID = "ask"
BETWEEN = "   \u00b7   "
CALLED = 130
"""How wide, in pixels, the names of answers stand beside their rows."""
Answered = Callable[[str, object], None]
"""Called with what was asked about and the answer."""


class Asked(QWidget):
    """The questions about one file, each with its answers and what the file would say then.

    They come after `before` when one goes through the page by Tab.
    """

    def __init__(
        self, answered: Answered, clients: Callable[[], list[tuple[int, str]]], before: QWidget
    ) -> None:
        super().__init__()
        self._before = before
        self._ways = {
            "encoding": _WayQuestion("Letters of the file", "encoding", answered),
            "order": _WayQuestion("Order of dates", "order", answered),
            "decimals": _WayQuestion("Sign before the cents", "decimals", answered),
        }
        self._client = _ClientQuestion(answered, clients)
        stack(self, *self._ways.values(), self._client, gap=12)
        self.hide()

    def ask(self, questions: Sequence["Question"]) -> None:
        """Ask these one after the other; one that was answered stands until the file goes."""
        first = next((one.about for one in questions if not one.answer), "")
        for question in questions:
            if not question.answer and question.about != first:
                continue
            if question.about == "client":
                self._client.ask(question)
            else:
                self._ways[question.about].ask(question)
        self.setVisible(bool(questions) or self.isVisible())
        last = self._before
        for way in self._ways.values():
            if way.segments is not None and not way.isHidden():
                QWidget.setTabOrder(last, way.segments)
                last = way.segments

    def forget(self) -> None:
        """Ask nothing; the file is gone."""
        for part in (*self._ways.values(), self._client):
            part.hide()
        self.hide()


class _WayQuestion(QWidget):
    """A question with a few answers: which one reads the rows below it right.

    The rows go once it is answered, so that several questions fit above those of the file.
    """

    def __init__(self, name: str, about: str, answered: Answered) -> None:
        super().__init__()
        self._name = name
        self._about = about
        self._answered = answered
        self._rows = QWidget()
        self._samples = self._rows
        self._asked: Question | None = None
        self.segments: SegmentControl | None = None
        self._box = stack(self, self._rows)
        self.hide()

    def ask(self, question: "Question") -> None:
        """Ask, with the rows as each answer reads them, what was said chosen already."""
        if self._asked is not None and question.ways == self._asked.ways and not self.isHidden():
            self._samples.setVisible(not question.answer)
            return
        self._asked = question
        ways = [(NOT_SAID, "Not said"), *((way.key, way.words) for way in question.ways)]
        segments = SegmentControl(self._name, ways)
        segments.choose(question.answer or NOT_SAID)
        segments.picked.connect(self._picked)
        self.segments = segments
        self._samples = column(*(_sample(way.words, way.samples) for way in question.ways), gap=6)
        fresh = column(
            row(_sign(), Label(question.words, role="strong"), segments, STRETCH, gap=12),
            self._samples,
            gap=6,
        )
        self._box.replaceWidget(self._rows, fresh)
        self._rows.hide()
        self._rows.deleteLater()
        self._rows = fresh
        self._samples.setVisible(not question.answer)
        fresh.show()
        self.show()

    def _picked(self, key: str) -> None:
        if key != NOT_SAID:
            self._answered(self._about, key)


def _sign() -> QWidget:
    """The amber sign of a question."""
    return GlyphBox(Glyph.drawn("circle-alert", "amber", 16))


def _sample(words: str, samples: Sequence[str]) -> QWidget:
    """What a file would say under one answer, on one line."""
    called = Label(words, color="ink2")
    called.setFixedWidth(max(theme.current().px(CALLED), called.sizeHint().width()))
    shown = Label(BETWEEN.join(samples), elide=True)
    return row(28, called, shown, gap=12, shares=(0, 0, 1))


class _ClientQuestion(QWidget):
    """Whose the rows of a file are that names no client."""

    def __init__(self, answered: Answered, clients: Callable[[], list[tuple[int, str]]]) -> None:
        super().__init__()
        self._clients = clients
        self._words = Label("", role="strong")
        self._entry = ChoiceEntry((), "Choose a client", "Whose are these rows", width=280)
        self._entry.committed.connect(lambda: answered("client", self._entry.value()))
        stack(self, row(_sign(), self._words, self._entry, STRETCH, gap=12))
        self.hide()

    def ask(self, question: "Question") -> None:
        """Ask for the client among all that are here."""
        self._words.set_text(question.words)
        self._entry.set_options(self._clients())
        self.show()
