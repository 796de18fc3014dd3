"""What looking through mails and through letters to many have in common, before they go out."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ...desk.desk import Desk
from ...errors import Cancelled, Trouble, UserError
from ...rows import dataclass
from ...widgets.buttons import Button
from ...widgets.entry import NoteEntry
from ...widgets.layout import STRETCH, Footer, Notice, Panel, column, row, stack
from ...widgets.safe import Label
from ...widgets.splitter import ListDetail
from ...widgets.table import Column, Table, TagCell
from ..queries.merging import Prepared
from ..queries.steps import StepRow


@dataclass(frozen=True, slots=True)
class MergedWords:
    """What a page of mails, or of letters, says about them."""

    page: str
    table: str
    text: str
    edit: str
    working: str
    stopped: str
    broken: str
    empty: str


class MergedPage(QWidget):
    """Who gets the words of one step, and those of whoever is chosen, filled in.

    `on_done` goes back to the campaign, `on_edit` opens the form of the step.
    """

    def __init__(
        self,
        desk: Desk,
        on_done: Callable[[], object],
        on_edit: Callable[[StepRow], object],
        words: MergedWords,
        columns: Sequence[Column[Prepared]],
    ) -> None:
        super().__init__()
        self.setAccessibleName(words.page)
        self._desk, self._on_done, self._on_edit = desk, on_done, on_edit
        self._words = words
        self.step: StepRow | None = None
        self.title = Label("", "record", elide=True)
        self.said = Label("", "meta", "ink2", wrap=True)
        self.back_button = Button("Back to the campaign", icon="arrow-left", on_click=on_done)
        self.edit_button = Button(words.edit, icon="pencil", on_click=self._edit)
        self.notice = Notice("", "")
        self.table = Table[Prepared](
            list(columns),
            words.table,
            key=lambda one: one.member_id,
            on_select=self._show,
            spoken=spoken,
            empty=words.empty,
        )
        self.subject = Label("", "card_large", wrap=True, selectable=True)
        self.to = Label("", "meta", "ink2", wrap=True, selectable=True)
        self.body = NoteEntry("", words.text, lines=12)
        self.body.sheet.setReadOnly(True)
        self.body.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.sum = Label("", "row")

    def _lay_out(self, target: QWidget, name: str, *buttons: QWidget) -> None:
        """Put the head, the list with the words beside it, and the buttons into a widget."""
        head = Panel("paper", rule="bottom")
        line = row(self.back_button, column(self.title, self.said, gap=1), shares=(0, 1))
        stack(head, line, self.notice, margin=(20, 12, 20, 12), gap=10)
        head.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        words = Panel("paper", rule="left")
        stack(
            words,
            column(self.to, self.subject, margin=(18, 14, 18, 8), gap=8),
            column(self.body, margin=(18, 0, 18, 14)),
        )
        foot = Footer(*buttons, STRETCH, self.sum)
        stack(target, head, ListDetail(name, self.table, words, 460, 400), foot)
        self.notice.hide()

    def show_step(self, step: StepRow) -> None:
        """Put what goes out together, behind the window."""
        self.step = step
        self.title.set_text(step.subject or step.title)
        self.said.set_text(self._words.working)
        self.notice.hide()
        self.table.show_rows([])
        self._show(None)
        self.sum.set_text("")
        self._offer()
        self._begin(step)

    def _begin(self, step: StepRow) -> None:
        """Start putting it together."""
        raise NotImplementedError

    def _offer(self) -> None:
        """Say what can be pressed now."""
        raise NotImplementedError

    def _go(self) -> None:
        """Let it go out, as far as that is offered."""
        raise NotImplementedError

    def _broke(self, error: BaseException) -> None:
        if isinstance(error, Cancelled):
            self.said.set_text(self._words.stopped)
        elif isinstance(error, UserError):
            self.said.set_text(error.text)
            self.notice.set_notice(self._words.broken, error.text)
            self.notice.show()
        elif isinstance(error, Trouble):
            self.said.set_text(str(error))
        else:
            raise error
        self._offer()

    def _show(self, one: Prepared | None) -> None:
        """Show the words for whoever is chosen."""
        goes = one is not None and one.goes
        self.to.set_text(f"To {one.address}" if one is not None and goes else "")
        self.subject.set_text(
            one.subject if one is not None and goes else one.words if one is not None else ""
        )
        self.body.set_value(one.body if one is not None and goes else "")
        self.body.setVisible(goes)

    def _edit(self) -> None:
        if self.step is not None:
            self._on_edit(self.step)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to the campaign; Ctrl+Enter lets it go out."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() == Qt.Key.Key_Escape:
            self._on_done()
        elif enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._go()
        else:
            super().keyPressEvent(event)


def tag(one: Prepared) -> TagCell | None:
    """What stands behind a row: why somebody gets none, or what to look at."""
    if not one.goes:
        return TagCell(one.words, "grey")
    return TagCell(one.words, "amber") if one.words else None


def spoken(one: Prepared) -> str:
    """A row as a screen reader says it."""
    what = "is written to" if one.goes else "is not written to"
    return ". ".join(part for part in (f"{one.client}, {one.name}, {what}", one.words) if part)
