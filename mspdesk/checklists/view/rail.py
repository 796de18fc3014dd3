"""Beside a run: what is counted, the problems found, what will be written down, the signature."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ...dates import clock_time, full_date, hours_h
from ...desk.area import Place
from ...desk.desk import Desk
from ...errors import UserError
from ...people.queries import people
from ...tickets.rules import number_words
from ...widgets import painting, theme
from ...widgets.boxes import STRETCH, Panel, Rule, Scroll, clear, column, row, stack
from ...widgets.buttons import Button, LinkButton, Pressed
from ...widgets.entry import ChoiceEntry, TextEntry
from ...widgets.glyphs import paint_priority
from ...widgets.safe import Label, one_line
from ..actions import closing, marking, runs
from ..queries.documented import Writing, writings
from ..queries.run_page import Problem, RunPage
from ..rules import run as rules
from ..rules.master import SEVERITIES
from ..rules.run import RunState, State

PAPER_WORDS = "Sign here on paper if no screen is handy. The printed page has the same lines."


class ProblemRow(Pressed):
    """A problem: its priority, the ticket it opened in words that wrap, where it was found."""

    def __init__(self, one: Problem, on_click: Callable[[], object]) -> None:
        words = f"{number_words(one.ticket)} {one.title}" if one.ticket else one.text
        super().__init__(words, on_click)
        self._one, self._words = one, one_line(words)
        self._meta = _found_at(one)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleDescription(self._meta)

    def _high(self, width: int) -> int:
        """As high as its words become in so many px, and a line below."""
        return self._wrapped(width).height() + theme.current().px(20) + 4

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Grow with the words, which wrap."""
        super().resizeEvent(event)
        if self.height() != self._high(self.width()):
            self.setFixedHeight(self._high(self.width()))

    def _wrapped(self, width: int) -> QRect:
        left = theme.current().px(27)
        metrics = QFontMetrics(theme.font("row", 600))
        room = QRect(left, 2, max(20, width - left), 1000)
        return metrics.boundingRect(room, int(Qt.TextFlag.TextWordWrap), self._words)

    def sizeHint(self) -> QSize:
        """What it wants in a rail."""
        wide = theme.current().px(220)
        return QSize(wide, self._high(wide))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the sign, the words and where it was found."""
        painter = painting.begin(self)
        now = theme.current()
        size = now.px(18)
        if self._one.ticket:
            paint_priority(painter, QRectF(0, 3, size, size), self._one.priority)
        else:
            painting.box(painter, QRectF(0, 3, size, size), 4, "red")
            sign = theme.font("strong", 700)
            painting.text(painter, QRectF(0, 3, size, size), "!", sign, "paper", painting.CENTER)
        words = self._wrapped(self.width())
        words.setWidth(self.width() - words.x())
        painter.setFont(theme.font("row", 600))
        painter.setPen(now.color("accent" if self.over() else "ink"))
        painter.drawText(words, int(Qt.TextFlag.TextWordWrap), self._words)
        left = now.px(27)
        below = QRectF(left, words.bottom() + 1, self.width() - left, now.px(18))
        painting.text(painter, below, self._meta, theme.font("meta"), "ink2")
        if painting.ringed(self):
            painting.focus_ring(painter, QRectF(self.rect()), 5)


def _found_at(one: Problem) -> str:
    parts = [f"From step {one.step}"]
    if one.severity:
        parts.append(SEVERITIES[one.severity].lower())
    if one.ticket:
        parts.append(f"{hours_h(one.minutes)} so far" if one.minutes else "no time yet")
    return ", ".join(parts)


class RunRail(QWidget):
    """Sign-off of the run in front."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setAccessibleName("Sign-off")
        self._desk = desk
        self._page: RunPage | None = None
        self._filling = False
        self._counts = QVBoxLayout()
        self._counts.setSpacing(5)
        self._problems = QVBoxLayout()
        self._problems.setSpacing(8)
        self._written = QVBoxLayout()
        self._written.setSpacing(3)
        self.problems_box = column(Rule(), 6, Label("Problems found", "strong", "ink2"), gap=4)
        self.written_box = column(Rule(), 6, Label("Will be written down", "strong", "ink2"), gap=4)
        self.name = ChoiceEntry((), "Nobody yet", "Technician's name")
        self.name.committed.connect(self._assign)
        self.shown_to = TextEntry("Client contact who saw it", "Shown to")
        self.shown_to.left.connect(self._keep_shown)
        self.sign = Button("Sign and close", "primary", on_click=self.sign_run)
        self.sign.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._why = Label("", "meta", "ink2", wrap=True)
        self._paper = Label(PAPER_WORDS, "meta", "ink2", wrap=True)
        self._said = Label("", "meta", "red", wrap=True)
        body = Panel("sheet")
        self._lay(body)
        scroll = Scroll(body, "sheet")
        ground = Panel("sheet")
        stack(ground, scroll)
        stack(self, ground)

    def _lay(self, body: QWidget) -> None:
        name_label = Label("Name", "label", "ink2")
        name_label.label_for(self.name.field)
        self._shown_label = Label("Shown to", "label", "ink2")
        self._shown_label.label_for(self.shown_to.field)
        layout = stack(body, margin=(18, 18, 18, 18), gap=10)
        layout.addWidget(Label("Sign-off", "card_large"))
        layout.addLayout(self._counts)
        for box, inner in (
            (self.problems_box, self._problems),
            (self.written_box, self._written),
        ):
            kept = box.layout()
            if isinstance(kept, QVBoxLayout):
                kept.addLayout(inner)
            layout.addWidget(box)
        layout.addWidget(Rule())
        layout.addWidget(Label("Technician", "strong", "ink2"))
        layout.addWidget(column(name_label, self.name, gap=3))
        layout.addWidget(column(self._shown_label, self.shown_to, gap=3))
        for part in (self._paper, self.sign, self._said, self._why):
            layout.addWidget(part)
        layout.addStretch(1)

    # --- showing -----------------------------------------------------------------------------

    def show_page(self, page: RunPage) -> None:
        """Show the sign-off of a run."""
        same = self._page is not None and self._page.row.id == page.row.id
        self._page = page
        self.show_counts(page)
        self._show_problems(page)
        self._show_writings(self._desk.ask(writings, page.row.id))
        staff = [(one.id, one.name) for one in self._desk.ask(people)]
        self._filling = True
        self.name.set_options([(None, "Nobody yet"), *staff])
        self.name.set_value(page.row.assigned_id)
        own = page.master.own
        self._shown_label.set_text("Seen by" if own else "Shown to")
        self.shown_to.name_it("Seen by" if own else "Shown to")
        hint = "Colleague who saw it" if own else "Client contact who saw it"
        self.shown_to.line.setPlaceholderText(hint)
        if not same or not self.shown_to.field.hasFocus():
            self.shown_to.set_value(page.row.shown_to)
        self._filling = False
        self._said.hide()
        self._show_end(page)

    def show_counts(self, page: RunPage) -> None:
        """Count the marks."""
        clear(self._counts)
        by: dict[str, int] = {}
        for state in page.states.values():
            by[state] = by.get(state, 0) + 1
        lone = any(one.ticket is None for one in page.problems)
        problem = "Problem" if page.master.severity or lone else "Problem, on a ticket"
        shown = [("Done", by.get(State.OK, 0), ""), (problem, by.get(State.ATTENTION, 0), "red")]
        if page.master.not_seen:
            shown.append(("Not seen", by.get(State.NOT_SEEN, 0), ""))
        shown.append(("Not applicable", by.get(State.NA, 0), ""))
        shown.append(("Left", sum(1 for _ in page.master.lines()) - len(page.states), ""))
        for words, number, color in shown:
            figure = Label(str(number), "row", color if color and number else "ink", weight=600)
            self._counts.addWidget(row(Label(words, "meta", "ink2"), STRETCH, figure))

    def _show_problems(self, page: RunPage) -> None:
        clear(self._problems)
        for one in page.problems:
            self._problems.addWidget(ProblemRow(one, partial(self._go, one)))
            if one.ticket is None and page.row.open and page.row.client_id is not None:
                link = LinkButton(
                    "Open a ticket for it",
                    partial(self._open_ticket, one),
                    name=f"Open a ticket for step {one.step}",
                    role="meta",
                )
                self._problems.addWidget(row(22, link, STRETCH, gap=0))
        self.problems_box.setVisible(bool(page.problems))

    def _show_writings(self, found: list[Writing]) -> None:
        clear(self._written)
        for one in found:
            if one.fault:
                words, ink = f"Not written, {one.label.lower()}: {one.fault}", "amber"
            else:
                was = f" (was {one.was})" if one.was and one.was != one.words else ""
                words, ink = f"{one.line}{was}", "ink"
            self._written.addWidget(Label(words, "meta", ink, wrap=True))
        self.written_box.setVisible(bool(found))

    def _show_end(self, page: RunPage) -> None:
        state = RunState(page.row.state)
        said = {key: one.said for key, one in page.results.items()}
        missing = rules.end_words(page.master, page.states, said) if page.row.open else ""
        self._paper.setVisible(page.row.open)
        self.name.setEnabled(page.row.open)
        self.shown_to.setEnabled(page.row.open)
        self.sign.setVisible(page.row.open or (state == RunState.DONE and page.master.verify))
        self.sign.set_text("Sign and close" if page.row.open else "Verify")
        self.sign.setEnabled(not missing)
        self._why.set_text(missing or self._how_it_ended(page))
        self._why.setVisible(bool(self._why.text()))

    def _how_it_ended(self, page: RunPage) -> str:
        found = page.row
        parts = []
        if found.done_at is not None:
            when = f"{full_date(found.done_at.date())}, {clock_time(found.done_at)}"
            parts.append(f"Signed by {found.done_by or 'nobody'}, {when}.")
        if found.verified_at is not None:
            parts.append(f"Verified by {found.verified_by}, {full_date(found.verified_at.date())}.")
        elif found.state == RunState.DONE and page.master.verify:
            parts.append("Somebody else looks it over, then verifies.")
        if found.state == RunState.DROPPED:
            parts.append(f"Dropped: {found.reason}")
        return " ".join(parts)

    # --- verbs -------------------------------------------------------------------------------

    def sign_run(self) -> None:
        """Sign the run, or verify the one that is signed; what is refused is said below."""
        if self._page is None:
            return
        run_id = self._page.row.id
        try:
            if self._page.row.open:
                self._desk.do(closing.finish_run, run_id, self.shown_to.value())
            else:
                self._desk.do(closing.verify_run, run_id)
        except UserError as error:
            self._said.set_text(error.text)
            self._said.show()

    def _assign(self) -> None:
        if self._page is not None and not self._filling:
            person_id: Any = self.name.value()
            self._desk.attempt(runs.assign_run, self._page.row.id, person_id)

    def _keep_shown(self) -> None:
        if self._page is None or not self._page.row.open:
            return
        if self.shown_to.value() != self._page.row.shown_to:
            self._desk.attempt(runs.set_shown, self._page.row.id, self.shown_to.value())

    def _open_ticket(self, one: Problem) -> None:
        if self._page is not None:
            self._desk.attempt(marking.open_problem, self._page.row.id, one.key)

    def _go(self, one: Problem) -> None:
        if one.ticket_id is not None:
            self._desk.go(Place("tickets", one.ticket_id))
        elif self._page is not None:
            place = Place("checklists", self._page.row.id, about={"key": one.key})
            self._desk.go(place)
