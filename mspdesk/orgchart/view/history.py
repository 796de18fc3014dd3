"""History and review of the chart: its revisions, what changed since, when it is looked over."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ...dates import full_date, today
from ...desk.desk import Desk
from ...widgets.buttons import Button, LinkButton
from ...widgets.entry import DateEntry, NoteEntry, NumberEntry, TextEntry
from ...widgets.form import Field, Form
from ...widgets.layout import (
    MARGIN,
    STRETCH,
    Card,
    Scroll,
    Toolbar,
    clear,
    column,
    lead_focus,
    put,
    row,
    stack,
)
from ...widgets.safe import Label
from ...widgets.table import Column, Table
from ..actions.chart import bring_back_role
from ..actions.revisions import MOST_LED, keep_revision, review_chart, set_span
from ..queries import chart as queries
from ..queries.chart import RevisionRow

_TABLES = {"role", "person", "chart_revision", "chart_review", "shop"}
_HALF_A_YEAR = timedelta(days=182)


class HistoryPage(QWidget):
    """Revisions at the left; at the right what is different today, and the review."""

    def __init__(self, desk: Desk, back: Callable[[], object]) -> None:
        super().__init__()
        self.setAccessibleName("History and review of the chart")
        self._desk = desk
        self._may = desk.may("people")
        self.table = Table[RevisionRow](
            (
                Column("number", "Rev", "num", lambda r: str(r.number), width=56),
                Column("on", "Kept", "date", lambda r: full_date(r.made_at.date()), width=110),
                Column("why", "Why", "title", lambda r: r.why, stretch=1),
                Column("who", "By", "text", lambda r: r.person, width=140),
            ),
            name="Revisions of the chart",
            on_select=lambda _row: self._show_since(),
            fit=True,
            empty="No revision is kept yet.",
        )
        self.since = Card("Since this revision")
        self.review = Card("Looked over")
        self.gone = Card("Roles given up")
        self.why = Form(
            [Field("why", "Why the chart changed", TextEntry())],
            on_save=self._keep,
            save="Keep this revision",
        )
        self.looked = Form(
            [
                Field("next_on", "Look it over again on", DateEntry()),
                Field("words", "What was said", NoteEntry(lines=2)),
            ],
            on_save=self._review,
            save="Looked over today",
            main=False,
        )
        self.span = Card("How many one leads")
        self.limits = Form(
            [
                Field("comfortable", "Comfortable up to", NumberEntry(1, MOST_LED, "people")),
                Field("many", "At most", NumberEntry(1, MOST_LED, "people")),
            ],
            columns=2,
            on_save=self._save_span,
            save="Save how many",
            main=False,
        )
        self._build(back)
        lead_focus(self, self.table)
        desk.keep_fresh(self, _TABLES, self.reload)

    def _build(self, back: Callable[[], object]) -> None:
        bar = Toolbar(
            "History and review",
            "",
            STRETCH,
            Button("Back to the chart", "quiet", on_click=back),
        )
        words = "Change the chart on purpose, not to fit the people of today. Say why when you do."
        left = column(
            Label(words, color="ink2", wrap=True),
            6,
            self.table,
            8,
            self.why if self._may else None,
            STRETCH,
            margin=(MARGIN, 14, 10, MARGIN),
        )
        right = column(
            self.review,
            self.since,
            self.gone,
            self.span,
            STRETCH,
            gap=12,
            margin=(10, 14, MARGIN, MARGIN),
        )
        body = row(left, right, gap=0, shares=(3, 2))
        stack(self, bar, Scroll(body)).setStretch(1, 1)
        self._said = column()
        self.review.add(self._said, self.looked if self._may else None)
        words = "Heads count, part-time or not. Above it the chart says so, quietly."
        self.span.add(Label(words, "meta", "ink2", wrap=True), self.limits)
        self.span.setVisible(self._may)
        self.looked.set_values({"next_on": today() + _HALF_A_YEAR})
        self.looked.mark_clean()

    def reload(self) -> None:
        """Ask for revisions, reviews and roles given up again."""
        self.table.show_rows(self._desk.ask(queries.revisions))
        if self.table.selected() is None:
            self.table.select_first()
        self._show_since()
        self._show_reviews()
        self._show_gone()

        if not self.limits.dirty():
            comfortable, many = self._desk.ask(queries.span_limits)
            self.limits.set_values({"comfortable": comfortable, "many": many})
            self.limits.mark_clean()

    def _save_span(self, values: dict[str, Any]) -> None:
        self._desk.do(set_span, values["comfortable"] or 0, values["many"] or 0)
        self.limits.mark_clean()

    def _show_since(self) -> None:
        self.since.clear()
        chosen = self.table.selected()
        if chosen is None:
            self.since.add(Label("Keep a revision to compare with.", color="ink2", wrap=True))
            return
        self.since.set_title(f"Since revision {chosen.number}")
        told = self._desk.ask(queries.since_revision, chosen.number)
        for words in told or ["Nothing is different."]:
            self.since.add(Label(words, wrap=True))

    def _show_reviews(self) -> None:
        layout = self._said.layout()
        if layout is None:
            return
        clear(layout)
        rows = self._desk.ask(queries.reviews)
        following = rows[0].next_on if rows else None
        due = _due(following)
        said = [Label(due, "row", "amber" if following and following <= today() else "ink")]
        for one in rows[:3]:
            words = ", ".join(filter(None, (f"Looked over {full_date(one.on)}", one.person)))
            said.append(Label(f"{words}. {one.words}".strip(), "meta", "ink2", wrap=True))
        for label in said:
            layout.addWidget(label)

    def _show_gone(self) -> None:
        self.gone.clear()
        rows = self._desk.ask(queries.given_up)
        self.gone.setVisible(bool(rows))
        for one in rows:
            words = f"{one.title}, {full_date(one.on)}"
            back = LinkButton(
                "Bring back",
                partial(self._bring_back, one.id),
                name=f"Bring back {one.title}",
            )
            put(self.gone.body, row(Label(words), STRETCH, back if self._may else None))

    def _bring_back(self, role_id: int) -> None:
        self._desk.attempt(bring_back_role, role_id)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _keep(self, values: dict[str, Any]) -> None:
        self._desk.do(keep_revision, str(values["why"] or ""))
        self.why.set_values({"why": ""})
        self.why.mark_clean()

    def _review(self, values: dict[str, Any]) -> None:
        self._desk.do(review_chart, values["next_on"], str(values["words"] or ""))
        self.looked.set_values({"words": ""})
        self.looked.mark_clean()


def _due(following: date | None) -> str:
    if following is None:
        return "No day is set to look it over."
    late = " It is time." if following <= today() else ""
    return f"To be looked over {full_date(following)}.{late}"
