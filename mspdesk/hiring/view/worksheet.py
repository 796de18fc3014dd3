"""The worksheet of one question: its bottom line, five steps, options, alternatives (S024)."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ...dates import full_date
from ...widgets.buttons import Button, IconButton
from ...widgets.entry import NumberEntry
from ...widgets.layout import STRETCH, Card, PageHead, Scroll, column, row, stack
from ...widgets.safe import Label
from ...widgets.tags import Tag
from ..queries.cases import CasePage
from ..rules.alternatives import to_weigh
from ..rules.maths import Option
from .alternatives import AlternativesCard
from .options import OptionsCard
from .steps import StepCard

TONES = {"open": "blue", "approved": "green", "declined": "grey", "put_off": "amber"}
WEED, CREATIVE = 4, 5
"""The steps under which something more stands: how many clients to give up; the alternatives."""
LINES = 5


class Deeds:
    """What the worksheet asks its room to do; each is called with what it is about."""

    def __init__(
        self,
        note: Callable[[str, str], bool],
        drop: Callable[[int], object],
        weigh: Callable[[str, str, str], object],
        add: Callable[[], object],
        examples: Callable[[], object],
        edit: Callable[[Option], object],
        choose: Callable[[Option], object],
        remove: Callable[[Option], object],
        decide: Callable[[], object],
        again: Callable[[], object],
        change: Callable[[], object],
        printed: Callable[[], object],
        post: Callable[[], object],
        away: Callable[[], object],
    ) -> None:
        self.note, self.drop, self.weigh = note, drop, weigh
        self.add, self.examples, self.edit = add, examples, edit
        self.choose, self.remove = choose, remove
        self.decide, self.again, self.change = decide, again, change
        self.printed, self.post, self.away = printed, post, away


class BottomLine(Card):
    """What the figures come to, in one line, with the lines it rests on."""

    def __init__(self) -> None:
        super().__init__("Bottom line", "what the figures say; a person decides")
        self.words = Label("", "card_large", "ink", wrap=True)
        self._lines = [Label("", "body", "ink2", wrap=True) for _ in range(LINES)]
        self.add(self.words, 4, column(*self._lines, gap=2))

    def show_lines(self, bottom: str, lines: tuple[str, ...]) -> None:
        """Say it."""
        self.words.set_text(bottom)
        for at, label in enumerate(self._lines):
            words = lines[at] if at < len(lines) else ""
            label.set_text(words)
            label.setVisible(bool(words))


class WorksheetPage(QWidget):
    """One question; made once and filled for whichever is picked."""

    def __init__(self, deeds: Deeds) -> None:
        super().__init__()
        self._deeds = deeds
        self.print_button = Button("Print", icon="printer", on_click=deeds.printed)
        self.change_button = Button("Change", on_click=deeds.change, name="Change the question")
        self.again_button = Button("Ask again", on_click=deeds.again)
        self.post_button = Button("Write the job post", "primary", on_click=deeds.post)
        self.decide_button = Button("Decide", "primary", "check", deeds.decide)
        self.remove_button = IconButton("trash-2", "Remove this question", deeds.away)
        self.head = PageHead(
            actions=(
                self.remove_button,
                self.change_button,
                self.print_button,
                self.again_button,
                self.post_button,
                self.decide_button,
            )
        )
        self._why = Label("", "body", "ink2", wrap=True)
        self._decided = Label("", "body", "ink", wrap=True)
        self.bottom = BottomLine()
        self.drop = NumberEntry(0, 10_000, "", "Clients given up in this sum")
        self.drop.committed.connect(self._dropped)
        self.drop.left.connect(self._dropped)
        self.options = OptionsCard(
            deeds.add, deeds.examples, deeds.edit, deeds.choose, deeds.remove
        )
        self.alternatives = AlternativesCard(deeds.weigh)
        self._missing = Label("", "meta", "amber", wrap=True)
        self.steps: list[StepCard] = []
        self._cards = QWidget()
        self._stack = stack(self._cards, gap=12)
        body = column(
            self._why,
            self._decided,
            self.bottom,
            self._cards,
            self.options,
            STRETCH,
            gap=12,
            margin=(22, 4, 22, 22),
        )
        self.sheet_scroll = Scroll(body)
        head = column(self.head, self._missing, gap=2, margin=(22, 12, 22, 8))
        stack(self, head, self.sheet_scroll)
        self._page: CasePage | None = None

    def show_page(self, page: CasePage, *, decides: bool) -> None:
        """Show a question; `decides` says whether who is at work may decide it."""
        other = self._page is None or self._page.row.id != page.row.id
        self._page = page
        sheet, open_ = page.sheet, page.row.open
        if not self.steps:
            for step in sheet.steps:
                below = self._below() if step.number == WEED else ()
                card = StepCard(step, self._deeds.note, *below)
                self.steps.append(card)
                self._stack.addWidget(card)
            self._stack.addWidget(self.alternatives)
        self._show_head(page, decides=decides)
        self._why.set_text(page.notes.get("why", ""))
        self._why.setVisible(bool(page.notes.get("why")))
        self.bottom.show_lines(sheet.bottom, sheet.lines)
        for card, step in zip(self.steps, sheet.steps, strict=True):
            note = page.notes.get(str(step.number), "")
            card.show_step(step, note, open_=open_, other=other)
        if not self.drop.line.hasFocus():
            self.drop.set_value(page.drop)
        self.drop.setEnabled(open_)
        self.alternatives.show_alternatives(page.alternatives, open_=open_, other=other)
        self.options.show_options(page, sheet)
        self.sheet_scroll.settle()
        if other:
            self.sheet_scroll.verticalScrollBar().setValue(0)

    def _below(self) -> tuple[QWidget, ...]:
        self.drop.setFixedWidth(90)
        words = Label("Clients given up in this sum", "body", "ink2")
        return (row(words, self.drop, STRETCH, gap=10),)

    def _show_head(self, page: CasePage, *, decides: bool) -> None:
        case = page.row
        meta = [f"asked {full_date(case.opened_on)}"]
        if case.role:
            meta.append(f"about {case.role}")
        if case.review_on:
            meta.append(f"look again {full_date(case.review_on)}")
        self.head.set_head(case.title, meta, [Tag(case.state_words, TONES[case.state])])
        missing = to_weigh(page.alternatives) if case.open else ""
        if case.open and not decides:
            missing = "The owner decides. Everything else may be prepared here."
        self._missing.set_text(missing)
        self._missing.setVisible(bool(missing))
        self._decided.set_text(_decided_words(page))
        self._decided.setVisible(not case.open)
        self.decide_button.setVisible(case.open and decides)
        self.change_button.setVisible(case.open)
        self.remove_button.setVisible(case.open)
        self.again_button.setVisible(not case.open)
        self.post_button.setVisible(case.state == "approved")

    def _dropped(self) -> None:
        count = self.drop.value()
        if self._page is not None and count is not None and count != self._page.drop:
            self._deeds.drop(count)


def _decided_words(page: CasePage) -> str:
    """What was decided, by whom, and that the figures are those of that day."""
    case = page.row
    if case.open or case.decided_on is None:
        return ""
    by = f" by {page.decided_by}" if page.decided_by else ""
    chosen = next((one.title for one in page.options if one.chosen), "")
    about = f" {chosen}." if case.state == "approved" and chosen else ""
    return (
        f"{case.state_words} on {full_date(case.decided_on)}{by}.{about} {page.decision}"
        " All figures are those of that day."
    )
