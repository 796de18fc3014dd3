"""The questionnaire of a meeting: each question, what they said last, what they say now (C16)."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ...dates import short_date
from ...desk.desk import Desk
from ...widgets.boxes import clear
from ...widgets.buttons import LinkButton
from ...widgets.entry import NoteEntry
from ...widgets.layout import STRETCH, Card, column, row
from ...widgets.safe import Label
from ..actions import minutes as actions
from ..queries.meetings import MeetingPage
from ..rules.questions import QUESTIONS, Question
from .kept import Kept


class AnswersCard(Card):
    """Nine questions; that of the budget leads to its own form."""

    def __init__(self, desk: Desk, ask_budget: Callable[[], object]) -> None:
        super().__init__("Questions")
        self._desk, self._ask_budget = desk, ask_budget
        self._page: MeetingPage | None = None
        self.fields: dict[str, Kept] = {}
        self._rows = QVBoxLayout()
        self._rows.setSpacing(9)
        self.add(self._rows)

    def show_page(self, page: MeetingPage, *, other: bool) -> None:
        """Show the questions of a meeting with its answers."""
        self._page = page
        answered = len(page.answers)
        self.set_subtitle(f"{answered} of {len(QUESTIONS) - 1} answered")
        if other or page.row.over or not self.fields:
            self._build(page)
            return
        for key, field in self.fields.items():
            field.show_value(page.answers.get(key, ""))

    def _build(self, page: MeetingPage) -> None:
        clear(self._rows)
        self.fields = {}
        for one in QUESTIONS:
            words = page.answers.get(one.key, "")
            if page.row.over and not words:
                continue
            line = self._line(one, page)
            self._rows.addWidget(line)
            line.show()

    def _line(self, one: Question, page: MeetingPage) -> QWidget:
        head: list[QWidget] = [Label(one.ask, "row", wrap=True)]
        before = page.before.get(one.key)
        if before is not None:
            said = f"{short_date(before[0])}: {before[1]}"
            head.append(Label(said, "meta", "ink3", wrap=True))
        if one.key == "budget":
            link = LinkButton("Write it down", self._ask_budget, name="Write down their budget")
            return column(*head, row(link, STRETCH), gap=2)
        if page.row.over:
            words = Label(page.answers[one.key], "body", wrap=True, selectable=True)
            return column(*head, words, gap=2)
        entry = NoteEntry("What they say", f"{one.title}: what they say", lines=2)
        field = self.fields[one.key] = Kept(entry, self._save(one.key))
        field.show_value(page.answers.get(one.key, ""))
        return column(*head, field, gap=3)

    def _save(self, key: str) -> Callable[[object], object]:
        def save(value: object) -> None:
            if self._page is not None:
                before = self._page.answers.get(key, "")
                meeting = self._page.row.id
                self._desk.do(actions.write_answer, meeting, key, str(value or ""), before)

        return save

    def keep(self) -> None:
        """Write what was typed."""
        for field in list(self.fields.values()):
            field.keep()

    def unkept(self) -> bool:
        """Whether something was typed that could not be written."""
        return any(field.unkept() for field in self.fields.values())
